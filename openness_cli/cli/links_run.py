"""The steps of ``openness links``: collect, fetch, judge by the whole log, print."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from openness_cli import __version__
from openness_cli.cli.delivery import deliver, names_a_file, show
from openness_cli.cli.links_arguments import LinkOptions, criteria_named, read_form
from openness_cli.cli.opening import Loaded, load_and_assess
from openness_cli.cli.parsing import parse_as_of
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode
from openness_cli.formats.lines import Line, Marks
from openness_cli.links.log import load_log
from openness_cli.links.report import NOTHING_RUN, LinkReport, make_link_report
from openness_cli.messages import _, language
from openness_cli.model.availability import AddressState, address_states, state_of
from openness_cli.reports.links.formats import LinkFormat, RecordFormat, VerifyFormat, render_links
from openness_cli.scoring.addresses import LinkedAddress, collect_addresses, control_addresses
from openness_cli.scoring.assessment import Assessment
from openness_cli.words.links import line_sentence


def run_links(session: Session, options: LinkOptions) -> ExitCode:
    """Fetch the addresses of the evidence, or look at the log."""
    form = read_form(options)
    as_of = parse_as_of(options.as_of)
    if isinstance(form, VerifyFormat):
        from openness_cli.cli.record_run import run_verify  # noqa: PLC0415

        return run_verify(session, options, form)
    is_record = isinstance(form, RecordFormat)
    loaded = load_and_assess(session, options.directory, options.index_name, as_of, chained=is_record)
    for warning in loaded.log.warnings:
        session.complain(warning)
    if isinstance(form, RecordFormat):
        from openness_cli.cli.record_run import run_record  # noqa: PLC0415

        return run_record(session, options, form, loaded)
    return _run_check(session, options, form, loaded)


def _run_check(session: Session, options: LinkOptions, form: LinkFormat, loaded: Loaded) -> ExitCode:
    assessment, everything = loaded.assessment, collect_addresses(loaded.assessment)
    chosen = _chosen(everything, assessment, options)
    loaded.check_targets([options.output])
    # the log is judged as of now, whatever day the score is of
    zone, began = ZoneInfo(assessment.index.time_zone), session.now()
    today, policy = began.astimezone(zone).date(), assessment.index.links
    before = address_states(loaded.log.checks, policy, today, zone)
    if options.recheck_failed:
        chosen = tuple(address for address in chosen if state_of(before, address.url).failures)
    run, log = NOTHING_RUN, loaded.log
    if chosen:
        from openness_cli.cli.fetching_run import fetch_all  # noqa: PLC0415  (brings libcurl)

        run = fetch_all(session, options, chosen, control_addresses(everything, chosen, before))
        log = load_log(options.directory)
    report = make_link_report(
        assessment,
        chosen,
        address_states(log.checks, policy, today, zone),
        log.files,
        run=run,
        began=began,
        zone=zone,
        language=language(),
        tool_version=__version__,
    )
    _deliver(session, report, options, form)
    return _ending(session, report, options)


def _chosen(
    everything: tuple[LinkedAddress, ...], assessment: Assessment, options: LinkOptions
) -> tuple[LinkedAddress, ...]:
    names = criteria_named(assessment, options.only)
    if names is None:
        return everything
    return tuple(address for address in everything if names.intersection(address.criteria))


def _deliver(session: Session, report: LinkReport, options: LinkOptions, form: LinkFormat) -> None:
    if form is not LinkFormat.TERMINAL or names_a_file(options.output):
        deliver(session, options.output, render_links(report, form))
        return
    from openness_cli.reports.links.terminal import draw  # noqa: PLC0415

    def lines(width: int, marks: Marks) -> Iterable[Line]:
        return draw(report, width, marks, whole=options.all)

    show(session, lines)


def _ending(session: Session, report: LinkReport, options: LinkOptions) -> ExitCode:
    if report.run.line_is_down:
        session.complain(line_sentence())
    if not report.rows:
        session.say(_("there is no address to fetch"))
    if report.count(AddressState.BROKEN):
        return ExitCode.FAILED
    # nothing at all could be checked: that is told even where nobody is strict
    undecided = report.run.line_is_down or (options.strict and not report.is_whole)
    return ExitCode.UNDECIDED if undecided else ExitCode.DONE
