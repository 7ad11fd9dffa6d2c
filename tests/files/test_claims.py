"""Evidence as it is typed: scalars, keys in other words, owners, files that are not read."""

import json
from pathlib import Path

import pytest

from tests.builders.bodies import (
    LEVELS,
    QUARTERS,
    criterion,
    dump,
    full,
    item,
    write_body,
    write_index,
    write_workspace,
)
from tests.builders.tool import SAMPLES, Call


def test_one_owner_typed_with_other_apostrophes_is_one_owner(tool: Call, tmp_path: Path) -> None:
    items = [item(None, owner="Moliya boʻlimi"), item(None, owner="Moliya bo'limi"), item(None, owner="Kotibiyat")]
    body = write_body(tmp_path, {"X1": {"level": "full", "items": items}}, criterion(LEVELS))
    report = json.loads(tool("score", body, "--format", "json").out)
    assert report["criteria"][0]["owner"] == "Kotibiyat, Moliya bo'limi"


@pytest.mark.parametrize(
    ("key", "hint"),
    [("date", "published"), ("sana", "published"), ("havola", "url"), ("ссылка", "url"), ("fayl", "file")],
)
def test_keys_in_other_words_are_understood_by_the_hint(key: str, hint: str, tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, full({key: "x"}), criterion(LEVELS))
    assert f"did you mean “{hint}”?" in tool("validate", body).err


def test_owners_and_actions_are_those_of_what_is_wrong(tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(QUARTERS), criterion(LEVELS, "X2")]])
    items = [
        item("2024-04-10", period="2024-Q1", owner="Kotibiyat"),
        item(None, period="2024-Q2", owner="IT", action="dates"),
    ]
    evidence = {
        "X1": {"action": "site", "owner": "Moliya", "items": items},
        "X2": {"owner": "Yurist", "effort_days": 3},
    }
    body = write_workspace(tmp_path / "body", evidence, index)
    dump(body / "evidence" / "b.yaml", {"evidence": {"X1": {"owner": "Bosh"}}})
    dump(body / "evidence" / "c.yaml", {"actions": {"site": {"effort_days": 2}, "dates": {"effort_days": 1}}})
    rows = json.loads(tool("score", body, "--format", "json", "--as-of", "2024-11-01").out)["criteria"]
    # the third quarter is told, and its owners are; but it is lost, and what it takes closes no gap
    assert (rows[0]["owner"], rows[0]["action"], rows[0]["effort_days"]) == ("Bosh, IT, Moliya", "dates", 1)
    assert (rows[1]["owner"], rows[1]["effort_days"], rows[1]["outcome"]) == ("Yurist", 3, "missing")


def test_files_that_look_like_evidence_and_are_not_read_are_named(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, criterion(LEVELS))
    for name in ("evidence/e.yaml.txt", "evidence/more/e.xlsx", "e.yaml", "notes.txt", "evidence/.hidden", "a.csv"):
        dump(body / name, {})
    for command in ("score", "validate", "plan"):
        told = tool(command, body, "--as-of", "2024-07-01").err
        named = [line.split(" is not read")[0] for line in told.splitlines() if "is not read" in line]
        assert named == ["e.yaml", "evidence/e.yaml.txt", "evidence/more/e.xlsx"]
    assert not tool("score", SAMPLES / "model-body").err


def test_scalars_stay_what_was_typed(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, criterion(LEVELS))
    for typed in ("12:30", "1.10", "010", "no", "on", "1_000", "0x1F", "2024-05-14", "+998 71 239"):
        text = f"evidence: {{X1: {{level: partial, owner: {typed}, items: [{{title: {typed}}}]}}}}"
        (body / "evidence" / "all.yaml").write_text(text, encoding="utf-8")
        row = json.loads(tool("score", body, "--format", "json").out)["criteria"][0]
        assert row["owner"] == typed
        assert typed in {reason["item"] for reason in row["reasons"]}
