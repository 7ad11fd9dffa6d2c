"""A saved JSON report, read back: a file like any other, so nothing in it is trusted; texts become printable lines."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from openness_cli.comparison import saved
from openness_cli.errors import InvalidInput, Problem, UsageError
from openness_cli.files.sources import decode, read_bytes, reason_of
from openness_cli.messages import _, legible, printable
from openness_cli.model.definitions import BandName, Certainty, FactBasis
from openness_cli.model.evidence import Place, PublishedResult
from openness_cli.model.points import Hundredths, Total
from openness_cli.schemas import report as wire
from openness_cli.schemas.certainty import Certainty as RangeWire
from openness_cli.schemas.heads import PublishedResult as PublishedWire
from openness_cli.schemas.heads import Shape
from openness_cli.scoring.items import Fault, Opening
from openness_cli.scoring.score_range import Sureness
from openness_cli.scoring.verdicts import Basis, Outcome

VERSION = 1
_BASES = ("declared", "evidenced", "verified")
MAX_REPORT_BYTES = 16 * 1024 * 1024
_MOST_OBJECTS = 200_000
_MOST_CRITERIA = 10_000
_SHOWN_PROBLEMS = 5
_LONGEST = 1000
# a fraction of a bearable length
_SCALE = re.compile(r"\d{1,200}(/0*[1-9]\d{0,199})?", re.ASCII)
# the least number, or share, of a step
_FIGURE = re.compile(r"[0-9]{1,30}(\.[0-9]{1,30}|/[1-9][0-9]{0,29})?")
_COMMANDS = {kind: f"openness {kind}" for kind in ("links", "diff", "calendar", "forecast", "plan", "rank")}
_WRITERS = _COMMANDS | {"record": "openness links --report", "log-check": "openness links --verify-log"}
_WRITERS |= {"published": "openness history --published"}


def load_report(path: Path) -> saved.SavedReport:
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
    return _report_of(name, source.text)


def _report_of(name: str, text: str) -> saved.SavedReport:
    """Read the JSON of a report that is at hand, and is called ``name``. Raises InvalidInput where it is none."""
    document = _document(name, text)
    try:
        report = wire.Report.model_validate(document, strict=True)
    except ValidationError as error:
        entries = error.errors(include_url=False)
        raise _refused(name, (_where(entry["loc"], _wrong(entry["type"])) for entry in entries)) from None
    if wrong := list(_contradictions(report)):
        raise _refused(name, wrong)
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
        if kind in _WRITERS:
            told = _("this was written by {command}, and is no report of a score").format(command=_WRITERS[kind])
        else:
            told = _("this is a document of the kind “{kind}”, and no report of a score").format(kind=_short(kind))
        raise _refused(name, [told])
    if "format_version" in document and type(version) is not int:
        raise _refused(name, [_where(("format_version",), _wrong(""))])
    if version is not None and version > VERSION:
        told = _("format_version: this report is of format version {found}; this program reads version {known}")
        what = told.format(found=_short(str(version)), known=VERSION)
        raise InvalidInput((Problem(name, 0, 0, what, _("update openness")),))
    if wrong := list(_odd_keys(document)):
        raise _refused(name, wrong)
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
        raise _refused(name, (told.format(key=_short(key)) for key in repeated))
    return document


def _odd_keys(document: dict[str, Any]) -> Iterable[str]:
    fields = wire.Report.model_fields
    missing = (key for key, own in fields.items() if own.is_required() and key not in document)
    yield from (_where((key,), _wrong("missing")) for key in missing)
    yield from (_where((key,), _wrong("extra_forbidden")) for key in document if key not in fields)
    criteria = document.get("criteria")
    if isinstance(criteria, list) and len(criteria) > _MOST_CRITERIA:
        yield _where(("criteria",), _wrong(""))


def _contradictions(report: wire.Report) -> Iterable[str]:
    """Return what no report says of itself, whatever its shape."""
    tables: dict[str, Sequence[wire.Indicator | wire.Criterion]]
    tables = {"indicators": report.indicators, "criteria": report.criteria}
    for where, rows in tables.items():
        seen = set()
        for number, row in enumerate(rows):
            own = one_line(row.id)
            if own in seen:
                yield _where((where, number, "id"), _("“{id}” is there twice").format(id=_short(own)))
            seen.add(own)
            if row.scale is not None and not (_SCALE.fullmatch(row.scale) and Fraction(row.scale)):
                yield _where((where, number, "scale"), _wrong(""))
    if len(report.criteria) != report.index.criteria:
        text = _("{found} are there, although the index has {all}")
        yield _where(("criteria",), text.format(found=len(report.criteria), all=report.index.criteria))
    scores = report.scores
    totals: tuple[wire.Score | wire.VerifiedScore, ...] = (scores.declared, scores.evidenced, scores.verified)
    yield from _wrong_order(("scores",), _BASES, tuple(total.earned for total in totals))
    for name, total in zip(_BASES, totals, strict=True):
        yield from _wrong_order(("scores", name), ("on_course", "earned"), (total.on_course, total.earned))
    yield from _wrong_range(report.certainty)
    for number, own_row in enumerate(report.criteria):
        if own_row.rule is not None and own_row.rule.kind in ("count", "share"):
            names = (name for name in own_row.rule.earns if not _FIGURE.fullmatch(name))
            yield from (_where(("criteria", number, "rule", "earns", name), _wrong("")) for name in names)
    for where, rows in tables.items():
        for number, row in enumerate(rows):
            yield from _wrong_row((where, number), row)


def _wrong_range(own: RangeWire | None) -> Iterator[str]:
    if own is not None:
        words = ("limits.high", "high", "low", "limits.low")
        yield from _wrong_order(("certainty",), words, (own.limits.high, own.high, own.low, own.limits.low))


def _wrong_row(place: tuple[str | int, ...], row: wire.Row) -> Iterator[str]:
    earned = row.declared, row.evidenced, row.verified
    yield from _wrong_order(place, ("possible", *_BASES), (row.possible, *earned))
    if row.on_course is not None:
        for name, own in zip(_BASES, earned, strict=True):
            words = "possible", f"on_course.{name}", name
            yield from _wrong_order(place, words, (row.possible, getattr(row.on_course, name), own))


def _wrong_order(place: tuple[str | int, ...], words: tuple[str, ...], points: tuple[float, ...]) -> Iterator[str]:
    """Tell of each figure that is above the one before it, which it is a part of."""
    for (word, above), (part, below) in pairwise(zip(words, points, strict=True)):
        if below > above:
            yield _where((*place, part), _("more than {word}").format(word=word))


def _refused(name: str, sentences: Iterable[str]) -> InvalidInput:
    shown = islice(sentences, _SHOWN_PROBLEMS)
    return InvalidInput(tuple(Problem(name, 0, 0, printable(sentence), _hint()) for sentence in shown))


def _hint() -> str:
    return _("a report saved with --export json:FILE, format version 1")


def _where(place: Iterable[str | int], what: str) -> str:
    return ": ".join(text for text in (".".join(_short(str(part)) for part in place), what) if text)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004  (nobody reads more of a name)


def _wrong(kind: str) -> str:
    """Return what pydantic found, in the language in use."""
    known = {"missing": _("is missing"), "extra_forbidden": _("is not known here")}
    return known.get(kind) or _("has a value that does not fit")


def saved_report(report: wire.Report) -> saved.SavedReport:
    """Return a report in the words of the core."""
    basis = Basis(report.basis)
    index = report.index
    return saved.SavedReport(
        tool_version=one_line(report.tool.version),
        index_id=one_line(index.id),
        edition=index.edition,
        certainty=Certainty(index.criteria, index.sourced, index.derived, index.assumed, index.points_published),
        organisation=one_line(report.organisation.id),
        name=one_line(report.organisation.name),
        kinds=_plain(report.organisation.kinds),
        year=report.year,
        day=report.as_of,
        evaluation=report.evaluation_date,
        over=report.over,
        totals={each: _total(getattr(report.scores, each.value)) for each in Basis},
        indicators={
            one_line(row.id): _kept(saved.SavedIndicator, row, points=_points(row, basis)) for row in report.indicators
        },
        criteria={one_line(row.id): _criterion(row, basis) for row in report.criteria},
        rules=_index_rules(report.rules) if report.rules else None,
        confirmed_through=index.confirmed_through,
        headline_band=BandName(report.headline.band) if report.headline else None,
        unread=tuple(dict.fromkeys(one_line(problem.file) for problem in report.left_out)),
        published=_published(report.published) if report.published else None,
        range=_range(report.certainty) if report.certainty else None,
    )


def _range(own: RangeWire) -> saved.SavedRange:
    figures = (own.low, own.high, own.limits.low, own.limits.high)
    return saved.SavedRange(Sureness(own.colour), *map(Hundredths.of, figures))


def _published(own: PublishedWire) -> PublishedResult:
    indicators = {one_line(name): _fraction(points) for name, points in (own.indicators or {}).items()}
    return PublishedResult(own.year, _fraction(own.total), own.band and BandName(own.band), indicators, Place("", 0))


def _fraction(points: float) -> Fraction:
    return Fraction(Hundredths.of(points), 100)


_Row = TypeVar("_Row", bound=NamedTuple)


def _kept(kind: type[_Row], row: Shape, **own: Any) -> _Row:
    """Return what is kept of a row: fields of the same name as they are, texts as printable lines, but for ``own``."""
    return kind._make(own[name] if name in own else _plain(getattr(row, name)) for name in kind._fields)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(one_line, value))
    return one_line(value) if isinstance(value, str) else value


def one_line(text: str | None) -> str:
    """Return text as one line of letters alone; none is empty."""
    return legible(" ".join((text or "").split()))[:_LONGEST]


def _total(score: wire.Score | wire.VerifiedScore) -> Total:
    unknown = score.unknown if isinstance(score, wire.VerifiedScore) else 0
    band = BandName(score.band) if score.band else None
    return Total(Hundredths.of(score.earned), Hundredths.of(score.on_course), Hundredths.of(unknown), band)


def _points(row: wire.Row, basis: Basis) -> saved.SavedPoints:
    """Return a row's points; a report of an older program tells what is pending on its own basis alone."""
    earned = _by_basis(row)
    if row.on_course is None:
        return saved.SavedPoints(earned, {basis: Hundredths(earned[basis] + Hundredths.of(row.pending))})
    return saved.SavedPoints(earned, _by_basis(row.on_course))


def _by_basis(row: wire.Row | wire.OnCourse) -> dict[Basis, Hundredths]:
    return {basis: Hundredths.of(getattr(row, basis.value)) for basis in Basis}


def _criterion(row: wire.Criterion, basis: Basis) -> saved.SavedCriterion:
    return _kept(
        saved.SavedCriterion,
        row,
        outcome=Outcome(row.outcome),
        possible=Hundredths.of(row.possible),
        scale=None if row.scale is None else Fraction(row.scale),
        points=_points(row, basis),
        unknown=Hundredths.of(row.unknown),
        due_basis=row.due_basis or "",
        reasons=tuple(
            _kept(saved.SavedReason, own, item=one_line(own.item), url=one_line(own.url)) for own in row.reasons
        ),
        facts=_facts(row, row.rule) if row.rule else None,
    )


def _facts(row: wire.Criterion, rule: wire.Rule) -> saved.SavedFacts:
    earns = tuple((one_line(label), one_line(points)) for label, points in rule.earns.items())
    due, late = one_line(rule.due), one_line(rule.late)
    return saved.SavedFacts(
        rule=_kept(saved.SavedRule, rule, earns=earns, every=rule.every or "", due=due, late=late),
        claim=_kept(saved.SavedClaim, row.claim, number=row.claim.count) if row.claim else None,
        items=tuple(
            _kept(saved.SavedItem, item, faults=frozenset(map(Fault, item.faults)), opening=Opening(item.opening))
            for item in row.items
        ),
        periods=tuple(_kept(saved.SavedPeriod, own, label=one_line(own.period)) for own in row.periods),
    )


def _index_rules(rules: wire.IndexRules) -> saved.SavedIndexRules:
    bands = tuple((BandName(name), one_line(minimum)) for name, minimum in rules.bands.items())
    own = rules.assumed_points
    assumed = "; ".join((f"{own.from_}–{own.to}", own.typical_error)) if own else ""
    return _kept(
        saved.SavedIndexRules,
        rules,
        bands=bands,
        bands_basis=FactBasis(rules.bands_basis),
        assumed_points=one_line(assumed),
    )
