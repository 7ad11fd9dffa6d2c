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

    ``unused`` are cells of the decree that were filled in and not confirmed, ``sums`` indicators that are not theirs.
    """

    changes: dict[str, dict[str, str]] = field(default_factory=dict)
    points: dict[str, Fraction] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sums: list[Problem] = field(default_factory=list)


def sums_of_criteria(
    index: Index, criteria: Mapping[str, Mapping[str, str]], confirmed: Collection[str]
) -> dict[str, Fraction]:
    """Return what criteria add up to by indicator, for those of which all points are published and some ``confirmed``.

    That is what such an indicator gives, whatever was published of it before.
    """
    found = {}
    for own in index.indicators:
        names = [each.id for each in own.criteria]
        known = all(criteria[name].get("points_basis") == PointsBasis.PUBLISHED.value for name in names)
        if known and any(name in confirmed for name in names):
            found[own.id] = sum((Fraction(criteria[name].get("points") or 0) for name in names), _ZERO)
    return found


def stated_points(index: Index, compared: Compared, sums: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return the points that indicators are said to have: by the decree, as typed, by ``sums``, or as published."""
    edits = compared.edits[_SHEET]
    typed = {name: Fraction(own["points"].new or 0) for name, own in edits.items() if "points" in own}
    published = {own.id: own.points for own in index.indicators if own.points_basis is PointsBasis.PUBLISHED}
    return {**published, **sums, **typed, **_of_the_decree(compared)}


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
    sums: Mapping[str, Fraction],
) -> Settled:
    """Return indicators as they are to be, where something is ``shared`` out by that.

    Those of ``sums`` give these, and are published.
    """
    made = Settled()
    decree, edits = _of_the_decree(compared), compared.edits[_SHEET]
    for own in index.indicators:
        names = [each.id for each in own.criteria]
        added = sum((Fraction(criteria[name].get("points") or 0) for name in names), _ZERO)
        edit = edits.get(own.id, {}).get("points")
        rest = sums.get(own.id, (shared or {}).get(own.id, own.points))
        points = decree.get(own.id, Fraction(edit.new or 0) if edit else rest)
        made.points[own.id] = points
        made.problems += _missing(own, compared)
        made.unused += _unused(own, compared)
        if points != added:
            column = "decree_points" if own.id in decree else "points"
            told = _("its criteria add up to {sum} points, the sheet says {points}").format(sum=added, points=points)
            hint = _("correct the points of its criteria or of the indicator, or share out: --share-out")
            if shared is not None:
                hint = _("correct the points of its criteria or of the indicator")
            made.sums.append(Problem(compared.cell(_SHEET, own.id, column), 0, 0, told, hint))
        if changes := dict(_changes(own, points, compared, is_known=own.id in sums or own.id in decree)):
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
