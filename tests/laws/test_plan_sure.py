"""Laws of the plan that brings the low end of the likely range to its target, for any body."""

from datetime import UTC, date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from openness_cli.model.definitions import AssumedPoints
from openness_cli.outlook.plan import Plan, make_plan
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import find
from openness_cli.scoring.gates import Threshold
from openness_cli.scoring.score_range import low_end, weights_of
from openness_cli.scoring.uncertainty import Uncertainty
from tests.laws.carrying_out import Work
from tests.laws.worlds import EVALUATION, World, worlds

ZERO = Fraction(0)
POLICY = AssumedPoints(Fraction(1, 2), Fraction(2), Fraction(2, 5))
DAYS = st.dates(date(2024, 1, 1), EVALUATION)


def uncertainty_of(assessment: Assessment, *, is_published: bool = False) -> Uncertainty:
    """Return what may become of a headline, with none of the points published or with all."""
    weights, groups = weights_of(assessment)
    groups = tuple(own._replace(floor=ZERO) for own in groups)
    return Uncertainty([own._replace(is_published=is_published) for own in weights], groups, POLICY)


def plan_of(assessment: Assessment, wanted: Fraction, uncertainty: Uncertainty | None, margin: Fraction = ZERO) -> Plan:
    return make_plan(assessment, find(assessment), Threshold(wanted), margin, UTC, uncertainty=uncertainty)


def some(assessment: Assessment, percent: int) -> Fraction:
    """Return so much of all that the low end can be brought to."""
    spans = plan_of(assessment, assessment.index.points, uncertainty_of(assessment)).spans
    assert spans is not None
    return Fraction(spans.end.low * percent, 10_000)


@given(worlds(), DAYS, st.integers(0, 101))
def test_the_low_end_is_there_and_takes_no_less_than_the_total(world: World, day: date, percent: int) -> None:
    assessment = world.assess(day)
    wanted = some(assessment, percent)
    plain, sure = plan_of(assessment, wanted, None), plan_of(assessment, wanted, uncertainty_of(assessment))
    assert sure.spans is not None
    # what is rounded may make all that can be done a hundredth worse than a part of it
    assert sure.is_reachable or percent > 100 or not assessment.index.points
    if not sure.is_reachable:
        assert sure.spans.end.low < wanted * 100
        return
    assert plain.is_reachable
    assert sure.effort_days >= plain.effort_days
    assert sure.spans.end.low >= wanted * 100
    assert sure.is_reached == (sure.spans.start.low >= wanted * 100)
    assert bool(sure.actions) == (not sure.is_reached)
    done = Work(sure).assess()
    assert low_end(uncertainty_of(done)) >= sure.spans.end.low - (done.headline > sure.total)


@given(worlds(), DAYS, st.integers(0, 100))
def test_with_all_points_published_it_is_the_plan(world: World, day: date, percent: int) -> None:
    assessment = world.assess(day)
    best = plan_of(assessment, ZERO, None).best
    # whole hundredths, as it is shown
    wanted = Fraction(int(best * percent), 100)
    sure = plan_of(assessment, wanted, uncertainty_of(assessment, is_published=True))
    assert sure._replace(spans=None) == plan_of(assessment, wanted, None)


@given(worlds(), DAYS, st.integers(0, 90), st.integers(0, 10))
def test_more_margin_never_takes_less(world: World, day: date, percent: int, more: int) -> None:
    assessment = world.assess(day)
    uncertainty, wanted = uncertainty_of(assessment), some(assessment, percent)
    without = plan_of(assessment, wanted, uncertainty)
    beyond = plan_of(assessment, wanted, uncertainty, some(assessment, more))
    assert without.is_reachable or not beyond.is_reachable
    assert not beyond.is_reachable or beyond.effort_days >= without.effort_days
