"""Reading HTML with a parser of HTML: what is visible of it, and what it is made of."""

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborCSSSelector, LexborDocumentOptions, LexborHTMLParser, LexborNode

from openness_cli.links.pages._features import LITTLE, SHORT, Page, Trait

_OPTIONS = int(LexborDocumentOptions.WO_EVENTS)
_LONGEST_TITLE, _LONGEST_HEADING = 200, 400
_HEADINGS, _BLOCKS, _OBJECTS = 3, 4, 100
# letters from which on a page is not looked at more closely: none that says it is not there has as many
_LONG, _LESS_LONG = 15_000, 3000
_MOST_LINKS = 1000

_NAMED = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?([a-z0-9_-]{2,20})", re.IGNORECASE)
_CHARSETS = re.compile(r"(?:x-)?(?:cp|windows-?|iso-?8859-?|koi8-|mac-?|utf-?16)[a-z0-9_-]{0,12}", re.IGNORECASE)
_HEAD = 2048

# one for all trees: to make it, as each tree would for itself, takes longer than to parse a small page
_SEARCH: LexborCSSSelector = LexborHTMLParser("").selector


def _all(place: LexborHTMLParser | LexborNode, query: str) -> list[LexborNode]:
    """Return what a selector of CSS finds in a tree, or from an element down."""
    root = place.root if isinstance(place, LexborHTMLParser) else place
    return _SEARCH.find(query, root) if root is not None else []


def _has(place: LexborHTMLParser | LexborNode, query: str) -> bool:
    """Tell whether a selector of CSS finds anything."""
    root = place.root if isinstance(place, LexborHTMLParser) else place
    return root is not None and _SEARCH.any_matches(query, root)


def _first(tree: LexborHTMLParser, query: str) -> LexborNode | None:
    """Return the first of what a selector of CSS finds."""
    return next(iter(_all(tree, query)), None)


def read(body: bytes, charset: str, url: str, *, is_rendered: bool) -> Page:
    """Return the features of a page."""
    tree = LexborHTMLParser(_decoded(_not_too_deep(body), charset), options=_OPTIONS)
    if tree.body is None:
        frames = (node.attributes.get("src") or "" for node in _all(tree, "frame")[:_OBJECTS])
        return Page(url, _title(tree), objects=tuple(filter(None, frames)))
    # a search through the tree costs as much as the parsing of a small page, and most have none
    refresh = _refresh(tree) if b"efresh" in body or b"EFRESH" in body else ""
    documents, traits = _take_out_inserts(tree)
    if is_rendered:
        traits &= ~Trait.SCRIPTS
    lines = _lines(tree.body)
    size = sum(map(len, lines))
    headings = tuple([_one_line(node, _LONGEST_HEADING) for node in _all(tree, "h1,h2")[:_HEADINGS]])
    page = Page(url, _title(tree), lines, lines, headings, size=size, prose=size, traits=traits, refresh=refresh)
    if size > _LONG:
        return page
    if _take_out(_hidden(tree, body)):
        headings = tuple([_one_line(node, _LONGEST_HEADING) for node in _all(tree, "h1,h2")[:_HEADINGS]])
        page = page._replace(title=_title(tree), lines=_lines(tree.body), headings=headings)
    main = _lines(tree.body) if _take_out(_chrome(tree)) else page.lines
    size = sum(map(len, main))
    page = page._replace(main=main, size=size, prose=size)
    return page if size > _LESS_LONG else _short(page, tree, documents, is_rendered=is_rendered)


def _short(page: Page, tree: LexborHTMLParser, documents: tuple[str, ...], *, is_rendered: bool) -> Page:
    """Return more features, of a page without much text; the tree is not to be used afterwards."""
    if tree.body is not None and _take_out(_chrome_by_name(tree)):
        main = _lines(tree.body)
        page = page._replace(main=main, size=sum(map(len, main)))
    page = page._replace(prose=page.size - sum(len(node.text(strip=True)) for node in _all(tree, "a")[:_MOST_LINKS]))
    if page.size > SHORT:
        return page
    traits = page.traits
    traits |= Trait.MOUNT if not is_rendered and _has(tree, _MOUNTS) else Trait(0)
    traits |= Trait.PASSWORD if _has(tree, "input[type=password i]") else Trait(0)
    page = page._replace(objects=(*documents, *_objects(tree)), traits=traits)
    return page._replace(opening=_opening(tree)) if page.size <= LITTLE or Trait.PASSWORD in traits else page


# browsers go no deeper than 512; the parser takes a time that grows with the square of it
_DEEPEST, _MANY_ELEMENTS = 3000, 6000
_TAG = re.compile(rb"<(/?)([a-z][a-z0-9-]*)", re.IGNORECASE)
_UNNESTED = frozenset(b"p li dt dd tr td th option br img input meta link hr col area source wbr".split())


def _not_too_deep(body: bytes) -> bytes:
    """Return a page up to where its elements lie so deep within one another that no browser would show them."""
    tags = body.count(b"<")
    if tags < _MANY_ELEMENTS or tags - body.count(b"</") < _MANY_ELEMENTS:
        return body
    opened: Counter[bytes] = Counter()
    depth = 0
    for match in _TAG.finditer(body):
        name = match[2].lower()
        if not match[1] and name not in _UNNESTED:
            opened[name] += 1
            depth += 1
            if depth > _DEEPEST:
                return body[: match.start()]
        elif match[1] and opened[name]:
            opened[name] -= 1
            depth -= 1
    return body


def _decoded(body: bytes, charset: str) -> bytes | str:
    """Return text in UTF-8 as it is, all else decoded: UTF-8 where it can be, else as is named, else as Windows did."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    body = body.removeprefix(codecs.BOM_UTF8)
    try:
        codecs.utf_8_decode(body, "strict", False)
    except UnicodeDecodeError:
        match = _NAMED.search(body[:_HEAD])
        named = charset or (match[1].decode("ascii") if match else "")
        try:
            return body.decode(named if _CHARSETS.fullmatch(named) else "cp1251", "replace")
        except (LookupError, ValueError):
            return body.decode("cp1251", "replace")
    return body


def _lines(node: LexborNode) -> tuple[str, ...]:
    text = node.text(separator="\n", skip_empty=True)
    return tuple([line for line in map(str.strip, text.split("\n")) if line])


def _one_line(node: LexborNode, longest: int) -> str:
    return " ".join(node.text(separator=" ").split())[:longest].strip()


def _title(tree: LexborHTMLParser) -> str:
    if (node := _first(tree, "title")) and (title := _one_line(node, _LONGEST_TITLE)):
        return title
    if (node := _first(tree, "meta[property='og:title' i],meta[name='og:title' i]")) and (
        title := " ".join((node.attributes.get("content") or "").split())[:_LONGEST_TITLE]
    ):
        return title
    return _one_line(node, _LONGEST_TITLE) if (node := _first(tree, "h1")) else ""


# what counts visits, shows adverts or is a library: alone it puts nothing in place of what is there
_FOREIGN = re.compile(
    r"jquery|bootstrap|popper|modernizr|html5shiv|respond(?:\.min)?\.js|swiper|slick|owl\.?carousel|fancybox|lightbox"
    r"|\baos\b|wow(?:\.min)?\.js|metrika|mc\.yandex|google-analytics|googletagmanager|gtag|gtm|analytics|counter"
    r"|top\.mail|hotjar|facebook|fbevents|addtoany|share42|recaptcha|hcaptcha|cookie|wp-embed|wp-emoji|core-js|polyfill"
    r"|fontawesome|font-awesome|lazysizes|lazyload|special(?:view)?|uhpv|bvi\b",
    re.IGNORECASE,
)
_DRAWING = (
    "fetch(", "XMLHttpRequest", "axios", "$.ajax", "$.get", "$.post", ".load(", "innerHTML", "insertAdjacent",
    "document.write", "location.href", "location=", "location =", "location.replace", "location.assign", "__NUXT__",
    "__NEXT_DATA__", "webpack", "import(",
)  # fmt: skip
_DATA = ("application/json", "application/ld+json", "text/template", "text/x-template", "text/html", "importmap")


# what is within them is text for the parser, or not for people
_INSERTS = "script,style,template,noscript,svg,select,datalist,iframe,embed,object,video,audio"
_LONGEST_SCRIPT = 5000


def _take_out_inserts(tree: LexborHTMLParser) -> tuple[tuple[str, ...], Trait]:
    """Take out what is no text of a page; return the documents and films in it, and whether scripts or frames are.

    One search for all of it: each goes through the whole tree.
    """
    documents, traits = [], Trait(0)
    for node in _all(tree, _INSERTS):
        name = node.tag
        if name == "script":
            if Trait.SCRIPTS not in traits and _may_draw(node):
                traits |= Trait.SCRIPTS
        elif name in _FRAMING:
            attributes = node.attributes
            source = attributes.get("src") or attributes.get("data") or ""
            if name != "iframe" or _DOCUMENT.search(source):
                documents.append(source)
            elif source and not _FOREIGN.search(source) and attributes.get("height") not in _PIXEL:
                traits |= Trait.FRAMES
        node.decompose()
    return tuple(documents[:_OBJECTS]), traits


def _may_draw(script: LexborNode) -> bool:
    """Tell whether a script may put something in place of what is there."""
    attributes = script.attributes
    if (attributes.get("type") or "").lower() in _DATA:
        return False
    source = attributes.get("src")
    if source is not None:
        return not _FOREIGN.search(source)
    text = script.text()
    return len(text) > _LONGEST_SCRIPT or any(word in text for word in _DRAWING)


_SECONDS_AND_PLACE = re.compile(
    r"\s*([0-9]{1,6})(?:\.[0-9]*)?\s*[;,]?\s*(?:url\s*=\s*)?[\"']?\s*([^\"'\s][^\"']*)", re.IGNORECASE
)
_AT_ONCE = 10


def _refresh(tree: LexborHTMLParser) -> str:
    """Return where a page sends its visitors on, soon and without any script."""
    for node in _all(tree, "meta[http-equiv='refresh' i]"):
        match = _SECONDS_AND_PLACE.match(node.attributes.get("content") or "")
        parent = node.parent
        is_for_others = parent is not None and parent.tag == "noscript"
        if match and int(match[1]) <= _AT_ONCE and not is_for_others:
            return match[2].strip()
    return ""


_DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|ods|csv|zip|rar|7z|jpe?g|png)(?:$|[?#&])"
    r"|docs\.google|view\.officeapps|drive\.google|viewer|youtube|youtu\.be|vimeo|maps|rutube|mover\.uz|powerbi|datastudio"
    r"|tableau",
    re.IGNORECASE,
)  # fmt: skip
_FRAMING = frozenset({"iframe", "embed", "object", "video", "audio"})
_PIXEL = frozenset({"0", "1"})

_MOUNTS = (
    "#app,#root,#__next,#__nuxt,#__layout,#main-app,app-root,[ng-app],[ng-version],[data-reactroot],[v-cloak],[data-v-app],"
    "#svelte,#q-app,[class*=skeleton i]"
)  # fmt: skip


def _objects(tree: LexborHTMLParser) -> Iterator[str]:
    """Return what a main part holds but text: pictures, and files that it leads to."""
    for node in _all(tree, "img,picture source,a[href]")[:_OBJECTS]:
        attributes = node.attributes
        source = attributes.get("href") or attributes.get("src") or attributes.get("data-src") or ""
        if node.tag == "a":
            if _DOCUMENT.search(source):
                yield source
        elif source and attributes.get("width") not in _PIXEL and not _FOREIGN.search(source):
            yield source


_BY_STYLE = "[hidden],[style*='display:none' i],[style*='display: none' i]"
_BY_CLASS = ".d-none,.hidden,.hide,.visually-hidden,.sr-only,.screen-reader-text,.modal"
_SOMETIMES_SEEN = re.compile(r"(?:^|\s)(?:d-(?:sm|md|lg|xl|xxl)-|(?:sm|md|lg|xl|2xl):|show(?:\s|$))")
_NOTICES = (
    "[class*=cookie i],[id*=cookie i],[class*=preloader i],[id*=preloader i],[class*=spinner i],[class*=loading i],"
    "[id*=loading i],.loader,#loader"
)
_LONGEST_NOTICE, _MOST = 800, 200
_WHOLE = frozenset({"html", "body", "main"})


def _hidden(tree: LexborHTMLParser, body: bytes) -> Iterator[LexborNode]:
    """Return what nobody sees, or only until the page is ready or a notice is agreed to."""
    # a search through the tree costs as much as a tenth of the parsing, and most pages need none of these
    if b"idden" in body or b"none" in body or b"NONE" in body:
        yield from _all(tree, _BY_STYLE)
    if any(word in body for word in (b"d-none", b"hidden", b"hide", b"modal", b"sr-only", b"screen-reader")):
        for node in _all(tree, _BY_CLASS):
            if not _SOMETIMES_SEEN.search(node.attributes.get("class") or ""):
                yield node
    is_lazy = body.count(b"oading") <= body.count(b"loading=")
    if not is_lazy or any(word in body for word in (b"ookie", b"OOKIE", b"loader", b"Loader", b"pinner")):
        for node in _all(tree, _NOTICES)[:_MOST]:
            if len(node.text()) <= _LONGEST_NOTICE:
                yield node


_CHROME = "nav,footer,aside,header"
_CHROME_BY_NAME = (
    "[role=navigation],[role=contentinfo],[role=banner],#header,#footer,#menu,#sidebar,.footer,.navbar,.sidebar,.menu,"
    ".topbar,.breadcrumb,.breadcrumbs,.site-header,.site-footer,.top-menu,.main-menu"
)


def _chrome(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Return menus, header and footer of the site: not those of what a page is for."""
    for node in _all(tree, _CHROME)[:_MOST]:
        if not _has(node, "h1,main,article") and not _is_within_content(node):
            yield node


def _chrome_by_name(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Return what is called so."""
    for node in _all(tree, _CHROME_BY_NAME)[:_MOST]:
        if not _has(node, "h1,main,article"):
            yield node


def _is_within_content(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag != "body":
        if parent.tag in ("main", "article"):
            return True
        parent = parent.parent
    return False


def _take_out(nodes: Iterable[LexborNode]) -> bool:
    """Take elements out of their tree, but never the whole of it; tell whether there were any."""
    chosen = [node for node in nodes if node.tag not in _WHOLE]
    for node in chosen:
        node.decompose()
    return bool(chosen)


_INLINE = ["a", "b", "i", "u", "em", "strong", "span", "font", "small", "big", "mark", "code", "bdi", "sup", "sub"]


def _opening(tree: LexborHTMLParser) -> tuple[str, ...]:
    """Return how a short main part begins, outside of tables and lists; the tree is not to be used afterwards."""
    body = _first(tree, "main,[role=main],article") or tree.body
    if body is None:
        return ()
    body.strip_tags(["table", "ul", "ol", "dl", "select", "nav"], recursive=True)
    body.unwrap_tags(_INLINE)
    body.merge_text_nodes()
    text = body.text(separator="\x00", skip_empty=True).split("\x00")
    blocks = (" ".join(block.split())[:_LONGEST_HEADING] for block in text)
    return tuple([block for block in blocks if block][:_BLOCKS])
