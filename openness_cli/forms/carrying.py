"""Last year's folder as the beginning of this year's: what stays as it is goes on, what is done anew is left out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, count
from typing import NamedTuple

from openness_cli.errors import InvalidInput, Problem
from openness_cli.files.editing.changes import Change, Put, changed_text
from openness_cli.files.editing.tree import Plain
from openness_cli.files.sources import CONFIG_FILE, EVIDENCE_FOLDER
from openness_cli.forms.scaffold import Start, file_name, is_asked_of, slug
from openness_cli.model.definitions import Checklist, Criterion, Index, Levels
from openness_cli.model.evidence import Action, Evidence, Item, PublishedResult, Workspace
from openness_cli.model.points import plain_number


class Carried(NamedTuple):
    """The files of a new folder, the attachments that go with them, what was taken over, and what was not.

    ``standing`` and ``pages`` are the criteria whose claims were taken and how many items those have, ``anew`` those of
    which something was left out, ``exempt`` those that did not apply, ``unknown`` those that are not asked any more,
    ``lacking`` attachments that are not there.
    """

    files: dict[str, str]
    attachments: tuple[str, ...]
    owned: tuple[str, ...]
    standing: tuple[str, ...]
    pages: int
    anew: tuple[str, ...]
    exempt: tuple[str, ...]
    unknown: tuple[str, ...]
    lacking: tuple[str, ...]


class Old(NamedTuple):
    """Last year's folder, and its official sites as they are written."""

    workspace: Workspace
    sites: tuple[str, ...]


def carry_over(
    last: Old, index: Index, start: Start, files: Mapping[str, str], language: str, *, named: str | None = None
) -> Carried:
    """Return a fresh folder with what goes on of an old one: owners, actions, sites, moves, standing pages.

    Standing are claims by a level and by parts, where a page may be older than the year and need not be fresh. Each
    file stays as it is but for what is put into it. A body that is ``named`` anew has no other names.

    Raises InvalidInput where that cannot be.
    """
    old = last.workspace
    by_id = {own.id: own for own in index.by_id.values() if is_asked_of(own, start)}
    asked = {name: own for name, own in old.evidence.items() if name in by_id}
    standing = {name: _standing(by_id[name], own) for name, own in asked.items() if not own.not_applicable}
    unit_files = _unit_files(units_of(old), files)
    changes: dict[str, list[Change]] = {
        CONFIG_FILE: [*_of_the_body(old, last.sites, {} if named else old.organisation.names)]
    }
    for name, own in asked.items():
        file = f"{EVIDENCE_FOLDER}/{file_name(index.indicator_of(by_id[name]), language)}"
        owner = _first_owner(own)
        changes.setdefault(file, []).extend(_claim(name, own, owner, standing.get(name)))
        for other in own.owners:
            if other != owner:
                changes.setdefault(unit_files[other], []).append(Put(("evidence", name, "owner"), other))
    if old.actions:
        first = min((name for name in files if name.startswith(EVIDENCE_FOLDER)), default=CONFIG_FILE)
        changes.setdefault(first, []).extend(_actions(old.actions.values()))
    items = [item for own in standing.values() for item in own.items]
    return Carried(
        files={**files, **{name: _made(name, files.get(name, ""), own) for name, own in changes.items()}},
        attachments=tuple(sorted({item.file for item in items if item.file_exists})),
        owned=tuple(name for name, own in asked.items() if own.owners),
        standing=tuple(name for name, own in standing.items() if own.level or own.items),
        pages=len(items),
        anew=tuple(name for name, own in asked.items() if name in standing and _is_more(own, standing[name])),
        exempt=tuple(name for name, own in asked.items() if own.not_applicable),
        unknown=tuple(name for name in old.evidence if name not in by_id),
        lacking=tuple(sorted({item.file for own in asked.values() for item in own.items if _is_lacking(item)})),
    )


class _Standing(NamedTuple):
    """What of a claim goes on."""

    level: str
    items: tuple[Item, ...]


_NOTHING = _Standing("", ())


def _standing(criterion: Criterion, own: Evidence) -> _Standing:
    items = tuple(item for item in own.items if not _is_lacking(item))
    match criterion.rule:
        case _ if criterion.needs.fresh_days is not None:
            return _NOTHING
        case Levels() if items and own.level in {level.label for level in criterion.rule.levels}:
            return _Standing(own.level, items)
        case Checklist():
            labels = {part.label for part in criterion.rule.parts}
            return _Standing("", tuple(item for item in items if item.part in labels))
        case _:
            return _NOTHING


def _is_lacking(item: Item) -> bool:
    """Tell whether an item is nothing without its attachment, which is not there."""
    return bool(item.file) and not item.file_exists and not item.urls


def _is_more(own: Evidence, taken: _Standing) -> bool:
    return len(own.items) > len(taken.items) or own.number is not None or own.of is not None or own.level != taken.level


def _first_owner(own: Evidence) -> str:
    """Return the owner who has most of what is entered, else the first."""
    counted = Counter(item.owner for item in own.items if item.owner in own.owners)
    return max(own.owners, key=lambda name: counted[name], default="")


# -- what is put where -------------------------------------------------------------------------------------------------


def _unit_files(owners: Iterable[str], files: Iterable[str]) -> dict[str, str]:
    """Return for each owner a file that no other has: where several enter one criterion, each has his own."""
    taken = {name.lower() for name in files}
    named: dict[str, str] = {}
    for owner in owners:
        stem = slug(owner) or "unit"
        tries = chain([stem], (f"{stem}-{number}" for number in count(2)))
        named[owner] = next(name for own in tries if (name := f"{EVIDENCE_FOLDER}/{own}.yaml") not in taken)
        taken.add(named[owner])
    return named


def _made(name: str, text: str, changes: Iterable[Change]) -> str:
    made = changed_text(name, text, changes)
    if isinstance(made, Problem):
        raise InvalidInput((made,))
    return made


def _of_the_body(old: Workspace, sites: tuple[str, ...], names: Mapping[str, str]) -> Iterator[Change]:
    if len(set(names.values())) > 1:
        yield from (Put(("organisation", "name", language), name) for language, name in names.items())
    if sites:
        yield Put(("sites",), list(sites))
    if old.sites.moves:
        yield Put(("moved",), [{"from": own.old, "to": own.new, "on": own.on.isoformat()} for own in old.sites.moves])
    if old.results:
        yield Put(("results",), [_result(own) for own in old.results])
    yield from (Put(("owners", own.name), {"email": own.email} if own.email else "") for own in old.units)


def _result(own: PublishedResult) -> Plain:
    band: dict[str, Plain] = {"band": own.band.value} if own.band else {}
    indicators: dict[str, Plain] = {name: plain_number(points) for name, points in own.indicators.items()}
    of_indicators: dict[str, Plain] = {"indicators": indicators} if indicators else {}
    return {"year": str(own.year), "total": plain_number(own.total), **band, **of_indicators}


def _actions(actions: Iterable[Action]) -> Iterator[Change]:
    for own in actions:
        values = {
            "title": own.title,
            "owner": own.owner,
            "effort_days": plain_number(own.effort_days) if own.effort_days is not None else "",
        }
        yield Put(("actions", own.id), {key: value for key, value in values.items() if value})


def _claim(name: str, own: Evidence, owner: str, taken: _Standing | None) -> Iterator[Change]:
    values: dict[str, Plain] = {
        "level": taken.level if taken else "",
        "owner": owner,
        "action": own.action,
        "effort_days": plain_number(own.effort_days) if own.effort_days is not None else "",
        "items": [_item(item, owner) for item in taken.items] if taken else [],
    }
    yield from (Put(("evidence", name, key), value) for key, value in values.items() if value)


def _item(own: Item, owner: str) -> Plain:
    urls = own.written or own.urls
    days = {"published": own.published, "held": own.held, "updated": own.updated}
    values: dict[str, Plain] = {
        "title": own.title,
        "part": own.part,
        "url": urls[0] if len(urls) == 1 else list(urls),
        "file": own.file,
        **{key: day.isoformat() for key, day in days.items() if day},
        "contains": own.contains,
        "owner": own.owner if own.owner != owner else "",
        "action": own.action,
        "note": own.note,
    }
    return {key: value for key, value in values.items() if value}


def units_of(old: Workspace) -> tuple[str, ...]:
    """Return who has anything in a folder: units of its own list, and owners of what is entered."""
    owners = chain.from_iterable(own.owners for own in old.evidence.values())
    return tuple(sorted({*owners, *(own.name for own in old.units)}))
