"""What counts and is dated oddly: each told once, and nothing else."""

from pathlib import Path
from typing import Any

import pytest

from openness_cli.scoring.oddities import Odd, find_oddities
from tests.builders.bodies import COUNT, LEVELS, QUARTERS, SHARE, URL, assess_one, criterion, item, write_body
from tests.builders.tool import Call
from tests.builders.verdicts import quarters

YEARLY: dict[str, Any] = {"kind": "periods", "every": "year", "due": {"date": "03-01"}, "points": 1}
SAME = "https://example.org/same"


@pytest.mark.parametrize(
    ("rule", "claim", "expected"),
    [
        (YEARLY, {"items": [item("2023-06-01", period="2024")]}, [Odd.EARLY]),
        (YEARLY, {"items": [item("2024-01-15", period="2024")]}, []),
        (QUARTERS, quarters("2024-04-10", "2024-07-10", url=SAME), [Odd.ONE_PAGE]),
        (
            QUARTERS,
            {
                "items": [
                    item("2024-04-10", period="2024-Q1", url=f"{SAME}/#q1"),
                    item("2024-07-10", period="2024-Q2", url="http://www.example.org/same"),
                ]
            },
            [Odd.ONE_PAGE],
        ),
        (COUNT, {"items": [item(title="a"), item(title="b", url=f"{URL}/")]}, [Odd.TWO_TITLES]),
        (COUNT, {"items": [item(title="a"), item(title="b"), item(title="c")]}, [Odd.TWO_TITLES]),
        (COUNT, {"items": [item(title="a", url=SAME), item(title="b", url=f"{SAME}/2")]}, []),
        (COUNT, {"items": [item(title="a"), item(title="a")]}, []),
        (COUNT, {"items": [item(title="a"), item(None, title="b")]}, []),
        (LEVELS, {"level": "full", "items": [item(title="a"), item(title="b")]}, []),
        (QUARTERS, {"items": [item("2024-04-10", period="2024-Q1", url=[SAME, f"{SAME}/1"])]}, []),
        (COUNT, {"items": [item("2024-01-20", shows=12)]}, [Odd.JANUARY]),
        (COUNT, {"items": [item("2024-01-20", shows=12, updated="2024-11-01")]}, []),
        (COUNT, {"items": [item("2024-01-20")]}, []),
        (SHARE, {"count": 1, "of": 2, "items": [item("2024-01-20")]}, [Odd.JANUARY]),
        (LEVELS, {"level": "full", "items": [item("2024-01-20")]}, []),
    ],
)
def test_what_is_dated_oddly_is_told(
    rule: dict[str, Any], claim: dict[str, Any], expected: list[Odd], tmp_path: Path
) -> None:
    assessment = assess_one(tmp_path, rule, claim, "2024-12-01")
    assert [odd.kind for odd in find_oddities(assessment)] == expected


def test_validate_tells_it_apart_from_what_does_not_count(tool: Call, tmp_path: Path) -> None:
    claim = quarters("2024-04-10", "2024-07-10", url=SAME)
    body = write_body(tmp_path, {"X1": claim}, criterion(QUARTERS), evaluation_date="2024-11-01")
    told = " ".join(tool("validate", body, "--as-of", "2024-08-01", "--lang", "en").out.split())
    assert "2 things to look at:" in told
    assert "the evaluation date 1 November 2024 lies within the year assessed" in told
    assert "one address stands for several periods: 2024-Q1, 2024-Q2" in told
    assert "does not count yet" not in told


def test_what_is_counted_twice_under_one_address_is_named_by_its_titles(tool: Call, tmp_path: Path) -> None:
    claim = {"items": [item(title=f"Tadbir {number}") for number in range(5)]}
    told = " ".join(tool("validate", write_body(tmp_path, {"X1": claim}, criterion(COUNT)), "--lang", "en").out.split())
    assert "one address has several titles, and each counts: “Tadbir 0”, “Tadbir 1”, “Tadbir 2”, …" in told
