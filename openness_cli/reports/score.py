"""What ``openness score`` shows: what colour, how sure, what is missing, what is lost."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from openness_cli.errors import Problem
from openness_cli.formats import document as doc
from openness_cli.formats.cases import Annotation, Cases, Severity
from openness_cli.formats.glance import Glance
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows
from openness_cli.formats.workbook import Workbook
from openness_cli.messages import _, figures, first_of, n_
from openness_cli.model.points import Hundredths
from openness_cli.reports._head import (
    Json,
    assessed,
    colour_cell,
    legend,
    ruler_of,
    sure_of,
    total_bar,
    until_line,
)
from openness_cli.reports._score_checks import score_annotations, score_cases
from openness_cli.reports._score_criteria import criteria_table, exemptions
from openness_cli.reports._score_gaps import gap_blocks, loss_blocks
from openness_cli.reports._score_indicators import benchmark_legend, indicators_table
from openness_cli.reports._score_json import finding_values, points_values, score_json
from openness_cli.reports._score_sheet import sheet_rows, sheet_total
from openness_cli.reports._score_warnings import is_unchecked, warning_sentences
from openness_cli.reports.checks import ProblemsReport, unread_suite
from openness_cli.reports.listing import Listing
from openness_cli.scoring.reasons import ReasonCode
from openness_cli.scoring.report import CriterionRow, Report
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.certainty import range_told
from openness_cli.words.gates import failure_sentences, undecided_sentence
from openness_cli.words.published import beside_sentence
from openness_cli.words.reasons import (
    pending_sentence,
    reachable_sentence,
    reason_texts,
    scales_sentence,
)
from openness_cli.words.terms import band_word, fraction_text, long_date, word_of

if TYPE_CHECKING:
    from openness_cli.formats.page import Page
    from openness_cli.outlook.outlook import Outlook
    from openness_cli.reports.around import Around

COLUMNS = (
    "indicator", "criterion", "title", "outcome", "possible", "scale", "declared", "evidenced", "verified", "unknown",
    "pending", "open", "lost", "at_stake", "reasons", "remedy", "owner", "effort_days", "action", "due", "basis",
    "points_basis", "due_basis", "source",
)  # fmt: skip


class ScoreReport(NamedTuple):
    """A score, and what of it is listed. ``left_out`` are the problems of files that were not read.

    Then the total is a lower bound, which every format for people or servers says; a row is of a criterion, and says
    nothing of the whole. With an ``outlook`` there is one look at it, for a screen; a page shows what stands
    ``around`` it, where that was prepared.
    """

    result: Report
    listing: Listing = Listing()
    left_out: tuple[Problem, ...] = ()
    outlook: "Outlook | None" = None
    around: "Around | None" = None

    def rows(self) -> Rows:
        """Return a row for each criterion that is listed."""
        return Rows(COLUMNS, (_values(self.result, row) for row in self.listing.rows(self.result)))

    def sheet(self) -> Rows:
        """Return the same for people: scaled, with what rounding leaves and the total of the report below."""
        return self._sheet((*self._unread(), *warning_sentences(self.result)))

    def _sheet(self, told: tuple[str, ...]) -> Rows:
        listed = self.listing.rows(self.result)
        return Rows(COLUMNS, sheet_rows(self.result, listed, told), total=sheet_total(self.result))

    def workbook(self) -> Workbook:
        """Return an overview, then what is listed: gaps, due dates where there is an outlook, criteria, addresses."""
        from openness_cli.reports._score_book import score_book  # noqa: PLC0415  (only a workbook has so much of it)

        return score_book(self.result, self.listing, self.document(), self._sheet(()), self.outlook)

    def json(self) -> Json:
        """Return version 1 of the JSON, whatever is listed elsewhere."""
        left_out = [problem._asdict() for problem in self.left_out]
        return {**score_json(self.result), **({"left_out": left_out} if left_out else {})}

    def cases(self) -> Cases:
        """Return a case for each criterion, and one for the gate, so that a server shows why a job failed."""
        cases = score_cases(self.result, self.listing.rows(self.result))
        return Cases(cases.name, [unread_suite(self.left_out), *cases.suites]) if self.left_out else cases

    def annotations(self) -> Iterator[Annotation]:
        """Return failed demands as errors, each gap beside the line of evidence it is about, then the sum."""
        folder = self.result.assessment.workspace.folder.as_posix()
        yield from ProblemsReport(folder, self.left_out).annotations()
        if self.left_out:
            index = self.result.assessment.index
            yield Annotation(Severity.WARNING, f"openness {index.id}", _left_out_sentence(self.left_out))
        listed = self.listing.choose(self.result.criteria)
        yield from score_annotations(self.result, listed, self.listing.choose(self.result.gaps))

    def document(self) -> doc.Document:
        """Return what is to be read."""
        report, listing = self.result, self.listing
        assessment = report.assessment
        evaluation = long_date(assessment.workspace.evaluation_date)
        if assessment.over:
            text = _("{day}: the assessment is over, scored as of {evaluation}")
            first = text.format(day=long_date(assessment.day), evaluation=evaluation)
            until = _("the assessment is over, scored as of {evaluation}").format(evaluation=evaluation)
        else:
            first = until_line(assessment)
            until = _("evaluation on {evaluation}").format(evaluation=evaluation)
        sure = (
            scales_sentence(assessment),
            *map(figures, range_told(assessment.index, report.range, whole=self.listing.all)),
            *sure_of(assessment),
        )
        has_bests = bool(assessment.index.benchmarks) and not listing.gaps_only
        compared = doc.faint((benchmark_legend(assessment.index.benchmarks[0]),)) if has_bests else ()
        blocks = tuple(_blocks(report, listing, self._unread()))
        notes = (legend(blocks), *doc.faint(sure[:1]), *compared, *doc.faint(sure[1:]))
        page = (long_date(assessment.day), until)
        document = assessed(assessment, report.language, blocks, notes, screen=(first,), page=page)
        return document._replace(page_notes=sure)

    def glance(self) -> Glance | None:
        """Return one look at everything; None where that was not prepared, or something else is asked for."""
        if self.outlook is None or self.listing.is_chosen:
            return None
        from openness_cli.reports._score_glance import glance_of  # noqa: PLC0415  (only a screen has room for no more)

        return glance_of(self.result, self.outlook, self._unread_files())

    def paper(self) -> doc.Document:
        """Return what is laid before others: with the verdict and every criterion, where what is to come is known."""
        document = self.document()
        if self.outlook is None or self.listing.is_part:
            return document
        from openness_cli.reports._score_paper import paper_of  # noqa: PLC0415  (as above)

        criteria = criteria_table(self.result, Listing())._replace(medium=doc.Medium.PAGE)
        return paper_of(self.result, self.outlook, document, criteria, self._unread_files())

    def _unread_files(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(problem.file for problem in self.left_out))

    def page(self) -> "Page | doc.Document":
        """Return a page to leaf through; the document where what stands around it was not prepared."""
        if self.around is None:
            return self.document()
        from openness_cli.reports._score_page import score_page  # noqa: PLC0415  (only a page looks so far around)

        return score_page(self.result, self.listing, self.around, self._unread())

    def _unread(self) -> tuple[str, ...]:
        return (_left_out_sentence(self.left_out),) if self.left_out else ()


def _values(report: Report, row: CriterionRow) -> Values:
    finding, language = row.finding, report.language
    return {
        **finding_values(row, language),
        **points_values(row.on, report.basis),
        "scale": fraction_text(finding.scale),
        "reasons": "; ".join(reason_texts(finding, language, coded=True)),
        "action": finding.actions,
    }


def _left_out_sentence(problems: tuple[Problem, ...]) -> str:
    """Say before all else which files were not read, and what that makes of the total."""
    files = tuple(dict.fromkeys(problem.file for problem in problems))
    text = n_(
        "{count} file could not be read, so the total is a lower bound: {files}.",
        "{count} files could not be read, so the total is a lower bound: {files}.",
        len(files),
    )
    return text.format(count=len(files), files=first_of(files, _NAMED_FILES))


_NAMED_FILES = 20


def _blocks(report: Report, listing: Listing, unread: tuple[str, ...]) -> Iterator[doc.Block]:
    if warnings := tuple(doc.Sentence(text, doc.Tone.STRONG) for text in (*unread, *warning_sentences(report))):
        yield doc.Sentences(warnings, is_list=False)
    yield _totals(report)
    uncertain = doc.Sentence(pending_sentence(report), medium=doc.Medium.PAGE if listing.is_brief else doc.Medium.BOTH)
    last = report.assessment.last_published
    published = beside_sentence(last, report.headline.total) if last else ""
    told = doc.said(reachable_sentence(report), published)
    yield doc.Sentences((uncertain, *told) if uncertain.text else told, is_list=False, apart=False)
    yield doc.Sentences(doc.said(*_verification(report)), medium=doc.Medium.SCREEN, apart=False)
    if spare := tuple(_spare_addresses(report)):
        yield doc.Sentences(doc.said(*spare), is_list=False, apart=False)
    yield doc.Sentences(doc.said(*_gate_sentences(report)), medium=doc.Medium.PAGE)
    if not listing.gaps_only:
        yield indicators_table(report)
    yield from gap_blocks(report, listing)
    criteria = (criteria_table(report, listing),) if listing.all else ()
    losses = () if listing.gaps_only else tuple(loss_blocks(report, listing))
    yield from (block._replace(medium=doc.Medium.PAGE) for block in criteria)
    yield from losses
    yield from (block._replace(medium=doc.Medium.SCREEN) for block in criteria)
    if exempt := tuple(exemptions(report, listing)):
        yield doc.Sentences(doc.said(*exempt), medium=doc.Medium.BOTH if listing.all else doc.Medium.PAGE)


def _gate_sentences(report: Report) -> Iterator[str]:
    for text in failure_sentences(report):
        yield _("gate failed: {what}").format(what=text)
    if report.gate.passed is None:
        yield _("gate undecided: {what}").format(what=undecided_sentence(report))


def _totals(report: Report) -> doc.Table:
    columns = (
        doc.Column(_("basis")),
        doc.Column("", fit=doc.Fit.BAR),
        doc.Column("", is_number=True, medium=doc.Medium.SCREEN),
        doc.Column(_("colour")),
        *doc.on_page(_("earned"), _("on course"), _("unknown"), numbers=True),
    )
    return doc.Table(columns, tuple(_total(report, basis) for basis in report.totals))


def _total(report: Report, basis: Basis) -> doc.Row:
    total = report.totals[basis]
    shown = report.shown[basis]
    tone = doc.Tone.STRONG if basis is report.basis else doc.Tone.PLAIN
    name = doc.Cell(word_of(basis), tone)
    if basis is Basis.VERIFIED and is_unchecked(report):
        text = _("not checked yet: openness links")
        # in the place of the bar on a screen, in that of the colour on a page
        said = doc.Cell(text, doc.Tone.FAINT), "", doc.Cell("", notes=(text,))
        return doc.row((name, *said, "", "", str(shown.unknown)))
    return doc.row((
        name,
        total_bar(ruler_of(report.assessment.index), shown.earned, shown.unknown, shown.pending, total.band),
        doc.Cell(_figures(report, basis), tone),
        colour_cell(total.band),
        str(shown.earned),
        str(shown.on_course),
        str(shown.unknown),
    ))  # fmt: skip


def _figures(report: Report, basis: Basis) -> str:
    shown = report.shown[basis]
    if report.assessment.over and not shown.unknown:
        return str(shown.earned)
    if not shown.unknown:
        return f"{shown.earned} {doc.ARROW} {shown.on_course}"
    text = _("{earned} {arrow} {least}…{most}")
    most = Hundredths(shown.on_course + shown.unknown)
    return text.format(earned=shown.earned, arrow=doc.ARROW, least=shown.on_course, most=most)


def _verification(report: Report) -> Iterator[str]:
    """Say what the addresses cost, and whether the colour changes by it, or could."""
    index = report.assessment.index
    low, high = index.band_of(report.assessment.total(Basis.VERIFIED).on_course).name, report.headline.band
    unknown = report.totals[Basis.VERIFIED].unknown
    if unknown and low is not high:
        text = _(
            "Whether the colour is {high} or {low} hangs on {points} points of addresses that are not known to open: "
            "openness links fetches them."
        )
        yield text.format(high=band_word(high), low=band_word(low), points=unknown)
    elif unknown:
        text = _("{points} points hang on addresses that are not known to open: openness links fetches them.")
        yield text.format(points=unknown)


def _spare_addresses(report: Report) -> Iterator[str]:
    """Say which addresses do not open and cost nothing, because a file beside each counts."""
    reasons = (reason for row in report.criteria for reason in row.finding.reasons)
    urls = tuple(dict.fromkeys(reason.url for reason in reasons if reason.code is ReasonCode.LINK_SPARE))
    if urls:
        text = n_(
            "{count} address does not open, and costs nothing, because the file beside it counts: {urls}",
            "{count} addresses do not open, and cost nothing, because the files beside them count: {urls}",
            len(urls),
        )
        yield text.format(count=len(urls), urls=first_of(urls, _NAMED_ADDRESSES))


_NAMED_ADDRESSES = 3
