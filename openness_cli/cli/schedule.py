"""``openness links --schedule``: what the scheduler of a system is given, printed and never installed."""

import os
import re
import sys
from collections.abc import Callable, Mapping
from datetime import datetime, time
from inspect import signature
from pathlib import Path
from typing import Any

from openness_cli.cli.opening import workspace_folder
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode, UsageError
from openness_cli.files.workspace import open_workspace, read_configuration
from openness_cli.forms.schedule import Daily, cron_line, service_unit, task_xml, time_of, timer_unit
from openness_cli.messages import _, language, legible

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_OTHER = re.compile(r"[^A-Za-z0-9._]+")
_EXPANDED = re.compile(r"%[^%\s]+%")
# what is said of this call alone, or stands in the command anyway
_OF_THIS_CALL = frozenset({"ctx", "directory", "schedule", "at", "log", "form", "output", "export"})


def print_schedule(
    session: Session, directory: Path, writer: str, command: Callable[..., int], given: Mapping[str, Any]
) -> ExitCode:
    """Print the daily run of a workspace, by a writer of the log, with the options that a command was given.

    Raises UsageError where the folder has a name that none of them can take.
    """
    moment = _time(given["at"])
    configuration = read_configuration(workspace_folder(directory))
    session.speak_as_configured(configuration.language)
    folder = os.path.realpath(directory)
    options = _options(command, given)
    words = (*_program(), "links", folder, f"--log={writer}", *options, "--quiet")
    if any(legible(word) != word or "\n" in word for word in words):
        raise UsageError(_("no scheduler takes a path with control characters: {folder}").format(folder=folder))
    workspace = open_workspace(configuration, given["index"], keep_going=True).workspace
    organisation = workspace.organisation
    name = _OTHER.sub("-", f"openness-{organisation.id}-{workspace.year}").strip("-")
    title = _("openness links: {name}").format(name=organisation.name(language()))
    daily = Daily(name, title, folder, words, moment or time_of(folder))
    session.print("\n".join(_sections(daily, session.now())) + "\n")
    if any(map(_EXPANDED.search, words)):
        session.complain(_("Windows takes what stands between two percent signs for a variable: rename the folder"))
    return ExitCode.DONE


def _sections(daily: Daily, now: datetime) -> list[str]:
    name, units = daily.name, "~/.config/systemd/user"
    enable = f"systemctl --user daemon-reload && systemctl --user enable --now {name}.timer"
    text = _("Windows: save this as {name}.xml, then run: schtasks /Create /TN {name} /XML {name}.xml").format(
        name=name
    )
    return [
        "# " + _("cron: add this line with: crontab -e"),
        cron_line(daily),
        "",
        "# " + _("systemd: save this as {file}").format(file=f"{units}/{name}.service"),
        service_unit(daily),
        "",
        "# " + _("systemd: save this as {file}").format(file=f"{units}/{name}.timer"),
        timer_unit(daily),
        "",
        "# " + _("then run: {command}").format(command=enable),
        "",
        f"<!-- {text} -->",
        task_xml(daily, now.date()),
    ]


def _time(at: str | None) -> time | None:
    if at is None:
        return None
    match = _TIME.fullmatch(at.strip())
    if match is None:
        text = _("{where}: “{value}” is not a time; times are written 10:17")
        raise UsageError(text.format(where="--at", value=at))
    return time(int(match[1]), int(match[2]))


def _program() -> tuple[str, ...]:
    """Return how this program is run from anywhere: by its own name beside its Python, else as a module of that."""
    for name in ("openness", "openness.exe"):
        script = Path(sys.executable).with_name(name)
        if script.is_file():
            return (str(script),)
    return (sys.executable, "-m", "openness_cli")


def _options(command: Callable[..., int], given: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a command was given besides its defaults, as it is typed; paths are whole."""
    typed: list[str] = []
    for name, parameter in signature(command).parameters.items():
        value = given.get(name)
        if name in _OF_THIS_CALL or value in (None, False, []) or value == parameter.default:
            continue
        declared = [own for own in getattr(parameter.annotation.__metadata__[0], "param_decls", ()) if own[:2] == "--"]
        spelling = declared[0] if declared else "--" + name.replace("_", "-")
        values = value if isinstance(value, list) else [value]
        typed += [spelling if own is True else f"{spelling}={_whole(name, own)}" for own in values]
    return tuple(typed)


def _whole(name: str, value: object) -> str:
    is_path = isinstance(value, Path) or (name == "index" and os.sep in str(value))
    return os.path.realpath(str(value)) if is_path else f"{value:g}" if isinstance(value, float) else str(value)
