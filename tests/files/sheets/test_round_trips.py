"""Workspaces of all sorts, handed out and taken back: the same without an edit; with one, that edit alone."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from openness_cli.errors import InvalidInput
from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.state import State, state_of
from openness_cli.files.workspace import open_workspace, read_configuration
from openness_cli.model.languages import LANGUAGES
from tests.builders.bodies import CHECKLIST, COUNT, LEVELS, QUARTERS, SHARE, criterion, write_body
from tests.builders.handouts import Opened
from tests.builders.tool import call_tool

RULES = {"X1": LEVELS, "X2": COUNT, "X3": QUARTERS, "X4": CHECKLIST, "X5": SHARE}
WORDS = [
    "Sahifa", "Boʻlim", "oʼqish", "Отчёт", "=1+1", "-5", "+998 71", "'=x", "@a", "007", "1.10", "2024", "14.05.2024",
    "yes", "no", "null", "~", "_x000D_", "_x0041_", "😀", "a: b", "a # b", "“q”", '"', "\\", "C4.10",
    "x" * 300, "{y}", "[z]", "%", "\u00a0n",
]  # fmt: skip
OWNERS = ["", "", "Moliya boshqarmasi", "Yuridik boshqarma", "'Matbuot", "MOLIYA boshqarmasi", "=Unit"]


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("start")
    return write_body(folder, {}, *(criterion(rule, name) for name, rule in RULES.items())).parent


def text(chance: Random) -> str:
    return " ".join(chance.choice(WORDS) for _word in range(chance.randint(1, 3)))


def day(chance: Random) -> str:
    own = date(2024, 1, 1) + timedelta(days=chance.randrange(420))
    return own.strftime(chance.choice(["%Y-%m-%d", "%Y-%m-%d", "%d.%m.%Y"]))


def item(chance: Random, name: str) -> dict[str, Any]:
    made: dict[str, Any] = {"title": text(chance)}
    if name == "X3":
        made["period"] = chance.choice(["2024-Q1", "2024-Q2", "I chorak", "2024-Q4"])
    if name == "X4":
        made["part"] = chance.choice(["a", "b"])
    urls = [
        f"https://{chance.choice('ab')}.example/{chance.randrange(40)}?a=1;b,2" for _url in range(chance.randint(1, 2))
    ]
    more = {
        "url": urls if len(urls) > 1 else urls[0], "file": f"attachments/{chance.randrange(9)} f.pdf",
        "published": day(chance), "held": day(chance), "updated": day(chance), "contains": "so zlar",
        "owner": chance.choice(OWNERS[2:]), "note": text(chance), "action": "work",
        **({"shows": str(chance.randrange(50))} if name == "X2" else {}),
    }  # fmt: skip
    return made | {key: value for key, value in more.items() if chance.random() < 0.4}


def claim(chance: Random, name: str) -> dict[str, Any]:
    made: dict[str, Any] = {"owner": owner} if (owner := chance.choice(OWNERS)) else {}
    if name == "X1":
        made["level"] = chance.choice(["full", "partial", "toʻliq"])
    if name == "X2" and chance.random() < 0.5:
        made["count"] = str(chance.randrange(20))
    if name == "X5":
        made |= {"count": str(chance.randrange(9)), "of": str(10 + chance.randrange(9))}
    if chance.random() < 0.3:
        made["note"] = text(chance)
    if chance.random() < 0.2:
        made["effort_days"] = chance.choice(["1", "0.50", "0,5"])
    items = [item(chance, name) for _item in range(chance.randrange(4))]
    if "effort_days" in made:
        items = [{key: value for key, value in own.items() if key != "action"} for own in items]
    if items and chance.random() < 0.2:
        items.append(dict(items[0]))
    return made | ({"items": items} if items else {})


def write(chance: Random, folder: Path, *, is_typed_into: bool) -> None:
    """Fill a workspace with evidence in one file or two, in any of the styles of YAML."""
    for path in (folder / "evidence").iterdir():
        path.unlink()
    first = {name: claim(chance, name) for name in RULES if chance.random() < 0.8}
    second = {"X3": {"items": [item(chance, "X3")]}} if chance.random() < 0.3 else {}
    for name, own in (("a", first), ("b", second)):
        content = {"evidence": {key: value or None for key, value in own.items()}}
        if name == "a":
            content["actions"] = {"work": {"title": text(chance), "effort_days": "2"}}
        style = chance.choice([None, True, False])
        written = yaml.safe_dump(content, default_flow_style=style, allow_unicode=True, sort_keys=False, width=100)
        # what looks like an escaped letter is not kept by the program that types
        written = written.replace("_x", "-x") if is_typed_into else written
        ending = chance.choice(["\n", "\r\n"])
        (folder / "evidence" / f"{name}.yaml").write_text("# ours\n" + written, encoding="utf-8", newline=ending)


def read(folder: Path) -> State:
    configuration = read_configuration(folder, keeps=True)
    return state_of(configuration, open_workspace(configuration).workspace)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


def values(state: State) -> list[tuple[str, dict[str, str]]]:
    return [(own.spot.file, dict(sorted(own.values.items()))) for own in (*state.claims, *state.items)]


def edited(chance: Random, path: Path, state: State) -> Iterator[list[tuple[str, dict[str, str]]]]:
    """Type something into one cell, and yield what all is to be then."""
    places = [place for place, own in enumerate(state.items) if list(state.items).count(own) == 1]
    if not places:
        return
    place = chance.choice(places)
    own = state.items[place]
    book = Opened(path)
    sheet = book.sheet(SheetKind.ITEMS)
    number = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == own.key)
    key, cell, value = chance.choice(
        [("note", "yozuv", "yozuv"), ("title", "Yangi 1", "Yangi 1"), ("published", date(2024, 5, 14), "2024-05-14"),
         ("url", "https://c.example/1\nhttps://d.example/2", "https://c.example/1\nhttps://d.example/2")]
    )  # fmt: skip
    book.type(SheetKind.ITEMS, number, **{key: cell}).save()
    expected = values(state)
    file, held = expected[len(state.claims) + place]
    expected[len(state.claims) + place] = file, dict(sorted({**held, key: value}.items()))
    yield expected


@pytest.mark.slow(few=4, many=150)
def test_what_is_handed_out_comes_back_and_an_edit_is_that_edit(start: Path, repeats: int, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(start, tmp_path / "w")) / "body"
    path = tmp_path / "x.xlsx"
    for number in range(repeats):
        chance = Random(number)  # noqa: S311  (the same each time)
        write(chance, folder, is_typed_into=bool(number % 2))
        try:
            before, state = contents(folder), read(folder)
        except InvalidInput:  # a few contradict themselves
            continue
        assert call_tool("sheet", "export", path, folder, "--lang", chance.choice(LANGUAGES)).code == 0, number
        same = call_tool("sheet", "import", path, folder, "--lang", "en")
        assert (same.code, same.err) == (0, "nothing to write: the files say it all already\n"), (number, same.err)
        assert contents(folder) == before, number
        for expected in edited(chance, path, state) if number % 2 else ():
            ending = call_tool("sheet", "import", path, folder, "--lang", "en")
            assert ending.code == 0, (number, ending.err)
            assert sorted(map(str, values(read(folder)))) == sorted(map(str, expected)), number
            after = contents(folder)
            assert call_tool("sheet", "import", path, folder).code == 0, number
            assert contents(folder) == after, number
