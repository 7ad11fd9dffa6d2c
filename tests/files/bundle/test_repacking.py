"""Documents of office programs are stored in a bundle, whatever packed them and whenever."""

import io
import zipfile

import pytest

from openness_cli.files.bundle.repacking import stored

PARTS = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>" * 50, "_rels/.rels": b"<r/>"}


def packed(method: int, year: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in PARTS.items():
            archive.writestr(zipfile.ZipInfo(name, (year, 1, 2, 3, 4, 6)), data, compress_type=method)
    return made.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2])
def test_a_document_is_the_same_whatever_packed_it_and_whenever(method: int) -> None:
    made = stored(packed(method, 2024))
    assert made == stored(packed(zipfile.ZIP_STORED, 1999)) == stored(made)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == list(PARTS)
        assert {name: archive.read(name) for name in PARTS} == PARTS


def test_what_is_no_archive_stays_as_it_is() -> None:
    assert stored(b'{"a": 1}') == b'{"a": 1}'
