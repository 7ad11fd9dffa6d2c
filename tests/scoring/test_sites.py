"""What lies on another site, or has moved: as scored, told, explained and compared."""

import json
from pathlib import Path
from typing import Any

import pytest

from openness_cli.scoring.items import Fault
from openness_cli.scoring.verdicts import Basis
from tests.builders.bodies import (
    COUNT,
    LEVELS,
    assess_folder,
    check,
    criterion,
    full,
    item,
    write_body,
    write_index,
    write_workspace,
)
from tests.builders.tool import Call

OFFICIAL = {"source": "url", "site": "official"}
SITES = ["https://gov.example/oz/idora"]
OWN, OTHER = "https://gov.example/oz/idora/a", "https://boshqa.example/a"
MOVED = [{"from": "https://eski.example/", "to": "https://gov.example/oz/idora/", "on": "2024-07-29"}]


@pytest.mark.parametrize(
    ("url", "needs", "sites", "earned"),
    [
        (OWN, OFFICIAL, SITES, 1),
        (OTHER, OFFICIAL, SITES, 0),
        (OTHER, {"source": "url"}, SITES, 1),
        (OTHER, {"source": "url", "site": "any"}, SITES, 1),
        (OTHER, OFFICIAL, None, 1),
        ([OTHER, OWN], OFFICIAL, SITES, 1),
        ("https://gov.example/oz/idora2", OFFICIAL, SITES, 0),
        ("https://eski.example/a", OFFICIAL, SITES, 1),
    ],
)
def test_where_the_official_site_is_asked_for_an_item_elsewhere_counts_as_declared_alone(
    tmp_path: Path, url: object, needs: dict[str, Any], sites: list[str] | None, earned: int
) -> None:
    more = {"moved": MOVED, **({"sites": sites} if sites else {})}
    body = write_body(tmp_path, full(item(url=url)), criterion(LEVELS, needs=needs), **more)
    (verdict,) = assess_folder(body, "2024-06-20").verdicts
    assert verdict.declared.earned == 1
    assert verdict.evidenced.earned == earned
    assert (Fault.OTHER_SITE in verdict.items[0].faults) is not bool(earned)


def test_of_an_old_page_elsewhere_only_the_official_address_can_open(tmp_path: Path) -> None:
    body = write_body(tmp_path, full(item(url=[OTHER, OWN])), criterion(LEVELS, needs=OFFICIAL), sites=SITES)
    for url, opened in ((OTHER, 0), (OWN, 1)):
        (verdict,) = assess_folder(body, "2024-06-20", [check(url, "ok", "2024-06-19")]).verdicts
        assert verdict.verified.earned == opened


def test_a_file_lies_on_no_site_and_counts_where_either_is_asked(tmp_path: Path) -> None:
    needs = {"source": "either", "site": "official"}
    body = write_body(
        tmp_path, full(item(url=OTHER, file="attachments/a.txt")), criterion(LEVELS, needs=needs), sites=SITES
    )
    (verdict,) = assess_folder(body, "2024-06-20").verdicts
    assert verdict.evidenced.earned == 0
    (body / "attachments").mkdir()
    (body / "attachments" / "a.txt").write_text("a")
    (verdict,) = assess_folder(body, "2024-06-20").verdicts
    assert verdict.evidenced.earned == 1


def test_an_attached_file_on_the_official_site_is_an_error_of_the_definitions(tmp_path: Path, tool: Call) -> None:
    body = write_body(tmp_path, {}, criterion(LEVELS, needs={"source": "file", "site": "official"}))
    ending = tool("validate", body)
    assert (ending.code, "an attached file is on no site" in ending.err) == (3, True)


def test_the_same_thing_at_its_old_and_its_new_address_counts_once(tmp_path: Path) -> None:
    items = [item(url=url, title="A") for url in ("https://eski.example/a/", "http://www.gov.example/oz/idora/a", OWN)]
    claim = {"X1": {"items": items}}
    (verdict,) = assess_folder(write_body(tmp_path, claim, criterion(COUNT), moved=MOVED), "2024-08-01").verdicts
    assert verdict.counted.evidenced == 1
    assert sum(Fault.REPEATED in own.faults for own in verdict.items) == 2


def test_the_new_address_is_unknown_until_it_was_fetched_though_the_old_one_opened(tmp_path: Path, tool: Call) -> None:
    body = write_body(
        tmp_path, full(item(url="https://eski.example/a", title="Sahifa")), criterion(LEVELS), moved=MOVED
    )
    lines = [{"time": "2024-07-28T05:00:00Z", "url": "https://eski.example/a", "result": "ok"}]
    (body / "availability").mkdir()
    log = body / "availability" / "a.jsonl"
    log.write_text("\n".join(map(json.dumps, lines)) + "\n")

    def scored(day: str) -> tuple[float, float]:
        row = json.loads(tool("score", body, "--as-of", day, "--format", "json").out)["criteria"][0]
        return row["verified"], row["unknown"]

    assert [scored(day) for day in ("2024-07-27", "2024-07-29", "2024-07-30")] == [(0, 1), (1, 0), (0, 1)]
    lines += [{"time": "2024-07-30T05:00:00Z", "url": OWN, "result": "ok"}]
    log.write_text("\n".join(map(json.dumps, lines)) + "\n")
    assert scored("2024-07-30") == (1, 0)


def test_what_lies_elsewhere_is_told_with_its_reason_or_as_an_oddity(tmp_path: Path, tool: Call) -> None:
    criteria = (criterion(LEVELS, needs=OFFICIAL), criterion(LEVELS, "X2"))
    claims = {**full(item(url=OTHER)), "X2": {"level": "full", "items": [item(url=OTHER)]}}
    body = write_body(tmp_path, claims, *criteria, sites=SITES)
    told = " ".join(tool("validate", body).out.split())
    assert "X1: https://boshqa.example/a: on boshqa.example, which is not among the official sites" in told
    assert "X2: https://boshqa.example/a is on none of the sites that openness.yaml names as official" in told
    assert told.count("none of the sites") == 1
    score = json.loads(tool("score", body, "--format", "json").out)["criteria"][0]
    assert [(own["code"], own["url"]) for own in score["reasons"] if own["code"] == "other-site"] == [
        ("other-site", OTHER)
    ]
    assert "official site" in score["remedy"]
    assert "official site of the body" in " ".join(tool("explain", "X1", body).out.split())
    assert "official site of the body" not in tool("explain", "X2", body).out


def saved(tool: Call, body: Path, name: str, day: str = "2024-08-01") -> Path:
    path = body.parent / name
    tool("score", body, "--as-of", day, "--format", "json", "--output", path)
    return path


def causes(tool: Call, old: Path, new: Path, basis: str = "evidenced") -> list[dict[str, Any]]:
    rows = json.loads(tool("diff", old, new, "--basis", basis, "--format", "json").out)["criteria"]
    return [{**because, "rules": own["rules"]} for own in rows for because in own["causes"]]


def test_a_demand_on_the_site_is_a_change_of_the_rule(tmp_path: Path, tool: Call) -> None:
    body = write_body(tmp_path, full(item(url=OTHER)), criterion(LEVELS, needs={"source": "url"}), sites=SITES)
    old = saved(tool, body, "old.json")
    write_index(tmp_path / "index", [[criterion(LEVELS, needs=OFFICIAL)]])
    (cause,) = causes(tool, old, saved(tool, body, "new.json"))
    assert cause["cause"] == "definitions-changed"
    assert cause["rules"] == [{"rule": "site", "before": "any", "after": "official"}]


def test_naming_the_sites_makes_a_proof_fall(tmp_path: Path, tool: Call) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS, needs=OFFICIAL)]])
    body = write_workspace(tmp_path / "body", full(item(url=OTHER)), index)
    old = saved(tool, body, "old.json")
    write_workspace(body, full(item(url=OTHER)), index, sites=SITES)
    (cause,) = causes(tool, old, saved(tool, body, "new.json"))
    assert (cause["cause"], cause["faults"]) == ("proof-fell", ["other-site"])


@pytest.mark.parametrize("rewritten", [False, True])
def test_a_page_that_moved_is_one_page_for_a_comparison(tmp_path: Path, tool: Call, *, rewritten: bool) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]])
    before = full(item(url="http://www.eski.example/a"))
    body = write_workspace(tmp_path / "body", before, index)
    (body / "availability").mkdir()
    line = {"time": "2024-07-28T05:00:00Z", "url": "http://www.eski.example/a", "result": "ok"}
    (body / "availability" / "a.jsonl").write_text(json.dumps(line) + "\n")
    old = saved(tool, body, "old.json")
    after = full(item(url=OWN)) if rewritten else before
    write_workspace(body, after, index, moved=MOVED)
    new = saved(tool, body, "new.json")
    assert json.loads(new.read_text())["criteria"][0]["items"][0]["moved_from"]
    (cause,) = causes(tool, old, new, "verified")
    assert cause["cause"] == "not-checked"


def test_basis_order_holds_where_some_lie_elsewhere(tmp_path: Path) -> None:
    items = [item(url=f"{OWN}/{n}" if n % 2 else f"{OTHER}/{n}", title=str(n)) for n in range(12)]
    body = write_body(tmp_path, {"X1": {"count": 12, "items": items}}, criterion(COUNT, needs=OFFICIAL), sites=SITES)
    assessment = assess_folder(body, "2025-01-10")
    earned = [assessment.total(basis).earned for basis in (Basis.DECLARED, Basis.EVIDENCED, Basis.VERIFIED)]
    assert earned == sorted(earned, reverse=True)
    assert earned[1] < earned[0]
