"""Definitions: a folder with ``index.yaml`` and one file per indicator, to an Index."""

import re
from collections import Counter
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from openness_cli.errors import InvalidInput, Problem
from openness_cli.files import fields as read
from openness_cli.files._rules import needs, rule
from openness_cli.files._tree import Node, Source
from openness_cli.files.sources import find_files, open_source
from openness_cli.messages import _
from openness_cli.model import definitions as model
from openness_cli.model.languages import Text
from openness_cli.model.points import plain_number

_PACKAGE = Path(__file__).parent.parent
# in a wheel the definitions travel inside the package, in a checkout they stand beside it
SHIPPED = next((path for path in (_PACKAGE / "indicators", _PACKAGE.parent / "indicators") if path.is_dir()), _PACKAGE)
INDEX_FILE = "index.yaml"
_MOST_SHORT = 22


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


def load_index(folder: Path) -> model.Index:
    """Read an index. Raises InvalidInput with every problem of every file."""
    problems: list[Problem] = []
    # an index from elsewhere must not have files of ours read and shown; where ours are, whoever installed them knows
    is_foreign = folder.parent != SHIPPED
    head = open_source(folder / INDEX_FILE, Path(), problems, root=folder, stay_inside=is_foreign)
    sources = [
        source
        for path in find_files(folder, (".yaml",), Path(), problems)
        if path.name != INDEX_FILE
        and (source := open_source(path, Path(), problems, root=folder, stay_inside=is_foreign)) is not None
    ]
    index = _read_index(head, sources) if head is not None else None
    if problems or index is None:
        raise InvalidInput(tuple(problems))
    return index


def _read_index(head: Source, sources: list[Source]) -> model.Index | None:
    root = head.parse()
    if root is None:
        if not head.problems:
            head.complain(0, 0, _("the file is empty"))
        return None
    values = read.fields(head, root, _INDEX, [key for key in _INDEX if key not in _LEFT_OUT])
    indicators: list[model.Indicator] = []
    kinds = frozenset(kind.label for kind in values.get("kinds") or ())
    for source in sources:
        node = source.parse()
        if node is None:
            if not any(problem.file == source.name for problem in source.problems):
                source.complain(0, 0, _("the file is empty"))
        elif (indicator := _indicator(kinds, source, node)) is not None:
            indicators.append(indicator)
    indicators.sort(key=lambda indicator: _natural(indicator.id))
    if head.problems:
        return None
    values["benchmarks"] = values.get("benchmarks") or ()
    index = model.Index(id=values.pop("index"), indicators=tuple(indicators), **values)
    _check_sums(head, root, index)
    return index


def _natural(name: str) -> list[Any]:
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"([0-9]+)", name) if part]


def _check_sums(head: Source, root: Node, index: model.Index) -> None:
    if not index.points or not all(indicator.points for indicator in index.indicators):
        head.complain_at(root, _("an index and each of its indicators have points"))
    total = sum((indicator.points for indicator in index.indicators), model.ZERO)
    if total != index.points:
        what = _("the indicators add up to {sum} points, the index says {points}")
        head.complain_at(root, what.format(sum=plain_number(total), points=plain_number(index.points)))
    ids = [criterion.id for indicator in index.indicators for criterion in indicator.criteria]
    for repeated in _repeated(ids):
        head.complain_at(root, _("criterion {id} is defined twice").format(id=repeated))
    for repeated in _repeated([indicator.id for indicator in index.indicators]):
        head.complain_at(root, _("indicator {id} is defined twice").format(id=repeated))
    minima = [band.minimum for band in index.bands]
    if minima != sorted(minima, reverse=True) or len(set(minima)) < len(minima) or not minima or minima[-1] != 0:
        head.complain_at(root, _("the bands must go from the highest minimum down to 0"))


def _repeated(names: list[str]) -> list[str]:
    return sorted(name for name, times in Counter(names).items() if times > 1)


def _links(source: Source, node: Node) -> model.LinkPolicy | None:
    readers = dict.fromkeys(model.LinkPolicy._fields, read.integer)
    values = read.fields(source, node, readers, readers)
    if values.get("broken_after") == 0:
        source.complain_at(node, _("broken_after must be 1 or more"))
    if any((values.get(key) or 0) > read.MAX_DAYS for key in readers):
        source.complain_at(node, _("a number above {most} is no policy").format(most=read.MAX_DAYS))
        return None
    return model.LinkPolicy(**values) if len(values) == len(readers) and None not in values.values() else None


_RATIO = re.compile(r"([0-9]{1,6})(?:/([1-9][0-9]{0,5})|\.([0-9]{1,6}))?")


def _ratio(source: Source, node: Node) -> Fraction | None:
    """Read a number as a fraction, 1/2, or with decimals, 0.5."""
    written = read.text(source, node)
    match = _RATIO.fullmatch(written or "")
    if match is not None:
        return Fraction(match[0])
    what = _("“{value}” is not a number from 0 on").format(value=written)
    source.complain_at(node, what, _("written like this: {like}").format(like="1/2"))
    return None


_ASSUMED = {"from": _ratio, "to": _ratio, "typical_error": _ratio}
_MOST_TIMES = 1000


def _assumed_points(source: Source, node: Node) -> model.AssumedPoints | None:
    values = read.fields(source, node, _ASSUMED, _ASSUMED)
    if len(values) < len(_ASSUMED) or None in values.values():
        return None
    policy = model.AssumedPoints(values["from"], values["to"], values["typical_error"])
    if not 0 < policy.low <= 1 <= policy.high <= _MOST_TIMES or policy.typical_error > _MOST_TIMES:
        what = _("points that are assumed are from a part of what they are to a multiple of it")
        source.complain_at(node, what, "{from: 1/2, to: 2, typical_error: 2/5}")
        return None
    return policy


def _time_zone(source: Source, node: Node) -> str | None:
    name = read.text(source, node)
    try:
        ZoneInfo(name or "")
    except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        source.complain_at(node, _("“{value}” is no time zone").format(value=name), "Asia/Tashkent")
    return name


_benchmark = read.record(model.Benchmark, {"total": read.decimal, "indicators": read.points_by_label})
_PUBLISHED_YEAR = {
    "year": read.year,
    "bodies": read.integer,
    "source": read.text,
    "best": _benchmark,
    "average": _benchmark,
}
_INDEX = {
    "index": read.label,
    "edition": read.day,
    "titles": read.texts,
    "source": read.text,
    "note": read.texts,
    "time_zone": _time_zone,
    "points": read.decimal,
    "bands": read.several(read.record(model.Band, {"band": read.member(model.BandName), "min": read.decimal})),
    "bands_basis": read.member(model.FactBasis),
    "links": _links,
    "assumed_points": _assumed_points,
    "kinds": read.several(read.record(model.Kind, {"kind": read.label, "titles": read.texts})),
    "confirmed_through": read.integer,
    "benchmarks": read.several(read.record(model.PublishedYear, _PUBLISHED_YEAR)),
}
_LEFT_OUT = frozenset({"benchmarks", "confirmed_through", "assumed_points"})


def _indicator(kinds: frozenset[str], source: Source, node: Node) -> model.Indicator | None:
    readers = {
        "indicator": read.label,
        "titles": read.texts,
        "short": _short,
        "points": read.decimal,
        "points_basis": read.member(model.PointsBasis),
        "note": read.texts,
        "criteria": read.several(partial(_criterion, _criterion_readers(kinds))),
    }
    before = source.complaints
    values = read.fields(source, node, readers, [key for key in readers if key not in {"note", "short"}])
    if source.complaints > before:
        return None
    total = sum((criterion.possible for criterion in values["criteria"]), model.ZERO)
    if total != values["points"]:
        what = _("the criteria add up to {sum} points, the indicator says {points}")
        source.complain_at(node, what.format(sum=plain_number(total), points=plain_number(values["points"])))
    return model.Indicator(id=values.pop("indicator"), **values)


def _short(source: Source, node: Node) -> Text | None:
    """Read names for where there is little room."""
    names = read.texts(source, node)
    for name in names or ():
        if len(name) > _MOST_SHORT:
            what = _("“{value}” is longer than {most} letters").format(value=name, most=_MOST_SHORT)
            source.complain_at(node, what, _("this name stands where there is little room"))
    return names


def _criterion_readers(kinds: frozenset[str]) -> dict[str, read.Read]:
    return {
        "id": _criterion_id,
        "titles": read.texts,
        "asks": read.texts,
        "remedy": read.texts,
        "rule": rule,
        "due_basis": read.member(model.FactBasis),
        "needs": needs,
        "needs_basis": read.member(model.FactBasis),
        "applies_to": read.several(read.word_of(kinds)),
        "effort_days": read.decimal,
        "basis": read.member(model.WordingBasis),
        "points_basis": read.member(model.PointsBasis),
        "reference": read.texts,
        "source": read.text,
        "note": read.texts,
    }


_OPTIONAL = frozenset({"due_basis", "applies_to", "source", "note"})


def _criterion(readers: dict[str, read.Read], source: Source, node: Node) -> model.Criterion | None:
    before = source.complaints
    values = read.fields(source, node, readers, [key for key in readers if key not in _OPTIONAL])
    own_rule = values.get("rule")
    if isinstance(own_rule, model.Periods) and "due_basis" not in values:
        source.complain_at(node, _("the key “{key}” is missing").format(key="due_basis"))
    if own_rule is not None and not own_rule.possible:
        source.complain_at(node, _("a criterion without points"))
    if source.complaints > before or own_rule is None:
        return None
    return model.Criterion(possible=own_rule.possible, **values)


def _criterion_id(source: Source, node: Node) -> str | None:
    written = read.text(source, node)
    if written is not None and not re.fullmatch(r"[A-Za-z][A-Za-z0-9._-]*", written):
        what = _("“{value}” is no id of a criterion").format(value=written)
        source.complain_at(node, what, _("a letter first, as in C4.10"))
    return written
