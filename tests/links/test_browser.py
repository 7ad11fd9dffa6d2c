"""A real browser: what it may reach, how long and in how much memory, and what is judged by what it shows."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from openness_cli.links.browser.chromium import Chromium, open_chromium
from openness_cli.links.browser.looking import Sight
from openness_cli.links.fetch.client import Manners
from openness_cli.links.fetch.gate import Gate
from openness_cli.model.availability import LinkCause
from tests.builders.fetches import Names
from tests.builders.sites import serving
from tests.builders.ways import HEARD_IF_ALLOWED, NAMES, listening, ways

pytestmark = pytest.mark.browser


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
    executable: Path, may_connect: Callable[[str], bool] = only_here, names: Names | None = None
) -> AsyncIterator[Chromium]:
    gate = Gate(Manners("openness-test", may_connect), names or Turning())
    async with open_chromium(executable, gate, "openness-test") as browser:
        yield browser


def sights_of_every_way(executable: Path, may_connect: Callable[[str], bool]) -> tuple[dict[str, Sight], list[bytes]]:
    """Try every way, four at once, each as another site would; and wait for what comes late."""
    sights: dict[str, Sight] = {}

    async def run(base: str) -> None:
        waiting = iter(NAMES)
        async with running(executable, may_connect) as browser:

            async def some() -> None:
                for name in waiting:
                    async with browser.visit() as visit, visit.window() as window:
                        sights[name] = await window.look(f"{base}/pages/{name}")
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


def test_the_same_ways_are_heard_where_they_are_allowed(executable: Path) -> None:
    _sights, heard = sights_of_every_way(executable, lambda _address: True)
    import sys; print(sorted((s.milliseconds,n,s.trouble) for n,s in _sights.items()), file=sys.stderr)
    names = {match[1].decode() for line in heard if (match := re.match(rb"[A-Z]+ /([a-z-]+)[ ?]", line))}
    assert names >= HEARD_IF_ALLOWED
    assert not any(line.startswith(b"UDP") for line in heard)
