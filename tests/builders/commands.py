"""Every command that prints a report, and the kind of report that it prints."""

import shutil
from pathlib import Path

from openness_cli.files.index import SHIPPED
from openness_cli.reports.brief import BriefReport
from openness_cli.reports.bundle import BundleCheckReport
from openness_cli.reports.calendar_ import CalendarReport
from openness_cli.reports.checks import ProblemsReport
from openness_cli.reports.criteria import CriteriaReport, ExplainReport
from openness_cli.reports.diff import DiffReport
from openness_cli.reports.editions import EditionsReport
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
    "index compare": EditionsReport,
}
# those that have a day of their own
DATED = ("score", "forecast", "plan", "calendar", "owners", "remind", "brief")


def other_edition(folder: Path) -> Path:
    """Return a later edition of the shipped index: a criterion fewer and one more, another due day, another title."""
    if not folder.exists():
        shutil.copytree(SHIPPED / "pf-154", folder)
        for name, before, after in (
            ("index.yaml", "edition: 2022-06-14", "edition: 2026-01-10"),
            ("4-budget.yaml", "id: C4.6", "id: C4.7"),
            ("4-budget.yaml", "days_after: 25", "days_after: 40"),
            ("8-public-council.yaml", "points_basis: assumed\n    reference", "points_basis: published\n    reference"),
            ("6-communication.yaml", "titles:\n      uz: ", "titles:\n      uz: Yangi "),
        ):
            path = folder / name
            text = path.read_text(encoding="utf-8")
            assert before in text, before
            path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return folder


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
        case "index":
            return [name, *options, str(other_edition(body.parent / "edition")), str(body), "--as-of", day]
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
