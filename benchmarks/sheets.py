"""How long workbooks take: handing a whole body out, and writing twenty of 200 new rows back.

Run ``python -m benchmarks.sheets`` in an environment in which the tool and openpyxl are installed.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import openpyxl

from benchmarks.start_up import ENVIRONMENT, ROOT
from openness_cli.files.sheets.columns import SheetKind

TOOL = (sys.executable, "-m", "openness_cli", "sheet")
BODY = ROOT / "samples" / "model-body"
WORKBOOKS, ROWS = 20, 200
MOST_SECONDS = {"export": 1.0, "import": 3.0}
ROUNDS = 3


def timed(*words: str | Path) -> float:
    """Return the seconds that a command takes, from its start to its end."""
    start = time.perf_counter()
    command = [*TOOL, *map(str, words)]
    subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT)
    return time.perf_counter() - start


def fill_in(path: Path, number: int) -> None:
    """Type as many new events into a workbook, of which none is in another."""
    book = openpyxl.load_workbook(path)
    sheet = next(own for own in book.worksheets if own.cell(1, 1).value == SheetKind.ITEMS.head)
    columns = {column.key: place for place, column in enumerate(SheetKind.ITEMS.columns, start=2)}
    first = next(row for row in range(2, sheet.max_row + 2) if sheet.cell(row, columns["criterion"]).value is None)
    for row in range(ROWS):
        typed = {
            "criterion": "C1.1",
            "title": f"Matbuot anjumani {number}-{row}",
            "url": f"https://namuna.example/anjuman/{number}/{row}",
            "published": date(2024, 1, 1) + timedelta(days=row),
        }
        for key, value in typed.items():
            sheet.cell(first + row, columns[key]).value = value
    book.save(path)


def main() -> int:
    """Print both, and return whether each is within its limit."""
    exports: list[float] = []
    imports: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # each to a place of its own: one that is there is read before it is replaced
        exports += (timed("export", folder / f"x{number}.xlsx", BODY) for number in range(ROUNDS))
        handed = folder / "x0.xlsx"
        paths = [folder / f"{number}.xlsx" for number in range(WORKBOOKS)]
        for number, path in enumerate(paths):
            shutil.copy(handed, path)
            fill_in(path, number)
        for number in range(ROUNDS):
            body = Path(shutil.copytree(BODY, folder / f"body-{number}"))
            imports.append(timed("import", *paths, body))
    found = {"export": statistics.median(exports), "import": statistics.median(imports)}
    for job, seconds in found.items():
        verdict = "ok" if seconds <= MOST_SECONDS[job] else "TOO SLOW"
        print(f"{job:<8} {seconds:5.2f} s, at most {MOST_SECONDS[job]:.2f} s  {verdict}")
    return int(any(seconds > MOST_SECONDS[job] for job, seconds in found.items()))


if __name__ == "__main__":
    sys.exit(main())
