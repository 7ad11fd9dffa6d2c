"""What is left of all points shared out: nothing is lost, and the most stays as it was."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from openness_cli.files.index import SHIPPED, load_index
from openness_cli.files.index_book.sharing import portions, share_out

WEIGHTS = st.lists(st.integers(1, 400).map(lambda own: Fraction(own, 100)), min_size=1, max_size=30)


@given(st.integers(1, 10_000).map(lambda own: Fraction(own, 100)), WEIGHTS)
def test_portions_add_up_and_differ_from_their_share_by_less_than_a_hundredth(
    total: Fraction, weights: list[Fraction]
) -> None:
    found = portions(total, weights)
    assert sum(found) == total
    for own, weight in zip(found, weights, strict=True):
        assert abs(own - total * weight / sum(weights)) < Fraction(1, 100)
        assert (own * 100).denominator == 1


@given(st.data())
def test_all_points_of_the_shipped_index_stay_a_hundred(data: st.DataObject) -> None:
    index = load_index(SHIPPED / "pf-154")
    names = list(index.by_id)
    fixed = data.draw(st.lists(st.sampled_from(names), max_size=20, unique=True))
    points = {name: own.possible for name, own in index.by_id.items()}
    points |= {name: Fraction(data.draw(st.integers(1, 12)), 4) for name in fixed}
    found = share_out(index, points, fixed, {})
    if found.problems:
        return
    new = {**points, **found.criteria}
    sums = {own.id: sum(new[each.id] for each in own.criteria) for own in index.indicators}
    assert sums == {own.id: found.indicators.get(own.id, own.points) for own in index.indicators}
    assert sum(sums.values()) == index.points
    assert not set(found.criteria) & set(fixed)
    whole = [own.id for own in index.indicators if {each.id for each in own.criteria} <= set(fixed)]
    if not whole:
        assert not found.indicators
    # what weighed more than another of its indicator weighs no less
    for own in index.indicators:
        free = sorted((each.id for each in own.criteria if each.id not in fixed), key=lambda name: points[name])
        assert all(new[one] <= new[other] + Fraction(1, 100) for one, other in pairwise(free))
