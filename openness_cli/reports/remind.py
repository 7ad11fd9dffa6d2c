"""What ``openness remind`` says: a letter to each unit, in sentences, as a head of unit reads it on a telephone."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from openness_cli.formats.letters import Letter
from openness_cli.messages import _, n_
from openness_cli.model.points import exact_sum, rounded_down
from openness_cli.outlook.reminders import Reminder, Task, TaskKind
from openness_cli.reports._calendar_words import advice
from openness_cli.reports._head import Json, head
from openness_cli.reports._score_gaps import id_range
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.links import cause_sentence
from openness_cli.words.reasons import remedy
from openness_cli.words.terms import band_word, day_of_year, near_day, period_words

_MOST_TASKS = 8
_MOST_LETTERS = 1200
_SHOWN_ADDRESSES = 2


class RemindReport(NamedTuple):
    """Reminders of an assessment in one language, of what falls due within ``days``."""

    tool_version: str
    language: str
    assessment: Assessment
    days: int
    reminders: tuple[Reminder, ...]

    def letters(self) -> tuple[Letter, ...]:
        """Return a letter to each unit; the last, of nobody's work, is to the officer."""
        return tuple(_letter(self, own) for own in self.reminders)

    def json(self) -> Json:
        """Return version 1 of the JSON: every task, and the text of each letter."""
        return {
            **head("remind", self.assessment, self.language, self.tool_version),
            "days": self.days,
            "reminders": [
                {
                    "owner": own.owner or None,
                    **({"email": own.email} if own.email else {}),
                    "text": _letter(self, own).text,
                    "tasks": [_plain(self, task) for task in own.tasks],
                }
                for own in self.reminders
            ],
        }


def _plain(report: RemindReport, task: Task) -> Json:
    return {
        "kind": task.kind.value,
        "criteria": list(task.ids),
        "due": task.due.isoformat() if task.due else None,
        "due_basis": ("assumed" if task.is_assumed else "sourced") if task.due else None,
        "points": rounded_down(task.points).number,
        "what": _what(report, task),
        "urls": list(task.urls),
    }


def _letter(report: RemindReport, own: Reminder) -> Letter:
    chosen = _chosen(report, own)
    paragraphs = [_opening(report, own)]
    for heading, numbered in groupby(enumerate(chosen, start=1), key=lambda entry: _heading(own, chosen, entry[1])):
        lines = (line for number, task in numbered for line in _task_lines(report, task, number))
        paragraphs.append((heading, *lines))
    left = len(own.tasks) - len(chosen)
    if left:
        text = n_("And {count} task more.", "And {count} tasks more.", left)
        paragraphs.append((text.format(count=left),))
    if own.owner:
        paragraphs.append((_("When it is done, send the addresses in reply to this message."),))
    to = _("To: {address}").format(address=own.email) if own.email else ""
    return Letter(own.owner, _subject(own), tuple(paragraphs), to)


def _heading(own: Reminder, chosen: tuple[Task, ...], task: Task) -> str:
    match task.kind:
        case TaskKind.DEAD | TaskKind.OVERDUE:
            return _("Now:")
        case TaskKind.DUE:
            return _("By {day} (that day included):").format(day=_day(task.due or date.max))
        case TaskKind.UNDATED:
            return _undated_heading(own, sum(each.kind is TaskKind.UNDATED for each in chosen))


def _chosen(report: RemindReport, own: Reminder) -> tuple[Task, ...]:
    """Return the first tasks that a telephone has room for; what has no day only where there is."""
    chosen: list[Task] = []
    letters = 0
    for task in own.tasks[:_MOST_TASKS]:
        letters += len(" ".join(_task_lines(report, task, 1)))
        if chosen and letters > _MOST_LETTERS:
            break
        chosen.append(task)
    return tuple(chosen)


def _subject(own: Reminder) -> str:
    name = own.owner or _("Work that nobody is in charge of")
    count = len(own.tasks)
    points = rounded_down(exact_sum(task.points for task in own.pressing))
    if points:
        text = n_(
            "{name}: {count} task, {points} points are being lost now",
            "{name}: {count} tasks, {points} points are being lost now",
            count,
        )
        return text.format(name=name, count=count, points=points)
    if own.dated and (due := own.dated[0].due) is not None:
        text = n_("{name}: {count} task, the next by {day}", "{name}: {count} tasks, the next by {day}", count)
        return text.format(name=name, count=count, day=_day(due))
    return n_("{name}: {count} task", "{name}: {count} tasks", count).format(name=name, count=count)


def _opening(report: RemindReport, own: Reminder) -> tuple[str, ...]:
    assessment = report.assessment
    evaluation = assessment.workspace.evaluation_date
    text = _("On {day} we are evaluated by the Openness Index; as of now it would be {total} points, {band}.")
    total = rounded_down(assessment.headline)
    band = assessment.index.band_of(assessment.headline)
    sentence = text.format(day=near_day(evaluation, assessment.day), total=total, band=band_word(band.name))
    evidenced = assessment.index.band_of(assessment.total(Basis.EVIDENCED).on_course)
    if own.tasks[0].kind is TaskKind.DEAD and band is not evidenced:
        sentence += " " + _("Mending what does not open brings back {band}.").format(band=band_word(evidenced.name))
    return (_("Dear colleagues!"), sentence) if own.owner else (sentence,)


def _undated_heading(own: Reminder, shown: int) -> str:
    count = len(own.undated)
    points = rounded_down(exact_sum(task.points for task in own.undated))
    text = n_(
        "Not due soon, but worth points (in all {points} points, {count} task):",
        "Not due soon, but worth points (in all {points} points, {count} tasks):",
        count,
    )
    if shown < count:
        text = n_(
            "Not due soon, but worth points (in all {points} points, {count} task), the largest:",
            "Not due soon, but worth points (in all {points} points, {count} tasks), the largest:",
            count,
        )
    return text.format(points=points, count=count)


def _task_lines(report: RemindReport, task: Task, number: int) -> Iterator[str]:
    points = _("{points} points").format(points=rounded_down(task.points))
    final = _(" One day late, and the points cannot be won back.") if task.is_final else ""
    text = _("{number}) {what} — {points}.{final} ({ids})")
    yield text.format(
        number=number, what=_what(report, task).rstrip("."), points=points, final=final, ids=id_range(task.ids)
    )
    yield from task.urls[:_SHOWN_ADDRESSES]
    more = len(task.urls) - _SHOWN_ADDRESSES
    if more > 0:
        yield n_("and {count} address more", "and {count} addresses more", more).format(count=more)


def _what(report: RemindReport, task: Task) -> str:
    """Return what to do, in a sentence."""
    first = task.findings[0]
    title = first.verdict.criterion.titles.to(report.language)
    if task.kind is TaskKind.DEAD:
        text = n_(
            "{count} page does not open ({cause}): put it back or send its new address",
            "{count} pages do not open ({cause}): put them back or send their new addresses",
            len(task.urls),
        )
        return text.format(count=len(task.urls), cause=cause_sentence(task.cause, None))
    if task.kind is TaskKind.UNDATED:
        what = remedy(first, report.language)
        if task.due is None:
            return _("“{title}”: {what}").format(title=title, what=what)
        return _("“{title}” (by {day}): {what}").format(title=title, day=_day(task.due), what=what)
    if len(task.deadlines) > 1:
        text = n_(
            "Publish {count} document for {period} on the official website",
            "Publish {count} documents for {period} on the official website",
            len(task.deadlines),
        )
        return text.format(count=len(task.deadlines), period=period_words(task.deadlines[0].label))
    own = task.deadlines[0]
    what = advice(own, report.language)
    if not own.label:
        return _("“{title}”: {what}").format(title=title, what=what)
    return _("“{title}”, {period}: {what}").format(title=title, period=period_words(own.label), what=what)


def _day(day: date) -> str:
    return day_of_year(day.month, day.day)
