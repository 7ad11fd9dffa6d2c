"""One fetch, on a site of loopback."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import trustme

from openness_cli.links.checker import Fetch, Fetched
from openness_cli.links.fetch._answers import Bounds
from openness_cli.links.fetch._vetting import LookUp
from openness_cli.links.fetch.client import Manners, open_fetch
from tests.builders.sites import Answer, Request, serving

BOUNDS = Bounds(seconds=20, bytes=1_000_000)
SHORT = BOUNDS._replace(seconds=0.7)


def on_loopback(address: str) -> bool:
    return address.startswith("127.")


class Names:
    """Names of the test: each leads to the addresses given, all others are not found."""

    def __init__(self, **names: list[str]) -> None:
        self.names = {name.replace("_", "."): addresses for name, addresses in names.items()}

    async def __call__(self, host: str, _port: int) -> list[str]:
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return self.names[host]


@asynccontextmanager
async def fetching(
    may_connect: Callable[[str], bool] = on_loopback,
    *,
    bounds: Bounds = BOUNDS,
    trusting: Path | None = None,
    names: LookUp | None = None,
    use_proxies: bool = False,
) -> AsyncIterator[Fetch]:
    manners = Manners("openness-test", may_connect, use_proxies, bounds)
    async with open_fetch(manners, authorities=trusting, find=names or Names()) as fetch:
        yield fetch


def fetch_one(url: str, **more: object) -> Fetched:
    async def run() -> Fetched:
        async with fetching(**more) as fetch:  # type: ignore[arg-type]
            return await fetch(url)

    return asyncio.run(run())


def answered(answer: Answer | bytes, path: str = "/page", **more: object) -> Fetched:
    with serving({path: answer}) as site:
        return fetch_one(site.url(path), **more)


def cut_short(data: bytes) -> Answer:
    async def answer(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        writer.close()

    return answer


def server_context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)
    return context
