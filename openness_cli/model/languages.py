"""The languages of the product: texts in all of them, and texts that are translated where they are shown."""

from typing import NamedTuple

LANGUAGES = ("uz", "ru", "en")


class Text(NamedTuple):
    """One text in every language of the product."""

    uz: str
    ru: str
    en: str

    def to(self, language: str) -> str:
        """Return the text in ``language``; English where that is none of ours."""
        return {"uz": self.uz, "ru": self.ru}.get(language, self.en)


def mark(message: str) -> str:
    """Mark ``message`` for translation where it is defined; it is translated where it is shown."""
    return message
