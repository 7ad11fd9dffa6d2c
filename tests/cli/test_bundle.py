"""``openness bundle``: one ZIP to hand in, the same from the same folder, and a check that tells what became of it."""

import json
import os
import shlex
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from openness_cli.errors import ExitCode
from openness_cli.files.bundle.manifest import LETTER, MANIFEST, digest_of
from tests.builders.bodies import LEVELS, criterion, item, write_body
from tests.builders.tool import COMMAND, NOW, ROOT, Call, Ending, Sample


@pytest.fixture
def body(tmp_path: Path) -> Path:
    claims = {"X1": {"level": "full", "items": [item(file="attachments/buyruq.pdf")]}}
    made = write_body(tmp_path, claims, criterion(LEVELS), as_of="2024-07-01")
    (made / "attachments").mkdir()
    (made / "attachments" / "buyruq.pdf").write_bytes(b"%PDF")
    return made


def made(tool: Call, body: Path, *more: str) -> tuple[Path, Ending]:
    file = body.parent / "a.zip"
    return file, tool("bundle", body, "--output", file, *more)


def test_a_bundle_holds_all_that_is_handed_in_and_is_scored_as_its_folder_is(
    tool: Call, sample: Sample, tmp_path: Path
) -> None:
    body = sample("dead-links")
    tool("score", body, "--save")
    file, ending = made(tool, body)
    assert ending.code == ExitCode.DONE
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "unpacked")
        report = json.loads(archive.read("report/report.json"))
        letter, manifest = archive.read(LETTER).decode(), archive.read(MANIFEST)
    assert names == [*sorted(names[:-1]), MANIFEST]
    own = {f"workspace/{path.relative_to(body).as_posix()}" for path in body.rglob("*") if path.is_file()}
    assert own - {"workspace/.gitattributes"} == {name for name in names if name.startswith("workspace/")}
    assert "index/index.yaml" in names
    # the digest is printed, and stands in the letter
    assert ending.out == f"SHA-256 of the manifest: {digest_of(manifest)}\n"
    assert digest_of(manifest) in letter
    again = tool(
        "score", tmp_path / "unpacked" / "workspace", "--format", "json", "--index", tmp_path / "unpacked/index"
    )
    assert json.loads(again.out) == report == json.loads(tool("score", body, "--format", "json").out)


def test_definitions_beside_the_folder_are_taken_however_their_place_is_written(
    tool: Call, body: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, ending = made(tool, body)
    assert ending.code == ExitCode.DONE
    configuration = body / "openness.yaml"
    text = configuration.read_text(encoding="utf-8")
    for index in ("../index", "../body/../index"):
        configuration.write_text(text.replace(str(body.parent / "index"), index), encoding="utf-8")
        assert made(tool, body)[1].code == ExitCode.DONE
        with zipfile.ZipFile(plain) as archive:
            assert "index/index.yaml" in archive.namelist()
        monkeypatch.chdir(body)
        assert made(tool, Path("../body"))[1].code == ExitCode.DONE


def test_the_same_folder_gives_the_same_bytes(tool: Call, body: Path, tmp_path: Path) -> None:
    first = made(tool, body)[0].read_bytes()
    copy = Path(shutil.copytree(body, tmp_path / "else" / "where"))
    for path in copy.rglob("*"):
        path.chmod(0o700)
        os.utime(path, (1, 1))
    file = tmp_path / "b.zip"
    tool("bundle", copy, "--output", file, now=NOW.replace(month=9))
    assert file.read_bytes() == first


def test_a_check_says_what_became_of_a_bundle(tool: Call, body: Path) -> None:
    file, ending = made(tool, body)
    digest = ending.out.split()[-1]
    holds = tool("bundle", "--verify", file)
    assert holds.code == ExitCode.DONE
    assert "Not a byte is other" in holds.out
    assert digest in holds.out
    assert tool("bundle", "--verify", file, "--anchor", digest).code == ExitCode.DONE
    assert tool("bundle", "--verify", file, "--anchor", "0" * 64).code == ExitCode.FAILED
    assert tool("bundle", "--verify", file, "--anchor", "0").code == ExitCode.USAGE
    before, old, after = file.read_bytes().rpartition(b"2025-03-01")
    file.write_bytes(before + old.replace(b"03", b"04") + after)
    changed = tool("bundle", "--verify", file, "--format", "json")
    assert changed.code == ExitCode.FAILED
    told = json.loads(changed.out)
    assert not told["holds"]
    assert {"fault": "changed", "file": "workspace/openness.yaml"} in told["faults"]
    assert "workspace/openness.yaml: it was changed" in tool("bundle", "--verify", file).out
    file.write_text("x")
    assert tool("bundle", "--verify", file).code == ExitCode.INVALID


@pytest.mark.parametrize(
    "name", ["openness.yaml", "evidence/a.zip", "attachments/a.zip", "history.jsonl", "availability/a"]
)
def test_nothing_that_is_read_is_written_onto(tool: Call, body: Path, name: str) -> None:
    before = {path: path.read_bytes() for path in body.rglob("*") if path.is_file()}
    assert tool("bundle", body, "--output", body / name).code == ExitCode.USAGE
    assert {path: path.read_bytes() for path in body.rglob("*") if path.is_file()} == before


def test_a_check_is_not_written_onto_what_it_checks(tool: Call, body: Path) -> None:
    file, _ending = made(tool, body)
    before = file.read_bytes()
    assert tool("bundle", "--verify", file, "--output", file).code == ExitCode.USAGE
    assert file.read_bytes() == before


def test_what_is_left_out_and_what_nobody_names_is_told(tool: Call, body: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    (body / "attachments" / "link.pdf").symlink_to(tmp_path / "secret")
    (body / "attachments" / "draft.docx").write_text("x")
    (body / "evidence" / "list.docx").write_text("x")
    file, ending = made(tool, body)
    assert ending.code == ExitCode.DONE
    assert "left out: attachments/link.pdf: it lies outside the folder, by a link" in ending.err
    assert "2 files that no evidence names were taken along: evidence/list.docx, attachments/draft.docx" in ending.err
    with zipfile.ZipFile(file) as archive:
        assert "workspace/attachments/link.pdf" not in archive.namelist()


def test_nothing_is_written_unless_all_of_it_can_be(tool: Call, body: Path) -> None:
    file, _ending = made(tool, body)
    before = file.read_bytes()
    (body / "attachments" / "con.pdf").write_text("x")
    ending = tool("bundle", body, "--output", file)
    assert ending.code == ExitCode.INVALID
    assert "attachments/con.pdf: not every system takes a file of this name" in ending.err
    (body / "attachments" / "con.pdf").unlink()
    (body / "evidence" / "x.yaml").write_text("a: [")
    assert tool("bundle", body, "--output", file).code == ExitCode.INVALID
    assert file.read_bytes() == before
    assert [path.name for path in body.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    "words",
    [(), ("--output", "-"), ("--anchor", "0" * 64), ("--format", "json"), ("--output", "/dev/null/x.zip")],
)
def test_a_command_line_that_cannot_be_meant(tool: Call, body: Path, words: tuple[str, ...]) -> None:
    assert tool("bundle", body, *words).code == ExitCode.USAGE


def test_the_letter_is_in_the_language_of_the_body(tool: Call, body: Path) -> None:
    for language, said in (("uz", "Ochiqlik indeksi"), ("ru", "Индекс")):
        file, _ending = made(tool, body, "--lang", language)
        with zipfile.ZipFile(file) as archive:
            assert said in archive.read(LETTER).decode()


@pytest.mark.parametrize("ending", [".docx", ".txt"])
def test_the_letter_is_a_file_of_its_own_for_the_letterhead(tool: Call, body: Path, ending: str) -> None:
    letter = body.parent / f"letter{ending}"
    _file, ended = made(tool, body, "--letter", str(letter))
    assert ended.code == ExitCode.DONE
    digest = ended.out.split()[-1].encode()
    if ending == ".docx":
        with zipfile.ZipFile(letter) as archive:
            assert digest in archive.read("word/document.xml")
    else:
        assert digest in letter.read_bytes()


def test_a_letter_goes_nowhere_that_is_read_and_is_of_a_kind_that_is_known(tool: Call, body: Path) -> None:
    for name in ("attachments/letter.docx", "letter.pdf"):
        file, ended = made(tool, body, "--letter", str(body / name))
        assert ended.code == ExitCode.USAGE
        assert not file.exists()


@pytest.mark.slow(few=0, many=1)
def test_where_a_disk_is_full_the_old_bundle_stays(tool: Call, body: Path) -> None:
    file, _ending = made(tool, body)
    before = file.read_bytes()
    (body / "attachments" / "large.pdf").write_bytes(bytes(1 << 20))
    # no file may be longer than this, as where a disk is full
    command = f"ulimit -f 400; {shlex.join(COMMAND)} bundle {shlex.quote(str(body))} --output {shlex.quote(str(file))}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(["/bin/bash", "-c", command], capture_output=True, text=True, env=environment, check=False)
    assert ended.returncode == ExitCode.INTERNAL, ended.stderr
    assert file.read_bytes() == before
    assert [path.name for path in body.parent.iterdir() if path.name.startswith(".")] == []
