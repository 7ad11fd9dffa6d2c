"""What a caller demands of a score, and whether it is met; what is lower than in an earlier one of the same body."""

from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.definitions import Band
from openness_cli.model.points import Hundredths, Points, rounded_down, shown
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.headline import failing_addresses
from openness_cli.scoring.reasons import ReasonCode
from openness_cli.scoring.verdicts import Basis, Outcome


class FailOn(Enum):
    """The conditions that a caller can name."""

    MISSING = "missing"
    MISSING_INDICATOR = "missing-indicator"
    GAP = "gap"
    DEAD_LINK = "dead-link"
    FAILING_LINK = "failing-link"
    REGRESSION = "regression"


class Threshold(NamedTuple):
    """A total that has to be on course: as points, and the colour where it was named by one."""

    points: Fraction
    band: Band | None = None


class Baseline(NamedTuple):
    """An earlier report, as far as it is compared: shown points on each basis.

    Where files were left ``unread`` when it was made, it is a lower bound.
    """

    organisation: str
    index_id: str
    year: int
    on_course: dict[Basis, Hundredths]
    criteria: dict[str, dict[Basis, Hundredths]]
    unread: tuple[str, ...] = ()


class Regression(NamedTuple):
    """Something shown lower than before; ``criterion`` is empty where it is the total on course."""

    criterion: str
    before: Hundredths
    now: Hundredths


class Demands(NamedTuple):
    """All that a caller demands, on one basis."""

    basis: Basis = Basis.EVIDENCED
    threshold: Threshold | None = None
    fail_on: frozenset[FailOn] = frozenset()
    baseline: Baseline | None = None


class Failure(NamedTuple):
    """A demand that is not met: the criteria, indicators or addresses concerned, and the criteria that these are of.

    ``condition`` is None for the threshold; ``reached`` is then the total on course, as shown.
    """

    condition: FailOn | None
    concerned: tuple[str, ...]
    reached: Hundredths | None = None
    criteria: tuple[str, ...] = ()


class Gate(NamedTuple):
    """The ending of all demands. ``passed`` is None where it depends on what is unknown.

    ``regressions`` is all that is lower than in the baseline, whether that is demanded or not.
    """

    passed: bool | None
    failures: tuple[Failure, ...]
    regressions: tuple[Regression, ...] = ()


def passes(total: Points, threshold: Threshold | None) -> bool | None:
    """Tell whether an exact total reaches a threshold; None where that depends on unknown points."""
    if threshold is None or total.on_course >= threshold.points:
        return True
    return None if total.on_course + total.unknown >= threshold.points else False


def check(assessment: Assessment, findings: Iterable[Finding], demands: Demands) -> Gate:
    """Hold an assessment against demands. Exact totals are compared; a total equal to the threshold passes."""
    findings = tuple(findings)
    total = assessment.standing(demands.basis)
    regressions = find_regressions(assessment, demands.baseline, demands.basis) if demands.baseline else ()
    failures = []
    for condition in FailOn:
        concerned = _concerned(condition, assessment, findings, regressions) if condition in demands.fail_on else ()
        if concerned:
            own = (f.verdict.criterion.id for f in findings if _is_concerned(condition, set(concerned), f, assessment))
            failures.append(Failure(condition, tuple(concerned), None, tuple(own)))
    reached = passes(total, demands.threshold)
    if reached is False:
        failures.insert(0, Failure(None, (), rounded_down(total.on_course)))
    return Gate(False if failures else reached, tuple(failures), regressions)


def _concerned(
    condition: FailOn, assessment: Assessment, findings: tuple[Finding, ...], regressions: tuple[Regression, ...]
) -> list[str]:
    match condition:
        case FailOn.MISSING:
            return [f.verdict.criterion.id for f in findings if _is_missing(f)]
        case FailOn.MISSING_INDICATOR:
            return _empty_indicators(assessment, findings)
        case FailOn.GAP:
            return [finding.verdict.criterion.id for finding in findings if finding.is_gap]
        case FailOn.DEAD_LINK:
            return list(dict.fromkeys(url for finding in findings for url in _costly(finding)))
        case FailOn.FAILING_LINK:
            failing = (url for f in findings for url in failing_addresses(f.verdict, assessment))
            return list(dict.fromkeys(failing))
        case FailOn.REGRESSION:
            return [regression.criterion or "total" for regression in regressions]


def _is_concerned(condition: FailOn, names: set[str], finding: Finding, assessment: Assessment) -> bool:
    verdict = finding.verdict
    match condition:
        case FailOn.MISSING_INDICATOR:
            return verdict.indicator.id in names and verdict.applicability.is_scored
        case FailOn.DEAD_LINK:
            return bool(_costly(finding))
        case FailOn.FAILING_LINK:
            return any(True for _url in failing_addresses(verdict, assessment))
        case FailOn.MISSING | FailOn.GAP | FailOn.REGRESSION:
            return verdict.criterion.id in names


def _costly(finding: Finding) -> list[str]:
    """Return the broken addresses of a criterion of which points hang on any."""
    reasons = finding.reasons if finding.verdict.failed else ()
    return [reason.url for reason in reasons if reason.code is ReasonCode.LINK_DEAD]


def _is_missing(finding: Finding) -> bool:
    return finding.verdict.outcome(Basis.EVIDENCED) is Outcome.MISSING


def _empty_indicators(assessment: Assessment, findings: tuple[Finding, ...]) -> list[str]:
    empty = []
    for indicator in assessment.index.indicators:
        own = [f for f in findings if f.verdict.indicator is indicator and f.verdict.applicability.is_scored]
        if any(_is_missing(f) for f in own) and not any(f.verdict.has_evidence for f in own):
            empty.append(indicator.id)
    return empty


def find_regressions(assessment: Assessment, baseline: Baseline, basis: Basis) -> tuple[Regression, ...]:
    """Return what is shown lower than in the baseline on a basis: what stands, then what criteria that apply earned."""
    scored = [verdict for verdict in assessment.verdicts if verdict.applicability.is_scored]
    earned = {verdict.criterion.id: rounded_down(verdict.on(basis).earned) for verdict in scored}
    return tuple(regressions_from(shown(assessment.standing(basis)).on_course, earned, baseline, basis))


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
