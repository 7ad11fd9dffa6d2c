"""Pages for whoever decides: of any body, on any days, in every language and for every audience."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from openness_cli.cli.opening import assess_on
from openness_cli.files.workspace import open_workspace, read_configuration
from openness_cli.messages import use
from openness_cli.model.languages import LANGUAGES
from openness_cli.outlook.brief import Audience, make_brief
from openness_cli.reports.brief import BriefReport
from openness_cli.scoring.gates import Demands
from openness_cli.scoring.report import make_report
from tests.builders.tool import NOW

# the year's beginning, its end, due dates and the days around them, the evaluation and the day after
DAYS = (
    "2024-01-01", "2024-02-10", "2024-04-20", "2024-07-01", "2024-09-30", "2024-11-20", "2024-12-01", "2024-12-31",
    "2025-01-10", "2025-01-26", "2025-02-28", "2025-03-01", "2025-03-02",
)  # fmt: skip


def briefs(body: Path, days: Iterable[str] = DAYS) -> Iterator[tuple[str, BriefReport]]:
    """Yield every page of a body with a name for it; each is to be written before the next is asked for."""
    opened = open_workspace(read_configuration(body), None)
    for day in days:
        loaded = assess_on(opened, date.fromisoformat(day), NOW)
        reports = [make_report(loaded.assessment, Demands(), (), language, "1") for language in LANGUAGES]
        brief = make_brief(reports[0], loaded.zone)
        for language, report in zip(LANGUAGES, reports, strict=True):
            use(language)
            for audience in Audience:
                yield f"{body.name}-{day}-{language}-{audience.value}", BriefReport(report, brief, audience)
