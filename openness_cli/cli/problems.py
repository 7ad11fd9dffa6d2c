"""What is wrong with what was read, told on the terminal: with its place, the line itself and what to do."""

from collections.abc import Sequence
from pathlib import Path

from openness_cli.errors import InvalidInput
from openness_cli.messages import _, first_of, n_, printable

SHOWN_PROBLEMS = 200
_NAMED_FILES = 5
_LONGEST = 60


def problem_lines(heading: str, error: InvalidInput) -> str:
    """Return all problems, each with its place, the line itself and what to do."""
    lines = [heading]
    for problem in error.problems[:SHOWN_PROBLEMS]:
        place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
        lines += ["", f"{place}: {problem.what}"]
        if problem.excerpt.strip():
            lines += [f"  | {problem.excerpt}", "  | " + " " * problem.caret + "^"]
        if problem.hint:
            lines.append(f"  → {problem.hint}")
    more = len(error.problems) - SHOWN_PROBLEMS
    if more > 0:
        lines += ["", more_sentence(more)]
    return "\n".join(lines)


def nothing_written(error: InvalidInput) -> str:
    """Return all problems for which nothing was written."""
    count = len(error.problems)
    heading = n_("Nothing was written: {count} problem.", "Nothing was written: {count} problems.", count)
    return problem_lines(heading.format(count=count), error)


def more_sentence(count: int) -> str:
    """Return that there are so many more, and what tells them."""
    text = n_(
        "… and {count} more: openness validate --format json",
        "… and {count} more: openness validate --format json",
        count,
    )
    return text.format(count=count)


def counted(problems: int, files: int) -> dict[str, str]:
    """Return how many problems there are, and in how many files, for a heading."""
    return {
        "problems": n_("{count} problem", "{count} problems", problems).format(count=problems),
        "places": n_("in {count} file", "in {count} files", files).format(count=files),
    }


def lower_bounds(report: Path, unread: Sequence[str]) -> list[str]:
    """Return what is to be told of a saved report out of which files were left: nothing where there were none."""
    if not unread:
        return []
    text = n_(
        "{report} is a lower bound: {count} file could not be read when it was made: {files}",
        "{report} is a lower bound: {count} files could not be read when it was made: {files}",
        len(unread),
    )
    named = first_of(unread, _NAMED_FILES)
    return [text.format(report=printable(str(report)), count=len(unread), files=named)]


def quoted(value: str) -> str:
    """Return what stands in a cell as a line quotes it, no longer than anybody reads; or that it is empty."""
    return _("“{text}”").format(text=shortened(" ".join(value.split()))) if value else _("an empty cell")


def shortened(text: str) -> str:
    """Return a text no longer than a line has room for."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
