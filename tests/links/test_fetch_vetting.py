"""What may not be connected to, whatever name or redirect leads there."""

import asyncio

import pytest

from openness_cli.links.checker import Fetched
from openness_cli.links.fetch._vetting import is_public
from openness_cli.links.fetch.client import Manners, open_fetch
from openness_cli.model.availability import CheckResult, LinkCause
from tests.builders.fetches import BOUNDS, Names, answered, fetch_one, fetching
from tests.builders.sites import Request, redirects, response, serving


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://[::1]:1/",
        "http://[::ffff:127.0.0.1]:1/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://192.168.0.1/",
        "http://0.0.0.0/",
        "http://[fe80::1%25eth0]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fec0::1]/",
        "http://[64:ff9b:1:7f00:0:100:808:808]/",
        "http://[3fff::1]/",
        "http://192.0.0.8/",
    ],
)
def test_a_private_address_is_refused(url: str) -> None:
    async def run() -> Fetched:
        async with open_fetch(Manners("test", bounds=BOUNDS)) as fetch:
            return await fetch(url)

    found = asyncio.run(run())
    assert (found.result, found.cause, found.status) == (CheckResult.REFUSED, LinkCause.PRIVATE_ADDRESS, None)


@pytest.mark.parametrize("url", ["http://2130706433/", "http://127.1/", "http://0177.0.0.1/"])
def test_an_address_written_another_way_is_refused(url: str) -> None:
    async def run() -> Fetched:
        async with open_fetch(Manners("test", bounds=BOUNDS)) as fetch:
            return await fetch(url)

    assert asyncio.run(run()).result is CheckResult.REFUSED


def test_a_name_that_leads_to_a_private_address_is_refused() -> None:
    names = Names(inside_example=["127.0.0.9", "10.1.2.3"])
    with serving({}) as site:
        found = fetch_one(site.url("/", "inside.example"), may_connect=lambda _address: False, names=names)
    assert (found.result, found.cause) == (CheckResult.REFUSED, LinkCause.PRIVATE_ADDRESS)
    assert "127.0.0.9" in found.detail
    assert not site.asked


def test_of_several_addresses_only_the_allowed_ones_are_connected_to() -> None:
    names = Names(mixed_example=["127.0.0.9", "127.0.0.1"])
    with serving({}) as site:
        found = fetch_one(site.url("/", "mixed.example"), may_connect=lambda ip: ip == "127.0.0.1", names=names)
    assert found.result is CheckResult.OK


@pytest.mark.parametrize("place", ["http://[::1]:{port}/", "http://inside.example:{port}/", "//[::1]:{port}/"])
def test_a_redirect_to_a_private_address_is_refused(place: str) -> None:
    async def redirect(_request: Request, writer: asyncio.StreamWriter) -> None:
        port = writer.get_extra_info("sockname")[1]
        writer.write(response("302 Found", Location=place.format(port=port)))

    with serving({"/away": redirect}) as site:
        found = fetch_one(
            site.url("/away"), names=Names(inside_example=["127.9.9.9", "10.0.0.1"]), may_connect=_only_one
        )
    assert (found.result, found.cause) == (CheckResult.REFUSED, LinkCause.PRIVATE_ADDRESS)
    assert [request.path for request in site.asked] == ["/away"]


def _only_one(address: str) -> bool:
    return address == "127.0.0.1"


@pytest.mark.parametrize(
    ("place", "cause"),
    [
        ("file:///etc/passwd", LinkCause.SCHEME),
        ("ftp://127.0.0.1/x", LinkCause.SCHEME),
        ("javascript:alert(1)", LinkCause.SCHEME),
        ("http://user:word@127.0.0.1/", LinkCause.USER_INFO),
        ("http://127.0.0.1:99999/", LinkCause.BAD_ADDRESS),
    ],
)
def test_a_redirect_that_is_not_followed(place: str, cause: LinkCause) -> None:
    found = answered(redirects(place))
    assert (found.result, found.cause) == (CheckResult.REFUSED, cause)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "http://user@127.0.0.1/",
        "http://127.0.0.1:x/",
        "http://",
        # one that reads it would look up another name than one that does not
        "http://ex%61mple.org/",
    ],
)
def test_an_address_that_is_not_fetched(url: str) -> None:
    assert fetch_one(url).result is CheckResult.REFUSED


def test_nothing_personal_is_sent_on() -> None:
    pages = {"/in": response("302 Found", Location="/next", Set_Cookie="session=1")}
    with serving(pages) as site:

        async def run() -> None:
            async with fetching() as fetch:
                await fetch(site.url("/in"))
                await fetch(site.url("/again"))

        asyncio.run(run())
    assert [request.headers.get("cookie") for request in site.asked] == [None, "session=1", None]
    for request in site.asked:
        assert {"authorization", "referer"}.isdisjoint(request.headers)
        assert request.headers["user-agent"] == "openness-test"


@pytest.mark.parametrize(
    ("address", "is_let"),
    [
        # by Teredo (2001::/32) to 10.0.0.1, 127.0.0.1 and 192.168.1.1: whose digits are turned round at the end
        ("2001:0:4136:e378:8000:63bf:f5ff:fffe", False),
        ("2001:0:4136:e378:8000:63bf:80ff:fffe", False),
        ("2001::3f57:fefe", False),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
        ("2001:0:4136:e378:8000:63bf:f7f7:f7f7", False),  # to 8.8.8.8: a relay decides
        ("2001:4860:4860::8888", True),
    ],
)
def test_an_address_by_teredo_leads_nowhere(address: str, *, is_let: bool) -> None:
    assert is_public(address) is is_let
