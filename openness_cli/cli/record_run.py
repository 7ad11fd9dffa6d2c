"""The steps of ``openness links --report`` and ``openness links --verify-log``: the log, and nothing fetched."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from openness_cli import __version__
from openness_cli.cli.links_arguments import LinkOptions, criteria_named
from openness_cli.cli.opening import Loaded
from openness_cli.cli.session import Session, workspace_folder
from openness_cli.cli.writing import check_workspace_targets, deliver, names_a_file, show
from openness_cli.errors import ExitCode
from openness_cli.formats.lines import Line, Marks
from openness_cli.links.hash_chain import missing_anchors
from openness_cli.links.log import LOG_FOLDER, chains_of, checks_of, read_log
from openness_cli.links.report import UptimeReport
from openness_cli.links.uptime import make_uptime
from openness_cli.messages import language
from openness_cli.model.availability import address_states
from openness_cli.reports.links.formats import RecordFormat, VerifyFormat, render_record
from openness_cli.reports.links.log_check import LogCheck, as_json, sentences
from openness_cli.scoring.addresses import collect_addresses


def run_record(session: Session, options: LinkOptions, form: RecordFormat, loaded: Loaded) -> ExitCode:
    """Print the record of the log up to the day of the score, or beyond the evaluation up to today."""
    assessment = loaded.assessment
    names = criteria_named(assessment, options.only)
    check_workspace_targets([options.output], options.directory, options.index_name, assessment.workspace)
    zone = ZoneInfo(assessment.index.time_zone)
    texts = read_log(options.directory)
    log, chains = checks_of(texts), chains_of(texts)
    # the record goes on after the evaluation, unlike the score
    states = address_states(log.checks, assessment.index.links, assessment.day, zone)
    record = make_uptime(log.checks, collect_addresses(assessment), states, assessment.day, zone)
    report = UptimeReport(
        tool_version=__version__,
        language=language(),
        assessment=assessment,
        zone=zone,
        record=record if names is None else record.only(names),
        chains=chains,
        chain_holds=bool(chains) and not (texts.unread or any(chain.fault for chain in chains.values())),
        log=log.files,
    )
    if form is not RecordFormat.TERMINAL or names_a_file(options.output):
        deliver(session, options.output, render_record(report, form))
        return ExitCode.DONE
    from openness_cli.reports.links.record_terminal import draw  # noqa: PLC0415

    def lines(width: int, marks: Marks) -> Iterable[Line]:
        return draw(report, width, marks, whole=options.all)

    show(session, lines)
    return ExitCode.DONE


def run_verify(session: Session, options: LinkOptions, form: VerifyFormat) -> ExitCode:
    """Tell whether every line of the log fits its chain, and whether the anchors are still there."""
    folder = workspace_folder(options.directory)
    check_workspace_targets([options.output], folder, options.index_name, None)
    texts = read_log(folder)
    chains = chains_of(texts)
    missing = missing_anchors(chains.values(), [anchor.lower() for anchor in options.anchors])
    holds = bool(chains) and not (missing or texts.unread or any(chain.fault for chain in chains.values()))
    for unread in texts.unread:
        session.complain(unread)
    check = LogCheck(str(folder / LOG_FOLDER), chains, missing, holds)
    if form is VerifyFormat.JSON:
        deliver(session, options.output, as_json(check).encode())
    else:
        text = "".join(f"{sentence}\n" for sentence in sentences(check))
        if names_a_file(options.output):
            deliver(session, options.output, text.encode())
        else:
            session.print(text)
    return ExitCode.DONE if holds else ExitCode.FAILED
