"""The plan: its rules, one by one."""

from collections.abc import Sequence
from datetime import UTC, date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from openness_cli.cli.parsing import read_threshold
from openness_cli.model.availability import Check
from openness_cli.outlook.plan import Plan, make_plan
from openness_cli.outlook.working_days import MONDAY_TO_FRIDAY, WorkingDays, weekdays
from openness_cli.scoring.findings import find
from openness_cli.scoring.needs import JobKind
from openness_cli.words.reasons import remedy
from tests.builders.bodies import (
    CHECKLIST,
    COUNT,
    LEVELS,
    QUARTERS,
    SHARE,
    assess_folder,
    check,
    criterion,
    dump,
    item,
    write_body,
)
from tests.laws.worlds import EVALUATION


def body(folder: Path, evidence: dict[str, Any], *criteria: dict[str, Any], **more: Any) -> Path:
    own = write_body(folder, evidence, *criteria)
    dump(own / "evidence" / "actions.yaml", {"actions": more})
    return own


def plan_of(folder: Path, target: str, day: str = "2024-12-02", dead: Sequence[str] = (), margin: str = "0") -> Plan:
    times = ("2024-11-01T08:00:00", "2024-11-02T08:00:00", "2024-11-03T08:00:00")
    assessment = assess_folder(folder, day, [check(url, "failed", time) for url in dead for time in times])
    return make_plan(assessment, find(assessment), read_threshold(assessment.index, target), Fraction(margin), UTC)


def jobs_of(plan: Plan) -> list[tuple[str, str, float, float]]:
    return [(action.kind.value, action.name, float(action.effort_days), float(action.worth)) for action in plan.actions]


DEAD = "https://dead.example/a"
SHOWN = {"level": "full", "items": [item()]}


def test_an_action_of_several_gaps_costs_its_effort_once(tmp_path: Path) -> None:
    undated = {"level": "full", "action": "dates", "items": [item(None)]}
    own = body(
        tmp_path,
        {"X1": undated, "X2": undated},
        *(criterion(LEVELS, name, effort_days=2) for name in ("X1", "X2", "X3")),
        dates={"effort_days": 3, "owner": "IT", "title": "Sanalar"},
    )
    assert jobs_of(plan_of(own, "2")) == [("action", "dates", 3, 2)]
    assert jobs_of(plan_of(own, "1")) == [("own", "X3", 2, 1)]
    plan = plan_of(own, "3")
    assert (float(plan.effort_days), float(plan.total)) == (5, 3)
    assert plan.actions[0].owners == ("IT",)


def test_an_action_without_effort_costs_the_largest_of_its_criteria(tmp_path: Path) -> None:
    undated = {"level": "full", "action": "dates", "items": [item(None)]}
    own = body(
        tmp_path,
        {"X1": undated, "X2": undated},
        criterion(LEVELS, "X1", effort_days=2),
        criterion(LEVELS, "X2", effort_days="4.5"),
        dates={},
    )
    (action,) = plan_of(own, "2").actions
    assert (action.effort_days, action.effort_is_default) == (Fraction(9, 2), True)


def test_the_action_that_an_item_names_comes_before_that_of_its_criterion(tmp_path: Path) -> None:
    claim = {"level": "full", "action": "criterion", "items": [item(None, action="item")]}
    own = body(tmp_path, {"X1": claim}, criterion(LEVELS), criterion={"effort_days": 9}, item={"effort_days": 1})
    assert jobs_of(plan_of(own, "1")) == [("action", "item", 1, 1)]


def test_where_items_name_two_actions_both_are_needed(tmp_path: Path) -> None:
    claim = {"items": [item(None, part="a", action="one"), item(None, part="b", action="two", url=DEAD)]}
    own = body(tmp_path, {"X1": claim}, criterion(CHECKLIST), one={"effort_days": 1}, two={"effort_days": 2})
    plan = plan_of(own, "1")
    assert jobs_of(plan) == [("action", "one", 1, 1), ("action", "two", 2, 1)]
    assert (float(plan.effort_days), float(plan.total)) == (3, 1)


def test_what_no_action_is_named_for_is_work_of_its_own_beside_it(tmp_path: Path) -> None:
    half = {"level": "partial", "items": [item(None, action="dates")]}
    own = body(tmp_path, {"X1": half}, criterion(LEVELS, effort_days=2), dates={"effort_days": 0.5})
    assert sorted(jobs_of(plan_of(own, "1"))) == [("action", "dates", 0.5, 1), ("own", "X1", 2, 1)]
    (finding,) = find(assess_folder(own, "2024-12-02"))
    assert (finding.actions, [job.name for job in finding.jobs], float(finding.effort_days)) == (
        ("dates",),
        ["dates", "X1"],
        2.5,
    )


def test_a_dead_site_is_one_action_where_nothing_else_is_lacking(tmp_path: Path) -> None:
    dead = {"level": "full", "items": [item(url=DEAD)]}
    own = body(
        tmp_path,
        {"X1": dead, "X2": dead, "X3": {"level": "partial", "items": [item(url=DEAD)]}},
        *(criterion(LEVELS, name, effort_days=2) for name in ("X1", "X2", "X3")),
    )
    plan = plan_of(own, "2", dead=[DEAD])
    assert (float(plan.on_course), float(plan.start)) == (2.5, 0)
    assert jobs_of(plan) == [("host", "dead.example", 2, 2)]
    assert plan.actions[0].kind is JobKind.HOST
    # the level is lacking as well: work of its own
    assert ("own", "X3", 2, 1) in jobs_of(plan_of(own, "3", dead=[DEAD]))


def test_what_is_lost_or_to_come_asks_for_nothing(tmp_path: Path) -> None:
    quarters = [item(f"2024-0{month}-10", period=f"2024-Q{number}", url=DEAD) for number, month in ((2, 7), (3, 9))]
    quarters[1]["published"] = "2024-10-10"
    own = body(
        tmp_path,
        {"X1": {"action": "write", "items": quarters}},
        criterion(QUARTERS, effort_days=5),
        write={"effort_days": 9},
    )
    (action,) = plan_of(own, "0.75", dead=[DEAD]).actions
    assert (action.name, action.worth) == ("write", Fraction(1, 2))
    dump(own / "evidence" / "all.yaml", {"evidence": {"X1": {"items": quarters}}})
    plan = plan_of(own, "0.75", dead=[DEAD])
    assert jobs_of(plan) == [("host", "dead.example", 5, 0.5)]
    assert [(duty.periods, duty.points) for duty in plan.duties] == [(("2024-Q4",), Fraction(1, 4))]
    assert not plan_of(own, "1", dead=[DEAD]).is_reachable


def test_an_item_beside_one_that_carries_the_claim_asks_for_nothing(tmp_path: Path) -> None:
    claim = {"level": "partial", "action": "raise", "items": [item(), item(url=DEAD, action="fix")]}
    own = body(tmp_path, {"X1": claim}, criterion(LEVELS), **{"raise": {"effort_days": 1}, "fix": {"effort_days": 9}})
    assert jobs_of(plan_of(own, "1", dead=[DEAD])) == [("action", "raise", 1, 0.5)]
    # of several items that do not carry it, the one that only does not open is the nearest
    copies = {"level": "full", "items": [item(url=DEAD), item(None, url=DEAD, title="again")]}
    own = body(tmp_path / "two", {"X1": copies}, criterion(LEVELS))
    assert jobs_of(plan_of(own, "1", dead=[DEAD])) == [("host", "dead.example", 1, 1)]


def test_a_count_asks_for_the_claim_only_where_its_items_are_too_few(tmp_path: Path) -> None:
    items = [item(shows=6), item(None, shows=6, action="dates", url=DEAD)]
    claim = {"count": 12, "action": "more", "items": items}
    own = body(tmp_path, {"X1": claim}, criterion(COUNT), dates={"effort_days": 1}, more={"effort_days": 5})
    assert jobs_of(plan_of(own, "1")) == [("action", "dates", 1, 0.5)]
    short = {"count": 11, "action": "more", "items": items}
    own = body(tmp_path / "short", {"X1": short}, criterion(COUNT), dates={"effort_days": 1}, more={"effort_days": 5})
    assert {name for _kind, name, *_rest in jobs_of(plan_of(own, "1"))} == {"dates", "more"}


def test_what_is_unknown_is_taken_to_open(tmp_path: Path) -> None:
    plan = plan_of(body(tmp_path, {"X1": SHOWN}, criterion(LEVELS)), "1")
    assert plan.is_reached
    assert plan.unknown == 1


def test_what_does_not_apply_without_proof_is_never_bought(tmp_path: Path) -> None:
    own = body(tmp_path, {"X1": {"not_applicable": "yoʻq"}}, criterion(LEVELS), criterion(LEVELS, "X2"))
    plan = plan_of(own, "2")
    assert not plan.is_reachable
    assert (float(plan.best), [own.finding.verdict.criterion.id for own in plan.unproved]) == (1, ["X1"])


def test_a_proof_that_something_does_not_apply_adds_what_it_then_really_adds(tmp_path: Path) -> None:
    criteria = (criterion(LEVELS), criterion(LEVELS, "X2"), criterion(LEVELS, "X3"))
    claim = {"not_applicable": "yoʻq"}
    own = plan_of(body(tmp_path / "before", {"X1": claim, "X2": SHOWN}, *criteria), "3")
    proved = {**claim, "items": [item()]}
    mended = plan_of(body(tmp_path / "after", {"X1": proved, "X2": SHOWN}, *criteria), "3")
    assert [each.adds for each in own.unproved] == [mended.start - own.start] == [Fraction(1, 2)]
    assert mended.unproved == ()


def test_the_target_with_its_margin_may_be_met_exactly(tmp_path: Path) -> None:
    own = body(tmp_path, {"X1": SHOWN}, *(criterion(LEVELS, name) for name in ("X1", "X2", "X3")))
    assert [len(plan_of(own, "1", margin=margin).actions) for margin in ("0", "1", "1.01", "2")] == [0, 1, 2, 2]
    assert plan_of(own, "3").is_reachable
    assert plan_of(own, "yellow", margin="0").total == 1


def test_pending_duties_are_counted_on_with_their_dates(tmp_path: Path) -> None:
    claim = {"items": [item("2024-04-20", period="2024-Q1")]}
    count = {"items": [item("2024-03-01", shows=6)]}
    own = body(tmp_path, {"X1": claim, "X2": count}, criterion(QUARTERS), criterion(COUNT, "X2"))
    plan = plan_of(own, "2", day="2024-07-01")
    assert [(duty.due.isoformat(), duty.periods, duty.need, duty.points) for duty in plan.duties] == [
        ("2024-07-25", ("2024-Q2",), None, Fraction(1, 4)),
        ("2024-10-25", ("2024-Q3",), None, Fraction(1, 4)),
        ("2024-12-31", (), 12, Fraction(1, 2)),
        ("2025-01-25", ("2024-Q4",), None, Fraction(1, 4)),
    ]
    assert plan.is_reached


def test_a_deed_of_the_year_ends_with_it_and_its_proof_with_the_evaluation(tmp_path: Path) -> None:
    share = {"count": 1, "of": 2, "items": [item()]}
    own = body(
        tmp_path,
        {"X1": share, "X2": {"level": "full", "items": [item(None)]}},
        criterion(SHARE),
        criterion(LEVELS, "X2"),
    )
    assert {action.name: action.by.isoformat() for action in plan_of(own, "2").actions} == {
        "X1": "2024-12-31",
        "X2": "2025-03-01",
    }
    incomplete = body(tmp_path / "b", {"X1": {"count": 1, "items": [item()]}}, criterion(SHARE))
    assert plan_of(incomplete, "1").actions[0].by == EVALUATION


@pytest.mark.parametrize("names", [("Moliya", "Moliya"), ("Moʻliya", "Mo'liya")])
def test_more_work_of_one_owner_than_there_are_days_is_told(tmp_path: Path, names: tuple[str, str]) -> None:
    evidence = {f"X{number}": {"owner": name} for number, name in enumerate(names, start=1)}
    criteria = [criterion(LEVELS, name, effort_days=3) for name in ("X1", "X2")]
    plan = plan_of(body(tmp_path, evidence, *criteria), "2", day="2025-02-26")
    (overload,) = plan.overloads
    assert (float(overload.effort_days), overload.working_days, overload.by) == (6, 3, EVALUATION)
    assert not plan_of(tmp_path / "body", "2", day="2025-02-20").overloads


def test_days_off_leave_less_time_for_the_same_work(tmp_path: Path) -> None:
    own = body(tmp_path, {"X1": {"owner": "Moliya"}}, criterion(LEVELS, effort_days=3))
    assessment = assess_folder(own, "2025-02-26")
    found, target = find(assessment), read_threshold(assessment.index, "1")
    off = WorkingDays(off=frozenset({date(2025, 2, 27), date(2025, 3, 3)}))
    for calendar, left in ((MONDAY_TO_FRIDAY, []), (off, [2]), (off._replace(worked=frozenset({EVALUATION})), [])):
        plan = make_plan(assessment, found, target, Fraction(0), UTC, calendar)
        assert [overload.working_days for overload in plan.overloads] == left
    assert (plan.working_days, plan.days_until(date(2025, 2, 27))) == (3, 1)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2025-02-24", "2025-02-28", 5),
        ("2025-03-01", "2025-03-02", 0),
        ("2025-02-28", "2025-03-03", 2),
        ("2025-03-02", "2025-03-01", 0),
        ("2024-02-29", "2024-02-29", 1),
        ("2024-01-01", "2024-12-31", 262),
    ],
)
def test_working_days_are_monday_to_friday(first: str, last: str, days: int) -> None:
    assert weekdays(date.fromisoformat(first), date.fromisoformat(last)) == days


def test_of_several_items_of_which_one_would_do_the_cheaper_is_mended(tmp_path: Path) -> None:
    dear, cheap = item(url=DEAD, action="server"), item(None, title="copy", action="date")
    own = body(
        tmp_path,
        {"X1": {"level": "full", "items": [dear, cheap]}, "X2": {"level": "full", "items": [dear]}},
        criterion(LEVELS),
        criterion(LEVELS, "X2"),
        server={"effort_days": 9},
        date={"effort_days": "0.5"},
    )
    assert jobs_of(plan_of(own, "1", dead=[DEAD])) == [("action", "date", 0.5, 1)]
    # what is done anyway mends the first as well
    plan = plan_of(own, "2", dead=[DEAD])
    assert jobs_of(plan) == [("action", "server", 9, 2)]
    assert plan.best_effort == 9
    first = find(plan.assessment)[0]
    assert (first.actions, float(first.effort_days)) == (("date",), 0.5)


def test_of_a_count_only_as_many_items_are_mended_as_are_lacking(tmp_path: Path) -> None:
    items = [item(shows=8), *(item(None, title=name, shows=shows, action=name) for name, shows in (("a", 4), ("b", 3)))]
    items.append(item(None, title="c", shows=1, action="c"))
    own = body(
        tmp_path,
        {"X1": {"count": 12, "items": items}},
        criterion(COUNT),
        a={"effort_days": 5},
        b={"effort_days": 2},
        c={"effort_days": 1},
    )
    assert jobs_of(plan_of(own, "1")) == [("action", "b", 2, 0.5), ("action", "c", 1, 0.5)]


def test_addresses_of_a_site_that_is_not_dead_are_mended_by_cause_and_owner(tmp_path: Path) -> None:
    gone, slow, other, alive = (f"https://gov.example/{name}" for name in ("gone", "slow", "other", "alive"))
    own = body(
        tmp_path,
        {
            "X1": {"level": "full", "owner": "Press", "items": [item(url=gone)]},
            "X2": {"level": "full", "owner": "IT", "effort_days": 3, "items": [item(url=other)]},
            "X3": {"level": "full", "items": [item(url=slow, owner="IT")]},
            "X4": {"level": "full", "owner": "IT", "items": [item(url=alive)]},
            # the same unit, typed another way
            "X5": {"level": "full", "owner": "press ", "items": [item("2024-05-15", url=gone)]},
        },
        *(criterion(LEVELS, name) for name in ("X1", "X2", "X3", "X4", "X5")),
    )
    times = ("2024-11-01T08:00:00", "2024-11-02T08:00:00", "2024-11-03T08:00:00")
    causes = {gone: "404", other: "404", slow: "timeout"}
    log = [check(url, "failed", time)._replace(cause=cause) for url, cause in causes.items() for time in times]

    def told(*more: Check) -> list[tuple[str, str, str, tuple[str, ...], float]]:
        assessment = assess_folder(own, "2024-12-02", [*log, *more])
        plan = make_plan(assessment, find(assessment), read_threshold(assessment.index, "5"), Fraction(0), UTC)
        return sorted((a.kind.value, a.name, a.job.cause, a.owners, float(a.effort_days)) for a in plan.actions)

    assert told(check(alive, "ok", times[-1])) == [
        ("links", "gov.example", "404", ("IT",), 3),
        ("links", "gov.example", "404", ("Press",), 1),
        ("links", "gov.example", "timeout", ("IT",), 1),
    ]
    assert [job[:2] for job in told()] == [("host", "gov.example")]


def test_an_action_is_told_to_mend_what_its_own_items_lack(tmp_path: Path) -> None:
    claim = {"level": "partial", "items": [item(None, action="dates")]}
    own = body(tmp_path, {"X1": claim}, criterion(LEVELS), dates={"effort_days": 1})
    plan = plan_of(own, "1")
    advice = {action.name: remedy(action.gaps[0], "en", action.job) for action in plan.actions}
    assert advice["dates"] == "Enter the date on which each item was published."
    assert "date on which" not in advice["X1"]


def test_a_proof_beside_a_deed_of_the_year_is_mended_until_the_evaluation(tmp_path: Path) -> None:
    own = body(
        tmp_path,
        {"X1": {"count": 6, "items": [item(None, shows=6, action="dates")]}},
        criterion(COUNT),
        dates={"effort_days": 1},
    )
    assert {action.name: action.by.isoformat() for action in plan_of(own, "1").actions} == {
        "X1": "2024-12-31",
        "dates": "2025-03-01",
    }


def test_a_plan_does_not_count_on_what_hangs_on_a_broken_address(tmp_path: Path) -> None:
    steps = {"kind": "count", "steps": [{"min": 1, "points": "0.5"}, {"min": 2, "points": 1}, {"min": 12, "points": 2}]}
    claim = {"items": [item("2024-01-10", url=DEAD)]}
    plan = plan_of(body(tmp_path, {"X1": claim}, criterion(steps)), "0", day="2024-02-15")
    (duty,) = plan.duties
    assert (duty.have, duty.need, duty.points) == (1, 12, Fraction(3, 2))
    times = ("2024-02-01T08:00:00", "2024-02-02T08:00:00", "2024-02-03T08:00:00")
    assessment = assess_folder(tmp_path / "body", "2024-02-15", [check(DEAD, "failed", time) for time in times])
    plan = make_plan(assessment, find(assessment), read_threshold(assessment.index, "0"), Fraction(0), UTC)
    (duty,) = plan.duties
    assert (duty.have, duty.need, duty.points) == (0, 2, Fraction(1, 2))
    assert plan.pending == duty.points == plan.start
