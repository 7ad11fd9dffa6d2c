"""``sites`` and ``moved`` of openness.yaml: as they may be written, and as they are handed out."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from openness_cli.files.index import SHIPPED, load_index
from openness_cli.files.workspace import open_workspace, read_configuration
from openness_cli.forms.scaffold import Start, scaffold
from openness_cli.model.evidence import Workspace
from openness_cli.model.sites import Move
from openness_cli.schemas.registry import SchemaName
from tests.builders.bodies import LEVELS, criterion, full, item, write_body
from tests.builders.documents import shape
from tests.builders.tool import Call

MOVE = Move("https://eski.example/", "https://gov.example/oz/idora/", date(2024, 7, 29))
PLAIN = """
sites: [https://gov.example/oz/idora]
moved:
  - {from: https://eski.example/, to: https://gov.example/oz/idora/, on: 2024-07-29}
"""


def with_lines(folder: Path, lines: str) -> Path:
    body = write_body(folder, full(item(url="https://eski.example/a")), criterion(LEVELS))
    with (body / "openness.yaml").open("a", encoding="utf-8") as file:
        file.write(lines)
    return body


def read(body: Path) -> Workspace:
    return open_workspace(read_configuration(body)).workspace


@pytest.mark.parametrize(
    "lines",
    [
        PLAIN,
        PLAIN.replace("[https://gov.example/oz/idora]", "https://gov.example/oz/idora"),
        PLAIN.replace("2024-07-29", "29.07.2024"),
        PLAIN.replace("sites", "Sites").replace("to:", "То:"),
        PLAIN.replace("moved:\n  - {", "moved: {"),
        PLAIN.replace("from: https://", "from: «https://").replace("eski.example/", "eski.example/»"),
    ],
)
def test_what_is_meant_is_read_and_written_canonically(tmp_path: Path, lines: str, tool: Call) -> None:
    body = with_lines(tmp_path, lines)
    workspace = read(body)
    assert workspace.sites.moves == (MOVE,)
    (own,) = workspace.evidence["X1"].items
    assert (own.urls, own.written) == (("https://gov.example/oz/idora/a",), ("https://eski.example/a",))
    assert own.elsewhere == ()
    assert tool("validate", body, "--fix").code == 0
    assert read(body).sites.moves == (MOVE,)
    assert "nothing was changed" in tool("validate", body, "--fix").out
    document = yaml.load((body / "openness.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    document["year"] = int(document["year"])
    shape(SchemaName.WORKSPACE).validate(document)


def test_what_is_handed_out_says_how_and_is_read_once_its_signs_are_taken_away(tmp_path: Path) -> None:
    start = Start("body", "Body", ["ministry"], 2024, "pf-154")
    text = scaffold(load_index(SHIPPED / "pf-154"), start, "uz")["openness.yaml"]
    open_lines = [
        line[2:] if line.startswith(("# sites:", "# moved:", "#   - {from")) else line for line in text.splitlines()
    ]
    (tmp_path / "openness.yaml").write_text("\n".join(open_lines), encoding="utf-8")
    sites = read(tmp_path).sites
    assert [move.on for move in sites.moves] == [date(2024, 7, 29)]
    assert not sites.is_elsewhere(sites.means("https://eski.example/a"))


def test_nobody_who_says_nothing_of_sites_is_asked_anything(tmp_path: Path) -> None:
    body = with_lines(tmp_path, "sites:\nmoved:\n")
    (own,) = read(body).evidence["X1"].items
    assert (own.written, own.elsewhere, bool(read(body).sites)) == ((), (), False)


def test_the_shipped_index_asks_for_the_official_site_where_a_norm_on_official_sites_does() -> None:
    asked: dict[str, Any] = {
        name: own.needs_basis.value
        for name, own in load_index(SHIPPED / "pf-154").by_id.items()
        if own.needs.site.value == "official"
    }
    assert {name for name in asked if not name.startswith("C2.")} == {"C3.1"}
    assert {name for name, basis in asked.items() if basis == "assumed"} == {"C2.12"}
