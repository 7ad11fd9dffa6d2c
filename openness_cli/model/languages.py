"""The languages of the product: texts in all of them, and texts that are translated where they are shown."""

from enum import Enum
from typing import NamedTuple, Self

LANGUAGES = ("uz", "uz-Cyrl", "ru", "en")
# what may be left out of a text, and the language that is shown instead
STAND_INS = {"uz-Cyrl": "uz"}


class Text(NamedTuple):
    """One text in every language of the product; without Uzbek in Cyrillic script that in Latin script is shown."""

    uz: str
    ru: str
    en: str
    uz_cyrl: str = ""

    def to(self, language: str) -> str:
        """Return the text in ``language``; English where that is none of ours."""
        return {"uz": self.uz, "uz-Cyrl": self.uz_cyrl or self.uz, "ru": self.ru}.get(language, self.en)


def mark(message: str) -> str:
    """Mark ``message`` for translation where it is defined; it is translated where it is shown."""
    return message


class Worded(Enum):
    """A closed list: stable words for scripts, each with its text for readers, marked for translation.

    A member is a row: its value, its words, and what a list of its own knows besides, which its ``__init__`` takes.
    """

    _value_: str
    words: str

    def __new__(cls, value: str, words: str = "", *_more: object) -> Self:
        """Make a member of its row."""
        member = object.__new__(cls)
        member._value_ = value
        member.words = words
        return member
