"""What is to come, for whoever shows a score: the forecast of the headline, and everything that has a day."""

from collections.abc import Iterable
from datetime import UTC, tzinfo
from typing import NamedTuple

from openness_cli.outlook.deadlines import Deadline, find_deadlines
from openness_cli.outlook.forecast import Forecast, make_forecast
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.verdicts import Basis


class Outlook(NamedTuple):
    """The forecast of the headline, and everything that has a day, next first; nothing once the assessment is over.

    ``zone`` is that of the index.
    """

    forecast: Forecast | None
    deadlines: tuple[Deadline, ...]
    zone: tzinfo = UTC


def make_outlook(assessment: Assessment, findings: Iterable[Finding], zone: tzinfo) -> Outlook:
    """Return what is to come of an assessment whose ``findings`` these are."""
    if assessment.over:
        return Outlook(None, (), zone)
    findings = tuple(findings)
    forecast = make_forecast(assessment, findings, Basis.EVIDENCED, zone)
    return Outlook(forecast, find_deadlines(assessment, findings), zone)
