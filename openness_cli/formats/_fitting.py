"""How much of a page fits on A4: its measures, and which of several versions is the first that stands on one sheet.

All measures are points. Every line is as high as it is said to be here, in whatever format the page is written, so
that only how long the lines are has to be reckoned: in Arial, which both formats ask for.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from openness_cli.formats._widths import cut, lines_of
from openness_cli.formats.document import ARROW, DOT
from openness_cli.formats.glance import Clause
from openness_cli.formats.handout import Asked, AskedTable, Block, Fact, Handout, PartsTable, Said
from openness_cli.messages import printable

_MM = 72 / 25.4
MARGINS_MM = (15, 16, 12, 24)  # top, right, bottom, left: there it is punched
WIDTH = 170 * _MM
# what borders and the rounding of other programs take is kept free
HEIGHT = 270 * _MM - 26


class Style(NamedTuple):
    """How a text is set: its size and the height of its lines, at least 10 points."""

    size: float
    line: float
    bold: bool = False


TEXT = Style(10, 13)
STRONG = Style(10, 13, bold=True)
NAME = Style(14, 18, bold=True)
SUBTITLE = Style(11, 15, bold=True)
TITLE = Style(11, 14, bold=True)
TOTAL = Style(32, 36)
BAND = Style(11, 17, bold=True)
VERDICT = Style(11.5, 15.5)

# widths of columns, and what is free at the right of each but the last
TOTAL_COLUMN = 150
FACT_COLUMN = WIDTH / 2
ASKED_COLUMNS = (18, 198, 118, 100, WIDTH - 18 - 198 - 118 - 100)
PART_COLUMNS = (170, 168, 80, WIDTH - 170 - 168 - 80)
GAP = 8
# above and below what stands in a row
VERDICT_PAD, FACT_PAD, HEAD_PAD, ASKED_PAD, PART_PAD = 7, 3, 2, 4, 1.5
BEFORE_BLOCK, BEFORE_TABLE, AFTER_TITLE, AFTER_TEXT = 10, 7, 3, 2
_RULE = 0.75

_MOST_LINES = {"name": 2, "edition": 2, "verdict": 6, "fact": 2, "asked": 6, "text": 5, "foot": 2}
# letters that no line holds need not be measured
_LONGEST = 1500
_BLANKS = re.compile(r"[ \t\r\n\v\f\u2028\u2029]+")


def first_that_fits(pages: Iterable[Handout]) -> Handout:
    """Return the first page that stands on one sheet, else the last; texts that are too long are cut.

    Every text is on one line of printable letters.
    """
    page = None
    for version in pages:
        page = _trimmed(version)
        if _height(page) <= HEIGHT:
            return page
    if page is None:
        raise ValueError("a report without a page")
    return page


def _trimmed(page: Handout) -> Handout:
    return page._replace(
        edition=_cut(page.edition, "edition", WIDTH, TEXT),
        name=_cut(page.name, "name", WIDTH, NAME),
        subtitle=_plain(page.subtitle),
        verdict=tuple(_clauses(page.verdict)),
        facts=tuple(Fact(_cut(own.name, "fact", FACT_COLUMN - GAP, TEXT), _fact(own.value)) for own in page.facts),
        blocks=tuple(map(_trimmed_block, page.blocks)),
        foot=_cut(page.foot, "foot", WIDTH, TEXT),
    )


def _plain(text: str) -> str:
    return printable(_BLANKS.sub(" ", text[:_LONGEST].replace(ARROW, "→").replace(DOT, "·"))).strip()


def _cut(text: str, name: str, width: float, style: Style) -> str:
    return cut(_plain(text), _MOST_LINES[name], width, style.size, bold=style.bold)


def _fact(value: str) -> str:
    return _cut(value, "fact", FACT_COLUMN - GAP, STRONG)


def _clauses(clauses: Iterable[Clause]) -> Iterable[Clause]:
    """Yield the clauses that there is room for: whole ones, but for the first."""
    told = ""
    for clause in clauses:
        text = _plain(clause.text)
        told = f"{told} {text}".strip()
        cut_to = _cut(told, "verdict", _verdict_width(), VERDICT)
        if cut_to == told:
            yield clause._replace(text=text)
        elif told == text:
            yield clause._replace(text=cut_to)
            return
        else:
            return


def _verdict_width() -> float:
    return WIDTH - TOTAL_COLUMN


def _trimmed_block(block: Block) -> Block:
    match block:
        case AskedTable():
            return block._replace(rows=tuple(map(_trimmed_row, block.rows)))
        case PartsTable():
            width = PART_COLUMNS[0] - GAP
            parts = (
                own._replace(name=cut(_plain(f"{own.ident}. {own.name}"), 1, width, TEXT.size)) for own in block.parts
            )
            return block._replace(parts=tuple(parts))
        case Said():
            return block._replace(texts=tuple(_cut(text, "text", WIDTH, TEXT) for text in block.texts))


def _trimmed_row(row: Asked) -> Asked:
    # the ids are never cut: what they are about is
    ids = _plain(row.ids)
    width = ASKED_COLUMNS[1] - GAP
    what = _plain(row.what)
    most = _MOST_LINES["asked"] - (len(lines_of(ids, width, TEXT.size)) if ids else 0)
    if len(lines_of(f"{what} {ids}".strip(), width, TEXT.size)) > _MOST_LINES["asked"]:
        what = cut(what, most, width, TEXT.size)
    return row._replace(
        what=what,
        ids=ids,
        owner=_cut(row.owner, "asked", ASKED_COLUMNS[2] - GAP, TEXT),
        by=_cut(row.by, "asked", ASKED_COLUMNS[3] - GAP, TEXT),
    )


def _height(page: Handout) -> float:
    verdict = " ".join(clause.text for clause in page.verdict)
    beside = _lines(verdict, _verdict_width(), VERDICT) if verdict else 0
    facts = [
        _lines(own.name, FACT_COLUMN - GAP, TEXT) + _lines(own.value, FACT_COLUMN - GAP, STRONG) for own in page.facts
    ]
    return (
        _lines(page.edition, WIDTH, TEXT)
        + _lines(page.name, WIDTH, NAME)
        + SUBTITLE.line
        + BEFORE_TABLE
        + max(TOTAL.line + BAND.line, beside)
        + 2 * (VERDICT_PAD + _RULE)
        + BEFORE_TABLE
        + sum(max(facts[n : n + 2]) + 2 * FACT_PAD + _RULE for n in range(0, len(facts), 2))
        + sum(map(_block_height, page.blocks))
        + BEFORE_BLOCK
        + 2 * FACT_PAD
        + _lines(page.foot, WIDTH, TEXT)
    )


def _block_height(block: Block) -> float:
    title = BEFORE_BLOCK + TITLE.line + AFTER_TITLE if block.title else BEFORE_BLOCK
    head = TEXT.line + 2 * HEAD_PAD + _RULE
    match block:
        case AskedTable():
            return title + head + sum(_row_height(own) + 2 * ASKED_PAD + _RULE for own in block.rows)
        case PartsTable():
            return title + head + len(block.parts) * (TEXT.line + 2 * PART_PAD + _RULE)
        case Said():
            return title + sum(_lines(text, WIDTH, TEXT) + AFTER_TEXT for text in block.texts)


def _row_height(row: Asked) -> float:
    cells = (f"{row.what} {row.ids}".strip(), row.owner, row.by)
    return max(_lines(text, width - GAP, TEXT) for text, width in zip(cells, ASKED_COLUMNS[1:], strict=False))


def _lines(text: str, width: float, style: Style) -> float:
    """Return how high a text is where it is so wide."""
    return len(lines_of(text, width, style.size, bold=style.bold)) * style.line


def shares(columns: Sequence[float]) -> list[float]:
    """Return the widths of columns as percentages of the page."""
    return [round(width * 100 / WIDTH, 3) for width in columns]
