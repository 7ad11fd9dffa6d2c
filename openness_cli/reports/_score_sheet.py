"""The table of a score for people: every points column scaled, so that it adds up to the total of the report."""

from collections.abc import Iterable, Iterator

from openness_cli.formats.rows import Row as Values
from openness_cli.messages import _
from openness_cli.model.points import Hundredths, rounded_down, shown
from openness_cli.reports._head import summed
from openness_cli.reports._score_json import finding_values, points_values
from openness_cli.scoring.report import CriterionRow, Report
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.reasons import reason_texts
from openness_cli.words.terms import fraction_text

POINTS = (
    "possible", "declared", "evidenced", "verified", "unknown", "pending", "open", "lost", "at_stake",
)  # fmt: skip


def sheet_rows(report: Report, listed: Iterable[CriterionRow], warnings: Iterable[str]) -> Iterator[Values]:
    """Yield warnings, then the criteria that are listed, what is not listed, and what rounding leaves.

    In each column of points the rows add up to that of the total.
    """
    for text in warnings:
        yield {"title": text}
    chosen = list(listed)
    named = {row.finding.verdict.criterion.id for row in chosen}
    yield from (_values(report, row) for row in chosen)
    others = [row for row in report.criteria if row.finding.verdict.criterion.id not in named]
    rest = summed((_scaled(report, row) for row in others), POINTS)
    if others:
        yield {"title": _("criteria that are not listed here"), **rest}
    whole = summed((_scaled(report, row) for row in report.criteria), POINTS)
    total = _total(report)
    left: Values = {name: Hundredths(total[name] - whole[name]) for name in POINTS}
    yield {"title": _("what rounding leaves"), **left}


def sheet_total(report: Report) -> Values:
    """Return the total of the report as the last row."""
    return {"title": _("in all"), **_total(report)}


def _values(report: Report, row: CriterionRow) -> Values:
    finding, language = row.finding, report.language
    return {
        **finding_values(row, language),
        **_scaled(report, row),
        "scale": fraction_text(finding.scale),
        "reasons": "; ".join(reason_texts(finding, language)),
        "action": finding.actions,
    }


def _scaled(report: Report, row: CriterionRow) -> dict[str, Hundredths]:
    verdict, scale = row.finding.verdict, row.finding.scale
    on = {basis: shown(verdict.on(basis).times(scale)) for basis in Basis}
    return {**points_values(on, report.basis), "at_stake": rounded_down(row.finding.at_stake)}


def _total(report: Report) -> dict[str, Hundredths]:
    return {**points_values(report.shown, report.basis), "at_stake": report.at_stake}
