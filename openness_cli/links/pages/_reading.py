"""Reading HTML with a parser of HTML: what is visible of it, and what it is made of."""

from selectolax.lexbor import LexborHTMLParser

from openness_cli.links.pages._features import Page

_UNSEEN = ["script", "style", "template", "noscript", "svg", "option", "datalist", "iframe", "noframes", "noembed"]
_LONGEST_TITLE = 200


def read(body: bytes, charset: str, url: str, *, is_rendered: bool) -> Page:
    """Return the features of a page."""
    del charset, is_rendered
    tree = LexborHTMLParser(body)
    tree.strip_tags(_UNSEEN, recursive=True)
    if tree.body is None:
        return Page(url)
    text = tree.body.text(separator="\n", skip_empty=True)
    lines = tuple(line for line in map(str.strip, text.split("\n")) if line)
    return Page(url, _title(tree), lines, lines)


def _title(tree: LexborHTMLParser) -> str:
    candidates = (
        (node := tree.css_first("title")) and node.text(),
        (node := tree.css_first("meta[property='og:title']")) and node.attributes.get("content"),
        (node := tree.css_first("h1")) and node.text(separator=" "),
    )
    titles = (" ".join((text or "").split())[:_LONGEST_TITLE] for text in candidates)
    return next(filter(None, titles), "")
