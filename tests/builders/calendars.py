"""Deadlines of little bodies, and the events of a calendar as another program reads them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from icalendar import Calendar, Event

from openness_cli.model.availability import Check
from openness_cli.outlook.deadlines import Deadline, find_deadlines
from openness_cli.scoring.findings import find
from tests.builders.bodies import QUARTERS, assess_folder, criterion, dump, item, write_body

LATE = QUARTERS | {"late": "0.5"}
FRESH: dict[str, Any] = {"needs": {"source": "either", "fresh_days": 30}}


def deadlines(folder: Path, day: str, checks: Iterable[Check] = ()) -> tuple[Deadline, ...]:
    assessment = assess_folder(folder, day, checks)
    return find_deadlines(assessment, find(assessment))


def events(data: bytes) -> dict[str, Event]:
    calendar = Calendar.from_ical(data)
    found = [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]
    named = {str(event["UID"]): event for event in found}
    assert len(named) == len(found)
    return named


def sequence(event: Event) -> int:
    return int(str(event["SEQUENCE"]))


def owned(folder: Path) -> Path:
    evidence = {
        "X1": {"owner": "Moliya", "items": []},
        "X2": {"action": "work", "items": []},
        "X3": {"items": [item("2024-04-20", period="2024-Q1", owner="Matbuot")]},
    }
    names = ("X1", "X2", "X3", "X4")
    own = write_body(folder, evidence, *(criterion(QUARTERS, name) for name in names))
    document = {"evidence": evidence, "actions": {"work": {"title": "Work", "owner": "Bosh, boʻlim"}}}
    dump(own / "evidence" / "all.yaml", document)
    return own
