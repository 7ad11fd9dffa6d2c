"""A score as it is laid before others: the verdict first, then what comes next, every criterion last."""

from collections.abc import Iterator, Sequence

from openness_cli.formats import document as doc
from openness_cli.formats.glance import Clause
from openness_cli.messages import _
from openness_cli.model.definitions import Indicator
from openness_cli.model.points import rounded_down
from openness_cli.outlook.outlook import Outlook
from openness_cli.reports._head import legend, minima_of, until_line
from openness_cli.reports._score_gaps import id_range
from openness_cli.reports._score_glance import sure_clauses
from openness_cli.reports._score_verdict import verdict_on
from openness_cli.reports._score_work import Due, Line, dues_of, gaps_of
from openness_cli.scoring.report import Report
from openness_cli.words.terms import short_date

# so many that the first page has room for the indicators as well
_FIRST_GAPS, _FIRST_DUES = 5, 4
# begin what belongs to the text before them
_CLOSE = (";", ",", ".", ":")


def paper_of(
    report: Report, outlook: Outlook, document: doc.Document, criteria: doc.Table, unread: Sequence[str]
) -> doc.Document:
    """Return what is read, put in the order of a report on paper, with ``criteria`` at its end.

    ``unread`` are files without which the total is a lower bound.
    """
    gaps, dues = gaps_of(report), dues_of(report, outlook.deadlines)
    blocks = [own for own in document.blocks if own.medium is not doc.Medium.SCREEN]
    # the parts that have a title begin with the indicators
    parts = next(number for number, own in enumerate(blocks) if own.title)
    verdict = verdict_on(report, outlook.forecast, gaps, dues, unread)
    told = (
        doc.Sentences((_said(verdict),), is_list=False, is_lead=True),
        *(_with_legend(own, minima_of(report.assessment.index)) for own in blocks[:parts]),
        doc.Sentences((_said(sure_clauses(report.assessment.index, report.range)),), is_list=False),
    )
    first = (*_gap_tables(report, gaps), *_due_tables(_("Next due"), dues[:_FIRST_DUES]))
    later = _due_tables(_("All that falls due"), dues) if len(dues) > _FIRST_DUES else ()
    compared = tuple(own for own in document.notes if doc.AVERAGE in own.text)
    every = (
        *told,
        *first,
        _short(report, blocks[parts], compared),
        *blocks[parts + 1 :],
        *later,
        *_by_indicator(report, criteria),
    )
    line = document.page_line
    if not report.assessment.over:
        line = (*document.edition, until_line(report.assessment), *line[len(document.edition) + 2 :])
    return document._replace(blocks=every, notes=(), page_line=line)


def _said(clauses: Sequence[Clause] | Iterator[Clause]) -> doc.Sentence:
    """Return clauses one behind the other, each in its tone."""
    parts: list[tuple[str, doc.Tone]] = []
    for own in clauses:
        if own.text:
            if parts and not own.text.startswith(_CLOSE):
                parts.append((" ", doc.Tone.PLAIN))
            parts.append((own.text, own.tone))
    return doc.Sentence("", strong=tuple(parts))


def _with_legend(block: doc.Block, minima: doc.Sentence) -> doc.Block:
    """Return a table of bars with what their shapes mean under it; anything else as it is."""
    if isinstance(block, doc.Table) and (meaning := legend((block,))).text:
        told = meaning._replace(text=f"{meaning.text}  {minima.text}")
        return block._replace(closing=(*block.closing, told))
    return block


def _short(report: Report, block: doc.Block, compared: tuple[doc.Sentence, ...]) -> doc.Block:
    """Return the table of indicators with their short names: the whole ones stand over their criteria.

    What they are ``compared`` with is said under it.
    """
    if not isinstance(block, doc.Table):
        return block
    names = (f"{own.id} {(own.short or own.titles).to(report.language)}" for own in _indicators(report))
    rows = (
        row._replace(cells=(row.cells[0], doc.Cell(name), *row.cells[2:]))
        for row, name in zip(block.rows, names, strict=True)
    )
    return block._replace(rows=tuple(rows), closing=compared)


def _by_indicator(report: Report, criteria: doc.Table) -> Iterator[doc.Table]:
    """Yield the criteria of each indicator under its name."""
    owners = [row.finding.verdict.indicator.id for row in report.criteria]
    for own in _indicators(report):
        rows = tuple(row for owner, row in zip(owners, criteria.rows, strict=True) if owner == own.id)
        yield criteria._replace(rows=rows, title=f"{own.id} {own.titles.to(report.language)}")


def _indicators(report: Report) -> list[Indicator]:
    return [row.indicator for row in report.indicators]


def _gap_tables(report: Report, gaps: Sequence[Line]) -> Iterator[doc.Table]:
    if gaps:
        shown = gaps[:_FIRST_GAPS]
        title = _("Gaps worth most: {shown} of {all} ({points} points)")
        told = title.format(shown=len(shown), all=len(gaps), points=report.at_stake)
        yield doc.Table(_columns(), tuple(doc.row(_cells(own)) for own in shown), told, medium=doc.Medium.PAGE)


def _due_tables(title: str, dues: Sequence[Due]) -> Iterator[doc.Table]:
    if dues:
        columns = (doc.Column(_("due date")), *_columns())
        rows = tuple(doc.row((short_date(own.day), *_cells(own.line._replace(what=own.title)))) for own in dues)
        yield doc.Table(columns, rows, title, medium=doc.Medium.PAGE)


def _columns() -> tuple[doc.Column, ...]:
    points = doc.Column(_("points"), is_number=True)
    return points, doc.Column(_("criterion")), doc.Column(_("unit in charge"))


def _cells(own: Line) -> tuple[doc.Cell, ...]:
    """Return what a line of work is about; that nobody is in charge stands back."""
    return (
        doc.Cell(str(rounded_down(own.points)), doc.Tone.RED if own.is_dead else doc.Tone.STRONG),
        doc.Cell(f"{own.what}: {own.more}" if own.more else own.what, ident=id_range(own.ids)),
        doc.Cell(own.owner, doc.Tone.PLAIN if own.owners else doc.Tone.FAINT),
    )
