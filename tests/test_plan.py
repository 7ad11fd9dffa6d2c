"""The plan: exact against every choice there is, its gaps closed for real, its rules one by one, every format."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness_cli.cli.arguments import read_threshold
from openness_cli.errors import ExitCode
from openness_cli.formats.table_formats import TableFormat
from openness_cli.outlook.least_effort import Choice, Prize, choose
from openness_cli.outlook.plan import Plan, make_plan, working_days
from openness_cli.schemas.input import SchemaName, json_schema
from openness_cli.scoring.assessment import Applicability, Basis
from openness_cli.scoring.findings import find
from openness_cli.scoring.gates import Threshold
from openness_cli.scoring.jobs import JobKind
from tests.conftest import ROOT, SAMPLES, Call
from tests.small import (
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
    write_index,
    write_workspace,
)
from tests.test_laws import EVALUATION, LIMITS, World, worlds

ZERO = Fraction(0)
FORMS = [form.value for form in TableFormat]
CASES = int(os.environ.get("PLAN_CASES", "2000"))

# --- the solver against every choice there is


def best_of_all(efforts: Sequence[Fraction], prizes: Sequence[Prize], wanted: Fraction) -> Choice | None:
    """Try every set of jobs: the least effort, then the most points, then the fewest jobs."""
    found: list[tuple[Fraction, Fraction, int]] = []
    for count in range(len(efforts) + 1):
        for jobs in combinations(range(len(efforts)), count):
            points = sum((prize.points for prize in prizes if set(prize.jobs) <= set(jobs)), ZERO)
            if points >= wanted:
                found.append((sum((efforts[job] for job in jobs), ZERO), -points, count))
    if not found:
        return None
    effort, points, count = min(found)
    return Choice((0,) * count, (), effort, -points)


def questions(seed: int, count: int) -> Iterator[tuple[list[Fraction], list[Prize], Fraction]]:
    """Make up questions as they come: half days, quarter points, scales, shared jobs, totals that are just reached."""
    chance = Random(seed)  # noqa: S311
    scales = (Fraction(1), Fraction(20, 17), Fraction(25, 24), Fraction(10, 9), Fraction(100, 93), Fraction(15, 13))
    for _question in range(count):
        jobs, prizes = chance.randint(1, 7), chance.randint(1, 9)
        day = chance.choice([Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(1), Fraction(1, 3)])
        efforts = [day * chance.randint(0, 12) for _job in range(jobs)]
        unit = chance.choice([Fraction(1, 4), Fraction(1, 20), Fraction(1, 100), Fraction(1, 12)])
        made = [
            Prize(
                unit * chance.randint(1, 40) * chance.choice(scales),
                tuple(chance.sample(range(jobs), min(jobs, chance.choice([1, 1, 1, 2, 3])))),
            )
            for _prize in range(prizes)
        ]
        total = sum((prize.points for prize in made), ZERO)
        some = sum((prize.points for prize in made if chance.random() < 0.6), ZERO)
        wanted = chance.choice([some, some, total, some + Fraction(1, 100), some - Fraction(1, 100), total + 1, ZERO])
        yield efforts, made, wanted


def test_no_other_choice_is_less_effort() -> None:
    for number, (efforts, prizes, wanted) in enumerate(questions(154, CASES)):
        found, best = choose(efforts, prizes, wanted), best_of_all(efforts, prizes, wanted)
        assert (found is None) == (best is None), number
        if found is None or best is None:
            continue
        expected = best if wanted > 0 else Choice((), (), ZERO, ZERO)
        assert (found.effort, found.points, len(found.jobs)) == (
            expected.effort,
            expected.points,
            len(expected.jobs),
        ), number
        assert found.effort == sum((efforts[job] for job in found.jobs), ZERO)
        won = {number for number, prize in enumerate(prizes) if set(prize.jobs) <= set(found.jobs)}
        assert set(found.prizes) == won or wanted <= 0


@pytest.mark.parametrize("beyond", ["0.00001", "0.000000001"])
def test_a_hair_more_than_equal_gaps_make_is_one_gap_more(beyond: str) -> None:
    prizes = [Prize(Fraction(1), (number,)) for number in range(84)]
    found = choose([Fraction(1)] * 84, prizes, 71 + Fraction(beyond))
    assert found is not None
    assert (len(found.jobs), float(found.points)) == (72, 72)


def test_the_same_question_gets_the_same_answer() -> None:
    (question,) = questions(7, 1)
    assert len({choose(*question) for _time in range(5)}) == 1


# --- what is planned, for any body


def total_of(plan: Plan) -> Fraction:
    """Return the sum that the plan says it reaches, from the findings."""
    findings = find(plan.assessment)
    closed = {gap.verdict.criterion.id for action in plan.actions for gap in action.gaps}
    return plan.start + sum((own.at_stake for own in findings if own.verdict.criterion.id in closed), ZERO)


@LIMITS
@given(worlds(), st.dates(date(2023, 12, 1), EVALUATION), st.integers(0, 100))
def test_a_plan_reaches_its_target_or_says_that_nothing_does(world: World, day: date, percent: int) -> None:
    assessment = world.assess(day)
    target = Threshold(assessment.index.points * percent / 100)
    plan = make_plan(assessment, find(assessment), target, ZERO, UTC)
    evidenced, verified = assessment.total(Basis.EVIDENCED), assessment.total(Basis.VERIFIED)
    unproved = sum(
        (own.at_stake for own in find(assessment) if own.verdict.applicability is Applicability.UNPROVED), ZERO
    )
    # what can be had without proof that something does not apply is all that is reachable as verified, if all opens
    assert plan.best + unproved == evidenced.on_course + evidenced.open
    assert plan.start <= evidenced.on_course
    assert plan.start >= verified.on_course
    assert plan.is_reachable == (plan.best >= plan.wanted)
    assert plan.total == total_of(plan)
    if plan.is_reachable:
        assert plan.total >= plan.wanted
        assert plan.effort_days == sum((action.effort_days for action in plan.actions), ZERO)
    else:
        assert not plan.actions
    assert bool(plan.actions) == (plan.is_reachable and not plan.is_reached)
    assert all(plan.assessment.day <= duty.due <= EVALUATION for duty in plan.duties)


# --- the rules, one by one


def body(folder: Path, evidence: dict[str, Any], *criteria: dict[str, Any], **more: Any) -> Path:
    index = write_index(folder / "index", [list(criteria)])
    own = write_workspace(folder / "body", evidence, index)
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
    assert (float(plan.best), [finding.verdict.criterion.id for finding in plan.unproved]) == (1, ["X1"])


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
    assert working_days(date.fromisoformat(first), date.fromisoformat(last)) == days


# --- the command


BUDGET = ("plan", SAMPLES / "dead-links", "--lang", "en")


def test_the_plan_of_the_sample_repairs_the_budget_section(tool: Call) -> None:
    ending = tool(*BUDGET)
    assert ending.code == ExitCode.DONE
    assert "the least effort is 2 working days, 1 action" in " ".join(ending.out.split())
    found = json.loads(tool(*BUDGET, "--format", "json").out)
    scored = json.loads(tool("score", SAMPLES / "dead-links", "--format", "json").out)
    assert found["start"]["on_course"] == scored["scores"]["evidenced"]["on_course"]
    assert [action["name"] for action in found["actions"]] == ["budget-section"]
    assert found["lost"]["total"] == 10.56


def test_a_target_out_of_reach_ends_with_1_and_the_best_there_is(tool: Call) -> None:
    ending = tool(*BUDGET, "--target", "95")
    assert ending.code == ExitCode.FAILED
    text = " ".join(ending.out.split())
    assert "this plan cannot reach it" in text
    assert "Lost: 10.56 points" in text
    found = json.loads(tool(*BUDGET, "--target", "95", "--format", "json").out)
    assert (found["outcome"], found["actions"], found["best"]["total"]) == ("unreachable", [], 89.44)


@pytest.mark.parametrize(
    "arguments",
    [
        (SAMPLES / "dead-links",),
        (SAMPLES / "dead-links", "--margin", "5.5"),
        (SAMPLES / "ministry-2024",),
        (SAMPLES / "ministry-2024", "--target", "yellow"),
        (SAMPLES / "model-body", "--target", "99.9"),
        (SAMPLES / "dead-links", "--as-of", "2024-05-01"),
    ],
)
def test_json_is_in_its_shape_and_the_csv_says_the_same(arguments: tuple[str, ...], tool: Call) -> None:
    found = json.loads(tool("plan", *arguments, "--format", "json").out)
    jsonschema.Draft202012Validator(json_schema(SchemaName.PLAN)).validate(found)
    rows = list(csv.DictReader(io.StringIO(tool("plan", *arguments, "--format", "csv").out, newline="")))
    gaps = [row for row in rows if row["row"] == "gap"]
    assert [(row["action"], row["criterion"]) for row in gaps] == [
        (action["name"], gap["criterion"]) for action in found["actions"] for gap in action["gaps"]
    ]
    efforts = [float(row["effort_days"]) for row in gaps if row["effort_days"]]
    assert efforts == [action["effort_days"] for action in found["actions"]]
    assert sum(efforts) == pytest.approx(found["effort_days"])
    duties = [(row["criterion"], row["by"]) for row in rows if row["row"] == "duty"]
    assert duties == [(duty["criterion"], duty["due"]) for duty in found["duties"]]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_input_gives_the_same_bytes(form: str, tool: Call) -> None:
    call = (*BUDGET, "--margin", "6", "--format", form)
    assert tool(*call).data == tool(*call).data


def test_nothing_but_the_plan_reaches_the_standard_output() -> None:
    command = [sys.executable, "-m", "openness_cli", "plan", str(SAMPLES / "ministry-2024"), "--format", "json"]
    ended = subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
    assert json.loads(ended.stdout)["kind"] == "plan"
    assert ended.stderr == b""


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--target", "blue"),
        ("--target", "101"),
        ("--target", "-1"),
        ("--target", "nan"),
        ("--margin", "30"),
        ("--margin", "-1"),
        ("--margin", "1e1"),
        ("--format", "junit"),
    ],
)
def test_what_is_typed_wrong_is_named(option: str, value: str, tool: Call) -> None:
    ending = tool(*BUDGET, f"{option}={value}")
    assert (ending.code, ending.out) == (ExitCode.USAGE, "")
    assert value in ending.err


def test_a_plan_has_no_basis_and_no_effort_below_zero(tool: Call, tmp_path: Path) -> None:
    assert tool(*BUDGET, "--basis", "declared").code == ExitCode.USAGE
    own = body(tmp_path, {"X1": {"level": "full", "effort_days": -1}}, criterion(LEVELS))
    ending = tool("plan", own, "--as-of", "2024-12-01", "--lang", "en")
    assert (ending.code, ending.out) == (ExitCode.INVALID, "")
    assert "“-1” is not a number from 0 on" in ending.err


def test_the_duties_shown_add_up_to_what_the_plan_counts_on(tool: Call) -> None:
    for name, day in (("ministry-2024", "2024-12-01"), ("dead-links", "2024-11-01"), ("model-body", "2024-06-01")):
        found = json.loads(tool("plan", SAMPLES / name, "--as-of", day, "--format", "json").out)
        total = sum(duty["points"] for duty in found["duties"])
        text = " ".join(tool("plan", SAMPLES / name, "--as-of", day, "--lang", "en").out.split())
        assert f"It counts on what falls due: {total:.2f} points" in text
