"""Plain data as JSON."""

import json


def write(document: dict[str, object]) -> bytes:
    """Return a document as indented text in UTF-8, in which a CI log hears no command."""
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return text.replace("##[", "#\\u0023[").encode()
