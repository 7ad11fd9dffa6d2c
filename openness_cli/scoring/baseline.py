"""What a score is lower in than an earlier one of the same body."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from openness_cli.model.points import Hundredths, rounded_down, shown
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.verdicts import Basis


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
    earned = {
        verdict.criterion.id: rounded_down(verdict.on(basis).earned)
        for verdict in assessment.verdicts
        if verdict.applicability.is_scored
    }
    return tuple(regressions_from(shown(assessment.total(basis)).on_course, earned, baseline, basis))


def regressions_from(
    on_course: Hundredths, earned: Mapping[str, Hundredths], baseline: Baseline, basis: Basis
) -> Iterable[Regression]:
    """Compare with a baseline what is on course in all, and what each criterion that applies has earned."""
    if on_course < baseline.on_course[basis]:
        yield Regression("", baseline.on_course[basis], on_course)
    for name, now in earned.items():
        before = baseline.criteria.get(name)
        if before is not None and now < before[basis]:
            yield Regression(name, before[basis], now)
