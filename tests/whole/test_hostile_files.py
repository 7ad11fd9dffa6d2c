"""What comes from outside is not trusted: names, links, logs, indices."""

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from openness_cli.errors import ExitCode, OutputError
from openness_cli.files._tree import MAX_EVENTS
from openness_cli.formats.choices import formats_of
from openness_cli.links.log_writer import LogWriter
from openness_cli.reports.score import ScoreReport
from tests.builders.bodies import LEVELS, QUARTERS, URL, criterion, dump, full, item, write_index, write_workspace
from tests.builders.logs import failed, write_log
from tests.builders.tool import SAMPLES, Call, Sample

CONTROLS = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]")


# files


@pytest.mark.parametrize("name", ["evidence/x.yaml", "availability/x.jsonl"])
def test_a_pipe_in_place_of_a_file_is_told_and_nothing_waits_for_it(name: str, body: Path, tool: Call) -> None:
    (body / name).parent.mkdir(exist_ok=True)
    os.mkfifo(body / name)
    ending = tool("score", body)
    assert ending.code == (ExitCode.INVALID if name.startswith("evidence") else ExitCode.DONE)
    assert "this is no file" in ending.err


def test_a_file_too_large_is_never_read_whole(body: Path, tool: Call) -> None:
    with (body / "evidence" / "x.yaml").open("wb") as file:
        file.truncate(5 * 1024**3)
    ending = tool("score", body)
    assert ending.code == ExitCode.INVALID
    assert "larger than 2 MB" in ending.err


def test_evidence_behind_a_link_out_of_the_workspace_is_not_shown(body: Path, tool: Call, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("secret: word")
    (body / "evidence" / "x.yaml").symlink_to(secret)
    ending = tool("score", body)
    assert ending.code == ExitCode.INVALID
    assert "secret: word" not in ending.err
    assert "outside" in ending.err


def test_a_folder_that_is_a_link_is_told_and_hidden_files_are_left_out(body: Path, tool: Call, tmp_path: Path) -> None:
    (body / "evidence" / ".#x.yaml").symlink_to("nobody@nowhere")
    assert tool("score", body).code == ExitCode.DONE
    (tmp_path / "unit").mkdir()
    (body / "evidence" / "unit").symlink_to(tmp_path / "unit")
    ending = tool("score", body)
    assert ending.code == ExitCode.INVALID
    assert "is not followed" in ending.err


def test_an_ending_in_capitals_is_read_as_well(body: Path, tool: Call) -> None:
    (body / "evidence" / "X.YAML").write_text("evidence: {X9: }")
    assert "there is no criterion “X9”" in tool("score", body).err


@pytest.mark.parametrize("file", [".", "./", "attachments/..", "x" * 300, "a\x00b"])
def test_odd_names_of_attachments_never_crash(file: str, body: Path, tool: Call) -> None:
    dump(body / "evidence" / "all.yaml", {"evidence": full(item(file=file))})
    ending = tool("score", body)
    assert ending.code in (ExitCode.DONE, ExitCode.INVALID), ending.err


def test_a_name_that_is_not_utf_8_or_not_printable_is_shown_harmlessly(body: Path, tool: Call) -> None:
    name = os.fsencode(body / "evidence") + b"/\xff\x1b[31m\n::error::pwned.yaml"
    Path(os.fsdecode(name)).write_text("evidence: {X9: }")
    for form in ("terminal", "json", "github"):
        ending = tool("validate", body, "--format", form)
        assert ending.code == ExitCode.INVALID
        assert not CONTROLS.search(ending.out + ending.err)
        assert not [line for line in (ending.out + ending.err).splitlines() if line.startswith("::error::pwned")]


def test_a_flood_of_problems_is_cut_short(body: Path, tool: Call) -> None:
    keys = ", ".join(f"Y{n}: 1" for n in range(20_000))
    (body / "evidence" / "x.yaml").write_text(f"evidence: {{{keys}}}")
    ending = tool("validate", body, "--format", "json")
    assert ending.code == ExitCode.INVALID
    assert len(ending.out) < 1_000_000
    assert len(tool("score", body).err) < 200_000


def test_a_text_longer_than_anybody_reads_is_refused(body: Path, tool: Call) -> None:
    (body / "evidence" / "x.yaml").write_text("actions: {a: {title: " + "x" * 100_000 + "}}")
    ending = tool("score", body)
    assert ending.code == ExitCode.INVALID
    assert len(ending.err) < 2000


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (b"evidence:\n  # \xd0\xa8\xd0\xb0\xd1\x80\n  X1: {owner: ab\x01cd}\n", "x.yaml:3:17"),
        (b"evidence:\r  X1: {owner: \xd0\xa8\xff}\r", "x.yaml:2:16"),
    ],
)
def test_places_are_counted_in_letters(text: bytes, place: str, body: Path, tool: Call) -> None:
    (body / "evidence" / "x.yaml").write_bytes(text)
    assert place in tool("score", body).err


# logs


def test_lines_that_no_calendar_or_terminal_can_bear_are_left_out_or_cleaned(body: Path, tool: Call) -> None:
    bad: list[dict[str, Any] | bytes] = [
        {"time": "9999-12-31T23:59:59Z", "url": URL, "result": "ok"},
        {"time": "0001-01-01T00:00:00+05:30", "url": URL, "result": "ok"},
        {"time": "2024-06-20T00:00:00Z", "url": URL, "result": "perhaps"},
        b"[" * 5000,
        b"\xff\xfe",
    ]
    cause = "\x1b[2J\ud800\x07\n::error::pwned"
    write_log(body, *bad, *(failed(hour, cause) for hour in (0, 10, 20)))
    for form in formats_of(ScoreReport):
        ending = tool("score", body, "--format", form.value, "--as-of", "2024-07-01")
        assert ending.code == ExitCode.DONE, ending.err
        assert "a.jsonl:1, 2, 3, 4, 5:" in ending.err
        assert not CONTROLS.search(ending.out)
        assert not [line for line in ending.out.splitlines() if line.strip().startswith("::error::pwned")]


def test_a_copy_of_a_log_does_not_break_an_address(body: Path, tool: Call) -> None:
    for name in ("a.jsonl", "a (1).jsonl"):
        write_log(body, failed(0), failed(24), name=name)
    report = json.loads(tool("score", body, "--format", "json", "--as-of", "2024-07-01").out)
    assert [reason["code"] for reason in report["criteria"][0]["reasons"]] == ["link-unstable", "link-unknown"]


def test_an_address_that_is_none_is_refused(body: Path, tool: Call) -> None:
    claim = {"level": "full", "items": [item(url="https://[bad/x"), item(url="https://a℀b.example/")]}
    dump(body / "evidence" / "all.yaml", {"evidence": {"X1": claim}})
    assert tool("score", body).err.count("is not a web address") == 2


# indices


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"points": 0}, "have points"),
        ({"links": {"broken_after": 3, "apart_hours": 999_999_999, "max_age_days": 30}}, "is no policy"),
        ({"index": "../x"}, "is no label"),
        ({"titles": {"uz": "", "ru": "", "en": ""}}, "is missing"),
    ],
)
def test_an_index_that_would_break_the_score_is_refused(
    more: dict[str, Any], expected: str, tool: Call, tmp_path: Path
) -> None:
    ending = tool("validate", "--index", write_index(tmp_path / "index", [[criterion(LEVELS)]], **more))
    assert ending.code == ExitCode.INVALID
    assert expected in ending.err


@pytest.mark.parametrize("text", ["", "---\n", "indicator: ²\n", "indicator: ../../x\n", "[]\n"])
def test_an_indicator_file_with_nothing_or_nonsense_in_it_is_named(text: str, tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]])
    (index / "2.yaml").write_text(text)
    ending = tool("validate", "--index", index)
    assert ending.code == ExitCode.INVALID
    assert "2.yaml" in ending.err
    (index / "index.yaml").write_text("---\n")
    assert tool("validate", "--index", index).code == ExitCode.INVALID


def test_an_index_far_away_in_time_or_without_a_home_is_refused(tool: Call, tmp_path: Path) -> None:
    far = {**QUARTERS, "due": {"days_after": 3_000_000}}
    index = write_index(tmp_path / "index", [[criterion(far)]])
    assert tool("validate", "--index", index).code == ExitCode.INVALID
    assert tool("validate", "--index", "~nobody-at-all/x").code == ExitCode.USAGE
    assert tool("validate", "--index", "x" * 300).code == ExitCode.USAGE


@pytest.mark.parametrize("name", ["''", "{}", "{uz: }", "{uz: ''}"])
def test_a_body_without_a_name_is_told_so(name: str, body: Path, tool: Call) -> None:
    text = (body / "openness.yaml").read_text()
    (body / "openness.yaml").write_text(text.replace("name: Body", f"name: {name}"))
    ending = tool("score", body)
    assert ending.code == ExitCode.INVALID
    assert "the key “name” is missing" in ending.err


def test_an_index_of_millions_still_draws_its_bars(tool: Call, tmp_path: Path) -> None:
    rule = {"kind": "levels", "levels": {"full": 999_999, "none": 0}}
    index = write_index(tmp_path / "index", [[criterion(rule)]], points="999999")
    head = (index / "1.yaml").read_text().replace("1e+06", "999999")
    (index / "1.yaml").write_text(head)
    folder = write_workspace(tmp_path / "body", {}, index)
    assert tool("score", folder).code == ExitCode.DONE


# what is kept beside the evidence


def test_a_flood_in_a_saved_report_is_refused_before_it_is_kept(tool: Call, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    tool("score", SAMPLES / "model-body", "--format", "json", "--output", good)
    report = json.loads(good.read_text(encoding="utf-8"))
    for flood in (
        b'{"a":[' + b"{}," * 300_000 + b"{}]}",
        json.dumps({**report, "criteria": [{}] * 20_000}).encode(),
        json.dumps({**report, "year": 10**4000}).encode(),
        b"[" + b"{}," * 300_000 + b"{}]",
    ):
        bad.write_bytes(flood)
        ending = tool("diff", good, bad)
        assert (ending.code, ending.out) == (ExitCode.INVALID, "")
        assert len(ending.err) < 2000


def test_a_line_is_not_lost_in_a_history_of_another_encoding(tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    tool("score", body, "--save")
    history = body / "history.jsonl"
    history.write_text(history.read_text(encoding="utf-8"), encoding="utf-16")
    before = history.read_bytes()
    ending = tool("score", body, "--save", "--lang", "en")
    assert ending.code == ExitCode.INTERNAL
    assert "save the file again with the encoding UTF-8" in ending.err
    assert history.read_bytes() == before


def test_a_log_that_is_a_flood_of_line_ends_is_left_out(tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    (body / "availability" / "flood.jsonl").write_bytes(b"\n" * 100_000)
    ending = tool("score", body, "--lang", "en")
    assert ending.code == ExitCode.DONE
    assert "availability/flood.jsonl: cannot be read" in ending.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_place_of_what_is_noted_beside_the_log_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".w.jsonl.part")
    with pytest.raises(OutputError, match="this is no file"):
        LogWriter(tmp_path / "w.jsonl")


def test_a_folder_whose_name_is_no_text_hides_no_other(tool: Call, tmp_path: Path) -> None:
    for name in (b"good", b"n\xff"):
        try:
            shutil.copytree(SAMPLES / "model-body", tmp_path / os.fsdecode(name))
        except OSError:
            pytest.skip("this system has no such names")
    for form in ("json", "csv", "csv-excel", "markdown", "terminal"):
        ending = tool("rank", tmp_path, "--format", form)
        assert ending.code == ExitCode.DONE
        assert ending.data


# more than can be


def test_more_entries_than_one_file_can_have_are_an_error_and_not_read_to_the_end(body: Path, tool: Call) -> None:
    flood = body / "evidence" / "x.yaml"
    flood.write_text("evidence: {C1.1: {items: [" + "[]," * (MAX_EVENTS // 2) + "]}}")
    ending = tool("score", body)
    assert ending.code == ExitCode.INVALID
    assert "more entries than one file can have" in ending.err
    assert "share them out among several files" in ending.err
    flood.write_text("evidence: {C1.1: {items: [" + '{title: "a"},' * (MAX_EVENTS // 8) + "]}}")
    assert "more entries" not in tool("validate", body).err


def test_definitions_with_more_mistakes_than_are_told_are_still_invalid(tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS), criterion(QUARTERS, "X2")]])
    text = (index / "1.yaml").read_text()
    (index / "1.yaml").write_text(
        text + "- {id: X9, x: 1}\n" * 1500 + "- {id: X3, rule: {kind: levels, levels: {full: 1}}}\n"
    )
    for command in (("validate", "--index", index), ("list", "--index", index)):
        assert tool(*command).code == ExitCode.INVALID
