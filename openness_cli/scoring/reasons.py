"""Why a criterion has the points it has: stable codes, each with the item, address and place it is about."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NamedTuple, assert_never

from openness_cli.model.availability import AddressState, state_of
from openness_cli.model.definitions import Checklist, Count, Levels, Periods, Share
from openness_cli.model.evidence import Evidence, Item, Place
from openness_cli.scoring.assessment import Applicability, Assessment, Basis, Outcome, Verdict
from openness_cli.scoring.items import Fault, JudgedItem, Opening
from openness_cli.scoring.portions import PeriodState


class ReasonCode(Enum):
    """The words that scripts may depend on."""

    NO_EVIDENCE = "no-evidence"
    NO_ITEMS = "no-items"
    LEVEL_MISSING = "level-missing"
    LEVEL_PARTIAL = "level-partial"
    COUNT_LOW = "count-low"
    COUNT_MISSING = "count-missing"
    OF_MISSING = "of-missing"
    SHARE_LOW = "share-low"
    PART_MISSING = "part-missing"
    PERIOD_MISSING = "period-missing"
    PERIOD_LATE = "period-late"
    PENDING = "pending"
    UNDATED = "undated"
    NOT_YET_PUBLISHED = "not-yet-published"
    ITEM_WITHOUT_SOURCE = "item-without-source"
    FILE_MISSING = "file-missing"
    WRONG_FORMAT = "wrong-format"
    STALE = "stale"
    OUT_OF_PERIOD = "out-of-period"
    OTHER_YEAR = "other-year"
    REPEATED = "repeated"
    NOT_APPLICABLE_UNPROVED = "not-applicable-unproved"
    NOT_ASKED = "not-asked"
    LINK_DEAD = "link-dead"
    LINK_UNSTABLE = "link-unstable"
    LINK_UNKNOWN = "link-unknown"


Fact = str | int | Fraction | date | tuple[str, ...]


class Reason(NamedTuple):
    """One reason; ``facts`` are the figures and labels that its sentence needs."""

    code: ReasonCode
    facts: dict[str, Fact] = {}  # noqa: RUF012  (never written to)
    item: Item | None = None
    url: str = ""
    place: Place | None = None


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
    for reason in _rule_reasons(verdict, evidence):
        yield reason._replace(place=_place(verdict))


def _rule_reasons(verdict: Verdict, evidence: Evidence | None) -> Iterator[Reason]:
    rule = verdict.criterion.rule
    match rule:
        case Levels():
            if evidence and not evidence.level:
                yield Reason(ReasonCode.LEVEL_MISSING, {"levels": tuple(level.label for level in rule.levels)})
            elif evidence and rule.points_of(evidence.level) < rule.possible:
                yield Reason(ReasonCode.LEVEL_PARTIAL, {"level": evidence.level})
        case Share():
            yield from _share_reasons(rule, evidence)
        case Count():
            yield from _count_reasons(verdict)
        case Checklist():
            named = {judged.item.part for judged in verdict.items if judged.exists}
            labels = tuple(part.label for part in rule.parts if part.label not in named)
            if evidence and labels:
                yield Reason(ReasonCode.PART_MISSING, {"parts": labels})
        case Periods():
            yield from _period_reasons(verdict)
        case _:
            assert_never(rule)


def _share_reasons(rule: Share, evidence: Evidence | None) -> Iterator[Reason]:
    if evidence is None:
        return
    if evidence.number is None:
        yield Reason(ReasonCode.COUNT_MISSING)
    if evidence.of is None:
        yield Reason(ReasonCode.OF_MISSING)
    if evidence.number is not None and evidence.of:
        share = Fraction(evidence.number, evidence.of)
        above = [step for step in rule.steps if step.minimum > share]
        if above:
            facts: dict[str, Fact] = {"count": evidence.number, "of": evidence.of, "need": above[0].minimum}
            yield Reason(ReasonCode.SHARE_LOW, facts)


def _count_reasons(verdict: Verdict) -> Iterator[Reason]:
    have, claimed = verdict.counted.evidenced, verdict.counted.declared
    to_come = [step.minimum for step in verdict.steps if step.is_pending]
    short = [step.minimum for step in verdict.steps if not (step.is_pending or step.is_reached)]
    if to_come:
        yield Reason(ReasonCode.PENDING, {"count": have, "need": to_come[-1]})
    if short and verdict.has_evidence:
        yield Reason(ReasonCode.COUNT_LOW, {"count": have, "claimed": claimed, "need": short[0]})


def _period_reasons(verdict: Verdict) -> Iterator[Reason]:
    missing = [p for p in verdict.periods if p.claimed is PeriodState.MISSING]
    overdue = tuple(p.period.label for p in missing if not p.is_pending)
    if overdue:
        yield Reason(ReasonCode.PERIOD_MISSING, {"periods": overdue})
    coming = [p for p in missing if p.is_pending]
    if coming:
        labels = tuple(p.period.label for p in coming)
        yield Reason(ReasonCode.PENDING, {"periods": labels, "due": coming[0].due})


_FAULT_CODES = {
    Fault.UNDATED: ReasonCode.UNDATED,
    Fault.NOT_YET_PUBLISHED: ReasonCode.NOT_YET_PUBLISHED,
    Fault.WITHOUT_SOURCE: ReasonCode.ITEM_WITHOUT_SOURCE,
    Fault.FILE_MISSING: ReasonCode.FILE_MISSING,
    Fault.WRONG_FORMAT: ReasonCode.WRONG_FORMAT,
    Fault.STALE: ReasonCode.STALE,
    Fault.OUT_OF_PERIOD: ReasonCode.OUT_OF_PERIOD,
    Fault.OTHER_YEAR: ReasonCode.OTHER_YEAR,
    Fault.REPEATED: ReasonCode.REPEATED,
}


def _item_reasons(verdict: Verdict) -> Iterator[Reason]:
    needs = verdict.criterion.needs
    # an old state of a page that was refreshed since is no reason for anything
    carried_by_one = isinstance(verdict.criterion.rule, Levels | Share)
    has_fresh = carried_by_one and any(judged.is_valid for judged in verdict.items)
    late = {p.period.label: p.due for p in verdict.periods if p.claimed is PeriodState.LATE}
    for judged in verdict.items:
        item = judged.item
        for fault in judged.faults:
            if fault is Fault.STALE and has_fresh:
                continue
            yield _about(item, _FAULT_CODES[fault], _fault_facts(fault, judged, needs.formats, needs.fresh_days))
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
            return {"updated": max(item.updated or published, published), "days": fresh or 0}
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
