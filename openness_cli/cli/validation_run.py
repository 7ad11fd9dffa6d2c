"""The steps of ``openness validate``."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from openness_cli.cli.choices import unknown_word
from openness_cli.cli.opening import load_and_assess
from openness_cli.cli.session import Session, problem_lines
from openness_cli.errors import ExitCode, InvalidInput, Problem, UsageError
from openness_cli.files.index import find_index, load_index, shipped_indices
from openness_cli.files.workspace import CONFIG_FILE
from openness_cli.formats.github import problem_commands
from openness_cli.messages import _, language, n_, printable
from openness_cli.model.definitions import Index
from openness_cli.model.points import plain_number
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.explanation import find_reasons
from openness_cli.scoring.reasons import ReasonSort
from openness_cli.words.reasons import item_name, reason_sentence

DEFAULT_INDEX = "pf-154"
_FORMATS = ("terminal", "json", "github")


def run_validation(
    session: Session, directory: Path | None, index_name: str | None, as_of: date | None, form: str
) -> int:
    """Check a workspace with its index, or an index alone. What is understood and does not count is a warning."""
    if form not in _FORMATS:
        raise UsageError(unknown_word(form, _FORMATS, "--format"))
    folder = directory or (Path() if Path(CONFIG_FILE).is_file() else None)
    try:
        assessment = _assessment(session, folder, index_name, as_of) if folder else None
        index = assessment.index if assessment else index_alone(index_name)
    except InvalidInput as error:
        _tell(session, folder, error, form)
        return error.exit_code
    warnings = tuple(_warnings(assessment)) if assessment else ()
    _REPORTERS[form](session, folder, (), warnings)
    if form == "terminal":
        session.print(printable(_summary(index, assessment, warnings)))
    return ExitCode.DONE


def _assessment(session: Session, folder: Path, index_name: str | None, as_of: date | None) -> Assessment:
    # whoever checks against another index wants to hear what it does not know
    return load_and_assess(session, folder, index_name, as_of, strict=True).assessment


def _warnings(assessment: Assessment) -> Iterator[Problem]:
    for verdict in assessment.verdicts:
        for reason in find_reasons(verdict, assessment):
            if reason.code.sort is ReasonSort.DOES_NOT_COUNT and reason.place:
                sentence = reason_sentence(reason, verdict.criterion, language())
                name = item_name(reason)
                what = ": ".join(text for text in (verdict.criterion.id, name, sentence) if text)
                yield Problem(reason.place.file, reason.place.line, 1, printable(what))


def index_alone(name: str | None) -> Index:
    """Read an index without a workspace. Raises UsageError where there is none of that name."""
    folder = find_index(name or DEFAULT_INDEX, Path())
    if folder is None and name is not None and ("/" in name or os.sep in name):
        raise UsageError(_("there is no index in the folder {folder}").format(folder=name))
    if folder is None:
        raise UsageError(unknown_word(name or "", shipped_indices(), "--index"))
    return load_index(folder)


def _summary(index: Index, assessment: Assessment | None, warnings: tuple[Problem, ...]) -> str:
    certainty = index.certainty()
    text = _("{index}: valid, {criteria} criteria, {points} points")
    lines = [text.format(index=index.id, criteria=certainty.criteria, points=plain_number(index.points))]
    if assessment is None:
        lines.append(_("there is no {file} here: the index alone was checked").format(file=CONFIG_FILE))
    else:
        evidence = assessment.workspace.evidence
        items = sum(len(own.items) for own in evidence.values())
        claims = n_("evidence for {count} criterion", "evidence for {count} criteria", len(evidence))
        shown = n_("{count} item", "{count} items", items)
        text = _("valid, {claims}, {items}").format(
            claims=claims.format(count=len(evidence)), items=shown.format(count=items)
        )
        lines.append(f"{assessment.workspace.organisation.id}: {text}")
    if warnings:
        count = len(warnings)
        text = n_(
            "understood, but {count} thing does not count yet:",
            "understood, but {count} things do not count yet:",
            count,
        )
        lines.append(text.format(count=count))
        lines += [f"  {warning.file}:{warning.line}: {warning.what}" for warning in warnings]
    return "\n".join(lines) + "\n"


def _tell(session: Session, folder: Path | None, error: InvalidInput, form: str) -> None:
    if form == "terminal":
        count = len(error.problems)
        heading = n_("Invalid: {count} problem.", "Invalid: {count} problems.", count).format(count=count)
        session.complain(problem_lines(heading, error))
    else:
        _REPORTERS[form](session, folder, error.problems, ())


Problems = tuple[Problem, ...]


def _as_json(session: Session, _folder: Path | None, problems: Problems, warnings: Problems) -> None:
    document = {
        "format_version": 1,
        "valid": not problems,
        "problems": [problem._asdict() for problem in problems],
        "warnings": [warning._asdict() for warning in warnings],
    }
    session.write((json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode())


def _as_github(session: Session, folder: Path | None, problems: Problems, warnings: Problems) -> None:
    where = (folder or Path()).as_posix()
    cannot, not_yet = _("openness: cannot be read"), _("openness: does not count yet")
    commands = problem_commands("error", cannot, where, problems) + problem_commands(
        "warning", not_yet, where, warnings
    )
    session.write(commands.encode())


def _as_text(_session: Session, _folder: Path | None, _problems: Problems, _warnings: Problems) -> None:
    """Leave it to the summary, or to the list of problems."""


_REPORTERS: dict[str, Callable[[Session, Path | None, Problems, Problems], None]] = {
    "terminal": _as_text,
    "json": _as_json,
    "github": _as_github,
}
