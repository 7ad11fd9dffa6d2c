"""HTML read back: its tables, what it asks for, what of it could run."""

import base64
import hashlib
import re
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

# what a page may point at: itself, and nothing
OWN = re.compile(r"#[a-z0-9-]+|data:,")


class Table(NamedTuple):
    name: str
    heads: list[str]
    rows: list[list[str]]

    def column(self, head: str) -> list[str]:
        return [row[self.heads.index(head)] for row in self.rows]


def parsed(data: bytes) -> LexborHTMLParser:
    return LexborHTMLParser(data.decode())


def first(page: LexborHTMLParser | LexborNode, what: str) -> LexborNode:
    """Return the first node of a kind, which has to be there."""
    found = page.css_first(what)
    assert found is not None, what
    return found


def text_of(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())


def tables(page: LexborHTMLParser, within: str = "main") -> list[Table]:
    return [
        Table(
            text_of(first(table, "caption .hid")).rstrip("."),
            [text_of(head) for head in table.css("thead th")],
            [[text_of(cell) for cell in row.css("th, td")] for row in table.css("tbody tr")],
        )
        for table in page.css(f"{within} table")
    ]


def section(page: LexborHTMLParser, title: str) -> str:
    """Return what selects the section whose heading begins with some words."""
    (own,) = (node for node in page.css("main section") if text_of(first(node, "h2")).startswith(title))
    return f"#{own.attributes['id']}"


def hundredths(text: str) -> int:
    """Return a figure of a page, in whichever language, in hundredths."""
    sign = -1 if text.startswith("−") else 1
    whole, _point, part = text.lstrip("−+").replace(",", ".").partition(".")
    return sign * (int(whole) * 100 + int(part.ljust(2, "0") or 0))


def asked_for(page: LexborHTMLParser) -> list[str]:
    """Return whatever the page would fetch, or lead to, that is not itself."""
    wanted = [
        value or ""
        for node in page.css("*")
        for name, value in node.attributes.items()
        if name in ("href", "src", "srcset", "action", "poster", "data", "background", "xlink:href", "formaction")
    ]
    style = " ".join(node.text() for node in page.css("style"))
    return [own for own in [*wanted, *re.findall(r"url\(([^)]*)\)|@import", style)] if not OWN.fullmatch(own)]


def can_run(page: LexborHTMLParser) -> list[str]:
    """Return what might run and is not the one script that the page allows by its digest; none where it allows none."""
    handlers = [name for node in page.css("*") for name in node.attributes if name.startswith("on")]
    scripts = [node.text() for node in page.css("script")]
    allowed = re.findall(r"script-src 'sha256-([^']+)'", first(page, "meta[http-equiv]").attributes["content"] or "")
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    return (
        handlers + [own for own in digests if [own] != allowed] + [str(n) for n in [len(scripts)] if n != len(allowed)]
    )
