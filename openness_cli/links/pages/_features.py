"""What is kept of a page: what it is called, its visible text, and what there is to judge it by."""

from enum import Flag, auto
from typing import NamedTuple

# letters of main text up to which more is looked at: what a page of no content has as well
SHORT = 900
# letters up to which a page says nothing else than how it begins
LITTLE = 300


class Trait(Flag):
    """What a page is made of, apart from its text."""

    SCRIPTS = auto()  # of its own, which could put something in its place; none is left where it is as rendered
    MOUNT = auto()  # an element that applications draw themselves into, or placeholders of what is still to come
    FRAMES = auto()  # what is shown comes from other addresses
    PASSWORD = auto()  # a field for one, in the main part


class Page(NamedTuple):
    """A page. ``title`` is one line: what it calls itself in its title, else in ``og:title``, else in its first h1.

    ``lines`` are its visible texts in their order, ``main`` those outside of menus, header and footer; ``headings``
    are h1 and h2, ``opening`` is how the main part of a page of little text begins, or of one that asks for a password,
    and ``objects`` are the pictures, documents and films of short pages. ``size`` counts the letters of the main part
    with its blanks, ``prose`` those outside of links. ``refresh`` is where it sends its visitors on by itself, as it is
    written there. ``asked`` is the address that was asked for, where redirects led from it to ``url``.
    """

    url: str
    title: str = ""
    lines: tuple[str, ...] = ()
    main: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    size: int = 0
    prose: int = 0
    traits: Trait = Trait(0)
    refresh: str = ""
    asked: str = ""

    @property
    def address(self) -> str:
        """The address that was asked for."""
        return self.asked or self.url
