"""How far a fetch got: its redirects, its time, its cookies, what was received on the way."""

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yarl import URL

from openness_cli.links.received import Received

if TYPE_CHECKING:
    from openness_cli.links.fetch._cookies import Jar


@dataclass
class Trail:
    """How far a fetch got: what is told of it even when it ends in an error."""

    final_url: str
    begin: float
    ends: float
    status: int | None = None
    tls_expires: str = ""
    is_redirected: bool = False
    is_as_browser: bool = False
    jar: "Jar | None" = None
    is_tested: bool = False  # by a cookie: what the site then shows may be another page for a browser
    note: str = ""
    received: list[Received] = field(default_factory=list)

    @property
    def seconds_left(self) -> float:
        """How long the fetch may still take. Raises TimeoutError where that is over."""
        if (seconds := self.ends - time.monotonic()) > 0:
            return seconds
        raise TimeoutError

    def keep(self, url: URL, cookies: list[str]) -> None:
        """Keep the cookies that a redirect sets, for as long as the fetch lasts."""
        if cookies:
            from openness_cli.links.fetch._cookies import Jar  # noqa: PLC0415  (heavy, and few sites need it)

            self.jar = self.jar or Jar()
            self.jar.take(url, cookies)

    def cookies_for(self, url: URL) -> bytes:
        """Return what was kept for an address."""
        return self.jar.header_for(url) if self.jar else b""

    def take(self, received: Received | None) -> None:
        """Take over what was received, if anything that can be read was."""
        if received is not None and received.status is None:
            received.close()
        elif received is not None:
            self.received.append(received)

    def let_go(self) -> None:
        """Let what was received go."""
        for one in self.received:
            one.close()

    def wait(self, seconds: float) -> None:
        """Let the time of a wait for a turn count for nothing."""
        self.begin += seconds
        self.ends += seconds
