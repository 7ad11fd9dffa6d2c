"""``results`` and ``owners`` of openness.yaml: as they may be written, and as they are handed out."""

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from openness_cli.files.index import SHIPPED, load_index
from openness_cli.files.workspace import open_workspace, read_configuration
from openness_cli.forms.scaffold import Start, scaffold
from openness_cli.model.definitions import BandName
from openness_cli.model.evidence import Workspace
from openness_cli.model.languages import LANGUAGES
from openness_cli.schemas.registry import SchemaName
from tests.builders.bodies import LEVELS, criterion, dump, write_index
from tests.builders.documents import shape
from tests.builders.tool import Call

PLAIN = """\
organisation: {id: body, name: Body, kinds: [ministry]}
index: ../index
year: 2024
evaluation_date: 2025-03-01
results: [{year: 2023, total: 47.1, band: red, indicators: {4: 0, 2: 12.25}}]
owners: {Moliya boshqarmasi: {email: moliya@bandlik.example}, Yuridik boshqarma: }
"""


def body_of(folder: Path, text: str) -> Path:
    """Write a configuration beside an index of indicators 1 to 4, of which two have the names of real ones."""
    rule = {**LEVELS, "levels": {"full": 25, "none": 0}}
    index = write_index(folder / "index", [[criterion(rule, f"X{number}")] for number in range(1, 5)])
    for number, titles in (
        (2, {"uz": "Sayt", "ru": "Официальный сайт", "en": "Site"}),
        (4, dict.fromkeys(LANGUAGES, "Budjet")),
    ):
        path = index / f"{number}.yaml"
        dump(path, yaml.safe_load(path.read_text(encoding="utf-8")) | {"titles": titles})
    body = folder / "body"
    body.mkdir(exist_ok=True)
    (body / "openness.yaml").write_text(text, encoding="utf-8")
    return body


def read(body: Path) -> Workspace:
    return open_workspace(read_configuration(body)).workspace


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("[{year", "{year").replace("}}]", "}}"),
        PLAIN.replace("47.1", "'47,1'").replace("12.25", "'12,25'").replace("red", "«Қизил»"),
        PLAIN.replace("red", "красная").replace("4: 0", "Budjet: 0").replace("2:", "Официальный сайт:"),
        PLAIN.replace("results", "Results").replace("{email: moliya@bandlik.example}", "<moliya@bandlik.example>"),
        PLAIN.replace("moliya@", "mailto:moliya@").replace("Moliya b", "Moliya\u00a0b"),
    ],
)
def test_what_is_meant_is_read_and_written_canonically(tmp_path: Path, text: str, tool: Call) -> None:
    body = body_of(tmp_path, text)
    for _time in range(2):
        workspace = read(body)
        (own,) = workspace.results
        assert (own.year, own.total, own.band) == (2023, Fraction("47.1"), BandName.RED)
        assert own.indicators == {"4": 0, "2": Fraction("12.25")}
        assert [(unit.name, unit.email) for unit in workspace.units] == [
            ("Moliya boshqarmasi", "moliya@bandlik.example"),
            ("Yuridik boshqarma", ""),
        ]
        assert tool("validate", body, "--fix").code == 0
    assert "nothing was changed" in tool("validate", body, "--fix").out
    document = yaml.load((body / "openness.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    document["year"] = int(document["year"])
    several = document["results"] if isinstance(document["results"], list) else [document["results"]]
    for own in several:
        own |= {"year": int(own["year"]), "total": float(own["total"])}
        own["indicators"] = {name: float(points) for name, points in own["indicators"].items()}
    document["owners"]["Yuridik boshqarma"] = None
    shape(SchemaName.WORKSPACE).validate(document)


def test_years_stand_in_order_and_say_no_more_than_was_entered(tmp_path: Path) -> None:
    line = "results:\n  - {year: 2023, total: 47.1}\n  - {year: 2022, total: 100, band: green, indicators: }\n"
    results = read(body_of(tmp_path, PLAIN.replace("results: [", "language: uz # ") + line)).results
    assert [(own.year, own.band, own.indicators) for own in results] == [
        (2022, BandName.GREEN, {}),
        (2023, None, {}),
    ]


def test_what_is_handed_out_says_how_and_is_read_once_its_signs_are_taken_away(tmp_path: Path) -> None:
    start = Start("body", "Body", ["ministry"], 2024, "pf-154")
    text = scaffold(load_index(SHIPPED / "pf-154"), start, "uz")["openness.yaml"]
    handed = ("# results:", "#   - {year", "# owners:", "#   Finance")
    lines = [line[2:] if line.startswith(handed) else line for line in text.splitlines()]
    workspace = read(body_of(tmp_path, "\n".join(lines)))
    assert [own.year for own in workspace.results] == [2023]
    assert [unit.email for unit in workspace.units] == ["moliya@vazirlik.example"]


def test_by_another_index_what_that_one_lacks_is_left_out_and_told(tmp_path: Path, tool: Call) -> None:
    body = body_of(tmp_path, PLAIN)
    other = write_index(tmp_path / "other", [[criterion(LEVELS)]])
    ending = tool("score", body, "--index", other)
    assert ending.code == 0
    assert "left out: results (2023: 2, 2023: 4, 2023: 47.1)" in ending.err
    assert tool("validate", body, "--index", other).code == 3
