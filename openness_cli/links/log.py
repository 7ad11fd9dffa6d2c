"""The availability log: JSON lines of every fetch, in as many files as there were writers."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from openness_cli.errors import Problem
from openness_cli.files.sources import LOG_FOLDER, find_files, read_inside, reason_of, shown_name
from openness_cli.links.hash_chain import Chain, Link, digest_of, follow, link_of, parse_line, unmarked
from openness_cli.links.kept.entries import kept_of
from openness_cli.messages import _, first_of, legible
from openness_cli.model.availability import Check, CheckResult, LinkCause, LogFile
from openness_cli.model.evidence import fold
from openness_cli.scoring.addresses import host_of

MAX_LOG_BYTES = 512 * 1024 * 1024
_SHOWN_LINES = 5
# a flood of line ends is no log: a line with its time and address is never shorter
_SHORTEST_LINE = 40
_FEW_LINES = 1000
_CAUSE_LENGTH = 200
_FIRST_YEAR, _LAST_YEAR = 1970, 2999
_LAST_STATUS = 999
_DIGEST_LENGTH = 64
_TYPE_LENGTH = 100
_TITLE_LENGTH = 200
_MOST_WORDS = 1000

_RESULTS = {result.value: result for result in CheckResult}


class LogText(NamedTuple):
    """One file as read: its name in the workspace, its lines without their ends."""

    name: str
    lines: tuple[bytes, ...]
    is_ended: bool


class LogTexts(NamedTuple):
    """All files of the log, and what could not be read of them."""

    files: tuple[LogText, ...]
    unread: tuple[str, ...]


class Log(NamedTuple):
    """All checks of a workspace, its files, and what was found in them that is no check."""

    checks: tuple[Check, ...]
    files: tuple[LogFile, ...]
    warnings: tuple[str, ...]
    chains: dict[str, Chain]  # of its files, by name, where they were asked for
    is_whole: bool  # no file was left unread


def read_log(folder: Path) -> LogTexts:
    """Read every file of the log."""
    texts: list[LogText] = []
    problems: list[Problem] = []
    for path in find_files(folder / LOG_FOLDER, (".jsonl",), folder, problems):
        name = shown_name(path, folder)
        why = None
        try:
            data = unmarked(read_inside(path, folder, MAX_LOG_BYTES))
            if data.count(b"\n") > len(data) // _SHORTEST_LINE + _FEW_LINES:
                why = _("no line of the log; it is left out")
        except UnicodeError:
            why = _("not UTF-8 text")
        except (OSError, ValueError) as error:
            why = reason_of(error)
        if why is not None:
            problems.append(Problem(name, 0, 0, _("cannot be read: {why}").format(why=why)))
            continue
        texts.append(LogText(name, tuple(data.splitlines()), data.endswith((b"\n", b"\r"))))
    return LogTexts(tuple(texts), tuple(f"{problem.file}: {problem.what}" for problem in problems))


def load_log(folder: Path, *, chained: bool = False) -> Log:
    """Read every file of the log; a line that is no check is left out and told, the others count, equal ones once."""
    texts = read_log(folder)
    checks: list[Check] = []
    files: list[LogFile] = []
    warnings: list[str] = []
    links: dict[bytes, Link | None] = {}
    seen: set[bytes] = set()

    def check_of(line: bytes) -> tuple[Check | None, bool]:
        """Return the check of a line, and whether it is one of the log: what a site was asked on trial is none."""
        entry = parse_line(line)
        if chained:
            links[line] = link_of(entry)
        check = _check(entry)
        is_aside = check is not None and ("control" in entry or check.is_first_look)
        return (None if is_aside else check), check is not None

    for text in texts.files:
        lines, unread = text.lines, []
        if lines and not text.is_ended and not check_of(lines[-1])[1]:
            lines = lines[:-1]
            warnings.append(f"{text.name}:{len(text.lines)}: " + _("the last line is torn; it is left out"))
        for number, line in enumerate(lines, start=1):
            if line in seen or not line.strip():
                continue
            seen.add(line)
            check, is_of_the_log = check_of(line)
            if check is not None:
                checks.append(check)
            elif not is_of_the_log:
                unread.append(str(number))
        if unread:
            shown = first_of(unread, _SHOWN_LINES)
            warnings.append(f"{text.name}:{shown}: " + _("no line of the log; it is left out"))
        last = next((line for line in reversed(lines) if line.strip()), b"")
        files.append(LogFile(text.name, len(lines), digest_of(last) if last else ""))
    chains = {
        text.name: follow(text.lines, [links.get(line) for line in text.lines])
        for text in (texts.files if chained else ())
    }
    return Log(tuple(checks), tuple(files), (*warnings, *texts.unread), chains, is_whole=not texts.unread)


def _shown_words(said: object) -> tuple[tuple[str, bool], ...]:
    """Return the words that a line says were looked for, folded, each with whether the page shows them."""
    if not isinstance(said, dict):
        return ()
    found = {fold(words): shown for words, shown in said.items() if shown is True or shown is False}
    return tuple(sorted(found.items())[:_MOST_WORDS])


def _one_line(said: object) -> str:
    return legible(said[:_TITLE_LENGTH]).replace("\n", " ") if isinstance(said, str) else ""


def sites_opened(path: Path) -> frozenset[str]:
    """Return the sites of which one writer's file says that something opened, at once or by redirects."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError:
        return frozenset()
    checks = [(entry, _check(entry)) for entry in map(parse_line, lines)]
    opened = [
        (check.url, entry.get("final_url")) for entry, check in checks if check and check.result is CheckResult.OK
    ]
    return frozenset(host_of(url) for urls in opened for url in urls if isinstance(url, str))


def _check(entry: Any) -> Check | None:  # noqa: ANN401  (what a line says, whatever that is)
    try:
        time = datetime.fromisoformat(entry["time"])
        status = entry.get("status")
        digest, content_type = entry.get("sha256"), entry.get("content_type")
        if not _FIRST_YEAR <= time.year <= _LAST_YEAR:
            return None
        result, cause = _RESULTS[entry["result"]], entry.get("cause")
        if result is CheckResult.FAILED and cause == LinkCause.CLIENT_ERROR.value:
            result = CheckResult.BLOCKED  # as it was written once: it says nothing of what a person is told
        return Check(
            time=time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC),
            url=str(entry["url"]),
            result=result,
            cause=legible(str(cause or "")[:_CAUSE_LENGTH]).replace("\n", " "),
            status=status if isinstance(status, int) and 0 <= status <= _LAST_STATUS else None,
            digest=digest[:_DIGEST_LENGTH] if isinstance(digest, str) else "",
            content_type=content_type[:_TYPE_LENGTH] if isinstance(content_type, str) else "",
            is_first_look=entry.get("try") == 1,
            kept=kept_of(entry["kept"]) if "kept" in entry else None,
            contains=_shown_words(entry["contains"]) if "contains" in entry else (),
            title=_one_line(entry["title"]) if "title" in entry else "",
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None
