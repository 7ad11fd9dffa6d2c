"""``results`` of ``openness.yaml``: what the Agency published of this body, a year each."""

from collections.abc import Iterable
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

from openness_cli.files import _tree as tree
from openness_cli.files._tree import Node, Scalar, Source, line_of
from openness_cli.files.fields import Misfits, decimal, fields, several, text, year
from openness_cli.files.spelling import COLOUR_WORDS, suggest
from openness_cli.messages import _, figures, in_every_language
from openness_cli.model.definitions import BandName, Index
from openness_cli.model.evidence import Place, PublishedResult, the_one
from openness_cli.model.points import plain_number

YEARS = range(2000, 3000)


class _Indicator(NamedTuple):
    """One indicator as it is written, before the index is known."""

    key: Scalar
    points: Fraction | None


class WrittenResult(NamedTuple):
    """One year as it is written, before the index is known."""

    year: int
    total: Fraction
    total_node: Node
    band: BandName | None
    indicators: tuple[_Indicator, ...]
    node: Node


def results(source: Source, node: Node) -> tuple[WrittenResult, ...]:
    """Read what was published: a list, or one year alone; a year stands there once."""
    if type(node) is tree.Mapping and "year" in node.entries:
        one = _result(source, node)
        written: tuple[WrittenResult, ...] = (one,) if one else ()
    else:
        written = several(_result)(source, node)
    known: dict[int, WrittenResult] = {}
    for own in written:
        other = known.setdefault(own.year, own)
        if other is not own:
            what = _("the result of {year} is written twice").format(year=own.year)
            hint = _("the other is in {where}").format(where=f"{source.name}:{line_of(other.node)}")
            source.complain_at(own.node, what, hint)
    return tuple(known.values())


def _result(source: Source, node: Node) -> WrittenResult | None:
    before = source.complaints
    values: dict[str, Any] = fields(source, node, READERS, ("year", "total"))
    if source.complaints > before:
        return None
    assessed, (total, total_node) = values["year"], values["total"]
    if assessed not in YEARS:
        source.complain_at(node, _("the year {year} is no year to assess").format(year=assessed))
        return None
    return WrittenResult(assessed, total, total_node, values.get("band"), values.get("indicators") or (), node)


def _total(source: Source, node: Node) -> tuple[Fraction, Node] | None:
    points = decimal(source, node)
    return None if points is None else (points, node)


def _colour(source: Source, node: Node) -> BandName | None:
    """Read a colour by its word in any language of the product."""
    written = text(source, node)
    known = {band.value: band for band in BandName}
    if written is None or written in known:
        return known.get(written or "")
    own = ((spelling, band.value) for band in BandName for spelling in (band.value, *in_every_language(band.words)))
    meant = the_one(written, (*own, *COLOUR_WORDS))
    if meant is None:
        source.complain_at(node, _("“{value}” is not known here").format(value=written), suggest(written, known))
        return None
    source.understand(node, meant)
    return known[meant]


def _indicators(source: Source, node: Node) -> tuple[_Indicator, ...]:
    if type(node) is not tree.Mapping:
        hint = _("write: {key}: …").format(key="4")
        source.complain_at(node, _("keys and values are expected here"), hint)
        return ()
    return tuple(_Indicator(key, decimal(source, value)) for key, value in node.entries.values())


READERS = {"year": year, "total": _total, "band": _colour, "indicators": _indicators}


def settle_results(
    source: Source, written: Iterable[WrittenResult], index: Index | None, misfits: Misfits
) -> tuple[PublishedResult, ...]:
    """Return what was published by the indicators of an index, the earliest year first; what it has not is a misfit.

    Without an index indicators stand under what is written for them.
    """
    return tuple(_settled(source, own, index, misfits) for own in sorted(written, key=lambda own: own.year))


def _settled(source: Source, own: WrittenResult, index: Index | None, misfits: Misfits) -> PublishedResult:
    if index is not None and own.total > index.points:
        what = _("{total} points are more than the {most} of the index").format(
            total=figures(plain_number(own.total)), most=figures(plain_number(index.points))
        )
        named = f"{own.year}: {plain_number(own.total)}"
        misfits.add("results", named, source, own.total_node, partial(source.complain_at, own.total_node, what))
    indicators: dict[str, Fraction] = {}
    for key, points in own.indicators:
        name = _id_of(source, key, index) if index is not None else str(key.value)
        if name is None and index is not None:
            what = _("there is no indicator “{id}”").format(id=key.value)
            hint = suggest(key.value, [indicator.id for indicator in index.indicators])
            complain = partial(source.complain_at, key, what, hint)
            misfits.add("results", f"{own.year}: {key.value}", source, key, complain)
        elif name in indicators:
            source.complain_at(key, _("the key “{key}” is written twice").format(key=name))
        elif name is not None and points is not None:
            indicators[name] = points
    return PublishedResult(own.year, own.total, own.band, indicators, Place(source.name, line_of(own.node)))


def _id_of(source: Source, key: Scalar, index: Index) -> str | None:
    """Return the id of the indicator that is meant: by its id, or by its title or short name in any language."""
    ids = {indicator.id for indicator in index.indicators}
    if key.value in ids:
        return str(key.value)
    names = (
        (spelling, indicator.id)
        for indicator in index.indicators
        for spelling in (indicator.id, *indicator.titles, *(indicator.short or ()))
        if spelling
    )
    meant = the_one(key.value, names)
    if meant is not None:
        source.understand(key, meant)
    return meant
