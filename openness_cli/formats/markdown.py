"""The report as Markdown, for a pull request, a wiki or a letter."""

import re

from openness_cli.formats.grid import Listing, reason_texts
from openness_cli.messages import _
from openness_cli.model.points import rounded_down
from openness_cli.scoring.report import Report
from openness_cli.words.gates import failure_sentences, undecided_sentence
from openness_cli.words.reasons import certainty_sentence, loss_sentence, reachable_sentence, remedy, scales_sentence
from openness_cli.words.terms import band_word, basis_word, label_word, long_date, outcome_word

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&@])")


def render(report: Report, listing: Listing) -> str:
    """Return the report as GitHub-flavoured Markdown."""
    parts = [_head(report), _totals(report)]
    if not listing.gaps_only:
        parts.append(_indicators(report))
    parts.append(_gaps(report, listing))
    if listing.all:
        parts.append(_criteria(report, listing))
    if not listing.gaps_only:
        parts.append(_lost(report, listing))
    if scales_sentence(report.assessment):
        parts.append(scales_sentence(report.assessment) + "\n")
    parts.append(certainty_sentence(report.assessment.index) + "\n")
    return "\n".join(part for part in parts if part)


def escape(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def section(heading: str, body: str) -> str:
    """Return a section under a heading that is escaped already."""
    return f"## {heading}\n\n{body}"


def table(headers: list[str], rows: list[list[str]], numbers: int) -> str:
    """Return a table; the last ``numbers`` columns are set to the right."""
    rule = ["---"] * (len(headers) - numbers) + ["---:"] * numbers
    return "".join("| " + " | ".join(row) + " |\n" for row in [headers, rule, *rows])


def _head(report: Report) -> str:
    workspace = report.assessment.workspace
    title = f"# {escape(workspace.organisation.name(report.language))}\n\n"
    edition = f"{report.assessment.index.id.upper()} · {workspace.year} · {long_date(report.assessment.day)}"
    evaluation = long_date(workspace.evaluation_date)
    if report.assessment.over:
        return (
            f"{title}{edition} · "
            + _("the assessment is over, scored as of {evaluation}").format(evaluation=evaluation)
            + "\n"
        )
    return f"{title}{edition} · " + _("evaluation on {evaluation}").format(evaluation=evaluation) + "\n"


def _totals(report: Report) -> str:
    rows = []
    for basis, total in report.totals.items():
        shown = report.shown[basis]
        rows.append(
            [basis_word(basis), band_word(total.band), str(shown.earned), str(shown.on_course), str(shown.unknown)]
        )
    headers = [_("basis"), _("colour"), _("earned"), _("on course"), _("unknown")]
    reachable = escape(reachable_sentence(report))
    failed = _("gate failed: {what}")
    failures = "".join(f"- {failed.format(what=escape(text))}\n" for text in failure_sentences(report))
    if report.gate.passed is None:
        failures += "- " + _("gate undecided: {what}").format(what=escape(undecided_sentence(report))) + "\n"
    return table(headers, rows, 3) + f"\n{reachable}\n" + (f"\n{failures}" if failures else "")


def _indicators(report: Report) -> str:
    headers = [_("indicator"), _("earned"), _("on course"), _("of")]
    year = report.assessment.index.benchmarks[0] if report.assessment.index.benchmarks else None
    rows = []
    for row in report.indicators:
        shown = row.on[report.basis]
        name = escape(f"{row.indicator.id} {row.indicator.titles.to(report.language)}")
        cells = [name, str(shown.earned), str(shown.on_course), str(shown.possible)]
        if year:
            published = (mark.indicators.get(row.indicator.id) for mark in (year.average, year.best))
            cells += ["" if value is None else str(rounded_down(value)) for value in published]
        rows.append(cells)
    if year:
        headers += [_("average {year}").format(year=year.year), _("best {year}").format(year=year.year)]
    heading = _("Indicators, {basis}").format(basis=basis_word(report.basis))
    return section(heading, table(headers, rows, len(headers) - 1))


def _gaps(report: Report, listing: Listing) -> str:
    chosen = listing.choose(report.gaps)
    if not chosen:
        return ""
    rows = []
    for row in chosen:
        finding = row.finding
        criterion = finding.verdict.criterion
        reasons = "<br>".join(escape(text) for text in reason_texts(row, report.language))
        title = f"**{criterion.id}** {escape(criterion.titles.to(report.language))} ({label_word(criterion.basis)})"
        due = finding.due.isoformat() if finding.due else ""
        advice = escape(remedy(finding, report.language))
        rows.append([title, reasons, advice, escape(finding.owner), due, str(row.at_stake)])
    heading = _("Gaps: {points} points at stake").format(points=report.at_stake)
    headers = [_("criterion"), _("reasons"), _("what to do"), _("owner"), _("due date"), _("at stake")]
    return section(heading, table(headers, rows, 1))


def _criteria(report: Report, listing: Listing) -> str:
    rows = []
    for row in listing.choose(report.criteria):
        criterion, shown = row.finding.verdict.criterion, row.on[report.basis]
        title = f"**{criterion.id}** {escape(criterion.titles.to(report.language))}"
        rows.append(
            [title, label_word(criterion.basis), outcome_word(row.outcome), str(shown.earned), str(shown.possible)]
        )
    headers = [_("criterion"), _("wording"), _("outcome"), _("earned"), _("of")]
    return section(_("All criteria"), table(headers, rows, 2))


def _lost(report: Report, listing: Listing) -> str:
    losses = [loss for loss in report.lost.losses if listing.matches(loss.verdict)]
    if not losses:
        return ""
    rows = []
    for loss in losses:
        criterion = loss.verdict.criterion
        cause = loss_sentence(loss.cause)
        if loss.without_evidence:
            cause += "; " + _("no evidence: lost unless it was done and is not entered")
        title = f"**{criterion.id}** {escape(criterion.titles.to(report.language))}"
        rows.append([title, ", ".join(loss.periods), cause, str(rounded_down(loss.points))])
    heading = _("Lost: {points} points").format(points=report.lost.total)
    return section(heading, table([_("criterion"), _("periods"), _("cause"), _("points")], rows, 1))
