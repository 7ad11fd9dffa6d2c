"""Whether what came with status 200 is what the address names: not empty, not an error page, of its own type."""

import html
import re
from functools import cache
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from openness_cli.model.availability import LinkCause

HEAD_BYTES = 64 * 1024

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"
_SIGNATURES: dict[str, tuple[bytes, ...]] = {
    **dict.fromkeys(("xlsx", "xlsm", "docx", "pptx", "ods", "odt", "odp", "zip"), (_ZIP,)),
    # Office opens either kind under the old names
    **dict.fromkeys(("xls", "doc", "ppt"), (_OLE, _ZIP, b"{\\rtf", b"\xec\xa5\xc1")),
    "pdf": (_PDF,),
    "rtf": (b"{\\rtf",),
    "7z": (b"7z\xbc\xaf",),
    "rar": (b"Rar!",),
}
# every browser shows a picture for what it is, whatever its name says
_PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "svg", "ico", "tif", "tiff", "heic", "jfif"})
_PICTURE = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|BM|RIFF.{4}WEBP|.{4}ftyp(?:avi|hei|mif)|\x00\x00\x01\x00|II\*\x00|MM\x00\*"
    rb"|(?:\xef\xbb\xbf)?\s*(?:<(?:\?xml|!--|!doctype svg)[^>]*>\s*)*<svg\b",
    re.DOTALL | re.IGNORECASE,
)
_TEXTS = frozenset({"csv", "tsv", "txt", "json", "xml", "rdf", "ttl", "geojson", "yaml", "yml"})
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--[^<>]*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_BOM = b"\xef\xbb\xbf"
_TAG_FIRST = re.compile(rb"\s*<[a-z!?]", re.IGNORECASE)
# workbooks and letters that Office itself writes as a page or as XML, and opens again
_OFFICE_TEXT = re.compile(
    rb"mso-application|schemas-microsoft-com:office|microsoft\.com/office/word|\A\s*MIME-Version:"
)
_OFFICE_ENDINGS = frozenset({"xls", "doc", "ppt"})
_XML = frozenset({"xml", "rdf"})
_PDF_WITHIN = 1024


class Content(NamedTuple):
    """What was read: the first HEAD_BYTES of it, its whole length in bytes, and what the site calls it."""

    head: bytes
    size: int
    charset: str = ""
    type: str = ""


def fault_of(url: str, final_url: str, content: Content) -> LinkCause | None:
    """Return what is wrong with content that came with status 200; None where it seems to be what it should be."""
    if not content.size or (content.size <= len(content.head) and not content.head.strip()):
        return LinkCause.EMPTY
    if leads_home(url, final_url):
        return LinkCause.HOME_PAGE
    if final_url not in ("", url) and _is_error_page(final_url) and not _is_error_page(url):
        return LinkCause.SOFT_404
    ending = ending_of(url)
    if ending in _SIGNATURES or ending in _TEXTS or ending in _PICTURES:
        return None if _is_of(ending, content) else LinkCause.WRONG_TYPE
    if (is_markup(content.head) or _is_called_a_page(content)) and says_not_found(content):
        return LinkCause.SOFT_404
    return None


def ending_of(url: str) -> str:
    """Return the ending of the file that an address names, in small letters; empty where there is none."""
    # a tenth of what urlsplit takes, which asks about every part
    path = url.partition("#")[0].partition("?")[0].partition("://")[2].partition("/")[2]
    stem, dot, ending = unquote(path).rpartition("/")[2].rpartition(".")
    return ending.lower() if stem and dot else ""


def is_markup(head: bytes) -> bool:
    """Tell whether something begins as a page of HTML does."""
    return _MARKUP.match(head.removeprefix(_BOM)) is not None


def _is_called_a_page(content: Content) -> bool:
    """Tell whether the site calls something a page, and it could be one: servers call files pages as well."""
    head = content.head.removeprefix(_BOM)
    return content.type.lower().startswith("text/html") and _TAG_FIRST.match(head) is not None


def _is_of(ending: str, content: Content) -> bool:
    head = content.head
    if ending in _TEXTS:
        return not is_markup(head) and (ending in _XML or not _is_called_a_page(content))
    if ending in _PICTURES:
        return _PICTURE.match(head) is not None
    if ending == "pdf":
        return _PDF in head[:_PDF_WITHIN]
    return head.startswith(_SIGNATURES[ending]) or (ending in _OFFICE_ENDINGS and _OFFICE_TEXT.search(head) is not None)


_LANGUAGES = "uz|oz|uzb|uzl|uzk|kr|lat|latn|cyr|cyrl|kaa|qq|kk|ru|rus|en|eng"
_HOME = re.compile(
    rf"/?(?:(?:{_LANGUAGES})(?:[-_][a-z]{{2,4}})?/?)?(?:(?:index|default|home|main)(?:\.[a-z]{{2,5}})?/?)?",
    re.IGNORECASE,
)
_ROUTE = re.compile(r"[/!]+[^/!]")
_HOME_KEYS = frozenset({"lang", "language", "locale", "l"})
_ERROR_PAGE = re.compile(
    rf"(?:/(?:{_LANGUAGES}))?/(?:errors?/)?(?:404|error[-_]?404|404[-_]?error|(?:page[-_]?)?not[-_]?found)"
    r"(?:\.[a-z]{2,5})?/?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]{3,}")


def leads_home(url: str, final_url: str) -> bool:
    """Tell whether an address of a page within a site ended on a home page.

    The home page of another site may be the page that was meant, where its name says so: ``/data`` at data.egov.uz.
    """
    if final_url in ("", url) or _is_home(url) or not _is_home(final_url):
        return False
    begun, ended = urlsplit(url), urlsplit(final_url)
    labels = (ended.hostname or "").split(".")
    return begun.hostname == ended.hostname or labels[0] not in _WORD.findall(unquote(begun.path).lower())


def _is_error_page(url: str) -> bool:
    return _ERROR_PAGE.fullmatch(urlsplit(url).path) is not None


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    if _ROUTE.match(parts.fragment):  # the application behind a home page finds another page by this
        return False
    keys = {key.lower() for key, _value in parse_qsl(parts.query, keep_blank_values=True)}
    return _HOME.fullmatch(parts.path) is not None and keys <= _HOME_KEYS and not (parts.query and not keys)


_TITLES = ((b"<title", b"</title"), (b"<h1", b"</h1"), (b"<h2", b"</h2"))
_TAG = re.compile(rb"<[^<>]*>")
_HEADINGS, _LONGEST = 8, 400
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([a-z0-9_-]{2,20})", re.IGNORECASE)
_CHARSETS = frozenset({"windows-1251", "cp1251", "koi8-r", "windows-1254", "iso-8859-1", "iso-8859-5"})

_ERROR = r"(?:http|status|code|error|ошибка|код|xato(?:lik|si)?|kod|хато(?:лик|си)?)"
_SORRY = r"(?:sorry|w?ho+ps|o+ps|ups|упс|ой|извините|простите|к\s+сожалению|kechirasiz|uzr|afsuski|кечирасиз|афсуски)"
_WHAT_EN = (
    r"(?:(?:the|this|that|requested|web)\s+){0,3}(?:page|document|file|resource|url)"
    r"(?:\s+(?:that\s+)?you(?:\s+are|\s+were|['’]re)?\s+(?:looking\s+for|requested|trying\s+to\s+(?:reach|open)))?"
)
_WHAT_RU = (
    r"(?:(?:так(?:ой|ая)|данн(?:ая|ый)|указанн(?:ая|ый)|запрашиваем(?:ая|ый|ой)|запрошенн(?:ая|ый|ой)|искомая)\s+)?"
    r"(?:страниц[аы]|документа?|файла?|ресурса?)(?:\W{1,2}котор\w{2,4}\s+вы\s+(?:ищете|искали|запросили)\W?)?"
)
_WHAT_UZ = (
    r"(?:(?:siz|bunday|ushbu|bu|qidir(?:gan|ayotgan)|izla(?:gan|yotgan)|so.?ra(?:lgan|gan))\s+){0,3}"
    r"(?:sahifa\w{0,6}|hujjat|fayl|resurs)"
)
_WHAT_UZ_CYRL = (
    r"(?:(?:сиз|бундай|ушбу|бу|қидир(?:ган|аётган)|изла(?:ган|ётган)|сўра(?:лган|ган))\s+){0,3}"
    r"(?:са[ҳх]ифа\w{0,6}|[ҳх]ужжат|файл|ресурс)"
)
_LACKING = "|".join(
    (
        rf"(?:{_WHAT_EN}\s+)?(?:(?:was|is)\s+)?not\s+found(?:\s+on\s+this\s+(?:server|site))?",
        rf"{_WHAT_EN}\s+(?:could\s+not|couldn['’]t|cannot|can['’]t)\s+be\s+found",
        rf"{_WHAT_EN}\s+(?:does\s+not|doesn['’]t)\s+exist",
        rf"{_WHAT_RU}\s+(?:больше\s+)?не\s+(?:найден[аоы]?|обнаружен[аоы]?|существует)(?:\s+на\s+(?:сайте|сервере))?",
        rf"{_WHAT_RU}\s+нет(?:\s+на\s+сайте)?",
        r"не\s+найден[аоы]?\s+(?:страница|документ|файл|ресурс)",
        rf"{_WHAT_UZ}\s+(?:topilmadi|topilmagan|mavjud\s+emas)",
        rf"{_WHAT_UZ_CYRL}\s+(?:топилмади|топилмаган|мавжуд\s+эмас)",
    )
)
# a title or a part of one that says it and nothing else: a decision of the number 404 does not
_NOT_FOUND = (
    rf"\W*(?:{_SORRY}\W+)?(?:{_ERROR}\W{{0,5}}){{0,3}}"
    rf"(?:404\W{{0,5}}(?:{_ERROR}\W{{0,5}}){{0,2}}(?:{_LACKING})?|(?:{_LACKING})(?:\W{{1,5}}404)?)\W*1?\W*"
)
_PARTS = re.compile(r"\s*[|•·]\s*|\s+[—–:»/-]+\s+")
_NUMBER_ALONE = re.compile(r"\W*404\W*")
_PARTS_WITH_NUMBER = 2
_HINT = re.compile("404|found|exist|найд|обнаруж|существ|нет|topilm|mavjud|топилм|мавжуд", re.IGNORECASE)


def says_not_found(content: Content) -> bool:
    """Tell whether the title or the first headings of a page say that there is no such page."""
    return any(_HINT.search(text) and _is_not_found(text) for text in _headings(content))


def _is_not_found(text: str) -> bool:
    """Tell whether a title says it as a whole, or one of its parts does beside the name of the site."""
    parts = _PARTS.split(text)
    # between others the number may be that of a decision
    said = (part for part in parts if len(parts) <= _PARTS_WITH_NUMBER or not _NUMBER_ALONE.fullmatch(part))
    return any(map(_not_found().fullmatch, (text, *said)))


@cache
def _not_found() -> re.Pattern[str]:
    """Return the pattern, made when it is needed first: few pages need it, and it takes as long as many of them."""
    return re.compile(_NOT_FOUND, re.IGNORECASE)


def _headings(content: Content) -> list[str]:
    """Return the title and the first headings; every search goes forward only, so no page can make it slow."""
    lowered = content.head.lower()
    found = []
    for opening, closing in _TITLES:
        position = 0
        for _number in range(_HEADINGS):
            if (begin := lowered.find(opening, position)) < 0:
                break
            if (inside := lowered.find(b">", begin)) < 0 or (end := lowered.find(closing, inside)) < 0:
                break
            found.append(_text(content, content.head[inside + 1 : min(end, inside + 1 + _LONGEST)]))
            position = end
    return found


def _text(content: Content, raw: bytes) -> str:
    data = _TAG.sub(b" ", raw) if b"<" in raw else raw
    try:
        text = data.decode()
    except UnicodeDecodeError:
        match = _CHARSET.search(content.head[:2048])
        named = content.charset.lower() or (match[1].decode("ascii").lower() if match else "")
        text = data.decode(named if named in _CHARSETS else "cp1251", "replace")
    return " ".join(html.unescape(text).split())
