"""Whether a page is what its address names, beside what its site answers for paths that cannot exist."""

from collections.abc import Sequence
from itertools import filterfalse
from typing import NamedTuple
from urllib.parse import urlsplit

from openness_cli.links.content_check import is_home
from openness_cli.links.pages import _words
from openness_cli.links.pages._features import SHORT
from openness_cli.links.pages._likeness import difference
from openness_cli.links.pages.page import Page, Trait
from openness_cli.model.availability import CheckResult, LinkCause


class ControlPages(NamedTuple):
    """What a site answers for paths that cannot exist; None where that was not asked for, or is no page.

    ``control`` at the root, ``again`` the same path a second time, ``near`` one in the folder of the address;
    ``more`` are further answers for the path at the root, ``more_near`` for that in the folder.
    """

    control: Page | None = None
    again: Page | None = None
    near: Page | None = None
    more: tuple[Page, ...] = ()
    more_near: tuple[Page, ...] = ()

    @property
    def at_root(self) -> tuple[Page, ...]:
        """The answers for one path at the root."""
        return (*filter(None, (self.control, self.again)), *self.more) if self.control else ()

    @property
    def in_folder(self) -> tuple[Page, ...]:
        """The answers for one path in the folder of the address."""
        return (self.near, *self.more_near) if self.near else ()


NO_CONTROL_PAGES = ControlPages()


class PageVerdict(NamedTuple):
    """How the fetch of a page ended; ``cause`` is None where the page is there."""

    result: CheckResult
    cause: LinkCause | None = None


THERE = PageVerdict(CheckResult.OK)
_UNKNOWN = frozenset({LinkCause.NEEDS_BROWSER, LinkCause.SIGN_IN, LinkCause.FORBIDDEN})
# letters up to which nothing is shown
_NOTHING = 30
# letters that may differ by chance; lines of figures from which on they are what a page is for
_CHANCE, _TABLE = 5, 3
# letters of its own below which a page is looked at beside an answer in its own folder
_SUSPECT, _PROSE, _ALL_ITS_OWN = 600, 300, 3000
# letters of its own up to which it is looked at beside still more answers, for what turns from one to the next
_CLOSE = 200


def judge(page: Page, controls: ControlPages = NO_CONTROL_PAGES) -> PageVerdict:
    """Judge a page that came with status 200 by what a person would see of it, beside whatever controls there are."""
    cause = _words.said_by(page)
    if cause is None and _asks_to_sign_in(page, controls):
        cause = LinkCause.SIGN_IN
    cause = cause or _lack(page)
    if cause is None and not is_home(page.address) and _is_as_for_any_path(page, controls):
        may_change = page.traits & (Trait.SCRIPTS | Trait.FRAMES)
        cause = LinkCause.NEEDS_BROWSER if may_change else LinkCause.SOFT_404
    return _verdict(cause) if cause else THERE


def is_suspect(page: Page, control: Page | None) -> bool:
    """Tell whether a page has so little of its own that it has to be looked at beside more controls."""
    if control is None:
        return page.prose < _PROSE
    return page.prose < _PROSE or _own_at_least(page, control) < _SUSPECT


def is_close(page: Page, controls: ControlPages) -> bool:
    """Tell whether a page differs from an answer for what cannot exist by so little that it may be by chance."""
    pairs = ((controls.at_root, controls.in_folder), (controls.in_folder, controls.at_root))
    return any(answers and difference(page, answers, others).own <= _CLOSE for answers, others in pairs)


def _verdict(cause: LinkCause) -> PageVerdict:
    return PageVerdict(CheckResult.BLOCKED if cause in _UNKNOWN else CheckResult.FAILED, cause)


def _lack(page: Page) -> LinkCause | None:
    """Return what is wrong with a page that shows nothing, or an application that has not drawn itself yet."""
    if page.objects or page.size > SHORT:
        return None
    if page.traits & (Trait.SCRIPTS | Trait.FRAMES | Trait.MOUNT) and _letters(page.lines) < _NOTHING:
        return LinkCause.NEEDS_BROWSER
    is_application = Trait.MOUNT in page.traits and Trait.SCRIPTS in page.traits
    if is_application and _letters(page.main) < _NOTHING:
        return LinkCause.NEEDS_BROWSER
    is_form = Trait.PASSWORD in page.traits
    return LinkCause.BLANK if not is_form and not any(any(map(str.isalnum, line)) for line in page.lines) else None


def _letters(lines: tuple[str, ...]) -> int:
    """Count letters, as far as it matters."""
    return sum(map(str.isalpha, " ".join(lines)[: 10 * _NOTHING]))


def _asks_to_sign_in(page: Page, controls: ControlPages) -> bool:
    """Tell whether a page is a form to sign in with, where neither its address says so nor every page has one."""
    if Trait.PASSWORD not in page.traits or page.size > SHORT // 2 or is_home(page.address):
        return False
    is_everywhere = any(Trait.PASSWORD in each.traits for each in (*controls.at_root, *controls.in_folder))
    if is_everywhere and not _is_as_for_any_path(page, controls):
        return False
    texts = page.headings if is_everywhere else (*page.headings, *page.opening)
    asked, answered = (urlsplit(url).path for url in (page.address, page.url))
    return not _words.names_sign_in(asked) and _words.is_sign_in(page.title, texts, answered)


def _is_as_for_any_path(page: Page, controls: ControlPages) -> bool:
    """Tell whether a page shows nothing but what its site shows for paths that cannot exist."""
    at_root, in_folder = controls.at_root, controls.in_folder
    return any(
        _lead_to_one(page, answers[0]) or _is_as(page, answers, others)
        for answers, others in ((at_root, in_folder), (in_folder, at_root))
        if answers
    )


def _lead_to_one(page: Page, control: Page) -> bool:
    """Tell whether both were redirected to one and the same address, which neither asked for."""
    if page.url == page.address or control.url == control.address:
        return False
    ends, ends_of_control = urlsplit(page.url), urlsplit(control.url)
    if ends[:3] != ends_of_control[:3]:
        return False
    asked = urlsplit(page.address)
    return asked.path != ends.path and (ends.query == ends_of_control.query or asked.path.strip("/") in ends.query)


def _is_as(page: Page, answers: Sequence[Page], others: Sequence[Page]) -> bool:
    """Tell whether a page shows nothing but what these answers show."""
    at_least = _own_at_least(page, answers[0])
    if (at_least >= _ALL_ITS_OWN and 2 * at_least >= page.size) or _objects_of_its_own(page, answers):
        return False
    found = difference(page, answers, others)
    if found.own > _CHANCE or found.replaced > _CHANCE or found.figures >= _TABLE:
        return False
    return found.missing <= _CHANCE or found.figures <= 0


def _own_at_least(page: Page, control: Page) -> int:
    """Return the letters of the main part that are in no line of another page."""
    return sum(map(len, filterfalse(frozenset(control.lines).__contains__, page.main)))


def _objects_of_its_own(page: Page, answers: Sequence[Page]) -> bool:
    """Tell whether a page has a picture or a document that is not there because some picture always is."""
    new = set(page.objects).difference(*(answer.objects for answer in answers))
    return bool(new) and len(page.objects) > max(len(answer.objects) for answer in answers)
