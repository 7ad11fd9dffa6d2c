"""``openness links --report`` and ``openness links --verify-log``: the log, and nothing fetched."""

from pathlib import Path

from openness_cli import __version__
from openness_cli.cli.delivery import check_workspace_targets, deliver
from openness_cli.cli.opening import Loaded, workspace_folder
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode
from openness_cli.files.index import find_index
from openness_cli.files.sources import LOG_FOLDER
from openness_cli.formats.choices import Format
from openness_cli.links.hash_chain import follow, missing_anchors
from openness_cli.links.log import read_log
from openness_cli.links.report import UptimeResult
from openness_cli.links.uptime import make_uptime
from openness_cli.messages import language
from openness_cli.model.availability import address_states
from openness_cli.reports.checks import LogCheckReport
from openness_cli.reports.uptime import UptimeReport
from openness_cli.scoring.addresses import collect_addresses


def record_of(loaded: Loaded, names: frozenset[str] | None) -> UptimeReport:
    """Return the record of the log up to the day of the score, or beyond the evaluation up to today."""
    assessment, zone, log = loaded.assessment, loaded.zone, loaded.log
    # the record goes on after the evaluation, unlike the score
    states = address_states(log.checks, assessment.index.links, assessment.day, zone)
    record = make_uptime(log.checks, collect_addresses(assessment), states, assessment.day, zone)
    result = UptimeResult(
        tool_version=__version__,
        language=language(),
        assessment=assessment,
        zone=zone,
        record=record if names is None else record.only(names),
        chains=log.chains,
        chain_holds=bool(log.chains) and log.is_whole and not any(chain.fault for chain in log.chains.values()),
        log=log.files,
    )
    return UptimeReport(result)


def verify(
    session: Session, directory: Path, index: str | None, anchors: list[str], form: Format, output: Path | None
) -> ExitCode:
    """Tell whether every line of the log fits its chain, and whether the anchors are still there."""
    folder = workspace_folder(directory)
    check_workspace_targets([output], folder, find_index(index, Path()) if index else None)
    texts = read_log(folder)
    chains = {text.name: follow(text.lines) for text in texts.files}
    missing = missing_anchors(chains.values(), anchors)
    holds = bool(chains) and not (missing or texts.unread or any(chain.fault for chain in chains.values()))
    for unread in texts.unread:
        session.complain(unread)
    deliver(session, LogCheckReport(str(folder / LOG_FOLDER), chains, missing, holds), form, output)
    return ExitCode.DONE if holds else ExitCode.FAILED
