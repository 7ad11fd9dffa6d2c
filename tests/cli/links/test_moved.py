"""Pages that have moved, from the command line: what is fetched, what is listed, how a run ends."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from openness_cli.formats.choices import formats_of
from openness_cli.reports.moved import MovedReport
from openness_cli.schemas.registry import SchemaName
from tests.builders.bodies import LEVELS, criterion, item, write_index, write_workspace
from tests.builders.documents import shape
from tests.builders.link_runs import DAY, GONE, entries, links
from tests.builders.logs import failed, write_log
from tests.builders.papers import read
from tests.builders.sites import PAGE, Answer, Site, serving
from tests.builders.tool import Call

NEW_PAGES: dict[str, Answer | bytes] = {"/oz/one": PAGE, "/oz/two": GONE, "/oz/three": GONE}


@pytest.fixture
def old() -> Iterator[Site]:
    with serving({}) as made:
        yield made


@pytest.fixture
def new() -> Iterator[Site]:
    with serving(dict(NEW_PAGES)) as made:
        yield made


def body_of(folder: Path, old: Site, new: Site, on: date) -> Path:
    """Three criteria: a page that is there, one that is not, one on a part of the old site of which nothing is said."""
    index = write_index(folder / "index", [[criterion(LEVELS, name) for name in ("X1", "X2", "X3")]])
    paths = {"X1": "/uz/one", "X2": "/uz/two", "X3": "/ru/three"}
    evidence = {
        name: {"level": "full", "owner": "Matbuot", "items": [item(url=old.url(path), title=name)]}
        for name, path in paths.items()
    }
    moved = [{"from": old.url("/uz"), "to": new.url("/oz/"), "on": on}]
    return write_workspace(folder / "body", evidence, index, moved=moved)


def asked(site: Site) -> set[str]:
    return {request.path for request in site.asked}


def test_up_to_the_day_old_addresses_are_fetched_and_after_it_new_ones(
    tool: Call, tmp_path: Path, old: Site, new: Site
) -> None:
    body = body_of(tmp_path, old, new, DAY.date())
    links(tool, body, "--tries", "1")
    assert (asked(old) & {"/uz/one", "/uz/two", "/ru/three"}, asked(new)) == (
        {"/uz/one", "/uz/two", "/ru/three"},
        set(),
    )
    before = len([own for own in entries(body) if "/uz/" in own["url"]])
    ending = links(tool, body, "--format", "json", day=DAY + timedelta(days=1))
    assert asked(new) >= {"/oz/one", "/oz/two"}
    assert len([own for own in entries(body) if "/uz/" in own["url"]]) == before == 2
    document = json.loads(ending.out)
    shape(SchemaName.LINKS).validate(document)
    rows = {own["url"]: own for own in document["addresses"]}
    was = {"url": old.url("/uz/one"), "until": DAY.date().isoformat()}
    assert rows[new.url("/oz/one")]["moved_from"] == [was]
    assert (rows[new.url("/oz/one")]["state"], rows[new.url("/oz/one")]["result"]) == ("ok", "ok")
    assert "moved_from" not in rows[old.url("/ru/three")]
    record = json.loads(tool("links", body, "--report", "--format", "json", now=DAY + timedelta(days=1)).out)
    shape(SchemaName.RECORD).validate(record)
    (own,) = [each for each in record["addresses"] if each["url"] == new.url("/oz/one")]
    assert (own["moved_from"], own["checks"], record["strays"]) == ([was], 2, 0)
    told = " ".join(tool("links", body, "--report", "--all", now=DAY + timedelta(days=1)).out.split())
    assert f"until 10 February 2025 at {old.url('/uz/one')}" in told


def test_every_page_of_a_site_that_moved_is_listed_and_nothing_is_fetched(
    tool: Call, tmp_path: Path, old: Site, new: Site
) -> None:
    body = body_of(tmp_path, old, new, DAY.date() - timedelta(days=1))

    def listed(day: int = 0) -> dict[str, tuple[str | None, str]]:
        count = len(old.asked) + len(new.asked)
        ending = tool("links", body, "--moved", "--format", "json", now=DAY + timedelta(days=day))
        assert len(old.asked) + len(new.asked) == count
        document = json.loads(ending.out)
        shape(SchemaName.MOVED).validate(document)
        return {own["old_url"]: (own["new_url"], own["counterpart"]) for own in document["pages"]}

    one, two, three = (old.url(path) for path in ("/uz/one", "/uz/two", "/ru/three"))
    assert listed(-5) == {
        one: (new.url("/oz/one"), "to-come"), two: (new.url("/oz/two"), "to-come"), three: (None, "no-rule")
    }  # fmt: skip
    assert {own for _new, own in listed().values()} == {"unknown", "no-rule"}
    for hours in (0, 4):
        links(tool, body, "--tries", "1", day=DAY + timedelta(hours=hours))
    found = listed()
    assert found == {
        one: (new.url("/oz/one"), "opens"), two: (new.url("/oz/two"), "failed"), three: (None, "no-rule")
    }  # fmt: skip
    assert next(iter(found)) == three
    assert tool("links", body, "--moved", now=DAY).code == 0
    links(tool, body, "--tries", "1", day=DAY + timedelta(hours=9))
    ending = tool("links", body, "--moved", now=DAY + timedelta(hours=9))
    told = " ".join(ending.out.split())
    assert ending.code == 1
    assert "3 pages of sites that have moved; without a counterpart: 2." in told
    assert f"{two} -> {new.url('/oz/two')} evidence/all.yaml:" in told
    assert (
        "X2; the new address does not open; page not found, 404; at the old address until 9 February 2025; 1.00" in told
    )
    assert tool("links", body, "--moved", "--only", "X1", now=DAY + timedelta(hours=9)).code == 0


def test_the_list_is_in_every_format_of_links_and_goes_into_a_file(
    tool: Call, tmp_path: Path, old: Site, new: Site
) -> None:
    body = body_of(tmp_path, old, new, DAY.date() - timedelta(days=1))
    for form in (own.value for own in formats_of(MovedReport)):
        target = tmp_path / f"moved.{form}"
        assert tool("links", body, "--moved", "--format", form, "--output", target, now=DAY).code == 0
        told = read(target.read_bytes())
        assert old.url("/ru/three") in told
        # beside the files stands only what has to be looked at
        assert (old.url("/uz/one") in told) is not (form == "github")
    assert {own.value for own in formats_of(MovedReport)} >= {"terminal", "csv", "csv-excel", "json", "markdown"}


def test_without_moves_it_says_so_and_it_goes_with_nothing_that_fetches(tool: Call, body: Path) -> None:
    ending = tool("links", body, "--moved")
    assert (ending.code, "names nothing that has moved" in ending.out) == (0, True)
    for other in ("--report", "--verify-log", "--recheck-failed", "--strict"):
        ending = tool("links", body, "--moved", other)
        assert (ending.code, "do not go together" in ending.err) == (2, True)


def test_an_address_that_is_broken_ends_in_1_only_where_points_hang_on_it(
    tool: Call, tmp_path: Path, new: Site
) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]])
    dead, alive, gone = new.url("/oz/two"), new.url("/oz/one"), new.url("/oz/three")
    cases = (
        ([item(url=dead), item(url=alive)], 0),
        ([item(url=[dead, alive])], 0),
        ([item(None, url=dead)], 0),
        ([item(url=[dead, gone])], 1),
        ([item(url=dead), item(url=gone)], 1),
        ([item(url=dead)], 1),
    )
    for number, (items, code) in enumerate(cases):
        body = write_workspace(tmp_path / str(number), {"X1": {"level": "full", "items": items}}, index)
        write_log(body, *(failed(hour, url=url) for url in (dead, gone) for hour in (0, 4, 8)))
        for form, failure in (("terminal", "broken by the record: "), ("junit", "<failure"), ("github", "::error")):
            ending = links(tool, body, "--tries", "1", "--format", form)
            assert (ending.code, failure in ending.out) == (code, form == "terminal" or bool(code)), (form, items)
