"""The gaps and the losses of a score: one line a cause on a screen, a table on a page."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from openness_cli.formats import document as doc
from openness_cli.messages import _, first_of, n_
from openness_cli.model.definitions import WordingBasis
from openness_cli.model.points import rounded_down
from openness_cli.reports._head import criterion_cell, lost_table
from openness_cli.reports.listing import Listing
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.jobs import Closed, closed_together, day_of
from openness_cli.scoring.losses import Loss
from openness_cli.scoring.needs import JobKind
from openness_cli.scoring.reasons import Reason, ReasonSort
from openness_cli.scoring.report import Report
from openness_cli.words.links import links_title
from openness_cli.words.reasons import is_only_mended, item_name, reason_sentence, reason_texts, remedy
from openness_cli.words.terms import decimal, short_date, word_of

_SHORT_LIST = 10
_SHORT_LOSSES = 5
_NAMED_ITEMS = 3
_NAME_WIDTH = 64


def gap_blocks(report: Report, listing: Listing) -> Iterator[doc.Block]:
    """Say how many gaps there are and what they are worth, then each of them."""
    if report.gaps:
        yield _gaps_on_screen(report, listing)
        yield from _gaps_on_page(report, listing)
        return
    if report.assessment.over:
        text = _("No gap can be closed any more: the assessment is over.")
    else:
        text = _("No gaps: nothing can be won beyond what is on course.")
    yield doc.Sentences(doc.said(text, tone=doc.Tone.STRONG), medium=doc.Medium.SCREEN)


def _gaps_on_screen(report: Report, listing: Listing) -> doc.Table:
    count = len(report.gaps)
    text = n_(
        "Gaps: {count} criterion, {points} points at stake", "Gaps: {count} criteria, {points} points at stake", count
    )
    entries = closed_together(row.finding for row in listing.choose(report.gaps))
    whole = listing.all or listing.gaps_only or listing.only is not None
    shown = entries if whole else entries[:_SHORT_LIST]
    rest = len(entries) - len(shown)
    more = n_(
        "… {count} more: --all, or --export csv-excel:report.csv",
        "… {count} more: --all, or --export csv-excel:report.csv",
        rest,
    )
    columns = (
        doc.Column(_("at stake"), is_number=True, least=6),
        doc.Column(_("criterion"), fit=doc.Fit.REST),
        doc.Column(_("owner")),
        doc.Column(_("due date")),
    )
    return doc.Table(
        columns,
        tuple(_entry(report, entry) for entry in shown),
        text.format(count=count, points=report.at_stake),
        closing=(doc.Sentence(more.format(count=rest), doc.Tone.FAINT, indent=2, breaks=False),) if rest else (),
        medium=doc.Medium.SCREEN,
        screen=doc.Screen(doc.Layout.LINES, doc.Head.RIGHT, ident=0, least=-999),
    )


def _gaps_on_page(report: Report, listing: Listing) -> Iterator[doc.Table]:
    rows = []
    for row in listing.choose(report.gaps):
        finding = row.finding
        cells = (
            criterion_cell(finding.verdict.criterion, report.language),
            doc.Cell("", notes=tuple(reason_texts(finding, report.language))),
            remedy(finding, report.language),
            finding.owner,
            (short_date(day) if (day := day_of(finding, report.assessment)) else ""),
            str(row.at_stake),
        )
        rows.append(doc.row(cells))
    if rows:
        heading = _("Gaps: {points} points at stake").format(points=report.at_stake)
        heads = (_("criterion"), _("reasons"), _("what to do"), _("owner"), _("due date"))
        columns = (*map(doc.Column, heads), doc.Column(_("at stake"), is_number=True))
        yield doc.Table(columns, tuple(rows), heading, medium=doc.Medium.PAGE)


def _entry(report: Report, entry: Closed) -> doc.Row:
    gaps = entry.gaps
    points = rounded_down(sum((gap.at_stake for gap in gaps), start=Fraction(0)))
    names = [gap.verdict.criterion.id for gap in gaps]
    ids = id_range(names)
    owner = ", ".join(dict.fromkeys(gap.owner for gap in gaps if gap.owner))
    advice = " ".join(dict.fromkeys(remedy(gap, report.language) for gap in gaps))
    basis, about = gaps[0].verdict.criterion.basis, _effort(entry)
    if basis is not WordingBasis.SOURCED:
        about += "; " + _("wording: {label}").format(label=word_of(basis))
    details = [doc.Sentence(", ".join(names), doc.Tone.IDENT, indent=8)] if ids.endswith("…") else []
    details += [doc.Sentence(text, indent=8, aside=place) for text, place in facts_of(report, gaps)]
    details.append(doc.Sentence(f"{advice} ({about})", mark=f"{doc.ARROW} ", indent=8))
    cells = (
        doc.Cell(str(points), doc.Tone.STRONG),
        doc.Cell(title_of(report, entry), ident=ids),
        owner,
        _due(report, entry),
    )
    return doc.row(cells, details=tuple(details))


def title_of(report: Report, entry: Closed) -> str:
    """Return what gaps that are closed together are called."""
    match entry.job.kind if len(entry.gaps) > 1 else JobKind.OWN:
        case JobKind.ACTION:
            return report.assessment.workspace.actions[entry.job.name].title
        case JobKind.HOST:
            return _("addresses of {host} do not open").format(host=entry.job.name)
        case JobKind.LINKS:
            return links_title(entry.job)
        case JobKind.OWN:
            return entry.gaps[0].verdict.criterion.titles.to(report.language)


def id_range(ids: Sequence[str]) -> str:
    """Return the ids of criteria in short: a range where they follow one another."""
    if len(ids) == 1:
        return ids[0]
    heads = {name.rpartition(".")[0] for name in ids}
    numbers = sorted(int(name.rpartition(".")[2]) for name in ids if name.rpartition(".")[2].isdigit())
    in_a_row = len(numbers) == len(ids) and numbers == list(range(numbers[0], numbers[0] + len(ids)))
    if len(heads) == 1 and in_a_row:
        head = heads.pop()
        return f"{head}.{numbers[0]}–{head}.{numbers[-1]}"
    return ", ".join(ids) if len(ids) <= _NAMED_ITEMS else f"{ids[0]}, {ids[1]}, …"


def _due(report: Report, entry: Closed) -> str:
    days = [day for gap in entry.gaps if (day := day_of(gap, report.assessment))]
    if not days:
        return ""
    first = min(days)
    return _("overdue") if first < report.assessment.day else short_date(first)


def facts_of(report: Report, findings: Iterable[Finding], *, named: bool = True) -> Iterator[tuple[str, str]]:
    """Return each fact once with the items it is about, and where the first of them stands; addresses where named."""
    groups: dict[tuple[str, str], list[Reason]] = {}
    for finding in findings:
        for reason in finding.reasons:
            if reason.code.sort is not ReasonSort.QUIET:
                sentence = reason_sentence(reason, finding.verdict.criterion, report.language)
                groups.setdefault((reason.code.value, sentence), []).append(reason)
    told: dict[tuple[str, str], list[str]] = {}
    for (code, sentence), reasons in groups.items():
        is_link = code.startswith("link-")
        called = (reason.url if is_link else item_name(reason) for reason in reasons)
        names = list(dict.fromkeys(_short(name) for name in called if name))
        more = len(names) - _NAMED_ITEMS
        shown = ", ".join(names[:_NAMED_ITEMS]) + (" " + _("and {count} more").format(count=more) if more > 0 else "")
        where = _places(reasons)
        if is_link:
            told[f"{sentence}: {shown}" if named else sentence, where] = []
        else:
            told.setdefault((shown, where), []).append(sentence)
    for (shown, where), sentences in told.items():
        yield ": ".join(text for text in (shown, "; ".join(sentences)) if text), where


def _places(reasons: list[Reason]) -> str:
    """Return where the reasons stand: each file with its lines, the first few of them."""
    lines: dict[str, list[str]] = {}
    for place in dict.fromkeys(reason.place for reason in reasons if reason.place):
        lines.setdefault(place.file, []).append(str(place.line))
    return "; ".join(f"{file}:{first_of(numbers, _NAMED_ITEMS)}" for file, numbers in lines.items())


def _short(name: str) -> str:
    """Return a name that does not fill the line."""
    return name if len(name) <= _NAME_WIDTH else name[: _NAME_WIDTH - 1].rstrip() + "…"


def _effort(entry: Closed) -> str:
    actions = entry.gaps[0].actions
    days = max(gap.effort_days for gap in entry.gaps)
    # a broken number takes the plural form of several
    number = int(days) if days.denominator == 1 else 2
    is_estimate = all(gap.effort_is_default for gap in entry.gaps)
    if actions:
        text = n_("action {action}, {days} working day", "action {action}, {days} working days", number)
    elif is_estimate:
        text = n_("about {days} working day", "about {days} working days", number)
    else:
        text = n_("{days} working day", "{days} working days", number)
    about = text.format(action=", ".join(actions), days=decimal(days))
    if not actions and is_estimate and len(entry.gaps) == 1 and is_only_mended(entry.gaps[0]):
        # the estimate is of what the criterion asks, not of mending a proof
        return _("the whole criterion: {about}").format(about=about)
    return about


def loss_blocks(report: Report, listing: Listing) -> Iterator[doc.Block]:
    """Say what cannot be won any more, by cause; points that may only be unentered are told apart."""
    losses = [loss for loss in report.lost.losses if listing.matches(loss.verdict)]
    if not losses:
        return
    heading = _("Lost: {points} points").format(points=report.lost.total)
    yield lost_table(heading, report.lost)
    yield _losses_on_screen(report, losses, whole=listing.all or listing.only is not None)
    rows = []
    for loss in losses:
        title = doc.Cell(loss.verdict.criterion.titles.to(report.language), ident=loss.verdict.criterion.id)
        cause = word_of(loss.cause)
        if not loss.is_proven:
            cause += "; " + _("lost unless it was done and is not entered")
        rows.append(doc.row((title, ", ".join(loss.periods), cause, str(rounded_down(loss.points)))))
    columns = (*doc.on_page(_("criterion"), _("periods"), _("cause")), *doc.on_page(_("points"), numbers=True))
    yield doc.Table(columns, tuple(rows), heading, medium=doc.Medium.PAGE)


def _losses_on_screen(report: Report, losses: list[Loss], *, whole: bool) -> doc.Table:
    by_id = {row.finding.verdict.criterion.id: row for row in report.criteria}
    rows = []
    for loss in losses if whole else losses[:_SHORT_LOSSES]:
        criterion = loss.verdict.criterion
        periods, cause = ", ".join(loss.periods), word_of(loss.cause)
        if not loss.is_proven:
            cause += "; " + _("unless done and not entered")
        told = f"{periods} ({cause})" if periods else cause
        title = doc.Cell(criterion.titles.to(report.language), ident=criterion.id)
        is_told = report.assessment.over and loss.verdict.has_evidence
        facts = facts_of(report, (by_id[criterion.id].finding,) if is_told else ())
        details = tuple(doc.Sentence(text, indent=10, aside=place) for text, place in facts)
        rows.append(doc.row((str(rounded_down(loss.points)), title, told), details=details))
    rest = len(losses) - len(rows)
    more = n_("… {count} more: --all", "… {count} more: --all", rest).format(count=rest)
    columns = (
        doc.Column(_("points"), is_number=True, least=6),
        doc.Column("", fit=doc.Fit.REST),
        doc.Column(_("cause")),
    )
    return doc.Table(
        columns,
        tuple(rows),
        closing=(doc.Sentence(more, doc.Tone.FAINT, indent=2, breaks=False),) if rest else (),
        medium=doc.Medium.SCREEN,
        screen=doc.Screen(doc.Layout.PARAGRAPHS, indent=2, ident=0, least=20, spare=-2, hang=10, tone=doc.Tone.FAINT),
        apart=False,
    )
