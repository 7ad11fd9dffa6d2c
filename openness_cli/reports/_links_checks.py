"""What a server of CI is told of links: a case for each address; notes beside the lines of evidence that name them."""

from collections.abc import Iterator

from openness_cli.formats.cases import Annotation, Case, Cases, Ending, Severity, Suite
from openness_cli.links.report import LinkResult, LinkRow
from openness_cli.messages import _
from openness_cli.model.availability import AddressState
from openness_cli.reports._head import sure_of
from openness_cli.words import links as words
from openness_cli.words.reasons import certainty_sentence
from openness_cli.words.terms import word_of

TITLE = "openness links"
_LEVELS = {AddressState.BROKEN: Severity.WARNING, AddressState.UNSTABLE: Severity.WARNING}


def link_cases(result: LinkResult, undecided: str) -> Cases:
    """Return a suite for each site, a case for each address. What is broken, with points on it, is a failure.

    ``undecided`` says why the run cannot tell what is asked of it; empty where it can.
    """
    sites: dict[str, list[LinkRow]] = {}
    for row in result.rows:
        sites.setdefault(row.address.host, []).append(row)
    certain = (("certainty", certainty_sentence(result.assessment.index)),)
    suites = [Suite(host, [_case(result, row) for row in rows], certain) for host, rows in sites.items()]
    gate = [Suite("gate", [Case("gate", "gate", Ending.FAILED, undecided, "gate")])] if undecided else []
    return Cases(TITLE, [*gate, *suites])


def _case(report: LinkResult, row: LinkRow) -> Case:
    case = Case(", ".join(row.address.criteria), row.address.url, message=_sentence(row))
    if row.address.key in report.hanging:
        kind = row.state.cause or "broken"
        return case._replace(ending=Ending.FAILED, kind=kind, text=_advice(report, row))
    return case if row.state.state is AddressState.OK else case._replace(ending=Ending.SKIPPED)


def link_annotations(report: LinkResult) -> Iterator[Annotation]:
    """Yield what is not known to open beside the line of evidence that names the address, then the sum."""
    if report.run.line_is_down:
        yield Annotation(Severity.ERROR, TITLE, words.line_sentence())
    folder = report.assessment.workspace.folder
    for row in report.rows:
        if row.state.state is AddressState.OK:
            continue
        place = row.address.uses[0].item.place
        message = "\n".join(text for text in (f"{row.address.url} {_sentence(row)}", _advice(report, row)) if text)
        named = f"{TITLE} {', '.join(row.address.criteria)}"
        hangs = row.address.key in report.hanging
        level = Severity.ERROR if hangs else _LEVELS.get(row.state.state, Severity.NOTICE)
        yield Annotation(level, named, message, folder / place.file, place.line)
    opening = report.count(AddressState.OK)
    summary = _("{count} of {all} open").format(count=opening, all=words.addresses_word(len(report.rows)))
    points = _("{points} points hang on what does not").format(points=report.points_not_opening)
    unchecked = _("{points} points on what could not be checked").format(points=report.points_unchecked)
    policy = words.policy_sentence(report.assessment.index.links)
    told = (f"{summary}; {points}; {unchecked}", policy, *sure_of(report.assessment))
    yield Annotation(Severity.NOTICE, TITLE, "\n".join(told))


def _sentence(row: LinkRow) -> str:
    state = word_of(row.state.state)
    if row.state.cause:
        state += f": {words.cause_sentence(row.state.cause, row.state.status)}"
    return f"{state}; {words.points_words(row.points)}"


def _advice(report: LinkResult, row: LinkRow) -> str:
    since = row.state.failing_since
    told = _("failing since {when}").format(when=words.moment_words(since, report.zone)) if since else ""
    lines = [told, words.advice_sentence(row.state.cause, row.fixer), row.address.owner, ", ".join(row.address.places)]
    return "\n".join(text for text in lines if text)
