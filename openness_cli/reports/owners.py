"""What ``openness owners`` shows: a line for each unit and one for what is nobody's."""

from collections.abc import Iterator
from typing import NamedTuple

from openness_cli.formats import document as doc
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows
from openness_cli.formats.workbook import Workbook
from openness_cli.messages import _
from openness_cli.model.points import rounded_down
from openness_cli.outlook.units import Unit
from openness_cli.reports._book import book_of
from openness_cli.reports._head import Json, assessed, head, picked, sure_of, until_line
from openness_cli.scoring.assessment import Assessment
from openness_cli.words.terms import long_date, short_date

COLUMNS = ("owner", "criteria", "points", "at_stake", "dead_links", "overdue", "next_due")


class OwnersReport(NamedTuple):
    """The units of an assessment in one language."""

    tool_version: str
    language: str
    assessment: Assessment
    units: tuple[Unit, ...]

    @property
    def has_mail(self) -> bool:
        """Whether it is known of any unit where it is written to."""
        return any(own.email for own in self.units)

    def rows(self) -> Rows:
        """Return a row for each unit; an empty owner is nobody."""
        return Rows(COLUMNS, map(_values, self.units))

    def sheet(self) -> Rows:
        """Return the same for people: nobody by a word, and where each is written to, where that is known of any."""
        more = ("email",) if self.has_mail else ()
        rows = ({**_values(own), "owner": name_of(own), "email": own.email} for own in self.units)
        return Rows((*COLUMNS, *more), rows)

    def workbook(self) -> Workbook:
        """Return the same as a sheet."""
        return book_of(self.document(), self.sheet(), self.assessment.day)

    def json(self) -> Json:
        """Return version 1 of the JSON: of each unit also which criteria it has a part in."""
        return {
            **head("owners", self.assessment, self.language, self.tool_version),
            "over": self.assessment.over,
            "owners": [_plain(own) for own in self.units],
        }

    def document(self) -> doc.Document:
        """Return what is to be read."""
        certain = sure_of(self.assessment)
        ids = [finding.verdict.criterion.id for unit in self.units for finding in unit.criteria]
        shared = _("What several own stands with each of them, so that the columns do not add up to the total.")
        notes = ((shared,) if len(ids) > len(set(ids)) else ()) + certain
        document = assessed(
            self.assessment,
            self.language,
            _blocks(self),
            doc.faint(notes),
            screen=(until_line(self.assessment),),
            page=(long_date(self.assessment.day),),
        )
        return document._replace(subtitle=_("Units"), page_notes=notes)


def name_of(unit: Unit) -> str:
    """Return what a unit is called; what is nobody's by a word."""
    return unit.owner or _("nobody in charge")


def _values(own: Unit) -> Values:
    return {
        "owner": own.owner,
        "criteria": len(own.criteria),
        "points": rounded_down(own.points),
        "at_stake": rounded_down(own.at_stake),
        "dead_links": len(own.dead_links),
        "overdue": own.overdue,
        "next_due": own.next_due,
    }


def _plain(own: Unit) -> Json:
    ids = [finding.verdict.criterion.id for finding in own.criteria]
    mail: Json = {"email": own.email} if own.email else {}
    return {**picked(_values(own), *COLUMNS), "owner": own.owner or None, "ids": ids, **mail}


def _blocks(report: OwnersReport) -> Iterator[doc.Block]:
    numbers = (_("criteria"), _("points"), _("to win"), _("dead links"), _("past due"))
    columns = (
        doc.Column(_("unit in charge"), fit=doc.Fit.REST, least=30),
        doc.Column(numbers[0], is_number=True, gap=1),
        doc.Column(numbers[1], is_number=True, gap=1, is_optional=True, roomy=30),
        *(doc.Column(head, is_number=True, gap=1) for head in numbers[2:]),
        doc.Column(_("next due"), gap=1),
        *(doc.on_page(_("mail")) if report.has_mail else ()),
    )
    rows = tuple(_row(own, has_mail=report.has_mail) for own in report.units)
    yield doc.Table(columns, rows, screen=doc.Screen(head=doc.Head.HEADS, ident=0))


def _row(own: Unit, *, has_mail: bool) -> doc.Row:
    tone = doc.Tone.PLAIN if own.owner else doc.Tone.FAINT
    red = doc.Tone.RED
    return doc.row((
        doc.Cell(name_of(own), tone),
        str(len(own.criteria)),
        str(rounded_down(own.points)),
        doc.Cell(str(rounded_down(own.at_stake)), doc.Tone.STRONG),
        doc.Cell(str(len(own.dead_links)), red if own.dead_links else doc.Tone.FAINT),
        doc.Cell(str(own.overdue), red if own.overdue else doc.Tone.FAINT),
        short_date(own.next_due) if own.next_due else "",
        *((own.email,) if has_mail else ()),
    ))  # fmt: skip
