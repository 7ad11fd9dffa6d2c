"""``openness diff``: what was won and lost between two saved reports, and why; nothing is scored."""

import os
from pathlib import Path
from typing import Annotated

from openness_cli import __version__
from openness_cli.cli.command import command
from openness_cli.cli.delivery import check_workspace_targets, deliver, names_a_file
from openness_cli.cli.opening import indices_of
from openness_cli.cli.options import Exports, Only, Output, Owner, argument, basis_option, format_option, option, words
from openness_cli.cli.parsing import exports_of, format_of, nothing_matches, one_of, paths_of, words_of
from openness_cli.cli.problems import lower_bounds
from openness_cli.cli.session import Session
from openness_cli.cli.units import names_asked
from openness_cli.comparison.diff import compare
from openness_cli.comparison.saved import SavedReport
from openness_cli.errors import ExitCode, InvalidInput, Problem, UsageError
from openness_cli.files.sources import CONFIG_FILE
from openness_cli.files.writing import check_targets
from openness_cli.messages import _, language
from openness_cli.model.definitions import Index
from openness_cli.reports.diff import DiffReport
from openness_cli.scoring.gates import FailOn
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.gates import regression_sentence
from openness_cli.words.terms import long_date

# the conditions of ``score`` that two reports alone can fail
_CONDITIONS = (FailOn.REGRESSION,)


@command
def diff(
    session: Session,
    *,
    old: Annotated[Path, argument("OLD", _("The earlier report, saved as JSON."))],
    new: Annotated[Path, argument("NEW", _("The later report."))],
    form: Annotated[str, format_option(DiffReport)] = "terminal",
    output: Output = None,
    export: Exports = None,
    basis: Annotated[str, basis_option(_("What is compared."))] = "evidenced",
    fail_on: Annotated[
        list[str] | None,
        option(words(_CONDITIONS), _("Fail where what is on course, or a criterion, is lower than before.")),
    ] = None,
    only: Only = None,
    owner: Owner = None,
) -> ExitCode:
    """Compare two saved reports."""
    chosen, counted = format_of(DiffReport, form), one_of(Basis, basis, "--basis")
    conditions = [one_of(_CONDITIONS, word, "--fail-on") for word in words_of(fail_on)]
    exports = exports_of(DiffReport, export)
    for target in (output, *paths_of(exports)):
        _check_target(target, {os.path.realpath(old), os.path.realpath(new)})
    before, after = _read(old, new)
    _check_pair(before, after)
    changes = compare(before, after, counted)
    asked = names_asked(owner, (name for own in changes.criteria for name in own.latest.owners)) if owner else None
    report = DiffReport(__version__, changes, only, asked)
    if report.is_empty:
        raise nothing_matches(only, [own.latest.id for own in report.changes.criteria])
    session.complain(*lower_bounds(old, before.unread), *lower_bounds(new, after.unread))
    if after.day < before.day:
        text = _("the first report is the later one: {before}, after {after}; what is called won was lost")
        session.complain(text.format(before=long_date(before.day), after=long_date(after.day)))
    deliver(session, report, chosen, output, exports)
    lower = report.changes.regressions
    if not (conditions and lower):
        return ExitCode.DONE
    session.say(_("gate failed: {what}").format(what=regression_sentence(lower)))
    return ExitCode.FAILED


def _check_target(output: Path | None, read: set[str]) -> None:
    if not names_a_file(output):
        return
    target = os.path.realpath(output)
    if target in read:
        text = _("{file} is one of the reports that are compared; it will not be overwritten")
        raise UsageError(text.format(file=output))
    check_targets([output], (), ())
    for parent in Path(target).parents:
        if (parent / CONFIG_FILE).is_file():
            check_workspace_targets([output], parent)


def _read(*paths: Path) -> list[SavedReport]:
    """Read both, and raise InvalidInput with the problems of both."""
    from openness_cli.comparison.saved_reader import load_report  # noqa: PLC0415  (brings pydantic)

    reports: list[SavedReport] = []
    problems: list[Problem] = []
    for path in paths:
        if str(path) == "-":
            raise UsageError(_("name two files: the standard input is not read"))
        try:
            reports.append(load_report(path))
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(tuple(dict.fromkeys(problems)))
    indices, errors = indices_of({report.index_id for report in reports})
    if errors:
        raise errors[0]
    return [_translated(report, indices.get(report.index_id)) for report in reports]


def _translated(report: SavedReport, index: Index | None) -> SavedReport:
    """Return a report with the titles of the language in use, where its definitions come with the tool."""
    if index is None or index.edition != report.edition:
        return report
    criteria = {
        name: own._replace(title=index.by_id[name].titles.to(language())) if name in index.by_id else own
        for name, own in report.criteria.items()
    }
    titles = {own.id: own.titles.to(language()) for own in index.indicators}
    indicators = {name: own._replace(title=titles.get(name, own.title)) for name, own in report.indicators.items()}
    return report._replace(criteria=criteria, indicators=indicators)


def _check_pair(before: SavedReport, after: SavedReport) -> None:
    """Refuse to compare what is no result of one body in one year."""
    if before.organisation != after.organisation:
        text = _("the reports are of different bodies: {before}, {after}")
        raise UsageError(text.format(before=before.organisation, after=after.organisation))
    if before.year != after.year:
        text = _("the reports are of different years: {before}, {after}")
        raise UsageError(text.format(before=before.year, after=after.year))
