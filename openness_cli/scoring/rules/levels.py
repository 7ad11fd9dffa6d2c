"""Levels: the points of the level reached, carried by any one item."""

from collections.abc import Iterator

from openness_cli.model.definitions import ZERO, Levels
from openness_cli.model.evidence import Evidence
from openness_cli.scoring.items import JudgedItem, Lack, of_carriers
from openness_cli.scoring.portions import Cut, claimed_and_rest
from openness_cli.scoring.reasons import Reason, ReasonCode
from openness_cli.scoring.verdicts import Verdict


def cut(rule: Levels, evidence: Evidence | None, items: tuple[JudgedItem, ...]) -> Cut:
    """Cut the level claimed, and the rest up to the highest."""
    claimed = rule.points_of(evidence.level) if evidence and evidence.level else ZERO
    return claimed_and_rest(claimed, rule.possible, items, rest_is_lost=False)


def shortfalls(rule: Levels, evidence: Evidence | None) -> Iterator[Reason]:
    """Tell what the claim is short of."""
    if evidence and not evidence.level:
        yield Reason(ReasonCode.LEVEL_MISSING, {"levels": tuple(level.label for level in rule.levels)})
    elif evidence and rule.points_of(evidence.level) < rule.possible:
        yield Reason(ReasonCode.LEVEL_PARTIAL, {"level": evidence.level})


def lacks(verdict: Verdict, items: tuple[JudgedItem, ...]) -> Iterator[Lack]:
    """Tell what holds back points: a claim that is not the highest, and what is wrong with every item."""
    if verdict.declared.open:
        yield Lack()
    yield from of_carriers(items)
