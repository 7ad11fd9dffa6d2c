"""Laws of the headline: what nobody does never raises it, and what somebody does well never lowers it."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from openness_cli.model.availability import Address, AddressState, Check, CheckResult, address_states
from openness_cli.model.definitions import LinkPolicy
from openness_cli.model.evidence import Evidence, Place
from openness_cli.scoring.assessment import Assessment, assess
from openness_cli.scoring.items import is_good
from tests.laws.test_forecast import evidence_of
from tests.laws.worlds import DAYS, EVALUATION, URLS, WORDS, World, items, worlds

POLICY = LinkPolicy(broken_after=3, apart_hours=6, max_age_days=30)
NOTHING = Evidence("", None, None, "", (), "", None, (), Place("evidence/a.yaml", 1))
BLOCKED = Address(AddressState.BLOCKED, opens=False)
RESULTS = st.sampled_from([CheckResult.OK, CheckResult.FAILED, CheckResult.FAILED, CheckResult.FAILED])


@st.composite
def histories(draw: st.DrawFn, day: date, results: st.SearchStrategy[CheckResult] = RESULTS) -> list[Check]:
    """Draw what a log says of the addresses up to a day, in the fortnight before it."""
    found = []
    for url in URLS:
        for hours in draw(st.lists(st.integers(0, 14 * 24), max_size=6)):
            at = datetime.combine(day, time(23), UTC) - timedelta(hours=hours)
            looked = draw(st.sampled_from([(), (), ((WORDS, True),), ((WORDS, False),)]))
            found.append(Check(at, url, draw(results), "", None, contains=looked))
    return found


def with_log(before: Assessment, checks: list[Check]) -> Assessment:
    day = min(before.day, before.workspace.evaluation_date)
    states = address_states(checks, POLICY, day, UTC)
    return assess(before.index, before.workspace, states, before.day)


@given(worlds(), DAYS)
def test_a_dead_link_mended_never_lowers_it(world: World, day: date) -> None:
    before = world.assess(day)
    for url, address in before.states.items():
        mended = {**before.states, url: address._replace(state=AddressState.OK, opens=True)}
        assert assess(before.index, before.workspace, mended, day).headline >= before.headline


@given(worlds(), DAYS, st.data())
def test_a_success_never_lowers_it(world: World, day: date, data: st.DataObject) -> None:
    last = min(day, EVALUATION)
    checks = data.draw(histories(last))
    before = with_log(world.assess(day), checks)
    opened = Check(
        datetime.combine(last, time(23, 30), UTC), data.draw(st.sampled_from(URLS)), CheckResult.OK, "", None
    )
    assert with_log(before, [*checks, opened]).headline >= before.headline


@given(worlds(), DAYS, st.data())
def test_being_turned_away_costs_nothing(world: World, day: date, data: st.DataObject) -> None:
    before = world.assess(day)
    for url, address in before.states.items():
        if address.state is not AddressState.BROKEN:
            assert (
                assess(before.index, before.workspace, {**before.states, url: BLOCKED}, day).headline == before.headline
            )
    last = min(day, EVALUATION)
    checks = data.draw(histories(last))
    away = data.draw(histories(last, st.sampled_from([CheckResult.BLOCKED, CheckResult.REFUSED])))
    assert with_log(before, [*checks, *away]).headline >= with_log(before, checks).headline


@given(worlds(), DAYS, st.data())
def test_one_valid_item_more_never_lowers_it(world: World, day: date, data: st.DataObject) -> None:
    before = world.assess(day)
    verdict = data.draw(st.sampled_from(before.verdicts))
    name, own = verdict.criterion.id, verdict.evidence or NOTHING
    published = data.draw(st.dates(day - timedelta(days=150), day))
    drawn = data.draw(items(verdict.criterion.rule))
    more = drawn._replace(urls=data.draw(st.sampled_from([(url,) for url in URLS])), published=published, updated=None)
    if verdict.evidence is not None and verdict.evidence.number is None:
        more = more._replace(adds=False)
    after = world.assess(day, {**world.evidence, name: own._replace(items=(*own.items, more))})
    judged = next(own for own in after.verdicts if own.criterion.id == name).items[-1]
    if is_good(judged):
        assert after.headline >= before.headline


@given(worlds(), st.dates(date(2023, 12, 1), EVALUATION), st.data())
def test_it_never_rises_from_day_to_day_while_nobody_acts(world: World, today: date, data: st.DataObject) -> None:
    checks = data.draw(histories(today))
    evidence = evidence_of(world, today)
    before = with_log(world.assess(today, evidence), checks).headline
    left = (EVALUATION - today).days
    for days in [*range(1, left, 5), left, left + 1]:
        after = with_log(world.assess(today + timedelta(days=days), evidence), checks).headline
        assert after <= before
        before = after
