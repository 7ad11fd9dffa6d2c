"""Laws of scoring, for any rule, any evidence, any day."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from openness_cli.model.definitions import ZERO, Count, Levels, Share
from openness_cli.model.points import Points, rounded_down, shown
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import find, find_gaps
from openness_cli.scoring.gates import Demands
from openness_cli.scoring.losses import find_losses
from openness_cli.scoring.report import make_report
from openness_cli.scoring.verdicts import Basis, Outcome
from tests.laws.worlds import DAYS, EVALUATION, World, items, worlds


def every_row(assessment: Assessment) -> Iterator[dict[Basis, Points]]:
    for verdict in assessment.verdicts:
        yield {basis: verdict.on(basis) for basis in Basis}
    for indicator in assessment.index.indicators:
        yield {basis: assessment.indicator_points(indicator, basis) for basis in Basis}
    yield {basis: assessment.total(basis) for basis in Basis}


@given(worlds(), DAYS)
def test_all_amounts_add_up_and_stay_in_their_bounds(world: World, day: date) -> None:
    assessment = world.assess(day)
    for row in every_row(assessment):
        possible = {points.possible for points in row.values()}
        assert len(possible) == 1
        for basis, points in row.items():
            assert all(part >= 0 for part in points)
            assert basis is Basis.VERIFIED or points.unknown == 0
    for verdict in assessment.verdicts:
        if verdict.applicability.is_scored:
            assert verdict.evidenced.possible == verdict.criterion.possible


@given(worlds(), DAYS)
def test_declared_is_at_least_evidenced_and_evidenced_at_least_verified(world: World, day: date) -> None:
    for row in every_row(world.assess(day)):
        declared, evidenced, verified = (row[basis] for basis in Basis)
        assert declared.earned >= evidenced.earned >= verified.earned
        assert declared.on_course >= evidenced.on_course >= verified.on_course + verified.unknown


@given(worlds(), DAYS)
def test_lost_is_the_same_on_every_basis_until_the_evaluation(world: World, day: date) -> None:
    assessment = world.assess(day)
    for verdict in assessment.verdicts:
        if not assessment.over:
            assert verdict.declared.lost == verdict.evidenced.lost == verdict.verified.lost
        else:
            assert not any(verdict.on(basis).open or verdict.on(basis).pending for basis in Basis)


@given(worlds(), DAYS)
def test_shown_columns_add_up_and_are_never_more_than_exact(world: World, day: date) -> None:
    for row in every_row(world.assess(day)):
        for points in row.values():
            figures = shown(points)
            assert all(column >= 0 for column in figures)
            assert sum(figures[1:]) == figures.possible == rounded_down(points.possible)
            assert Fraction(figures.on_course, 100) <= points.on_course
            assert Fraction(figures.reachable, 100) <= points.reachable


@given(worlds(), DAYS)
def test_outcomes_are_functions_of_points(world: World, day: date) -> None:
    for verdict in world.assess(day).verdicts:
        for basis in Basis:
            points, outcome = verdict.on(basis), verdict.outcome(basis)
            if outcome is Outcome.MET:
                assert points.earned == points.possible > 0
            if outcome is Outcome.NOT_APPLICABLE:
                assert points.possible == 0
            if verdict.failed:
                # whatever is claimed, what a dead link has undone is told by what is left without it
                left = verdict.verified.earned + verdict.verified.unknown
                assert outcome is (Outcome.PARTIAL if left else Outcome.NOT_MET)
                continue
            if outcome in (Outcome.MISSING, Outcome.NOT_MET):
                assert points.earned == 0
            if outcome is Outcome.PARTIAL:
                assert 0 < points.earned + points.unknown <= points.possible


@given(worlds(), DAYS)
def test_the_headline_is_what_may_be_kept_of_what_is_on_course_as_evidenced(world: World, day: date) -> None:
    assessment = world.assess(day)
    verified = assessment.total(Basis.VERIFIED)
    assert assessment.headline == verified.on_course + verified.unknown
    assert assessment.headline <= assessment.total(Basis.EVIDENCED).on_course
    failed = sum((own.failed * (assessment.scales[own.indicator.id] or 0) for own in assessment.verdicts), ZERO)
    assert assessment.headline == assessment.total(Basis.EVIDENCED).on_course - failed


@given(worlds())
def test_the_midnight_after_the_evaluation_changes_nothing_of_the_headline(world: World) -> None:
    eve, after = world.assess(EVALUATION), world.assess(EVALUATION + timedelta(days=1))
    assert eve.headline == after.headline
    assert eve.index.band_of(eve.headline) == after.index.band_of(after.headline)
    assert eve.band_of(eve.total(Basis.VERIFIED)) == after.band_of(after.total(Basis.VERIFIED))


@given(worlds(), DAYS, st.randoms())
def test_the_order_of_items_does_not_matter(world: World, day: date, random: Any) -> None:
    shuffled = {}
    for name, own in world.evidence.items():
        mixed = list(own.items)
        random.shuffle(mixed)
        shuffled[name] = own._replace(items=tuple(mixed))
    before, after = world.assess(day), world.assess(day, shuffled)
    assert list(every_row(before)) == list(every_row(after))


@given(worlds(), DAYS, st.data())
def test_a_better_claim_never_lowers_a_score(world: World, day: date, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([v.criterion.id for v in world.assess(day).verdicts]))
    rule = next(v.criterion.rule for v in world.assess(day).verdicts if v.criterion.id == name)
    own = world.evidence.get(name)
    if own is None or own.not_applicable or own.of == 0:
        return
    better = own._replace(items=(*own.items, world.opening(data.draw(items(rule)))))
    if isinstance(rule, Levels) and own.level:
        better = better._replace(level="full")
    if isinstance(rule, Count | Share) and own.number is not None:
        most = own.of if own.of is not None else own.number + 5
        better = better._replace(number=data.draw(st.integers(own.number, max(most, own.number))))
    before = world.assess(day)
    after = world.assess(day, {**world.evidence, name: better})
    # a claim that begins to hold is better than none; on verified what may open counts with what opened
    for basis in (Basis.DECLARED, Basis.EVIDENCED):
        assert after.total(basis).earned >= before.total(basis).earned
    old, new = before.total(Basis.VERIFIED), after.total(Basis.VERIFIED)
    assert new.on_course + new.unknown >= old.on_course + old.unknown
    assert new.earned >= old.earned
    assert after.headline >= before.headline


@given(worlds(), DAYS)
def test_gaps_hold_what_is_open_or_broken_and_nothing_lost(world: World, day: date) -> None:
    assessment = world.assess(day)
    findings = find(assessment)
    assert [finding.verdict.criterion.id for finding in findings] == [v.criterion.id for v in assessment.verdicts]
    for finding in findings:
        points = finding.verdict.evidenced
        assert 0 <= finding.verdict.failed <= points.earned + points.pending
        if not points.open and not finding.verdict.failed:
            assert finding.at_stake == 0
    gaps = find_gaps(findings)
    assert list(gaps) == sorted(gaps, key=lambda gap: -gap.at_stake)
    evidenced = assessment.total(Basis.EVIDENCED)
    losses = sum((loss.points for loss in find_losses(assessment, Basis.EVIDENCED)), Fraction(0))
    assert losses == evidenced.lost
    if not assessment.over:
        failed = sum((f.verdict.failed * (f.scale or 0) for f in findings), Fraction(0))
        assert sum((gap.at_stake for gap in gaps), Fraction(0)) == evidenced.open + failed


@given(worlds(), DAYS, st.sampled_from(Basis))
def test_a_report_can_be_made_of_anything_and_its_losses_add_up(world: World, day: date, basis: Basis) -> None:
    report = make_report(world.assess(day), Demands(basis), (), "en", "0")
    lost = report.lost
    parts = lost.by_cause.values()
    assert sum(parts) == lost.total == report.shown[basis].lost
    assert all(part >= 0 for part in parts)
    assert 0 <= lost.unentered <= lost.total


@given(worlds())
def test_points_once_lost_are_never_won_again_without_new_evidence(world: World) -> None:
    dated = {n: e._replace(items=tuple(i._replace(published=None) for i in e.items)) for n, e in world.evidence.items()}
    before = None
    for days in range(0, 430, 17):
        lost = world.assess(date(2024, 1, 1) + timedelta(days=days), dated).total(Basis.EVIDENCED).lost
        assert before is None or lost >= before
        before = lost
