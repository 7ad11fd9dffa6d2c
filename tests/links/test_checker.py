"""A run over many addresses, with a network that is made up: order, tries, waits, politeness, a dead line."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import pytest

from openness_cli.links.checker import NO_CONTROLS, Controls, Fetched, GoTo, Pace, Run, Try, check_links, stay
from openness_cli.links.pages.asking import random_name
from openness_cli.links.pages.page import read_page
from openness_cli.model.availability import CheckResult, LinkCause

OPEN = Fetched(CheckResult.OK, status=200)
GONE = Fetched(CheckResult.FAILED, LinkCause.NOT_FOUND, status=404)
SILENT = Fetched(CheckResult.FAILED, LinkCause.TIMEOUT)
NO_NAME = Fetched(CheckResult.FAILED, LinkCause.DNS)
REFUSED = Fetched(CheckResult.REFUSED, LinkCause.PRIVATE_ADDRESS)
QUICK = Pace(concurrency=8, per_host=8, pause=0, retry_pause=0)


def slow_down(seconds: float) -> Fetched:
    return Fetched(CheckResult.BLOCKED, LinkCause.TOO_MANY, status=429, retry_after=seconds)


class Network:
    """Answers by address, the last answer for ever; remembers who was asked, when, and how many at once."""

    def __init__(self, answers: dict[str, list[Fetched]], seconds: float = 0) -> None:
        self.answers = {url: list(own) for url, own in answers.items()}
        self.seconds = seconds
        self.began = 0.0
        self.asked: list[tuple[str, float]] = []
        self.kept: list[Try] = []
        self.ended = Run({}, (), line_is_down=False)
        self.waits: list[tuple[int, float]] = []
        self.now = Counter[str]()
        self.most = Counter[str]()

    async def fetch(self, url: str, _go_to: GoTo = stay, /) -> Fetched:
        host = url.split("/")[2]
        self.asked.append((url, time.monotonic()))
        for name in (host, "all"):
            self.now[name] += 1
            self.most[name] = max(self.most[name], self.now[name])
        await asyncio.sleep(self.seconds)
        for name in (host, "all"):
            self.now[name] -= 1
        own = self.answers.get(url, [OPEN])
        return own.pop(0) if len(own) > 1 else own[0]

    def keep(self, one: Try) -> None:
        self.kept.append(one)

    def kept_apart(self, times: list[float], pause: float) -> bool:
        """Tell whether nothing began before its turn, however late the machine let others begin."""
        return all(when >= self.began + number * pause - 0.001 for number, when in enumerate(sorted(times)))

    def run(
        self,
        urls: Iterable[str],
        pace: Pace = QUICK,
        controls: Controls = NO_CONTROLS,
        opened: str | None = None,
        unlikely: Callable[[], str] = random_name,
    ) -> Run:
        self.began = time.monotonic()
        return asyncio.run(
            check_links(
                list(urls),
                self.fetch,
                self.keep,
                pace,
                lambda: datetime(2025, 2, 27, tzinfo=UTC),
                controls=controls,
                has_opened=lambda host: opened is None or host == opened,
                waiting=lambda count, seconds: self.waits.append((count, seconds)),
                unlikely=unlikely,
            )
        )

    def results(self, url: str) -> list[CheckResult]:
        return [one.fetched.result for one in self.kept if one.url == url]


A, B, C = "https://a.example/1", "https://b.example/1", "https://c.example/1"


def test_what_opens_is_fetched_once() -> None:
    network = Network({})
    ended = network.run([A, B])
    assert ended == Run({A: OPEN, B: OPEN}, (), line_is_down=False)
    assert sorted(url for url, _time in network.asked) == [A, B]
    assert not network.waits


def test_what_fails_is_tried_again_after_a_pause_and_every_try_is_kept() -> None:
    network = Network({A: [GONE, OPEN], B: [GONE]})
    ended = network.run([A, B, C], QUICK._replace(retry_pause=0.01))
    assert network.results(A) == [CheckResult.FAILED, CheckResult.OK]
    assert network.results(B) == [CheckResult.FAILED, CheckResult.FAILED]
    assert network.waits == [(2, 0.01)]
    assert ended.last[A] is OPEN
    assert ended.last[B] is GONE


def test_as_many_tries_as_asked_for() -> None:
    network = Network({A: [GONE]})
    network.run([A], QUICK._replace(tries=4))
    assert len(network.kept) == 4
    network = Network({A: [GONE]})
    network.run([A], QUICK._replace(tries=1))
    assert len(network.kept) == 1


def test_what_is_refused_is_not_tried_again() -> None:
    network = Network({A: [REFUSED]})
    network.run([A, B])
    assert network.results(A) == [CheckResult.REFUSED]


@pytest.mark.parametrize("failure", [SILENT, NO_NAME, Fetched(CheckResult.FAILED, LinkCause.TLS)])
def test_when_nobody_answers_the_line_is_down_and_nothing_is_judged(failure: Fetched) -> None:
    network = Network({url: [failure] for url in (A, B, C)})
    ended = network.run([A, B, C])
    assert ended.line_is_down
    assert len(network.kept) == 6
    assert {one.fetched.result for one in network.kept} == {CheckResult.BLOCKED}
    assert {one.fetched.cause for one in network.kept} == {LinkCause.NO_LINE}
    assert failure.cause is not None
    assert network.kept[0].fetched.detail.startswith(failure.cause.value)


def test_one_answer_of_any_kind_shows_that_the_line_works() -> None:
    network = Network({A: [SILENT], B: [NO_NAME], C: [GONE]})
    ended = network.run([A, B, C])
    assert not ended.line_is_down
    assert network.results(A) == [CheckResult.FAILED, CheckResult.FAILED]
    assert network.results(B) == [CheckResult.FAILED, CheckResult.FAILED]


def test_a_line_that_comes_back_before_the_second_try_is_not_blamed_on_the_sites() -> None:
    network = Network({A: [SILENT, OPEN], B: [SILENT]})
    ended = network.run([A, B])
    assert not ended.line_is_down
    assert network.results(A) == [CheckResult.BLOCKED, CheckResult.OK]
    assert network.results(B) == [CheckResult.BLOCKED, CheckResult.FAILED]
    # a control that answers meanwhile tells that it was the sites
    network = Network({A: [SILENT, OPEN], B: [SILENT]})
    network.run([A, B], controls=Controls(others=(C,)))
    assert network.results(A) == [CheckResult.FAILED, CheckResult.OK]


@pytest.mark.parametrize("cause", [LinkCause.PROXY, LinkCause.LOCAL])
def test_nobody_answers_through_a_dead_proxy_either(cause: LinkCause) -> None:
    network = Network({url: [Fetched(CheckResult.BLOCKED, cause)] for url in (A, B)})
    assert network.run([A, B]).line_is_down
    assert not network.run([A, B, C]).line_is_down


def test_what_was_found_before_a_run_is_cancelled_is_kept() -> None:
    network = Network({url: [SILENT] for url in (A, B)})

    async def run() -> None:
        checking = check_links(
            [A, B],
            network.fetch,
            network.keep,
            QUICK._replace(retry_pause=60),
            lambda: datetime(2025, 2, 27, tzinfo=UTC),
        )
        async with asyncio.timeout(0.1):
            await checking

    with pytest.raises(TimeoutError):
        asyncio.run(run())
    assert {(one.url, one.fetched.cause) for one in network.kept} == {(A, LinkCause.NO_LINE), (B, LinkCause.NO_LINE)}

    network = Network({A: [SILENT]})
    slow = network.fetch

    async def fetch(url: str, _go_to: GoTo = stay, /) -> Fetched:
        if url == B:
            await asyncio.sleep(60)
        return await slow(url)

    async def cut_off() -> None:
        async with asyncio.timeout(0.1):
            await check_links([A, B], fetch, network.keep, QUICK, lambda: datetime(2025, 2, 27, tzinfo=UTC))

    with pytest.raises(TimeoutError):
        asyncio.run(cut_off())
    assert [(one.url, one.fetched.cause) for one in network.kept] == [(A, LinkCause.NO_LINE)]


class Redirecting(Network):
    """Every address leads to one site, where it is waited for a turn."""

    target = "target.example"

    async def fetch(self, url: str, go_to: GoTo = stay, /) -> Fetched:
        await super().fetch(url)
        await go_to(self.target)
        return await super().fetch(f"https://{self.target}/{url.split('/')[2]}")


def test_the_site_to_which_others_lead_is_spared_as_well() -> None:
    urls = [f"https://{letter}.example/1" for letter in "abcdefgh"]
    network = Redirecting({}, seconds=0.01)
    ended = network.run(urls, QUICK._replace(per_host=2, pause=0.02))
    assert len(ended.last) == 8
    assert network.most[network.target] <= 2
    times = sorted(when for url, when in network.asked if network.target in url)
    assert network.kept_apart(times, 0.02)


def test_it_is_the_last_site_that_asks_to_wait_and_is_left_alone() -> None:
    urls = [f"https://{letter}.example/1" for letter in "abc"]
    network = Redirecting({f"https://{Redirecting.target}/a.example": [slow_down(3600)]}, seconds=0.01)
    ended = network.run(urls, QUICK._replace(per_host=1, concurrency=1))
    assert ended.left_alone == tuple(urls[1:])
    assert len([url for url, _time in network.asked if network.target in url]) == 1


def test_places_given_up_are_there_for_others() -> None:
    urls = [f"https://{letter}.example/{number}" for letter in "ab" for number in range(20)]

    class Crossing(Network):
        async def fetch(self, url: str, go_to: GoTo = stay, /) -> Fetched:
            other = "b.example" if "a.example" in url else "a.example"
            await go_to(other)
            return await super().fetch(f"https://{other}/{url}")

    network = Crossing({})
    ended = network.run(urls, Pace(concurrency=2, per_host=1, pause=0))
    assert len(ended.last) == 40


def test_an_address_that_opened_before_tells_a_dead_site_from_a_dead_line() -> None:
    network = Network({A: [SILENT]})
    ended = network.run([A], controls=Controls((B, C)))
    assert not ended.line_is_down
    assert network.results(A) == [CheckResult.FAILED, CheckResult.FAILED]
    assert network.results(B) == [CheckResult.OK]
    network = Network({A: [SILENT], B: [SILENT]})
    assert network.run([A], controls=Controls((B,))).line_is_down


def test_what_our_own_rules_refuse_says_nothing_of_the_line() -> None:
    network = Network({A: [REFUSED]})
    assert not network.run([A]).line_is_down
    network = Network({A: [REFUSED], B: [SILENT]})
    assert network.run([A, B]).line_is_down


def test_a_site_that_asks_to_wait_is_waited_for() -> None:
    network = Network({A: [slow_down(0.2), OPEN]})
    ended = network.run([A, B])
    (first, second) = (when for url, when in network.asked if url == A)
    assert second - first >= 0.19
    assert network.waits == [(1, 0.2)]
    assert ended.last[A] is OPEN


def test_other_addresses_of_a_site_that_asks_to_wait_wait_as_well() -> None:
    urls = [f"https://a.example/{number}" for number in range(4)]
    network = Network({urls[0]: [slow_down(0.2), OPEN]}, seconds=0.01)
    network.run(urls, QUICK._replace(per_host=1))
    times = [when for _url, when in network.asked]
    assert times[1] - times[0] >= 0.19


def test_a_site_that_asks_for_too_long_is_left_alone() -> None:
    urls = [f"https://a.example/{number}" for number in range(4)]
    network = Network({urls[0]: [slow_down(3600)]}, seconds=0.01)
    ended = network.run([*urls, B], QUICK._replace(per_host=1))
    assert [url for url, _time in network.asked if url != B] == [urls[0]]
    assert ended.left_alone == tuple(urls[1:])
    assert network.results(urls[0]) == [CheckResult.BLOCKED]


def test_never_more_at_once_than_allowed() -> None:
    urls = [f"https://{host}.example/{number}" for host in "abcdef" for number in range(10)]
    network = Network({}, seconds=0.002)
    network.run(urls, Pace(concurrency=6, per_host=2, pause=0))
    assert network.most["all"] == 6
    assert max(network.most[f"{host}.example"] for host in "abcdef") == 2


def test_a_pause_between_two_starts_at_one_site() -> None:
    urls = [f"https://a.example/{number}" for number in range(5)]
    network = Network({})
    network.run([*urls, B], QUICK._replace(pause=0.05))
    times = [when for url, when in network.asked if url in urls]
    assert network.kept_apart(times, 0.05)
    assert next(when for url, when in network.asked if url == B) < times[1]


def test_a_slow_site_does_not_hold_up_the_others() -> None:
    slow = [f"https://slow.example/{number}" for number in range(20)]
    network = Network({}, seconds=0.01)
    network.run([*slow, B, C], Pace(concurrency=4, per_host=2, pause=0.02, tries=1))
    order = [url for url, _time in network.asked]
    assert max(order.index(B), order.index(C)) < 5


def test_an_error_of_whoever_keeps_ends_the_run() -> None:
    stopped = []

    async def fetch(url: str, _go_to: GoTo = stay, /) -> Fetched:
        if url == B:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                stopped.append(url)
                raise
        return OPEN

    def keep(_one: Try) -> None:
        raise OSError("no space left")

    with pytest.raises(ExceptionGroup) as raised:
        asyncio.run(check_links([A, B], fetch, keep, QUICK, lambda: datetime(2025, 2, 27, tzinfo=UTC)))
    assert raised.group_contains(OSError)
    assert stopped == [B]


def test_the_pause_and_the_wish_to_be_left_alone_hold_when_all_slots_are_taken() -> None:
    urls = [f"https://a.example/{number}" for number in range(4)]
    network = Network({}, seconds=0.005)
    network.run(urls, Pace(concurrency=1, per_host=4, pause=0.05))
    times = [when for _url, when in network.asked]
    assert network.kept_apart(times, 0.05)
    network = Network({urls[0]: [slow_down(3600)]}, seconds=0.005)
    ended = network.run(urls, Pace(concurrency=1, per_host=4, pause=0))
    assert [url for url, _time in network.asked] == urls[:1]
    assert ended.left_alone == tuple(urls[1:])


def test_the_waits_of_a_site_are_bounded_together() -> None:
    urls = [f"https://a.example/{number}" for number in range(5)]
    network = Network({url: [slow_down(0.1)] for url in urls})
    ended = network.run(urls, QUICK._replace(per_host=1, longest_wait=0.25, tries=1))
    assert len(network.asked) == 3
    assert ended.left_alone == tuple(urls[3:])


def test_a_busy_server_that_asks_to_wait_is_heeded_as_well() -> None:
    busy = Fetched(CheckResult.FAILED, LinkCause.SERVER_ERROR, status=503, retry_after=3600)
    network = Network({A: [busy]})
    network.run([A, B])
    assert network.results(A) == [CheckResult.FAILED]


def test_a_witness_is_asked_and_not_kept() -> None:
    network = Network({A: [SILENT]})
    ended = network.run([A], controls=Controls(others=(C,)))
    assert not ended.line_is_down
    assert {one.url for one in network.kept} == {A}
    assert C not in ended.last
    network = Network({A: [SILENT], C: [SILENT]})
    assert network.run([A], controls=Controls(others=(C,))).line_is_down


def test_a_certificate_that_has_ended_is_the_sites_own_fault() -> None:
    ended = Fetched(CheckResult.FAILED, LinkCause.TLS, "certificate has expired")
    network = Network({A: [ended]})
    assert not network.run([A]).line_is_down
    assert network.results(A) == [CheckResult.FAILED] * 2


@pytest.mark.parametrize(
    "cause", [LinkCause.TIMEOUT, LinkCause.REFUSED_CONNECTION, LinkCause.RESET, LinkCause.NO_ROUTE]
)
def test_a_site_of_which_nothing_answers_is_judged_by_a_writer_to_whom_it_was_open(cause: LinkCause) -> None:
    silent = Fetched(CheckResult.FAILED, cause, "why")
    for opened, result in (("a.example", CheckResult.FAILED), ("c.example", CheckResult.BLOCKED)):
        network = Network({A: [silent], f"{A}/2": [silent]})
        ended = network.run([A, f"{A}/2", B], opened=opened)
        assert network.results(A) == network.results(f"{A}/2") == [result] * 2
        assert network.results(B) == [CheckResult.OK]
        assert ended.last[A].result is result
        told = (LinkCause.NO_ANSWER_HERE, f"{cause.value}: why") if result is CheckResult.BLOCKED else (cause, "why")
        assert (ended.last[A].cause, ended.last[A].detail) == told


def test_a_site_of_which_something_answers_is_judged_whoever_writes() -> None:
    network = Network({A: [SILENT], f"{A}/2": [GONE]})
    network.run([A, f"{A}/2", B], opened="")
    assert network.results(A) == [CheckResult.FAILED] * 2
    network = Network({A: [SILENT, OPEN], f"{A}/2": [NO_NAME]})
    network.run([A, f"{A}/2", B], opened="")
    assert network.results(A) == [CheckResult.BLOCKED, CheckResult.OK]
    assert network.results(f"{A}/2") == [CheckResult.FAILED] * 2  # a name that is not found is found nowhere


def test_a_redirect_to_a_site_that_is_silent_is_about_that_site() -> None:
    led = SILENT._replace(is_redirected=True, final_url="https://c.example/there")
    network = Network({A: [led], f"{A}/2": [SILENT]})
    network.run([A, f"{A}/2", B], opened="")
    assert network.results(A) == [CheckResult.BLOCKED] * 2
    assert network.results(f"{A}/2") == [CheckResult.FAILED] * 2


def page_of(text: str, path: str) -> Fetched:
    url = f"https://a.example{path}"
    return OPEN._replace(page=read_page(f"<title>Idora</title><h1>Idora</h1><p>{text}".encode(), "", url))


def controlled(answers: dict[str, str | None], pace: Pace = QUICK) -> Network:
    """Return a network of one site that answers so for each path, None with 404, and for all else with ``*``."""

    class Controlled(Network):
        async def fetch(self, url: str, go_to: GoTo = stay, /) -> Fetched:
            await super().fetch(url, go_to)
            path = url.removeprefix("https://a.example")
            text = answers.get(path, answers["*"])
            return GONE if text is None else page_of(text, path)

    network = Controlled({})
    names = iter(("bir", "ikki", "uch"))
    urls = [f"https://a.example{path}" for path in answers if path != "*"]
    network.ended = network.run(urls, pace, unlikely=lambda: next(names))
    return network


def kept_as(network: Network) -> list[tuple[str, str, str]]:
    return sorted(
        (one.url.removeprefix("https://a.example"), one.control, one.fetched.result.value) for one in network.kept
    )


def test_a_page_is_judged_beside_the_answer_for_what_cannot_exist() -> None:
    network = controlled(
        {"/uz/bor": "Byudjet ijrosi toʻgʻrisida", "/uz/eski": "Menyudan foydalaning", "*": "Menyudan foydalaning"}
    )
    found = kept_as(network)
    assert ("/uz/bor", "", "ok") in found
    assert ("/uz/eski", "", "failed") in found
    assert ("/bir", "root", "ok") in found
    assert ("/uz/ikki", "folder", "ok") in found
    assert {control for path, control, _result in found if path == "/bir"} == {"root", "root again"}
    assert not any(fetched.page for fetched in network.ended.last.values())
    assert not any(one.fetched.page for one in network.kept)
    assert set(network.ended.last) == {"https://a.example/uz/bor", "https://a.example/uz/eski"}


def test_each_answer_is_asked_for_once_a_run() -> None:
    long = "Hisobot davri yakunlari boʻyicha maʼlumot. " * 30
    network = controlled({**{f"/uz/{number}": f"{number} {long}" for number in range(40)}, "*": None})
    assert [(path, control) for path, control, _result in kept_as(network) if control] == [("/bir", "root")]
    network = controlled({**{f"/uz/{number}": f"Qaror {chr(97 + number)}" for number in range(9)}, "*": None})
    asked = [(path, control) for path, control, _result in kept_as(network) if control]
    assert asked == [("/bir", "root"), ("/uz/ikki", "folder")]
    assert network.results("https://a.example/uz/3") == [CheckResult.OK]


def test_nothing_is_asked_of_a_site_that_answers_with_no_page_or_its_home() -> None:
    assert not [one for one in controlled({"/a": None, "/b": None, "*": None}).kept if one.control]
    assert not [
        one for one in controlled({"/": "Bosh sahifa", "/uz": "Bosh sahifa", "*": "Bosh sahifa"}).kept if one.control
    ]


def test_a_site_that_answers_a_control_with_a_wish_to_be_left_alone_is() -> None:
    class Busy(Network):
        async def fetch(self, url: str, go_to: GoTo = stay, /) -> Fetched:
            await super().fetch(url, go_to)
            return slow_down(100) if url.endswith("/bir") else page_of("Qaror", "/uz/a")

    network = Busy({})
    pace = QUICK._replace(per_host=1)
    ended = network.run(["https://a.example/uz/a", "https://a.example/uz/b"], pace, unlikely=lambda: "bir")
    assert ended.left_alone == ("https://a.example/uz/b",)
    assert network.results("https://a.example/uz/a") == [CheckResult.OK]


def test_controls_keep_to_the_pause() -> None:
    network = controlled({"/uz/a": "Qaror", "*": "Menyu"}, QUICK._replace(pause=0.02))
    assert network.kept_apart([when for _url, when in network.asked], 0.02)


def test_names_that_no_page_has() -> None:
    names = {random_name() for _time in range(100)}
    assert len(names) == 100
    assert all(name.isalnum() and name.islower() and 12 <= len(name) <= 16 for name in names)
