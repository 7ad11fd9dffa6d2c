"""Bars and curves as shapes, before they are drawn: what lies where, in per cent or in units of a picture."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from openness_cli.formats.document import Bar
from openness_cli.formats.page import Curve, Spot, Zone

WIDE, NARROW = (900, 250, 48), (360, 230, 34)
_TOP, _BELOW, _RIGHT = 20, 30, 4
_LOWEST_SHARE = Fraction(2, 5)
# where the words of colours stand, since totals have their figures at both ends
_ZONE_WORDS = 0.3
_NEAR = 6  # units to which two texts may come near


class Shape(NamedTuple):
    """A piece of a bar, or a line across it, in per cent of the bar; ``kind`` is a letter that a style stands for."""

    kind: str
    x: str
    width: str = ""


def _figure(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def stretches(bar: Bar) -> Iterator[Shape]:
    """Yield the pieces of a bar from the left: earned, unknown, pending, what does not open."""
    x = 0.0
    for kind, share in (("e", bar.earned), ("u", bar.unknown), ("p", bar.pending), ("f", bar.failed)):
        width = min(max(share * 100, 0), 100 - x)
        if width > 0:
            yield Shape(kind, _figure(x), _figure(width))
            x += width


def lines(bar: Bar) -> Iterator[Shape]:
    """Yield the lines across a bar: where colours begin, the average of others, the best of them."""
    if bar.ruler is not None:
        yield from (Shape("m", _figure(float(own / bar.ruler.whole) * 100)) for own in bar.ruler.minima if own)
    for mark in bar.marks:
        yield Shape("b" if mark.is_best else "a", _figure(min(mark.share * 100, 99.4)))


class Label(NamedTuple):
    """A text at a place, anchored where it begins, in its middle or where it ends."""

    x: str
    y: str
    text: str
    anchor: str = "start"
    strong: bool = False


class Field(NamedTuple):
    """A colour's field behind a curve."""

    tone: str
    y: str
    height: str


class Plot(NamedTuple):
    """A curve in a picture of so many units."""

    kind: str
    width: int
    height: int
    left: str
    right: str
    top: str
    bottom: str
    fields: tuple[Field, ...]
    rules: tuple[str, ...]
    labels: tuple[Label, ...]
    today: str
    past: str
    dots: tuple[tuple[str, str], ...]
    ahead: str
    ends: tuple[tuple[str, str], ...]
    diamonds: tuple[tuple[str, str], ...]


class _Scale:
    """Days and totals as places in a picture."""

    def __init__(self, curve: Curve, size: tuple[int, int, int]) -> None:
        """Fit everything that is to be shown."""
        self.width, self.height, self.left = size
        spots = [*curve.past, *curve.ahead, *curve.published]
        days = [own.day for own in (*curve.past, *curve.ahead)] + [day for day, _text in curve.ticks]
        self.first, self.last = min(days), max(days)
        whole = curve.ruler.whole
        lowest = min([own.total for own in spots] + [whole * _LOWEST_SHARE])
        self.low = Fraction(int(lowest // 10) * 10) if lowest < whole * _LOWEST_SHARE else lowest
        self.whole = whole

    def x(self, day: date) -> float:
        """Return where a day is; one before all others is at their beginning."""
        span = max((self.last - self.first).days, 1)
        gone = min(max((day - self.first).days, 0), span)
        return self.left + (self.width - _RIGHT - self.left) * gone / span

    def y(self, total: Fraction) -> float:
        """Return where a total is."""
        share = float((total - self.low) / (self.whole - self.low))
        return self.height - _BELOW - (self.height - _BELOW - _TOP) * min(max(share, 0), 1)


def plot(curve: Curve, kind: str) -> Plot:
    """Return a curve in a wide picture or in a narrow one."""
    scale = _Scale(curve, WIDE if kind == "wide" else NARROW)
    past = [(scale.x(own.day), scale.y(own.total)) for own in curve.past]
    published = [(scale.left + 40.0, scale.y(own.total)) for own in curve.published]
    minima = sorted({scale.low, *(own for own in curve.ruler.minima if own > scale.low), scale.whole})
    labels = [Label(str(scale.left - 6), _figure(scale.y(own) + 4), f"{float(own):g}", "end") for own in minima]
    return Plot(
        kind=kind,
        width=scale.width,
        height=scale.height,
        left=str(scale.left),
        right=str(scale.width - _RIGHT),
        top=str(_TOP),
        bottom=str(scale.height - _BELOW),
        fields=tuple(_fields(curve.zones, scale)),
        rules=tuple(_figure(scale.y(own)) for own in minima),
        labels=(*labels, *_zone_labels(curve.zones, scale), *_day_labels(curve, scale), *_totals(curve, scale)),
        today=_figure(scale.x(curve.today[0])) if curve.today else "",
        past=_way(past),
        dots=tuple((_figure(x), _figure(y)) for x, y in past),
        ahead=_way(_stairs(curve.ahead, scale)),
        ends=tuple((_figure(scale.x(own.day)), _figure(scale.y(own.total))) for own in curve.ahead[:1]),
        diamonds=tuple((_figure(x), _figure(y)) for x, y in published),
    )


def _fields(zones: Iterable[Zone], scale: _Scale) -> Iterator[Field]:
    above = scale.whole
    for zone in zones:
        below = max(zone.minimum, scale.low)
        if below < above:
            top, bottom = scale.y(above), scale.y(below)
            yield Field(zone.tone.value, _figure(top), _figure(bottom - top))
        above = below


def _zone_labels(zones: Iterable[Zone], scale: _Scale) -> Iterator[Label]:
    above = scale.whole
    for zone in zones:
        if above > scale.low:
            yield Label(_figure(scale.left + scale.width * _ZONE_WORDS), _figure(scale.y(above) + 15), zone.word)
        above = zone.minimum


def _day_labels(curve: Curve, scale: _Scale) -> Iterator[Label]:
    """Yield days below the picture: the last one, and those before that leave each other room."""
    y = str(scale.height - 10)
    room = float(scale.width)
    for day, text in reversed(curve.ticks):
        x, length = scale.x(day), 7.0 * len(text)
        is_last = room == scale.width
        end = x + (0 if is_last else length / 2)
        if end <= room - _NEAR or is_last:
            anchor = "end" if is_last else "start" if x - length / 2 < scale.left else "middle"
            room = x - (length if is_last else length / 2)
            yield Label(_figure(x), y, text, anchor)
    if curve.today is not None:
        day, text = curve.today
        x = scale.x(day)
        anchor = "start" if x < scale.left + 30 else "end" if x > scale.width - 40 else "middle"
        yield Label(_figure(x), "14", text, anchor)


def _totals(curve: Curve, scale: _Scale) -> Iterator[Label]:
    for own in (*curve.past[-1:], *curve.ahead[:1], *curve.ahead[-1:]):
        if own.text:
            x, y = scale.x(own.day), scale.y(own.total)
            is_low = y > scale.height - _BELOW - 24
            before = x > scale.left + 60
            shown = _figure(x - 8 if before else x + 10)
            yield Label(shown, _figure(y - 10 if is_low else y + 20), own.text, "end" if before else "start", True)
    for own in curve.published:
        yield Label(str(scale.left + 52), _figure(scale.y(own.total) + 5), own.text)


def _stairs(spots: Iterable[Spot], scale: _Scale) -> Iterator[tuple[float, float]]:
    before: tuple[float, float] | None = None
    for own in spots:
        x, y = scale.x(own.day), scale.y(own.total)
        if before is not None:
            yield x, before[1]
        yield x, y
        before = x, y


def _way(places: Iterable[tuple[float, float]]) -> str:
    drawn = [f"{x:.1f} {y:.1f}" for x, y in places]
    return "M" + "L".join(drawn) if len(drawn) > 1 else ""
