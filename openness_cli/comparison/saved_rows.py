"""A report in the shape of the wire to one in the words of the core; texts become lines that can be printed."""

from fractions import Fraction

from openness_cli.comparison.saved import (
    SavedClaim,
    SavedCriterion,
    SavedFacts,
    SavedIndexRules,
    SavedIndicator,
    SavedItem,
    SavedPeriod,
    SavedPoints,
    SavedReason,
    SavedReport,
    SavedRule,
    SavedTotal,
)
from openness_cli.messages import printable
from openness_cli.model.definitions import BandName, Certainty, FactBasis
from openness_cli.model.figures import Hundredths
from openness_cli.schemas import report as wire
from openness_cli.scoring.assessment import Basis, Outcome
from openness_cli.scoring.items import Fault, Opening
from openness_cli.scoring.portions import PeriodState

_LONGEST = 1000


def saved_report(report: wire.Report) -> SavedReport:
    """Return a report in the words of the core."""
    basis = Basis(report.basis)
    index = report.index
    return SavedReport(
        tool_version=one_line(report.tool.version),
        index_id=one_line(index.id),
        edition=index.edition,
        certainty=Certainty(index.criteria, index.sourced, index.derived, index.assumed, index.points_published),
        organisation=one_line(report.organisation.id),
        name=one_line(report.organisation.name),
        kinds=_lines(report.organisation.kinds),
        year=report.year,
        day=report.as_of,
        evaluation=report.evaluation_date,
        over=report.over,
        totals=_totals(report.scores),
        indicators={
            one_line(row.id): SavedIndicator(
                one_line(row.id), one_line(row.title), _hundredths(row.possible), _points(row, basis)
            )
            for row in report.indicators
        },
        criteria={one_line(row.id): _criterion(row, basis) for row in report.criteria},
        rules=_index_rules(report.rules) if report.rules else None,
    )


def _hundredths(points: float) -> Hundredths:
    return Hundredths(round(points * 100))


def one_line(text: str) -> str:
    """Return text as one line that a terminal can show."""
    return printable(" ".join(text.split()))[:_LONGEST]


def _lines(texts: list[str]) -> tuple[str, ...]:
    return tuple(map(one_line, texts))


def _totals(scores: wire.Scores) -> dict[Basis, SavedTotal]:
    totals = {}
    for basis in Basis:
        score: wire.Score | wire.VerifiedScore = getattr(scores, basis.value)
        totals[basis] = SavedTotal(
            _hundredths(score.earned),
            _hundredths(score.on_course),
            _hundredths(score.unknown if isinstance(score, wire.VerifiedScore) else 0),
            BandName(score.band) if score.band else None,
        )
    return totals


def _points(row: wire.Row, basis: Basis) -> SavedPoints:
    """Return a row's points; a report of an older program tells what is pending on its own basis alone."""
    earned = {each: _hundredths(getattr(row, each.value)) for each in Basis}
    if row.on_course is None:
        return SavedPoints(earned, {basis: Hundredths(earned[basis] + _hundredths(row.pending))})
    return SavedPoints(earned, {each: _hundredths(getattr(row.on_course, each.value)) for each in Basis})


def _criterion(row: wire.Criterion, basis: Basis) -> SavedCriterion:
    return SavedCriterion(
        id=one_line(row.id),
        indicator=one_line(row.indicator),
        title=one_line(row.title),
        outcome=Outcome(row.outcome),
        possible=_hundredths(row.possible),
        scale=None if row.scale is None else Fraction(row.scale),
        points=_points(row, basis),
        unknown=_hundredths(row.unknown),
        basis=row.basis,
        points_basis=row.points_basis,
        due_basis=row.due_basis or "",
        reasons=tuple(
            SavedReason(one_line(r.code), one_line(r.item or ""), one_line(r.url or "")) for r in row.reasons
        ),
        facts=_facts(row, row.rule) if row.rule else None,
    )


def _facts(row: wire.Criterion, rule: wire.Rule) -> SavedFacts:
    claim = row.claim
    return SavedFacts(
        rule=SavedRule(
            kind=rule.kind,
            points=one_line(rule.points),
            earns=tuple((one_line(label), one_line(points)) for label, points in rule.earns.items()),
            every=rule.every or "",
            due=one_line(rule.due or ""),
            late=one_line(rule.late or ""),
            source=rule.source,
            formats=_lines(rule.formats),
            fresh_days=rule.fresh_days,
            applies_to=_lines(rule.applies_to),
        ),
        claim=SavedClaim(one_line(claim.level), claim.count, claim.of, claim.not_applicable) if claim else None,
        items=tuple(_item(item) for item in row.items),
        periods=tuple(
            SavedPeriod(one_line(own.period), own.due, PeriodState(own.state), own.is_pending) for own in row.periods
        ),
    )


def _item(item: wire.Item) -> SavedItem:
    return SavedItem(
        title=one_line(item.title),
        urls=_lines(item.urls),
        file=one_line(item.file),
        part=one_line(item.part),
        period=one_line(item.period),
        published=item.published,
        shows=item.shows,
        faults=frozenset(map(Fault, item.faults)),
        opening=Opening(item.opening),
    )


def _index_rules(rules: wire.IndexRules) -> SavedIndexRules:
    return SavedIndexRules(
        points=one_line(rules.points),
        bands=tuple((BandName(name), one_line(minimum)) for name, minimum in rules.bands.items()),
        bands_basis=FactBasis(rules.bands_basis),
        broken_after=rules.broken_after,
        apart_hours=rules.apart_hours,
        max_age_days=rules.max_age_days,
    )
