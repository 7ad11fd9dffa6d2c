"""One duty has one day and one figure on the same day, whichever command tells of it."""

from collections.abc import Iterator
from datetime import UTC, date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from openness_cli.model.definitions import Checklist, Count, Levels, Share
from openness_cli.outlook.deadlines import Deadline, DeadlineKind, Standing, find_deadlines
from openness_cli.outlook.forecast import FallCause, make_forecast
from openness_cli.outlook.plan import make_plan
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import Finding, find
from openness_cli.scoring.gates import Threshold
from openness_cli.scoring.verdicts import Applicability, Basis
from tests.laws.test_forecast import evidence_of
from tests.laws.worlds import EVALUATION, World, worlds

ZERO = Fraction(0)
DAYS = st.dates(date(2023, 12, 1), EVALUATION)


def to_do(assessment: Assessment) -> Iterator[tuple[Finding, list[Deadline]]]:
    """Yield every criterion that applies, with its lines of the calendar but for pages to be refreshed."""
    findings = find(assessment)
    lines = find_deadlines(assessment, findings)
    for finding in findings:
        if finding.verdict.applicability is Applicability.APPLIES:
            own = [line for line in lines if line.verdict is finding.verdict and line.standing.is_to_do]
            yield finding, [line for line in own if line.kind is not DeadlineKind.REFRESH]


@given(worlds(), DAYS)
def test_the_calendar_has_what_the_score_has_by_the_same_day(world: World, day: date) -> None:
    for finding, lines in to_do(world.assess(day)):
        verdict, scale = finding.verdict, finding.scale or ZERO
        stands = verdict.standing(Basis.EVIDENCED)
        if isinstance(verdict.criterion.rule, Levels | Checklist):
            assert not lines
            continue
        # what is overdue and still wins a part keeps its day, and can be done until the evaluation
        days = (EVALUATION if line.standing is Standing.OVERDUE else line.due for line in lines)
        assert finding.due == min(days, default=None)
        # what is earned whole has no line, and the lines have what is to come and what is at stake
        assert sum((line.points for line in lines), ZERO) == (stands.pending + stands.open) * scale
        assert all(line.points for line in lines)


@given(worlds(), DAYS)
def test_the_plan_counts_on_the_same_points_by_the_same_days(world: World, day: date) -> None:
    assessment = world.assess(day)
    plan = make_plan(assessment, find(assessment), Threshold(ZERO), ZERO, UTC)
    told = {finding.verdict.criterion.id: lines for finding, lines in to_do(assessment)}
    for duty in plan.duties:
        lines = told[duty.finding.verdict.criterion.id]
        if duty.periods:
            own = [line for line in lines if line.label in duty.periods]
            assert duty.points == sum(line.points for line in own)
            assert {line.due for line in own} == {duty.due}
        elif duty.need is not None:
            (line,) = lines
            assert duty.due == line.due
            assert duty.points + duty.finding.at_stake == line.points


@given(worlds(), DAYS)
def test_what_falls_is_what_was_to_come(world: World, day: date) -> None:
    evidence = evidence_of(world, day)
    assessment = world.assess(day, evidence)
    told = {finding.verdict.criterion.id: lines for finding, lines in to_do(assessment)}
    forecast = make_forecast(assessment, find(assessment), Basis.EVIDENCED, UTC)
    for fall in (fall for later in forecast.days for fall in later.falls):
        rule = fall.verdict.criterion.rule
        lines = told[fall.verdict.criterion.id]
        if fall.cause is FallCause.DUE_MISSED:
            own = [line for line in lines if line.label in fall.periods]
            assert fall.points == sum(line.points for line in own)
        elif isinstance(rule, Count | Share) and fall.cause is FallCause.YEAR_ENDED:
            assert fall.points <= sum(line.points for line in lines)
