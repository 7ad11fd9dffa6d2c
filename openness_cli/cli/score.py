"""``openness score``: the main job. Nothing is written before everything is ready to be written."""

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from openness_cli import __version__
from openness_cli.cli import options
from openness_cli.cli.command import command
from openness_cli.cli.delivery import deliver, told_to_programs
from openness_cli.cli.opening import Loaded, load_and_assess
from openness_cli.cli.parsing import (
    exports_of,
    format_of,
    nothing_matches,
    one_of,
    parse_as_of,
    paths_of,
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
from openness_cli.model.definitions import ZERO
from openness_cli.reports.listing import Listing
from openness_cli.reports.score import ScoreReport
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.gates import Baseline, Demands, FailOn, Threshold
from openness_cli.scoring.report import Report, make_report
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.gates import comparison_sentence, failure_sentences, undecided_sentence, unknown_sentence

if TYPE_CHECKING:
    from openness_cli.outlook.outlook import Outlook
    from openness_cli.reports.around import Around


@command
def score(
    session: Session,
    *,
    directory: options.Directory = Path(),
    form: Annotated[str, options.format_option(ScoreReport, envvar="OPENNESS_FORMAT")] = "terminal",
    output: options.Output = None,
    export: options.Exports = None,
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
    chosen, exports = format_of(ScoreReport, form), exports_of(ScoreReport, export)
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
    if loaded.problems:
        # of a lower bound nobody knows how high it may go
        report = report._replace(range=None)
    listing = Listing(only, gaps_only, whole, session.out.isatty() and not whole, _owned(report, owner))
    if only is not None and not listing._replace(owned=None).choose(report.criteria):
        raise nothing_matches(only, assessment.index.by_id)
    targets = [output, *paths_of(exports)]
    loaded.make_way(session, targets, read_besides)
    forms = {chosen, *(own for own, _path in exports)}
    around = around_of(session, loaded, report) if Format.HTML in forms else None
    made = ScoreReport(report, listing, loaded.problems, _outlook(session, loaded, report, listing, forms), around)
    deliver(session, made, chosen, output, exports)
    if save:
        from openness_cli.comparison.history import history_line  # noqa: PLC0415

        kept = directory / HISTORY_FILE
        append_line(kept, history_line(report, session.now().isoformat(timespec="seconds")))
        session.say(_("saved in {file}").format(file=kept))
    ending = _ending(session, report)
    return ExitCode.INVALID if loaded.problems else ending


def _outlook(
    session: Session, loaded: Loaded, report: Report, listing: Listing, told: Collection[Format]
) -> "Outlook | None":
    """Return what is to come, where it is told: in a workbook; of everything on one screen, and on paper."""
    on_screen = Format.TERMINAL in told and session.out.isatty() and not listing.is_chosen
    if not (on_screen or Format.XLSX in told or (Format.DOCX in told and not listing.is_part)):
        return None
    from openness_cli.outlook.outlook import make_outlook  # noqa: PLC0415  (few formats show what is to come)

    return make_outlook(loaded.assessment, (row.finding for row in report.criteria), loaded.zone)


def around_of(session: Session, loaded: Loaded, report: Report) -> "Around":
    """Return what stands around a score on its page: what is to come, the way to the best colour, what was saved."""
    from openness_cli.comparison.history import load_history  # noqa: PLC0415  (only a page shows all this)
    from openness_cli.outlook.outlook import make_outlook  # noqa: PLC0415
    from openness_cli.reports.around import Around  # noqa: PLC0415

    assessment, findings = loaded.assessment, [row.finding for row in report.criteria]
    history = load_history(assessment.workspace.folder)
    session.complain(*history.warnings)
    outlook = make_outlook(assessment, findings, loaded.zone)
    best, plan = assessment.index.bands[0], None
    if not assessment.over and report.headline.band is not best.name:
        from openness_cli.outlook.plan import make_plan  # noqa: PLC0415  (brings a solver)
        from openness_cli.outlook.working_days import days_of_uzbekistan  # noqa: PLC0415  (brings a calendar)

        target = Threshold(best.minimum, best)
        worked = days_of_uzbekistan(assessment.day, assessment.workspace.evaluation_date)
        plan = make_plan(assessment, findings, target, ZERO, loaded.zone, worked)
    return Around(outlook, plan, history.scores, assessment.published)


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
