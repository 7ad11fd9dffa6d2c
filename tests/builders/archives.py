"""Bundles, and what can become of them: spoilt by a number, which spoils the same way again."""

import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from openness_cli.files.bundle._archive import Entry, central_record, end_record, local_record
from openness_cli.files.bundle.manifest import LETTER, MANIFEST
from openness_cli.files.bundle.packing import archive_of, bundled, write_bundle
from openness_cli.files.bundle.taking import part_of

FILES = {
    "index/1.yaml": b"indicator: 1\n" * 40,
    "report/report.json": b"{}\n" * 99,
    "workspace/attachments/buyruq №1.pdf": bytes(range(256)) * 8,
    "workspace/evidence/1.yaml": b"evidence: {}\n" * 20,
    "workspace/openness.yaml": b"year: 2024\n",
}


def bundle_of(files: dict[str, bytes] = FILES) -> bytes:
    """Return a bundle of files, with a letter and a manifest."""
    made = io.BytesIO()
    parts = [part_of(name, data) for name, data in files.items()]
    write_bundle(bundled(parts, lambda digest: f"Xat: {digest}\n".encode()), made, [Path()])
    return made.getvalue()


def contents(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def archived(files: list[tuple[str, bytes]]) -> bytes:
    """Return files packed in the way of a bundle, whatever they are and in whatever order."""
    made = io.BytesIO()
    archive_of(files, made)
    return made.getvalue()


def repacked(data: bytes, method: int = zipfile.ZIP_STORED, **more: bytes) -> bytes:
    """Return the same files packed by another program, and more."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, own in (*contents(data), *more.items()):
            archive.writestr(name, own)
    return made.getvalue()


NAMES = (
    "../../etc/passwd", "/etc/passwd", "C:\\Windows\\x", "workspace/../../x", "a\\..\\b", "con.txt", "workspace/aux",
    "workspace//x", "workspace/", "x" * 2000, "a\x00b", "a\nb", "\u202eexe.fdp", "workspace/x.", "./x", "..",
)  # fmt: skip
Spoil = Callable[[random.Random, bytes], bytes]


def _flip(chance: random.Random, data: bytes) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]


def _cut(chance: random.Random, data: bytes) -> bytes:
    begin = chance.randrange(len(data))
    return data[:begin] + data[begin + chance.randrange(1, 400) :]


def _put(chance: random.Random, data: bytes) -> bytes:
    place = chance.choice((0, len(data), chance.randrange(len(data))))
    return data[:place] + chance.randbytes(chance.randrange(1, 300)) + data[place:]


def _doubled(chance: random.Random, data: bytes) -> bytes:
    files = contents(data)
    name, own = chance.choice(files)
    again = chance.choice((name, name.upper(), name.replace("i", "i\u0307")))
    files.insert(chance.randrange(len(files)), (again, chance.choice((own, b"x"))))
    return archived(files)


def _added(chance: random.Random, data: bytes) -> bytes:
    files = contents(data)
    files.insert(chance.randrange(len(files)), (chance.choice(NAMES), b"x"))
    return archived(files)


def _taken_out(chance: random.Random, data: bytes) -> bytes:
    files = contents(data)
    files.pop(chance.randrange(len(files)))
    return archived(files)


def _shuffled(chance: random.Random, data: bytes) -> bytes:
    files = contents(data)
    files[0], files[-2] = files[-2], files[0]
    chance.shuffle(files)
    return archived(files) if files != contents(data) else b""


def _renamed(chance: random.Random, data: bytes) -> bytes:
    files = contents(data)
    place = chance.randrange(len(files))
    files[place] = (chance.choice(NAMES), files[place][1])
    return archived(files)


def _linked(chance: random.Random, data: bytes) -> bytes:
    """Make an entry a symbolic link, in the directory alone."""
    mode = struct.pack("<L", 0o120777 << 16)
    places = [place for place in range(len(data)) if data.startswith(struct.pack("<L", 0o100644 << 16), place)]
    place = chance.choice(places)
    return data[:place] + mode + data[place + 4 :]


def _lying(chance: random.Random, data: bytes) -> bytes:
    """Change a number of the directory or of what ends it."""
    begin = data.index(b"PK\x01\x02")
    place = chance.randrange(begin, len(data) - 4)
    value = chance.choice((0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, chance.getrandbits(32)))
    return data[:place] + struct.pack("<L", value) + data[place + 4 :]


def _overlapping(chance: random.Random, data: bytes) -> bytes:
    """List one file many times."""
    entry, own = Entry("workspace/a", 0, 1 << 16), bytes(1 << 16)
    manifest = dict(contents(data))[MANIFEST]
    begin = local_record(entry) + own
    listed = [
        central_record(entry._replace(name=f"workspace/{number}"), 0) for number in range(chance.randrange(2, 999))
    ]
    listed.append(central_record(Entry(MANIFEST, 0, len(manifest)), len(begin)))
    body = begin + local_record(Entry(MANIFEST, 0, len(manifest))) + manifest
    directory = b"".join(listed)
    return body + directory + end_record(len(listed), len(directory), len(body))


def _bomb(chance: random.Random, data: bytes) -> bytes:
    return repacked(data, zipfile.ZIP_DEFLATED, bomb=bytes(chance.randrange(1, 1 << 22)))


def _repacked(chance: random.Random, data: bytes) -> bytes:
    return repacked(data, chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)))


def _unlike(chance: random.Random, data: bytes) -> bytes:
    return chance.choice((b"", b"PK", b"PK\x05\x06" + bytes(18), b"%PDF-1.4", data[:30], chance.randbytes(2000)))


def _commented(chance: random.Random, data: bytes) -> bytes:
    comment = chance.choice((b"x", b"PK\x05\x06" + bytes(18), data[-22:]))
    return data[:-2] + struct.pack("<H", len(comment)) + comment


def _letter(chance: random.Random, data: bytes) -> bytes:
    files = dict(contents(data))
    files[LETTER] = chance.choice((b"", b"x", files[LETTER] + b"x", files[LETTER] * 2))
    return archived(list(files.items()))


SPOILS: tuple[Spoil, ...] = (
    _flip, _flip, _flip, _cut, _put, _doubled, _added, _taken_out, _shuffled, _renamed, _linked, _lying, _lying,
    _overlapping, _bomb, _repacked, _unlike, _commented, _letter,
)  # fmt: skip


def spoilt(data: bytes, number: int) -> bytes:
    """Return a bundle spoilt in one of many ways; never as it was."""
    chance = random.Random(number)  # noqa: S311  (the same again)
    made = data
    while made == data:
        made = chance.choice(SPOILS)(chance, data)
    return made
