"""Gaps by what closes them: an action that the evidence names, a site that answers again, work of its own."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.definitions import ZERO
from openness_cli.model.evidence import Action, distinct
from openness_cli.scoring.addresses import host_of
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import Finding, first_named
from openness_cli.scoring.needs import Effort, Job, JobKind, Option, effort_of_claim
from openness_cli.scoring.reasons import Reason, ReasonCode


class Closed(NamedTuple):
    """Gaps that are closed together, and the job that does it."""

    job: Job
    gaps: tuple[Finding, ...]


def by_job(gaps: Iterable[Finding]) -> dict[Job, list[Finding]]:
    """Return every job that can do something for a gap, with those gaps, in an order that depends on them alone."""
    jobs: dict[Job, list[Finding]] = {}
    for gap in gaps:
        for job in dict.fromkeys(job for need in gap.needs for option in need.options for job in option.jobs):
            jobs.setdefault(job, []).append(gap)
    return jobs


def closed_together(gaps: Iterable[Finding]) -> tuple[Closed, ...]:
    """Put gaps together that one job closes; those worth most come first.

    Each stands once, for a reader who adds them up: one that needs two jobs stands alone, closed by neither.
    """
    together: dict[Job, list[Finding]] = {}
    for gap in gaps:
        own = Job(JobKind.OWN, gap.verdict.criterion.id)
        together.setdefault(gap.jobs[0] if len(gap.jobs) == 1 else own, []).append(gap)
    closed = [Closed(job, tuple(own)) for job, own in together.items()]
    return tuple(sorted(closed, key=lambda own: -sum(gap.at_stake for gap in own.gaps)))


def effort_of(job: Job, gaps: Iterable[Finding], assessment: Assessment) -> Effort:
    """Return the effort of a job: that of the action, else the most that any of its gaps takes by itself."""
    if job.kind is JobKind.ACTION and (own := assessment.workspace.actions[job.name].effort_days) is not None:
        return Effort(own, is_default=False)
    return max((effort_of_claim(gap.verdict) for gap in gaps), key=lambda effort: (effort.days, not effort.is_default))


def owners_of(job: Job, gaps: Iterable[Finding], assessment: Assessment) -> tuple[str, ...]:
    """Return whose a job is: the action's owner, that of the addresses, else those of its gaps."""
    if job.kind is JobKind.LINKS:
        return distinct(owner for gap in gaps for option in options_of(job, gap) for owner in _owners(option, gap))
    named = assessment.workspace.actions[job.name].owner if job.kind is JobKind.ACTION else ""
    return first_named([named], (owner for gap in gaps for owner in gap.owners))


def _owners(option: Option, gap: Finding) -> tuple[str, ...]:
    """Return whose something is that can be mended: the item's owner, else those of the claim."""
    if option.item and option.item.owner:
        return (option.item.owner,)
    return gap.verdict.evidence.owners if gap.verdict.evidence else ()


def options_of(job: Job, gap: Finding) -> tuple[Option, ...]:
    """Return what a job mends of a gap."""
    return tuple(option for need in gap.needs for option in need.options if job in option.jobs)


def day_of(gap: Finding, assessment: Assessment) -> date | None:
    """Return by when a gap can be closed: where proofs alone lack something, whatever else is to come before."""
    is_short = any(option.item is None for need in gap.needs for option in need.options)
    return gap.due if gap.due is None or is_short or not gap.needs else assessment.workspace.evaluation_date


def mends_claim(job: Job, gap: Finding) -> bool:
    """Tell whether a job does what is asked, beside mending what is entered."""
    return any(option.item is None for option in options_of(job, gap))


def reasons_of(job: Job, gap: Finding) -> tuple[Reason, ...]:
    """Return the reasons of a gap that a job takes away."""
    items = [option.item for option in options_of(job, gap)]
    if job.kind in (JobKind.HOST, JobKind.LINKS):
        dead = (own for own in gap.reasons if own.code is ReasonCode.LINK_DEAD and host_of(own.url) == job.name)
        return tuple(own for own in dead if own.item in items and job.cause in ("", own.facts["cause"]))
    return tuple(own for own in gap.reasons if own.item in items)


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
        job = Job(JobKind.ACTION, name)
        closed = [gap for gap in gaps if name in gap.actions or options_of(job, gap)]
        criteria = tuple(gap.verdict.criterion.id for gap in closed)
        found.append(Worth(action, criteria, sum((gap.at_stake for gap in closed), ZERO)))
    return tuple(found)
