"""Every report in every format of every sample: it is written, it is what its format says, and the same each time."""

import io
import json
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


def holds(form: str, ending: Ending) -> bool:
    """Tell whether what was written is of its format, and says something."""
    match form:
        case "csv" | "csv-excel":
            return bool(ending.out.splitlines()[0]) and all(
                None not in row for row in table(ending.out.lstrip("\ufeff"), ";" if form == "csv-excel" else ",")
            )
        case "json":
            return json.loads(ending.out)["format_version"] == 1
        case "junit":
            return ET.fromstring(ending.out).tag == "testsuites"
        case "ics":
            return bool(events(ending.data))
        case "github":
            return all(line.startswith("::") for line in ending.out.splitlines())
        case "docx":
            return bool(opened(ending.data).paragraphs[0].text)
        case "xlsx":
            from python_calamine import CalamineWorkbook  # noqa: PLC0415  (where there are workbooks)

            return bool(CalamineWorkbook.from_filelike(io.BytesIO(ending.data)).sheet_names)
        case "html":
            return ending.out.lower().startswith("<!doctype html>") and ending.out.rstrip().endswith("</html>")
        case _:
            return bool(ending.out.strip())


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
    assert holds(form, ending)
