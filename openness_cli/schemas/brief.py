"""The JSON of ``openness brief``, version 1."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from openness_cli.schemas.certainty import Certainty
from openness_cli.schemas.heads import BodyHead, Points, PublishedResult, Shape
from openness_cli.schemas.input import BandWord
from openness_cli.schemas.outlook import Colour, Days


class BriefTurn(Shape):
    """A day from which the colour is another one."""

    day: date
    band: Colour


class BriefForecast(Shape):
    """What is left on the evaluation date if nobody acts, and when the colour turns."""

    total: Points
    band: Colour
    turns: list[BriefTurn]


class WayTo(Shape):
    """The least work that leads to the best colour; where that is out of reach, the total with every gap closed."""

    target: Points
    reachable: bool
    actions: int
    effort_days: Days
    total: Points
    band: BandWord


class Decision(Shape):
    """One thing that is asked for."""

    what: str
    criteria: Annotated[list[str] | None, Field(description="not told to a council")] = None
    owners: Annotated[list[str] | None, Field(description="not told to a council")] = None
    in_charge: Annotated[str, Field(description="who is, in words")]
    by: Annotated[date | None, Field(description="null where it is due now")]
    points: Points
    dead_links: int
    failing_links: Annotated[int | None, Field(description="that failed when they were last checked")] = None
    effort_days: Annotated[Days | None, Field(description="of work; what falls due has none")] = None


class BriefHeadline(Shape):
    """What stands for the body."""

    total: Points
    band: BandWord
    failed: Annotated[Points, Field(description="hangs on addresses known to be broken")]


class BriefIndicator(Shape):
    """One indicator: its part in the headline."""

    id: str
    title: str
    possible: Points
    on_course: Points


class BriefLost(Shape):
    """What cannot be won any more."""

    total: Points
    unentered: Annotated[Points, Field(description="lost unless it was done and is not entered")]


class Brief(BodyHead):
    """What ``openness brief --format json`` writes."""

    kind: Literal["brief"]
    audience: Annotated[Literal["minister", "council"], Field(alias="for")]
    over: bool
    headline: BriefHeadline
    if_nobody_acts: BriefForecast | None = None
    plan: Annotated[WayTo | None, Field(description="absent where the colour is the best")] = None
    published: PublishedResult | None = None
    decisions: list[Decision]
    indicators: list[BriefIndicator]
    certainty: Certainty | None = None
    lost: BriefLost
