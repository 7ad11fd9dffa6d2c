"""What hangs on addresses: the points that go when they do not open."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.definitions import ZERO
from openness_cli.scoring.addresses import LinkedAddress
from openness_cli.scoring.assessment import Assessment, setting_of, verdict_on
from openness_cli.scoring.items import JudgedItem, Opening
from openness_cli.scoring.kinds import judge_items
from openness_cli.scoring.verdicts import Verdict


class Impact:
    """What hangs on addresses: the evidenced points that go, scaled, if some do not open and every other one does.

    What hangs on two addresses together is not the sum of what hangs on each: one item carries a whole claim.
    """

    def __init__(self, assessment: Assessment) -> None:
        """Look at every criterion once, with all its addresses open."""
        self._setting = setting_of(assessment.workspace, assessment.day)
        self._criteria: dict[str, _Open] = {}
        self._items: dict[str, list[tuple[str, int]]] = {}
        for verdict in assessment.verdicts:
            scale = assessment.scales[verdict.indicator.id]
            evidence = verdict.evidence
            if evidence is None or not scale:
                continue
            name = verdict.criterion.id
            unknown = judge_items(verdict.criterion, evidence, {}, self._setting.moment)
            # what is not known to open without any state hangs on addresses; all else on files
            for position, judged in enumerate(unknown):
                for url in judged.urls if judged.opening is Opening.UNKNOWN else ():
                    self._items.setdefault(url, []).append((name, position))
            items = tuple(judged._replace(opening=Opening.OPENED) if judged.urls else judged for judged in unknown)
            self._criteria[name] = _Open(verdict, scale, items, _kinds(items))
        self._known: dict[tuple[str, tuple[int, ...]], Fraction] = {}

    def points(self, addresses: Iterable[LinkedAddress]) -> Fraction:
        """Return what hangs on these addresses together."""
        dead = {address.url for address in addresses}
        failed: dict[str, set[int]] = {}
        for url in dead:
            for name, position in self._items.get(url, ()):
                if dead.issuperset(self._criteria[name].items[position].urls):
                    failed.setdefault(name, set()).add(position)
        return sum((self._lost(name, positions) for name, positions in failed.items()), ZERO)

    def _lost(self, name: str, positions: set[int]) -> Fraction:
        """Return what a criterion loses; items that differ in nothing that is scored are as good as one another."""
        own = self._criteria[name]
        key = (name, tuple(sorted([own.kinds[position] for position in positions])))
        if key not in self._known:
            items = tuple(
                judged._replace(opening=Opening.FAILED) if position in positions else judged
                for position, judged in enumerate(own.items)
            )
            was = own.verdict
            verdict = verdict_on(was.indicator, was.criterion, was.evidence, items, self._setting)
            self._known[key] = verdict.failed * own.scale
        return self._known[key]


class _Open(NamedTuple):
    """A criterion with every address open. Items of one kind are as good as one another."""

    verdict: Verdict
    scale: Fraction
    items: tuple[JudgedItem, ...]
    kinds: tuple[int, ...]


def _kinds(items: Iterable[JudgedItem]) -> tuple[int, ...]:
    """Return a number for what is scored of each item, the same for equal ones."""
    numbers: dict[tuple[object, ...], int] = {}
    return tuple(numbers.setdefault(_scored(judged), len(numbers)) for judged in items)


def _scored(judged: JudgedItem) -> tuple[object, ...]:
    item = judged.item
    # elsewhere dates decide whether an item is valid, and that is judged already
    published = item.published if item.period else None
    return (item.part, item.period, item.shows, published, judged.faults)
