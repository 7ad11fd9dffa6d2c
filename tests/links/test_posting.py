"""What is sent to an address: with the manners of a fetch, and nowhere else."""

import asyncio
from pathlib import Path

import pytest
import trustme

from openness_cli.links.fetch.client import Manners
from openness_cli.links.fetch.posting import Posted, Sent, post
from openness_cli.model.availability import LinkCause
from tests.builders.authorities import answers
from tests.builders.fetches import BOUNDS, Names, on_loopback, server_context
from tests.builders.sites import redirects, serving

SENT = Sent(b"\x00a question", "application/timestamp-query", "application/timestamp-reply")


def posted(url: str, *, trusting: Path | None = None, names: Names | None = None, use_proxies: bool = False) -> Posted:
    manners = Manners("openness-test", on_loopback, use_proxies, BOUNDS)
    return asyncio.run(post(url, SENT, manners, authorities=trusting, find=names or Names()))


def test_what_is_sent_comes_as_it_is_and_the_answer_too(authority: trustme.CA, trusting: Path) -> None:
    tls = server_context(authority.issue_cert("127.0.0.1"))
    with serving({"/tsr": answers(b"\x00an answer")}, tls=tls) as site:
        assert posted(site.url("/tsr"), trusting=trusting) == Posted(200, b"\x00an answer")
        (asked,) = site.asked
        assert asked.headers["content-length"] == str(len(SENT.body))
        assert (asked.headers["content-type"], asked.headers["accept"]) == (SENT.content_type, SENT.wanted)
        assert asked.headers["user-agent"] == "openness-test"
        # a certificate of nobody
        refused = posted(site.url("/tsr")).failure
        assert refused is not None
        assert refused.cause is LinkCause.CHAIN
        assert len(site.asked) == 1


def test_a_redirect_is_not_followed() -> None:
    with serving({"/tsr": redirects("/elsewhere")}) as site:
        assert posted(site.url("/tsr")).status == 302
        assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("http://inside.example/", LinkCause.PRIVATE_ADDRESS),
        ("http://10.0.0.1/", LinkCause.PRIVATE_ADDRESS),
        ("http://nowhere.example/", LinkCause.DNS),
        ("http://name:word@site.example/", LinkCause.USER_INFO),
        ("http://[", LinkCause.BAD_ADDRESS),
    ],
)
def test_an_address_that_nothing_is_sent_to(url: str, cause: LinkCause) -> None:
    failure = posted(url, names=Names(inside_example=["192.168.1.1"])).failure
    assert failure is not None
    assert failure.cause is cause


def test_it_goes_through_a_proxy_where_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({"http://site.example/tsr": answers(b"an answer")}) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url("/"))
        monkeypatch.delenv("no_proxy", raising=False)
        assert posted("http://site.example/tsr", use_proxies=True) == Posted(200, b"an answer")
