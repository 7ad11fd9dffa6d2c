"""How much memory the browser takes, with all that belongs to it; and an end to the page that takes too much."""

import asyncio
import contextlib
import os
import shutil
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_PROC = Path("/proc")
_SECONDS = 0.1
_SECONDS_TO_DIE = 0.3
_SECONDS_OF_PS = 1.0  # every look is a process of its own
_RENDERER = b"--type=renderer"
_KILOBYTE = 1024
_PAGE = 4096 if not hasattr(os, "sysconf") else os.sysconf("SC_PAGE_SIZE")
_ENOUGH = 4096


class Process(NamedTuple):
    """One process: the bytes that it alone takes, those that it may share with others, whether it shows pages."""

    pid: int
    own: int
    shared: int
    is_renderer: bool


async def watch(root: int, most: int) -> None:
    """Kill the page that takes most whenever all that descends from a process takes more than may be.

    Returns at once where this system does not tell.
    """
    family, ps = Family(root), shutil.which("ps")
    while True:
        if (_PROC / "self" / "statm").exists():
            found, pause = family.processes(), _SECONDS
        elif ps:
            found, pause = await _from_ps(ps, root), _SECONDS_OF_PS
        else:
            return
        if size_of(found) > most:
            _kill_worst(found)
            pause = max(pause, _SECONDS_TO_DIE)
        await asyncio.sleep(pause)


def size_of(processes: list[Process]) -> int:
    """Return the bytes that processes take together: what they share is much the same for all of them."""
    return sum(process.own for process in processes) + max((process.shared for process in processes), default=0)


def _kill_worst(found: list[Process]) -> None:
    """Kill the largest page; where there is none, what is largest."""
    pages = [process for process in found if process.is_renderer]
    worst = max(pages or found, key=lambda process: process.own)
    with contextlib.suppress(OSError):
        os.kill(worst.pid, getattr(signal, "SIGKILL", signal.SIGTERM))


class Family:
    """What a process has started, and what that has, as Linux tells it: ten times a second for next to nothing."""

    def __init__(self, root: int) -> None:
        """Look at what descends from a process."""
        self._root = root
        self._parents: dict[int, int] = {}

    def processes(self) -> list[Process]:
        """Return them as they are now."""
        there = {int(name) for name in os.listdir(_PROC) if name.isdigit()}  # noqa: PTH208  (a path for each is slow)
        # who started a process is asked once
        self._parents = {pid: self._parents.get(pid) or _parent_of(pid) for pid in there}
        found = []
        for pid in _descendants(self._parents, self._root):
            with contextlib.suppress(OSError, ValueError, IndexError):  # it has ended meanwhile
                _all, resident, shared = map(int, _read(pid, "statm").split()[:3])
                is_renderer = _RENDERER in _read(pid, "cmdline")
                found.append(Process(pid, (resident - shared) * _PAGE, shared * _PAGE, is_renderer))
        return found


def _read(pid: int, name: str) -> bytes:
    with open(f"/proc/{pid}/{name}", "rb", buffering=0) as file:  # noqa: PTH123  (likewise)
        return file.read(_ENOUGH)


def _parent_of(pid: int) -> int:
    try:
        return int(_read(pid, "stat").rpartition(b")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        return 0


def _descendants(parents: Mapping[int, int], root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for pid, parent in parents.items():
        children.setdefault(parent, []).append(pid)
    found: list[int] = []
    waiting = [root]
    while waiting:
        own = children.pop(waiting.pop(), [])
        found += own
        waiting += own
    return found


async def _from_ps(ps: str, root: int) -> list[Process]:
    """Ask ``ps``, as on macOS: what a process shares with others counts for each of them there."""
    run = await asyncio.create_subprocess_exec(
        ps, "-axo", "pid=,ppid=,rss=,command=", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    said, _nothing = await run.communicate()
    found: dict[int, Process] = {}
    parents: dict[int, int] = {}
    for line in said.splitlines():
        with contextlib.suppress(ValueError):
            pid, parent, size, words = line.split(None, 3)
            parents[int(pid)] = int(parent)
            found[int(pid)] = Process(int(pid), int(size) * _KILOBYTE, 0, _RENDERER in words)
    return [found[pid] for pid in _descendants(parents, root)]
