"""What ``openness init`` makes to be filled in."""

import json
import re
from pathlib import Path

from openness_cli.errors import ExitCode
from tests.builders.tool import Call


def test_init_makes_a_workspace_that_is_valid_and_is_made_only_once(tool: Call, tmp_path: Path) -> None:
    for language in ("uz", "ru", "en"):
        body = tmp_path / language
        assert tool("init", body, "--lang", language, "--kind", "bank", "--name", 'A "B": c').code == ExitCode.DONE
        assert tool("validate", body).code == ExitCode.DONE
        report = json.loads(tool("score", body, "--format", "json").out)
        assert report["organisation"]["name"] == 'A "B": c'
        assert tool("init", body).code == ExitCode.USAGE
        text = "".join(path.read_text(encoding="utf-8") for path in (body / "evidence").iterdir())
        assert "C2.9:" not in text
        assert "C1.10:" in text
        uncommented = re.sub(r"^    # ", "    ", text, flags=re.MULTILINE)
        assert "items:" in uncommented
    assert (tmp_path / "uz" / ".gitattributes").read_text().splitlines() == [
        "availability/*.jsonl merge=union",
        "history.jsonl merge=union",
    ]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_scaffold_with_its_comments_taken_off_is_valid_and_claims_nothing(tool: Call, tmp_path: Path) -> None:
    body = tmp_path / "body"
    tool("init", body, "--year", "2024", "--lang", "en")
    for path in (body / "evidence").iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"^    # ", "    ", text, flags=re.MULTILINE), encoding="utf-8")
    ending = tool("validate", body)
    assert ending.code == ExitCode.DONE, ending.err
    assert "evidence for 81 criteria, 0 items" in ending.out
    report = json.loads(tool("score", body, "--format", "json", "--as-of", "2025-02-27").out)
    assert {row["outcome"] for row in report["criteria"]} == {"missing", "not-applicable"}
