"""Where a browser is on this machine, and whether there is what drives it."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from openness_cli.errors import UsageError
from openness_cli.messages import _

VARIABLE = "OPENNESS_BROWSER"
_NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge",
    "microsoft-edge-stable", "msedge",
)  # fmt: skip
_MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Chromium.app/Contents/MacOS/Chromium",
)
_WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
    r"Chromium\Application\chrome.exe",
)
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")


def find_browser(named: Path | None, environment: Mapping[str, str]) -> Path:
    """Return the browser that is named, else the first Chromium, Chrome or Edge of this machine.

    Raises UsageError where there is none, or nothing to drive it with; nothing is ever downloaded.
    """
    if find_spec("playwright") is None:
        raise UsageError(
            _(
                "--browser needs a part that is not installed: pip install {package}; it drives the Chrome, Edge or "
                "Chromium of this machine, which has to be installed as well"
            ).format(package='"openness[browser]"')
        )
    if named is not None:
        if not (named.is_file() and os.access(named, os.X_OK)):
            raise UsageError(_("{file} is no browser that can be started").format(file=named))
        return named
    for place in _places(environment):
        if place.is_file():
            return place
    raise UsageError(
        _(
            "--browser finds no browser on this machine: install Chrome, Edge or Chromium, or name the program with "
            "--browser-path or {variable}"
        ).format(variable=VARIABLE)
    )


def _places(environment: Mapping[str, str]) -> Iterator[Path]:
    path = environment.get("PATH", os.defpath)
    for name in _NAMES:
        if found := shutil.which(name, path=path):
            yield Path(found)
    if sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield from (folder / name for name in _MAC)
    folders = [environment[name] for name in _WINDOWS_FOLDERS if environment.get(name)]
    yield from (Path(folder) / name for name in _WINDOWS for folder in folders)
