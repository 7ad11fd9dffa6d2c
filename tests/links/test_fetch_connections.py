"""Names, connections that break off, and connections that are kept."""

import asyncio
import errno
import socket

import pycurl
import pytest

from openness_cli.links.checker import Fetched
from openness_cli.links.fetch._failures import TransferError, failure_of
from openness_cli.links.fetch._vetting import look_up
from openness_cli.model.availability import CheckResult, LinkCause
from tests.builders.fetches import Names, answered, fetch_one, fetching
from tests.builders.sites import PAGE, Answer, Request, Site, closes, resets, response, serving


@pytest.mark.parametrize("answer", [resets, closes])
def test_a_connection_that_breaks_off(answer: Answer) -> None:
    assert answered(answer).cause is LinkCause.RESET


def test_nobody_listens() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        found = fetch_one(f"http://127.0.0.1:{held.getsockname()[1]}/")
    assert (found.result, found.cause) == (CheckResult.FAILED, LinkCause.REFUSED_CONNECTION)


def test_a_name_that_is_not_found() -> None:
    found = fetch_one("https://nowhere.example/page")
    assert (found.result, found.cause, found.status) == (CheckResult.FAILED, LinkCause.DNS, None)
    found = fetch_one("https://empty.example/page", names=Names(empty_example=[]))
    assert (found.result, found.cause, found.status) == (CheckResult.FAILED, LinkCause.DNS, None)


@pytest.mark.parametrize("name", ["two..dots.example", f"{'long' * 20}.example"])
def test_what_can_be_no_name_is_an_error_of_whoever_entered_it(name: str) -> None:
    found = fetch_one(f"https://{name}/page", names=look_up)
    assert (found.result, found.cause) == (CheckResult.REFUSED, LinkCause.BAD_ADDRESS)


def test_an_internationalised_name() -> None:
    names = Names(xn__e1afmkfd_example=["127.0.0.1"])
    names.names = {"xn--e1afmkfd.example": ["127.0.0.1"]}
    with serving({}) as site:
        found = fetch_one(f"http://пример.example:{site.port}/саҳифа", names=names)
    assert found.result is CheckResult.OK
    assert site.asked[0].headers["host"] == f"xn--e1afmkfd.example:{site.port}"
    assert site.asked[0].path == "/%D1%81%D0%B0%D2%B3%D0%B8%D1%84%D0%B0"


def test_our_own_want_is_no_failure_of_the_site() -> None:
    # without a number the system was not even asked
    for number in (errno.EMFILE, errno.ENOBUFS, errno.ENETDOWN, errno.EADDRNOTAVAIL, 0):
        found = failure_of(TransferError(pycurl.E_COULDNT_CONNECT, "want", number))
        assert (found.result, found.cause) == (CheckResult.BLOCKED, LinkCause.LOCAL)
    found = failure_of(KeyError("a bug"))
    assert (found.result, found.cause, found.detail) == (CheckResult.BLOCKED, LinkCause.LOCAL, "KeyError: 'a bug'")


def test_an_answer_that_comes_unasked_is_nobodys() -> None:
    async def twice(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(PAGE)
        await writer.drain()
        await asyncio.sleep(0.1)
        writer.write(response(body=b"another page"))
        await writer.drain()

    async def run(site: Site) -> Fetched:
        async with fetching() as fetch:
            assert (await fetch(site.url("/twice"))).result is CheckResult.OK
            await asyncio.sleep(1.2)
            return await fetch(site.url("/gone"))

    with serving({"/twice": twice, "/gone": response("404 Gone", b"x")}) as site:
        assert asyncio.run(run(site)).status == 404


def test_the_rest_of_another_answer_is_no_fault_of_the_next() -> None:
    async def more_than_told(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(PAGE)
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.write(b"the rest of the page, which its length did not tell of\n")

    async def run(site: Site) -> list[Fetched]:
        async with fetching() as fetch:
            found = []
            for path in ("/more", "/next", "/more", "/next"):
                found.append(await fetch(site.url(path)))
                await asyncio.sleep(0.1)
            return found

    with serving({"/more": more_than_told}) as site:
        assert {found.result for found in asyncio.run(run(site))} == {CheckResult.OK}


def test_a_kept_connection_that_was_closed_meanwhile_is_no_failure() -> None:
    async def then_closes(request: Request, writer: asyncio.StreamWriter) -> None:
        # a redirect first, so that the second request of a fetch meets an old connection as well
        writer.write(PAGE if request.path.endswith("/") else response("302 Found", Location=f"{request.path}/"))
        await writer.drain()
        await asyncio.sleep(0.002)
        writer.transport.abort()

    async def run(site: Site) -> list[Fetched]:
        async with fetching() as fetch:

            async def several(number: int) -> list[Fetched]:
                return [await fetch(site.url(f"/{number}-{turn}")) for turn in range(25)]

            return [found for own in await asyncio.gather(*map(several, range(4))) for found in own]

    with serving({}, default=then_closes) as site:
        assert {found.result for found in asyncio.run(run(site))} == {CheckResult.OK}
