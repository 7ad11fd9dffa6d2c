"""Levels, shares and checklists: the points of what is claimed or of each part, carried by any one item."""

from collections.abc import Iterator
from fractions import Fraction

from openness_cli.model.definitions import ZERO, Checklist, Levels, Share
from openness_cli.model.evidence import Evidence
from openness_cli.scoring.items import Blocker, JudgedItem, Moment, of_carriers
from openness_cli.scoring.portions import NOWHERE, Cut, Portion, seen
from openness_cli.scoring.reasons import Reason, ReasonCode
from openness_cli.scoring.verdicts import Verdict


def cut_level(rule: Levels, evidence: Evidence | None, items: tuple[JudgedItem, ...]) -> Cut:
    """Cut the level claimed, and the rest up to the highest."""
    claimed = rule.points_of(evidence.level) if evidence and evidence.level else ZERO
    return _claimed_and_rest(claimed, rule.possible, items, rest_is_lost=False)


def level_shortfalls(rule: Levels, evidence: Evidence | None) -> Iterator[Reason]:
    """Tell what the claim is short of."""
    if evidence and not evidence.level:
        yield Reason(ReasonCode.LEVEL_MISSING, {"levels": tuple(level.label for level in rule.levels)})
    elif evidence and rule.points_of(evidence.level) < rule.possible:
        yield Reason(ReasonCode.LEVEL_PARTIAL, {"level": evidence.level})


def is_incomplete(evidence: Evidence | None) -> bool:
    """Tell whether a claim lacks one of its numbers: it can be completed until the evaluation."""
    return evidence is not None and (evidence.number is None or evidence.of is None)


def cut_share(rule: Share, evidence: Evidence | None, items: tuple[JudgedItem, ...], moment: Moment) -> Cut:
    """Cut what the share claimed earns, and the rest up to the highest."""
    count, of = (evidence.number, evidence.of) if evidence else (None, None)
    claimed = rule.points_of(Fraction(count, of)) if count is not None and of else ZERO
    lost = moment.deeds_are_closed and not is_incomplete(evidence)
    return _claimed_and_rest(claimed, rule.possible, items, rest_is_lost=lost)


def share_shortfalls(rule: Share, evidence: Evidence | None) -> Iterator[Reason]:
    """Tell what the claim is short of."""
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
            need = above[0].minimum
            yield Reason(ReasonCode.SHARE_LOW, {"count": evidence.number, "of": evidence.of, "need": need})


def _claimed_and_rest(
    claimed: Fraction, possible: Fraction, items: tuple[JudgedItem, ...], *, rest_is_lost: bool
) -> Cut:
    """Cut what one claim earns, carried by any one item, from the rest up to the highest."""
    rest = ZERO if claimed == possible else possible - claimed
    carried = Portion(claimed, seen(items, claimed=True), NOWHERE, is_lost=False)
    return Cut((carried, Portion(rest, NOWHERE, NOWHERE, rest_is_lost)))


def claim_blockers(verdict: Verdict, items: tuple[JudgedItem, ...]) -> Iterator[Blocker]:
    """Tell what holds back points: a claim that is not the highest, and what is wrong with every item."""
    if verdict.declared.open:
        yield Blocker()
    yield from of_carriers(items)


def cut_parts(rule: Checklist, items: tuple[JudgedItem, ...]) -> Cut:
    """Cut the parts, each carried by any one of its items."""
    portions = []
    for part in rule.parts:
        showing = [item for item in items if item.item.part == part.label]
        portions.append(Portion(part.points, seen(showing, claimed=bool(showing)), NOWHERE, is_lost=False))
    return Cut(tuple(portions))


def part_shortfalls(rule: Checklist, verdict: Verdict, evidence: Evidence | None) -> Iterator[Reason]:
    """Tell which parts no item shows."""
    named = {judged.item.part for judged in verdict.items if judged.exists}
    labels = tuple(part.label for part in rule.parts if part.label not in named)
    if evidence and labels:
        yield Reason(ReasonCode.PART_MISSING, {"parts": labels})


def part_blockers(rule: Checklist, items: tuple[JudgedItem, ...]) -> Iterator[Blocker]:
    """Tell what holds back points: of each part, what is wrong with every item of it."""
    for part in rule.parts:
        yield from of_carriers(judged for judged in items if judged.item.part == part.label)
