"""What ``openness score`` shows: what colour, how sure, what is missing, what is lost."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from openness_cli.errors import Problem
from openness_cli.formats import document as doc
from openness_cli.formats.cases import Annotation, Cases, Severity
from openness_cli.formats.glance import Glance
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows
from openness_cli.messages import _, first_of, n_
from openness_cli.model.definitions import PublishedYear
from openness_cli.model.points import Hundredths, rounded_down
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
from openness_cli.reports._score_gaps import gap_blocks, loss_blocks
from openness_cli.reports._score_json import finding_values, points_values, score_json
from openness_cli.reports._score_sheet import sheet_rows
from openness_cli.reports._score_warnings import is_unchecked, warning_sentences
from openness_cli.reports.checks import ProblemsReport, unread_suite
from openness_cli.reports.listing import Listing
from openness_cli.scoring.reasons import ReasonCode
from openness_cli.scoring.report import CriterionRow, IndicatorRow, Report
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.gates import failure_sentences, undecided_sentence
from openness_cli.words.published import beside_sentence
from openness_cli.words.reasons import (
    exemption_of,
    pending_sentence,
    reachable_sentence,
    reason_texts,
    scales_sentence,
)
from openness_cli.words.terms import band_word, fraction_text, long_date, word_of

if TYPE_CHECKING:
    from openness_cli.outlook.outlook import Outlook

COLUMNS = (
    "indicator", "criterion", "title", "outcome", "possible", "scale", "declared", "evidenced", "verified", "unknown",
    "pending", "open", "lost", "at_stake", "reasons", "remedy", "owner", "effort_days", "action", "due", "basis",
    "points_basis", "due_basis", "source",
)  # fmt: skip


class ScoreReport(NamedTuple):
    """A score, and what of it is listed. ``left_out`` are the problems of files that were not read.

    Then the total is a lower bound, which every format for people or servers says; a row is of a criterion, and says
    nothing of the whole. With an ``outlook`` there is one look at it, for a screen.
    """

    result: Report
    listing: Listing = Listing()
    left_out: tuple[Problem, ...] = ()
    outlook: "Outlook | None" = None

    def rows(self) -> Rows:
        """Return a row for each criterion that is listed."""
        return Rows(COLUMNS, (_values(self.result, row) for row in self.listing.rows(self.result)))

    def sheet(self) -> Rows:
        """Return the same for people: scaled, with what rounding leaves and the total of the report below."""
        listed = self.listing.rows(self.result)
        told = (*self._unread(), *warning_sentences(self.result))
        return Rows(COLUMNS, sheet_rows(self.result, listed, told))

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
        sure = (scales_sentence(assessment), *sure_of(assessment))
        has_bests = bool(assessment.index.benchmarks) and not listing.gaps_only
        compared = doc.faint((_benchmark_legend(assessment.index.benchmarks[0]),)) if has_bests else ()
        blocks = tuple(_blocks(report, listing, self._unread()))
        notes = (legend(blocks), *doc.faint(sure[:1]), *compared, *doc.faint(sure[1:]))
        page = (long_date(assessment.day), until)
        document = assessed(assessment, report.language, blocks, notes, screen=(first,), page=page)
        return document._replace(page_notes=sure)

    def glance(self) -> Glance | None:
        """Return one look at everything; None where that was not prepared."""
        if self.outlook is None:
            return None
        from openness_cli.reports._score_glance import glance_of  # noqa: PLC0415  (only a screen has room for no more)

        return glance_of(self.result, self.outlook, tuple(dict.fromkeys(problem.file for problem in self.left_out)))

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
        yield _indicators(report)
    yield from gap_blocks(report, listing)
    criteria = (_criteria(report, listing),) if listing.all else ()
    losses = () if listing.gaps_only else tuple(loss_blocks(report, listing))
    yield from (block._replace(medium=doc.Medium.PAGE) for block in criteria)
    yield from losses
    yield from (block._replace(medium=doc.Medium.SCREEN) for block in criteria)
    if exempt := tuple(_exemptions(report, listing)):
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


def _indicators(report: Report) -> doc.Table:
    year = report.assessment.index.benchmarks[0] if report.assessment.index.benchmarks else None
    first = _("indicator, {basis}").format(basis=word_of(report.basis))
    columns = [
        doc.Column(first, medium=doc.Medium.SCREEN, fit=doc.Fit.REST),
        doc.Column(_("indicator"), medium=doc.Medium.PAGE),
        doc.Column("", fit=doc.Fit.BAR, least=13, wide=20, gap=1),
        doc.Column(_("earned"), is_number=True, least=6),
        doc.Column(_("on course"), is_number=True, least=6, gap=1),
        doc.Column(_("of"), is_number=True, least=6, gap=1),
    ]
    if year:
        short = doc.Column("", is_number=True, medium=doc.Medium.SCREEN, least=6, gap=1, is_optional=True)
        columns += [short._replace(head=text) for text in (_("average"), _("best"))]
        named = (_("average {year}"), _("best {year}"))
        columns += [doc.Column(text.format(year=year.year), is_number=True, medium=doc.Medium.PAGE) for text in named]
    rows = tuple(_indicator(report, row, year) for row in report.indicators)
    heading = _("Indicators, {basis}").format(basis=word_of(report.basis))
    return doc.Table(tuple(columns), rows, heading, "", screen=doc.Screen(head=doc.Head.HEADS))


def _indicator(report: Report, row: IndicatorRow, year: PublishedYear | None) -> doc.Row:
    shown = row.on[report.basis]
    name = f"{row.indicator.id} {row.indicator.titles.to(report.language)}"
    figures = (shown.earned, shown.on_course, shown.possible)
    marks: list[doc.Mark] = []
    published: list[str] = []
    if year:
        points = float(row.indicator.points) * 100
        for is_best, own in enumerate((year.average, year.best)):
            value = own.indicators.get(row.indicator.id)
            published.append("" if value is None else str(rounded_down(value)))
            if value is not None:
                marks.append(doc.Mark(float(value) * 100 / points, is_best=bool(is_best)))
    whole = shown.possible or 1
    unknown = shown.unknown / whole if report.basis is Basis.VERIFIED else 0
    bar = doc.Bar(shown.earned / whole, unknown, shown.pending / whole, doc.Tone.STRONG, marks=tuple(marks))
    return doc.row((name, name, doc.Cell("", bar=bar), *(str(figure) for figure in figures), *published * 2))


def _benchmark_legend(year: PublishedYear) -> str:
    text = _("{average} average and {best} best of {bodies} bodies in {year}, as published")
    return text.format(average=doc.AVERAGE, best=doc.BEST, bodies=year.bodies, year=year.year)


def _criteria(report: Report, listing: Listing) -> doc.Table:
    columns = (
        doc.Column(_("criterion"), fit=doc.Fit.REST),
        doc.Column(_("wording"), medium=doc.Medium.PAGE),
        doc.Column(_("outcome"), gap=1),
        doc.Column("", is_number=True, medium=doc.Medium.SCREEN, least=15),
        *doc.on_page(_("earned"), _("of"), numbers=True),
    )
    words = max(len(word_of(row.outcome)) for row in report.criteria)
    columns = (*columns[:2], columns[2]._replace(least=words), *columns[3:])
    rows = []
    for row in listing.choose(report.criteria):
        verdict, shown = row.finding.verdict, row.on[report.basis]
        # what stands, as its outcome has it: less what hangs on addresses that do not open
        earned = rounded_down(verdict.verified.all_opened.earned) if verdict.failed else shown.earned
        criterion = verdict.criterion
        cells = (
            doc.Cell(criterion.titles.to(report.language), ident=criterion.id),
            word_of(criterion.basis),
            word_of(row.outcome),
            f"{earned}/{shown.possible}",
            str(earned),
            str(shown.possible),
        )
        rows.append(doc.row(cells))
    return doc.Table(columns, tuple(rows), _("All criteria"), screen=doc.Screen(gap=0))


def _exemptions(report: Report, listing: Listing) -> Iterator[str]:
    """Say why what is said not to apply does not, in the officer's words."""
    for row in listing.choose(report.criteria):
        if reason := exemption_of(row.finding.verdict):
            yield f"{row.finding.verdict.criterion.id}, {word_of(row.outcome)}: {reason}"
