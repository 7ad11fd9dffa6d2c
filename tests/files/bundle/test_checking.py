"""What is not to the last byte what was made is told; what is hostile does nothing."""

import contextlib
import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from openness_cli.errors import InvalidInput
from openness_cli.files.bundle.checking import BundleCheck, BundleFault, Faulty, check_bundle
from openness_cli.files.bundle.manifest import LETTER, MANIFEST, digest_of, read_manifest
from openness_cli.files.bundle.packing import bundled, write_bundle
from openness_cli.files.bundle.taking import part_of
from tests.builders.archives import FILES, NAMES, archived, bundle_of, contents, repacked, spoilt

WHOLE = bundle_of()


# one entry, and a directory that says it lists more than any bundle holds
MANY = WHOLE[:-14] + struct.pack("<2H", 20_001, 20_001) + WHOLE[-10:]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.zip"


def checked(file: Path, data: bytes, anchor: str = "") -> BundleCheck:
    file.write_bytes(data)
    return check_bundle(file, anchor)


def faults(file: Path, data: bytes) -> set[tuple[str, str]]:
    return {(own.fault.value, own.file) for own in checked(file, data).faults}


def test_a_bundle_holds_and_other_programs_read_it(file: Path) -> None:
    found = checked(file, WHOLE)
    assert found.holds
    assert (found.files, found.size) == (len(FILES) + 2, sum(len(data) for _name, data in contents(WHOLE)))
    assert found.digest == digest_of(dict(contents(WHOLE))[MANIFEST])
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in FILES} == FILES
        for info in archive.infolist():
            assert (info.compress_type, info.date_time, info.create_system) == (0, (1980, 1, 1, 0, 0, 0), 3)
            assert info.external_attr >> 16 == 0o100644


def test_a_digest_that_was_noted_is_another_or_the_same(file: Path) -> None:
    digest = checked(file, WHOLE).digest
    assert checked(file, WHOLE, digest).holds
    assert checked(file, WHOLE, "0" * 64).faults == (Faulty(BundleFault.ANCHOR),)
    # whoever writes all of it anew, manifest and letter too, is found out by the digest alone
    forged = bundle_of({**FILES, "workspace/openness.yaml": b"year: 2025\n"})
    assert checked(file, forged).holds
    assert not checked(file, forged, digest).holds


def test_what_was_changed_added_and_taken_out_is_named(file: Path) -> None:
    changed = WHOLE.replace(b"year: 2024", b"year: 2025")
    assert ("changed", "workspace/openness.yaml") in faults(file, changed)
    files = contents(WHOLE)
    assert faults(file, archived([own for own in files if own[0] != "index/1.yaml"])) == {("missing", "index/1.yaml")}
    assert faults(file, archived([("a.exe", b"MZ"), *files])) == {("added", "a.exe")}
    assert faults(file, archived([own for own in files if own[0] != LETTER])) == {("missing", LETTER)}
    assert faults(file, archived([(name, data + b"x" * (name == LETTER)) for name, data in files])) == {
        ("changed", LETTER)
    }
    assert faults(file, archived([(name, data + b"x" * (name == MANIFEST)) for name, data in files])) == {
        ("manifest", MANIFEST)
    }


def test_a_letter_with_zeros_in_place_of_a_digest_is_another(file: Path) -> None:
    parts = [part_of(name, data) for name, data in FILES.items()]
    made = io.BytesIO()
    write_bundle(bundled(parts, lambda digest: f"{digest} {digest}".encode()), made, [Path()])
    assert checked(file, made.getvalue()).holds
    files = dict(contents(made.getvalue()))
    files[LETTER] = b"0" * 64 + files[LETTER][64:]
    assert faults(file, archived(list(files.items()))) == {("changed", LETTER)}


def test_what_another_program_packed_again_is_told(file: Path) -> None:
    assert faults(file, repacked(WHOLE)) == {("archive", "")}
    again = faults(file, repacked(WHOLE, zipfile.ZIP_DEFLATED))
    assert again == {("archive", ""), *(("repacked", name) for name, _data in contents(WHOLE))}


def test_an_archive_with_something_before_between_or_after_its_files_does_not_hold(file: Path) -> None:
    begin = WHOLE.index(b"PK\x01\x02")
    for data in (b"MZ" + WHOLE, WHOLE + b"x", WHOLE[:begin] + b"x" + WHOLE[begin:], WHOLE[:-2] + b"\x01\x00x"):
        assert faults(file, data) == {("archive", "")}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leads_elsewhere_is_told(file: Path, name: str) -> None:
    assert ("unsafe", name) in faults(file, archived([(name, b"x"), *contents(WHOLE)]))


@pytest.mark.parametrize("name", ["workspace/openness.yaml", "Workspace/OPENNESS.yaml"])
def test_a_name_that_is_there_twice_is_told(file: Path, name: str) -> None:
    assert ("twice", name) in faults(file, archived([*contents(WHOLE), (name, b"x")]))


@pytest.mark.parametrize(
    "data", [b"", b"x" * 5000, b"PK\x05\x06" + bytes(18), WHOLE[:-30], archived([("a", b"x")]), MANY]
)
def test_what_is_no_bundle_is_refused(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    with pytest.raises(InvalidInput):
        check_bundle(file)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, tmp_path / "none"):
        with pytest.raises(InvalidInput):
            check_bundle(path)


@pytest.mark.parametrize("share", range(20))
def test_a_manifest_is_read_as_it_is_written_and_no_other_way(share: int) -> None:
    data = dict(contents(WHOLE))[MANIFEST]
    assert read_manifest(data) is not None
    place = share * len(data) // 20
    assert read_manifest(data[:place] + b"\xff" + data[place + 1 :]) is None
    assert read_manifest(data[:place]) is None


@pytest.mark.slow(few=250, many=2_000)
def test_no_spoilt_archive_holds(file: Path, repeats: int) -> None:
    for number in range(repeats):
        with contextlib.suppress(InvalidInput):
            assert not checked(file, spoilt(WHOLE, number)).holds, number
