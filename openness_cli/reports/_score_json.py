"""The JSON of a score, version 1: the whole result, whatever is listed elsewhere.

Keys that were added to version 1 are left out where they say nothing. What a criterion was scored by, and on what,
stands there for later reports to tell causes.
"""

import json
from fractions import Fraction

from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import plain_of, plain_row
from openness_cli.model.definitions import AssumedPoints, Criterion, Index, NeedsSite, Periods
from openness_cli.model.periods import DaysAfter, Due
from openness_cli.model.points import Hundredths, Shown, plain_number, rounded_down
from openness_cli.model.sites import Sites
from openness_cli.reports import _head
from openness_cli.scoring.headline import Headline
from openness_cli.scoring.items import JudgedItem
from openness_cli.scoring.kinds import says_not_applicable
from openness_cli.scoring.reasons import Reason
from openness_cli.scoring.report import CriterionRow, IndicatorRow, Report
from openness_cli.scoring.score_range import ScoreRange
from openness_cli.scoring.verdicts import Applicability, Basis, Verdict
from openness_cli.words.gates import failure_sentences
from openness_cli.words.reasons import item_name, reason_sentence, remedy
from openness_cli.words.terms import fraction_text, source_of


def score_json(report: Report) -> _head.Json:
    """Return the report in the shape that scripts depend on."""
    assessment = report.assessment
    index, workspace = assessment.index, assessment.workspace
    return {
        "format_version": 1,
        "tool": _head.tool(report.tool_version),
        "index": _head.index_info(index),
        "organisation": _head.organisation_info(workspace.organisation, report.language),
        "year": workspace.year,
        "as_of": plain_of(assessment.day),
        "evaluation_date": plain_of(workspace.evaluation_date),
        "over": assessment.over,
        "basis": report.basis.value,
        "scores": {
            **{basis.value: _head.total_json(report.totals[basis], basis) for basis in Basis},
            "reachable": {"total": report.reachable.number, "band": report.reachable_band.value},
        },
        "headline": _headline(report.headline),
        **({"published": _head.published_json(last)} if (last := assessment.last_published) else {}),
        **({"certainty": certainty_json(report.range)} if report.range else {}),
        **({"pending": plain_row(report.pending._asdict())} if report.pending.total else {}),
        "indicators": [_indicator(report, row) for row in report.indicators],
        "criteria": [_criterion(report, row) for row in report.criteria],
        "actions": [
            {
                **_head.picked(own.action._asdict(), "id", "title", "owner", "effort_days"),
                **plain_row({"criteria": own.criteria, "worth": rounded_down(own.points)}),
            }
            for own in report.actions
        ],
        "gate": {
            "passed": report.gate.passed,
            "basis": report.basis.value,
            "failures": list(failure_sentences(report)),
        },
        "log": _head.log_json(report.log),
        "rules": _index_rules(index),
    }


def _headline(headline: Headline) -> _head.Json:
    return {
        "total": headline.total.number,
        "band": headline.band.value,
        "failed": headline.failed.number,
        "failing": headline.failing.number,
    }


def certainty_json(found: ScoreRange) -> _head.Json:
    """Return where the total lies, and how sure its colour is."""
    return {
        **_head.span_json(found.span),
        **_told(
            {
                "annexes": [
                    {**_head.picked(own._asdict(), "indicator", "criteria"), "half_width": own.half_width / 100}
                    for own in found.annexes
                ],
                "decisive": [
                    {
                        "id": own.criterion,
                        "if_double": rounded_down(own.if_double).number,
                        "if_half": rounded_down(own.if_half).number,
                    }
                    for own in found.decisive
                ],
            }
        ),
        "wording_assumed": found.wording_assumed.number,
    }


def finding_values(row: CriterionRow, language: str) -> Values:
    """Return what is known of a criterion, as rows and JSON have it, but for its points."""
    finding = row.finding
    return {
        **_head.criterion_values(finding.verdict, language),
        "outcome": row.outcome,
        "at_stake": row.at_stake,
        "remedy": remedy(finding, language) if finding.is_gap else "",
        "owner": finding.owner,
        "effort_days": finding.effort_days,
        "due": finding.due,
        "source": source_of(finding.verdict.criterion, language),
    }


def points_values(on: dict[Basis, Shown], chosen: Basis) -> dict[str, Hundredths]:
    """Return the points of a row: earned on each basis, the others on the ``chosen`` one, that of the report."""
    own = on[chosen]
    return {
        "possible": own.possible,
        **{basis.value: on[basis].earned for basis in Basis},
        "unknown": on[Basis.VERIFIED].unknown,
        "pending": own.pending,
        "open": own.open,
        "lost": own.lost,
    }


def _points(report: Report, row: IndicatorRow | CriterionRow, scale: Fraction | None) -> _head.Json:
    points = plain_row({**points_values(row.on, report.basis)})
    on_course = {basis.value: row.on[basis].on_course.number for basis in Basis}
    return {"possible": points.pop("possible"), "scale": fraction_text(scale) or None, **points, "on_course": on_course}


def _indicator(report: Report, row: IndicatorRow) -> _head.Json:
    return {
        "id": row.indicator.id,
        "title": row.indicator.titles.to(report.language),
        **_points(report, row, row.scale),
    }


def _criterion(report: Report, row: CriterionRow) -> _head.Json:
    finding, language = row.finding, report.language
    verdict, own = finding.verdict, finding_values(row, language)
    told: _head.Json = {
        "claim": _claim(verdict),
        "items": _items(verdict, report.assessment.workspace.sites) or None,
        "periods": _periods(verdict) or None,
    }
    return {
        "id": verdict.criterion.id,
        **_head.picked(own, "indicator", "title", "outcome"),
        **_points(report, row, finding.scale),
        **_head.picked(own, "at_stake"),
        "reasons": [_reason(report, row, reason) for reason in finding.reasons],
        **_head.picked(own, "remedy", "owner", "effort_days"),
        "action": ", ".join(finding.actions),
        **_head.picked(own, "due", "basis", "points_basis", "due_basis", "source"),
        "rule": _rule(verdict.criterion),
        **_told(told),
    }


def _told(values: _head.Json) -> _head.Json:
    """Leave out what says nothing."""
    return {name: value for name, value in values.items() if value is not None}


def _reason(report: Report, row: CriterionRow, reason: Reason) -> _head.Json:
    return {
        "code": reason.code.value,
        "message": reason_sentence(reason, row.finding.verdict.criterion, report.language),
        "item": item_name(reason) or None,
        "url": reason.url or None,
        "file": reason.place.file if reason.place else None,
        "line": reason.place.line if reason.place else None,
    }


def _exact(value: Fraction) -> str:
    """Return an exact number as short decimal text, or as a fraction where no short decimal is exact."""
    text = plain_number(value)
    return text if Fraction(text) == value else str(value)


def _index_rules(index: Index) -> _head.Json:
    return {
        "points": _exact(index.points),
        "bands": {band.name.value: _exact(band.minimum) for band in index.bands},
        "bands_basis": index.bands_basis.value,
        **index.links._asdict(),
        **_assumed_points(index.assumed_points),
    }


def _assumed_points(policy: AssumedPoints | None) -> _head.Json:
    if policy is None:
        return {}
    words = ("from", "to", "typical_error")
    return {"assumed_points": {word: _exact(own) for word, own in zip(words, policy, strict=True)}}


def _rule(criterion: Criterion) -> _head.Json:
    """Return the definition of a criterion, without its texts and labels."""
    rule, needs = criterion.rule, criterion.needs
    periods = rule if isinstance(rule, Periods) else None
    return {
        "kind": type(rule).__name__.lower(),
        "points": _exact(criterion.possible),
        **_told(
            {
                "earns": _earns(criterion) or None,
                "every": periods.every.value if periods else None,
                "due": due_text(periods.due) if periods else None,
                "late": _exact(periods.late) if periods else None,
                "during": True if periods and periods.during else None,
            }
        ),
        "source": needs.source.value,
        **({"formats": list(needs.formats)} if needs.formats else {}),
        **({} if needs.fresh_days is None else {"fresh_days": needs.fresh_days}),
        **({} if needs.site is NeedsSite.ANY else {"site": needs.site.value}),
        **({"applies_to": list(criterion.applies_to)} if criterion.applies_to else {}),
    }


def due_text(due: Due) -> str:
    """Return when a period falls due as stable text: P25D after it ends, or 03-01 of the year."""
    return f"P{due.days}D" if isinstance(due, DaysAfter) else f"{due.month:02d}-{due.day:02d}"


def _earns(criterion: Criterion) -> dict[str, str]:
    earns = criterion.rule.earns
    return {label if isinstance(label, str) else _exact(label): _exact(points) for label, points in earns}


def _claim(verdict: Verdict) -> _head.Json | None:
    """Return what was claimed as of the day; None where there was nothing by then."""
    evidence = verdict.evidence
    if evidence is None or not verdict.has_evidence:
        return None
    # what items add to a count is known where it is scored
    adds = any(item.adds for item in evidence.items) and verdict.applicability is Applicability.APPLIES
    numbers = {"count": verdict.counted.declared if adds else evidence.number, "of": evidence.of}
    by_owner = [
        _told({"owner": own.owner, "count": own.number, "of": own.of})
        for own in sorted(evidence.stated, key=lambda own: (own.owner, str(own.number), str(own.of)))
    ]
    return {
        **({"level": evidence.level} if evidence.level else {}),
        **{name: number for name, number in numbers.items() if number is not None},
        **({"by_owner": by_owner} if len(by_owner) > 1 else {}),
        **({"not_applicable": True} if says_not_applicable(verdict.criterion, evidence) else {}),
        **({"not_applicable_reason": evidence.not_applicable} if evidence.not_applicable else {}),
    }


def _items(verdict: Verdict, sites: Sites) -> list[_head.Json]:
    """Return the items by what they are, so that the order of the files does not matter."""
    judged = (_item(own, sites) for own in verdict.items)
    ordered = sorted(judged, key=lambda item: json.dumps(item, ensure_ascii=False, separators=(",", ":")))
    said_nothing: _head.Json = {"shows": 1}
    return [
        {name: value for name, value in item.items() if value not in (None, "", []) and said_nothing.get(name) != value}
        for item in ordered
    ]


def _item(judged: JudgedItem, sites: Sites) -> _head.Json:
    item = judged.item
    was_at = (stay.url for url in item.urls for stay in sites.was_at(url)) if sites.moves else ()
    return {
        "title": item.title,
        "urls": list(item.urls),
        "moved_from": list(dict.fromkeys((*item.written, *was_at))),
        "file": item.file,
        "part": item.part,
        "period": item.period,
        "published": plain_of(item.published),
        "held": plain_of(item.held),
        "shows": 1 if item.shows is None else item.shows,
        "faults": [fault.value for fault in judged.faults],
        "opening": judged.opening.value,
        "contains": item.contains,
    }


def _periods(verdict: Verdict) -> list[_head.Json]:
    """Return every period of a criterion that falls due in periods."""
    return [
        {
            "period": own.period.label,
            "due": plain_of(own.due),
            "state": own.claimed.value,
            **({"is_pending": True} if own.is_pending else {}),
        }
        for own in verdict.periods
    ]
