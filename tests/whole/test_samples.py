"""The three bodies that are shipped are what the README says of them."""

import hashlib
import json
from datetime import UTC, date, timedelta
from pathlib import Path

import pytest
import yaml

from openness_cli.files.workspace import open_workspace, read_configuration
from openness_cli.links.log import load_log
from openness_cli.model.availability import AddressState, address_states
from openness_cli.model.definitions import BandName
from openness_cli.schemas.registry import SchemaName
from openness_cli.scoring.assessment import assess
from openness_cli.scoring.verdicts import Basis
from tests.builders.documents import shape
from tests.builders.tool import SAMPLES, Call

BODIES = sorted(path for path in SAMPLES.iterdir() if path.is_dir())


@pytest.mark.parametrize("body", BODIES, ids=lambda path: path.name)
def test_files_are_in_the_shape_of_their_schemas(body: Path) -> None:
    files = [(body / "openness.yaml", SchemaName.WORKSPACE)]
    files += [(path, SchemaName.EVIDENCE) for path in (body / "evidence").glob("*.yaml")]
    for path, name in files:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        shape(name).validate(json.loads(json.dumps(document, default=str)))


@pytest.mark.parametrize("body", BODIES, ids=lambda path: path.name)
def test_logs_are_chained(body: Path) -> None:
    for path in (body / "availability").glob("*.jsonl"):
        seen: set[str | None] = {None}
        for line in path.read_bytes().splitlines():
            entry = json.loads(line)
            assert entry["prev"] in seen
            seen.add(hashlib.sha256(line).hexdigest())


def test_a_body_that_does_everything_on_time_is_green_on_course_on_every_day_of_the_year() -> None:
    opened = open_workspace(read_configuration(SAMPLES / "model-body"))
    index, workspace = opened.index, opened.workspace
    registers_begin = date(2024, 1, 5)
    for days in range(31 + 366 + 90):
        day = date(2023, 12, 1) + timedelta(days=days)
        assessment = assess(index, workspace, {}, day)
        for basis in Basis:
            points = assessment.standing(basis)
            assert index.band_of(points.on_course + points.unknown).name is BandName.GREEN, (day, basis)
        assert day < registers_begin or assessment.headline >= 98, day


def test_the_complete_body_is_green_on_every_basis(tool: Call) -> None:
    for basis in Basis:
        assert tool("score", SAMPLES / "model-body", "--basis", basis.value, "--fail-under", "green").code == 0


def test_the_body_with_dead_links_is_green_as_evidenced_and_yellow_as_verified(tool: Call) -> None:
    scores = json.loads(tool("score", SAMPLES / "dead-links", "--format", "json").out)["scores"]
    assert 71 <= scores["evidenced"]["on_course"] < 77
    assert scores["evidenced"]["band"] == "green"
    assert scores["verified"]["band"] == "yellow"
    assert scores["verified"]["unknown"] == 0


def test_only_the_budget_pages_are_broken_and_all_others_opened_in_the_last_thirty_days() -> None:
    opened = open_workspace(read_configuration(SAMPLES / "dead-links"))
    index, workspace = opened.index, opened.workspace
    log = load_log(workspace.folder)
    assert not log.warnings
    states = address_states(log.checks, index.links, workspace.evaluation_date, UTC)
    for name, evidence in workspace.evidence.items():
        for url in [url for item in evidence.items for url in item.urls]:
            if name.startswith("C4."):
                assert states[url].state is AddressState.BROKEN
            else:
                success = states[url].last_success
                assert success is not None
                assert (workspace.evaluation_date - success.date()).days <= 30


def test_the_ministry_holds_only_what_the_minutes_state(tool: Call) -> None:
    report = json.loads(tool("score", SAMPLES / "ministry-2024", "--format", "json").out)
    assert report["as_of"] == "2024-12-01"
    with_evidence = {
        row["id"] for row in report["criteria"] if row["outcome"] not in ("missing", "not-due", "not-applicable")
    }
    assert with_evidence == {"C1.1", "C1.5", "C1.7", "C1.10", "C2.24", "C3.16", "C6.1", "C6.4", "C7.7", "C8.5", "C8.6"}
    assert report["scores"]["evidenced"]["earned"] == 0
    assert report["scores"]["declared"]["earned"] > 0
    text = "".join(path.read_text(encoding="utf-8") for path in (SAMPLES / "ministry-2024" / "evidence").iterdir())
    assert "url: http" not in text.replace("#       - {period: 2024-Q1, title: …, url: https://…", "")
