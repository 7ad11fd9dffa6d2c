"""Every schema by its name, for ``openness schema``."""

import json
from enum import Enum
from typing import Any, Literal

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from openness_cli.schemas import calendar_, diff, forecast, history, links, plan, rank, report
from openness_cli.schemas.input import DefinitionFile, EvidenceFile, WorkspaceFile

DIALECT = GenerateJsonSchema.schema_dialect


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


_MODELS: dict[SchemaName, type[BaseModel]] = {
    SchemaName.EVIDENCE: EvidenceFile,
    SchemaName.WORKSPACE: WorkspaceFile,
    SchemaName.INDEX: DefinitionFile,
    SchemaName.REPORT: report.Report,
    SchemaName.LINKS: links.Links,
    SchemaName.RECORD: links.Record,
    SchemaName.LOG_CHECK: links.LogCheck,
    SchemaName.PLAN: plan.Plan,
    SchemaName.FORECAST: forecast.Forecast,
    SchemaName.DIFF: diff.Diff,
    SchemaName.CALENDAR: calendar_.Calendar,
    SchemaName.HISTORY: history.History,
    SchemaName.RANK: rank.Rank,
}
_WRITTEN = frozenset(_MODELS.keys() - {SchemaName.EVIDENCE, SchemaName.WORKSPACE, SchemaName.INDEX})


def json_schema(name: SchemaName) -> dict[str, Any]:
    """Return the JSON Schema of a format."""
    mode: Literal["serialization", "validation"] = "serialization" if name in _WRITTEN else "validation"
    return {"$schema": DIALECT, **TypeAdapter(_MODELS[name]).json_schema(mode=mode)}


def schema_text(name: SchemaName) -> str:
    """Return the JSON Schema of a format as text."""
    return json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n"
