"""Laws of scoring, for any rule, any evidence, any day."""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from openness_cli.model.availability import Address, AddressState
from openness_cli.model.definitions import (
    Band,
    BandName,
    Checklist,
    Count,
    Criterion,
    FactBasis,
    Index,
    Indicator,
    Level,
    Levels,
    LinkPolicy,
    Needs,
    NeedsSource,
    Part,
    Periods,
    PointsBasis,
    Rule,
    Share,
    Step,
    WordingBasis,
)
from openness_cli.model.evidence import Evidence, Item, Organisation, Place, Workspace
from openness_cli.model.languages import Text
from openness_cli.model.periods import DaysAfter, Every, OnDate, periods_of
from openness_cli.model.points import Hundredths, Points, rounded_down, shown
from openness_cli.scoring.assessment import Assessment, Basis, Outcome, assess
from openness_cli.scoring.findings import find, find_gaps
from openness_cli.scoring.gates import Demands
from openness_cli.scoring.losses import find_losses
from openness_cli.scoring.report import make_report

TEXT = Text("matn", "текст", "text")
EVALUATION = date(2025, 3, 1)
URLS = ("https://a.example/1", "https://a.example/2", "https://a.example/3")
POINTS: st.SearchStrategy[Fraction] = st.fractions(min_value=Fraction(1, 20), max_value=3, max_denominator=20)
DAYS = st.dates(date(2023, 11, 1), date(2025, 4, 1))
LIMITS = settings(
    deadline=None, max_examples=int(os.environ.get("LAW_EXAMPLES", "100")), suppress_health_check=[HealthCheck.too_slow]
)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    steps = sorted(draw(st.lists(POINTS, min_size=1, max_size=3, unique=True)))
    kind = draw(st.sampled_from(["levels", "count", "share", "checklist", "periods"]))
    match kind:
        case "levels":
            return Levels((Level("full", steps[-1]), Level("partial", steps[0] / 2), Level("none", Fraction(0))))
        case "count":
            minima = sorted(draw(st.lists(st.integers(1, 30), min_size=len(steps), max_size=len(steps), unique=True)))
            return Count(tuple(Step(Fraction(m), p) for m, p in zip(minima, steps, strict=True)))
        case "share":
            share = st.fractions(min_value=Fraction(1, 10), max_value=1, max_denominator=10)
            shares = sorted(draw(st.lists(share, min_size=len(steps), max_size=len(steps), unique=True)))
            return Share(tuple(Step(m, p) for m, p in zip(shares, steps, strict=True)))
        case "checklist":
            return Checklist(tuple(Part(label, points, TEXT) for label, points in zip("abc", steps, strict=False)))
        case _:
            every = draw(st.sampled_from(Every))
            due = OnDate(3, 1) if every is Every.YEAR else DaysAfter(draw(st.integers(0, 90)))
            return Periods(every, due, steps[-1], draw(st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1)])))


@st.composite
def items(draw: st.DrawFn, rule: Rule) -> Item:
    labels = [p.label for p in periods_of(2024, rule.every)] + ["2023"] if isinstance(rule, Periods) else [""]
    parts = [p.label for p in rule.parts] if isinstance(rule, Checklist) else [""]
    return Item(
        title="",
        urls=tuple(draw(st.lists(st.sampled_from(URLS), max_size=2, unique=True))),
        file=draw(st.sampled_from(["", "a.pdf"])),
        file_exists=draw(st.booleans()),
        published=draw(st.none() | st.dates(date(2022, 6, 1), date(2025, 4, 1))),
        updated=draw(st.none() | st.dates(date(2024, 1, 1), date(2025, 4, 1))),
        part=draw(st.sampled_from(parts)),
        period=draw(st.sampled_from(labels)),
        shows=draw(st.none() | st.integers(0, 20)) if isinstance(rule, Count) else None,
        owner="",
        action="",
        place=Place("evidence/a.yaml", draw(st.integers(1, 99))),
    )


@st.composite
def evidence_for(draw: st.DrawFn, rule: Rule) -> Evidence | None:
    if draw(st.integers(0, 4)) == 0:
        return None
    level, number, of = "", None, None
    if isinstance(rule, Levels):
        level = draw(st.sampled_from(["", "full", "partial", "none"]))
    if isinstance(rule, Count | Share):
        number = draw(st.none() | st.integers(0, 30))
    if isinstance(rule, Share):
        of = draw(st.none() | st.integers(number or 0, 30))
    reason = draw(st.sampled_from(["", "", "", "", "none"]))
    return Evidence(
        level="" if reason else level,
        number=None if reason else number,
        of=None if reason else of,
        not_applicable=reason,
        owners=(),
        action="",
        effort_days=None,
        items=tuple(draw(st.lists(items(rule), max_size=4))),
        place=Place("evidence/a.yaml", 1),
    )


def criterion(name: str, rule: Rule, needs: NeedsSource) -> Criterion:
    return Criterion(
        id=name,
        titles=TEXT,
        asks=TEXT,
        remedy=TEXT,
        rule=rule,
        possible=rule.possible,
        needs=Needs(needs, fresh_days=200),
        needs_basis=FactBasis.ASSUMED,
        effort_days=Fraction(1),
        basis=WordingBasis.ASSUMED,
        points_basis=PointsBasis.ASSUMED,
        reference=TEXT,
        due_basis=FactBasis.ASSUMED,
    )


class World:
    """An index of a few criteria, the evidence for them, and the state of the addresses."""

    def __init__(self, rules_: list[Rule], evidence: list[Evidence | None], states: dict[str, Address]) -> None:
        made = [criterion(f"X{n}", rule, list(NeedsSource)[n % 3]) for n, rule in enumerate(rules_)]
        groups = [made[0::2], made[1::2]]
        self.indicators = tuple(
            Indicator(str(n), TEXT, sum((c.possible for c in group), Fraction(0)), PointsBasis.ASSUMED, tuple(group))
            for n, group in enumerate(groups, start=1)
            if group
        )
        self.evidence = {c.id: own for c, own in zip(made, evidence, strict=True) if own is not None}
        self.states = states

    def assess(self, day: date, evidence: dict[str, Evidence] | None = None) -> Assessment:
        total = sum((i.points for i in self.indicators), Fraction(0))
        index = Index(
            id="small",
            edition=date(2024, 1, 1),
            titles=TEXT,
            note=TEXT,
            source="",
            time_zone="Asia/Tashkent",
            points=total,
            bands=(Band(BandName.GREEN, total * 71 / 100), Band(BandName.RED, Fraction(0))),
            bands_basis=FactBasis.ASSUMED,
            links=LinkPolicy(3, 6, 30),
            kinds=(),
            benchmarks=(),
            indicators=self.indicators,
        )
        workspace = Workspace(
            folder=Path(),
            organisation=Organisation("body", {"en": "Body"}, ("ministry",)),
            index_name="small",
            year=2024,
            evaluation_date=EVALUATION,
            as_of=None,
            language=None,
            evidence=self.evidence if evidence is None else evidence,
            actions={},
            files=(),
        )
        return assess(index, workspace, self.states, day)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    chosen = draw(st.lists(rules(), min_size=1, max_size=5))
    evidence = [draw(evidence_for(rule)) for rule in chosen]
    state = st.sampled_from(
        [
            Address(AddressState.OK, opens=True),
            Address(AddressState.BROKEN, opens=False),
            Address(AddressState.UNSTABLE, opens=True),
            Address(AddressState.UNCHECKED, opens=False),
        ]
    )
    return World(chosen, evidence, {url: draw(state) for url in URLS})


def every_row(assessment: Assessment) -> Iterator[dict[Basis, Points]]:
    for verdict in assessment.verdicts:
        yield {basis: verdict.on(basis) for basis in Basis}
    for indicator in assessment.index.indicators:
        yield {basis: assessment.indicator_points(indicator, basis) for basis in Basis}
    yield {basis: assessment.total(basis) for basis in Basis}


@LIMITS
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


@LIMITS
@given(worlds(), DAYS)
def test_declared_is_at_least_evidenced_and_evidenced_at_least_verified(world: World, day: date) -> None:
    for row in every_row(world.assess(day)):
        declared, evidenced, verified = (row[basis] for basis in Basis)
        assert declared.earned >= evidenced.earned >= verified.earned
        assert declared.on_course >= evidenced.on_course >= verified.on_course + verified.unknown


@LIMITS
@given(worlds(), DAYS)
def test_lost_is_the_same_on_every_basis_until_the_evaluation(world: World, day: date) -> None:
    assessment = world.assess(day)
    for verdict in assessment.verdicts:
        if not assessment.over:
            assert verdict.declared.lost == verdict.evidenced.lost == verdict.verified.lost
        else:
            assert not any(verdict.on(basis).open or verdict.on(basis).pending for basis in Basis)


@LIMITS
@given(worlds(), DAYS)
def test_shown_columns_add_up_and_are_never_more_than_exact(world: World, day: date) -> None:
    for row in every_row(world.assess(day)):
        for points in row.values():
            figures = shown(points)
            assert all(column >= 0 for column in figures)
            assert sum(figures[1:]) == figures.possible == rounded_down(points.possible)
            assert Fraction(figures.on_course, 100) <= points.on_course
            assert Fraction(figures.reachable, 100) <= points.reachable


@LIMITS
@given(worlds(), DAYS)
def test_outcomes_are_functions_of_points(world: World, day: date) -> None:
    for verdict in world.assess(day).verdicts:
        for basis in Basis:
            points, outcome = verdict.on(basis), verdict.outcome(basis)
            if outcome is Outcome.MET:
                assert points.earned == points.possible > 0
            if outcome is Outcome.NOT_APPLICABLE:
                assert points.possible == 0
            if outcome in (Outcome.MISSING, Outcome.NOT_MET):
                assert points.earned == 0
            if outcome is Outcome.PARTIAL:
                assert 0 < points.earned + points.unknown <= points.possible


@LIMITS
@given(worlds(), DAYS, st.randoms())
def test_the_order_of_items_does_not_matter(world: World, day: date, random: Any) -> None:
    shuffled = {}
    for name, own in world.evidence.items():
        mixed = list(own.items)
        random.shuffle(mixed)
        shuffled[name] = own._replace(items=tuple(mixed))
    before, after = world.assess(day), world.assess(day, shuffled)
    assert list(every_row(before)) == list(every_row(after))


@LIMITS
@given(worlds(), DAYS, st.data())
def test_a_better_claim_never_lowers_a_score(world: World, day: date, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([v.criterion.id for v in world.assess(day).verdicts]))
    rule = next(v.criterion.rule for v in world.assess(day).verdicts if v.criterion.id == name)
    own = world.evidence.get(name)
    if own is None or own.not_applicable or own.of == 0:
        return
    better = own._replace(items=(*own.items, data.draw(items(rule))))
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


@LIMITS
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


@LIMITS
@given(worlds(), DAYS, st.sampled_from(Basis))
def test_a_report_can_be_made_of_anything_and_its_losses_add_up(world: World, day: date, basis: Basis) -> None:
    report = make_report(world.assess(day), Demands(basis), (), "en", "0")
    lost = report.lost
    parts = lost.by_cause.values()
    assert sum(parts) == lost.total == report.shown[basis].lost
    assert all(part >= 0 for part in parts)
    assert 0 <= lost.unentered <= lost.total


@LIMITS
@given(worlds())
def test_points_once_lost_are_never_won_again_without_new_evidence(world: World) -> None:
    dated = {n: e._replace(items=tuple(i._replace(published=None) for i in e.items)) for n, e in world.evidence.items()}
    before = None
    for days in range(0, 430, 17):
        lost = world.assess(date(2024, 1, 1) + timedelta(days=days), dated).total(Basis.EVIDENCED).lost
        assert before is None or lost >= before
        before = lost


@given(st.fractions(min_value=0, max_value=200))
@example(Fraction(70996, 1000))
def test_nothing_is_ever_shown_higher_than_it_is(value: Fraction) -> None:
    figure = rounded_down(value)
    assert Fraction(figure, 100) <= value < Fraction(figure + 1, 100)
    assert float(str(figure)) == figure.number


def test_just_below_a_colour_is_never_shown_as_that_colour() -> None:
    assert str(rounded_down(Fraction(70996, 1000))) == "70.99"


@pytest.mark.parametrize(("value", "text"), [(0, "0.00"), (5, "0.05"), (100, "1.00"), (7100, "71.00"), (-5, "-0.05")])
def test_hundredths_print_two_decimals(value: int, text: str) -> None:
    assert str(Hundredths(value)) == text
