"""An answer that was stored, read once more just as it was read when it came."""

from collections.abc import Iterable

from openness_cli.links.fetch._answers import Answer, Bounds


class Replay:
    """Unpacks the body of a stored answer."""

    def __init__(self, head: Iterable[bytes]) -> None:
        """Begin with the lines of a head, without their ends."""
        self._answer = Answer(Bounds())
        self._is_over = any(self._answer.take_header(line + b"\r\n") is not None for line in (*head, b""))

    def take(self, piece: bytes) -> None:
        """Take what comes next of the body."""
        self._is_over = self._is_over or self._answer.take_body(piece) is not None

    @property
    def digest(self) -> str:
        """The SHA-256 of the content, unpacked, as the log has it; empty where it cannot be unpacked."""
        return "" if self._answer.fault else self._answer.body.digest
