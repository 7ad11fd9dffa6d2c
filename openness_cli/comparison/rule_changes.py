"""What differs between two editions of a rule, named."""

from collections.abc import Container, Iterator
from typing import NamedTuple

from openness_cli.comparison.saved import SavedCriterion, SavedIndexRules, SavedRule
from openness_cli.model.languages import Worded, mark


class RuleField(Worded):
    """The parts of a definition that decide on points, of a criterion or of its indicator."""

    INDICATOR = "indicator", mark("indicator {before} → {after}")
    KIND = "kind", mark("kind {before} → {after}")
    POINTS = "points", mark("points {before} → {after}")
    LEVELS = "levels", mark("levels {before} → {after}")
    STEPS = "steps", mark("steps {before} → {after}")
    PARTS = "parts", mark("parts {before} → {after}")
    EVERY = "every", mark("how often: {before} → {after}")
    DUE = "due", mark("due {before} → {after}")
    LATE = "late", mark("share of what is late {before} → {after}")
    SOURCE = "source", mark("proof asked for {before} → {after}")
    FORMATS = "formats", mark("formats {before} → {after}")
    FRESH_DAYS = "fresh-days", mark("not older than, in days: {before} → {after}")
    APPLIES_TO = "applies-to", mark("asked of {before} → {after}")
    BAND_GREEN = "band-green", mark("green from {before} → {after}")
    BAND_YELLOW = "band-yellow", mark("yellow from {before} → {after}")
    BAND_RED = "band-red", mark("red from {before} → {after}")
    BROKEN_AFTER = "broken-after", mark("broken after so many failures: {before} → {after}")
    APART_HOURS = "apart-hours", mark("failures so many hours apart: {before} → {after}")
    MAX_AGE_DAYS = "max-age-days", mark("days for which a success counts: {before} → {after}")


class RuleChange(NamedTuple):
    """One part of a definition before and after, as stable text; empty where there is none."""

    field: RuleField
    before: str
    after: str


def rule_changes(before: SavedCriterion, after: SavedCriterion) -> tuple[RuleChange, ...]:
    """Return what of a criterion's definition changed.

    A report of an older program holds no rules: of it only the indicator is known, and the points where the criterion
    applies.
    """
    one, other = {RuleField.INDICATOR: before.indicator}, {RuleField.INDICATOR: after.indicator}
    if before.facts is not None and after.facts is not None:
        rule, later = before.facts.rule, after.facts.rule
        if sorted(rule.earns) == sorted(later.earns):
            # the order in which they are written decides nothing
            later = later._replace(earns=rule.earns)
        one |= _texts(rule)
        other |= _texts(later)
    elif before.is_scored and after.is_scored:
        one[RuleField.POINTS], other[RuleField.POINTS] = str(before.possible), str(after.possible)
    return tuple(_differing(one, other))


def link_changes(before: SavedIndexRules | None, after: SavedIndexRules | None) -> tuple[RuleChange, ...]:
    """Return what changed of when an address counts as broken, or as opened; values are whole numbers."""
    return tuple(change for change in index_changes(before, after) if change.field in _OF_LINKS)


_OF_LINKS = frozenset({RuleField.BROKEN_AFTER, RuleField.APART_HOURS, RuleField.MAX_AGE_DAYS})


def index_changes(before: SavedIndexRules | None, after: SavedIndexRules | None) -> tuple[RuleChange, ...]:
    """Return what changed of that which holds for every criterion; nothing where a report does not hold it."""
    if before is None or after is None:
        return ()
    return tuple(_differing(_index_texts(before), _index_texts(after)))


def _differing(before: dict[RuleField, str], after: dict[RuleField, str]) -> Iterator[RuleChange]:
    for field in RuleField:
        one, other = before.get(field, ""), after.get(field, "")
        if one != other:
            yield RuleChange(field, one, other)


def _texts(rule: SavedRule) -> dict[RuleField, str]:
    texts = _by_field(rule._asdict(), besides=("earns",))
    if rule.earning:
        texts[RuleField(rule.earning)] = ", ".join(f"{label}: {points}" for label, points in rule.earns)
    return texts


def _index_texts(rules: SavedIndexRules) -> dict[RuleField, str]:
    bands = {RuleField(f"band-{name.value}"): minimum for name, minimum in rules.bands}
    return bands | _by_field(rules._asdict(), besides=("bands", "bands_basis"))


def _by_field(row: dict[str, object], besides: Container[str]) -> dict[RuleField, str]:
    return {RuleField(name.replace("_", "-")): _text(value) for name, value in row.items() if name not in besides}


def _text(value: object) -> str:
    return " ".join(sorted(value)) if isinstance(value, tuple) else "" if value is None else str(value)
