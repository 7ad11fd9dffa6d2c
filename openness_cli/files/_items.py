"""One item of evidence: its addresses, its attachment, its dates, and what it says it is."""

import re
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from openness_cli.files._attachments import Attachments
from openness_cli.files._tree import Mapping, Node, Sequence, Source, line_of
from openness_cli.files.fields import Misfits, Read, day, fields, integer, is_empty, text
from openness_cli.files.spelling import suggest
from openness_cli.messages import _
from openness_cli.model.definitions import Checklist, Count, Criterion, Periods
from openness_cli.model.evidence import Item, Place, the_one
from openness_cli.model.languages import mark
from openness_cli.model.periods import periods_of, year_of_label

# nearly all addresses are like this, and nothing is wrong with them
_PLAIN_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9][a-z0-9_-]{0,62}\.)+[a-z]{2,24}(?::\d{1,4})?(?:[/?#][^\s…]*)?", re.IGNORECASE | re.ASCII
)
_ADDRESS = re.compile(r"(?P<scheme>https?)://(?P<authority>[^\s/?#\\…]+)(?P<path>[^\s…?#]*)[^\s…]*", re.IGNORECASE)
MAX_WORDS = 200
_NOT_SAID = {"part": mark("the item does not say its part"), "period": mark("the item does not say its period")}
_NO_SUCH = {"part": mark("there is no part “{label}”"), "period": mark("there is no period “{label}”")}
# an item with none of these is a line of the scaffold that nobody filled in
SHOWING = frozenset({"title", "url", "file", "published", "updated", "held", "shows"})


class Labels(NamedTuple):
    """What an item says of its part and period; judged when it is known whether the criterion applies.

    ``owner`` is that of its entry, whoever owns the item itself.
    """

    part: tuple[str, Node] | None
    period: tuple[str, Node] | None
    source: Source
    node: Node
    owner: str


class ItemReader:
    """Reads the items of one workspace."""

    def __init__(self, folder: Path, action_name: Read, misfits: Misfits) -> None:
        """Attachments lie in ``folder``; ``action_name`` reads the name of an action."""
        self._misfits = misfits
        self._attachments = Attachments(folder)
        self._readers: dict[str, Read] = {
            "title": text,
            "url": _addresses,
            "file": self._attachments.read,
            "published": day,
            "updated": day,
            "held": day,
            "part": _labelled,
            "period": _labelled,
            "shows": integer,
            "owner": text,
            "action": action_name,
            "note": text,
            "contains": _words,
        }

    def read(self, criterion: Criterion, source: Source, node: Node, owner: str) -> tuple[Item, Labels] | None:
        """Return an item and its labels, or None where nothing is filled in. ``owner`` is that of its claim."""
        if type(node) is not Mapping:
            source.complain_at(node, _("an item has keys and values"), "title, url, file, published")
            return None
        values = fields(source, node, self._readers)
        if values.keys().isdisjoint(SHOWING):
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
            bool(file) and bool(self._attachments.found[file]),
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
        if "note" in values:
            item = item._replace(note=get("note") or "")
        if "contains" in values:
            item = item._replace(contains=get("contains") or "")
        if file and not item.file_exists:
            is_empty_file = self._attachments.found[file] is not None
            near = "" if is_empty_file else self._attachments.near(file)
            item = item._replace(file_is_empty=is_empty_file, near_file=near)
        return item, Labels(part, period, source, node, owner)


def fit_item(
    criterion: Criterion, item: Item, labels: Labels, misfits: Misfits, *, year: int, exempt: bool
) -> Item | None:
    """Return an item without labels that do not fit, or None where it belongs to nothing that is asked.

    Labels become those of the definition; a period that names no year is one of ``year``. Beside ``not_applicable``
    labels are problems.
    """
    rule, (part, period, source, _node, _owner) = criterion.rule, labels
    if exempt:
        for key, label in (("part", part), ("period", period)):
            if label is not None:
                what = _("{key} beside not_applicable").format(key=key)
                source.complain_at(label[1], what, _("keep one of the two"))
        return item
    if part is None and period is None and not isinstance(rule, Checklist | Periods):
        return item
    check = partial(_fitting, criterion.id, labels, misfits)
    fits_part = check("part", part, _words_of_parts(rule) if isinstance(rule, Checklist) else None)
    if not isinstance(rule, Periods):
        fits_period = check("period", period, None)
    elif period is None or year_of_label(period[0], rule.every) is None:
        fits_period = (period and _period_meant(labels.source, period, rule, year)) or check(
            "period", period, _known(rule, period, year)
        )
    else:
        fits_period = item.period
    if fits_part is None or fits_period is None:
        return None
    fits = (fits_part, fits_period) == (item.part, item.period)
    return item if fits else item._replace(part=fits_part, period=fits_period)


Words = dict[str, tuple[str, ...]]


def _words_of_parts(rule: Checklist) -> Words:
    return {entry.label: entry.titles for entry in rule.parts}


def _known(rule: Periods, period: tuple[str, Node] | None, year: int) -> Words:
    """Return the labels to choose from: of the year that is named, else of the year assessed."""
    head = period[0][:4] if period else ""
    named = int(head) if head.isascii() and head.isdigit() and "2000" <= head <= "2999" else year
    return {entry.label: () for entry in periods_of(named, rule.every)}


def _period_meant(source: Source, period: tuple[str, Node], rule: Periods, year: int) -> str | None:
    from openness_cli.files._periods import period_meant  # noqa: PLC0415  (only where it is no label)

    written, node = period
    meant = period_meant(written, rule.every, year)
    if meant is not None:
        source.understand(node, meant)
    return meant


def _fitting(
    criterion: str, labels: Labels, misfits: Misfits, key: str, label: tuple[str, Node] | None, known: Words | None
) -> str | None:
    """Return a label that fits, "" where there is none; None where the item cannot stand without."""
    if known is None and label is None:
        return ""
    if label is not None and known is not None and label[0] in known:
        return label[0]
    meant = _meant(label[0], known) if label is not None and known is not None else None
    if meant is not None and label is not None:
        labels.source.understand(label[1], meant)
        return meant
    named = f"{key}: {label[0]}" if label else "items"
    complain = partial(_complain_of_label, labels, key, label, known)
    misfits.add(criterion, named, labels.source, label[1] if label else labels.node, complain)
    return "" if known is None else None


def _meant(written: str, known: Words) -> str | None:
    """Return the label that is meant, by another spelling of it or by its title in any language."""
    return the_one(written, ((spelling, label) for label, titles in known.items() for spelling in (label, *titles)))


def _complain_of_label(labels: Labels, key: str, label: tuple[str, Node] | None, known: Words | None) -> None:
    source = labels.source
    if label is None:
        source.complain_at(labels.node, _(_NOT_SAID[key]), suggest("", known or ()))
    elif known is None:
        source.complain_at(label[1], _("{key} does not fit this criterion").format(key=key))
    else:
        what = _(_NO_SUCH[key]).format(label=label[0])
        source.complain_at(label[1], what, suggest(label[0], known))


def _labelled(source: Source, node: Node) -> tuple[str, Node] | None:
    written = text(source, node)
    return (written, node) if written else None


def _words(source: Source, node: Node) -> str | None:
    """Read words that a page has to show."""
    written = text(source, node)
    if written and not any(map(str.isalnum, written)):
        what = _("“{value}” has neither a letter nor a figure").format(value=written[:60])
        source.complain_at(node, what, _("write words that stand on the page itself"))
    elif written and len(written) > MAX_WORDS:
        what = _("longer than {count} characters").format(count=MAX_WORDS)
        source.complain_at(node, what, _("write words that stand on the page itself"))
    else:
        return written
    return None


def _addresses(source: Source, node: Node) -> tuple[str, ...]:
    if type(node) is not Sequence:
        written = address(source, node)
        return (written,) if written else ()
    nodes = node.values
    found = (address(source, value) for value in nodes if not is_empty(value))
    return tuple(dict.fromkeys(url for url in found if url))


def address(source: Source, node: Node) -> str:
    """Read one web address. What cannot be one is a problem, and is returned as it was meant all the same."""
    written = text(source, node)
    if not written or (_PLAIN_ADDRESS.fullmatch(written) and ",http" not in written and ";http" not in written):
        return written or ""
    meant = written.strip("“”„«»\"' ")
    if meant[:4].lower() == "www." and "://" not in meant:
        meant = f"https://{meant}"
    match = _ADDRESS.fullmatch(meant)
    hint = _("https:// and the rest of the address, without spaces")
    if match is None:
        source.complain_at(node, _("“{value}” is not a web address").format(value=written), hint)
    elif "@" in match["authority"]:
        hint = _("take the name and the password out of it")
        source.complain_at(node, _("an address with a name and a password in it"), hint)
    elif _SECOND.search(match["authority"] + match["path"]):
        hint = _("write one address; of several, each on a line of its own: - https://…")
        source.complain_at(node, _("“{value}” is more than one web address").format(value=written), hint)
    elif not _can_open(meant, match["authority"]):
        hint = _("look at its name between // and the next /: https://example.uz/…")
        site, colon, _port = match["authority"].rpartition(":")
        if colon and _can_open(f"https://{site}", site):
            hint = _(
                "what stands behind the colon is no port (1 to 65535); nearly every address is written without one"
            )
        source.complain_at(node, _("“{value}” is not a web address").format(value=written), hint)
    elif meant != written:
        source.understand(node, meant)
    return meant


_SECOND = re.compile(r"^https?:?//|^https?:$|[,;]https?:(?://|$)|^[^/]*https?:(?://|$)", re.IGNORECASE)
_PORT = re.compile(r"(?P<host>.*?)(?::(?P<port>\d{0,5}))?", re.ASCII)
_MOST_PORTS = 65535
_LABEL = re.compile(r"[\w\u0300-\u036f-]{1,63}")


def _can_open(address: str, authority: str) -> bool:
    """Tell whether anything can be at an address with such a name of a site; no browser opens one that is none."""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return False
    if "[" in authority:
        return bool(host)
    match = _PORT.fullmatch(authority)
    if not host or match is None or int(match["port"] or 0) > _MOST_PORTS:
        return False
    labels = match["host"].removesuffix(".").split(".")
    if labels[-1].isdigit() or len(match["host"]) > 253:  # noqa: PLR2004
        return len(labels) == 4 and all(own.isascii() and own.isdigit() and int(own) <= 255 for own in labels)  # noqa: PLR2004
    return match["host"].lower().rstrip(".") not in {"http", "https", "www"} and all(map(_LABEL.fullmatch, labels))
