"""What ``openness links --moved`` shows: each page that has moved, and each that was left behind."""

from collections.abc import Iterator
from typing import NamedTuple

from openness_cli.formats import document as doc
from openness_cli.formats.cases import Annotation, Case, Cases, Ending, Severity, Suite
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows, plain_of
from openness_cli.formats.workbook import Workbook
from openness_cli.links.moves import Counterpart, MovedPage, MovedResult
from openness_cli.messages import _, n_
from openness_cli.reports._book import book_of
from openness_cli.reports._head import Json, assessed, head, in_zone, notes_of, picked, sure_of
from openness_cli.words import links as words
from openness_cli.words.terms import long_date, word_of

COLUMNS = (
    "old_url", "new_url", "until", "counterpart", "state", "cause", "reason", "last_success", "last_check", "criteria",
    "points", "owner", "items", "places",
)  # fmt: skip
TITLE = "openness links --moved"
_TONES = {Counterpart.OPENS: doc.Tone.GOOD, Counterpart.BROKEN: doc.Tone.RED, Counterpart.NO_RULE: doc.Tone.DOUBTFUL}


class MovedReport(NamedTuple):
    """The pages that have moved, as they are shown. Nothing was fetched for it."""

    result: MovedResult

    @property
    def passed(self) -> bool:
        """Whether no new address is broken on which points hang."""
        return not self.result.hanging

    def rows(self) -> Rows:
        """Return a row for each page."""
        return Rows(COLUMNS, map(_values, self.result.pages))

    def sheet(self) -> Rows:
        """Return the same for people: times in the zone of the index."""
        return Rows(COLUMNS, in_zone(map(_values, self.result.pages), self.result.links.zone))

    def workbook(self) -> Workbook:
        """Return the same as a sheet."""
        return book_of(self.document(), self.sheet(), self.result.links.today, _("Addresses"))

    def json(self) -> Json:
        """Return version 1 of the JSON."""
        own = self.result.links
        counts = {each.value: sum(page.counterpart is each for page in self.result.pages) for each in Counterpart}
        return {
            **head("moved", own.assessment, own.language, own.tool_version),
            "day": plain_of(own.today),
            "counts": counts,
            "pages": [_page_json(page) for page in self.result.pages],
        }

    def cases(self) -> Cases:
        """Return a case for each page. Only a new address that is broken, with points on it, is a failure."""
        return Cases(TITLE, [Suite("moved", [_case(self.result, page) for page in self.result.pages])])

    def annotations(self) -> Iterator[Annotation]:
        """Return each page that has no counterpart, beside its line of evidence, then the sum."""
        folder = self.result.links.assessment.workspace.folder
        for page in self.result.pages:
            if page.counterpart.is_lacking:
                place = page.row.address.uses[0].item.place
                level = Severity.ERROR if _hangs(self.result, page) else Severity.WARNING
                named = f"{TITLE} {', '.join(page.row.address.criteria)}"
                yield Annotation(level, named, "\n".join(_said(page, "→")), folder / place.file, place.line)
        told = (*_summary(self.result), *sure_of(self.result.links.assessment))
        yield Annotation(Severity.NOTICE, TITLE, "\n".join(told))

    def document(self) -> doc.Document:
        """Return what is to be read."""
        own = self.result.links
        told = tuple(_summary(self.result))
        blocks: list[doc.Block] = [doc.Sentences(doc.said(*told), is_list=False, apart=False)]
        for is_lacking, title in (
            (True, _("Without a counterpart")),
            (False, _("Moved")),
        ):
            pages = [page for page in self.result.pages if page.counterpart.is_lacking is is_lacking]
            if pages:
                blocks.append(_table(title, pages))
        subtitle = _("Pages that have moved")
        note = doc.faint((_("Nothing was fetched for this list: openness links fetches the new addresses."),))
        made = assessed(own.assessment, own.language, blocks, (*note, *notes_of(own.assessment)), screen=(subtitle,))
        return made._replace(subtitle=subtitle)


def _values(page: MovedPage) -> Values:
    row = page.row
    address, state = row.address, row.state
    return {
        "old_url": page.old,
        "new_url": page.new,
        "until": page.until,
        "counterpart": page.counterpart,
        "state": state.state,
        "cause": state.cause,
        "reason": words.cause_sentence(state.cause, state.status) if state.cause else "",
        "last_success": state.last_success,
        "last_check": state.last_check,
        "criteria": address.criteria,
        "points": row.points,
        "owner": address.owner,
        "items": "; ".join(dict.fromkeys(use.item.title for use in address.uses if use.item.title)),
        "places": address.places,
    }


def _page_json(page: MovedPage) -> Json:
    told = picked(
        _values(page), "old_url", "new_url", "until", "counterpart", "state", "cause", "last_success", "last_check",
        "criteria", "points", "owner", "items", "places",
    )  # fmt: skip
    return {**told, "new_url": page.new or None, "cause": page.row.state.cause or None}


def _summary(result: MovedResult) -> Iterator[str]:
    if not result.links.assessment.workspace.sites.moves:
        yield _("openness.yaml names nothing that has moved (moved:).")
        return
    count = len(result.pages)
    lacking = result.lacking
    text = n_("{count} page of a site that has moved", "{count} pages of sites that have moved", count)
    without = _("without a counterpart: {count}").format(count=lacking)
    yield f"{text.format(count=count)}; {without}."


def _said(page: MovedPage, arrow: str) -> Iterator[str]:
    """Yield where a page was and where it is, then what is known of that."""
    if page.until is None:
        yield f"{page.old}: {word_of(page.counterpart)}"
        yield _("enter its new address, or a move of its path under moved: in openness.yaml")
        return
    yield f"{page.old} {arrow} {page.new}"
    yield _facts(page)


def _facts(page: MovedPage) -> str:
    state = page.row.state
    facts = [word_of(page.counterpart)]
    if state.cause and page.counterpart is not Counterpart.OPENS:
        facts.append(words.cause_sentence(state.cause, state.status))
    if page.until is not None:
        facts.append(_("at the old address until {day}").format(day=long_date(page.until)))
    if page.row.points:
        facts.append(words.points_words(page.row.points))
    return "; ".join(facts)


def _case(result: MovedResult, page: MovedPage) -> Case:
    said = tuple(_said(page, "→"))
    case = Case(", ".join(page.row.address.criteria), page.old, message="; ".join(said))
    if _hangs(result, page):
        return case._replace(ending=Ending.FAILED, kind=page.row.state.cause or "broken", text="\n".join(said))
    return case if page.counterpart is Counterpart.OPENS else case._replace(ending=Ending.SKIPPED)


def _hangs(result: MovedResult, page: MovedPage) -> bool:
    return page.row.address.key in result.links.hanging


def _table(title: str, pages: list[MovedPage]) -> doc.Table:
    heads = doc.on_page(_("old address"), _("new address"), _("state"), _("criteria"), _("owner"))
    columns = (*heads, *doc.on_page(_("points"), numbers=True))
    return doc.Table(columns, tuple(map(_row, pages)), title, screen=doc.Screen(doc.Layout.LINES))


def _row(page: MovedPage) -> doc.Row:
    address = page.row.address
    criteria, facts = ", ".join(address.criteria), _facts(page)
    first, *rest = _said(page, doc.ARROW)
    tone = _TONES.get(page.counterpart, doc.Tone.OPEN)
    lead = doc.Sentence(first, indent=2, hang=4, aside=", ".join(address.places))
    told = "; ".join(filter(None, (criteria, *rest, address.owner)))
    cells = (page.old, page.new, facts, criteria, address.owner, str(page.row.points))
    return doc.row(cells, (lead, doc.Sentence(told, tone, indent=4)))
