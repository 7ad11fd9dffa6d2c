"""The shipped index, and what is said of an index that is wrong."""

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from openness_cli.errors import ExitCode, InvalidInput
from openness_cli.files.index import SHIPPED, load_index
from openness_cli.model.definitions import FactBasis, Levels, Periods, PointsBasis, WordingBasis
from openness_cli.model.periods import Timing
from tests.builders.bodies import CHECKLIST, COUNT, LEVELS, QUARTERS, SHARE, YEARLY, criterion, dump, write_index
from tests.builders.tool import ROOT, Call

INDEX = load_index(SHIPPED / "pf-154")


def test_there_are_84_criteria_and_100_points() -> None:
    assert len(INDEX.by_id) == 84
    assert [int(indicator.points) for indicator in INDEX.indicators] == [10, 25, 20, 6, 10, 4, 15, 10]
    assert sum(c.possible for c in INDEX.by_id.values()) == 100
    certainty = INDEX.certainty()
    assert (certainty.sourced, certainty.derived, certainty.assumed, certainty.points_published) == (27, 42, 15, 1)


def test_due_dates_that_the_law_sets_are_told_from_assumed_ones() -> None:
    dated = {c.id: c.due_basis for c in INDEX.by_id.values() if isinstance(c.rule, Periods)}
    sourced = {name for name, basis in dated.items() if basis is FactBasis.SOURCED}
    assert sourced == {"C3.1", "C3.2", "C3.3", "C7.2", "C7.3"}
    assert len(dated) == 20


def test_what_is_assumed_is_labelled_so_and_nothing_else() -> None:
    assumed = {c.id for c in INDEX.by_id.values() if c.basis is WordingBasis.ASSUMED}
    assert assumed == {
        "C2.18", "C3.17", "C3.18", "C5.4", "C5.5", "C5.6", "C6.1", "C6.2", "C6.4",
        "C7.4", "C7.6", "C7.7", "C7.8", "C7.9", "C8.7",
    }  # fmt: skip
    language_duty = INDEX.by_id["C2.18"]
    assert "clause 9" in language_duty.reference.en
    assert language_duty.note
    assert "assumption" in language_duty.note.en


def test_what_follows_from_a_norm_names_its_clause_or_form() -> None:
    clauses = {
        "C2.11": "3", "C2.12": "1 and 3", "C2.14": "3", "C2.15": "3", "C2.16": "11",
        "C2.17": "11 (search) and 1 (guide)", "C2.19": "3", "C2.20": "11",
        "C2.22": "11", "C2.23": "1", "C2.24": "3", "C3.16": "7", "C6.3": "11",
    }  # fmt: skip
    for name, clause in clauses.items():
        own = INDEX.by_id[name]
        assert own.basis is WordingBasis.DERIVED, name
        for text, act in zip(own.reference, ("373-son", "№ 373", "No. 373", "373-сон"), strict=True):
            assert act in text, (name, text)
        assert re.search(rf"clauses? {re.escape(clause)}(;|$)", own.reference.en), name
    forms = {"C4.1": "1", "C4.2": "2, 7, 8", "C4.3": "3–6", "C4.4": "9, 10", "C4.5": "13", "C4.6": "14"}
    for name, numbers in forms.items():
        own = INDEX.by_id[name]
        assert (own.basis, own.points_basis, int(own.possible)) == (WordingBasis.DERIVED, PointsBasis.ASSUMED, 1)
        assert re.search(rf"reg. No. 3299, forms? {numbers}$", own.reference.en), name
        assert own.titles.uz.startswith(f"{numbers}-shakl"), name
    assert [part.label for part in INDEX.by_id["C2.17"].rule.parts] == ["search", "guide"]  # type: ignore[union-attr]


def test_each_criterion_of_periods_is_of_one_of_three_kinds() -> None:
    kinds: dict[Timing, set[str]] = {kind: set() for kind in Timing}
    for c in INDEX.by_id.values():
        if isinstance(c.rule, Periods):
            kinds[c.rule.timing].add(c.id)
    assert kinds[Timing.CURRENT] == {"C3.9", "C3.11", "C3.12"}
    assert kinds[Timing.WITHIN] == {"C3.1", "C3.2", "C3.3", "C7.2", "C7.3"}
    assert len(kinds[Timing.AFTER]) == 12
    for name in kinds[Timing.AFTER]:
        asks = INDEX.by_id[name].asks
        assert "yakuni boʻyicha" in asks.uz, name
        assert "по итогам кажд" in asks.ru.lower(), name
        assert re.search("after each quarter", asks.en.lower()), name
    for name in kinds[Timing.CURRENT]:
        asks = INDEX.by_id[name].asks
        assert "davomida yangilab borilishi" in asks.uz, name
        assert "обновляться в течение каждого" in asks.ru, name
        assert "kept up to date in the course of each" in asks.en, name
    for name in kinds[Timing.WITHIN]:
        asks = INDEX.by_id[name].asks
        assert "kechiktirmay" in asks.uz, name
        assert "не позднее" in asks.ru, name


def test_no_text_says_site_where_it_means_the_official_one_nor_by_a_day_two_ways() -> None:
    texts = "\n".join(path.read_text(encoding="utf-8") for path in (SHIPPED / "pf-154").glob("*.yaml"))
    uzbek = re.findall(r"^ +uz: (.*)$", texts, re.MULTILINE)
    assert not [text for text in uzbek if re.search(r"(?<!asmiy veb-)\b[Ss]ayt", text)]
    assert not [text for text in uzbek if re.search(r"\d-(martgacha|aprelgacha|martga qadar|aprelga qadar)", text)]
    for c in INDEX.by_id.values():
        if isinstance(c.rule, Levels):
            assert re.search(r"[Tt]oʻliq \(full\) — .+; qisman \(partial\) — .+; yoʻq \(none\) — ", c.asks.uz), c.id
            assert re.search(r"[Пп]олностью \(full\) — .+; частично \(partial\) — .+; нет \(none\) — ", c.asks.ru), c.id
            assert re.search(r"[Ff]ull — .+; partial — .+; none — ", c.asks.en), c.id


def test_vacancies_posted_on_the_fifteenth_of_each_month_earn_their_point(tool: Call, tmp_path: Path) -> None:
    body = tmp_path / "body"
    tool("init", body, "--year", "2024", "--id", "b", "--kind", "ministry", "--lang", "en")
    for path in (body / "evidence").iterdir():
        path.unlink()
    months = [f"2024-{month:02d}" for month in range(1, 13)]
    items = [{"period": own, "url": f"https://b.example/{own}", "published": f"{own}-15"} for own in months]
    dump(body / "evidence" / "3.yaml", {"evidence": {"C3.9": {"items": items}}})
    report = json.loads(tool("score", body, "--as-of", "2025-03-01", "--format", "json").out)
    assert next(row for row in report["criteria"] if row["id"] == "C3.9")["evidenced"] == 1


def test_the_last_confirmed_year_is_read(tmp_path: Path) -> None:
    assert INDEX.confirmed_through == 2023
    assert load_index(write_index(tmp_path / "a", [[criterion(LEVELS)]])).confirmed_through is None
    known = write_index(tmp_path / "b", [[criterion(LEVELS)]], confirmed_through=2030)
    assert load_index(known).confirmed_through == 2030
    assert "is not" in told(write_index(tmp_path / "c", [[criterion(LEVELS)]], confirmed_through="soon"))


def test_the_published_benchmarks_of_2023_are_there() -> None:
    year = INDEX.benchmarks[0]
    assert (year.year, year.bodies) == (2023, 103)
    assert year.best.total == Fraction("88.3")
    assert year.average.indicators["8"] == Fraction("3.9")
    assert year.best.indicators["1"] == Fraction("9.19")


def test_every_criterion_has_its_labels_and_a_source_where_it_says_so() -> None:
    for c in INDEX.by_id.values():
        assert c.reference.uz
        if c.basis.value == "sourced":
            assert c.source.startswith("http"), c.id


def test_definitions_are_in_the_shape_of_the_schema(tool: Call) -> None:
    schema = json.loads(tool("schema", "index").out)
    for path in (ROOT / "indicators" / "pf-154").glob("*.yaml"):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        jsonschema.Draft202012Validator(schema).validate(json.loads(json.dumps(document, default=str)))


def wrong(folder: Path, **criterion_changes: Any) -> str:
    return told(write_index(folder, [[{**criterion(LEVELS), **criterion_changes}]]))


def told(folder: Path) -> str:
    with pytest.raises(InvalidInput) as caught:
        load_index(folder)
    return "\n".join(f"{problem.what} ({problem.hint})" for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"id": "4.10"}, "“4.10” is no id of a criterion"),
        ({"basis": "certain"}, "“certain” is not known here"),
        ({"bases": "assumed"}, "unknown key “bases” (did you mean “basis”?)"),
        ({"titles": {"uz": "a", "ru": "б"}}, "the key “en” is missing"),
        ({"rule": {"kind": "ladder"}}, "“ladder” is not known here"),
        ({"rule": {**COUNT, "steps": [{"min": 2, "points": 1}, {"min": 1, "points": 2}]}}, "steps ascend"),
        ({"rule": {**COUNT, "steps": [{"min": 2, "points": 1}, {"min": 3, "points": 1}]}}, "steps ascend"),
        ({"rule": {**COUNT, "steps": [{"min": 0, "points": 1}]}}, "from above 0"),
        ({"rule": {**COUNT, "steps": [{"min": "0.5", "points": 1}]}}, "a whole number"),
        ({"rule": {**SHARE, "steps": [{"min": 95, "points": 1}]}}, "at most 1"),
        ({"rule": {**CHECKLIST, "parts": CHECKLIST["parts"] + CHECKLIST["parts"][:1]}}, "a part is written twice"),
        ({"rule": {**QUARTERS, "due": {"date": "03-01"}}, "due_basis": "assumed"}, "yearly duties alone"),
        ({"rule": {**QUARTERS, "due": {}}, "due_basis": "assumed"}, "either days_after: 25 or date: 03-01"),
        ({"rule": {**YEARLY, "due": {"date": "13-01"}}, "due_basis": "assumed"}, "is not a day of the year"),
        ({"rule": {**QUARTERS, "late": "1.5"}, "due_basis": "assumed"}, "at most 1"),
        ({"rule": YEARLY}, "the key “due_basis” is missing"),
        ({"needs": {"source": "post"}}, "“post” is not known here"),
        ({"applies_to": ["ministy"]}, "did you mean “ministry”?"),
        ({"effort_days": "-1"}, "not a number from 0 on"),
    ],
)
def test_a_wrong_criterion_is_refused(changes: dict[str, Any], expected: str, tmp_path: Path) -> None:
    assert expected in wrong(tmp_path, **changes)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"points": "2"}, "the indicators add up to 1 points, the index says 2"),
        ({"time_zone": "Asia/Samarqand-2"}, "is no time zone"),
        ({"bands": [{"band": "green", "min": 1}]}, "down to 0"),
        ({"bands": [{"band": "red", "min": 0}, {"band": "green", "min": 1}]}, "down to 0"),
        ({"links": {"broken_after": 0, "apart_hours": 6, "max_age_days": 30}}, "1 or more"),
        ({"edition": "yesterday"}, "is not a date"),
    ],
)
def test_a_wrong_index_is_refused(changes: dict[str, Any], expected: str, tmp_path: Path) -> None:
    assert expected in told(write_index(tmp_path, [[criterion(LEVELS)]], **changes))


def test_sums_and_ids_are_checked(tmp_path: Path) -> None:
    twice = write_index(tmp_path / "twice", [[criterion(LEVELS)], [criterion(LEVELS)]])
    assert "criterion X1 is defined twice" in told(twice)
    head = yaml.safe_load((tmp_path / "twice" / "1.yaml").read_text())
    dump(tmp_path / "sum" / "1.yaml", {**head, "points": "1.5"})
    dump(tmp_path / "sum" / "index.yaml", yaml.safe_load((tmp_path / "twice" / "index.yaml").read_text()))
    assert "the criteria add up to 1 points, the indicator says 1.5" in told(tmp_path / "sum")


def test_points_are_exact_decimals(tmp_path: Path) -> None:
    rules = [{**LEVELS, "levels": {"full": "1.19", "none": 0}} for _ in range(84)]
    folder = write_index(tmp_path, [[criterion(rule, f"X{n}") for n, rule in enumerate(rules)]], points="99.96")
    head = yaml.safe_load((folder / "1.yaml").read_text())
    dump(folder / "1.yaml", {**head, "points": "99.96"})
    assert load_index(folder).points == Fraction("99.96")


def test_an_officer_can_correct_a_copy(tool: Call, tmp_path: Path) -> None:
    copy = tmp_path / "own"
    copy.mkdir()
    for path in (SHIPPED / "pf-154").glob("*.yaml"):
        (copy / path.name).write_bytes(path.read_bytes())
    assert tool("validate", "--index", copy).code == ExitCode.DONE
    text = (copy / "4-budget.yaml").read_text(encoding="utf-8")
    (copy / "4-budget.yaml").write_text(text.replace("points: 6", "points: 7", 1), encoding="utf-8")
    ending = tool("validate", "--index", copy)
    assert ending.code == ExitCode.INVALID
    assert "the criteria add up to 6 points, the indicator says 7" in ending.err
