"""Certificates, and connections that cannot be secured."""

import asyncio
import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pycurl
import pytest
import trustme

from openness_cli.model.availability import CheckResult, LinkCause
from tests.builders.fetches import Names, cut_short, fetch_one, fetching, server_context
from tests.builders.sites import PAGE, Answer, Site, redirects, response, serving


@pytest.fixture
def secure_site(authority: trustme.CA) -> Iterator[Site]:
    ends = datetime(2033, 5, 17, 12, tzinfo=UTC)
    with serving({}, tls=server_context(authority.issue_cert("127.0.0.1", not_after=ends))) as site:
        yield site


def test_a_certificate_is_verified_and_its_end_noted(secure_site: Site, trusting: Path) -> None:
    found = fetch_one(secure_site.url("/"), trusting=trusting)
    assert (found.result, found.tls_expires) == (CheckResult.OK, "2033-05-17T12:00:00Z")


def test_a_certificate_without_an_end_has_none(authority: trustme.CA, trusting: Path) -> None:
    for_ever = authority.issue_cert("127.0.0.1", not_after=datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC))
    with serving({}, tls=server_context(for_ever)) as site:
        found = fetch_one(site.url("/"), trusting=trusting)
    assert (found.result, found.tls_expires) == (CheckResult.OK, "")


def test_a_certificate_without_what_leads_to_an_authority_is_not_trusted_and_not_judged(secure_site: Site) -> None:
    found = fetch_one(secure_site.url("/"))
    assert (found.result, found.cause) == (CheckResult.BLOCKED, LinkCause.CHAIN)
    assert "certificate" in found.detail
    assert not found.somebody_answered
    assert not secure_site.asked


def test_a_chain_that_lacks_its_middle_is_told_apart_from_one_of_nobody(authority: trustme.CA, trusting: Path) -> None:
    leaf = authority.create_child_ca().issue_cert("127.0.0.1")
    contexts = [ssl.create_default_context(ssl.Purpose.CLIENT_AUTH) for _one in range(2)]
    own = trustme.CA()
    with leaf.private_key_pem.tempfile() as key, leaf.cert_chain_pems[0].tempfile() as certificate:
        contexts[0].load_cert_chain(certificate, key)
    with own.private_key_pem.tempfile() as key, own.cert_pem.tempfile() as certificate:
        contexts[1].load_cert_chain(certificate, key)
    found = []
    for context in contexts:
        with serving({}, tls=context) as site:
            found.append(fetch_one(site.url("/"), trusting=trusting))
    assert [(one.result, one.cause) for one in found] == [
        (CheckResult.BLOCKED, LinkCause.CHAIN),
        (CheckResult.FAILED, LinkCause.TLS),
    ]


def test_a_certificate_of_another_site(authority: trustme.CA, trusting: Path) -> None:
    with serving({}, tls=server_context(authority.issue_cert("other.example"))) as site:
        assert fetch_one(site.url("/"), trusting=trusting).cause is LinkCause.TLS


def test_a_certificate_that_has_ended(authority: trustme.CA, trusting: Path) -> None:
    ended = authority.issue_cert("127.0.0.1", not_after=datetime(2020, 1, 1, tzinfo=UTC))
    with serving({}, tls=server_context(ended)) as site:
        found = fetch_one(site.url("/"), trusting=trusting)
    assert (found.cause, found.detail) == (LinkCause.TLS, "certificate has expired")


def test_the_end_of_a_certificate_is_that_of_the_one_shown(authority: trustme.CA, trusting: Path) -> None:
    def certificate(ends: datetime) -> ssl.SSLContext:
        return server_context(authority.issue_cert("127.0.0.1", not_after=ends))

    async def run() -> list[str]:
        ends = []
        async with fetching(trusting=trusting) as fetch:
            with serving({}, default=cut_short(PAGE), tls=certificate(datetime(2033, 1, 1, tzinfo=UTC))) as site:
                ends += [(await fetch(site.url("/"))).tls_expires for _turn in range(2)]
            with serving({}, port=site.port, tls=certificate(datetime(2020, 1, 1, tzinfo=UTC))):
                ends.append((await fetch(site.url("/"))).tls_expires)
            with serving({}, port=site.port):
                ends.append((await fetch(site.url("/"))).tls_expires)
        return ends

    assert asyncio.run(run()) == ["2033-01-01T00:00:00Z"] * 2 + ["2020-01-01T00:00:00Z", ""]


def test_a_secure_connection_may_end_a_body_without_a_goodbye_as_in_browsers(
    authority: trustme.CA, trusting: Path
) -> None:
    context = server_context(authority.issue_cert("127.0.0.1"))

    def serve(server: socket.socket) -> None:
        for _connection in range(2):
            connection, _address = server.accept()
            with context.wrap_socket(connection, server_side=True) as secured:
                length = b"Content-Length: 100\r\n" if b"/short" in secured.recv(4096) else b""
                secured.sendall(b"HTTP/1.1 200 OK\r\n" + length + b"\r\n<p>text</p>")

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server,))
        thread.start()
        site = f"https://127.0.0.1:{server.getsockname()[1]}"
        assert fetch_one(f"{site}/page", trusting=trusting).result is CheckResult.OK
        assert fetch_one(f"{site}/short", trusting=trusting).cause is LinkCause.TRUNCATED
        thread.join(10)


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (b"\x15\x03\x03\x00\x02\x02\x28", LinkCause.HANDSHAKE),
        (b"\x15\x03\x03\x00\x02\x02\x46", LinkCause.OLD_TLS),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", LinkCause.HANDSHAKE),
    ],
    ids=["no cipher", "no version", "no TLS"],
)
def test_two_sides_that_cannot_agree_on_tls(answer: bytes, cause: LinkCause) -> None:
    hellos = []

    def serve(server: socket.socket) -> None:
        connection, _address = server.accept()
        with connection:
            hellos.append(connection.recv(4096))
            connection.sendall(answer)
            with contextlib.suppress(ConnectionError):
                connection.recv(4096)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server,))
        thread.start()
        found = fetch_one(f"https://127.0.0.1:{server.getsockname()[1]}/")
        thread.join(10)
    assert (found.result, found.cause, found.status) == (CheckResult.FAILED, cause, None)
    assert "SSL routines" in found.detail
    assert len(hellos) == 1


def test_http_where_https_is_spoken(secure_site: Site) -> None:
    found = fetch_one(secure_site.url("/").replace("https", "http"))
    assert found.result is CheckResult.FAILED


def test_https_where_http_is_spoken() -> None:
    with serving({}) as site:
        assert fetch_one(site.url("/").replace("http", "https")).cause is LinkCause.RESET


@pytest.mark.parametrize(
    ("version", "result"),
    [
        (ssl.TLSVersion.TLSv1_1, CheckResult.FAILED),
        (ssl.TLSVersion.TLSv1_2, CheckResult.OK),
        (ssl.TLSVersion.TLSv1_3, CheckResult.OK),
    ],
)
@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
def test_nothing_older_than_tls_1_2_is_spoken(
    version: ssl.TLSVersion,
    result: CheckResult,
    authority: trustme.CA,
    trusting: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make = pycurl.Curl

    def willing() -> pycurl.Curl:
        # the libraries would speak nothing older by themselves: here it is the bound alone that keeps them from it
        handle = make()
        handle.setopt(pycurl.SSL_CIPHER_LIST, "DEFAULT@SECLEVEL=0")
        return handle

    monkeypatch.setattr(pycurl, "Curl", willing)
    context = server_context(authority.issue_cert("127.0.0.1"))
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    context.minimum_version = min(version, ssl.TLSVersion.TLSv1_2)
    context.maximum_version = version
    with serving({}, tls=context) as site:
        assert fetch_one(site.url("/"), trusting=trusting).result is result


# a prime of 1024 bits, as old servers have it
DH_1024 = """-----BEGIN DH PARAMETERS-----
MIGHAoGBAIJ7Frc2hGC/tUlNKTRuoZHLJ7ecj0bbcQuiupqRl+DvWveb7iObNmMI
6UJTNRZ3CdGwDlqNM7JQ9aAB0JnXw09rrdAyUAy5pvtzMMRPGa/ilkIrrkoKZUnq
1JmrWqUGN6limZDCowvmbY1bzYEC1bxClbMCNXyloTyqA1+kdDEXAgEC
-----END DH PARAMETERS-----
"""


def test_an_old_handshake_that_browsers_accept_opens_and_is_noted(
    authority: trustme.CA, trusting: Path, tmp_path: Path
) -> None:
    (tmp_path / "dh.pem").write_text(DH_1024)
    ends = datetime(2033, 5, 17, 12, tzinfo=UTC)
    pages: dict[str, Answer | bytes] = {"/moved": redirects("/page?a=%2f"), "/big": response(body=b"x" * 500_000)}

    def context(name: str) -> ssl.SSLContext:
        made = server_context(authority.issue_cert(name, not_after=ends, key_type=trustme.KeyType.RSA))
        made.maximum_version = ssl.TLSVersion.TLSv1_2
        made.set_ciphers("DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-SHA:@SECLEVEL=0")
        made.load_dh_params(str(tmp_path / "dh.pem"))
        return made

    with serving(pages, tls=context("old.example")) as site:
        names = Names(old_example=["127.0.0.1"])
        found = fetch_one(site.url("/moved", "old.example"), trusting=trusting, names=names)
        assert (found.result, found.tls_expires) == (CheckResult.OK, "2033-05-17T12:00:00Z")
        assert found.detail.startswith("old handshake")
        assert site.asked[-1].path == "/page?a=%2f"
        assert site.asked[-1].headers["host"] == f"old.example:{site.port}"
        assert fetch_one(site.url("/big", "old.example"), trusting=trusting, names=names).size == 500_000
        # what counts as open is verified all the same, and the address was looked at
        assert fetch_one(site.url("/", "old.example"), names=names).cause is LinkCause.CHAIN
        refused = fetch_one(site.url("/", "old.example"), names=names, may_connect=lambda _address: False)
        assert refused.cause is LinkCause.PRIVATE_ADDRESS
    with serving(pages, tls=context("other.example")) as site:
        assert fetch_one(site.url("/", "old.example"), trusting=trusting, names=names).cause is LinkCause.TLS


def test_a_server_without_secure_renegotiation_is_not_judged_by_its_certificate() -> None:
    hello = b"\x03\x03" + b"\x11" * 32 + b"\x00" + b"\xc0\x2f" + b"\x00"
    shake = b"\x02" + len(hello).to_bytes(3) + hello

    def serve(server: socket.socket) -> None:
        for _connection in range(2):
            connection, _address = server.accept()
            with connection, contextlib.suppress(OSError):
                connection.recv(4096)
                connection.sendall(b"\x16\x03\x03" + len(shake).to_bytes(2) + shake)
                connection.settimeout(0.5)
                connection.recv(4096)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server,))
        thread.start()
        found = fetch_one(f"https://127.0.0.1:{server.getsockname()[1]}/")
        thread.join(10)
    assert (found.result, found.cause) == (CheckResult.BLOCKED, LinkCause.OLD_HANDSHAKE)
