"""``openness links`` from the command line to the score, against a site of loopback."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st

from openness_cli.links.impact import Impact
from openness_cli.model.availability import Address, AddressState, Fixer, LinkCause
from openness_cli.model.definitions import ZERO
from openness_cli.reports.links.formats import LinkFormat, RecordFormat
from openness_cli.reports.links.grid import LINK_COLUMNS, RECORD_COLUMNS
from openness_cli.schemas.input import SchemaName, json_schema
from openness_cli.scoring.addresses import collect_addresses
from openness_cli.scoring.assessment import Basis, assess
from openness_cli.words.links import cause_sentence, fixer_word, mend_sentence
from tests.conftest import ROOT, SAMPLES, Call, Ending
from tests.site import PAGE, Answer, Site, hangs, redirects, resets, response, says, serving
from tests.small import (
    CHECKLIST,
    COUNT,
    LEVELS,
    QUARTERS,
    SHARE,
    assess_folder,
    criterion,
    item,
    write_index,
    write_workspace,
)

GONE = response("404 Gone", b"x")
DAY = datetime(2025, 2, 10, 6, tzinfo=UTC)
QUICK = ("--allow-private", "--pause", "0", "--retry-pause", "0", "--log", "w")


@pytest.fixture
def pages() -> dict[str, Answer | bytes]:
    return {}


@pytest.fixture
def site(pages: dict[str, Answer | bytes]) -> Iterator[Site]:
    with serving(pages) as made:
        yield made


@pytest.fixture
def body(tmp_path: Path, site: Site) -> Path:
    """Two criteria of a point each, on a page of their own, and one with a page and its old address."""
    bands = [{"band": "green", "min": 3}, {"band": "yellow", "min": 2}, {"band": "red", "min": 0}]
    criteria = [[criterion(LEVELS, "X1"), criterion(LEVELS, "X2")], [criterion(LEVELS, "X3")]]
    index = write_index(tmp_path / "index", criteria, bands=bands)
    evidence = {
        "X1": {"level": "full", "owner": "Press office", "items": [item(url=site.url("/one"), title="One")]},
        "X2": {"level": "full", "items": [item(url=site.url("/two"), owner="Finance")]},
        "X3": {"level": "full", "items": [item(url=[site.url("/new"), site.url("/old")])]},
    }
    return write_workspace(tmp_path / "body", evidence, index)


def links(tool: Call, body: Path, *more: str, day: datetime = DAY) -> Ending:
    return tool("links", body, *QUICK, *more, now=day)


def entries(body: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (body / "availability" / "w.jsonl").read_text().splitlines()]


def states(tool: Call, body: Path, *more: str, day: datetime = DAY) -> dict[str, str]:
    document = json.loads(links(tool, body, "--format", "json", *more, day=day).out)
    return {entry["url"].rpartition("/")[2]: entry["state"] for entry in document["addresses"]}


def test_everything_opens(tool: Call, body: Path, site: Site) -> None:
    ending = links(tool, body)
    assert ending.code == 0
    assert "4 open" in ending.out
    assert f"4/4 ok {site.url('/old')}" in ending.err
    assert [entry["result"] for entry in entries(body)] == ["ok"] * 4
    assert entries(body)[0]["time"] == "2025-02-10T06:00:00Z"
    assert "verified   " in tool("score", body, now=DAY).out
    scores = json.loads(tool("score", body, "--format", "json", now=DAY).out)["scores"]
    assert scores["verified"] == {"earned": 3, "on_course": 3, "unknown": 0, "band": "green"}


def test_one_run_makes_nothing_broken_three_apart_do_and_the_colour_falls(
    tool: Call, body: Path, pages: dict[str, Answer | bytes]
) -> None:
    score = tool("score", body, "--lang", "en", now=DAY)
    assert "Whether the colour is green or red hangs on 3.00 points of addresses" in " ".join(score.out.split())
    links(tool, body, day=DAY - timedelta(days=2))
    pages["/one"] = GONE
    first = links(tool, body, day=DAY - timedelta(days=1))
    assert (first.code, states(tool, body, "--only", "X2", day=DAY)) == (0, {"two": "ok"})
    assert "1 does not open (broken by the record: 0); 1.00 points hang on it" in first.out
    score = tool("score", body, "--lang", "en", "--fail-on", "dead-link", now=DAY)
    assert (score.code, "did not open the last time" in score.out) == (0, False)
    second = links(tool, body)
    assert second.code == 1
    assert "1 does not open (broken by the record: 1)" in second.out
    assert "broken: 4 failures, since 9 February 2025, 11:00; opened last on 8 February 2025, 11:00" in " ".join(
        second.out.split()
    )
    assert "Page not found, 404" in second.out
    assert "Press office" in second.out
    assert "evidence/all.yaml:" in second.out
    score = tool("score", body, "--lang", "en", "--fail-on", "dead-link", now=DAY)
    assert score.code == 1
    assert "cost 1.00 points and turn the colour from green to yellow" in " ".join(score.out.split())
    pages["/one"] = PAGE
    assert links(tool, body).code == 0
    assert tool("score", body, "--fail-on", "dead-link", now=DAY).code == 0


def test_of_an_old_and_a_new_address_one_is_enough(tool: Call, body: Path, pages: dict[str, Answer | bytes]) -> None:
    pages["/old"] = GONE
    document = json.loads(links(tool, body, "--format", "json").out)
    assert (document["counts"]["unstable"], document["points_not_opening"]) == (1, 0)
    pages["/new"] = GONE
    document = json.loads(links(tool, body, "--format", "json", day=DAY + timedelta(hours=1)).out)
    assert (document["counts"]["unstable"], document["points_not_opening"]) == (2, 1)


def test_what_could_not_be_checked_fails_only_when_strict(
    tool: Call, body: Path, pages: dict[str, Answer | bytes]
) -> None:
    pages["/one"] = response("403 Forbidden", b"x")
    assert links(tool, body).code == 0
    strict = links(tool, body, "--strict")
    assert strict.code == 4
    assert "1 could not be checked; 1.00 points hang on them" in strict.out
    assert "Access is denied to the check" in strict.out


def test_broken_comes_before_unchecked(tool: Call, body: Path, pages: dict[str, Answer | bytes]) -> None:
    pages |= {"/one": response("403 Forbidden", b"x"), "/two": GONE}
    for days in (2, 1):
        links(tool, body, day=DAY - timedelta(days=days))
    assert links(tool, body, "--strict").code == 1


def test_when_no_address_answers_nothing_is_judged(tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]])
    claim = {"level": "full", "items": [item(url="http://127.0.0.1:1/a"), item(url="http://127.0.0.1:2/b")]}
    body = write_workspace(tmp_path / "body", {"X1": claim}, index)
    for days in (2, 1, 0):
        ending = links(tool, body, day=DAY - timedelta(days=days))
        assert ending.code == 4
        assert "the line itself seems down" in ending.out
        assert "the line itself seems down" in ending.err
    assert {entry["result"] for entry in entries(body)} == {"blocked"}
    assert {entry["cause"] for entry in entries(body)} == {"no line"}
    assert len(entries(body)) == 12
    assert "All addresses are on one site" not in ending.out
    assert links(tool, body, "--format", "github").out.startswith("::error title=openness links::No address answered")


def test_a_site_that_is_dead_while_another_answers(
    tool: Call, body: Path, site: Site, pages: dict[str, Answer | bytes], tmp_path: Path
) -> None:
    """``--recheck-failed`` fetches dead addresses alone; another site that opened shows that the line works."""
    evidence = {
        "X1": {"level": "full", "items": [item(url=site.url("/one"))]},
        "X2": {"level": "full", "items": [item(url="http://127.0.0.1:1/dead")]},
    }
    write_workspace(body, evidence, tmp_path / "index")
    pages["/one"] = PAGE
    for days in (2, 1):
        links(tool, body, day=DAY - timedelta(days=days))
    ending = links(tool, body, "--recheck-failed")
    assert ending.code == 1
    assert "1 address on 1 site" in ending.out
    assert [entry["result"] for entry in entries(body)][-3:] == ["failed", "ok", "failed"]


def test_only_and_recheck_failed_choose(tool: Call, body: Path, pages: dict[str, Answer | bytes]) -> None:
    pages["/two"] = GONE
    assert states(tool, body, "--only", "X3") == {"new": "ok", "old": "ok"}
    assert states(tool, body, "--only", "1") == {"one": "ok", "two": "unstable"}
    assert states(tool, body, "--recheck-failed") == {"two": "unstable"}
    assert len(entries(body)) == 2 + 3 + 2
    ending = links(tool, body, "--only", "Y*")
    assert (ending.code, "no criterion matches" in ending.err) == (2, True)
    pages["/two"] = PAGE
    assert states(tool, body, "--recheck-failed") == {"two": "ok"}
    nothing = links(tool, body, "--recheck-failed")
    assert (nothing.code, "there is no address to fetch" in nothing.err) == (0, True)


def test_private_addresses_are_refused_unless_allowed(tool: Call, body: Path, site: Site) -> None:
    ending = tool("links", body, "--log", "w", "--pause", "0", "--format", "json", now=DAY)
    assert {entry["state"] for entry in json.loads(ending.out)["addresses"]} == {"refused"}
    assert {entry["cause"] for entry in entries(body)} == {"private address"}
    assert not site.asked


CAUSES: list[tuple[Answer | bytes, str, str]] = [
    (GONE, "failed", "404"),
    (response("500 Error", b"x"), "failed", "5xx"),
    (response(), "failed", "empty"),
    (response(body=b"<html><title>Page not found</title>"), "failed", "soft 404"),
    (redirects("/"), "failed", "home page"),
    (resets, "failed", "reset"),
    (hangs, "failed", "timeout"),
    (response("401 Sign in", b"x"), "blocked", "401"),
    (response("429 Slow down", b"x", Retry_After="0"), "blocked", "429"),
    (redirects("ftp://127.0.0.1/"), "refused", "scheme"),
]


@pytest.mark.parametrize(("answer", "result", "cause"), CAUSES, ids=[cause for _answer, _result, cause in CAUSES])
def test_each_cause_is_told_with_who_mends_it(
    answer: Answer | bytes, result: str, cause: str, tool: Call, body: Path, pages: dict[str, Answer | bytes]
) -> None:
    pages["/one"] = answer
    ending = links(tool, body, "--timeout", "2")
    told = [entry for entry in entries(body) if entry["url"].endswith("/one")]
    assert {(entry["result"], entry["cause"]) for entry in told} == {(result, cause)}
    sentence = cause_sentence(cause, None)
    text = " ".join(ending.out.split())
    assert sentence[:1].upper() + sentence[1:] in text
    assert f"{fixer_word(LinkCause(cause).fixer)}: {mend_sentence(cause)}" in text


def test_every_cause_has_its_words_and_somebody_who_mends_it() -> None:
    for cause in LinkCause:
        assert cause_sentence(cause.value, None)
        assert mend_sentence(cause.value)
        assert isinstance(cause.fixer, Fixer)
        assert fixer_word(cause.fixer)


# --- formats


@pytest.fixture
def troubled(tool: Call, body: Path, pages: dict[str, Answer | bytes]) -> Path:
    """A body with an address of each state."""
    pages |= {"/one": GONE, "/new": response("403 Forbidden", b"x")}
    for days in (2, 1):
        links(tool, body, day=DAY - timedelta(days=days))
    pages["/two"] = response(body=b"")
    return body


@pytest.mark.parametrize("form", [form.value for form in LinkFormat])
def test_the_ending_is_the_same_in_every_format(form: str, tool: Call, troubled: Path, tmp_path: Path) -> None:
    assert links(tool, troubled, "--format", form).code == 1
    target = tmp_path / "out"
    ending = links(tool, troubled, "--format", form, "--output", str(target))
    assert (ending.code, ending.out) == (1, "")
    assert target.stat().st_size > 100


def test_json_is_of_its_schema(tool: Call, troubled: Path) -> None:
    document = json.loads(links(tool, troubled, "--format", "json").out)
    jsonschema.validate(document, json_schema(SchemaName.LINKS), jsonschema.Draft202012Validator)
    assert document["counts"] == {"ok": 1, "broken": 1, "unstable": 1, "blocked": 1, "refused": 0, "unchecked": 0}
    assert (document["points_not_opening"], document["points_unchecked"]) == (2, 0)
    assert [(group["cause"], group["points"]) for group in document["groups"]] == [("404", 1), ("empty", 1), ("403", 0)]
    assert [len(site["addresses"]) for group in document["groups"] for site in group["sites"]] == [1, 1, 1]
    assert document["log"][0]["lines"] == len(entries(troubled))
    assert document["index"]["criteria"] == 3


@pytest.mark.parametrize("form", ["csv", "csv-excel"])
def test_csv_has_a_row_for_each_address(form: str, tool: Call, troubled: Path) -> None:
    text = links(tool, troubled, "--format", form).data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";" if form == "csv-excel" else ","))
    assert tuple(rows[0]) == LINK_COLUMNS
    assert [row["state"] for row in rows] == ["broken", "unstable", "blocked", "ok"]
    assert rows[0]["points"] == ("1,00" if form == "csv-excel" else "1.00")
    assert rows[0]["owner"] == "Press office"
    assert rows[0]["basis"] == rows[0]["points_basis"] == "assumed"


def test_junit_fails_what_is_broken_and_skips_what_is_not_known(tool: Call, troubled: Path) -> None:
    text = links(tool, troubled, "--format", "junit").out
    xmlschema.XMLSchema(str(Path(__file__).parent / "junit.xsd")).validate(io.StringIO(text))
    cases = {
        case.get("name", "").rpartition("/")[2]: [part.tag for part in case]
        for case in ET.fromstring(text).iter("testcase")
    }
    assert cases == {"one": ["failure"], "two": ["skipped"], "new": ["skipped"], "old": []}


def test_github_marks_the_line_of_evidence(tool: Call, troubled: Path) -> None:
    lines = links(tool, troubled, "--format", "github").out.splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::warning", "::notice", "::notice"]
    assert "evidence/all.yaml,line=" in lines[0]


def test_what_a_site_says_cannot_do_anything(tool: Call, body: Path, pages: dict[str, Answer | bytes]) -> None:
    place = "/x\x1b[31m%0A::error::=HYPERLINK(1)"
    pages["/one"] = says(b"HTTP/1.1 302 Found\r\nLocation: " + place.encode() + b"\r\nContent-Length: 0\r\n\r\n")
    pages["/two"] = response(body=b"text", Content_Type="=1+1\x1b[0m")
    for form in LinkFormat:
        out = links(tool, body, "--format", form.value).out
        assert "\x1b" not in out
        assert "\n::error::" not in out


# --- progress, endings, options


def test_a_bar_on_a_terminal_and_nothing_when_quiet(tool: Call, body: Path) -> None:
    ending = tool("links", body, *QUICK, now=DAY, terminal=True)
    assert ending.code == 0
    assert "4/4" in ending.err
    assert "ok http" not in ending.err
    assert links(tool, body, "--quiet").err == ""


def test_second_tries_are_announced(tool: Call, body: Path, pages: dict[str, Answer | bytes]) -> None:
    pages["/one"] = GONE
    assert "1 address did not open; it is tried again in 0 seconds" in links(tool, body).err


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--report", "--verify-log"], "do not go together"),
        (["--report", "--strict"], "do not go together"),
        (["--report", "--control", "https://a.example/"], "do not go together"),
        (["--verify-log", "--only", "X1"], "do not go together"),
        (["--control", "a.example"], "--control"),
        (["--verify-log", "--recheck-failed"], "do not go together"),
        (["--anchor", "0" * 64], "--verify-log"),
        (["--verify-log", "--anchor", "abc"], "64 digits"),
        (["--format", "markdown"], "markdown"),
        (["--report", "--format", "junit"], "junit"),
        (["--verify-log", "--format", "csv"], "csv"),
        (["--log", "../x"], "--log"),
        (["--log", ".hidden"], "--log"),
        (["--log", "a/b"], "--log"),
        (["--concurrency", "0"], "--concurrency"),
        (["--per-host", "1001"], "--per-host"),
        (["--tries", "0"], "--tries"),
        (["--pause", "-1"], "--pause"),
        (["--pause", "nan"], "--pause"),
        (["--timeout", "0"], "--timeout"),
        (["--retry-pause", "inf"], "--retry-pause"),
        (["--only", "Z*"], "--only"),
        (["--as-of", "1.2.2025"], "--as-of"),
    ],
)
def test_a_command_line_that_is_wrong(options: list[str], word: str, tool: Call, body: Path, site: Site) -> None:
    ending = tool("links", body, *options, now=DAY)
    assert (ending.code, ending.out) == (2, "")
    assert word in ending.err
    assert not site.asked
    assert not (body / "availability").exists()


def test_results_do_not_go_into_the_evidence(tool: Call, body: Path, site: Site) -> None:
    for target in ("openness.yaml", "evidence/all.yaml", "availability/new.jsonl", "history.jsonl", "../index/1.yaml"):
        for mode in ((), ("--report",), ("--verify-log",)):
            if mode != ("--verify-log",) or "index" not in target:
                options = (*mode, "--output", str(body / target))
                assert tool("links", body, *options, now=DAY).code == 2, options
    assert not site.asked


def test_a_dash_is_the_standard_output(tool: Call, body: Path) -> None:
    links(tool, body)
    for mode in (QUICK, ("--report",), ("--verify-log",)):
        assert tool("links", body, *mode, "--output", "-", now=DAY).out == tool("links", body, *mode, now=DAY).out


def test_the_writer_is_the_machine_or_the_name_given(tool: Call, body: Path) -> None:
    tool("links", body, "--allow-private", "--pause", "0", "--only", "X1", now=DAY)
    tool("links", body, "--allow-private", "--pause", "0", "--only", "X1", "--log", "office.jsonl", now=DAY)
    names = {path.name for path in (body / "availability").glob("*.jsonl")}
    assert len(names) == 2
    assert "office.jsonl" in names


def test_a_log_that_cannot_be_written_ends_before_anything_is_fetched(tool: Call, body: Path, site: Site) -> None:
    (body / "availability" / "w.jsonl").mkdir(parents=True)
    ending = links(tool, body)
    assert (ending.code, "could not write" in ending.err) == (5, True)
    assert not site.asked


def test_a_disk_that_fills_up_ends_the_run_and_the_log_is_whole(body: Path, pages: dict[str, Answer | bytes]) -> None:
    """What was told finished is there, and whole; the rest is not."""
    pytest.importorskip("resource", reason="this system has no limits on the size of a file")
    pages["/old"] = hangs
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))\n"
        "from openness_cli.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", script, "links", str(body), *QUICK, "--per-host", "1", "--lang", "en"]
    told = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=30, check=False)
    assert told.returncode == 5
    assert "could not write" in told.stderr
    assert "Traceback" not in told.stderr
    assert len(entries(body)) == told.stderr.count(" ok http")


def test_a_folder_whose_score_is_of_a_past_day_says_so(tool: Call, body: Path) -> None:
    day = datetime(2025, 4, 1, tzinfo=UTC)
    assert "The score of this folder is that of 1 March 2025" in " ".join(links(tool, body, day=day).out.split())
    assert "The score of this folder" not in links(tool, body).out


def test_evidence_that_cannot_be_read_is_told_and_nothing_is_fetched(tool: Call, body: Path, site: Site) -> None:
    (body / "evidence" / "all.yaml").write_text("evidence: [")
    assert links(tool, body).code == 3
    assert not site.asked


def test_stopped_by_hand_what_was_finished_is_kept(body: Path, pages: dict[str, Answer | bytes]) -> None:
    pages["/two"] = hangs
    command = [sys.executable, "-m", "openness_cli", "links", str(body), *QUICK, "--per-host", "1", "--lang", "en"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    # a shell that runs the tests in the background has told them to ignore it, and they would hand that on
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment) as run:
        signal.signal(signal.SIGINT, before)
        assert run.stderr is not None
        assert run.stderr.readline().startswith(b"1/4 ok")
        run.send_signal(signal.SIGINT)
        try:
            _out, told = run.communicate(timeout=20)
        finally:
            run.kill()
    assert run.returncode == 130
    assert told.endswith(b"stopped\n"), told
    assert [entry["result"] for entry in entries(body)] == ["ok"]


# --- the record


@pytest.fixture
def recorded(tool: Call, body: Path, pages: dict[str, Answer | bytes]) -> Path:
    links(tool, body, day=DAY - timedelta(days=3))
    pages["/one"] = GONE
    for days in (2, 1):
        links(tool, body, day=DAY - timedelta(days=days))
    pages["/one"] = response(body=b"<html>new")
    links(tool, body)
    return body


def test_the_record_says_how_often_how_long_and_on_which_days(tool: Call, recorded: Path, site: Site) -> None:
    fetched = len(site.asked)
    document = json.loads(tool("links", recorded, "--report", "--format", "json", now=DAY).out)
    jsonschema.validate(document, json_schema(SchemaName.RECORD), jsonschema.Draft202012Validator)
    one = document["addresses"][0]
    assert (one["opened"], one["checks"], one["failed"]) == (2, 6, 4)
    assert one["first_failure"] == "2025-02-08T06:00:00Z"
    assert one["last_success"] == "2025-02-10T06:00:00Z"
    assert one["longest_outage"]["seconds"] == 2 * 24 * 3600
    assert one["changed"] == ["2025-02-10T06:00:00Z"]
    criteria = {entry["id"]: entry for entry in document["criteria"]}
    assert criteria["X1"]["none_opened"] == ["2025-02-08", "2025-02-09"]
    assert criteria["X1"]["all_opened"] == ["2025-02-07", "2025-02-10"]
    assert criteria["X2"]["days"] == len(criteria["X2"]["all_opened"]) == 4
    assert document["chain_holds"] is True
    assert len(site.asked) == fetched


@pytest.mark.parametrize("language", ["uz", "ru", "en"])
@pytest.mark.parametrize("form", [form.value for form in RecordFormat])
def test_the_record_in_every_language_and_format(form: str, language: str, tool: Call, recorded: Path) -> None:
    ending = tool("links", recorded, "--report", "--format", form, "--lang", language, now=DAY)
    assert (ending.code, ending.err) == (0, "")
    assert "/one" in ending.data.decode("utf-8-sig")


@pytest.mark.parametrize("language", ["uz", "ru", "en"])
@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_the_record_of_a_sample_is_as_accepted(
    form: str, language: str, tool: Call, accepted: Callable[[Path, str], None]
) -> None:
    text = tool("links", SAMPLES / "dead-links", "--report", "--format", form, "--lang", language).out
    ending = {"terminal": "txt", "markdown": "md"}[form]
    accepted(ROOT / "tests" / "goldens" / f"dead-links.record.{language}.{ending}", text)


def test_a_record_of_the_whole_and_of_a_part_as_a_table(tool: Call, recorded: Path) -> None:
    text = tool("links", recorded, "--report", "--format", "csv", "--only", "X1", now=DAY).out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == RECORD_COLUMNS
    assert [(row["record"], row["criteria"]) for row in rows] == [("address", "X1"), ("criterion", "X1")]
    assert rows[0]["longest_outage_hours"] == "48.0"
    assert rows[1]["not_all_opened_on"] == "2025-02-08, 2025-02-09"


def test_a_record_says_when_its_chain_does_not_hold(tool: Call, recorded: Path) -> None:
    path = recorded / "availability" / "w.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"status":404', b'"status":405', 1))
    assert "availability/w.jsonl: line 6 does not fit" in tool("links", recorded, "--report", now=DAY).out
    assert json.loads(tool("links", recorded, "--report", "--format", "json", now=DAY).out)["chain_holds"] is False


def test_a_record_of_an_unreadable_log_does_not_claim_to_hold(tool: Call, recorded: Path) -> None:
    (recorded / "availability" / "x.jsonl").symlink_to("/etc/hostname")
    document = json.loads(tool("links", recorded, "--report", "--format", "json", now=DAY).out)
    assert document["chain_holds"] is False


def test_a_record_of_one_criterion_judges_its_days_by_all_its_addresses(tool: Call, body: Path, site: Site) -> None:
    shared = {"level": "full", "items": [item(url=site.url("/one"))]}
    both = {"level": "full", "items": [item(url=site.url("/one")), item(url=site.url("/gone"), title="x")]}
    write_workspace(body, {"X1": shared, "X2": both}, body.parent / "index")
    links(tool, body, "--only", "X1")
    text = tool("links", body, "--report", "--format", "json", "--only", "X1", now=DAY).out
    assert [entry["id"] for entry in json.loads(text)["criteria"]] == ["X1"]
    text = tool("links", body, "--report", "--format", "json", "--only", "X2", now=DAY).out
    assert json.loads(text)["criteria"][0]["some_opened"] == ["2025-02-10"]


def test_a_time_with_another_zone_is_the_same_time(tool: Call, recorded: Path) -> None:
    line = {"time": "2025-02-10T23:30:00+05:00", "url": entries(recorded)[0]["url"], "result": "ok", "prev": None}
    (recorded / "availability" / "other.jsonl").write_text(json.dumps(line) + "\n")
    text = tool("links", recorded, "--report", "--format", "csv", "--only", "X1", now=DAY + timedelta(days=1)).out
    assert next(csv.DictReader(io.StringIO(text)))["last_success"] == "2025-02-10T18:30:00Z"


def test_one_site_alone_is_told_from_a_dead_line_by_another(tool: Call, tmp_path: Path, site: Site) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]])
    claim = {"level": "full", "items": [item(url="http://127.0.0.1:1/a")]}
    body = write_workspace(tmp_path / "alone", {"X1": claim}, index)
    ending = links(tool, body)
    assert (ending.code, "All addresses are on one site; --control URL" in " ".join(ending.out.split())) == (4, True)
    assert links(tool, body, "--control", site.url("/other")).code == 0
    assert [entry["result"] for entry in entries(body)] == ["blocked", "blocked", "failed", "failed"]


def test_strict_is_about_this_run_as_well(tool: Call, body: Path, pages: dict[str, Answer | bytes]) -> None:
    pages["/one"] = GONE
    links(tool, body, day=DAY - timedelta(days=1))
    pages["/one"] = response("403 Forbidden", b"x")
    ending = links(tool, body, "--strict")
    assert ending.code == 4
    assert "unstable" in ending.out
    assert "could not be checked this time: access is denied to the check" in " ".join(ending.out.split())


def test_causes_stand_once_and_what_hangs_on_several_is_told(tool: Call, body: Path, tmp_path: Path) -> None:
    with serving({}, default=GONE) as other:
        elsewhere = other.url("/c", "localhost")
        evidence = {
            "X1": {"level": "full", "items": [item(url=other.url("/a"))]},
            "X2": {
                "level": "full",
                "items": [item(url=other.url("/b")), item(url=elsewhere)],
            },
        }
        write_workspace(body, evidence, tmp_path / "index")
        text = links(tool, body).out
    assert text.count("Page not found, 404") == 1
    assert "Of these 1.00 points hang on several" in text


@pytest.mark.parametrize(("columns", "kind"), [(LINK_COLUMNS, "links"), (RECORD_COLUMNS, "record")])
def test_csv_and_json_hold_the_same(columns: tuple[str, ...], kind: str) -> None:
    """Every column has its key, under its own name or the one on this list."""
    elsewhere = {
        "criteria": "uses", "items": "uses", "places": "uses", "reason": "cause", "who": "fixer",
        "longest_outage_hours": "longest_outage", "longest_outage_begin": "longest_outage",
        "longest_outage_end": "longest_outage", "changes": "changed", "last_changed": "changed", "record": "kind",
        "days_all_opened": "all_opened", "days_some_opened": "some_opened", "days_none_opened": "none_opened",
        "not_all_opened_on": "none_opened",
    }  # fmt: skip
    schema = json.dumps(json_schema(SchemaName(kind)))
    for column in columns:
        assert f'"{column}"' in schema or f'"{elsewhere[column]}"' in schema, column


def test_a_record_up_to_a_day(tool: Call, recorded: Path) -> None:
    text = tool("links", recorded, "--report", "--as-of", "2025-02-08", "--format", "json", now=DAY).out
    one = json.loads(text)["addresses"][0]
    assert (one["checks"], one["state"]) == (3, "unstable")


# --- what hangs on addresses

URLS = [f"https://body.example/{name}" for name in "abcdef"]
RULES = {"X1": LEVELS, "X2": COUNT, "X3": SHARE, "X4": CHECKLIST, "X5": QUARTERS}
QUARTER_LABELS = ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]


@st.composite
def evidence(draw: st.DrawFn) -> dict[str, Any]:
    made: dict[str, Any] = {}
    claims: dict[str, dict[str, Any]] = {
        "X1": {"level": "full"},
        "X2": {},
        "X3": {"count": 9, "of": 10},
        "X4": {},
        "X5": {},
    }
    for name, claim in claims.items():
        items = []
        for _number in range(draw(st.integers(0, 3))):
            more: dict[str, Any] = {"url": draw(st.lists(st.sampled_from(URLS), min_size=1, max_size=2, unique=True))}
            if name == "X2":
                more["shows"] = draw(st.sampled_from([1, 6, 12]))
            if name == "X4":
                more["part"] = draw(st.sampled_from(["a", "b"]))
            if name == "X5":
                more["period"] = draw(st.sampled_from(QUARTER_LABELS))
            published = draw(st.sampled_from(["2024-04-10", "2024-07-10", "2024-10-10", None]))
            items.append(item(published, title=draw(st.sampled_from(["s", "t"])), **more))
        if items:
            made[name] = {**claim, "items": items}
    return made


@settings(deadline=None)
@given(evidence(), st.sets(st.sampled_from(URLS)))
def test_what_hangs_is_what_the_score_loses(
    tmp_path_factory: pytest.TempPathFactory, made: dict[str, Any], dead: set[str]
) -> None:
    folder = tmp_path_factory.mktemp("hanging")
    index = write_index(folder / "index", [[criterion(rule, name) for name, rule in RULES.items()]])
    assessment = assess_folder(write_workspace(folder / "body", made, index), "2024-12-01")
    hanging, addresses = Impact(assessment), collect_addresses(assessment)
    by_url = {
        url: Address(AddressState.BROKEN, opens=False) if url in dead else Address(AddressState.OK, opens=True)
        for url in URLS
    }
    again = assess(assessment.index, assessment.workspace, by_url, assessment.day)
    lost = sum((v.failed * (again.scales[v.indicator.id] or ZERO) for v in again.verdicts), ZERO)
    chosen = [address for address in addresses if address.url in dead]
    assert hanging.points(chosen) == lost
    evidenced, verified = again.total(Basis.EVIDENCED), again.total(Basis.VERIFIED)
    assert evidenced.on_course - verified.on_course <= lost
    for few, many in combinations(range(len(chosen) + 1), 2):
        assert hanging.points(chosen[:few]) <= hanging.points(chosen[:many])


def test_addresses_are_merged_in_the_order_of_the_index(tool: Call, body: Path, site: Site) -> None:
    document = json.loads(links(tool, body, "--format", "json").out)
    assert [entry["url"] for entry in document["addresses"]] == [
        site.url(f"/{n}") for n in ("one", "two", "new", "old")
    ]
    (body / "evidence" / "b.yaml").write_text((body / "evidence" / "all.yaml").read_text().split("  X2:")[0])
    again = (body / "evidence" / "all.yaml").read_text()
    (body / "evidence" / "all.yaml").write_text("evidence:\n  X2:" + again.split("  X2:")[1])
    assert json.loads(links(tool, body, "--format", "json").out)["addresses"][0]["url"] == site.url("/one")
