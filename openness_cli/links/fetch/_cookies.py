"""The cookies of one fetch: sent back to the site that set them, and thrown away with it."""

import re
from collections.abc import Iterable
from http.cookiejar import CookieJar
from urllib.request import Request

from yarl import URL

_MOST, _LONGEST = 50, 4096
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


class Jar:
    """A jar of its own for each fetch. It keeps to what browsers keep to: sites, paths, ends, and how many."""

    def __init__(self) -> None:
        self._kept = CookieJar()

    def take(self, url: URL, cookies: Iterable[str]) -> None:
        """Keep what an answer sets, as far as its site may."""
        answered = _Answered([_CONTROLS.sub("", cookie) for cookie in cookies if len(cookie) <= _LONGEST])
        self._kept.extract_cookies(answered, Request(str(url)))  # type: ignore[arg-type] # noqa: S310
        for cookie in list(self._kept)[_MOST:]:
            self._kept.clear(cookie.domain, cookie.path, cookie.name)

    def header_for(self, url: URL) -> bytes:
        """Return what is sent to an address; empty where there is nothing for it."""
        request = Request(str(url))  # noqa: S310  (nothing is opened)
        self._kept.add_cookie_header(request)
        return (request.get_header("Cookie") or "").encode("utf-8", "surrogateescape")


class _Answered:
    """An answer as far as the standard library asks for it."""

    def __init__(self, cookies: list[str]) -> None:
        self._cookies = cookies

    def info(self) -> "_Answered":
        return self

    def get_all(self, name: str, without: list[str]) -> list[str]:
        return self._cookies if name.lower() == "set-cookie" else without
