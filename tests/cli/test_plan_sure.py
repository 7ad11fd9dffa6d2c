"""``openness plan --sure``: the low end of the likely range is what has to reach the target."""

import json
from pathlib import Path
from typing import Any

from openness_cli.errors import ExitCode
from openness_cli.reports.plan import COLUMNS, PlanReport
from openness_cli.schemas.registry import SchemaName
from tests.builders.bodies import LEVELS, criterion, write_body, write_index, write_workspace
from tests.builders.documents import shape, table
from tests.builders.formats import names_of
from tests.builders.tool import SAMPLES, Call

DEAD_LINKS = ("plan", SAMPLES / "dead-links", "--lang", "en")
SURE = (*DEAD_LINKS, "--sure")
ASSUMED = {"from": "1/2", "to": "2", "typical_error": "2/5"}


def said(tool: Call, *words: str | Path) -> str:
    return " ".join(tool(*words).out.split())


def test_it_is_the_low_end_that_is_in_the_band(tool: Call) -> None:
    plain, sure = (json.loads(tool(*own, "--format", "json").out) for own in (DEAD_LINKS, SURE))
    shape(SchemaName.PLAN).validate(sure)
    assert "certainty" not in plain
    assert set(sure) - set(plain) == {"certainty"}
    assert sure["certainty"]["plan"]["low"] == 72.61 >= sure["target"]["total"] == 72
    assert sure["effort_days"] == 6 > plain["effort_days"] == 3
    # the start is the headline, with the range of a score
    scored = json.loads(tool("score", SAMPLES / "dead-links", "--format", "json").out)["certainty"]
    assert sure["certainty"]["start"] == {key: scored[key] for key in sure["certainty"]["start"]}
    text = said(tool, *SURE)
    assert "at the low end of the likely range: the least effort is 6 working days, 4 actions" in text
    assert "The likely range is 63.09 to 68.47 points now, 72.61 to 77.31 with the plan." in text
    assert "Likely is not certain" in text
    assert text.count("likely at least") == 2
    for word in ("likely", "range"):
        assert word not in said(tool, *DEAD_LINKS)


def test_a_margin_is_added_for_the_low_end_too(tool: Call) -> None:
    lows = [
        json.loads(tool(*SURE, "--margin", margin, "--format", "json").out)["certainty"]["plan"]["low"]
        for margin in ("0", "1", "2.5")
    ]
    assert [low >= 71 + margin for low, margin in zip(lows, (0, 1, 2.5), strict=True)] == [True] * 3


def test_a_low_end_that_cannot_be_brought_there_ends_with_1_and_the_best_there_is(tool: Call) -> None:
    # the total can be brought there
    assert tool(*DEAD_LINKS, "--target", "88").code == ExitCode.DONE
    ending = tool(*SURE, "--target", "88")
    assert ending.code == ExitCode.FAILED
    text = " ".join(ending.out.split())
    assert "this plan cannot reach it. With everything closed that can be, there are 87.61 points there" in text
    assert "now, 87.61 to 91.27 with everything closed." in text
    found = json.loads(tool(*SURE, "--target", "88", "--format", "json").out)
    shape(SchemaName.PLAN).validate(found)
    assert (found["outcome"], found["actions"], set(found["certainty"])) == ("unreachable", [], {"start", "best"})
    assert found["certainty"]["best"]["low"] == 87.61


def test_where_the_low_end_is_there_already_nothing_has_to_be_done(tool: Call) -> None:
    words = ("plan", SAMPLES / "model-body", "--target", "80", "--sure", "--lang", "en")
    found = json.loads(tool(*words, "--format", "json").out)
    assert (found["outcome"], found["actions"]) == ("reached", [])
    assert found["certainty"]["start"] == found["certainty"]["plan"]
    assert "reached already, with 98.71 points there" in said(tool, *words)


def test_every_format_says_where_the_low_end_is(tool: Call) -> None:
    for number, form in enumerate(names_of(PlanReport)):
        language = ("uz", "ru")[number % 2]
        out = tool(*SURE[:2], "--sure", "--lang", language, "--format", form).out
        assert "72.61" in out or "72,61" in out, form
    assert list(table(tool(*SURE, "--format", "csv").out)[0]) == list(COLUMNS)


def two_indicators(folder: Path, **more: Any) -> Path:
    """Write a body of two indicators of the same points, of which one is worth something."""
    index = write_index(
        folder / "index", [[criterion(LEVELS)], [criterion(LEVELS) | {"id": "X2"}]], assumed_points=ASSUMED, **more
    )
    return write_workspace(folder / "body", {}, index)


def test_an_index_that_does_not_say_how_far_its_points_may_be_wrong_is_refused(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, criterion(LEVELS))
    words = ("plan", body, "--as-of", "2024-12-01", "--target", "1", "--margin", "0")
    assert tool(*words, "--lang", "en").code == ExitCode.DONE
    ending = tool(*words, "--sure", "--lang", "en")
    assert (ending.code, ending.out) == (ExitCode.USAGE, "")
    assert "--sure: the index small does not say how far its points may be wrong" in " ".join(ending.err.split())
    assert "assumed_points" in tool(*words, "--sure", "--lang", "uz").err


def test_definitions_that_contradict_what_is_published_are_named(tool: Call, tmp_path: Path) -> None:
    words = ("--as-of", "2024-12-01", "--target", "0.5", "--margin", "0", "--lang", "en")
    assert tool("plan", two_indicators(tmp_path / "a"), *words, "--sure").code == ExitCode.DONE
    best = {"total": 9, "indicators": {"1": 9}}
    benchmark = {"year": 2023, "bodies": 1, "source": "https://example.org", "best": best, "average": best}
    body = two_indicators(tmp_path / "b", benchmarks=[benchmark])
    assert tool("plan", body, *words).code == ExitCode.DONE
    ending = tool("plan", body, *words, "--sure")
    assert (ending.code, ending.out) == (ExitCode.INVALID, "")
    assert "indicator 1 gives 1 points, and 9 were published for 2023" in " ".join(ending.err.split())
