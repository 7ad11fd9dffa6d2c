"""Which paths that cannot exist a site is asked for, each once a run; its pages are judged beside the answers."""

import asyncio
import secrets
import string
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Literal
from urllib.parse import urlsplit

from openness_cli.links.content_check import is_home
from openness_cli.links.pages.judging import THERE, ControlPages, PageVerdict, is_close, is_suspect, judge
from openness_cli.links.pages.page import Page

Which = Literal["root", "root again", "folder", "folder again"]
Ask = Callable[[str, Which], Awaitable[Page | None]]

_LENGTH = 14
_MOST_FOLDERS, _MORE = 20, 2


def random_name() -> str:
    """Return a name that no page has, without anything by which a site would know that it is asked on trial."""
    return "".join(secrets.choice(string.ascii_lowercase + string.digits) for _letter in range(_LENGTH))


class ControlAnswers:
    """The answers of all sites of a run, each asked for when the first page needs it; the others wait for it."""

    def __init__(self, ask: Ask, unlikely: Callable[[], str]) -> None:
        """Ask through ``ask`` for names that ``unlikely`` makes up."""
        self._ask = ask
        self._unlikely = unlikely
        self._names: dict[str, str] = defaultdict(unlikely)
        self._answers: dict[tuple[str, Which, int], asyncio.Future[Page | None]] = {}
        self._folders: dict[str, set[str]] = defaultdict(set)

    async def verdict_on(self, page: Page) -> PageVerdict:
        """Judge a page beside as many answers of its site as it takes."""
        if is_home(page.address):
            return judge(page)
        root, folder = _places(page)
        control = await self._answer(root, "root")
        if not is_suspect(page, control):
            return judge(page, ControlPages(control))
        again = await self._answer(root, "root again") if control else None
        near = await self._answer(folder, "folder") if self._may_ask_in(folder, root) else None
        controls = ControlPages(control, again, near)
        verdict = judge(page, controls)
        if verdict != THERE or not is_close(page, controls):
            return verdict
        more = await self._more(root, "root again", 1) if again else ()
        more_near = await self._more(folder, "folder again", 0) if near and not control else ()
        return judge(page, controls._replace(more=more, more_near=more_near))

    def _may_ask_in(self, folder: str, root: str) -> bool:
        known = self._folders[root]
        if folder != root and len(known) < _MOST_FOLDERS:
            known.add(folder)
        return folder in known

    async def _more(self, folder: str, which: Which, known: int) -> tuple[Page, ...]:
        answers = [await self._answer(folder, which, number) for number in range(known, known + _MORE)]
        return tuple(filter(None, answers))

    async def _answer(self, folder: str, which: Which, number: int = 0) -> Page | None:
        key = folder, which, number
        if key not in self._answers:
            self._answers[key] = asyncio.get_running_loop().create_future()
            answer: Page | None = None
            try:
                answer = await self._ask(folder + self._names[folder], which)
            finally:
                self._answers[key].set_result(answer)
        return await self._answers[key]


def _places(page: Page) -> tuple[str, str]:
    """Return the root of the site that answered, and the folder of the address that was asked for."""
    asked, answered = urlsplit(page.address), urlsplit(page.url)
    # a site may only send on to its other name, or to TLS
    own = asked if _name(asked.netloc) == _name(answered.netloc) else answered
    folder = asked.path[: asked.path.rfind("/") + 1] or "/"
    return f"{own.scheme}://{own.netloc}/", f"{asked.scheme}://{asked.netloc}{folder}"


def _name(netloc: str) -> str:
    return netloc.lower().removeprefix("www.")
