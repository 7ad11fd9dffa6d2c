"""How words and days are written, in files and on the command line: what is right, and what was probably meant."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from openness_cli.messages import _
from openness_cli.model.evidence import fold, hyphened

# what people write for a key, in the languages that they write
_MEANT = {
    **dict.fromkeys(("date", "sana", "сана", "дата", "eʼlon", "эълон", "опубликовано"), "published"),
    **dict.fromkeys(("link", "address", "havola", "manzil", "ҳавола", "манзил", "ссылка", "адрес"), "url"),
    **dict.fromkeys(("fayl", "файл", "attachment"), "file"),
    **dict.fromkeys(("daraja", "даража", "уровень"), "level"),
    **dict.fromkeys(("soni", "son", "сони", "сон", "количество", "number"), "count"),
    **dict.fromkeys(("jami", "жами", "всего", "total"), "of"),
    **dict.fromkeys(("nomi", "номи", "название", "name"), "title"),
    **dict.fromkeys(("davr", "давр", "период", "chorak", "чорак"), "period"),
    **dict.fromkeys(("vazirlik", "вазирлик", "министерство"), "ministry"),
}


_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def typed_days(text: str) -> str:
    """Return a text in which days are written as people type them: 14.05.2024."""
    return _DAY.sub(r"\3.\2.\1", text)


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


_TAIL = r"(?:[T ] ?\d{1,2}:\d{2}(?::\d{2}(?:\.0+)?)?|[ -]?(?:г|y|yil|год|года|й|йил)\.?|\.)?"
_OTHER_DAYS = (
    re.compile(r"(?P<day>\d{1,2}) ?(?P<mark>[./-]) ?(?P<month>\d{1,2}) ?(?P=mark) ?(?P<year>\d{4})" + _TAIL, re.ASCII),
    re.compile(r"(?P<year>\d{4}) ?(?P<mark>[./-]) ?(?P<month>\d{1,2}) ?(?P=mark) ?(?P<day>\d{1,2})" + _TAIL, re.ASCII),
)
_DOUBTFUL_DAYS = (
    re.compile(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{2})", re.ASCII),
    re.compile(r"(?P<year>\d{4})[./-]?(?P<month>\d{1,2})[./-]?(?P<day>\d{1,2})(T.*| .*)?", re.ASCII),
)


def read_day(written: str) -> date | None:
    """Return the date that is meant without doubt: 14.05.2024, 14/05/2024, 2024-5-14, 14-may 2024; else None."""
    found = parse_day(written) or next(_days_like(hyphened(written), _OTHER_DAYS), None)
    if found is None and any(map(str.isalpha, written)):
        from openness_cli.files._periods import spoken_day  # noqa: PLC0415  (only where a word is)

        found = spoken_day(written)
    return found


def doubtful_day(written: str) -> date | None:
    """Return the date that may be meant, to be named in a hint."""
    return next(_days_like(hyphened(written), _DOUBTFUL_DAYS), None)


def _days_like(written: str, patterns: Iterable[re.Pattern[str]]) -> Iterator[date]:
    for pattern in patterns:
        match = pattern.fullmatch(written)
        if match is not None:
            day, month, year = match.group("day", "month", "year")
            found = parse_day(f"{year if len(year) > 2 else '20' + year}-{month:0>2}-{day:0>2}")  # noqa: PLR2004
            if found is not None:
                yield found


# the words of levels that definitions name alike, in the languages that people write
LEVEL_WORDS = (
    *((word, "full") for word in ("toʻliq", "тўлиқ", "полный", "полная", "полное", "полностью", "full", "fully")),
    *((word, "partial") for word in ("qisman", "қисман", "частично", "частичный", "частичная", "partial", "partially")),
    *((word, "none") for word in ("yoʻq", "йўқ", "нет", "none")),
)
# and those of colours, beside the words of the catalogues
COLOUR_WORDS = (
    *((word, "green") for word in ("зелёный", "зелёное", "зелёную", "яшил")),
    *((word, "yellow") for word in ("жёлтый", "жёлтое", "жёлтую", "сариқ")),
    *((word, "red") for word in ("красный", "красное", "красную", "қизил")),
)
