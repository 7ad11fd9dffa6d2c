"""The options of ``links``, read strictly."""

import math
import re
from pathlib import Path
from typing import NamedTuple

from openness_cli.cli.parsing import nothing_matches
from openness_cli.errors import UsageError
from openness_cli.messages import _
from openness_cli.reports.links import LinksReport
from openness_cli.reports.listing import Listing
from openness_cli.reports.log_check import LogCheckReport
from openness_cli.reports.uptime import UptimeReport
from openness_cli.scoring.assessment import Assessment


class Speed(NamedTuple):
    """How fast to go, as typed; times are seconds."""

    concurrency: int
    per_host: int
    pause: float
    timeout: float
    tries: int
    retry_pause: float


class LinkOptions(NamedTuple):
    """The command line of ``links``, as typed."""

    directory: Path
    form: str
    output: Path | None
    report: bool
    verify_log: bool
    anchors: tuple[str, ...]
    only: str | None
    recheck_failed: bool
    strict: bool
    all: bool
    controls: tuple[str, ...]
    log: str | None
    speed: Speed
    allow_private: bool
    use_proxy: bool
    index_name: str | None
    as_of: str | None


_DIGEST = re.compile(r"[0-9a-f]{64}")
_WRITER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_OTHER = re.compile(r"[^A-Za-z0-9._-]+")
_MOST_SECONDS = 600
_MOST = {"--concurrency": 1000, "--per-host": 1000, "--tries": 10}


def report_of(options: LinkOptions) -> type:
    """Return the kind of report that is asked for: of a run, of the log, or whether that is unchanged.

    Refuses what cannot be meant, before anything is read. Raises UsageError.
    """
    together = _("{one} and {other} do not go together")
    if options.report and options.verify_log:
        raise UsageError(together.format(one="--report", other="--verify-log"))
    mode = "--report" if options.report else "--verify-log" if options.verify_log else ""
    given = {
        "--recheck-failed": options.recheck_failed,
        "--strict": options.strict,
        "--allow-private": options.allow_private,
        "--use-proxy": options.use_proxy,
        "--control": bool(options.controls),
        "--only": options.verify_log and options.only is not None,
        "--all": options.verify_log and options.all,
    }
    for name, is_given in given.items():
        if mode and is_given:
            raise UsageError(together.format(one=mode, other=name))
    if options.anchors and not options.verify_log:
        raise UsageError(_("{one} needs {other}").format(one="--anchor", other="--verify-log"))
    for anchor in options.anchors:
        if not _DIGEST.fullmatch(anchor.lower()):
            text = _("{where}: “{value}” is no SHA-256: 64 digits from 0 to f")
            raise UsageError(text.format(where="--anchor", value=anchor))
    for control in options.controls:
        if not control.startswith(("http://", "https://")):
            text = _("{where}: “{value}” is not a web address")
            raise UsageError(text.format(where="--control", value=control))
    writer_name(options.log)
    _check_speed(options.speed)
    return UptimeReport if options.report else LogCheckReport if options.verify_log else LinksReport


def _check_speed(speed: Speed) -> None:
    least = {"--concurrency": speed.concurrency, "--per-host": speed.per_host, "--tries": speed.tries}
    seconds = {"--pause": speed.pause, "--retry-pause": speed.retry_pause, "--timeout": speed.timeout}
    for name, value in (least | seconds).items():
        low = 1 if name in least else 0
        is_number = math.isfinite(value) and low <= value <= _MOST.get(name, _MOST_SECONDS)
        if not is_number or (name == "--timeout" and not value):
            text = _("{where}: “{value}” is not a number from {low} to {most}")
            raise UsageError(text.format(where=name, value=f"{value:g}", low=low, most=_MOST.get(name, _MOST_SECONDS)))


def writer_name(given: str | None) -> str:
    """Return the name of the writer's file without its ending. Raises UsageError for one that is no plain name."""
    if given is None:
        import platform  # noqa: PLC0415  (heavy, and seldom asked)

        name = _OTHER.sub("-", platform.node().partition(".")[0]).strip("-._")[:64]
        return name or "log"
    name = given.removesuffix(".jsonl")
    if not _WRITER.fullmatch(name):
        text = _("{where}: “{value}” is no name of a file: letters of the Latin alphabet, digits, . _ -")
        raise UsageError(text.format(where="--log", value=given))
    return name


def criteria_named(assessment: Assessment, only: str | None) -> frozenset[str] | None:
    """Return the criteria that ``--only`` names; None without one. Raises UsageError where it names none."""
    if only is None:
        return None
    listing = Listing(only)
    names = frozenset(verdict.criterion.id for verdict in assessment.verdicts if listing.matches(verdict))
    if not names:
        raise nothing_matches(only)
    return names
