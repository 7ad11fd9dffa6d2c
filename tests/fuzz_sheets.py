"""Workbooks of generated workspaces: ``python -m tests.fuzz_sheets --count 20000``, ``… --typed --count 5000``.

Each workspace is handed out in any language and comes back: without an edit nothing changes; with one, that edit alone.
With ``--typed`` anything at all was typed, into one or two: all of it is written or nothing, in whichever order they
are named, and a second time changes nothing. A number makes one again: ``--first 4711 --count 1 --keep FOLDER``.
"""

import argparse
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random

from openness_cli.errors import InvalidInput
from openness_cli.model.languages import LANGUAGES
from tests.builders.filled import contents, edited, read, spoil, start_in, values, vary, write
from tests.builders.tool import call_tool

SAME = "nothing to write: the files say it all already\n"
WAYS: tuple[tuple[str, ...], ...] = ((), ("--keep", "theirs"), ("--keep", "ours"), ("--delete-missing",))


def round_trip(number: int, start: Path) -> None:
    """Hand one workspace out, and take it back as it is; of every fourth with an edit."""
    folder, path = _fresh(start)
    chance = Random(number)  # noqa: S311  (the same each time)
    is_typed_into = number % 4 == 1
    write(chance, folder, is_typed_into=is_typed_into)
    try:
        before, state = contents(folder), read(folder)
    except InvalidInput:  # a few contradict themselves
        return
    one = ("--owner", state.units[0].key) if state.units and number % 8 == 2 else ()
    assert call_tool("sheet", "export", path, folder, *one, "--lang", chance.choice(LANGUAGES)).code == 0
    same = call_tool("sheet", "import", path, folder, "--lang", "en")
    assert (same.code, same.err) == (0, SAME), same.err
    assert contents(folder) == before
    for expected in edited(chance, path, state) if is_typed_into else ():
        ending = call_tool("sheet", "import", path, folder, "--lang", "en")
        assert ending.code == 0, ending.err
        assert sorted(map(str, values(read(folder)))) == sorted(map(str, expected))
        after = contents(folder)
        assert call_tool("sheet", "import", path, folder, "--lang", "en").err.endswith(SAME)
        assert contents(folder) == after, (after, contents(folder))
    # it holds nothing that the files do not
    assert call_tool("sheet", "export", path, folder).code == 0


def _fresh(start: Path) -> tuple[Path, Path]:
    """Return the folder of a body as it is at the start, and the place of its workbook."""
    folder, kept = start / "body", start / "start"
    if kept.exists():
        shutil.rmtree(folder)
    shutil.copytree(*((kept, folder) if kept.exists() else (folder, kept)))
    (start / "x.xlsx").unlink(missing_ok=True)
    return folder, start / "x.xlsx"


def typed_into(number: int, start: Path) -> None:
    """Hand one workspace out, have anything typed into it, and take it back twice."""
    folder, path = _fresh(start)
    chance = Random(-number - 1)  # noqa: S311  (the same each time)
    write(chance, folder, is_typed_into=True)
    try:
        units = read(folder).units
    except InvalidInput:  # a few contradict themselves
        return
    one = ("--owner", chance.choice(units).key) if units and number % 5 == 2 else ()
    assert call_tool("sheet", "export", path, folder, *one, "--lang", "en").code == 0
    books = [path]
    if number % 3 == 1:
        books.append(Path(shutil.copy(path, path.with_name("y.xlsx"))))
    for book in books:
        (vary if number % 2 else spoil)(chance, book)
    before, kept = contents(folder), folder.with_name("kept")
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(folder, kept)
    words = chance.choice(WAYS)
    ending = call_tool("sheet", "import", *books, folder, "--lang", "en", *words)
    assert ending.code in {0, 1, 3}, ending.err
    assert (contents(folder) == before) or ending.code == 0
    assert call_tool("validate", folder, "--lang", "en").code == 0
    after = contents(folder)
    if ending.code == 0:
        again = call_tool("sheet", "import", *books, folder, "--lang", "en", *words)
        assert again.code == 0, (ending.err, again.err)
        assert contents(folder) == after, (ending.err, again.err)
    if len(books) > 1:
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
        turned = call_tool("sheet", "import", *reversed(books), folder, "--lang", "en", *words)
        assert (turned.code, turned.err) == (ending.code, ending.err), (ending.err, turned.err)
        assert contents(folder) == after, (after, contents(folder))


def main() -> int:
    """Try so many; return 1 where one ended as it must not."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz_sheets", description=__doc__.splitlines()[0])
    parser.add_argument("--typed", action="store_true", help="anything at all is typed")
    parser.add_argument("--count", type=int, default=1000, metavar="N")
    parser.add_argument("--first", type=int, default=0, metavar="N")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    chosen = parser.parse_args()
    trial: Callable[[int, Path], None] = typed_into if chosen.typed else round_trip
    wrong: list[int] = []
    with tempfile.TemporaryDirectory() as name:
        start = start_in(Path(name)).parent
        for number in range(chosen.first, chosen.first + chosen.count):
            try:
                trial(number, start)
            except Exception:  # noqa: BLE001  (whatever it is, it is told with its number)
                wrong.append(number)
                sys.stdout.write(f"-- {number}\n{traceback.format_exc(limit=-2)}")
                sys.stdout.flush()
            if chosen.keep:
                shutil.copytree(start, chosen.keep / str(number))
    sys.stdout.write(f"{chosen.count} workspaces, wrong: {wrong or 'none'}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
