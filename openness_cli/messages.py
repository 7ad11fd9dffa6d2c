"""The language of every text that a user sees: gettext catalogues and the choice among them."""

import gettext as _gettext
import locale
import os
import re
from collections.abc import Mapping
from pathlib import Path

from openness_cli.model.languages import LANGUAGES

DOMAIN = "openness"
LOCALE_DIR = Path(__file__).parent / "locale"

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def use(language: str) -> None:
    """Speak ``language`` (one of LANGUAGES) from now on, in this process."""
    global _catalogue, _language  # noqa: PLW0603  (one process speaks one language, as with gettext.install)
    _language = language
    if language == "en":
        _catalogue = _gettext.NullTranslations()
    else:
        _catalogue = _gettext.translation(DOMAIN, LOCALE_DIR, [language])
    # typer takes its own words ("Options", "required") from the process-wide domain
    os.environ["LANGUAGE"] = language
    _gettext.bindtextdomain(DOMAIN, LOCALE_DIR)
    _gettext.textdomain(DOMAIN)


def language() -> str:
    """Return the language that is spoken now."""
    return _language


def _(message: str) -> str:
    """Translate ``message`` into the language in use."""
    return _catalogue.gettext(message)


def in_every_language(message: str) -> tuple[str, ...]:
    """Return a text as it stands, and in each language of the product."""
    own = [_gettext.translation(DOMAIN, LOCALE_DIR, [name]).gettext(message) for name in LANGUAGES if name != "en"]
    return (message, *own)


def n_(singular: str, plural: str, number: int) -> str:
    """Translate with the plural form that ``number`` takes in the language in use."""
    return _catalogue.ngettext(singular, plural, number)


def legible(text: str) -> str:
    """Return text of letters and line breaks alone: what a file of somebody else is read as."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _SUBSTITUTE.get(c, _UNKNOWN) for c in text)


def unheard(text: str) -> str:
    """Break up what a CI log takes for a command wherever it stands in a line."""
    return text.replace("##[", "# #[")


def printable(text: str) -> str:
    """Return text that no terminal and no CI log takes for a command: what is about to be shown."""
    text = unheard(legible(text))
    return _COMMAND.sub(r"\1 \2", text) if "::" in text else text


_SUBSTITUTE = {"\t": " ", "\r": " ", "\n": "\n", "\u00a0": "\u00a0"}
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_COMMAND = re.compile(r"^(\s*[:#])([:#])", re.MULTILINE)


def system_language(environment: Mapping[str, str]) -> str:
    """Return the language of the system's locale, or English where it is none of ours."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name)
        if value:
            return _known(value) or "en"
    try:
        return _known(locale.getlocale()[0] or "") or "en"
    except ValueError:
        return "en"


def _known(name: str) -> str | None:
    lowered = name.replace("-", "_").lower()
    if "cyrl" in lowered:
        return None
    code = lowered.partition("_")[0].partition(".")[0]
    named = {"uzbek": "uz", "russian": "ru", "english": "en"}.get(code, code)
    return named if named in LANGUAGES else None
