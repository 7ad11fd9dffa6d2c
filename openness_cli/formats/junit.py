"""Cases as JUnit XML, so that any CI server shows what failed."""

import re
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from openness_cli.formats.cases import Case, Cases, Ending

_COMMAND = re.compile(r"##(?=[A-Za-z]*\[)")
_LINE_COMMAND = re.compile(r"((?:^|[\r\n])\s*):(?=:)")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(cases: Cases) -> bytes:
    """Return every suite with its cases. Texts that XML cannot hold get a substitute."""
    everything = [case for suite in cases.suites for case in suite.cases]
    suites = ET.Element("testsuites", {"name": clean(cases.name), **_counts(everything)})
    for own in cases.suites:
        suite = ET.SubElement(suites, "testsuite", {"name": clean(own.name), **_counts(own.cases)})
        if own.properties:
            properties = ET.SubElement(suite, "properties")
            for name, value in own.properties:
                ET.SubElement(properties, "property", name=name, value=clean(value))
        for case in own.cases:
            _case(suite, case)
    ET.indent(suites)
    text = '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"
    # a CI log would hear a command in it
    return _LINE_COMMAND.sub(r"\1&#58;", _COMMAND.sub("#&#35;", text)).encode()


def clean(text: str) -> str:
    """Replace what XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _counts(cases: Sequence[Case]) -> dict[str, str]:
    failed, skipped = (_count(cases, ending) for ending in (Ending.FAILED, Ending.SKIPPED))
    return {"tests": str(len(cases)), "failures": failed, "errors": "0", "skipped": skipped, "time": "0"}


def _count(cases: Iterable[Case], ending: Ending) -> str:
    return str(sum(case.ending is ending for case in cases))


def _case(suite: ET.Element, case: Case) -> None:
    element = ET.SubElement(suite, "testcase", classname=clean(case.group), name=clean(case.name), time="0")
    if case.ending is Ending.FAILED:
        failure = ET.SubElement(element, "failure", message=clean(case.message), type=clean(case.kind))
        failure.text = clean(case.text)
    elif case.ending is Ending.SKIPPED:
        ET.SubElement(element, "skipped", message=clean(case.message))
