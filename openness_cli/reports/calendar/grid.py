"""The table of a calendar, a row for each deadline, done, lost and not applicable ones included; and the CSV of it."""

from openness_cli.formats.csv_ import write_excel, write_rows
from openness_cli.formats.grid import source_of
from openness_cli.model.points import plain_number, rounded_down
from openness_cli.outlook.calendar_ import CalendarReport
from openness_cli.outlook.deadlines import Deadline
from openness_cli.reports.calendar.words import advice, fact_sentence, item_word, title_of

COLUMNS = (
    "due", "status", "overdue", "owner", "indicator", "criterion", "title", "kind", "label", "item", "points",
    "proved", "claimed", "of", "next_step", "highest_step", "fact", "remedy", "basis", "points_basis", "due_basis",
    "source",
)  # fmt: skip
NUMBERS = frozenset({"points", "proved", "claimed", "of", "next_step", "highest_step"})


def calendar_csv(report: CalendarReport) -> bytes:
    """Return a calendar as RFC 4180 text."""
    return write_rows(COLUMNS, calendar_grid(report))


def calendar_excel(report: CalendarReport) -> bytes:
    """Return a calendar as Excel opens it here."""
    return write_excel(COLUMNS, calendar_grid(report), NUMBERS)


def calendar_grid(report: CalendarReport) -> list[dict[str, str]]:
    """Return a row of text for each deadline, by due date; what is not of a row's kind is empty."""
    return [dict.fromkeys(COLUMNS, "") | _row(report, own) for own in report.deadlines]


def _row(report: CalendarReport, own: Deadline) -> dict[str, str]:
    day, language = report.assessment.day, report.language
    row = {
        "due": own.due.isoformat(),
        "status": own.standing.value,
        "overdue": "yes" if own.due < day else "no",
        "owner": ", ".join(own.owners),
        "title": title_of(own, language),
        "kind": own.kind.value,
        "label": own.label,
        "item": item_word(own.item) if own.item else "",
        "points": str(rounded_down(own.points)),
        "fact": fact_sentence(own),
        "remedy": advice(own, language),
        "due_basis": own.due_basis.value if own.due_basis else "",
    }
    if own.reach is not None:
        row |= {
            "proved": _text(own.reach.proved),
            "claimed": _text(own.reach.claimed),
            "of": _text(own.reach.of),
            "next_step": plain_number(own.reach.next),
            "highest_step": plain_number(own.reach.highest),
        }
    if own.verdict is not None:
        criterion = own.verdict.criterion
        row |= {
            "indicator": own.verdict.indicator.id,
            "criterion": criterion.id,
            "basis": criterion.basis.value,
            "points_basis": criterion.points_basis.value,
            "source": source_of(criterion, language),
        }
    return row


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
