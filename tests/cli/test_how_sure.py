"""How sure a total is, across commands: definitions that contradict what was published, the range in diff and rank."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from openness_cli.errors import ExitCode
from openness_cli.files.index import SHIPPED
from tests.builders.bodies import criterion, item, write_index, write_workspace
from tests.builders.documents import table
from tests.builders.histories import body as history
from tests.builders.histories import entry
from tests.builders.tool import SAMPLES, Call, Sample

BODY = SAMPLES / "ministry-2024"


@pytest.fixture
def definitions(tmp_path: Path) -> Path:
    return shutil.copytree(SHIPPED / "pf-154", tmp_path / "index")


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def report(tool: Call, *arguments: str | Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(tool(*arguments, "--format", "json").out)
    return made


# definitions that contradict what was published


def test_validate_names_the_indicator_its_points_and_the_score_that_was_published(
    tool: Call, definitions: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    change(definitions / "index.yaml", "5: 10.00, 6: 4.00", "5: 10.5, 6: 4.01")
    monkeypatch.chdir(tmp_path)
    for arguments in ((), (BODY,)):
        ending = tool("validate", *arguments, "--index", definitions, "--lang", "en")
        assert ending.code == ExitCode.INVALID
        assert "5-open-data.yaml:8:9: indicator 5 gives 10 points, and 10.5 were published for 2023" in ending.err
        assert "6-communication.yaml:8:9: indicator 6 gives 4 points, and 4.01 were published for 2023" in ending.err
        assert "Invalid: 2 problems." in ending.err
    problems = report(tool, "validate", "--index", definitions)["problems"]
    assert [problem["line"] for problem in problems] == [8, 8]


def test_a_score_by_such_definitions_has_its_total_and_says_why_there_is_no_range(
    tool: Call, definitions: Path
) -> None:
    before = report(tool, "score", BODY, "--index", definitions)
    change(definitions / "index.yaml", "5: 10.00, 6: 4.00", "5: 10.5, 6: 4.00")
    after = report(tool, "score", BODY, "--index", definitions)
    assert "certainty" not in after
    assert after == {name: value for name, value in before.items() if name != "certainty"}
    told = " ".join(tool("score", BODY, "--index", definitions, "--all", "--lang", "en").out.split())
    assert "contradict what was published (indicator 5 gives 10 points, and 10.5 were published for 2023)" in told
    page = tool("score", BODY, "--index", definitions, "--format", "html", "--lang", "en").out
    assert "How sure cannot be said: the definitions contradict what was published" in page


def test_what_the_decree_gives_an_indicator_holds_whatever_was_given_before(tool: Call, definitions: Path) -> None:
    change(definitions / "index.yaml", "5: 10.00, 6: 4.00", "5: 10.5, 6: 4.00")
    change(definitions / "5-open-data.yaml", "points: 10\npoints_basis: assumed", "points: 10\npoints_basis: published")
    assert tool("validate", "--index", definitions).code == ExitCode.DONE
    assert "certainty" in report(tool, "score", BODY, "--index", definitions)


def test_of_a_lower_bound_no_range_is_told(tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    (body / "evidence" / "2-sayt.yaml").write_text("evidence: {C3.1: [}", encoding="utf-8")
    ending = tool("score", body, "--keep-going", "--format", "json")
    assert ending.code == ExitCode.INVALID
    assert "certainty" not in json.loads(ending.out)
    told = tool("score", body, "--keep-going", "--lang", "en", "--all").out
    assert "likely" not in told
    assert "At the very most" not in told


def test_what_is_exact_decides_where_a_colour_begins_between_hundredths(tool: Call, tmp_path: Path) -> None:
    rule = {"kind": "levels", "levels": {"full": "4.505", "none": 0}}
    bands = [{"band": "green", "min": 7}, {"band": "yellow", "min": "4.503"}, {"band": "red", "min": 0}]
    policy = {"from": 1, "to": 1, "typical_error": 0}
    index = write_index(
        tmp_path / "index", [[criterion(rule), criterion(rule, "Y1")]], bands=bands, assumed_points=policy
    )
    body = write_workspace(tmp_path / "body", {"X1": {"level": "full", "items": [item()]}}, index)
    made = report(tool, "score", body)
    assert made["headline"] == {"total": 4.5, "band": "yellow", "failed": 0, "failing": 0}
    assert (made["certainty"]["colour"], made["certainty"]["bands"]) == ("firm", ["yellow"])


def test_rank_and_compare_say_why_there_is_no_range(tool: Call, definitions: Path) -> None:
    change(definitions / "index.yaml", "5: 10.00, 6: 4.00", "5: 10.5, 6: 4.00")
    for words in (("rank", BODY, "--index", definitions), ("index", "compare", definitions, BODY)):
        told = " ".join(tool(*words, "--lang", "en").out.split())
        assert "indicator 5 gives 10 points, and 10.5 were published for 2023" in told


def test_without_a_policy_of_assumed_points_nothing_is_said_of_contradictions(tool: Call, definitions: Path) -> None:
    change(definitions / "index.yaml", "5: 10.00, 6: 4.00", "5: 10.5, 6: 4.00")
    text = (definitions / "index.yaml").read_text(encoding="utf-8")
    (definitions / "index.yaml").write_text(re.sub(r"\nassumed_points:.*", "", text), encoding="utf-8")
    assert "contradict" not in tool("score", BODY, "--index", definitions, "--all", "--lang", "en").out


# what became of the range between two reports


def saved(tool: Call, path: Path, *arguments: str | Path) -> Path:
    assert tool("score", BODY, *arguments, "--output", path, "--format", "json").code == ExitCode.DONE
    return path


def test_diff_says_how_the_range_narrowed_once_points_are_known(tool: Call, definitions: Path, tmp_path: Path) -> None:
    before = saved(tool, tmp_path / "before.json", "--index", definitions)
    change(definitions / "7-anti-corruption.yaml", "points_basis: assumed", "points_basis: published")
    after = saved(tool, tmp_path / "after.json", "--index", definitions)
    sides = [json.loads(path.read_text(encoding="utf-8"))["certainty"] for path in (before, after)]
    made = report(tool, "diff", before, after)
    for name, side in zip(("before", "after"), sides, strict=True):
        assert made[name]["certainty"] == {key: side[key] for key in ("colour", "low", "high", "limits")}
    width, narrow = (side["high"] - side["low"] for side in sides)
    assert narrow < width
    told = " ".join(tool("diff", before, after).out.split())
    likely = [f"{side['low']:.2f} to {side['high']:.2f}" for side in sides]
    points = f"{width - narrow:.2f} points narrower"
    assert f"likely {likely[0]} before, {likely[1]} now ({points}): the colour is firm, as before." in told
    assert "At the very most" in told
    assert f"{width - narrow:.2f} points wider" in " ".join(tool("diff", after, before).out.split())
    assert f"How sure: likely {likely[0]}, as before" in " ".join(tool("diff", before, before).out.split())


def test_diff_says_that_the_policy_of_assumed_points_changed(tool: Call, definitions: Path, tmp_path: Path) -> None:
    before = saved(tool, tmp_path / "before.json", "--index", definitions)
    change(definitions / "index.yaml", "typical_error: 2/5", "typical_error: 1/5")
    after = saved(tool, tmp_path / "after.json", "--index", definitions)
    told = " ".join(tool("diff", before, after).out.split())
    assert "typical error: 0.5–2; 0.4 → 0.5–2; 0.2" in told.replace("->", "→")
    assert "points narrower" in told
    (rule,) = report(tool, "diff", before, after)["rules"]
    assert rule == {"rule": "assumed-points", "before": "0.5–2; 0.4", "after": "0.5–2; 0.2"}
    document = json.loads(before.read_text(encoding="utf-8"))
    del document["rules"]["assumed_points"]
    before.write_text(json.dumps(document), encoding="utf-8")
    assert report(tool, "diff", before, after)["rules"] == []


def test_diff_says_what_it_can_where_one_report_is_older(tool: Call, tmp_path: Path) -> None:
    new = saved(tool, tmp_path / "new.json")
    old = tmp_path / "old.json"
    document = json.loads(new.read_text(encoding="utf-8"))
    del document["certainty"]
    old.write_text(json.dumps(document), encoding="utf-8")
    assert "now; the earlier report does not say it." in " ".join(tool("diff", old, new).out.split())
    assert "before; the later report does not say it." in " ".join(tool("diff", new, old).out.split())
    assert "How sure" not in tool("diff", old, old).out


def test_a_range_that_is_none_is_refused(tool: Call, tmp_path: Path) -> None:
    new = saved(tool, tmp_path / "new.json")
    document = json.loads(new.read_text(encoding="utf-8"))
    document["certainty"]["low"] = document["certainty"]["high"] + 1
    new.write_text(json.dumps(document), encoding="utf-8")
    ending = tool("diff", new, new)
    assert ending.code == ExitCode.INVALID
    assert "certainty.low: more than high" in ending.err


# many bodies


def test_rank_says_how_sure_each_total_is_as_its_own_score_does(tool: Call) -> None:
    bodies = [SAMPLES / name for name in ("model-body", "dead-links", "ministry-2024")]
    made = report(tool, "rank", *bodies)
    for row in made["bodies"]:
        own = report(tool, "score", row["folder"])["certainty"]
        assert {key: row["certainty"][key] for key in ("colour", "low", "high")} == {
            key: own[key] for key in ("colour", "low", "high")
        }
        width = f"±{row['certainty']['half_width']:.2f}"
        assert re.search(f"{re.escape(width)} .*{own['colour']}", tool("rank", *bodies).out)
    assert "half_width" not in tool("rank", *bodies, "--format", "csv").out
    first = table(tool("rank", *bodies, "--format", "csv-excel").out.removeprefix("\ufeff"), ";")[0]
    assert (first["how sure"], first["half width"]) == ("firm", "0,39")


def test_rank_on_another_basis_says_nothing_of_the_headline(tool: Call) -> None:
    assert "±" not in tool("rank", SAMPLES / "model-body", "--basis", "declared").out


# saved lines


LIKELY = {"colour": "open", "low": 50.5, "high": 60.25}


def test_history_tells_where_saved_scores_likely_lay(tool: Call, tmp_path: Path) -> None:
    body = history(tmp_path, entry("2024-05-01"), entry("2024-06-01", certainty=LIKELY))
    scores = report(tool, "history", body)["scores"]
    assert "certainty" not in scores[0]
    assert scores[1]["certainty"] == LIKELY
    page = tool("history", body, "--format", "markdown").out
    assert "50.50–60.25 (not clear)" in page
    assert "50.50" not in tool("history", body, "--format", "markdown", "--basis", "declared").out
    assert "likely range" not in tool("history", history(tmp_path / "old", entry("2024-05-01")), "--format", "html").out


def test_a_line_whose_range_is_none_is_no_saved_score(tool: Call, tmp_path: Path) -> None:
    wrong: list[Any] = [{**LIKELY, "low": 70}, {**LIKELY, "colour": "sure"}, {**LIKELY, "high": "60"}, [], "x"]
    for number, certainty in enumerate(wrong):
        lines = entry("2024-05-01", certainty=certainty), entry("2024-06-01")
        body = history(tmp_path / str(number), *lines)
        ending = tool("history", body, "--format", "json")
        assert len(json.loads(ending.out)["scores"]) == 1, certainty
        assert "no saved score" in ending.err


@pytest.mark.parametrize(("published", "words"), [("60.25", "within"), ("50.49", "outside")])
def test_what_was_published_is_held_against_the_likely_range(
    published: str, words: str, tool: Call, tmp_path: Path
) -> None:
    body = history(tmp_path, entry("2025-02-01", certainty=LIKELY))
    with (body / "openness.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\nresults: [{{year: 2024, total: {published}}}]\n")
    told = " ".join(tool("history", body, "--published").out.split())
    assert f"Published {words} the likely range, 50.50 to 60.25" in told
    assert report(tool, "history", body, "--published")["years"][0]["predicted"]["certainty"] == LIKELY


def test_where_all_points_are_published_nothing_is_said_to_be_assumed(tool: Call, definitions: Path) -> None:
    for path in definitions.glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("points_basis: assumed", "points_basis: published")
        path.write_text(text, encoding="utf-8")
    body = SAMPLES / "dead-links"
    certainty = report(tool, "score", body, "--index", definitions)["certainty"]
    assert (certainty["low"], certainty["high"], certainty["colour"]) == (65.78, 65.78, "firm")
    told = " ".join(tool("score", body, "--index", definitions, "--all", "--lang", "en").out.split())
    assert "How sure: 65.78, whatever assumed points may be: the colour is firm." in told
    assert "At the very most" not in told
