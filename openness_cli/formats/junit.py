"""JUnit XML: a test case for each criterion, so that any CI server shows the gaps as failures."""

import re
from xml.etree import ElementTree as ET

from openness_cli.formats.grid import Listing, reason_texts
from openness_cli.messages import _
from openness_cli.scoring.assessment import Outcome
from openness_cli.scoring.report import CriterionRow, Report
from openness_cli.words.gates import failure_sentences, undecided_sentence
from openness_cli.words.reasons import certainty_sentence, labels_sentence, remedy
from openness_cli.words.terms import outcome_word

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FAILED = frozenset({Outcome.PARTIAL, Outcome.NOT_MET, Outcome.MISSING})
_SKIPPED = frozenset({Outcome.NOT_APPLICABLE, Outcome.NOT_DUE})


def render(report: Report, listing: Listing) -> str:
    """Return the report as JUnit XML: what is not met is a failure; what does not apply or is not due is skipped.

    The gate is a suite of its own, so that a server shows why the job failed.
    """
    rows = listing.rows(report)
    counts = _counts(rows)
    gate_failures = [*failure_sentences(report), *([undecided_sentence(report)] if report.gate.passed is None else [])]
    counts["tests"] = str(len(rows) + 1)
    counts["failures"] = str(int(counts["failures"]) + bool(gate_failures))
    suites = ET.Element("testsuites", {"name": clean(f"openness {report.assessment.index.id}"), **counts})
    _gate(suites, gate_failures)
    for indicator in report.assessment.index.indicators:
        own = tuple(row for row in rows if row.finding.verdict.indicator is indicator)
        if not own:
            continue
        name = clean(f"{indicator.id} {indicator.titles.to(report.language)}")
        suite = ET.SubElement(suites, "testsuite", {"name": name, **_counts(own)})
        properties = ET.SubElement(suite, "properties")
        ET.SubElement(
            properties, "property", name="certainty", value=clean(certainty_sentence(report.assessment.index))
        )
        for row in own:
            _case(suite, row, report.language)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _gate(suites: ET.Element, failures: list[str]) -> None:
    counts = {"tests": "1", "failures": str(int(bool(failures))), "errors": "0", "skipped": "0", "time": "0"}
    suite = ET.SubElement(suites, "testsuite", {"name": "gate", **counts})
    case = ET.SubElement(suite, "testcase", classname="gate", name="gate", time="0")
    if failures:
        failure = ET.SubElement(case, "failure", message=clean(failures[0]), type="gate")
        failure.text = clean("\n".join(failures))


def _counts(rows: tuple[CriterionRow, ...]) -> dict[str, str]:
    failed = sum(_is_failed(row) for row in rows)
    skipped = sum(_is_skipped(row) for row in rows)
    return {"tests": str(len(rows)), "failures": str(failed), "errors": "0", "skipped": str(skipped), "time": "0"}


def _is_failed(row: CriterionRow) -> bool:
    return row.finding.is_gap or (row.outcome in _FAILED and not row.is_only_unknown)


def _is_skipped(row: CriterionRow) -> bool:
    return not _is_failed(row) and (row.outcome in _SKIPPED or row.is_only_unknown)


def _case(suite: ET.Element, row: CriterionRow, language: str) -> None:
    criterion = row.finding.verdict.criterion
    name = clean(f"{criterion.id} {criterion.titles.to(language)}")
    case = ET.SubElement(suite, "testcase", classname=clean(criterion.id), name=name, time="0")
    if _is_failed(row):
        message = _("{outcome}: {points} points at stake").format(
            outcome=outcome_word(row.outcome), points=row.at_stake
        )
        failure = ET.SubElement(case, "failure", message=clean(message), type=row.outcome.value)
        advice = [remedy(row.finding, language)] if row.finding.is_gap else []
        lines = [*reason_texts(row, language), *advice, labels_sentence(criterion)]
        failure.text = clean("\n".join(lines))
    elif _is_skipped(row):
        message = _("not known to open") if row.is_only_unknown else outcome_word(row.outcome)
        ET.SubElement(case, "skipped", message=clean(message))


def clean(text: str) -> str:
    """Replace what XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
