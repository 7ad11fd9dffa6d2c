"""``openness links --keep``: what was received, readable by other tools, named by the log and the record."""

import gzip
import io
import json
import re
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from openness_cli.schemas.registry import SchemaName
from tests.builders.bodies import COUNT, item, write_one
from tests.builders.documents import shape
from tests.builders.kept import kept_file, unpacked
from tests.builders.link_runs import DAY, GONE, entries, links
from tests.builders.sites import Answer, Site, redirects, response, serving
from tests.builders.tool import CYRILLIC, Call

pytest.importorskip("warcio", reason="what is received is kept by warcio, an extra")
PACKED = gzip.compress(b"<title>Packed</title>", mtime=0)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>he\r\n4\r\nllo\n\r\n0\r\n\r\n"


def run_on(
    tool: Call, folder: Path, pages: dict[str, Answer | bytes], *more: str, times: int = 1
) -> tuple[Path, Site, list[dict[str, Any]]]:
    """Keep what a site answers, so many days in a row."""
    with serving(pages) as site:
        body = write_one(folder, COUNT, {"items": [item(url=site.url(path)) for path in pages]})
        for day in range(times):
            ending = links(tool, body, "--keep", "--tries", "1", *more, day=DAY + timedelta(days=day))
            assert ending.code in {0, 1}, ending.err
    return body, site, entries(body)


def record_of(body: Path, entry: dict[str, Any]) -> bytes:
    kept = entry["kept"]
    data = (body / kept["file"]).read_bytes()
    return gzip.decompress(data[kept["offset"] : kept["offset"] + kept["length"]])


ANSWERS: dict[str, Answer | bytes] = {
    "/gone": response("404 Not Found", b"<p>no such page " * 6000, Set_Cookie="a=secret; Path=/"),
    "/moved": redirects("/packed"),
    "/packed": response(body=PACKED, Content_Encoding="gzip"),
    "/chunked": CHUNKED,
    "/long": response(body=b"<p>" + b"z" * 2_500_000),
    "/letters": response(body=b"<p>x", X_Word="\u0441\u043b\u043e\u0432\u043e"),
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[dict[str, Any]]]]:
    from tests.builders.tool import call_tool  # noqa: PLC0415

    body, site, lines = run_on(call_tool, tmp_path_factory.mktemp("kept"), ANSWERS, times=2)
    by_path: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        by_path.setdefault(line["url"].removeprefix(site.url("")), []).append(line)
    return body, by_path


Lines = dict[str, list[dict[str, Any]]]
Kept = tuple[Path, Lines]


def count_of(body: Path) -> int:
    """Return how many lines name a record: also of what was asked to judge a page by."""
    return (body / "availability" / "w.jsonl").read_bytes().count(b'"kept"')


def test_a_page_that_failed_is_kept_whole(kept: Kept) -> None:
    body, lines = kept
    assert record_of(body, lines["/gone"][0]).count(b"no such page") == 6000
    assert lines["/gone"][0]["result"] == "failed"


def test_each_hop_and_what_was_asked_stand_before_the_answer(kept: Kept) -> None:
    body, lines = kept
    place = lines["/moved"][0]["kept"]
    data = (body / place["file"]).read_bytes()[place["begin"] : place["offset"]]
    kinds = re.findall(rb"WARC-Type: (\w+)|^(?:GET (\S+)|HTTP/1.1 (\d+))", gzip.decompress(data), flags=re.MULTILINE)
    assert [b"".join(own) for own in kinds] == [
        b"request", b"/moved", b"response", b"302", b"request", b"/packed",
    ]  # fmt: skip
    assert b"User-Agent: openness/" in gzip.decompress(data)
    assert b"/packed\r\n" in record_of(body, lines["/moved"][0])


def test_what_is_stored_is_as_it_came_but_for_chunks_and_the_values_of_cookies(kept: Kept) -> None:
    body, lines = kept
    assert record_of(body, lines["/packed"][0]).endswith(PACKED + b"\r\n\r\n")
    chunked = record_of(body, lines["/chunked"][0])
    assert chunked.endswith(b"X-Archive-Orig-Transfer-Encoding: chunked\r\n\r\n<p>hello\n\r\n\r\n")
    assert "X-Word: \u0441\u043b\u043e\u0432\u043e\r\n".encode() in record_of(body, lines["/letters"][0])
    assert b"Set-Cookie: a=(left out); Path=/\r\n" in record_of(body, lines["/gone"][0])
    assert b"secret" not in unpacked(kept_file(body))
    assert b"WARC-Truncated: length" in record_of(body, lines["/long"][0])


def test_the_day_after_only_references_are_added(kept: Kept) -> None:
    body, lines = kept
    for path, (first, *others) in lines.items():
        for other in others:
            record = record_of(body, other)
            assert b"WARC-Type: revisit" in record, path
            assert f"WARC-Refers-To: {first['kept']['record']}".encode() in record
    assert len({line["kept"]["record"] for own in lines.values() for line in own}) >= 12


def test_the_log_and_what_is_kept_verify(kept: Kept, tool: Call) -> None:
    body, _lines = kept
    ending = tool("links", body, "--verify-log")
    assert (ending.code, ending.err) == (0, "")
    assert f"{count_of(body)} records of what was received are there" in ending.out
    assert "2 of them hold the beginning alone" in ending.out
    document = json.loads(tool("links", body, "--verify-log", "--format", "json").out)
    shape(SchemaName.LOG_CHECK).validate(document)
    assert document["kept"] == {"named": count_of(body), "beginnings": 2, "unnamed": 2, "torn": [], "faults": []}


@pytest.mark.parametrize("language", ["uz", "ru", "en", CYRILLIC])
def test_what_is_gone_is_told_in_every_language(kept: Kept, tool: Call, tmp_path: Path, language: str) -> None:
    body, _lines = kept
    other = tmp_path / "body"
    (other / "availability").mkdir(parents=True)
    (other / "openness.yaml").write_bytes((body / "openness.yaml").read_bytes())
    (other / "availability" / "w.jsonl").write_bytes((body / "availability" / "w.jsonl").read_bytes())
    ending = tool("links", other, "--verify-log", "--lang", language)
    assert ending.code == 1
    assert "availability/kept/2025-02.w.warc.gz" in ending.out
    assert "1, 2, 3, 4, 5, …" in ending.out
    document = json.loads(tool("links", other, "--verify-log", "--format", "json").out)
    shape(SchemaName.LOG_CHECK).validate(document)
    assert {own["fault"] for own in document["kept"]["faults"]} == {"no-file"}


def warcio(*words: str) -> object:
    """Run the command line of that library, and return how it ends."""
    from warcio.cli import main  # noqa: PLC0415

    try:
        main(list(words))
    except SystemExit as ending:
        return ending.code or 0
    return 0


def test_the_tools_of_warcio_read_it(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    path, out = str(kept_file(kept[0])), io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    assert warcio("check", "-v", path) == 0
    kinds = [unpacked(Path(path)).count(b"\r\nWARC-Type: " + kind) for kind in (b"warcinfo", b"request", b"response")]
    assert out.getvalue().count("digest pass") == sum(kinds)
    warcio("index", path, "-f", "offset,warc-type,http:status")
    rows = [json.loads(line) for line in out.getvalue().splitlines() if line.startswith("{")]
    statuses = [row["http:status"] for row in rows if row["warc-type"] == "response"]
    assert {status: statuses.count(status) for status in ("200", "302")} == {"200": 5, "302": 2}
    offsets = {int(row["offset"]) for row in rows if row["warc-type"] in {"response", "revisit"}}
    assert offsets.issuperset(line["kept"]["offset"] for own in kept[1].values() for line in own)


def test_fastwarc_reads_it(kept: Kept) -> None:
    warc = pytest.importorskip("fastwarc.warc", reason="fastwarc, another reader, is not installed")
    with kept_file(kept[0]).open("rb") as file:
        kinds = {}
        for record in warc.ArchiveIterator(file, parse_http=False):
            assert record.verify_block_digest()
            kinds[record.record_id] = str(record.record_type)
    with kept_file(kept[0]).open("rb") as file:
        answers = warc.ArchiveIterator(file, record_types=warc.WarcRecordType.response)
        assert all(record.verify_payload_digest() for record in answers)
    named = [line["kept"]["record"] for own in kept[1].values() for line in own]
    assert [kinds[record] for record in named].count("response") == 6


def test_the_record_names_the_answer_of_each_state(
    tool: Call, body: Path, pages: dict[str, Answer | bytes], site: Site
) -> None:
    links(tool, body, "--keep", day=DAY)
    pages["/one"] = GONE
    links(tool, body, day=DAY + timedelta(days=1))
    links(tool, body, "--keep", day=DAY + timedelta(days=2))
    document = json.loads(tool("links", body, "--report", "--format", "json", now=DAY + timedelta(days=3)).out)
    shape(SchemaName.RECORD).validate(document)
    own = next(one for one in document["addresses"] if one["url"] == site.url("/one"))
    lines = [line for line in entries(body) if line["url"] == site.url("/one")]
    gone = next(line for line in lines if line["result"] == "failed" and "kept" in line and line.get("try") != 1)
    named = [(one["result"], one["record"]) for one in own["kept"]]
    assert named == [("ok", lines[0]["kept"]["record"]), ("failed", gone["kept"]["record"])]
    assert "kept" not in lines[1]
    page = tool("links", body, "--report", "--format", "markdown", now=DAY + timedelta(days=3)).out
    assert gone["kept"]["record"].strip("<>") in page
    table = tool("links", body, "--report", "--format", "csv", now=DAY + timedelta(days=3)).out
    assert f"{gone['kept']['file']}:{gone['kept']['offset']} {gone['kept']['record']}" in table
    assert "5 answers are kept" in " ".join(tool("links", body, "--report", now=DAY + timedelta(days=3)).out.split())


def test_a_torn_file_is_mended_before_anything_is_fetched_and_told(tool: Call, body: Path, site: Site) -> None:
    links(tool, body, "--keep")
    path = kept_file(body)
    path.write_bytes(path.read_bytes()[:-10])
    asked = len(site.asked)
    ending = links(tool, body, "--keep", day=DAY + timedelta(days=1))
    assert "its last record was not whole" in ending.err.splitlines()[0]
    assert len(site.asked) > asked
    ending = tool("links", body, "--verify-log")
    assert (ending.code, len(re.findall(r"not whole: lines \d+\n", ending.out))) == (1, 1)
    assert f"{count_of(body) - 1} records" in ending.out


async def bomb_of_heads(_request: object, writer: Any) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(5000)) + b"\r\nbody")


HOSTILE: dict[str, Answer | bytes] = {
    "/heads": bomb_of_heads,
    "/breaks": b"HTTP/1.1 200 O\rK\r\nX-A: b\rWARC-Type: forged\r\nContent-Length: 4\r\n\r\n<p>x",
    "/folded": b"HTTP/1.1 200 OK\r\nX-A: b\r\n  WARC-Type: forged\r\nContent-Length: 4\r\n\r\n<p>x",
    "/zip-bomb": response(body=gzip.compress(b"\0" * 40_000_000), Content_Encoding="gzip"),
    "/record": response(body=b"\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n\r\n\r\n"),
    "/spoilt": response(body=b"\x1f\x8b\x08\x00" + b"spoilt" * 20, Content_Encoding="gzip"),
    "/hop": redirects("/" + "%0D%0AWARC-Type:%20forged" * 20 + "?q=\u0442"),
}


def test_nothing_that_a_site_sends_makes_a_file_that_others_cannot_read(tool: Call, tmp_path: Path) -> None:
    body, site, lines = run_on(tool, tmp_path, HOSTILE)
    assert warcio("check", str(kept_file(body))) == 0
    assert tool("links", body, "--verify-log").code == 0
    assert {line["url"] for line in lines if "kept" not in line} == {
        site.url("/heads"),
        site.url("/breaks"),
    }
    assert kept_file(body).stat().st_size < 100_000
    assert b"\nWARC-Type: forged" not in unpacked(kept_file(body))


def test_without_its_library_it_says_how_to_get_it(tool: Call, body: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "warcio", None)
    ending = links(tool, body, "--keep")
    assert ending.code == 2
    assert 'pip install "openness[keep]"' in ending.err


@pytest.mark.parametrize("mode", ["--report", "--verify-log"])
def test_nothing_can_be_kept_where_nothing_is_fetched(tool: Call, body: Path, mode: str) -> None:
    ending = tool("links", body, mode, "--keep")
    assert (ending.code, f"{mode} and --keep" in ending.err) == (2, True)


def test_a_place_that_cannot_be_written_ends_the_run_before_it_begins(tool: Call, body: Path, site: Site) -> None:
    (body / "availability").mkdir()
    (body / "availability" / "kept").write_text("in the way")
    ending = links(tool, body, "--keep")
    assert (ending.code, ending.out) == (5, "")
    assert "could not write" in ending.err
    assert site.asked == []


def test_a_file_that_goes_away_meanwhile_leaves_no_line_without_its_record(
    tool: Call, body: Path, pages: dict[str, Answer | bytes]
) -> None:
    place = body / "availability" / "kept"

    def in_the_way(answer: bytes) -> Answer:
        async def taken(_request: object, writer: Any) -> None:
            for path in place.glob("*.warc.gz"):
                path.unlink()
                path.mkdir()
            writer.write(answer)

        return taken

    pages["/one"] = in_the_way(response(body=b"<p>one"))
    ending = links(tool, body, "--keep", "--concurrency", "1")
    assert (ending.code, ending.out) == (5, "")
    assert entries(body) == []


def test_what_is_kept_is_never_written_over(tool: Call, body: Path) -> None:
    links(tool, body, "--keep")
    path = kept_file(body)
    before = path.read_bytes()
    ending = tool("links", body, "--report", "--format", "csv", "--output", path)
    assert (ending.code, path.read_bytes()) == (2, before)


def test_an_address_within_another_month_goes_into_a_file_of_its_own(tool: Call, body: Path) -> None:
    links(tool, body, "--keep")
    links(tool, body, "--keep", day=DAY + timedelta(days=30))
    assert {line["kept"]["file"] for line in entries(body)} == {
        "availability/kept/2025-02.w.warc.gz", "availability/kept/2025-03.w.warc.gz",
    }  # fmt: skip
    # each file stands by itself
    files = sorted((body / "availability" / "kept").glob("*.warc.gz"))
    first, second = (unpacked(path).count(b"WARC-Type: response") for path in files)
    assert first == second >= 4
