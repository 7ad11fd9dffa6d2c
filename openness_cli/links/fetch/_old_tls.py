"""Encrypted connections to old servers, which browsers open and libcurl's own library does not: by Python's.

What is told of a certificate holds here as well: it is verified, and nothing older than TLS 1.2 is spoken.
"""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

_LEGACY_SERVER_CONNECT = 0x4  # of OpenSSL; ssl has a name for it from Python 3.12 on
# as browsers do: keys of 1024 bits for the exchange, and no signature by SHA-1
_CIPHERS = "DEFAULT@SECLEVEL=1"
_PIECE = 64 * 1024


class Bridge(NamedTuple):
    """A connection to a site, decrypted: ``near`` is its end for libcurl; ``ends`` when the site's certificate does."""

    near: socket.socket
    ends: str
    carriers: tuple[asyncio.Task[None], ...]
    transports: tuple[asyncio.WriteTransport, ...]

    async def close(self) -> None:
        """Let nothing be carried any more."""
        for carrier in self.carriers:
            carrier.cancel()
        await asyncio.gather(*self.carriers, return_exceptions=True)
        for transport in self.transports:
            transport.abort()
        await _let_go()
        self.near.close()


def old_context(authorities: Path | None) -> ssl.SSLContext:
    """Return how old servers are spoken to: trusting ``authorities``, else those of the system."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= _LEGACY_SERVER_CONNECT
    context.set_ciphers(_CIPHERS)
    if authorities:
        context.load_verify_locations(authorities)
    else:
        context.load_default_certs()
    return context


async def open_bridge(places: Sequence[str], port: int, host: str, context: ssl.SSLContext) -> Bridge:
    """Connect to the first of some addresses that can be. Raises OSError, of which ssl.SSLError is one."""
    opened = await _connected(places, port)
    try:
        far = await asyncio.open_connection(sock=opened, ssl=context, server_hostname=host)
    except BaseException:
        await _let_go()
        raise
    certificate = far[1].get_extra_info("peercert") or {}
    ends = certificate.get("notAfter")
    moment = datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) if isinstance(ends, str) else None
    near, inner = socket.socketpair()
    inside = await asyncio.open_connection(sock=inner)
    carriers = tuple(
        asyncio.create_task(_carry(reader, writer)) for reader, writer in ((far[0], inside[1]), (inside[0], far[1]))
    )
    transports = (far[1].transport, inside[1].transport)
    return Bridge(near, moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else "", carriers, transports)


async def _let_go() -> None:
    """Give transports that were closed the turns of the loop in which they let go of their sockets."""
    for _turn in range(3):
        await asyncio.sleep(0)


async def _connected(places: Sequence[str], port: int) -> socket.socket:
    loop = asyncio.get_running_loop()
    last: OSError = OSError("no address")
    for place in places:
        opened = socket.socket(socket.AF_INET6 if ":" in place else socket.AF_INET, socket.SOCK_STREAM)
        try:
            opened.setblocking(False)
            await loop.sock_connect(opened, (place, port))
        except OSError as error:
            opened.close()
            last = error
        except BaseException:
            opened.close()
            raise
        else:
            return opened
    raise last


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        with contextlib.suppress(OSError):
            while piece := await reader.read(_PIECE):
                writer.write(piece)
                await writer.drain()
    finally:
        writer.close()
