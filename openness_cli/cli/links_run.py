"""The steps of ``openness links``: collect, fetch, judge by the whole log, print."""

from zoneinfo import ZoneInfo

from openness_cli import __version__
from openness_cli.cli.delivery import deliver
from openness_cli.cli.links_arguments import LinkOptions, criteria_named, report_of
from openness_cli.cli.opening import Loaded, load_and_assess
from openness_cli.cli.parsing import format_of, parse_as_of
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode
from openness_cli.formats.choices import Format
from openness_cli.links.log import load_log
from openness_cli.links.report import NOTHING_RUN, LinkResult, make_link_result
from openness_cli.messages import _, language
from openness_cli.model.availability import AddressState, address_states, state_of
from openness_cli.reports.links import LinksReport
from openness_cli.reports.log_check import LogCheckReport
from openness_cli.reports.uptime import UptimeReport
from openness_cli.scoring.addresses import LinkedAddress, collect_addresses, control_addresses
from openness_cli.scoring.assessment import Assessment
from openness_cli.words.links import line_sentence


def run_links(session: Session, options: LinkOptions) -> ExitCode:
    """Fetch the addresses of the evidence, or look at the log."""
    shown = report_of(options)
    form = format_of(shown, options.form)
    as_of = parse_as_of(options.as_of)
    if shown is LogCheckReport:
        from openness_cli.cli.record_run import run_verify  # noqa: PLC0415

        return run_verify(session, options, form)
    is_record = shown is UptimeReport
    loaded = load_and_assess(session, options.directory, options.index_name, as_of, chained=is_record)
    for warning in loaded.log.warnings:
        session.complain(warning)
    if shown is UptimeReport:
        from openness_cli.cli.record_run import run_record  # noqa: PLC0415

        return run_record(session, options, form, loaded)
    return _run_check(session, options, form, loaded)


def _run_check(session: Session, options: LinkOptions, form: Format, loaded: Loaded) -> ExitCode:
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
    report = make_link_result(
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
    deliver(session, LinksReport(report), form, options.output, whole=options.all)
    return _ending(session, report, options)


def _chosen(
    everything: tuple[LinkedAddress, ...], assessment: Assessment, options: LinkOptions
) -> tuple[LinkedAddress, ...]:
    names = criteria_named(assessment, options.only)
    if names is None:
        return everything
    return tuple(address for address in everything if names.intersection(address.criteria))


def _ending(session: Session, report: LinkResult, options: LinkOptions) -> ExitCode:
    if report.run.line_is_down:
        session.complain(line_sentence())
    if not report.rows:
        session.say(_("there is no address to fetch"))
    if report.count(AddressState.BROKEN):
        return ExitCode.FAILED
    # nothing at all could be checked: that is told even where nobody is strict
    undecided = report.run.line_is_down or (options.strict and not report.is_whole)
    return ExitCode.UNDECIDED if undecided else ExitCode.DONE
