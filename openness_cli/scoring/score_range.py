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


class ScoreRange(NamedTuple):
    """Where the total may lie, as shown. ``low`` to ``high`` is likely, ``lowest`` to ``highest`` all that can be.

    ``bands`` are the colours of what is likely, of all that can be where the colour is firm. ``wording_assumed`` are
    the points of the total that hang on wording nobody has seen.
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
            floor = best_published(assessment.index, indicator.id) * own / indicator.points
            groups.append(Group(indicator.id, own, indicator.points_basis is PointsBasis.PUBLISHED, floor))
    return tuple(weights), tuple(groups)


def _share(points: Fraction, possible: Fraction) -> Fraction:
    """Return which part of its points is on course; nearly always all or nothing, which takes no division."""
    return ONE if points == possible else points / possible if points else ZERO


def best_published(index: Index, indicator: str) -> Fraction:
    """Return the best score of any body in an indicator that was ever published; 0 where none was."""
    return max((year.best.indicators.get(indicator, ZERO) for year in index.benchmarks), default=ZERO)


def make_range(assessment: Assessment) -> ScoreRange | None:
    """Return the range of a headline; None where the index says nothing of its points, or contradicts itself."""
    found, policy = _find(assessment), assessment.index.assumed_points
    if found is None or policy is None:
        return None
    likely, uncertainty = found.likely, found.uncertainty
    is_firm = likely.colour is Sureness.FIRM
    return ScoreRange(
        policy,
        likely.colour,
        likely.low,
        likely.high,
        found.lowest,
        found.highest,
        _bands(assessment.index, likely.low, likely.high),
        likely.half_width,
        rounded_down(_on_assumed_wording(assessment)),
        () if is_firm else uncertainty.annexes(),
        () if is_firm else uncertainty.decisive(_DECISIVE),
    )


def find_likely(assessment: Assessment) -> Likely | None:
    """Return of the range of a headline only what is likely, which takes half the time; None as for the whole."""
    found = _find(assessment)
    return found.likely if found else None


class _Found(NamedTuple):
    uncertainty: Uncertainty
    likely: Likely
    lowest: Hundredths
    highest: Hundredths


def _find(assessment: Assessment) -> _Found | None:
    index, policy = assessment.index, assessment.index.assumed_points
    if policy is None or index.contradictions():
        return None
    uncertainty = Uncertainty(*weights_of(assessment), policy)
    try:
        least, most = uncertainty.limits()
    except ContradictionError:
        return None
    total = rounded_down(assessment.headline)
    lowest, highest = rounded_down(least), rounded_down(most)
    width = Hundredths(uncertainty.half_width())
    low, high = Hundredths(max(total - width, lowest)), Hundredths(min(total + width, highest))
    possible, probable = _bands(index, lowest, highest), _bands(index, low, high)
    colour = Sureness.FIRM if len(possible) == 1 else Sureness.LIKELY if len(probable) == 1 else Sureness.OPEN
    return _Found(uncertainty, Likely(colour, low, high, width), lowest, highest)


def _on_assumed_wording(assessment: Assessment) -> Fraction:
    """Return the points of the headline, scaled, that hang on wording nobody has seen."""
    return exact_sum(
        verdict.standing(Basis.EVIDENCED).on_course * (assessment.scales[verdict.indicator.id] or ZERO)
        for verdict in assessment.verdicts
        if verdict.criterion.basis is WordingBasis.ASSUMED
    )


def _bands(index: Index, low: Hundredths, high: Hundredths) -> tuple[BandName, ...]:
    """Return the colours from the highest to the lowest that a range reaches."""
    first, last = index.band_of(Fraction(high, 100)), index.band_of(Fraction(low, 100))
    return tuple(band.name for band in index.bands if first.minimum >= band.minimum >= last.minimum)
