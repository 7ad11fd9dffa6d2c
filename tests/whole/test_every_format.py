"""Every report in every format of every sample: it is written, it is what its format says, and the same each time."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.builders.calendars import events
from tests.builders.commands import REPORTS, words_of
from tests.builders.documents import table
from tests.builders.formats import names_of
from tests.builders.papers import opened
from tests.builders.tool import BODIES, Call, Ending, Sample

# a day on which each sample has something to do; each in a language of its own
DAYS = dict.fromkeys(BODIES, "2024-11-20")
LANGUAGES = dict(zip(BODIES, ("uz", "ru", "en"), strict=True))
# asks the addresses of the evidence, which are made up; a site of the tests answers it elsewhere
ASKS = "links --tries 1"
TAKES_NO_FORMAT = "explain"
EVERY = [
    (command, form, body)
    for body in BODIES
    for command, report in REPORTS.items()
    if command != ASKS
    for form in (names_of(report) if command != TAKES_NO_FORMAT else ["terminal"])
]


def says_something(ending: Ending) -> bool:
    return bool(ending.out.strip())


def is_a_table(text: str, delimiter: str) -> bool:
    return bool(text.splitlines()[0]) and all(None not in row for row in table(text, delimiter))


def has_sheets(data: bytes) -> bool:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  (where there are workbooks)

    return bool(CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names)


def is_a_page(text: str) -> bool:
    return text.lower().startswith("<!doctype html>") and text.rstrip().endswith("</html>")


# that something is what its format says; any other is text that says something
HOLDS: dict[str, Callable[[Ending], bool]] = {
    "csv": lambda ending: is_a_table(ending.out, ","),
    "csv-excel": lambda ending: is_a_table(ending.out.lstrip("\ufeff"), ";"),
    "json": lambda ending: bool(json.loads(ending.out)["format_version"] == 1),
    "junit": lambda ending: ET.fromstring(ending.out).tag == "testsuites",
    "github": lambda ending: all(line.startswith("::") for line in ending.out.splitlines()),
    "ics": lambda ending: bool(events(ending.data)),
    "docx": lambda ending: bool(opened(ending.data).paragraphs[0].text),
    "xlsx": lambda ending: has_sheets(ending.data),
    "html": lambda ending: is_a_page(ending.out),
}


@pytest.mark.grid(one_in=50)
@pytest.mark.parametrize(("command", "form", "body"), EVERY)
def test_every_report_is_written_in_every_format_of_every_sample(
    command: str, form: str, body: str, sample: Sample, tool: Call
) -> None:
    folder: Path = sample(body)
    words = words_of(command, folder, tool, "C4.1", DAYS[body])
    if command != TAKES_NO_FORMAT:
        words = [*words, "--format", form]
    ending, again = (tool(*words, "--lang", LANGUAGES[body]) for _time in range(2))
    assert ending.code < 3, ending.err
    assert "Traceback" not in ending.err
    assert ending.data == again.data
    assert HOLDS.get(form, says_something)(ending)
