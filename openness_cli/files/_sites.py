"""The body's own places on the web: ``sites`` and ``moved`` of ``openness.yaml``, and what they make of its items."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from openness_cli.files import _tree as tree
from openness_cli.files._items import address
from openness_cli.files._tree import Node, Source, line_of
from openness_cli.files.fields import day, fields, is_empty, several
from openness_cli.messages import _
from openness_cli.model.evidence import Evidence, Item
from openness_cli.model.sites import Location, Move, Sites, circles, locate


def official_sites(source: Source, node: Node) -> tuple[str, ...]:
    """Read the addresses of official sites: a list, or one alone."""
    nodes = node.values if type(node) is tree.Sequence else [node]
    found = (_site(source, own) for own in nodes if not is_empty(own))
    return tuple(dict.fromkeys(url for url in found if url))


def _site(source: Source, node: Node) -> str:
    before = source.complaints
    url = address(source, node)
    if url and source.complaints == before and locate(url).page:
        what = _("“{value}” is one page, and no site").format(value=url)
        source.complain_at(node, what, _("write it without what stands behind ? or #"))
    return url if source.complaints == before else ""


class _Written(NamedTuple):
    """A move, and where it is written."""

    move: Move
    node: Node


def moves(source: Source, node: Node) -> tuple[Move, ...]:
    """Read what has moved: from where, to where, and when; no address can lead in two ways, or back to itself."""
    if type(node) is tree.Mapping and "from" in node.entries:
        one = _move(source, node)
        written: tuple[_Written, ...] = (one,) if one else ()
    else:
        written = several(_move)(source, node)
    known: dict[Location, _Written] = {}
    for own in written:
        other = known.setdefault(locate(own.move.old), own)
        if other is not own:
            what = _("“{value}” has moved twice").format(value=own.move.old)
            hint = _("the other is in {where}").format(where=f"{source.name}:{line_of(other.node)}")
            source.complain_at(own.node, what, hint)
    single = [own.move for own in known.values()]
    for move in circles(single):
        own = next(own for own in known.values() if own.move is move)
        what = _("what moves from “{old}” to “{new}” comes back to where it was").format(old=move.old, new=move.new)
        hint = _("leave out one of the moves of the circle, or name longer paths: only what really moved")
        source.complain_at(own.node, what, hint)
    return tuple(single)


def _move(source: Source, node: Node) -> _Written | None:
    readers = {"from": address, "to": address, "on": day}
    before = source.complaints
    values: dict[str, Any] = fields(source, node, readers, readers)
    if source.complaints > before:
        return None
    old, new, on = (values[key] for key in readers)
    if old == new:
        source.complain_at(node, _("“{value}” moves to itself").format(value=old))
        return None
    return _Written(Move(old, new, on), node)


def settle(
    evidence: Mapping[str, Evidence], official: Iterable[str], moved: Iterable[Move]
) -> tuple[dict[str, Evidence], Sites]:
    """Return evidence whose items stand where they are after all moves, and the sites that it was settled by."""
    sites = Sites(official, moved, (url for own in evidence.values() for item in own.items for url in item.urls))
    return {name: _settled(own, sites) for name, own in evidence.items()}, sites


def _settled(own: Evidence, sites: Sites) -> Evidence:
    items = tuple(_item(item, sites) if item.urls else item for item in own.items)
    return own._replace(items=items)


def _item(item: Item, sites: Sites) -> Item:
    urls = tuple(dict.fromkeys(map(sites.means, item.urls)))
    elsewhere = tuple(filter(sites.is_elsewhere, urls))
    written = item.urls if urls != item.urls else ()
    return item._replace(urls=urls, written=written, elsewhere=elsewhere) if written or elsewhere else item
