"""``openness index``: definitions handed out come back; what is confirmed becomes the decree's, nothing else."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from openness_cli.files.index import SHIPPED, load_index
from openness_cli.files.index_book.columns import BookSheet
from openness_cli.files.tables.handouts import BASE_SHEET, LISTS_SHEET
from openness_cli.model.languages import LANGUAGES
from openness_cli.model.points import plain_number
from tests.builders.bodies import (
    CHECKLIST,
    COUNT,
    LEVELS,
    QUARTERS,
    SHARE,
    YEARLY,
    contents,
    criterion,
    write_index,
    write_workspace,
)
from tests.builders.definition_books import OpenedBook
from tests.builders.tool import SAMPLES, Call

CRITERIA, PARTS, INDICATORS = BookSheet
YES, ALL, WORDING = (
    "wording, points and due date", "everything, the proof asked for as well", "wording alone",
)  # fmt: skip
ANNEX = "1-ilova, 4-band"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Two indicators: four criteria of one point each, and two duties."""
    rules = {"X1": LEVELS, "X2": COUNT, "X4": CHECKLIST, "X5": SHARE}
    first = [criterion(rule, name) for name, rule in rules.items()]
    second = [criterion(QUARTERS, "X3"), criterion(YEARLY, "X6")]
    policy = {"from": "1/2", "to": 2, "typical_error": "2/5"}
    return write_index(tmp_path / "index", [first, second], assumed_points=policy)


@pytest.fixture
def handed(index: Path, tool: Call, tmp_path: Path) -> Path:
    path = tmp_path / "x.xlsx"
    assert tool("index", "export", path, "--index", index).code == 0
    return path


@pytest.mark.grid(one_in=8)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_handed_out_comes_back_without_a_change(language: str, tool: Call, tmp_path: Path) -> None:
    path, to = tmp_path / "x.xlsx", tmp_path / "new"
    assert tool("index", "export", path, "--lang", language).code == 0
    ending = tool("index", "import", path, "--to", to, "--lang", "en")
    assert (ending.code, ending.err.splitlines()[0]) == (0, "nothing changes: the definitions say it all already")
    assert [name.name for name in sorted(to.iterdir())] == [
        path.name for path in sorted((SHIPPED / "pf-154").iterdir())
    ]
    for own in (SHIPPED / "pf-154").iterdir():
        assert (to / own.name).read_bytes() == own.read_bytes()


def test_the_same_definitions_give_the_same_bytes(index: Path, handed: Path, tool: Call, tmp_path: Path) -> None:
    tool("index", "export", tmp_path / "again.xlsx", "--index", index)
    assert (tmp_path / "again.xlsx").read_bytes() == handed.read_bytes()


def test_only_the_edition_changes_where_another_one_is_asked_for(
    index: Path, handed: Path, tool: Call, tmp_path: Path
) -> None:
    to = tmp_path / "new"
    assert tool("index", "import", handed, "--index", index, "--to", to, "--edition", "05.03.2025").code == 0
    assert load_index(to).edition == dt.date(2025, 3, 5)
    assert (to / "1.yaml").read_bytes() == (index / "1.yaml").read_bytes()


def test_what_is_confirmed_is_the_decrees_and_the_rest_stays_as_it_was(
    index: Path, handed: Path, tool: Call, tmp_path: Path
) -> None:
    book = OpenedBook(handed)
    book.criterion("X1", decree="Farmon matni", decree_points="1,0", annex=ANNEX, confirmed=YES, asks__ru="Перевод")
    book.criterion("X2", annex=ANNEX, confirmed=WORDING)
    book.criterion("X3", decree_points=1, annex=ANNEX, confirmed=ALL)
    book.criterion("X6", decree="not taken", decree_points=9).save()
    to = tmp_path / "new"
    ending = tool("index", "import", handed, "--index", index, "--to", to, "--lang", "en")
    assert ending.code == 0, ending.err
    new, old = load_index(to).by_id, load_index(index).by_id
    first = new["X1"]
    assert (first.basis.value, first.points_basis.value, first.needs_basis.value) == ("sourced", "published", "assumed")
    assert (first.titles.uz, first.asks.uz, first.asks.ru, first.asks.en) == (
        "Farmon matni",
        "Farmon matni",
        "Перевод",
        "Farmon matni",
    )
    assert {first.reference.uz, first.reference.ru, first.reference.en} == {ANNEX}
    assert (new["X2"].basis.value, new["X2"].points_basis.value) == ("sourced", "assumed")
    assert new["X2"].asks == old["X2"].asks
    assert new["X3"].is_confirmed
    assert {name: new[name] == old[name] for name in ("X4", "X5", "X6")} == dict.fromkeys(("X4", "X5", "X6"), True)
    assert load_index(to).edition == dt.date(2024, 7, 1)
    assert "filled in and not confirmed, so not taken: x.xlsx, Criteria!G7, x.xlsx, Criteria!H7" in ending.err
    assert "Wording and points are confirmed of 2 criteria of 6." in ending.err
    before, after = (tool("list", "--unconfirmed", "--index", own, "--format", "csv").out for own in (index, to))
    assert [line.split(",")[1] for line in before.splitlines()[1:]] == ["X1", "X2", "X4", "X5", "X3", "X6"]
    assert [line.split(",")[1] for line in after.splitlines()[1:]] == ["X1", "X2", "X4", "X5", "X6"]


def test_an_indicator_all_of_which_is_confirmed_has_published_points(
    index: Path, handed: Path, tool: Call, tmp_path: Path
) -> None:
    book = OpenedBook(handed)
    book.criterion("X3", decree_points=1.5, annex=ANNEX, confirmed=YES)
    book.criterion("X6", decree_points="0.5", annex=ANNEX, confirmed=YES).save()
    to = tmp_path / "new"
    ending = tool("index", "import", handed, "--index", index, "--to", to, "--lang", "en")
    assert ending.code == 0, ending.err
    first, second = load_index(to).indicators
    assert (first.points_basis.value, second.points_basis.value, float(second.points)) == ("assumed", "published", 2)
    assert [float(own.possible) for own in second.criteria] == [1.5, 0.5]
    assert [own.due_basis.value for own in second.criteria if own.due_basis] == ["sourced", "sourced"]


def test_an_indicator_is_confirmed_by_itself(index: Path, handed: Path, tool: Call, tmp_path: Path) -> None:
    file = index / "1.yaml"
    file.write_text(file.read_text().replace("points_basis", "note: {uz: izoh, ru: прим, en: note}\npoints_basis", 1))
    tool("index", "export", handed, "--index", index)
    book = OpenedBook(handed).type(INDICATORS, "1", decree_points="4", annex=ANNEX, confirmed="points alone")
    book.type(INDICATORS, "2", decree_points="2", annex=ANNEX).save()
    to = tmp_path / "new"
    ending = tool("index", "import", handed, "--index", index, "--to", to, "--lang", "en")
    assert ending.code == 0, ending.err
    first, second = load_index(to).indicators
    assert (first.points_basis.value, float(first.points), second.points_basis.value) == ("published", 4, "assumed")
    assert first.note is not None
    assert (first.note.uz, first.note.en) == (f"izoh {ANNEX}", f"note {ANNEX}")
    assert "filled in and not confirmed, so not taken: x.xlsx, Indicators!E3, x.xlsx, Indicators!F3" in ending.err
    assert [own.points_basis.value for own in first.criteria] == ["assumed"] * 4


def test_an_indicator_with_other_points_takes_its_criteria_along(
    index: Path, handed: Path, tool: Call, tmp_path: Path
) -> None:
    typed = {"decree_points": "3", "annex": ANNEX, "confirmed": YES}
    OpenedBook(handed).type(INDICATORS, "1", **typed).save()
    words = ("index", "import", handed, "--index", index, "--to", tmp_path / "new", "--lang", "en")
    refused = tool(*words)
    assert refused.code == 3
    assert "x.xlsx, Indicators!E2: its criteria add up to 4 points, the sheet says 3" in refused.err
    assert tool(*words, "--share-out").code == 0
    first, second = load_index(tmp_path / "new").indicators
    assert [float(own.possible) for own in (*first.criteria, *second.criteria)] == [0.75] * 4 + [1.5] * 2
    OpenedBook(handed).type(INDICATORS, "1", decree_points=None, annex=None).save()
    lacking = tool(*words[:-3], tmp_path / "other", "--lang", "en")
    assert lacking.code == 3
    assert "indicator 1 is confirmed, and no annex and item is named" in lacking.err
    assert "indicator 1 is confirmed, and its points there are missing" in lacking.err


def test_the_source_of_the_wording_stays_beside_that_of_the_points(tool: Call, tmp_path: Path) -> None:
    known = {"basis": "sourced", "source": "https://a.example/old"}
    index = write_index(tmp_path / "index", [[criterion(LEVELS, "X1", **known), criterion(COUNT, "X2", **known)]])
    path, to, again = tmp_path / "x.xlsx", tmp_path / "new", tmp_path / "again"
    tool("index", "export", path, "--index", index)
    book = OpenedBook(path).criterion("X1", decree_points="1", annex=ANNEX, confirmed="points alone")
    book.criterion("X2", annex=ANNEX, confirmed=WORDING).save()
    ending = tool("index", "import", path, "--index", index, "--to", to, "--lang", "en")
    assert ending.code == 0, ending.err
    own = load_index(to).by_id
    assert [(each.reference.uz, each.source) for each in own.values()] == [
        (f"matn (ball manbasi: {ANNEX})", "https://a.example/old"), (ANNEX, ""),
    ]  # fmt: skip
    assert "Web address of the source: “https://a.example/old” → an empty cell" in ending.err
    assert tool("index", "import", path, "--index", to, "--to", again).code == 0
    assert load_index(again) == load_index(to)


def test_what_was_known_and_is_typed_anew_without_being_confirmed_is_assumed(tool: Call, tmp_path: Path) -> None:
    known = {"basis": "sourced", "points_basis": "published"}
    index = write_index(tmp_path / "index", [[criterion(LEVELS, "X1", **known), criterion(COUNT, "X2", **known)]])
    path, to = tmp_path / "x.xlsx", tmp_path / "new"
    tool("index", "export", path, "--index", index)
    book = OpenedBook(path).criterion("X1", titles__en="Another name").criterion("X2", figures="3 = 0.5; 12 = 1")
    book.save()
    ending = tool("index", "import", path, "--index", index, "--to", to, "--lang", "en")
    assert ending.code == 0, ending.err
    own = load_index(to).by_id
    assert [(each.basis.value, each.points_basis.value) for each in own.values()] == [
        ("assumed", "published"), ("sourced", "assumed"),
    ]  # fmt: skip
    assert "not confirmed, and assumed from now on: points" in ending.err


BAD: list[tuple[str, dict[str, object], str, str]] = [
    ("X1", {"confirmed": YES, "decree_points": "1"}, "I2", "X1 is confirmed, and no annex and item is named"),
    ("X2", {"confirmed": YES, "annex": ANNEX}, "H3", "X2 is confirmed, and its points there are missing"),
    ("X3", {"due": "30.02"}, "O6", "“30.02” is no due date"),
    ("X4", {"points": dt.date(2024, 10, 1)}, "Q4", "Excel made a day of what was typed: 2024-10-01"),
    ("X5", {"figures": "50 % = 1; 120 % = 2"}, "M5", "a share is at most 100 %"),
    ("X6", {"every": "often"}, "N7", "“often” is not known here\n  → choose from the list: every month; every"),
    ("X6", {"late": "2"}, "P7", "late is a share of the points, at most 1"),
]  # fmt: skip


def test_every_cell_that_cannot_be_read_is_told_and_nothing_is_written(
    index: Path, handed: Path, tool: Call, tmp_path: Path
) -> None:
    book = OpenedBook(handed)
    for name, typed, _cell, _told in BAD:
        book.criterion(name, **typed)
    book.save()
    ending = tool("index", "import", handed, "--index", index, "--to", tmp_path / "new", "--lang", "en")
    assert (ending.code, (tmp_path / "new").exists()) == (3, False)
    assert ending.err.startswith(f"Nothing was written: {len(BAD)} problems.")
    for _name, _typed, cell, told in BAD:
        assert f"x.xlsx, Criteria!{cell}: {told}" in ending.err


CONTRADICTING: list[tuple[BookSheet, str, dict[str, object], str]] = [
    (CRITERIA, "X2", {"figures": "6 = 1; 12 = 2"}, "the figures give 2 points at most, here it says 1"),
    (CRITERIA, "X1", {"points": "2"}, "correct the figures, for instance: fully = 2; in part = 1; not at all = 0"),
    (CRITERIA, "X5", {"decree_points": "3", "annex": ANNEX, "confirmed": YES}, "for instance: 50% = 1.5; 100% = 3"),
    (CRITERIA, "X5", {"rule": "count"}, "the minimum of a count is a whole number"),
    (CRITERIA, "X4", {"figures": "6 = 1"}, "it means nothing for this kind of rule"),
    (CRITERIA, "X3", {"due": "01.03"}, "a due date by the day of the year is for yearly duties alone"),
    (CRITERIA, "X3", {"points": "2"}, "its criteria add up to 3 points, the sheet says 2"),
    (CRITERIA, "X6", {"points": "0"}, "a criterion without points"),
    (CRITERIA, "X6", {"effort": None}, "a number is missing here"),
    (CRITERIA, "X6", {"asks__en": None}, "a text is missing here"),
    (CRITERIA, "X6", {"criterion": "X1"}, "the row is that of X6, not of X1"),
    (PARTS, "X4|a", {"points": "0.75"}, "the parts add up to 1.25 points, here it says 1"),
    (PARTS, "X4|a", {"titles__uz": None, "titles__ru": None, "titles__en": None}, "a text is missing here"),
    (PARTS, "", {"criterion": "X9", "titles__uz": "q", "points": "1"}, "there is no “X9” in the definitions"),
    (INDICATORS, "1", {"points": "5"}, "the indicators add up to 7 points, the index says 6"),
]


@pytest.mark.grid(one_in=5)
@pytest.mark.parametrize(("kind", "key", "typed", "told"), CONTRADICTING)
def test_what_contradicts_itself_is_told_and_nothing_is_written(
    kind: BookSheet, key: str, typed: dict[str, object], told: str, index: Path, handed: Path, tool: Call
) -> None:
    OpenedBook(handed).type(kind, key, **typed).save()
    ending = tool("index", "import", handed, "--index", index, "--to", handed.with_name("new"), "--lang", "en")
    assert (ending.code, handed.with_name("new").exists()) == (3, False), ending.err
    assert told in ending.err


def test_parts_are_added_changed_and_taken_out(index: Path, handed: Path, tool: Call, tmp_path: Path) -> None:
    book = OpenedBook(handed)
    book.type(PARTS, "X4|a", delete="yes").type(PARTS, "X4|b", points="0.25", titles__en="B")
    book.type(PARTS, "", criterion="X4", titles__uz="Yangi qism", points="0.75").save()
    to = tmp_path / "new"
    ending = tool("index", "import", handed, "--index", index, "--to", to, "--lang", "en")
    assert ending.code == 0, ending.err
    assert "a part goes: matn; a part: matn, 0.25; a part: Yangi qism, 0.75" in ending.err
    rule = load_index(to).by_id["X4"].rule
    assert [(label, float(points)) for label, points in rule.earns] == [("b", 0.25), ("part-1", 0.75)]


def test_a_rule_of_another_kind_is_written_whole(index: Path, handed: Path, tool: Call, tmp_path: Path) -> None:
    book = OpenedBook(handed)
    book.criterion("X1", rule="count", figures="3 = 0.5; 6 = 1").criterion(
        "X2", rule="periods", every="every month", due="10"
    )
    book.criterion("X3", rule="levels", figures="fully = 1; not at all = 0").save()
    to = tmp_path / "new"
    ending = tool("index", "import", handed, "--index", index, "--to", to, "--lang", "en")
    assert ending.code == 0, ending.err
    own = load_index(to).by_id
    kinds = [type(own[name].rule).__name__ for name in ("X1", "X2", "X3")]
    assert kinds == ["Count", "Periods", "Levels"]
    assert (own["X2"].due_basis, own["X3"].due_basis) == (own["X6"].due_basis, None)


def test_definitions_that_changed_since_are_merged_or_told(
    index: Path, handed: Path, tool: Call, tmp_path: Path
) -> None:
    OpenedBook(handed).criterion("X1", effort="3", source="https://a.example/mine").save()
    file = index / "1.yaml"
    file.write_text(file.read_text().replace("effort_days: 1\n", "effort_days: 2\n", 1))
    words = ("index", "import", handed, "--index", index, "--to", tmp_path / "new", "--lang", "en")
    refused = tool(*words)
    assert (refused.code, (tmp_path / "new").exists()) == (1, False)
    assert "x.xlsx, Criteria!R2: typed: “3”; in the definitions: “2”; handed out: “1”" in refused.err
    file.write_text(file.read_text().replace("effort_days: 2\n", "effort_days: 3\n", 1))
    assert tool(*words).code == 0
    own = load_index(tmp_path / "new").by_id["X1"]
    assert (float(own.effort_days), own.source) == (3, "https://a.example/mine")


def test_what_is_gone_of_a_workbook_stays_in_the_definitions(
    index: Path, handed: Path, tool: Call, tmp_path: Path
) -> None:
    book = OpenedBook(handed)
    book.sheet(CRITERIA).delete_rows(book.row(CRITERIA, "X2"))
    book.sheet(CRITERIA).delete_cols(book.column(CRITERIA, "effort"))
    book.sheet(CRITERIA).cell(1, 60).value = "Ours"
    for name in (BASE_SHEET, LISTS_SHEET):
        del book.book[name]
    book.save()
    ending = tool("index", "import", handed, "--index", index, "--to", tmp_path / "new", "--lang", "en")
    assert ending.code == 0, ending.err
    for told in (
        "is not hidden in it any more",
        "stays as it was in the definitions: X2",
        "Criteria: Ours",
        "nothing changes",
    ):
        assert told in ending.err
    assert load_index(tmp_path / "new") == load_index(index)


def test_nothing_is_written_over_anything(index: Path, handed: Path, tool: Call, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "a.txt").write_text("mine")
    before = contents(tmp_path)
    refused = tool("index", "import", handed, "--index", index, "--to", taken, "--lang", "en")
    assert (refused.code, "is not empty; nothing was written" in refused.err) == (2, True)
    assert tool("index", "import", handed, "--index", index, "--to", index).code == 2
    (index / "empty").mkdir()
    for inside in ("new", "empty"):
        refused = tool("index", "import", handed, "--index", index, "--to", index / inside, "--lang", "en")
        assert (refused.code, "will not be overwritten" in refused.err) == (2, True), refused.err
    assert tool("index", "export", index / "1.yaml", "--index", index).code == 2
    assert tool("index", "export", index / "x.xlsx", "--index", index).code == 2
    assert tool("index", "import", handed, "--index", index).code == 2
    assert tool("index", "import", handed, "--index", index, "--dry-run").code == 0
    assert tool("index", "import", handed, "--to", tmp_path / "new", "--lang", "en").code == 2
    assert contents(tmp_path) == before


def test_what_it_changes_for_a_body_is_shown_with_both_ranges(
    index: Path, handed: Path, tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = {"title": "t", "url": "https://a.example/1", "published": "2024-05-14"}
    body = write_workspace(tmp_path / "body", {"X1": {"level": "full", "items": [item]}}, index, as_of="2024-12-31")
    book = OpenedBook(handed).criterion(
        "X1", figures="fully = 1.5; not at all = 0", decree_points="1.5", annex=ANNEX, confirmed=YES
    )
    book.type(INDICATORS, "1", points="4.5").criterion("X3", points="0.5").type(INDICATORS, "2", points="1.5").save()
    before = contents(body)
    words = ("index", "import", handed, "--index", index, "--dry-run", "--lang", "en")
    assert tool(*words).out == ""
    shown = tool(*words, "--preview", body)
    assert shown.code == 0, shown.err
    for told in ("1.00 -> 1.50", "the rule changed: points 1 -> 1.5", "likely 0.66 to 1.84 before, 1.56 to 1.70 now"):
        assert told in shown.out, shown.out
    monkeypatch.chdir(body)
    assert tool(*words).out == shown.out
    shutil.rmtree(body / "evidence")
    assert before.keys() >= contents(body).keys()


def test_a_body_is_scored_by_the_new_definitions_that_it_names(
    index: Path, handed: Path, tool: Call, tmp_path: Path
) -> None:
    OpenedBook(handed).criterion("X1", decree_points="1", annex=ANNEX, confirmed=YES).save()
    assert tool("index", "import", handed, "--index", index, "--to", tmp_path / "new").code == 0
    body = write_workspace(tmp_path / "body", {"X1": {"level": "full"}}, Path("../new"), as_of="2024-12-31")
    ending = tool("score", body, "--format", "json")
    assert ending.code == 0, ending.err
    assert (json.loads(ending.out)["index"]["points_published"], tool("validate", body).code) == (1, 0)


def test_what_is_left_is_shared_out_among_what_stays_assumed(
    index: Path, handed: Path, tool: Call, tmp_path: Path
) -> None:
    book = OpenedBook(handed).criterion("X3", decree_points="2", annex=ANNEX, confirmed=YES)
    book.criterion("X6", decree_points="1", annex=ANNEX, confirmed=YES).save()
    to = tmp_path / "new"
    words = ("index", "import", handed, "--index", index, "--to", to, "--lang", "en")
    refused = tool(*words)
    assert (refused.code, "or share out: --share-out" in refused.err) == (3, True)
    ending = tool(*words, "--share-out")
    assert ending.code == 0, ending.err
    assert "what is left was shared out among 4 criteria that stay assumed" in ending.err
    first, second = load_index(to).indicators
    assert (float(first.points), float(second.points), second.points_basis.value) == (3, 3, "published")
    assert {float(own.possible) for own in first.criteria} == {0.75}
    assert [[float(points) for _name, points in own.rule.earns] for own in first.criteria] == [
        [0.75, 0.375, 0], [0.375, 0.75], [0.375, 0.375], [0.375, 0.75],
    ]  # fmt: skip
    assert {own.points_basis.value for own in first.criteria} == {"assumed"}


def test_one_confirmed_criterion_moves_those_of_its_own_indicator_alone(
    index: Path, handed: Path, tool: Call, tmp_path: Path
) -> None:
    typed = {"figures": "6 = 1; 12 = 2", "decree_points": "2", "annex": ANNEX, "confirmed": YES}
    OpenedBook(handed).criterion("X2", **typed).save()
    to = tmp_path / "new"
    ending = tool("index", "import", handed, "--index", index, "--to", to, "--lang", "en", "--share-out")
    assert ending.code == 0, ending.err
    first, second = load_index(to).indicators
    assert second == load_index(index).indicators[1]
    assert [float(own.possible) for own in first.criteria] == [0.67, 2, 0.67, 0.66]
    assert float(first.points) == 4


def test_evidence_that_cannot_be_read_keeps_no_sound_definitions_back(
    index: Path, handed: Path, tool: Call, tmp_path: Path
) -> None:
    body = write_workspace(tmp_path / "body", {"X1": {"levle": "full"}}, index)
    to = tmp_path / "new"
    words = ("index", "import", handed, "--index", index, "--to", to, "--preview", body, "--lang", "en")
    ending = tool(*words)
    assert (ending.code, ending.out, load_index(to)) == (0, "", load_index(index))
    assert f"What they change for {body} cannot be shown, 1 problem: openness validate {body}" in ending.err


@pytest.mark.slow(few=0, many=1)
def test_whoever_confirms_everything_leaves_nothing_to_be_guessed(repeats: int, tool: Call, tmp_path: Path) -> None:
    assert repeats
    path, to = tmp_path / "x.xlsx", tmp_path / "new"
    tool("index", "export", path)
    book = OpenedBook(path)
    index = load_index(SHIPPED / "pf-154")
    for own in index.by_id.values():
        book.criterion(own.id, decree_points=plain_number(own.possible), annex=ANNEX, confirmed=ALL)
    book.save()
    ending = tool("index", "import", path, "--to", to, "--lang", "en")
    assert ending.code == 0, ending.err
    assert "Wording and points are confirmed of 84 criteria of 84." in ending.err
    new = load_index(to)
    assert [own.rule for own in new.by_id.values()] == [own.rule for own in index.by_id.values()]
    assert all(own.is_confirmed for own in new.by_id.values())
    assert tool("list", "--unconfirmed", "--index", to, "--format", "csv").out.count("\n") == 1
    scored = json.loads(tool("score", SAMPLES / "dead-links", "--index", to, "--format", "json").out)
    found = scored["certainty"]
    assert (found["colour"], found["low"], found["high"]) == ("firm", *[scored["headline"]["total"]] * 2)


def test_an_empty_folder_gives_way_at_once_but_not_the_one_that_somebody_works_in(
    index: Path, handed: Path, tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("index", "import", handed, "--index", index, "--to")
    empty, here, linked = (tmp_path / name for name in ("empty", "here", "linked"))
    for folder in (empty, here, linked):
        folder.mkdir(mode=0o700)
    (tmp_path / "way").symlink_to(linked)
    before = [folder.stat().st_ino for folder in (empty, here, linked)]
    assert tool(*words, empty).code == 0
    assert empty.stat().st_ino != before[0]
    assert empty.stat().st_mode & 0o777 == 0o700
    assert tool(*words, tmp_path / "way").code == 0
    monkeypatch.chdir(here)
    assert tool(*words, Path()).code == 0
    assert here.stat().st_ino == before[1]
    for folder in (empty, here, linked, tmp_path / "way"):
        assert load_index(folder).id == "small"
