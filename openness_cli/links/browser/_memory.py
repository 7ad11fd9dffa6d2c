"""How much memory the browser takes, with all that belongs to it; and an end to the page that takes too much."""

import asyncio
import contextlib
import os
import re
import shutil
import signal
from pathlib import Path
from typing import NamedTuple

_PROC = Path("/proc")
_SECONDS = 0.1
_SECONDS_TO_DIE = 0.3
_SECONDS_OF_PS = 1.0  # every look is a process of its own
_RENDERER = "--type=renderer"
_KILOBYTE = 1024
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


class Process(NamedTuple):
    """One process: who started it, the bytes that are its share, whether it shows pages."""

    pid: int
    parent: int
    size: int
    is_renderer: bool


async def watch(root: int, most: int) -> None:
    """Kill the page that takes most whenever all that descends from a process takes more than may be.

    Returns at once where this system does not tell.
    """
    ps = shutil.which("ps")
    while True:
        if (_PROC / "self" / "stat").exists():
            found, pause = of_descendants(root), _SECONDS
        elif ps:
            found, pause = _descendants(await _from_ps(ps), root), _SECONDS_OF_PS
        else:
            return
        if sum(process.size for process in found) > most:
            _kill_worst(found)
            pause = max(pause, _SECONDS_TO_DIE)
        await asyncio.sleep(pause)


def of_descendants(root: int) -> list[Process]:
    """Return what a process has started, and what that has, as Linux tells it."""
    return _measured(_descendants(_parents(), root))


def _kill_worst(found: list[Process]) -> None:
    """Kill the largest page; where there is none, what is largest."""
    pages = [process for process in found if process.is_renderer]
    worst = max(pages or found, key=lambda process: process.size)
    with contextlib.suppress(OSError):
        os.kill(worst.pid, getattr(signal, "SIGKILL", signal.SIGTERM))


def _descendants(processes: list[Process], root: int) -> list[Process]:
    children: dict[int, list[Process]] = {}
    for process in processes:
        children.setdefault(process.parent, []).append(process)
    found: list[Process] = []
    waiting = [root]
    while waiting:
        own = children.pop(waiting.pop(), [])
        found += own
        waiting += [process.pid for process in own]
    return found


def _parents() -> list[Process]:
    """Return every process of the system, not yet measured."""
    found = []
    for place in _PROC.iterdir():
        if not place.name.isdigit():
            continue
        with contextlib.suppress(OSError, ValueError, IndexError):  # it has ended meanwhile
            parent = (place / "stat").read_text(errors="replace").rpartition(")")[2].split()[1]
            found.append(Process(int(place.name), int(parent), 0, is_renderer=False))
    return found


def _measured(processes: list[Process]) -> list[Process]:
    found = []
    for process in processes:
        with contextlib.suppress(OSError, ValueError, IndexError):  # likewise
            words = (_PROC / str(process.pid) / "cmdline").read_bytes()
            is_renderer = _RENDERER.encode() in words
            found.append(process._replace(size=_share_of(process.pid), is_renderer=is_renderer))
    return found


def _share_of(pid: int) -> int:
    """Return the bytes of a process, shared ones divided; of one that does not tell those that it has alone."""
    try:
        match = _PSS.search((_PROC / str(pid) / "smaps_rollup").read_text())
    except OSError:
        match = None
    if match:
        return int(match[1]) * _KILOBYTE
    _all, resident, shared = map(int, (_PROC / str(pid) / "statm").read_text().split()[:3])
    return (resident - shared) * os.sysconf("SC_PAGE_SIZE")


async def _from_ps(ps: str) -> list[Process]:
    run = await asyncio.create_subprocess_exec(
        ps, "-axo", "pid=,ppid=,rss=,command=", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    said, _nothing = await run.communicate()
    found = []
    for line in said.decode(errors="replace").splitlines():
        with contextlib.suppress(ValueError):
            pid, parent, size, words = line.split(None, 3)
            found.append(Process(int(pid), int(parent), int(size) * _KILOBYTE, _RENDERER in words))
    return found
