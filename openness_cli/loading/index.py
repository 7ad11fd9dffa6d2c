"""Definitions: a folder with ``index.yaml`` and one file per indicator, to an Index."""

import re
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from openness_cli.definitions import (
    ZERO,
    Band,
    BandName,
    Benchmark,
    Checklist,
    Count,
    Criterion,
    FactBasis,
    Index,
    Indicator,
    Kind,
    Level,
    Levels,
    LinkPolicy,
    Needs,
    NeedsSource,
    Part,
    Periods,
    PointsBasis,
    PublishedYear,
    Rule,
    Share,
    Step,
    Text,
    WordingBasis,
)
from openness_cli.errors import InvalidInput, Problem
from openness_cli.loading.fields import (
    day,
    decimal,
    fields,
    integer,
    is_empty,
    label,
    member,
    parse_day,
    several,
    suggest,
    text,
    word_of,
)
from openness_cli.loading.files import find_files, open_source
from openness_cli.loading.nodes import Mapping, Node, Scalar, Source
from openness_cli.messages import _
from openness_cli.periods import DaysAfter, Due, Every, OnDate

_PACKAGE = Path(__file__).parent.parent
# in a wheel the definitions travel inside the package, in a checkout they stand beside it
SHIPPED = next((path for path in (_PACKAGE / "indicators", _PACKAGE.parent / "indicators") if path.is_dir()), _PACKAGE)
INDEX_FILE = "index.yaml"
MAX_DAYS = 3660


def shipped_indices() -> list[str]:
    """Return the ids of the indices that come with the tool."""
    return sorted(path.parent.name for path in SHIPPED.glob(f"*/{INDEX_FILE}"))


def find_index(name: str, beside: Path) -> Path | None:
    """Return the folder of an index: the id of a shipped one, or a path, relative to ``beside``."""
    try:
        if "/" not in name and "\\" not in name and (SHIPPED / name / INDEX_FILE).is_file():
            return SHIPPED / name
        folder = beside / Path(name).expanduser()
        return folder if (folder / INDEX_FILE).is_file() else None
    except (OSError, ValueError, RuntimeError):  # a name too long, a NUL in it, a home that is not known
        return None


def load_index(folder: Path) -> Index:
    """Read an index. Raises InvalidInput with every problem of every file."""
    problems: list[Problem] = []
    head = open_source(folder / INDEX_FILE, Path(), problems, stay_inside=False)
    sources = [
        source
        for path in find_files(folder, (".yaml",), Path(), problems)
        if path.name != INDEX_FILE and (source := open_source(path, Path(), problems, stay_inside=False)) is not None
    ]
    index = _read_index(head, sources) if head is not None else None
    if problems or index is None:
        raise InvalidInput(tuple(problems))
    return index


def _texts(source: Source, node: Node) -> Text | None:
    values = fields(source, node, _TEXTS, _TEXTS)
    return Text(**values) if len(values) == len(_TEXTS) and all(values.values()) else None


_TEXTS = {"uz": text, "ru": text, "en": text}


def _read_index(head: Source, sources: list[Source]) -> Index | None:
    root = head.parse()
    if root is None:
        if not head.problems:
            head.complain(0, 0, _("the file is empty"))
        return None
    values = fields(head, root, _INDEX, [key for key in _INDEX if key != "benchmarks"])
    indicators: list[Indicator] = []
    kinds = frozenset(kind.label for kind in values.get("kinds") or ())
    for source in sources:
        node = source.parse()
        if node is None:
            if not any(problem.file == source.name for problem in source.problems):
                source.complain(0, 0, _("the file is empty"))
        else:
            indicator = _indicator(kinds, source, node)
            if indicator is not None:
                indicators.append(indicator)
    indicators.sort(key=lambda indicator: _natural(indicator.id))
    if head.problems:
        return None
    index = Index(
        id=values["index"],
        indicators=tuple(indicators),
        bands=tuple(values["bands"]),
        kinds=tuple(values["kinds"]),
        benchmarks=tuple(values.get("benchmarks") or ()),
        **{
            key: values[key]
            for key in ("edition", "titles", "note", "source", "time_zone", "points", "bands_basis", "links")
        },
    )
    _check_sums(head, root, index)
    return index


def _natural(label: str) -> list[Any]:
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"([0-9]+)", label) if part]


def _check_sums(head: Source, root: Node, index: Index) -> None:
    if not index.points or not all(indicator.points for indicator in index.indicators):
        head.complain_at(root, _("an index and each of its indicators have points"))
    total = sum((indicator.points for indicator in index.indicators), ZERO)
    if total != index.points:
        head.complain_at(
            root,
            _("the indicators add up to {sum} points, the index says {points}").format(
                sum=number(total), points=number(index.points)
            ),
        )
    ids = [criterion.id for indicator in index.indicators for criterion in indicator.criteria]
    for repeated in sorted({name for name in ids if ids.count(name) > 1} if len(set(ids)) < len(ids) else ()):
        head.complain_at(root, _("criterion {id} is defined twice").format(id=repeated))
    groups = [indicator.id for indicator in index.indicators]
    for repeated in sorted({name for name in groups if groups.count(name) > 1}):
        head.complain_at(root, _("indicator {id} is defined twice").format(id=repeated))
    minima = [band.minimum for band in index.bands]
    if minima != sorted(minima, reverse=True) or len(set(minima)) < len(minima) or not minima or minima[-1] != 0:
        head.complain_at(root, _("the bands must go from the highest minimum down to 0"))


def number(value: Fraction) -> str:
    """Return an exact number as short decimal text, or as a fraction where it has no end."""
    return f"{value.numerator}" if value.denominator == 1 else f"{float(value):g}"


def _band(source: Source, node: Node) -> Band | None:
    values = fields(source, node, {"band": member(BandName), "min": decimal}, ("band", "min"))
    name, minimum = values.get("band"), values.get("min")
    return Band(name, minimum) if name and minimum is not None else None


def _links(source: Source, node: Node) -> LinkPolicy | None:
    readers = dict.fromkeys(LinkPolicy._fields, integer)
    values = fields(source, node, readers, readers)
    if values.get("broken_after") == 0:
        source.complain_at(node, _("broken_after must be 1 or more"))
    if any((values.get(key) or 0) > MAX_DAYS for key in readers):
        source.complain_at(node, _("a number above {most} is no policy").format(most=MAX_DAYS))
        return None
    return LinkPolicy(**values) if len(values) == len(readers) and None not in values.values() else None


def _kind(source: Source, node: Node) -> Kind | None:
    values = fields(source, node, {"kind": label, "titles": _texts}, ("kind", "titles"))
    return Kind(values["kind"], values["titles"]) if values.get("kind") and values.get("titles") else None


def _benchmark(source: Source, node: Node) -> Benchmark | None:
    values = fields(source, node, {"total": decimal, "indicators": _points_by_label}, ("total", "indicators"))
    return Benchmark(**values) if len(values) == len(Benchmark._fields) else None


def _points_by_label(source: Source, node: Node) -> dict[str, Fraction]:
    if type(node) is not Mapping:
        source.complain_at(node, _("keys and values are expected here"))
        return {}
    read = {label(source, key): decimal(source, value) for key, value in node.entries.values()}
    return {name: points for name, points in read.items() if name is not None and points is not None}


def _published_year(source: Source, node: Node) -> PublishedYear | None:
    readers = {"year": integer, "bodies": integer, "source": text, "best": _benchmark, "average": _benchmark}
    values = fields(source, node, readers, readers)
    return PublishedYear(**values) if len(values) == len(readers) and None not in values.values() else None


def _time_zone(source: Source, node: Node) -> str | None:
    name = text(source, node)
    try:
        ZoneInfo(name or "")
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        source.complain_at(node, _("“{value}” is no time zone").format(value=name), "Asia/Tashkent")
    except KeyError:
        source.complain_at(node, _("“{value}” is no time zone").format(value=name), "Asia/Tashkent")
    return name


_INDEX = {
    "index": label,
    "edition": day,
    "titles": _texts,
    "source": text,
    "note": _texts,
    "time_zone": _time_zone,
    "points": decimal,
    "bands": several(_band),
    "bands_basis": member(FactBasis),
    "links": _links,
    "kinds": several(_kind),
    "benchmarks": several(_published_year),
}


def _indicator(kinds: frozenset[str], source: Source, node: Node) -> Indicator | None:
    readers = {
        "indicator": label,
        "titles": _texts,
        "points": decimal,
        "points_basis": member(PointsBasis),
        "note": _texts,
        "criteria": several(partial(_criterion, _criterion_readers(kinds))),
    }
    before = len(source.problems)
    values = fields(source, node, readers, [key for key in readers if key != "note"])
    if len(source.problems) > before:
        return None
    criteria = tuple(values.pop("criteria"))
    total = sum((criterion.possible for criterion in criteria), ZERO)
    if total != values["points"]:
        source.complain_at(
            node,
            _("the criteria add up to {sum} points, the indicator says {points}").format(
                sum=number(total), points=number(values["points"])
            ),
        )
    return Indicator(id=values.pop("indicator"), criteria=criteria, **values)


def _criterion_readers(kinds: frozenset[str]) -> dict[str, Callable[[Source, Node], Any]]:
    return {
        "id": _criterion_id,
        "titles": _texts,
        "asks": _texts,
        "remedy": _texts,
        "rule": _rule,
        "due_basis": member(FactBasis),
        "needs": _needs,
        "needs_basis": member(FactBasis),
        "applies_to": several(word_of(kinds)),
        "effort_days": decimal,
        "basis": member(WordingBasis),
        "points_basis": member(PointsBasis),
        "reference": _texts,
        "source": text,
        "note": _texts,
    }


_OPTIONAL = frozenset({"due_basis", "applies_to", "source", "note"})


def _criterion(readers: dict[str, Callable[[Source, Node], Any]], source: Source, node: Node) -> Criterion | None:
    before = len(source.problems)
    values = fields(source, node, readers, [key for key in readers if key not in _OPTIONAL])
    rule = values.get("rule")
    if isinstance(rule, Periods) and "due_basis" not in values:
        source.complain_at(node, _("the key “{key}” is missing").format(key="due_basis"))
    if rule is not None and not rule.possible:
        source.complain_at(node, _("a criterion without points"))
    if len(source.problems) > before or rule is None:
        return None
    if "applies_to" in values:
        values["applies_to"] = tuple(values["applies_to"])
    return Criterion(possible=rule.possible, **values)


def _criterion_id(source: Source, node: Node) -> str | None:
    written = text(source, node)
    if written is not None and not re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", written):
        source.complain_at(
            node, _("“{value}” is no id of a criterion").format(value=written), _("a letter first, as in C4.10")
        )
    return written


def _needs(source: Source, node: Node) -> Needs | None:
    readers = {"source": member(NeedsSource), "formats": several(label), "fresh_days": integer}
    values = fields(source, node, readers, ("source",))
    if values.get("source") is None:
        return None
    formats = tuple(name.lower().lstrip(".") for name in values.get("formats") or ())
    return Needs(values["source"], formats, values.get("fresh_days"))


def _rule(source: Source, node: Node) -> Rule | None:
    kind_node = node.entries.get("kind", (None, None))[1] if type(node) is Mapping else None
    if type(kind_node) is not Scalar or is_empty(kind_node):
        source.complain_at(node, _("the key “{key}” is missing").format(key="kind"), ", ".join(_RULES))
        return None
    if kind_node.value not in _RULES:
        source.complain_at(
            kind_node, _("“{value}” is not known here").format(value=kind_node.value), suggest(kind_node.value, _RULES)
        )
        return None
    return _RULES[kind_node.value](source, node)


def _levels(source: Source, node: Node) -> Levels | None:
    values = fields(source, node, {"kind": text, "levels": _points_by_label}, ("levels",))
    levels = tuple(Level(name, points) for name, points in (values.get("levels") or {}).items())
    return Levels(levels) if levels else None


def _step(source: Source, node: Node) -> Step | None:
    values = fields(source, node, {"min": decimal, "points": decimal}, ("min", "points"))
    minimum, points = values.get("min"), values.get("points")
    return Step(minimum, points) if minimum is not None and points is not None else None


def _stepped(source: Source, node: Node) -> tuple[Step, ...]:
    values = fields(source, node, {"kind": text, "steps": several(_step)}, ("steps",))
    steps = tuple(values.get("steps") or ())
    ascending = all(low.minimum < high.minimum and low.points < high.points for low, high in pairwise(steps))
    if not steps or not ascending or steps[0].minimum == 0:
        source.complain_at(node, _("steps ascend, in their minimum and in their points, from above 0"))
        return ()
    return steps


def _count(source: Source, node: Node) -> Count | None:
    steps = _stepped(source, node)
    if any(step.minimum.denominator != 1 for step in steps):
        source.complain_at(node, _("the minimum of a count is a whole number"))
    return Count(steps) if steps else None


def _share(source: Source, node: Node) -> Share | None:
    steps = _stepped(source, node)
    if steps and steps[-1].minimum > 1:
        source.complain_at(node, _("the minimum of a share is at most 1"))
    return Share(steps) if steps else None


def _part(source: Source, node: Node) -> Part | None:
    values = fields(source, node, {"part": label, "points": decimal, "titles": _texts}, ("part", "points", "titles"))
    whole = values.get("part") and values.get("points") is not None and values.get("titles")
    return Part(values["part"], values["points"], values["titles"]) if whole else None


def _checklist(source: Source, node: Node) -> Checklist | None:
    values = fields(source, node, {"kind": text, "parts": several(_part)}, ("parts",))
    parts = tuple(values.get("parts") or ())
    if len({part.label for part in parts}) < len(parts):
        source.complain_at(node, _("a part is written twice"))
    return Checklist(parts) if parts else None


def _due(source: Source, node: Node) -> Due | None:
    values = fields(source, node, {"days_after": integer, "date": text})
    if len(values) != 1:
        source.complain_at(node, _("a due date is either days_after: 25 or date: 03-01"))
        return None
    if (values.get("days_after") or 0) > MAX_DAYS:
        source.complain_at(node, _("a due date more than ten years away"))
        return None
    if values.get("days_after") is not None:
        return DaysAfter(values["days_after"])
    found = parse_day(f"2024-{values.get('date')}")  # a leap year: 02-29 is allowed
    if found is None:
        source.complain_at(node, _("“{value}” is not a day of the year").format(value=values.get("date")), "03-01")
        return None
    return OnDate(found.month, found.day)


def _periods(source: Source, node: Node) -> Periods | None:
    readers = {"kind": text, "every": member(Every), "due": _due, "points": decimal, "late": decimal}
    values = fields(source, node, readers, ("every", "due", "points"))
    every, due, points, late = (values.get(key) for key in ("every", "due", "points", "late"))
    if isinstance(due, OnDate) and every is not Every.YEAR:
        source.complain_at(node, _("a due date by the day of the year is for yearly duties alone"))
    if late is not None and late > 1:
        source.complain_at(node, _("late is a share of the points, at most 1"))
    if every is None or due is None or points is None:
        return None
    return Periods(every, due, points, ZERO if late is None else late)


_RULES: dict[str, Callable[[Source, Node], Rule | None]] = {
    "levels": _levels,
    "count": _count,
    "share": _share,
    "checklist": _checklist,
    "periods": _periods,
}
