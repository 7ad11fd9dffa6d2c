"""An import that is killed, meets a full disk or another import: each file is as before or as it should be."""

import os
import resource
import shutil
import signal
import subprocess
import time
from pathlib import Path
from random import Random

import pytest

from openness_cli.files.sheets.columns import SheetKind
from tests.builders.handouts import Opened
from tests.builders.tool import COMMAND, Call, Sample

ITEMS = SheetKind.ITEMS


@pytest.fixture
def body(sample: Sample) -> Path:
    return sample("model-body")


@pytest.fixture
def book(body: Path, tool: Call, tmp_path: Path) -> Path:
    """A workbook with a note typed beside every item."""
    path = tmp_path / "x.xlsx"
    assert tool("sheet", "export", path, body).code == 0
    opened = Opened(path)
    sheet = opened.sheet(ITEMS)
    for row in (row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value):
        opened.type(ITEMS, row, note=f"yozuv {row}")
    return opened.save()


def state(folder: Path) -> dict[str, bytes]:
    """Return all files but those that are being written."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".tmp")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def words(book: Path, folder: Path) -> list[str]:
    return [*COMMAND, "sheet", "import", str(book), str(folder), "--lang", "en"]


def imported(book: Path, folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(words(book, folder), check=False, capture_output=True, text=True)


@pytest.mark.slow(few=0, many=16)
def test_killed_at_any_moment_each_file_is_old_or_new_and_the_next_import_ends(
    body: Path, book: Path, repeats: int, tmp_path: Path
) -> None:
    chance = Random(7)  # noqa: S311  (the same each time)
    old, whole, folder = state(body), Path(shutil.copytree(body, tmp_path / "whole")), tmp_path / "w"
    begun = time.monotonic()
    assert imported(book, whole).returncode == 0
    taken, new = time.monotonic() - begun, state(whole)
    for number in range(repeats):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(body, folder)
        with subprocess.Popen(words(book, folder), stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.7, 1.1) * taken)
            process.kill()
        found = state(folder)
        assert [name for name in found if found[name] not in (old.get(name), new[name])] == []
        if number % 5 == 0:
            assert imported(book, folder).returncode == 0
            assert state(folder) == new


@pytest.mark.slow(few=0, many=3)
def test_of_three_at_once_one_writes_and_the_others_find_it_there(
    body: Path, book: Path, repeats: int, tmp_path: Path
) -> None:
    for number in range(repeats):
        folder = Path(shutil.copytree(body, tmp_path / str(number)))
        runs = [subprocess.Popen(words(book, folder), stderr=subprocess.PIPE, text=True) for _run in range(3)]
        told = [run.communicate()[1] for run in runs]
        assert [run.returncode for run in runs] == [0] * 3
        assert sorted("nothing to write" in own for own in told) == [False, True, True]


def test_a_disk_that_takes_no_more_and_files_that_may_not_be_written_leave_all_as_it_was(
    body: Path, book: Path, tool: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(body)
    most, whole = resource.getrlimit(resource.RLIMIT_FSIZE)
    former = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, whole))
    try:
        full = tool("sheet", "import", book, body, "--lang", "en")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, whole))
        signal.signal(signal.SIGXFSZ, former)
    assert (full.code, state(body)) == (5, before)
    assert "nothing was replaced" in full.err
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    refused = tool("sheet", "import", book, body, "--lang", "en")
    assert (refused.code, state(body)) == (5, before)
    assert refused.err.count("evidence/1-") == 1
