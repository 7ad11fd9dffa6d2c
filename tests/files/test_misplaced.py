"""A known key in the wrong column: what is said of it leads to a file that can be read."""

from pathlib import Path

import pytest

from openness_cli.errors import ExitCode
from tests.builders.bodies import COUNT, LEVELS, criterion, write_body
from tests.builders.tool import Call

IN_COLUMN = "begin it in column {}, not in column {}"
TO_ITEM = "it belongs to an item: below items:, each item behind a dash: - {}: …"
HEAD = "evidence:\n  X1.8:\n    level: full\n"
ITEM = "    items:\n      - title: x\n"


@pytest.mark.parametrize(
    ("written", "line", "said", "mended"),
    [
        (f"{HEAD}{ITEM}     url: https://a.example\n", 6, IN_COLUMN.format(9, 6), "        url: https://a.example"),
        (f"{HEAD}    url: https://b.example\n{ITEM}     url: https://a.example\n", 7, IN_COLUMN.format(9, 6), None),
        (f"{HEAD}{ITEM}    url: https://a.example\n", 6, f"below items: {IN_COLUMN.format(9, 5)}", None),
        (f"{HEAD}{ITEM}  url: https://a.example\n", 6, f"below items: {IN_COLUMN.format(9, 3)}", None),
        (
            f"{HEAD}{ITEM}        url: https://a.example\n        effort_days: 2\n",
            7,
            IN_COLUMN.format(5, 9),
            "    effort_days: 2",
        ),
        ("evidence:\n  X1.8:\n  level: full\n", 3, f"below X1.8: {IN_COLUMN.format(5, 3)}", "    level: full"),
        (f"{HEAD}  X1.9:\n  count: 3\n", 5, f"below X1.9: {IN_COLUMN.format(5, 3)}", "    count: 3"),
        ("evidence:\n  X1.8:\nlevel: full\n", 3, f"below X1.8: {IN_COLUMN.format(5, 1)}", "    level: full"),
        ("evidence:\nX1.8:\n", 2, f"below evidence: {IN_COLUMN.format(3, 1)}", "  X1.8:"),
        (f"{HEAD}    X1.9:\n", 4, f"below evidence: {IN_COLUMN.format(3, 5)}", "  X1.9:"),
        (f"{HEAD}  actions:\n", 4, IN_COLUMN.format(1, 3), "actions:"),
        (f"{HEAD}    url: https://a.example\n", 4, TO_ITEM.format("url"), None),
        (f"{HEAD}    title: x\n", 4, TO_ITEM.format("title"), None),
        (f"{HEAD}{ITEM}    title: y\n", 6, TO_ITEM.format("title"), "      - title: y"),
        ("evidence: {X1.8: {level: full, title: x}}\n", 1, TO_ITEM.format("title"), None),
    ],
)
def test_a_known_key_in_the_wrong_column_is_led_to_its_own(
    written: str, line: int, said: str, mended: str | None, tool: Call, tmp_path: Path
) -> None:
    body = write_body(tmp_path, {}, criterion(LEVELS, "X1.8"), criterion(COUNT, "X1.9"))
    path = body / "evidence" / "all.yaml"
    path.write_text(written)
    told = tool("validate", body)
    assert told.code == ExitCode.INVALID
    assert (f"all.yaml:{line}:" in told.err, said in told.err) == (True, True), told.err
    assert "known:" not in told.err
    if mended:
        lines = written.splitlines()
        lines[line - 1] = mended
        path.write_text("\n".join(lines))
        assert tool("validate", body).code == ExitCode.DONE, tool("validate", body).err


@pytest.mark.parametrize("key", ["levl", "year", "X1.7"])
def test_what_is_no_key_of_elsewhere_is_told_as_before(key: str, tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, criterion(LEVELS, "X1.8"))
    (body / "evidence" / "all.yaml").write_text(f"{HEAD}{'  ' if '.' in key else '    '}{key}: 1\n")
    told = tool("validate", body).err
    assert "column" not in told
    assert ("there is no criterion" if "." in key else "unknown key") in told


def test_lines_of_blanks_without_end_are_looked_at_in_a_bearable_time(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, criterion(LEVELS, "X1.8"))
    blanks = " " * 200_000
    (body / "evidence" / "all.yaml").write_text(f"{HEAD}    owner: unit\n      a{blanks}\n{blanks}- b\n    title: x\n")
    assert TO_ITEM.format("title") in tool("validate", body).err


def test_a_key_of_evidence_in_the_configuration_is_no_slip_of_a_column(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, criterion(LEVELS, "X1.8"))
    with (body / "openness.yaml").open("a") as file:
        file.write("title: x\n")
    told = tool("validate", body).err
    assert "unknown key “title”" in told
    assert "item" not in told
