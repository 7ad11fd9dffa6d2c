"""The bodies that come with the tool, to look at and to try things on."""

from pathlib import Path

from openness_cli.files.sources import CONFIG_FILE

_PACKAGE = Path(__file__).parent.parent
# in a wheel the samples travel inside the package, in a checkout they stand beside it
_SHIPPED = next((path for path in (_PACKAGE / "samples", _PACKAGE.parent / "samples") if path.is_dir()), _PACKAGE)


def shipped_samples() -> list[str]:
    """Return the names of the samples."""
    return sorted(path.parent.name for path in _SHIPPED.glob(f"*/{CONFIG_FILE}"))


def sample_files(name: str) -> dict[str, Path]:
    """Return where the files of a sample are, by their names from its folder."""
    folder = _SHIPPED / name
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
