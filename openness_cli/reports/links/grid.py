"""The tables of ``openness links`` and of its record: their columns and rows, and the CSV of both."""

from datetime import UTC, datetime

from openness_cli.formats.csv_ import write_excel, write_rows
from openness_cli.links.report import LinkReport, LinkRow, UptimeReport
from openness_cli.links.uptime import AddressUptime, CriterionUptime
from openness_cli.words.links import cause_sentence, fixer_word, mend_sentence

LINK_COLUMNS = (
    "url", "host", "state", "opens", "cause", "reason", "status", "failures", "failing_since", "last_success",
    "last_check", "result", "result_cause", "detail", "final_url", "tls_expires", "criteria", "points", "basis",
    "points_basis", "owner", "fixer", "who", "remedy", "items", "places",
)  # fmt: skip
LINK_NUMBERS = frozenset({"status", "failures", "points"})
RECORD_COLUMNS = (
    "record", "url", "host", "criteria", "title", "state", "checks", "opened", "failed", "uncounted", "first_check",
    "last_check", "first_failure", "last_success", "outages", "longest_outage_hours", "longest_outage_begin",
    "longest_outage_end", "changes", "last_changed", "owner", "days", "days_all_opened", "days_some_opened",
    "days_none_opened", "not_all_opened_on",
)  # fmt: skip
RECORD_NUMBERS = frozenset({"longest_outage_hours"})
_HOUR = 3600


def links_csv(report: LinkReport) -> bytes:
    """Return a run as RFC 4180 text."""
    return write_rows(LINK_COLUMNS, link_grid(report))


def links_excel(report: LinkReport) -> bytes:
    """Return a run as Excel opens it here."""
    return write_excel(LINK_COLUMNS, link_grid(report), LINK_NUMBERS)


def record_csv(report: UptimeReport) -> bytes:
    """Return a record as RFC 4180 text."""
    return write_rows(RECORD_COLUMNS, record_grid(report))


def record_excel(report: UptimeReport) -> bytes:
    """Return a record as Excel opens it here."""
    return write_excel(RECORD_COLUMNS, record_grid(report), RECORD_NUMBERS)


def link_grid(report: LinkReport) -> list[dict[str, str]]:
    """Return a row of text for each address, with every column."""
    return [_link_row(row) for row in report.rows]


def record_grid(report: UptimeReport) -> list[dict[str, str]]:
    """Return a row for each address, then one for each criterion; what is not of a row's kind is empty."""
    rows = [_address_row(own) for own in report.record.addresses]
    rows += [_criterion_row(report, own) for own in report.record.criteria]
    return [dict.fromkeys(RECORD_COLUMNS, "") | row for row in rows]


def iso(time: datetime | None) -> str:
    """Return a time as the log writes it; empty for none."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if time else ""


def _link_row(row: LinkRow) -> dict[str, str]:
    address, state, fetched = row.address, row.state, row.fetched
    return {
        "url": address.url,
        "host": address.host,
        "state": state.state.value,
        "opens": "yes" if state.opens else "no",
        "cause": state.cause,
        "reason": cause_sentence(state.cause, state.status) if state.cause else "",
        "status": "" if state.status is None else str(state.status),
        "failures": str(state.failures),
        "failing_since": iso(state.failing_since),
        "last_success": iso(state.last_success),
        "last_check": iso(state.last_check),
        "result": fetched.result.value if fetched else "",
        "result_cause": fetched.cause.value if fetched and fetched.cause else "",
        "detail": fetched.detail if fetched else "",
        "final_url": fetched.final_url if fetched else "",
        "tls_expires": fetched.tls_expires if fetched else "",
        "criteria": ", ".join(address.criteria),
        "points": str(row.points),
        "basis": address.basis.value,
        "points_basis": address.points_basis.value,
        "owner": address.owner,
        "fixer": row.fixer.value if row.fixer else "",
        "who": fixer_word(row.fixer),
        "remedy": mend_sentence(state.cause),
        "items": "; ".join(dict.fromkeys(use.item.title for use in address.uses if use.item.title)),
        "places": ", ".join(address.places),
    }


def _address_row(own: AddressUptime) -> dict[str, str]:
    longest = own.longest_outage
    return {
        "record": "address",
        "url": own.address.url,
        "host": own.address.host,
        "criteria": ", ".join(own.address.criteria),
        "state": own.state.state.value,
        "checks": str(own.checks),
        "opened": str(own.opened),
        "failed": str(own.failed),
        "uncounted": str(own.uncounted),
        "first_check": iso(own.first_check),
        "last_check": iso(own.last_check),
        "first_failure": iso(own.first_failure),
        "last_success": iso(own.last_success),
        "outages": str(len(own.outages)),
        "longest_outage_hours": f"{longest.length.total_seconds() / _HOUR:.1f}" if longest else "",
        "longest_outage_begin": iso(longest.begin) if longest else "",
        "longest_outage_end": iso(longest.end) if longest and longest.is_over else "",
        "changes": str(len(own.changes)),
        "last_changed": iso(own.changes[-1]) if own.changes else "",
        "owner": own.address.owner,
    }


def _criterion_row(report: UptimeReport, own: CriterionUptime) -> dict[str, str]:
    return {
        "record": "criterion",
        "criteria": own.criterion.id,
        "title": own.criterion.titles.to(report.language),
        "days": str(own.days),
        "days_all_opened": str(len(own.all_opened)),
        "days_some_opened": str(len(own.some_opened)),
        "days_none_opened": str(len(own.none_opened)),
        "not_all_opened_on": ", ".join(day.isoformat() for day in own.not_all_opened),
    }
