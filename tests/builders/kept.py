"""What was kept: answers as a fetch hands them over, and records read by other tools."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

from openness_cli.links.kept._file import Fetch, KeptFile
from openness_cli.links.received import Received
from openness_cli.model.kept import Kept

WHEN = datetime(2025, 2, 27, 5, tzinfo=UTC)
NAME = "availability/kept/2025-02.w.warc.gz"
PAGE = b"<title>Budget</title>"


def received(
    body: bytes = PAGE, *lines: bytes, url: str = "https://body.example/", status: bytes = b"HTTP/1.1 200 OK"
) -> Received:
    answer = Received(url, WHEN)
    answer.take_request(b"GET / HTTP/1.1\r\nHost: body.example\r\n\r\n")
    for line in (status, *lines, b""):
        answer.take_line(line + b"\r\n")
    answer.end_head(int(status.split()[1]))
    answer.take(body)
    return answer


def fetch(body: bytes = PAGE, digest: str = "d", url: str = "https://body.example/") -> Fetch:
    return Fetch(url, [received(body, url=url)], digest)


def store(file: KeptFile, *fetches: Fetch) -> list[Kept]:
    """Add records to a file, and let what was received go."""
    try:
        return file.append(list(fetches))
    finally:
        for own in fetches:
            for answer in own.answers:
                answer.close()


def kept_file(body: Path) -> Path:
    (path,) = (body / "availability" / "kept").glob("*.warc.gz")
    return path


def unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())
