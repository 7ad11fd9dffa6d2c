"""``owners`` of ``openness.yaml``: the units of the body, and where each is written to."""

import re

from openness_cli.files import _tree as tree
from openness_cli.files._tree import Node, Scalar, Source, line_of
from openness_cli.files.fields import fields, is_empty, text
from openness_cli.messages import _
from openness_cli.model.evidence import OwnUnit, Place, fold

_MAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@(?:[^\s@<>,;:\"()\[\]\\.]+\.)+[^\s@<>,;:\"()\[\]\\.]{2,}")
_LONGEST = 254


def own_units(source: Source, node: Node) -> tuple[OwnUnit, ...]:
    """Read the units by their names: each with its address for mail, with nothing, or as that address alone."""
    if type(node) is not tree.Mapping:
        hint = _("each unit on a line of its own: {example}").format(example="Yuridik boshqarma: {email: …}")
        source.complain_at(node, _("keys and values are expected here"), hint)
        return ()
    known: dict[str, OwnUnit] = {}
    for key, value in node.entries.values():
        name = text(source, key)
        if not name:
            continue
        unit = OwnUnit(name, _mail_of(source, value), Place(source.name, line_of(key)))
        other = known.setdefault(fold(name), unit)
        if other is not unit:
            what = _("the key “{key}” is written twice").format(key=name)
            source.complain_at(key, what, _("the other is in {where}").format(where=str(other.place)))
    return tuple(known.values())


def _mail_of(source: Source, node: Node) -> str:
    if is_empty(node):
        return ""
    if type(node) is Scalar:
        return _mail(source, node)
    return str(fields(source, node, READERS).get("email") or "")


def _mail(source: Source, node: Node) -> str:
    written = text(source, node) or ""
    plain = written.removeprefix("mailto:").strip("<>")
    if not written or (len(plain) <= _LONGEST and _MAIL.fullmatch(plain)):
        if plain != written:
            source.understand(node, plain)
        return plain
    what = _("“{value}” is no address for mail").format(value=written[:_LONGEST])
    source.complain_at(node, what, _("written like this: {like}").format(like="moliya@vazirlik.example"))
    return ""


READERS = {"email": _mail}
