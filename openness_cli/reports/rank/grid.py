"""The table of a ranking: its columns and rows, and the CSV of it.

``kind`` tells the rows apart: ``body``; ``not-scored``; ``published-average`` and ``published-best``, which have no
rank. ``total`` is what is on course on the basis of the ranking, or what was published.
"""

from collections.abc import Iterator

from openness_cli.comparison.ranking import NotScored, RankedPlace, Ranking
from openness_cli.formats.csv_ import write_excel, write_rows
from openness_cli.model.definitions import Benchmark, PublishedYear
from openness_cli.model.points import rounded_down

Row = dict[str, str]
_HEAD = ("kind", "rank", "folder", "organisation", "name", "year", "as_of", "evaluation_date", "basis", "total", "band")
_TAIL = (
    "declared", "declared_on_course", "evidenced", "evidenced_on_course", "verified", "verified_on_course", "unknown",
    "passed", "problems", "published_bodies",
)  # fmt: skip
_FIGURES = ("total", *_TAIL[:7])


def rank_csv(ranking: Ranking) -> bytes:
    """Return a ranking as RFC 4180 text."""
    return write_rows(columns(ranking), rank_grid(ranking))


def rank_excel(ranking: Ranking) -> bytes:
    """Return a ranking as Excel opens it here."""
    return write_excel(columns(ranking), rank_grid(ranking), (*_FIGURES, *_indicator_columns(ranking)))


def columns(ranking: Ranking) -> tuple[str, ...]:
    """Return the columns: one for each indicator among them, on course on the basis of the ranking."""
    return (*_HEAD, *_indicator_columns(ranking), *_TAIL)


def rank_grid(ranking: Ranking) -> Iterator[Row]:
    """Return the bodies by rank, those that were not scored, then what was published."""
    empty = dict.fromkeys(columns(ranking), "")
    for place in ranking.places:
        yield empty | _body(ranking, place)
    for own in ranking.not_scored:
        yield empty | _not_scored(ranking, own)
    for year in ranking.index.benchmarks:
        yield empty | _published(ranking, "published-average", year, year.average)
        yield empty | _published(ranking, "published-best", year, year.best)


def _indicator_columns(ranking: Ranking) -> tuple[str, ...]:
    return tuple(f"indicator_{indicator.id}" for indicator in ranking.index.indicators)


def _body(ranking: Ranking, place: RankedPlace) -> Row:
    body = place.body
    own = body.on(ranking.basis)
    indicators = ["" if total is None else str(total.on_course) for total in body.indicators]
    return {
        "kind": "body",
        "rank": str(place.rank),
        "folder": body.folder,
        "organisation": body.organisation,
        "name": body.name,
        "year": str(body.year),
        "as_of": body.day.isoformat(),
        "evaluation_date": body.evaluation_date.isoformat(),
        "basis": ranking.basis.value,
        "total": str(own.on_course),
        "band": own.band.value if own.band else "",
        **dict(zip(_indicator_columns(ranking), indicators, strict=True)),
        "declared": str(body.declared.earned),
        "declared_on_course": str(body.declared.on_course),
        "evidenced": str(body.evidenced.earned),
        "evidenced_on_course": str(body.evidenced.on_course),
        "verified": str(body.verified.earned),
        "verified_on_course": str(body.verified.on_course),
        "unknown": str(body.verified.unknown),
        "passed": "" if ranking.threshold is None else _passed(passed=body.passed),
    }


def _passed(*, passed: bool | None) -> str:
    return "undecided" if passed is None else "yes" if passed else "no"


def _not_scored(ranking: Ranking, own: NotScored) -> Row:
    return {
        "kind": "not-scored",
        "folder": own.folder,
        "basis": ranking.basis.value,
        "problems": str(own.problems),
    }


def _published(ranking: Ranking, kind: str, year: PublishedYear, benchmark: Benchmark) -> Row:
    known = {indicator.id: benchmark.indicators.get(indicator.id) for indicator in ranking.index.indicators}
    return {
        "kind": kind,
        "year": str(year.year),
        "total": str(rounded_down(benchmark.total)),
        "published_bodies": str(year.bodies),
        **{f"indicator_{name}": str(rounded_down(value)) for name, value in known.items() if value is not None},
    }
