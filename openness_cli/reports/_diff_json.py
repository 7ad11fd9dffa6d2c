"""The JSON of a comparison, version 1, and the values of its rows."""

from openness_cli.comparison.causes import Because, RuleChange
from openness_cli.comparison.diff import CriterionChange, Measure, Step, Steps
from openness_cli.comparison.saved import SavedReport
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import plain_of
from openness_cli.reports._diff_words import (
    because_sentence,
    rules_sentence,
    scale_text,
)  # fmt: skip
from openness_cli.reports._head import Json
from openness_cli.scoring.verdicts import Basis

_ALL = 1000


def values(change: CriterionChange) -> Values:
    criterion, (earned, on_course) = change.latest, change.steps
    before, after = change.before, change.after
    return {
        "indicator": criterion.indicator,
        "criterion": criterion.id,
        "title": criterion.title,
        "outcome_before": before.outcome if before else None,
        "outcome_after": after.outcome if after else None,
        "earned_before": earned.before,
        "earned_after": earned.after,
        "earned_change": earned.change,
        "on_course_before": on_course.before,
        "on_course_after": on_course.after,
        "on_course_change": on_course.change,
        "scale_before": scale_text(before.scale) if before else "",
        "scale_after": scale_text(after.scale) if after else "",
        "causes": "; ".join(because.cause.value for because in change.because),
        "cause_of_earned": change.main.get(Measure.EARNED),
        "cause_of_on_course": change.main.get(Measure.ON_COURSE),
        "why": "; ".join(because_sentence(because, change, _ALL) for because in change.because),
        "about": "; ".join(dict.fromkeys(name for because in change.because for name in because.named)),
        "rules": rules_sentence(change),
        "basis": criterion.basis,
        "points_basis": criterion.points_basis,
        "due_basis": criterion.due_basis,
    }


def side(report: SavedReport, basis: Basis) -> Json:
    total = report.totals[basis]
    index = {"id": report.index_id, "edition": plain_of(report.edition), **report.certainty._asdict()}
    return {
        "as_of": plain_of(report.day),
        "evaluation_date": plain_of(report.evaluation),
        "over": report.over,
        "index": index,
        "earned": total.earned.number,
        "on_course": total.on_course.number,
        "unknown": total.unknown.number,
        "band": plain_of(total.band),
    }


def figures(steps: Steps) -> Json:
    def figures(step: Step) -> Json:
        return {name: plain_of(value) for name, value in zip(("before", "after", "change"), _three(step), strict=True)}

    return {"earned": figures(steps.earned), "on_course": figures(steps.on_course)}


def _three(step: Step) -> tuple[int | None, ...]:
    return step.before, step.after, step.change


def plain(change: CriterionChange) -> Json:
    own, row = change.latest, values(change)
    told = ("outcome_before", "outcome_after", "scale_before", "scale_after")
    return {
        **figures(change.steps),
        "id": own.id,
        "indicator": own.indicator,
        "title": own.title,
        **{name: plain_of(row[name]) or None for name in told},
        "causes": [_because(because, change) for because in change.because],
        "cause_of_earned": plain_of(row["cause_of_earned"]),
        "cause_of_on_course": plain_of(row["cause_of_on_course"]),
        "rules": list(map(rule, change.rules)),
        "basis": own.basis,
        "points_basis": own.points_basis,
        "due_basis": own.due_basis or None,
    }


def _because(because: Because, change: CriterionChange) -> Json:
    return {
        "cause": because.cause.value,
        "message": because_sentence(because, change, _ALL),
        "about": list(because.named),
        "before": because.before,
        "after": because.after,
        "since": plain_of(because.due),
        "faults": [fault.value for fault in because.faults],
    }


def rule(rule: RuleChange) -> Json:
    return {"rule": rule.field.value, "before": rule.before, "after": rule.after}
