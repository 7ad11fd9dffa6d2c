"""The schemas and the readers describe the same files: what one takes by shape, the other takes as well."""

import json
from pathlib import Path
from typing import Any, assert_never, get_args

import jsonschema
import pytest
import yaml
from pydantic import BaseModel

from openness_cli.comparison.causes import ChangeCause
from openness_cli.files import index as index_reading
from openness_cli.files import workspace as workspace_reading
from openness_cli.files._claims import ClaimReader
from openness_cli.files.fields import Misfits
from openness_cli.files.index import SHIPPED, load_index
from openness_cli.model.definitions import Checklist, Count, Levels, Periods, Rule, RuleKind, Share
from openness_cli.schemas import comparison as wire_comparison
from openness_cli.schemas import input as schemas
from openness_cli.schemas.registry import SchemaName, json_schema
from openness_cli.schemas.report import FaultWord
from openness_cli.scoring.items import Fault
from tests.builders.bodies import LEVELS, criterion, dump, item, write_body, write_one
from tests.builders.documents import shape
from tests.builders.tool import Call


def test_the_words_of_the_wire_are_those_of_the_core() -> None:
    assert set(get_args(wire_comparison.CauseWord)) == {cause.value for cause in ChangeCause}
    assert set(get_args(FaultWord)) == {fault.value for fault in Fault}


INDEX = load_index(SHIPPED / "pf-154")


def test_the_readers_know_the_keys_of_the_schemas() -> None:
    claims = ClaimReader(INDEX, Path(), Misfits(), 2024)
    known: dict[type[BaseModel], Any] = {
        schemas.Item: claims._item_reader._readers,  # noqa: SLF001
        schemas.Claim: claims._readers,  # noqa: SLF001
        schemas.WorkspaceFile: workspace_reading._CONFIGURATION,  # noqa: SLF001
        schemas.IndexFile: index_reading._INDEX,  # noqa: SLF001
        schemas.Criterion: index_reading._criterion_readers(frozenset()),  # noqa: SLF001
    }
    for model, readers in known.items():
        assert set(model.model_fields) == set(readers), model


def _shape_of(rule: Rule) -> type[BaseModel]:
    match rule:
        case Levels():
            return schemas.LevelsRule
        case Count():
            return schemas.CountRule
        case Share():
            return schemas.ShareRule
        case Checklist():
            return schemas.ChecklistRule
        case Periods():
            return schemas.PeriodsRule
        case _:
            assert_never(rule)


def test_every_kind_of_rule_has_a_shape() -> None:
    kinds = {type(own.rule).__name__.lower(): _shape_of(own.rule) for own in INDEX.by_id.values()}
    assert {get_args(shape.model_fields["kind"].annotation) for shape in kinds.values()} == {(kind,) for kind in kinds}
    assert set(get_args(schemas.RuleKind)) == set(kinds) == set(get_args(RuleKind))


@pytest.mark.parametrize("name", list(SchemaName))
def test_each_schema_is_one(name: SchemaName, tool: Call) -> None:
    schema = json.loads(tool("schema", name.value).out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema == json_schema(name)


@pytest.mark.parametrize(
    "claim",
    [
        {"levl": "full"},
        {"count": -1},
        {"items": [{"titel": "x"}]},
        {"items": [{"url": "ftp://a.example"}]},
        {"items": [{"url": "bandlik.example"}]},
        {"effort_days": -1},
        {"items": "none"},
    ],
)
def test_what_the_schema_refuses_the_reader_refuses(claim: dict[str, Any], tool: Call, tmp_path: Path) -> None:
    body = write_one(tmp_path, LEVELS, claim)
    document = yaml.safe_load((body / "evidence" / "all.yaml").read_text())
    assert not shape(SchemaName.EVIDENCE).is_valid(document)
    assert tool("validate", body).code == 3


def test_what_a_scaffold_leaves_empty_both_take(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, criterion(LEVELS))
    empty = {"X1": {"level": None, "items": [{**item(), "title": None, "owner": None}]}}
    dump(body / "evidence" / "all.yaml", {"evidence": empty, "actions": None})
    document = yaml.safe_load((body / "evidence" / "all.yaml").read_text())
    shape(SchemaName.EVIDENCE).validate(document)
    text = (body / "evidence" / "all.yaml").read_text().replace("null", "")
    (body / "evidence" / "all.yaml").write_text(text)
    assert tool("validate", body).code == 0
