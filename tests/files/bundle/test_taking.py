"""What of a workspace is handed in, and what is not."""

import io
import os
import unicodedata
from pathlib import Path

import pytest

from openness_cli.errors import InvalidInput
from openness_cli.files.bundle.packing import Bundle, bundled, write_bundle
from openness_cli.files.bundle.taking import Taken, part_of, survey, with_attachments


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    body, index = tmp_path / "body", tmp_path / "rules"
    for name in ("evidence", "attachments", "availability/kept"):
        (body / name).mkdir(parents=True)
    index.mkdir()
    (index / "index.yaml").write_text("index: x\n")
    (index / "notes.txt").write_text("x")
    (body / "openness.yaml").write_text("year: 2024\n")
    (body / "attachments" / "buyruq.pdf").write_bytes(b"%PDF")
    return body


def taken_of(folder: Path) -> Taken:
    return survey(folder, folder.parent / "rules")


def names(taken: Taken) -> list[str]:
    return [part.entry.name for part in taken.parts]


def whole(taken: Taken) -> Bundle:
    return bundled(taken.parts, lambda digest: digest.encode())


def test_what_belongs_to_the_workspace_is_taken_and_what_lies_about_is_not(folder: Path) -> None:
    for name in ("evidence/1.yaml", "availability/a.jsonl", "availability/kept/a.warc.gz", "history.jsonl"):
        (folder / name).write_text("x")
    for name in (
        "attachments/.gitkeep", "attachments/Thumbs.db", "attachments/~$buyruq.docx", "availability/.a.lock",
        "notes.md",
    ):  # fmt: skip
        (folder / name).write_text("x")
    assert sorted(names(taken_of(folder))) == [
        "index/index.yaml",
        "workspace/attachments/buyruq.pdf",
        "workspace/availability/a.jsonl",
        "workspace/availability/kept/a.warc.gz",
        "workspace/evidence/1.yaml",
        "workspace/history.jsonl",
        "workspace/openness.yaml",
    ]


def test_an_attachment_is_taken_wherever_in_the_workspace_it_lies(folder: Path) -> None:
    (folder / "orders").mkdir()
    (folder / "orders" / "1.pdf").write_bytes(b"x")
    taken = with_attachments(taken_of(folder), folder, ["orders/1.pdf", "./orders/../attachments/buyruq.pdf", "no.pdf"])
    assert [name for name in names(taken) if name.endswith(".pdf")] == [
        "workspace/attachments/buyruq.pdf",
        "workspace/orders/1.pdf",
    ]


def test_what_a_link_leads_to_outside_is_left_out_and_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.pdf").write_text("x")
    (folder / "attachments" / "a.pdf").symlink_to(tmp_path / "secret")
    (folder / "attachments" / "b").symlink_to(tmp_path / "elsewhere")
    (folder / "attachments" / "inside.pdf").symlink_to(folder / "attachments" / "buyruq.pdf")
    os.mkfifo(folder / "attachments" / "pipe")
    taken = taken_of(folder)
    assert not taken.problems
    assert {own.file for own in taken.left} == {"attachments/a.pdf", "attachments/b", "attachments/pipe"}
    assert "workspace/attachments/inside.pdf" in names(taken)
    assert not [part for part in taken.parts if part.path and "secret" in str(part.path)]


@pytest.mark.parametrize(
    "name", ["aux.pdf", "a:b.pdf", "a\\b.pdf", "a .pdf ", "a\nb", "a?.pdf", os.fsdecode(b"\xff.pdf")]
)
def test_a_file_whose_name_not_every_system_takes_is_a_problem(folder: Path, name: str) -> None:
    (folder / "attachments" / name).write_text("x")
    (problem,) = taken_of(folder).problems
    assert problem.file.startswith("attachments/")


@pytest.mark.parametrize(
    ("one", "other"), [("a.pdf", "A.PDF"), ("ў.pdf", unicodedata.normalize("NFD", "ў.pdf")), ("straße", "STRASSE")]
)
def test_files_that_are_one_to_some_system_are_a_problem(folder: Path, one: str, other: str) -> None:
    for name in (one, other):
        (folder / "attachments" / name).write_text("x")
    assert len(taken_of(folder).problems) == 1


@pytest.mark.parametrize("change", [b"%PDE", b"%PDF1", b"%PD", None])
def test_a_file_that_changes_while_it_is_read_is_told(folder: Path, change: bytes | None) -> None:
    taken = taken_of(folder)
    file = folder / "attachments" / "buyruq.pdf"
    bundle = whole(taken)
    if change is None:
        file.unlink()
    else:
        file.write_bytes(change)
    with pytest.raises(InvalidInput) as refused:
        write_bundle(bundle, io.BytesIO(), [folder, folder.parent / "rules"])
    assert [problem.file for problem in refused.value.problems] == ["attachments/buyruq.pdf"]


def test_a_file_that_becomes_a_link_while_it_is_read_is_not_followed(folder: Path, tmp_path: Path) -> None:
    bundle = whole(taken_of(folder))
    file = folder / "attachments" / "buyruq.pdf"
    file.rename(tmp_path / "moved.pdf")
    file.symlink_to(tmp_path / "moved.pdf")
    with pytest.raises(InvalidInput):
        write_bundle(bundle, io.BytesIO(), [folder, folder.parent / "rules"])


def test_more_files_than_a_check_takes_are_not_put_into_a_bundle() -> None:
    parts = [part_of(f"workspace/{number}", b"") for number in range(20_000)]
    with pytest.raises(InvalidInput) as refused:
        whole(Taken(tuple(parts), (), ()))
    assert "20002 files" in refused.value.problems[0].what
