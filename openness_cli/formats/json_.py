"""Plain data as JSON."""

import json
import re

_COMMAND = re.compile(r"##(?=[A-Za-z]*\[)")


def write(document: dict[str, object]) -> bytes:
    """Return a document as indented text in UTF-8, in which a CI log hears no command."""
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return _COMMAND.sub(r"#\\u0023", text).encode()
