"""``openness links``: which addresses open; and the log of it, looked at while nothing is fetched."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from openness_cli import __version__
from openness_cli.cli.command import command
from openness_cli.cli.delivery import check_workspace_targets, deliver, told_to_programs
from openness_cli.cli.keeping import kept_of_log
from openness_cli.cli.link_options import check_speed, read_anchors, read_controls, writer_name
from openness_cli.cli.opening import Loaded, load_and_assess, workspace_folder
from openness_cli.cli.options import AsOf, Directory, Exports, IndexName, Output, flag, format_option, option
from openness_cli.cli.parsing import exports_of, format_of, nothing_matches, parse_as_of
from openness_cli.cli.session import Session, code_of
from openness_cli.cli.stamping import authority_of, stamp_log, stamps_of, zone_of
from openness_cli.cli.units import touched_by
from openness_cli.errors import ExitCode, UsageError
from openness_cli.files.index import find_index
from openness_cli.files.sources import LOG_FOLDER
from openness_cli.formats.choices import Format
from openness_cli.links.browser.finding import find_browser
from openness_cli.links.checker import Controls, Pace, Run
from openness_cli.links.hash_chain import follow, missing_anchors
from openness_cli.links.log import Log, load_log, read_log
from openness_cli.links.moves import moved_pages
from openness_cli.links.report import NOTHING_RUN, LinkResult, UptimeResult, make_link_result
from openness_cli.links.uptime import make_uptime
from openness_cli.messages import _, language
from openness_cli.model.availability import Address, address_states, state_of
from openness_cli.reports.links import LinksReport
from openness_cli.reports.listing import Listing
from openness_cli.reports.log_check import LogCheckReport
from openness_cli.reports.moved import MovedReport
from openness_cli.reports.uptime import UptimeReport
from openness_cli.scoring.addresses import (
    LinkedAddress,
    collect_addresses,
    control_addresses,
    words_asked,
)
from openness_cli.scoring.assessment import Assessment
from openness_cli.words.links import line_sentence

_SHOWN = {"": LinksReport, "--report": UptimeReport, "--verify-log": LogCheckReport, "--moved": MovedReport}


@command
def links(
    session: Session,
    *,
    directory: Directory = Path(),
    form: Annotated[
        str, format_option(LinksReport, _("What to print; junit and github without --report."))
    ] = "terminal",
    output: Output = None,
    export: Exports = None,
    report: Annotated[bool, flag("--report", _("Fetch nothing: print the record of the log, to be attached."))] = False,
    verify_log: Annotated[bool, flag("--verify-log", _("Fetch nothing: tell whether the log is unchanged."))] = False,
    anchor: Annotated[
        list[str] | None,
        option("DIGEST", _("A digest noted earlier that the log must still hold; as often as you like.")),
    ] = None,
    only: Annotated[
        str | None, option("PATTERN", _("Only addresses of these criteria: C4.*, or an indicator."))
    ] = None,
    owner: Annotated[
        str | None, option("NAME", _("Only addresses of criteria of which this unit has a part; - is nobody's."))
    ] = None,
    recheck_failed: Annotated[
        bool, flag("--recheck-failed", _("Only addresses that did not open the last time."))
    ] = False,
    strict: Annotated[bool, flag("--strict", _("End with exit code 4 where something could not be checked."))] = False,
    whole: Annotated[bool, flag("--all", _("Name every address."))] = False,
    control: Annotated[
        list[str] | None,
        option("URL", _("Asked when nobody answers, and not recorded: does the line work? As often as you like.")),
    ] = None,
    log: Annotated[
        str | None,
        option("NAME", _("The writer's file in availability/; else the machine's name."), envvar="OPENNESS_LOG"),
    ] = None,
    concurrency: Annotated[int, option("N", _("Fetches at once, in all."))] = 32,
    per_host: Annotated[int, option("N", _("Fetches at once from one site."))] = 4,
    pause: Annotated[float, option("SECONDS", _("Between two fetches from one site."))] = 0.2,
    timeout: Annotated[float, option("SECONDS", _("For one fetch, with its redirects."))] = 30,
    tries: Annotated[int, option("N", _("How often to fetch what does not open."))] = 2,
    retry_pause: Annotated[float, option("SECONDS", _("Before what does not open is tried again."))] = 20,
    allow_private: Annotated[
        bool, flag("--allow-private", _("Fetch from private and local addresses as well."))
    ] = False,
    use_proxy: Annotated[bool, flag("--use-proxy", _("Fetch through the proxies that the environment names."))] = False,
    browser: Annotated[
        bool,
        flag("--browser", _("Look in the browser of this machine at what cannot be judged without one.")),
    ] = False,
    browser_path: Annotated[
        Path | None,
        option("FILE", _("The browser; else Chromium, Chrome or Edge is looked for."), envvar="OPENNESS_BROWSER"),
    ] = None,
    user_agent: Annotated[
        str | None, option("TEXT", _("The name given to sites; else this tool's own."), envvar="OPENNESS_USER_AGENT")
    ] = None,
    accept_language: Annotated[
        str | None,
        option(
            "LANGUAGES",
            _("The languages that sites are asked for, as in uz,ru;q=0.8."),
            envvar="OPENNESS_ACCEPT_LANGUAGE",
        ),
    ] = None,
    index: IndexName = None,
    as_of: AsOf = None,
    timestamp: Annotated[
        str | None,
        option("URL", _("Have the log stamped by this authority (RFC 3161): it existed by then. Needs an extra.")),
    ] = None,
    tsa_ca: Annotated[
        Path | None,
        option("FILE", _("The certificate that time stamps are checked against, with --verify-log or --timestamp.")),
    ] = None,
    moved: Annotated[
        bool, flag("--moved", _("Fetch nothing: list each page that has moved, and what became of it."))
    ] = False,
    keep: Annotated[
        bool, flag("--keep", _("Store what is received in availability/kept/, as WARC; needs openness[keep]."))
    ] = False,
    schedule: Annotated[
        bool,
        flag("--schedule", _("Fetch nothing: print what cron, systemd and Windows need to run this every day.")),
    ] = False,
    at: Annotated[
        str | None, option("HH:MM", _("With --schedule: the time of the day; else one of the workspace's own."))
    ] = None,
) -> ExitCode:
    """Fetch the addresses of the evidence, or look at the log."""
    options: dict[str, Any] = dict(locals())
    mode = _mode(options)
    anchors, others = read_anchors(anchor or [], is_asked=verify_log), read_controls(control or [])
    path = directory / LOG_FOLDER / f"{writer_name(log)}.jsonl"
    pace = Pace(concurrency=concurrency, per_host=per_host, pause=pause, tries=tries, retry_pause=retry_pause)
    check_speed(pace, timeout)
    chosen, day = format_of(_SHOWN[mode], form), parse_as_of(as_of)
    exports = exports_of(_SHOWN[mode], export)
    written = [(chosen, output), *exports]
    if schedule or at is not None:
        return _schedule(session, directory, path.stem, options)
    if verify_log:
        return _verify(session, directory, index, anchors, written, tsa_ca)
    authority, program = authority_of(timestamp, tsa_ca), _program(session, browser_path, is_asked=browser)
    with told_to_programs(session, directory, written):
        loaded = load_and_assess(session, directory, index, day, chained=report)
    session.complain(*loaded.log.warnings)
    names = _criteria_named(loaded.assessment, only, owner)
    loaded.check_targets([path for _form, path in written])
    if report or moved:
        looked = _record(loaded, names) if report else _moved(loaded, names, session.now())
        deliver(session, looked, chosen, output, exports, whole=whole)
        return code_of(looked.passed if isinstance(looked, MovedReport) else True)
    # the log is judged as of now, whatever day the score is of
    began = session.now()
    before, everything = _as_of_now(loaded, loaded.log, began)
    wanted = _wanted(everything, names, before if recheck_failed else None)
    run, kept, checks = NOTHING_RUN, loaded.log, loaded.log.checks if keep else None
    if wanted or authority:
        from openness_cli.cli.browsing import fetch_and_look, manners_of  # noqa: PLC0415  (brings libcurl)

        controls = Controls(control_addresses(everything, wanted, before), others)
        manners = manners_of(
            timeout, user_agent, accept_language,
            allow_private=allow_private, use_proxy=use_proxy, asks=words_asked(everything),
        )  # fmt: skip
        run = fetch_and_look(session, path, wanted, controls, pace, manners, program, kept=checks) if wanted else run
        stamp_log(session, path, authority, manners, loaded.zone)
        kept = load_log(directory)
    made = LinksReport(_result(loaded, wanted, _states(loaded, kept, began), kept, run, began), strict)
    deliver(session, made, chosen, output, exports, whole=whole)
    return _ending(session, made)


def _as_of_now(loaded: Loaded, log: Log, began: datetime) -> tuple[dict[str, Address], tuple[LinkedAddress, ...]]:
    """Return the state of every address at the time of a run, and where each address of the evidence is then."""
    assessment = loaded.assessment
    known = {check.url for check in log.checks} if assessment.workspace.sites.moves else ()
    everything = collect_addresses(assessment, began.astimezone(loaded.zone).date(), sorted(known))
    return _states(loaded, log, began), everything


def _states(loaded: Loaded, log: Log, began: datetime) -> dict[str, Address]:
    """Return the state of every address at the time of a run."""
    today, sites = began.astimezone(loaded.zone).date(), loaded.assessment.workspace.sites
    return address_states(log.checks, loaded.assessment.index.links, today, loaded.zone, sites)


def _result(
    loaded: Loaded, wanted: tuple[LinkedAddress, ...], states: dict[str, Address], log: Log, run: Run, began: datetime
) -> LinkResult:
    return make_link_result(
        loaded.assessment, wanted, states, log.files,
        run=run, began=began, zone=loaded.zone, language=language(), tool_version=__version__,
    )  # fmt: skip


def _mode(options: dict[str, Any]) -> str:
    """Return the option that says what a call shows. Raises UsageError for what cannot be meant together."""
    report, verify_log, moved = (bool(options[name]) for name in ("report", "verify_log", "moved"))
    mode = "--report" if report else "--verify-log" if verify_log else "--moved" if moved else ""
    given = {
        "--verify-log": report and verify_log, "--moved": moved and mode != "--moved",
        **{f"--{name}": verify_log and options[name] is not None for name in ("only", "owner")},
        "--all": verify_log and options["whole"],
        "--tsa-ca": mode != "--verify-log" and options["tsa_ca"] is not None,
    }  # fmt: skip
    of_fetching = (
        "recheck_failed", "strict", "allow_private", "use_proxy", "control", "schedule", "timestamp", "browser", "keep",
    )  # fmt: skip
    _check_together(mode, given | {"--" + name.replace("_", "-"): bool(options[name]) for name in of_fetching})
    return mode


def _schedule(session: Session, directory: Path, writer: str, given: dict[str, Any]) -> ExitCode:
    """Print the daily run with the options that were given."""
    from openness_cli.cli.schedule import print_schedule  # noqa: PLC0415  (seldom asked)

    if not given["schedule"]:
        raise UsageError(_("{one} needs {other}").format(one="--at", other="--schedule"))
    told = {f"--{name.replace('_', '-')}": bool(given[name]) for name in ("as_of", "output", "export")}
    _check_together("--schedule", told | {"--format": given["form"] != "terminal"})
    return print_schedule(session, directory, writer, links, given)


def _moved(loaded: Loaded, names: frozenset[str] | None, now: datetime) -> MovedReport:
    states, everything = _as_of_now(loaded, loaded.log, now)
    return MovedReport(moved_pages(_result(loaded, everything, states, loaded.log, NOTHING_RUN, now), names))


def _check_together(mode: str, given: dict[str, bool]) -> None:
    """Refuse what cannot be meant where nothing is fetched, before anything is read."""
    for name, is_given in given.items():
        if mode and is_given:
            raise UsageError(_("{one} and {other} do not go together").format(one=mode, other=name))


def _criteria_named(assessment: Assessment, only: str | None, owner: str | None) -> frozenset[str] | None:
    """Return the criteria that ``--only`` and ``--owner`` name; None without them. Raises UsageError for none."""
    owned = touched_by(assessment, owner)
    if only is None:
        return owned
    names = frozenset(own.criterion.id for own in assessment.verdicts if Listing(only).matches(own))
    if not names:
        raise nothing_matches(only, assessment.index.by_id)
    return names if owned is None else names & owned


def _wanted(
    addresses: Iterable[LinkedAddress], names: frozenset[str] | None, states: Mapping[str, Address] | None
) -> tuple[LinkedAddress, ...]:
    """Return the addresses of some criteria, or of all; where there are ``states``, those that failed the last time."""
    wanted = (own for own in addresses if names is None or names.intersection(own.criteria))
    return tuple(own for own in wanted if states is None or state_of(states, own.url, own.words).failures)


def _program(session: Session, named: Path | None, *, is_asked: bool) -> Path | None:
    """Return the browser to look in, if there is to be one. Raises UsageError where it is not to be had."""
    return find_browser(named, session.environment) if is_asked else None


def _record(loaded: Loaded, names: frozenset[str] | None) -> UptimeReport:
    """Return the record of the log up to the day of the score, or beyond the evaluation up to today."""
    assessment, zone, log = loaded.assessment, loaded.zone, loaded.log
    # the record goes on after the evaluation, unlike the score
    sites = assessment.workspace.sites
    states = address_states(log.checks, assessment.index.links, assessment.day, zone, sites)
    known = sorted({check.url for check in log.checks}) if sites.moves else ()
    addresses = collect_addresses(assessment, known=known)
    record = make_uptime(log.checks, addresses, states, assessment.day, zone, sites)
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


def _verify(
    session: Session,
    directory: Path,
    index: str | None,
    anchors: list[str],
    written: Sequence[tuple[Format, Path | None]],
    certificates: Path | None,
) -> ExitCode:
    """Tell whether every line of the log fits its chain, what is stamped, and whether what it names is still there."""
    folder = workspace_folder(directory)
    zone = zone_of(session, folder, index)
    own_index = find_index(index, Path()) if index else None
    (form, output), *besides = written
    targets = [path for _form, path in written]
    check_workspace_targets(targets, folder, own_index, [certificates] if certificates else ())
    texts = read_log(folder)
    chains = {text.name: follow(text.lines) for text in texts.files}
    missing = missing_anchors(chains.values(), anchors)
    stamps = stamps_of(texts.files, folder, certificates)
    holds = bool(chains) and not (missing or texts.unread or any(chain.fault for chain in chains.values()))
    holds = holds and (stamps is None or stamps.holds)
    kept = kept_of_log(folder, texts)
    holds = holds and kept.holds
    session.complain(*texts.unread)
    checked = LogCheckReport(str(folder / LOG_FOLDER), chains, missing, holds, stamps, zone, kept)
    deliver(session, checked, form, output, [(each, path) for each, path in besides if path])
    return ExitCode.DONE if holds else ExitCode.FAILED


def _ending(session: Session, report: LinksReport) -> ExitCode:
    result = report.result
    if result.run.line_is_down:
        session.complain(line_sentence())
    if not result.rows:
        session.say(_("there is no address to fetch"))
    return code_of(report.passed)
