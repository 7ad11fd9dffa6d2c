"""A kind of rule on paper: how its definition is read, what proof it needs, by which keys evidence answers it."""

from itertools import pairwise
from typing import assert_never

from openness_cli.files import fields as read
from openness_cli.files._tree import Mapping, Node, Scalar, Source
from openness_cli.files.spelling import parse_day, suggest
from openness_cli.messages import _
from openness_cli.model import definitions as model
from openness_cli.model.periods import DaysAfter, Due, Every, OnDate


def needs(source: Source, node: Node) -> model.Needs | None:
    """Read what an item has to be."""
    readers = {
        "source": read.member(model.NeedsSource),
        "formats": read.several(read.label),
        "fresh_days": read.integer,
        "site": read.member(model.NeedsSite),
    }
    values = read.fields(source, node, readers, ("source",))
    if values.get("source") is None:
        return None
    formats = tuple(name.lower().lstrip(".") for name in values.get("formats") or ())
    if (values.get("fresh_days") or 0) > read.MAX_DAYS:
        source.complain_at(node, _("a number above {most} is no policy").format(most=read.MAX_DAYS))
        return None
    site = values.get("site") or model.NeedsSite.ANY
    if site is model.NeedsSite.OFFICIAL and values["source"] is model.NeedsSource.FILE:
        source.complain_at(
            node, _("an attached file is on no site: source: file and site: official exclude each other")
        )
        return None
    return model.Needs(values["source"], formats, values.get("fresh_days"), site)


def rule(source: Source, node: Node) -> model.Rule | None:
    """Read a rule by its kind."""
    kind_node = node.entries.get("kind", (None, None))[1] if type(node) is Mapping else None
    if type(kind_node) is not Scalar or read.is_empty(kind_node):
        source.complain_at(node, _("the key “{key}” is missing").format(key="kind"), ", ".join(_READERS))
        return None
    if kind_node.value not in _READERS:
        what = _("“{value}” is not known here").format(value=kind_node.value)
        source.complain_at(kind_node, what, suggest(kind_node.value, _READERS))
        return None
    found: model.Rule | None = _READERS[kind_node.value](source, node)
    return found


def _levels(source: Source, node: Node) -> model.Levels | None:
    values = read.fields(source, node, {"kind": read.text, "levels": read.points_by_label}, ("levels",))
    levels = tuple(model.Level(name, points) for name, points in (values.get("levels") or {}).items())
    return model.Levels(levels) if levels else None


_step = read.record(model.Step, {"min": read.decimal, "points": read.decimal})


def _stepped(source: Source, node: Node) -> tuple[model.Step, ...]:
    before = source.complaints
    values = read.fields(source, node, {"kind": read.text, "steps": read.several(_step)}, ("steps",))
    if source.complaints > before:
        return ()
    steps: tuple[model.Step, ...] = values.get("steps") or ()
    ascending = all(low.minimum < high.minimum and low.points < high.points for low, high in pairwise(steps))
    if not steps or not ascending or steps[0].minimum == 0:
        source.complain_at(node, _("steps ascend, in their minimum and in their points, from above 0"))
        return ()
    return steps


def _count(source: Source, node: Node) -> model.Count | None:
    steps = _stepped(source, node)
    if any(step.minimum.denominator != 1 for step in steps):
        source.complain_at(node, _("the minimum of a count is a whole number"))
    return model.Count(steps) if steps else None


def _share(source: Source, node: Node) -> model.Share | None:
    steps = _stepped(source, node)
    if steps and steps[-1].minimum > 1:
        source.complain_at(node, _("the minimum of a share is at most 1"))
    return model.Share(steps) if steps else None


_part = read.record(model.Part, {"part": read.label, "points": read.decimal, "titles": read.texts})


def _checklist(source: Source, node: Node) -> model.Checklist | None:
    values = read.fields(source, node, {"kind": read.text, "parts": read.several(_part)}, ("parts",))
    parts: tuple[model.Part, ...] = values.get("parts") or ()
    if len({part.label for part in parts}) < len(parts):
        source.complain_at(node, _("a part is written twice"))
    return model.Checklist(parts) if parts else None


def _due(source: Source, node: Node) -> Due | None:
    values = read.fields(source, node, {"days_after": read.integer, "date": read.text})
    if len(values) != 1:
        source.complain_at(node, _("a due date is either days_after: 25 or date: 03-01"))
        return None
    if (values.get("days_after") or 0) > read.MAX_DAYS:
        source.complain_at(node, _("a due date more than ten years away"))
        return None
    if values.get("days_after") is not None:
        return DaysAfter(values["days_after"])
    found = parse_day(f"2024-{values.get('date')}")  # a leap year: 02-29 is allowed
    if found is None:
        source.complain_at(node, _("“{value}” is not a day of the year").format(value=values.get("date")), "03-01")
        return None
    return OnDate(found.month, found.day)


def _periods(source: Source, node: Node) -> model.Periods | None:
    readers = {
        "kind": read.text,
        "every": read.member(Every),
        "due": _due,
        "points": read.decimal,
        "late": read.decimal,
        "during": read.word_of(("true", "false")),
    }
    values = read.fields(source, node, readers, ("every", "due", "points"))
    every, due, points, late = (values.get(key) for key in ("every", "due", "points", "late"))
    if isinstance(due, OnDate) and every is not Every.YEAR:
        source.complain_at(node, _("a due date by the day of the year is for yearly duties alone"))
    if late is not None and late > 1:
        source.complain_at(node, _("late is a share of the points, at most 1"))
    if every is None or due is None or points is None:
        return None
    return model.Periods(every, due, points, model.ZERO if late is None else late, values.get("during") == "true")


_READERS: dict[str, read.Read] = {
    "levels": _levels,
    "count": _count,
    "share": _share,
    "checklist": _checklist,
    "periods": _periods,
}


def claim_keys(rule: model.Rule) -> tuple[str, ...]:
    """Return the keys by which evidence answers a rule of this kind, beside its items."""
    match rule:
        case model.Levels():
            return ("level",)
        case model.Count():
            return ("count",)
        case model.Share():
            return ("count", "of")
        case model.Checklist() | model.Periods():
            return ()
        case _:
            assert_never(rule)
