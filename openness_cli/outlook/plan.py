"""The least work that reaches a total by the evaluation date: which actions, and what else it counts on."""

from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from openness_cli.model.definitions import ZERO, Band, Count, Index
from openness_cli.model.evidence import distinct, fold
from openness_cli.model.points import Hundredths, exact_sum, rounded_down
from openness_cli.outlook.forecast import FallCause, make_forecast
from openness_cli.outlook.least_effort import choose
from openness_cli.outlook.prizes import Choice, Demand, Prize, without_spare
from openness_cli.outlook.sure_effort import choose_sure
from openness_cli.outlook.working_days import MONDAY_TO_FRIDAY, WorkingDays
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import Finding, find_gaps
from openness_cli.scoring.gates import Threshold
from openness_cli.scoring.jobs import by_job, effort_of, mends_claim, owners_of
from openness_cli.scoring.kinds import is_open_deed
from openness_cli.scoring.losses import LossTotal, total_lost
from openness_cli.scoring.needs import Effort, Job, JobKind, Need
from openness_cli.scoring.score_range import Span, span_of
from openness_cli.scoring.uncertainty import Uncertainty
from openness_cli.scoring.verdicts import Applicability, Basis, Verdict


class PlanAction(NamedTuple):
    """One piece of work.

    ``effort_days`` are working days. ``by`` is the last day on which all of it still counts. ``gaps`` are those that
    the plan closes with it, ``worth`` what they add to the total; a gap that needs two actions counts in both.
    """

    job: Job
    effort_days: Fraction
    effort_is_default: bool
    owners: tuple[str, ...]
    by: date
    gaps: tuple[Finding, ...]
    worth: Fraction

    @property
    def kind(self) -> JobKind:
        """What sort of work it is."""
        return self.job.kind

    @property
    def name(self) -> str:
        """The action's id, the site, or the criterion."""
        return self.job.name


class Duty(NamedTuple):
    """Something not done yet that falls due by ``due`` and that the plan counts on; points, scaled.

    ``periods`` are those to be published; ``need`` is the number that a count has to reach, of which there are
    ``have``. Without either a page has to be refreshed.
    """

    finding: Finding
    points: Fraction
    due: date
    periods: tuple[str, ...] = ()
    have: int | None = None
    need: int | None = None


class Unproved(NamedTuple):
    """A criterion said not to apply, without proof, and what the proof by itself adds to the start.

    It has no part in the plan: with a proof everything else of its indicator weighs more.
    """

    finding: Finding
    adds: Fraction


class Overload(NamedTuple):
    """More work of one owner until a day than there are working days.

    ``owner`` is empty for work of which nobody is named as owner.
    """

    owner: str
    effort_days: Fraction
    working_days: int
    by: date


class Spans(NamedTuple):
    """Where the total may lie at the start, and with the plan; where there is none, with every gap closed."""

    start: Span
    end: Span


class Plan(NamedTuple):
    """The exact least effort that reaches ``wanted``: no other set of actions of less effort does.

    Where there are ``spans`` it is the low end of the likely range that reaches it, as it is shown.
    ``start`` is what is on course as evidenced, less ``failed``: what hangs on addresses known to be broken.
    ``unknown`` of it hangs on addresses not known to open, which are taken to open. ``best`` is the start with every
    gap closed that can be. ``choice`` is None where that is not enough; ``actions`` and ``total`` are then empty and
    the start. ``unproved`` are criteria said not to apply, without proof: no action wins anything there.
    """

    assessment: Assessment
    target: Threshold
    margin: Fraction
    on_course: Fraction
    failed: Fraction
    unknown: Fraction
    best: Fraction
    best_effort: Fraction
    is_reachable: bool
    actions: tuple[PlanAction, ...]
    effort_days: Fraction
    total: Fraction
    duties: tuple[Duty, ...]
    overloads: tuple[Overload, ...]
    working_days: int
    lost: LossTotal
    unproved: tuple[Unproved, ...]
    calendar: WorkingDays = MONDAY_TO_FRIDAY
    spans: Spans | None = None

    @property
    def wanted(self) -> Fraction:
        """The total that has to be reached."""
        return self.target.points + self.margin

    @property
    def start(self) -> Fraction:
        """The total without any action."""
        return self.on_course - self.failed

    @property
    def is_reached(self) -> bool:
        """Whether nothing has to be done but what falls due."""
        return (Fraction(self.spans.start.low, 100) if self.spans else self.start) >= self.wanted

    @property
    def pending(self) -> Fraction:
        """What it counts on that falls due later."""
        return self.assessment.standing(Basis.EVIDENCED).pending

    @property
    def counted_on(self) -> Fraction:
        """The points of all duties: what falls due later, and what has to be refreshed."""
        return exact_sum(duty.points for duty in self.duties)

    @property
    def duties_shown(self) -> tuple[Hundredths, ...]:
        """The points of each duty as shown: the same figure as in every other command."""
        return tuple(rounded_down(duty.points) for duty in self.duties)

    def days_until(self, day: date) -> int:
        """Return how many working days are left until a day, today and that day included."""
        return self.calendar.between(self.assessment.day, day)

    def band_of(self, total: Fraction) -> Band:
        """Return the colour of a total."""
        return self.assessment.index.band_of(total)


def make_plan(
    assessment: Assessment,
    findings: Iterable[Finding],
    target: Threshold,
    margin: Fraction,
    zone: tzinfo,
    calendar: WorkingDays = MONDAY_TO_FRIDAY,
    uncertainty: Uncertainty | None = None,
) -> Plan:
    """Find the least effort that reaches a target and a margin, for an assessment that is not over.

    With the ``uncertainty`` of the assessment it is the low end of the likely range that has to reach them; raises
    ContradictionError where no points fit what is published.

    A gap is closed whole or not at all, by jobs that meet all its needs: the action that an item names, else its
    criterion's, mends what that item lacks and nothing else; else a dead site or dead addresses are mended, else it
    takes work of its own. Where any one of several things would do, those are mended that make the whole cheapest.
    What is lost, and what is said not to apply without proof, cannot be bought. ``findings`` are those of the
    assessment.
    """
    findings = tuple(findings)
    gaps = [gap for gap in find_gaps(findings) if gap.at_stake and not _is_unproved(gap)]
    jobs = by_job(gaps)
    efforts = [effort_of(job, own, assessment) for job, own in jobs.items()]
    position = {job: number for number, job in enumerate(jobs)}
    prizes = [Prize(gap.at_stake, tuple(_demand(need, position) for need in gap.needs)) for gap in gaps]
    on_course = assessment.total(Basis.EVIDENCED).on_course
    failed = exact_sum(finding.verdict.failed * finding.scale for finding in findings if finding.scale)
    start = on_course - failed
    wanted = target.points + margin
    days = [effort.days for effort in efforts]
    choice, spans = _choose(days, prizes, gaps, wanted, start, assessment.index, uncertainty)
    actions = _actions(choice, list(jobs), efforts, gaps, prizes, assessment) if choice else []
    return Plan(
        assessment=assessment,
        target=target,
        margin=margin,
        on_course=on_course,
        failed=failed,
        unknown=assessment.total(Basis.VERIFIED).unknown,
        best=start + exact_sum(gap.at_stake for gap in gaps),
        best_effort=_effort_of_all(days, prizes),
        is_reachable=choice is not None,
        actions=tuple(actions),
        effort_days=exact_sum(action.effort_days for action in actions),
        total=start + (choice.points if choice else ZERO),
        duties=tuple(sorted(_duties(findings, assessment, zone), key=lambda duty: duty.due)),
        overloads=tuple(_overloads(actions, assessment.day, calendar)),
        working_days=calendar.between(assessment.day, assessment.workspace.evaluation_date),
        lost=total_lost(assessment, Basis.EVIDENCED),
        unproved=tuple(_unproved(own, assessment) for own in findings if _is_unproved(own)),
        calendar=calendar,
        spans=spans,
    )


def _choose(
    days: Sequence[Fraction],
    prizes: Sequence[Prize],
    gaps: Sequence[Finding],
    wanted: Fraction,
    start: Fraction,
    index: Index,
    uncertainty: Uncertainty | None,
) -> tuple[Choice | None, Spans | None]:
    if uncertainty is None:
        return choose(days, prizes, wanted - start), None
    place = {own.criterion: number for number, own in enumerate(uncertainty.weights)}
    places = [place[gap.verdict.criterion.id] for gap in gaps]
    choice = choose_sure(days, prizes, places, uncertainty, wanted)
    won = range(len(prizes)) if choice is None else choice.prizes
    after = uncertainty.with_points({places[number]: prizes[number].points for number in won})
    return choice, Spans(span_of(index, uncertainty), span_of(index, after))


def _is_unproved(finding: Finding) -> bool:
    return finding.verdict.applicability is Applicability.UNPROVED


def _unproved(finding: Finding, assessment: Assessment) -> Unproved:
    proved = assessment.if_exempt(finding.verdict.criterion.id)
    return Unproved(finding, proved.headline - assessment.headline)


def _demand(need: Need, position: dict[Job, int]) -> Demand:
    return Demand(
        need.least, tuple((option.number, tuple(position[job] for job in option.jobs)) for option in need.options)
    )


def _effort_of_all(efforts: Sequence[Fraction], prizes: Sequence[Prize]) -> Fraction:
    """Return the least effort that closes every gap."""
    demands = [demand for prize in prizes for demand in prize.demands]
    if all(len(demand.jobs) == 1 for demand in demands):
        return exact_sum(efforts[job] for job in {job for demand in demands for job in demand.jobs})
    choice = choose(efforts, prizes, exact_sum(prize.points for prize in prizes))
    return choice.effort if choice else ZERO


def _actions(
    choice: Choice,
    jobs: Sequence[Job],
    efforts: Sequence[Effort],
    gaps: Sequence[Finding],
    prizes: Sequence[Prize],
    assessment: Assessment,
) -> list[PlanAction]:
    """Return the actions of a choice, each with the gaps that it is needed for, those first that end first."""
    closed: dict[int, list[Finding]] = {job: [] for job in choice.jobs}
    for number in choice.prizes:
        mine = {job for demand in prizes[number].demands for job in demand.jobs if job in closed}
        for job in without_spare(mine, [prizes[number]]):
            closed[job].append(gaps[number])
    actions = [_action(jobs[job], efforts[job], own, assessment) for job, own in closed.items()]
    return sorted(actions, key=lambda action: (action.by, -action.worth, action.name, str(action.job)))


def _action(job: Job, effort: Effort, gaps: Sequence[Finding], assessment: Assessment) -> PlanAction:
    worth = exact_sum(gap.at_stake for gap in gaps)
    by = min((_last_day(job, gap, assessment) for gap in gaps), default=assessment.workspace.evaluation_date)
    return PlanAction(job, *effort, owners_of(job, gaps, assessment), by, tuple(gaps), worth)


def _last_day(job: Job, gap: Finding, assessment: Assessment) -> date:
    """Return the last day of a job for a gap: deeds of the year are done in it, proofs mended until the evaluation."""
    is_deed = mends_claim(job, gap) and is_open_deed(gap.verdict) and assessment.day <= assessment.year_ends
    return assessment.last_day_of_deeds if is_deed else assessment.workspace.evaluation_date


def _duties(findings: Iterable[Finding], assessment: Assessment, zone: tzinfo) -> Iterable[Duty]:
    by_id = {finding.verdict.criterion.id: finding for finding in findings}
    for finding in by_id.values():
        if finding.verdict.standing(Basis.EVIDENCED).pending and finding.scale:
            yield from _pending(finding, finding.scale, assessment)
    days = make_forecast(assessment, by_id.values(), Basis.EVIDENCED, zone).days
    stale = (fall for day in days for fall in day.falls if fall.cause is FallCause.STALE)
    yield from (Duty(by_id[fall.verdict.criterion.id], fall.points, fall.due) for fall in stale)


def _pending(finding: Finding, scale: Fraction, assessment: Assessment) -> Iterable[Duty]:
    verdict = finding.verdict
    # what hangs on a broken address is a gap, and nothing to count on
    pending = verdict.standing(Basis.EVIDENCED).pending
    points = pending * scale
    published = {judged.item.period for judged in verdict.items if judged.is_valid}
    coming = [own for own in verdict.periods if own.is_pending and own.period.label not in published]
    for day in sorted({own.due for own in coming}):
        labels = tuple(own.period.label for own in coming if own.due == day)
        yield Duty(finding, points * len(labels) / len(coming), day, labels)
    if need := _needed(verdict, pending):
        have = verdict.counted.openable
        # what is claimed to be done lacks its proof alone, until the evaluation
        yield Duty(finding, points, finding.due or assessment.last_day_of_deeds, have=have, need=need)


def _needed(verdict: Verdict, pending: Fraction) -> int:
    """Return where the last of the steps begins that are pending: the lowest come first; 0 where none is."""
    rule = verdict.criterion.rule
    needed, below = 0, ZERO
    for step, known in zip(rule.steps if isinstance(rule, Count) else (), verdict.steps, strict=True):
        if known.is_pending and pending:
            needed, pending = ceil(step.minimum), pending - (step.points - below)
        below = step.points
    return needed


def _overloads(actions: Sequence[PlanAction], today: date, calendar: WorkingDays) -> Iterable[Overload]:
    """Yield for each owner, and for nobody, the day by which most is left over of what has to be done by then."""
    for owner in (*distinct(owner for action in actions for owner in action.owners), ""):
        own = [action for action in actions if fold(owner) in map(fold, action.owners or [""])]
        loads = [
            Overload(
                owner, exact_sum(each.effort_days for each in own if each.by <= by), calendar.between(today, by), by
            )
            for by in sorted({action.by for action in own})
        ]
        worst = max(loads, key=lambda load: load.effort_days - load.working_days, default=None)
        if worst is not None and worst.effort_days > worst.working_days:
            yield worst
