"""What is understood and yet odd: owners nearly named like others, texts that end at a #."""

import re
from collections.abc import Iterator

from openness_cli.errors import Problem
from openness_cli.files._slips import cut_texts
from openness_cli.files.sources import EVIDENCE_FOLDER, open_source, shown_name
from openness_cli.messages import _, printable
from openness_cli.model.evidence import Place, Workspace, fold

_MOST_OWNERS = 200
_NEAR = 0.88
_FIGURES = re.compile(r"\d+|\b[ivx]+\b")


def near_owners(workspace: Workspace) -> Iterator[Problem]:
    """Return each owner whose name is nearly that of another: most probably one unit, spelt in two ways."""
    from difflib import SequenceMatcher  # noqa: PLC0415  (only here)

    places: dict[str, tuple[str, list[Place]]] = {}
    for own in workspace.evidence.values():
        named = [(owner, own.place) for owner in own.owners] + [(item.owner, item.place) for item in own.items]
        for owner, place in named:
            if owner:
                places.setdefault(fold(owner), (owner, []))[1].append(place)
    # the one that is named more seldom is told
    known = sorted(places, key=lambda name: (-len(places[name][1]), name))[:_MOST_OWNERS]
    for number, name in enumerate(known):
        for other in known[:number]:
            is_numbered = _FIGURES.findall(name) != _FIGURES.findall(other)
            if is_numbered or abs(len(name) - len(other)) > 3:  # noqa: PLR2004
                continue
            matcher = SequenceMatcher(None, name, other, autojunk=False)
            if matcher.quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR:
                owner, found = places[name]
                text = _("the owner “{owner}” is nearly “{other}”: if it is one unit, write it alike")
                place = min(found)
                what = text.format(owner=owner, other=places[other][0])
                yield Problem(place.file, place.line, 1, printable(what))
                break


def cut_by_comments(workspace: Workspace) -> Iterator[Problem]:
    """Return each text of the evidence that ends where YAML reads a comment: perhaps the number of an order."""
    for path in workspace.files:
        name = shown_name(path, workspace.folder)
        source = open_source(path, workspace.folder, []) if name.startswith(f"{EVIDENCE_FOLDER}/") else None
        for line, kept, lost in cut_texts(source.text) if source is not None else ():
            text = _("nothing is read here, “{lost}” is a comment; if it is the text, put it in double quotes")
            if kept:
                text = _(
                    "only “{kept}” is read, “{lost}” is a comment; if it is part of the text, put that in double quotes"
                )
            yield Problem(name, line, 1, printable(text.format(kept=kept[:80], lost=lost[:80])))
