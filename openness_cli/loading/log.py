"""The availability log: JSON lines of every fetch, in as many files as there were writers."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from openness_cli.availability import Check, CheckResult, LogFile
from openness_cli.messages import _

LOG_FOLDER = "availability"

_RESULTS = {result.value: result for result in CheckResult}


class Log(NamedTuple):
    """All checks of a workspace, its files, and what was found in them that is no check."""

    checks: tuple[Check, ...]
    files: tuple[LogFile, ...]
    warnings: tuple[str, ...]


def load_log(folder: Path) -> Log:
    """Read every file of the log. A line that is no check is left out and told; the others count."""
    checks: list[Check] = []
    files: list[LogFile] = []
    warnings: list[str] = []
    for path in sorted((folder / LOG_FOLDER).glob("*.jsonl")):
        name = path.relative_to(folder).as_posix()
        try:
            data = path.read_bytes()
        except OSError as error:
            warnings.append(f"{name}: " + _("cannot be read: {why}").format(why=error.strerror))
            continue
        lines = data.splitlines()
        for number, line in enumerate(lines, start=1):
            check = _check(line)
            if check is not None:
                checks.append(check)
            elif line.strip():
                warnings.append(f"{name}:{number}: " + _("no line of the log; it is left out"))
        files.append(LogFile(name, len(lines), sha256(lines[-1]).hexdigest() if lines else ""))
    return Log(tuple(checks), tuple(files), tuple(warnings))


def _check(line: bytes) -> Check | None:
    try:
        entry = json.loads(line)
        time = datetime.fromisoformat(entry["time"])
        status = entry.get("status")
        return Check(
            time=time if time.tzinfo else time.replace(tzinfo=UTC),
            url=str(entry["url"]),
            result=_RESULTS[entry["result"]],
            cause=str(entry.get("cause") or ""),
            status=status if isinstance(status, int) else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
