"""The table of a comparison: a row for each criterion of which anything changed, and its CSV."""

from openness_cli.comparison.diff import CriterionChange, Diff, Measure
from openness_cli.formats.csv_ import write_excel, write_rows
from openness_cli.model.points import Hundredths
from openness_cli.reports.diff.words import because_sentence, choose, rules_sentence, scale_text

DIFF_COLUMNS = (
    "indicator", "criterion", "title", "outcome_before", "outcome_after", "earned_before", "earned_after",
    "earned_change", "on_course_before", "on_course_after", "on_course_change", "scale_before", "scale_after", "causes",
    "cause_of_earned", "cause_of_on_course", "why", "about", "rules", "basis", "points_basis", "due_basis",
)  # fmt: skip
DIFF_NUMBERS = frozenset(DIFF_COLUMNS[5:11])
_ALL = 1000


def diff_csv(changes: Diff, only: str | None) -> bytes:
    """Return a comparison as RFC 4180 text."""
    return write_rows(DIFF_COLUMNS, diff_grid(changes, only))


def diff_excel(changes: Diff, only: str | None) -> bytes:
    """Return a comparison as Excel opens it here."""
    return write_excel(DIFF_COLUMNS, diff_grid(changes, only), DIFF_NUMBERS)


def diff_grid(changes: Diff, only: str | None) -> list[dict[str, str]]:
    """Return a row of text for each criterion that changed, with every column; what is not known is empty."""
    return [_row(change) for change in choose(changes.changed, only)]


def _row(change: CriterionChange) -> dict[str, str]:
    criterion, (earned, on_course) = change.latest, change.steps
    before, after = change.before, change.after
    causes = {measure: change.main[measure].value if measure in change.main else "" for measure in Measure}
    return {
        "indicator": criterion.indicator,
        "criterion": criterion.id,
        "title": criterion.title,
        "outcome_before": before.outcome.value if before else "",
        "outcome_after": after.outcome.value if after else "",
        "earned_before": _text(earned.before),
        "earned_after": _text(earned.after),
        "earned_change": _text(earned.change),
        "on_course_before": _text(on_course.before),
        "on_course_after": _text(on_course.after),
        "on_course_change": _text(on_course.change),
        "scale_before": scale_text(before.scale) if before else "",
        "scale_after": scale_text(after.scale) if after else "",
        "causes": "; ".join(because.cause.value for because in change.because),
        "cause_of_earned": causes[Measure.EARNED],
        "cause_of_on_course": causes[Measure.ON_COURSE],
        "why": "; ".join(because_sentence(because, change, _ALL) for because in change.because),
        "about": "; ".join(dict.fromkeys(name for because in change.because for name in because.named)),
        "rules": rules_sentence(change),
        "basis": criterion.basis,
        "points_basis": criterion.points_basis,
        "due_basis": criterion.due_basis,
    }


def _text(points: Hundredths | None) -> str:
    return "" if points is None else str(points)
