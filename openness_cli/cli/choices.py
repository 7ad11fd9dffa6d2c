"""Words that are typed for an option: the one that is meant, or a usage error that names the nearest."""

from collections.abc import Iterable
from enum import Enum
from typing import TypeVar

from openness_cli.errors import UsageError
from openness_cli.messages import _

Word = TypeVar("Word", bound=Enum)


def one_of(kind: type[Word], value: str, where: str) -> Word:
    """Return the member that a word names. Raises UsageError with the nearest word."""
    words: dict[str, Word] = {member.value: member for member in kind}
    if value not in words:
        raise UsageError(unknown_word(value, words, where))
    return words[value]


def unknown_word(value: str, words: Iterable[str], where: str) -> str:
    """Return the sentence for a word that an option does not know."""
    from openness_cli.files.fields import suggest  # noqa: PLC0415

    text = _("{where}: “{value}” is not known").format(where=where, value=value)
    return f"{text}; {suggest(value, words)}"


def nothing_matches(only: str | None) -> UsageError:
    """Return the error for a pattern of ``--only`` that names no criterion."""
    return UsageError(_("{where}: no criterion matches “{value}”").format(where="--only", value=only))
