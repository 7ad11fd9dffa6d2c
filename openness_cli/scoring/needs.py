"""What closes a gap: for each thing that it lacks the pieces of work of which any one mends it."""

from collections.abc import Iterable, Iterator
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.availability import AddressState, state_of
from openness_cli.model.definitions import ZERO
from openness_cli.model.evidence import Item, fold
from openness_cli.scoring.addresses import host_of
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.items import JudgedItem, Lack, Opening
from openness_cli.scoring.kinds import find_lacks
from openness_cli.scoring.verdicts import Verdict


class JobKind(Enum):
    """What closes a gap, or a part of one: an action, a dead site, addresses of a live one, work of its own."""

    ACTION = "action"
    HOST = "host"
    LINKS = "links"
    OWN = "own"


class Job(NamedTuple):
    """One piece of work; ``name`` is the action's id, the site, or the criterion.

    Addresses of a site that is not dead are mended by cause and owner: each owner has a piece of work of his own.
    ``owner`` is his name as it is compared, not as it is shown.
    """

    kind: JobKind
    name: str
    cause: str = ""
    owner: str = ""


class Option(NamedTuple):
    """Something that can be mended, by any one of ``jobs``, and how many it then shows; no item: the claim itself."""

    number: int
    jobs: tuple[Job, ...]
    item: Item | None = None


class Need(NamedTuple):
    """Of ``options`` as many as show ``least`` together."""

    least: int
    options: tuple[Option, ...]

    def is_met(self, done: Iterable[Job]) -> bool:
        """Tell whether so many jobs are enough."""
        done = frozenset(done)
        return sum(option.number for option in self.options if not done.isdisjoint(option.jobs)) >= self.least


class Effort(NamedTuple):
    """Working days, and whether they are an estimate of the definitions."""

    days: Fraction
    is_default: bool


def effort_of_claim(verdict: Verdict) -> Effort:
    """Return the effort of a gap by itself: what the evidence estimates, else the definitions."""
    own = verdict.evidence.effort_days if verdict.evidence else None
    return Effort(verdict.criterion.effort_days, is_default=True) if own is None else Effort(own, is_default=False)


def open_sites(assessment: Assessment) -> frozenset[str]:
    """Return the sites of which something opened when it was last checked; none where nothing is broken."""
    states = assessment.states
    if not any(address.state is AddressState.BROKEN for address in states.values()):
        return frozenset()
    return frozenset(host_of(url) for url, address in states.items() if address.state is AddressState.OK)


def needs_of(verdict: Verdict, assessment: Assessment, alive: frozenset[str]) -> tuple[Need, ...]:
    """Return all that has to be met to close a gap; ``alive`` are the sites of which something opens."""
    return tuple(_need(lack, verdict, assessment, alive) for lack in find_lacks(verdict, assessment.day))


def _need(lack: Lack, verdict: Verdict, assessment: Assessment, alive: frozenset[str]) -> Need:
    if not lack.items:
        action = verdict.evidence.action if verdict.evidence else ""
        return Need(1, (Option(1, (_work(action, verdict),)),))
    options = [
        Option(number, tuple(dict.fromkeys(_jobs(judged, verdict, assessment, alive))), judged.item)
        for number, judged in lack.items
    ]
    return Need(lack.least, tuple(options))


def _work(action: str, verdict: Verdict) -> Job:
    return Job(JobKind.ACTION, action) if action else Job(JobKind.OWN, verdict.criterion.id)


def _jobs(judged: JudgedItem, verdict: Verdict, assessment: Assessment, alive: frozenset[str]) -> Iterator[Job]:
    """Yield what mends an item: the action that it names, else that of its criterion, else its addresses, else work."""
    evidence = verdict.evidence
    action = judged.item.action or (evidence.action if evidence else "")
    if action or not (judged.is_valid and judged.opening is Opening.FAILED):
        yield _work(action, verdict)
        return
    owner = judged.item.owner or ", ".join(evidence.owners if evidence else ())
    for url in judged.urls:
        host = host_of(url)
        if host in alive:
            known = state_of(assessment.states, url, judged.item.contains)
            yield Job(JobKind.LINKS, host, known.cause, fold(owner))
        else:
            yield Job(JobKind.HOST, host)


def cheapest(needs: Iterable[Need], verdict: Verdict, assessment: Assessment) -> tuple[Job, ...]:
    """Return jobs that close a gap by itself, of several that would do the one of least effort."""
    chosen: dict[Job, None] = {}
    for need in needs:
        jobs = dict.fromkeys(job for option in need.options for job in option.jobs)
        for job in sorted(jobs, key=lambda job: (job not in chosen, days_of(job, verdict, assessment))):
            if need.is_met(chosen):
                break
            chosen[job] = None
    return tuple(sorted(without_spare(chosen, needs), key=lambda job: (list(JobKind).index(job.kind), job)))


def without_spare(jobs: Iterable[Job], needs: Iterable[Need]) -> list[Job]:
    """Return those of some jobs that meet the needs and of which none can be spared."""
    kept = list(jobs)
    for job in reversed(tuple(kept)):
        rest = [own for own in kept if own is not job]
        if all(need.is_met(rest) for need in needs):
            kept = rest
    return kept


def days_of(job: Job, verdict: Verdict, assessment: Assessment) -> Fraction:
    """Return the effort of a job for one gap: that of the action, else the gap's own."""
    own = assessment.workspace.actions[job.name].effort_days if job.kind is JobKind.ACTION else None
    return effort_of_claim(verdict).days if own is None else own


def effort_together(jobs: Iterable[Job], verdict: Verdict, assessment: Assessment) -> Effort:
    """Return the effort of a gap with its jobs: what the evidence estimates, else all of them together."""
    own = effort_of_claim(verdict)
    actions = [assessment.workspace.actions[job.name] for job in jobs if job.kind is JobKind.ACTION]
    if not (own.is_default and actions):
        return own
    has_own = any(job.kind is not JobKind.ACTION for job in jobs)
    efforts = [action.effort_days for action in actions]
    days = sum((own.days if effort is None else effort for effort in efforts), own.days if has_own else ZERO)
    return Effort(days, is_default=has_own or all(effort is None for effort in efforts))
