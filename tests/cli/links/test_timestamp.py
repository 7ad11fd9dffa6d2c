"""``openness links --timestamp`` against an authority of loopback, and what ``--verify-log --tsa-ca`` says of it."""

import json
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from openness_cli.links.hash_chain import follow
from openness_cli.links.log_writer import LogWriter
from openness_cli.schemas.registry import SchemaName
from tests.builders.authorities import NAME, Tsa, answers, needs_openssl, verifies
from tests.builders.bodies import dump
from tests.builders.documents import shape, table
from tests.builders.link_runs import entries, links
from tests.builders.logs import entry, lines_of
from tests.builders.sites import Answer, Site, endless, hangs, redirects, response
from tests.builders.tool import Call, Ending

pytestmark = needs_openssl
Pages = dict[str, Answer | bytes]


@pytest.fixture
def pages() -> Pages:
    """Texts that are no pages: nothing is asked on trial beside them, and each is a line."""
    text = response(body=b"Byudjet ijrosi", Content_Type="text/plain")
    return dict.fromkeys(("/one", "/two", "/new", "/old"), text)


@pytest.fixture
def tsa(tmp_path: Path, pages: Pages) -> Tsa:
    made = Tsa(tmp_path / "tsa")
    pages["/tsr"] = made
    return made


def stamped(tool: Call, body: Path, site: Site, *more: str) -> Ending:
    return links(tool, body, "--timestamp", site.url("/tsr"), *more)


def tokens(body: Path) -> list[Path]:
    return sorted((body / "availability").glob("*.tsr"))


def verified(tool: Call, body: Path, tsa: Tsa, *more: str) -> Ending:
    return tool("links", body, "--verify-log", "--tsa-ca", tsa.ca, *more)


@pytest.mark.parametrize("certs", [False, True])
def test_a_stamp_is_kept_and_openssl_itself_proves_it(
    certs: bool,  # noqa: FBT001  (a parameter of the test)
    tool: Call,
    body: Path,
    site: Site,
    pages: Pages,
    tmp_path: Path,
) -> None:
    tsa = Tsa(tmp_path / "tsa", certs=certs)
    pages["/tsr"] = tsa
    ending = stamped(tool, body, site)
    assert ending.code == 0, ending.err
    last = sha256(lines_of(body / "availability" / "w.jsonl")[-1]).hexdigest()
    (token,) = tokens(body)
    assert token.name == f"w.{last}.tsr"
    assert "stamped by" in ending.err
    assert verifies(last, token, tsa.ca)
    told = verified(tool, body, tsa)
    assert told.code == 0, told.out
    assert f"serial number 78, {NAME})" in told.out
    assert "availability/w.jsonl: lines 1-4: existed before 20" in told.out
    assert "4 of 4 lines are covered by time stamps" in told.out


def test_the_next_line_names_the_stamp_and_is_proven_to_be_later(tool: Call, body: Path, site: Site, tsa: Tsa) -> None:
    stamped(tool, body, site)
    (token,) = tokens(body)
    links(tool, body, "--only", "X1")
    links(tool, body, "--only", "X1")
    named = [own.get("stamp") for own in entries(body)]
    assert named == [None] * 4 + [sha256(token.read_bytes()).hexdigest(), None]
    told = verified(tool, body, tsa)
    assert told.code == 0
    assert "lines 1-4: existed before" in told.out
    assert "lines 5-6: written after" in told.out
    assert "by when, nothing proves but the chain" in told.out
    assert "4 of 6 lines" in told.out
    stamped(tool, body, site, "--only", "X2")
    told = verified(tool, body, tsa, "--format", "json")
    document = json.loads(told.out)
    shape(SchemaName.LOG_CHECK).validate(document)
    first, second = document["stamps"]["stretches"]
    assert (first["first"], first["last"], first["after"]) == (1, 4, None)
    assert (second["first"], second["last"], second["after"]) == (5, 7, first["before"])
    assert document["stamps"]["authority_checked"] is True
    assert {own["authority"] for own in document["stamps"]["files"]} == {NAME}


def test_a_line_is_stamped_once_and_without_anything_to_fetch(tool: Call, body: Path, site: Site, tsa: Tsa) -> None:
    links(tool, body)
    pages_asked = len(site.asked)
    for _run in range(2):
        assert stamped(tool, body, site, "--recheck-failed").code == 0
    assert [own.path for own in site.asked[pages_asked:]] == ["/tsr"]
    assert len(tokens(body)) == 1
    assert verified(tool, body, tsa).code == 0


def test_every_open_end_of_a_merge_is_stamped(tool: Call, body: Path, site: Site, tsa: Tsa) -> None:
    links(tool, body)
    path = body / "availability" / "w.jsonl"
    base = path.read_bytes()
    LogWriter(path).append([entry(10)])
    ours = path.read_bytes()[len(base) :]
    path.write_bytes(base)
    LogWriter(path).append([entry(20)])
    path.write_bytes(path.read_bytes() + ours)
    stamped(tool, body, site, "--recheck-failed")
    assert len(tokens(body)) == 2
    assert "6 of 6 lines" in verified(tool, body, tsa).out
    LogWriter(path).append([entry(number) for number in range(30, 33)])
    assert sorted(own["stamp"] for own in entries(body) if "stamp" in own) == sorted(
        sha256(token.read_bytes()).hexdigest() for token in tokens(body)
    )


def test_a_log_written_anew_is_refused_by_its_time_stamp(tool: Call, body: Path, site: Site, tsa: Tsa) -> None:
    stamped(tool, body, site)
    path = body / "availability" / "w.jsonl"
    lines = [json.loads(line) for line in lines_of(path)]
    path.unlink()
    forged = [{key: value for key, value in own.items() if key != "prev"} for own in lines]
    LogWriter(path).append([{**own, "time": "2025-02-01T05:00:00Z"} for own in forged])
    assert follow(lines_of(path)).fault is None
    told = verified(tool, body, tsa)
    assert told.code == 1
    assert "stamps a line that no file of the log holds" in told.out
    assert "lines 1-4: proven by nothing but the chain" in told.out
    (row,) = (own for own in table(verified(tool, body, tsa, "--format", "csv").out) if own["record"] == "time-stamp")
    assert row["fault"] == "no-line"


def test_without_a_certificate_nobody_has_checked_who_signed(tool: Call, body: Path, site: Site, tsa: Tsa) -> None:
    assert stamped(tool, body, site).code == 0
    told = tool("links", body, "--verify-log")
    assert told.code == 0
    assert f"{NAME}, not checked)" in told.out
    assert "with --tsa-ca FILE" in told.out
    assert (
        json.loads(tool("links", body, "--verify-log", "--format", "json").out)["stamps"]["authority_checked"] is False
    )
    assert "# Verification" in verified(tool, body, tsa, "--format", "markdown").out


def test_a_stamp_of_another_authority_and_one_that_was_changed(
    tool: Call, body: Path, site: Site, tsa: Tsa, tmp_path: Path
) -> None:
    stamped(tool, body, site)
    other = Tsa(tmp_path / "other")
    told = verified(tool, body, other)
    assert told.code == 1
    assert "it is not signed by the authority that was named, or it was changed" in told.out
    (token,) = tokens(body)
    data = token.read_bytes()
    token.write_bytes(data[:-3] + bytes([data[-3] ^ 1]) + data[-2:])
    assert verified(tool, body, tsa).code == 1
    token.write_bytes(data)
    assert verified(tool, body, tsa).code == 0


@pytest.mark.parametrize("kind", ["huge", "html", "empty", "link", "folder", "another line", "odd name"])
def test_what_is_no_time_stamp_is_told(kind: str, tool: Call, body: Path, site: Site, tsa: Tsa, tmp_path: Path) -> None:
    stamped(tool, body, site)
    (token,) = tokens(body)
    data = token.read_bytes()
    path = token.with_name(f"w.{'0' * 64}.tsr")
    match kind:
        case "huge":
            path.write_bytes(data + b"0" * 1_000_000)
        case "link":
            (tmp_path / "elsewhere.tsr").write_bytes(data)
            path.symlink_to(tmp_path / "elsewhere.tsr")
        case "folder":
            path.symlink_to("/dev/zero")
        case "odd name":
            path = token.with_name("proof.tsr")
            path.write_bytes(data)
        case _:
            path.write_bytes({"html": b"<!doctype html>", "empty": b"", "another line": data}[kind])
    told = verified(tool, body, tsa)
    assert told.code == 1
    assert f"{path.name}: no proof: " in told.out
    assert "lines 1-4: existed before" in told.out
    links(tool, body, "--only", "X1")
    assert entries(body)[-1]["stamp"] == sha256(data).hexdigest()


def test_a_stamp_that_is_gone_is_missed_by_the_line_that_names_it(tool: Call, body: Path, site: Site, tsa: Tsa) -> None:
    stamped(tool, body, site)
    links(tool, body, "--only", "X1")
    (token,) = tokens(body)
    token.unlink()
    for told in (verified(tool, body, tsa), tool("links", body, "--verify-log")):
        assert told.code == 1
        assert "changed or taken away: lines 5" in told.out


def test_a_time_that_the_stamps_contradict_is_told(tool: Call, body: Path, site: Site, tsa: Tsa) -> None:
    stamped(tool, body, site)
    path = body / "availability" / "w.jsonl"
    LogWriter(path).append([{**entry(1), "time": "2025-02-10T06:00:00Z"}])
    told = verified(tool, body, tsa)
    assert told.code == 0
    assert "contradicts the time stamps: lines 5" in told.out


SILENT: dict[str, tuple[Answer | bytes, str]] = {
    "refused": (answers(b"", "403 Forbidden"), "status 403"),
    "html": (answers(b"<!doctype html><title>Welcome</title>"), "is no time stamp"),
    "too large": (endless(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n"), "is no time stamp"),
    "redirect": (redirects("/two"), "status 302"),
    "hangs": (hangs, "no answer in time"),
    "nothing": (response(), "is no time stamp"),
}


@pytest.mark.parametrize("kind", SILENT)
def test_an_authority_that_gives_no_stamp_changes_nothing(
    kind: str, tool: Call, body: Path, site: Site, pages: Pages
) -> None:
    pages["/tsr"], why = SILENT[kind]
    ending = stamped(tool, body, site, "--timeout", "0.4", "--quiet")
    assert ending.code == 0
    assert "the log was not stamped: " in ending.err
    assert why in ending.err
    assert "what was fetched is kept" in ending.err
    assert tokens(body) == []
    assert len(entries(body)) == 4


def test_an_answer_to_another_question_is_no_stamp(
    tool: Call, body: Path, site: Site, pages: Pages, tsa: Tsa, tmp_path: Path
) -> None:
    assert stamped(tool, body, site).code == 0
    (token,) = tokens(body)
    replayed = token.read_bytes()
    token.unlink()
    # of the same line, and signed: but of another question
    pages["/tsr"] = answers(replayed)
    ending = stamped(tool, body, site, "--recheck-failed")
    assert "stamped something else than it was asked to" in ending.err
    other = Tsa(tmp_path / "other")
    pages["/tsr"] = other
    ending = stamped(tool, body, site, "--recheck-failed", "--tsa-ca", str(tsa.ca))
    assert "not signed by the authority" in ending.err
    assert tokens(body) == []


@pytest.mark.usefixtures("tsa")
def test_a_private_address_is_refused_unless_it_is_allowed(tool: Call, body: Path, site: Site) -> None:
    links(tool, body)
    asked = len(site.asked)
    ending = tool("links", body, "--log", "w", "--recheck-failed", "--timestamp", site.url("/tsr"))
    assert "leads into a private network" in ending.err
    assert len(site.asked) == asked


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--timestamp", "tsa.example"], "--timestamp"),
        (["--timestamp", "https://tsa.example/", "--report"], "do not go together"),
        (["--timestamp", "https://tsa.example/", "--verify-log"], "do not go together"),
        (["--tsa-ca", "ca.pem"], "--tsa-ca"),
        (["--tsa-ca", "ca.pem", "--report"], "do not go together"),
        (["--tsa-ca", "nowhere.pem", "--verify-log"], "nowhere.pem"),
        (["--tsa-ca", __file__, "--verify-log"], "no certificate"),
    ],
)
def test_a_command_line_that_is_wrong(options: list[str], word: str, tool: Call, tmp_path: Path) -> None:
    dump(tmp_path / "openness.yaml", {})
    ending = tool("links", tmp_path, *options)
    assert (ending.code, ending.out) == (2, "")
    assert word in ending.err


@pytest.mark.usefixtures("tsa")
def test_what_is_not_installed_is_named(tool: Call, body: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    stamped(tool, body, site)
    monkeypatch.setitem(sys.modules, "openness_cli.links.tokens", None)
    monkeypatch.delattr("openness_cli.links.tokens")
    for options in (["--verify-log"], ["--timestamp", site.url("/tsr")]):
        ending = tool("links", body, *options)
        assert ending.code == 2
        assert 'pip install "openness[timestamp]"' in ending.err
