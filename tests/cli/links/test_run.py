"""``openness links`` from the command line to the score, against a site of loopback."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from openness_cli.model.availability import LinkCause
from openness_cli.words.links import cause_sentence, fixer_word, mend_sentence
from tests.builders.bodies import LEVELS, criterion, item, write_index, write_one, write_workspace
from tests.builders.link_runs import DAY, GONE, entries, links, states
from tests.builders.sites import PAGE, Answer, Site, hangs, redirects, resets, response, serving
from tests.builders.tool import Call


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
    assert (score.code, "1 address did not open the last time it was checked" in score.out) == (0, True)
    assert tool("score", body, "--fail-on", "failing-link", now=DAY).code == 1
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
    claim = {"level": "full", "items": [item(url="http://127.0.0.1:1/a"), item(url="http://127.0.0.1:2/b")]}
    body = write_one(tmp_path, LEVELS, claim)
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


def one_open_one_dead(site: Site) -> dict[str, Any]:
    return {
        "X1": {"level": "full", "items": [item(url=site.url("/one"))]},
        "X2": {"level": "full", "items": [item(url="http://127.0.0.1:1/dead")]},
    }


def test_a_site_that_is_dead_while_another_answers(
    tool: Call, body: Path, site: Site, pages: dict[str, Answer | bytes], tmp_path: Path
) -> None:
    """``--recheck-failed`` fetches dead addresses alone; another site that opened shows that the line works."""
    evidence = one_open_one_dead(site)
    write_workspace(body, evidence, tmp_path / "index")
    pages["/one"] = PAGE
    with serving({}) as other:
        evidence["X2"] = {"level": "full", "items": [item(url=other.url("/dead"))]}
        write_workspace(body, evidence, tmp_path / "index")
        links(tool, body, day=DAY - timedelta(days=3))
    for days in (2, 1):
        links(tool, body, day=DAY - timedelta(days=days))
    ending = links(tool, body, "--recheck-failed")
    assert ending.code == 1
    assert "1 address on 1 site" in ending.out
    assert [entry["result"] for entry in entries(body)][-3:] == ["failed", "ok", "failed"]


def test_a_site_that_never_answered_from_here_while_another_does_is_not_judged(
    tool: Call, body: Path, site: Site, pages: dict[str, Answer | bytes], tmp_path: Path
) -> None:
    evidence = one_open_one_dead(site)
    write_workspace(body, evidence, tmp_path / "index")
    pages["/one"] = PAGE
    for days in (2, 1, 0):
        ending = links(tool, body, day=DAY - timedelta(days=days))
    assert ending.code == 0
    assert "Does not answer from where the check runs" in ending.out
    mute = [entry for entry in entries(body) if entry["url"].endswith("/dead")]
    assert {(entry["result"], entry["cause"]) for entry in mute} == {("blocked", "no-answer-from-here")}
    assert mute[0]["detail"].startswith("refused connection")


def test_only_and_recheck_failed_choose(tool: Call, body: Path, pages: dict[str, Answer | bytes]) -> None:
    pages["/two"] = GONE
    assert states(tool, body, "--only", "X3") == {"new": "ok", "old": "ok"}
    assert states(tool, body, "--only", "1") == {"one": "ok", "two": "unstable"}
    assert states(tool, body, "--recheck-failed") == {"two": "unstable"}
    # what is looked at twice has two lines, in the first round of a run
    assert len(entries(body)) == 2 + 4 + 3
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
    ending = links(tool, body, "--timeout", "0.5" if answer is hangs else "2")
    told = [entry for entry in entries(body) if entry["url"].endswith("/one")]
    assert {(entry["result"], entry["cause"]) for entry in told} == {(result, cause)}
    sentence = cause_sentence(cause, None)
    text = " ".join(ending.out.split())
    assert sentence[:1].upper() + sentence[1:] in text
    assert f"{fixer_word(LinkCause(cause).fixer)}: {mend_sentence(cause)}" in text


def test_one_site_alone_is_told_from_a_dead_line_by_another(tool: Call, tmp_path: Path, site: Site) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]])
    claim = {"level": "full", "items": [item(url="http://127.0.0.1:1/a")]}
    body = write_workspace(tmp_path / "alone", {"X1": claim}, index)
    ending = links(tool, body)
    assert (ending.code, "All addresses are on one site; --control URL" in " ".join(ending.out.split())) == (4, True)
    assert links(tool, body, "--control", site.url("/other")).code == 0
    assert [entry["result"] for entry in entries(body)] == ["blocked"] * 4
    assert [entry["cause"] for entry in entries(body)] == ["no line"] * 2 + ["no-answer-from-here"] * 2


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


def test_addresses_are_merged_in_the_order_of_the_index(tool: Call, body: Path, site: Site) -> None:
    document = json.loads(links(tool, body, "--format", "json").out)
    assert [entry["url"] for entry in document["addresses"]] == [
        site.url(f"/{n}") for n in ("one", "two", "new", "old")
    ]
    (body / "evidence" / "b.yaml").write_text((body / "evidence" / "all.yaml").read_text().split("  X2:")[0])
    again = (body / "evidence" / "all.yaml").read_text()
    (body / "evidence" / "all.yaml").write_text("evidence:\n  X2:" + again.split("  X2:")[1])
    assert json.loads(links(tool, body, "--format", "json").out)["addresses"][0]["url"] == site.url("/one")


def test_who_asks_and_in_which_languages_can_be_said(
    tool: Call, body: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENNESS_ACCEPT_LANGUAGE", "ru")
    links(tool, body, "--user-agent", "Body/1.0 (press@body.example)")
    assert {request.headers["user-agent"] for request in site.asked} == {"Body/1.0 (press@body.example)"}
    assert {request.headers["accept-language"] for request in site.asked} == {"ru"}


@pytest.mark.parametrize("value", ["", "a\nCookie: b", "имя", "x" * 201, " a"])
@pytest.mark.parametrize("name", ["--user-agent", "--accept-language"])
def test_what_can_stand_in_no_request_is_refused(tool: Call, body: Path, site: Site, name: str, value: str) -> None:
    ending = links(tool, body, name, value)
    assert (ending.code, f"{name}: “{value}”" in ending.err or "\n" in value) == (2, True)
    assert not site.asked
