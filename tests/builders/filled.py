"""Workspaces of all sorts, each made by a number: claims and items in every style of YAML; and workbooks spoilt."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.state import State, state_of
from openness_cli.files.tables.handouts import BASE_SHEET, LISTS_SHEET
from openness_cli.files.workspace import open_workspace, read_configuration
from tests.builders.bodies import CHECKLIST, COUNT, LEVELS, QUARTERS, SHARE, criterion, write_body
from tests.builders.handouts import Opened

RULES = {"X1": LEVELS, "X2": COUNT, "X3": QUARTERS, "X4": CHECKLIST, "X5": SHARE}
WORDS = [
    "Sahifa", "Boʻlim", "oʼqish", "Отчёт", "=1+1", "-5", "+998 71", "'=x", "@a", "007", "1.10", "2024", "14.05.2024",
    "yes", "no", "null", "~", "_x000D_", "_x0041_", "😀", "a: b", "a # b", "“q”", '"', "\\", "C4.10",
    "x" * 300, "{y}", "[z]", "%", "\u00a0n",
]  # fmt: skip
OWNERS = ["", "", "Moliya boshqarmasi", "Yuridik boshqarma", "'Matbuot", "MOLIYA boshqarmasi", "=Unit"]
ODD: list[Any] = [
    "", " ", "\u00a0", "'", "=1/0", "=A1", 0, -1, 1.5, 1e300, 4.1, True, date(2024, 5, 14), date(1999, 1, 1),
    time(12), "x" * 6000, "a\nb", "\u202e", "😀", "X1", "x 1", "Х1", "X9", "{}", "[]", ": ", "- a", "#", "!!int",
    "&a", "*a", "%", "https://a.example/1", "http://", "a@b.example", "@", "../../etc/passwd", "/etc/passwd", "ha",
    "yes", "attachments/a.pdf", "2024-Q1", "I chorak", "full", "toʻliq", "work", "null", "~", "14.05.24",
    "31.02.2024", "Moliya boshqarmasi", "{what}", "\\",
]  # fmt: skip


def start_in(folder: Path) -> Path:
    """Write an index and a body without evidence, and return the body."""
    return write_body(folder, {}, *(criterion(rule, name) for name, rule in RULES.items()))


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


def spoil(chance: Random, path: Path) -> None:
    """Type anything anywhere, take rows and columns out, spoil what is hidden."""
    book = Opened(path)
    for _time in range(chance.randint(1, 6)):
        kind = chance.choice(list(SheetKind))
        sheet = book.sheet(kind) if any(own.cell(1, 1).value == kind.head for own in book.book.worksheets) else None
        if sheet is None:
            continue
        match chance.randrange(12):
            case 0:
                sheet.delete_rows(chance.randint(1, 4))
            case 1:
                sheet.delete_cols(chance.randint(2, 6))
            case 2:
                sheet.cell(chance.randint(2, 9), 1).value = chance.choice(ODD)
            case 3:
                sheet.cell(1, chance.randint(1, 8)).value = chance.choice(ODD)
            case 4:
                hidden = chance.choice([BASE_SHEET, LISTS_SHEET])
                if hidden in book.book.sheetnames:
                    book.book[hidden].cell(chance.randint(1, 3), 1).value = chance.choice(ODD)
            case _:
                own = chance.randint(2, 12)
                for _cell in range(chance.randint(1, 4)):
                    place = chance.randint(2, len(kind.columns) + 1)
                    sheet.cell(own, place).value = chance.choice(ODD)
    book.save()


def vary(chance: Random, path: Path) -> None:
    """Type what people type: other values of the same rows, rows copied, moved, deleted, units called otherwise."""
    book = Opened(path)
    for _time in range(chance.randint(1, 5)):
        chance.choice([_delete, _swap, _copy, _rename, _own, _call, _charge, _add, _take_out])(chance, book)
    book.save()


def _filled_row(chance: Random, book: Opened, kind: SheetKind) -> int:
    sheet = book.sheet(kind)
    return chance.choice([row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value] or [2])


def _delete(chance: Random, book: Opened) -> None:
    kind = chance.choice([SheetKind.ITEMS, SheetKind.ITEMS, SheetKind.ITEMS, SheetKind.WORKS, SheetKind.UNITS])
    book.type(kind, _filled_row(chance, book, kind), delete="yes")


def _swap(chance: Random, book: Opened) -> None:
    sheet = book.sheet(SheetKind.ITEMS)
    place = book.column(SheetKind.ITEMS, chance.choice(["title", "url", "note", "owner", "published"]))
    one, other = (sheet.cell(_filled_row(chance, book, SheetKind.ITEMS), place) for _time in range(2))
    one.value, other.value = other.value, one.value


def _copy(chance: Random, book: Opened) -> None:
    sheet, row = book.sheet(SheetKind.ITEMS), _filled_row(chance, book, SheetKind.ITEMS)
    free = book.row(SheetKind.ITEMS)
    for place in range(chance.choice([1, 2]), len(SheetKind.ITEMS.columns) + 2):
        sheet.cell(free, place).value = sheet.cell(row, place).value
    book.type(SheetKind.ITEMS, free, **chance.choice([{}, {"title": "Boshqa"}, {"note": "n"}, {"criterion": "X2"}]))


def _rename(chance: Random, book: Opened) -> None:
    row = _filled_row(chance, book, SheetKind.ITEMS)
    book.type(SheetKind.ITEMS, row, title=chance.choice(["Yangi", "Boshqa"]))


def _own(chance: Random, book: Opened) -> None:
    owner = chance.choice(["Kadrlar", "", *OWNERS[2:4]])
    book.type(SheetKind.ITEMS, _filled_row(chance, book, SheetKind.ITEMS), owner=owner)


def _call(chance: Random, book: Opened) -> None:
    row = _filled_row(chance, book, SheetKind.UNITS)
    if book.sheet(SheetKind.UNITS).cell(row, 1).value:
        book.type(SheetKind.UNITS, row, name=chance.choice(["Kadrlar", "Yangi boʻlim"]))


def _charge(chance: Random, book: Opened) -> None:
    key, value = chance.choice([("owner", "Kadrlar"), ("owner", ""), ("owner", "Yuridik boshqarma"), ("action", "")])
    book.type(SheetKind.CRITERIA, chance.randint(2, 6), **{key: value})


def _add(chance: Random, book: Opened) -> None:
    book.add(criterion=chance.choice(["X1", "X2"]), title=chance.choice(["Yangi", "Sahifa"]), note="qoʻshildi")


def _take_out(chance: Random, book: Opened) -> None:
    book.sheet(SheetKind.ITEMS).delete_rows(_filled_row(chance, book, SheetKind.ITEMS))
