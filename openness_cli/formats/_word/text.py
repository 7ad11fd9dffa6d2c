"""Paragraphs and runs: texts in the styles of the house, shapes for what other media draw."""

import re
from html import escape as _escaped

from openness_cli.formats import document as doc
from openness_cli.formats.document import Tone

_STYLES = {
    Tone.PLAIN: "",
    Tone.STRONG: "Strong",
    Tone.IDENT: "Ident",
    Tone.FAINT: "Faint",
    Tone.GOOD: "Good",
    Tone.DOUBTFUL: "Doubtful",
    Tone.OPEN: "Open",
    Tone.GREEN: "BandGreen",
    Tone.YELLOW: "BandYellow",
    Tone.RED: "BandRed",
}
# what stands before the word of a colour, and of what is as bad, so that no ink has to tell it
_SHAPES = {Tone.GREEN: "●", Tone.YELLOW: "▲", Tone.RED: "■"}
_LINES = {doc.ARROW: "→", doc.DOT: "·"}
_STRETCHES = {
    doc.EARNED: "BarEarned",
    doc.PENDING: "BarPending",
    doc.UNKNOWN: "BarUnknown",
    doc.FAILED: "BarFailed",
    doc.REST: "BarRest",
    doc.MINIMUM: "BarMinimum",
    doc.AVERAGE: "BarAverage",
    doc.BEST: "BarBest",
}
_MARKS = (doc.MINIMUM, doc.AVERAGE, doc.BEST)
_SPLIT = re.compile("([" + "".join(_STRETCHES) + "]+)")
# XML 1.0 has no other letters; what it lacks is shown as something that is not known
_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_NO_LETTERS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
BLANK = "\u00a0"


def clean(text: str) -> str:
    """Return text on one line, of letters that XML has, its marks and signs as XML writes them."""
    if not text.isprintable():
        text = _NO_LETTERS.sub("\N{REPLACEMENT CHARACTER}", _BREAKS.sub(" ", text))
    return _escaped(text)


def run(text: str, style: str = "") -> str:
    """Return a run of text in a style of characters; nothing where there is no text."""
    if not text:
        return ""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{clean(text)}</w:t></w:r>'


def runs(text: str, tone: Tone = Tone.PLAIN) -> str:
    """Return a text in its tone, with stretches of bars in it as they are drawn."""
    for mark, shape in _LINES.items():
        text = text.replace(mark, shape)
    if len(parts := _SPLIT.split(text)) == 1:
        return run(text, _STYLES[tone])
    return "".join(_swatch(part) if number % 2 else run(part, _STYLES[tone]) for number, part in enumerate(parts))


def _swatch(shapes: str) -> str:
    """Return a piece of a bar, a mark on it as thin as it is there."""
    return run(BLANK * (1 if shapes[0] in _MARKS else 3 * len(shapes)), _STRETCHES[shapes[0]])


def shaped(text: str, tone: Tone) -> str:
    """Return a text that has a colour behind its shape; any other as it is."""
    return f"{_SHAPES[tone]}{BLANK}{text}" if text and tone in _SHAPES else text


def toned(text: str, tone: Tone) -> str:
    """Return a text in its tone, behind the shape of its colour."""
    return runs(shaped(text, tone), tone)


def paragraph(content: str, style: str = "Normal") -> str:
    """Return a paragraph of runs in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'
