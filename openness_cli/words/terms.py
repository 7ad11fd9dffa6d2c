"""The words of the product in the language in use: outcomes, colours, bases, labels, dates, numbers."""

from datetime import date
from fractions import Fraction

from openness_cli.messages import _
from openness_cli.model.definitions import BandName, Criterion, FactBasis, PointsBasis, WordingBasis
from openness_cli.model.languages import mark
from openness_cli.model.periods import Every
from openness_cli.model.points import plain_number
from openness_cli.scoring.assessment import Outcome
from openness_cli.scoring.verdicts import Basis

_OUTCOMES = {
    Outcome.MET: mark("met"),
    Outcome.PARTIAL: mark("partial"),
    Outcome.NOT_MET: mark("not met"),
    Outcome.MISSING: mark("missing"),
    Outcome.NOT_DUE: mark("not due yet"),
    Outcome.NOT_APPLICABLE: mark("not applicable"),
}
_BANDS = {BandName.GREEN: mark("green"), BandName.YELLOW: mark("yellow"), BandName.RED: mark("red")}
_BASES = {
    Basis.DECLARED: mark("declared"),
    Basis.EVIDENCED: mark("evidenced"),
    Basis.VERIFIED: mark("verified"),
}
_LABELS = {
    WordingBasis.SOURCED: mark("sourced"),
    WordingBasis.DERIVED: mark("derived"),
    WordingBasis.ASSUMED: mark("assumed"),
    PointsBasis.PUBLISHED: mark("published"),
    PointsBasis.ASSUMED: mark("assumed"),
    FactBasis.SOURCED: mark("sourced"),
    FactBasis.ASSUMED: mark("assumed"),
}
_EVERY = {
    Every.MONTH: mark("every month"),
    Every.QUARTER: mark("every quarter"),
    Every.HALF_YEAR: mark("every half-year"),
    Every.YEAR: mark("every year"),
}
_MONTHS = (
    mark("{day} January {year}"),
    mark("{day} February {year}"),
    mark("{day} March {year}"),
    mark("{day} April {year}"),
    mark("{day} May {year}"),
    mark("{day} June {year}"),
    mark("{day} July {year}"),
    mark("{day} August {year}"),
    mark("{day} September {year}"),
    mark("{day} October {year}"),
    mark("{day} November {year}"),
    mark("{day} December {year}"),
)
_DAYS = (
    mark("{day} January"),
    mark("{day} February"),
    mark("{day} March"),
    mark("{day} April"),
    mark("{day} May"),
    mark("{day} June"),
    mark("{day} July"),
    mark("{day} August"),
    mark("{day} September"),
    mark("{day} October"),
    mark("{day} November"),
    mark("{day} December"),
)


def outcome_word(outcome: Outcome) -> str:
    """Return an outcome in words."""
    return _(_OUTCOMES[outcome])


def band_word(band: BandName | None) -> str:
    """Return a colour in words; without one it is still open."""
    return _(_BANDS[band]) if band else _("colour open")


def basis_word(basis: Basis) -> str:
    """Return a basis in words."""
    return _(_BASES[basis])


def label_word(label: WordingBasis | PointsBasis | FactBasis) -> str:
    """Return a label of certainty in words."""
    return _(_LABELS[label])


def every_word(every: Every) -> str:
    """Return a frequency in words."""
    return _(_EVERY[every])


def long_date(day: date) -> str:
    """Return a date in full."""
    return _(_MONTHS[day.month - 1]).format(day=day.day, year=day.year)


def day_of_year(month: int, day: int) -> str:
    """Return a day of any year."""
    return _(_DAYS[month - 1]).format(day=day)


def percent(share: Fraction) -> str:
    """Return a share of 1 as a percentage, never rounded up to a threshold."""
    hundredths = share.numerator * 10000 // share.denominator
    return plain_number(Fraction(hundredths, 100)) + "%"


def fraction_text(scale: Fraction | None) -> str:
    """Return a scale as text: 20/17, or 1."""
    return "" if scale is None else str(scale)


def source_of(criterion: Criterion, language: str) -> str:
    """Return where a criterion comes from: the reference in words, and the address where there is one."""
    reference = criterion.reference.to(language)
    return f"{reference}: {criterion.source}" if criterion.source else reference
