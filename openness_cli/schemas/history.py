"""The JSON of ``openness history``, version 1."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from openness_cli.schemas.report import BandWord, BasisWord, Points, Shape, Tool


class SavedTotal(Shape):
    """A total on a basis; ``band`` is null where it depended on unknown points."""

    earned: Points
    on_course: Points
    unknown: Points
    band: BandWord | None


class SavedTotals(Shape):
    """The totals on every basis."""

    declared: SavedTotal
    evidenced: SavedTotal
    verified: SavedTotal


class SavedScore(Shape):
    """One saved score. The points of its criteria stand in history.jsonl itself, in ``line``."""

    organisation: Annotated[str, Field(description="empty where neither the line nor the folder tells it")]
    year: int
    as_of: date
    saved_at: datetime
    index: str
    edition: date
    basis: Annotated[BasisWord, Field(description="what the gate looked at")]
    scores: SavedTotals
    reachable: Points
    at_stake: Points
    tool_version: str
    line: Annotated[int, Field(ge=1)]


class History(Shape):
    """Every saved score, those of one body and year together, in time."""

    format_version: Literal[1]
    kind: Literal["history"]
    tool: Tool
    organisation: Annotated[str, Field(description="of the folder; empty where it cannot be read")]
    scores: list[SavedScore]
