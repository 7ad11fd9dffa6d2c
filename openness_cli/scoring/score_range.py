"""The range of a total and how sure its colour is, from an assessment."""

from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.definitions import ONE, ZERO, AssumedPoints, BandName, Index, PointsBasis, WordingBasis
from openness_cli.model.languages import Worded, mark
from openness_cli.model.points import Hundredths, exact_sum, rounded_down
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.uncertainty import Annex, ContradictionError, Decisive, Group, Uncertainty, Weight
from openness_cli.scoring.verdicts import Basis

_DECISIVE = 5


class Sureness(Worded):
    """How sure the colour is: whatever the points may be, in nine of ten cases, or not."""

    FIRM = "firm", mark("firm")
    LIKELY = "likely", mark("likely")
    OPEN = "open", mark("not clear")


class Likely(NamedTuple):
    """Where a total likely lies, as shown: ``half_width`` either way, unless the limits are nearer."""

    colour: Sureness
    low: Hundredths
    high: Hundredths
    half_width: Hundredths


class Span(NamedTuple):
    """Where a total may lie, as shown. ``low`` to ``high`` is likely, ``lowest`` to ``highest`` all that can be.

    ``bands`` are the colours of what is likely, of all that can be where the colour is firm.
    """

    colour: Sureness
    low: Hundredths
    high: Hundredths
    lowest: Hundredths
    highest: Hundredths
    bands: tuple[BandName, ...]
    half_width: Hundredths


class ScoreRange(NamedTuple):
    """The span of a headline, and what it hangs on.

    ``wording_assumed`` are the points of the total that hang on wording nobody has seen.
    """

    policy: AssumedPoints
    colour: Sureness
    low: Hundredths
    high: Hundredths
    lowest: Hundredths
    highest: Hundredths
    bands: tuple[BandName, ...]
    half_width: Hundredths
    wording_assumed: Hundredths
    annexes: tuple[Annex, ...]
    decisive: tuple[Decisive, ...]

    @property
    def span(self) -> Span:
        """Where the headline may lie."""
        return Span(self.colour, self.low, self.high, self.lowest, self.highest, self.bands, self.half_width)


def weights_of(assessment: Assessment) -> tuple[tuple[Weight, ...], tuple[Group, ...]]:
    """Return what counts for a body: its criteria as they are scaled, and its indicators."""
    weights = []
    points: dict[str, list[Fraction]] = {}
    for verdict in assessment.verdicts:
        scale = assessment.scales[verdict.indicator.id]
        if scale is None or not verdict.applicability.is_scored:
            continue
        criterion = verdict.criterion
        possible = criterion.possible if scale == 1 else criterion.possible * scale
        share = _share(verdict.standing(Basis.EVIDENCED).on_course, criterion.possible)
        is_published = criterion.points_basis is PointsBasis.PUBLISHED
        weights.append(Weight(criterion.id, verdict.indicator.id, possible, share, is_published))
        points.setdefault(verdict.indicator.id, []).append(possible)
    groups = []
    for indicator in assessment.index.indicators:
        if own := exact_sum(points.get(indicator.id, ())):
            is_published = indicator.points_basis is PointsBasis.PUBLISHED
            best = ZERO if is_published else best_published(assessment.index, indicator.id)
            groups.append(Group(indicator.id, own, is_published, best * own / indicator.points))
    return tuple(weights), tuple(groups)


def _share(points: Fraction, possible: Fraction) -> Fraction:
    """Return which part of its points is on course; nearly always all or nothing, which takes no division."""
    return ONE if points == possible else points / possible if points else ZERO


def best_published(index: Index, indicator: str) -> Fraction:
    """Return the best score of any body in an indicator that was ever published; 0 where none was."""
    return max((year.best.indicators.get(indicator, ZERO) for year in index.benchmarks), default=ZERO)


def uncertainty_of(assessment: Assessment) -> Uncertainty | None:
    """Return what may become of a headline; None where the index says nothing of its points, or contradicts itself."""
    index, policy = assessment.index, assessment.index.assumed_points
    if policy is None or index.contradictions():
        return None
    return Uncertainty(*weights_of(assessment), policy)


def span_of(index: Index, uncertainty: Uncertainty) -> Span:
    """Return where a total may lie, and how sure its colour is. Raises ContradictionError where no points fit."""
    least, most = uncertainty.limits()
    total, width = rounded_down(uncertainty.total), Hundredths(uncertainty.half_width())
    lowest, highest = rounded_down(least), rounded_down(most)
    low, high = _low_end(total, width, lowest), Hundredths(min(total + width, highest))
    # a colour may begin between two hundredths: what is exact decides, as for the headline
    off = Fraction(width, 100)
    possible = _bands(index, least, most)
    probable = _bands(index, max(uncertainty.total - off, least), min(uncertainty.total + off, most))
    colour = Sureness.FIRM if len(possible) == 1 else Sureness.LIKELY if len(probable) == 1 else Sureness.OPEN
    return Span(colour, low, high, lowest, highest, probable, width)


def low_end(uncertainty: Uncertainty) -> Hundredths:
    """Return the low end of the likely range, as shown. Raises ContradictionError where no points fit."""
    total, width = rounded_down(uncertainty.total), Hundredths(uncertainty.half_width())
    return _low_end(total, width, rounded_down(uncertainty.worst().total))


def _low_end(total: Hundredths, half_width: Hundredths, lowest: Hundredths) -> Hundredths:
    return Hundredths(max(total - half_width, lowest))


def make_range(assessment: Assessment) -> ScoreRange | None:
    """Return the range of a headline; None where the index says nothing of its points, or contradicts itself."""
    found, policy = _find(assessment), assessment.index.assumed_points
    if found is None or policy is None:
        return None
    uncertainty, span = found
    is_firm = span.colour is Sureness.FIRM
    return ScoreRange(
        policy,
        *span,
        rounded_down(_on_assumed_wording(assessment)),
        () if is_firm else uncertainty.annexes(),
        () if is_firm else tuple(own for own in uncertainty.decisive(_DECISIVE) if _is_possible(own, span)),
    )


def _is_possible(own: Decisive, span: Span) -> bool:
    """Tell whether both totals lie within the limits: sums of indicators may forbid what the criteria alone allow."""
    return all(span.lowest <= rounded_down(total) <= span.highest for total in (own.if_double, own.if_half))


def find_likely(assessment: Assessment) -> Likely | None:
    """Return of the range of a headline only what is likely, which takes half the time; None as for the whole."""
    if (found := _find(assessment)) is None:
        return None
    _uncertainty, span = found
    return Likely(span.colour, span.low, span.high, span.half_width)


def _find(assessment: Assessment) -> tuple[Uncertainty, Span] | None:
    if (uncertainty := uncertainty_of(assessment)) is None:
        return None
    try:
        return uncertainty, span_of(assessment.index, uncertainty)
    except ContradictionError:
        return None


def _on_assumed_wording(assessment: Assessment) -> Fraction:
    """Return the points of the headline, scaled, that hang on wording nobody has seen."""
    return exact_sum(
        verdict.standing(Basis.EVIDENCED).on_course * (assessment.scales[verdict.indicator.id] or ZERO)
        for verdict in assessment.verdicts
        if verdict.criterion.basis is WordingBasis.ASSUMED
    )


def _bands(index: Index, low: Fraction, high: Fraction) -> tuple[BandName, ...]:
    """Return the colours from the highest to the lowest that a range reaches."""
    first, last = index.band_of(high), index.band_of(low)
    return tuple(band.name for band in index.bands if first.minimum >= band.minimum >= last.minimum)
