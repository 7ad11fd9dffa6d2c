"""What a criterion is worth once it is corrected: its rule, its parts, and that all of them say the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from openness_cli.errors import Problem
from openness_cli.files.index_book.columns import BookSheet, text_key
from openness_cli.files.index_book.comparing import Compared, Edit, no_such
from openness_cli.files.index_book.confirming import Decree
from openness_cli.files.index_book.figures import Figure, MisreadError, joined, read_figures, scaled
from openness_cli.files.index_book.reading import Row
from openness_cli.files.index_book.state import State, Values
from openness_cli.messages import _
from openness_cli.model.languages import LANGUAGES, STAND_INS
from openness_cli.model.points import plain_number

_ZERO = Fraction(0)


class PartRow(NamedTuple):
    """A part of a checklist as it is to be; ``place`` is its place among those written, None where it is new.

    ``changed`` are the columns of which one that is written changes.
    """

    label: str
    values: Values
    place: int | None
    is_gone: bool = False
    changed: frozenset[str] = frozenset()

    @property
    def is_touched(self) -> bool:
        """Whether it is new, gone or changed."""
        return self.place is None or self.is_gone or bool(self.changed)


class Worth(NamedTuple):
    """A criterion as typed: what it says, what of it was typed, what the decree gives, its parts."""

    name: str
    values: Values
    edits: Mapping[str, Edit]
    decree: Decree | None
    parts: tuple[PartRow, ...]


class Settled(NamedTuple):
    """What a criterion is to say of its points; ``parts`` only where they change."""

    values: Values
    parts: tuple[PartRow, ...] = ()


def parts_of(now: State, compared: Compared) -> tuple[dict[str, tuple[PartRow, ...]], list[Problem]]:
    """Return the parts of each criterion as they are to be, and what is wrong with new ones."""
    found: dict[str, list[PartRow]] = {}
    problems: list[Problem] = []
    for key, held in now[BookSheet.PARTS].items():
        name, _bar, label = key.partition("|")
        edits = compared.edits[BookSheet.PARTS].get(key, {})
        values = {**held, **{column: edit.new for column, edit in edits.items()}}
        if key not in compared.deleted:
            problems += _lacking(values, partial(compared.cell, BookSheet.PARTS, key))
        own = found.setdefault(name, [])
        own.append(PartRow(label, values, len(own), key in compared.deleted, frozenset(edits)))
    for row in compared.added:
        if row.values.get("delete"):
            continue
        name = row.values.get("criterion", "")
        if wrong := list(_no_part(row, now, compared)):
            problems += wrong
            continue
        own = found.setdefault(name, [])
        own.append(PartRow(_new_label(own), _in_every_language(row), None))
    return {name: tuple(own) for name, own in found.items()}, problems


def _no_part(row: Row, now: State, compared: Compared) -> Iterator[Problem]:
    """Yield why a row is no new part of a checklist."""
    name = row.values.get("criterion", "")
    held = now[BookSheet.CRITERIA].get(name)
    if held is None:
        yield no_such(row, "criterion", name)
        return
    edit = compared.edits[BookSheet.CRITERIA].get(name, {}).get("rule")
    if name in compared.broken or not row.is_whole:
        # what else is wrong with it may come of that
        return
    if (edit.new if edit else held["rule"]) not in ("checklist", ""):
        what = _("{name} earns its points otherwise than by parts").format(name=name)
        hint = _("choose “{kind}” as its kind of rule, or empty this row")
        kind = _("value: checklist").removeprefix("value: ")
        yield Problem(row.cell("criterion"), 0, 0, what, hint.format(kind=kind))
    titles = [text_key("titles", language) for language in LANGUAGES]
    if not any(row.values.get(key) for key in titles):
        yield Problem(row.cell(titles[0]), 0, 0, _("a text is missing here"), _("it is needed in every language"))
    if not row.values.get("points"):
        yield Problem(row.cell("points"), 0, 0, _("a number is missing here"))


def _lacking(values: Values, cell: Callable[[str], str]) -> Iterator[Problem]:
    for language in LANGUAGES:
        if language not in STAND_INS and not values.get(key := text_key("titles", language)):
            yield Problem(cell(key), 0, 0, _("a text is missing here"), _("it is needed in every language"))
    if not values.get("points"):
        yield Problem(cell("points"), 0, 0, _("a number is missing here"))


def _in_every_language(row: Row) -> Values:
    """Return the values of a new part: a name that is written in one language alone stands in the others too."""
    names = {language: row.values.get(text_key("titles", language), "") for language in LANGUAGES}
    first = next(filter(None, names.values()), "")
    titles = {
        text_key("titles", language): name or first
        for language, name in names.items()
        if name or language not in STAND_INS
    }
    return {"criterion": row.values["criterion"], "points": row.values.get("points", ""), **titles}


def _new_label(parts: Iterable[PartRow]) -> str:
    taken = {own.label for own in parts}
    return next(label for number in range(1, len(taken) + 2) if (label := f"part-{number}") not in taken)


def settle_rule(own: Worth, compared: Compared, shown: Callable[[str], str]) -> tuple[Settled, list[Problem]]:
    """Return what a criterion is to say of its points, and what contradicts itself."""
    wrong: list[Problem] = []

    def complain(column: str, what: str, hint: str = "") -> None:
        wrong.append(Problem(compared.cell(BookSheet.CRITERIA, own.name, column), 0, 0, what, hint))

    column, wanted = _wanted(own, complain)
    kind = own.values["rule"]
    values: dict[str, str] = {}
    parts: tuple[PartRow, ...] = ()
    if not kind:
        # what else is typed cannot be understood without it
        complain("rule", _("the kind of rule is missing"), _("choose from the list"))
        return Settled({"points": plain_number(wanted)}), wrong
    for typed in _meaningless(own):
        complain(
            typed, _("it means nothing for this kind of rule"), _("clear the cell, or choose another kind of rule")
        )
    if kind == "periods":
        points = wanted
        _check_periods(own.values, complain)
        if not points:
            complain("points", _("a criterion without points"))
    elif kind == "checklist":
        points, parts = _settled_parts(own, wanted, column, complain)
    else:
        figures, points = _settled_figures(own, wanted, column, complain, shown)
        values["figures"] = figures
    values["points"] = plain_number(points)
    is_other = any(part.is_touched for part in parts) or (kind == "checklist" and "rule" in own.edits)
    return Settled(values, parts if is_other else ()), wrong


Complain = Callable[..., None]


def _wanted(own: Worth, complain: Complain) -> tuple[str, Fraction]:
    """Return the column that says how many points it is, and these: what the decree gives goes first."""
    typed = own.edits.get("points")
    if own.decree is not None and own.decree.points:
        if typed is not None and typed.new != own.decree.points:
            complain("points", _("the points are other ones than those of the decree"), _("clear the cell"))
        return "decree_points", Fraction(own.decree.points)
    return "points", Fraction(own.values.get("points") or 0)


_FIT = {
    "levels": ("figures",), "count": ("figures",), "share": ("figures",), "checklist": (),
    "periods": ("every", "due", "late"),
}  # fmt: skip


def _meaningless(own: Worth) -> Iterator[str]:
    for column in ("figures", "every", "due", "late"):
        if column in own.edits and own.edits[column].new and column not in _FIT[own.values["rule"]]:
            yield column


def _check_periods(values: Values, complain: Complain) -> None:
    for column in ("every", "due"):
        if not values.get(column):
            complain(column, _("a duty that returns says how often and by when"))
    if "-" in values.get("due", "") and values.get("every") != "year":
        complain("due", _("a due date by the day of the year is for yearly duties alone"))


def _settled_parts(
    own: Worth, wanted: Fraction, column: str, complain: Complain
) -> tuple[Fraction, tuple[PartRow, ...]]:
    kept = [part for part in own.parts if not part.is_gone]
    points = sum((Fraction(part.values.get("points") or 0) for part in kept), _ZERO)
    if not points:
        complain("rule", _("a checklist has parts, and these have points"), _("write them on the sheet of the parts"))
    elif wanted != points:
        what = _("the parts add up to {sum} points, here it says {points}").format(sum=points, points=wanted)
        complain(column, what, _("correct the points on the sheet of the parts"))
    return points, own.parts


def _settled_figures(
    own: Worth, wanted: Fraction, column: str, complain: Complain, shown: Callable[[str], str]
) -> tuple[str, Fraction]:
    written = own.values.get("figures", "")
    if "rule" in own.edits and "figures" not in own.edits:
        complain("figures", _("another kind of rule: write what it earns"))
        return written, Fraction(own.values.get("points") or 0)
    try:
        figures = read_figures(own.values["rule"], written, str)
    except MisreadError as error:
        complain("figures", error.what, error.hint)
        return written, Fraction(own.values.get("points") or 0)
    most = max(each.points for each in figures)
    if wanted == most:
        return written, most
    if not wanted:
        complain(column, _("a criterion without points"))
        return written, most
    if "figures" not in own.edits and sum(bool(each.points) for each in figures) == 1:
        return joined(scaled(figures, wanted)), wanted
    what = _("the figures give {most} points at most, here it says {points}").format(most=most, points=wanted)
    complain(column, what, _proposal(figures, wanted, shown))
    return written, most


def _proposal(figures: Iterable[Figure], points: Fraction, shown: Callable[[str], str]) -> str:
    text = _("correct the figures, for instance: {figures}")
    return text.format(figures=joined(scaled(figures, points), shown))
