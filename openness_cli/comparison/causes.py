"""The causes for which a criterion has other points in a later report, and what of them is told."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from openness_cli.comparison.rule_changes import RuleChange
from openness_cli.model.languages import Worded, mark
from openness_cli.scoring.items import Fault


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
