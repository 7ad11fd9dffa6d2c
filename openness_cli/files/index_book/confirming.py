"""Rows that are confirmed against what the definitions came to say since: what two persons found must not differ."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from openness_cli.files.index_book.columns import ASSUMED, DECREE, LABELS, Confirmed, text_key
from openness_cli.files.index_book.figures import read_figures
from openness_cli.files.index_book.reading import Row
from openness_cli.files.index_book.references import places_of
from openness_cli.files.index_book.state import Values
from openness_cli.model.languages import LANGUAGES
from openness_cli.model.points import plain_number

# a text of the decree up to so many letters is a name as well
MOST_OF_A_NAME = 150
# what rounding leaves between points that were shared out and their exact share
_ROUNDED = Fraction(1, 1000)


class Conflict(NamedTuple):
    """A cell that cannot be written: what was handed out, what is typed, and what the definitions say by now."""

    column: str
    cell: str
    was: str
    typed: str
    there: str


class Decree(NamedTuple):
    """What was typed of the decree for a criterion or an indicator, in its row.

    ``confirmed`` is what of it holds, None where that is not said.
    """

    row: Row
    text: str
    points: str
    annex: str
    confirmed: Confirmed | None

    def confirms(self, label: str) -> bool:
        """Tell whether what a label is of was confirmed."""
        return self.confirmed is not None and label in self.confirmed.labels

    @property
    def texts(self) -> Mapping[str, str]:
        """What it says in every language, by the fields of a criterion, as far as its wording is confirmed."""
        if not self.text or not self.confirms("basis"):
            return {}
        fields = ("asks", "titles") if len(self.text) <= MOST_OF_A_NAME else ("asks",)
        return dict.fromkeys(fields, self.text)


def decrees_of(rows: Mapping[str, Row]) -> Iterator[tuple[str, Decree]]:
    """Return what was typed of the decree, by the keys of the rows in which anything was."""
    for key, row in rows.items():
        if any(row.values.get(column) for column in DECREE):
            word = row.values.get("confirmed")
            text, points, annex = (row.values.get(column, "") for column in DECREE[:3])
            yield key, Decree(row, text, points, annex, Confirmed(word) if word else None)


def conflicts_of(decree: Decree, base: Values, now: Values) -> Iterator[Conflict]:
    """Return the cells of a confirmed row that say otherwise than the definitions came to say since.

    What is assumed there does not stand against what the decree gives: it may have been shared out.
    """
    if decree.confirms("basis"):
        yield from _of_texts(decree, base, now)
    if decree.confirms("points_basis") and decree.points and now.get("points_basis") != ASSUMED:
        was, there = ((own.get("points"), own.get("points_basis")) for own in (base, now))
        if was != there and Fraction(decree.points) != Fraction(now.get("points") or 0):
            cell = decree.row.cell("decree_points")
            yield Conflict("points", cell, base.get("points", ""), decree.points, now.get("points", ""))
    yield from _of_places(decree, base, now)


def known_since(base: Values, now: Values) -> frozenset[str]:
    """Return the labels by which the definitions came to have something confirmed since."""
    return frozenset(own for own in LABELS if base.get(own) != now.get(own, ASSUMED) != ASSUMED)


def known_on_both_sides(decree: Decree | None, base: Values, now: Values) -> frozenset[str]:
    """Return the labels that a row confirms, and that the definitions came to have confirmed since."""
    return known_since(base, now).intersection(decree.confirmed.labels if decree and decree.confirmed else ())


def gives_its_points(decree: Decree, rule: str, parts: Iterable[str]) -> bool:
    """Tell whether the steps of a row, or its parts, lead to the points that are typed of the decree."""
    kind, figures = decree.row.values.get("rule", rule), decree.row.values.get("figures", "")
    if figures and kind in ("levels", "count", "share"):
        most = max(own.points for own in read_figures(kind, figures, str))
        return plain_number(most) == decree.points
    points = [Fraction(own or 0) for own in parts]
    return not points or plain_number(sum(points, Fraction(0))) == decree.points


def _of_texts(decree: Decree, base: Values, now: Values) -> Iterator[Conflict]:
    is_known = "basis" in known_on_both_sides(decree, base, now)
    for field in ("asks", "titles"):
        told = decree.texts.get(field, "")
        key = _changed(field, base, now) or (_keys(field)[0] if is_known and field == "asks" else "")
        if not key or not (told or field == "asks") or _is_typed(field, decree.row, base):
            continue
        # an empty cell confirms what was handed out
        texts = {own: told or base.get(own, "") for own in _keys(field)}
        if not any(text and text == now.get(own) for own, text in texts.items()):
            yield Conflict(field, decree.row.cell("decree"), base.get(key, ""), texts[key], now.get(key, ""))
            # once is enough for one cell
            return


def _of_places(decree: Decree, base: Values, now: Values) -> Iterator[Conflict]:
    known = known_on_both_sides(decree, base, now)
    keys = [key for key in _keys("reference") if now.get(key)]
    for number, label in enumerate(("basis", "points_basis")):
        was, there = ([places_of(key, own.get(key, ""))[number] for key in keys] for own in (base, now))
        is_known = label in known or (label == "basis" and decree.confirms(label) and was != there)
        if is_known and keys and decree.annex and decree.annex not in there:
            before, after = (own.get(keys[0], "") for own in (base, now))
            yield Conflict("reference", decree.row.cell("annex"), before, decree.annex, after)
            return


def _is_typed(field: str, row: Row, base: Values) -> bool:
    """Tell whether a text was typed itself in every language: then nothing else is written there."""
    keys = [key for key in _keys(field) if base.get(key)]
    return all(row.values.get(key, "") not in ("", base[key]) for key in keys)


def _keys(field: str) -> list[str]:
    return [text_key(field, own) for own in LANGUAGES]


def _changed(field: str, base: Values, now: Values) -> str:
    """Return the first text of a field that the definitions changed since, by its key; or nothing."""
    return next((key for key in _keys(field) if base.get(key, "") != now.get(key, "")), "")


def standing_of(decree: Decree, base: Values, now: Values) -> frozenset[str]:
    """Return the columns that the definitions came to fill since, beside a text that says the same as the row.

    A translation, or an address of the source, that somebody typed there stays.
    """
    said = {key: text for field, text in decree.texts.items() for key in _keys(field)}
    changed = {key for key in (*said, "source") if base.get(key, "") != now.get(key, "") != said.get(key)}
    for key in _keys("reference") if decree.confirms("basis") else ():
        was, there = (places_of(key, own.get(key, ""))[0] for own in (base, now))
        if was != there != decree.annex:
            changed.add(key)
    return frozenset(changed)


# -- points that were shared out ---------------------------------------------------------------------------------------


def is_shared_out(base: Values, now: Values) -> bool:
    """Tell whether of a criterion nothing but assumed points were moved since, those of its figures in proportion."""
    if now.get("points_basis") != ASSUMED or base.get("rule") != now.get("rule"):
        return False
    if not base.get("figures") or not now.get("figures"):
        return base.get("figures") == now.get("figures")
    old, new = (read_figures(own["rule"], own["figures"], str) for own in (base, now))
    is_alike = [own.least for own in old] == [own.least for own in new]
    return is_alike and in_proportion((own.points for own in old), (own.points for own in new))


def in_proportion(old: Iterable[Fraction], new: Iterable[Fraction]) -> bool:
    """Tell whether points are others in proportion, but for what rounding leaves."""
    before, after = list(old), list(new)
    if len(before) != len(after) or not sum(before):
        return before == after
    by = sum(after, Fraction(0)) / sum(before, Fraction(0))
    return all(abs(own * by - other) <= _ROUNDED for own, other in zip(before, after, strict=True))
