"""What was typed, as a text of YAML that nobody sees, with the cells that its lines come from."""

from collections.abc import Callable, Collection, Mapping

import yaml

from openness_cli.files._tree import Source
from openness_cli.files.editing.tree import Node, TwiceError, tree_of
from openness_cli.files.editing.values import in_yaml

QUOTED = '"'


def read_tree(source: Source) -> Node | None:
    """Return the value of what was typed; None where it cannot stand in a file at all, which is a problem by then."""
    try:
        return tree_of(source.text)
    except (yaml.YAMLError, TwiceError):
        return None


class Lines:
    """A text that nobody sees, with the cells that its lines come from."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self.names: list[str] = []

    def add(self, line: str, name: str = "") -> None:
        self._lines.append(line)
        self.names.append(name or (self.names[-1] if self.names else ""))

    def add_values(
        self, values: Mapping[str, str], name_of: Callable[[str], str], keys: Collection[str], lead: str
    ) -> None:
        for key in keys:
            value = values.get(key, "")
            if not value:
                continue
            written = [in_yaml(part, QUOTED) for part in (value.split("\n") if key == "url" else [value])]
            text = f"[{', '.join(written)}]" if len(written) > 1 else written[0]
            cell = name_of("label" if key in {"part", "period"} else key)
            self.add(f"{lead}{key}: {text}", cell)
            lead = " " * len(lead)

    def __str__(self) -> str:
        return "\n".join([*self._lines, ""])
