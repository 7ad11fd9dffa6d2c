"""A report that was saved earlier, as plain data: figures as they were shown, and what they rested on."""

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NamedTuple, assert_never

from openness_cli.model.definitions import BandName, Certainty, FactBasis, RuleKind
from openness_cli.model.evidence import PublishedResult
from openness_cli.model.points import Hundredths, Total
from openness_cli.scoring.gates import Baseline
from openness_cli.scoring.items import Fault, Opening
from openness_cli.scoring.score_range import Sureness
from openness_cli.scoring.verdicts import Basis, Outcome


class Support(Enum):
    """What the items of a kind of rule support: a whole claim, together a number, or each its part or period."""

    CLAIM = "claim"
    NUMBER = "number"
    PART = "part"
    PERIOD = "period"


def _kept(kind: RuleKind) -> tuple[Support, str]:
    """Return what items support, and what points are given for; empty where each of several earns the same."""
    match kind:
        case "levels":
            return Support.CLAIM, "levels"
        case "share":
            return Support.CLAIM, "steps"
        case "count":
            return Support.NUMBER, "steps"
        case "checklist":
            return Support.PART, "parts"
        case "periods":
            return Support.PERIOD, ""
        case _:
            assert_never(kind)


class SavedRule(NamedTuple):
    """The definition that a criterion was scored by: exact figures as text, as they stand in the report.

    ``earns`` is what each level, step or part earns. ``due`` is P25D after the period, or 03-01 of the year.
    """

    kind: RuleKind
    points: str
    earns: tuple[tuple[str, str], ...]
    every: str
    due: str
    late: str
    during: bool
    source: str
    formats: tuple[str, ...]
    fresh_days: int | None
    applies_to: tuple[str, ...]
    site: str = "any"

    @property
    def support(self) -> Support:
        """What its items support."""
        return _kept(self.kind)[0]

    @property
    def earning(self) -> str:
        """What its points are given for."""
        return _kept(self.kind)[1]


class SavedClaim(NamedTuple):
    """What was claimed; ``number`` is what the files call ``count``."""

    level: str = ""
    number: int | None = None
    of: int | None = None
    not_applicable: bool = False


class SavedItem(NamedTuple):
    """One item as it stood on the day of the report."""

    title: str
    urls: tuple[str, ...]
    file: str
    part: str
    period: str
    published: date | None
    held: date | None
    shows: int
    faults: frozenset[Fault]
    opening: Opening
    moved_from: tuple[str, ...] = ()
    contains: str = ""

    @property
    def name(self) -> str:
        """What the officer calls it: its title, else its address or file, else what it belongs to."""
        return self.title or (self.urls[0] if self.urls else "") or self.file or self.period or self.part


class SavedPeriod(NamedTuple):
    """One period of a duty as it stood on the day of the report."""

    label: str
    due: date
    is_pending: bool


class SavedReason(NamedTuple):
    """A reason's stable word, and the item and address that it is about."""

    code: str
    item: str
    url: str


class SavedFacts(NamedTuple):
    """What a criterion's points rested on. ``claim`` is None where nothing was put forward."""

    rule: SavedRule
    claim: SavedClaim | None
    items: tuple[SavedItem, ...]
    periods: tuple[SavedPeriod, ...]


class SavedPoints(NamedTuple):
    """Shown points on each basis; ``on_course`` lacks those that the report does not tell."""

    earned: dict[Basis, Hundredths]
    on_course: dict[Basis, Hundredths]


class SavedCriterion(NamedTuple):
    """One criterion in its own points. ``facts`` is None in a report of an older program; ``owner`` names every one."""

    id: str
    indicator: str
    title: str
    outcome: Outcome
    possible: Hundredths
    scale: Fraction | None
    points: SavedPoints
    unknown: Hundredths
    basis: str
    points_basis: str
    due_basis: str
    reasons: tuple[SavedReason, ...]
    facts: SavedFacts | None
    owner: str = ""

    @property
    def owners(self) -> tuple[str, ...]:
        """The names that it may be asked for by: each owner, and what is written where a comma is part of a name."""
        return tuple(dict.fromkeys(filter(None, (self.owner, *self.owner.split(", ")))))

    @property
    def is_scored(self) -> bool:
        """Whether the criterion applied."""
        return self.outcome is not Outcome.NOT_APPLICABLE


class SavedIndicator(NamedTuple):
    """One indicator, scaled."""

    id: str
    title: str
    points: SavedPoints


class SavedIndexRules(NamedTuple):
    """What holds for every criterion: exact figures as text."""

    points: str
    bands: tuple[tuple[BandName, str], ...]
    bands_basis: FactBasis
    broken_after: int
    apart_hours: int
    max_age_days: int
    assumed_points: str = ""


class SavedRange(NamedTuple):
    """Where the total lay, as far as it hung on assumed points: what was likely, and all that could be."""

    colour: Sureness
    low: Hundredths
    high: Hundredths
    lowest: Hundredths
    highest: Hundredths


class SavedReport(NamedTuple):
    """A whole report. Ids of criteria and of indicators are there once.

    ``headline_band`` and ``range`` are None in a report of an older program, the range also where the definitions say
    nothing of their points; ``unread`` are the files that were left out of it.
    """

    tool_version: str
    index_id: str
    edition: date
    certainty: Certainty
    organisation: str
    name: str
    kinds: tuple[str, ...]
    year: int
    day: date
    evaluation: date
    over: bool
    totals: dict[Basis, Total]
    indicators: dict[str, SavedIndicator]
    criteria: dict[str, SavedCriterion]
    rules: SavedIndexRules | None
    confirmed_through: int | None
    headline_band: BandName | None
    unread: tuple[str, ...] = ()
    published: PublishedResult | None = None
    range: SavedRange | None = None

    def standing(self, basis: Basis) -> Hundredths:
        """Return what stands for the body: on course; as evidenced, less what hangs on broken addresses."""
        if basis is not Basis.EVIDENCED:
            return self.totals[basis].on_course
        # as verified with all that is not known to open: the same in every report, also of older programs
        verified = self.totals[Basis.VERIFIED]
        return Hundredths(verified.on_course + verified.unknown)

    @property
    def last_day(self) -> date:
        """The day that was scored: never later than the evaluation."""
        return min(self.day, self.evaluation)


def baseline_of(report: SavedReport) -> Baseline:
    """Return a saved report as far as it is compared."""
    return Baseline(
        organisation=report.organisation,
        index_id=report.index_id,
        year=report.year,
        on_course={basis: report.standing(basis) for basis in Basis},
        criteria={name: criterion.points.earned for name, criterion in report.criteria.items()},
        unread=report.unread,
    )
