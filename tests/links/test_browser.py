"""A real browser: what it may reach, how long and in how much memory, and what is judged by what it shows."""

import asyncio
import os
import re
import signal
import subprocess
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from openness_cli.links.browser import _memory, chromium
from openness_cli.links.browser.chromium import LIMITS, Chromium, Limits, open_chromium
from openness_cli.links.browser.looking import Sight
from openness_cli.links.fetch.client import Manners
from openness_cli.links.fetch.gate import Gate
from openness_cli.model.availability import LinkCause
from tests.builders.bodies import COUNT, item, write_one
from tests.builders.fetches import Names
from tests.builders.link_runs import QUICK, entries, links
from tests.builders.sites import PAGE, Answer, Request, drips, endless, hangs, response, serving
from tests.builders.tool import COMMAND, ROOT, Call
from tests.builders.ways import HEARD_IF_ALLOWED, NAMES, listening, page, ways

pytestmark = pytest.mark.browser


ME = chromium.Names("openness-test")


class Turning(Names):
    """Names of the test; one of them leads elsewhere from the second time on."""

    def __init__(self) -> None:
        super().__init__(evil_example=["127.0.0.2"], localhost=["127.0.0.2"], foo_localhost=["127.0.0.2"])
        self.asked = 0

    async def __call__(self, host: str, port: int) -> list[str]:
        if host != "turning.example":
            return await super().__call__(host, port)
        self.asked += 1
        return ["127.0.0.1" if self.asked == 1 else "127.0.0.2"]


def only_here(address: str) -> bool:
    return address == "127.0.0.1"


@asynccontextmanager
async def running(
    executable: Path,
    may_connect: Callable[[str], bool] = only_here,
    limits: Limits = LIMITS,
    names: chromium.Names = ME,
) -> AsyncIterator[Chromium]:
    gate = Gate(Manners("openness-test", may_connect), Turning())
    async with open_chromium(executable, gate, names, limits) as browser:
        yield browser


def sights_of_every_way(executable: Path, may_connect: Callable[[str], bool]) -> tuple[dict[str, Sight], list[bytes]]:
    """Try every way, four at once, each as another site would; and wait for what comes late."""
    sights: dict[str, Sight] = {}

    async def run(base: str) -> None:
        waiting = iter(NAMES)
        async with running(executable, may_connect, Limits(seconds=30)) as browser:

            async def some() -> None:
                for name in waiting:
                    async with browser.visit() as visit:
                        sights[name] = await visit.window().look(f"{base}/pages/{name}")
                        await asyncio.sleep(0.5)

            async with asyncio.TaskGroup() as group:
                for _window in range(4):
                    group.create_task(some())

    pages: dict[str, object] = {}
    with listening() as there, serving(pages) as site:  # type: ignore[arg-type]
        pages |= ways(there.port, site.port)
        asyncio.run(run(site.url("").rstrip("/")))
        return sights, list(there.heard)


def test_no_way_leads_to_an_address_that_may_not_be_connected_to(executable: Path) -> None:
    sights, heard = sights_of_every_way(executable, only_here)
    assert heard == []
    assert set(sights) == set(NAMES)
    assert not any("root:" in sight.html for sight in sights.values())
    refused = {sight.refusal.cause for sight in sights.values() if sight.refusal}
    assert refused == {LinkCause.PRIVATE_ADDRESS}
    assert "Some text" in sights["fetch"].html
    assert all(sights[name].refusal for name in ("location", "location-later", "redirect", "meta-refresh", "form"))


def test_the_same_ways_are_heard_where_they_are_allowed(executable: Path) -> None:
    _sights, heard = sights_of_every_way(executable, lambda _address: True)
    names = {match[1].decode() for line in heard if (match := re.match(rb"[A-Z]+ /([a-z-]+)[ ?]", line))}
    assert names >= HEARD_IF_ALLOWED
    assert not any(line.startswith(b"UDP") for line in heard)


def looked_at(executable: Path, *urls: str, **more: Any) -> list[Sight]:
    """Look at addresses of one site, one after the other."""

    async def run() -> list[Sight]:
        async with running(executable, **more) as browser, browser.visit() as visit:
            window = visit.window()
            return [await window.look(url) for url in urls]

    return asyncio.run(run())


def test_what_is_displayed_is_what_is_seen(executable: Path) -> None:
    hidden = "<p hidden>no1</p><p style='display:none'>no2</p><div class=x>no3</div><template>no4</template>"
    drawn = "a.innerHTML = '<h1>Drawn</h1>'; b.attachShadow({mode: 'open'}).innerHTML = 'In a <slot></slot>'"
    late = "fetch('/data').then(r => r.text()).then(t => c.append(t)); Node.ELEMENT_NODE; getComputedStyle = () => ({})"
    body = f"<style>.x {{display: none}}</style>{hidden}<p id=a></p><p id=b>shadow &amp; light</p><p id=c></p>"
    with serving({
        "/page": page(f"{body}<script>{drawn};{late}</script><iframe src=/frame height=300></iframe>"),
        "/frame": page("<p>in a frame</p>"),
        "/data": drips(response(body=b"late text", Content_Length="9"), 0.02),
    }) as site:  # fmt: skip
        (sight,) = looked_at(executable, site.url("/page"))
    text = " ".join(re.sub("<[^>]*>", " ", sight.html).split())
    assert text == "A way Some text Drawn In a shadow &amp; light late text A way Some text in a frame"
    assert (sight.status, sight.trouble) == (200, "")


def test_a_page_that_never_ends_is_given_up_and_the_next_one_is_seen(
    executable: Path,
) -> None:
    with serving({
        "/loop": page("<script>for (;;);</script>"),
        "/later": page("<script>setTimeout(() => { for (;;); }, 300)</script>"),
        "/hangs": hangs,
        "/turns": page("<script>setTimeout(() => location.replace('/turns?' + Math.random()), 1)</script>"),
        "/grows": page("<script>setInterval(() => document.body.append('abc '), 60)</script>"),
    }) as site:  # fmt: skip
        loop, later, hung, turns, grows, good = looked_at(
            executable,
            *map(site.url, ("/loop", "/later", "/hangs", "/turns", "/grows", "/good")),
            limits=Limits(seconds=12),
        )
    assert {own.trouble for own in (loop, later, hung)} == {"not shown within 12 seconds"}
    assert turns.milliseconds < 13000
    assert (grows.trouble, good.trouble, "abc" in grows.html, "text" in good.html) == ("", "", True, True)


def test_a_page_that_takes_too_much_memory_is_ended_and_the_others_are_seen(executable: Path) -> None:
    script_ = (
        "const all = []; setInterval(() => { for (let i = 0; i < 9; i++) all.push(new Uint8Array(9e6).fill(7)) }, 9)"
    )
    most, family = 0, _memory.Family(os.getpid())

    async def run(greedy: str, good: str) -> list[Sight]:
        nonlocal most

        async def measure() -> None:
            nonlocal most
            while True:
                most = max(most, _memory.size_of(family.processes()))
                await asyncio.sleep(0.05)

        measuring = asyncio.create_task(measure())
        async with running(executable, limits=Limits(seconds=40)) as browser, browser.visit() as visit:
            one, two = visit.window(), visit.window()
            async with asyncio.TaskGroup() as group:
                looks = [group.create_task(window.look(url)) for window, url in ((one, greedy), (two, good))]
            again = await one.look(good)
        measuring.cancel()
        return [*(look.result() for look in looks), again]

    with serving({"/greedy": page(f"<script>{script_}</script>")}) as site:
        greedy, good, again = asyncio.run(run(site.url("/greedy"), site.url("/good")))
    assert (bool(greedy.trouble), good.trouble, again.trouble) == (True, "", "")
    assert "text" in again.html
    assert most < 1.3 * LIMITS.memory


def test_what_pages_store_stays_with_their_site(executable: Path) -> None:
    sets = "<script>document.body.append('had:' + document.cookie + localStorage.x + ';'); document.cookie = 'a=1';"
    pages = {"/page": page(f"{sets} localStorage.x = 2</script>", Set_Cookie="b=2; HttpOnly")}

    async def run(url: str) -> list[str]:
        found = []
        async with running(executable) as browser:
            for _visit in range(2):
                async with browser.visit() as visit:
                    window = visit.window()
                    found += [(await window.look(url)).html for _look in range(2)]
        return [re.findall("had:[^;]*", html)[0] for html in found]

    with serving(pages) as site:
        assert asyncio.run(run(site.url("/page"))) == ["had:undefined", "had:a=12", "had:undefined", "had:a=12"]
        assert [request.headers.get("cookie") for request in site.asked if request.path == "/page"] == [
            None, "b=2; a=1", None, "b=2; a=1",
        ]  # fmt: skip


def test_a_site_is_told_who_asks(executable: Path) -> None:
    with serving({}) as site:
        looked_at(executable, site.url("/page"), names=ME._replace(language="uz,ru;q=0.5"))
        assert "Chrom" in site.asked[0].headers["user-agent"]
        assert site.asked[0].headers["accept-language"] == "uz,ru;q=0.5"
        assert site.asked[0].headers["user-agent"].endswith(" openness-test")


def test_more_than_is_bearable_is_not_loaded(executable: Path) -> None:
    endless_ = endless(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!doctype html><p>", b"word " * 2000)
    with serving({"/endless": endless_}) as site:
        endless_page, good = looked_at(executable, site.url("/endless"), site.url("/good"), limits=Limits(8, 3_000_000))
    assert len(endless_page.html) < 4_000_000
    assert "text" in good.html


SHELL = """<!doctype html><title>Portal</title><div id="app"></div><script>
const known = {'/reports/budget': 'The budget of the year as it was adopted, with all its tables and notes. '};
setTimeout(() => {
  const text = known[location.pathname];
  document.getElementById('app').innerHTML = '<header>Portal of the ministry</header><main>' +
    (text ? '<h1>Budget</h1><p>' + text.repeat(9) + '</p>' : '<p>Nothing is kept here</p>') + '</main>';
}, 200);
</script>"""


def test_of_two_addresses_of_an_application_one_is_there_and_one_is_gone(
    executable: Path, tool: Call, tmp_path: Path
) -> None:
    shell = response(body=SHELL.encode())
    with serving({}, default=shell, made_up=shell) as site:
        claim = {"items": [item(url=site.url(f"/reports/{name}")) for name in ("budget", "plan")]}
        body = write_one(tmp_path, COUNT, claim)
        without = links(tool, body)
        unsure = [(line["result"], line["cause"]) for line in entries(body) if "control" not in line]
        with_ = links(tool, body, "--browser", "--browser-path", str(executable))
    assert unsure == [("blocked", "needs-browser")] * 2
    assert "--browser" in without.out
    found = {
        line["url"].rpartition("/")[2]: line for line in entries(body) if line.get("browser") and "control" not in line
    }
    assert [(found[name]["result"], found[name]["cause"]) for name in ("budget", "plan")] == [
        ("ok", None),
        ("failed", "soft 404"),
    ]
    assert found["budget"]["bytes"] > 500
    assert ("sandbox" in with_.err) == (os.geteuid() == 0)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_no_browser_behind_and_keeps_what_was_found(
    executable: Path, tmp_path: Path, number: int
) -> None:
    turned_away = {"/slow": by_agent(page("<script>for (;;);</script>")), "/good": by_agent(PAGE)}
    with serving(turned_away, default=response("404 Gone", b"x")) as site:
        claim = {"items": [item(url=site.url(f"/{name}")) for name in ("good", "slow")]}
        body = write_one(tmp_path, COUNT, claim)
        command = [*COMMAND, "links", str(body), *QUICK, "--browser", "--browser-path", str(executable)]
        run = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, start_new_session=True
        )
        assert run.stderr is not None
        said = next(line for line in run.stderr if b" ok " in line)
        children = [process.pid for process in _memory.Family(run.pid).processes()]
        os.killpg(run.pid, number)
        run.communicate(timeout=20)
    assert b"/good" in said
    assert run.returncode == 130
    assert children
    assert [line["url"] for line in entries(body) if line.get("browser") and "control" not in line] == [
        site.url("/good")
    ]
    for _wait in range(50):
        left = [pid for pid in children if Path(f"/proc/{pid}/cmdline").exists() and b"chrom" in cmdline(pid)]
        if not left:
            break
        time.sleep(0.1)
    assert left == []


def cmdline(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def by_agent(answer: bytes) -> Answer:
    """Turn programs away, as some sites do."""

    async def answered(request: Request, writer: asyncio.StreamWriter) -> None:
        is_browser = "Mozilla" in request.headers.get("user-agent", "")
        writer.write(answer if is_browser else response("403 Forbidden", b"x"))

    return answered
