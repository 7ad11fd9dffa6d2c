"""Laws of deadlines, for every sample on any day."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from openness_cli.outlook.deadlines import DeadlineKind, Standing, find_deadlines
from openness_cli.scoring.findings import find
from tests.builders.bodies import assess_folder
from tests.builders.tool import BODIES, SAMPLES

DAYS = st.dates(date(2023, 12, 1), date(2025, 3, 1))


@settings(max_examples=40)
@given(st.sampled_from(BODIES), DAYS)
def test_the_laws_of_standing(name: str, day: date) -> None:
    assessment = assess_folder(SAMPLES / name, day.isoformat())
    found = find_deadlines(assessment, find(assessment))
    assert [own.due for own in found] == sorted(own.due for own in found)
    assert [own.kind for own in found].count(DeadlineKind.EVALUATION) == 1
    for own in found:
        assert own.due <= assessment.workspace.evaluation_date
        assert own.points >= 0
        if own.standing is Standing.COMING:
            assert own.due >= day
        if own.standing in (Standing.OVERDUE, Standing.LOST) and own.kind is not DeadlineKind.PERIOD:
            assert own.due < day
        if own.verdict is not None and own.standing is Standing.LOST:
            assert own.verdict.evidenced.lost
