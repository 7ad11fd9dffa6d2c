"""What is told of a workbook of definitions that came back: what changes, what is confirmed, what was not taken."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from openness_cli.cli.problems import quoted, shortened
from openness_cli.cli.session import Session
from openness_cli.files.index_book.amending import Amendment
from openness_cli.files.index_book.columns import BookSheet
from openness_cli.files.index_book.comparing import Compared, Edit
from openness_cli.files.index_book.confirming import Conflict
from openness_cli.files.index_book.points import PartRow
from openness_cli.files.index_book.reading import Book
from openness_cli.files.index_book.state import Definitions, Values
from openness_cli.forms.definitions_workbook import shown_value
from openness_cli.messages import _, figures, first_of, language, n_
from openness_cli.model.languages import mark
from openness_cli.words.terms import word_of

_TOLD = 100
_NAMED = 10
_HEADS = {column.key: column for kind in reversed(BookSheet) for column in kind.columns if column.is_read}
_LABELS = {"basis": mark("wording"), "points_basis": mark("points"), "due_basis": mark("due date")}
# what changes with what is confirmed, whether it was typed itself or not
_FOLLOWING = ("points", "figures", "source")
_CONFIRMED = {"basis": "sourced", "points_basis": "published"}


def tell_conflicts(session: Session, conflicts: Sequence[Conflict]) -> None:
    """Tell why nothing was written: what changed in the definitions since the workbook was made."""
    count = len(conflicts)
    text = n_("Nothing was written: {count} conflict.", "Nothing was written: {count} conflicts.", count)
    session.complain(text.format(count=count))
    for own in conflicts[:_TOLD]:
        told = _("{cell}: typed: {typed}; in the definitions: {there}; handed out: {was}")
        said = {"typed": own.typed, "there": own.there, "was": own.was}
        values = {name: quoted(shown_value(own.column, value)) for name, value in said.items()}
        session.complain("", told.format(cell=own.cell, **values))
    session.complain("", _("Hand out a new workbook of these definitions, and type what is right into it."))


class Telling:
    """All that is told of one import; ``target`` is the new folder."""

    def __init__(
        self,
        definitions: Definitions,
        book: Book,
        amendment: Amendment,
        found: Compared,
        *,
        is_dry: bool,
        target: Path | None,
    ) -> None:
        """Hold what was read, and what came of it."""
        self._definitions, self._book, self._amendment, self._found = definitions, book, amendment, found
        self._is_dry, self._target = is_dry, target

    def lines(self) -> Iterator[str]:
        """Yield what changes, by criterion, what was not taken and why, and what to do next."""
        lines = list(self._changes())
        yield from lines[:_TOLD]
        if (more := len(lines) - _TOLD) > 0:
            yield n_("… and {count} more", "… and {count} more", more).format(count=more)
        yield from self._asides()
        yield from self._ending()

    def _changes(self) -> Iterator[str]:
        amendment, state = self._amendment, self._definitions.state
        for name in state[BookSheet.CRITERIA]:
            told = list(self._of_criterion(name))
            if told:
                yield f"{name} {self._title(name)}: " + "; ".join(told)
        for name, values in amendment.indicators.items():
            if "points" in values:
                old, new = (figures(own) for own in (state[BookSheet.INDICATORS][name]["points"], values["points"]))
                yield _("indicator {name}: points: {old} → {new}").format(name=name, old=old, new=new)
            if values.get("points_basis") == "published":
                yield _("indicator {name}: its points are published now").format(name=name)
            if values.get("points_basis") == "assumed":
                yield _("indicator {name}: its points are not confirmed, and assumed from now on").format(name=name)

    def _of_criterion(self, name: str) -> Iterator[str]:
        decree = self._amendment.confirmed.get(name)
        if decree is not None and decree.confirmed is not None:
            text = _("confirmed: {what} ({annex})")
            yield text.format(what=word_of(decree.confirmed), annex=decree.annex)
        amendment = self._amendment
        old = self._definitions.state[BookSheet.CRITERIA][name]
        new = amendment.criteria.get(name, old)
        edits = self._found.edits[BookSheet.CRITERIA].get(name, {})
        for column in _HEADS:
            was, now = old.get(column, ""), new.get(column, "")
            # the text of the decree and its place stand in every language: they were told as confirmed
            if was != now and (column in edits or column in _FOLLOWING) and name not in amendment.shared:
                yield self._edit(column, Edit(was, now, ""))
        yield from map(self._part, self._parts_of(name, old, new))
        for own in amendment.lowered:
            if own.criterion == name:
                yield _("not confirmed, and assumed from now on: {what}").format(what=_(_LABELS[own.label]))

    def _parts_of(self, name: str, old: Values, new: Values) -> Iterator[PartRow]:
        """Yield the parts of a criterion of which something is to be told."""
        if old["rule"] == "checklist" != new["rule"]:
            held = self._definitions.state[BookSheet.PARTS]
            own = ((key.partition("|"), values) for key, values in held.items())
            yield from (PartRow(key[2], values, None, is_gone=True) for key, values in own if key[0] == name)
        elif name not in self._amendment.shared:
            yield from (own for own in self._amendment.parts.get(name, ()) if own.is_touched)

    def _edit(self, column: str, edit: Edit) -> str:
        old, new = (quoted(shown_value(column, own)) for own in edit[:2])
        return _("{head}: {old} → {new}").format(head=_HEADS[column].shown, old=old, new=new)

    def _part(self, part: PartRow) -> str:
        title = next((value for key, value in part.values.items() if key.startswith("titles.")), part.label)
        text = _("a part goes: {what}") if part.is_gone else _("a part: {what}, {points}")
        return text.format(what=shortened(title), points=figures(part.values.get("points", "")))

    def _title(self, name: str) -> str:
        return shortened(self._definitions.index.by_id[name].titles.to(language()))

    def _asides(self) -> Iterator[str]:
        if self._book.base is None:
            yield _("What was handed out is not hidden in it any more: compared with the definitions as they are.")
        if unused := self._amendment.unused:
            text = _("filled in and not confirmed, so not taken: {cells}")
            yield text.format(cells=first_of(unused, _NAMED))
        if kept := self._amendment.kept:
            text = _("what earns less than the most stayed as it was; look whether the annex says the same: {names}")
            yield text.format(names=first_of(kept, _NAMED))
        if noted := [name for name in self._amendment.confirmed if self._keeps_note(name)]:
            text = _("their notes stay as they were; look whether they still hold: {names}")
            yield text.format(names=first_of(noted, _NAMED))
        if missing := self._found.missing:
            text = _("the row is gone, and stays as it was in the definitions: {names}")
            yield text.format(names=first_of(missing, _NAMED))
        if lacking := list(self._lacking()):
            text = _("gone from the workbook, so nothing was taken from there: {what}")
            yield text.format(what=first_of(lacking, _NAMED))
        if count := len(self._amendment.shared):
            text = n_(
                "what is left was shared out among {count} criterion that stays assumed",
                "what is left was shared out among {count} criteria that stay assumed",
                count,
            )
            yield text.format(count=count)
        for own in self._amendment.contradictions:
            text = _("indicator {id} gives {points} points, and {best} were published for {year}")
            yield text.format(id=own.indicator.id, points=own.indicator.points, best=own.best, year=own.year)
        for name in dict.fromkeys(self._book.unread):
            yield _("a column of your own, not read: {what}").format(what=name)

    def _lacking(self) -> Iterator[str]:
        """Yield the sheets that are gone from the workbook, and the columns of those that are there."""
        for kind in BookSheet:
            rows = self._book.rows.get(kind)
            if rows is None:
                yield _("the sheet {name}").format(name=_(kind.words))
            for column in kind.columns if rows else ():
                if column.is_read and rows and column.key not in rows[0].names:
                    yield ": ".join((_(kind.words), column.shown))

    def _keeps_note(self, name: str) -> bool:
        """Tell whether a criterion has a note that was written before it was confirmed."""
        held = self._definitions.state[BookSheet.CRITERIA][name]
        new = self._amendment.criteria.get(name, held)
        notes = [key for key in held if key.startswith("note.")]
        return bool(notes) and all(held[key] == new.get(key) for key in notes)

    def _ending(self) -> Iterator[str]:
        amendment = self._amendment
        if amendment.is_empty:
            yield _("nothing changes: the definitions say it all already")
        state = self._definitions.state[BookSheet.CRITERIA]
        new = {name: amendment.criteria.get(name, held) for name, held in state.items()}
        known = sum(all(own.get(key) == word for key, word in _CONFIRMED.items()) for own in new.values())
        text = n_(
            "Wording and points are confirmed of {known} criterion of {count}.",
            "Wording and points are confirmed of {known} criteria of {count}.",
            known,
        )
        yield text.format(known=known, count=len(new))
        if self._is_dry:
            yield _("nothing was written (--dry-run)")
        elif self._target is not None:
            shown = shlex.quote(str(self._target))
            yield _("written: {file}").format(file=shown)
            text = _(
                "Use them: --index {folder}, or index: in openness.yaml; check: openness validate --index {folder}"
            )
            yield text.format(folder=shown)
            yield _("What they change for a body: openness index compare {folder}").format(folder=shown)
            yield _("What is still assumed: openness list --unconfirmed --index {folder}").format(folder=shown)
