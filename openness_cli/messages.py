"""The language of every text that a user sees: gettext catalogues and the choice among them."""

import errno
import gettext as _gettext
import locale
import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from openness_cli.model.languages import LANGUAGES, mark
from openness_cli.model.points import Hundredths, plain_number

DOMAIN = "openness"
LOCALE_DIR = Path(__file__).parent / "locale"

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def use(language: str) -> None:
    """Speak ``language`` (one of LANGUAGES) from now on, in this process."""
    global _catalogue, _language, _text  # noqa: PLW0603  (one process speaks one language, as with gettext.install)
    _language = language
    _catalogue = _gettext.NullTranslations() if language == "en" else _catalogue_of(language)
    _text = _Cyrillic if language == "uz-Cyrl" else Text
    # typer takes its own words ("Options", "required") from the process-wide domain
    os.environ["LANGUAGE"] = _folder(language)
    _gettext.bindtextdomain(DOMAIN, LOCALE_DIR)
    _gettext.textdomain(DOMAIN)


def _folder(language: str) -> str:
    """Return the name of a language as gettext writes it."""
    return language.replace("-", "_")


def _catalogue_of(language: str) -> _gettext.NullTranslations:
    return _gettext.translation(DOMAIN, LOCALE_DIR, [_folder(language)])


def language() -> str:
    """Return the language that is spoken now."""
    return _language


class Text(str):
    """A text in the language in use: points in it are written as that language writes decimals."""

    __slots__ = ()

    def format(self, *values: object, **named: object) -> str:
        """Fill in values."""
        return super().format(*map(_figure, values), **{name: _figure(value) for name, value in named.items()})


class _Cyrillic(Text):
    """A text in Uzbek Cyrillic: a month that an ending follows loses its sign, as in 1 апрелгача."""

    __slots__ = ()

    def format(self, *values: object, **named: object) -> str:
        """Fill in values."""
        text = Text(_ENDED.sub(lambda match: _unsigned(match, named), self)) if "}" in self else self
        return Text.format(text, *values, **named)


def _unsigned(placeholder: re.Match[str], named: Mapping[str, object]) -> str:
    """Return what a placeholder that an ending follows stands for, where it ends with a month that has a sign."""
    value = named.get(placeholder[1])
    is_signed = isinstance(value, str) and value.endswith(_SIGNED_MONTHS)
    return str(value)[:-1].replace("{", "{{").replace("}", "}}") if is_signed else placeholder[0]


_ENDED = re.compile(r"\{(\w+)\}(?=[а-яўқғҳ])")
_SIGNED_MONTHS = (
    "январь", "февраль", "апрель", "июнь", "июль", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_text: type[Text] = Text


def _figure(value: object) -> object:
    if isinstance(value, Fraction):
        return figures(plain_number(value))
    return figures(str(value)) if isinstance(value, Hundredths | float) else value


def figures(text: str) -> str:
    """Return text that is a figure, or several, as the language in use writes decimals."""
    return text if _language == "en" else _DECIMAL.sub(",", text)


def _(message: str) -> str:
    """Translate ``message`` into the language in use."""
    return _text(_catalogue.gettext(message))


def in_every_language(message: str) -> tuple[str, ...]:
    """Return a text as it stands, and in each language of the product."""
    own = [_catalogue_of(name).gettext(message) for name in LANGUAGES if name != "en"]
    return (message, *own)


def n_(singular: str, plural: str, number: int) -> str:
    """Translate with the plural form that ``number`` takes in the language in use."""
    return _text(_catalogue.ngettext(singular, plural, number))


def day_in_figures(day: date) -> str:
    """Return a date in figures, as a table takes it."""
    return _("{year}-{month}-{day}").format(year=day.year, month=f"{day.month:02d}", day=f"{day.day:02d}")


def refusal(error: BaseException) -> str:
    """Return why the system refused, in the language in use where the reason is a common one."""
    number = getattr(error, "errno", None)
    if number in _REFUSALS:
        return _(_REFUSALS[number])
    said = getattr(error, "strerror", None)
    # without a number it is a text of ours
    if _language == "en" or (said and not number):
        return said or str(error)
    return _("the system refused it (error {number})").format(number=number or type(error).__name__)


_REFUSALS = {
    errno.ENOENT: mark("there is no such file or folder"),
    errno.EACCES: mark("no permission"),
    errno.EPERM: mark("no permission"),
    errno.EEXIST: mark("it exists already"),
    errno.EISDIR: mark("it is a folder"),
    errno.ENOTDIR: mark("it is no folder"),
    errno.ENOTEMPTY: mark("the folder is not empty"),
    errno.ENOSPC: mark("the disk is full"),
    getattr(errno, "EDQUOT", errno.ENOSPC): mark("the disk is full"),
    errno.EROFS: mark("the disk cannot be written to"),
    errno.ENAMETOOLONG: mark("the name is too long"),
    errno.ELOOP: mark("links lead round in a circle"),
    errno.EIO: mark("the disk failed"),
    errno.EFBIG: mark("the file grows too large"),
    errno.EBUSY: mark("it is in use by another program"),
    getattr(errno, "ETXTBSY", errno.EBUSY): mark("it is in use by another program"),
    errno.EINVAL: mark("the name or the request is not one that the system takes"),
    errno.EMFILE: mark("too many files are open"),
    errno.ENFILE: mark("too many files are open"),
    errno.ENOMEM: mark("the memory is full"),
    errno.EXDEV: mark("it is on another disk"),
    errno.ENXIO: mark("the disk is not there"),
    errno.ENODEV: mark("the disk is not there"),
    getattr(errno, "ESTALE", errno.EIO): mark("the shared folder does not answer as before"),
    errno.ETIMEDOUT: mark("no answer in time"),
    errno.EPIPE: mark("nobody reads what is written"),
}


def legible(text: str) -> str:
    """Return text of letters and line breaks alone: what a file of somebody else is read as."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _SUBSTITUTE.get(c, _UNKNOWN) for c in text)


def unheard(text: str) -> str:
    """Break up what a CI log takes for a command: ``##[``, ``##vso[`` anywhere, ``::`` at the beginning of a line."""
    if "##" in text:
        text = _BRACKETED.sub("# #", text)
    return _COMMAND.sub(r"\1 \2", text) if "::" in text else text


def printable(text: str) -> str:
    """Return text that no terminal and no CI log takes for a command: what is about to be shown."""
    return unheard(legible(text))


_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
_SUBSTITUTE = {"\t": " ", "\r": " ", "\n": "\n", "\u00a0": "\u00a0"}
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_BRACKETED = re.compile(r"##(?=[A-Za-z]*\[)")
_COMMAND = re.compile(r"((?:^|[\r\n])\s*[:#])([:#])")


def system_language(environment: Mapping[str, str]) -> str:
    """Return the language of the system's locale, or English where it is none of ours."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name)
        if value:
            return named_language(value) or "en"
    try:
        return named_language(locale.getlocale()[0] or "") or "en"
    except ValueError:
        return "en"


def named_language(name: str) -> str | None:
    """Return the language that a name or a locale (``ru_RU.UTF-8``) stands for; None where it is none of ours.

    Uzbek is in Cyrillic script where that is named: ``uz-Cyrl``, ``uz_UZ@cyrillic``.
    """
    lowered = name.replace("-", "_").lower()
    code = re.split(r"[_.@ ]", lowered, maxsplit=1)[0]
    named = {"uzbek": "uz", "russian": "ru", "english": "en"}.get(code, code)
    if named == "uz" and "cyr" in lowered:
        return "uz-Cyrl" if re.search(r"[_@ (](?:cyrl|cyrillic)(?![a-z])", lowered) else None
    return named if named in LANGUAGES else None


def first_of(words: Sequence[str], most: int) -> str:
    """Return words as a list, the first so many of them; dots stand for the rest."""
    return ", ".join(words[:most]) + (", …" if len(words) > most else "")
