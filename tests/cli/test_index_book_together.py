"""Two persons with a workbook each, of the same definitions: what one confirmed the other does not overwrite."""

from pathlib import Path
from random import Random

import pytest

from openness_cli.files.index import load_index
from openness_cli.files.index_book.columns import BookSheet
from tests.builders.bodies import CHECKLIST, COUNT, LEVELS, criterion, write_index
from tests.builders.definition_books import OpenedBook
from tests.builders.tool import Call, Ending

CRITERIA, PARTS, INDICATORS = BookSheet
YES, WORDING, POINTS = "wording, points and due date", "wording alone", "points alone"


class Two:
    """Definitions, a workbook of them, and whoever imports it one after the other."""

    def __init__(self, tool: Call, folder: Path) -> None:
        rules = {"X1": LEVELS, "X2": COUNT, "X4": CHECKLIST}
        first = [criterion(rule, name) for name, rule in rules.items()]
        self.index = write_index(folder / "index", [first, [criterion(COUNT, "X3")]])
        self.tool, self.folder = tool, folder
        assert tool("index", "export", folder / "handed.xlsx", "--index", self.index).code == 0

    def book(self) -> OpenedBook:
        return OpenedBook(self.folder / "handed.xlsx")

    def first(self, book: OpenedBook, *words: str) -> None:
        ending = self._import(book, "a", self.index, *words)
        assert ending.code == 0, ending.err

    def tries_first(self, book: OpenedBook) -> bool:
        return self._import(book, "a", self.index, "--share-out").code == 0

    def second(self, book: OpenedBook, *words: str) -> tuple[int, str]:
        ending = self._import(book, "b", self.folder / "a", *words)
        assert (self.folder / "b").exists() is (ending.code == 0)
        return ending.code, ending.err

    def _import(self, book: OpenedBook, to: str, index: Path, *words: str) -> Ending:
        path = book.save(f"{to}.xlsx")
        return self.tool("index", "import", path, "--index", index, "--to", self.folder / to, "--lang", "en", *words)


@pytest.fixture
def two(tool: Call, tmp_path: Path) -> Two:
    return Two(tool, tmp_path)


CONFIRMED = {"decree": "Matn A", "decree_points": "1", "annex": "annex 4, item 1", "confirmed": YES}
HALF = {**CONFIRMED, "decree_points": "0.5", "figures": "fully = 0.5; not at all = 0"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"decree_points": "1"}, "H2: typed: “1”; in the definitions: “0.5”; handed out: “1”"),
        ({"decree_points": "0.7"}, "H2: typed: “0.7”; in the definitions: “0.5”; handed out: “1”"),
        ({"decree": "Matn B"}, "G2: typed: “Matn B”; in the definitions: “Matn A”; handed out: “matn”"),
        ({"decree": ""}, "G2: typed: “matn”; in the definitions: “Matn A”; handed out: “matn”"),
        ({"annex": "annex 4, item 12"}, "I2: typed: “annex 4, item 12”; in the definitions: “annex 4, item 1”"),
    ],
)
def test_what_the_first_confirmed_and_the_second_says_otherwise_is_a_conflict(
    typed: dict[str, object], told: str, two: Two
) -> None:
    two.first(two.book().criterion("X1", **HALF).criterion("X2", figures="6 = 1; 12 = 1.5", points="1.5"))
    code, err = two.second(two.book().criterion("X1", **{**CONFIRMED, "decree_points": "0.5", **typed}))
    # the steps that go with the points are told beside them
    assert (code, err.count("; handed out: ")) == (1, 1 + (typed == {"decree_points": "1"}))
    assert f"Criteria!{told}" in err


def test_what_both_confirmed_alike_is_so_already_and_translations_of_the_first_stay(two: Two) -> None:
    two.first(two.book().criterion("X1", **CONFIRMED, asks__ru="Перевод", source="https://a.example/1"))
    code, err = two.second(two.book().criterion("X1", **CONFIRMED).criterion("X2", effort="5"))
    assert code == 0, err
    own = load_index(two.folder / "b").by_id["X1"]
    assert own == load_index(two.folder / "a").by_id["X1"]
    assert (own.asks.ru, own.source) == ("Перевод", "https://a.example/1")


def test_confirmed_without_a_change_counts_as_said(two: Two) -> None:
    as_it_stands = {"decree_points": "1", "annex": "annex 4, item 1", "confirmed": YES}
    two.first(two.book().criterion("X1", **as_it_stands))
    other = {**as_it_stands, "decree_points": "2", "figures": "fully = 2; not at all = 0"}
    code, err = two.second(two.book().criterion("X1", **other))
    assert (code, "Criteria!H2: typed: “2”; in the definitions: “1”" in err) == (1, True)
    code, err = two.second(two.book().criterion("X1", **as_it_stands, decree="Other"))
    assert (code, "Criteria!G2: typed: “Other”; in the definitions: “matn”" in err) == (1, True)


def test_steps_parts_and_due_dates_that_both_confirmed_are_compared_too(two: Two) -> None:
    book = two.book().criterion("X2", figures="4 = 0.5; 12 = 1", **CONFIRMED).criterion("X4", **CONFIRMED)
    two.first(book.type(PARTS, "X4|a", points="0.25").type(PARTS, "X4|b", points="0.75"))
    code, err = two.second(two.book().criterion("X2", **CONFIRMED).criterion("X4", **CONFIRMED))
    assert (code, err.splitlines()[0]) == (1, "Nothing was written: 3 conflicts.")
    assert "Criteria!M3: typed: “6 = 0.5; 12 = 1”; in the definitions: “4 = 0.5; 12 = 1”" in err
    assert err.count("x.xlsx") + err.count("Parts!") == 2
    # what the second one did not confirm is the first one's
    assert two.second(two.book().criterion("X3", effort="2"))[0] == 0


def test_what_the_first_confirmed_as_it_stood_is_not_assumed_again_by_the_second(two: Two) -> None:
    as_it_stands = {"decree_points": "1", "annex": "annex 4, item 1", "confirmed": YES}
    book = two.book().criterion("X2", **as_it_stands).criterion("X4", **as_it_stands)
    two.first(book.type(INDICATORS, "1", decree_points="3", annex="annex 4", confirmed=POINTS))
    book = two.book().criterion("X2", figures="6 = 0.25; 12 = 1", asks__ru="Иначе")
    book.type(PARTS, "X4|a", points="0.4").type(PARTS, "X4|b", points="0.6").type(INDICATORS, "1", points="2")
    code, err = two.second(book)
    assert (code, err.splitlines()[0]) == (1, "Nothing was written: 5 conflicts.")
    assert "Criteria!M3: typed: “6 = 0.25; 12 = 1”; in the definitions: “6 = 0.5; 12 = 1”" in err


def test_a_part_that_changed_since_is_not_taken_out(two: Two) -> None:
    two.first(two.book().type(PARTS, "X4|a", titles__en="A"))
    book = two.book().type(PARTS, "X4|a", delete="yes").type(PARTS, "X4|b", points="1")
    code, err = two.second(book)
    assert (code, "typed: “yes”; in the definitions: “A”; handed out: “text”" in err) == (1, True)


def test_a_part_that_is_new_since_is_not_told_as_gone(two: Two) -> None:
    new = {"criterion": "X4", "titles__uz": "Yangi", "points": "0.25"}
    two.first(two.book().type(PARTS, "X4|a", points="0.25").type(PARTS, "", **new))
    code, err = two.second(two.book().criterion("X3", effort="2"))
    assert (code, "the row is gone" in err) == (0, False), err


@pytest.mark.parametrize("first", [0, 1])
def test_one_confirms_the_wording_and_the_other_the_points(first: int, two: Two) -> None:
    wording = {**CONFIRMED, "decree_points": "", "confirmed": WORDING}
    points = {"decree_points": "1", "annex": "annex 5, item 2", "confirmed": POINTS}
    one, other = (wording, points)[first], (points, wording)[first]
    two.first(two.book().criterion("X1", **one))
    code, err = two.second(two.book().criterion("X1", **other))
    assert code == 0, err
    own = load_index(two.folder / "b").by_id["X1"]
    assert (own.basis.value, own.points_basis.value, own.asks.uz) == ("sourced", "published", "Matn A")
    assert own.reference.en == "annex 4, item 1 (points: annex 5, item 2)"


def test_the_place_of_the_points_is_one_for_both(two: Two) -> None:
    typed = {"decree_points": "1", "annex": "annex 5", "confirmed": POINTS}
    two.first(two.book().criterion("X1", **typed))
    told = "Criteria!I2: typed: “annex 6”; in the definitions: “matn (ball manbasi: annex 5)”; handed out: “matn”"
    for word in (POINTS, YES):
        code, err = two.second(two.book().criterion("X1", **{**typed, "annex": "annex 6", "confirmed": word}))
        assert (code, told in err) == (1, True), err
    code, err = two.second(two.book().criterion("X1", **{**typed, "confirmed": YES}))
    assert (code, load_index(two.folder / "b").by_id["X1"].reference.en) == (0, "annex 5"), err


def test_indicators_that_two_persons_confirm_are_compared_too(two: Two) -> None:
    typed = {"annex": "annex 1", "confirmed": YES}
    two.first(two.book().type(INDICATORS, "1", decree_points="3", **typed))
    other = two.book().type(INDICATORS, "1", decree_points="2", **typed).type(INDICATORS, "2", points="2")
    code, err = two.second(other, "--share-out")
    assert (code, "Indicators!E2: typed: “2”; in the definitions: “3”; handed out: “3”" in err) == (1, True)
    assert two.second(two.book().type(INDICATORS, "1", decree_points="3", **typed))[0] == 0


def test_points_that_were_only_shared_out_stand_in_nobodys_way(two: Two) -> None:
    two.first(
        two.book().criterion("X1", **{**CONFIRMED, "decree_points": "2", "figures": "fully = 2; not at all = 0"}),
        "--share-out",
    )
    moved = load_index(two.folder / "a").by_id
    assert [float(moved[name].possible) for name in ("X2", "X4")] == [0.5, 0.5]
    book = two.book().criterion("X2", **{**CONFIRMED, "decree_points": "0.7", "figures": "6 = 0.4; 12 = 0.7"})
    book.type(PARTS, "X4|a", points="0.2").type(PARTS, "X4|b", points="0.1")
    book.criterion("X4", **{**CONFIRMED, "decree_points": "0.3"})
    code, err = two.second(book)
    assert code == 0, err
    own = load_index(two.folder / "b").by_id
    assert [[float(points) for _name, points in own[name].rule.earns] for name in ("X2", "X4")] == [
        [0.4, 0.7], [0.2, 0.1],
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "other"), [("X2", "X4"), ("X4", "X2")])
def test_steps_and_parts_that_are_confirmed_as_handed_out_come_back_after_a_sharing_out(
    name: str, other: str, two: Two
) -> None:
    more = {**CONFIRMED, "decree_points": "1.5", "figures": "fully = 1.5; not at all = 0"}
    two.first(two.book().criterion("X1", **more), "--share-out")
    code, err = two.second(two.book().criterion(name, **CONFIRMED), "--share-out")
    assert code == 0, err
    own, handed = (load_index(folder).by_id for folder in (two.folder / "b", two.index))
    assert own[name].rule == handed[name].rule
    assert (float(own["X1"].possible), float(own[other].possible)) == (1.5, 0.5)


def typed_at_random(chance: Random, book: OpenedBook) -> OpenedBook:
    """Confirm some of the criteria, and an indicator, in one way or another."""
    for name in chance.sample(["X1", "X2", "X3", "X4"], chance.randint(1, 3)):
        typed: dict[str, object] = {
            "decree": chance.choice(["", "Matn A", "Matn B"]),
            "annex": chance.choice(["annex 4", "annex 5"]),
            "decree_points": chance.choice(["1", "1", "0.5", "1.5"]),
            "confirmed": chance.choice([YES, WORDING, POINTS, ""]),
        }
        if name == "X2" and chance.random() < 0.5:
            typed["figures"] = chance.choice(["3 = 0.5; 12 = 1", "6 = 0.5; 12 = 1.5", "6 = 0.25; 12 = 0.5"])
        if name == "X4" and chance.random() < 0.5:
            book.type(PARTS, "X4|a", points=chance.choice(["0.25", "0.75", "1"]))
            book.type(PARTS, "X4|b", points=chance.choice(["0.25", "0.75", "0.5"]))
        book.criterion(name, **typed)
    if chance.random() < 0.3:
        typed = {"decree_points": chance.choice(["3", "2.5"]), "annex": "annex 1", "confirmed": POINTS}
        book.type(INDICATORS, "1", **typed)
    return book


@pytest.mark.slow(few=2, many=150)
def test_nothing_that_the_first_confirmed_is_another_after_the_second(repeats: int, tool: Call, tmp_path: Path) -> None:
    written = 0
    for number in range(repeats):
        chance = Random(number)  # noqa: S311  (the same each time)
        (folder := tmp_path / str(number)).mkdir()
        two = Two(tool, folder)
        if not two.tries_first(typed_at_random(chance, two.book())):
            continue
        code, err = two.second(typed_at_random(chance, two.book()), "--share-out")
        assert code in {0, 1, 3}, (number, err)
        if code:
            continue
        written += 1
        one, other = (load_index(folder / name) for name in ("a", "b"))
        for own in one.by_id.values():
            new = other.by_id[own.id]
            if own.basis.value == "sourced":
                assert (new.basis, new.asks, new.titles) == (own.basis, own.asks, own.titles), (number, err)
            if own.points_basis.value == "published":
                assert (new.points_basis, new.possible) == (own.points_basis, own.possible), (number, err)
        for before, after in zip(one.indicators, other.indicators, strict=True):
            if before.points_basis.value == "published":
                assert (after.points_basis, after.points) == (before.points_basis, before.points), (number, err)
    assert written or repeats < 100
