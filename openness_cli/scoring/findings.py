"""What to do, ranked by what it is worth; why, whose it is, and how much work."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.availability import Address, AddressState, state_of
from openness_cli.model.definitions import ZERO, Needs
from openness_cli.model.evidence import Item, Place, distinct
from openness_cli.scoring.addresses import host_of
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.dues import next_due
from openness_cli.scoring.items import Fault, JudgedItem, Opening, absence_of, has_file, last_refreshed
from openness_cli.scoring.kinds import shortfalls, traits_of
from openness_cli.scoring.needs import Job, JobKind, Need, cheapest, effort_together, needs_of, open_sites
from openness_cli.scoring.portions import PeriodState
from openness_cli.scoring.reasons import Fact, Reason, ReasonCode, ReasonSort
from openness_cli.scoring.rules.count import LAST_MONTH
from openness_cli.scoring.verdicts import Applicability, Basis, Outcome, Verdict


class Finding(NamedTuple):
    """A verdict with all that a reader is told of it.

    ``at_stake`` is scaled. ``needs`` are all to be met to close the gap; ``jobs`` meet them, of several that would do
    those of least effort for this gap alone, and ``actions`` are the ones of these that the body names; where nothing
    is to be mended, that of the claim. ``effort_is_default`` tells an estimate of the definitions from the body's own.
    ``due`` is the next day that can still be met for what is pending or open on the basis of the report.
    """

    verdict: Verdict
    scale: Fraction | None
    at_stake: Fraction
    is_gap: bool
    reasons: tuple[Reason, ...]
    owners: tuple[str, ...]
    needs: tuple[Need, ...]
    jobs: tuple[Job, ...]
    actions: tuple[str, ...]
    effort_days: Fraction
    effort_is_default: bool
    due: date | None

    @property
    def owner(self) -> str:
        """Everybody who is named as responsible."""
        return ", ".join(self.owners)


def find(assessment: Assessment, basis: Basis = Basis.EVIDENCED) -> tuple[Finding, ...]:
    """Return a finding for every criterion, in the order of the index; ``basis`` is that of its due date."""
    alive = open_sites(assessment)
    return tuple(_find_one(verdict, assessment, basis, alive) for verdict in assessment.verdicts)


def find_gaps(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the gaps, those worth most first; equals keep the order of the index."""
    return tuple(sorted((f for f in findings if f.is_gap), key=lambda finding: -finding.at_stake))


def _find_one(verdict: Verdict, assessment: Assessment, basis: Basis, alive: frozenset[str]) -> Finding:
    evidence = verdict.evidence
    scale = assessment.scales[verdict.indicator.id]
    at_stake = ZERO if assessment.over else (verdict.evidenced.open + verdict.failed) * (scale or ZERO)
    unpublished = any(p.claimed is PeriodState.MISSING and not p.is_pending for p in verdict.periods)
    reasons = find_reasons(verdict, assessment)
    needs = needs_of(verdict, assessment, alive)
    jobs = cheapest(needs, verdict, assessment)
    named = [job.name for job in jobs if job.kind is JobKind.ACTION]
    actions = named if jobs or not evidence else [evidence.action] * bool(evidence.action)
    effort = effort_together(jobs, verdict, assessment)
    owners = (assessment.workspace.actions[action].owner for action in actions)
    return Finding(
        verdict=verdict,
        scale=scale,
        at_stake=at_stake,
        is_gap=bool(at_stake) or (unpublished and not assessment.over),
        reasons=reasons,
        owners=first_named(_owners(verdict, reasons), owners),
        needs=needs,
        jobs=jobs,
        actions=tuple(actions),
        effort_days=effort.days,
        effort_is_default=effort.is_default,
        due=next_due(verdict, assessment, basis),
    )


def first_named(*sources: Iterable[str]) -> tuple[str, ...]:
    """Return the owners that the first of several sources names which names any; each owner once."""
    return next((named for named in map(distinct, sources) if named), ())


def _owners(verdict: Verdict, reasons: Iterable[Reason]) -> Iterator[str]:
    """Yield who owns what is to be mended: of each item and number its own owner, else those of the claim."""
    claimed = verdict.evidence.owners if verdict.evidence else ()
    for reason in [own for own in reasons if own.code.sort is not ReasonSort.QUIET] or [Reason(ReasonCode.PENDING)]:
        item = reason.item
        if "owner" in reason.facts:
            yield str(reason.facts["owner"])
        else:
            yield from (item.owner,) if item and item.owner else claimed


def find_reasons(verdict: Verdict, assessment: Assessment) -> tuple[Reason, ...]:
    """Return every reason of a verdict: first what is short, then what is wrong with items, then addresses."""
    if not verdict.applicability.is_scored:
        other_kind = verdict.applicability is Applicability.OTHER_KIND and verdict.has_evidence
        return (Reason(ReasonCode.NOT_ASKED, place=_place(verdict)),) if other_kind else ()
    short = () if verdict.outcome(Basis.EVIDENCED) is Outcome.MET else tuple(_shortfalls(verdict, assessment))
    return (*short, *_item_reasons(verdict), *_address_reasons(verdict, assessment))


def _place(verdict: Verdict) -> Place | None:
    return verdict.evidence.place if verdict.evidence else None


def _shortfalls(verdict: Verdict, assessment: Assessment) -> Iterator[Reason]:
    left = _days_left(verdict, assessment)
    for reason in _what_is_short(verdict):
        is_of_number = reason.code in (ReasonCode.NO_EVIDENCE, ReasonCode.COUNT_LOW)
        yield (
            reason._replace(facts={**reason.facts, "days_left": left}) if left is not None and is_of_number else reason
        )


def _days_left(verdict: Verdict, assessment: Assessment) -> int | None:
    """Return how many days of the year are left where nothing at all was done of a number; None before December."""
    day, last = assessment.day, assessment.last_day_of_deeds
    is_late = date(assessment.workspace.year, *LAST_MONTH) <= day <= last
    is_idle = bool(verdict.steps) and not verdict.counted.declared and bool(verdict.evidenced.open)
    return (last - day).days if is_late and is_idle else None


def _what_is_short(verdict: Verdict) -> Iterator[Reason]:
    evidence = verdict.evidence if verdict.has_evidence else None
    if verdict.applicability is Applicability.UNPROVED:
        yield Reason(ReasonCode.NOT_APPLICABLE_UNPROVED, place=_place(verdict))
        return
    if evidence is None:
        if verdict.outcome(Basis.EVIDENCED) is Outcome.MISSING:
            yield Reason(ReasonCode.NO_EVIDENCE)
    elif not verdict.items and verdict.declared.earned:
        yield Reason(ReasonCode.NO_ITEMS, place=evidence.place)
    for reason in shortfalls(verdict, evidence):
        yield reason if reason.place else reason._replace(place=_place(verdict))


def _item_reasons(verdict: Verdict) -> Iterator[Reason]:
    needs = verdict.criterion.needs
    # an old state of a page that was refreshed since is no reason for anything
    has_fresh = traits_of(verdict.criterion.rule).is_carried_by_one and any(judged.is_valid for judged in verdict.items)
    late = {p.period.label: p.due for p in verdict.periods if p.claimed is PeriodState.LATE}
    for judged in verdict.items:
        item = judged.item
        for fault in judged.faults:
            if fault is Fault.STALE and has_fresh:
                continue
            yield _about(item, ReasonCode(fault.value), _fault_facts(fault, judged, needs.formats, needs.fresh_days))
        fault = absence_of(item)
        if item.file and not item.file_exists and fault not in judged.faults:
            yield _about(item, ReasonCode(fault.value), _fault_facts(fault, judged, (), None))
        if item.period in late and judged.exists and item.published is not None:
            facts: dict[str, Fact] = {"period": item.period, "due": late[item.period], "published": item.published}
            yield _about(item, ReasonCode.PERIOD_LATE, facts)


def _fault_facts(fault: Fault, judged: JudgedItem, formats: tuple[str, ...], fresh: int | None) -> dict[str, Fact]:
    item = judged.item
    published = item.published or date.min
    match fault:
        case Fault.FILE_MISSING:
            return {"file": item.file, **({"near": item.near_file} if item.near_file else {})}
        case Fault.FILE_EMPTY:
            return {"file": item.file}
        case Fault.WRONG_FORMAT:
            return {"formats": formats}
        case Fault.STALE:
            return {"updated": last_refreshed(item, date.max), "days": fresh or 0}
        case Fault.NOT_YET_PUBLISHED:
            return {"published": published}
        case Fault.OUT_OF_PERIOD:
            return {"published": published, "period": item.period} if item.period else {"held": item.held or published}
        case Fault.OTHER_YEAR:
            return {"period": item.period}
        case Fault.OTHER_SITE | Fault.UNDATED | Fault.WITHOUT_SOURCE | Fault.REPEATED:
            return {"site": host_of(item.elsewhere[0])} if fault is Fault.OTHER_SITE else {}


def _about(item: Item, code: ReasonCode, facts: dict[str, Fact], url: str = "") -> Reason:
    return Reason(code, facts, item, url or next(iter(item.urls), ""), item.place)


def _code_of(judged: JudgedItem, state: AddressState, needs: Needs) -> ReasonCode | None:
    """Return what there is to say of an address of a valid item, by its state."""
    if judged.opening is Opening.FAILED:
        return ReasonCode.LINK_DEAD
    if state is AddressState.BROKEN and has_file(judged.item, needs):
        return ReasonCode.LINK_SPARE
    return ReasonCode.LINK_UNSTABLE if state is AddressState.UNSTABLE else None


def _state_facts(address: Address) -> dict[str, Fact]:
    facts: dict[str, Fact] = {"cause": address.cause, "status": address.status or 0}
    if address.unsteady:
        facts |= {"failed_days": address.unsteady.failed, "days": address.unsteady.checked}
    return facts


def _address_reasons(verdict: Verdict, assessment: Assessment) -> Iterator[Reason]:
    needs = verdict.criterion.needs
    for judged in verdict.items:
        for url in judged.urls if judged.is_valid else ():
            address = state_of(assessment.states, url, judged.item.contains)
            code = _code_of(judged, address.state, needs)
            if code is not None:
                yield _about(judged.item, code, _state_facts(address), url)
    unknown = [judged for judged in verdict.items if judged.is_valid and judged.opening is Opening.UNKNOWN]
    if verdict.verified.unknown and unknown:
        asked = [(url, judged.item.contains) for judged in unknown for url in judged.urls]
        count = sum(state_of(assessment.states, *own).state is not AddressState.BROKEN for own in asked)
        yield _about(unknown[0].item, ReasonCode.LINK_UNKNOWN, {"addresses": count}, asked[0][0])
