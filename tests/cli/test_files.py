"""Files that are written and files that are not."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from openness_cli.errors import ExitCode, OutputError
from openness_cli.files.writing import append_line
from openness_cli.formats.choices import formats_of
from openness_cli.reports.score import ScoreReport
from tests.builders.tool import COMMAND, ROOT, SAMPLES, Call, Sample

MODEL, MINISTRY, DEAD = (SAMPLES / name for name in ("model-body", "ministry-2024", "dead-links"))


def test_exports_are_written_and_the_report_still_printed(tool: Call, tmp_path: Path) -> None:
    ending = tool(
        "score", MODEL, "--export", f"csv:{tmp_path / 'a.csv'}", "--export", f"json:{tmp_path / 'b.json'}", "--quiet"
    )
    assert "Model Agency" in ending.out
    assert not ending.err
    assert (tmp_path / "a.csv").read_bytes().startswith(b"indicator,criterion,title")
    assert json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["format_version"] == 1
    assert len(list(tmp_path.iterdir())) == 2


def test_output_replaces_a_file_whole_and_keeps_its_mode(tool: Call, tmp_path: Path) -> None:
    target = tmp_path / "report.md"
    target.write_text("old " * 100_000)
    target.chmod(0o640)
    ending = tool("score", MODEL, "--format", "markdown", "--output", target)
    assert not ending.out
    assert target.read_text(encoding="utf-8").startswith("# Model Agency")
    assert target.stat().st_mode & 0o777 == 0o640


def test_output_follows_a_link_to_the_file_it_names(tool: Call, tmp_path: Path) -> None:
    target = tmp_path / "real.json"
    target.write_text("old")
    link = tmp_path / "link.json"
    link.symlink_to(target)
    assert tool("score", MODEL, "--format", "json", "--output", link).code == ExitCode.DONE
    assert link.is_symlink()
    assert json.loads(target.read_text(encoding="utf-8"))["year"] == 2024


@pytest.mark.parametrize(
    "where", ["evidence/1-matbuot.yaml", "openness.yaml", "history.jsonl", "availability/nazorat.jsonl"]
)
def test_evidence_is_never_overwritten(where: str, tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    (body / "history.jsonl").touch()
    before = (body / where).read_bytes()
    assert tool("score", body, "--export", f"csv:{body / where}").code == ExitCode.USAGE
    assert (body / where).read_bytes() == before


def test_no_file_is_overwritten_that_an_item_names_wherever_it_lies(tool: Call, sample: Sample) -> None:
    folder = sample("ministry-2024")
    register = folder / "registers" / "answers.csv"
    register.parent.mkdir()
    register.write_text("the only copy", encoding="utf-8")
    text = "evidence:\n  C2.8: {items: [{file: registers/answers.csv, published: 2024-05-01}]}\n"
    (folder / "evidence" / "more.yaml").write_text(text, encoding="utf-8")
    for of in (folder, MODEL):
        assert tool("score", of, "--export", f"csv:{register}").code == ExitCode.USAGE
    assert tool("calendar", MODEL, "--format", "csv", "--output", register).code == ExitCode.USAGE
    (folder / "evidence" / "broken.yaml").write_text("evidence: [answers.csv", encoding="utf-8")
    assert tool("score", MODEL, "--export", f"csv:{register}").code == ExitCode.USAGE
    assert register.read_text(encoding="utf-8") == "the only copy"
    assert tool("score", MODEL, "--quiet", "--export", f"csv:{register.parent / 'mine.csv'}").code == ExitCode.DONE


def test_the_file_behind_a_link_of_the_evidence_is_not_overwritten(tool: Call, sample: Sample) -> None:
    folder = sample("ministry-2024")
    own = folder / "units.yaml"
    own.write_text("evidence: {}\n", encoding="utf-8")
    (folder / "evidence" / "units.yaml").symlink_to(Path("..", "units.yaml"))
    assert tool("score", MODEL, "--export", f"csv:{own}").code == ExitCode.USAGE


def test_no_definitions_around_a_target_are_overwritten(tool: Call, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "indicators" / "pf-154", tmp_path / "own")
    assert tool("score", MODEL, "--export", f"csv:{tmp_path / 'own' / '1-x.yaml'}").code == ExitCode.USAGE


def test_of_two_who_save_at_once_nobody_loses_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "history.jsonl"
    real, turn = os.fsync, iter(range(1000))

    def fails_at_times(descriptor: int) -> None:
        if next(turn) % 3 == 0:
            raise OSError(28, "full")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fails_at_times)
    saved: list[str] = []

    def save(name: str) -> None:
        for number in range(30):
            with contextlib.suppress(OutputError):
                append_line(kept, f"{name}{number} " + "x" * 500)
                saved.append(f"{name}{number}")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(save, "abcd"))
    lines = [line.split()[0] for line in kept.read_text(encoding="utf-8").splitlines()]
    assert sorted(lines) == sorted(saved)


def test_definitions_are_not_read_through_a_link_out_of_their_folder(
    tool: Call, sample: Sample, tmp_path: Path
) -> None:
    (tmp_path / "secret.conf").write_text("token: ghp_hidden\n", encoding="utf-8")
    folder = sample("ministry-2024")
    (folder / "idx").mkdir()
    (folder / "idx" / "index.yaml").symlink_to(tmp_path / "secret.conf")
    ending = tool("score", folder, "--index", folder / "idx", "--lang", "en")
    assert ending.code == ExitCode.INVALID
    assert "ghp_hidden" not in ending.out + ending.err
    assert "outside the folder" in ending.err


def test_targets_that_cannot_be_meant_are_refused_before_anything_is_written(tool: Call, tmp_path: Path) -> None:
    good = tmp_path / "good.csv"
    for bad in (f"json:{tmp_path}", f"json:{tmp_path / 'none' / 'a.json'}", f"csv:{good}"):
        ending = tool("score", MODEL, "--export", f"csv:{good}", "--export", bad)
        assert ending.code == ExitCode.USAGE
        assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_and_nothing_is_replaced(tool: Call, tmp_path: Path) -> None:
    good = tmp_path / "good.csv"
    good.write_text("old")
    ending = tool("score", MODEL, "--export", f"csv:{good}", "--export", "json:/dev/full")
    assert ending.code == ExitCode.INTERNAL
    assert "the disk is full" in ending.err
    assert good.read_text() == "old"
    assert list(tmp_path.iterdir()) == [good]


def test_a_reader_that_leaves_is_no_error() -> None:
    command = f"{sys.executable} -m openness_cli score {MINISTRY} --all --lang en | head -1"
    ending = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert ending.stdout.startswith("Ministry of")
    assert "rror" not in ending.stderr


def test_saved_scores_are_appended_one_line_each(tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    history = body / "history.jsonl"
    history.write_text('{"torn')
    for _ in range(2):
        assert tool("score", body, "--save", "--quiet").code == ExitCode.DONE
    lines = history.read_text(encoding="utf-8").splitlines()
    assert lines[0] == '{"torn'
    assert lines[1] == lines[2]
    saved = json.loads(lines[1])
    assert saved["scores"]["evidenced"]["earned"] == 99.1
    assert saved["saved_at"] == "2024-07-01T06:00:00+00:00"
    assert saved["log"][0]["file"] == "availability/nazorat.jsonl"
    assert len(saved["criteria"]) == 84


def test_the_same_input_gives_the_same_bytes(tool: Call) -> None:
    for form in formats_of(ScoreReport):
        first, second = (tool("score", DEAD, "--format", form.value).data for _ in range(2))
        assert first == second


def test_the_bytes_do_not_depend_on_how_python_hashes() -> None:
    outputs = {
        subprocess.run(
            [*COMMAND, "score", str(DEAD), "--format", "json", "--fail-on", "gap"],
            capture_output=True, check=False, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["gate"]["passed"] is False


def test_the_order_of_files_does_not_matter(tool: Call, sample: Sample) -> None:
    body = sample("dead-links")
    before = json.loads(tool("score", body, "--format", "json").out)
    (body / "evidence" / "1-matbuot.yaml").rename(body / "evidence" / "zz.yaml")
    after = json.loads(tool("score", body, "--format", "json").out)
    for row in (*before["criteria"], *after["criteria"]):
        for reason in row["reasons"]:
            reason.pop("file")
    assert before == after


@pytest.mark.parametrize("words", [("score", "--format", "xlsx"), ("rank", "--format", "XLSX")])
def test_what_is_no_text_is_not_written_onto_a_terminal(words: tuple[str, ...], tool: Call, tmp_path: Path) -> None:
    name, *options = words
    ending = tool(name, SAMPLES / "model-body", *options, terminal=True)
    assert (ending.code, ending.out) == (ExitCode.USAGE, "")
    assert "--output report.xlsx" in ending.err
    assert not list(tmp_path.iterdir())
