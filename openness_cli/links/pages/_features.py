"""What is kept of a page: what it is called, its visible text, and what there is to judge it by."""

from enum import Flag, auto
from typing import NamedTuple


class Trait(Flag):
    """What a page is made of, apart from its text."""

    SCRIPTS = auto()  # that could put something in its place; never where the page is as rendered
    MOUNT = auto()  # an element that applications draw themselves into
    SKELETON = auto()  # placeholders of what is still to come
    FRAMES = auto()
    OBJECTS = auto()  # pictures, films, embedded documents outside of what applications draw
    PASSWORD = auto()  # a visible field for one
    CUT = auto()  # there was more of it than was read


class Page(NamedTuple):
    """A page. ``title`` is one line: what it calls itself in its title, else in ``og:title``, else in its first h1.

    ``lines`` are its visible texts in their order, ``main`` those outside of menus, header and footer; ``refresh`` is
    where it sends its visitors on by itself, as it is written there.
    """

    url: str
    title: str = ""
    lines: tuple[str, ...] = ()
    main: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    traits: Trait = Trait(0)
    refresh: str = ""
