"""An index: what may be asked and what it earns. Points are data; code knows kinds of rules."""

from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal, NamedTuple

from openness_cli.model.languages import Text, Worded, mark
from openness_cli.model.periods import Due, Every, Timing, timing_of

ZERO, ONE = Fraction(0), Fraction(1)


class WordingBasis(Worded):
    """How certain it is that a criterion is asked in these words."""

    SOURCED = "sourced", mark("sourced")
    DERIVED = "derived", mark("derived")
    ASSUMED = "assumed", mark("assumed")


class PointsBasis(Worded):
    """Whether the points of a rule are published."""

    PUBLISHED = "published", mark("published")
    ASSUMED = "assumed", mark("assumed")


class FactBasis(Worded):
    """Whether a due date, a demand on proof or a limit stands in a source."""

    SOURCED = "sourced", mark("sourced")
    ASSUMED = "assumed", mark("assumed")


class Level(NamedTuple):
    """One rung of a ladder."""

    label: str
    points: Fraction


class Step(NamedTuple):
    """From ``minimum`` on (a number, or a share of 1) so many points are earned."""

    minimum: Fraction
    points: Fraction


class Part(NamedTuple):
    """One part of a checklist."""

    label: str
    points: Fraction
    titles: Text


class Levels(NamedTuple):
    """The points of the level reached."""

    levels: tuple[Level, ...]

    @property
    def possible(self) -> Fraction:
        """The most that can be earned."""
        return max(level.points for level in self.levels)

    def points_of(self, label: str) -> Fraction:
        """Return what a level earns; the label must be one of the rule's."""
        return next(level.points for level in self.levels if level.label == label)

    @property
    def earns(self) -> tuple[tuple[str | Fraction, Fraction], ...]:
        """The points of each level."""
        return self.levels


class _Stepped(NamedTuple):
    steps: tuple[Step, ...]

    @property
    def possible(self) -> Fraction:
        """The most that can be earned."""
        return self.steps[-1].points

    @property
    def earns(self) -> tuple[tuple[str | Fraction, Fraction], ...]:
        """The points from each number or share on."""
        return self.steps


class Count(_Stepped):
    """The points of the highest step that a number reaches; steps ascend."""


class Share(_Stepped):
    """The points of the highest step that count ÷ of reaches; steps ascend."""

    def points_of(self, share: Fraction) -> Fraction:
        """Return what a share (0 to 1) earns."""
        return max((step.points for step in self.steps if share >= step.minimum), default=ZERO)


class Checklist(NamedTuple):
    """The sum of the parts shown."""

    parts: tuple[Part, ...]

    @property
    def possible(self) -> Fraction:
        """The most that can be earned."""
        return sum((part.points for part in self.parts), ZERO)

    @property
    def earns(self) -> tuple[tuple[str | Fraction, Fraction], ...]:
        """The points of each part."""
        return tuple((part.label, part.points) for part in self.parts)


class Periods(NamedTuple):
    """An equal share for each period published on time; ``late`` (0 to 1) of it for a late one.

    ``during``: what is kept current may be published before its period ends.
    """

    every: Every
    due: Due
    points: Fraction
    late: Fraction
    during: bool = False

    @property
    def possible(self) -> Fraction:
        """The most that can be earned."""
        return self.points

    @property
    def earns(self) -> tuple[tuple[str | Fraction, Fraction], ...]:
        """Nothing apart: every period earns the same."""
        return ()

    @property
    def timing(self) -> Timing:
        """When a publication can be that of its period."""
        return timing_of(self.due, during=self.during)


Rule = Levels | Count | Share | Checklist | Periods
RuleKind = Literal["levels", "count", "share", "checklist", "periods"]


class NeedsSource(Worded):
    """Where the proof of a criterion has to be."""

    URL = "url", mark("a web address")
    FILE = "file", mark("an attached file")
    EITHER = "either", mark("a web address or an attached file")


class NeedsSite(Worded):
    """On which site an address has to be."""

    ANY = "any", mark("any site")
    OFFICIAL = "official", mark("the official site")


class Needs(NamedTuple):
    """What an item must be to count: its source, file formats (empty: any), freshness in days, its site."""

    source: NeedsSource
    formats: tuple[str, ...] = ()
    fresh_days: int | None = None
    site: NeedsSite = NeedsSite.ANY


class Criterion(NamedTuple):
    """One thing that is assessed, with its texts, its rule and how certain each of them is."""

    id: str
    titles: Text
    asks: Text
    remedy: Text
    rule: Rule
    possible: Fraction
    needs: Needs
    needs_basis: FactBasis
    effort_days: Fraction
    basis: WordingBasis
    points_basis: PointsBasis
    reference: Text
    due_basis: FactBasis | None = None
    applies_to: tuple[str, ...] = ()
    source: str = ""
    note: Text | None = None

    @property
    def is_confirmed(self) -> bool:
        """Whether wording, points, due date and demands on proof are all known from a source."""
        known = (WordingBasis.SOURCED, PointsBasis.PUBLISHED, FactBasis.SOURCED)
        return known == (self.basis, self.points_basis, self.needs_basis) and self.due_basis is not FactBasis.ASSUMED


class Indicator(NamedTuple):
    """A group of criteria; ``points`` is what they add up to; ``short`` is its name where there is little room."""

    id: str
    titles: Text
    points: Fraction
    points_basis: PointsBasis
    criteria: tuple[Criterion, ...]
    note: Text | None = None
    short: Text | None = None


class BandName(Worded):
    """The colours of the index."""

    GREEN = "green", mark("green")
    YELLOW = "yellow", mark("yellow")
    RED = "red", mark("red")


class Band(NamedTuple):
    """A colour from its minimum on, the minimum included."""

    name: BandName
    minimum: Fraction


class LinkPolicy(NamedTuple):
    """When an address counts as broken, and how long a success counts."""

    broken_after: int
    apart_hours: int
    max_age_days: int


class AssumedPoints(NamedTuple):
    """How far points that are assumed may be from what they are: ``low`` to ``high`` times as much.

    ``typical_error``: the spread of their errors, as a share of them. 0 < low <= 1 <= high.
    """

    low: Fraction
    high: Fraction
    typical_error: Fraction


class Kind(NamedTuple):
    """A kind of body that criteria can be limited to."""

    label: str
    titles: Text


class Benchmark(NamedTuple):
    """Published scores of one year: a total and the indicators by id."""

    total: Fraction
    indicators: dict[str, Fraction]


class PublishedYear(NamedTuple):
    """What was published of an earlier year: the best and the average of all bodies."""

    year: int
    bodies: int
    source: str
    best: Benchmark
    average: Benchmark


class Contradiction(NamedTuple):
    """An indicator that gives fewer points than were published of a body in it, how many, and for which year."""

    indicator: Indicator
    best: Fraction
    year: int


class Certainty(NamedTuple):
    """How many criteria there are, and of how many the wording and the points are known."""

    criteria: int
    sourced: int
    derived: int
    assumed: int
    points_published: int


class _IndexFields(NamedTuple):
    id: str
    edition: date
    titles: Text
    note: Text
    source: str
    time_zone: str
    points: Fraction
    bands: tuple[Band, ...]
    bands_basis: FactBasis
    links: LinkPolicy
    kinds: tuple[Kind, ...]
    benchmarks: tuple[PublishedYear, ...]
    indicators: tuple[Indicator, ...]
    confirmed_through: int | None = None
    assumed_points: AssumedPoints | None = None


class Index(_IndexFields):
    """One edition of the rules. Bands descend, the last begins at 0.

    ``confirmed_through``: the last year for which the methodology is known to hold; None where nothing is said of it.
    ``assumed_points``: how far from the truth assumed points may be; None where nothing is said of that either.
    """

    def indicator_of(self, criterion: Criterion) -> Indicator:
        """Return the indicator that a criterion belongs to."""
        return next(own for own in self.indicators if criterion in own.criteria)

    @cached_property
    def by_id(self) -> dict[str, Criterion]:
        """Every criterion by its id, in the order of the index."""
        return {criterion.id: criterion for indicator in self.indicators for criterion in indicator.criteria}

    def band_of(self, total: Fraction) -> Band:
        """Return the colour of an exact total."""
        return next((band for band in self.bands if total >= band.minimum), self.bands[-1])

    def contradictions(self) -> tuple[Contradiction, ...]:
        """Return every indicator of assumed points that some body was given more in than there are.

        Published points hold, whatever was given in another year.
        """
        found = []
        for own in self.indicators:
            scores = ((year.best.indicators.get(own.id, ZERO), year.year) for year in self.benchmarks)
            best, year = max(scores, default=(ZERO, 0))
            if best > own.points and own.points_basis is PointsBasis.ASSUMED:
                found.append(Contradiction(own, best, year))
        return tuple(found)

    def certainty(self) -> Certainty:
        """Count the labels of the criteria."""
        criteria = self.by_id.values()
        labels = [criterion.basis for criterion in criteria]
        sourced, derived, assumed = map(labels.count, WordingBasis)
        published = sum(criterion.points_basis is PointsBasis.PUBLISHED for criterion in criteria)
        return Certainty(len(labels), sourced, derived, assumed, published)
