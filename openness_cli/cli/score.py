"""``openness score``: the main job. Nothing is written before everything is ready to be written."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from openness_cli import __version__
from openness_cli.cli import options
from openness_cli.cli.command import command
from openness_cli.cli.delivery import deliver, told_to_programs
from openness_cli.cli.opening import Loaded, load_and_assess
from openness_cli.cli.parsing import (
    format_of,
    nothing_matches,
    one_of,
    parse_as_of,
    read_threshold,
    words_of,
)
from openness_cli.cli.problems import counted, lower_bounds, problem_lines
from openness_cli.cli.session import Session, code_of
from openness_cli.comparison.saved import baseline_of
from openness_cli.errors import ExitCode, InvalidInput, Problem, UsageError
from openness_cli.files.sources import HISTORY_FILE
from openness_cli.files.writing import append_line
from openness_cli.formats.choices import Format
from openness_cli.messages import _, language
from openness_cli.reports.listing import Listing
from openness_cli.reports.score import ScoreReport
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.gates import Baseline, Demands, FailOn
from openness_cli.scoring.report import Report, make_report
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.gates import comparison_sentence, failure_sentences, undecided_sentence, unknown_sentence

if TYPE_CHECKING:
    from openness_cli.outlook.outlook import Outlook


@command
def score(
    session: Session,
    *,
    directory: options.Directory = Path(),
    form: Annotated[str, options.format_option(ScoreReport, envvar="OPENNESS_FORMAT")] = "terminal",
    output: options.Output = None,
    export: Annotated[
        list[str] | None, options.option("FORMAT:FILE", _("Write it to a file as well; as often as you like."))
    ] = None,
    basis: Annotated[str, options.basis_option(_("What the gate looks at."))] = "evidenced",
    fail_under: Annotated[
        str | None, options.gate_option(_("Fail where less is on course: points, or green, yellow."))
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        options.option(
            options.words(FailOn), _("Fail where there is any; as often as you like."), envvar="OPENNESS_FAIL_ON"
        ),
    ] = None,
    baseline: Annotated[
        Path | None, options.option("FILE", _("A report saved as JSON to compare with."), envvar="OPENNESS_BASELINE")
    ] = None,
    index: options.IndexName = None,
    only: options.Only = None,
    owner: options.Owner = None,
    gaps_only: Annotated[bool, options.flag("--gaps-only", _("List the gaps alone."))] = False,
    whole: options.All = False,
    keep_going: Annotated[
        bool,
        options.flag("--keep-going", _("Leave out files that cannot be read: the total is a lower bound, exit 3.")),
    ] = False,
    save: Annotated[bool, options.flag("--save", _("Add the result to history.jsonl."))] = False,
    as_of: options.AsOf = None,
) -> ExitCode:
    """Score a workspace."""
    chosen, exports = format_of(ScoreReport, form), [_export(value) for value in export or ()]
    conditions = frozenset(one_of(FailOn, word, "--fail-on") for word in words_of(fail_on))
    looked_at, day = one_of(Basis, basis, "--basis"), parse_as_of(as_of)
    if FailOn.REGRESSION in conditions and baseline is None:
        raise UsageError(_("--fail-on regression needs --baseline FILE"))
    if keep_going and save:
        raise UsageError(_("{one} and {other} do not go together").format(one="--keep-going", other="--save"))
    ask = partial(load_and_assess, session, directory, index, day, keep_going=keep_going)
    read_besides = [baseline] if baseline is not None else []
    with told_to_programs(session, directory, [(chosen, output), *exports], read_besides):
        loaded, earlier = _read(ask, baseline)
    _tell_left_out(session, loaded.problems)
    assessment = loaded.assessment
    _check_baseline(earlier, assessment)
    if baseline is not None and earlier is not None:
        session.complain(*lower_bounds(baseline, earlier.unread))
    threshold = read_threshold(assessment.index, fail_under) if fail_under is not None else None
    demands = Demands(looked_at, threshold, conditions, earlier)
    report = make_report(assessment, demands, loaded.log.files, language(), __version__)
    listing = Listing(only, gaps_only, whole, session.out.isatty() and not whole, _owned(report, owner))
    if only is not None and not listing._replace(owned=None).choose(report.criteria):
        raise nothing_matches(only, assessment.index.by_id)
    targets = [output, *(path for _form, path in exports)]
    loaded.make_way(session, targets, read_besides)
    made = ScoreReport(report, listing, loaded.problems, _outlook(session, loaded, report, listing, chosen))
    deliver(session, made, chosen, output, exports)
    if save:
        from openness_cli.comparison.history import history_line  # noqa: PLC0415

        kept = directory / HISTORY_FILE
        append_line(kept, history_line(report, session.now().isoformat(timespec="seconds")))
        session.say(_("saved in {file}").format(file=kept))
    ending = _ending(session, report)
    return ExitCode.INVALID if loaded.problems else ending


def _outlook(session: Session, loaded: Loaded, report: Report, listing: Listing, form: Format) -> "Outlook | None":
    """Return what is to come, where one screen is asked for: on a terminal, of everything."""
    whole = listing.all or listing.gaps_only or listing.only is not None or listing.owned is not None
    if whole or form is not Format.TERMINAL or not session.out.isatty():
        return None
    from openness_cli.outlook.outlook import make_outlook  # noqa: PLC0415  (only a screen shows what is to come)

    return make_outlook(loaded.assessment, (row.finding for row in report.criteria), loaded.zone)


def _owned(report: Report, owner: str | None) -> frozenset[str] | None:
    """Return the criteria that an owner has, by their ids; None where nobody is asked for."""
    if owner is None:
        return None
    from openness_cli.cli.units import owned_by  # noqa: PLC0415  (brings what is to come)

    return owned_by((row.finding for row in report.criteria), owner)


def _tell_left_out(session: Session, problems: tuple[Problem, ...]) -> None:
    """Name the files that were left out, before anything is said of the rest."""
    if problems:
        words = counted(len(problems), len({problem.file for problem in problems}))
        heading = _("Left out, so that the total is a lower bound: {problems} {places}.").format(**words)
        session.complain(problem_lines(heading, InvalidInput(problems)), "")


def _export(value: str) -> tuple[Format, Path]:
    """Read ``--export FORMAT:FILE``."""
    name, colon, path = value.partition(":")
    if not (colon and path):
        raise UsageError(_("{where}: “{value}” is not FORMAT:FILE").format(where="--export", value=value))
    return format_of(ScoreReport, name, "--export"), Path(path)


def _read(ask: Callable[[], Loaded], baseline: Path | None) -> tuple[Loaded, Baseline | None]:
    """Read everything, and raise InvalidInput with the problems of everything."""
    problems: list[Problem] = []
    earlier: Baseline | None = None
    if baseline is not None:
        from openness_cli.comparison.saved_reader import load_report  # noqa: PLC0415  (brings pydantic)

        try:
            earlier = baseline_of(load_report(baseline))
        except InvalidInput as error:
            problems += error.problems
    try:
        loaded = ask()
        if not problems:
            return loaded, earlier
    except InvalidInput as error:
        problems += error.problems
    raise InvalidInput(tuple(problems))


def _check_baseline(baseline: Baseline | None, assessment: Assessment) -> None:
    """Refuse a comparison with something else."""
    if baseline is None:
        return
    if baseline.organisation != assessment.workspace.organisation.id:
        raise UsageError(_("the baseline is of another body: {id}").format(id=baseline.organisation))
    if baseline.index_id != assessment.index.id:
        raise UsageError(_("the baseline was scored with another index: {id}").format(id=baseline.index_id))
    if not assessment.index.by_id.keys() <= baseline.criteria.keys():
        raise UsageError(_("the baseline does not hold every criterion of the index"))
    if baseline.year != assessment.workspace.year:
        raise UsageError(_("the baseline is of another year: {year}").format(year=baseline.year))


def _ending(session: Session, report: Report) -> ExitCode:
    for sentence in failure_sentences(report):
        session.say(_("gate failed: {what}").format(what=sentence))
    for sentence in (comparison_sentence(report), unknown_sentence(report)):
        if sentence:
            session.say(sentence)
    if report.gate.passed is None:
        session.say(_("gate undecided: {what}").format(what=undecided_sentence(report)))
    return code_of(report.gate.passed)
