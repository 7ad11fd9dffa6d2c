"""Importing again changes nothing: rows are found again wherever their items stand by now."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.merge import merge
from openness_cli.files.sheets.outcomes import ConflictKind, Handout, Keep, Outcome, Row
from openness_cli.files.sheets.state import Entry, Spot, State

Values = Mapping[str, str]
URL = {"url": "https://a.example/1"}
A, B, C = ({"title": name, **URL} for name in "ABC")
OWNED, D = {"title": "A", "owner": "One"}, {"title": "D"}


def row(values: Values, key: str = "", *, is_deleted: bool = False, criterion: str = "X1") -> Row:
    return Row(key, criterion, values, "one", {"title": f"one!E{key}"}, is_deleted)


def handout(base: Sequence[Values], *rows: Row, claims: Sequence[Row] = (), handed: Sequence[Row] = ()) -> Handout:
    """A workbook in which items were handed out whose keys are k0, k1, …"""
    kinds: dict[SheetKind, dict[str, Row]] = {kind: {} for kind in SheetKind}
    kinds[SheetKind.ITEMS] = {f"k{place}": row(own, f"k{place}") for place, own in enumerate(base)}
    kinds[SheetKind.CRITERIA] = {own.key: own for own in handed}
    return Handout("one", {SheetKind.ITEMS: rows, SheetKind.CRITERIA: claims}, kinds)


def files(*items: tuple[str, Values], claim: str | None = None, has_own_owner: bool = True) -> State:
    """What the files hold: of each item its key; ``claim`` is the owner of the entry in which all of them stand."""
    claims = [Entry("a.yaml|X1", "X1", {"owner": claim} if claim else {}, Spot("a.yaml", ("evidence", "X1")))]
    return State(
        claims=tuple(claims if claim is not None else ()),
        items=tuple(
            Entry(key, "X1", values, Spot("a.yaml", ("evidence", "X1", "items", place)), has_own_owner)
            for place, (key, values) in enumerate(items)
        ),
    )


def told(outcome: Outcome) -> tuple[list[tuple[str, str]], list[str], int, int, list[ConflictKind]]:
    """What is edited, added, deleted, so already, and in conflict."""
    edits = [(own.entry.key, own.value) for own in outcome.edits]
    added = [own.values["title"] for own in outcome.added[SheetKind.ITEMS]]
    kinds = [own.kind for own in outcome.conflicts]
    return edits, added, len(outcome.deleted), len(outcome.already), kinds


@pytest.mark.parametrize(
    ("base", "rows", "now", "expected"),
    [
        # one of two that share an address is deleted, and the other moves up
        ([A, B], [row(A, "k0", is_deleted=True), row(B, "k1")], [("n", B)], ([], [], 0, 1, [])),
        # of two that are equal one is deleted, and the other has its key now
        ([A, A], [row(A, "k0", is_deleted=True), row(A, "k1")], [("k0", A)], ([], [], 0, 1, [])),
        ([A, A], [row(A, "k0", is_deleted=True), row(A, "k1")], [("k0", A), ("k1", A)], ([], [], 1, 0, [])),
        # each says what the next one said
        ([A, B], [row(B, "k0"), row(C, "k1")], [("n", B), ("m", C)], ([], [], 0, 2, [])),
        ([A, B], [row(B, "k0"), row(C, "k1")], [("x", A), ("y", B)], ([("x", "B"), ("y", "C")], [], 0, 0, [])),
        ([A, B], [row(B, "k0"), row(A, "k1")], [("n", B), ("m", A)], ([], [], 0, 2, [])),
        # deleted, and entered anew by a row of its own
        ([A], [row(A, "k0", is_deleted=True), row(B)], [("n", B)], ([], [], 0, 2, [])),
        ([A], [row(A, "k0", is_deleted=True), row(A)], [("k0", A)], ([], [], 0, 2, [])),
        # what was one row's is entered by another, once that says something else
        ([OWNED], [row(D, "k0"), row(OWNED)], [("k0", OWNED)], ([("k0", ""), ("k0", "D")], ["A"], 0, 0, [])),
        ([OWNED], [row(D, "k0"), row(OWNED)], [("n", D), ("m", OWNED)], ([], [], 0, 3, [])),
        # two rows of a workbook say different things of one address
        ([A], [row(B, "k0"), row(C)], [("k0", A)], ([("k0", "B")], [], 0, 0, [ConflictKind.BOOKS])),
    ],
)  # fmt: skip
def test_rows_are_found_again(
    base: list[Values], rows: list[Row], now: list[tuple[str, Values]], expected: tuple[Any, ...]
) -> None:
    keep = Keep.THEIRS if ConflictKind.BOOKS in expected[-1] else None
    found = told(merge(files(*now), [handout(base, *rows)], keep=keep))
    assert (sorted(found[0]), *found[1:]) == expected


def test_a_row_that_is_gone_and_was_asked_to_be_deleted_deletes_one_of_two_equal_ones_once() -> None:
    book = handout([A, A], row(A, "k1"))
    assert told(merge(files(("k0", A), ("k1", A)), [book], deletes_missing=True))[2] == 1
    assert told(merge(files(("k0", A)), [book], deletes_missing=True)) == ([], [], 0, 1, [])


def test_an_item_whose_owner_is_that_of_its_criterion_is_found_when_that_changes() -> None:
    handed, claim = (row({"owner": own}, "a.yaml|X1") for own in ("One", "Two"))
    book = handout([OWNED], row({**OWNED, "title": "B"}, "k0"), claims=[claim], handed=[handed])
    first = files(("k0", OWNED), claim="One", has_own_owner=False)
    assert told(merge(first, [book]))[0] == [("a.yaml|X1", "Two"), ("k0", "B")]
    later = files(("n", {"title": "B", "owner": "Two"}), claim="Two", has_own_owner=False)
    assert told(merge(later, [book])) == ([], [], 0, 2, [])


def test_an_owner_that_is_taken_away_leaves_that_of_the_criterion() -> None:
    book = handout([OWNED], row({"title": "A"}, "k0"), handed=[row({"owner": "Two"}, "a.yaml|X1")])
    assert told(merge(files(("k0", OWNED), claim="Two"), [book]))[0] == [("k0", "")]
    later = files(("n", {"title": "A", "owner": "Two"}), claim="Two", has_own_owner=False)
    assert told(merge(later, [book])) == ([], [], 0, 1, [])


def test_a_criterion_of_which_all_was_taken_away_is_gone_and_no_conflict() -> None:
    book = handout([], claims=[row({}, "a.yaml|X1")], handed=[row({"owner": "One"}, "a.yaml|X1")])
    assert told(merge(State(), [book])) == ([], [], 0, 1, [])


def test_what_two_workbooks_changed_of_one_item_is_found_by_both_when_they_come_again() -> None:
    moved = {"title": "A", "url": "https://a.example/2"}
    books = [handout([A], row(moved, "k0")), handout([A], row({**A, "note": "n"}, "k0"))]
    assert told(merge(files(("k0", A)), books))[0] == [("k0", "https://a.example/2"), ("k0", "n")]
    assert told(merge(files(("n", {**moved, "note": "n"})), books)) == ([], [], 0, 2, [])


def test_what_one_workbook_deletes_and_another_enters_anew_is_settled_when_they_come_again() -> None:
    books = [handout([A], row(A, "k0", is_deleted=True)), handout([A], row(A, "k0"), row(B))]
    assert told(merge(files(("k0", A)), books)) == ([], ["B"], 1, 0, [])
    assert told(merge(files(("n", B)), books)) == ([], [], 0, 2, [])


def test_of_two_equal_ones_one_workbook_deletes_one_and_another_changes_the_other() -> None:
    one = handout([OWNED, OWNED], row(OWNED, "k0"), row(OWNED, "k1", is_deleted=True))
    two = handout([OWNED, OWNED], row(D, "k0"), row(OWNED, "k1"))
    assert told(merge(files(("k0", OWNED), ("k1", OWNED)), [one, two]))[2] == 1
    assert told(merge(files(("n", D)), [one, two])) == ([], [], 0, 3, [])


def test_a_new_row_that_one_deletes_and_another_enters_is_entered_and_no_conflict_again() -> None:
    books = [handout([], row(B, is_deleted=True)), handout([], row(B))]
    assert told(merge(files(), books)) == ([], ["B"], 0, 0, [])
    assert told(merge(files(("n", B)), books)) == ([], [], 0, 1, [])
    assert told(merge(files(("n", B)), books[:1])) == ([], [], 0, 0, [ConflictKind.UNKNOWN])


def test_workbooks_that_were_imported_together_are_known_by_what_all_of_them_say() -> None:
    changed = {**OWNED, "title": "D"}
    one = handout([OWNED, OWNED], row(changed, "k0"), row(changed, "k1"), row(OWNED))
    two = handout([OWNED, OWNED], row(OWNED, "k0"), row({"title": "A", "owner": "Two"}, "k1"))
    edits, *rest = told(merge(files(("k0", OWNED), ("k1", OWNED)), [one, two]))
    assert (sorted(edits), rest) == ([("k0", "D"), ("k1", "D"), ("k1", "Two")], [["A"], 0, 0, []])
    now = files(("n", changed), ("m", {"title": "D", "owner": "Two"}), ("o", OWNED))
    assert told(merge(now, [one, two])) == ([], [], 0, 4, [])


def test_of_two_equal_ones_that_of_which_the_owner_was_taken_away_is_the_one_without() -> None:
    book = handout(
        [OWNED, OWNED], row({"title": "A"}, "k0"), row(OWNED, "k1"), handed=[row({"owner": "One"}, "a.yaml|X1")]
    )
    claim = Entry("a.yaml|X1", "X1", {"owner": "One"}, Spot("a.yaml", ("evidence", "X1")))
    items = [
        Entry(key, "X1", OWNED, Spot("a.yaml", ("evidence", "X1", "items", place)), has_own_owner=is_own)
        for place, (key, is_own) in enumerate((("n", False), ("m", True)))
    ]
    for order in (items, items[::-1]):
        assert told(merge(State(claims=(claim,), items=tuple(order)), [book])) == ([], [], 0, 1, [])
