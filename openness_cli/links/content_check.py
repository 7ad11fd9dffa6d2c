"""Whether what came with status 200 is what the address names: not empty, not an error page, of its own type."""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from openness_cli.model.availability import LinkCause

HEAD_BYTES = 256 * 1024

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
    type: str = ""


def fault_of(url: str, final_url: str, content: Content) -> LinkCause | None:
    """Return what is wrong with content that came with status 200; None where it seems to be what it should be."""
    if not content.size or (content.size <= len(content.head) and not content.head.strip()):
        return LinkCause.EMPTY
    if leads_home(url, final_url):
        return LinkCause.HOME_PAGE
    if final_url not in ("", url) and _is_error_page(final_url) and not _is_error_page(url):
        return LinkCause.SOFT_404
    if final_url != url and (match := _HOSTING.search(final_url)):
        return LinkCause.SUSPENDED if match[1] == "suspended" else LinkCause.DEFAULT_PAGE
    ending = ending_of(url)
    if ending in _SIGNATURES or ending in _TEXTS or ending in _PICTURES:
        return None if _is_of(ending, content) else LinkCause.WRONG_TYPE
    if is_markup(content.head) and _FILE_TYPE.match(content.type) and not _is_office_text(content.head):
        return LinkCause.WRONG_TYPE
    return None


# what is offered to be kept as a file
_FILE_TYPE = re.compile(
    r"\s*(?:application/(?:pdf|zip|rtf|msword|octet-stream|force-download|x-download|x-msdownload|vnd\.)|image/|audio/|video/)",
    re.IGNORECASE,
)


def _is_office_text(head: bytes) -> bool:
    """Tell whether Office would open it: what it writes as text, and the tables that programs call a workbook."""
    return _OFFICE_TEXT.search(head) is not None or b"<table" in head.lower()


def is_page(url: str, content: Content) -> bool:
    """Tell whether something is a page to be judged by what it shows: not a file, whatever that is called."""
    ending = ending_of(url)
    if ending in _SIGNATURES or ending in _TEXTS:
        return False
    return is_markup(content.head) or _is_called_a_page(content)


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
# where hosting sends visitors of what it does not serve
_HOSTING = re.compile(r"/cgi-sys/(suspended|default(?:web)?)page\.cgi")
_WORD = re.compile(r"[^\W_]{3,}")


def leads_home(url: str, final_url: str) -> bool:
    """Tell whether an address of a page within a site ended on a home page.

    The home page of another site may be the page that was meant, where its name says so: ``/data`` at data.egov.uz.
    """
    if final_url in ("", url) or is_home(url) or not is_home(final_url):
        return False
    begun, ended = urlsplit(url), urlsplit(final_url)
    labels = (ended.hostname or "").split(".")
    return begun.hostname == ended.hostname or labels[0] not in _WORD.findall(unquote(begun.path).lower())


def _is_error_page(url: str) -> bool:
    return _ERROR_PAGE.fullmatch(urlsplit(url).path) is not None


def is_home(url: str) -> bool:
    """Tell whether an address is that of a home page, of one language or of all."""
    parts = urlsplit(url)
    if _ROUTE.match(parts.fragment):  # the application behind a home page finds another page by this
        return False
    keys = {key.lower() for key, _value in parse_qsl(parts.query, keep_blank_values=True)}
    return _HOME.fullmatch(parts.path) is not None and keys <= _HOME_KEYS and not (parts.query and not keys)
