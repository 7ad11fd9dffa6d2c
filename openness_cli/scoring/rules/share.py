"""Shares: the points of the highest step that count ÷ of reaches, carried by any one item."""

from collections.abc import Iterator
from fractions import Fraction

from openness_cli.model.definitions import ZERO, Share
from openness_cli.model.evidence import Evidence
from openness_cli.scoring.items import JudgedItem, Moment
from openness_cli.scoring.portions import NOWHERE, Cut, Portion, claimed_and_rest
from openness_cli.scoring.reasons import Fact, Reason, ReasonCode


def is_incomplete(evidence: Evidence | None) -> bool:
    """Tell whether a claim lacks one of its numbers: it can be completed until the evaluation."""
    return evidence is not None and (
        evidence.number is None or evidence.of is None or any(own.number is None for own in evidence.stated)
    )


def cut(rule: Share, evidence: Evidence | None, items: tuple[JudgedItem, ...], moment: Moment) -> Cut:
    """Cut what the share claimed earns, and the rest up to the highest."""
    count, of = (evidence.number, evidence.of) if evidence else (None, None)
    claimed = rule.points_of(Fraction(count, of)) if count is not None and of else ZERO
    if not (moment.deeds_are_closed and evidence is not None and is_incomplete(evidence)):
        return claimed_and_rest(claimed, rule.possible, items, rest_is_lost=moment.deeds_are_closed)
    # the numbers that are lacking can still be stated, and make it no more than this
    most = max(rule.points_of(_best(evidence)), claimed)
    carried = claimed_and_rest(claimed, most, items, rest_is_lost=False)
    beyond = Portion(rule.possible - most, NOWHERE, NOWHERE, is_lost=True)
    return carried if most == rule.possible else Cut((*carried.portions, beyond))


def _best(evidence: Evidence) -> Fraction:
    """Return the highest share that the numbers which are lacking can make it: an owner's count is all of his whole."""
    counts = sum(own.number if own.number is not None else own.of or 0 for own in evidence.stated)
    wholes = sum(own.of if own.of is not None else own.number or 0 for own in evidence.stated)
    return Fraction(counts, wholes) if wholes else Fraction(1)


def shortfalls(rule: Share, evidence: Evidence | None) -> Iterator[Reason]:
    """Tell what the claim is short of."""
    if evidence is None:
        return
    yield from _missing(evidence)
    if evidence.number is not None and evidence.of:
        share = Fraction(evidence.number, evidence.of)
        above = [step for step in rule.steps if step.minimum > share]
        if above:
            need = above[0].minimum
            yield Reason(ReasonCode.SHARE_LOW, {"count": evidence.number, "of": evidence.of, "need": need})


def _missing(evidence: Evidence) -> Iterator[Reason]:
    """Tell which number is not stated, of each owner who states but the other."""
    counts = [own for own in evidence.stated if own.number is None]
    wholes = [own for own in evidence.stated if own.of is None]
    for code, lacking, number in (
        (ReasonCode.COUNT_MISSING, counts, evidence.number),
        (ReasonCode.OF_MISSING, wholes, evidence.of),
    ):
        if not lacking and number is None:
            yield Reason(code)
        for own in lacking:
            is_one = len(evidence.stated) == 1
            facts: dict[str, Fact] = {"owner": own.owner} if own.owner or not is_one else {}
            yield Reason(code, facts, place=None if is_one else own.place)
