"""Every schema by its name, for ``openness schema``. The shapes are imported when they are asked for."""

import json
from enum import Enum
from importlib import import_module
from typing import Any, Self

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class SchemaName(Enum):
    """The formats that have a schema, each with the module and the shape in it."""

    place: str

    def __new__(cls, word: str, place: str = "") -> Self:
        """Keep where the shape is."""
        member = object.__new__(cls)
        member._value_ = word
        member.place = place
        return member

    EVIDENCE = "evidence", "input.EvidenceFile"
    WORKSPACE = "workspace", "input.WorkspaceFile"
    INDEX = "index", "input.DefinitionFile"
    REPORT = "report", "report.Report"
    LINKS = "links", "links.Links"
    RECORD = "record", "links.Record"
    MOVED = "moved", "links.Moved"
    LOG_CHECK = "log-check", "links.LogCheck"
    PLAN = "plan", "outlook.Plan"
    FORECAST = "forecast", "outlook.Forecast"
    DIFF = "diff", "comparison.Diff"
    CALENDAR = "calendar", "outlook.Calendar"
    OWNERS = "owners", "outlook.Owners"
    REMIND = "remind", "outlook.Remind"
    BRIEF = "brief", "brief.Brief"
    HISTORY = "history", "comparison.History"
    RANK = "rank", "comparison.Rank"
    EDITIONS = "editions", "editions.Editions"
    PUBLISHED = "published", "comparison.PublishedYears"
    BUNDLE_CHECK = "bundle-check", "bundle.BundleCheck"


def json_schema(name: SchemaName) -> dict[str, Any]:
    """Return the JSON Schema of a format."""
    from pydantic import TypeAdapter  # noqa: PLC0415  (heavy, and the names alone do without)

    module, _dot, shape = name.place.partition(".")
    adapter: TypeAdapter[Any] = TypeAdapter(getattr(import_module(f"openness_cli.schemas.{module}"), shape))
    return {"$schema": DIALECT, **adapter.json_schema(mode="validation" if module == "input" else "serialization")}


def schema_text(name: SchemaName) -> str:
    """Return the JSON Schema of a format as text."""
    return json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n"
