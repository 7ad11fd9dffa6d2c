"""What is wrong with what was read, told on the terminal: with its place, the line itself and what to do."""

from openness_cli.errors import InvalidInput, Problem
from openness_cli.messages import _, n_

SHOWN_PROBLEMS = 200


def problem_lines(heading: str, error: InvalidInput) -> str:
    """Return all problems, each with its place, the line itself and what to do."""
    lines = [heading]
    for problem in error.problems[:SHOWN_PROBLEMS]:
        lines += ["", *_one_problem(problem)]
    more = len(error.problems) - SHOWN_PROBLEMS
    if more > 0:
        lines += [
            "",
            n_(
                "… and {count} more: openness validate --format json",
                "… and {count} more: openness validate --format json",
                more,
            ).format(count=more),
        ]
    return "\n".join(lines)


def invalid_heading(error: InvalidInput) -> str:
    """Return the first line of a failure: that nothing was scored, and how much is wrong."""
    count, files = len(error.problems), len({problem.file for problem in error.problems})
    problems = n_("{count} problem", "{count} problems", count).format(count=count)
    places = n_("in {count} file", "in {count} files", files).format(count=files)
    return _("Nothing was scored: {problems} {places}.").format(problems=problems, places=places)


def _one_problem(problem: Problem) -> list[str]:
    place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    lines = [f"{place}: {problem.what}"]
    if problem.excerpt.strip():
        lines += [f"  | {problem.excerpt}", "  | " + " " * problem.caret + "^"]
    if problem.hint:
        lines.append(f"  → {problem.hint}")
    return lines
