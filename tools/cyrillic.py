"""The catalogue and the texts of the definitions in Uzbek Cyrillic, made of those in Latin script.

Run ``python -m tools.cyrillic`` after any change of an Uzbek text; with ``--check`` it only tells what is out of date.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from openness_cli.errors import Problem
from openness_cli.files.editing.changes import Put, Way, changed
from openness_cli.files.editing.tree import Plain, plain_of, tree_of
from openness_cli.files.index import SHIPPED
from openness_cli.files.sources import decode
from openness_cli.messages import DOMAIN, LOCALE_DIR
from tools.script import in_cyrillic, undecided

LATIN, CYRILLIC = "uz", "uz-Cyrl"


def path_of(folder: str, ending: str) -> Path:
    """Return where a catalogue lies."""
    return LOCALE_DIR / folder / "LC_MESSAGES" / f"{DOMAIN}.{ending}"


def catalogue() -> Catalog:
    """Return the Latin catalogue with every text in Cyrillic script."""
    made: Catalog = read_po(io.BytesIO(path_of("uz", "po").read_bytes()), locale="uz_Cyrl")
    made.header_comment = made.header_comment.replace("(Latin)", "(Cyrillic)")
    for message in made:
        if message.id:
            said = message.string or ""
            message.string = in_cyrillic(said) if isinstance(said, str) else tuple(map(in_cyrillic, said))
    return made


def written(made: Catalog) -> dict[Path, bytes]:
    """Return the files of the catalogue, as pybabel would write them."""
    text, compiled = io.BytesIO(), io.BytesIO()
    write_po(text, made, no_location=True, sort_output=True, width=0)
    write_mo(compiled, made)
    return {path_of("uz_Cyrl", "po"): text.getvalue(), path_of("uz_Cyrl", "mo"): compiled.getvalue()}


class Written(NamedTuple):
    """One text of a definition in the languages in which it is written, and the way to it."""

    way: Way
    texts: dict[str, str]


def texts_of(value: Plain, way: Way = ()) -> Iterator[Written]:
    """Return the texts of a definition."""
    if isinstance(value, dict):
        texts = {key: own for key, own in value.items() if isinstance(own, str)}
        if {LATIN, "en"} <= texts.keys():
            yield Written(way, texts)
        for key, own in value.items():
            yield from texts_of(own, (*way, key))
    elif isinstance(value, list):
        for number, own in enumerate(value):
            yield from texts_of(own, (*way, number))


def definition(name: str, text: str) -> str:
    """Return a file of definitions in which every text has its Cyrillic; the rest stays, byte for byte."""
    written = [(own, in_cyrillic(own.texts[LATIN])) for own in _texts_in(text)]
    changes = [Put((*own.way, CYRILLIC), made) for own, made in written if own.texts.get(CYRILLIC) != made]
    source = decode(name, text.encode(), [])
    made = changed(source, changes) if source and changes else text
    if isinstance(made, Problem):
        raise SystemExit(f"{made.file}:{made.line}: {made.what}")
    return made


def _texts_in(text: str) -> Iterator[Written]:
    return texts_of(plain_of(tree_of(text)))


def definitions() -> dict[Path, bytes]:
    """Return every shipped file of definitions as it has to be."""
    paths = sorted(SHIPPED.glob("*/*.yaml"))
    return {path: definition(path.name, path.read_bytes().decode()).encode() for path in paths}


def unread() -> list[str]:
    """Return words that stand in the Latin and in the English alike, of which no table says what they are."""
    latin = (m for m in read_po(io.BytesIO(path_of("uz", "po").read_bytes()), locale="uz") if m.id)
    found = [f"{word}: {said}" for own in latin for said, english in _pairs(own) for word in undecided(said, english)]
    for path in sorted(SHIPPED.glob("*/*.yaml")):
        for own in _texts_in(path.read_text(encoding="utf-8")):
            found += [f"{word}: {own.texts[LATIN]}" for word in undecided(own.texts[LATIN], own.texts["en"])]
    return found


def _pairs(message: Message) -> Iterator[tuple[str, str]]:
    english, said = message.id, message.string or ""
    for one in [said] if isinstance(said, str) else said:
        yield one, english if isinstance(english, str) else " ".join(english)


def stale() -> dict[Path, bytes]:
    """Return the files that are not as they have to be, as they have to be."""
    made = written(catalogue()) | definitions()
    return {path: data for path, data in made.items() if not path.is_file() or not says(path, data)}


def says(path: Path, data: bytes) -> bool:
    """Tell whether a file says what it has to; of a catalogue, whatever version of Babel wrote its head."""
    held = path.read_bytes()
    is_catalogue = path.suffix in {".po", ".mo"}
    return held == data or (is_catalogue and _texts_by_id(path.suffix, held) == _texts_by_id(path.suffix, data))


def _texts_by_id(ending: str, data: bytes) -> dict[str, object]:
    file = io.BytesIO(data)
    read = read_po(file) if ending == ".po" else read_mo(file)
    return {str(message.id): message.string for message in read if message.id}


def main() -> int:
    """Bring all up to date, or tell what is not; return 1 where something has to be done."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    old, words = stale(), unread()
    for path, data in old.items():
        print(f"{'out of date' if check else 'written'}: {path}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    for word in words:
        print(f"is it Uzbek (SPOKEN in tools/words.py), or does it stay in Latin letters (STAYS)? {word}")
    return 1 if words or (check and old) else 0


if __name__ == "__main__":
    sys.exit(main())
