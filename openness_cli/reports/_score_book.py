"""The workbook of a score: an overview with a chart, gaps, due dates, what is lost, criteria, addresses."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo

from openness_cli.formats import document as doc
from openness_cli.formats.heads import head_of, heads_of
from openness_cli.formats.rows import Rows, Value
from openness_cli.formats.workbook import Cell, Chart, Sheet, Table, Workbook
from openness_cli.messages import _, figures
from openness_cli.model.availability import AddressState, state_of
from openness_cli.model.points import Hundredths, rounded_down, shown
from openness_cli.outlook.deadlines import Deadline, DeadlineKind, Standing
from openness_cli.outlook.outlook import Outlook
from openness_cli.reports import _calendar_words as due_words
from openness_cli.reports._book import filled, owner_cell, table_of
from openness_cli.reports._score_sheet import POINTS
from openness_cli.reports._score_warnings import is_unchecked
from openness_cli.reports.listing import Listing
from openness_cli.scoring.addresses import LinkedAddress, collect_addresses
from openness_cli.scoring.jobs import day_of
from openness_cli.scoring.losses import Loss
from openness_cli.scoring.reasons import ReasonCode
from openness_cli.scoring.report import CriterionRow, Report
from openness_cli.scoring.verdicts import Basis, Outcome
from openness_cli.words.links import cause_sentence, mend_sentence
from openness_cli.words.reasons import loss_parts, reason_texts, remedy
from openness_cli.words.terms import band_word, period_words, word_of

Row = list[Cell | Value]
_PRINTED = ("indicator", "criterion", "title", "outcome", *POINTS, "owner", "due")


def score_book(
    report: Report, listing: Listing, document: doc.Document, criteria: Rows, outlook: Outlook | None
) -> Workbook:
    """Return the workbook of a score, of which ``criteria`` are listed; ``document`` says what is said of it."""
    title, subtitle = document.name, f" {doc.DOT} ".join(document.page_line)
    dues = _dues(report, listing, outlook.deadlines) if outlook else ()
    zone = outlook.zone if outlook else UTC
    sheets = (
        _overview(report, document),
        Sheet(_("Gaps"), (_gaps(report, listing),)),
        *([Sheet(_("Due dates"), (filled(_due_table(dues)),))] if dues else []),
        *([Sheet(_("Lost points"), (filled(_losses(report, listing)),))] if report.lost.losses else []),
        Sheet(_("Criteria"), (_criteria(criteria),)),
        *_addresses(report, listing, zone),
    )
    headed = tuple(sheet._replace(title=title, subtitle=subtitle) for sheet in sheets)
    return Workbook(title, headed, report.assessment.day)


def _overview(report: Report, document: doc.Document) -> Sheet:
    headline, over = report.headline, report.assessment.over
    word = band_word(headline.band)
    verdict = _("{band} — {total} points").format(band=word[:1].upper() + word[1:], total=headline.total)
    sentences = [own for block in document.blocks for own in _said(block)]
    parts = [(points, text) for points, text in loss_parts(report.lost) if points] if report.lost.total else []
    tables = [_totals(report, over=over), _indicators(report)]
    if parts:
        # the last may say how much of all these is only not entered
        causes = parts[:-1] if report.lost.unentered else parts
        heads = (head_of("cause"), head_of("points"))
        rows = tuple((text, points) for points, text in causes)
        lost = Table(heads, rows, (_("in all"), report.lost.total), _("Lost points"), looked_at=True)
        tables.append(lost)
    notes = [*(document.page_notes or ())]
    if report.lost.unentered:
        points, text = parts[-1]
        notes.insert(0, f"{figures(str(points))} {doc.DOT} {text}")
    above = (doc.Sentence(verdict, doc.tone_of(headline.band)), *sentences)
    return Sheet(_("Overview"), tuple(tables), above=above, below=doc.said(*notes), is_wide=False)


def _said(block: doc.Block) -> Iterator[doc.Sentence]:
    if isinstance(block, doc.Sentences) and block.medium is not doc.Medium.SCREEN and not block.title:
        yield from (doc.Sentence(own.text, own.tone) for own in block.texts if own.text)


def _totals(report: Report, *, over: bool) -> Table:
    heads = (_("basis"), _("earned"), _("on course"), _("unknown"), _("colour"))
    rows: list[Row] = []
    for basis in Basis:
        own, total = report.shown[basis], report.totals[basis]
        if basis is Basis.VERIFIED and is_unchecked(report):
            rows.append([word_of(basis), None, None, None, Cell(_("not checked yet: openness links"), doc.Tone.FAINT)])
            continue
        band = total.band or Cell(band_word(None), doc.Tone.OPEN)
        name = Cell(word_of(basis), doc.Tone.STRONG if basis is report.basis else doc.Tone.PLAIN)
        rows.append([name, own.earned, own.earned if over else own.on_course, own.unknown, band])
    return Table(heads, rows, title=_("Total"), looked_at=True)


def _indicators(report: Report) -> Table:
    assessment, benchmarks = report.assessment, report.assessment.index.benchmarks
    year = benchmarks[0] if benchmarks else None
    heads = [_("indicator"), _("earned"), _("on course"), _("of")]
    heads += [_("average {year}").format(year=year.year), _("best {year}").format(year=year.year)] if year else []
    rows: list[Row] = []
    sums = [0, 0, 0]
    for own in report.indicators:
        standing = shown(assessment.indicator_standing(own.indicator, Basis.EVIDENCED))
        figures = (standing.earned, standing.on_course, standing.possible)
        sums = [total + figure for total, figure in zip(sums, figures, strict=True)]
        published = [own_of.indicators.get(own.indicator.id) for own_of in (year.average, year.best)] if year else []
        name = f"{own.indicator.id} {(own.indicator.short or own.indicator.titles).to(report.language)}"
        rows.append([name, *figures, *(None if value is None else rounded_down(value) for value in published)])
    standing = shown(assessment.standing(Basis.EVIDENCED))
    whole = (standing.earned, report.headline.total, standing.possible)
    left = [Hundredths(total - own) for total, own in zip(whole, sums, strict=True)]
    if any(left):
        rows.append([_("what rounding leaves"), *left, *([None, None] if year else [])])
    total = (_("in all"), *whole, *([None, None] if year else []))
    chart = None
    if year:
        told = _("Bars of each indicator: our points on course beside the average of {bodies} bodies in {year}.")
        told = told.format(bodies=year.bodies, year=year.year)
        title = _("Indicators: on course beside the average")
        chart = Chart(title, 0, (2, 4), len(report.indicators), told)
    return Table(heads, rows, total, _("Indicators"), chart=chart, looked_at=True)


def _gaps(report: Report, listing: Listing) -> Table:
    names = ("criterion", "title", "at_stake", "reasons", "remedy", "owner", "due", "days_left", "effort_days")
    listed = listing.choose(report.gaps)
    rows = [_gap(report, row) for row in listed]
    sums = sum(row.at_stake for row in listed)
    named = {row.finding.verdict.criterion.id for row in listed}
    others = [row.at_stake for row in report.gaps if row.finding.verdict.criterion.id not in named]
    if others:
        rows.append(_of_title(_("criteria that are not listed here"), Hundredths(sum(others))))
    if left := Hundredths(report.at_stake - sums - sum(others)):
        rows.append(_of_title(_("what rounding leaves"), left))
    return Table([*map(head_of, names)], rows, _of_title(_("in all"), report.at_stake))


def _of_title(text: str, points: Hundredths) -> Row:
    return ["", text, points, *[None] * 6]


def _gap(report: Report, row: CriterionRow) -> Row:
    finding, day = row.finding, report.assessment.day
    due = day_of(finding, report.assessment)
    is_dead = any(reason.code is ReasonCode.LINK_DEAD for reason in finding.reasons)
    reasons = "\n".join(reason_texts(finding, report.language))
    return [
        finding.verdict.criterion.id,
        finding.verdict.criterion.titles.to(report.language),
        row.at_stake,
        Cell(reasons, doc.Tone.RED) if is_dead else reasons,
        remedy(finding, report.language),
        owner_cell(finding.owner or _("nobody in charge")),
        due,
        (due - day).days if due else None,
        finding.effort_days,
    ]


def _dues(report: Report, listing: Listing, deadlines: Iterable[Deadline]) -> list[Row]:
    day, language = report.assessment.day, report.language
    rows: list[Row] = []
    for own in deadlines:
        verdict = own.verdict
        if verdict is None or own.kind is DeadlineKind.EVALUATION or not own.standing.is_to_do:
            continue
        if listing.matches(verdict):
            is_coming = own.standing is Standing.COMING
            status = word_of(Outcome.NOT_DUE if is_coming else own.standing)
            rows.append([
                own.due,
                (own.due - day).days,
                Cell(status, doc.Tone.PLAIN if is_coming else doc.Tone.STRONG),
                owner_cell(", ".join(own.owners) or _("nobody in charge")),
                verdict.criterion.id,
                due_words.title_of(own, language),
                due_words.label_words(own, language),
                due_words.fact_sentence(own),
                due_words.advice(own, language),
                rounded_down(own.points),
            ])  # fmt: skip
    return rows


def _due_table(rows: list[Row]) -> Table:
    names = ("due", "days_left", "status", "owner", "criterion", "title", "label", "fact", "remedy", "points")
    points = Hundredths(sum(own for *_rest, own in rows if isinstance(own, Hundredths)))
    return Table([*map(head_of, names)], rows, (_("in all"), *[None] * 8, points))


def _losses(report: Report, listing: Listing) -> Table:
    rows: list[Row] = []
    rest = 0
    for loss in report.lost.losses:
        points = rounded_down(loss.points)
        if listing.matches(loss.verdict):
            criterion = loss.verdict.criterion
            title = criterion.titles.to(report.language)
            rows.append([criterion.id, title, ", ".join(map(period_words, loss.periods)), _cause(loss), points])
        else:
            rest += points
    told = Hundredths(sum(rounded_down(loss.points) for loss in report.lost.losses))
    if rest:
        rows.append(["", _("criteria that are not listed here"), None, None, Hundredths(rest)])
    if left := Hundredths(report.lost.total - told):
        rows.append(["", _("what rounding leaves"), None, None, left])
    names = ("criterion", "title", "periods", "cause", "points")
    return Table([*map(head_of, names)], rows, ("", _("in all"), None, None, report.lost.total))


def _cause(loss: Loss) -> str:
    unless = "" if loss.is_proven else _("lost unless it was done and is not entered")
    return "; ".join(filter(None, (word_of(loss.cause), unless)))


def _criteria(rows: Rows) -> Table:
    """Return the criteria with what a page has room for first: how each stands, whose it is, and by when."""
    heads = dict(zip(rows.columns, heads_of(rows), strict=True))
    columns = (*_PRINTED, *(name for name in rows.columns if name not in _PRINTED))
    ordered = rows._replace(columns=columns, heads=[heads[name] for name in columns])
    return table_of(ordered)._replace(printed=len(_PRINTED))


def _addresses(report: Report, listing: Listing, zone: tzinfo) -> Iterator[Sheet]:
    names = ("url", "state", "cause", "last_success", "last_check", "failures", "criteria", "owner", "remedy")
    chosen = {row.finding.verdict.criterion.id for row in listing.choose(report.criteria)}
    addresses = [own for own in collect_addresses(report.assessment) if not chosen.isdisjoint(own.criteria)]
    rows = [_address(report, own, zone) for own in addresses]
    if rows:
        yield Sheet(_("Addresses"), (filled(Table([*map(head_of, names)], rows)),))


def _address(report: Report, own: LinkedAddress, zone: tzinfo) -> Row:
    state = state_of(report.assessment.states, own.url, own.words)
    return [
        own.url,
        state.state,
        cause_sentence(state.cause, state.status) if state.cause else "",
        _local(state.last_success, zone),
        _local(state.last_check, zone),
        None if state.state is AddressState.UNCHECKED else state.failures,
        ", ".join(own.criteria),
        owner_cell(own.owner or _("nobody in charge")),
        mend_sentence(state.cause),
    ]


def _local(time: datetime | None, zone: tzinfo) -> datetime | None:
    return time.astimezone(zone) if time else None
