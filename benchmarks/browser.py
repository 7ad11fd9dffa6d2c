"""Fifty pages that draw themselves, looked at in the browser of this machine: seconds, memory, whether all is seen.

Run ``python -m benchmarks.browser``; it is skipped where there is no browser. Each page loads a script of 300 kB and
asks a server that takes a quarter of a second for its text; every fifth is not there.
"""

import asyncio
import contextlib
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from openness_cli.errors import UsageError
from openness_cli.links.browser._memory import Family, size_of
from openness_cli.links.browser.finding import find_browser
from openness_cli.links.browser.looking import Care, look_at
from openness_cli.links.checker import Fetched, Try
from openness_cli.links.fetch.client import Manners
from openness_cli.links.fetch.gate import Gate
from openness_cli.model.availability import CheckResult, LinkCause

PAGES = 50
MISSING_EVERY = 5
SECONDS_LIMIT = 20.0
MEMORY_LIMIT = 1_000_000_000
SERVER_SECONDS = 0.25
SHELL = b"<!doctype html><title>Portal</title><div id=app></div><script src=/app.js></script>"
SCRIPT = (
    b"""
fetch('/text' + location.pathname).then(answer => answer.text()).then(text => {
  app.innerHTML = '<header>Portal</header><main>' + text + '</main><footer>All rights reserved</footer>';
});
"""
    + b"/* a library */\n" * 19_000
)


class Measured(NamedTuple):
    """What was found, in how many seconds, and the most bytes of memory that the browser took meanwhile."""

    found: dict[str, Fetched]
    seconds: float
    memory: int


def is_there(number: int) -> bool:
    """Tell whether the application knows a page."""
    return number % MISSING_EVERY != 0


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one request: the same for every path, but for the script and what it asks for."""
    with contextlib.suppress(OSError, asyncio.IncompleteReadError):
        path = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
        body, kind = SHELL, "text/html"
        if path == "/app.js":
            body, kind = SCRIPT, "text/javascript"
        elif path.startswith("/text/"):
            await asyncio.sleep(SERVER_SECONDS)
            number = path.rpartition("/")[2]
            known = number.isdigit() and is_there(int(number))
            text = f"<h1>Report {number}</h1><p>{'What was spent, and why. ' * 20}" if known else "<p>Nothing here"
            body = text.encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
    writer.close()


async def measure(executable: Path) -> Measured:
    """Look at all pages of a site on loopback, with the start of the browser and its end."""
    from openness_cli.links.browser.chromium import Names, open_chromium  # noqa: PLC0415  (there may be nothing to drive it)

    most, family = 0, Family(os.getpid())

    async def watch() -> None:
        nonlocal most
        while True:
            most = max(most, size_of(family.processes()))
            await asyncio.sleep(0.3)

    def forget(_one: Try) -> None:
        pass

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    urls = {f"http://127.0.0.1:{port}/reports/{number}": LinkCause.NEEDS_BROWSER for number in range(PAGES)}
    gate = Gate(Manners("openness-benchmark", "127.0.0.1".__eq__))
    watching = asyncio.create_task(watch())
    begin = time.perf_counter()
    async with open_chromium(executable, gate, Names("openness-benchmark")) as browser:
        found = await look_at(urls, browser, forget, care=Care(pause=0), now=lambda: datetime.now(UTC))
    seconds = time.perf_counter() - begin
    watching.cancel()
    server.close()
    return Measured(found, seconds, most)


def main() -> int:
    """Measure once, print what was measured, and return 1 where it is not as it should be."""
    try:
        executable = find_browser(None, os.environ)
    except UsageError as error:
        print(f"skipped: {error}")
        return 0
    measured = asyncio.run(measure(executable))
    right = sum(
        (fetched.result is CheckResult.OK) is is_there(int(url.rpartition("/")[2]))
        for url, fetched in measured.found.items()
    )
    print(f"{right} of {PAGES} judged right, {measured.seconds:.1f} s (at most {SECONDS_LIMIT:g})")
    print(f"{measured.memory / 1e6:.0f} MB of memory at most ({MEMORY_LIMIT / 1e6:.0f})")
    is_good = right == PAGES and measured.seconds <= SECONDS_LIMIT and measured.memory <= MEMORY_LIMIT
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
