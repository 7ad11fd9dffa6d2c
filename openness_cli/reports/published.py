"""What ``openness history --published`` shows: what was predicted beside what the Agency published, by indicator."""

from collections.abc import Iterator
from typing import NamedTuple

from openness_cli.comparison.history import SavedScore
from openness_cli.comparison.published import IndicatorPair, Prediction
from openness_cli.formats import document as doc
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows, plain_of, plain_row
from openness_cli.formats.workbook import Workbook
from openness_cli.messages import _, figures, first_of
from openness_cli.model.definitions import Index, Indicator
from openness_cli.model.points import Hundredths
from openness_cli.reports._book import book_of
from openness_cli.reports._head import Json, picked, published_json, signed, tool
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.published import published_words
from openness_cli.words.terms import band_word, long_date

COLUMNS = (
    "year", "indicator", "title", "predicted", "published", "difference", "as_of", "saved_at", "saved_in_time",
    "predicted_band", "published_band", "line",
)  # fmt: skip
_NAMED = 10


class PublishedReport(NamedTuple):
    """Each published year beside the last score before its evaluation, the latest first.

    ``unpublished`` are years that scores were saved for and nothing was published, or entered. Without
    ``definitions`` indicators have no titles.
    """

    tool_version: str
    language: str
    organisation: str
    name: str
    predictions: tuple[Prediction, ...]
    unpublished: tuple[int, ...]
    definitions: Index | None

    def rows(self) -> Rows:
        """Return for each year a row of the whole, then one for each indicator that anything is known of."""
        return Rows(COLUMNS, (row for own in self.predictions for row in _rows(self, own)))

    def sheet(self) -> Rows:
        """Return the same for people: the whole by a word."""
        rows = (row if row["indicator"] else {**row, "title": _("in all")} for row in self.rows().rows)
        return Rows(COLUMNS, rows)

    def workbook(self) -> Workbook:
        """Return the same as a sheet."""
        return book_of(self.document(), self.sheet())

    def json(self) -> Json:
        """Return version 1 of the JSON."""
        return {
            "format_version": 1,
            "kind": "published",
            "tool": tool(self.tool_version),
            "organisation": self.organisation,
            "years": [_year(self, own) for own in self.predictions],
            "unpublished": list(self.unpublished),
        }

    def document(self) -> doc.Document:
        """Return what is to be read."""
        blocks: list[doc.Block] = [_table(self, own) for own in self.predictions]
        if not self.predictions:
            text = _("Nothing that the Agency published is entered: results: in openness.yaml takes it, a year each.")
            blocks.append(doc.Sentences(doc.said(text), is_list=False, apart=False))
        if self.unpublished:
            text = _(
                "Scores were saved for {years}, of which nothing published is entered (results: in openness.yaml)."
            )
            years = first_of([str(year) for year in self.unpublished], _NAMED)
            blocks.append(doc.Sentences(doc.said(text.format(years=years)), is_list=False))
        return doc.Document(self.name, (), tuple(blocks), subtitle=_("Predicted, and published"))


def _rows(report: PublishedReport, own: Prediction) -> Iterator[Values]:
    for pair in (own.total, *own.indicators):
        yield _values(report, own, pair)


def _values(report: PublishedReport, own: Prediction, pair: IndicatorPair) -> Values:
    score = own.score
    saved: Values = {
        "as_of": score.as_of,
        "saved_at": score.saved_at,
        "saved_in_time": not own.is_late,
        "predicted_band": None if pair.id else score.totals[Basis.EVIDENCED].band,
        "line": score.line,
    } if score else {}  # fmt: skip
    return {
        "year": own.result.year,
        "indicator": pair.id,
        "title": _title(report, pair),
        "predicted": pair.predicted,
        "published": pair.published,
        "difference": pair.difference,
        "published_band": None if pair.id else own.result.band,
        **saved,
    }


def _title(report: PublishedReport, pair: IndicatorPair) -> str:
    indicator = _indicator(report, pair)
    return indicator.titles.to(report.language) if indicator else ""


def _short_name(report: PublishedReport, pair: IndicatorPair) -> str:
    indicator = _indicator(report, pair)
    name = f" ({(indicator.short or indicator.titles).to(report.language)})" if indicator else ""
    return f"{pair.id}{name}"


def _indicator(report: PublishedReport, pair: IndicatorPair) -> Indicator | None:
    known = report.definitions.indicators if report.definitions else ()
    return next((own for own in known if own.id == pair.id), None)


def _year(report: PublishedReport, own: Prediction) -> Json:
    whole, score = _values(report, own, own.total), own.score
    saved = {**picked(whole, "as_of", "saved_at", "saved_in_time", "line"), "total": plain_of(whole["predicted"])}
    return {
        "year": own.result.year,
        "predicted": {**saved, "band": plain_of(whole["predicted_band"]), **_likely(score)} if score else None,
        "published": published_json(own.result),
        "difference": plain_of(whole["difference"]),
        "indicators": [
            {"id": pair.id, **picked(_values(report, own, pair), "title", "predicted", "published", "difference")}
            for pair in own.indicators
        ],
    }


def _likely(score: SavedScore) -> Json:
    return {"certainty": plain_row(score.likely._asdict())} if score.likely else {}


def _table(report: PublishedReport, own: Prediction) -> doc.Table:
    columns = (
        doc.Column(_("indicator"), fit=doc.Fit.REST),
        *(doc.Column(head, is_number=True, least=6) for head in (_("predicted"), _("published"), _("difference"))),
    )
    rows = [_row(f"{pair.id} {_title(report, pair)}".strip(), pair) for pair in own.indicators]
    rows.append(_row(_("in all"), own.total, doc.Tone.STRONG))
    first, *more = _sentences(report, own)
    return doc.Table(
        columns,
        tuple(rows),
        str(own.result.year),
        sentences=(doc.Sentence(first, doc.Tone.STRONG),),
        closing=doc.said(*more),
        screen=doc.Screen(head=doc.Head.HEADS),
    )


def _row(name: str, pair: IndicatorPair, tone: doc.Tone = doc.Tone.PLAIN) -> doc.Row:
    wrong = doc.Tone.STRONG if pair.difference else tone
    return doc.row((
        doc.Cell(name, tone), _figure(pair.predicted), _figure(pair.published),
        doc.Cell(signed(pair.difference) if pair.difference is not None else "", wrong),
    ))  # fmt: skip


def _figure(points: Hundredths | None) -> str:
    return "" if points is None else str(points)


def _sentences(report: PublishedReport, own: Prediction) -> Iterator[str]:
    """Say how far off the whole was, by which score, where it was worst, and what is not known."""
    yield _whole_sentence(own)
    score, worst = own.score, own.worst
    if score is None:
        return
    text = _("Predicted by the score of {day}, the last one saved before the evaluation.")
    if own.is_late:
        text = _("No score was saved before the evaluation; this one, as of {day}, was saved after it: no prediction.")
    yield text.format(day=long_date(score.as_of))
    if own.is_within is not None and score.likely is not None:
        text = _("Published outside the likely range, {low} to {high}: evidence or definitions were further off.")
        if own.is_within:
            text = _("Published within the likely range, {low} to {high}.")
        yield figures(text.format(low=score.likely.low, high=score.likely.high))
    if not own.has_parts:
        yield _("That saved score does not tell its indicators: an older version wrote it.")
    elif not own.result.indicators:
        yield _("By indicator nothing is entered of what was published.")
    if worst is not None and worst.difference is not None:
        text = _("Furthest off: indicator {name}, by {points} points.")
        yield text.format(name=_short_name(report, worst), points=figures(signed(worst.difference)))
    elif own.has_parts and own.result.indicators:
        yield _("No indicator of which both are known was off.")
    missing = [pair.id for pair in own.indicators if pair.published is None]
    if missing and own.result.indicators:
        text = _("Not entered of what was published: indicators {names}.")
        yield text.format(names=first_of(missing, _NAMED))


def _whole_sentence(own: Prediction) -> str:
    words, score, off = published_words(own.result), own.score, own.total.difference
    if score is None or off is None:
        text = _("Published: {published}. No score is saved of that year: openness score --save adds one each time.")
        return text.format(published=words)
    total = score.totals[Basis.EVIDENCED]
    predicted = _("{total} points, {band}").format(total=total.on_course, band=band_word(total.band))
    text = _("Predicted: {predicted}; published: {published}: {difference} points.")
    if own.is_late:
        text = _("Saved afterwards: {predicted}; published: {published}: {difference} points.")
    if not off:
        text = _("Predicted: {predicted}; published: {published}: no difference.")
    return text.format(predicted=predicted, published=words, difference=figures(signed(off)))
