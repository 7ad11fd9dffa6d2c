"""The merge of workbooks with what the files hold by now: the table of the rule, and what holds for all of it."""

from collections.abc import Mapping

import pytest

from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.merge import merge
from openness_cli.files.sheets.outcomes import ConflictKind, Handout, Keep, Outcome, Row
from openness_cli.files.sheets.state import Entry, Spot, State

Values = Mapping[str, str]
URL = {"url": "https://a.example/1"}
A, B, C = ({"title": name, **URL} for name in "ABC")


def row(values: Values, key: str = "", book: str = "one", *, is_deleted: bool = False) -> Row:
    return Row(key, "X1", values, book, {"title": f"{book}!E2"}, is_deleted)


def book(*rows: Row, name: str = "one", base: Values | None = A) -> Handout:
    handed: dict[SheetKind, dict[str, Row]] | None = None
    if base is not None:
        handed = {kind: {} for kind in SheetKind} | {SheetKind.ITEMS: {"k": row(base, "k", name)}}
    return Handout(name, {SheetKind.ITEMS: rows}, handed)


def files(*items: Values) -> State:
    return State(
        items=tuple(
            Entry("k" if values is A and not place else f"f{place}", "X1", values, Spot("a.yaml", ("items", place)))
            for place, values in enumerate(items)
        )
    )


def told(outcome: Outcome) -> tuple[list[str], list[str], int, int, list[ConflictKind]]:
    """What is edited, added, deleted, so already, and in conflict."""
    edits = [own.value for own in outcome.edits]
    added = [own.values["title"] for own in outcome.added[SheetKind.ITEMS]]
    kinds = [own.kind for own in outcome.conflicts]
    return edits, added, len(outcome.deleted), len(outcome.already), kinds


@pytest.mark.parametrize(
    ("base", "cell", "now", "expected"),
    [
        (A, A, B, ([], [], 0, 0, [])),
        (A, B, A, (["B"], [], 0, 0, [])),
        (A, B, B, ([], [], 0, 1, [])),
        (A, B, C, ([], [], 0, 0, [ConflictKind.FILES])),
        (A, None, A, ([], [], 0, 0, [])),
        (A, None, B, ([], [], 0, 0, [])),
        (A, "delete", A, ([], [], 1, 0, [])),
        (A, "delete", B, ([], [], 0, 0, [ConflictKind.CHANGED])),
        (A, "delete", None, ([], [], 0, 1, [])),
        (A, B, None, ([], [], 0, 0, [ConflictKind.GONE])),
        (None, A, None, ([], ["A"], 0, 0, [])),
        (None, A, A, ([], [], 0, 1, [])),
        (None, A, B, ([], [], 0, 0, [ConflictKind.KNOWN])),
    ],
)
def test_the_table_of_the_rule(
    base: Values | None, cell: Values | str | None, now: Values | None, expected: object
) -> None:
    key = "k" if base is not None else ""
    typed = [] if cell is None else [row(A if isinstance(cell, str) else cell, key, is_deleted=cell == "delete")]
    outcome = merge(files(*([now] if now is not None else [])), [book(*typed, base=base)])
    assert told(outcome) == expected
    assert len(outcome.missing) == (cell is None)


def test_two_workbooks_that_say_the_same_are_one_and_others_a_conflict_in_either_order() -> None:
    def two(first: Row, second: Row, keep: Keep | None = None) -> list[object]:
        books = [book(first), book(second._replace(book="two", cells={"title": "two!E2"}), name="two")]
        outcomes = [merge(files(A), order, keep=keep) for order in (books, books[::-1])]
        assert outcomes[0].conflicts == outcomes[1].conflicts
        return [told(own) for own in outcomes]

    assert two(row(B, "k"), row(B, "k")) == [(["B"], [], 0, 0, [])] * 2
    assert two(row(B, "k"), row(C, "k"), Keep.THEIRS) == [([], [], 0, 0, [ConflictKind.BOOKS])] * 2
    assert two(row(B, "k"), row(A, "k", is_deleted=True)) == [([], [], 0, 0, [ConflictKind.BOOKS])] * 2
    new = {"title": "N", "url": "https://a.example/n"}
    assert two(row(new), row(new)) == [([], ["N"], 0, 1, [])] * 2
    assert two(row(new), row({**new, "title": "M"})) == [([], ["N"], 0, 0, [ConflictKind.BOOKS])] * 2


@pytest.mark.parametrize(
    ("cell", "now", "keep", "expected"),
    [
        (B, C, Keep.THEIRS, (["B"], [], 0, 0, [])),
        (B, C, Keep.OURS, ([], [], 0, 0, [])),
        (B, None, Keep.THEIRS, ([], ["B"], 0, 0, [])),
        (B, None, Keep.OURS, ([], [], 0, 0, [])),
        ("delete", B, Keep.THEIRS, ([], [], 1, 0, [])),
        ("delete", B, Keep.OURS, ([], [], 0, 0, [])),
    ],
)
def test_whose_word_holds_decides_conflicts_with_the_files(
    cell: Values | str, now: Values | None, keep: Keep, expected: object
) -> None:
    typed = row(A if isinstance(cell, str) else cell, "k", is_deleted=cell == "delete")
    assert told(merge(files(*([now] if now else [])), [book(typed)], keep=keep)) == expected


def test_a_row_with_another_criterion_is_new_and_the_old_one_stays_until_it_is_deleted() -> None:
    moved = row(A, "k")._replace(criterion="X2")
    outcome = merge(files(A), [book(moved)])
    assert told(outcome) == ([], ["A"], 0, 0, [])
    assert [own.row.key for own in outcome.moved] == ["k"]
    assert outcome.missing == []
    assert told(merge(files(A), [book(moved)], deletes_missing=True)) == ([], ["A"], 1, 0, [])


def test_of_several_rows_with_one_key_the_one_as_handed_out_keeps_it_and_equal_rows_count_once() -> None:
    other = {"title": "N", "url": "https://a.example/n"}
    outcome = merge(files(A), [book(row(other, "k"), row(A, "k"), row(other, "k"))])
    assert told(outcome) == ([], ["N"], 0, 0, [])
    assert [own.row.values["title"] for own in outcome.twice] == ["N"]


def test_twins_without_an_address_are_not_taken_for_each_other() -> None:
    one, two = {"title": "T"}, {"title": "T", "note": "n"}
    empty: dict[SheetKind, dict[str, Row]] = {kind: {} for kind in SheetKind}
    handed = empty | {SheetKind.ITEMS: {"k0": row(one, "k0"), "k1": row(one, "k1")}}
    entries = tuple(Entry(f"k{place}", "X1", one, Spot("a.yaml", ("items", place))) for place in range(2))
    outcome = merge(State(items=entries), [Handout("one", {SheetKind.ITEMS: [row(one, "k0"), row(two, "k1")]}, handed)])
    assert [(own.entry.key, own.key) for own in outcome.edits] == [("k1", "note")]


def test_a_changed_item_that_could_be_several_is_a_conflict() -> None:
    again = {"title": "C", **URL, "note": "x"}
    assert told(merge(files(B, again), [book(row(C, "k"))])) == ([], [], 0, 0, [ConflictKind.AMBIGUOUS])
    assert told(merge(files(B, again), [book(row(C, "k"))], keep=Keep.OURS)) == ([], [], 0, 0, [])
