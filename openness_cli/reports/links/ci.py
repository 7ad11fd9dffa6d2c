"""A run over the addresses for CI servers: JUnit XML and GitHub workflow commands.

Only what is broken by the record is a failure: a single one may be anybody's fault.
"""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from openness_cli.formats.github import command
from openness_cli.formats.junit import clean
from openness_cli.links.report import LinkReport, LinkRow
from openness_cli.messages import _
from openness_cli.model.availability import AddressState
from openness_cli.words.links import (
    addresses_word,
    advice_sentence,
    cause_sentence,
    line_sentence,
    moment_words,
    points_words,
    policy_sentence,
    state_word,
)
from openness_cli.words.reasons import certainty_sentence


def render_junit(report: LinkReport) -> str:
    """Return JUnit XML: a suite for each site, a case for each address; what is not known is skipped."""
    suites = ET.Element("testsuites", {"name": "openness links", **_numbers(report.rows)})
    sites: dict[str, list[LinkRow]] = {}
    for row in report.rows:
        sites.setdefault(row.address.host, []).append(row)
    for host, own in sites.items():
        suite = ET.SubElement(suites, "testsuite", {"name": clean(host), **_numbers(own)})
        properties = ET.SubElement(suite, "properties")
        certainty = certainty_sentence(report.assessment.index)
        ET.SubElement(properties, "property", name="certainty", value=clean(certainty))
        for row in own:
            _case(suite, report, row)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _numbers(rows: Sequence[LinkRow]) -> dict[str, str]:
    failed = sum(row.state.state is AddressState.BROKEN for row in rows)
    skipped = sum(row.state.state not in (AddressState.OK, AddressState.BROKEN) for row in rows)
    return {"tests": str(len(rows)), "failures": str(failed), "errors": "0", "skipped": str(skipped), "time": "0"}


def _case(suite: ET.Element, report: LinkReport, row: LinkRow) -> None:
    name = clean(", ".join(row.address.criteria))
    case = ET.SubElement(suite, "testcase", classname=name, name=clean(row.address.url), time="0")
    if row.state.state is AddressState.BROKEN:
        failure = ET.SubElement(case, "failure", message=clean(_sentence(row)), type=row.state.cause or "broken")
        failure.text = clean(_advice(report, row))
    elif row.state.state is not AddressState.OK:
        ET.SubElement(case, "skipped", message=clean(_sentence(row)))


def _sentence(row: LinkRow) -> str:
    state = state_word(row.state.state)
    if row.state.cause:
        state += f": {cause_sentence(row.state.cause, row.state.status)}"
    return f"{state}; {points_words(row.points)}"


def _advice(report: LinkReport, row: LinkRow) -> str:
    since = row.state.failing_since
    told = _("failing since {when}").format(when=moment_words(since, report.zone)) if since else ""
    advice = advice_sentence(row.state.cause, row.fixer)
    lines = [told, advice, row.address.owner, ", ".join(row.address.places)]
    return "\n".join(text for text in lines if text)


_KINDS = {AddressState.BROKEN: "error", AddressState.UNSTABLE: "warning"}


def render_github(report: LinkReport) -> str:
    """Return annotations, each beside the line of evidence that names the address."""
    title = "openness links"
    lines = [command("error", line_sentence(), title=title)] if report.run.line_is_down else []
    folder = report.assessment.workspace.folder
    for row in report.rows:
        if row.state.state is AddressState.OK:
            continue
        place = row.address.uses[0].item.place
        kind = _KINDS.get(row.state.state, "notice")
        message = "\n".join(text for text in (f"{row.address.url} {_sentence(row)}", _advice(report, row)) if text)
        named = f"{title} {', '.join(row.address.criteria)}"
        lines.append(command(kind, message, title=named, file=(folder / place.file).as_posix(), line=place.line))
    opening = report.count(AddressState.OK)
    summary = _("{count} of {all} open").format(count=opening, all=addresses_word(len(report.rows)))
    points = _("{points} points hang on what does not").format(points=report.points_not_opening)
    unchecked = _("{points} points on what could not be checked").format(points=report.points_unchecked)
    policy = policy_sentence(report.assessment.index.links)
    text = f"{summary}; {points}; {unchecked}\n{policy}\n{certainty_sentence(report.assessment.index)}"
    lines.append(command("notice", text, title=title))
    return "".join(lines)
