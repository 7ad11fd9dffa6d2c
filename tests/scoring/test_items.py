"""What an item has to be."""

import json
from pathlib import Path
from typing import Any

import pytest

from openness_cli.scoring.findings import find_reasons
from openness_cli.scoring.items import Fault
from openness_cli.scoring.reasons import ReasonCode
from tests.builders.bodies import (
    COUNT,
    LEVELS,
    assess_folder,
    check,
    criterion,
    dump,
    item,
    score_one,
    write_body,
)
from tests.builders.tool import Call


@pytest.mark.parametrize(
    ("needs", "evidence", "valid"),
    [
        ({"source": "url"}, item(), True),
        ({"source": "url"}, item(file="attachments/a.pdf"), False),
        ({"source": "file"}, item(), False),
        ({"source": "url", "formats": ["xlsx"]}, item(url="https://example.org/a.XLSX?x=1#y"), True),
        ({"source": "url", "formats": ["xlsx"]}, item(url="https://example.org/a.pdf"), False),
        ({"source": "url", "formats": ["xlsx"]}, item(url="https://example.org/download/7"), True),
        ({"source": "url", "formats": ["xlsx"]}, item(url="https://example.org"), True),
        ({"source": "url", "fresh_days": 30}, item("2024-06-01"), True),
        ({"source": "url", "fresh_days": 30}, item("2024-05-31"), False),
        ({"source": "url", "fresh_days": 30}, item("2020-05-31", updated="2024-06-20"), True),
        ({"source": "url", "fresh_days": 30}, item("2020-05-31", updated="2024-07-20"), False),
        ({"source": "url"}, item(None), False),
        ({"source": "either", "formats": ["xlsx"]}, item(url="https://example.org/a.pdf", file="no.xlsx"), False),
        (
            {"source": "url", "formats": ["xlsx"]},
            item(url=["https://a.example/1.pdf", "https://a.example/1.xlsx"]),
            True,
        ),
    ],
)
def test_an_item_counts_when_it_is_what_is_needed(
    tmp_path: Path,
    needs: dict[str, Any],
    evidence: dict[str, Any],
    valid: bool,  # noqa: FBT001
) -> None:
    verdict = score_one(tmp_path, LEVELS, {"level": "full", "items": [evidence]}, "2024-07-01", needs=needs)
    assert verdict.items[0].is_valid is valid
    assert verdict.evidenced.earned == (1 if valid else 0)


REPORT = "https://example.org/report"


@pytest.mark.parametrize(
    ("path", "valid"),
    [
        ("download.php?file=budget.XLSX", True),
        ("download.php?file=budget.pdf", False),
        ("download.aspx?id=7", True),
        ("index.html?doc=2024/q1.xlsx&lang=uz", True),
        ("index.html?doc=7", False),
        ("view.pdf?format=xlsx", True),
        ("view.pdf?as=page", False),
        ("get?q1.xlsx", True),
        ("get?back=/list.html&page=2", False),
        ("get?u=a;f=q1.ods", False),
        ("v1.2", True),
        ("q1.xlsx;session=5", True),
        ("q1%2Exlsx", True),
        ("#/q1.pdf", True),
    ],
)
def test_a_format_is_another_where_something_tells_that_and_nothing_tells_one_that_is_asked(
    path: str,
    valid: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    needs = {"source": "url", "formats": ["xlsx", "csv"]}
    claim = {"level": "full", "items": [item(url=f"https://example.org/{path}")]}
    assert score_one(tmp_path, LEVELS, claim, "2024-07-01", needs=needs).items[0].is_valid is valid


@pytest.mark.parametrize(
    ("url", "content_type", "valid"),
    [
        (REPORT, "", True),
        (REPORT, "text/html; charset=UTF-8", False),
        (REPORT, "application/octet-stream", True),
        (REPORT, "Application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", True),
        (REPORT, "application/vnd.ms-excel", True),
        (REPORT, "image/jpeg", False),
        (REPORT, "application/geo+json", False),
        (f"{REPORT}.pdf", "text/csv", True),
        (f"{REPORT}.xlsx", "text/html", True),
    ],
)
def test_what_the_site_called_it_when_it_last_opened_tells_the_format(
    url: str,
    content_type: str,
    valid: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    needs = {"source": "url", "formats": ["xlsx", "csv"]}
    opened = check(url, "ok", "2024-06-01T05:00")._replace(content_type=content_type)
    failed = check(url, "failed", "2024-06-02T05:00")._replace(content_type="application/pdf")
    claim = {"level": "full", "items": [item(url=url)]}
    judged = score_one(tmp_path, LEVELS, claim, "2024-07-01", [opened, failed], needs=needs).items[0]
    assert judged.is_valid is valid


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("http://example.org/a/b", True),
        ("https://WWW.Example.org/a/b", True),
        ("https://example.org/a/b/", True),
        ("https://example.org/a/b#menu", True),
        ("http://www.example.org/a/b/#", True),
        ("https://example.org/a/B", False),
        ("https://example.org/a/b?page=2", False),
        ("https://example.org/a/b#/list", False),
        ("https://example.org/a/b#!list", False),
        ("https://m.example.org/a/b", False),
    ],
)
def test_spellings_of_one_address_are_one_thing(other: str, same: bool, tmp_path: Path) -> None:  # noqa: FBT001
    copies = [item(title="Kengash", url="https://example.org/a/b"), item(title="Kengash", url=other)]
    judged = score_one(tmp_path, COUNT, {"items": copies}, "2024-07-01").items
    assert (Fault.REPEATED in judged[1].faults) is same


def test_routes_of_one_page_are_one_thing_when_they_are_the_same(tmp_path: Path) -> None:
    routes = ["https://example.org/app/#/news/7", "http://www.example.org/app/#/news/7/", "https://example.org/app/#/"]
    judged = score_one(tmp_path, COUNT, {"items": [item(url=url) for url in routes]}, "2024-07-01").items
    assert [own.is_valid for own in judged] == [True, False, True]


def test_a_title_copied_with_other_apostrophes_and_blanks_is_the_same_title(tmp_path: Path) -> None:
    copies = [item(title="Ta'lim  kengashi"), item(title="Taʼlim\u00a0kengashi")]
    assert score_one(tmp_path, COUNT, {"items": copies}, "2024-07-01").counted.declared == 1


def test_an_empty_file_is_none(tmp_path: Path, tool: Call) -> None:
    claim = {"level": "full", "items": [item(title="Buyruq", file="attachments/order.pdf")]}
    body = write_body(tmp_path, {"X1": claim}, criterion(LEVELS))
    dump(body / "attachments" / "other.pdf", {})
    order = body / "attachments" / "order.pdf"
    order.write_bytes(b"")
    judged = assess_folder(body, "2024-07-01").verdicts[0].items[0]
    assert judged.faults == (Fault.FILE_EMPTY,)
    row = json.loads(tool("score", body, "--format", "json", "--as-of", "2024-07-01").out)["criteria"][0]
    assert [(own["code"], own["item"]) for own in row["reasons"]] == [("file-empty", "Buyruq")]
    assert (row["declared"], row["evidenced"]) == (1, 0)
    assert "Put the document itself in the place of the empty file." in row["remedy"]
    assert "the file attachments/order.pdf is empty" in tool("validate", body).out
    order.write_bytes(b"%PDF-1.7")
    assert assess_folder(body, "2024-07-01").verdicts[0].items[0].is_valid


def test_an_empty_file_beside_an_address_that_counts_is_told_and_takes_nothing(tmp_path: Path) -> None:
    claim = {"level": "full", "items": [item(url=REPORT, file="attachments/order.pdf")]}
    body = write_body(tmp_path, {"X1": claim}, criterion(LEVELS))
    dump(body / "attachments" / "other.pdf", {})
    (body / "attachments" / "order.pdf").write_bytes(b"")
    assessment = assess_folder(body, "2024-07-01")
    assert assessment.verdicts[0].evidenced.earned == 1
    assert ReasonCode.FILE_EMPTY in {reason.code for reason in find_reasons(assessment.verdicts[0], assessment)}


def test_a_file_carries_an_item_whose_address_is_dead_and_the_address_is_told(tmp_path: Path, tool: Call) -> None:
    claim = {"level": "full", "items": [item(title="Buyruq", url=REPORT, file="attachments/order.pdf")]}
    body = write_body(tmp_path, {"X1": claim}, criterion(LEVELS))
    dump(body / "attachments" / "order.pdf", {"a": 1})
    log = body / "availability" / "office.jsonl"
    log.parent.mkdir()
    lines = [
        json.dumps({"time": f"2024-06-{day}T05:00:00Z", "url": REPORT, "result": "failed", "cause": "404"})
        for day in (10, 11, 12)
    ]
    log.write_text("\n".join(lines) + "\n")
    run = tool("score", body, "--as-of", "2024-07-01", "--format", "json", "--fail-on", "dead-link")
    assert run.code == 0
    report = json.loads(run.out)
    row = report["criteria"][0]
    assert (report["headline"]["failed"], row["verified"], row["outcome"], row["at_stake"]) == (0, 1, "met", 0)
    assert [(own["code"], own["url"]) for own in row["reasons"]] == [("link-spare", REPORT)]
    for form in ("terminal", "markdown"):
        told = tool("score", body, "--as-of", "2024-07-01", "--format", form).out
        assert "1 address does not open, and costs nothing" in " ".join(told.split())


def test_the_name_nearest_to_a_missing_file_is_told_with_the_reason(tmp_path: Path, tool: Call) -> None:
    claim = {"level": "full", "items": [item(file="attachments/buyruq-14.pdf"), item(file="attachments/reyestr.xlsx")]}
    body = write_body(tmp_path, {"X1": claim}, criterion(LEVELS))
    dump(body / "attachments" / "buyruq_14.pdf", {})
    near = "the file attachments/buyruq-14.pdf is not in the workspace; did you mean “attachments/buyruq_14.pdf”?"
    row = json.loads(tool("score", body, "--format", "json", "--as-of", "2024-07-01").out)["criteria"][0]
    assert [own["message"] for own in row["reasons"] if own["code"] == "file-missing"] == [
        near,
        "the file attachments/reyestr.xlsx is not in the workspace",
    ]
    assert near in tool("validate", body).out


def test_a_note_is_the_officers_own_and_never_scored(tool: Call, tmp_path: Path) -> None:
    noted = {"level": "full", "note": "2-qavatdan soʻrash", "items": [item(title="Nizom", note="eski nusxa")]}
    body = write_body(tmp_path, {"X1": noted}, criterion(LEVELS))
    assert assess_folder(body, "2024-07-01").verdicts[0].evidenced.earned == 1
    told = tool("explain", "X1", body, "--lang", "en").out
    assert "2-qavatdan soʻrash" in told
    assert "Nizom: eski nusxa" in told
