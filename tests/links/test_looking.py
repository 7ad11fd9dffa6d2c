"""What a run in a browser makes of what is seen: without a browser."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count

import pytest

from openness_cli.links.browser.looking import Care, Sight, look_at, worth_a_browser
from openness_cli.links.checker import Fetched, Try
from openness_cli.model.availability import CheckResult, LinkCause

NOW = datetime(2025, 2, 10, 6, tzinfo=UTC)
SITE = "https://body.example"
CARE = Care(pause=0)


class Shown:
    """A browser that shows what the test says; ``asked`` are the addresses by visit."""

    def __init__(self, sights: Mapping[str, Sight], runs_for: int = 1000) -> None:
        self.sights = sights
        self.asked: list[list[str]] = []
        self.open_now = self.most_at_once = 0
        self._runs_for = runs_for

    @property
    def runs(self) -> bool:
        return sum(map(len, self.asked)) < self._runs_for

    @asynccontextmanager
    async def visit(self) -> AsyncIterator["Shown.Visit"]:
        self.asked.append([])
        yield Shown.Visit(self, self.asked[-1])

    class Visit:
        def __init__(self, browser: "Shown", asked: list[str]) -> None:
            self.browser = browser
            self.asked = asked

        def window(self) -> "Shown.Visit":
            self.browser.open_now += 1
            self.browser.most_at_once = max(self.browser.most_at_once, self.browser.open_now)
            return self

        async def close(self) -> None:
            self.browser.open_now -= 1

        async def look(self, url: str) -> Sight:
            self.asked.append(url)
            await asyncio.sleep(0)
            sight = self.browser.sights.get(url, Sight("<title>404</title><p>gone", status=404))
            return sight if sight.final_url else sight._replace(final_url=url)


def drawn(*urls: str) -> dict[str, LinkCause]:
    return dict.fromkeys(urls, LinkCause.NEEDS_BROWSER)


def looked_at(
    sights: Mapping[str, Sight], *urls: str, care: Care = CARE, before: LinkCause = LinkCause.NEEDS_BROWSER
) -> tuple[dict[str, Fetched], Shown]:
    browser, kept, numbers = Shown(sights), list[Try](), count(1)

    async def run() -> dict[str, Fetched]:
        return await look_at(
            dict.fromkeys(urls, before),
            browser,
            kept.append,
            care=care,
            now=lambda: NOW,
            unlikely=lambda: f"none{next(numbers)}",
        )

    found = asyncio.run(run())
    assert {one.url: one.fetched for one in kept if not one.control} == found
    assert {one.url for one in kept if one.control} == {
        url for asked in browser.asked for url in asked if "none" in url
    }
    assert all(one.time == NOW for one in kept)
    return found, browser


def one(sight: Sight, url: str = f"{SITE}/a") -> Fetched:
    return looked_at({url: sight}, url)[0][url]


def test_only_what_a_browser_may_show_is_looked_at() -> None:
    last = {
        "opens": Fetched(CheckResult.OK),
        "dead": Fetched(CheckResult.FAILED, LinkCause.NOT_FOUND),
        "turned away": Fetched(CheckResult.BLOCKED, LinkCause.FORBIDDEN),
        "secret": Fetched(CheckResult.BLOCKED, LinkCause.SIGN_IN),
        "private": Fetched(CheckResult.REFUSED, LinkCause.PRIVATE_ADDRESS),
    }
    assert worth_a_browser(last) == {"turned away": LinkCause.FORBIDDEN}


PRIVATE = Fetched(CheckResult.REFUSED, LinkCause.PRIVATE_ADDRESS, "x is 10.0.0.1")
DOWN = Fetched(CheckResult.FAILED, LinkCause.DNS)


@pytest.mark.parametrize(
    ("sight", "result", "cause"),
    [
        (Sight(trouble="crashed"), CheckResult.BLOCKED, LinkCause.NOT_SHOWN),
        (Sight(trouble="no answer", refusal=DOWN), CheckResult.BLOCKED, LinkCause.NOT_SHOWN),
        (Sight(trouble="no answer", refusal=PRIVATE), CheckResult.REFUSED, LinkCause.PRIVATE_ADDRESS),
        (Sight("x", status=404), CheckResult.FAILED, LinkCause.NOT_FOUND),
        (Sight("x", status=403), CheckResult.BLOCKED, LinkCause.FORBIDDEN),
        (Sight("x", status=503), CheckResult.BLOCKED, LinkCause.NOT_SHOWN),
        (Sight("<title>Just a moment...</title>", status=200), CheckResult.BLOCKED, LinkCause.CHALLENGE),
        (Sight("<p>text", f"{SITE}/", 200), CheckResult.FAILED, LinkCause.HOME_PAGE),
        (Sight("<p>some text of it", f"{SITE}/#/a", 200), CheckResult.OK, None),
        (Sight("<p>some text of it", status=200), CheckResult.OK, None),
    ],
)
def test_what_is_seen_is_a_finding(sight: Sight, result: CheckResult, cause: LinkCause | None) -> None:
    found = one(sight)
    assert (found.result, found.cause, found.is_browser) == (result, cause, True)
    assert found.status == sight.status


def test_the_digest_is_that_of_the_visible_text() -> None:
    first, second = (one(Sight(f"<p class={name}>Visible text</p>", status=200)) for name in ("x", "y"))
    assert first.digest == second.digest
    assert (first.size, first.content_type) == (len("Visible text"), "text/html")


def test_what_is_not_there_is_asked_for_once_a_site_and_folder() -> None:
    long = Sight(f"<p>{'Long text. ' * 50}", status=200)
    short = Sight("<p>Little", status=200)
    sights = {f"{SITE}/d/{name}": long if name < 3 else short for name in range(6)} | {"https://other.example/x": long}
    found, browser = looked_at(sights, *sights)
    assert len(found) == 7
    first, second = ([url for url in asked if "none" in url] for asked in browser.asked)
    assert sorted(url.rpartition("/")[0] for url in first) == [SITE, f"{SITE}/d"]
    assert [url.rpartition("/")[0] for url in second] == ["https://other.example"]


def test_windows_are_few_in_all_and_for_one_site() -> None:
    urls = [f"https://{host}.example/{number}" for host in "abc" for number in range(5)]
    _found, browser = looked_at({}, *urls, care=CARE._replace(windows=3))
    assert browser.most_at_once == 3
    _found, browser = looked_at({}, *urls[:5], care=CARE._replace(per_host=1))
    assert browser.most_at_once == 1


def test_starts_at_one_site_are_apart() -> None:
    async def run() -> float:
        begin = asyncio.get_running_loop().time()
        urls = drawn(*(f"{SITE}/{number}" for number in range(3)))
        care = Care(pause=0.03)
        await look_at(urls, Shown({}), lambda _one: None, care=care, now=lambda: NOW, unlikely=lambda: "none")
        return asyncio.get_running_loop().time() - begin

    assert asyncio.run(run()) >= 0.06


def test_where_the_browser_ends_nothing_more_is_claimed() -> None:
    sights = {f"{SITE}/{number}": Sight("x", status=404) for number in range(9)}
    browser, kept = Shown(sights, runs_for=4), list[Try]()
    looking = look_at(
        drawn(*sights), browser, kept.append, care=CARE._replace(windows=1), now=lambda: NOW, unlikely=lambda: "none"
    )
    assert list(asyncio.run(looking)) == [f"{SITE}/{number}" for number in range(3)]
    assert len(kept) == 3


def test_what_a_site_shows_for_every_path_is_gone_but_where_it_turned_the_check_away() -> None:
    guard = Sight("<title>Please wait</title><p>This will take a little while, thank you for your patience", status=200)
    url = f"{SITE}/reports/a"
    sights = {url: guard, f"{SITE}/none1": guard, f"{SITE}/reports/none2": guard}
    for before, result, cause in (
        (LinkCause.NEEDS_BROWSER, CheckResult.FAILED, LinkCause.SOFT_404),
        (LinkCause.FORBIDDEN, CheckResult.BLOCKED, LinkCause.FORBIDDEN),
    ):
        found, _browser = looked_at(sights, url, before=before)
        assert (found[url].result, found[url].cause) == (result, cause)
    said = Sight("<title>404</title><h1>Page not found</h1>", status=200)
    found, _browser = looked_at({url: said}, url, before=LinkCause.FORBIDDEN)
    assert (found[url].result, found[url].cause) == (CheckResult.FAILED, LinkCause.SOFT_404)
