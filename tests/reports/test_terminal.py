"""The face of the product: on terminals of every width, in colour and without."""

import re
from pathlib import Path

import pytest

from tests.builders.tool import BODIES, CYRILLIC, SAMPLES, Call

ESCAPES = re.compile(r"\x1b\[([0-9;]*)m")
COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-7]m")


def seen(text: str) -> list[str]:
    return ESCAPES.sub("", text).splitlines()


@pytest.fixture(autouse=True)
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("columns", [60, 80, 100, 120, 200])
@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("language", ["uz", "ru", "en", CYRILLIC])
@pytest.mark.grid(one_in=3)
def test_no_line_is_wider_than_the_terminal(
    columns: int, body: str, language: str, tool: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = seen(tool("score", SAMPLES / body, "--lang", language, "--all", terminal=True).out)
    longest_word = max(len(word) for line in lines for word in line.split()) + 12
    assert max(map(len, lines)) <= max(min(columns, 120), longest_word)
    assert any("━" in line or "─" in line for line in lines)


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("language", ["uz", "ru", "en", CYRILLIC])
@pytest.mark.parametrize(
    "command",
    [
        ("forecast", SAMPLES / "dead-links", "--as-of", "2024-11-01", "--all"),
        ("plan", SAMPLES / "dead-links", "--margin", "5", "--all"),
        ("plan", SAMPLES / "ministry-2024", "--all"),
        ("calendar", SAMPLES / "dead-links", "--as-of", "2024-11-01", "--all"),
        ("rank", SAMPLES, "--fail-under", "yellow"),
    ],
    ids=lambda command: "-".join(map(str, (command[0], Path(command[1]).name))),
)
@pytest.mark.grid(one_in=3)
def test_what_looks_ahead_keeps_to_the_width_of_the_terminal(
    columns: int, language: str, command: tuple[str, ...], tool: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = seen(tool(*command, "--lang", language, terminal=True).out)
    assert max(map(len, lines)) <= columns
    assert any("━" in line or "─" in line for line in lines) or command[0] == "calendar"


def test_colour_is_never_the_only_carrier(tool: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    coloured = tool("score", SAMPLES / "dead-links", "--lang", "en", terminal=True).out
    plain = tool("score", SAMPLES / "dead-links", "--lang", "en", "--no-color", terminal=True).out
    assert COLOUR.search(coloured)
    assert not COLOUR.search(plain)
    assert seen(coloured) == seen(plain)
    assert "yellow" in plain
    variable = tool("score", SAMPLES / "dead-links", "--lang", "en", terminal=True, env={"NO_COLOR": "1"}).out
    assert variable == plain


def test_a_terminal_that_cannot_draw_gets_typed_shapes(tool: Call) -> None:
    text = tool("score", SAMPLES / "dead-links", "--lang", "ru", terminal=True, encoding="cp1251").out
    assert "===" in "\n".join(seen(text))
    assert not set("━┅░─┊┃") & set(text)


def test_lists_and_explanations_are_drawn_too(tool: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert "C4.1" in "\n".join(seen(tool("list", terminal=True).out))
    assert "→ " in "\n".join(seen(tool("explain", "C4.1", SAMPLES / "dead-links", terminal=True).out))
