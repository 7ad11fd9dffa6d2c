"""The cells of a workbook of definitions, each read as what it means: canonical, or told why it cannot be."""

import re
from collections.abc import Mapping
from datetime import date

from openness_cli.files.fields import MAX_TEXT
from openness_cli.files.index_book.columns import BookSheet, Confirmed
from openness_cli.files.index_book.figures import MisreadError, due_text, joined, read_due, read_figures, read_number
from openness_cli.files.spelling import LEVEL_WORDS
from openness_cli.files.tables.handouts import Lists
from openness_cli.files.tables.reading import Value, text_of_cell
from openness_cli.messages import _, day_in_figures, in_every_language
from openness_cli.model.evidence import INVISIBLE, fold
from openness_cli.model.languages import Worded
from openness_cli.model.periods import Every
from openness_cli.model.points import plain_number

_LEVELS = {"fully": "full", "in part": "partial", "not at all": "none"}
KINDS = ("levels", "count", "share", "checklist", "periods")
_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
_CONTROLS = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")
# lists of words in the workbook, by the columns in which they can be chosen
LISTS = {"rule": "kinds", "every": "every", "level": "levels", "confirmed": "confirmed", "delete": "yes"}


class Reader:
    """Reads cells by the words that a workbook shows, which its lists hold, and by those of every language."""

    def __init__(self, lists: Lists) -> None:
        """Hold the lists of a workbook."""
        self._words = {
            column: {fold(shown): meant for shown, meant in lists.filled(name, 2)} for column, name in LISTS.items()
        }
        # as they can be chosen, for whoever typed something else
        self._choices = {column: [shown for shown, _meant in lists.filled(name, 2)] for column, name in LISTS.items()}
        self._words["rule"] |= {**_spoken({f"value: {own}": own for own in KINDS}), **{own: own for own in KINDS}}
        self._words["level"] = {**_spoken(_LEVELS), **dict(LEVEL_WORDS), **self._words["level"]}
        self._words["level"] = {fold(word): label for word, label in self._words["level"].items()}
        self._words["every"] |= _worded(Every)
        self._words["confirmed"] |= _worded(Confirmed)
        self._words["delete"] |= dict.fromkeys(map(fold, in_every_language("yes")), "yes")

    def read(self, sheet: BookSheet, column: str, value: Value, kind: str) -> str:
        """Return what a cell means; ``kind`` is that of the rule of its row. Raises MisreadError."""
        written = plain_text(value)
        if not written:
            return ""
        if column in ("points", "decree_points", "effort", "late"):
            return _number(value, written, at_most=1 if column == "late" else None)
        if column in ("figures", "due"):
            if isinstance(value, date):
                what = _("Excel made a day of what was typed: {day}").format(day=day_in_figures(value))
                raise MisreadError(what, _("make the cell a text, then type it again"))
            if column == "due":
                return due_text(read_due(written))
            return joined(read_figures(kind, written, self._level)) if kind in ("levels", "count", "share") else written
        if column in self._words:
            return self._word(column, written)
        return _text(written) if sheet is not BookSheet.INDICATORS else written

    def _word(self, column: str, written: str) -> str:
        if (meant := self._words[column].get(fold(written))) is not None:
            return meant
        hint = _("choose from the list")
        if choices := self._choices[column]:
            hint = _("choose from the list: {words}").format(words="; ".join(choices))
        raise MisreadError(_("“{value}” is not known here").format(value=written), hint)

    def _level(self, written: str) -> str:
        label = self._words["level"].get(fold(written), written)
        if _LABEL.fullmatch(label) is None:
            raise MisreadError(
                _("“{value}” is no level").format(value=written), _("choose: fully, in part, not at all")
            )
        return label


def _spoken(messages: Mapping[str, str]) -> dict[str, str]:
    """Return what messages say in every language, folded, with what is meant by each."""
    return {
        fold(said.removeprefix("value: ")): meant
        for message, meant in messages.items()
        for said in in_every_language(message)
    }


def _worded(kind: type[Worded]) -> dict[str, str]:
    members = {str(own.value): own for own in kind}
    shown = {fold(word): value for value, own in members.items() for word in in_every_language(own.words)}
    return {**shown, **{value: value for value in members}}


def plain_text(value: Value) -> str:
    """Return what a cell says on one line, without what cannot be seen."""
    return " ".join(text_of_cell(value).translate(_UNSEEN).split()) if value is not None else ""


def _text(written: str) -> str:
    if len(written) > MAX_TEXT:
        raise MisreadError(_("longer than {count} characters").format(count=MAX_TEXT))
    if _CONTROLS.search(written):
        raise MisreadError(_("a control character in a text"), _("type the text again"))
    return written


def _number(value: Value, written: str, *, at_most: int | None) -> str:
    if isinstance(value, date):
        what = _("Excel made a day of what was typed: {day}").format(day=day_in_figures(value))
        raise MisreadError(what, _("make the cell a text, then type it again"))
    if isinstance(value, float):
        written = f"{value:.6f}".rstrip("0").rstrip(".")
    if isinstance(value, bool):
        written = str(value).upper()
    is_share = at_most is not None and written.endswith("%")
    number = read_number(written.rstrip("% \u00a0") if is_share else written) / (100 if is_share else 1)
    if at_most is not None and number > at_most:
        raise MisreadError(_("late is a share of the points, at most 1"))
    return plain_number(number)
