"""Many bodies side by side: what is kept of each, who stands where, and what was published of an earlier year."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from openness_cli.model.definitions import BandName, Index
from openness_cli.model.points import Hundredths, Total, rounded_down
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.gates import Threshold, passes
from openness_cli.scoring.score_range import Likely, find_likely
from openness_cli.scoring.verdicts import Basis


class Definitions(NamedTuple):
    """Which rules: two are the same where all of this is. ``digest`` is of everything that they say."""

    id: str
    edition: date
    digest: str


class IndicatorTotal(NamedTuple):
    """An indicator of a body on the basis of the ranking, as shown and scaled."""

    earned: Hundredths
    on_course: Hundredths


class Body(NamedTuple):
    """All that is kept of a body that was scored: what its own score says.

    ``indicators`` are on the basis of the ranking, in the order of the index; None where a whole one does not apply.
    ``passed`` is None where that depends on unknown points, and true where nothing is demanded. ``today`` is there
    where the body's own folder fixes another day. ``likely`` is of the headline, whatever the basis.
    """

    folder: str
    organisation: str
    name: str
    kinds: tuple[str, ...]
    definitions: Definitions
    year: int
    day: date
    evaluation_date: date
    over: bool
    declared: Total
    evidenced: Total
    verified: Total
    indicators: tuple[IndicatorTotal | None, ...]
    passed: bool | None
    today: date | None = None
    likely: Likely | None = None

    def on(self, basis: Basis) -> Total:
        """Return the total on a basis."""
        return {Basis.DECLARED: self.declared, Basis.EVIDENCED: self.evidenced, Basis.VERIFIED: self.verified}[basis]


class NotScored(NamedTuple):
    """A body that could not be read, and how many problems there are."""

    folder: str
    problems: int


class RankedPlace(NamedTuple):
    """A body and its rank; ``name`` tells it apart from every other."""

    rank: int
    body: Body
    name: str


class Average(NamedTuple):
    """The mean of the bodies that were scored, of what is shown, rounded down; None where none has the indicator."""

    earned: Hundredths
    on_course: Hundredths
    indicators: tuple[Hundredths | None, ...]


@dataclass(frozen=True)
class Ranking:
    """Everything that any format shows, in one language. The index has what was published of earlier years."""

    tool_version: str
    language: str
    index: Index
    year: int
    basis: Basis
    threshold: Threshold | None
    places: tuple[RankedPlace, ...]
    average: Average
    not_scored: tuple[NotScored, ...]

    @property
    def failed(self) -> tuple[RankedPlace, ...]:
        """The bodies that are below the threshold."""
        return tuple(place for place in self.places if place.body.passed is False)

    @property
    def undecided(self) -> tuple[RankedPlace, ...]:
        """The bodies of which unknown points decide whether they reach the threshold."""
        return tuple(place for place in self.places if place.body.passed is None)

    @property
    def passed(self) -> bool | None:
        """Whether every body that was scored reaches the threshold; None where that depends on unknown points."""
        return False if self.failed else None if self.undecided else True

    @property
    def days(self) -> tuple[date, ...]:
        """The days for which bodies were scored, in order."""
        return tuple(sorted({place.body.day for place in self.places}))

    @property
    def evaluation_dates(self) -> tuple[date, ...]:
        """The evaluation dates of the bodies, in order."""
        return tuple(sorted({place.body.evaluation_date for place in self.places}))

    def likely_of(self, body: Body) -> Likely | None:
        """Return where the total of a body likely lies; None on a basis that is not what stands for it."""
        return body.likely if self.basis is Basis.EVIDENCED else None

    @property
    def has_likely(self) -> bool:
        """Whether anything is to be said of how sure the totals are."""
        return any(self.likely_of(place.body) for place in self.places)

    def count(self, band: BandName | None) -> int:
        """Return how many bodies have a colour on the basis of the ranking; None: of how many it is open."""
        return sum(place.body.on(self.basis).band is band for place in self.places)


def body_of(
    assessment: Assessment,
    folder: str,
    definitions: Definitions,
    language: str,
    basis: Basis,
    threshold: Threshold | None,
) -> Body:
    """Return what is kept of an assessment."""
    workspace = assessment.workspace
    organisation = workspace.organisation
    return Body(
        folder=folder,
        organisation=organisation.id,
        name=organisation.name(language),
        kinds=organisation.kinds,
        definitions=definitions,
        year=workspace.year,
        day=assessment.day,
        evaluation_date=workspace.evaluation_date,
        over=assessment.over,
        declared=assessment.shown_total(Basis.DECLARED),
        evidenced=assessment.shown_standing(Basis.EVIDENCED),
        verified=assessment.shown_total(Basis.VERIFIED),
        indicators=_indicators(assessment, basis),
        passed=passes(assessment.standing(basis), threshold),
        today=assessment.today,
        likely=find_likely(assessment),
    )


def _indicators(assessment: Assessment, basis: Basis) -> tuple[IndicatorTotal | None, ...]:
    rows = ((each, assessment.indicator_standing(each, basis)) for each in assessment.index.indicators)
    return tuple(
        None
        if assessment.scales[indicator.id] is None
        else IndicatorTotal(rounded_down(points.earned), rounded_down(points.on_course))
        for indicator, points in rows
    )


def places_of(bodies: Iterable[Body], basis: Basis) -> tuple[RankedPlace, ...]:
    """Rank bodies by what is on course, then by what is earned, as shown; where both are equal the rank is shared.

    Bodies of one rank stand in the order of their organisation's id, then of their folder.
    """
    totals = sorted(
        ((body.on(basis), body) for body in bodies),
        key=lambda pair: (-pair[0].on_course, -pair[0].earned, pair[1].organisation, pair[1].folder),
    )
    names = Counter(body.name for _total, body in totals)
    ranks: dict[tuple[Hundredths, Hundredths], int] = {}
    places = []
    for number, (total, body) in enumerate(totals, start=1):
        name = body.name if names[body.name] == 1 else f"{body.name} ({body.folder})"
        places.append(RankedPlace(ranks.setdefault((total.on_course, total.earned), number), body, name))
    return tuple(places)


def average_of(bodies: Iterable[Body], basis: Basis) -> Average:
    """Return the mean of at least one body."""
    bodies = tuple(bodies)
    columns = zip(*(body.indicators for body in bodies), strict=True)
    known = ([own.on_course for own in column if own is not None] for column in columns)
    return Average(
        _mean([body.on(basis).earned for body in bodies]),
        _mean([body.on(basis).on_course for body in bodies]),
        tuple(_mean(column) if column else None for column in known),
    )


def _mean(values: list[Hundredths]) -> Hundredths:
    return Hundredths(sum(values) // len(values))
