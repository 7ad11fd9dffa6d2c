"""What closes one gap or several: an action that the evidence names, a site that answers again, work of its own."""

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.definitions import ZERO
from openness_cli.model.evidence import Action
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import Effort, Finding, effort_of_claim, first_named


class JobKind(Enum):
    """What closes a gap."""

    ACTION = "action"
    HOST = "host"
    OWN = "own"


class Job(NamedTuple):
    """One piece of work; ``name`` is the action's id, the site, or the criterion."""

    kind: JobKind
    name: str


class Closed(NamedTuple):
    """Gaps that are closed together, and the job that does it."""

    job: Job
    gaps: tuple[Finding, ...]


def jobs_of(gap: Finding) -> tuple[Job, ...]:
    """Return the jobs that a gap needs, all of them."""
    if gap.actions:
        named = tuple(Job(JobKind.ACTION, action) for action in gap.actions)
        return (*named, _own(gap)) if gap.has_own_work else named
    if gap.dead_host:
        return (Job(JobKind.HOST, gap.dead_host),)
    return (_own(gap),)


def _own(gap: Finding) -> Job:
    return Job(JobKind.OWN, gap.verdict.criterion.id)


def by_job(gaps: Iterable[Finding]) -> dict[Job, list[Finding]]:
    """Return every job with the gaps that need it, in an order that depends on the gaps alone.

    A gap that needs two jobs stands with both: neither is spared where the other is done.
    """
    jobs: dict[Job, list[Finding]] = {}
    for gap in gaps:
        for job in jobs_of(gap):
            jobs.setdefault(job, []).append(gap)
    return jobs


def closed_together(gaps: Iterable[Finding]) -> tuple[Closed, ...]:
    """Put gaps together that one job closes; those worth most come first.

    Each stands once, for a reader who adds them up: one that needs two jobs stands alone, closed by neither.
    """
    together: dict[Job, list[Finding]] = {}
    for gap in gaps:
        needed = jobs_of(gap)
        together.setdefault(needed[0] if len(needed) == 1 else _own(gap), []).append(gap)
    closed = [Closed(job, tuple(own)) for job, own in together.items()]
    return tuple(sorted(closed, key=lambda own: -sum(gap.at_stake for gap in own.gaps)))


def effort_of(job: Job, gaps: Iterable[Finding], assessment: Assessment) -> Effort:
    """Return the effort of a job: that of the action, else the most that any of its gaps takes by itself."""
    if job.kind is JobKind.ACTION and (own := assessment.workspace.actions[job.name].effort_days) is not None:
        return Effort(own, is_default=False)
    return max((effort_of_claim(gap.verdict) for gap in gaps), key=lambda effort: (effort.days, not effort.is_default))


def owners_of(job: Job, gaps: Iterable[Finding], assessment: Assessment) -> tuple[str, ...]:
    """Return whose a job is: the action's owner, else those of its gaps."""
    named = assessment.workspace.actions[job.name].owner if job.kind is JobKind.ACTION else ""
    return first_named([named], (owner for gap in gaps for owner in gap.owners))


class Worth(NamedTuple):
    """An action, the criteria whose gaps it closes, and the points at stake there, scaled."""

    action: Action
    criteria: tuple[str, ...]
    points: Fraction


def worth_of_actions(assessment: Assessment, findings: Iterable[Finding]) -> tuple[Worth, ...]:
    """Return every action of the workspace with the gaps that name it, in the order of their ids."""
    gaps = [finding for finding in findings if finding.is_gap]
    found = []
    for name, action in sorted(assessment.workspace.actions.items()):
        closed = [gap for gap in gaps if name in gap.actions]
        criteria = tuple(gap.verdict.criterion.id for gap in closed)
        found.append(Worth(action, criteria, sum((gap.at_stake for gap in closed), ZERO)))
    return tuple(found)
