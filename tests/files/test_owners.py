"""A claim that several units put forward together: what each states once is added, and each is named."""

import json
from pathlib import Path
from typing import Any

import pytest

from openness_cli.model.evidence import Evidence
from openness_cli.scoring.verdicts import Basis, Outcome
from tests.builders.bodies import COUNT, LEVELS, SHARE, assess_folder, criterion, dump, item, write_body
from tests.builders.tool import Call


def body_of(folder: Path, rule: dict[str, Any], *claims: dict[str, Any]) -> Path:
    """Write a body that has a file for each claim on its one criterion."""
    body = write_body(folder, {}, criterion(rule))
    for number, claim in enumerate(claims):
        dump(body / "evidence" / f"{number}.yaml", {"evidence": {"X1": claim}})
    return body


def joined(folder: Path, rule: dict[str, Any], *claims: dict[str, Any]) -> Evidence:
    return assess_folder(body_of(folder, rule, *claims), "2024-07-01").workspace.evidence["X1"]


def test_shares_of_regional_units_are_added(tmp_path: Path) -> None:
    units = [{"owner": f"{number}-hudud", "count": number, "of": number + 1} for number in range(1, 21)]
    evidence = joined(tmp_path, SHARE, *units)
    assert (evidence.number, evidence.of) == (210, 230)
    assert [(own.owner, own.number, own.of) for own in evidence.stated if own.owner == "7-hudud"] == [("7-hudud", 7, 8)]


def test_who_states_no_number_done_of_a_share_has_done_none(tmp_path: Path) -> None:
    proof = {"owner": "Buxoro", "count": 5, "of": 5, "items": [item()]}
    body = body_of(tmp_path, SHARE, proof, {"owner": "Navoiy", "of": 5})
    assessment = assess_folder(body, "2024-07-01")
    evidence = assessment.workspace.evidence["X1"]
    assert (evidence.number, evidence.of) == (5, 10)
    assert assessment.verdicts[0].evidenced.earned == 0.5
    # what is not stated yet can be: nothing is lost with the year
    assert assess_folder(body, "2025-01-15").verdicts[0].evidenced.lost == 0


def test_one_unit_without_its_whole_leaves_the_share_unknown_and_is_named(tool: Call, tmp_path: Path) -> None:
    claims: list[dict[str, Any]] = [
        {"owner": "Buxoro", "count": 5, "of": 5, "items": [item()]},
        {"owner": "Navoiy", "count": 5},
        {"count": 1},
        {"owner": "Xorazm", "items": [item(title="b")]},
    ]
    body = body_of(tmp_path, SHARE, *claims)
    row = json.loads(tool("score", body, "--format", "json", "--as-of", "2024-07-01").out)["criteria"][0]
    assert row["declared"] == 0
    told = [(own["code"], own["message"], own["file"]) for own in row["reasons"]]
    assert [(code, message.partition(":")[0], file) for code, message, file in told] == [
        ("of-missing", "an entry without an owner", "evidence/2.yaml"),
        ("of-missing", "Navoiy", "evidence/1.yaml"),
    ]
    assert row["owner"] == "Navoiy"
    assert row["claim"]["by_owner"] == [
        {"owner": "", "count": 1},
        {"owner": "Buxoro", "count": 5, "of": 5},
        {"owner": "Navoiy", "count": 5},
    ]
    assert "Navoiy: the number in all (of) is not stated" in tool("validate", body).out
    explained = " ".join(tool("explain", "X1", body).out.split())
    assert "Navoiy: the number in all (of) is not stated" in explained
    assert "by unit 11/? (an entry without an owner 1/?; Buxoro 5/5; Navoiy 5/?)" in explained


def test_nothing_to_be_done_anywhere_is_not_applicable_and_only_then(tmp_path: Path) -> None:
    nothing = {"owner": "Buxoro", "count": 0, "of": 0, "items": [item()]}
    for claim, outcome in (
        ({"owner": "Navoiy", "count": 0, "of": 0}, Outcome.NOT_APPLICABLE),
        ({"owner": "Navoiy", "of": 3}, Outcome.NOT_MET),
        ({"owner": "Navoiy", "count": 0}, Outcome.NOT_MET),
    ):
        body = body_of(tmp_path, SHARE, nothing, claim)
        assert assess_folder(body, "2024-07-01").verdicts[0].outcome(Basis.EVIDENCED) is outcome


def test_counts_are_added_and_who_states_none_claims_what_his_items_show(tmp_path: Path) -> None:
    body = body_of(
        tmp_path,
        COUNT,
        {"owner": "Buxoro", "count": 4, "items": [item("2024-02-01", shows=4)]},
        {"owner": "Navoiy", "items": [item("2024-02-02", shows=3), item("2023-02-02", shows=9)]},
        {"items": [item("2024-02-03"), item(None)]},
    )
    verdict = assess_folder(body, "2024-07-01").verdicts[0]
    assert (verdict.counted.declared, verdict.counted.evidenced) == (9, 8)


def test_items_of_a_second_entry_of_an_owner_are_under_his_one_number(tmp_path: Path) -> None:
    body = body_of(
        tmp_path,
        COUNT,
        {"owner": "Moliya bo'limi", "count": 4},
        {"owner": "Moliya boʻlimi", "items": [item("2024-02-02", shows=6)]},
    )
    verdict = assess_folder(body, "2024-07-01").verdicts[0]
    assert (verdict.counted.declared, verdict.counted.evidenced) == (4, 4)


def test_what_is_entered_by_two_units_counts_once_whichever_file_comes_first(tmp_path: Path) -> None:
    one = {"owner": "Buxoro", "count": 4, "items": [item("2024-02-01", shows=3)]}
    other = {"owner": "Navoiy", "items": [item("2024-02-01", shows=3)]}
    for claims in ((one, other), (other, one)):
        counted = assess_folder(body_of(tmp_path, COUNT, *claims), "2024-07-01").verdicts[0].counted
        assert (counted.declared, counted.evidenced) == (7, 3)


def test_a_claim_with_what_items_add_is_saved_as_it_was_scored(tool: Call, tmp_path: Path) -> None:
    claims: list[dict[str, Any]] = [
        {"owner": "Buxoro", "count": 4},
        {"owner": "Navoiy", "items": [item("2024-02-02", shows=3)]},
    ]
    body = body_of(tmp_path, COUNT, *claims)
    assert tool("score", body, "--export", f"json:{tmp_path / 'old.json'}", "--as-of", "2024-07-01").code == 0
    claim = json.loads((tmp_path / "old.json").read_text())["criteria"][0]["claim"]
    assert claim == {"count": 7}
    dump(body / "evidence" / "0.yaml", {"evidence": {"X1": {"owner": "Buxoro", "count": 9}}})
    tool("score", body, "--export", f"json:{tmp_path / 'new.json'}", "--as-of", "2024-07-01")
    shown = tool("diff", tmp_path / "old.json", tmp_path / "new.json", "--basis", "declared").out
    assert "the claim rose: 7 -> 12" in shown


@pytest.mark.parametrize(
    ("owner", "told"),
    [({"owner": "Navoiy"}, "count is written twice for Navoiy"), ({}, "count is written twice without an owner")],
)
def test_two_numbers_of_one_owner_are_an_error_with_both_places(
    owner: dict[str, str], told: str, tool: Call, tmp_path: Path
) -> None:
    body = body_of(tmp_path, COUNT, {**owner, "count": 4}, {**owner, "count": 4})
    run = tool("score", body)
    assert run.code == 3
    assert told in run.err
    assert "evidence/1.yaml:" in run.err
    assert "the other is in evidence/0.yaml:" in run.err


def test_a_part_above_its_whole_is_an_error_for_each_owner(tool: Call, tmp_path: Path) -> None:
    claims: list[dict[str, Any]] = [{"owner": "Buxoro", "count": 5, "of": 50}, {"owner": "Navoiy", "count": 7, "of": 6}]
    run = tool("score", body_of(tmp_path, SHARE, *claims))
    assert run.code == 3
    assert "evidence/1.yaml" in run.err
    assert "count 7 is above of 6" in run.err


def test_a_level_is_still_written_once(tool: Call, tmp_path: Path) -> None:
    claims: list[dict[str, Any]] = [{"owner": "Buxoro", "level": "full"}, {"owner": "Navoiy", "level": "full"}]
    assert "level is written twice" in tool("score", body_of(tmp_path, LEVELS, *claims)).err


def test_numbers_beside_not_applicable_are_an_error_whoever_states_them(tool: Call, tmp_path: Path) -> None:
    claims: list[dict[str, Any]] = [{"owner": "Buxoro", "not_applicable": "yoʻq"}, {"owner": "Navoiy", "count": 7}]
    assert "count beside not_applicable" in tool("score", body_of(tmp_path, COUNT, *claims)).err


@pytest.mark.parametrize(
    ("unit", "reachable"), [({"count": 3}, 0), ({"of": 1}, 0), ({"count": 100}, 0.5), ({"of": 100}, 0.5)]
)
def test_what_no_missing_number_can_win_is_lost_with_the_year(
    unit: dict[str, Any], reachable: float, tmp_path: Path
) -> None:
    nothing_done = {"owner": "Buxoro", "count": 0, "of": 100, "items": [item()]}
    body = body_of(tmp_path, SHARE, nothing_done, {"owner": "Navoiy", **unit})
    points = assess_folder(body, "2025-01-10").verdicts[0].evidenced
    assert (float(points.open), float(points.lost)) == (reachable, 1 - reachable)
    assert assess_folder(body, "2024-07-01").verdicts[0].evidenced.lost == 0
