"""What each unit is asked to do: what does not open, what is overdue, what falls due soon, what has no day."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.definitions import ZERO, FactBasis, Periods
from openness_cli.model.points import exact_sum
from openness_cli.outlook.deadlines import Deadline, DeadlineKind, Standing
from openness_cli.outlook.units import Unit
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.reasons import Reason, ReasonCode


class TaskKind(Enum):
    """Why something is asked for, the most pressing first."""

    DEAD = "dead"
    OVERDUE = "overdue"
    DUE = "due"
    UNDATED = "undated"


class Task(NamedTuple):
    """One thing that a unit is asked to do: once, of however many criteria and periods it is.

    ``points``, scaled, are what doing it wins; ``due`` is the last day for it. ``cause`` is why ``urls`` do not open.
    ``is_final``: published a day late it wins nothing. ``is_assumed``: no source names the day.
    """

    kind: TaskKind
    points: Fraction
    findings: tuple[Finding, ...]
    due: date | None = None
    deadlines: tuple[Deadline, ...] = ()
    urls: tuple[str, ...] = ()
    cause: str = ""
    is_final: bool = False
    is_assumed: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        """The criteria that it is about."""
        return tuple(own.verdict.criterion.id for own in self.findings)


class Reminder(NamedTuple):
    """What one unit is asked to do; an empty owner is nobody's work. ``email`` is where it is written to, if known."""

    owner: str
    tasks: tuple[Task, ...]
    email: str = ""

    @property
    def pressing(self) -> tuple[Task, ...]:
        """What costs points already."""
        return tuple(task for task in self.tasks if task.kind in (TaskKind.DEAD, TaskKind.OVERDUE))

    @property
    def dated(self) -> tuple[Task, ...]:
        """What falls due soon, next first."""
        return tuple(task for task in self.tasks if task.kind is TaskKind.DUE)

    @property
    def undated(self) -> tuple[Task, ...]:
        """What has no day and is worth points, most first."""
        return tuple(task for task in self.tasks if task.kind is TaskKind.UNDATED)


def make_reminders(
    units: Iterable[Unit], deadlines: Iterable[Deadline], today: date, days: int
) -> tuple[Reminder, ...]:
    """Return what each unit is asked to do that falls due within so many days; a unit that owes nothing has none."""
    deadlines = tuple(own for own in deadlines if own.kind is not DeadlineKind.EVALUATION)
    reminders = (Reminder(unit.owner, tuple(_tasks(unit, deadlines, today, days)), unit.email) for unit in units)
    return tuple(own for own in reminders if own.tasks)


def _tasks(unit: Unit, deadlines: Iterable[Deadline], today: date, days: int) -> Iterator[Task]:
    turns = {own.verdict.criterion.id: own for own in unit.criteria if own.at_stake and unit.is_one_of(own.owners)}
    dead = tuple(_dead(unit, turns.values()))
    yield from dead
    told = {name for task in dead for name in task.ids}
    own = [each for each in deadlines if each.verdict is not None and unit.is_one_of(each.owners)]
    by_id = {finding.verdict.criterion.id: finding for finding in unit.criteria}
    overdue = [each for each in own if each.standing is Standing.OVERDUE and _id(each) not in told]
    late = tuple(_dated(overdue, TaskKind.OVERDUE, by_id))
    yield from sorted(late, key=lambda task: -task.points)
    last = today + timedelta(days=days)
    soon = [each for each in own if each.standing is Standing.COMING and each.due <= last]
    coming = tuple(_dated(soon, TaskKind.DUE, by_id))
    yield from sorted(coming, key=lambda task: (task.due or date.max, -task.points))
    told.update(name for task in (*late, *coming) for name in task.ids)
    rest = [finding for name, finding in turns.items() if name not in told]
    for finding in sorted(rest, key=lambda each: -each.at_stake):
        yield Task(TaskKind.UNDATED, finding.at_stake, (finding,), due=finding.due)


def _id(deadline: Deadline) -> str:
    return deadline.verdict.criterion.id if deadline.verdict else ""


def _dead(unit: Unit, findings: Iterable[Finding]) -> Iterator[Task]:
    """Yield a task for each cause for which addresses do not open; a criterion stands with its commonest one."""
    by_cause: dict[str, list[tuple[Finding, list[Reason]]]] = {}
    for finding in findings:
        reasons = [own for own in finding.reasons if own.code is ReasonCode.LINK_DEAD and own.url in unit.dead_links]
        if reasons:
            (cause, _count), *_others = Counter(str(own.facts["cause"]) for own in reasons).most_common(1)
            by_cause.setdefault(cause, []).append((finding, reasons))
    tasks = [
        Task(
            TaskKind.DEAD,
            exact_sum(finding.verdict.failed * (finding.scale or ZERO) for finding, _reasons in group),
            tuple(finding for finding, _reasons in group),
            urls=tuple(dict.fromkeys(own.url for _finding, reasons in group for own in reasons)),
            cause=cause,
        )
        for cause, group in by_cause.items()
    ]
    yield from sorted(tasks, key=lambda task: -task.points)


def _dated(deadlines: Iterable[Deadline], kind: TaskKind, by_id: dict[str, Finding]) -> Iterator[Task]:
    """Yield a task for each thing with a day; a period of several criteria of an indicator is one."""
    together: dict[tuple[object, ...], list[Deadline]] = {}
    for own in deadlines:
        if own.verdict is not None and own.points and _id(own) in by_id:
            what = own.verdict.indicator.id if own.kind is DeadlineKind.PERIOD else _id(own)
            together.setdefault((own.due, own.kind, own.label, what), []).append(own)
    for group in together.values():
        rules = [own.verdict.criterion.rule for own in group if own.verdict is not None]
        yield Task(
            kind,
            exact_sum(own.points for own in group),
            tuple(by_id[name] for name in dict.fromkeys(map(_id, group))),
            due=group[0].due,
            deadlines=tuple(group),
            is_final=kind is TaskKind.DUE and all(isinstance(rule, Periods) and not rule.late for rule in rules),
            is_assumed=any(own.due_basis is FactBasis.ASSUMED for own in group),
        )
