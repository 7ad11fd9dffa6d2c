"""A saved JSON report, read back: a file like any other, so nothing in it is trusted; texts become printable lines."""

import json
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import ValidationError

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
)
from openness_cli.errors import InvalidInput, Problem, UsageError
from openness_cli.files.sources import decode, read_bytes, reason_of
from openness_cli.messages import _, printable
from openness_cli.model.definitions import BandName, Certainty, FactBasis
from openness_cli.model.points import Hundredths, Total
from openness_cli.schemas import report as wire
from openness_cli.scoring.items import Fault, Opening
from openness_cli.scoring.portions import PeriodState
from openness_cli.scoring.verdicts import Basis, Outcome

VERSION = 1
_BASES = ("declared", "evidenced", "verified")
MAX_REPORT_BYTES = 16 * 1024 * 1024
_MOST_OBJECTS = 200_000
_MOST_CRITERIA = 10_000
_SHOWN_PROBLEMS = 5
_SCALE = re.compile(r"\d{1,200}(/0*[1-9]\d{0,199})?", re.ASCII)
_WRITERS = {
    "links": "openness links",
    "record": "openness links --report",
    "log-check": "openness links --verify-log",
    "diff": "openness diff",
    "calendar": "openness calendar",
    "forecast": "openness forecast",
    "plan": "openness plan",
    "rank": "openness rank",
}


def load_report(path: Path) -> SavedReport:
    """Read a report saved as JSON. Raises UsageError where there is none, InvalidInput where it is no report."""
    name = printable(path.as_posix())
    try:
        data = read_bytes(path, MAX_REPORT_BYTES)
    except (OSError, ValueError) as error:
        raise UsageError(_("{file} cannot be read: {why}").format(file=name, why=reason_of(error))) from None
    problems: list[Problem] = []
    source = decode(name, data, problems)
    if source is None:
        raise InvalidInput(tuple(problems))
    document = _document(name, source.text)
    try:
        report = wire.Report.model_validate(document, strict=True)
    except ValidationError as error:
        entries = error.errors(include_url=False)[:_SHOWN_PROBLEMS]
        raise _refused(name, [_where(entry["loc"], _wrong(entry["type"])) for entry in entries]) from None
    wrong = list(_contradictions(report))
    if wrong:
        raise _refused(name, wrong[:_SHOWN_PROBLEMS])
    return saved_report(report)


def _document(name: str, text: str) -> dict[str, Any]:
    """Return what a file holds. Raises InvalidInput where it is no report of this version.

    That is told before its shape is looked at, which keeps every part of what is wrong.
    """
    document = _parsed(name, text)
    if not isinstance(document, dict):
        raise _refused(name, [_("this is no report: {…} is expected")])
    kind, version = document.get("kind"), document.get("format_version")
    if isinstance(kind, str):
        raise _refused(name, [_kind_sentence(kind)])
    if "format_version" in document and type(version) is not int:
        raise _refused(name, [_where(("format_version",), _wrong(""))])
    if version is not None and version > VERSION:
        told = _("format_version: this report is of format version {found}; this program reads version {known}")
        what = told.format(found=_short(str(version)), known=VERSION)
        raise InvalidInput((Problem(name, 0, 0, what, _("update openness")),))
    wrong = list(_odd_keys(document))
    if wrong:
        raise _refused(name, wrong[:_SHOWN_PROBLEMS])
    return document


def _parsed(name: str, text: str) -> Any:
    """Return JSON of which no key is written twice, and which holds no more than a report can."""
    repeated: dict[str, None] = {}
    left = _MOST_OBJECTS

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal left
        left -= 1
        if left < 0:
            raise ValueError("more than a report holds")
        document = dict(pairs)
        if len(document) < len(pairs):
            seen: set[str] = set()
            repeated.update((key, None) for key, _value in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        return document

    try:
        document = json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        problem = Problem(name, error.lineno, error.colno, _("the file is no JSON"), _hint())
        raise InvalidInput((problem,)) from None
    except RecursionError:
        raise _refused(name, [_("nested too deeply")]) from None
    except ValueError:  # a number longer than Python reads, or more than a report holds
        raise _refused(name, [_("has a value that does not fit")]) from None
    if repeated:
        told = _("the key “{key}” is written twice")
        raise _refused(name, [told.format(key=_short(key)) for key in list(repeated)[:_SHOWN_PROBLEMS]])
    return document


def _odd_keys(document: dict[str, Any]) -> Iterable[str]:
    fields = wire.Report.model_fields
    for key, own in fields.items():
        if own.is_required() and key not in document:
            yield _where((key,), _wrong("missing"))
    for key in document:
        if key not in fields:
            yield _where((key,), _wrong("extra_forbidden"))
    criteria = document.get("criteria")
    if isinstance(criteria, list) and len(criteria) > _MOST_CRITERIA:
        yield _where(("criteria",), _wrong(""))


def _kind_sentence(kind: str) -> str:
    if kind in _WRITERS:
        return _("this was written by {command}, and is no report of a score").format(command=_WRITERS[kind])
    return _("this is a document of the kind “{kind}”, and no report of a score").format(kind=_short(kind))


def _contradictions(report: wire.Report) -> Iterable[str]:
    """Return what no report says of itself, whatever its shape."""
    for where, rows in (
        ("indicators", [(row.id, row.scale) for row in report.indicators]),
        ("criteria", [(row.id, row.scale) for row in report.criteria]),
    ):
        seen = set()
        for number, (name, scale) in enumerate(rows):
            own = one_line(name)
            if own in seen:
                yield _where((where, number, "id"), _("“{id}” is there twice").format(id=_short(own)))
            seen.add(own)
            if scale is not None and not _is_scale(scale):
                yield _where((where, number, "scale"), _wrong(""))
    if len(report.criteria) != report.index.criteria:
        text = _("{found} are there, although the index has {all}")
        yield _where(("criteria",), text.format(found=len(report.criteria), all=report.index.criteria))
    yield from _wrong_totals(report.scores)
    for where, points in (("indicators", report.indicators), ("criteria", report.criteria)):
        for number, row in enumerate(points):
            yield from _wrong_row((where, number), row)


def _wrong_totals(scores: wire.Scores) -> Iterator[str]:
    earned = scores.declared.earned, scores.evidenced.earned, scores.verified.earned
    on_course = scores.declared.on_course, scores.evidenced.on_course, scores.verified.on_course
    yield from _wrong_order(("scores",), _BASES, earned)
    for name, later, own in zip(_BASES, on_course, earned, strict=True):
        yield from _wrong_order(("scores", name), ("on_course", "earned"), (later, own))


def _wrong_row(place: tuple[str | int, ...], row: wire.Row) -> Iterator[str]:
    earned = row.declared, row.evidenced, row.verified
    yield from _wrong_order(place, ("possible", *_BASES), (row.possible, *earned))
    if row.on_course is not None:
        on_course = row.on_course.declared, row.on_course.evidenced, row.on_course.verified
        for name, own, later in zip(_BASES, earned, on_course, strict=True):
            words = "possible", f"on_course.{name}", name
            yield from _wrong_order(place, words, (row.possible, later, own))


def _wrong_order(place: tuple[str | int, ...], words: tuple[str, ...], points: tuple[float, ...]) -> Iterator[str]:
    """Tell of each figure that is above the one before it, which it is a part of."""
    for (word, above), (part, below) in pairwise(zip(words, points, strict=True)):
        if below > above:
            yield _where((*place, part), _("more than {word}").format(word=word))


def _is_scale(text: str) -> bool:
    """Tell whether text is a fraction above 0 of a bearable length."""
    return _SCALE.fullmatch(text) is not None and Fraction(text) > 0


def _refused(name: str, sentences: Iterable[str]) -> InvalidInput:
    return InvalidInput(tuple(Problem(name, 0, 0, printable(sentence), _hint()) for sentence in sentences))


def _hint() -> str:
    return _("a report saved with --export json:FILE, format version 1")


def _where(place: Iterable[str | int], what: str) -> str:
    return ": ".join(text for text in (".".join(_short(str(part)) for part in place), what) if text)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004  (nobody reads more of a name)


def _wrong(kind: str) -> str:
    """Return what pydantic found, in the language in use."""
    known = {
        "missing": _("is missing"),
        "extra_forbidden": _("is not known here"),
        "json_invalid": _("the file is no JSON"),
    }
    return known.get(kind) or _("has a value that does not fit")


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
        totals={each: _total(getattr(report.scores, each.value)) for each in Basis},
        indicators={
            one_line(row.id): SavedIndicator(
                one_line(row.id), one_line(row.title), Hundredths.of(row.possible), _points(row, basis)
            )
            for row in report.indicators
        },
        criteria={one_line(row.id): _criterion(row, basis) for row in report.criteria},
        rules=_index_rules(report.rules) if report.rules else None,
    )


def one_line(text: str) -> str:
    """Return text as one line that a terminal can show."""
    return printable(" ".join(text.split()))[:_LONGEST]


def _lines(texts: list[str]) -> tuple[str, ...]:
    return tuple(map(one_line, texts))


def _total(score: wire.Score | wire.VerifiedScore) -> Total:
    unknown = score.unknown if isinstance(score, wire.VerifiedScore) else 0
    band = BandName(score.band) if score.band else None
    return Total(Hundredths.of(score.earned), Hundredths.of(score.on_course), Hundredths.of(unknown), band)


def _points(row: wire.Row, basis: Basis) -> SavedPoints:
    """Return a row's points; a report of an older program tells what is pending on its own basis alone."""
    earned = {each: Hundredths.of(getattr(row, each.value)) for each in Basis}
    if row.on_course is None:
        return SavedPoints(earned, {basis: Hundredths(earned[basis] + Hundredths.of(row.pending))})
    return SavedPoints(earned, {each: Hundredths.of(getattr(row.on_course, each.value)) for each in Basis})


def _criterion(row: wire.Criterion, basis: Basis) -> SavedCriterion:
    return SavedCriterion(
        id=one_line(row.id),
        indicator=one_line(row.indicator),
        title=one_line(row.title),
        outcome=Outcome(row.outcome),
        possible=Hundredths.of(row.possible),
        scale=None if row.scale is None else Fraction(row.scale),
        points=_points(row, basis),
        unknown=Hundredths.of(row.unknown),
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
