"""Why a criterion has other points in a later report than in an earlier one.

Every cause that is true and bears on the points is told, in the order of ``ChangeCause``, which is that of precedence:
first the rules, then what became of the evidence, then the claim, then time. Where a rule changed, nobody can tell
its part from that of the evidence, so the rule goes first; what became of proofs is then put down to it as well where
it is their demands that changed. The same holds of links, where what makes one broken changed and can have moved them.
Evidence is told only where what it supports differs: a second page beside one that carries the claim already is no
cause. A report of an older program holds no evidence: of it the reasons are compared.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from openness_cli.comparison.causes import Because, ChangeCause, RuleChange, RuleField, link_changes
from openness_cli.comparison.evidence_changes import (
    ItemStanding,
    Passage,
    counted_number,
    passages,
    standing,
    timely_items,
)
from openness_cli.comparison.saved import SavedClaim, SavedCriterion, SavedFacts, SavedReport, Support
from openness_cli.model.periods import days_gone, days_in, year_end
from openness_cli.scoring.items import Fault
from openness_cli.scoring.reasons import ReasonCode
from openness_cli.scoring.rules.count import pace
from openness_cli.scoring.verdicts import Basis, Outcome


class Frame(NamedTuple):
    """Two reports and the basis on which they are compared."""

    before: SavedReport
    after: SavedReport
    basis: Basis


def find_causes(
    frame: Frame, before: SavedCriterion | None, after: SavedCriterion | None, rules: tuple[RuleChange, ...]
) -> tuple[Because, ...]:
    """Return every cause for which a criterion may have other points now; ``rules`` are the changes of its rule."""
    if before is None or after is None:
        return (Because(ChangeCause.CRITERION_ADDED if before is None else ChangeCause.CRITERION_REMOVED),)
    return tuple(_joined(_causes(frame, before, after, rules)))


def _causes(
    frame: Frame, before: SavedCriterion, after: SavedCriterion, changed: tuple[RuleChange, ...]
) -> Iterator[Because]:
    # in which indicator a criterion stands is no matter of its own points
    rules = tuple(change for change in changed if change.field is not RuleField.INDICATOR)
    if rules:
        yield Because(ChangeCause.DEFINITIONS_CHANGED, rules=rules)
    if before.is_scored is not after.is_scored:
        yield Because(ChangeCause.APPLICABILITY_CHANGED, before=before.outcome.value, after=after.outcome.value)
        return
    if before.facts is None or after.facts is None:
        yield from _by_reasons(frame.basis, before, after)
    else:
        moved = passages(before.facts, after.facts, frame.basis)
        yield from _by_policy(frame, moved)
        yield from _by_evidence(frame.basis, before.facts, after.facts, moved, rules)
    yield from _by_time(frame, before, after)


def _by_policy(frame: Frame, moved: Iterable[Passage]) -> Iterator[Because]:
    """Tell what changed of when an address counts as broken or opened, where that can have moved an item."""
    if frame.basis is not Basis.VERIFIED:
        return
    changes = link_changes(frame.before.rules, frame.after.rules)
    bearing = tuple(change for change in changes if any(_bears_on(change, passage) for passage in moved))
    if bearing:
        yield Because(ChangeCause.DEFINITIONS_CHANGED, rules=bearing)


def _bears_on(change: RuleChange, passage: Passage) -> bool:
    """Tell whether a rule of links can alone have moved an item in this way: a lower figure is the stricter one."""
    is_stricter = int(change.after) < int(change.before)
    sides = {passage.before, passage.after}
    if change.field is RuleField.MAX_AGE_DAYS:
        return (
            sides == {ItemStanding.COUNTS, ItemStanding.UNKNOWN}
            and (passage.after is ItemStanding.UNKNOWN) is is_stricter
        )
    dead = ItemStanding.FAILED
    return dead in sides and sides <= _LINKED and (passage.after is dead) is is_stricter


_LINKED = frozenset({ItemStanding.FAILED, ItemStanding.UNKNOWN, ItemStanding.COUNTS})
_OF_PROOF = frozenset(map(RuleField, ("kind", "source", "formats", "fresh-days", "site", "every", "during")))


def _by_evidence(
    basis: Basis, before: SavedFacts, after: SavedFacts, moved: Iterable[Passage], rules: tuple[RuleChange, ...]
) -> Iterator[Because]:
    told_by_cause: dict[ChangeCause, list[Passage]] = {}
    for passage in moved:
        if cause := _cause_of(passage):
            told_by_cause.setdefault(cause, []).append(passage)
    # what is dated later is there, and does not count yet
    was_empty, is_empty = (facts.claim is None and not facts.items for facts in (before, after))
    if was_empty is not is_empty:
        items = before.items if is_empty else after.items
        counting = tuple(item.name for item in items if standing(item, basis) is ItemStanding.COUNTS)
        if counting or not items or basis is Basis.DECLARED:
            yield Because(ChangeCause.NEW_EVIDENCE if was_empty else ChangeCause.EVIDENCE_REMOVED, counting)
        # what was entered and is not known to open is no longer pending as verified
        if not_checked := told_by_cause.get(ChangeCause.NOT_CHECKED):
            yield Because(ChangeCause.NOT_CHECKED, _named(not_checked))
        return
    by_rule = any(change.field in _OF_PROOF for change in rules)
    for cause, told in told_by_cause.items():
        if not (by_rule and cause in (ChangeCause.PROOF_FELL, ChangeCause.PROOF_MENDED)):
            faults = tuple(fault for own in told if cause is ChangeCause.PROOF_FELL for fault in own.item.faults)
            yield Because(cause, _named(told), faults=faults)
    yield from _by_claim(basis, before, after, before.claim or SavedClaim(), after.claim or SavedClaim())


def _named(told: Iterable[Passage]) -> tuple[str, ...]:
    return tuple(name for passage in told for name in passage.named)


_GONE = {
    ItemStanding.ABSENT: ChangeCause.EVIDENCE_REMOVED,
    ItemStanding.LATER: ChangeCause.PROOF_FELL,
    ItemStanding.FAULTY: ChangeCause.PROOF_FELL,
    ItemStanding.FAILED: ChangeCause.LINK_DIED,
    ItemStanding.UNKNOWN: ChangeCause.NOT_CHECKED,
}
_COME = {
    ItemStanding.ABSENT: ChangeCause.NEW_EVIDENCE,
    ItemStanding.LATER: ChangeCause.NEW_EVIDENCE,
    ItemStanding.FAULTY: ChangeCause.PROOF_MENDED,
    ItemStanding.FAILED: ChangeCause.LINK_BACK,
    ItemStanding.UNKNOWN: ChangeCause.CHECKED,
}


def _cause_of(passage: Passage) -> ChangeCause | None:
    """Return what became of an item; None where it makes no difference."""
    if passage.before is passage.after is ItemStanding.COUNTS:
        mended = ChangeCause.PROOF_MENDED if passage.rose else ChangeCause.PROOF_FELL
        return mended if passage.was_changed else None
    if passage.before is ItemStanding.COUNTS:
        return _GONE[passage.after]
    if passage.after is ItemStanding.COUNTS:
        # another date, or a second address beside one that does not open: the same proof, corrected
        is_corrected = (passage.before is ItemStanding.LATER and passage.was_changed) or (
            passage.before is ItemStanding.FAILED and passage.was_added_to
        )
        return ChangeCause.PROOF_MENDED if is_corrected else _COME[passage.before]
    # what is published and not looked at is neither earned nor pending as verified
    return ChangeCause.NOT_CHECKED if passage.after is ItemStanding.UNKNOWN is not passage.before else None


def _by_claim(
    basis: Basis, facts: SavedFacts, later: SavedFacts, before: SavedClaim, after: SavedClaim
) -> Iterator[Because]:
    if before.not_applicable is not after.not_applicable:
        yield Because(ChangeCause.CLAIM_FELL if after.not_applicable else ChangeCause.CLAIM_ROSE)
        return
    if before.level != after.level:
        # by what the levels earn now, or earned before where one of them is gone
        worth = {label: Fraction(points) for label, points in (*facts.rule.earns, *later.rule.earns)}
        rose = worth.get(after.level, Fraction(-1)) > worth.get(before.level, Fraction(-1))
        yield Because(ChangeCause.CLAIM_ROSE if rose else ChangeCause.CLAIM_FELL, (), before.level, after.level)
    if before.number != after.number:
        one, other = _number(facts, before, basis), _number(later, after, basis)
        if one != other:
            cause = ChangeCause.CLAIM_ROSE if one < other else ChangeCause.CLAIM_FELL
            yield Because(cause, (), _text(before.number), _text(after.number))
    if before.of != after.of:
        if before.of is None or after.of is None:
            cause = ChangeCause.CLAIM_ROSE if before.of is None else ChangeCause.CLAIM_FELL
        else:
            cause = ChangeCause.OF_ROSE if after.of > before.of else ChangeCause.OF_FELL
        yield Because(cause, (), _text(before.of), _text(after.of))


def _number(facts: SavedFacts, claim: SavedClaim, basis: Basis) -> int:
    """Return the number that counts: of a count what is shown at most, of a share what is claimed."""
    if facts.rule.support is Support.NUMBER:
        return counted_number(facts, basis)
    return -1 if claim.number is None else claim.number


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


_FAULTS = frozenset(fault.value for fault in Fault) - {Fault.NOT_YET_PUBLISHED.value}


def _by_reasons(basis: Basis, before: SavedCriterion, after: SavedCriterion) -> Iterator[Because]:
    """Compare the reasons of two reports of which one holds no more."""
    if (before.outcome is Outcome.MISSING) is not (after.outcome is Outcome.MISSING):
        yield Because(ChangeCause.NEW_EVIDENCE if before.outcome is Outcome.MISSING else ChangeCause.EVIDENCE_REMOVED)
        return
    if basis is not Basis.DECLARED:
        gone = [reason for reason in before.reasons if reason not in after.reasons]
        come = [reason for reason in after.reasons if reason not in before.reasons]
        for cause, reasons in ((ChangeCause.PROOF_MENDED, gone), (ChangeCause.PROOF_FELL, come)):
            if named := [reason for reason in reasons if reason.code in _FAULTS]:
                faults = tuple(Fault(reason.code) for reason in named if cause is ChangeCause.PROOF_FELL)
                yield Because(cause, tuple(reason.item for reason in named if reason.item), faults=faults)
    if basis is Basis.VERIFIED:
        dead = ReasonCode.LINK_DEAD.value
        was, now = ({r.url: None for r in row.reasons if r.code == dead} for row in (before, after))
        if died := tuple(url for url in now if url not in was):
            yield Because(ChangeCause.LINK_DIED, died)
        if back := tuple(url for url in was if url not in now):
            yield Because(ChangeCause.LINK_BACK, back)
        if before.unknown != after.unknown:
            yield Because(ChangeCause.NOT_CHECKED if before.unknown < after.unknown else ChangeCause.CHECKED)


def _by_time(frame: Frame, before: SavedCriterion, after: SavedCriterion) -> Iterator[Because]:
    """Tell what could still be won on course before, and cannot any more because days have passed."""
    if before.facts and after.facts and before.facts.periods and after.facts.periods:
        yield from _lapsed(frame, before.facts, after.facts)
        return
    basis = frame.basis
    if not (basis in before.points.on_course and basis in after.points.on_course):
        return
    was, now = (row.points.on_course[basis] - row.points.earned[basis] for row in (before, after))
    fell = after.points.on_course[basis] < before.points.on_course[basis]
    if not (fell and now < was and frame.after.last_day > frame.before.last_day):
        return
    year_ends = year_end(frame.after.year)
    is_periodic = after.facts is not None and after.facts.rule.support is Support.PERIOD
    if frame.before.last_day <= year_ends < frame.after.last_day and not is_periodic and after.facts:
        yield Because(ChangeCause.YEAR_ENDED)
    elif frame.after.last_day >= frame.after.evaluation:
        yield Because(ChangeCause.ASSESSMENT_OVER)
    elif _more_is_asked(frame, before.facts, after.facts):
        yield Because(ChangeCause.FELL_DUE)


def _more_is_asked(frame: Frame, before: SavedFacts | None, after: SavedFacts | None) -> bool:
    """Tell whether the days alone ask for more of a count than is there now; taken as so where it is not known."""
    if after is None or (before is None and after.rule.support is not Support.NUMBER):
        return True
    if after.rule.support is not Support.NUMBER:
        return False  # of another kind before: it is the rule that changed
    there, year = counted_number(after, frame.basis), frame.after.year
    was, now = (days_gone(report.last_day, year) for report in (frame.before, frame.after))
    minima, days = [Fraction(minimum) for minimum, _points in after.rule.earns], days_in(year)
    return any(pace(least, was, days) <= there < pace(least, now, days) for least in minima)


def _lapsed(frame: Frame, before: SavedFacts, after: SavedFacts) -> Iterator[Because]:
    """Tell which periods were to come before and are not won now: not published, or with a proof that does not hold."""
    was = {period.label: period for period in before.periods if period.is_pending}
    lapsed = []
    for period in (own for own in after.periods if own.label in was and not own.is_pending):
        stood = [(item, standing(item, frame.basis)) for item in timely_items(after, period)]
        if not stood:
            lapsed.append(was[period.label])
        elif all(own is not ItemStanding.COUNTS for _item, own in stood):
            yield from (Because(_GONE[own], (item.name,), faults=tuple(item.faults)) for item, own in stood)
    day = frame.after.last_day
    if due := {period.label: period.due for period in lapsed if period.due < day}:
        yield Because(ChangeCause.FELL_DUE, tuple(due), due=min(due.values()))
    if over := tuple(period.label for period in lapsed if period.due >= day >= frame.after.evaluation):
        yield Because(ChangeCause.ASSESSMENT_OVER, over)


def _joined(found: Iterable[Because]) -> Iterator[Because]:
    """Put causes of one kind and of the same figures into one, in the order of precedence; names and faults once."""
    by_cause: dict[tuple[ChangeCause, str, str], list[Because]] = {}
    for because in found:
        by_cause.setdefault((because.cause, because.before, because.after), []).append(because)
    for key in sorted(by_cause, key=lambda key: list(ChangeCause).index(key[0])):
        group = by_cause[key]
        names = tuple(dict.fromkeys(name for because in group for name in because.named))
        faults = sorted({fault for because in group for fault in because.faults}, key=lambda fault: fault.value)
        rules = tuple(rule for because in group for rule in because.rules)
        yield group[0]._replace(named=names, faults=tuple(faults), rules=rules)
