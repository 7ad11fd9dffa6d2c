"""GitHub workflow commands: each gap beside the line of evidence it is about, each failed gate as an error."""

from collections.abc import Iterable

from openness_cli.errors import Problem
from openness_cli.formats.grid import Listing, reason_texts
from openness_cli.messages import _
from openness_cli.scoring.report import CriterionRow, Report
from openness_cli.words.gates import failure_sentences, undecided_sentence, unknown_sentence
from openness_cli.words.reasons import certainty_sentence, labels_sentence, remedy
from openness_cli.words.terms import band_word


def render(report: Report, listing: Listing) -> str:
    """Return annotations for a log of GitHub Actions. Files are named from the folder of the call."""
    lines = [command("error", text, title=_("openness: gate failed")) for text in failure_sentences(report)]
    if report.gate.passed is None:
        lines.append(command("error", undecided_sentence(report), title=_("openness: gate undecided")))
    unknown = unknown_sentence(report)
    if unknown:
        lines.append(command("warning", unknown, title=f"openness {report.assessment.index.id}"))
    lines += [_gap(report, row) for row in listing.choose(report.gaps)]
    total = report.totals[report.basis]
    summary = _("{earned} earned, {on_course} on course of {possible}: {band}").format(
        earned=total.earned,
        on_course=total.on_course,
        possible=report.shown[report.basis].possible,
        band=band_word(total.band),
    )
    summary = f"{summary}\n{certainty_sentence(report.assessment.index)}"
    lines.append(command("notice", summary, title=f"openness {report.assessment.index.id}"))
    return "".join(lines)


def command(kind: str, message: str, *, title: str, file: str = "", line: int = 0, column: int = 0) -> str:
    """Return one workflow command, escaped so that no text can begin another."""
    place = {"file": file, "line": line, "col": column, "title": title}
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items() if value)
    return f"::{kind} {properties}::{_data(message)}\n"


def problem_commands(kind: str, title: str, folder: str, problems: Iterable[Problem]) -> str:
    """Return a command for each problem, beside the line that it is about."""
    lines = []
    for problem in problems:
        message = f"{problem.what}\n{problem.hint}".strip()
        file = f"{folder}/{problem.file}"
        lines.append(command(kind, message, title=title, file=file, line=problem.line, column=problem.column))
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _gap(report: Report, row: CriterionRow) -> str:
    criterion = row.finding.verdict.criterion
    title = f"{criterion.id} {criterion.titles.to(report.language)} ({row.at_stake})"
    language = report.language
    message = "\n".join([*reason_texts(row, language), remedy(row.finding, language), labels_sentence(criterion)])
    place = next((reason.place for reason in row.finding.reasons if reason.place), None)
    if place is None:
        return command("warning", message, title=title)
    file = (report.assessment.workspace.folder / place.file).as_posix()
    return command("warning", message, title=title, file=file, line=place.line)
