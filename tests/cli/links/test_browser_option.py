"""``links --browser``: what is missing is told before anything is fetched."""

import sys
from pathlib import Path

import pytest

from tests.builders.bodies import COUNT, item, write_one
from tests.builders.link_runs import entries, links
from tests.builders.sites import response, serving
from tests.builders.tool import Call


def write_body(folder: Path, url: str) -> Path:
    return write_one(folder, COUNT, {"items": [item(url=url)]})


def test_without_the_extra_it_is_named_with_the_browser_that_it_needs(
    tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "playwright", None)
    with serving({}) as site:
        ending = links(tool, write_body(tmp_path, site.url("/page")), "--browser")
        assert not site.asked
    assert ending.code == 2
    assert 'pip install "openness[browser]"' in ending.err
    assert "Chrome, Edge or Chromium" in " ".join(ending.err.split())


def test_a_browser_that_is_none_is_told(tool: Call, tmp_path: Path) -> None:
    pytest.importorskip("playwright")
    with serving({}) as site:
        body = write_body(tmp_path, site.url("/page"))
        ending = links(tool, body, "--browser", "--browser-path", str(tmp_path / "none"))
        assert not site.asked
    assert (ending.code, "is no browser that can be started" in ending.err) == (2, True)


@pytest.mark.parametrize("mode", ["--report", "--verify-log"])
def test_what_fetches_nothing_needs_no_browser(tool: Call, tmp_path: Path, mode: str) -> None:
    ending = tool("links", write_body(tmp_path, "https://body.example/"), mode, "--browser")
    assert (ending.code, f"{mode} and --browser do not go together" in ending.err) == (2, True)


def test_where_all_is_judged_no_browser_is_started(tool: Call, tmp_path: Path) -> None:
    pytest.importorskip("playwright")
    with serving(
        {"/page": response(body=b"<!doctype html><title>Budget</title><p>text of the page that is there")}
    ) as site:
        body = write_body(tmp_path, site.url("/page"))
        ending = links(tool, body, "--browser", "--browser-path", sys.executable)
    assert ending.code == 0
    assert not any(line.get("browser") for line in entries(body))


@pytest.mark.browser
def test_a_browser_that_does_not_start_is_told_and_what_was_fetched_is_kept(tool: Call, tmp_path: Path) -> None:
    pytest.importorskip("playwright")
    with serving({"/page": response("403 Forbidden", b"x")}) as site:
        body = write_body(tmp_path, site.url("/page"))
        ending = links(tool, body, "--browser", "--browser-path", sys.executable)
    assert (ending.code, "cannot be started" in ending.err) == (2, True)
    assert [line["cause"] for line in entries(body)] == ["403"]
