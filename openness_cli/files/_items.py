"""One item of evidence: its addresses, its attachment, its dates, and what it says it is."""

import os
import re
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from openness_cli.files._tree import Mapping, Node, Sequence, Source, line_of
from openness_cli.files.fields import Misfits, Read, day, fields, integer, is_empty, text
from openness_cli.files.sources import reason_of
from openness_cli.files.spelling import suggest
from openness_cli.messages import _
from openness_cli.model.definitions import Checklist, Count, Criterion, Periods
from openness_cli.model.evidence import Item, Place
from openness_cli.model.periods import periods_of, year_of_label

_ADDRESS = re.compile(r"https?://(?P<authority>[^\s/?#\\…]+)[^\s…]*", re.IGNORECASE)
# an item with none of these is a line of the scaffold that nobody filled in
_SHOWING = frozenset({"title", "url", "file", "published", "updated", "held", "shows"})


class Labels(NamedTuple):
    """What an item says of its part and period; judged when it is known whether the criterion applies."""

    part: tuple[str, Node] | None
    period: tuple[str, Node] | None
    source: Source
    node: Node


class ItemReader:
    """Reads the items of one workspace."""

    def __init__(self, folder: Path, action_name: Read, misfits: Misfits) -> None:
        """Attachments lie in ``folder``; ``action_name`` reads the name of an action."""
        self._folder = folder
        self._misfits = misfits
        self._root = os.path.realpath(folder)
        self._attachments: dict[str, bool] = {}
        self._readers: dict[str, Read] = {
            "title": text,
            "url": _addresses,
            "file": self._attachment,
            "published": day,
            "updated": day,
            "held": day,
            "part": _labelled,
            "period": _labelled,
            "shows": integer,
            "owner": text,
            "action": action_name,
        }

    def read(self, criterion: Criterion, source: Source, node: Node, owner: str) -> tuple[Item, Labels] | None:
        """Return an item and its labels, or None where nothing is filled in. ``owner`` is that of its claim."""
        if type(node) is not Mapping:
            source.complain_at(node, _("an item has keys and values"), "title, url, file, published")
            return None
        values = fields(source, node, self._readers)
        if values.keys().isdisjoint(_SHOWING):
            return None
        if "shows" in values and not isinstance(criterion.rule, Count):
            name, value = node.entries["shows"]
            complain = partial(source.complain_at, name, _("{key} does not fit this criterion").format(key="shows"))
            self._misfits.add(criterion.id, "shows", source, value, complain)
            values["shows"] = None
        get = values.get
        part, period, file = get("part"), get("period"), get("file") or ""
        item = Item(
            get("title") or "",
            get("url") or (),
            file,
            bool(file) and self._attachments[file],
            get("published"),
            get("updated"),
            get("held"),
            part[0] if part else "",
            period[0] if period else "",
            get("shows"),
            get("owner") or owner,
            get("action") or "",
            Place(source.name, line_of(node)),
        )
        return item, Labels(part, period, source, node)

    def _attachment(self, source: Source, node: Node) -> str:
        written = text(source, node)
        if not written:
            return ""
        name = written.replace("\\", "/")
        path = PurePosixPath(os.path.normpath(name))
        outside = not path.parts or path.is_absolute() or path.parts[0] == ".." or ":" in path.parts[0]
        self._attachments[name] = False
        try:
            full = Path(os.path.realpath(self._folder / path))
            outside = outside or os.path.commonpath([self._root, full]) != self._root
            self._attachments[name] = not outside and full.is_file()
        except PermissionError as error:
            source.complain_at(node, _("cannot be read: {why}").format(why=reason_of(error)))
        except (OSError, ValueError):
            pass  # no file system knows a name like this, so no such file is there
        if outside:
            hint = _("copy it into attachments/ and name it from there")
            source.complain_at(node, _("“{value}” lies outside the workspace").format(value=written), hint)
        return name


def fit_item(criterion: Criterion, item: Item, labels: Labels, misfits: Misfits, *, exempt: bool) -> Item | None:
    """Return an item without labels that do not fit, or None where it belongs to nothing that is asked.

    Beside ``not_applicable`` labels are problems.
    """
    rule, (part, period, source, _node) = criterion.rule, labels
    if exempt:
        for key, label in (("part", part), ("period", period)):
            if label is not None:
                what = _("{key} beside not_applicable").format(key=key)
                source.complain_at(label[1], what, _("keep one of the two"))
        return item
    if part is None and period is None and not isinstance(rule, Checklist | Periods):
        return item
    check = partial(_fitting, criterion.id, labels, misfits)
    fits_part = check("part", part, [entry.label for entry in rule.parts] if isinstance(rule, Checklist) else None)
    if not isinstance(rule, Periods):
        fits_period = check("period", period, None)
    elif period is None or year_of_label(period[0], rule.every) is None:
        head = period[0][:4] if period else ""
        year = int(head) if head.isascii() and head.isdigit() and head != "0000" else 2024
        fits_period = check("period", period, [entry.label for entry in periods_of(year, rule.every)])
    else:
        fits_period = item.period
    if fits_part is None or fits_period is None:
        return None
    fits = (fits_part, fits_period) == (item.part, item.period)
    return item if fits else item._replace(part=fits_part, period=fits_period)


def _fitting(
    criterion: str, labels: Labels, misfits: Misfits, key: str, label: tuple[str, Node] | None, known: list[str] | None
) -> str | None:
    """Return a label that fits, "" where there is none; None where the item cannot stand without."""
    if known is None and label is None:
        return ""
    if label is not None and known is not None and label[0] in known:
        return label[0]
    named = f"{key}: {label[0]}" if label else "items"
    complain = partial(_complain_of_label, labels, key, label, known)
    misfits.add(criterion, named, labels.source, label[1] if label else labels.node, complain)
    return "" if known is None else None


def _complain_of_label(labels: Labels, key: str, label: tuple[str, Node] | None, known: list[str] | None) -> None:
    source = labels.source
    if label is None:
        source.complain_at(labels.node, _("the item does not say its {key}").format(key=key), suggest("", known or ()))
    elif known is None:
        source.complain_at(label[1], _("{key} does not fit this criterion").format(key=key))
    else:
        what = _("there is no {key} “{label}”").format(key=key, label=label[0])
        source.complain_at(label[1], what, suggest(label[0], known))


def _labelled(source: Source, node: Node) -> tuple[str, Node] | None:
    written = text(source, node)
    return (written, node) if written else None


def _addresses(source: Source, node: Node) -> tuple[str, ...]:
    if type(node) is not Sequence:
        written = _address(source, node)
        return (written,) if written else ()
    nodes = node.values
    addresses = (_address(source, value) for value in nodes if not is_empty(value))
    return tuple(dict.fromkeys(address for address in addresses if address))


def _address(source: Source, node: Node) -> str:
    written = text(source, node)
    if not written:
        return ""
    match = _ADDRESS.fullmatch(written)
    if match is None or not _has_host(written, match["authority"]):
        hint = _("https:// and the rest of the address, without spaces")
        source.complain_at(node, _("“{value}” is not a web address").format(value=written), hint)
    elif "@" in match["authority"]:
        hint = _("take the name and the password out of it")
        source.complain_at(node, _("an address with a name and a password in it"), hint)
    return written


def _has_host(written: str, authority: str) -> bool:
    if authority.isascii() and "[" not in authority and "]" not in authority:
        return True
    try:
        return bool(urlsplit(written).hostname)
    except ValueError:
        return False
