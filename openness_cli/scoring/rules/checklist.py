"""Checklists: the points of each part, carried by any one of its items."""

from collections.abc import Iterator

from openness_cli.model.definitions import Checklist
from openness_cli.model.evidence import Evidence
from openness_cli.scoring.items import JudgedItem, Lack, of_carriers
from openness_cli.scoring.portions import NOWHERE, Cut, Portion, seen
from openness_cli.scoring.reasons import Reason, ReasonCode
from openness_cli.scoring.verdicts import Verdict


def cut(rule: Checklist, items: tuple[JudgedItem, ...]) -> Cut:
    """Cut the parts, each carried by any one of its items."""
    portions = []
    for part in rule.parts:
        showing = [item for item in items if item.item.part == part.label]
        portions.append(Portion(part.points, seen(showing, claimed=bool(showing)), NOWHERE, is_lost=False))
    return Cut(tuple(portions))


def shortfalls(rule: Checklist, verdict: Verdict, evidence: Evidence | None) -> Iterator[Reason]:
    """Tell which parts no item shows."""
    named = {judged.item.part for judged in verdict.items if judged.exists}
    labels = tuple(part.label for part in rule.parts if part.label not in named)
    if evidence and labels:
        yield Reason(ReasonCode.PART_MISSING, {"parts": labels})


def lacks(rule: Checklist, items: tuple[JudgedItem, ...]) -> Iterator[Lack]:
    """Tell what holds back points: of each part, what is wrong with every item of it."""
    for part in rule.parts:
        yield from of_carriers(judged for judged in items if judged.item.part == part.label)
