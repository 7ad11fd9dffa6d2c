"""How sure the definitions are: of a whole index for a year, of one criterion, and what is inferred from what."""

from collections.abc import Iterator

from openness_cli.messages import _
from openness_cli.model.definitions import (
    AssumedPoints,
    Criterion,
    FactBasis,
    Index,
    Indicator,
    PointsBasis,
    WordingBasis,
)
from openness_cli.model.languages import mark
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.scoring.score_range import ScoreRange, Sureness
from openness_cli.words.reasons import certainty_sentence
from openness_cli.words.terms import band_word, decimal, fraction_text, points_of, word_of


def sure_sentences(index: Index, year: int) -> tuple[str, ...]:
    """Return in a line each whether the methodology is known for a year, where not, and how much is from a source."""
    return tuple(filter(None, (year_sentence(index.confirmed_through, year), certainty_sentence(index))))


def year_sentence(confirmed_through: int | None, year: int | None) -> str:
    """Return that nothing confirms the methodology for a year, or for years to come; empty where it is confirmed."""
    if confirmed_through is None or (year is not None and year <= confirmed_through):
        return ""
    if year is None:
        text = _("After {last}: methodology not confirmed.")
        return text.format(last=confirmed_through)
    text = _("{year}: methodology not confirmed (nothing found on it after {last})")
    return text.format(year=year, last=confirmed_through)


def contradiction_sentence(index: Index) -> str:
    """Return why there is no range though the index says how far its points may be off; empty where it does not."""
    found = index.contradictions() if index.assumed_points else ()
    if not found:
        return ""
    told = (
        _("indicator {id} gives {points} points, and {best} were published for {year}").format(
            id=own.indicator.id, points=decimal(own.indicator.points), best=decimal(own.best), year=own.year
        )
        for own in found
    )
    text = _("How sure the total is cannot be said: the definitions contradict what was published ({what}).")
    return text.format(what="; ".join(told))


def range_told(index: Index, found: ScoreRange | None, *, whole: bool) -> Iterator[str]:
    """Yield all that is to be said of a range, what weighs most too if ``whole``; or why there is none."""
    if found is None:
        yield contradiction_sentence(index)
        return
    yield range_sentence(found)
    yield from range_sentences(found, whole=whole)


def range_sentence(found: ScoreRange) -> str:
    """Return where the total likely lies, and how sure the colour is."""
    text = _("How sure: likely {low} to {high} (points are assumed): {colour}.")
    if found.lowest == found.highest:
        text = _("How sure: {low}, whatever assumed points may be: {colour}.")
    if found.colour is Sureness.OPEN:
        bands = [band_word(band) for band in found.bands]
        colour = _("the colour is not clear: {bands}").format(bands=_(" or ").join(bands))
    else:
        colour = _("the colour is firm") if found.colour is Sureness.FIRM else _("the colour is likely")
    return text.format(low=found.low, high=found.high, colour=colour)


def range_sentences(found: ScoreRange, *, whole: bool) -> Iterator[str]:
    """Yield what more is to be said of a range: its limits, what to look up first, what weighs most if ``whole``."""
    text = _("At the very most {low} to {high}, if each assumed criterion is worth {least} to {most} times as much.")
    low, high = (fraction_text(own) for own in (found.policy.low, found.policy.high))
    if found.lowest != found.highest:
        yield text.format(low=found.lowest, high=found.highest, least=low, most=high)
    if found.wording_assumed:
        text = _("{points} points of the total hang on wording that is assumed; the range knows nothing of that.")
        yield text.format(points=found.wording_assumed)
    if found.annexes:
        text = _("To look up first: the table of points of indicator {annexes}; today it is ±{width}.")
        each = _("{indicator} (leaves ±{width})")
        first = found.annexes[:_FIRST]
        told = (each.format(indicator=own.indicator, width=Hundredths(own.half_width)) for own in first)
        yield text.format(annexes=", ".join(told), width=found.half_width)
    if whole and found.decisive:
        each = _("{criterion} ({half} if worth half, {double} if worth double)")
        told = (
            each.format(criterion=own.criterion, half=rounded_down(own.if_half), double=rounded_down(own.if_double))
            for own in found.decisive
        )
        yield _("What weighs most: {criteria}.").format(criteria=", ".join(told))


_FIRST = 3


def basis_sentences(
    criterion: Criterion, indicator: Indicator, language: str, policy: AssumedPoints | None = None
) -> Iterator[str]:
    """Yield what of a criterion stands in a source and what is inferred from what: a sentence for each label."""
    wording = _(_WORDING[criterion.basis]).format(reference=criterion.reference.to(language))
    yield _labelled(_("wording"), word_of(criterion.basis), wording)
    yield _labelled(_("points"), word_of(criterion.points_basis), _points_sentence(criterion, indicator))
    if policy and criterion.points_basis is PointsBasis.ASSUMED:
        text = _("in the range of a total it may be worth {least} to {most} (our assumption as well)")
        least, most = (criterion.possible * own for own in (policy.low, policy.high))
        yield text.format(least=decimal(least), most=points_of(most))
    if criterion.due_basis is not None:
        yield _labelled(_("due date"), word_of(criterion.due_basis), _(_DUE[criterion.due_basis]))
    yield _labelled(_("proof asked for"), word_of(criterion.needs_basis), _(_NEEDS[criterion.needs_basis]))


def _points_sentence(criterion: Criterion, indicator: Indicator) -> str:
    if criterion.points_basis is PointsBasis.PUBLISHED:
        # of what earns less nothing more is known
        return _("the most that it earns stands in the source")
    if indicator.points_basis is PointsBasis.PUBLISHED:
        return _("we shared out the {points} of the indicator").format(points=points_of(indicator.points))
    text = _("we shared out the {points} of the indicator, which are an assumption too")
    return text.format(points=points_of(indicator.points))


def _labelled(name: str, label: str, sentence: str) -> str:
    return _("{name}: {label}; {sentence}").format(name=name, label=label, sentence=sentence)


_WORDING = {
    WordingBasis.SOURCED: mark("it stands in the source: {reference}"),
    WordingBasis.DERIVED: mark(
        "the duty stands in {reference}; that it is one criterion of the index is our inference"
    ),
    WordingBasis.ASSUMED: mark("no source asks it in these words; all there is to go by: {reference}"),
}
_DUE = {
    FactBasis.SOURCED: mark("the day stands in the norm"),
    FactBasis.ASSUMED: mark("no source names the day"),
}
_NEEDS = {
    FactBasis.SOURCED: mark("the source says what an item has to be"),
    FactBasis.ASSUMED: mark("no source says what an item has to be"),
}
