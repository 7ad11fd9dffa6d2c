"""The history of saved scores: a line of JSON for each, written, and read for as much as can be read of them.

Read, they stand over time: each body and year apart, day after day.
"""

import codecs
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from openness_cli.errors import InvalidInput, Problem
from openness_cli.files.sources import HISTORY_FILE, read_inside, reason_of
from openness_cli.files.spelling import parse_day
from openness_cli.messages import _, first_of, legible
from openness_cli.model.definitions import BandName
from openness_cli.model.points import Hundredths, Total, rounded_down
from openness_cli.scoring.report import Report
from openness_cli.scoring.score_range import ScoreRange, Sureness
from openness_cli.scoring.verdicts import Basis

MAX_HISTORY_BYTES = 64 * 1024 * 1024
MAX_LINE_BYTES = 1024 * 1024
FORMAT_VERSION = 1
_SHOWN_LINES = 5
_TEXT_LENGTH = 200
_MOST_POINTS = 1_000_000
_FIRST_YEAR, _LAST_YEAR = 1970, 2999
_FIRST_ASSESSED = 2000
_MOST_INDICATORS = 1000
NO_INDICATORS: Mapping[str, Hundredths] = MappingProxyType({})
_FIGURES = ("earned", "on_course", "unknown")
_LINE_BREAK = re.compile(rb"\r\n|\r|\n")


class SavedLikely(NamedTuple):
    """Where the headline likely lay, as far as it hung on assumed points, and how sure its colour was."""

    colour: Sureness
    low: Hundredths
    high: Hundredths


class SavedScore(NamedTuple):
    """One line of the history; ``saved_at`` knows its zone.

    ``organisation`` is empty in lines of a version that did not write it. ``basis`` is the one the gate looked at.
    ``indicators`` are the parts of the headline by their ids, ``evaluation_date`` the one it counted on, ``likely``
    where it likely lay: none, and None, in lines that do not have them.
    """

    line: int
    saved_at: datetime
    as_of: date
    organisation: str
    year: int
    index_id: str
    edition: date
    tool_version: str
    basis: Basis
    totals: Mapping[Basis, Total]
    reachable: Hundredths
    at_stake: Hundredths
    indicators: Mapping[str, Hundredths] = NO_INDICATORS
    evaluation_date: date | None = None
    likely: SavedLikely | None = None


class SavedDay(NamedTuple):
    """The last score of a day; ``change`` is that of what is on course since the day before it, None on the first.

    ``rules_changed``: it was scored by another index or edition than the day before it.
    """

    score: SavedScore
    change: Hundredths | None
    rules_changed: bool


class Series(NamedTuple):
    """The scores of one body for one year, in time."""

    organisation: str
    year: int
    scores: tuple[SavedScore, ...]

    def days(self, basis: Basis) -> tuple[SavedDay, ...]:
        """Return the last score of each day."""
        last = {score.as_of: score for score in self.scores}
        days: list[SavedDay] = []
        for score in last.values():
            before = days[-1].score if days else score
            change = Hundredths(score.totals[basis].on_course - before.totals[basis].on_course)
            is_other = (before.index_id, before.edition) != (score.index_id, score.edition)
            days.append(SavedDay(score, change if days else None, is_other))
        return tuple(days)


def series_of(scores: Iterable[SavedScore], organisation: str) -> tuple[Series, ...]:
    """Tell bodies and years apart, in order; ``organisation`` is first, and every line that names nobody is its own."""
    apart: dict[tuple[str, int], list[SavedScore]] = {}
    for score in sorted(scores, key=lambda score: (score.as_of, score.saved_at, score.line)):
        body = score.organisation or organisation
        apart.setdefault((body, score.year), []).append(score._replace(organisation=body))
    keys = sorted(apart, key=lambda key: (key[0] != organisation, *key))
    return tuple(Series(*key, tuple(apart[key])) for key in keys)


class History(NamedTuple):
    """Every saved score in the order of the file, and what stands there that is none."""

    scores: tuple[SavedScore, ...]
    warnings: tuple[str, ...]


def load_history(folder: Path) -> History:
    """Read the history of a folder, empty where there is none. Raises InvalidInput where the file cannot be read."""
    path = folder / HISTORY_FILE
    if not path.exists() and not path.is_symlink():
        return History((), ())
    try:
        data = read_inside(path, folder, MAX_HISTORY_BYTES)
    except (OSError, ValueError) as error:
        what = _("cannot be read: {why}").format(why=reason_of(error))
        raise InvalidInput((Problem(HISTORY_FILE, 0, 0, what),)) from None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    return _scores(_LINE_BREAK.split(data.removeprefix(codecs.BOM_UTF8)))


def _scores(lines: list[bytes]) -> History:
    scores, foreign, warnings = [], [], []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        score = _score(line, number)
        if score is not None:
            scores.append(score)
        elif number == len(lines):
            warnings.append(f"{HISTORY_FILE}:{number}: " + _("the last line is torn; it is left out"))
        else:
            foreign.append(str(number))
    if foreign:
        shown = first_of(foreign, _SHOWN_LINES)
        warnings.insert(0, f"{HISTORY_FILE}:{shown}: " + _("no saved score; it is left out"))
    return History(tuple(scores), tuple(warnings))


def _score(line: bytes, number: int) -> SavedScore | None:
    if len(line) > MAX_LINE_BYTES:
        return None
    try:
        return _read(json.loads(line.decode(), object_pairs_hook=_once, parse_constant=_refuse), number)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None


def _read(entry: Any, number: int) -> SavedScore:
    """Read what a line says. Raises ValueError, KeyError, TypeError or AttributeError where it says something else."""
    if entry["format_version"] != FORMAT_VERSION or isinstance(entry["format_version"], bool):
        raise ValueError
    year = entry["year"]
    if not isinstance(year, int) or not _FIRST_ASSESSED <= year <= _LAST_YEAR:
        raise ValueError
    return SavedScore(
        line=number,
        saved_at=_time(entry["saved_at"]),
        as_of=_day(entry["as_of"]),
        organisation=_text(entry.get("organisation", "")),
        year=year,
        index_id=_text(entry["index"]),
        edition=_day(entry["edition"]),
        tool_version=_text(entry["tool_version"]),
        basis=Basis(entry["basis"]),
        totals=_totals(entry),
        reachable=_points(entry["reachable"]),
        at_stake=_points(entry["at_stake"]),
        indicators=_indicators(entry.get("indicators", {})),
        evaluation_date=_day(entry["evaluation_date"]) if "evaluation_date" in entry else None,
        likely=_likely(entry["certainty"]) if "certainty" in entry else None,
    )


def _likely(entry: Any) -> SavedLikely:
    likely = SavedLikely(Sureness(entry["colour"]), _points(entry["low"]), _points(entry["high"]))
    if likely.high < likely.low:
        raise ValueError
    return likely


def _indicators(entry: Any) -> dict[str, Hundredths]:
    if len(entry) > _MOST_INDICATORS:
        raise ValueError
    return {_text(name): _points(points) for name, points in entry.items()}


def _totals(entry: Any) -> dict[Basis, Total]:
    """Read the total on each basis; as evidenced it is the headline, which older lines do not have."""
    totals = {basis: _total(entry["scores"][basis.value]) for basis in Basis}
    if "headline" in entry:
        stands, band = _points(entry["headline"]["total"]), BandName(entry["headline"]["band"])
        evidenced, verified = totals[Basis.EVIDENCED], totals[Basis.VERIFIED]
        earned = evidenced.earned
        if stands != evidenced.on_course:
            # what hangs on broken addresses is not earned either: it is what opens or may open
            earned = Hundredths(min(verified.earned + verified.unknown, evidenced.earned, stands))
        totals[Basis.EVIDENCED] = Total(earned, stands, evidenced.unknown, band)
    return totals


def _total(entry: Any) -> Total:
    earned, on_course, unknown = (_points(entry[name]) for name in _FIGURES)
    total = Total(earned, on_course, unknown, None if entry["band"] is None else BandName(entry["band"]))
    if total.on_course < total.earned:
        raise ValueError
    return total


def _points(value: Any) -> Hundredths:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST_POINTS:
        raise ValueError  # NaN is within no limits
    return Hundredths.of(value)


def _day(value: Any) -> date:
    found = parse_day(value)
    if found is None:
        raise ValueError
    return found


def _time(value: Any) -> datetime:
    time = datetime.fromisoformat(value)
    if not _FIRST_YEAR <= time.year <= _LAST_YEAR:
        raise ValueError
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return " ".join(legible(value[:_TEXT_LENGTH]).split())


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entry = dict(pairs)
    if len(entry) < len(pairs):
        raise ValueError
    return entry


def _refuse(_constant: str) -> None:
    raise ValueError


def _certainty(found: ScoreRange) -> dict[str, object]:
    return {"colour": found.colour.value, "low": found.low.number, "high": found.high.number}


def history_line(report: Report, saved_at: str) -> str:
    """Return a report as one line of JSON: the totals, and the points of every criterion on each basis."""
    assessment = report.assessment
    entry = {
        "format_version": FORMAT_VERSION,
        "saved_at": saved_at,
        "tool_version": report.tool_version,
        "organisation": assessment.workspace.organisation.id,
        "index": assessment.index.id,
        "edition": assessment.index.edition.isoformat(),
        "year": assessment.workspace.year,
        "as_of": assessment.day.isoformat(),
        "evaluation_date": assessment.workspace.evaluation_date.isoformat(),
        "basis": report.basis.value,
        "scores": {
            basis.value: {
                **{name: getattr(total, name).number for name in _FIGURES},
                "band": total.band.value if total.band else None,
            }
            for basis, total in report.totals.items()
        },
        "headline": {"total": report.headline.total.number, "band": report.headline.band.value},
        "indicators": {
            own.indicator.id: rounded_down(
                assessment.indicator_standing(own.indicator, Basis.EVIDENCED).on_course
            ).number
            for own in report.indicators
            if own.scale is not None
        },
        **({"certainty": _certainty(report.range)} if report.range else {}),
        "reachable": report.reachable.number,
        "at_stake": report.at_stake.number,
        "criteria": {
            row.finding.verdict.criterion.id: [row.on[basis].earned.number for basis in Basis]
            for row in report.criteria
        },
        "log": [file._asdict() for file in report.log],
    }
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
