"""What every report of an assessment begins with."""

from datetime import UTC, datetime

import pytest

from tests.builders.tool import SAMPLES, Call

BODY = SAMPLES / "dead-links"  # its day is fixed: 28 February 2025
LATER = datetime(2026, 11, 26, 21, 0, tzinfo=UTC)  # in Tashkent it is the 27th already


@pytest.mark.parametrize("command", ["score", "forecast", "plan", "calendar"])
@pytest.mark.parametrize("form", ["terminal", "markdown"])
@pytest.mark.parametrize(
    ("language", "today"), [("uz", "2026-yil 27-noyabr"), ("ru", "27 ноября 2026"), ("en", "27 November 2026")]
)
def test_a_day_that_the_folder_fixes_is_told_beside_today(
    command: str, form: str, language: str, today: str, tool: Call
) -> None:
    text = tool(command, BODY, "--format", form, "--lang", language, now=LATER).out
    told = " ".join(text.replace("\\", "").split())
    assert told.count("as_of") == 1
    assert told.count(today) == 1


def test_annotations_tell_the_fixed_day_too(tool: Call) -> None:
    told = tool("score", BODY, "--format", "github", "--lang", "en", now=LATER).out
    assert told.count("The day is fixed in openness.yaml (as_of); today is 27 November 2026.") == 1


@pytest.mark.parametrize("format_", ["json", "csv"])
def test_what_is_for_programs_is_the_same_on_every_day(format_: str, tool: Call) -> None:
    texts = {tool("score", BODY, "--format", format_, now=now).out for now in (LATER, datetime(2025, 1, 1, tzinfo=UTC))}
    assert len(texts) == 1


def test_a_day_that_was_asked_for_or_is_today_is_no_fixed_one(tool: Call) -> None:
    assert "as_of" not in tool("score", BODY, "--as-of", "2025-02-27", now=LATER).out
    assert "as_of" not in tool("score", BODY, now=datetime(2025, 2, 28, 6, tzinfo=UTC)).out


def test_a_ranking_tells_how_many_days_are_fixed(tool: Call) -> None:
    bodies = sorted(path for path in SAMPLES.iterdir() if path.is_dir())
    told = " ".join(tool("rank", *bodies, "--lang", "en", now=LATER).out.split())
    assert told.count("The days of 3 bodies are fixed in their openness.yaml (as_of); today is 27 November 2026.") == 1
    assert "as_of" not in tool("rank", *bodies, "--as-of", "2024-12-01", now=LATER).out
