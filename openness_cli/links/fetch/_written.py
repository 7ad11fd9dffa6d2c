"""Addresses as they go over the line: as they are written, but for what may not stand in a request."""

import re
from typing import NamedTuple
from urllib.parse import urljoin

from yarl import URL

# what browsers take out of an address, wherever it stands
_LEFT_OUT = re.compile(r"[\t\r\n]")
_AROUND = "".join(map(chr, range(0x21)))
_BEGIN = re.compile(r"([a-z][a-z0-9+.-]*):[/\\]{2,}([^/\\?#]*)", re.IGNORECASE)
# of what can be printed in ASCII, browsers encode these before they ask
_NOT_IN_PATH, _NOT_IN_QUERY = re.compile(r'[^!$-;=@-\]_a-z|~]|"'), re.compile(r'[^!$-;=?-~]|"')
_SCHEMES = frozenset({"http", "https"})


class Target(NamedTuple):
    """What is asked for, and the part behind ``#``, which browsers keep to themselves."""

    url: URL
    fragment: str = ""

    @property
    def shown(self) -> str:
        """The address as a person would see it: with its fragment where an application finds its page by that."""
        return f"{self.url}#{self.fragment}" if is_route(self.fragment) else str(self.url)


def is_route(fragment: str) -> bool:
    """Tell whether an application finds a page by what stands behind ``#``: ``/…``, ``!…``."""
    return fragment.startswith(("/", "!")) and bool(fragment.strip("/!"))


def as_written(text: str, base: Target | None = None) -> Target:
    """Return an address as it is to be asked for, seen from ``base``. Raises ValueError, TypeError for what is none."""
    text = _LEFT_OUT.sub("", text.strip(_AROUND))
    place, sharp, fragment = text.partition("#")
    path, question, query = place.partition("?")
    place = path.replace("\\", "/") + question + query
    if base is not None:
        place = urljoin(str(base.url), place) if place else str(base.url)
        fragment = fragment if sharp else base.fragment
    begin = _BEGIN.match(place)
    if begin is None or begin[1].lower() not in _SCHEMES:
        return Target(URL(place), fragment)
    # the name of the site is of another kind than the rest: it may be written in any letters
    origin = URL(f"{begin[1]}://{begin[2]}")
    path, question, query = place[begin.end() :].partition("?")
    rest = _NOT_IN_PATH.sub(_encoded, path or "/") + question + _NOT_IN_QUERY.sub(_encoded, query)
    return Target(URL(f"{str(origin).removesuffix('/')}{rest}", encoded=True), fragment)


def _encoded(match: re.Match[str]) -> str:
    """Encode a letter; one of a header that is no UTF-8 as the byte that it was."""
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogateescape"))
