"""The availability log: JSON lines of every fetch, in as many files as there were writers."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from openness_cli.availability import Check, CheckResult, LogFile
from openness_cli.errors import Problem
from openness_cli.loading.files import find_files, read_inside, reason_of, shown_name
from openness_cli.messages import _, printable

LOG_FOLDER = "availability"
MAX_LOG_BYTES = 512 * 1024 * 1024
_SHOWN_LINES = 5
_CAUSE_LENGTH = 200
_FIRST_YEAR, _LAST_YEAR = 1970, 2999
_LAST_STATUS = 999

_RESULTS = {result.value: result for result in CheckResult}


class Log(NamedTuple):
    """All checks of a workspace, its files, and what was found in them that is no check."""

    checks: tuple[Check, ...]
    files: tuple[LogFile, ...]
    warnings: tuple[str, ...]


def load_log(folder: Path) -> Log:
    """Read every file of the log. A line that is no check is left out and told; the others count, equal ones once."""
    checks: list[Check] = []
    files: list[LogFile] = []
    problems: list[Problem] = []
    warnings: list[str] = []
    seen: set[bytes] = set()
    for path in find_files(folder / LOG_FOLDER, (".jsonl",), folder, problems):
        name = shown_name(path, folder)
        try:
            lines = read_inside(path, folder, MAX_LOG_BYTES).splitlines()
        except (OSError, ValueError) as error:
            warnings.append(f"{name}: " + _("cannot be read: {why}").format(why=reason_of(error)))
            continue
        unread = []
        for number, line in enumerate(lines, start=1):
            if line in seen or not line.strip():
                continue
            seen.add(line)
            check = _check(line)
            if check is not None:
                checks.append(check)
            else:
                unread.append(str(number))
        if unread:
            shown = ", ".join(unread[:_SHOWN_LINES]) + (", …" if len(unread) > _SHOWN_LINES else "")
            warnings.append(f"{name}:{shown}: " + _("no line of the log; it is left out"))
        files.append(LogFile(name, len(lines), sha256(lines[-1]).hexdigest() if lines else ""))
    warnings += (f"{problem.file}: {problem.what}" for problem in problems)
    return Log(tuple(checks), tuple(files), tuple(warnings))


def _check(line: bytes) -> Check | None:
    try:
        entry = json.loads(line)
        time = datetime.fromisoformat(entry["time"])
        status = entry.get("status")
        if not _FIRST_YEAR <= time.year <= _LAST_YEAR:
            return None
        return Check(
            time=time if time.tzinfo else time.replace(tzinfo=UTC),
            url=str(entry["url"]),
            result=_RESULTS[entry["result"]],
            cause=printable(str(entry.get("cause") or "")[:_CAUSE_LENGTH]).replace("\n", " "),
            status=status if isinstance(status, int) and 0 <= status <= _LAST_STATUS else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None
