"""Indicators as they are to be: their points, whether these are published, and that all of them add up."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from openness_cli.errors import Problem
from openness_cli.files.index_book.columns import BookSheet, text_key
from openness_cli.files.index_book.comparing import Compared
from openness_cli.messages import _
from openness_cli.model.definitions import Index, Indicator, PointsBasis
from openness_cli.model.languages import LANGUAGES
from openness_cli.model.points import plain_number

_ZERO = Fraction(0)
_SHEET = BookSheet.INDICATORS


@dataclass
class Settled:
    """What of indicators is to change, by their ids and columns, and the points of each; and what is wrong.

    ``unused`` are cells of the decree that were filled in and not confirmed.
    """

    changes: dict[str, dict[str, str]] = field(default_factory=dict)
    points: dict[str, Fraction] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def stated_points(index: Index, compared: Compared) -> dict[str, Fraction]:
    """Return the points that indicators are said to have: by the decree, as typed, or as published before."""
    edits = compared.edits[_SHEET]
    typed = {name: Fraction(own["points"].new or 0) for name, own in edits.items() if "points" in own}
    published = {own.id: own.points for own in index.indicators if own.points_basis is PointsBasis.PUBLISHED}
    return {**published, **typed, **_of_the_decree(compared)}


def _of_the_decree(compared: Compared) -> dict[str, Fraction]:
    return {
        name: Fraction(own.points)
        for name, own in compared.indicators.items()
        if own.points and own.confirmed is not None and "points_basis" in own.confirmed.labels
    }


def settle_indicators(
    index: Index,
    criteria: Mapping[str, Mapping[str, str]],
    compared: Compared,
    shared: Mapping[str, Fraction] | None,
    confirmed: Collection[str],
) -> Settled:
    """Return indicators as they are to be; ``confirmed`` are criteria whose points were, in this workbook.

    One of which all criteria have published points is their sum, and published. ``shared`` are the points of those that
    have others by what was shared out, None where nothing is.
    """
    made = Settled()
    decree, edits = _of_the_decree(compared), compared.edits[_SHEET]
    for own in index.indicators:
        names = [each.id for each in own.criteria]
        added = sum((Fraction(criteria[name].get("points") or 0) for name in names), _ZERO)
        is_whole = all(criteria[name].get("points_basis") == PointsBasis.PUBLISHED.value for name in names)
        is_whole &= any(name in confirmed for name in names)
        edit = edits.get(own.id, {}).get("points")
        points = decree.get(own.id, Fraction(edit.new or 0) if edit else (shared or {}).get(own.id, own.points))
        if is_whole and own.id not in decree and not edit:
            points = added
        made.points[own.id] = points
        made.problems += _missing(own, compared)
        made.unused += _unused(own, compared)
        if points != added:
            column = "decree_points" if own.id in decree else "points"
            told = _("its criteria add up to {sum} points, the sheet says {points}").format(sum=added, points=points)
            hint = _("correct the points of its criteria or of the indicator, or share out: --share-out")
            if shared is not None:
                hint = _("correct the points of its criteria or of the indicator")
            made.problems.append(Problem(compared.cell(_SHEET, own.id, column), 0, 0, told, hint))
        if changes := dict(_changes(own, points, compared, is_known=is_whole or own.id in decree)):
            made.changes[own.id] = changes
    return made


def _changes(own: Indicator, points: Fraction, compared: Compared, *, is_known: bool) -> Iterator[tuple[str, str]]:
    if points != own.points:
        yield "points", plain_number(points)
    basis = own.points_basis
    if is_known or points != own.points:
        basis = PointsBasis.PUBLISHED if is_known else PointsBasis.ASSUMED
    if basis is not own.points_basis:
        yield "points_basis", basis.value
    decree = compared.indicators.get(own.id)
    if is_known and decree is not None and own.note is not None:
        for language in LANGUAGES:
            note = own.note.to(language)
            if decree.annex not in note:
                yield text_key("note", language), f"{note} {decree.annex}"


def _missing(own: Indicator, compared: Compared) -> Iterator[Problem]:
    """Yield what is missing of an indicator that is confirmed."""
    decree = compared.indicators.get(own.id)
    if decree is None or decree.confirmed is None:
        return
    name = _("indicator {id}").format(id=own.id)
    if not decree.annex:
        what = _("{name} is confirmed, and no annex and item is named").format(name=name)
        yield Problem(decree.row.cell("annex"), 0, 0, what, _("say where it stands, as in: annex 4, item 12"))
    if not decree.points:
        what = _("{name} is confirmed, and its points there are missing").format(name=name)
        yield Problem(decree.row.cell("decree_points"), 0, 0, what, _("type the points of the indicator"))


def _unused(own: Indicator, compared: Compared) -> Iterator[str]:
    decree = compared.indicators.get(own.id)
    if decree is not None and (decree.confirmed is None or "points_basis" not in decree.confirmed.labels):
        yield from (decree.row.cell(key) for key in ("decree_points", "annex") if decree.row.values.get(key))
