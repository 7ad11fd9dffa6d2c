"""Tables for people: every column of points adds up to the total that the report shows; heads and words are theirs."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from openness_cli.formats.choices import Format, formats_of
from openness_cli.formats.heads import head_of
from openness_cli.messages import use
from tests.builders.bodies import LEVELS, criterion, item, write_body
from tests.builders.commands import REPORTS, words_of
from tests.builders.documents import table
from tests.builders.tool import CYRILLIC, SAMPLES, Call

POINTS = ("possible", "declared", "evidenced", "verified", "unknown", "pending", "open", "lost", "at_stake")


def sheet(tool: Call, *words: str | Path) -> list[dict[str, str]]:
    rows = table(tool(*words, "--format", "csv-excel", "--lang", "en").data.decode("utf-8-sig"), ";")
    return [{name.replace(" ", "_"): cell for name, cell in row.items()} for row in rows]


def figure(cell: str) -> Fraction:
    return Fraction(cell.replace(",", ".") or 0)


@pytest.mark.parametrize("body", ["model-body", "ministry-2024", "dead-links"])
@pytest.mark.parametrize("basis", ["declared", "evidenced", "verified"])
@pytest.mark.parametrize("listing", [(), ("--gaps-only",), ("--only", "C3.*")])
@pytest.mark.grid(one_in=3)
def test_a_score_adds_up_to_the_totals_of_the_report(
    body: str, basis: str, listing: tuple[str, ...], tool: Call
) -> None:
    words = ("score", SAMPLES / body, "--basis", basis)
    rows = sheet(tool, *words, *listing)
    report = json.loads(tool(*words, "--format", "json").out)
    *parts, rounding, total = rows
    assert (rounding["title"], total["title"]) == ("what rounding leaves", "in all")
    for name in POINTS:
        assert sum(figure(row[name]) for row in (*parts, rounding)) == figure(total[name]), name
    assert total["possible"] == "100,00"
    for name in ("declared", "evidenced", "verified"):
        assert float(figure(total[name])) == report["scores"][name]["earned"]
    for name in ("pending", "open", "lost"):
        by_indicator = sum(Fraction(str(own[name])) for own in report["indicators"])
        assert abs(figure(total[name]) - by_indicator) <= Fraction(len(report["indicators"]), 100), name
    assert bool(listing) is any(row["title"] == "criteria that are not listed here" for row in rows)


def test_a_criterion_counts_in_its_row_as_much_as_in_the_total(tool: Call) -> None:
    (row,) = (row for row in sheet(tool, "score", SAMPLES / "dead-links") if row["criterion"] == "C3.4")
    (plain,) = (
        own for own in table(tool("score", SAMPLES / "dead-links", "--format", "csv").out) if own["criterion"] == "C3.4"
    )
    assert (plain["possible"], plain["scale"].strip("'")) == ("1.00", "20/17")
    assert (row["possible"], row["evidenced"]) == ("1,17", "1,17")


def test_a_comparison_adds_up_to_what_the_totals_changed_by(tool: Call, tmp_path: Path) -> None:
    saved = []
    for day in ("2025-01-10", "2025-02-28"):
        saved.append(tmp_path / f"{day}.json")
        tool("score", SAMPLES / "dead-links", "--as-of", day, "--format", "json", "--output", saved[-1])
    for listing in ((), ("--only", "C3.*")):
        *parts, total = sheet(tool, "diff", *saved, *listing)
        report = json.loads(tool("diff", *saved, "--format", "json").out)
        for measure in ("earned", "on_course"):
            for side in ("before", "after", "change"):
                name = f"{measure}_{side}"
                assert sum(figure(row[name]) for row in parts) == figure(total[name]), name
                assert float(figure(total[name])) == report["total"][measure][side]


def test_indicators_of_a_ranked_body_add_up_to_its_total(tool: Call) -> None:
    for row in sheet(tool, "rank", SAMPLES):
        if row["kind"] == "body":
            parts = [figure(cell) for name, cell in row.items() if name.startswith("indicator_") or name == "rounding"]
            assert sum(parts) == figure(row["total"])
            assert len(parts) == 9
        else:
            assert row["rounding"] == ""


@pytest.mark.parametrize("language", ["uz", "ru", CYRILLIC])
@pytest.mark.parametrize("command", [own for own in REPORTS if Format.CSV_EXCEL in formats_of(REPORTS[own])])
def test_every_column_has_a_name_for_people(command: str, language: str, tool: Call, body: Path) -> None:
    words = words_of(command, body, tool, "X1", "2024-10-01")
    plain = tool(*words, "--format", "csv").out.splitlines()[0].split(",")
    use(language)
    untold = [name for name in plain if head_of(name) == name and not name.startswith("indicator_")]
    assert untold == []
    heads = tool(*words, "--format", "csv-excel", "--lang", language).data.decode("utf-8-sig").splitlines()[0]
    assert not set(heads.split(";")) & set(plain)


@pytest.fixture
def body(tmp_path: Path) -> Path:
    claims = {"X1": {"level": "full", "items": [item("2024-06-10")]}}
    return write_body(tmp_path, claims, criterion(LEVELS))


def test_words_days_and_times_are_those_of_the_language(tool: Call) -> None:
    def cells(*words: str | Path, language: str) -> dict[str, str]:
        own = tool(*words, "--format", "csv-excel", "--lang", language).data.decode("utf-8-sig")
        return table(own, ";")[1]

    score = cells("score", SAMPLES / "ministry-2024", language="uz")
    assert score["natija"] == "taqdim etilmagan"
    assert score["muddat"] == "31.12.2024"
    assert "no-evidence" not in score["sabablar"]
    record = cells("links", "--report", SAMPLES / "dead-links", language="ru")
    assert record["вид строки"] == "адрес"
    # 05:00 in UTC is ten in the morning there
    assert record["первая проверка"].endswith(" 10:00")
