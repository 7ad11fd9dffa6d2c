"""A ranking as JSON."""

import json
from typing import Any

from openness_cli.comparison.ranking import Average, RankedPlace, Ranking
from openness_cli.model.definitions import Benchmark
from openness_cli.model.points import Total, rounded_down
from openness_cli.schemas import rank as wire_rank
from openness_cli.schemas import report as wire


def rank_json(ranking: Ranking) -> str:
    """Return a ranking in version 1 of its JSON shape."""
    index = ranking.index
    document = wire_rank.Rank(
        format_version=1,
        kind="rank",
        tool=wire.Tool(name="openness", version=ranking.tool_version),
        index=wire.IndexInfo(id=index.id, edition=index.edition, **index.certainty()._asdict()),
        year=ranking.year,
        basis=ranking.basis.value,
        indicators=[
            wire_rank.IndicatorHead(
                id=indicator.id,
                title=indicator.titles.to(ranking.language),
                possible=rounded_down(indicator.points).number,
                points_basis=indicator.points_basis.value,
            )
            for indicator in index.indicators
        ],
        bodies=[_body(ranking, place) for place in ranking.places],
        average=_average(ranking, ranking.average),
        not_scored=[wire_rank.NotScored(**own._asdict()) for own in ranking.not_scored],
        published=[
            wire_rank.Published(
                year=year.year,
                bodies=year.bodies,
                source=year.source,
                average=_benchmark(year.average),
                best=_benchmark(year.best),
            )
            for year in index.benchmarks
        ],
        gate=_gate(ranking),
    )
    return json.dumps(document.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def _body(ranking: Ranking, place: RankedPlace) -> wire_rank.Body:
    body = place.body
    return wire_rank.Body(
        rank=place.rank,
        folder=body.folder,
        organisation=wire.OrganisationInfo(id=body.organisation, name=body.name, kinds=list(body.kinds)),
        as_of=body.day,
        evaluation_date=body.evaluation_date,
        over=body.over,
        scores=wire_rank.BodyScores(
            declared=wire.Score(**_score(body.declared)),
            evidenced=wire.Score(**_score(body.evidenced)),
            verified=wire.VerifiedScore(**_score(body.verified), unknown=body.verified.unknown.number),
        ),
        indicators=[
            wire_rank.IndicatorPoints(id=own.id, earned=total.earned.number, on_course=total.on_course.number)
            for own, total in zip(ranking.index.indicators, body.indicators, strict=True)
            if total is not None
        ],
        passed=body.passed,
    )


def _score(total: Total) -> dict[str, Any]:
    return {
        "earned": total.earned.number,
        "on_course": total.on_course.number,
        "band": total.band.value if total.band else None,
    }


def _average(ranking: Ranking, average: Average) -> wire_rank.Average:
    return wire_rank.Average(
        earned=average.earned.number,
        on_course=average.on_course.number,
        indicators={
            indicator.id: value.number
            for indicator, value in zip(ranking.index.indicators, average.indicators, strict=True)
            if value is not None
        },
    )


def _benchmark(published: Benchmark) -> wire_rank.Benchmark:
    return wire_rank.Benchmark(
        total=rounded_down(published.total).number,
        indicators={name: rounded_down(points).number for name, points in published.indicators.items()},
    )


def _gate(ranking: Ranking) -> wire_rank.Gate:
    threshold = ranking.threshold
    return wire_rank.Gate(
        passed=ranking.passed,
        basis=ranking.basis.value,
        threshold=float(threshold.points) if threshold else None,
        band=threshold.band.name.value if threshold and threshold.band else None,
        failed=[place.body.folder for place in ranking.failed],
        undecided=[place.body.folder for place in ranking.undecided],
    )
