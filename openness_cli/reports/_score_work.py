"""What one line of one look at a score is about: work that closes gaps together, what falls due on one day."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from openness_cli.formats import document as doc
from openness_cli.messages import _, n_
from openness_cli.outlook.deadlines import Deadline, DeadlineKind, Standing
from openness_cli.reports._score_gaps import title_of
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.jobs import Closed, closed_together, reasons_of
from openness_cli.scoring.needs import JobKind
from openness_cli.scoring.reasons import ReasonCode, ReasonSort
from openness_cli.scoring.report import Report


class Line(NamedTuple):
    """What one line of a list is about: work that closes gaps together, or what falls due on one day."""

    points: Fraction
    ids: tuple[str, ...]
    what: str
    owners: tuple[str, ...]
    more: str = ""
    is_dead: bool = False

    @property
    def owner(self) -> str:
        """Everybody who is in charge, or that nobody is."""
        return ", ".join(self.owners) or _("nobody in charge")


class Due(NamedTuple):
    """What falls due on a day; ``title`` is what that is, without the day."""

    day: date
    line: Line
    title: str


def gaps_of(report: Report) -> list[Line]:
    """Return the work that closes gaps: dead links first, then what is worth most."""
    lines = [_gap(report, own) for own in closed_together(row.finding for row in report.gaps)]
    return sorted(lines, key=lambda own: (not own.is_dead, -own.points))


def of_its_job(entry: Closed) -> Closed:
    """Leave of the reasons of each gap those that the job takes away: what else is to come is nobody's to mend now."""
    if entry.job.kind is JobKind.OWN:
        return entry
    told = (gap._replace(reasons=reasons_of(entry.job, gap) or gap.reasons) for gap in entry.gaps)
    return entry._replace(gaps=tuple(told))


def is_dead(entry: Closed) -> bool:
    """Tell whether gaps are there for nothing but links that do not open."""
    told = [reason for gap in entry.gaps for reason in gap.reasons if reason.code.sort is not ReasonSort.QUIET]
    return bool(told) and all(reason.code is ReasonCode.LINK_DEAD for reason in told)


def _gap(report: Report, closed: Closed) -> Line:
    entry = of_its_job(closed)
    title = title_of(report, entry)
    ids = tuple(gap.verdict.criterion.id for gap in entry.gaps)
    points = sum((gap.at_stake for gap in entry.gaps), Fraction(0))
    owners = tuple(dict.fromkeys(owner for gap in entry.gaps for owner in gap.owners))
    if not is_dead(entry):
        return Line(points, ids, title, owners)
    count = len(dead_addresses(entry.gaps))
    text = n_("{count} link does not open", "{count} links do not open", count).format(count=count)
    return Line(points, ids, text, owners, title, is_dead=True)


def dead_addresses(gaps: Iterable[Finding]) -> frozenset[str]:
    """Return the addresses of gaps that do not open."""
    return frozenset(own.url for gap in gaps for own in gap.reasons if own.code is ReasonCode.LINK_DEAD)


def dues_of(report: Report, deadlines: Iterable[Deadline]) -> list[Due]:
    """Return what is to come, next first; one duty of several criteria on one day with one owner is one line."""
    together: dict[tuple[object, ...], list[Deadline]] = {}
    for own in deadlines:
        is_to_come = own.kind is not DeadlineKind.EVALUATION and own.standing is Standing.COMING
        if own.verdict is not None and own.points and is_to_come:
            is_shared = own.kind is DeadlineKind.PERIOD
            what = (own.verdict.indicator.id, own.label) if is_shared else own.verdict.criterion.id
            together.setdefault((own.due, own.owners, own.kind, what), []).append(own)
    return sorted((_due(report, own) for own in together.values()), key=lambda due: (due.day, -due.line.points))


def _due(report: Report, deadlines: Sequence[Deadline]) -> Due:
    first = deadlines[0]
    verdicts = [own.verdict for own in deadlines if own.verdict is not None]
    ids = tuple(verdict.criterion.id for verdict in verdicts)
    title = verdicts[0].criterion.titles.to(report.language)
    if len(ids) > 1:
        text = n_("{period}: {count} criterion", "{period}: {count} criteria", len(ids))
        title = text.format(period=first.label, count=len(ids))
    day = _("{month}-{day}").format(month=f"{first.due.month:02d}", day=f"{first.due.day:02d}")
    points = sum((own.points for own in deadlines), Fraction(0))
    return Due(first.due, Line(points, ids, f"{day} {doc.DOT} {title}", first.owners), title)
