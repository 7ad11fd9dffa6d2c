"""Why a criterion has the points it has: what is short, what is wrong with items, what of addresses."""

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from openness_cli.model.availability import AddressState, state_of
from openness_cli.model.evidence import Item, Place
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.items import Fault, JudgedItem, Opening, last_refreshed
from openness_cli.scoring.kinds import shortfalls, traits_of
from openness_cli.scoring.portions import PeriodState
from openness_cli.scoring.reasons import Fact, Reason, ReasonCode
from openness_cli.scoring.verdicts import Applicability, Basis, Outcome, Verdict


def find_reasons(verdict: Verdict, assessment: Assessment) -> tuple[Reason, ...]:
    """Return every reason of a verdict: first what is short, then what is wrong with items, then addresses."""
    if not verdict.applicability.is_scored:
        other_kind = verdict.applicability is Applicability.OTHER_KIND and verdict.has_evidence
        return (Reason(ReasonCode.NOT_ASKED, place=_place(verdict)),) if other_kind else ()
    short = () if verdict.outcome(Basis.EVIDENCED) is Outcome.MET else tuple(_shortfalls(verdict))
    return (*short, *_item_reasons(verdict), *_address_reasons(verdict, assessment))


def _place(verdict: Verdict) -> Place | None:
    return verdict.evidence.place if verdict.evidence else None


def _shortfalls(verdict: Verdict) -> Iterator[Reason]:
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
        yield reason._replace(place=_place(verdict))


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
        if item.file and not item.file_exists and Fault.FILE_MISSING not in judged.faults:
            yield _about(item, ReasonCode.FILE_MISSING, {"file": item.file})
        if item.period in late and judged.exists and item.published is not None:
            facts: dict[str, Fact] = {"period": item.period, "due": late[item.period], "published": item.published}
            yield _about(item, ReasonCode.PERIOD_LATE, facts)


def _fault_facts(fault: Fault, judged: JudgedItem, formats: tuple[str, ...], fresh: int | None) -> dict[str, Fact]:
    item = judged.item
    published = item.published or date.min
    match fault:
        case Fault.FILE_MISSING:
            return {"file": item.file}
        case Fault.WRONG_FORMAT:
            return {"formats": formats}
        case Fault.STALE:
            return {"updated": last_refreshed(item, date.max), "days": fresh or 0}
        case Fault.NOT_YET_PUBLISHED:
            return {"published": published}
        case Fault.OUT_OF_PERIOD:
            return {"published": published, "period": item.period}
        case Fault.OTHER_YEAR:
            return {"period": item.period}
        case Fault.UNDATED | Fault.WITHOUT_SOURCE | Fault.REPEATED:
            return {}
        case _:
            assert_never(fault)


def _about(item: Item, code: ReasonCode, facts: dict[str, Fact]) -> Reason:
    return Reason(code, facts, item, item.urls[0] if item.urls else "", item.place)


def _address_reasons(verdict: Verdict, assessment: Assessment) -> Iterator[Reason]:
    unknown = [judged for judged in verdict.items if judged.is_valid and judged.opening is Opening.UNKNOWN]
    for judged in verdict.items:
        for url in judged.urls if judged.is_valid else ():
            address = state_of(assessment.states, url)
            facts: dict[str, Fact] = {"cause": address.cause, "status": address.status or 0}
            if judged.opening is Opening.FAILED:
                yield Reason(ReasonCode.LINK_DEAD, facts, judged.item, url, judged.item.place)
            elif address.state is AddressState.UNSTABLE:
                yield Reason(ReasonCode.LINK_UNSTABLE, facts, judged.item, url, judged.item.place)
    if verdict.verified.unknown and unknown:
        first = unknown[0]
        urls = [url for judged in unknown for url in judged.urls]
        yield Reason(
            ReasonCode.LINK_UNKNOWN,
            {"addresses": sum(state_of(assessment.states, url).state is not AddressState.BROKEN for url in urls)},
            first.item,
            first.urls[0] if first.urls else "",
            first.item.place,
        )
