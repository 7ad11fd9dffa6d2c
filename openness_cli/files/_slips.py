"""The commonest slips of a person who does not know YAML: which one it was, and what to do."""

import re
from collections import Counter
from typing import NamedTuple

from openness_cli.messages import _
from openness_cli.model.languages import mark

# the keys of evidence and of the configuration
KEYS = frozenset(
    {
        "evidence", "actions", "level", "count", "of", "not_applicable", "owner", "action", "effort_days", "items",
        "title", "url", "file", "published", "updated", "held", "contains", "part", "period", "shows", "note",
        "organisation", "id", "name", "kinds", "index", "year", "evaluation_date", "as_of", "language", "sites",
        "moved", "results", "owners",
    }
)  # fmt: skip

OF_FILE = frozenset({"evidence", "actions"})
OF_CLAIM = frozenset({"level", "count", "of", "not_applicable", "owner", "action", "effort_days", "note", "items"})
OF_ITEM = frozenset(
    {
        "title",
        "url",
        "file",
        "published",
        "updated",
        "held",
        "part",
        "period",
        "shows",
        "owner",
        "action",
        "note",
        "contains",
    }
)
# what stands in one column
_TOGETHER = (OF_FILE, OF_CLAIM, OF_ITEM, frozenset({"title", "owner", "effort_days"}))

ID = re.compile(r"[A-Za-zСс][0-9]{1,2}\.[0-9]{1,3}")
_KEY = re.compile(r"(?P<indent> *(?:-\s+)?)(?P<key>[\w.]+)\s*:(?=\s|$)")
# a key that begins behind that is none of ours, and such lines are looked at again and again
_FAR = 300
_FIRST_WORD = re.compile(r" *(?:-\s+)?(?P<word>[A-Za-zСс][0-9]{1,2}\.[0-9]{1,3}|[A-Za-z_]+)(?P<rest>.*)")
_DASH = re.compile(r" *-(?P<key>[A-Za-z_]+)\s*:")
LOOKED_BACK = 200
_COMMENT = re.compile(r"\s(?P<text>#\S+)")
TOO_MANY = mark("more entries than one file can have")
# what libyaml says, and what it means, in the language in use
_PROBLEMS = (
    ("mapping values are not allowed", mark("a colon where no key can stand")),
    ("cannot start any token", mark("a character with which nothing can begin")),
    ("tab character", mark("a character with which nothing can begin")),
    ("escape character", mark("a backslash in double quotes")),
    ("hexdecimal", mark("a backslash in double quotes")),
    ("did not find expected", mark("something is out of line or not closed")),
    ("could not find expected ':'", mark("a line that is neither a key nor a value")),
    ("block sequence entries are not allowed", mark("a dash where no list can begin")),
    ("nested too deeply", mark("nested too deeply")),
    ("too many entries", TOO_MANY),
)


class Slip(NamedTuple):
    """Where something went wrong, from 0 on, what it is, and what to do."""

    line: int
    column: int
    what: str
    hint: str


class Complaint(NamedTuple):
    """What libyaml says: ``place`` is where it noticed, ``context`` where what it was reading began."""

    said: str
    reading: str
    place: tuple[int, int]
    context: tuple[int, int]


def slip_of(lines: list[str], complaint: Complaint) -> Slip:
    """Return what most probably is wrong with a text that libyaml cannot read."""
    for find in (_tab, _dash, _indented, _forgotten_colon, _cut_by_a_comment):
        found = find(lines, complaint)
        if found is not None:
            return found
    said = complaint.said
    is_escape = "escape" in said or "hexdecimal" in said
    quoted = "quoted scalar" in complaint.reading and not is_escape
    place = complaint.context if quoted else complaint.place
    known = next((_(words) for words_of_libyaml, words in _PROBLEMS if words_of_libyaml in said), "")
    what = _("a quote that is never closed") if quoted else known or _("a sign that is out of place")
    return Slip(*place, what, _general_hint(said, is_escape=is_escape))


def _general_hint(said: str, *, is_escape: bool) -> str:
    if is_escape:
        return _("write / instead of the backslash, or put the text in single quotes")
    if said == "too many entries":
        return _("share them out among several files")
    if "mapping values are not allowed" in said:
        return _('a text with a colon in it needs double quotes: title: "…"')
    if "cannot start any token" in said or "expected" in said:
        return _("look at the indentation and at the quotes of this line and of the one before")
    return ""


def _line(lines: list[str], number: int) -> str:
    return lines[number] if 0 <= number < len(lines) else ""


def _above(lines: list[str], number: int) -> int:
    """Return the number of the last line above that says anything; -1 where there is none."""
    return next((own for own in range(number - 1, -1, -1) if lines[own].strip() and not _is_comment(lines[own])), -1)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def key_of(line: str) -> re.Match[str] | None:
    """Return the key with which a line begins, where it is one of ours."""
    match = _KEY.match(line, 0, _FAR)
    return match if match is not None and (match["key"] in KEYS or ID.fullmatch(match["key"])) else None


def _tab(lines: list[str], complaint: Complaint) -> Slip | None:
    """Tabs in front of what a line says."""
    number, column = complaint.place
    line = _line(lines, number)
    head = line[: len(line) - len(line.lstrip(" \t-"))]
    if "\t" not in head or not ("token" in complaint.said or "tab character" in complaint.said):
        return None
    what = _("a character with which nothing can begin")
    return Slip(number, max(column, head.index("\t")), what, _("indent with spaces, not with tabs"))


def _dash(lines: list[str], complaint: Complaint) -> Slip | None:
    """Find ``-title:``, a dash without a blank behind it, in the line itself or above."""
    number = complaint.place[0]
    for own in (number, _above(lines, number)):
        match = _DASH.match(_line(lines, own))
        if match is not None and match["key"] in KEYS:
            what = _("a dash without a blank behind it")
            return Slip(own, match.start("key") - 1, what, _("write: - {key}:").format(key=match["key"]))
    return None


def _indented(lines: list[str], complaint: Complaint) -> Slip | None:
    """Find a known key that does not stand in the column of the keys that it belongs to."""
    if "mapping values" not in complaint.said and "did not find expected" not in complaint.said:
        return None
    number, column = complaint.place
    own = key_of(_line(lines, number))
    above = _above(lines, number)
    if own is None or above < 0 or "flow" in complaint.reading:
        return None
    noticed_at = (own.end() - 1,) if "mapping values" in complaint.said else (own.start("key"), own.end("indent"))
    if column not in noticed_at or key_of(lines[above]) is None:
        return None
    at, wanted = own.start("key"), column_wanted(lines, number, own)
    if wanted is None or wanted == at:
        return None
    what = _("“{key}” is not in line with the keys that it belongs to").format(key=own["key"])
    hint = _("begin it in column {wanted}, not in column {column}: the blanks before it decide what it belongs to")
    return Slip(number, at, what, hint.format(wanted=wanted + 1, column=at + 1))


def _stand_together(key: str, other: str) -> bool:
    """Tell whether two keys can stand in one column: criteria with criteria, a key with one beside which it belongs."""
    if (ID.fullmatch(key) is None) != (ID.fullmatch(other) is None):
        return False
    own, others = ([keys for keys in _TOGETHER if name in keys] for name in (key, other))
    return not own or not others or any(keys in others for keys in own)


def column_wanted(lines: list[str], number: int, own: re.Match[str], *, besides: int = -1) -> int | None:
    """Return the column that is nearest to that of a key, of the keys above it beside which it can belong."""
    here, least = own.start("key"), len(lines[number])
    # other keys above may stand wrong as well: a column is what most of its keys make it
    columns: Counter[int] = Counter()
    for above in range(number - 1, max(number - LOOKED_BACK, -1), -1):
        match = key_of(lines[above])
        if match is None or _is_comment(lines[above]) or match.start("key") > least:
            continue
        least = match.start("key")
        columns[least] += 1 if _stand_together(own["key"], match["key"]) else -1
    fitting = (column for column, most in columns.items() if most > 0 and column != besides)
    return min(fitting, key=lambda column: abs(column - here), default=None)


def _forgotten_colon(lines: list[str], complaint: Complaint) -> Slip | None:
    """Find a known key without its colon, or with no blank behind it, where the reading began or in the line above."""
    if "mapping values" not in complaint.said and "could not find expected" not in complaint.said:
        return None
    number = complaint.place[0]
    begun = complaint.context[0] if "simple key" in complaint.reading else _above(lines, number)
    match = _FIRST_WORD.match(_line(lines, begun))
    if match is None or not (match["word"] in KEYS or ID.fullmatch(match["word"])):
        return None
    key, rest = match["word"], match["rest"]
    if rest.startswith(":") and not rest.startswith((": ", ":\t")) and len(rest) > 1:
        return Slip(begun, match.end("word"), _("no blank behind the colon"), _("write: {key}: …").format(key=key))
    if rest.lstrip().startswith(":") or rest.lstrip()[:1] in {",", "}", "]"}:
        return None
    what = _("the colon behind “{key}” is missing").format(key=key)
    return Slip(begun, match.end("word"), what, _("write: {key}: …").format(key=key))


def _cut_by_a_comment(lines: list[str], complaint: Complaint) -> Slip | None:
    """Find ``#5`` in braces, of which the rest of the line has become a comment."""
    if "flow" not in complaint.reading:
        return None
    for number in range(complaint.context[0], min(complaint.place[0] + 1, len(lines))):
        match = _COMMENT.search(lines[number])
        if match is not None and not _is_comment(lines[number]) and not _is_quoted(lines[number], match.start("text")):
            what = _("“{text}” and all that follows it is read as a comment").format(text=match["text"][:60])
            return Slip(number, match.start("text"), what, _("put the whole text in double quotes"))
    return None


def _is_quoted(line: str, column: int) -> bool:
    return line[:column].count('"') % 2 == 1


_CUT = re.compile(
    r"^ *(?:- +)?(?:title|owner|note|not_applicable|url|file): +(?P<kept>[^\s\"'#|>\[{&*!%@`][^#\n]*?)?"
    r"(?P<gap>(?<=\s)|(?<=: ))(?P<lost>#[0-9A-Za-z][^\n]*)$",
    re.MULTILINE,
)


def cut_texts(text: str) -> list[tuple[int, str, str]]:
    """Return where a text ends at a # with a figure or a letter behind it: the line from 1 on, what is read, what not.

    It is YAML's sign for a comment, and perhaps the number of an order.
    """
    found = []
    for match in _CUT.finditer(text) if "#" in text else ():
        kept, lost = (match["kept"] or "").strip(), match["lost"].strip()
        found.append((text.count("\n", 0, match.start()) + 1, kept, lost))
    return found
