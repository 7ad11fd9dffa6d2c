"""What has a day: due dates, the end of the year, pages to be refreshed, the evaluation; and what became of each."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple, assert_never

from openness_cli.model.definitions import ZERO, Checklist, Count, FactBasis, Levels, Periods, Share
from openness_cli.model.evidence import Item
from openness_cli.model.languages import Worded, mark
from openness_cli.model.periods import schedule
from openness_cli.scoring.assessment import Assessment, setting_of, verdict_on
from openness_cli.scoring.findings import Finding, first_named
from openness_cli.scoring.items import Fault, JudgedItem, Opening, content_of, is_good, is_on_time, last_fresh_day
from openness_cli.scoring.kinds import name_of, names_of
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

    Of a page to be refreshed it is the name of the part or period that it carries, whichever page does so. Where many
    are counted it is the page's own: its title, else its file, else the first of its addresses in alphabetical order;
    equal ones are numbered over all items put forward. So it survives new dates, another order of items or addresses
    and, where there is a title or a file, new addresses.
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
        """Whether what is lost may have been done, and only not been entered."""
        if self.standing is not Standing.LOST or self.verdict is None:
            return False
        own = [period for period in self.verdict.periods if period.period.label == self.label]
        return all(period.may_be_unentered for period in own)


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
            for period, due, _is_possible in schedule(workspace.year, rule.every, rule.due, evaluation):
                own = until._replace(label=period.label, name=(period.label,), due_basis=criterion.due_basis)
                yield own._replace(kind=DeadlineKind.PERIOD, due=due)
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
        judged = [each for each in verdict.items if each.item.period == own.period.label]
        standing, points, is_broken = _period(
            judged, own, rule.points / len(verdict.periods), rule.late, assessment.day
        )
        # what was published and no longer opens can be mended until the evaluation, as can any proof
        is_for_proof = is_broken or (standing is Standing.UNPROVED and own.due < assessment.day)
        yield Deadline(
            DeadlineKind.PERIOD,
            standing,
            assessment.workspace.evaluation_date if is_for_proof else own.due,
            points * scale,
            _owners(verdict, [each.item for each in judged], assessment),
            verdict,
            own.period.label,
            due_basis=None if is_for_proof else verdict.criterion.due_basis,
            name=(own.period.label,),
            is_broken=is_broken,
        )


def _of_deed(verdict: Verdict, rule: Count | Share, assessment: Assessment, scale: Fraction) -> Deadline:
    standing, points, is_broken = _deed(verdict, rule, assessment)
    is_for_proof = standing is Standing.UNPROVED
    due = assessment.workspace.evaluation_date if is_for_proof else assessment.last_day_of_deeds
    owners, reach = _owners(verdict, (), assessment), _reach(verdict, rule)
    return Deadline(_kind(rule), standing, due, points * scale, owners, verdict, reach=reach, is_broken=is_broken)


def _kind(rule: Count | Share) -> DeadlineKind:
    return DeadlineKind.COUNT if isinstance(rule, Count) else DeadlineKind.SHARE


# what became of a duty, the unscaled points of it, and whether it would be done if its addresses opened
_State = tuple[Standing, Fraction, bool]


def _period(items: Iterable[JudgedItem], own: PeriodVerdict, unit: Fraction, late: Fraction, day: date) -> _State:
    """Return what became of a period that earns ``unit`` in time, and the share ``late`` of it later."""
    if own.claimed is PeriodState.MISSING and day <= own.due and own.is_possible:
        return Standing.COMING, unit, False
    if own.claimed is not PeriodState.ON_TIME and not (late and own.is_possible):
        return Standing.LOST, unit, False
    if own.claimed is PeriodState.MISSING:
        return Standing.OVERDUE, unit * late, False
    is_late = own.claimed is PeriodState.LATE
    points = unit * late if is_late else unit
    valid = [judged for judged in items if judged.is_valid]
    proving = [judged for judged in valid if is_late or is_on_time(judged.item.published, own.due)]
    # what is proved to be late has won its part already
    won = unit * late if any(map(is_good, valid)) else ZERO
    if won == points or any(map(is_good, proving)):
        return Standing.DONE, points, False
    return Standing.UNPROVED, points - won, bool(proving)


def _deed(verdict: Verdict, rule: Count | Share, assessment: Assessment) -> _State:
    """Return how a number done within the year stands: its deed ends with the year, its proof with the evaluation."""
    possible, declared = rule.possible, verdict.declared.earned
    proved = _earned_with([own for own in verdict.items if own.opening is not Opening.FAILED], verdict, assessment)
    if proved == possible:
        return Standing.DONE, possible, False
    if declared < possible and assessment.day <= assessment.year_ends:
        return Standing.COMING, possible - proved, False
    if verdict.lost_by_rule and declared == proved and not verdict.declared.open:
        return Standing.LOST, verdict.lost_by_rule, False
    # a claim that lacks one of its numbers is neither: it can be completed until the evaluation
    aim = declared if declared > proved else possible - verdict.lost_by_rule
    return Standing.UNPROVED, aim - proved, proved < verdict.evidenced.earned


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
    """Yield the pages whose growing old takes points: of several that carry one claim, the freshest alone.

    One that does not open stands for a claim only where no other page does. The order in which items are put forward
    changes nothing.
    """
    fresh = verdict.criterion.needs.fresh_days
    if fresh is None:
        return
    lasting = []
    for position, own in enumerate(verdict.items):
        if set(own.faults) <= {Fault.STALE}:
            last = last_fresh_day(own.item, assessment.day, fresh)
            lasting.append((own.opening is not Opening.FAILED, last, content_of(own.item), position))
    items = [own._replace(faults=()) if set(own.faults) == {Fault.STALE} else own for own in verdict.items]
    before = _earned_with(items, verdict, assessment)
    for opens, last, _text, position in sorted(lasting):
        items[position] = items[position]._replace(faults=(Fault.STALE,))
        after = _earned_with(items, verdict, assessment)
        if after < before:
            yield _refresh(items[position].item, last, (before - after) * scale, verdict, assessment, opens=opens)
        before = after


def _earned_with(items: Iterable[JudgedItem], verdict: Verdict, assessment: Assessment) -> Fraction:
    """Return what a criterion earns, as evidenced, if these were its items."""
    setting = setting_of(assessment.workspace, assessment.day)
    judged = verdict_on(verdict.indicator, verdict.criterion, verdict.evidence, tuple(items), setting)
    return judged.evidenced.earned


def _refresh(
    item: Item, last: date, points: Fraction, verdict: Verdict, assessment: Assessment, *, opens: bool
) -> Deadline:
    """Return when a page that is fresh up to ``last`` has to be refreshed; one that lasts and opens is done."""
    evaluation = assessment.workspace.evaluation_date
    lasts = last >= evaluation
    if lasts:
        standing = Standing.DONE if opens else Standing.UNPROVED
    else:
        standing = Standing.OVERDUE if last < assessment.day else Standing.COMING
    return Deadline(
        DeadlineKind.REFRESH,
        standing,
        min(last, evaluation),
        points,
        _owners(verdict, [item], assessment),
        verdict,
        item.period or item.part,
        item,
        due_basis=None if lasts else verdict.criterion.needs_basis,
        name=name_of(item, verdict),
        is_broken=lasts and not opens,
    )


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
