"""Where what a fetch received is stored."""

from typing import NamedTuple


class Kept(NamedTuple):
    """Where what a fetch received is stored: a file, named from the workspace, and the place of its last answer there.

    ``record`` is the id of that. ``digest`` is the SHA-256 of the bytes from ``begin``, where what was asked first
    stands and what redirects answered, to the end of that record; empty where another writer names none.
    """

    file: str
    offset: int
    length: int
    record: str
    begin: int
    digest: str = ""

    @property
    def end(self) -> int:
        """Where the record ends."""
        return self.offset + self.length
