"""The first lines of every report on a terminal: whose it is, of which edition and year, how long there is."""

from collections.abc import Iterator
from datetime import date

from openness_cli.formats.lines import Line, Marks, Span, line, wrap
from openness_cli.messages import n_
from openness_cli.scoring.assessment import Assessment
from openness_cli.words.terms import long_date


def heading(assessment: Assessment, language: str, width: int, marks: Marks) -> Iterator[Line]:
    """Say whose folder it is, and which edition and year."""
    workspace = assessment.workspace
    edition = f"{assessment.index.id.upper()} {marks.dot} {workspace.year}"
    yield from title_line(workspace.organisation.name(language), edition, width)


def title_line(name: str, edition: str, width: int) -> Iterator[Line]:
    """Put a name and an edition on one line, or on two where they do not fit."""
    if len(name) + 2 + len(edition) > width:
        yield from wrap(name, width, style="title")
        yield line(edition.rjust(width))
    else:
        yield line(Span(name, "title"), " " * (width - len(name) - len(edition)), edition)


def evaluation_words(evaluation: date, days_left: int) -> str:
    """Return when the evaluation is, and in how many days."""
    text = n_("evaluation on {evaluation}, in {days} day", "evaluation on {evaluation}, in {days} days", days_left)
    return text.format(evaluation=long_date(evaluation), days=days_left)
