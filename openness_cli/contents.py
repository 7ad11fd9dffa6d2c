"""Whether what came with status 200 is what the address names: not empty, not an error page, of its own type."""

import html
import re
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from openness_cli.causes import Cause

HEAD_BYTES = 64 * 1024

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"
_SIGNATURES: dict[str, tuple[bytes, ...]] = {
    **dict.fromkeys(("xlsx", "xlsm", "docx", "pptx", "ods", "odt", "odp", "zip"), (_ZIP,)),
    # Office opens either kind under the old names
    **dict.fromkeys(("xls", "doc", "ppt"), (_OLE, _ZIP, b"{\\rtf", b"\xec\xa5\xc1")),
    "pdf": (_PDF,),
    "rtf": (b"{\\rtf",),
    "png": (b"\x89PNG",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "gif": (b"GIF8",),
    "7z": (b"7z\xbc\xaf",),
    "rar": (b"Rar!",),
}
_TEXTS = frozenset({"csv", "tsv", "txt", "json", "xml", "rdf", "ttl", "geojson", "yaml", "yml"})
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--[^<>]*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_BOM = b"\xef\xbb\xbf"
_PDF_WITHIN = 1024


class Content(NamedTuple):
    """What was read: the first HEAD_BYTES of it, its whole length in bytes, the charset that the site names."""

    head: bytes
    size: int
    charset: str = ""


def fault_of(url: str, final_url: str, content: Content) -> Cause | None:
    """Return what is wrong with content that came with status 200; None where it seems to be what it should be."""
    if not content.size or (content.size <= len(content.head) and not content.head.strip()):
        return Cause.EMPTY
    if leads_home(url, final_url):
        return Cause.HOME_PAGE
    ending = ending_of(url)
    markup = is_markup(content.head)
    if ending in _SIGNATURES or ending in _TEXTS:
        return None if _is_of(ending, content.head, markup=markup) else Cause.WRONG_TYPE
    if markup and says_not_found(content):
        return Cause.SOFT_404
    return None


def ending_of(url: str) -> str:
    """Return the ending of the file that an address names, in small letters; empty where there is none."""
    name = unquote(urlsplit(url).path).rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if stem and dot else ""


def is_markup(head: bytes) -> bool:
    """Tell whether something begins as a page of HTML does."""
    return _MARKUP.match(head.removeprefix(_BOM)) is not None


def _is_of(ending: str, head: bytes, *, markup: bool) -> bool:
    if ending in _TEXTS:
        return not markup
    if ending == "pdf":
        return _PDF in head[:_PDF_WITHIN]
    return head.startswith(_SIGNATURES[ending])


_HOME = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2,4})?/?)?(?:(?:index|default|home|main)(?:\.[a-z]{2,5})?/?)?", re.IGNORECASE
)
_HOME_KEYS = frozenset({"lang", "language", "locale", "l"})


def leads_home(url: str, final_url: str) -> bool:
    """Tell whether an address of a page within a site ended on a home page."""
    return final_url not in ("", url) and not _is_home(url) and _is_home(final_url)


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    keys = {key.lower() for key, _value in parse_qsl(parts.query, keep_blank_values=True)}
    return _HOME.fullmatch(parts.path) is not None and keys <= _HOME_KEYS and not (parts.query and not keys)


_TITLES = (b"title", b"h1")
_TAG = re.compile(rb"<[^<>]*>")
_HEADINGS = 8
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([a-z0-9_-]{2,20})", re.IGNORECASE)
_CHARSETS = frozenset({"windows-1251", "cp1251", "koi8-r", "windows-1254", "iso-8859-1", "iso-8859-5"})

_ERROR = r"(?:http|error|ошибка|xato(?:lik|si)?|хато(?:лик|си)?)"
_NOT_FOUND = re.compile(
    "|".join(
        (
            rf"^(?:{_ERROR}\W{{0,3}}){{0,2}}404\W{{0,5}}(?:{_ERROR}\W{{0,3}})?$",
            rf"\b{_ERROR}\W{{0,3}}404\s*(?:$|[.:!|,–—-])",
            rf"^404\W{{1,5}}{_ERROR}\b",
            r"^(?:404\W{0,5})?not\s+found\b",
            r"\b(?:page|document|file|resource)\s+(?:(?:was|is)\s+)?not\s+found\b",
            r"\b(?:page|document|file|resource)\s+(?:could\s+not|cannot|can['’]t)\s+be\s+found\b",
            r"\b(?:страница|документ|файл|ресурс)\s+не\s+(?:найден[аоы]?|существует)\b",
            r"\bне\s+найден[аоы]?\s+(?:страница|документ|файл|ресурс)\b",
            r"\b(?:sahifa\w*|hujjat|fayl|resurs)\s+(?:topilmadi|mavjud\s+emas)\b",
            r"\b(?:са[ҳх]ифа\w*|[ҳх]ужжат|файл|ресурс)\s+(?:топилмади|мавжуд\s+эмас)\b",
        )
    ),
    re.IGNORECASE,
)


_HINT = re.compile("404|found|найд|существ|topilm|mavjud|топилм|мавжуд", re.IGNORECASE)


def says_not_found(content: Content) -> bool:
    """Tell whether the title or the first headings of a page say that there is no such page."""
    return any(_HINT.search(text) and _NOT_FOUND.search(text) for text in _headings(content))


def _headings(content: Content) -> list[str]:
    """Return the title and the first headings; every search goes forward only, so no page can make it slow."""
    lowered = content.head.lower()
    found = []
    for name in _TITLES:
        position = 0
        for _number in range(_HEADINGS):
            begin = lowered.find(b"<" + name, position)
            inside = lowered.find(b">", begin)
            end = lowered.find(b"</" + name, inside)
            if begin < 0 or inside < 0 or end < 0:
                break
            found.append(_text(content, content.head[inside + 1 : min(end, inside + 1 + _LONGEST)]))
            position = end
    return found


_LONGEST = 400


def _text(content: Content, raw: bytes) -> str:
    data = _TAG.sub(b" ", raw) if b"<" in raw else raw
    try:
        text = data.decode()
    except UnicodeDecodeError:
        named = content.charset.lower() or _named_charset(content.head)
        text = data.decode(named if named in _CHARSETS else "cp1251", "replace")
    return " ".join(html.unescape(text).split())


def _named_charset(head: bytes) -> str:
    match = _CHARSET.search(head[:2048])
    return match[1].decode("ascii").lower() if match else ""
