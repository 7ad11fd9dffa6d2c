"""Records of WARC 1.1, written by warcio, each a member of gzip of its own; digests are SHA-256."""

from datetime import datetime
from typing import IO, Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from openness_cli.links.kept._stored import Original, date_words, target_of
from openness_cli.links.received import NEWER, Received

_VERSION = "WARC/1.1"


class Records:
    """Writes records at the end of a file."""

    def __init__(self, out: IO[bytes]) -> None:
        """Write to what takes bytes."""
        self._writer = _Writer(out, warc_version=_VERSION)

    def begin(self, name: str, software: str, time: datetime) -> None:
        """Write what a file begins with: who wrote it, when, and in which format."""
        about = {
            "software": software,
            "format": "WARC File Format 1.1",
            "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "description": "what openness links --keep received; values of cookies are left out",
        }
        made = self._writer.create_warcinfo_record(name, about)
        made.rec_headers.replace_header("WARC-Date", date_words(time))
        self._writer.write_record(made)

    def request(self, answer: Received, record: str) -> None:
        """Write what was asked, beside the answer that has an id."""
        head = _Head(answer.request, is_newer=answer.is_newer)
        named = {"WARC-Date": date_words(answer.time), "WARC-Concurrent-To": record}
        made = self._writer.create_warc_record(
            target_of(answer.url), "request", http_headers=head, warc_headers_dict=named
        )
        self._writer.write_record(made)

    def response(self, answer: Received, record: str) -> None:
        """Write an answer under an id."""
        made = self._writer.create_warc_record(
            target_of(answer.url),
            "response",
            payload=answer.body(),
            length=answer.size,
            http_headers=_Head(answer.head, is_newer=answer.is_newer),
            warc_headers_dict=_named(answer, record),
        )
        self._writer.write_record(made)

    def revisit(self, answer: Received, record: str, original: Original) -> None:
        """Write an answer whose body is that of an earlier one."""
        made = self._writer.create_revisit_record(
            target_of(answer.url),
            original.payload,
            original.url,
            original.time,
            http_headers=_Head(answer.head, is_newer=answer.is_newer),
            warc_headers_dict={**_named(answer, record), "WARC-Refers-To": original.record},
        )
        self._writer.write_record(made)


class _Writer(WARCWriter):  # type: ignore[misc]  # warcio is not typed
    @staticmethod
    def _create_digester() -> Any:  # noqa: ANN401
        return Digester("sha256")


class _Head(StatusAndHeaders):  # type: ignore[misc]
    """A head that is written byte for byte: warcio would write letters that are not of ASCII in a way of its own."""

    def __init__(self, lines: list[bytes], *, is_newer: bool) -> None:
        first = lines[0] if lines else b""
        super().__init__(first.decode("latin-1") or "-", [])
        # pseudo-headers of HTTP/2 have no text of their own: what libcurl writes for them is written as HTTP/1.1
        self._lines = [NEWER.sub(b"HTTP/1.1", first) if is_newer else first, *lines[1:]]

    def compute_headers_buffer(self, _header_filter: object = None) -> None:
        self.headers_buff = b"".join(line + b"\r\n" for line in (*self._lines, b""))


def _named(answer: Received, record: str) -> dict[str, str]:
    named = {
        "WARC-Record-ID": record,
        "WARC-Date": date_words(answer.time),
        "WARC-IP-Address": answer.address,
        "WARC-Protocol": "h2" if answer.is_newer else "",
        "WARC-Truncated": answer.truncated,
    }
    return {name: value for name, value in named.items() if value}
