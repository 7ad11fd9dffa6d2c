"""Laws of places, whoever is ranked."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from openness_cli.comparison.ranking import Body, Definitions, places_of
from openness_cli.model.points import Hundredths, Total
from openness_cli.scoring.verdicts import Basis


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from("ab")), max_size=8))
def test_ranks_follow_what_is_shown(drawn: list[tuple[int, int, str]]) -> None:
    bodies = [_row(str(number), *one) for number, one in enumerate(drawn)]
    places = places_of(bodies, Basis.EVIDENCED)
    assert places_of(reversed(bodies), Basis.EVIDENCED) == places
    assert len({place.name for place in places}) == len(bodies)
    shown = [(place.body.evidenced.on_course, place.body.evidenced.earned) for place in places]
    assert shown == sorted(shown, reverse=True)
    assert [place.rank for place in places] == [shown.index(own) + 1 for own in shown]


def _row(folder: str, earned: int, pending: int, name: str) -> Body:
    total = Total(Hundredths(earned), Hundredths(earned + pending), Hundredths(0), None)
    definitions, day = Definitions("small", date(2024, 1, 1), ""), date(2024, 12, 1)
    return Body(folder, name, name, (), definitions, 2024, day, day, False, total, total, total, (), True)
