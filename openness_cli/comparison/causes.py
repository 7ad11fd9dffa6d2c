"""The causes for which a criterion has other points in a later report, and what differs between two rules, named."""

from collections.abc import Container, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from openness_cli.comparison.saved import SavedCriterion, SavedIndexRules, SavedRule
from openness_cli.model.languages import Worded, mark
from openness_cli.scoring.items import Fault


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
    DURING = "during", mark("published before its period ends: {before} → {after}")
    SOURCE = "source", mark("proof asked for {before} → {after}")
    FORMATS = "formats", mark("formats {before} → {after}")
    FRESH_DAYS = "fresh-days", mark("not older than, in days: {before} → {after}")
    SITE = "site", mark("site of an address: {before} → {after}")
    APPLIES_TO = "applies-to", mark("asked of {before} → {after}")
    BAND_GREEN = "band-green", mark("green from {before} → {after}")
    BAND_YELLOW = "band-yellow", mark("yellow from {before} → {after}")
    BAND_RED = "band-red", mark("red from {before} → {after}")
    BROKEN_AFTER = "broken-after", mark("broken after so many failures: {before} → {after}")
    APART_HOURS = "apart-hours", mark("failures so many hours apart: {before} → {after}")
    MAX_AGE_DAYS = "max-age-days", mark("days for which a success counts: {before} → {after}")
    ASSUMED_POINTS = (
        "assumed-points",
        mark("assumed points are worth so many times as much; typical error: {before} → {after}"),
    )


class RuleChange(NamedTuple):
    """One part of a definition before and after, as stable text; empty where there is none.

    ``kinds`` are those of the rules that it is a part of, where they are known.
    """

    field: RuleField
    before: str
    after: str
    kinds: tuple[str, str] = ("", "")


class ChangeCause(Worded):
    """What moved points, in the order of precedence."""

    def __init__(self, _value: str, _words: str = "", detail: str = "", way: int = 0) -> None:
        """Keep a sentence that names items, or a step from one figure to another, and the direction: 1 up, -1 down."""
        self.detail = detail
        self.way = way

    CRITERION_ADDED = ("criterion-added", mark("new in this edition"))
    CRITERION_REMOVED = ("criterion-removed", mark("not in the new edition"))
    DEFINITIONS_CHANGED = ("definitions-changed", mark("rule changed"))
    APPLICABILITY_CHANGED = ("applicability-changed", mark("applies or not"))
    EVIDENCE_REMOVED = ("evidence-removed", mark("evidence removed"), mark("evidence removed: {named}"), -1)
    NEW_EVIDENCE = ("new-evidence", mark("new evidence"), mark("new evidence: {named}"), 1)
    PROOF_FELL = ("proof-fell", mark("proof does not count"), mark("does not count ({faults}): {named}"), -1)
    PROOF_MENDED = ("proof-mended", mark("proof mended"), mark("proof mended: {named}"), 1)
    LINK_DIED = ("link-died", mark("link died"), mark("does not open: {named}"), -1)
    LINK_BACK = ("link-back", mark("link came back"), mark("opens again: {named}"), 1)
    NOT_CHECKED = ("not-checked", mark("not known to open"), mark("not known to open: {named}"), -1)
    CHECKED = ("checked", mark("now known to open"), mark("now known to open: {named}"), 1)
    CLAIM_FELL = ("claim-fell", mark("claim fell"), mark("the claim fell: {before} → {after}"), -1)
    CLAIM_ROSE = ("claim-rose", mark("claim rose"), mark("the claim rose: {before} → {after}"), 1)
    OF_ROSE = ("of-rose", mark("number in all (of) rose"), mark("the number in all (of) rose: {before} → {after}"), -1)
    OF_FELL = ("of-fell", mark("number in all (of) fell"), mark("the number in all (of) fell: {before} → {after}"), 1)
    FELL_DUE = ("fell-due", mark("fell due"), "", -1)
    YEAR_ENDED = ("year-ended", mark("the year has ended"), "", -1)
    ASSESSMENT_OVER = (
        "assessment-over",
        mark("the evaluation has come"),
        mark("the evaluation has come, nothing more falls due: {named}"),
        -1,
    )
    SCALE = (
        "scale",
        mark("scale, where something does not apply"),
        mark("scale {before} → {after}: what does not apply leaves its points to the rest"),
    )
    OTHER = ("other", mark("cause not known"))
    ROUNDING = ("rounding", mark("rounding of what is shown"))


class Because(NamedTuple):
    """One cause and what it is about.

    ``named`` are items, addresses or periods; ``before`` and ``after`` figures or labels; ``due`` is the first due date
    that was missed.
    """

    cause: ChangeCause
    named: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    due: date | None = None
    faults: tuple[Fault, ...] = ()
    rules: tuple[RuleChange, ...] = ()

    def fits(self, change: Fraction | int) -> bool:
        """Tell whether the cause can have moved points in this direction."""
        return self.cause.way * change >= 0


def rule_changes(before: SavedCriterion, after: SavedCriterion) -> tuple[RuleChange, ...]:
    """Return what of a criterion's definition changed: where a report holds no rules, indicator and points alone."""
    one, other = {RuleField.INDICATOR: before.indicator}, {RuleField.INDICATOR: after.indicator}
    kinds = ("", "")
    if before.facts is not None and after.facts is not None:
        rule, later = before.facts.rule, after.facts.rule
        if sorted(rule.earns) == sorted(later.earns):
            # the order in which they are written decides nothing
            later = later._replace(earns=rule.earns)
        one |= _texts(rule)
        other |= _texts(later)
        kinds = rule.kind, later.kind
    elif before.is_scored and after.is_scored:
        one[RuleField.POINTS], other[RuleField.POINTS] = str(before.possible), str(after.possible)
    return tuple(change._replace(kinds=kinds) for change in _differing(one, other))


def link_changes(before: SavedIndexRules | None, after: SavedIndexRules | None) -> tuple[RuleChange, ...]:
    """Return what changed of when an address counts as broken, or as opened; values are whole numbers."""
    return tuple(change for change in index_changes(before, after) if change.field in _OF_LINKS)


_OF_LINKS = frozenset({RuleField.BROKEN_AFTER, RuleField.APART_HOURS, RuleField.MAX_AGE_DAYS})


def index_changes(before: SavedIndexRules | None, after: SavedIndexRules | None) -> tuple[RuleChange, ...]:
    """Return what changed of that which holds for every criterion; nothing where a report does not hold it."""
    if before is None or after is None:
        return ()
    # a report of an older program does not tell how far its points may be off
    known = bool(before.assumed_points and after.assumed_points)
    changes = _differing(_index_texts(before), _index_texts(after))
    return tuple(change for change in changes if known or change.field is not RuleField.ASSUMED_POINTS)


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
