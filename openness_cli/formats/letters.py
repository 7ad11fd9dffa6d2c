"""Letters, before anything knows how they are sent: plain paragraphs, each letter to one reader."""

from collections.abc import Iterable
from typing import NamedTuple

from openness_cli.messages import printable

_BETWEEN = "\n\n"
_BOM = "\ufeff"


class Letter(NamedTuple):
    """A letter: to whom, a first line that may be the subject of a mail, paragraphs of lines."""

    name: str
    subject: str
    paragraphs: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """The whole letter, with an empty line between its paragraphs."""
        parts = ((self.subject,), *self.paragraphs)
        return "\n\n".join("\n".join(printable(line) for line in lines) for lines in parts) + "\n"


def write(letters: Iterable[Letter]) -> bytes:
    """Return letters one after the other."""
    return _BETWEEN.join(letter.text for letter in letters).encode()


def file_of(letter: Letter) -> bytes:
    """Return a letter as a file that the simplest editor of any system opens as it is meant."""
    return (_BOM + letter.text.replace("\n", "\r\n")).encode()
