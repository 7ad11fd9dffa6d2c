"""A day in the life of a compliance officer, without one line of YAML: workbooks out, workbooks back, the score.

Nothing leaves this machine. Run ``python samples/officers_day.py`` with a Python that has ``openness[test]`` installed:
what people type into workbooks is typed by openpyxl. The pages of the fictional ministry are served on loopback.
docs/kun.uz.md and docs/den.ru.md tell the same day.
"""

import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import openpyxl
from demo import Site, served, show

from openness_cli.files.sheets.columns import SheetKind

PRESS, DIGITAL, FINANCE = "Matbuot xizmati", "Raqamlashtirish boʻlimi", "Moliya boshqarmasi"
OWNERS = {"C1.1": PRESS, "C2.1": DIGITAL, "C4.1": FINANCE}
PAGES = ("/anjuman", "/savollar", "/budjet")
FAST = ("--allow-private", "--pause", "0", "--retry-pause", "1", "--quiet")


class Typing:
    """Somebody who has a workbook open."""

    def __init__(self, path: Path) -> None:
        """Open it."""
        self._path = path
        self._book: Any = openpyxl.load_workbook(path)

    def __enter__(self) -> Self:
        """Begin to type."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Save it."""
        self._book.save(self._path)

    def into(self, kind: SheetKind, known: str = "", **typed: object) -> None:
        """Type into the first row that begins with what is known; with nothing, into the first empty one."""
        sheet = next(own for own in self._book.worksheets if own.cell(1, 1).value == kind.head)
        columns = {column.key: place for place, column in enumerate(kind.columns, start=2)}
        rows = range(2, sheet.max_row + 2)
        row = next(number for number in rows if (sheet.cell(number, 2).value or "") == known)
        for key, value in typed.items():
            sheet.cell(row, columns[key]).value = value


def hand_out(folder: Path, body: str) -> Path:
    """Say which unit does what, and make a workbook for each."""
    whole = folder / "vazirlik.xlsx"
    show("sheet", "export", str(whole), body, expect=0)
    with Typing(whole) as typing:
        for unit in (PRESS, DIGITAL, FINANCE):
            typing.into(SheetKind.UNITS, name=unit, email=f"{unit.split()[0].lower()}@vazirlik.example")
        for criterion, unit in OWNERS.items():
            typing.into(SheetKind.CRITERIA, criterion, owner=unit)
    show("sheet", "import", str(whole), body, expect=0)
    units = folder / "units"
    show("sheet", "export", "--split", str(units), body, expect=0)
    return units


def answer(units: Path, site: str, day: date) -> tuple[str, str, str]:
    """Have three units fill their workbooks in, one of them with mistakes, and return the workbooks."""
    press, digital, finance = (units / f"{unit}.xlsx" for unit in (PRESS, DIGITAL, FINANCE))
    with Typing(press) as typing:
        typing.into(SheetKind.CRITERIA, "C1.1", count=1)
        typing.into(SheetKind.ITEMS, criterion="C1.1", title="Matbuot anjumani", url=site + "/anjuman", published=day)
    with Typing(digital) as typing:
        typing.into(SheetKind.CRITERIA, "C2.1", level="toʻliq")
        typing.into(SheetKind.ITEMS, criterion="C2.1", title="Savol-javob", url=site + "/savollar", published=day)
    with Typing(finance) as typing:
        page = {"title": "Budjet", "url": site + "/budjet"}
        typing.into(SheetKind.ITEMS, criterion=4.1, label="I chorak", published=day, **page)
        typing.into(SheetKind.ITEMS, criterion="C4.1", label="II chorak", published="14.07.24", **page)
    return str(press), str(digital), str(finance)


def correct(finance: str, day: date) -> None:
    """Have the unit type what was told again: the criterion as it is called, the year in four figures."""
    book: Any = openpyxl.load_workbook(finance)
    sheet = next(own for own in book.worksheets if own.cell(1, 1).value == SheetKind.ITEMS.head)
    columns = {column.key: place for place, column in enumerate(SheetKind.ITEMS.columns, start=2)}
    sheet.cell(2, columns["criterion"]).value = "C4.1"
    sheet.cell(3, columns["published"]).value = f"{day:%d.%m.%Y}"
    book.save(finance)


def disagree(folder: Path, body: str) -> None:
    """Have the officer and a unit give one page two titles; the unit's holds in the end."""
    ours, theirs = folder / "ours.xlsx", folder / "theirs.xlsx"
    show("sheet", "export", str(ours), body, expect=0)
    show("sheet", "export", str(theirs), body, "--owner", DIGITAL, expect=0)
    for path, title in ((ours, "Savollar"), (theirs, "Eng koʻp beriladigan savollar")):
        with Typing(path) as typing:
            typing.into(SheetKind.ITEMS, "C2.1", title=title)
    show("sheet", "import", str(ours), body, expect=0)
    show("sheet", "import", str(theirs), body, expect=1)
    show("sheet", "import", str(theirs), body, "--keep", "theirs", expect=0)


def main() -> None:
    """Tell the story."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="openness-day-"))
    if folder.exists() and any(folder.iterdir()):
        sys.exit(f"{folder} is not empty")
    folder.mkdir(exist_ok=True)
    day = datetime.now(UTC).date() - timedelta(days=1)
    site, body = served(Site), str(folder / "vazirlik")
    # the page of the budget is not there
    Site.there.update(PAGES[:2])
    show("init", body, "--year", str(day.year), "--id", "vazirlik", "--lang", "uz", expect=0)
    units = hand_out(folder, body)
    press, digital, finance = answer(units, site, day)
    show("sheet", "import", press, digital, body, expect=0)
    show("sheet", "import", finance, body, expect=3)
    correct(finance, day)
    show("sheet", "import", finance, body, expect=0)
    disagree(folder, body)
    show("links", body, *FAST, expect=0)
    show("score", body, expect=0)
    show("brief", body, expect=0)
    show("remind", body, "--split", str(folder / "letters"), expect=0)
    show("bundle", body, "--output", str(folder / "vazirlik.zip"), expect=0)
    print(f"The folder stays in {folder}; its site ends with this program.")


if __name__ == "__main__":
    main()
