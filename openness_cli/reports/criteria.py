"""The criteria themselves: as a list, and one of them in full."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from openness_cli.formats.grid import reason_texts, source_of
from openness_cli.formats.lines import Line, Marks, Span, clip, line, wrap
from openness_cli.messages import _
from openness_cli.model.definitions import Criterion, FactBasis, Index, Indicator, PointsBasis, WordingBasis
from openness_cli.model.points import plain_number
from openness_cli.scoring.report import CriterionRow, Report
from openness_cli.words.reasons import (
    certainty_sentence,
    labels_sentence,
    needs_sentence,
    remedy,
    rule_sentences,
)
from openness_cli.words.terms import basis_word, label_word, outcome_word

COLUMNS = (
    "indicator", "criterion", "title", "points", "rule", "basis", "points_basis", "due_basis", "needs_basis",
    "unconfirmed", "source", "outcome",
)  # fmt: skip


class Entry(NamedTuple):
    """One criterion of the list, with the body's own outcome where a workspace was named."""

    indicator: Indicator
    criterion: Criterion
    row: CriterionRow | None = None


def entries_of(index: Index, report: Report | None) -> tuple[Entry, ...]:
    """Return every criterion in the order of the index."""
    rows = {row.finding.verdict.criterion.id: row for row in report.criteria} if report else {}
    return tuple(Entry(i, criterion, rows.get(criterion.id)) for i in index.indicators for criterion in i.criteria)


def assumptions(criterion: Criterion) -> tuple[str, ...]:
    """Return the words for what of a criterion is not known from a source."""
    found = []
    if criterion.basis is not WordingBasis.SOURCED:
        found.append(_("wording ({label})").format(label=label_word(criterion.basis)))
    if criterion.points_basis is PointsBasis.ASSUMED:
        found.append(_("points"))
    if criterion.due_basis is FactBasis.ASSUMED:
        found.append(_("due date"))
    if criterion.needs_basis is FactBasis.ASSUMED:
        found.append(_("proof asked for"))
    return tuple(found)


def grid(entries: Iterable[Entry], language: str) -> list[dict[str, str]]:
    """Return a row of text for each criterion."""
    return [
        {
            "indicator": entry.indicator.id,
            "criterion": entry.criterion.id,
            "title": entry.criterion.titles.to(language),
            "points": plain_number(entry.criterion.possible),
            "rule": type(entry.criterion.rule).__name__.lower(),
            "basis": entry.criterion.basis.value,
            "points_basis": entry.criterion.points_basis.value,
            "due_basis": entry.criterion.due_basis.value if entry.criterion.due_basis else "",
            "needs_basis": entry.criterion.needs_basis.value,
            "unconfirmed": ", ".join(assumptions(entry.criterion)),
            "source": source_of(entry.criterion, language),
            "outcome": entry.row.outcome.value if entry.row else "",
        }
        for entry in entries
    ]


def as_json(entries: Iterable[Entry], language: str) -> str:
    """Return the list as JSON."""
    document = {"format_version": 1, "criteria": grid(entries, language)}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def list_lines(
    index: Index, entries: Iterable[Entry], language: str, width: int, *, unconfirmed: bool
) -> Iterator[Line]:
    """Return the list for reading: a line a criterion under its indicator."""
    entries = tuple(entries)
    shown: str | None = None
    column = max((len(_right(entry)) for entry in entries), default=0)
    for entry in entries:
        if entry.indicator.id != shown:
            if shown is not None:
                yield line()
            shown = entry.indicator.id
            points = plain_number(entry.indicator.points)
            yield from wrap(
                f"{shown} {entry.indicator.titles.to(language)} ({points})", width, rest="  ", style="title"
            )
        yield from _list_entry(entry, language, width, column, unconfirmed=unconfirmed)
    yield line()
    yield from wrap(certainty_sentence(index), width, style="dim")


def _right(entry: Entry) -> str:
    return outcome_word(entry.row.outcome) if entry.row else label_word(entry.criterion.basis)


def _list_entry(entry: Entry, language: str, width: int, column: int, *, unconfirmed: bool) -> Iterator[Line]:
    criterion = entry.criterion
    right = _right(entry)
    points = plain_number(criterion.possible)
    room = width - 8 - column - 8
    title = clip(criterion.titles.to(language), room).ljust(room)
    yield line("  ", Span(criterion.id.ljust(6), "ident"), title, points.rjust(5), "  ", Span(right, "dim"))
    if unconfirmed:
        yield line(" " * 8, Span(_("not confirmed: {what}").format(what=", ".join(assumptions(criterion))), "dim"))


def explain_lines(
    index: Index, entry: Entry, language: str, width: int, marks: Marks, day: date | None
) -> Iterator[Line]:
    """Return one criterion in full, and the body's own verdict where there is one."""
    criterion = entry.criterion
    yield from wrap(f"{criterion.id} {criterion.titles.to(language)}", width, style="title")
    yield from wrap(f"{entry.indicator.id} {entry.indicator.titles.to(language)}", width)
    yield line()
    yield from _table(list(_facts(index, criterion, language)), width)
    if entry.row and day:
        yield line()
        yield from _own_verdict(entry.row, language, width, marks, day)


def _table(rows: Iterable[tuple[str, str]], width: int) -> Iterator[Line]:
    """Set names and texts in two columns; the first is as wide as its longest name."""
    rows = tuple(rows)
    column = max(len(name) for name, _text in rows) + 2
    for name, text in rows:
        yield from wrap(text, width, first=name.ljust(column), rest=" " * column)


def _facts(index: Index, criterion: Criterion, language: str) -> Iterator[tuple[str, str]]:
    yield _("asked"), criterion.asks.to(language)
    for number, sentence in enumerate(rule_sentences(criterion, language)):
        yield _("earns") if number == 0 else "", sentence
    yield _("what counts"), needs_sentence(criterion.needs)
    yield _("remedy"), criterion.remedy.to(language)
    yield _("effort"), _("{days} working days (an assumption)").format(days=plain_number(criterion.effort_days))
    if criterion.applies_to:
        kinds = [kind.titles.to(language) for kind in index.kinds if kind.label in criterion.applies_to]
        yield _("asked of"), ", ".join(kinds)
    yield _("source"), source_of(criterion, language)
    yield _("certainty"), labels_sentence(criterion)
    if criterion.note:
        yield _("note"), criterion.note.to(language)


def _own_verdict(row: CriterionRow, language: str, width: int, marks: Marks, day: date) -> Iterator[Line]:
    yield line(
        Span(_("own verdict, {day}: {outcome}").format(day=day.isoformat(), outcome=outcome_word(row.outcome)), "title")
    )
    text = _("{earned} of {possible}; pending {pending}, unknown {unknown}, open {open}, lost {lost}")
    figures = (
        (basis_word(basis), text.format(**{key: str(value) for key, value in shown._asdict().items()}))
        for basis, shown in row.on.items()
    )
    yield from _table(figures, width)
    for text in reason_texts(row, language):
        yield from wrap(text, width, first=f"{marks.dot} ", rest="  ")
    if row.finding.is_gap:
        yield from wrap(
            remedy(row.finding, language), width, first=f"{marks.arrow} ", rest=" " * (len(marks.arrow) + 1)
        )
