"""One page as a person would see it."""

from openness_cli.links.pages._features import Page, Trait
from openness_cli.model.evidence import fold

__all__ = ["PAGE_BYTES", "Page", "Trait", "read_page", "shows"]

PAGE_BYTES = 256 * 1024


def read_page(body: bytes, charset: str, url: str, *, is_rendered: bool = False) -> Page:
    """Read the first ``PAGE_BYTES`` of a page of HTML that came from ``url``; it never raises.

    ``charset`` is what the answer names, empty where it names none. ``is_rendered``: scripts had their say already.
    """
    from openness_cli.links.pages._reading import read  # noqa: PLC0415  (brings the parser)

    return read(body[:PAGE_BYTES], charset, url, is_rendered=is_rendered)


def shows(page: Page, words: str) -> bool:
    """Tell whether words are among the visible text of a page, whatever blanks, case and apostrophes they have."""
    wanted = fold(words)
    return wanted in fold(" ".join(page.lines)) or wanted in fold("".join(page.lines))
