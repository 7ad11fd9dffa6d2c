"""What is understood and yet odd: owners nearly named alike, published figures that do not fit, texts cut by a #."""

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from openness_cli.errors import Problem
from openness_cli.files._slips import cut_texts
from openness_cli.files._tree import Mapping
from openness_cli.files.fields import text
from openness_cli.files.sources import EVIDENCE_FOLDER, find_files, open_source, shown_name
from openness_cli.messages import _, figures, printable
from openness_cli.model.definitions import ZERO, Index
from openness_cli.model.evidence import Evidence, Place, PublishedResult, Workspace, fold
from openness_cli.model.points import plain_number

_MOST_OWNERS = 200
_NEAR = 0.88
# a total may be of indicators that were rounded each
_ROUNDED = Fraction(5, 100)
_FIGURES = re.compile(r"\d+|\b[ivx]+\b")


def near_owners(workspace: Workspace) -> Iterator[Problem]:
    """Return each owner whose name is nearly that of another: most probably one unit, spelt in two ways."""
    from difflib import SequenceMatcher  # noqa: PLC0415  (only here)

    places: dict[str, tuple[str, list[Place]]] = {}
    of_actions = [(own.owner, own.place) for own in workspace.actions.values() if own.place]
    for named in (of_actions, *map(_named_owners, workspace.evidence.values())):
        for owner, place in named:
            if owner:
                places.setdefault(fold(owner), (owner, []))[1].append(place)
    # the one that is named more seldom is told, and none that is a unit by its own name
    units = {fold(unit.name): unit for unit in workspace.units}
    for name, unit in units.items():
        places.setdefault(name, (unit.name, []))
    ranked = sorted(places, key=lambda name: (name not in units, -len(places[name][1]), name))
    known = ranked[: _MOST_OWNERS + len(units)]
    for number, name in enumerate(known):
        for other in known[:number] if name not in units else ():
            is_numbered = _FIGURES.findall(name) != _FIGURES.findall(other)
            if is_numbered or abs(len(name) - len(other)) > 3:  # noqa: PLR2004
                continue
            matcher = SequenceMatcher(None, name, other, autojunk=False)
            if matcher.quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR:
                owner, found = places[name]
                text = _("the owner “{owner}” is nearly “{other}”: if it is one unit, write it alike")
                if other in units:
                    text = _("the owner “{owner}” is nearly the unit “{other}” of openness.yaml: write it alike")
                place = min(found)
                what = text.format(owner=owner, other=places[other][0])
                yield Problem(place.file, place.line, 1, printable(what))
                break


def _named_owners(own: Evidence) -> list[tuple[str, Place]]:
    return [*((owner, own.place) for owner in own.owners), *((item.owner, item.place) for item in own.items)]


def odd_results(workspace: Workspace, index: Index) -> Iterator[Problem]:
    """Return of what was published what does not fit together, or this index: perhaps a slip, perhaps other rules."""
    whole = {indicator.id: indicator.points for indicator in index.indicators}
    for own in workspace.results:
        for name, points in own.indicators.items():
            if points > whole[name]:
                text = _("published for {year}: indicator {id} has {points} points, of which the index gives {most}")
                yield _told(own, text, id=name, points=plain_number(points), most=plain_number(whole[name]))
        total = sum(own.indicators.values(), ZERO)
        is_whole = own.indicators.keys() == whole.keys()
        if total - own.total > _ROUNDED or (is_whole and own.total - total > _ROUNDED):
            text = _("published for {year}: the indicators add up to {sum}, and the total is {total}")
            yield _told(own, text, sum=plain_number(total), total=plain_number(own.total))
        meant = index.band_of(own.total).name
        if own.band is not None and own.band is not meant:
            text = _("published for {year}: {total} points are “{meant}” by this index, and it says “{band}”")
            colours = {"meant": _(meant.words), "band": _(own.band.words)}
            yield _told(own, text, total=plain_number(own.total), **colours)


def _told(own: PublishedResult, text: str, **facts: str) -> Problem:
    what = text.format(year=own.year, **{name: figures(value) for name, value in facts.items()})
    return Problem(own.place.file, own.place.line, 1, printable(what))


def contradictions(index: Index, folder: Path) -> Iterator[Problem]:
    """Return each indicator that gives fewer points than were published of a body in it, at its place in a folder."""
    wrong = {own.indicator.id: own for own in index.contradictions()}
    for path in find_files(folder, (".yaml",), Path(), []) if wrong else ():
        problems: list[Problem] = []
        source = open_source(path, Path(), problems, root=folder)
        root = source.parse() if source is not None else None
        if source is None or type(root) is not Mapping or not {"indicator", "points"} <= root.entries.keys():
            continue
        found = wrong.get(text(source, root.entries["indicator"][1]) or "")
        if found is not None:
            told = _("indicator {id} gives {points} points, and {best} were published for {year}")
            best, points = plain_number(found.best), plain_number(found.indicator.points)
            what = figures(told.format(id=found.indicator.id, points=points, best=best, year=found.year))
            hint = _("give it at least as many, and take them from other assumed indicators")
            source.complain_at(root.entries["points"][1], what, hint)
        yield from problems


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
