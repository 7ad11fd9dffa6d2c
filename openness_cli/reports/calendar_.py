"""What ``openness calendar`` shows: for each owner what is next, overdue and assumed dates marked."""

from collections.abc import Iterator
from typing import NamedTuple

from openness_cli.formats import document as doc
from openness_cli.formats.events import Events
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows
from openness_cli.formats.workbook import Workbook
from openness_cli.messages import _
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.outlook.calendar_ import Calendar
from openness_cli.outlook.deadlines import Deadline, Standing
from openness_cli.reports import _calendar_words as words
from openness_cli.reports._book import book_of
from openness_cli.reports._calendar_events import events_of
from openness_cli.reports._head import Json, assessed, criterion_values, head, picked, sure_of, until_line
from openness_cli.scoring.verdicts import Outcome
from openness_cli.words.reasons import item_word
from openness_cli.words.terms import long_date, short_date, source_of, word_of

COLUMNS = (
    "due", "status", "overdue", "owner", "indicator", "criterion", "title", "kind", "label", "item", "points",
    "proved", "claimed", "of", "next_step", "highest_step", "fact", "remedy", "basis", "points_basis", "due_basis",
    "source",
)  # fmt: skip
_TOLD = ("due", "days_left", *(name for name in COLUMNS if name not in ("due", "overdue")))
_ASSUMED = "~"
_TONES = {
    Standing.COMING: doc.Tone.PLAIN, Standing.OVERDUE: doc.Tone.RED, Standing.UNPROVED: doc.Tone.OPEN,
}  # fmt: skip


class CalendarReport(NamedTuple):
    """A calendar in one language."""

    tool_version: str
    language: str
    calendar: Calendar

    @property
    def over(self) -> str:
        """Why nothing falls due any more; empty where something may."""
        assessment = self.calendar.assessment
        if not assessment.over:
            return ""
        text = _("{day}: the assessment is over since {evaluation}; nothing falls due any more.")
        return text.format(day=long_date(assessment.day), evaluation=long_date(assessment.workspace.evaluation_date))

    def rows(self) -> Rows:
        """Return a row for each deadline, by due date, whatever is listed; what is not of a row's kind is empty."""
        return Rows(COLUMNS, (_values(self, own) for own in self.calendar.deadlines))

    def sheet(self) -> Rows:
        """Return the same for people: nobody by a word, periods and parts in words, the days that are left."""
        return Rows(_TOLD, (self._told(own) for own in self.calendar.deadlines))

    def workbook(self) -> Workbook:
        """Return what is listed but for the evaluation, with what it is worth."""
        listed = [own for own in self.calendar.listed if own.verdict is not None]
        points = Hundredths(sum(rounded_down(own.points) for own in listed))
        total: Values = {"due": _("in all"), "points": points}
        rows = Rows(_TOLD, map(self._told, listed), total=total)
        return book_of(self.document(), rows, self.calendar.assessment.day, _("Due dates"))

    def _told(self, own: Deadline) -> Values:
        nobody = _("nobody in charge") if own.verdict else _("for everybody")
        days = (own.due - self.calendar.assessment.day).days
        is_to_come = own.standing is Standing.COMING and days
        return {
            **_values(self, own),
            "status": word_of(Outcome.NOT_DUE if is_to_come else own.standing),
            "days_left": days,
            "owner": ", ".join(own.owners) or nobody,
            "label": words.label_words(own, self.language),
        }

    def json(self) -> Json:
        """Return version 1 of the JSON: everything that has a day, done, lost and not applicable ones included."""
        assessment = self.calendar.assessment
        return {
            **head("calendar", assessment, self.language, self.tool_version),
            "over": assessment.over,
            "deadlines": [_plain(self, own) for own in self.calendar.deadlines],
        }

    def events(self) -> Events:
        """Return what is listed as events."""
        return events_of(self.calendar, self.language)

    def document(self) -> doc.Document:
        """Return what is to be read."""
        calendar = self.calendar
        assessment = calendar.assessment
        certain = sure_of(assessment)
        text = _("{mark} the date is an assumption of these definitions, not the decree's word")
        assumed = text.format(mark=_ASSUMED) if any(own.is_assumed for own in calendar.listed) else ""
        over = self.over
        is_over = doc.Sentences(doc.said(over), is_list=False, medium=doc.Medium.PAGE)
        document = assessed(
            assessment,
            self.language,
            (is_over,) if over else _blocks(self),
            doc.faint((assumed, *certain)),
            screen=(over or until_line(assessment),),
            page=(long_date(assessment.day),),
        )
        return document._replace(subtitle=_("Calendar"), page_notes=(assumed, *certain))


def _values(report: CalendarReport, own: Deadline) -> Values:
    day, language = report.calendar.assessment.day, report.language
    row: Values = {"source": ""}
    if own.verdict is not None:
        row = criterion_values(own.verdict, language) | {"source": source_of(own.verdict.criterion, language)}
    row |= {
        "due": own.due,
        "status": own.standing,
        "overdue": own.due < day,
        "owner": own.owners,
        "title": words.title_of(own, language),
        "kind": own.kind,
        "label": own.label,
        "item": item_word(own.item) if own.item else "",
        "points": rounded_down(own.points),
        "fact": words.fact_sentence(own),
        "remedy": words.advice(own, language),
        "due_basis": own.due_basis,
    }
    if own.reach is not None:
        row |= {
            "proved": own.reach.proved,
            "claimed": own.reach.claimed,
            "of": own.reach.of,
            "next_step": own.reach.next,
            "highest_step": own.reach.highest,
        }
    return row


def _plain(report: CalendarReport, own: Deadline) -> Json:
    row = _values(report, own)
    return {
        **picked(row, "due", "status", "overdue"),
        "days": (own.due - report.calendar.assessment.day).days,
        "owners": list(own.owners),
        **picked(row, "indicator", "criterion", "title", "kind"),
        "label": own.label or None,
        "item": row["item"] if own.item else None,
        **picked(row, "points"),
        "reach": picked(row, "proved", "claimed", "of", "next_step", "highest_step") if own.reach else None,
        **picked(row, "fact"),
        "asks": own.verdict.criterion.asks.to(report.language) if own.verdict else "",
        **picked(row, "remedy", "basis", "points_basis", "due_basis", "source"),
    }


def _blocks(report: CalendarReport) -> Iterator[doc.Block]:
    calendar = report.calendar
    columns = (
        doc.Column(_("due date"), medium=doc.Medium.PAGE),
        doc.Column("", medium=doc.Medium.SCREEN),
        doc.Column(_("how it stands"), gap=1),
        doc.Column(_("points"), is_number=True),
        doc.Column(_("criterion"), fit=doc.Fit.REST),
        *doc.on_page(_("what to do"), _("wording")),
    )
    screen = doc.Screen(indent=2, ident=0)
    for group in calendar.groups:
        rows = tuple(_row(report, own) for own in group.deadlines)
        yield doc.Table(columns, rows, group.owner or _("no owner named"), screen=screen)
    if not calendar.groups:
        yield doc.Sentences(
            doc.said(_("Nothing is due but the evaluation itself."), tone=doc.Tone.STRONG), is_list=False
        )
    if calendar.evaluation is not None:
        row = _row(report, calendar.evaluation)
        yield doc.Table(columns, (row,), _("for everybody"), screen=screen, apart=bool(calendar.groups))
    left = words.unlisted_sentences(calendar)
    marked = (doc.Sentence(text, doc.Tone.FAINT, "… ", indent=2) for text in left)
    yield doc.Sentences(tuple(marked), apart=calendar.evaluation is None and bool(calendar.groups))


def _row(report: CalendarReport, own: Deadline) -> doc.Row:
    tone, fact = _TONES.get(own.standing, doc.Tone.FAINT), words.fact_sentence(own)
    mark = _ASSUMED if own.is_assumed else ""
    title = doc.Cell(
        words.title_of(own, report.language),
        doc.Tone.FAINT if tone is doc.Tone.FAINT else doc.Tone.PLAIN,
        ident=words.ident_of(own),
        notes=(fact,) if fact else (),
    )
    cells = (
        short_date(own.due) + mark,
        short_date(own.due) + (mark or " "),
        doc.Cell(words.when_words(own, report.calendar.assessment.day), tone),
        str(rounded_down(own.points)),
        title,
        words.advice(own, report.language),
        (word_of(own.verdict.criterion.basis) if own.verdict else ""),
    )
    return doc.row(cells, details=(doc.Sentence(fact, doc.Tone.FAINT),) if fact else (), shared=True)
