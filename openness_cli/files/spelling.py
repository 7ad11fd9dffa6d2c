"""How words and days are written, in files and on the command line: what is right, and what was probably meant."""

from collections.abc import Iterable
from datetime import date
from itertools import islice

from openness_cli.messages import _
from openness_cli.model.evidence import fold

# what people write for a key, in the languages that they write
_MEANT = {
    **dict.fromkeys(("date", "sana", "дата", "eʼlon", "опубликовано"), "published"),
    **dict.fromkeys(("link", "address", "havola", "manzil", "ссылка", "адрес"), "url"),
    **dict.fromkeys(("fayl", "файл", "attachment"), "file"),
    **dict.fromkeys(("daraja", "уровень"), "level"),
    **dict.fromkeys(("soni", "son", "количество", "number"), "count"),
    **dict.fromkeys(("jami", "всего", "total"), "of"),
    **dict.fromkeys(("nomi", "название", "name"), "title"),
    **dict.fromkeys(("davr", "период", "chorak"), "period"),
    **dict.fromkeys(("vazirlik", "министерство"), "ministry"),
}


def suggest(word: str, known: Iterable[str]) -> str:
    """Return a hint with the valid word nearest to ``word``, else with all of them where they are few."""
    from difflib import get_close_matches  # noqa: PLC0415  (only where something is wrong)

    words = list(known)
    if len(word) > _LONGEST:
        return ""
    meant = _MEANT.get(word.strip().lower())
    if meant in words:
        return _("did you mean “{word}”?").format(word=meant)
    words_near = words if len(words) <= _MANY else _of_one_beginning(word, words)
    plain = {fold(candidate): candidate for candidate in reversed(words_near)}
    near = get_close_matches(fold(word), plain, n=1, cutoff=0.6)
    if near:
        return _("did you mean “{word}”?").format(word=plain[near[0]])
    shown = ", ".join(words[:12]) + (" …" if len(words) > 12 else "")  # noqa: PLR2004
    return _("known: {words}").format(words=shown) if words else ""


# a longer word is no slip of the pen, and of more words not all are compared letter by letter
_LONGEST = 200
_MANY = 500


def _of_one_beginning(word: str, words: list[str]) -> list[str]:
    """Return words that begin as a word does and are about as long."""
    begin = word[:2]
    alike = (own for own in words if own.startswith(begin) and abs(len(own) - len(word)) <= 2)  # noqa: PLR2004
    return list(islice(alike, _MANY))


def parse_day(written: str) -> date | None:
    """Return the date that is written 2024-05-14, or None."""
    is_day = len(written) == 10 and written[4] == written[7] == "-" and written.isascii()  # noqa: PLR2004
    try:
        return date.fromisoformat(written) if is_day else None
    except ValueError:
        return None
