"""Every command that prints a report, and the kind of report that it prints."""

from pathlib import Path

from openness_cli.reports.brief import BriefReport
from openness_cli.reports.bundle import BundleCheckReport
from openness_cli.reports.calendar_ import CalendarReport
from openness_cli.reports.checks import ProblemsReport
from openness_cli.reports.criteria import CriteriaReport, ExplainReport
from openness_cli.reports.diff import DiffReport
from openness_cli.reports.forecast import ForecastReport
from openness_cli.reports.history import HistoryReport
from openness_cli.reports.links import LinksReport
from openness_cli.reports.log_check import LogCheckReport
from openness_cli.reports.moved import MovedReport
from openness_cli.reports.owners import OwnersReport
from openness_cli.reports.plan import PlanReport
from openness_cli.reports.published import PublishedReport
from openness_cli.reports.rank import RankReport
from openness_cli.reports.remind import RemindReport
from openness_cli.reports.score import ScoreReport
from openness_cli.reports.uptime import UptimeReport
from tests.builders.link_runs import QUICK
from tests.builders.tool import Call

REPORTS: dict[str, type] = {
    "score": ScoreReport,
    "forecast": ForecastReport,
    "plan": PlanReport,
    "calendar": CalendarReport,
    "owners": OwnersReport,
    "remind": RemindReport,
    "brief": BriefReport,
    "history": HistoryReport,
    "rank": RankReport,
    "diff": DiffReport,
    "links --tries 1": LinksReport,
    "links --report": UptimeReport,
    "links --verify-log": LogCheckReport,
    "links --moved": MovedReport,
    "list": CriteriaReport,
    "validate": ProblemsReport,
    "explain": ExplainReport,
    "history --published": PublishedReport,
    "bundle --verify": BundleCheckReport,
}
# those that have a day of their own
DATED = ("score", "forecast", "plan", "calendar", "owners", "remind", "brief")


def words_of(command: str, body: Path, tool: Call, criterion: str, day: str) -> list[str]:
    """Return a command line for a body; what is compared or shown over time is saved first, on ``day``."""
    name, *options = command.split()
    match name:
        case "diff":
            old = body.parent / "old.json"
            tool("score", body, "--as-of", day, "--format", "json", "--output", old)
            new = body.parent / "new.json"
            tool("score", body, "--format", "json", "--output", new)
            return ["diff", str(old), str(new)]
        case "history":
            tool("score", body, "--save")
            return ["history", str(body), *options]
        case "explain":
            return ["explain", criterion, str(body)]
        case "bundle":
            made = body.parent / "body.zip"
            tool("bundle", body, "--output", made, "--as-of", day)
            made.write_bytes(made.read_bytes().replace(b"evidence:", b"evidence;", 1))
            return [name, *options, str(made)]
        case "links" if "--tries" in options:
            return [name, str(body), *options, *QUICK]
        case _ if name in DATED:
            return [name, str(body), *options, "--as-of", day]
        case _:
            return [name, str(body), *options]
