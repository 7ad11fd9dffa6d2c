"""The range of a total: exact limits held against a solver, the likely range against draws, and laws of both."""

import random
from collections.abc import Sequence
from fractions import Fraction

import highspy
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness_cli.model.definitions import AssumedPoints
from openness_cli.scoring.uncertainty import ContradictionError, Group, Uncertainty, Weight

POLICY = AssumedPoints(Fraction(1, 2), Fraction(2), Fraction(2, 5))
POINTS = st.fractions(min_value=Fraction(1, 10), max_value=4, max_denominator=20)
SHARES = st.one_of(
    st.sampled_from([Fraction(0), Fraction(1)]), st.fractions(min_value=0, max_value=1, max_denominator=12)
)
Case = tuple[list[Weight], list[Group]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Return criteria and indicators; of some the points are published, and floors may be more than can be."""
    weights, groups = [], []
    for name in map(str, range(draw(st.integers(1, 4)))):
        own = [
            Weight(f"C{name}.{number}", name, draw(POINTS), draw(SHARES), draw(st.sampled_from([False, False, True])))
            for number in range(draw(st.integers(1, 5)))
        ]
        points = sum((one.points for one in own), Fraction(0))
        floor = points * draw(st.fractions(min_value=0, max_value=Fraction(6, 5), max_denominator=10))
        groups.append(Group(name, points, draw(st.sampled_from([False, False, True])), floor))
        weights += own
    return weights, groups


def solved(weights: Sequence[Weight], groups: Sequence[Group], policy: AssumedPoints, sign: int) -> float | None:
    """Return the greatest or the least total as a solver finds it; None where nothing fits."""
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    model.setOptionValue("output_flag", False)
    points = []
    for own in weights:
        low, high = (1, 1) if own.is_published else (policy.low, policy.high)
        points.append(model.addVariable(float(own.points * low), float(own.points * high), float(own.share)))
    for group in groups:
        own_sum = sum(one for one, weight in zip(points, weights, strict=True) if weight.indicator == group.indicator)
        if group.is_published:
            model.addConstr(own_sum == float(group.points))
        else:
            model.addConstr(own_sum >= float(group.floor))
    model.addConstr(sum(points) == float(sum(group.points for group in groups)))
    model.changeObjectiveSense(highspy.ObjSense.kMaximize if sign > 0 else highspy.ObjSense.kMinimize)
    model.run()
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return float(model.getInfo().objective_function_value)


def total_of(weights: Sequence[Weight]) -> Fraction:
    return sum((own.points * own.share for own in weights), Fraction(0))


@given(cases())
def test_limits_are_what_a_solver_finds(case: Case) -> None:
    weights, groups = case
    expected = [solved(weights, groups, POLICY, sign) for sign in (-1, 1)]
    try:
        found = Uncertainty(weights, groups, POLICY).limits()
    except ContradictionError:
        assert None in expected
        return
    assert [float(own) for own in found] == pytest.approx(expected, abs=1e-6)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_definitions_never_matters(case: Case, chance: random.Random) -> None:
    weights, groups = case
    groups = [own._replace(floor=min(own.floor, own.points)) for own in groups]
    first = Uncertainty(weights, groups, POLICY)
    shuffled = chance.sample(weights, len(weights)), chance.sample(groups, len(groups))
    second = Uncertainty(*shuffled, POLICY)
    assert (first.limits(), first.half_width()) == (second.limits(), second.half_width())
    assert first.decisive(5) == second.decisive(5)


@given(cases())
def test_the_total_lies_within_its_limits(case: Case) -> None:
    weights, groups = case
    low, high = Uncertainty(
        weights, [own._replace(floor=min(own.floor, own.points)) for own in groups], POLICY
    ).limits()
    assert low <= total_of(weights) <= high


@given(cases(), st.data())
def test_a_criterion_confirmed_as_it_was_assumed_widens_neither(case: Case, data: st.DataObject) -> None:
    weights, groups = case
    groups = [own._replace(floor=min(own.floor, own.points)) for own in groups]
    before = Uncertainty(weights, groups, POLICY)
    place = data.draw(st.integers(0, len(weights) - 1))
    known = [own._replace(is_published=own.is_published or at == place) for at, own in enumerate(weights)]
    after = Uncertainty(known, groups, POLICY)
    assert before.limits()[0] <= after.limits()[0]
    assert after.limits()[1] <= before.limits()[1]
    assert after.half_width() <= before.half_width()


@given(cases())
def test_what_is_known_or_the_same_everywhere_makes_a_point(case: Case) -> None:
    weights, groups = case
    groups = [own._replace(floor=min(own.floor, own.points)) for own in groups]
    known = Uncertainty([own._replace(is_published=True) for own in weights], groups, POLICY)
    assert (known.limits(), known.half_width(), known.annexes()) == ((total_of(weights),) * 2, 0, ())
    same = [own._replace(share=Fraction(2, 3)) for own in weights]
    assert (Uncertainty(same, groups, POLICY).limits(), Uncertainty(same, groups, POLICY).half_width()) == (
        (total_of(same),) * 2,
        0,
    )


@given(cases(), st.data())
def test_a_gap_that_is_closed_never_lowers_what_is_likely_at_least(case: Case, data: st.DataObject) -> None:
    weights, groups = case
    place = data.draw(st.integers(0, len(weights) - 1))
    more = data.draw(st.fractions(min_value=weights[place].share, max_value=1, max_denominator=12))
    closed = [own._replace(share=more) if at == place else own for at, own in enumerate(weights)]

    def low(own: Sequence[Weight]) -> Fraction:
        return total_of(own) - Fraction(Uncertainty(own, groups, POLICY).half_width(), 100)

    # the half-width is rounded up to hundredths
    assert low(closed) > low(weights) - Fraction(1, 100)


@given(cases())
def test_an_annex_leaves_what_is_left_when_its_points_are_known(case: Case) -> None:
    weights, groups = case
    found = Uncertainty(weights, groups, POLICY).annexes()
    for annex in found:
        known = [own._replace(is_published=own.is_published or own.indicator == annex.indicator) for own in weights]
        assert annex.half_width == Uncertainty(known, groups, POLICY).half_width()
    assert [own.half_width for own in found] == sorted(own.half_width for own in found)


def test_twice_and_half_of_a_criterion_are_taken_from_the_others_in_proportion() -> None:
    weights = [Weight("a", "1", Fraction(2), Fraction(1)), Weight("b", "1", Fraction(3), Fraction(1, 2)),
               Weight("c", "1", Fraction(5), Fraction(0))]  # fmt: skip
    groups = [Group("1", Fraction(10))]
    found = {own.criterion: own for own in Uncertainty(weights, groups, POLICY).decisive(5)}
    # a is worth 4: the others 6 of 8
    assert found["a"].if_double == 4 + Fraction(3, 2) * Fraction(6, 8)
    assert found["a"].if_half == 1 + Fraction(3, 2) * Fraction(9, 8)
    # were c worth 10, the others would be worth nothing, and none may be worth less than half
    assert set(found) == {"a", "b"}
    assert [own.criterion for own in Uncertainty(weights, groups, POLICY).decisive(1)] == ["a"]
    assert not Uncertainty(weights, groups, AssumedPoints(Fraction(1), Fraction(1), Fraction(0))).decisive(5)


@pytest.mark.slow(few=1, many=20)
def test_nine_of_ten_drawn_tables_lie_within_the_likely_range(repeats: int) -> None:
    chance = np.random.default_rng(4711)
    for _time in range(repeats):
        points = [Fraction(int(own), 20) for own in chance.integers(4, 60, 84)]
        scale = 100 / sum(points, Fraction(0))
        weights = [
            Weight(f"C{number}", str(number % 8), own * scale, Fraction(int(chance.integers(0, 5)), 4))
            for number, own in enumerate(points)
        ]
        groups = [
            Group(str(name), sum((own.points for own in weights if own.indicator == str(name)), Fraction(0)), name == 0)
            for name in range(8)
        ]
        p, f = (np.array([float(getattr(own, key)) for own in weights]) for key in ("points", "share"))
        errors = chance.normal(0, 0.4, (20_000, 84)) * p
        pools = np.array([own.indicator if own.indicator == "0" else "" for own in weights])
        for pool in ("0", ""):
            here = pools == pool
            # what one is worth more the others are worth less: of all tables those whose sum is right
            errors[:, here] -= np.outer(errors[:, here].sum(axis=1), p[here] ** 2 / (p[here] ** 2).sum())
        low, high = np.quantile(errors @ f, [0.05, 0.95])
        width = Uncertainty(weights, groups, POLICY).half_width() / 100
        assert [low, high] == pytest.approx([-width, width], abs=0.3)


def test_an_indicator_that_contradicts_what_is_published_is_named() -> None:
    weights = [Weight("a", "1", Fraction(2), Fraction(1)), Weight("b", "2", Fraction(8), Fraction(1))]
    with pytest.raises(ContradictionError, match=r"1"):
        Uncertainty(weights, [Group("1", Fraction(2), floor=Fraction(5)), Group("2", Fraction(8))], POLICY).limits()
    with pytest.raises(ContradictionError, match=r"^$"):
        Uncertainty(weights, [Group("1", Fraction(2)), Group("2", Fraction(8), floor=Fraction(10))], POLICY).limits()
