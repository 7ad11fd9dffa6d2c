"""What is wrong with what was read, told on the terminal: with its place, the line itself and what to do."""

from openness_cli.errors import InvalidInput
from openness_cli.messages import n_

SHOWN_PROBLEMS = 200


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
