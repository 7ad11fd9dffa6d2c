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
from openness_cli.outlook.calendar_ import By, Calendar, Undated
from openness_cli.outlook.deadlines import Deadline, Standing
from openness_cli.reports import _calendar_words as words
from openness_cli.reports._book import book_of
from openness_cli.reports._calendar_events import events_of
from openness_cli.reports._head import Json, assessed, criterion_values, head, picked, sure_of, until_line
from openness_cli.scoring.verdicts import Outcome
from openness_cli.words.reasons import item_word, remedy
from openness_cli.words.terms import long_date, short_date, source_of, word_of

COLUMNS = (
    "due", "status", "overdue", "owner", "indicator", "criterion", "title", "kind", "label", "item", "points",
    "proved", "claimed", "of", "next_step", "highest_step", "fact", "remedy", "basis", "points_basis", "due_basis",
    "source",
)  # fmt: skip
_TOLD = ("due", "days_left", *(name for name in COLUMNS if name not in ("due", "overdue")))
_ASSUMED = "~"
_UNDATED = 3
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
        """Return a row for each deadline, by due date, whatever is listed; then one for each thing without a day.

        What is not of a row's kind is empty.
        """
        return Rows(COLUMNS, self._rows())

    def _rows(self) -> Iterator[Values]:
        yield from (_values(self, own) for own in self.calendar.deadlines)
        yield from (_undated_values(self, own) for own in self.calendar.undated)

    def sheet(self) -> Rows:
        """Return the same for people: nobody, and that there is no day, by a word; periods in words, the days left."""
        return Rows(_TOLD, (*map(self._told, self.calendar.deadlines), *self._told_undated()))

    def workbook(self) -> Workbook:
        """Return what is listed but for the evaluation, with what it is worth."""
        listed = [own for own in self.calendar.listed if own.verdict is not None]
        told = [*map(self._told, listed), *self._told_undated()]
        points = sum(own for row in told if isinstance(own := row["points"], Hundredths))
        total: Values = {"due": _("in all"), "points": Hundredths(points)}
        rows = Rows(_TOLD, told, total=total)
        return book_of(self.document(), rows, self.calendar.assessment.day, _("Due dates"))

    def _told_undated(self) -> Iterator[Values]:
        for own in self.calendar.undated:
            owner = ", ".join(own.owners) or _("nobody in charge")
            yield {**_undated_values(self, own), "status": _("no day"), "owner": owner}

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
        undated = [_undated_plain(self, own) for own in self.calendar.undated]
        return {
            **head("calendar", assessment, self.language, self.tool_version),
            "over": assessment.over,
            "deadlines": [_plain(self, own) for own in self.calendar.deadlines],
            **({"undated": undated} if undated else {}),
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


def _undated_values(report: CalendarReport, own: Undated) -> Values:
    finding, language = own.finding, report.language
    return {
        **criterion_values(finding.verdict, language),
        "due": None,
        "status": "undated",
        "overdue": False,
        "owner": own.owners,
        "points": rounded_down(finding.at_stake),
        "remedy": remedy(finding, language),
        "source": source_of(finding.verdict.criterion, language),
    }


def _undated_plain(report: CalendarReport, own: Undated) -> Json:
    row = _undated_values(report, own)
    return {
        "owners": list(own.owners),
        **picked(row, "indicator", "criterion", "title", "points", "remedy", "basis", "points_basis", "source"),
    }


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


def _columns(*, by_day: bool) -> tuple[doc.Column, ...]:
    return (
        *(
            ()
            if by_day
            else (doc.Column(_("due date"), medium=doc.Medium.PAGE), doc.Column("", medium=doc.Medium.SCREEN))
        ),
        doc.Column(_("how it stands"), gap=1),
        doc.Column(_("points"), is_number=True),
        doc.Column(_("criterion"), fit=doc.Fit.REST, least=3),
        *((doc.Column(_("owner")),) if by_day else ()),
        *doc.on_page(_("what to do"), _("wording")),
    )


_SCREEN = doc.Screen(indent=2, ident=0)


def _blocks(report: CalendarReport) -> Iterator[doc.Block]:
    calendar = report.calendar
    tables = tuple(_by_day(report) if calendar.by is By.DAY else _by_owner(report))
    if not any(own.verdict for own in calendar.listed):
        yield doc.Sentences(
            doc.said(_("Nothing is due but the evaluation itself."), tone=doc.Tone.STRONG), is_list=False
        )
    yield from tables
    if calendar.evaluation is not None and calendar.by is By.OWNER:
        row = _row(report, calendar.evaluation)
        yield doc.Table(_columns(by_day=False), (row,), _("for everybody"), screen=_SCREEN, apart=bool(tables))
    left = words.unlisted_sentences(calendar)
    marked = (doc.Sentence(text, doc.Tone.FAINT, "… ", indent=2) for text in left)
    yield doc.Sentences(tuple(marked), apart=calendar.evaluation is None and bool(tables))


def _by_owner(report: CalendarReport) -> Iterator[doc.Table]:
    for group in report.calendar.groups:
        dated = (_row(report, own) for own in group.deadlines)
        rows = (*dated, *(_undated_row(report, own, number) for number, own in enumerate(group.undated)))
        yield doc.Table(_columns(by_day=False), rows, group.owner or _("no owner named"), screen=_SCREEN)


def _by_day(report: CalendarReport) -> Iterator[doc.Table]:
    calendar = report.calendar
    for group in calendar.days:
        rows = tuple(_row(report, own) for own in group.deadlines)
        yield doc.Table(_columns(by_day=True), rows, long_date(group.day), screen=_SCREEN)
    if calendar.undated:
        rows = tuple(_undated_row(report, own, number) for number, own in enumerate(calendar.undated))
        yield doc.Table(_columns(by_day=True), rows, _("without a day"), screen=_SCREEN)


def _set(
    report: CalendarReport, day: tuple[str, str], rest: tuple[doc.Cell | str, ...], owner: str
) -> Iterator[doc.Cell | str]:
    """Yield the cells of a row: its day or its owner, as the calendar is grouped."""
    by_day = report.calendar.by is By.DAY
    yield from () if by_day else day
    yield from rest[:3]
    yield from (owner,) if by_day else ()
    yield from rest[3:]


def _undated_row(report: CalendarReport, own: Undated, number: int) -> doc.Row:
    criterion = own.finding.verdict.criterion
    cells = (
        doc.Cell(_("no day"), doc.Tone.FAINT),
        str(rounded_down(own.finding.at_stake)),
        doc.Cell(criterion.titles.to(report.language), ident=criterion.id),
        remedy(own.finding, report.language),
        word_of(criterion.basis),
    )
    is_extra = number >= _UNDATED and not report.calendar.whole
    owner = ", ".join(own.owners) or _("no owner named")
    return doc.row(_set(report, ("", ""), cells, owner), is_extra=is_extra)


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
        doc.Cell(words.when_words(own, report.calendar.assessment.day), tone),
        str(rounded_down(own.points)),
        title,
        words.advice(own, report.language),
        (word_of(own.verdict.criterion.basis) if own.verdict else ""),
    )
    due = (short_date(own.due) + mark, short_date(own.due) + (mark or " "))
    owner = ", ".join(own.owners) or ("" if own.verdict is None else _("no owner named"))
    set_cells = _set(report, due, cells, owner)
    return doc.row(set_cells, details=(doc.Sentence(fact, doc.Tone.FAINT),) if fact else (), shared=True)
