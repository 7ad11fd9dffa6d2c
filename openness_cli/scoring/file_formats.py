"""Which format something is of, as far as its name and what a site calls it tell."""

import re
from collections.abc import Iterator

# any other ending (of a script, a version, a site) tells nothing of what is sent
_KNOWN = frozenset({
    "7z", "avi", "bmp", "csv", "doc", "docm", "docx", "geojson", "gif", "gz", "htm", "html", "jpeg", "jpg", "json",
    "md", "mht", "mhtml", "mp3", "mp4", "odp", "ods", "odt", "pdf", "png", "ppt", "pptm", "pptx", "rar", "rdf", "rtf",
    "svg", "tar", "tif", "tiff", "tsv", "ttl", "txt", "webp", "xhtml", "xls", "xlsb", "xlsm", "xlsx", "xml", "yaml",
    "yml", "zip",
})  # fmt: skip
_ENDING = re.compile(r"(?:\.|%2e)([a-z0-9]{1,8})(?:%20|[+\s])*$", re.IGNORECASE)
_PARTS = re.compile("[&;]")
_PAGES = ("html", "htm", "xhtml")
_ARCHIVED = ("zip", "xlsx", "xlsm", "docx", "pptx", "ods", "odt", "odp")
# servers call by these names whatever is nearly of the kind
_TYPES: dict[str, tuple[str, ...]] = {
    "text/html": _PAGES,
    "application/xhtml+xml": _PAGES,
    "application/pdf": ("pdf",),
    "application/msword": ("doc", "docx", "rtf"),
    "application/rtf": ("rtf",),
    "text/rtf": ("rtf",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.ms-excel": ("xls", "xlsx", "xlsb", "xlsm", "csv"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.ms-powerpoint": ("ppt", "pptx"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("pptx",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.oasis.opendocument.presentation": ("odp",),
    "application/zip": _ARCHIVED,
    "application/x-zip-compressed": _ARCHIVED,
    "text/csv": ("csv",),
    "application/csv": ("csv",),
    "text/tab-separated-values": ("tsv",),
    "application/json": ("json", "geojson"),
    "text/json": ("json",),
    "application/xml": ("xml", "rdf"),
    "text/xml": ("xml", "rdf"),
    "text/plain": ("txt", "csv", "tsv", "json", "xml", "md", "ttl", "yaml", "yml"),
}


def name_may_be(name: str, formats: tuple[str, ...]) -> bool:
    """Tell whether a file of this name can be of one of the formats; an ending that is none tells nothing."""
    ending = _ending(name)
    return ending in formats or ending not in _KNOWN


def address_may_be(url: str, content_type: str, formats: tuple[str, ...]) -> bool:
    """Tell whether what is at an address can be of one of the formats.

    Its path, the values of its query and what the site called it may tell. It is of another format only where one of
    them tells that, and none tells one of these.
    """
    path, mark, query = url.partition("://")[2].partition("#")[0].partition("?")
    told = [_ending(path.partition("/")[2].partition(";")[0])]
    if told[0] in formats:
        return True
    if mark:
        told += _told_by_query(query, formats)
    told += _told_by_type(content_type)
    return not any(own in _KNOWN for own in told) or any(own in formats for own in told)


def _ending(name: str) -> str:
    match = _ENDING.search(name)
    return match[1].lower() if match else ""


def _told_by_query(query: str, formats: tuple[str, ...]) -> Iterator[str]:
    for part in _PARTS.split(query):
        name, _equals, value = part.partition("=")
        written = value or name
        yield _ending(written.partition("?")[0])
        # as in ?format=xlsx; another word may be anything
        if written.lower() in formats:
            yield written.lower()


def _told_by_type(content_type: str) -> tuple[str, ...]:
    name = content_type.partition(";")[0].strip().lower()
    kind, _slash, form = name.partition("/")
    if kind in {"image", "audio", "video"}:
        return (form if form in _KNOWN else "png",)
    return _TYPES.get(name, ("json",) if form.endswith("+json") else ("xml",) if form.endswith("+xml") else ())
