"""What is read, spoilt: by bytes, by signs, by structure, by values that might stand there, by size, by encoding."""

import json
import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import yaml

MOST_BYTES = 2 * 1024 * 1024

TOKENS = (
    "", "~", "null", "no", "0", "-1", "1e309", "1.10", "0x1F", "9" * 400, "0." + "9" * 400, "2024-Q1", "2024-13",
    "I chorak", "14.05.2024", "2024–05–14", "0000-00-00", "9999-12-31", "2024-02-30", "Toʻliq", "«full»", "c4.1",
    "С4.1", "www.a.example", "https://a.example/x", "https://[::1", "https://a@b:99999/",
    "http://" + "a." * 200 + "x", "javascript:alert(1)", "../../etc/passwd", "C:\\Hujjatlar\\a.pdf", "a\\b",
    "/dev/stdin", "*a", "&a", "!!python/object:os.system x", "{{{{", "]]", "|", ">-", "? :", "- - - -", "#5",
    "%YAML 1.1", "---", "...", "\t", "\u00a0", "\u200b", "\u2028", "\ufeff", "\x00", "\x85", "\ud7ff", "\U0001f600",
    "🏛" * 50, "=cmd|' /C calc'!A0", "::error::x", "##[x]", "\x1b[2J", "NaN", "Infinity", "true", "[]", "{}", "1/0",
    "1,5", "20/17", "²", "٣", "①", "x" * 300, "a" * 6000,
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 10**400, 1.5, float("nan"), float("inf"), "", "x", [], {}, [[]], {"": {}}, "9" * 5000, 2**63,
    [None] * 3, "2024-05-14",
)  # fmt: skip


def by_bytes(dice: random.Random, data: bytes) -> bytes:
    """Flip, cut, double and put in bytes."""
    spoilt = bytearray(data)
    for _turn in range(dice.choice([1, 1, 2, 6])):
        at, length = dice.randrange(len(spoilt) + 1), dice.randint(0, 12)
        match dice.randrange(4):
            case 0:
                spoilt[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                del spoilt[at : at + length]
            case 2:
                spoilt[at:at] = spoilt[at : at + length] * dice.randint(1, 20)
            case _:
                spoilt[at:at] = dice.choice(
                    [b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc2\xa0", b"\xe2\x80\xa8", b"\r", b"\n", b"\t"]
                )
    return bytes(spoilt) if dice.random() > 0.1 else bytes(spoilt[: dice.randrange(len(spoilt) + 1)])


def by_signs(dice: random.Random, data: bytes) -> bytes:
    """Change lines and words of a text."""
    lines = data.decode("utf-8", "replace").split("\n")
    for _turn in range(dice.choice([1, 1, 2, 5])):
        at = dice.randrange(len(lines))
        line, token = lines[at], dice.choice(TOKENS)
        key, colon, value = line.partition(": ")
        match dice.randrange(9):
            case 0:
                lines[at] = f"{key}{colon or ': '}{token}"
            case 1:
                lines[at] = " " * dice.randint(0, 9) + line.lstrip()
            case 2:
                lines.insert(at, lines[dice.randrange(len(lines))])
            case 3:
                lines[at : at + dice.randint(1, 4)] = []
            case 4:
                place = dice.randrange(len(line) + 1)
                lines[at] = line[:place] + token + line[place:]
            case 5:
                lines[at] = line.replace(
                    dice.choice([":", "-", " ", '"', ",", "{", "}"]),
                    dice.choice([*":- \"',{}[]#\t", "–", "\u00a0", ""]),
                    1,
                )
            case 6:
                lines[at] = line.swapcase()
            case 7:
                lines[at] = dice.choice(["\r", "\r\n", "\u2028", "\n", "\x85"]).join(
                    [line[: len(line) // 2], line[len(line) // 2 :]]
                )
            case _:
                lines[at] = key + colon + dice.choice([*"|>\"'[{", "&x ", "*x", "!t ", "? "]) + value
        lines = lines or [""]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def by_structure(dice: random.Random, data: bytes) -> bytes:
    """Put something else in places of a tree, and write it again in one of several styles."""
    is_lines = data.startswith(b"{") and data.count(b"\n{") > 0
    rows = data.decode().splitlines() if is_lines else [data.decode()]
    at = dice.randrange(len(rows))
    tree = as_texts(rows[at]) if not rows[at].startswith("{") else json.loads(rows[at])
    for _turn in range(dice.choice([1, 1, 2, 4])):
        places = list(places_of(tree))
        if not places:
            break
        holder, key = dice.choice(places)
        change(dice, tree, holder, key)
    if is_lines or data.startswith(b"{"):
        rows[at] = json.dumps(tree, ensure_ascii=dice.random() < 0.5)
        return "\n".join(rows).encode("utf-8", "surrogatepass")
    style: dict[str, Any] = {
        "default_flow_style": dice.choice([True, False, None]),
        "default_style": dice.choice([None, '"', "'", "|"]),
    }
    spoilt: str = yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, **style)
    return spoilt.encode("utf-8", "surrogatepass")


def as_texts(written: str | bytes) -> Any:
    """Read YAML with every scalar as its text."""
    return yaml.load(written, Loader=yaml.CBaseLoader)  # noqa: S506  (texts, lists and mappings alone)


def places_of(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Return every place of a tree in which something stands."""
    nodes = [tree]
    while nodes:
        node = nodes.pop()
        if isinstance(node, dict | list):
            for key, value in list(node.items() if isinstance(node, dict) else enumerate(node)):
                yield node, key
                nodes.append(value)


def change(dice: random.Random, tree: Any, holder: Any, key: Any) -> None:
    match dice.randrange(6):
        case 0:
            holder[key] = deepcopy(dice.choice(VALUES))
        case 1:
            holder[key] = dice.choice(TOKENS)
        case 2:
            del holder[key]
        case 3:
            others = [own for own, name in places_of(tree) if own is not holder]
            holder[key] = json.loads(json.dumps(dice.choice(others))) if others else None
        case 4 if isinstance(holder, dict):
            holder[dice.choice(TOKENS)] = holder.pop(key)
        case _:
            holder[key] = [holder[key]] * dice.randint(1, 3) if dice.random() < 0.5 else {"x": holder[key]}


LIKELY: tuple[Any, ...] = (
    0, 1, 7, 12, 204, 999999999, "0.5", "1,5", "12.34", "100.00", "2023-12-31", "2024-02-29", "2025-03-01",
    "2025-03-02", "14.05.2024", "2024-Q1", "II chorak", "2024", "a", "B", "full", "qisman", "none", "ok", "failed",
    "blocked", "met", "missing", "green", "work", "Yuridik boshqarma", "yuridik boshqarma", "https://a.example/x",
    "https://b.example/y?z=1#/w", "attachments/a.pdf", "Attachments/A.PDF", "X1", "x4", "Х5", "ministry", "bank",
    "uz", "ru", "levels", "count", "share", "checklist", "periods", "year", "month", "true", "2024-11-01T05:00:02Z",
    "404", None, "", [], {}, [["https://a.example/x"]],
)  # fmt: skip


def by_likely_values(dice: random.Random, data: bytes) -> bytes:
    """Put what might stand there in a place or two: what is made can be read, as a rule, and means something else."""
    is_lines = data.startswith(b"{") and data.count(b"\n{") > 0
    rows = data.decode().splitlines() if is_lines else [data.decode()]
    at = dice.randrange(len(rows))
    is_json = rows[at].startswith("{")
    tree = json.loads(rows[at]) if is_json else as_texts(rows[at])
    for _turn in range(dice.choice([1, 1, 1, 2, 3])):
        places = [(holder, key) for holder, key in places_of(tree) if not isinstance(holder[key], dict | list)]
        if not places:
            break
        holder, key = dice.choice(places)
        if dice.random() < 0.2:
            del holder[key]
        else:
            holder[key] = (
                type(holder[key])(deepcopy(dice.choice(LIKELY)))
                if is_json and type(holder[key]) is str
                else deepcopy(dice.choice(LIKELY))
            )
    rows[at] = (
        json.dumps(tree) if is_json else yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    )
    return "\n".join(rows).encode()


def by_growth(dice: random.Random, data: bytes) -> bytes:
    """Make a list or a mapping as long as is read, of entries like its own that differ a little."""
    is_lines = data.startswith(b"{") and data.count(b"\n{") > 0
    if is_lines:
        rows = data.decode().splitlines()
        times = MOST_BYTES // (len(data) // len(rows) + 1)
        return "\n".join(differing(dice, dice.choice(rows), number) for number in range(times)).encode()[:MOST_BYTES]
    is_json = data.startswith(b"{")
    tree = json.loads(data) if is_json else as_texts(data)
    holder, key = dice.choice(
        [(own, key) for own, key in places_of(tree) if isinstance(own[key], dict | list) and own[key]]
    )
    found = holder[key]
    name, entry = dice.choice(list(found.items() if isinstance(found, dict) else enumerate(found)))
    text = json.dumps(entry)
    number, room = 0, MOST_BYTES - len(data) * 2
    while room > 0:
        number += 1
        more = json.loads(differing(dice, text, number))
        if isinstance(found, list):
            found.append(more)
        else:
            found[f"{name}{number}"] = more
        room -= len(text) + 20
    grown: str = (
        json.dumps(tree)
        if is_json or dice.random() < 0.5
        else yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True)
    )
    return grown.encode()[:MOST_BYTES]


def differing(dice: random.Random, text: str, number: int) -> str:
    """Return a JSON text in which the texts say a number as well; now and then they do not."""
    return (
        text
        if dice.random() < 0.1
        else text.replace('a.example/x"', f'a.example/{number}"').replace('Sahifa"', f'Sahifa {number}"')
    )


def by_encoding(dice: random.Random, data: bytes) -> bytes:
    """Write a text in another encoding, or with a mark of one."""
    text = by_signs(dice, data).decode("utf-8", "replace")
    encoding = dice.choice(
        ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "cp866", "latin-1", "utf-7", "utf-8-sig"]
    )
    return dice.choice([b"", b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"]) + text.encode(encoding, "replace")


def by_depth(dice: random.Random, data: bytes) -> bytes:
    """Nest deeply, or write something very long, somewhere."""
    lines, much = data.decode().split("\n"), dice.choice([30, 300, 3000, 30000])
    at = dice.randrange(len(lines))
    mass = (
        dice.choice(
            [
                "[",
                "{",
                "{a: ",
                "- ",
                "[[",
                '{"a":',
                "? ",
                "x",
                "9",
                "\U0001f600",
                "'",
                '"',
                "\\",
                "\u200b",
                "a: ",
                "\n",
                "#",
                ", ",
            ]
        )
        * much
    )
    lines[at] = dice.choice([lines[at] + mass, mass, lines[at].partition(":")[0] + ": " + mass])
    return "\n".join(lines).encode()


def by_size(dice: random.Random, data: bytes) -> bytes:
    """Make as large as is read: of many lines, many entries, or one entry."""
    text = data.decode()
    lines = text.splitlines(keepends=True) or ["\n"]
    at = dice.randrange(len(lines))
    size = dice.choice([MOST_BYTES // 4, MOST_BYTES - 100])
    match dice.randrange(5):
        case 0:
            part = "".join(lines[at : at + dice.randint(1, 6)])
        case 1:
            indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
            rows = (
                f"{indent}{dice.choice(['k', '- x', 'X', 'url'])}{number}: {number}\n" for number in range(size // 12)
            )
            part = ""
            lines[at:at] = list(rows)
        case 2:
            part = dice.choice(
                [
                    "- ",
                    "[],",
                    "{},",
                    '"",',
                    "a,",
                    "9",
                    "x",
                    "\u00a0",
                    "\u2014\n",
                    "- {}\n",
                    "- a: b\n",
                    "&a *a ",
                    "🏛",
                    ":",
                    "? ",
                ]
            )
        case 3:
            part, lines = text, [text]
            at = 0
        case _:
            part = lines[at].rstrip("\n")
    room = max(size - len(text.encode()), 0)
    lines[at] += part * (room // max(len(part.encode()), 1))
    return "".join(lines).encode()[:MOST_BYTES]


SPOILS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    *(by_bytes, by_signs, by_signs, by_structure, by_structure, by_encoding, by_depth),
    *(by_likely_values, by_likely_values, by_likely_values),
)
