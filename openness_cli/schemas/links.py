"""The JSON of ``openness links`` and of ``openness links --report``, version 1 of each."""

# ruff: noqa: RUF012  (models of pydantic copy their defaults)

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from openness_cli.schemas.heads import BodyHead, Points, Shape
from openness_cli.schemas.input import Basis, PointsBasis, Whole
from openness_cli.schemas.report import LogFile

State = Literal["ok", "broken", "unstable", "blocked", "refused", "unchecked"]
FixerWord = Literal["domain", "server", "editor", "officer", "network", "checker"]


class Policy(Shape):
    """When an address counts as broken, and how long a success holds."""

    broken_after: int
    apart_hours: int
    max_age_days: int


class Unsteady(Shape):
    """It opened the last time, and too seldom before: of the days checked of a fortnight it failed on so many."""

    failed: Whole
    checked: Whole


class Use(Shape):
    """Where an address stands in the evidence."""

    criterion: str
    item: str
    file: str
    line: int


class Stay(Shape):
    """Where a page was before it moved, and the last day on which it was to be found there."""

    url: str
    until: date


class LinkedAddress(Shape):
    """One address; ``points`` hang on it alone, scaled."""

    url: str
    host: str
    state: State
    opens: Annotated[bool, Field(description="a success young enough, and not broken since")]
    cause: str | None
    status: int | None
    detail: str | None
    final_url: str | None
    failures: Annotated[int, Field(ge=0, description="tries that failed since the last success")]
    failing_since: datetime | None
    last_success: datetime | None
    last_check: datetime | None
    tls_expires: str | None
    result: Annotated[Literal["ok", "failed", "blocked", "refused"] | None, Field(description="of this run")]
    result_cause: Annotated[str | None, Field(description="of this run")]
    fixer: FixerWord | None
    remedy: str
    points: Points
    basis: Annotated[Basis, Field(description="the least certain of its criteria")]
    points_basis: PointsBasis
    owner: str
    unsteady: Unsteady | None
    page_title: Annotated[str | None, Field(description="what the page called itself when that was last seen")]
    contains: Annotated[str | None, Field(description="words that the page has to show")]
    uses: list[Use]
    moved_from: list[Stay] = []


class Site(Shape):
    """Addresses of one site with one cause; ``points`` hang on them together, scaled."""

    host: str
    points: Points
    addresses: list[str]


class Group(Shape):
    """Everything with one cause; ``points`` hang on it together, scaled."""

    cause: str | None
    is_unchecked: bool
    is_unsteady: Annotated[bool, Field(description="it opened the last time, and too seldom before")]
    fixer: FixerWord | None
    points: Points
    sites: list[Site]


class Counts(Shape):
    """How many addresses are in each state."""

    ok: Whole
    broken: Whole
    unstable: Whole
    blocked: Whole
    refused: Whole
    unchecked: Whole


class Links(BodyHead):
    """A run over the addresses."""

    kind: Literal["links"]
    as_of: Annotated[date, Field(description="the day for which the points are counted")]
    began: datetime
    policy: Policy
    line_is_down: Annotated[bool, Field(description="nobody answered at all: nothing was judged")]
    left_alone: Annotated[list[str], Field(description="their site asks for a longer wait than a run can take")]
    counts: Counts
    points_not_opening: Points
    points_together: Annotated[Points, Field(description="hang on several groups, and on none of them alone")]
    points_unchecked: Points
    points_unsteady: Points
    groups: list[Group]
    addresses: list[LinkedAddress]
    log: list[LogFile]


class Outage(Shape):
    """A time in which every check failed."""

    begin: datetime
    end: Annotated[datetime, Field(description="the success after it; its last failure where there is none")]
    failures: int
    is_over: bool
    seconds: Annotated[int, Field(ge=0, description="from begin to end")]
    last_failure: datetime
    observed_seconds: Annotated[int, Field(ge=0, description="from its first failure to its last")]
    at_most_seconds: Annotated[int | None, Field(ge=0, description="from the success before it to the one after it")]


class KeptAnswer(Shape):
    """An answer that was stored as it was received: a record of WARC in a file."""

    time: datetime
    result: Literal["ok", "failed", "blocked", "refused"]
    cause: str | None
    file: str
    offset: Whole
    length: Whole
    record: str


class AddressRecord(Shape):
    """The history of one address; ``checks`` are those that count: opened and failed."""

    url: str
    host: str
    state: State
    checks: Whole
    opened: Whole
    failed: Whole
    uncounted: Annotated[int, Field(ge=0, description="blocked, or refused by our own rules")]
    first_check: datetime | None
    last_check: datetime | None
    first_failure: datetime | None
    last_success: datetime | None
    outages: Whole
    longest_outage: Outage | None
    changed: Annotated[list[datetime], Field(description="when the content was found to differ from before")]
    criteria: list[str]
    owner: str
    kept: Annotated[list[KeptAnswer], Field(description="of each state that it was in, oldest first")]
    days: Annotated[int, Field(ge=0, description="on which it was looked at")]
    longest_possible_seconds: Annotated[
        int | None,
        Field(ge=0, description="the longest outage that its checks allow, seen or not; null: no bound"),
    ]
    moved_from: Annotated[list[Stay], Field(description="what was fetched there belongs to this record")] = []
    contains: Annotated[str | None, Field(description="words that the page has to show: else it did not open")]


class CriterionRecord(Shape):
    """The days on which items of a criterion were checked: all, some or none of them opened."""

    id: str
    title: str
    days: Whole
    all_opened: list[date]
    some_opened: list[date]
    none_opened: list[date]


class CheckedFile(Shape):
    """The chain of one file of the log; ``fault_line`` is the first that does not fit."""

    file: str
    lines: Whole
    last_digest: str
    fault_line: int | None
    fault: Literal["unreadable", "no-prev", "unknown-prev"] | None
    torn: list[int]
    forks: Annotated[list[int], Field(description="lines that follow another than the line before them")]
    loose: Annotated[list[int], Field(description="lines that no later line follows: a change would not show")]
    beginnings: Whole


class TimeStamp(Shape):
    """One answer of a time-stamping authority (RFC 3161), kept beside the log."""

    file: str
    digest: Annotated[str, Field(description="SHA-256 of the file, as a later line names it")]
    line_digest: Annotated[str | None, Field(description="SHA-256 of the line that it stamps")]
    time: datetime | None
    accuracy_seconds: float | None
    serial: str | None
    authority: str | None
    fault: Literal["unreadable", "other-name", "not-signed", "no-line"] | None


class StampedLines(Shape):
    """Lines of which the same is known: they existed before one time, and were written after another."""

    file: str
    first: int
    last: int
    before: datetime | None
    stamp: Annotated[str | None, Field(description="the file that proves it")]
    after: datetime | None
    after_stamp: str | None


class LogPlace(Shape):
    """A line of the log."""

    file: str
    line: int


class Stamps(Shape):
    """What the time stamps prove."""

    authority_checked: Annotated[bool, Field(description="false: who signed is what the stamps say themselves")]
    lines: Whole
    covered: Annotated[int, Field(ge=0, description="lines that existed before a time stamp")]
    files: list[TimeStamp]
    stretches: list[StampedLines]
    missing: Annotated[list[LogPlace], Field(description="lines that name a time stamp which is not there")]
    misdated: Annotated[list[LogPlace], Field(description="lines whose own time the time stamps contradict")]


class KeptFault(Shape):
    """What was kept and is not as the line of the log says; without a line, a part of a file that is no record."""

    fault: Literal["no-place", "no-file", "no-record", "no-original", "changed", "other-content", "damaged"]
    log: str | None
    line: int | None
    url: str | None
    file: str | None
    offset: int | None


class TornFile(Shape):
    """A file that ends with a part of a record, as when a run is ended."""

    file: str
    bytes: Whole


class KeptRecords(Shape):
    """What the log says was kept as it was received."""

    named: Annotated[int, Field(ge=0, description="records that lines of the log name")]
    beginnings: Annotated[int, Field(ge=0, description="of these, kept in part")]
    unnamed: Annotated[int, Field(ge=0, description="answers of redirects, and of runs that were ended before a line")]
    torn: list[TornFile]
    faults: list[KeptFault]


class LogCheck(Shape):
    """Whether the log is unchanged."""

    format_version: Literal[1]
    kind: Literal["log-check"]
    holds: bool
    missing_anchors: list[str]
    files: list[CheckedFile]
    stamps: Stamps
    kept: KeptRecords


CounterpartWord = Literal["no-rule", "broken", "failed", "unknown", "to-come", "opens"]


class MovedPage(Shape):
    """A page of a site that has moved; ``state`` is that of its new address, or of its only one."""

    old_url: str
    new_url: Annotated[str | None, Field(description="none where no move is entered for the page")]
    until: Annotated[date | None, Field(description="the last day on which it was at the old address")]
    counterpart: CounterpartWord
    state: State
    cause: str | None
    last_success: datetime | None
    last_check: datetime | None
    criteria: list[str]
    points: Annotated[Points, Field(description="hang on it alone, scaled")]
    owner: str
    items: str
    places: list[str]


class Moved(BodyHead):
    """The pages that have moved, and those that were left behind."""

    kind: Literal["moved"]
    day: date
    counts: dict[CounterpartWord, Whole]
    pages: list[MovedPage]


class Record(BodyHead):
    """The record of the log, to be attached."""

    kind: Literal["record"]
    policy: Policy
    chain_holds: Annotated[bool, Field(description="every line of the log fits its chain")]
    strays: Annotated[int, Field(ge=0, description="addresses of the log that the evidence does not name")]
    addresses: list[AddressRecord]
    criteria: list[CriterionRecord]
    log: list[LogFile]
