"""What is told of workbooks that came back: by unit what changed, what is missing, and what stands against it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from openness_cli.cli.problems import quoted, shortened
from openness_cli.cli.session import Session
from openness_cli.files.sheets.columns import DAYS, SheetKind
from openness_cli.files.sheets.importing import Writing
from openness_cli.files.sheets.outcomes import Conflict, ConflictKind, Edit, Outcome, Row, Told
from openness_cli.files.sheets.state import Values
from openness_cli.files.sheets.units import Renaming
from openness_cli.messages import _, n_
from openness_cli.model.evidence import fold
from openness_cli.words.terms import level_name, period_words, short_date, word_of

_TOLD = 40
_HEADS = {column.key: column.head for kind in reversed(SheetKind) for column in kind.columns if column.is_read}
# what can be decided by saying whose word holds
_DECIDED = frozenset({ConflictKind.FILES, ConflictKind.GONE, ConflictKind.CHANGED, ConflictKind.KNOWN})


def tell_conflicts(session: Session, conflicts: Sequence[Conflict]) -> None:
    """Tell why nothing was written, each conflict with its cell, and how it can be decided."""
    count = len(conflicts)
    text = n_("Nothing was written: {count} conflict.", "Nothing was written: {count} conflicts.", count)
    session.complain(text.format(count=count))
    for own in sorted(conflicts, key=lambda each: (each.row.book, each.row.cell(each.key), each.key))[:_TOLD]:
        session.complain("", *_conflict_lines(own))
    if (more := count - _TOLD) > 0:
        session.complain("", n_("… and {count} more", "… and {count} more", more).format(count=more))
    kinds = {own.kind for own in conflicts}
    if kinds & _DECIDED and ConflictKind.BOOKS not in kinds:
        session.complain("", _("--keep theirs writes what the workbook says, --keep ours leaves what the files say."))
    if ConflictKind.NAMED in kinds:
        session.complain("", _("Name something else there first, or delete what names it too."))
    if ConflictKind.BOOKS in kinds:
        session.complain("", _("Where two workbooks differ, ask the two units, and correct one of them."))


def _conflict_lines(own: Conflict) -> Iterator[str]:
    yield f"{own.row.cell(own.key)}: {_name(own.row.criterion, own.row.values) or own.row.key}: {word_of(own.kind)}"
    if own.kind in (ConflictKind.FILES, ConflictKind.BOOKS) and own.key != "delete" and (own.typed or own.there):
        values = {"typed": own.typed, "there": own.there, "was": own.was}
        said = {name: quoted(_shown(own.key, value)) for name, value in values.items()}
        text = _("{head}: {typed} here, {there} in {where}; handed out: {was}")
        yield "  " + text.format(head=_head(own.key), where=own.where, **said)
    elif own.where:
        yield "  " + _("see {where}").format(where=own.where)


def tell(
    session: Session,
    outcome: Outcome,
    renamings: Iterable[Renaming],
    written: Writing,
    unread: Iterable[str],
    *,
    is_dry: bool,
) -> None:
    """Tell what was written, by unit, and what was not and why."""
    for own in renamings:
        count = written.places.get(fold(own.old), 0)
        text = n_("{old} is called {new} now, in {count} place", "{old} is called {new} now, in {count} places", count)
        session.say(text.format(old=own.old, new=own.new, count=count))
    nobody = _("nobody in charge")
    for unit, lines in sorted(_by_unit(outcome).items()):
        session.say("\n".join([f"{unit or nobody}:", *(f"  {line}" for line in lines[:_TOLD])]))
        if (more := len(lines) - _TOLD) > 0:
            session.say("  " + n_("… and {count} more", "… and {count} more", more).format(count=more))
    for line in _asides(outcome, unread):
        session.say(line)
    session.say(_ending(outcome, len(written.contents), is_dry=is_dry))


def _by_unit(outcome: Outcome) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for edit in outcome.edits:
        unit = _unit(edit.kind, edit.row, edit.entry.values)
        found.setdefault(unit, []).append(_edit_line(edit))
    for kind, rows in outcome.added.items():
        for row in rows:
            what = _("{sheet}: added: {what}").format(sheet=_(kind.words), what=_row_name(kind, row))
            found.setdefault(_unit(kind, row), []).append(what)
    for own in outcome.deleted:
        what = _("{sheet}: deleted: {what}").format(sheet=_(own.kind.words), what=_told_name(own))
        found.setdefault(_unit(own.kind, own.row), []).append(what)
    return found


def _unit(kind: SheetKind, row: Row, *values: Values) -> str:
    """Return the unit of what a row is about; a unit is its own."""
    if kind is SheetKind.UNITS:
        return row.key
    return next((own["owner"] for own in (row.values, *values) if own.get("owner")), "")


def _edit_line(edit: Edit) -> str:
    name = _row_name(edit.kind, edit.row)
    old, new = (quoted(_shown(edit.key, own)) for own in (edit.entry.values.get(edit.key, ""), edit.value))
    return _("{what}: {head}: {old} → {new}").format(what=name, head=_head(edit.key), old=old, new=new)


def _row_name(kind: SheetKind, row: Row) -> str:
    match kind:
        case SheetKind.CRITERIA:
            return row.criterion
        case SheetKind.ITEMS:
            return _name(row.criterion, row.values)
        case SheetKind.UNITS:
            return row.key
        case SheetKind.WORKS:
            return row.values.get("title", row.key)


def _name(criterion: str, values: Values) -> str:
    """Return a thing as people call it: its criterion and title, else what else it is known by."""
    label = period_words(values["period"]) if values.get("period") else ""
    known = values.get("title") or values.get("url", "").split("\n")[0] or values.get("file") or label
    return " ".join(filter(None, (criterion, known and shortened(known))))


def _head(key: str) -> str:
    return _(_HEADS["label" if key in {"period", "part"} else key])


def _shown(key: str, value: str) -> str:
    """Return a value as people write it."""
    if not value:
        return ""
    if key in DAYS:
        return short_date(date.fromisoformat(value))
    return {"level": level_name, "period": period_words}.get(key, str)(value)


def _asides(outcome: Outcome, unread: Iterable[str]) -> Iterator[str]:
    """Yield what was not written, and why."""
    groups = (
        (outcome.already, _("so already: {what}")),
        (outcome.twice, _("entered twice, and taken once: {what}")),
        (
            outcome.moved,
            _("another criterion was chosen: added there, and kept here until it is deleted: {what}"),
        ),
        (outcome.missing, _("the row is gone, and nothing was deleted: {what}")),
    )
    for told, text in groups:
        names = list(dict.fromkeys(map(_told_name, told)))
        yield from (text.format(what=name) for name in names[:_TOLD])
        if (more := len(names) - _TOLD) > 0:
            yield n_("… and {count} more", "… and {count} more", more).format(count=more)
    for name in dict.fromkeys(unread):
        yield _("a column of your own, not read: {what}").format(what=name)


def _told_name(own: Told) -> str:
    return _name(own.row.criterion, own.row.values) or own.row.key


def _ending(outcome: Outcome, files: int, *, is_dry: bool) -> str:
    if not files:
        return _("nothing to write: the files say it all already")
    text = n_("{count} file", "{count} files", files).format(count=files)
    edits, added = len(outcome.edits), sum(map(len, outcome.added.values()))
    counts = _("changed: {edits}, added: {added}, deleted: {deleted}")
    told = counts.format(edits=edits, added=added, deleted=len(outcome.deleted))
    if is_dry:
        return _("nothing was written (--dry-run); it would be {files}: {told}").format(files=text, told=told)
    return _("{files} written: {told}").format(files=text, told=told)
