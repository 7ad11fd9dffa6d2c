"""Why a criterion has the points it has: stable codes, each with the item, address and place it is about."""

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.evidence import Item, Place


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
