"""Laws of the plan, for any body."""

from datetime import UTC, date
from fractions import Fraction
from itertools import combinations

from hypothesis import assume, given
from hypothesis import strategies as st

from openness_cli.outlook.plan import Plan, make_plan
from openness_cli.scoring.findings import find, find_gaps
from openness_cli.scoring.gates import Threshold
from openness_cli.scoring.jobs import by_job, effort_of
from openness_cli.scoring.verdicts import Applicability, Basis
from tests.laws.carrying_out import Work
from tests.laws.worlds import EVALUATION, World, worlds

ZERO = Fraction(0)


def total_of(plan: Plan) -> Fraction:
    """Return the sum that the plan says it reaches, from the findings."""
    findings = find(plan.assessment)
    closed = {gap.verdict.criterion.id for action in plan.actions for gap in action.gaps}
    return plan.start + sum((own.at_stake for own in findings if own.verdict.criterion.id in closed), ZERO)


@given(worlds(), st.dates(date(2023, 12, 1), EVALUATION), st.integers(0, 100))
def test_a_plan_reaches_its_target_or_says_that_nothing_does(world: World, day: date, percent: int) -> None:
    assessment = world.assess(day)
    target = Threshold(assessment.index.points * percent / 100)
    plan = make_plan(assessment, find(assessment), target, ZERO, UTC)
    evidenced, verified = assessment.total(Basis.EVIDENCED), assessment.total(Basis.VERIFIED)
    unproved = sum(
        (own.at_stake for own in find(assessment) if own.verdict.applicability is Applicability.UNPROVED), ZERO
    )
    # what can be had without proof that something does not apply is all that is reachable as verified, if all opens
    assert plan.best + unproved == evidenced.on_course + evidenced.open
    assert plan.start == assessment.headline <= evidenced.on_course
    assert plan.start >= verified.on_course
    assert plan.is_reachable == (plan.best >= plan.wanted)
    assert plan.total == total_of(plan)
    if plan.is_reachable:
        assert plan.total >= plan.wanted
        assert plan.effort_days == sum((action.effort_days for action in plan.actions), ZERO)
    else:
        assert not plan.actions
    assert bool(plan.actions) == (plan.is_reachable and not plan.is_reached)
    assert all(plan.assessment.day <= duty.due <= EVALUATION for duty in plan.duties)


@given(worlds(), st.dates(date(2024, 1, 1), EVALUATION), st.integers(0, 100))
def test_a_plan_carried_out_reaches_its_total(world: World, day: date, percent: int) -> None:
    assessment = world.assess(day)
    # as far as anything can be reached at all
    whole = make_plan(assessment, find(assessment), Threshold(ZERO), ZERO, UTC).best
    plan = make_plan(assessment, find(assessment), Threshold(whole * percent / 100), ZERO, UTC)
    assert plan.is_reachable
    assert Work(plan).assess().headline >= plan.total


@given(worlds(), st.dates(date(2023, 12, 1), EVALUATION), st.integers(0, 100))
def test_no_other_jobs_of_less_effort_reach_it(world: World, day: date, percent: int) -> None:
    assessment = world.assess(day)
    gaps = [own for own in find_gaps(find(assessment)) if own.verdict.applicability is Applicability.APPLIES]
    jobs = by_job(gaps)
    assume(len(jobs) <= 10)
    best = make_plan(assessment, find(assessment), Threshold(ZERO), ZERO, UTC).best
    plan = make_plan(assessment, find(assessment), Threshold(best * percent / 100), ZERO, UTC)
    efforts = {job: effort_of(job, own, assessment).days for job, own in jobs.items()}
    least, whole = [], []
    for count in range(len(jobs) + 1):
        for done in combinations(jobs, count):
            won = sum((gap.at_stake for gap in gaps if all(need.is_met(done) for need in gap.needs)), ZERO)
            effort = sum((efforts[job] for job in done), ZERO)
            least += [effort] if plan.start + won >= plan.wanted else []
            whole += [effort] if plan.start + won == plan.best else []
    assert plan.effort_days == min(least)
    assert plan.best_effort == min(whole)
