"""What an item has to be."""

from pathlib import Path
from typing import Any

import pytest

from tests.builders.bodies import LEVELS, item, score_one


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
