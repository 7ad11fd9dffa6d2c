"""The steps of ``openness validate``."""

import json
from collections.abc import Callable
from pathlib import Path

from openness_cli.cli.loaded import load
from openness_cli.cli.requests import unknown_word
from openness_cli.cli.session import Session, problem_lines
from openness_cli.definitions import Index
from openness_cli.errors import ExitCode, InvalidInput, Problem, UsageError
from openness_cli.evidence import Workspace
from openness_cli.loading.index import find_index, load_index, shipped_indices
from openness_cli.loading.workspace import CONFIG_FILE
from openness_cli.messages import _, n_
from openness_cli.output.github import problem_commands
from openness_cli.output.words import plain_number

DEFAULT_INDEX = "pf-154"
_FORMATS = ("terminal", "json", "github")


def run_validation(session: Session, directory: Path | None, index_name: str | None, form: str) -> int:
    """Check a workspace with its index, or an index alone."""
    if form not in _FORMATS:
        raise UsageError(unknown_word(form, _FORMATS, "--format"))
    folder = directory or (Path() if Path(CONFIG_FILE).is_file() else None)
    try:
        index, workspace = load(session, folder, index_name) if folder else (index_alone(index_name), None)
    except InvalidInput as error:
        _tell(session, folder, error, form)
        return error.exit_code
    _REPORTERS[form](session, folder, ())
    if form == "terminal":
        session.print(_summary(index, workspace))
    return ExitCode.DONE


def index_alone(name: str | None) -> Index:
    """Read an index without a workspace. Raises UsageError where there is none of that name."""
    folder = find_index(name or DEFAULT_INDEX, Path())
    if folder is None:
        raise UsageError(unknown_word(name or "", shipped_indices(), "--index"))
    return load_index(folder)


def _summary(index: Index, workspace: Workspace | None) -> str:
    certainty = index.certainty()
    text = _("{index}: valid, {criteria} criteria, {points} points")
    lines = [text.format(index=index.id, criteria=certainty.criteria, points=plain_number(index.points))]
    if workspace is not None:
        items = sum(len(evidence.items) for evidence in workspace.evidence.values())
        claims = n_("evidence for {count} criterion", "evidence for {count} criteria", len(workspace.evidence))
        shown = n_("{count} item", "{count} items", items)
        name = workspace.organisation.id
        lines.append(
            f"{name}: "
            + _("valid, {claims}, {items}").format(
                claims=claims.format(count=len(workspace.evidence)), items=shown.format(count=items)
            )
        )
    return "\n".join(lines) + "\n"


def _tell(session: Session, folder: Path | None, error: InvalidInput, form: str) -> None:
    if form == "terminal":
        count = len(error.problems)
        heading = n_("Invalid: {count} problem.", "Invalid: {count} problems.", count).format(count=count)
        session.complain(problem_lines(heading, error))
    else:
        _REPORTERS[form](session, folder, error.problems)


def _as_json(session: Session, _folder: Path | None, problems: tuple[Problem, ...]) -> None:
    document = {"format_version": 1, "valid": not problems, "problems": [problem._asdict() for problem in problems]}
    session.write((json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode())


def _as_github(session: Session, folder: Path | None, problems: tuple[Problem, ...]) -> None:
    session.write(problem_commands((folder or Path()).as_posix(), problems).encode())


def _as_text(_session: Session, _folder: Path | None, _problems: tuple[Problem, ...]) -> None:
    """Leave it to the summary, or to the list of problems."""


_REPORTERS: dict[str, Callable[[Session, Path | None, tuple[Problem, ...]], None]] = {
    "terminal": _as_text,
    "json": _as_json,
    "github": _as_github,
}
