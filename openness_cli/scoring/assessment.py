"""Evidence against rules, on a day and on three bases: exact points, and where the rest of them stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from openness_cli.model.availability import Address
from openness_cli.model.definitions import ZERO, Band, Criterion, Index, Indicator
from openness_cli.model.evidence import Evidence, PublishedResult, Workspace
from openness_cli.model.periods import year_end
from openness_cli.model.points import Points, Total, add_up, exact_sum, shown
from openness_cli.scoring.items import JudgedItem, Moment
from openness_cli.scoring.kinds import cut, judge_items, says_not_applicable
from openness_cli.scoring.portions import NOWHERE, Cut, Portion
from openness_cli.scoring.verdicts import Applicability, Basis, Verdict


@dataclass(frozen=True)
class Assessment:
    """A whole index, scored. ``day`` is the day asked for; ``over``: it is after the evaluation date.

    ``today`` is there only where the workspace fixes another day than that.
    """

    index: Index
    workspace: Workspace
    day: date
    over: bool
    verdicts: tuple[Verdict, ...]
    scales: dict[str, Fraction | None]
    states: Mapping[str, Address]
    today: date | None = None

    @property
    def year_ends(self) -> date:
        """The last day of the assessed year."""
        return year_end(self.workspace.year)

    @property
    def last_day_of_deeds(self) -> date:
        """The last day on which what has to be done within the year can be done and counts."""
        return min(self.year_ends, self.workspace.evaluation_date)

    @property
    def published(self) -> tuple[PublishedResult, ...]:
        """What the Agency has published of the body; of the year assessed there is nothing before its evaluation."""
        is_out = self.day >= self.workspace.evaluation_date
        return tuple(own for own in self.workspace.results if is_out or own.year < self.workspace.year)

    @property
    def last_published(self) -> PublishedResult | None:
        """What the Agency published last."""
        return max(self.published, key=lambda own: own.year, default=None)

    @cached_property
    def _by_indicator(self) -> dict[str, dict[Basis, Points]]:
        own: dict[str, list[Verdict]] = {indicator.id: [] for indicator in self.index.indicators}
        for verdict in self.verdicts:
            own[verdict.indicator.id].append(verdict)
        return {
            name: {basis: add_up(verdict.on(basis) for verdict in verdicts).times(self.scales[name]) for basis in Basis}
            for name, verdicts in own.items()
        }

    @cached_property
    def _totals(self) -> dict[Basis, Points]:
        rows = self._by_indicator.values()
        return {basis: add_up(row[basis] for row in rows) for basis in Basis}

    def indicator_points(self, indicator: Indicator, basis: Basis) -> Points:
        """Return an indicator's points on a basis, scaled."""
        return self._by_indicator[indicator.id][basis]

    def indicator_standing(self, indicator: Indicator, basis: Basis) -> Points:
        """Return the part that an indicator has in what stands for the whole, scaled."""
        is_headline = basis is Basis.EVIDENCED
        points = self.indicator_points(indicator, Basis.VERIFIED if is_headline else basis)
        return points.all_opened if is_headline else points

    def total(self, basis: Basis) -> Points:
        """Return the points of the whole on a basis."""
        return self._totals[basis]

    def band_of(self, points: Points) -> Band | None:
        """Return the colour of what is on course; None where it depends on what is unknown."""
        low = self.index.band_of(points.on_course)
        return low if low == self.index.band_of(points.on_course + points.unknown) else None

    @property
    def headline(self) -> Fraction:
        """What stands for the body: on course as evidenced, less what hangs on addresses known to be broken."""
        return self.standing(Basis.EVIDENCED).on_course

    def standing(self, basis: Basis) -> Points:
        """Return what gates, forecasts and rankings look at: as evidenced, the points of which the headline is made."""
        return self.total(Basis.VERIFIED).all_opened if basis is Basis.EVIDENCED else self.total(basis)

    def shown_total(self, basis: Basis) -> Total:
        """Return the whole on a basis, as shown."""
        return self._as_shown(self.total(basis))

    def shown_standing(self, basis: Basis) -> Total:
        """Return what stands for the whole on a basis, as shown."""
        return self._as_shown(self.standing(basis))

    def if_exempt(self, criterion: str) -> "Assessment":
        """Return the same with a criterion proved not to apply: its points are the rest of its indicator's."""
        verdicts = tuple(_exempt(own) if own.criterion.id == criterion else own for own in self.verdicts)
        return replace(self, verdicts=verdicts, scales=_scales(self.index, verdicts))

    def _as_shown(self, points: Points) -> Total:
        row, band = shown(points), self.band_of(points)
        return Total(row.earned, row.on_course, row.unknown, band.name if band else None)


class Setting(NamedTuple):
    """What every criterion of an assessment is judged by: the moment, the kinds of body, whether it is over."""

    moment: Moment
    kinds: frozenset[str]
    over: bool


def setting_of(workspace: Workspace, day: date) -> Setting:
    """Return the setting of a day; one after the evaluation date is scored as that date."""
    moment = Moment(min(day, workspace.evaluation_date), workspace.year, workspace.evaluation_date)
    return Setting(moment, frozenset(workspace.organisation.kinds), day > workspace.evaluation_date)


def assess(
    index: Index, workspace: Workspace, states: Mapping[str, Address], day: date, today: date | None = None
) -> Assessment:
    """Score a workspace against an index on a day.

    ``states`` are the addresses as of that day (or the evaluation date, whichever is earlier). A day
    after the evaluation date is scored as that date; then all that is neither earned nor unknown is lost.
    ``today`` is given where the workspace fixes another day.
    """
    setting = setting_of(workspace, day)
    verdicts = tuple(
        judge(indicator, criterion, workspace.evidence.get(criterion.id), states, setting)
        for indicator in index.indicators
        for criterion in indicator.criteria
    )
    return Assessment(index, workspace, day, setting.over, verdicts, _scales(index, verdicts), states, today)


def judge(
    indicator: Indicator,
    criterion: Criterion,
    evidence: Evidence | None,
    states: Mapping[str, Address],
    setting: Setting,
) -> Verdict:
    """Score one criterion."""
    items = judge_items(criterion, evidence, states, setting.moment) if evidence else ()
    return verdict_on(indicator, criterion, evidence, items, setting)


def verdict_on(
    indicator: Indicator,
    criterion: Criterion,
    evidence: Evidence | None,
    items: tuple[JudgedItem, ...],
    setting: Setting,
) -> Verdict:
    """Score one criterion whose items are judged already."""
    moment, kinds, over = setting
    existing = tuple([item for item in items if item.exists])
    # a claim has no date and holds on every day, an item has one
    has_evidence = evidence is not None and (evidence.has_claim or bool(existing))
    held = evidence if has_evidence else None
    applicability = _applicability(criterion, held, items, kinds)
    if applicability is Applicability.APPLIES:
        pieces = cut(criterion, held, existing, moment)
    else:
        not_won = Portion(criterion.possible, NOWHERE, NOWHERE, is_lost=False)
        pieces = Cut((not_won,) if applicability.is_scored else ())
    portions, periods, counted, steps = pieces
    judged = (indicator, criterion, evidence, has_evidence, applicability, items, periods, counted, steps)
    return Verdict(*judged, *_sum(portions, over=over))


def _applicability(
    criterion: Criterion, evidence: Evidence | None, items: tuple[JudgedItem, ...], kinds: frozenset[str]
) -> Applicability:
    if criterion.applies_to and not kinds.intersection(criterion.applies_to):
        return Applicability.OTHER_KIND
    if evidence is None or not says_not_applicable(criterion, evidence):
        return Applicability.APPLIES
    return Applicability.PROVED_NOT if any(item.is_valid for item in items) else Applicability.UNPROVED


def _exempt(verdict: Verdict) -> Verdict:
    none = Points()
    proved = verdict._replace(applicability=Applicability.PROVED_NOT, failed=ZERO, lost_by_rule=ZERO)
    return proved._replace(declared=none, evidenced=none, verified=none)


# as evidenced, as verified: what is between them hangs on addresses that do not open
_FAILED = frozenset({("earned", "open"), ("earned", "lost"), ("pending", "open")})


def _sum(portions: Iterable[Portion], *, over: bool) -> tuple[Points, Points, Points, Fraction, Fraction]:
    """Return what stands where as declared, evidenced and verified, what of it failed, and what is lost by rule."""
    # many portions stand alike on all bases: they are added once, not on each
    alike: dict[tuple[str, str, str], Fraction] = {}
    failed = lost_by_rule = ZERO
    for portion in portions:
        points, won, pending, is_lost = portion
        if not points:
            continue
        past = "lost" if over or is_lost else ""
        on_declared = "earned" if won.declared else past or ("pending" if pending.declared else "open")
        on_evidenced = "earned" if won.evidenced else past or ("pending" if pending.evidenced else "open")
        columns = on_declared, on_evidenced, _on_verified(portion, past)
        alike[columns] = alike[columns] + points if columns in alike else points
        if is_lost:
            lost_by_rule += points
    if len(alike) == 1:
        ((columns, points),) = alike.items()
        whole = [Points(**{column: points}) for column in columns]
        return whole[0], whole[1], whole[2], points if columns[1:] in _FAILED else ZERO, lost_by_rule
    rows: tuple[dict[str, Fraction], ...] = ({}, {}, {})
    for columns, points in alike.items():
        for row, column in zip(rows, columns, strict=True):
            row[column] = row[column] + points if column in row else points
        if columns[1:] in _FAILED:
            failed += points
    declared, evidenced, verified = (Points(**row) for row in rows)
    return declared, evidenced, verified, failed, lost_by_rule


def _on_verified(portion: Portion, past: str) -> str:
    """Tell where a portion stands as verified: what is put up and known not to open is open, whenever it falls due."""
    if portion.won.opened:
        return "earned"
    if portion.won.openable:
        return "unknown"
    return past or ("pending" if portion.pending.openable and not portion.won.evidenced else "open")


def _scales(index: Index, verdicts: Iterable[Verdict]) -> dict[str, Fraction | None]:
    """Spread what does not apply: within its indicator, a whole indicator's over the others."""
    possible: dict[str, list[Fraction]] = {indicator.id: [] for indicator in index.indicators}
    for verdict in verdicts:
        if verdict.applicability.is_scored:
            possible[verdict.indicator.id].append(verdict.criterion.possible)
    scored = {name: exact_sum(parts) for name, parts in possible.items()}
    remaining = exact_sum(i.points for i in index.indicators if scored[i.id])
    return {
        i.id: i.points / scored[i.id] * index.points / remaining if scored[i.id] else None for i in index.indicators
    }
