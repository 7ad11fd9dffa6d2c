"""What has a day: due dates, the end of the year, pages to be refreshed, the evaluation; and what became of each."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple, assert_never

from openness_cli.model.definitions import ZERO, Checklist, Count, FactBasis, Levels, Periods, Share
from openness_cli.model.evidence import Item
from openness_cli.model.languages import Worded, mark
from openness_cli.model.periods import due_date, periods_of
from openness_cli.outlook.freshness import Ageing, earned_with, find_ageing
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import Finding, first_named
from openness_cli.scoring.items import Opening, is_on_time
from openness_cli.scoring.kinds import names_of
from openness_cli.scoring.portions import PeriodState, PeriodVerdict
from openness_cli.scoring.verdicts import Applicability, Verdict


class DeadlineKind(Worded):
    """What falls due."""

    PERIOD = "period", mark("publication")
    COUNT = "count", mark("number of the year")
    SHARE = "share", mark("share of the year")
    REFRESH = "refresh", mark("refresh")
    EVALUATION = "evaluation", mark("evaluation")


class Standing(Worded):
    """What became of it by the day.

    ``overdue``: the day is past, and doing it now still wins something. ``unproved``: done as claimed, but nothing
    valid proves it, or what does is known not to open. ``lost``: past winning, unless it was done and is not entered.
    ``not-applicable``: proved not to be asked of the body. The words of ``coming`` are those of its last day.
    """

    COMING = "coming", mark("today")
    OVERDUE = "overdue", mark("overdue")
    UNPROVED = "unproved", mark("no proof")
    DONE = "done", mark("done")
    LOST = "lost", mark("lost")
    NOT_APPLICABLE = "not-applicable", mark("not applicable")

    @property
    def is_to_do(self) -> bool:
        """Whether anything is left to do that wins points."""
        return self in (Standing.COMING, Standing.OVERDUE, Standing.UNPROVED)


class Reach(NamedTuple):
    """How many are there: of a ``count`` proved and claimed, of a ``share`` claimed and of how many.

    What is known not to open proves nothing. ``next`` and ``highest`` are where steps begin: a number, or a share of 1.
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
    lost, what it was about; of what does not apply, none. ``due_basis`` is None where no definition sets the day.
    ``name`` tells it apart from the others of its criterion and kind: no two share one, and it depends on nothing that
    is left out of a listing. ``is_broken``: it would be done if its addresses were not known not to open.
    """

    kind: DeadlineKind
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
    is_broken: bool = False

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

    ``findings`` are those of the assessment. What was proved not to apply keeps the days that its rule sets, with
    nothing to do; what is not asked of bodies of this kind, or is only claimed not to apply, has none.
    """
    if assessment.over:
        return ()
    findings = tuple(findings)
    found: list[Deadline] = []
    for finding in findings:
        match finding.verdict.applicability:
            case Applicability.APPLIES:
                found += _of_criterion(finding.verdict, assessment, finding.scale or ZERO)
            case Applicability.PROVED_NOT:
                found += _not_applicable(finding.verdict, assessment)
            case Applicability.OTHER_KIND | Applicability.UNPROVED:
                pass
            case _:
                assert_never(finding.verdict.applicability)
    at_stake = sum((finding.at_stake for finding in findings), ZERO)
    found.append(Deadline(DeadlineKind.EVALUATION, Standing.COMING, assessment.workspace.evaluation_date, at_stake))
    return tuple(sorted(found, key=lambda deadline: deadline.due))


def _of_criterion(verdict: Verdict, assessment: Assessment, scale: Fraction) -> Iterator[Deadline]:
    rule = verdict.criterion.rule
    match rule:
        case Periods():
            yield from _of_periods(verdict, rule, assessment, scale)
        case Count() | Share():
            yield _of_deed(verdict, rule, assessment, scale)
        case Levels() | Checklist():
            pass  # no day but those of its proofs
        case _:
            assert_never(rule)
    yield from _refreshes(verdict, assessment, scale)


def _not_applicable(verdict: Verdict, assessment: Assessment) -> Iterator[Deadline]:
    """Yield what would fall due if it applied, so that whoever still has it can be told."""
    criterion, workspace = verdict.criterion, assessment.workspace
    rule, evaluation = criterion.rule, workspace.evaluation_date
    owners = _owners(verdict, (), assessment)
    until = Deadline(DeadlineKind.REFRESH, Standing.NOT_APPLICABLE, evaluation, ZERO, owners, verdict)
    match rule:
        case Periods():
            for period in periods_of(workspace.year, rule.every):
                yield until._replace(
                    kind=DeadlineKind.PERIOD,
                    due=due_date(period, rule.due, evaluation),
                    label=period.label,
                    due_basis=criterion.due_basis,
                    name=(period.label,),
                )
        case Count() | Share():
            yield until._replace(kind=_kind(rule), due=assessment.last_day_of_deeds)
        case Levels() | Checklist():
            pass
        case _:
            assert_never(rule)
    if criterion.needs.fresh_days is not None:
        for name in names_of(rule, workspace.year):
            yield until._replace(label=" ".join(name), name=name)


def _of_periods(verdict: Verdict, rule: Periods, assessment: Assessment, scale: Fraction) -> Iterator[Deadline]:
    for own in verdict.periods:
        state = _period(verdict, own, rule, assessment.day)
        # what was published and no longer opens can be mended until the evaluation, as can any proof
        is_for_proof = state.is_broken or (state.standing is Standing.UNPROVED and own.due < assessment.day)
        items = [judged.item for judged in verdict.items if judged.item.period == own.period.label]
        yield Deadline(
            DeadlineKind.PERIOD,
            state.standing,
            assessment.workspace.evaluation_date if is_for_proof else own.due,
            state.points * scale,
            _owners(verdict, items, assessment),
            verdict,
            own.period.label,
            due_basis=None if is_for_proof else verdict.criterion.due_basis,
            name=(own.period.label,),
            is_broken=state.is_broken,
        )


def _of_deed(verdict: Verdict, rule: Count | Share, assessment: Assessment, scale: Fraction) -> Deadline:
    state = _deed(verdict, rule, assessment)
    return Deadline(
        _kind(rule),
        state.standing,
        assessment.workspace.evaluation_date if state.standing is Standing.UNPROVED else assessment.last_day_of_deeds,
        state.points * scale,
        _owners(verdict, (), assessment),
        verdict,
        reach=_reach(verdict, rule),
        is_broken=state.is_broken,
    )


def _kind(rule: Count | Share) -> DeadlineKind:
    return DeadlineKind.COUNT if isinstance(rule, Count) else DeadlineKind.SHARE


class _State(NamedTuple):
    """What became of a duty, and the unscaled points of it."""

    standing: Standing
    points: Fraction
    is_broken: bool = False


def _period(verdict: Verdict, own: PeriodVerdict, rule: Periods, day: date) -> _State:
    unit = rule.points / len(verdict.periods)
    if own.claimed is PeriodState.MISSING:
        if day <= own.due:
            return _State(Standing.COMING, unit)
        return _State(Standing.OVERDUE, unit * rule.late) if rule.late else _State(Standing.LOST, unit)
    is_late = own.claimed is PeriodState.LATE
    if is_late and not rule.late:
        return _State(Standing.LOST, unit)
    points = unit * rule.late if is_late else unit
    valid = [judged for judged in verdict.items if judged.is_valid and judged.item.period == own.period.label]
    proving = [judged for judged in valid if is_late or is_on_time(judged.item.published, own.due)]
    if any(judged.opening is not Opening.FAILED for judged in proving):
        return _State(Standing.DONE, points)
    return _State(Standing.UNPROVED, points, is_broken=bool(proving))


def _deed(verdict: Verdict, rule: Count | Share, assessment: Assessment) -> _State:
    """Return how a number done within the year stands: its deed ends with the year, its proof with the evaluation."""
    possible, declared = rule.possible, verdict.declared.earned
    proved = earned_with([own for own in verdict.items if own.opening is not Opening.FAILED], verdict, assessment)
    if proved == possible:
        return _State(Standing.DONE, possible)
    if declared < possible and assessment.day <= assessment.year_ends:
        return _State(Standing.COMING, possible - proved)
    if verdict.lost_by_rule and declared == proved:
        return _State(Standing.LOST, verdict.lost_by_rule)
    # a claim that lacks one of its numbers is neither: it can be completed until the evaluation
    aim = declared if declared > proved else possible
    return _State(Standing.UNPROVED, aim - proved, is_broken=proved < verdict.evidenced.earned)


def _reach(verdict: Verdict, rule: Count | Share) -> Reach:
    evidence = verdict.evidence if verdict.has_evidence else None
    highest = rule.steps[-1].minimum
    if isinstance(rule, Count):
        proved = verdict.counted.openable
        above = [step.minimum for step in rule.steps if step.minimum > proved]
        return Reach(proved, verdict.counted.declared, None, min(above, default=highest), highest)
    count, of = (evidence.number, evidence.of) if evidence else (None, None)
    share = Fraction(count, of) if count is not None and of else ZERO
    above = [step.minimum for step in rule.steps if step.minimum > share]
    return Reach(None, count, of, min(above, default=highest), highest)


def _refreshes(verdict: Verdict, assessment: Assessment, scale: Fraction) -> Iterator[Deadline]:
    """Yield the pages whose growing old takes points; those that open and last until the evaluation are done."""
    evaluation = assessment.workspace.evaluation_date
    for own in find_ageing(verdict, assessment):
        lasts = own.last >= evaluation
        yield Deadline(
            DeadlineKind.REFRESH,
            _freshness(own, assessment),
            evaluation if lasts else own.last,
            own.points * scale,
            _owners(verdict, [own.item], assessment),
            verdict,
            own.item.period or own.item.part,
            own.item,
            due_basis=None if lasts else verdict.criterion.needs_basis,
            name=own.name,
            is_broken=lasts and own.is_broken,
        )


def _freshness(own: Ageing, assessment: Assessment) -> Standing:
    if own.last < assessment.day:
        return Standing.OVERDUE
    if own.last < assessment.workspace.evaluation_date:
        return Standing.COMING
    return Standing.UNPROVED if own.is_broken else Standing.DONE


def _owners(verdict: Verdict, items: Collection[Item], assessment: Assessment) -> tuple[str, ...]:
    """Return whose it is: its own items', else the claim's, else their actions', else those of all other items."""
    evidence = verdict.evidence
    if evidence is None:
        return ()
    actions = assessment.workspace.actions
    chosen = {item.action or evidence.action for item in items} or {evidence.action}
    return first_named(
        (item.owner for item in items),
        evidence.owners,
        (actions[name].owner for name in chosen if name in actions),
        (other.owner for other in evidence.items),
    )
