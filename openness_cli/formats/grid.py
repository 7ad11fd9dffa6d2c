"""The table of criteria as every tabular format prints it: one list of columns, one list of rows."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import NamedTuple

from openness_cli.model.definitions import Criterion, Indicator
from openness_cli.model.points import plain_number
from openness_cli.scoring.assessment import Basis, Verdict
from openness_cli.scoring.report import CriterionRow, Report
from openness_cli.words.reasons import item_name, reason_sentence, remedy
from openness_cli.words.terms import fraction_text

COLUMNS = (
    "indicator", "criterion", "title", "outcome", "possible", "scale", "declared", "evidenced", "verified", "unknown",
    "pending", "open", "lost", "at_stake", "reasons", "remedy", "owner", "effort_days", "action", "due", "basis",
    "points_basis", "due_basis", "source",
)  # fmt: skip
NUMBERS = frozenset(COLUMNS[4:5] + COLUMNS[6:14]) | {"effort_days"}


def grid(report: Report, rows: Iterable[CriterionRow]) -> list[dict[str, str]]:
    """Return a row of text for each criterion, with every column."""
    return [_row(report, row) for row in rows]


def source_of(criterion: Criterion, language: str) -> str:
    """Return where a criterion comes from: the reference in words, and the address where there is one."""
    reference = criterion.reference.to(language)
    return f"{reference}: {criterion.source}" if criterion.source else reference


def _row(report: Report, row: CriterionRow) -> dict[str, str]:
    finding, language = row.finding, report.language
    criterion = finding.verdict.criterion
    own = row.on[report.basis]
    return {
        "indicator": finding.verdict.indicator.id,
        "criterion": criterion.id,
        "title": criterion.titles.to(language),
        "outcome": row.outcome.value,
        "possible": str(own.possible),
        "scale": fraction_text(finding.scale),
        "declared": str(row.on[Basis.DECLARED].earned),
        "evidenced": str(row.on[Basis.EVIDENCED].earned),
        "verified": str(row.on[Basis.VERIFIED].earned),
        "unknown": str(row.on[Basis.VERIFIED].unknown),
        "pending": str(own.pending),
        "open": str(own.open),
        "lost": str(own.lost),
        "at_stake": str(row.at_stake),
        "reasons": "; ".join(reason_texts(row, language)),
        "remedy": remedy(finding, language) if finding.is_gap else "",
        "owner": finding.owner,
        "effort_days": plain_number(finding.effort_days),
        "action": ", ".join(finding.actions),
        "due": finding.due.isoformat() if finding.due else "",
        "basis": criterion.basis.value,
        "points_basis": criterion.points_basis.value,
        "due_basis": criterion.due_basis.value if criterion.due_basis else "",
        "source": source_of(criterion, language),
    }


def reason_texts(row: CriterionRow, language: str) -> list[str]:
    """Return each reason of a row with its code, its item and its place in the officer's files."""
    texts = []
    for reason in row.finding.reasons:
        sentence = reason_sentence(reason, row.finding.verdict.criterion, language)
        name = item_name(reason)
        about = f"{name}: {sentence}" if name else sentence
        place = f" [{reason.place}]" if reason.place else ""
        texts.append(f"{reason.code.value}: {about}{place}")
    return texts


def is_named(only: str | None, indicator: str, criterion: str) -> bool:
    """Tell whether a pattern of ``--only`` names a criterion; without a pattern all are named."""
    return only is None or only == indicator or fnmatchcase(criterion, only)


class Listing(NamedTuple):
    """What a format lists; totals, gates and JSON do not depend on it.

    ``only`` is a pattern of criterion ids (``C4.*``) or an indicator's id.
    """

    only: str | None = None
    gaps_only: bool = False
    all: bool = False

    def choose(self, rows: Iterable[CriterionRow]) -> tuple[CriterionRow, ...]:
        """Return the rows that match."""
        return tuple(row for row in rows if self.matches(row.finding.verdict))

    def matches(self, verdict: Verdict) -> bool:
        """Tell whether a verdict is asked for."""
        return self.names(verdict.indicator, verdict.criterion)

    def names(self, indicator: Indicator, criterion: Criterion) -> bool:
        """Tell whether a criterion is asked for."""
        return is_named(self.only, indicator.id, criterion.id)

    def rows(self, report: Report) -> tuple[CriterionRow, ...]:
        """Return the rows of a full export: every criterion, or every gap."""
        return self.choose(report.gaps if self.gaps_only else report.criteria)
