"""The record of the log: counts, outages, changes, days; by hand, and against the rules read slowly."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from openness_cli.files.index import SHIPPED, load_index
from openness_cli.links.uptime import AddressUptime, CriterionUptime, Uptime, make_uptime
from openness_cli.model.availability import Check, CheckResult, address_states
from openness_cli.model.definitions import LinkPolicy
from openness_cli.model.evidence import Item, Place
from openness_cli.scoring.addresses import LinkedAddress, Use

ZONE = ZoneInfo("Asia/Tashkent")
POLICY = LinkPolicy(3, 6, 30)
DAY = date(2025, 2, 28)
A, B = "https://body.example/a", "https://body.example/b"


def item(*urls: str, published: date | None = None) -> Item:
    return Item("", urls, "", False, published, None, None, "", "", None, "", "", Place("evidence/a.yaml", 1))


CRITERION = next(iter(load_index(SHIPPED / "pf-154").by_id.values()))


def addresses(*items: Item) -> tuple[LinkedAddress, ...]:
    uses: dict[str, list[Use]] = {}
    for own in items:
        for url in own.urls:
            uses.setdefault(url, []).append(Use(CRITERION, own, ""))
    return tuple(LinkedAddress(url, tuple(named)) for url, named in uses.items())


def check(time: str, result: str, url: str = A, digest: str = "") -> Check:
    return Check(datetime.fromisoformat(time).replace(tzinfo=UTC), url, CheckResult(result), "", None, digest)


def record(checks: list[Check], *items: Item, day: date = DAY) -> Uptime:
    states = address_states(checks, POLICY, day, ZONE)
    return make_uptime(checks, addresses(*(items or (item(A),))), states, day, ZONE)


def test_opened_of_so_many_checks() -> None:
    own = record(
        [
            check("2025-02-01T05:00", "ok"),
            check("2025-02-02T05:00", "failed"),
            check("2025-02-03T05:00", "blocked"),
            check("2025-02-04T05:00", "refused"),
            check("2025-02-05T05:00", "failed"),
            check("2025-02-06T05:00", "ok"),
        ]
    ).addresses[0]
    assert (own.opened, own.failed, own.checks, own.uncounted) == (2, 2, 4, 2)
    assert own.first_failure == datetime(2025, 2, 2, 5, tzinfo=UTC)
    assert own.last_success == own.last_check == datetime(2025, 2, 6, 5, tzinfo=UTC)
    (outage,) = own.outages
    assert (outage.length, outage.failures, outage.is_over) == (timedelta(days=4), 2, True)


def test_the_longest_outage_may_still_last() -> None:
    own = record(
        [
            check("2025-02-01T05:00", "failed"),
            check("2025-02-02T05:00", "ok"),
            check("2025-02-03T05:00", "failed"),
            check("2025-02-08T05:00", "failed"),
        ]
    ).addresses[0]
    assert len(own.outages) == 2
    longest = own.longest_outage
    assert longest is not None
    assert (longest.length, longest.is_over) == (timedelta(days=5), False)


def test_an_address_never_checked() -> None:
    own = record([]).addresses[0]
    assert (own.checks, own.first_check, own.longest_outage, own.changes) == (0, None, None, ())
    assert record([]).criteria[0].days == 0


def test_when_the_content_changed() -> None:
    own = record(
        [
            check("2025-02-01T05:00", "ok", digest="1"),
            check("2025-02-02T05:00", "ok", digest="1"),
            check("2025-02-03T05:00", "failed", digest="9"),
            check("2025-02-04T05:00", "ok"),
            check("2025-02-05T05:00", "ok", digest="2"),
            check("2025-02-06T05:00", "ok", digest="2"),
        ]
    ).addresses[0]
    assert own.changes == (datetime(2025, 2, 5, 5, tzinfo=UTC),)


def test_days_on_which_all_some_or_nothing_was_reached() -> None:
    own = record(
        [
            check("2025-02-01T05:00", "ok", A), check("2025-02-01T06:00", "ok", B),
            check("2025-02-02T05:00", "ok", A), check("2025-02-02T06:00", "failed", B),
            check("2025-02-03T05:00", "failed", A), check("2025-02-03T06:00", "failed", B),
            check("2025-02-04T05:00", "failed", A), check("2025-02-04T06:00", "ok", A),
            check("2025-02-05T05:00", "blocked", A),
        ],
        item(A), item(B),
    ).criteria[0]  # fmt: skip
    assert own.all_opened == (date(2025, 2, 1),)
    assert own.none_opened == (date(2025, 2, 3),)
    # on the 4th only one of the two was checked, so nobody knows that all was to be reached
    assert own.some_opened == (date(2025, 2, 2), date(2025, 2, 4))


def test_an_item_counts_from_the_day_on_which_it_was_published() -> None:
    checks = [check("2025-02-01T05:00", "ok", A), check("2025-02-05T05:00", "ok", A)]
    own = record(checks, item(A), item(B, published=date(2025, 2, 3))).criteria[0]
    assert (own.all_opened, own.some_opened) == ((date(2025, 2, 1),), (date(2025, 2, 5),))


def test_an_item_with_two_addresses_is_reached_by_one() -> None:
    checks = [check("2025-02-01T05:00", "failed", A), check("2025-02-01T06:00", "ok", B)]
    own = record(checks, item(A, B)).criteria[0]
    assert own.all_opened == (date(2025, 2, 1),)


def test_a_check_belongs_to_the_day_of_its_zone_and_later_ones_do_not_exist() -> None:
    checks = [check("2025-02-27T20:00", "ok"), check("2025-02-28T20:00", "failed")]
    own = record(checks)
    assert own.criteria[0].all_opened == (date(2025, 2, 28),)
    assert own.addresses[0].checks == 1


def test_addresses_that_the_evidence_does_not_name() -> None:
    assert record([check("2025-02-01T05:00", "ok", "https://old.example/")]).strays == 1


TIMES = st.integers(0, 30 * 24 * 60).map(lambda minutes: datetime(2025, 1, 20, tzinfo=UTC) + timedelta(minutes=minutes))
CHECKS = st.lists(
    st.builds(
        Check, TIMES, st.sampled_from([A, B]), st.sampled_from(list(CheckResult)), st.just(""), st.none(),
        st.sampled_from(["", "1", "2"]),
    ),
    max_size=30,
)  # fmt: skip


def days_by_the_rule(checks: list[Check], items: list[Item]) -> CriterionUptime:
    """Ask of every day and every item, one after the other."""
    sorted_days: dict[str, list[date]] = {"all": [], "some": [], "none": []}
    for number in range(60):
        day = date(2025, 1, 1) + timedelta(days=number)
        today = [c for c in checks if c.time.astimezone(ZONE).date() == day and c.result.value in {"ok", "failed"}]
        if not any(c.url in own.urls for c in today for own in items):
            continue
        there = [own for own in items if own.published is None or own.published <= day] or items
        seen = [[c.result is CheckResult.OK for c in today if c.url in own.urls] for own in there]
        every = all(seen) and all(any(own) for own in seen)
        nothing = all(seen) and not any(any(own) for own in seen)
        sorted_days["all" if every else "none" if nothing else "some"].append(day)
    return CriterionUptime(CRITERION, *(tuple(days) for days in sorted_days.values()))


@given(CHECKS, st.randoms())
def test_the_record_adds_up_whatever_the_order(checks: list[Check], chance: Random) -> None:
    items = [item(A), item(A, B), item(B, published=date(2025, 2, 1))]
    made = record(checks, *items)
    shuffled = list(checks)
    chance.shuffle(shuffled)
    assert record(shuffled, *items) == made
    for own in made.addresses:
        mine = [c for c in checks if c.url == own.address.url]
        assert own.checks + own.uncounted == len(mine)
        assert sum(outage.failures for outage in own.outages) == own.failed
        assert all(outage.length >= timedelta(0) for outage in own.outages)
        assert sum(not outage.is_over for outage in own.outages) <= 1
        assert all(outage.observed <= outage.length for outage in own.outages)
        assert all(outage.at_most is None or outage.at_most >= outage.length for outage in own.outages)
        assert own.days == len({c.time.astimezone(ZONE).date() for c in mine if c.result.value in {"ok", "failed"}})
    assert made.criteria[0] == days_by_the_rule(checks, items)


def of(*days: tuple[int, str]) -> AddressUptime:
    return record([check(f"2025-02-{day:02}T05:00", result) for day, result in days]).addresses[0]


def test_an_outage_is_what_was_seen_and_at_most_what_nobody_looked_at() -> None:
    own = of((1, "ok"), (4, "failed"), (5, "blocked"), (6, "failed"), (9, "ok"))
    (outage,) = own.outages
    assert (outage.observed, outage.at_most) == (timedelta(days=2), timedelta(days=8))
    assert (own.days, own.longest_possible) == (4, timedelta(days=8))


def test_what_was_not_looked_at_may_have_been_an_outage_too() -> None:
    assert of((1, "ok"), (2, "failed"), (3, "ok"), (23, "ok")).longest_possible == timedelta(days=20)
    assert of((1, "ok"), (23, "ok")).longest_possible == timedelta(days=22)
    assert of((1, "ok")).longest_possible is None


def test_without_a_success_on_both_sides_nothing_bounds_an_outage() -> None:
    assert of((1, "failed"), (3, "ok"), (5, "ok")).longest_possible is None
    assert of((1, "ok"), (3, "ok"), (5, "failed")).longest_possible is None


def test_the_longest_outage_is_the_one_that_was_seen_for_longest() -> None:
    own = of((1, "ok"), (2, "failed"), (3, "failed"), (4, "ok"), (5, "failed"), (14, "ok"))
    assert own.longest_outage == own.outages[0]
    assert own.longest_possible == timedelta(days=10)
