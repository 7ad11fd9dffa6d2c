"""A handout as HTML: one file that asks for nothing, one sheet of A4 where it is printed."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from openness_cli.formats import _fitting as measures
from openness_cli.formats.document import Bar, Tone
from openness_cli.formats.handout import Handout

_TEMPLATES = Path(__file__).parent / "templates"
_POINTS_IN_A_REM = 10
SHAPES = {Tone.GREEN.value: "●", Tone.YELLOW.value: "▲", Tone.RED.value: "■"}


def write(versions: Iterable[Handout]) -> bytes:
    """Return the first version that stands on one sheet."""
    page = measures.first_that_fits(versions)
    told = _template().render(page=page, m=measures, shares=measures.shares, stretches=_stretches, shapes=SHAPES)
    return told.encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters["rem"] = _rem
    return environment.get_template("handout.html.jinja")


def _rem(points: float) -> str:
    return f"{points / _POINTS_IN_A_REM:.4g}rem"


def _stretches(bar: Bar) -> Iterator[tuple[str, str, str]]:
    """Yield what of a bar is earned, pending and does not open: its kind, where it begins, its width."""
    start = 0.0
    for kind, share in (("earned", bar.earned), ("pending", bar.pending), ("failed", bar.failed)):
        if share:
            yield kind, f"{start * 100:.2f}", f"{share * 100:.2f}"
        start += share
