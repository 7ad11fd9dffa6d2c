"""The steps of ``openness diff``: two files read, compared, printed; nothing is scored."""

import os
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from openness_cli import __version__
from openness_cli.cli.delivery import check_workspace_targets, deliver, names_a_file
from openness_cli.cli.opening import indices_of
from openness_cli.cli.parsing import format_of, nothing_matches, one_of
from openness_cli.cli.session import Session
from openness_cli.comparison.diff import Diff, compare
from openness_cli.comparison.saved import SavedReport
from openness_cli.errors import ExitCode, InvalidInput, Problem, UsageError
from openness_cli.files.folder import CONFIG_FILE
from openness_cli.files.writing import check_targets
from openness_cli.messages import _, language
from openness_cli.model.definitions import Index
from openness_cli.reports._diff_words import choose
from openness_cli.reports.diff import DiffReport
from openness_cli.scoring.gates import FailOn
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.gates import regression_sentence
from openness_cli.words.terms import long_date


class DiffOptions(NamedTuple):
    """The command line of ``diff``, as typed."""

    old: Path
    new: Path
    form: str
    output: Path | None
    basis: str
    fail_on: tuple[str, ...]
    only: str | None


class DiffCondition(Enum):
    """The conditions of ``score`` that two reports alone can fail."""

    REGRESSION = FailOn.REGRESSION.value


def run_diff(session: Session, options: DiffOptions) -> ExitCode:
    """Compare two saved reports."""
    form = format_of(DiffReport, options.form)
    basis = one_of(Basis, options.basis, "--basis")
    conditions = [one_of(DiffCondition, word, "--fail-on") for word in options.fail_on]
    _check_target(options)
    before, after = _read(options)
    _check_pair(before, after)
    changes = compare(before, after, basis)
    if options.only is not None and not choose(changes.criteria, options.only):
        raise nothing_matches(options.only)
    if after.day < before.day:
        text = _("the first report is the later one: {before}, after {after}; what is called won was lost")
        session.complain(text.format(before=long_date(before.day), after=long_date(after.day)))
    deliver(session, DiffReport(__version__, changes, options.only), form, options.output)
    return _ending(session, changes, is_gated=bool(conditions))


def _read(options: DiffOptions) -> tuple[SavedReport, SavedReport]:
    """Read both, and raise InvalidInput with the problems of both."""
    from openness_cli.comparison.saved_reader import load_report  # noqa: PLC0415  (brings pydantic)

    reports: list[SavedReport] = []
    problems: list[Problem] = []
    for path in (options.old, options.new):
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
    before, after = (_translated(report, indices.get(report.index_id)) for report in reports)
    return before, after


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


def _check_target(options: DiffOptions) -> None:
    if options.output is None or not names_a_file(options.output):
        return
    target = os.path.realpath(options.output)
    if target in {os.path.realpath(path) for path in (options.old, options.new)}:
        text = _("{file} is one of the reports that are compared; it will not be overwritten")
        raise UsageError(text.format(file=options.output))
    check_targets([options.output], (), ())
    for parent in Path(target).parents:
        if (parent / CONFIG_FILE).is_file():
            check_workspace_targets([options.output], parent)


def _ending(session: Session, changes: Diff, *, is_gated: bool) -> ExitCode:
    if not (is_gated and changes.regressions):
        return ExitCode.DONE
    session.say(_("gate failed: {what}").format(what=regression_sentence(changes.regressions)))
    return ExitCode.FAILED
