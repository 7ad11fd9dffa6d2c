"""Any rule, any evidence, any state of addresses: what laws are held against."""

from datetime import date
from fractions import Fraction
from pathlib import Path

from hypothesis import strategies as st

from openness_cli.model.availability import Address, AddressState, asked_key, state_of
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
from openness_cli.model.evidence import Action, Evidence, Item, Organisation, Place, Workspace
from openness_cli.model.languages import Text
from openness_cli.model.periods import DaysAfter, Every, OnDate, periods_of
from openness_cli.scoring.assessment import Assessment, assess

TEXT = Text("matn", "текст", "text")
EVALUATION = date(2025, 3, 1)
URLS = ("https://a.example/1", "https://a.example/2", "https://b.example/3", "https://b.example/4")
WORDS = "budget"  # that some items ask of their pages
ACTIONS = {
    name: Action(name, name, "", days) for name, days in (("x", Fraction(2)), ("y", Fraction(1, 2)), ("z", None))
}
NAMED = st.sampled_from(["", "", "", "", *ACTIONS])
POINTS: st.SearchStrategy[Fraction] = st.fractions(min_value=Fraction(1, 20), max_value=3, max_denominator=20)
DAYS = st.dates(date(2023, 11, 1), date(2025, 4, 1))


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
            late = draw(st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1)]))
            return Periods(every, due, steps[-1], late, draw(st.booleans()))


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
        held=draw(st.none() | st.dates(date(2023, 6, 1), date(2025, 4, 1))) if isinstance(rule, Count) else None,
        part=draw(st.sampled_from(parts)),
        period=draw(st.sampled_from(labels)),
        shows=draw(st.none() | st.integers(0, 20)) if isinstance(rule, Count) else None,
        owner=draw(st.sampled_from(["", "", "Press", "IT"])),
        action=draw(NAMED),
        place=Place("evidence/a.yaml", draw(st.integers(1, 99))),
        adds=isinstance(rule, Count) and draw(st.integers(0, 3)) == 0,
        contains=draw(st.sampled_from(["", "", "", WORDS])),
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
        action=draw(NAMED),
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

    def opening(self, item: Item) -> Item:
        """Return an item without the addresses that are known to be broken: what does not open is no better proof."""
        known = {url: state_of(self.states, url, item.contains).state for url in item.urls}
        return item._replace(urls=tuple(url for url in item.urls if known[url] is not AddressState.BROKEN))

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
            actions=ACTIONS,
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
            Address(AddressState.BROKEN, opens=False, cause="404"),
            Address(AddressState.BROKEN, opens=False, cause="timeout"),
            Address(AddressState.UNSTABLE, opens=True),
            Address(AddressState.UNCHECKED, opens=False),
        ]
    )
    states = {url: draw(state) for url in URLS}
    asked = {asked_key(url, WORDS): draw(state) for url in URLS[::2] if states[url].state is AddressState.OK}
    return World(chosen, evidence, states | asked)
