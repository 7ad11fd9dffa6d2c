"""A plan carried out: what its actions mend and do, and nothing else, in the evidence and in the states."""

from datetime import date
from math import ceil

from openness_cli.model.availability import Address, AddressState, asked_key, state_of
from openness_cli.model.definitions import Checklist, Count, Levels, Periods, Share
from openness_cli.model.evidence import Evidence, Item, Place
from openness_cli.model.periods import window_start
from openness_cli.outlook.plan import Plan, PlanAction
from openness_cli.scoring.addresses import host_of
from openness_cli.scoring.assessment import Assessment, assess
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.items import is_on_time
from openness_cli.scoring.jobs import mends_claim, options_of
from openness_cli.scoring.needs import JobKind

YEAR_ENDS = date(2024, 12, 31)
PLACE = Place("evidence/a.yaml", 1)
NOTHING = Evidence("", None, None, "", (), "", None, (), PLACE)


def good_item(number: int, published: date) -> Item:
    """Return an item that lacks nothing: put up where nobody looked yet, and kept in a file as well."""
    urls = (f"https://new.example/{number}",)
    return Item(f"new {number}", urls, "new.pdf", True, published, None, None, "", "", None, "", "", PLACE)


class Work:
    """The evidence and the states of a body, changed by the actions of a plan on its day."""

    def __init__(self, plan: Plan) -> None:
        self._before = plan.assessment
        self._day = plan.assessment.day
        self._evidence = dict(plan.assessment.workspace.evidence)
        self._states = dict(plan.assessment.states)
        self._made = 0
        for action in plan.actions:
            for gap in action.gaps:
                self._mend(action, gap)
        # how much has to be done depends on what was mended
        for action in plan.actions:
            for gap in action.gaps:
                if mends_claim(action.job, gap):
                    self._do(gap)

    def assess(self) -> Assessment:
        """Score it on the same day."""
        workspace = self._before.workspace._replace(evidence=self._evidence)
        return assess(self._before.index, workspace, self._states, self._day)

    def _new(self, day: date) -> Item:
        self._made += 1
        return good_item(self._made, day)

    def _mend(self, action: PlanAction, gap: Finding) -> None:
        name = gap.verdict.criterion.id
        items = [option.item for option in options_of(action.job, gap) if option.item is not None]
        if action.kind in (JobKind.HOST, JobKind.LINKS):
            asked = {(url, item.contains) for item in items for url in item.urls if host_of(url) == action.name}
            for url, words in asked:
                known = state_of(self._states, url, words)
                if known.state is AddressState.BROKEN and action.kind is JobKind.HOST:
                    self._states[url] = self._states[asked_key(url, words)] = Address(AddressState.OK, opens=True)
                elif known.cause == action.job.cause:
                    self._states[asked_key(url, words)] = Address(AddressState.OK, opens=True)
        elif items:
            own = self._evidence[name]
            mended = tuple(self._mended(item, gap) if item in items else item for item in own.items)
            self._evidence[name] = own._replace(items=mended)

    def _mended(self, item: Item, gap: Finding) -> Item:
        rule, day = gap.verdict.criterion.rule, self._day
        if isinstance(rule, Count) and item.shows is None:
            day = min(day, YEAR_ENDS)
        if isinstance(rule, Periods):
            own = next(own for own in gap.verdict.periods if own.period.label == item.period)
            first = window_start(own.period, rule.due, during=rule.during)
            day = min(day, own.due) if is_on_time(item.published, own.due) else max(item.published or day, first)
        kept = self._new(day)._replace(part=item.part, period=item.period, shows=item.shows, adds=item.adds)
        return kept._replace(updated=self._day)

    def _do(self, gap: Finding) -> None:
        name, day = gap.verdict.criterion.id, self._day
        own = self._evidence.get(name, NOTHING)
        there = [judged.item for judged in gap.verdict.items if judged.exists]
        made: list[Item] = []
        match gap.verdict.criterion.rule:
            case Levels():
                own = own._replace(level="full")
                made = [] if there else [self._new(day)]
            case Share():
                of = own.of or 1
                own = own._replace(of=of, number=of)
                made = [] if there else [self._new(day)]
            case Checklist() as rule:
                lacking = {part.label for part in rule.parts} - {item.part for item in there}
                made = [self._new(day)._replace(part=label) for label in sorted(lacking)]
            case Count() as rule:
                needed = ceil(rule.steps[-1].minimum)
                self._evidence[name] = own = own._replace(number=needed)
                proved = next(v for v in self.assess().verdicts if v.criterion.id == name).counted.openable
                if proved < needed:
                    made = [self._new(min(day, YEAR_ENDS))._replace(shows=needed - proved)]
            case Periods():
                due = [own.period.label for own in gap.verdict.periods if not own.is_pending]
                lacking = set(due) - {item.period for item in there}
                made = [self._new(day)._replace(period=label) for label in sorted(lacking)]
        self._evidence[name] = own._replace(items=(*own.items, *made))
