"""The JSON of ``openness rank``, version 1."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from openness_cli.schemas.report import (
    BandWord,
    BasisWord,
    IndexInfo,
    OrganisationInfo,
    Points,
    Score,
    Shape,
    Tool,
    VerifiedScore,
)

Count = Annotated[int, Field(ge=0)]


class IndicatorHead(Shape):
    """One indicator of the index."""

    id: str
    title: str
    possible: Points
    points_basis: Literal["published", "assumed"]


class IndicatorPoints(Shape):
    """An indicator of a body on the basis of the ranking, scaled."""

    id: str
    earned: Points
    on_course: Points


class BodyScores(Shape):
    """The totals of a body."""

    declared: Score
    evidenced: Score
    verified: VerifiedScore


class Body(Shape):
    """One body, as its own score says; an indicator that does not apply to it is not there."""

    rank: Annotated[int, Field(ge=1, description="by what is on course, then what is earned; shared where both are")]
    folder: str
    organisation: OrganisationInfo
    as_of: date
    evaluation_date: date
    over: Annotated[bool, Field(description="the day is after the evaluation date")]
    scores: BodyScores
    indicators: list[IndicatorPoints]
    passed: Annotated[bool | None, Field(description="null while it depends on unknown points; true without a demand")]


class NotScored(Shape):
    """A body that could not be read."""

    folder: str
    problems: Count


class Average(Shape):
    """The mean of the bodies that were scored, on the basis of the ranking."""

    earned: Points
    on_course: Points
    indicators: dict[str, Points]


class Benchmark(Shape):
    """Published scores."""

    total: Points
    indicators: dict[str, Points]


class Published(Shape):
    """What was published of an earlier year: the average and the best of so many bodies."""

    year: int
    bodies: Count
    source: str
    average: Benchmark
    best: Benchmark


class Gate(Shape):
    """Whether every body that was scored reaches the threshold; null while that depends on unknown points."""

    passed: bool | None
    basis: BasisWord
    threshold: Annotated[float | None, Field(ge=0, description="points on course; null where nothing is demanded")]
    band: Annotated[BandWord | None, Field(description="where the threshold was named by a colour")]
    failed: Annotated[list[str], Field(description="folders")]
    undecided: Annotated[list[str], Field(description="folders")]


class Rank(Shape):
    """Many bodies side by side."""

    format_version: Literal[1]
    kind: Literal["rank"]
    tool: Tool
    index: IndexInfo
    year: int
    basis: Annotated[BasisWord, Field(description="of rank, indicators, average and gate")]
    indicators: list[IndicatorHead]
    bodies: list[Body]
    average: Average
    not_scored: list[NotScored]
    published: list[Published]
    gate: Gate
