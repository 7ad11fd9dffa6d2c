"""Laws of a history, whatever the order of its lines."""

from datetime import UTC, datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from openness_cli.comparison import history as reading
from openness_cli.comparison.history import SavedScore, series_of
from openness_cli.scoring.verdicts import Basis
from tests.builders.histories import entry

SCORES = st.builds(
    lambda day, hour, body, year, points: (day, hour, body, year, points),
    st.integers(1, 28),
    st.integers(0, 23),
    st.sampled_from(["", "body", "other"]),
    st.sampled_from([2023, 2024]),
    st.integers(0, 80),
)


@given(st.lists(SCORES, max_size=12, unique_by=lambda score: score[:2]), st.randoms())
def test_nothing_depends_on_the_order_of_the_lines(drawn: list[tuple[int, int, str, int, int]], chance: Random) -> None:
    scores = [_saved(*one) for one in drawn]
    shuffled = list(scores)
    chance.shuffle(shuffled)
    series = series_of(scores, "body")
    assert series_of(shuffled, "body") == series
    assert sum(len(own.scores) for own in series) == len(scores)
    for own in series:
        days = own.days(Basis.EVIDENCED)
        assert [day.score.as_of for day in days] == sorted({score.as_of for score in own.scores})
        for day in days:
            of_day = [score for score in own.scores if score.as_of == day.score.as_of]
            assert day.score.saved_at == max(score.saved_at for score in of_day)
        first, last = days[0].score.totals, days[-1].score.totals
        changed = sum(day.change or 0 for day in days)
        assert first[Basis.EVIDENCED].on_course + changed == last[Basis.EVIDENCED].on_course


def _saved(day: int, hour: int, organisation: str, year: int, points: int) -> SavedScore:
    made = reading._read(entry(f"2024-05-{day:02d}", 0, points, year=year, organisation=organisation), 1)  # noqa: SLF001
    return made._replace(saved_at=datetime(2024, 6, day, hour, tzinfo=UTC))
