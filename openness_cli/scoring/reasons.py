"""Why a criterion has the points it has: stable codes, each with the item, address and place it is about."""

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.evidence import Item, Place
from openness_cli.model.languages import Worded, mark


class ReasonSort(Enum):
    """What kind of thing a reason is."""

    DOES_NOT_COUNT = "entered, and it does not count"
    NOT_DONE = "what is asked is not done"
    QUIET = "nothing is short, and it is nobody's to mend"
    OTHER = "anything else"


class ReasonCode(Worded):
    """The words that scripts may depend on. A row that names no sort is of what is entered and does not count."""

    def __init__(self, _value: str, _words: str = "", sort: ReasonSort = ReasonSort.DOES_NOT_COUNT) -> None:
        """Keep the sort."""
        self.sort = sort

    NO_EVIDENCE = "no-evidence", mark("no evidence has been entered"), ReasonSort.NOT_DONE
    NO_ITEMS = "no-items", mark("claimed, but nothing is named that supports it")
    LEVEL_MISSING = "level-missing", mark("the level is not stated ({levels})")
    LEVEL_PARTIAL = "level-partial", mark("claimed at the level “{level}”, not at the highest"), ReasonSort.NOT_DONE
    COUNT_LOW = (
        "count-low",
        mark("valid items show {count} (claimed: {claimed}); the next step begins at {need}"),
        ReasonSort.OTHER,
    )
    COUNT_MISSING = "count-missing", mark("the number done (count) is not stated")
    OF_MISSING = "of-missing", mark("the number in all (of) is not stated, so the share is not known")
    SHARE_LOW = "share-low", mark("{count} of {of}; the next step begins at {need}"), ReasonSort.NOT_DONE
    PART_MISSING = "part-missing", mark("parts missing: {parts}"), ReasonSort.NOT_DONE
    PERIOD_MISSING = "period-missing", mark("due and not published: {periods}"), ReasonSort.NOT_DONE
    PERIOD_LATE = (
        "period-late",
        mark("{period} was published on {published}, after the due date {due}"),
        ReasonSort.OTHER,
    )
    PENDING = "pending", mark("to come: {periods}, the next by {due}"), ReasonSort.QUIET
    UNDATED = "undated", mark("the date of publication is not entered")
    NOT_YET_PUBLISHED = "not-yet-published", mark("dated {published}, which is later than the day of this report")
    ITEM_WITHOUT_SOURCE = "item-without-source", mark("no web address or file that counts is given")
    FILE_MISSING = "file-missing", mark("the file {file} is not in the workspace")
    FILE_EMPTY = "file-empty", mark("the file {file} is empty: it holds 0 bytes")
    WRONG_FORMAT = "wrong-format", mark("not in a format that counts ({formats})")
    OTHER_SITE = "other-site", mark("on {site}, which is not among the official sites")
    STALE = "stale", mark("last refreshed on {updated}; it must not be older than {days} days")
    OUT_OF_PERIOD = "out-of-period", mark("dated {published}, before {period} can have been published")
    OTHER_YEAR = "other-year", mark("{period} is not a period of the year assessed")
    REPEATED = "repeated", mark("entered before; it counts once")
    NOT_APPLICABLE_UNPROVED = "not-applicable-unproved", mark("said not to apply, but no valid item proves it")
    NOT_ASKED = "not-asked", mark("not asked of bodies of this kind; the evidence is not needed")
    LINK_DEAD = "link-dead", mark("does not open ({cause})"), ReasonSort.OTHER
    LINK_SPARE = (
        "link-spare",
        mark("does not open ({cause}), and costs nothing: the file beside it counts"),
        ReasonSort.OTHER,
    )
    LINK_UNSTABLE = "link-unstable", mark("did not open the last time ({cause})"), ReasonSort.OTHER
    LINK_UNKNOWN = (
        "link-unknown",
        mark("addresses not known to open: {addresses}; openness links fetches them"),
        ReasonSort.QUIET,
    )

    @property
    def remedy(self) -> str:
        """What to do about a proof at fault, marked for translation; empty where nothing is."""
        return _REMEDIES.get(self, "")

    @property
    def short(self) -> str:
        """What it is called in a list to choose from, marked for translation; empty where there is nothing to do."""
        return _SHORT.get(self, "")


_REMEDIES = {
    ReasonCode.NO_ITEMS: mark("Enter the web address or the file that proves the claim, with its date of publication."),
    ReasonCode.LEVEL_MISSING: mark("State the level that has been reached."),
    ReasonCode.COUNT_MISSING: mark("Enter count: how many were done."),
    ReasonCode.OF_MISSING: mark("Enter of: how many there were in all."),
    ReasonCode.UNDATED: mark("Enter the date on which each item was published."),
    ReasonCode.NOT_YET_PUBLISHED: mark("Check the date of publication."),
    ReasonCode.ITEM_WITHOUT_SOURCE: mark("Enter the web address or the file of each item."),
    ReasonCode.FILE_MISSING: mark("Put the file into the workspace, or correct its name."),
    ReasonCode.FILE_EMPTY: mark("Put the document itself in the place of the empty file."),
    ReasonCode.WRONG_FORMAT: mark("Publish it in a machine-readable format as well, and enter that address."),
    ReasonCode.OTHER_SITE: mark(
        "Publish it on the official site as well, and enter that address; a site that is official stands in sites:."
    ),
    ReasonCode.STALE: mark("Refresh the page and enter the new date."),
    ReasonCode.OUT_OF_PERIOD: mark("Check the period and the date of publication."),
    ReasonCode.OTHER_YEAR: mark("Enter the items of the year assessed."),
    ReasonCode.NOT_APPLICABLE_UNPROVED: mark("Attach the document that proves that this does not apply."),
    ReasonCode.LINK_DEAD: mark("Restore the pages, or enter the addresses at which they now open."),
}

_SHORT = {
    ReasonCode.NO_EVIDENCE: mark("nothing entered"),
    ReasonCode.NO_ITEMS: mark("claimed without proof"),
    ReasonCode.LEVEL_MISSING: mark("level not stated"),
    ReasonCode.LEVEL_PARTIAL: mark("done in part"),
    ReasonCode.COUNT_LOW: mark("number too low"),
    ReasonCode.COUNT_MISSING: mark("number not stated"),
    ReasonCode.OF_MISSING: mark("number in all not stated"),
    ReasonCode.SHARE_LOW: mark("share too low"),
    ReasonCode.PART_MISSING: mark("parts missing"),
    ReasonCode.PERIOD_MISSING: mark("due and not published"),
    ReasonCode.PERIOD_LATE: mark("published late"),
    ReasonCode.UNDATED: mark("date not entered"),
    ReasonCode.NOT_YET_PUBLISHED: mark("dated in the future"),
    ReasonCode.ITEM_WITHOUT_SOURCE: mark("neither link nor file"),
    ReasonCode.FILE_MISSING: mark("file missing"),
    ReasonCode.FILE_EMPTY: mark("file empty"),
    ReasonCode.WRONG_FORMAT: mark("format does not count"),
    ReasonCode.OTHER_SITE: mark("on another site"),
    ReasonCode.STALE: mark("not refreshed in time"),
    ReasonCode.OUT_OF_PERIOD: mark("date outside the period"),
    ReasonCode.OTHER_YEAR: mark("of another year"),
    ReasonCode.REPEATED: mark("entered twice"),
    ReasonCode.NOT_APPLICABLE_UNPROVED: mark("not applicable, without proof"),
    ReasonCode.LINK_DEAD: mark("link does not open"),
    ReasonCode.LINK_UNSTABLE: mark("link failed the last time"),
}


Fact = str | int | Fraction | date | tuple[str, ...]


class Reason(NamedTuple):
    """One reason; ``facts`` are the figures and labels that its sentence needs."""

    code: ReasonCode
    facts: dict[str, Fact] = {}  # noqa: RUF012  (never written to)
    item: Item | None = None
    url: str = ""
    place: Place | None = None
