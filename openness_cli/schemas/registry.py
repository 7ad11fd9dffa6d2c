"""Every schema by its name, for ``openness schema``. The shapes are imported when they are asked for."""

import json
from enum import Enum
from importlib import import_module
from typing import Any, Literal

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class SchemaName(Enum):
    """The formats that have a schema."""

    EVIDENCE = "evidence"
    WORKSPACE = "workspace"
    INDEX = "index"
    REPORT = "report"
    LINKS = "links"
    RECORD = "record"
    LOG_CHECK = "log-check"
    PLAN = "plan"
    FORECAST = "forecast"
    DIFF = "diff"
    CALENDAR = "calendar"
    HISTORY = "history"
    RANK = "rank"


# the module and the shape in it
_SHAPES = {
    SchemaName.EVIDENCE: ("input", "EvidenceFile"),
    SchemaName.WORKSPACE: ("input", "WorkspaceFile"),
    SchemaName.INDEX: ("input", "DefinitionFile"),
    SchemaName.REPORT: ("report", "Report"),
    SchemaName.LINKS: ("links", "Links"),
    SchemaName.RECORD: ("links", "Record"),
    SchemaName.LOG_CHECK: ("links", "LogCheck"),
    SchemaName.PLAN: ("plan", "Plan"),
    SchemaName.FORECAST: ("forecast", "Forecast"),
    SchemaName.DIFF: ("diff", "Diff"),
    SchemaName.CALENDAR: ("calendar_", "Calendar"),
    SchemaName.HISTORY: ("history", "History"),
    SchemaName.RANK: ("rank", "Rank"),
}
_READ = (SchemaName.EVIDENCE, SchemaName.WORKSPACE, SchemaName.INDEX)


def json_schema(name: SchemaName) -> dict[str, Any]:
    """Return the JSON Schema of a format."""
    from pydantic import TypeAdapter  # noqa: PLC0415  (heavy, and the names alone do without)

    module, shape = _SHAPES[name]
    mode: Literal["serialization", "validation"] = "validation" if name in _READ else "serialization"
    adapter: TypeAdapter[Any] = TypeAdapter(getattr(import_module(f"openness_cli.schemas.{module}"), shape))
    return {"$schema": DIALECT, **adapter.json_schema(mode=mode)}


def schema_text(name: SchemaName) -> str:
    """Return the JSON Schema of a format as text."""
    return json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n"
