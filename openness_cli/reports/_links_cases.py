"""A run over the addresses for CI servers: only what is broken by the record is a failure."""

from collections.abc import Iterator

from openness_cli.formats.cases import Annotation, Case, Ending, Level
from openness_cli.links.report import LinkResult, LinkRow
from openness_cli.messages import _
from openness_cli.model.availability import AddressState
from openness_cli.words.links import (
    addresses_word,
    advice_sentence,
    cause_sentence,
    line_sentence,
    moment_words,
    points_words,
    policy_sentence,
)  # fmt: skip
from openness_cli.words.reasons import certainty_sentence
from openness_cli.words.terms import word_of

TITLE = "openness links"
_LEVELS = {AddressState.BROKEN: Level.ERROR, AddressState.UNSTABLE: Level.WARNING}


def case(report: LinkResult, row: LinkRow) -> Case:
    case = Case(", ".join(row.address.criteria), row.address.url, message=_sentence(row))
    if row.state.state is AddressState.BROKEN:
        kind = row.state.cause or "broken"
        return case._replace(ending=Ending.FAILED, kind=kind, text=_advice(report, row))
    return case if row.state.state is AddressState.OK else case._replace(ending=Ending.SKIPPED)


def annotations(report: LinkResult) -> Iterator[Annotation]:
    if report.run.line_is_down:
        yield Annotation(Level.ERROR, TITLE, line_sentence())
    folder = report.assessment.workspace.folder
    for row in report.rows:
        if row.state.state is AddressState.OK:
            continue
        place = row.address.uses[0].item.place
        message = "\n".join(text for text in (f"{row.address.url} {_sentence(row)}", _advice(report, row)) if text)
        named = f"{TITLE} {', '.join(row.address.criteria)}"
        level = _LEVELS.get(row.state.state, Level.NOTICE)
        yield Annotation(level, named, message, folder / place.file, place.line)
    opening = report.count(AddressState.OK)
    summary = _("{count} of {all} open").format(count=opening, all=addresses_word(len(report.rows)))
    points = _("{points} points hang on what does not").format(points=report.points_not_opening)
    unchecked = _("{points} points on what could not be checked").format(points=report.points_unchecked)
    index = report.assessment.index
    text = f"{summary}; {points}; {unchecked}\n{policy_sentence(index.links)}\n{certainty_sentence(index)}"
    yield Annotation(Level.NOTICE, TITLE, text)


def _sentence(row: LinkRow) -> str:
    state = word_of(row.state.state)
    if row.state.cause:
        state += f": {cause_sentence(row.state.cause, row.state.status)}"
    return f"{state}; {points_words(row.points)}"


def _advice(report: LinkResult, row: LinkRow) -> str:
    since = row.state.failing_since
    told = _("failing since {when}").format(when=moment_words(since, report.zone)) if since else ""
    lines = [told, advice_sentence(row.state.cause, row.fixer), row.address.owner, ", ".join(row.address.places)]
    return "\n".join(text for text in lines if text)
