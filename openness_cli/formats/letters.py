"""Letters, before anything knows how they are sent: plain paragraphs, each letter to one reader."""

from collections.abc import Iterable
from typing import NamedTuple

from openness_cli.messages import printable

_BETWEEN = "\n\n"
_BOM = "\ufeff"


class Letter(NamedTuple):
    """A letter: to whom, a first line that may be the subject of a mail, paragraphs of lines.

    ``to`` is a line above it that is no part of its text: where it is sent.
    """

    name: str
    subject: str
    paragraphs: tuple[tuple[str, ...], ...]
    to: str = ""

    @property
    def text(self) -> str:
        """The whole letter, with an empty line between its paragraphs."""
        parts = ((self.subject,), *self.paragraphs)
        return "\n\n".join("\n".join(printable(line) for line in lines) for lines in parts) + "\n"

    @property
    def whole(self) -> str:
        """The text under the line that says where it is sent, where that is known."""
        return f"{printable(self.to)}\n\n{self.text}" if self.to else self.text


def write(letters: Iterable[Letter]) -> bytes:
    """Return letters one after the other."""
    return _BETWEEN.join(letter.whole for letter in letters).encode()


def file_of(letter: Letter) -> bytes:
    """Return a letter as a file that the simplest editor of any system opens as it is meant."""
    return (_BOM + letter.whole.replace("\n", "\r\n")).encode()
