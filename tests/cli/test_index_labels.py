"""What ``openness index import`` calls known from a source: no more than was confirmed; and what is no more is told."""

from pathlib import Path

from openness_cli.files.index import load_index
from openness_cli.files.index_book.columns import BookSheet
from tests.builders.bodies import CHECKLIST, COUNT, LEVELS, QUARTERS, SHARE, YEARLY, criterion, write_index
from tests.builders.definition_books import OpenedBook
from tests.builders.tool import Call, Ending

YES, WORDING, POINTS = "wording, points and due date", "wording alone", "points alone"
ANNEX = "annex 4, item 1"
KNOWN = {"basis": "sourced", "points_basis": "published"}


def handed(tool: Call, index: Path) -> OpenedBook:
    path = index.with_name("x.xlsx")
    path.unlink(missing_ok=True)
    assert tool("index", "export", path, "--index", index).code == 0
    return OpenedBook(path)


def imported(tool: Call, book: OpenedBook, index: Path, name: str, *more: object) -> tuple[Path, Ending]:
    to = index.with_name(name)
    ending = tool("index", "import", book.save(), "--index", index, "--to", to, "--lang", "en", *more)
    assert ending.code == 0, ending.err
    return to, ending


def test_how_often_and_what_a_late_one_earns_are_part_of_what_was_published(tool: Call, tmp_path: Path) -> None:
    duties = [criterion(QUARTERS, name, due_basis="sourced", **KNOWN) for name in ("X1", "X2", "X3")]
    index = write_index(tmp_path / "index", [duties])
    book = handed(tool, index).criterion("X1", every="every month").criterion("X2", late="0.5")
    to, ending = imported(tool, book.criterion("X3", due="40"), index, "new")
    found = [(own.points_basis.value, own.due_basis and own.due_basis.value) for own in load_index(to).by_id.values()]
    assert found == [("assumed", "assumed"), ("assumed", "assumed"), ("published", "assumed")]
    assert ending.err.count("not confirmed, and assumed from now on: points; ") == 2
    assert "points: assumed; " in tool("explain", "X1", "--index", to, "--lang", "en").out


def test_a_wording_that_was_derived_and_is_typed_anew_is_assumed(tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS, "X1", basis="derived"), criterion(CHECKLIST, "X2")]])
    to, ending = imported(tool, handed(tool, index).criterion("X1", asks__en="Something else"), index, "new")
    assert load_index(to).by_id["X1"].basis.value == "assumed"
    assert ending.err.count("not confirmed, and assumed from now on: wording") == 1


def test_the_place_of_points_is_named_as_theirs_and_not_as_that_of_the_wording(tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS, "X1", basis="derived"), criterion(COUNT, "X2")]])
    book = handed(tool, index).criterion("X1", decree_points="1", annex=ANNEX, confirmed=POINTS)
    one, _ending = imported(tool, book, index, "one")
    own = load_index(one).by_id["X1"]
    assert [own.reference.to(language) for language in ("uz", "ru", "en")] == [
        f"matn (ball manbasi: {ANNEX})", f"текст (баллы: {ANNEX})", f"text (points: {ANNEX})",
    ]  # fmt: skip
    # other points are found at another place, and then the wording
    book = handed(tool, one).criterion("X1", decree_points="1", annex="annex 4, item 12", confirmed=POINTS)
    two, _ending = imported(tool, book, one, "two")
    assert load_index(two).by_id["X1"].reference.en == "text (points: annex 4, item 12)"
    book = handed(tool, two).criterion("X1", annex="annex 3", confirmed=WORDING)
    three, _ending = imported(tool, book, two, "three")
    assert load_index(three).by_id["X1"].reference.en == "annex 3 (points: annex 4, item 12)"
    book = handed(tool, three).criterion("X1", decree_points="1", annex="annex 3", confirmed=POINTS)
    same, _ending = imported(tool, book, three, "same")
    assert load_index(same).by_id["X1"].reference.en == "annex 3"
    # and they are typed anew
    book = handed(tool, three).criterion("X1", figures="fully = 1; in part = 0.25; not at all = 0")
    four, _ending = imported(tool, book, three, "four")
    own = load_index(four).by_id["X1"]
    assert (own.reference.en, own.basis.value, own.points_basis.value) == ("annex 3", "sourced", "assumed")


def test_steps_that_stay_as_handed_out_are_named_to_whoever_confirms_the_points(tool: Call, tmp_path: Path) -> None:
    late = {**QUARTERS, "late": "0.5"}
    whole = {"kind": "levels", "levels": {"full": "1", "none": 0}}
    rules = [LEVELS, COUNT, CHECKLIST, late, QUARTERS, whole, SHARE, LEVELS]
    index = write_index(tmp_path / "index", [[criterion(rule, f"X{at}") for at, rule in enumerate(rules, 1)]])
    book = handed(tool, index)
    for at in range(1, 8):
        book.criterion(f"X{at}", decree_points="1", annex=ANNEX, confirmed=POINTS)
    to, ending = imported(tool, book.criterion("X7", figures="25 % = 0.25; 100 % = 1"), index, "new")
    told = "what earns less than the most stayed as it was; look whether the annex says the same: X1, X2, X3, X4\n"
    assert told in ending.err
    explained = tool("explain", "X1", "--index", to, "--lang", "en").out
    assert "points: published; the most that it earns stands in the source" in " ".join(explained.split())


def all_confirmed(tool: Call, tmp_path: Path) -> Path:
    """Return an index of two indicators, of which the second is published as the sum of its two criteria."""
    first = [criterion(LEVELS, name) for name in ("X1", "X2", "X3", "X4")]
    index = write_index(tmp_path / "index", [first, [criterion(QUARTERS, "X5"), criterion(YEARLY, "X6")]])
    book = handed(tool, index)
    for name in ("X5", "X6"):
        book.criterion(name, decree_points="1", annex=ANNEX, confirmed=YES)
    to, ending = imported(tool, book, index, "known")
    assert "indicator 2: its points are published now" in ending.err
    return to


def test_a_figure_is_corrected_in_an_indicator_that_was_published_as_a_sum(tool: Call, tmp_path: Path) -> None:
    known = all_confirmed(tool, tmp_path)
    book = handed(tool, known).criterion("X5", decree_points="2", annex=ANNEX, confirmed=YES)
    to, ending = imported(tool, book, known, "new", "--share-out")
    assert "indicator 2: points: 2 → 3" in ending.err
    first, second = load_index(to).indicators
    assert [float(own.possible) for own in (*first.criteria, *second.criteria)] == [0.75] * 4 + [2, 1]
    assert second.points_basis.value == "published"


def test_nobody_is_told_to_share_out_who_does(tool: Call, tmp_path: Path) -> None:
    known = all_confirmed(tool, tmp_path)
    words = ("index", "import", known.with_name("x.xlsx"), "--index", known, "--to", tmp_path / "new", "--lang", "en")
    handed(tool, known).type(BookSheet.INDICATORS, "2", points="3").save()
    assert "\n  → correct the points of its criteria or of the indicator\n" in tool(*words, "--share-out").err
    # nor of sums, as long as something else keeps it from being done
    book = handed(tool, known).criterion("X5", decree_points="2", annex=ANNEX, confirmed=YES)
    book.criterion("X1", effort="many").save()
    assert "share out: --share-out" not in tool(*words, "--share-out").err
    assert tool(*words, "--share-out").err.startswith("Nothing was written: 1 problem.")


def test_an_indicator_that_is_assumed_again_is_told(tool: Call, tmp_path: Path) -> None:
    known = all_confirmed(tool, tmp_path)
    book = handed(tool, known).criterion("X5", points="2").type(BookSheet.INDICATORS, "2", points="3")
    to, ending = imported(tool, book, known, "new", "--share-out")
    assert load_index(to).indicators[1].points_basis.value == "assumed"
    assert "indicator 2: its points are not confirmed, and assumed from now on\n" in ending.err
