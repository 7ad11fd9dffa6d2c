"""Every JSON that is written is in its shape, of every sample, command and day; and no shape is loaded to write it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from openness_cli.schemas.registry import SchemaName
from tests.builders.commands import DATED, REPORTS, words_of
from tests.builders.documents import shape
from tests.builders.tool import BODIES, SAMPLES, Call

DAYS = ("2024-01-01", "2024-03-01", "2024-07-01", "2024-12-20", "2025-01-15", "2025-02-28")
NAMES = {
    "score": SchemaName.REPORT,
    "links --report": SchemaName.RECORD,
    "links --verify-log": SchemaName.LOG_CHECK,
    "links --moved": SchemaName.MOVED,
    "history --published": SchemaName.PUBLISHED,
    "bundle --verify": SchemaName.BUNDLE_CHECK,
    "index compare": SchemaName.EDITIONS,
    **{
        name: SchemaName(name)
        for name in ("forecast", "plan", "calendar", "history", "rank", "diff", "owners", "remind", "brief")
    },
}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("command", NAMES)
@pytest.mark.grid(one_in=6)
def test_every_json_is_in_its_shape(command: str, body: str, tool: Call, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SAMPLES / body, tmp_path / body))
    for day in DAYS if command in (*DATED, "diff") else DAYS[:1]:
        ending = tool(*words_of(command, folder, tool, "C1.1", day), "--format", "json")
        assert ending.out, ending.err
        shape(NAMES[command]).validate(json.loads(ending.out))


def test_every_report_with_json_is_held_against_a_shape() -> None:
    # a run over addresses is held against its own where there is a site to fetch from
    apart = {"list", "validate", "links --tries 1"}
    assert set(NAMES) == {name for name, report in REPORTS.items() if hasattr(report, "json")} - apart


@pytest.mark.parametrize("command", ["score", "forecast", "plan", "calendar", "history"])
def test_json_is_written_without_pydantic(command: str) -> None:
    text = (
        "import sys; from openness_cli.cli.session import real_session; from openness_cli.cli.main import run;"
        f"run([{command!r}, {str(SAMPLES / 'model-body')!r}, '--format', 'json'], real_session());"
        "sys.exit('pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
