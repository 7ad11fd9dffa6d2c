"""JSON Schema of every file format: for editors that check evidence while it is typed, and for scripts.

The schemas describe shape: keys, types, closed lists of words. What depends on the index in use (which ids,
levels, parts and periods there are) only the tool itself can check.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

Whole = Annotated[int, Field(ge=0)]
Number = Annotated[float, Field(ge=0)]
Url = Annotated[str, Field(pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#\\]+\S*$")]
Label = Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$")]
RuleKind = Literal["levels", "count", "share", "checklist", "periods"]
Every = Literal["month", "quarter", "half-year", "year"]
NeedsSource = Literal["url", "file", "either"]
NeedsSite = Literal["official", "any"]
BandWord = Literal["green", "yellow", "red"]
Basis = Literal["sourced", "derived", "assumed"]
PointsBasis = Literal["published", "assumed"]
FactBasis = Literal["sourced", "assumed"]
CriterionId = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9._-]*$")]


class Shape(BaseModel):
    """Unknown keys are refused; a key may be left empty, as in a fresh scaffold."""

    model_config = ConfigDict(extra="forbid")


class Item(Shape):
    """One published thing: a web address (a list: the same thing, moved) or an attached file."""

    title: str | None = None
    url: Url | list[Url] | None = None
    file: Annotated[str | None, Field(description="path in the workspace")] = None
    published: date | None = None
    updated: Annotated[date | None, Field(description="a page refreshed later")] = None
    held: Annotated[date | None, Field(description="when what is counted took place, if not when published")] = None
    part: Annotated[str | None, Field(description="of a checklist")] = None
    period: Annotated[Label | int | None, Field(description="2024-03, 2024-Q1, 2024-H1 or 2024")] = None
    shows: Annotated[Whole | None, Field(description="how many of a count this item shows")] = None
    owner: str | None = None
    action: str | None = None
    note: Annotated[str | None, Field(description="never scored")] = None
    contains: Annotated[str | None, Field(max_length=200, description="words that the page has to show")] = None


class Claim(Shape):
    """What is put forward for one criterion."""

    level: str | None = None
    count: Annotated[Whole | None, Field(description="how many were done; of several owners they are added")] = None
    of: Annotated[Whole | None, Field(description="of how many; of several owners they are added")] = None
    not_applicable: Annotated[str | None, Field(description="the reason; its items prove it")] = None
    owner: str | None = None
    action: str | None = None
    effort_days: Number | None = None
    note: Annotated[str | None, Field(description="never scored")] = None
    items: list[Item | None] | None = None


class Action(Shape):
    """One piece of work that closes one or more gaps."""

    title: str | None = None
    owner: str | None = None
    effort_days: Number | None = None


class EvidenceFile(Shape):
    """A file in evidence/."""

    evidence: dict[CriterionId, Claim | None] | None = None
    actions: dict[str, Action | None] | None = None


class Names(Shape):
    """A name in one language or more."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    uz: str | None = None
    uz_cyrl: Annotated[str | None, Field(alias="uz-Cyrl")] = None
    ru: str | None = None
    en: str | None = None


class Organisation(Shape):
    """The body assessed."""

    id: str
    name: Names | str
    kinds: Annotated[list[str], Field(min_length=1)]


class Move(Shape):
    """What lay under one address lies under another, and could be found at the old one up to and including a day."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    old: Annotated[Url, Field(alias="from")]
    to: Url
    on: date


class Result(Shape):
    """What the Agency published of this body for one year; its indicators by their ids."""

    year: Annotated[int, Field(ge=2000, le=2999)]
    total: Number
    band: Annotated[BandWord | None, Field(description="as published")] = None
    indicators: dict[str | int, Number] | None = None


Email = Annotated[str, Field(pattern=r"^[^\s@]+@[^\s@]+\.[^\s@]+$", max_length=254)]


class OwnUnit(Shape):
    """A unit of the body."""

    email: Annotated[Email | None, Field(description="where it is written to")] = None


class WorkspaceFile(Shape):
    """The file openness.yaml."""

    organisation: Organisation
    index: Annotated[str, Field(description="a shipped index, or a path")]
    year: Annotated[int, Field(ge=2000, le=2999)]
    evaluation_date: date
    as_of: Annotated[date | None, Field(description="a fixed day, for samples and closed years")] = None
    language: Literal["uz", "uz-Cyrl", "ru", "en"] | None = None
    sites: Annotated[Url | list[Url] | None, Field(description="what is official: each a site, or a path on one")] = (
        None
    )
    moved: Annotated[Move | list[Move] | None, Field(description="pages that have another address now")] = None
    results: Annotated[
        Result | list[Result] | None, Field(description="what the Agency published of this body; never scored")
    ] = None
    owners: Annotated[
        dict[str, OwnUnit | Email | None] | None, Field(description="the units by their names, as evidence names them")
    ] = None


class Texts(Shape):
    """One text in every language; without Uzbek in Cyrillic script that in Latin script is shown."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    uz: str
    ru: str
    en: str
    uz_cyrl: Annotated[str | None, Field(alias="uz-Cyrl")] = None


class LevelsRule(Shape):
    """The points of the level reached."""

    kind: Literal["levels"]
    levels: dict[str, Number]


class Step(Shape):
    """From ``min`` on so many points."""

    min: Number
    points: Number


class CountRule(Shape):
    """The highest step that a number reaches."""

    kind: Literal["count"]
    steps: Annotated[list[Step], Field(min_length=1)]


class ShareRule(Shape):
    """The highest step that count ÷ of reaches."""

    kind: Literal["share"]
    steps: Annotated[list[Step], Field(min_length=1)]


class Part(Shape):
    """One part of a checklist."""

    part: str
    points: Number
    titles: Texts


class ChecklistRule(Shape):
    """The sum of the parts shown."""

    kind: Literal["checklist"]
    parts: Annotated[list[Part], Field(min_length=1)]


class Due(Shape):
    """Either so many days after the period, or a day of the year as MM-DD."""

    days_after: Whole | None = None
    date: Annotated[str | None, Field(pattern=r"^\d{2}-\d{2}$")] = None


class PeriodsRule(Shape):
    """An equal share for each period published on time."""

    kind: Literal["periods"]
    every: Every
    due: Due
    points: Number
    late: Annotated[float, Field(ge=0, le=1)] | None = None
    during: Annotated[bool | None, Field(description="kept current: may be published before the period ends")] = None


class Needs(Shape):
    """What an item has to be."""

    source: NeedsSource
    formats: list[str] | None = None
    fresh_days: Whole | None = None
    site: Annotated[NeedsSite | None, Field(description="where an address has to be; any unless stated")] = None


class Criterion(Shape):
    """One thing that is assessed."""

    id: CriterionId
    titles: Texts
    asks: Texts
    remedy: Texts
    rule: Annotated[LevelsRule | CountRule | ShareRule | ChecklistRule | PeriodsRule, Field(discriminator="kind")]
    due_basis: FactBasis | None = None
    needs: Needs
    needs_basis: FactBasis
    applies_to: list[str] | None = None
    effort_days: Number
    basis: Basis
    points_basis: PointsBasis
    reference: Texts
    source: str | None = None
    note: Texts | None = None


class IndicatorFile(Shape):
    """One file for each indicator."""

    indicator: str | int
    titles: Texts
    short: Annotated[
        Texts | None,
        Field(description="its name where there is little room, at most 22 letters; else the title is cut"),
    ] = None
    points: Number
    points_basis: PointsBasis
    note: Texts | None = None
    criteria: list[Criterion]


class Band(Shape):
    """A colour from its minimum on, the minimum included."""

    band: BandWord
    min: Number


class Links(Shape):
    """When an address counts as broken, and how long a success counts."""

    broken_after: Annotated[int, Field(ge=1)]
    apart_hours: Whole
    max_age_days: Whole


class Kind(Shape):
    """A kind of body."""

    kind: str
    titles: Texts


class Benchmark(Shape):
    """Published scores: a total and the indicators."""

    total: Number
    indicators: dict[str | int, Number]


class PublishedYear(Shape):
    """What was published of an earlier year."""

    year: Whole
    bodies: Whole
    source: str
    best: Benchmark
    average: Benchmark


Ratio = Annotated[str | int | float, Field(description="a fraction, as 1/2, or a number", examples=["1/2", 2, 0.4])]


class AssumedPoints(Shape):
    """Assumed points are ``from`` to ``to`` times what they are; ``typical_error`` is the spread of their errors."""

    from_: Annotated[Ratio, Field(alias="from")]
    to: Ratio
    typical_error: Ratio


class IndexFile(Shape):
    """The file index.yaml."""

    index: str
    edition: date
    titles: Texts
    source: str
    note: Texts
    time_zone: str
    points: Number
    bands: Annotated[list[Band], Field(min_length=1)]
    bands_basis: FactBasis
    links: Links
    kinds: list[Kind]
    confirmed_through: Annotated[
        Whole | None, Field(description="the last year for which the methodology is known to hold")
    ] = None
    benchmarks: list[PublishedYear] | None = None
    assumed_points: Annotated[
        AssumedPoints | None, Field(description="how far from the truth points that are assumed may be")
    ] = None


class DefinitionFile(RootModel[IndexFile | IndicatorFile]):
    """A file in the folder of an index: index.yaml, or one file for each indicator."""
