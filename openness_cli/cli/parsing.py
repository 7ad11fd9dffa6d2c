"""What is typed for an option, read strictly: a usage error names the option, and the nearest word."""

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple, TypeVar

from openness_cli.errors import UsageError
from openness_cli.files.spelling import parse_day, suggest
from openness_cli.formats.choices import Format, formats_of
from openness_cli.messages import _
from openness_cli.model.definitions import Index
from openness_cli.model.points import plain_number
from openness_cli.reports.score import ScoreReport
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.gates import Baseline, Demands, FailOn, Threshold
from openness_cli.scoring.verdicts import Basis

Word = TypeVar("Word", bound=Enum)

_NUMBER = re.compile(r"\d{1,6}(\.\d{1,9})?", re.ASCII)


def one_of(kind: type[Word], value: str, where: str) -> Word:
    """Return the member that a word names. Raises UsageError with the nearest word."""
    words: dict[str, Word] = {member.value: member for member in kind}
    if value not in words:
        raise UsageError(unknown_word(value, words, where))
    return words[value]


def unknown_word(value: str, words: Iterable[str], where: str) -> str:
    """Return the sentence for a word that an option does not know."""
    text = _("{where}: “{value}” is not known").format(where=where, value=value)
    return f"{text}; {suggest(value, words)}"


def format_of(report: type, word: str, where: str = "--format") -> Format:
    """Return the format that a word names, of those that a report has. Raises UsageError with the nearest word."""
    known = {form.value: form for form in formats_of(report)}
    if word not in known:
        raise UsageError(unknown_word(word, known, where))
    return known[word]


def nothing_matches(only: str | None) -> UsageError:
    """Return the error for a pattern of ``--only`` that names no criterion."""
    return UsageError(_("{where}: no criterion matches “{value}”").format(where="--only", value=only))


def parse_as_of(value: str | None) -> date | None:
    """Read ``--as-of``. Raises UsageError."""
    if value is None:
        return None
    day = parse_day(value)
    if day is None:
        raise UsageError(
            _("{where}: “{value}” is not a date; dates are written 2024-05-14").format(where="--as-of", value=value)
        )
    return day


class Export(NamedTuple):
    """A format and the file it goes to."""

    form: Format
    path: Path


def read_exports(values: Iterable[str]) -> tuple[Export, ...]:
    """Read ``--export FORMAT:FILE``."""
    exports = []
    for value in values:
        name, colon, path = value.partition(":")
        if not (colon and path):
            raise UsageError(_("{where}: “{value}” is not FORMAT:FILE").format(where="--export", value=value))
        exports.append(Export(format_of(ScoreReport, name, "--export"), Path(path)))
    return tuple(exports)


def read_demands(
    index: Index, basis: str, fail_under: str | None, conditions: Iterable[FailOn], baseline: Baseline | None
) -> Demands:
    """Read what the gate looks at."""
    threshold = read_threshold(index, fail_under) if fail_under is not None else None
    return Demands(one_of(Basis, basis, "--basis"), threshold, frozenset(conditions), baseline)


def read_threshold(index: Index, value: str, where: str = "--fail-under") -> Threshold:
    """Read points or a colour. Raises UsageError where it is neither points that there can be nor a colour."""
    for band in index.bands:
        if band.name.value == value:
            return Threshold(band.minimum, band)
    points = Fraction(value) if _NUMBER.fullmatch(value) else None
    if points is None or not 0 <= points <= index.points:
        words = ", ".join(band.name.value for band in index.bands)
        raise UsageError(
            _("{where}: “{value}” is neither a number of points (0 to {most}) nor one of {words}").format(
                where=where, value=value, most=index.points, words=words
            )
        )
    return Threshold(points)


def read_margin(target: Threshold, index: Index, value: str) -> Fraction:
    """Read points to be reached beyond a target. Raises UsageError where there are not as many."""
    margin = Fraction(value) if _NUMBER.fullmatch(value) else None
    most = index.points - target.points
    if margin is None or margin > most:
        raise UsageError(
            _(
                "{where}: “{value}” is not a number of points from 0 to {most}, all that there are beyond the target"
            ).format(where="--margin", value=value, most=plain_number(most))
        )
    return margin


def check_conditions(conditions: Iterable[FailOn], *, has_baseline: bool) -> None:
    """Refuse a comparison with nothing."""
    if FailOn.REGRESSION in conditions and not has_baseline:
        raise UsageError(_("--fail-on regression needs --baseline FILE"))


def check_baseline(baseline: Baseline, assessment: Assessment) -> None:
    """Refuse a comparison with something else."""
    if baseline.organisation != assessment.workspace.organisation.id:
        raise UsageError(_("the baseline is of another body: {id}").format(id=baseline.organisation))
    if baseline.index_id != assessment.index.id:
        raise UsageError(_("the baseline was scored with another index: {id}").format(id=baseline.index_id))
    if not assessment.index.by_id.keys() <= baseline.criteria.keys():
        raise UsageError(_("the baseline does not hold every criterion of the index"))
    if baseline.year != assessment.workspace.year:
        raise UsageError(_("the baseline is of another year: {year}").format(year=baseline.year))


def check_not_over(assessment: Assessment) -> None:
    """Refuse to look ahead from a day after the evaluation date."""
    if assessment.over:
        text = _(
            "{day} is after the evaluation date, {evaluation}: nothing lies ahead; name an earlier day with --as-of, "
            "or correct evaluation_date: in openness.yaml"
        )
        evaluation = assessment.workspace.evaluation_date
        raise UsageError(text.format(day=assessment.day.isoformat(), evaluation=evaluation.isoformat()))
