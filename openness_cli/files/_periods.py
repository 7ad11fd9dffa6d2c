"""Periods as people write them: I chorak, 1-chorak, Q1, 2024 yil 1-yarim yillik, mart, 03.2024."""

import re
from datetime import date

from openness_cli.model.evidence import fold, hyphened
from openness_cli.model.periods import Every, periods_of


def _words(*words: str) -> frozenset[str]:
    return frozenset(map(fold, words))


_KINDS = {
    Every.QUARTER: _words("chorak", "choragi", "чорак", "чораги", "квартал", "кв", "kvartal", "quarter", "qtr", "q"),
    Every.HALF_YEAR: _words(
        "yarim", "yarmi", "yarimyillik", "ярим", "ярми", "яримйиллик", "полугодие", "полугодия", "half", "h"
    ),
    Every.MONTH: _words("oy", "oyi", "ой", "ойи", "месяц", "month", "m"),
}
_MONTHS = (
    _words("yanvar", "январь", "января", "январ", "january", "jan"),
    _words("fevral", "февраль", "февраля", "феврал", "february", "feb"),
    _words("mart", "март", "марта", "march", "mar"),
    _words("aprel", "апрель", "апреля", "апрел", "april", "apr"),
    _words("may", "май", "мая"),
    _words("iyun", "июнь", "июня", "июн", "june", "jun"),
    _words("iyul", "июль", "июля", "июл", "july", "jul"),
    _words("avgust", "август", "августа", "august", "aug"),
    _words("sentabr", "sentyabr", "сентябрь", "сентября", "сентябр", "сентабр", "september", "sep", "sept"),
    _words("oktabr", "oktyabr", "октябрь", "октября", "октябр", "октабр", "october", "oct"),
    _words("noyabr", "ноябрь", "ноября", "ноябр", "november", "nov"),
    _words("dekabr", "декабрь", "декабря", "декабр", "december", "dec"),
)
_NUMBERS = {
    **{fold(word): number for number, word in enumerate(("i", "ii", "iii", "iv"), start=1)},
    **{fold(word): number for number, word in enumerate(("birinchi", "ikkinchi", "uchinchi", "toʻrtinchi"), start=1)},
    **{fold(word): number for number, word in enumerate(("биринчи", "иккинчи", "учинчи", "тўртинчи"), start=1)},
    **{fold(word): number for number, word in enumerate(("первый", "второй", "третий", "четвёртый"), start=1)},
    **{fold(word): number for number, word in enumerate(("первое", "второе"), start=1)},
    **{fold(word): number for number, word in enumerate(("first", "second", "third", "fourth"), start=1)},
}
_NOISE = _words(
    "yil", "yili", "yillik", "yilligi", "yilning", "y", "йил", "йили", "йиллик", "йиллиги", "йилнинг",
    "г", "год", "года", "year", "of", "й", "ый", "ой", "е", "ое", "nchi", "inchi", "chi", "нчи", "инчи", "чи",
    "st", "nd", "rd", "th",
)  # fmt: skip
_PIECE = re.compile(r"[0-9]+|[^\W\d_]+(?:'[^\W\d_]+)?")
_GAP = re.compile(r"[\s./,'-]*")
_SHAPES_OF_MONTH = re.compile(r"(?:[0-9]{4}[-./ ]{1,3}[0-9]{1,2}|[0-9]{1,2}[-./ ]{1,3}[0-9]{4})")
_LONGEST = 40


def period_meant(written: str, every: Every, year: int) -> str | None:
    """Return the label of the one period that can be meant, of ``year`` where no other is named; else None."""
    text = fold(hyphened(written))
    if len(text) > _LONGEST or _GAP.fullmatch(_PIECE.sub("", text)) is None:
        return None
    pieces = _PIECE.findall(text)
    years = [piece for piece in pieces if piece.isdigit() and len(piece) == 4]  # noqa: PLR2004
    others = [piece for piece in pieces if piece not in years]
    if len(years) > 1 or any(not "2000" <= own <= "2999" for own in years):
        return None
    periods = periods_of(int(years[0]) if years else year, every)
    number = _number(text, others, every)
    return periods[number - 1].label if number is not None and 0 < number <= len(periods) else None


def spoken_day(written: str) -> date | None:
    """Return the day that is meant where its month is a word: 14-may 2024, 14 мая 2024 г.; else None."""
    text = fold(hyphened(written))
    if len(text) > _LONGEST or _GAP.fullmatch(_PIECE.sub("", text)) is None:
        return None
    pieces = _without_noise(_PIECE.findall(text))
    months = [number for number, words in enumerate(_MONTHS, start=1) for piece in pieces if piece in words]
    years = [int(piece) for piece in pieces if piece.isdigit() and len(piece) == 4]  # noqa: PLR2004
    days = [int(piece) for piece in pieces if piece.isdigit() and len(piece) <= 2]  # noqa: PLR2004
    if not len(months) == len(years) == len(days) == 1 or len(pieces) != 3:  # noqa: PLR2004
        return None
    try:
        return date(years[0], months[0], days[0])
    except ValueError:
        return None


def _number(text: str, pieces: list[str], every: Every) -> int | None:
    """Return which period of its year is meant, from 1 on."""
    if every is Every.YEAR:
        return 1 if _NOISE.issuperset(pieces) and text[:1].isdigit() else None
    months = [number for number, words in enumerate(_MONTHS, start=1) for piece in pieces if piece in words]
    if months:
        named = [piece for piece in _without_noise(pieces) if piece not in _KINDS[Every.MONTH]]
        is_alone = every is Every.MONTH and len(months) == len(named) == 1
        return months[0] if is_alone else None
    kinds = {
        kind for kind, words in _KINDS.items() for piece in pieces if piece in words and not _is_suffix(piece, kind)
    }
    if kinds != {every} and not (every is Every.MONTH and not kinds and _SHAPES_OF_MONTH.fullmatch(text)):
        return None
    rest = [piece for piece in _without_noise(pieces) if piece not in _KINDS[every]]
    if len(rest) != 1:
        return None
    return int(rest[0]) if rest[0].isdigit() and len(rest[0]) <= 2 else _NUMBERS.get(rest[0])  # noqa: PLR2004


def _is_suffix(piece: str, kind: Every) -> bool:
    """Tell whether a word for a month in one language is the end of an ordinal in another: второй, ой."""
    return kind is Every.MONTH and piece in _NOISE


def _without_noise(pieces: list[str]) -> list[str]:
    return [piece for piece in pieces if piece not in _NOISE]
