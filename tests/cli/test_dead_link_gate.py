"""``--fail-on dead-link`` looks at broken addresses on which points hang, and at no others."""

from pathlib import Path

import pytest

from openness_cli.errors import ExitCode
from tests.builders.bodies import COUNT, LEVELS, URL, criterion, item, write_body
from tests.builders.logs import failed, write_log
from tests.builders.tool import Call

OTHER = "https://example.org/b"


@pytest.mark.parametrize(
    ("claim", "rule", "code"),
    [
        ({"level": "full", "items": [item()]}, LEVELS, ExitCode.FAILED),
        ({"level": "full", "items": [item(), item(url=OTHER)]}, LEVELS, ExitCode.DONE),
        ({"level": "none", "items": [item()]}, LEVELS, ExitCode.DONE),
        ({"level": "full", "items": [item(None)]}, LEVELS, ExitCode.DONE),
        ({"count": 1, "items": [item(), item(url=OTHER)]}, COUNT, ExitCode.DONE),
    ],
)
def test_an_address_counts_where_points_hang_on_it(
    claim: dict[str, object], rule: dict[str, object], code: ExitCode, tool: Call, tmp_path: Path
) -> None:
    body = write_body(tmp_path, {"X1": claim}, criterion(rule))
    write_log(body, *(failed(hour) for hour in (1, 8, 15)))
    ending = tool("score", body, "--fail-on", "dead-link", "--lang", "en")
    assert ending.code == code
    assert (URL in ending.err) == (code is ExitCode.FAILED)
