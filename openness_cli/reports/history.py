"""What ``openness history`` shows: the saved scores over time, by body and year."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from openness_cli.comparison.history import SavedDay, SavedLikely, SavedScore, Series
from openness_cli.formats import document as doc
from openness_cli.formats.heads import head_of
from openness_cli.formats.page import Curve, Page, Spot, page_of
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows, plain_row
from openness_cli.formats.workbook import Workbook
from openness_cli.messages import _, figures
from openness_cli.model.definitions import Index
from openness_cli.model.evidence import PublishedResult
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.reports._book import Kind, book_of
from openness_cli.reports._curve import past_curve
from openness_cli.reports._head import (
    Json,
    colour_cell,
    course_text,
    legend,
    picked,
    published_json,
    ruler_of,
    signed,
    tool,
    total_bar,
)
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.certainty import sure_sentences
from openness_cli.words.terms import act_name, short_date, word_of

COLUMNS = (
    "organisation", "year", "as_of", "saved_at", "index", "edition", "gate_basis",
    "declared_earned", "declared_on_course", "declared_band", "evidenced_earned", "evidenced_on_course",
    "evidenced_band", "verified_earned", "verified_on_course", "verified_unknown", "verified_band", "reachable",
    "at_stake", "tool_version", "line", "row", "published", "published_band",
)  # fmt: skip
_LEAST_DAYS = 2
_UNKNOWN_RULES = doc.Ruler(Fraction(100), ())


class HistoryReport(NamedTuple):
    """Saved scores of a folder, charted on one basis.

    ``indices`` are the definitions that could be read, by their id: the colours' minima of a score are theirs; those of
    what was ``published`` of the body are those of its ``own_index``.
    """

    tool_version: str
    language: str
    organisation: str
    name: str
    basis: Basis
    series: tuple[Series, ...]
    indices: Mapping[str, Index]
    published: tuple[PublishedResult, ...] = ()
    own_index: Index | None = None

    def rows(self) -> Rows:
        """Return a row for each saved score: all of a day, in time, whatever basis is charted; then what was published.

        ``row`` tells them apart. The indicators of a score are what each has of the headline.
        """
        return Rows((*COLUMNS, *(f"indicator_{name}" for name in self._ids())), self._rows())

    def sheet(self) -> Rows:
        """Return the same for people."""
        heads = (f"{head_of('indicator')} {name}" for name in self._ids())
        return self.rows()._replace(heads=(*map(head_of, COLUMNS), *heads))

    def _rows(self) -> Iterator[Values]:
        for series in self.series:
            yield from (_row(score) | _parts(score.indicators) for score in series.scores)
        for own in self.published:
            shown = {name: rounded_down(points) for name, points in own.indicators.items()}
            values: Values = {"organisation": self.organisation, "year": own.year, "row": "published"}
            yield values | {"published": rounded_down(own.total), "published_band": own.band} | _parts(shown)

    def _ids(self) -> tuple[str, ...]:
        """Return the ids of the indicators that anything is known of, those of the index first."""
        scores = (score.indicators for series in self.series for score in series.scores)
        told = {name for known in (*scores, *(own.indicators for own in self.published)) for name in known}
        order = [indicator.id for indicator in self.own_index.indicators] if self.own_index else []
        return (*(name for name in order if name in told), *sorted(told.difference(order)))

    def workbook(self) -> Workbook:
        """Return a sheet of what was saved, and one of what was published."""
        days = [score.as_of for series in self.series for score in series.scores]
        kinds = {"saved": Kind(_("Saved scores")), "published": Kind(_("Published"))}
        rows = self.sheet()._replace(kinds="row")
        return book_of(self.document(), rows, max(days, default=None), _("Saved scores"), kinds)

    def json(self) -> Json:
        """Return version 1 of the JSON."""
        return {
            "format_version": 1,
            "kind": "history",
            "tool": tool(self.tool_version),
            "organisation": self.organisation,
            "scores": [_score(score) for series in self.series for score in series.scores],
            **({"published": [published_json(own) for own in self.published]} if self.published else {}),
        }

    def document(self) -> doc.Document:
        """Return what is to be read."""
        title = _("Saved scores")
        charted = self._charted()
        if not charted:
            return doc.Document(
                self.name, (), (doc.Sentences(doc.said(empty_sentence()), is_list=False, apart=False),), subtitle=title
            )
        text = _("Saved scores, {basis}: the last of each day").format(basis=word_of(self.basis))
        blocks: list[doc.Block] = [doc.Sentences(doc.said(text), is_list=False, apart=False)]
        blocks += [_chart(self, series) for series in charted]
        year = max(series.year for series in charted)
        certain = tuple(text for index in self.indices.values() for text in sure_sentences(index, year))
        arrow = _("earned {arrow} on course, and its change").format(arrow=doc.ARROW)
        notes = (legend(blocks), *doc.faint((arrow, *certain)))
        return doc.Document(self.name, (), tuple(blocks), notes, subtitle=title, page_notes=certain)

    def page(self) -> Page:
        """Return the document with each year drawn of which more than one day was saved."""
        page = page_of(self.document())
        first, *years = page.sections
        drawn = [
            section._replace(blocks=(curve, *section.blocks)) if (curve := self._curve(series)) else section
            for section, series in zip(years, self._charted(), strict=False)
        ]
        return page._replace(sections=(first, *drawn))

    def _curve(self, series: Series) -> Curve | None:
        days = [day.score for day in series.days(self.basis)]
        index = self.indices.get(days[-1].index_id) if days else None
        if index is None or len(days) < _LEAST_DAYS:
            return None
        totals = [score.totals[self.basis].on_course for score in days]
        texts = [figures(str(total)) if at in (0, len(days) - 1) else "" for at, total in enumerate(totals)]
        spots = zip(days, totals, texts, strict=True)
        past = tuple(Spot(score.as_of, Fraction(total, 100), text) for score, total, text in spots)
        own = [each for each in self.published if each.year == series.year and series.organisation == self.organisation]
        name = _("Published result, {year}")
        return past_curve(index, past, [(each.total, name.format(year=each.year)) for each in own])

    def _charted(self) -> tuple[Series, ...]:
        """Return the series, and an empty one for each published year without any, in their places."""
        told = {series.year for series in self.series if series.organisation == self.organisation}
        more = (Series(self.organisation, own.year, ()) for own in self.published if own.year not in told)
        own_first = ((own.organisation != self.organisation, own.organisation, own.year, own) for own in self.series)
        alone = ((False, own.organisation, own.year, own) for own in more)
        return tuple(own for *_key, own in sorted((*own_first, *alone), key=lambda each: each[:3]))


def empty_sentence() -> str:
    """Return what to do where nothing was saved."""
    return _("No score is saved here yet: openness score --save adds one to history.jsonl each time.")


def _row(score: SavedScore) -> Values:
    row: Values = {
        "organisation": score.organisation,
        "year": score.year,
        "as_of": score.as_of,
        "saved_at": score.saved_at,
        "index": score.index_id,
        "edition": score.edition,
        "gate_basis": score.basis,
        "reachable": score.reachable,
        "at_stake": score.at_stake,
        "tool_version": score.tool_version,
        "line": score.line,
        "row": "saved",
    }
    for basis, total in score.totals.items():
        row |= {f"{basis.value}_{name}": value for name, value in total._asdict().items()}
    return row


def _parts(indicators: Mapping[str, Hundredths]) -> Values:
    return {f"indicator_{name}": points for name, points in indicators.items()}


def _score(score: SavedScore) -> Json:
    row = _row(score)
    indicators = {name: points.number for name, points in score.indicators.items()}
    return {
        **picked(row, "organisation", "year", "as_of", "saved_at", "index", "edition"),
        "basis": score.basis.value,
        "scores": {basis.value: plain_row(score.totals[basis]._asdict()) for basis in Basis},
        **picked(row, "reachable", "at_stake", "tool_version", "line"),
        **({"indicators": indicators} if indicators else {}),
        **({"certainty": plain_row(score.likely._asdict())} if score.likely else {}),
    }


def _chart(report: HistoryReport, series: Series) -> doc.Table:
    columns = (
        doc.Column(_("day")),
        doc.Column("", fit=doc.Fit.BAR, least=6),
        doc.Column("", is_number=True, medium=doc.Medium.SCREEN),
        doc.Column(_("colour")),
        *doc.on_page(_("earned"), _("on course"), _("unknown"), numbers=True),
        *doc.on_page(*([_("likely range")] if _has_likely(report, series) else []), numbers=True),
        doc.Column(_("change of what is on course"), is_number=True),
    )
    has_likely = _has_likely(report, series)
    rows = [_day(report, day, has_likely=has_likely) for day in series.days(report.basis)]
    if series.organisation == report.organisation:
        rows += [_published(report, own, has_likely=has_likely) for own in report.published if own.year == series.year]
    return doc.Table(columns, tuple(rows), _series_title(report, series), screen=doc.Screen())


def _day(report: HistoryReport, day: SavedDay, *, has_likely: bool) -> doc.Row:
    score, total = day.score, day.score.totals[report.basis]
    index = report.indices.get(score.index_id)
    ruler = ruler_of(index) if index else _UNKNOWN_RULES
    rules = tuple(_rules_sentences(day))
    cells: tuple[doc.Cell | str, ...] = (
        doc.Cell(short_date(score.as_of), notes=rules),
        total_bar(ruler, total.earned, total.unknown, total.on_course - total.earned, total.band),
        f"{total.earned} {doc.ARROW} {course_text(total)}",
        colour_cell(total.band),
        str(total.earned),
        str(total.on_course),
        str(total.unknown),
        *([_likely(score.likely)] if has_likely else []),
        signed(day.change) if day.change else "",
    )
    return doc.row(cells, tuple(doc.Sentence(text, indent=12) for text in rules))


def _published(report: HistoryReport, own: PublishedResult, *, has_likely: bool) -> doc.Row:
    """Return what was published of a year, as the last of its days."""
    ruler = ruler_of(report.own_index) if report.own_index else _UNKNOWN_RULES
    total, colour = rounded_down(own.total), colour_cell(own.band) if own.band else ""
    bar = total_bar(ruler, total, 0, 0, own.band)
    cell = doc.Cell(_("published"), doc.Tone.STRONG)
    none = (doc.Cell(""),) * (2 + has_likely)
    return doc.row((cell, bar, str(total), colour, "", str(total), *none))


def _has_likely(report: HistoryReport, series: Series) -> bool:
    """Tell whether anything is to be said of how sure scores were: of the headline, and of no other basis."""
    return report.basis is Basis.EVIDENCED and any(score.likely for score in series.scores)


def _likely(own: SavedLikely | None) -> str:
    return f"{own.low}–{own.high} ({word_of(own.colour)})" if own else ""


def _series_title(report: HistoryReport, series: Series) -> str:
    """Return whose scores of which year these are; a body other than the folder's own is told to be another."""
    if series.organisation == report.organisation:
        return str(series.year)
    text = _("{year}, of another body: {organisation}") if report.organisation else _("{year}, of {organisation}")
    return text.format(year=series.year, organisation=series.organisation)


def _rules_sentences(day: SavedDay) -> Iterator[str]:
    """Say that the rules changed, and to which, where they did."""
    if day.rules_changed:
        text = _("other rules from here on: {index}, edition {edition}; what changed may be theirs")
        yield text.format(index=act_name(day.score.index_id), edition=short_date(day.score.edition))
