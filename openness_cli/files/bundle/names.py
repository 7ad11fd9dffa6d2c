"""Names of files that every system takes, and what two names are one to some system."""

import re
from unicodedata import normalize

_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_LONGEST_NAME = 1000
_LONGEST_PART = 240
_FORBIDDEN = re.compile(r'[\\:*?"<>|]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def is_safe(name: str) -> bool:
    """Tell whether a file of that name may be unpacked on every system, and lands where it says."""
    parts = name.split("/")
    return (
        len(name) <= _LONGEST_NAME
        and name.isprintable()
        and _UNKNOWN not in name
        and not _FORBIDDEN.search(name)
        and all(
            part.strip() == part and part.rstrip(".") == part and part and len(part.encode()) <= _LONGEST_PART
            for part in parts
        )
        and not any(map(_RESERVED.fullmatch, parts))
    )


def alike(name: str) -> str:
    """Return what names have in common that are one to some system."""
    return normalize("NFC", normalize("NFC", name).casefold())
