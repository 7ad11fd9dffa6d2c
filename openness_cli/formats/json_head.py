"""What every JSON document of an assessment begins with, and how it is written."""

import json
from typing import Any

from pydantic import BaseModel

from openness_cli.schemas import report as wire
from openness_cli.scoring.assessment import Assessment


def head(assessment: Assessment, language: str, tool_version: str) -> dict[str, Any]:
    """Return the keys that say what was scored, by what rules and on which day."""
    index, workspace = assessment.index, assessment.workspace
    organisation = workspace.organisation
    return {
        "tool": wire.Tool(name="openness", version=tool_version),
        "index": wire.IndexInfo(id=index.id, edition=index.edition, **index.certainty()._asdict()),
        "organisation": wire.OrganisationInfo(
            id=organisation.id, name=organisation.name(language), kinds=list(organisation.kinds)
        ),
        "year": workspace.year,
        "as_of": assessment.day,
        "evaluation_date": workspace.evaluation_date,
    }


def document_text(document: BaseModel) -> str:
    """Return a document as text."""
    return json.dumps(document.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
