"""Uzbek in Cyrillic script, from the same text in Latin script: letters by rule, words by table.

Face: ``in_cyrillic`` a text of ours · ``undecided`` what nobody has read yet. Never for what an officer wrote.
"""

import re

from tools.words import ENDINGS, SPOKEN, STAYS, STEMS, WORDS

_LETTERS = {
    **dict(zip("abdefghijklmnopqrstuvxyz", "абдефгҳижклмнопқрстувхйз", strict=True)),
    "oʻ": "ў", "gʻ": "ғ", "sh": "ш", "ch": "ч", "yo": "ё", "yu": "ю", "ya": "я", "ye": "е", "ʼ": "ъ", "ʻ": "ъ",
    "ts": "ц", "э": "э",
}  # fmt: skip
# oʻ before yo, or yoʻq would begin with ё; s and h that the apostrophe keeps apart; ц where Russian has it
_PIECE = re.compile(
    r"oʻ|gʻ|(?P<apart>sʼh)|sh|ch|y(?:o(?!ʻ)|[uae])|ts(?=i[aeipy]|io|en[tz])|(?P<ts>(?<=[kp])s(?=iya))|"
    r"(?P<e>(?:(?<=^)|(?<=[aou])|(?<=oʻ))e)|.",
    re.IGNORECASE,
)
# what is typed or named as it stands: placeholders, code, addresses, options, variables, keys, files, ids, numbers of C
_AS_IT_STANDS = re.compile(
    r"\{[^{}]*\}|`[^`]*`|https?://\S*|(?<![\w}])--?[a-z][\w-]*|\b\w+_\w+(?::\w+)?|"
    r"[\w*-]*\.(?:yaml|yml|jsonl?|ics|xml|xlsx?|csv|txt|docx?|html|pdf|zip|pem|crt|cer|warc|gz|md|uz|example)\b|"
    r"\b(?:attachments|availability|evidence|kept|samples|indicators|index)/[\w./*-]*|"
    r"\bE-(?:anticor|learning)\b|\b\w+:FILE\b|\b[A-Z]\d[\w.*]*|\b[A-Z]\d?\.\*|"
    r"\b\w+,\w+;q=[\d.]+|\b(?:SHA|UTF|RFC)-?(?= ?\d)|\b\w+\[\w+\]|\b[IVX]+\b(?!-?[a-z])"
)
_WORD = re.compile("[A-Za-zʻʼ]+")
_FOREIGN = re.compile("w|c(?!h)", re.IGNORECASE)
_BEFORE_A_DAY = re.compile(
    "(?<=[0-9}])-(?=(?:йил|январ|феврал|март|апрел|май|июн|июл|август|сентябр|октябр|ноябр|декабр))"
)
_QUOTES = str.maketrans("“”", "«»")
_STEM = re.compile("|".join(sorted(STEMS, key=len, reverse=True)), re.IGNORECASE)
_NAMES = "|".join(sorted(STAYS, key=len, reverse=True))
_ENDED = re.compile(rf"(?P<name>{_NAMES})(?P<end>{'|'.join(ENDINGS)})", re.IGNORECASE)


def in_cyrillic(text: str) -> str:
    """Return a text of the product in Cyrillic script: what is typed or named in Latin letters stays."""
    pieces, done = [], 0
    for kept in _AS_IT_STANDS.finditer(text):
        pieces += [_WORD.sub(_word, text[done : kept.start()]), kept.group()]
        done = kept.end()
    return _BEFORE_A_DAY.sub(" ", "".join([*pieces, _WORD.sub(_word, text[done:])]).translate(_QUOTES))


def undecided(text: str, english: str) -> list[str]:
    """Return words of a text that its English has too, and that no table says to be Uzbek or to stay as they are."""
    known = {word.lower() for word in _WORD.findall(_AS_IT_STANDS.sub(" ", english))}
    said = {word.lower() for word in _WORD.findall(_AS_IT_STANDS.sub(" ", text))}
    return sorted(word for word in said & known if word not in STAYS | SPOKEN and not _FOREIGN.search(word))


def _word(match: re.Match[str]) -> str:
    word = match.group()
    plain = word.lower()
    if plain in STAYS or (_FOREIGN.search(word) and not _ENDED.fullmatch(word)):
        return word
    if plain in WORDS:
        return _cased(WORDS[plain], word)
    ended = _ENDED.fullmatch(word) if plain not in SPOKEN else None
    if ended is not None and ended["end"].islower() and _is_name(ended["name"]):
        return f"{ended['name']}’{_letters(ended['end'])}"
    stem = _STEM.match(word)
    if stem is None:
        return _letters(word)
    return _cased(STEMS[stem.group().lower()], stem.group()) + _letters(word[stem.end() :], follows=stem.group())


def _is_name(word: str) -> bool:
    """Tell whether a word in Latin letters is one before an ending too: Excel’dan, JSON’ni."""
    return len(word) > 2 and (word.isupper() or (len(word) > 3 and word[:1].isupper()))  # noqa: PLR2004


def _letters(word: str, follows: str = "") -> str:
    """Return a word, or what ``follows`` a beginning of it, letter by letter."""
    return "".join(map(_letter, _PIECE.finditer(follows + word, len(follows))))


def _letter(match: re.Match[str]) -> str:
    piece = match.group()
    if match["apart"]:
        return _cased("сҳ", piece)
    if match["ts"]:
        return _cased("ц", piece)
    return _cased("э" if match["e"] else _LETTERS.get(piece.lower(), piece), piece)


def _cased(made: str, like: str) -> str:
    if like.isupper() and (len(like) > 1 or len(made) == 1):
        return made.upper()
    return made[:1].upper() + made[1:] if like[:1].isupper() else made
