"""What a rule earns, in figures that fit into one cell: ``6 = 0.5; 12 = 1``, ``25% = 0.5; 50% = 1``, ``full = 1``."""

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from openness_cli.messages import _
from openness_cli.messages import figures as figures_in_words
from openness_cli.model.definitions import Count, Levels, Rule, Share
from openness_cli.model.periods import DaysAfter, Due, OnDate
from openness_cli.model.points import plain_number


class MisreadError(ValueError):
    """A cell cannot be understood; says why, and what to do, in the language in use."""

    def __init__(self, what: str, hint: str = "") -> None:
        """Keep both."""
        super().__init__(what)
        self.what, self.hint = what, hint


class Figure(NamedTuple):
    """What has to be reached, a number, a share with its sign or the label of a level, and what it earns."""

    least: str
    points: Fraction

    def written(self, name: Callable[[str], str] = str) -> str:
        """Return it as it stands in a cell; ``name`` says how a level is called and a figure written."""
        return f"{name(self.least)} = {name(plain_number(self.points))}"


def figures_of(rule: Rule) -> tuple[Figure, ...]:
    """Return the figures of a rule; of one that has parts or periods none."""
    match rule:
        case Levels(levels):
            return tuple(Figure(*own) for own in levels)
        case Count(steps):
            return tuple(Figure(plain_number(own.minimum), own.points) for own in steps)
        case Share(steps):
            return tuple(Figure(f"{plain_number(own.minimum * 100)}%", own.points) for own in steps)
        case _:
            return ()


def joined(figures: Iterable[Figure], name: Callable[[str], str] = str) -> str:
    """Return figures as they stand in one cell."""
    return "; ".join(own.written(name) for own in figures)


_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,4})?", re.ASCII)


def read_number(written: str) -> Fraction:
    """Return a number from 0 on, with a comma or a point. Raises MisreadError."""
    if _NUMBER.fullmatch(written) is None:
        what = _("“{value}” is not a number from 0 on").format(value=written)
        raise MisreadError(what, _("written like this: {like}").format(like=figures_in_words("0.5")))
    return Fraction(written.replace(",", "."))


def read_figures(kind: str, written: str, level: Callable[[str], str]) -> tuple[Figure, ...]:
    """Return what stands in a cell; ``level`` tells the label of a level. Raises MisreadError."""
    found: list[Figure] = []
    for piece in re.split(r"[;\n]", written):
        left, equals, right = piece.partition("=")
        if not piece.strip():
            continue
        if not equals or not left.strip() or "=" in right:
            what = _("“{value}” does not say what earns how much").format(value=piece.strip())
            raise MisreadError(what, _("written like this: {like}").format(like=_like(kind)))
        found.append(Figure(_least(kind, left.strip(), level), read_number(right.strip())))
    if not found or not any(own.points for own in found):
        what = _("the figures say nothing of points")
        raise MisreadError(what, _("written like this: {like}").format(like=_like(kind)))
    if kind == "levels":
        if len({own.least for own in found}) < len(found):
            raise MisreadError(_("a level is written twice"))
        return tuple(found)
    numbers = [Fraction(own.least.rstrip("%")) for own in found]
    rises = all(low < high for low, high in pairwise(numbers))
    rises &= all(low.points < high.points for low, high in pairwise(found))
    if not rises or not numbers[0]:
        raise MisreadError(_("steps ascend, in their minimum and in their points, from above 0"))
    if kind == "share" and numbers[-1] > 100:  # noqa: PLR2004
        raise MisreadError(_("a share is at most 100 %"))
    return tuple(found)


def _like(kind: str) -> str:
    """Return what such figures look like, in the language in use."""
    if kind == "levels":
        words = ((_("fully"), "1"), (_("in part"), "0.5"), (_("not at all"), "0"))
        return "; ".join(f"{word} = {figures_in_words(points)}" for word, points in words)
    return figures_in_words("6 = 0.5; 12 = 1" if kind == "count" else "25 % = 0.5; 50 % = 1")


def _least(kind: str, written: str, level: Callable[[str], str]) -> str:
    if kind == "levels":
        return level(written)
    number = read_number(written.rstrip("% \u00a0"))
    if kind == "share":
        if not written.endswith("%") or number.denominator not in (1, 2, 4, 5, 10, 20, 25, 50, 100):
            what = _("“{value}” is not a share").format(value=written)
            raise MisreadError(what, _("written like this: {like}").format(like="25 %"))
        return f"{plain_number(number)}%"
    if number.denominator != 1 or "%" in written:
        raise MisreadError(_("the minimum of a count is a whole number"))
    return plain_number(number)


def scaled(figures: Iterable[Figure], points: Fraction) -> tuple[Figure, ...]:
    """Return figures of which the highest earns so many points and the others as much less as before."""
    own = tuple(figures)
    highest = max(each.points for each in own)
    return tuple(each._replace(points=each.points * points / highest) for each in own)


# -- due dates ---------------------------------------------------------------------------------------------------------

_MOST_DAYS = 3660
_DAYS_AFTER = re.compile(r"\D*(\d{1,4})\D*", re.ASCII)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2}) ?[./] ?(?P<month>\d{1,2})\.?", re.ASCII)
_MONTH_FIRST = re.compile(r"(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)


def due_text(due: Due) -> str:
    """Return when something falls due: so many days after its period, or a day of the year as 03-01."""
    return str(due.days) if isinstance(due, DaysAfter) else f"{due.month:02d}-{due.day:02d}"


def read_due(written: str) -> Due:
    """Return the day that is meant: 25, 25 days after, 01.03, 03-01. Raises MisreadError."""
    match = _DAY_FIRST.fullmatch(written) or _MONTH_FIRST.fullmatch(written)
    if match is not None:
        month, day = int(match["month"]), int(match["day"])
        if 1 <= month <= len(_LENGTHS) and 1 <= day <= _LENGTHS[month - 1]:
            return OnDate(month, day)
    elif (days := _DAYS_AFTER.fullmatch(written)) and int(days[1]) <= _MOST_DAYS:
        return DaysAfter(int(days[1]))
    what = _("“{value}” is no due date").format(value=written)
    raise MisreadError(what, _("written like this: {like}").format(like="25; 01.03"))


_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
