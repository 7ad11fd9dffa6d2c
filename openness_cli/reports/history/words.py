"""The words of a history: whose scores, by which rules, how they changed."""

from openness_cli.comparison.history import HistoryReport, SavedScore, Series
from openness_cli.messages import _
from openness_cli.model.points import Total
from openness_cli.words.terms import basis_word


def empty_sentence() -> str:
    """Return what to do where nothing was saved."""
    return _("No score is saved here yet: openness score --save adds one to history.jsonl each time.")


def chart_title(report: HistoryReport) -> str:
    """Return what a chart shows."""
    return _("Saved scores, {basis}: the last of each day").format(basis=basis_word(report.basis))


def series_title(report: HistoryReport, series: Series) -> str:
    """Return whose scores of which year these are; a body other than the folder's own is told to be another."""
    if series.organisation == report.organisation:
        return str(series.year)
    text = _("{year}, of another body: {organisation}") if report.organisation else _("{year}, of {organisation}")
    return text.format(year=series.year, organisation=series.organisation)


def rules_sentence(score: SavedScore) -> str:
    """Return that the rules changed, and to which."""
    text = _("other rules from here on: {index}, edition {edition}; what changed may be theirs")
    return text.format(index=score.index_id.upper(), edition=score.edition.isoformat())


def figures(total: Total, arrow: str) -> str:
    """Return what was earned and what was on course; as a range where some of it was unknown."""
    most = f"…{_sum(total)}" if total.unknown else ""
    return f"{total.earned} {arrow} {total.on_course}{most}"


def _sum(total: Total) -> str:
    value = total.on_course + total.unknown
    return f"{value // 100}.{value % 100:02d}"


def change_words(change: int | None) -> str:
    """Return how much more or less is on course than the time before; empty for the first, and for no change."""
    if not change:
        return ""
    sign, value = ("+", change) if change > 0 else ("-", -change)
    return f"{sign}{value // 100}.{value % 100:02d}"
