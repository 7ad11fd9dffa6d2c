"""One record across a change of domain: which lines count, what is known after the move, and on which days."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from openness_cli.links.uptime import make_uptime
from openness_cli.model.availability import (
    COUNTED,
    Address,
    AddressState,
    Check,
    CheckResult,
    address_states,
    histories_of,
    in_time,
)
from openness_cli.model.definitions import LinkPolicy
from openness_cli.model.sites import Move, Sites
from openness_cli.scoring.addresses import LinkedAddress, Use
from tests.links.test_uptime import CRITERION, POLICY, item

ON = date(2024, 7, 29)
OLD, NEW = "https://old.example/a", "https://gov.example/oz/a"
SITES = Sites(moves=[Move("https://old.example/", "https://gov.example/oz/", ON)])
RESULTS = {"+": CheckResult.OK, "-": CheckResult.FAILED, "?": CheckResult.BLOCKED}


def at(day: int, results: str, url: str = OLD) -> list[Check]:
    """Return checks of a day so many days after the last at the old address, each three hours after the one before."""
    when = datetime.combine(ON + timedelta(days=day), time(3), UTC)
    return [
        Check(when + timedelta(hours=3 * n), url, RESULTS[own], "404" if own == "-" else "", None)
        for n, own in enumerate(results)
    ]


def state(checks: list[Check], day: int, sites: Sites = SITES) -> Address | None:
    states = address_states(checks, POLICY, ON + timedelta(days=day), UTC, sites)
    assert set(states) <= {NEW}
    return states.get(NEW)


def test_up_to_the_day_the_old_address_speaks_and_after_it_nobody_does() -> None:
    for results, word in (("+", AddressState.OK), ("---", AddressState.BROKEN), ("?", AddressState.BLOCKED)):
        for day in (-5, 0):
            found = state(at(day, results), 0)
            assert found is not None
            assert found.state is word
            assert state(at(day, results), 1) is None


def test_what_is_fetched_at_the_old_address_after_the_day_counts_no_way() -> None:
    assert state(at(1, "+++") + at(2, "---"), 3) is None
    found = state(at(1, "+", NEW) + at(2, "---", OLD), 3)
    assert found is not None
    assert (found.state, found.failures, found.opens) == (AddressState.OK, 0, True)


def test_one_fetch_of_the_new_address_goes_on_in_the_record_of_the_old_one() -> None:
    mended = state(at(-1, "---") + at(1, "+", NEW), 1)
    assert mended is not None
    assert mended.opens
    still = state(at(-1, "---") + at(1, "-", NEW), 1)
    assert still is not None
    assert (still.state, still.failures) == (AddressState.BROKEN, 4)
    once = state(at(-1, "+") + at(1, "-", NEW), 1)
    assert once is not None
    assert (once.state, once.failures) == (AddressState.UNSTABLE, 1)


def test_being_turned_away_at_the_new_address_is_no_word_of_it() -> None:
    for before in ("+", "---"):
        found = state(at(-1, before) + at(1, "?", NEW), 1)
        assert found is not None
        assert (found.state, found.opens, found.failures) == (AddressState.BLOCKED, False, 0)


def test_what_was_seen_at_the_new_address_before_the_day_holds_whatever_the_old_one_did_then() -> None:
    found = state(at(-5, "+", NEW) + at(-3, "---") + at(0, "-"), 1)
    assert found is not None
    assert (found.state, found.opens) == (AddressState.OK, True)


def test_a_page_that_moved_twice_is_known_where_it_is() -> None:
    last = "https://c.example/a"
    sites = Sites(moves=[*SITES.moves, Move("https://gov.example/oz", "https://c.example/", ON + timedelta(days=10))])
    lines = at(-1, "+") + at(5, "+", NEW) + at(11, "---", NEW)
    for day, opens in ((0, True), (4, None), (5, True), (10, True), (11, None)):
        found = address_states(lines, POLICY, ON + timedelta(days=day), UTC, sites).get(last)
        assert (found and found.opens) == opens, day
    found = address_states([*lines, *at(12, "+", last)], POLICY, ON + timedelta(days=12), UTC, sites)[last]
    assert found.opens


def test_the_record_of_a_moved_page_is_one() -> None:
    lines = at(-2, "+") + at(-1, "-") + at(1, "+", NEW) + at(2, "---")
    address = LinkedAddress(NEW, (Use(CRITERION, item(NEW), ""),))
    day = ON + timedelta(days=3)
    own = make_uptime(lines, (address,), address_states(lines, POLICY, day, UTC, SITES), day, UTC, SITES)
    assert [(each.opened, each.failed, len(each.outages)) for each in own.addresses] == [(2, 1, 1)]
    assert own.strays == 0
    (criterion,) = own.criteria
    assert len(criterion.all_opened) == 2
    assert criterion.none_opened == (ON - timedelta(days=1),)


PAGES = [
    "https://a.example/p", "https://a.example/x/p", "https://b.example/p", "https://b.example/x/p",
    "https://c.example/p", "https://c.example/x/p",
]  # fmt: skip
ROOTS = ["https://a.example", "https://b.example/", "https://c.example/", "https://a.example/x", "https://b.example/x"]
DAYS = st.integers(-20, 20).map(lambda days: ON + timedelta(days=days))
LINES = st.lists(
    st.builds(
        lambda day, hour, url, result: Check(datetime.combine(day, time(hour), UTC), url, result, "", None),
        DAYS, st.integers(0, 23), st.sampled_from(PAGES), st.sampled_from(list(CheckResult)),
    ),
    max_size=25,
)  # fmt: skip


@st.composite
def chains(draw: st.DrawFn) -> Sites:
    """Draw moves that lead from sites on to later ones of the list, so that they make no circle."""
    found = {}
    for _ in range(draw(st.integers(1, 4))):
        old, new = sorted(draw(st.lists(st.sampled_from([0, 1, 2]), min_size=2, max_size=2, unique=True)))
        paths = draw(st.sampled_from(["", "/x"])), draw(st.sampled_from(["", "/x", "/y"]))
        found[old, paths[0]] = Move(
            f"https://{'abc'[old]}.example{paths[0]}", f"https://{'abc'[new]}.example{paths[1]}", draw(DAYS)
        )
    return Sites(moves=found.values())


@given(chains(), LINES, DAYS)
def test_an_address_that_its_page_has_left_never_decides(sites: Sites, lines: list[Check], day: date) -> None:
    states = address_states(lines, POLICY, day, UTC, sites)
    late = [own for own in lines if (last := sites.last_day_at(own.url)) is not None and own.time.date() > last]
    kept = [own for own in lines if own not in late]
    assert address_states(kept, POLICY, day, UTC, sites) == states
    for url, found in states.items():
        assert sites.means(url) == url
        here = [
            own
            for own in kept
            if sites.means(own.url) == url and own.time.date() <= day <= (sites.last_day_at(own.url) or day)
        ]
        counted = [own for own in here if own.result in COUNTED]
        if not counted:
            assert not found.opens
            assert found.state not in (AddressState.OK, AddressState.BROKEN, AddressState.UNSTABLE)
        if found.opens or found.state is AddressState.BROKEN:
            newest = max(counted, key=in_time)
            assert newest.result is (CheckResult.OK if found.opens else CheckResult.FAILED)


@given(chains(), LINES, DAYS)
def test_while_nothing_has_moved_the_record_is_that_of_all_its_addresses(
    sites: Sites, lines: list[Check], day: date
) -> None:
    first = min(move.on for move in sites.moves)
    until = min(day, first)
    renamed = [own._replace(url=sites.means(own.url)) for own in lines]
    assert address_states(lines, POLICY, until, UTC, sites) == address_states(renamed, POLICY, until, UTC)


@given(chains(), LINES, DAYS)
def test_every_line_is_in_one_history_or_late_or_to_come(sites: Sites, lines: list[Check], day: date) -> None:
    histories = histories_of(lines, day, UTC, sites)
    held = sum(map(len, histories.values()))
    late = sum((sites.last_day_at(own.url) or date.max) < own.time.date() <= day for own in lines)
    assert held == sum(own.time.date() <= day for own in lines) - late
    assert histories_of(lines, day, UTC) == histories_of(lines, day, UTC, Sites())
    strict = LinkPolicy(1, 0, 365)
    assert set(address_states(lines, strict, day, UTC, sites)) <= set(histories)
