"""What ``openness rank`` shows: who stands where, beside what was published, and what could not be scored."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from openness_cli.comparison.ranking import Average, RankedPlace, Ranking
from openness_cli.formats import document as doc
from openness_cli.formats.heads import head_of, heads_of
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows, plain_row
from openness_cli.formats.workbook import Sheet, Workbook
from openness_cli.messages import _, figures, n_
from openness_cli.model.definitions import Benchmark, PublishedYear
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.reports import _head
from openness_cli.reports._book import table_of
from openness_cli.reports.rank_words import not_scored_words, summary_sentences
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.certainty import contradiction_sentence, sure_sentences
from openness_cli.words.terms import act_name, word_of

_FIRST = (
    "kind", "rank", "folder", "organisation", "name", "year", "as_of", "evaluation_date", "basis", "total", "band",
)  # fmt: skip
_ROOMY = 80
_SURE = ("how_sure", "half_width")
_LAST = (
    "declared", "declared_on_course", "evidenced", "evidenced_on_course", "verified", "verified_on_course", "unknown",
    "passed", "problems", "published_bodies",
)  # fmt: skip


class RankReport(NamedTuple):
    """A ranking, as it is shown."""

    ranking: Ranking

    def rows(self) -> Rows:
        """Return the bodies by rank, those that were not scored, then what was published.

        ``kind`` tells them apart. ``total`` is what is on course on the basis of the ranking, or what was published.
        """
        columns = (*_FIRST, *_indicator_columns(self.ranking), *_LAST)
        return Rows(columns, ({name: row.get(name) for name in columns} for row in _rows(self.ranking)))

    def sheet(self) -> Rows:
        """Return the same for people: beside the indicators what rounding leaves of the total."""
        ranking = self.ranking
        indicators = _indicator_columns(ranking)
        heads = [f"{head_of('indicator')} {own.id}" for own in ranking.index.indicators]
        columns = (*_FIRST, *_SURE, *indicators, "rounding", *_LAST)
        first = ("gate_basis" if name == "basis" else name for name in (*_FIRST, *_SURE))
        named = (*map(head_of, first), *heads, head_of("rounding"), *map(head_of, _LAST))
        return Rows(columns, (row | _rounding(row, indicators) for row in _rows(ranking)), named)

    def workbook(self) -> Workbook:
        """Return a sheet of the bodies, row by row, one of what could not be scored, and one of what was published."""
        ranking, rows = self.ranking, self.sheet()
        heads = dict(zip(rows.columns, heads_of(rows), strict=True))

        def sheet(name: str, own: Iterable[Values], *left_out: str) -> Sheet:
            columns = [column for column in rows.columns if column not in left_out]
            table = table_of(Rows(columns, own, [heads[column] for column in columns]))
            return Sheet(name, (table._replace(idents=2 if "rank" in columns else 1),))

        certain = sure_sentences(ranking.index, ranking.year)
        indicators = _indicator_columns(ranking)
        bodies = (_body(ranking, place) for place in ranking.places)
        scored = sheet(
            _("Bodies"), (row | _rounding(row, indicators) for row in bodies), "kind", "problems", "published_bodies"
        )
        own = frozenset(("year", "total", "published_bodies", *indicators))
        published = [row for year in ranking.index.benchmarks for row in _published_rows(year)]
        sheets = [
            scored._replace(above=doc.said(*summary_sentences(ranking)), below=doc.said(*certain)),
            *([sheet(_("Not scored"), _not_scored(ranking), *_but(rows.columns, "folder", "problems"))]
              if ranking.not_scored else []),
            *([sheet(_("Published"), published, *_but(rows.columns, "kind", *own))] if published else []),
        ]  # fmt: skip
        title, subtitle = (
            ranking.index.titles.to(ranking.language),
            f"{act_name(ranking.index.id)} {doc.DOT} {ranking.year}",
        )
        return Workbook(title, tuple(each._replace(title=title, subtitle=subtitle) for each in sheets))

    def json(self) -> _head.Json:
        """Return version 1 of the JSON."""
        ranking, index = self.ranking, self.ranking.index
        return {
            "format_version": 1,
            "kind": "rank",
            "tool": _head.tool(ranking.tool_version),
            "index": _head.index_info(index),
            "year": ranking.year,
            "basis": ranking.basis.value,
            "indicators": [
                {
                    "id": own.id,
                    "title": own.titles.to(ranking.language),
                    "possible": rounded_down(own.points).number,
                    "points_basis": own.points_basis.value,
                }
                for own in index.indicators
            ],
            "bodies": [_body_json(ranking, place) for place in ranking.places],
            "average": _average(ranking, ranking.average),
            "not_scored": [own._asdict() for own in ranking.not_scored],
            "published": [_published_json(year) for year in index.benchmarks],
            "gate": _gate(ranking),
        }

    def document(self) -> doc.Document:
        """Return what is to be read."""
        ranking, index = self.ranking, self.ranking.index
        columns, places = _columns(ranking), tuple(_place(ranking, place) for place in ranking.places)
        blocks: list[doc.Block] = [
            doc.Sentences(doc.said(*summary_sentences(ranking)), apart=False),
            doc.Table(columns, places, screen=doc.Screen(head=doc.Head.HEADS)),
        ]
        for year in index.benchmarks:
            blocks += _published(ranking, columns, year)
        if ranking.not_scored:
            texts = (doc.Sentence(not_scored_words(own), indent=2, hang=2) for own in ranking.not_scored)
            blocks.append(doc.Sentences(tuple(texts), _("Not scored")))
        titles = (f"{own.id}: {own.titles.to(ranking.language)}" for own in index.indicators)
        blocks.append(doc.Sentences(doc.said(*titles), medium=doc.Medium.PAGE))
        edition = (act_name(index.id), str(ranking.year))
        certain = sure_sentences(index, ranking.year)
        return doc.Document(
            index.titles.to(ranking.language),
            edition,
            tuple(blocks),
            (*_legends(ranking, blocks), *doc.faint(certain)),
            page_line=edition,
            page_notes=certain,
        )


def _indicator_columns(ranking: Ranking) -> tuple[str, ...]:
    return tuple(f"indicator_{indicator.id}" for indicator in ranking.index.indicators)


def _rounding(row: Values, indicators: Iterable[str]) -> Values:
    """Return what the indicators of a body leave of its total for being rounded; of other rows nothing."""
    total, parts = row.get("total"), (row.get(name) for name in indicators)
    if row["kind"] != "body" or not isinstance(total, Hundredths):
        return {}
    return {"rounding": Hundredths(total - sum(part for part in parts if isinstance(part, Hundredths)))}


def _rows(ranking: Ranking) -> Iterator[Values]:
    for place in ranking.places:
        yield _body(ranking, place)
    yield from _not_scored(ranking)
    for year in ranking.index.benchmarks:
        yield from _published_rows(year)


def _not_scored(ranking: Ranking) -> Iterator[Values]:
    for own in ranking.not_scored:
        yield {"kind": "not-scored", "folder": own.folder, "basis": ranking.basis, "problems": own.problems}


def _published_rows(year: PublishedYear) -> Iterator[Values]:
    yield _published_row("published-average", year, year.average)
    yield _published_row("published-best", year, year.best)


def _but(columns: Iterable[str], *kept: str) -> list[str]:
    return [column for column in columns if column not in kept]


def _body(ranking: Ranking, place: RankedPlace) -> Values:
    body, own, likely = place.body, place.body.on(ranking.basis), ranking.likely_of(place.body)
    indicators = (None if total is None else total.on_course for total in body.indicators)
    return {
        "kind": "body",
        "rank": place.rank,
        "folder": body.folder,
        "organisation": body.organisation,
        "name": body.name,
        "year": body.year,
        "as_of": body.day,
        "evaluation_date": body.evaluation_date,
        "basis": ranking.basis,
        "total": own.on_course,
        "band": own.band,
        "how_sure": likely.colour if likely else None,
        "half_width": likely.half_width if likely else None,
        **dict(zip(_indicator_columns(ranking), indicators, strict=True)),
        "declared": body.declared.earned,
        "declared_on_course": body.declared.on_course,
        "evidenced": body.evidenced.earned,
        "evidenced_on_course": body.evidenced.on_course,
        "verified": body.verified.earned,
        "verified_on_course": body.verified.on_course,
        "unknown": body.verified.unknown,
        "passed": None if ranking.threshold is None else "undecided" if body.passed is None else body.passed,
    }


def _published_row(kind: str, year: PublishedYear, benchmark: Benchmark) -> Values:
    return {
        "kind": kind,
        "year": year.year,
        "total": rounded_down(benchmark.total),
        "published_bodies": year.bodies,
        **{f"indicator_{name}": rounded_down(value) for name, value in benchmark.indicators.items()},
    }


def _body_json(ranking: Ranking, place: RankedPlace) -> _head.Json:
    body = place.body
    indicators = zip(ranking.index.indicators, body.indicators, strict=True)
    return {
        "rank": place.rank,
        "folder": body.folder,
        "organisation": {"id": body.organisation, "name": body.name, "kinds": list(body.kinds)},
        "as_of": body.day.isoformat(),
        "evaluation_date": body.evaluation_date.isoformat(),
        "over": body.over,
        "scores": {basis.value: _head.total_json(body.on(basis), basis) for basis in Basis},
        "indicators": [
            {"id": own.id, "earned": total.earned.number, "on_course": total.on_course.number}
            for own, total in indicators
            if total is not None
        ],
        "passed": body.passed,
        **({"certainty": plain_row(body.likely._asdict())} if body.likely else {}),
    }


def _average(ranking: Ranking, average: Average) -> _head.Json:
    indicators = zip(ranking.index.indicators, average.indicators, strict=True)
    return {
        "earned": average.earned.number,
        "on_course": average.on_course.number,
        "indicators": {indicator.id: value.number for indicator, value in indicators if value is not None},
    }


def _published_json(year: PublishedYear) -> _head.Json:
    def benchmark(published: Benchmark) -> _head.Json:
        return {
            "total": rounded_down(published.total).number,
            "indicators": {name: rounded_down(points).number for name, points in published.indicators.items()},
        }

    return {
        "year": year.year,
        "bodies": year.bodies,
        "source": year.source,
        "average": benchmark(year.average),
        "best": benchmark(year.best),
    }


def _gate(ranking: Ranking) -> _head.Json:
    threshold = ranking.threshold
    return {
        "passed": ranking.passed,
        "basis": ranking.basis.value,
        "threshold": float(threshold.points) if threshold else None,
        "band": threshold.band.name.value if threshold and threshold.band else None,
        "failed": [place.body.folder for place in ranking.failed],
        "undecided": [place.body.folder for place in ranking.undecided],
    }


def _columns(ranking: Ranking) -> tuple[doc.Column, ...]:
    gate = (doc.Column(_("gate"), medium=doc.Medium.PAGE), doc.Column("", medium=doc.Medium.SCREEN))
    indicators = (
        doc.Column(own.id, is_number=True, least=5, gap=1, is_optional=True) for own in ranking.index.indicators
    )
    return (
        doc.Column(_("rank"), is_number=True, medium=doc.Medium.SCREEN),
        doc.Column(_("rank"), medium=doc.Medium.PAGE),
        doc.Column(_("body"), fit=doc.Fit.WRAP, roomy=30),
        doc.Column("", fit=doc.Fit.BAR),
        doc.Column(_("on course"), is_number=True),
        *([doc.Column("±", is_number=True, gap=1, from_width=_ROOMY)] if ranking.has_likely else []),
        doc.Column("", medium=doc.Medium.SCREEN),
        doc.Column(_("colour"), medium=doc.Medium.PAGE),
        *([doc.Column(_("how sure"), from_width=_ROOMY)] if ranking.has_likely else []),
        *(gate if ranking.threshold else ()),
        doc.Column(_("earned"), is_number=True, medium=doc.Medium.PAGE),
        *indicators,
    )


def _place(ranking: Ranking, place: RankedPlace) -> doc.Row:
    total, passed = place.body.on(ranking.basis), place.body.passed
    unknown = total.unknown if ranking.basis is Basis.VERIFIED else 0
    bar = _head.total_bar(
        _head.ruler_of(ranking.index), total.earned, unknown, total.on_course - total.earned, total.band
    )
    colour, rank = _head.colour_cell(total.band), str(place.rank)
    word = _("undecided") if passed is None else _("passes") if passed else _("fails")
    gate = doc.Cell(word, doc.Tone.PLAIN if passed else doc.Tone.STRONG)
    figures = ("" if own is None else str(own.on_course) for own in place.body.indicators)
    likely = ranking.likely_of(place.body)
    told = (f"±{likely.half_width}", word_of(likely.colour)) if likely else ("", "")
    width, sure = ([text] if ranking.has_likely else [] for text in told)
    return doc.row((
        rank, rank, place.name, bar, doc.Cell(_head.course_text(total), doc.Tone.STRONG), *width, colour, colour, *sure,
        *([gate] * 2 if ranking.threshold else []),
        str(total.earned), *figures,
    ))  # fmt: skip


def _published(ranking: Ranking, columns: tuple[doc.Column, ...], year: PublishedYear) -> Iterator[doc.Table]:
    """Return the figures of a published year: in the columns of the bodies on a screen, in a table on a page."""
    text = n_("As published for {year}, {count} body", "As published for {year}, {count} bodies", year.bodies)
    heading = text.format(year=year.year, count=year.bodies)
    ruler = _head.ruler_of(ranking.index)
    rows: list[doc.Row] = []
    for name, own in ((_("best"), year.best), (_("average"), year.average)):
        bar = doc.Bar(float(own.total / ruler.whole), 0, 0, doc.Tone.FAINT, ruler)
        empty = [""] * (3 + 2 * bool(ranking.threshold) + 2 * ranking.has_likely)
        drawn, total = doc.Cell("", bar=bar), str(rounded_down(own.total))
        rows.append(doc.row(("", "", name, drawn, total, *empty, *_figures(ranking, own))))
    yield doc.Table(columns, tuple(rows), heading, medium=doc.Medium.SCREEN, screen=doc.Screen(head=doc.Head.MUTE))
    page = (
        doc.Column(""), doc.Column(_("total"), is_number=True),
        *(doc.Column(own.id, is_number=True) for own in ranking.index.indicators),
    )  # fmt: skip
    told = ((_("average"), year.average), (_("best"), year.best))
    texts = ((name, str(rounded_down(own.total)), *_figures(ranking, own)) for name, own in told)
    yield doc.Table(page, tuple(map(doc.row, texts)), heading, medium=doc.Medium.PAGE)


def _figures(ranking: Ranking, benchmark: Benchmark) -> Sequence[str]:
    known = (benchmark.indicators.get(indicator.id) for indicator in ranking.index.indicators)
    return ["" if value is None else str(rounded_down(value)) for value in known]


def _legends(ranking: Ranking, blocks: list[doc.Block]) -> Iterator[doc.Sentence]:
    yield _head.legend(blocks)
    yield _head.minima_of(ranking.index)
    if ranking.has_likely:
        yield doc.Sentence(
            _("±: so far from it the total likely lies at most, since points are assumed"), doc.Tone.FAINT
        )
    yield doc.Sentence(figures(contradiction_sentence(ranking.index)), doc.Tone.FAINT)
    titles = "; ".join(f"{own.id} {own.titles.to(ranking.language)}" for own in ranking.index.indicators)
    yield doc.Sentence(_("Indicators, on course: {titles}").format(titles=titles), doc.Tone.FAINT, for_optional=True)
