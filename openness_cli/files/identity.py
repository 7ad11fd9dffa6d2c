"""What an item is known by within its criterion, however else it was entered."""

from collections.abc import Iterable

from openness_cli.model.evidence import folded_address


def identities(urls: Iterable[str], file: str, part: str, period: str) -> frozenset[tuple[str, ...]]:
    """Return what makes items the same: of one part and period each address, else the file; of neither nothing."""
    found = {("url", folded_address(url), part, period) for url in urls}
    return frozenset(found or ({("file", file, part, period)} if file else ()))
