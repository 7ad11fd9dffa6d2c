"""Figures in one cell: what every rule earns comes back; what cannot be meant is told."""

from fractions import Fraction

import pytest

from openness_cli.files.index import SHIPPED, load_index
from openness_cli.files.index_book.figures import (
    MisreadError,
    due_text,
    figures_of,
    joined,
    read_due,
    read_figures,
    scaled,
)
from openness_cli.messages import figures
from openness_cli.model.definitions import Periods
from openness_cli.model.periods import DaysAfter, OnDate


def test_the_figures_of_every_rule_come_back() -> None:
    rules = [own.rule for own in load_index(SHIPPED / "pf-154").by_id.values()]
    written = {type(own).__name__.lower(): 0 for own in rules}
    for rule in rules:
        kind = type(rule).__name__.lower()
        written[kind] += 1
        if own := figures_of(rule):
            assert read_figures(kind, joined(own, figures), str) == own
        if isinstance(rule, Periods):
            assert read_due(due_text(rule.due)) == rule.due
    assert written == {"levels": 38, "periods": 20, "share": 11, "checklist": 9, "count": 6}


@pytest.mark.parametrize(
    ("kind", "written", "canonical"),
    [
        ("count", "6=0,5;12=1", "6 = 0.5; 12 = 1"),
        ("count", " 6 = 0.50\n12 = 1.00;", "6 = 0.5; 12 = 1"),
        ("share", "25 % = 0,5; 50% = 1", "25% = 0.5; 50% = 1"),
        ("share", "12,5\u00a0% = 1", "12.5% = 1"),
        ("levels", "full = 1; none = 0", "full = 1; none = 0"),
    ],
)
def test_figures_are_understood_as_people_type_them(kind: str, written: str, canonical: str) -> None:
    assert joined(read_figures(kind, written, str)) == canonical


@pytest.mark.parametrize(
    ("kind", "written", "told"),
    [
        ("count", "6", "does not say what earns how much"),
        ("count", "6 = 1 = 2", "does not say what earns how much"),
        ("count", "= 1", "does not say what earns how much"),
        ("count", "", "the figures say nothing of points"),
        ("levels", "full = 0; none = 0", "the figures say nothing of points"),
        ("count", "six = 1", "“six” is not a number from 0 on"),
        ("count", "6 = one", "“one” is not a number from 0 on"),
        ("count", "6.5 = 1", "a whole number"),
        ("count", "25 % = 1", "a whole number"),
        ("count", "0 = 1", "steps ascend"),
        ("count", "12 = 0.5; 6 = 1", "steps ascend"),
        ("count", "6 = 1; 12 = 1", "steps ascend"),
        ("share", "0.25 = 1", "“0.25” is not a share"),
        ("share", "101 % = 1", "at most 100 %"),
        ("share", "33,333 % = 1", "is not a share"),
        ("levels", "full = 1; full = 0.5", "a level is written twice"),
    ],
)
def test_figures_that_cannot_be_meant_are_told(kind: str, written: str, told: str) -> None:
    with pytest.raises(MisreadError, match=told):
        read_figures(kind, written, str)


def test_figures_are_scaled_to_the_points_of_the_decree() -> None:
    half = read_figures("levels", "full = 1; partial = 0.5; none = 0", str)
    assert joined(scaled(half, Fraction(3))) == "full = 3; partial = 1.5; none = 0"


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("25", DaysAfter(25)),
        ("25 days after the period", DaysAfter(25)),
        ("davrdan keyin 25 kun", DaysAfter(25)),
        ("01.03", OnDate(3, 1)),
        ("1/3", OnDate(3, 1)),
        ("03-01", OnDate(3, 1)),
        ("29.02", OnDate(2, 29)),
    ],
)
def test_a_due_date_is_understood_as_people_type_it(written: str, due: object) -> None:
    assert read_due(written) == due


@pytest.mark.parametrize("written", ["30.02", "01.13", "soon", "25 to 30", "9999", "-", "1-3"])
def test_a_due_date_that_is_none_is_told(written: str) -> None:
    with pytest.raises(MisreadError, match="is no due date"):
        read_due(written)
