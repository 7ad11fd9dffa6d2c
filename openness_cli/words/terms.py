"""The words of the product in the language in use: outcomes, colours, bases, labels, dates, numbers."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from openness_cli.messages import _, day_in_figures, figures, n_
from openness_cli.model.definitions import BandName, Criterion
from openness_cli.model.languages import Worded, mark
from openness_cli.model.points import plain_number

_MONTHS = (
    mark("{day} January {year}"), mark("{day} February {year}"), mark("{day} March {year}"),
    mark("{day} April {year}"), mark("{day} May {year}"), mark("{day} June {year}"),
    mark("{day} July {year}"), mark("{day} August {year}"), mark("{day} September {year}"),
    mark("{day} October {year}"), mark("{day} November {year}"), mark("{day} December {year}"),
)  # fmt: skip
_DAYS = (
    mark("{day} January"), mark("{day} February"), mark("{day} March"),
    mark("{day} April"), mark("{day} May"), mark("{day} June"),
    mark("{day} July"), mark("{day} August"), mark("{day} September"),
    mark("{day} October"), mark("{day} November"), mark("{day} December"),
)  # fmt: skip


_MONTHS_ALONE = (
    mark("January {year}"), mark("February {year}"), mark("March {year}"), mark("April {year}"), mark("May {year}"),
    mark("June {year}"), mark("July {year}"), mark("August {year}"), mark("September {year}"), mark("October {year}"),
    mark("November {year}"), mark("December {year}"),
)  # fmt: skip
_QUARTERS = (
    mark("quarter I of {year}"), mark("quarter II of {year}"), mark("quarter III of {year}"),
    mark("quarter IV of {year}"),
)  # fmt: skip
_HALVES = mark("the first half of {year}"), mark("the second half of {year}")


_MONTHS_SHORT = (
    mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"), mark("July"),
    mark("August"), mark("September"), mark("October"), mark("November"), mark("December"),
)  # fmt: skip
_QUARTERS_SHORT = mark("quarter I"), mark("quarter II"), mark("quarter III"), mark("quarter IV")
_HALVES_SHORT = mark("first half"), mark("second half")


def period_words(label: str) -> str:
    """Return a period in words, by its label: 2024-03, 2024-Q1, 2024-H1, 2024; another text as it is."""
    return _period(label, _QUARTERS, _HALVES, _MONTHS_ALONE)


def near_period(label: str) -> str:
    """Return a part of a year that is known by its word alone, a whole year and another text as ``period_words``."""
    return _period(label, _QUARTERS_SHORT, _HALVES_SHORT, _MONTHS_SHORT)


def _period(label: str, quarters: Sequence[str], halves: Sequence[str], months: Sequence[str]) -> str:
    year, _dash, part = label.partition("-")
    names = {"Q": quarters, "H": halves}.get(part[:1], months)
    number = part.lstrip("QH")
    if not part:
        return _("the year {year}").format(year=year) if year.isdigit() else label
    if not number.isdigit() or not 1 <= int(number) <= len(names):
        return label
    return _(names[int(number) - 1]).format(year=year)


def word_of(member: Worded) -> str:
    """Return a member of a closed list in words."""
    return _(member.words)


def band_word(band: BandName | None) -> str:
    """Return a colour in words; without one it is still open."""
    return word_of(band) if band else _("colour open")


def long_date(day: date) -> str:
    """Return a date in full."""
    return _(_MONTHS[day.month - 1]).format(day=day.day, year=day.year)


def day_of_year(month: int, day: int) -> str:
    """Return a day of any year."""
    return _(_DAYS[month - 1]).format(day=day)


# a day that is nearly a year away could be taken for this year's
_FAR = 330


def near_day(day: date, today: date) -> str:
    """Return a day without its year, as it is spoken, but where it could be taken for one of another year."""
    return long_date(day) if abs((day - today).days) > _FAR else day_of_year(day.month, day.day)


def short_date(day: date) -> str:
    """Return a date in figures, as a table takes it."""
    return day_in_figures(day)


def decimal(value: Fraction) -> str:
    """Return an exact number as short as it can be, as the language in use writes decimals."""
    return figures(plain_number(value))


def points_of(value: Fraction) -> str:
    """Return so many points, as a decimal."""
    plural = int(value) if value.denominator == 1 else 2
    return n_("{points} point", "{points} points", plural).format(points=decimal(value))


_LEVELS = {"full": mark("fully"), "partial": mark("in part"), "none": mark("not at all")}


def level_name(label: str) -> str:
    """Return a level by its word alone; one of a definition's own as it is written."""
    return _(_LEVELS[label]) if label in _LEVELS else label


def level_word(label: str) -> str:
    """Return a level by its word, and as it is written in the evidence."""
    named = f"level: {label}"
    return _(_LEVELS[label]) + f" ({named})" if label in _LEVELS else named


def act_name(index: str) -> str:
    """Return the number of the act that an index is named after, as the language in use writes it."""
    name = index.upper()
    kind, _dash, number = name.partition("-")
    return _("PF-{number}").format(number=number) if kind == "PF" and number else name


def percent(share: Fraction) -> str:
    """Return a share of 1 as a percentage, never rounded up to a threshold."""
    hundredths = share.numerator * 10000 // share.denominator
    return _("{number}%").format(number=decimal(Fraction(hundredths, 100)))


def fraction_text(scale: Fraction | None) -> str:
    """Return a scale as text: 20/17, or 1."""
    return "" if scale is None else str(scale)


def source_of(criterion: Criterion, language: str) -> str:
    """Return where a criterion comes from: the reference in words, and the address where there is one."""
    reference = criterion.reference.to(language)
    return f"{reference}: {criterion.source}" if criterion.source else reference
