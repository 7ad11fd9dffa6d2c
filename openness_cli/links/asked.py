"""What the evidence asks of what an address shows: whether the words that it names stand there."""

from collections.abc import Iterable
from typing import NamedTuple

from openness_cli.links.checker import Fetched
from openness_cli.links.content_check import Content
from openness_cli.links.pages.page import Page, shows
from openness_cli.model.availability import CheckResult, LinkCause
from openness_cli.model.evidence import fold

_TEXTS = ("text/", "application/json", "application/xml", "application/csv")


class Shown(NamedTuple):
    """What a page calls itself, and which of the words that are asked of it it shows."""

    title: str = ""
    contains: tuple[tuple[str, bool], ...] = ()


def look_at(words: Iterable[str], page: Page | None, content: Content, charset: str) -> Shown:
    """Look for words in content that opened: where a person sees them in a page, anywhere in a plain text.

    What is neither has no words that could be looked for, and where not all was read, what was not found may stand in
    the rest: of these nothing is told.
    """
    is_whole = content.size <= len(content.head)
    if page is not None:
        return Shown(sound(page.title), found_in(page, words, is_whole=is_whole))
    if not content.type.lower().startswith(_TEXTS) or not (wanted := tuple(words)):
        return Shown()
    text = fold(_decoded(content.head, charset))
    return Shown(contains=_told(((own, fold(own) in text) for own in wanted), is_whole=is_whole))


def found_in(page: Page, words: Iterable[str], *, is_whole: bool) -> tuple[tuple[str, bool], ...]:
    """Return which words a page shows; of one that was not read to its end only those that it does."""
    return _told(((own, shows(page, own)) for own in words), is_whole=is_whole)


def asked_for(fetched: Fetched, words: str) -> Fetched:
    """Return what was found where words have to be shown: not checked where nobody could look for them."""
    if fetched.result is not CheckResult.OK or not words:
        return fetched
    shown = {fold(own): found for own, found in fetched.contains}.get(fold(words))
    if shown is None:
        return fetched._replace(result=CheckResult.BLOCKED)
    return fetched if shown else fetched._replace(result=CheckResult.FAILED, cause=LinkCause.WORDS_MISSING)


def _told(found: Iterable[tuple[str, bool]], *, is_whole: bool) -> tuple[tuple[str, bool], ...]:
    return tuple((own, is_there) for own, is_there in found if is_there or is_whole)


def _decoded(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):  # what is no name of letters, or of something else
        return data.decode("utf-8", "replace")


def sound(title: str) -> str:
    """Return a title that can be written down: half a letter is none."""
    return title.encode("utf-8", "replace").decode()
