"""What the workspaces and indices read that a file lies in, whichever of them a run is about."""

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from openness_cli.files._attachments import Attachments
from openness_cli.files._tree import Mapping, Node, Scalar, Sequence, Source
from openness_cli.files.index import INDEX_FILE
from openness_cli.files.sources import CONFIG_FILE, EVIDENCE_FOLDER, OWN_FILES, OWN_FOLDERS, decode, read_bytes
from openness_cli.model.evidence import fold

_FILE = fold("file")
_TEXTS = (".yaml", ".yml")
_MOST_BYTES = 64 * 1024 * 1024


def is_read_around(real: str) -> bool:
    """Tell whether a file, by its real path, is read by any workspace or index around it."""
    wanted = _alike(real)
    for folder in Path(real).parents:
        if (folder / CONFIG_FILE).is_file() and wanted in _Read(folder, wanted):
            return True
        if (folder / INDEX_FILE).is_file() and wanted.endswith(_TEXTS):
            return True
    return False


def is_among_rules(real: str) -> bool:
    """Tell whether a file, by its real path, lies in an index, and in no workspace within that."""
    for folder in Path(real).parents:
        if (folder / CONFIG_FILE).is_file():
            return False
        if (folder / INDEX_FILE).is_file():
            return True
    return False


def _alike(path: str) -> str:
    """Return a path as systems see it that know no letter case, or several forms of one letter: rather one too many."""
    return unicodedata.normalize("NFC", os.path.normcase(path)).casefold()


class _Read:
    """What a workspace reads: its own files and folders, wherever links lead, and the files that its items name."""

    def __init__(self, folder: Path, wanted: str) -> None:
        self._folder = folder
        self._wanted = wanted

    def __contains__(self, wanted: str) -> bool:
        root = os.path.realpath(self._folder)
        own = (os.path.join(root, name) for name in OWN_FOLDERS)  # noqa: PTH118  (plain text, as real paths are)
        if any(wanted.startswith(_alike(path) + os.sep) for path in own):
            return True
        paths = [*(self._folder / name for name in OWN_FILES), *_files(self._folder)]
        return any(_alike(os.path.realpath(path)) == wanted for path in paths) or self._is_named()

    def _is_named(self) -> bool:
        """Tell whether an item names the file; of evidence that cannot be read, whether its name stands there."""
        left = _MOST_BYTES
        attachments = Attachments(self._folder)
        for path in _files(self._folder / EVIDENCE_FOLDER):
            if not path.name.lower().endswith(_TEXTS):
                continue
            try:
                data = read_bytes(path, left)
            except (OSError, ValueError):
                continue
            left -= len(data)
            source = decode("", data, [])
            if source is None:
                continue
            root = source.parse()
            if root is None:
                if Path(self._wanted).name in _alike(source.text):
                    return True
            elif any(self._is(name) for name in _named_files(root, source, attachments)):
                return True
        return False

    def _is(self, name: str) -> bool:
        try:
            return _alike(os.path.realpath(self._folder / name.replace("\\", "/"))) == self._wanted
        except (OSError, ValueError):
            return False


def _files(folder: Path) -> Iterator[Path]:
    folders = [folder] if folder.name == EVIDENCE_FOLDER else [folder / name for name in OWN_FOLDERS]
    for own in folders:
        for here, _folders, names in os.walk(own):
            yield from (Path(here, name) for name in names)


def _named_files(root: Node, source: Source, attachments: Attachments) -> Iterator[str]:
    """Return what stands beside every key ``file``, wherever: as it is written, and as the readers find it."""
    nodes: list[Node] = [root]
    while nodes:
        node = nodes.pop()
        if isinstance(node, Mapping):
            for key, (_name, value) in node.entries.items():
                if isinstance(value, Scalar) and fold(key) == _FILE:
                    yield value.value
                    yield attachments.read(source, value)
                nodes.append(value)
        elif isinstance(node, Sequence):
            nodes += node.values
