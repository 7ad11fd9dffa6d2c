"""What has a day: due dates, the end of the year, pages to be refreshed, the evaluation; and what became of each."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from openness_cli.definitions import ZERO, Count, FactBasis, Periods, Share
from openness_cli.evidence import Item, distinct
from openness_cli.freshness import find_ageing
from openness_cli.gaps import Finding
from openness_cli.portions import PeriodState, PeriodVerdict
from openness_cli.scoring import Applicability, Assessment, Verdict


class Kind(Enum):
    """What falls due."""

    PERIOD = "period"
    COUNT = "count"
    SHARE = "share"
    REFRESH = "refresh"
    EVALUATION = "evaluation"


class Standing(Enum):
    """What became of it by the day.

    ``overdue``: the day is past, and doing it now still wins something. ``unproved``: done as claimed, but nothing
    valid proves it. ``lost``: past winning, unless it was done and is not entered.
    """

    COMING = "coming"
    OVERDUE = "overdue"
    UNPROVED = "unproved"
    DONE = "done"
    LOST = "lost"

    @property
    def is_to_do(self) -> bool:
        """Whether anything is left to do that wins points."""
        return self in (Standing.COMING, Standing.OVERDUE, Standing.UNPROVED)


class Reach(NamedTuple):
    """How many are there: of a ``count`` proved and claimed, of a ``share`` claimed and of how many.

    ``next`` and ``highest`` are where steps begin: a number, or a share of 1.
    """

    proved: int | None
    claimed: int | None
    of: int | None
    next: Fraction
    highest: Fraction


class Deadline(NamedTuple):
    """One thing that has a day; ``verdict`` is None for the evaluation itself.

    ``due`` is the last day on which it is in time; of what is claimed but not proved, the last for its proof.
    ``points``, scaled, are what doing it in time wins; of what is overdue, what it still wins; of what is done or
    lost, what it was about. ``due_basis`` is None where no definition sets the day. ``name`` tells it apart from the
    others of its criterion and kind: no two share one, and it depends on nothing that is left out of a listing.
    """

    kind: Kind
    standing: Standing
    due: date
    points: Fraction
    owners: tuple[str, ...] = ()
    verdict: Verdict | None = None
    label: str = ""
    item: Item | None = None
    reach: Reach | None = None
    due_basis: FactBasis | None = None
    name: tuple[str, ...] = ()

    @property
    def is_assumed(self) -> bool:
        """Whether the day is an assumption of the definitions."""
        return self.due_basis is FactBasis.ASSUMED

    @property
    def is_only_unentered(self) -> bool:
        """Whether nothing at all was put forward, so that what is lost may only not have been entered."""
        return self.standing is Standing.LOST and self.verdict is not None and not self.verdict.has_evidence


def find_deadlines(assessment: Assessment, findings: Iterable[Finding]) -> tuple[Deadline, ...]:
    """Return everything that has a day, next first; nothing once the assessment is over.

    ``findings`` are those of the assessment; what does not apply has no day.
    """
    if assessment.over:
        return ()
    findings = tuple(findings)
    found: list[Deadline] = []
    for finding in findings:
        if finding.verdict.applicability is Applicability.APPLIES:
            found += _of_criterion(finding.verdict, assessment, finding.scale or ZERO)
    at_stake = sum((finding.at_stake for finding in findings), ZERO)
    found.append(Deadline(Kind.EVALUATION, Standing.COMING, assessment.workspace.evaluation_date, at_stake))
    return tuple(sorted(found, key=lambda deadline: deadline.due))


def _of_criterion(verdict: Verdict, assessment: Assessment, scale: Fraction) -> Iterator[Deadline]:
    rule = verdict.criterion.rule
    if isinstance(rule, Periods):
        yield from _of_periods(verdict, rule, assessment, scale)
    elif isinstance(rule, Count | Share):
        yield _of_deed(verdict, rule, assessment, scale)
    yield from _refreshes(verdict, assessment, scale)


def _of_periods(verdict: Verdict, rule: Periods, assessment: Assessment, scale: Fraction) -> Iterator[Deadline]:
    for own in verdict.periods:
        standing, points = _period(verdict, own, rule, assessment.day)
        is_for_proof = standing is Standing.UNPROVED and own.due < assessment.day
        items = [judged.item for judged in verdict.items if judged.item.period == own.period.label]
        yield Deadline(
            Kind.PERIOD,
            standing,
            assessment.workspace.evaluation_date if is_for_proof else own.due,
            points * scale,
            _owners(verdict, items, assessment),
            verdict,
            own.period.label,
            due_basis=None if is_for_proof else verdict.criterion.due_basis,
            name=(own.period.label,),
        )


def _of_deed(verdict: Verdict, rule: Count | Share, assessment: Assessment, scale: Fraction) -> Deadline:
    kind = Kind.COUNT if isinstance(rule, Count) else Kind.SHARE
    standing, points = _deed(verdict, rule, is_past=assessment.day > _year_end(assessment))
    evaluation = assessment.workspace.evaluation_date
    due = evaluation if standing is Standing.UNPROVED else min(_year_end(assessment), evaluation)
    owners = _owners(verdict, (), assessment)
    return Deadline(kind, standing, due, points * scale, owners, verdict, reach=_reach(verdict, rule))


def _year_end(assessment: Assessment) -> date:
    return date(assessment.workspace.year, 12, 31)


def _period(verdict: Verdict, own: PeriodVerdict, rule: Periods, day: date) -> tuple[Standing, Fraction]:
    unit = rule.points / len(verdict.periods)
    if own.claimed is PeriodState.MISSING:
        if day <= own.due:
            return Standing.COMING, unit
        return (Standing.OVERDUE, unit * rule.late) if rule.late else (Standing.LOST, unit)
    is_late = own.claimed is PeriodState.LATE
    if is_late and not rule.late:
        return Standing.LOST, unit
    valid = (judged.item for judged in verdict.items if judged.is_valid and judged.item.period == own.period.label)
    is_proved = any(is_late or item.published is None or item.published <= own.due for item in valid)
    return Standing.DONE if is_proved else Standing.UNPROVED, unit * rule.late if is_late else unit


def _deed(verdict: Verdict, rule: Count | Share, *, is_past: bool) -> tuple[Standing, Fraction]:
    """Return how a number done within the year stands: its deed ends with the year, its proof with the evaluation."""
    possible, declared, proved = rule.possible, verdict.declared.earned, verdict.evidenced.earned
    if proved == possible:
        return Standing.DONE, possible
    if not is_past and declared < possible:
        return Standing.COMING, possible - proved
    if verdict.lost_by_rule and declared == proved:
        return Standing.LOST, verdict.lost_by_rule
    # a claim that lacks one of its numbers is neither: it can be completed until the evaluation
    return Standing.UNPROVED, (declared if declared > proved else possible) - proved


def _reach(verdict: Verdict, rule: Count | Share) -> Reach:
    evidence = verdict.evidence if verdict.has_evidence else None
    highest = rule.steps[-1].minimum
    if isinstance(rule, Count):
        proved = verdict.counted.evidenced
        above = [step.minimum for step in rule.steps if step.minimum > proved]
        return Reach(proved, verdict.counted.declared, None, min(above, default=highest), highest)
    count, of = (evidence.number, evidence.of) if evidence else (None, None)
    share = Fraction(count, of) if count is not None and of else ZERO
    above = [step.minimum for step in rule.steps if step.minimum > share]
    return Reach(None, count, of, min(above, default=highest), highest)


def _refreshes(verdict: Verdict, assessment: Assessment, scale: Fraction) -> Iterator[Deadline]:
    """Yield the pages whose growing old takes points; those that last until the evaluation are done."""
    evaluation = assessment.workspace.evaluation_date
    for own in find_ageing(verdict, assessment):
        is_done = own.last >= evaluation
        overdue_or_coming = Standing.COMING if own.last >= assessment.day else Standing.OVERDUE
        yield Deadline(
            Kind.REFRESH,
            Standing.DONE if is_done else overdue_or_coming,
            evaluation if is_done else own.last,
            own.points * scale,
            _owners(verdict, [own.item], assessment),
            verdict,
            own.item.period or own.item.part,
            own.item,
            due_basis=None if is_done else verdict.criterion.needs_basis,
            name=own.name,
        )


def _owners(verdict: Verdict, items: Collection[Item], assessment: Assessment) -> tuple[str, ...]:
    """Return whose it is: its own items', else the claim's, else their actions', else those of all other items."""
    evidence = verdict.evidence
    if evidence is None:
        return ()
    actions = assessment.workspace.actions
    chosen = {item.action or evidence.action for item in items} or {evidence.action}
    candidates = (
        (item.owner for item in items),
        evidence.owners,
        (actions[name].owner for name in chosen if name in actions),
        (other.owner for other in evidence.items),
    )
    return next((named for named in map(distinct, candidates) if named), ())
