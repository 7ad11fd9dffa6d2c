"""The screen that lines are set for: its width, its shapes, and how what is said breaks on it."""

from collections.abc import Iterable, Iterator

from openness_cli.formats import document
from openness_cli.formats._lines import Line, Marks, Span, line, wrap
from openness_cli.formats.document import Medium, Sentence, Tone

STYLES = {
    Tone.PLAIN: "",
    Tone.STRONG: "title",
    Tone.IDENT: "ident",
    Tone.FAINT: "dim",
    Tone.GOOD: "green",
    Tone.DOUBTFUL: "yellow",
    Tone.OPEN: "magenta",
    Tone.GREEN: "bold green",
    Tone.YELLOW: "bold yellow",
    Tone.RED: "bold red",
}


class Page:
    """A screen; on a ``tight`` one arrows inside sentences are its own too, and lines break early for them."""

    def __init__(self, width: int, marks: Marks, *, is_tight: bool) -> None:
        """Begin a screen of so many columns."""
        self.width = width
        self.marks = marks
        self._is_tight = is_tight
        self._shapes = str.maketrans(
            {
                document.ARROW: marks.arrow,
                document.DOT: marks.dot,
                document.EARNED: marks.earned,
                document.PENDING: marks.pending,
                document.UNKNOWN: marks.unknown,
                document.REST: marks.rest,
                document.MINIMUM: marks.minimum,
                document.AVERAGE: marks.average,
                document.BEST: marks.best,
            }
        )
        self.has_optional = False
        self.room = width - 2 if is_tight and len(marks.arrow) > 1 else width

    def shaped(self, text: str) -> str:
        """Return a text with the shapes of this screen."""
        text = text.translate(self._shapes)
        return text.replace("→", self.marks.arrow) if self._is_tight else text

    def wrapped(self, text: str, first: str = "", rest: str = "", tone: Tone = Tone.PLAIN) -> Iterator[Line]:
        """Break a text into lines; the first and the others begin with what is said."""
        for spans in wrap(text.translate(self._shapes), self.room, first=first, rest=rest, style=STYLES[tone]):
            yield tuple(Span(self.shaped(span.text), span.style) for span in spans) if self._is_tight else spans

    def title(self, text: str) -> Iterator[Line]:
        """Set a title; none where it is empty."""
        if text:
            yield from self.wrapped(text, tone=Tone.STRONG)

    def sentences(self, sentences: Iterable[Sentence]) -> Iterator[Line]:
        """Set sentences, each on a line of its own."""
        for sentence in sentences:
            if sentence.medium is not Medium.PAGE and (self.has_optional or not sentence.for_optional):
                yield from self.sentence(sentence)

    def sentence(self, sentence: Sentence, under: int = 0) -> Iterator[Line]:
        """Set a sentence, ``under`` blanks further in."""
        indent = " " * (sentence.indent + under)
        mark = self.shaped(sentence.mark)
        if sentence.strong:
            parts = [Span(self.shaped(text), STYLES[tone]) for text, tone in sentence.strong]
            yield line(Span(indent + self.shaped(sentence.text), STYLES[sentence.tone]), *parts)
            return
        hang = " " * len(mark) if sentence.hang is None else " " * sentence.hang
        aside = sentence.aside
        if not sentence.breaks:
            yield line(Span(indent + mark + self.shaped(sentence.text), STYLES[sentence.tone]))
        elif not aside:
            yield from self.wrapped(sentence.text, indent + mark, indent + hang, sentence.tone)
        elif len(indent) + len(sentence.text) + 2 + len(aside) <= self.width:
            yield line(indent, Span(self.shaped(sentence.text), STYLES[sentence.tone]), Span("  " + aside, "dim"))
        else:
            yield from self.wrapped(sentence.text, indent, indent, sentence.tone)
            yield from self.wrapped(aside, indent + hang, indent + hang, Tone.FAINT)
