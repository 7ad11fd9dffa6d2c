"""What ``openness list`` and ``openness explain`` show: the criteria, and one of them in full."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import chain, groupby
from typing import NamedTuple

from openness_cli.formats import document as doc
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows, text_of
from openness_cli.formats.workbook import Workbook
from openness_cli.messages import _
from openness_cli.model.definitions import Criterion, FactBasis, Index, Indicator, PointsBasis, WordingBasis
from openness_cli.model.evidence import PublishedResult
from openness_cli.model.points import rounded_down
from openness_cli.reports._book import book_of
from openness_cli.reports._head import Json
from openness_cli.scoring.report import CriterionRow, Report
from openness_cli.scoring.verdicts import Verdict
from openness_cli.words.certainty import basis_sentences, year_sentence
from openness_cli.words.reasons import (
    certainty_in_full,
    item_word,
    needs_sentence,
    reason_texts,
    remedy,
    rule_sentences,
    stated_by_owners,
)
from openness_cli.words.terms import decimal, short_date, source_of, word_of

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


class CriteriaReport(NamedTuple):
    """Criteria of an index in one language; of those not ``confirmed`` what is assumed is told."""

    language: str
    definitions: Index
    entries: tuple[Entry, ...]
    is_unconfirmed: bool = False
    year: int | None = None

    def rows(self) -> Rows:
        """Return a row for each criterion."""
        return Rows(COLUMNS, (_values(entry, self.language) for entry in self.entries))

    def workbook(self) -> Workbook:
        """Return the list as a sheet, with the points of all that are listed."""
        rows = self.rows()
        points = sum((entry.criterion.possible for entry in self.entries), Fraction(0))
        total: Values = {"title": _("in all"), "points": points}
        return book_of(self.document(), rows._replace(total=total), name=_("Criteria"))

    def json(self) -> Json:
        """Return version 1 of the JSON: the same as texts."""
        rows = (_values(entry, self.language) for entry in self.entries)
        criteria = [{name: text_of(row[name]) for name in COLUMNS} for row in rows]
        return {"format_version": 1, "criteria": criteria}

    def document(self) -> doc.Document:
        """Return the list for reading: a line a criterion under its indicator."""
        last = _("outcome") if any(entry.row for entry in self.entries) else _("wording")
        columns = (
            doc.Column(_("criterion"), fit=doc.Fit.REST),
            doc.Column(_("points"), is_number=True, least=max(5, len(_("points"))), gap=1),
            doc.Column(last, least=len(last)),
        )
        groups = groupby(self.entries, key=lambda entry: entry.indicator.id)
        blocks = [_table(self, columns, list(own), is_first=not place) for place, (_id, own) in enumerate(groups)]
        title = self.definitions.titles.to(self.language)
        known = year_sentence(self.definitions.confirmed_through, self.year)
        notes = doc.faint((known, certainty_in_full(self.definitions)))
        return doc.Document("", (), tuple(blocks), notes, subtitle=title)


def _table(
    report: CriteriaReport, columns: tuple[doc.Column, ...], entries: list[Entry], *, is_first: bool
) -> doc.Table:
    indicator = entries[0].indicator
    title = f"{indicator.id} {indicator.titles.to(report.language)} ({decimal(indicator.points)})"
    rows = []
    for entry in entries:
        criterion = entry.criterion
        cells = (
            doc.Cell(criterion.titles.to(report.language), ident=criterion.id),
            decimal(criterion.possible),
            doc.Cell(word_of(entry.row.outcome) if entry.row else word_of(criterion.basis), doc.Tone.FAINT),
        )
        assumed = _("not confirmed: {what}").format(what=", ".join(_assumptions(criterion)))
        told = (doc.Sentence(assumed, doc.Tone.FAINT, indent=6, breaks=False),) if report.is_unconfirmed else ()
        rows.append(doc.row(cells, details=told))
    heading = (doc.Sentence(title, doc.Tone.STRONG, hang=2, medium=doc.Medium.SCREEN),)
    screen = doc.Screen(head=doc.Head.HEADS if is_first else doc.Head.RULER, indent=2, gap=0, spare=1)
    return doc.Table(columns, tuple(rows), title, "", sentences=heading, screen=screen, apart=not is_first)


def _assumptions(criterion: Criterion) -> Iterator[str]:
    """Yield the words for what of a criterion is not known from a source."""
    if criterion.basis is not WordingBasis.SOURCED:
        yield _("wording ({label})").format(label=word_of(criterion.basis))
    if criterion.points_basis is PointsBasis.ASSUMED:
        yield _("points")
    if criterion.due_basis is FactBasis.ASSUMED:
        yield _("due date")
    if criterion.needs_basis is FactBasis.ASSUMED:
        yield _("proof asked for")


def _values(entry: Entry, language: str) -> Values:
    criterion = entry.criterion
    return {
        "indicator": entry.indicator.id,
        "criterion": criterion.id,
        "title": criterion.titles.to(language),
        "points": criterion.possible,
        "rule": type(criterion.rule).__name__.lower(),
        "basis": criterion.basis,
        "points_basis": criterion.points_basis,
        "due_basis": criterion.due_basis,
        "needs_basis": criterion.needs_basis,
        "unconfirmed": tuple(_assumptions(criterion)),
        "source": source_of(criterion, language),
        "outcome": entry.row.outcome if entry.row else None,
    }


class ExplainReport(NamedTuple):
    """One criterion in full, and the body's own verdict on a day where there is one."""

    language: str
    definitions: Index
    entry: Entry
    day: date | None
    year: int | None = None
    published: PublishedResult | None = None

    def text(self) -> doc.Document:
        """Return what is to be read."""
        criterion, indicator = self.entry.criterion, self.entry.indicator
        title = f"{criterion.id} {criterion.titles.to(self.language)}"
        under = f"{indicator.id} {indicator.titles.to(self.language)}"
        blocks: list[doc.Block] = [_two_columns(_facts(self.definitions, self.entry, self.language, self.year))]
        if self.entry.row and self.day:
            blocks += _own_verdict(self.entry.row, self.language, self.day)
            blocks += _published(self.published, indicator)
        return doc.Document(title, (), tuple(blocks), screen_lines=(under,))


def _two_columns(facts: Iterable[tuple[str, str]], title: str = "") -> doc.Table:
    rows = tuple(doc.row((name, text)) for name, text in facts)
    return doc.Table((doc.Column(""), doc.Column("", fit=doc.Fit.WRAP)), rows, title)


def _facts(index: Index, entry: Entry, language: str, year: int | None) -> Iterator[tuple[str, str]]:
    criterion, indicator = entry.criterion, entry.indicator
    yield _("asked"), criterion.asks.to(language)
    for number, sentence in enumerate(rule_sentences(criterion, language)):
        yield _("earns") if number == 0 else "", sentence
    yield _("what counts"), needs_sentence(criterion.needs)
    yield _("remedy"), criterion.remedy.to(language)
    yield _("effort"), _("{days} working days (an assumption)").format(days=decimal(criterion.effort_days))
    if criterion.applies_to:
        kinds = [kind.titles.to(language) for kind in index.kinds if kind.label in criterion.applies_to]
        yield _("asked of"), ", ".join(kinds)
    if criterion.source:
        yield _("source"), criterion.source
    for number, sentence in enumerate(basis_sentences(criterion, indicator, language, index.assumed_points)):
        yield _("certainty") if number == 0 else "", sentence
    if criterion.note:
        yield _("note"), criterion.note.to(language)
    if indicator.note:
        yield _("on the indicator"), indicator.note.to(language)
    if known := year_sentence(index.confirmed_through, year):
        yield _("methodology"), known


def _own_verdict(row: CriterionRow, language: str, day: date) -> Iterator[doc.Block]:
    text = _("{earned} of {possible}; pending {pending}, unknown {unknown}, open {open}, lost {lost}")
    figures = ((word_of(basis), text.format(**shown._asdict())) for basis, shown in row.on.items())
    title = _("own verdict, {day}: {outcome}").format(day=short_date(day), outcome=word_of(row.outcome))
    claimed = stated_by_owners(row.finding.verdict)
    own = [(_("by unit"), claimed)] if claimed else []
    notes = [(_("note"), text) for text in _notes(row.finding.verdict)]
    words = [(_("words asked for"), text) for text in _words_asked(row.finding.verdict)]
    yield _two_columns(chain(own, figures, words, notes), title)
    told = [doc.Sentence(text, mark=f"{doc.DOT} ") for text in reason_texts(row.finding, language)]
    told += [doc.Sentence(remedy(row.finding, language), mark=f"{doc.ARROW} ")] if row.finding.is_gap else []
    yield doc.Sentences(tuple(told), apart=False)


def _published(result: PublishedResult | None, indicator: Indicator) -> Iterator[doc.Block]:
    """Say what was published of the whole indicator, where it is known."""
    points = result.indicators.get(indicator.id) if result else None
    if result is not None and points is not None:
        text = _("Published by the Agency for {year} of the whole indicator: {points} of {possible}.")
        words = {"year": result.year, "points": rounded_down(points), "possible": decimal(indicator.points)}
        yield doc.Sentences(doc.said(text.format(**words)), apart=False, is_list=False)


def _words_asked(verdict: Verdict) -> Iterator[str]:
    """Yield the words that pages have to show, each with what shows them."""
    for item in verdict.evidence.items if verdict.evidence else ():
        if item.contains:
            yield f"{item_word(item)}: “{item.contains}”"


def _notes(verdict: Verdict) -> Iterator[str]:
    """Yield what the officer noted beside a claim and its items, which nobody scores."""
    if verdict.evidence is not None:
        yield from verdict.evidence.notes
        for item in verdict.evidence.items:
            if item.note:
                yield f"{item_word(item)}: {item.note}"
