"""A score beside an earlier one of the same body."""

from collections.abc import Iterable
from typing import NamedTuple

from openness_cli.figures import Hundredths, rounded_down, shown
from openness_cli.scoring import Assessment, Basis


class Baseline(NamedTuple):
    """An earlier report, as far as it is compared: shown points on each basis."""

    organisation: str
    index_id: str
    year: int
    on_course: dict[Basis, Hundredths]
    criteria: dict[str, dict[Basis, Hundredths]]


class Regression(NamedTuple):
    """Something shown lower than before; ``criterion`` is empty where it is the total on course."""

    criterion: str
    before: Hundredths
    now: Hundredths


def find_regressions(assessment: Assessment, baseline: Baseline, basis: Basis) -> tuple[Regression, ...]:
    """Return what is shown lower than in the baseline on a basis: the total on course, then criteria that apply."""
    return tuple(_regressions(assessment, baseline, basis))


def _regressions(assessment: Assessment, baseline: Baseline, basis: Basis) -> Iterable[Regression]:
    total = shown(assessment.total(basis)).on_course
    if total < baseline.on_course[basis]:
        yield Regression("", baseline.on_course[basis], total)
    for verdict in assessment.verdicts:
        before = baseline.criteria.get(verdict.criterion.id)
        now = rounded_down(verdict.on(basis).earned)
        if before is not None and verdict.applicability.is_scored and now < before[basis]:
            yield Regression(verdict.criterion.id, before[basis], now)
