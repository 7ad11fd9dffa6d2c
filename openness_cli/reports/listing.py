"""What a report lists of all there is; totals, gates and JSON do not depend on it."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import NamedTuple

from openness_cli.model.definitions import Criterion, Indicator
from openness_cli.model.evidence import fold
from openness_cli.scoring.report import CriterionRow, Report
from openness_cli.scoring.verdicts import Verdict


def is_named(only: str | None, indicator: str, criterion: str) -> bool:
    """Tell whether a pattern of ``--only`` names a criterion; without a pattern all are named."""
    if only is None or only == indicator or fnmatchcase(criterion, only):
        return True
    # in another case, or with letters that look alike
    return fnmatchcase(fold(criterion), fold(only))


class Listing(NamedTuple):
    """What is listed. ``only`` is a pattern of criterion ids (``C4.*``) or an indicator's id.

    ``owned`` are ids of criteria; None is all. ``is_brief``: it is for a screen that shows the first of everything.
    """

    only: str | None = None
    gaps_only: bool = False
    all: bool = False
    is_brief: bool = False
    owned: frozenset[str] | None = None

    @property
    def is_part(self) -> bool:
        """Whether only a part is asked for."""
        return self.gaps_only or self.only is not None or self.owned is not None

    @property
    def is_chosen(self) -> bool:
        """Whether it was asked for what is listed: then there is no one look at everything."""
        return self.all or self.is_part

    def choose(self, rows: Iterable[CriterionRow]) -> tuple[CriterionRow, ...]:
        """Return the rows that match."""
        return tuple(row for row in rows if self.matches(row.finding.verdict))

    def matches(self, verdict: Verdict) -> bool:
        """Tell whether a verdict is asked for."""
        return self.names(verdict.indicator, verdict.criterion)

    def names(self, indicator: Indicator, criterion: Criterion) -> bool:
        """Tell whether a criterion is asked for."""
        is_asked = self.owned is None or criterion.id in self.owned
        return is_asked and is_named(self.only, indicator.id, criterion.id)

    def rows(self, report: Report) -> tuple[CriterionRow, ...]:
        """Return the rows of a full export: every criterion, or every gap."""
        return self.choose(report.gaps if self.gaps_only else report.criteria)
