"""The npm tool linkinator: where it can be had, and one run of it."""

import os
import re
import subprocess
from pathlib import Path
from typing import NamedTuple

# the newest comes first; an older one where the node of the machine is too old for it
VERSIONS = ("8", "7")
_INSTALL_SECONDS = 300
_FOREIGN = {"http_proxy", "https_proxy", "all_proxy", "force_color"}
_SUMMARY = re.compile(r"Detected (\d+) broken links\. Scanned (\d+) links")


class NotHadError(Exception):
    """There is no linkinator here, and why."""


class Found(NamedTuple):
    """What a run of linkinator says of itself."""

    scanned: int
    broken: int


class Linkinator(NamedTuple):
    """An installed linkinator: its folder, and its version with that of node."""

    folder: Path
    version: str

    def check(self, index: str, concurrency: int, *more: str) -> str:
        """Check a page and what it links to; return what it printed.

        As it is shipped, but for the concurrency and for being as quiet as ours: a HEAD for each link, a GET as well
        for those that do not answer well, and nothing read of what they hold. ``--recurse`` makes it GET each page
        once and read it, as ours does.
        """
        command = (index, "--concurrency", str(concurrency), "--verbosity", "error", *more)
        return _run(self.folder, "linkinator", *command, may_end=(0, 1)).stderr


def summary_of(printed: str) -> Found:
    """Return what a run found, from what it printed. Raises ValueError where it does not say."""
    match = _SUMMARY.search(printed)
    if match is None:
        raise ValueError(f"linkinator did not say what it found: {printed[-500:]}")
    broken, scanned = match.groups()
    return Found(int(scanned), int(broken))


def find_linkinator(given: Path | None, temporary: Path) -> Linkinator:
    """Return the linkinator of a folder; where none is given, the newest that runs here, in a temporary one.

    Raises NotHadError.
    """
    if given is not None:
        return _installed(given.resolve())
    *newer, oldest = VERSIONS
    for version in newer:
        folder = temporary / version
        folder.mkdir()
        _install(folder, f"linkinator@{version}")
        try:
            return _installed(folder)
        except NotHadError:
            continue
    folder = temporary / oldest
    folder.mkdir()
    _install(folder, f"linkinator@{oldest}")
    return _installed(folder)


def _install(folder: Path, *packages: str) -> None:
    options = ("--no-audit", "--no-fund", "--loglevel", "error", "--prefix", str(folder))
    try:
        _run(folder, "npm", "install", *options, *packages)
    except FileNotFoundError as error:
        raise NotHadError("npm is not installed") from error


def _installed(folder: Path) -> Linkinator:
    try:
        versions = [_run(folder, name, "--version").stdout.strip() for name in ("linkinator", "node")]
    except FileNotFoundError as error:
        raise NotHadError(f"{folder} has no linkinator, or there is no node: {error}") from error
    return Linkinator(folder, "linkinator {}, node {}".format(*versions))


def _run(folder: Path, name: str, *arguments: str, may_end: tuple[int, ...] = (0,)) -> subprocess.CompletedProcess[str]:
    """Run a command of a folder, or of the machine. Raises NotHadError for an end that may not be."""
    own = folder / "node_modules" / ".bin"
    environment = {key: value for key, value in os.environ.items() if key.lower() not in _FOREIGN}
    environment |= {"PATH": f"{own}{os.pathsep}{os.environ.get('PATH', '')}", "NO_COLOR": "1"}
    program = own / name if (own / name).exists() else name
    try:
        ended = subprocess.run(
            (program, *arguments),
            check=False,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=_INSTALL_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise NotHadError(f"{name} did not end within {_INSTALL_SECONDS} seconds") from error
    if ended.returncode not in may_end:
        last = (ended.stderr.strip().splitlines() or [""])[-1]
        raise NotHadError(f"{name} ended with {ended.returncode}: {last}")
    return ended
