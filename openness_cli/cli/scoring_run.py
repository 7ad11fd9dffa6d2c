"""The steps of ``openness score``: read the request, load, score, render, write, end."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from openness_cli import __version__
from openness_cli.cli.delivery import export, names_a_file
from openness_cli.cli.opening import Loaded, load_and_assess
from openness_cli.cli.parsing import (
    Export,
    check_baseline,
    check_conditions,
    format_of,
    nothing_matches,
    one_of,
    parse_as_of,
    read_demands,
    read_exports,
)  # fmt: skip
from openness_cli.cli.session import Session
from openness_cli.comparison.saved import baseline_of
from openness_cli.errors import ExitCode, InvalidInput, Problem
from openness_cli.files.folder import HISTORY_FILE
from openness_cli.files.writing import append_line
from openness_cli.formats.choices import Format, write
from openness_cli.messages import _, language
from openness_cli.reports.listing import Listing
from openness_cli.reports.problems import ProblemsReport
from openness_cli.reports.score import ScoreReport
from openness_cli.scoring.gates import Baseline, FailOn
from openness_cli.scoring.report import Report, make_report
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.gates import comparison_sentence, failure_sentences, undecided_sentence, unknown_sentence


class ScoreOptions(NamedTuple):
    """The command line of ``score``, as typed."""

    directory: Path
    form: str
    output: Path | None
    export: tuple[str, ...]
    basis: str
    fail_under: str | None
    fail_on: tuple[str, ...]
    baseline: Path | None
    index_name: str | None
    listing: Listing
    save: bool
    as_of: str | None


class _Destinations(NamedTuple):
    form: Format
    to_stdout: bool
    files: tuple[Export, ...]


def run_score(session: Session, options: ScoreOptions) -> ExitCode:
    """Score a workspace. Nothing is written before everything is ready to be written."""
    destinations = _destinations(options)
    conditions = [one_of(FailOn, word, "--fail-on") for word in options.fail_on]
    one_of(Basis, options.basis, "--basis")
    as_of = parse_as_of(options.as_of)
    check_conditions(conditions, has_baseline=options.baseline is not None)
    loaded, earlier = _read(session, options, destinations, as_of)
    report = _report(loaded, options, conditions, earlier)
    _check_files(destinations, options, loaded)
    for warning in loaded.log.warnings:
        session.complain(warning)
    _deliver(session, report, options, destinations)
    return _ending(session, report)


def _read(
    session: Session, options: ScoreOptions, destinations: _Destinations, as_of: date | None
) -> tuple[Loaded, Baseline | None]:
    """Read everything, and raise InvalidInput with the problems of everything."""
    problems: list[Problem] = []
    earlier: Baseline | None = None
    if options.baseline is not None:
        from openness_cli.comparison.saved_reader import load_report  # noqa: PLC0415  (brings pydantic)

        try:
            earlier = baseline_of(load_report(options.baseline))
        except InvalidInput as error:
            problems += error.problems
    try:
        loaded = load_and_assess(session, options.directory, options.index_name, as_of)
        if not problems:
            return loaded, earlier
    except InvalidInput as error:
        problems += error.problems
    if destinations.form is Format.GITHUB and destinations.to_stdout:
        report = ProblemsReport(options.directory.as_posix(), tuple(problems))
        session.write(write(report, Format.GITHUB))
    raise InvalidInput(tuple(problems))


def _destinations(options: ScoreOptions) -> _Destinations:
    form = format_of(ScoreReport, options.form)
    files = read_exports(options.export)
    to_stdout = not names_a_file(options.output)
    if options.output is not None and not to_stdout:
        files = (Export(form, options.output), *files)
    return _Destinations(form, to_stdout, files)


def _report(loaded: Loaded, options: ScoreOptions, conditions: list[FailOn], earlier: Baseline | None) -> Report:
    assessment = loaded.assessment
    if earlier is not None:
        check_baseline(earlier, assessment)
    demands = read_demands(assessment.index, options.basis, options.fail_under, conditions, earlier)
    report = make_report(assessment, demands, loaded.log.files, language(), __version__)
    only = options.listing.only
    if only is not None and not options.listing.choose(report.criteria):
        raise nothing_matches(only)
    return report


def _check_files(destinations: _Destinations, options: ScoreOptions, loaded: Loaded) -> None:
    """Refuse to write onto anything that is read."""
    targets = [export.path for export in destinations.files]
    inputs = [options.baseline] if options.baseline is not None else []
    loaded.check_targets(targets, inputs)


def _deliver(session: Session, report: Report, options: ScoreOptions, destinations: _Destinations) -> None:
    shown = ScoreReport(report, options.listing)
    export(session, shown, destinations.form, destinations.files, to_stdout=destinations.to_stdout)
    if options.save:
        _save(session, report, options.directory)


def _save(session: Session, report: Report, folder: Path) -> None:
    from openness_cli.comparison.history_file import history_line  # noqa: PLC0415

    path = folder / HISTORY_FILE
    append_line(path, history_line(report, session.now().isoformat(timespec="seconds")))
    session.say(_("saved in {file}").format(file=path))


def _ending(session: Session, report: Report) -> ExitCode:
    for sentence in failure_sentences(report):
        session.say(_("gate failed: {what}").format(what=sentence))
    for sentence in (comparison_sentence(report), unknown_sentence(report)):
        if sentence:
            session.say(sentence)
    match report.gate.passed:
        case True:
            return ExitCode.DONE
        case False:
            return ExitCode.FAILED
        case None:
            session.say(_("gate undecided: {what}").format(what=undecided_sentence(report)))
            return ExitCode.UNDECIDED
