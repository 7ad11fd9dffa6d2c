"""How sure a total is, in the JSON of several reports."""

from typing import Literal

from pydantic import Field

from openness_cli.schemas.heads import Points, Shape
from openness_cli.schemas.input import BandWord


class Limits(Shape):
    """The least and the greatest total that can be."""

    low: Points
    high: Points


class Annex(Shape):
    """An indicator whose table of points is to be looked up; ``half_width`` is what is left of the range then."""

    indicator: str
    criteria: int
    half_width: Points


class Decisive(Shape):
    """The total if a criterion were worth twice as much, or half."""

    id: str
    if_double: Points
    if_half: Points


class Span(Shape):
    """Where a total lies as far as it hangs on assumed points: ``low`` to ``high`` is likely."""

    colour: Literal["firm", "likely", "open"]
    low: Points
    high: Points
    limits: Limits
    bands: list[BandWord]


class Certainty(Span):
    """Where the total lies, and which points narrow that."""

    annexes: list[Annex] = Field(default=[], description="what narrows the range most first; none where it is firm")
    decisive: list[Decisive] = Field(default=[], description="what weighs most first; none where it is firm")
    wording_assumed: Points
