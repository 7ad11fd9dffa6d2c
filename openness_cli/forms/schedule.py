"""A daily run of ``openness links``, as the schedulers of systems take it: texts to be put there by a person."""

import shlex
from datetime import date, time
from hashlib import sha256
from subprocess import list2cmdline
from typing import NamedTuple
from xml.sax.saxutils import escape

_HOUR = 10  # computers of an office are on
_MINUTES = tuple(minute for minute in range(1, 60) if minute != 30)  # noqa: PLR2004  (not when everybody starts)


class Daily(NamedTuple):
    """What is run each day. ``name`` is of letters that every system takes; ``command`` begins with the program."""

    name: str
    title: str
    folder: str
    command: tuple[str, ...]
    at: time


def time_of(folder: str) -> time:
    """Return a time of the day for a workspace, the same each time: not every body's begins at once."""
    return time(_HOUR, _MINUTES[int(sha256(folder.encode("utf-8", "surrogateescape")).hexdigest(), 16) % len(_MINUTES)])


def cron_line(daily: Daily) -> str:
    """Return a line of a crontab. There a percent sign ends the command, unless it is marked, in quotes as well."""
    command = shlex.join(daily.command).replace("%", "\\%")
    return f"{daily.at.minute} {daily.at.hour} * * * {command}"


def service_unit(daily: Daily) -> str:
    """Return a unit of systemd that runs once. That something does not open is no failure of the service."""
    # a dollar sign begins a variable, unless the whole line knows none; older versions know only lines that do
    plain = ":" if any("$" in part for part in daily.command) else ""
    return "\n".join(
        [
            "[Unit]",
            f"Description={_specified(daily.title)}",
            "",
            "[Service]",
            "Type=oneshot",
            f"ExecStart={plain}{' '.join(map(_unit_quoted, daily.command))}",
            "SuccessExitStatus=1 4",
        ]
    )


def timer_unit(daily: Daily) -> str:
    """Return the unit of systemd that starts the other; a run that was missed is made up for."""
    return "\n".join(
        [
            "[Unit]",
            f"Description={_specified(daily.title)}",
            "",
            "[Timer]",
            f"OnCalendar=*-*-* {daily.at:%H:%M}:00",
            "Persistent=true",
            "",
            "[Install]",
            "WantedBy=timers.target",
        ]
    )


def task_xml(daily: Daily, first: date) -> str:
    """Return a task of Windows' Task Scheduler, in letters of ASCII alone: whatever encoding it is read in is right."""
    program, *arguments = daily.command
    lines = [
        '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
        f"  <RegistrationInfo><Description>{_plain(daily.title)}</Description></RegistrationInfo>",
        "  <Triggers>",
        "    <CalendarTrigger>",
        f"      <StartBoundary>{first.isoformat()}T{daily.at:%H:%M}:00</StartBoundary>",
        "      <Enabled>true</Enabled>",
        "      <ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>",
        "    </CalendarTrigger>",
        "  </Triggers>",
        "  <Settings>",
        "    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>",
        "    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>",
        "    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>",
        "    <StartWhenAvailable>true</StartWhenAvailable>",
        "    <ExecutionTimeLimit>PT4H</ExecutionTimeLimit>",
        "  </Settings>",
        "  <Actions>",
        "    <Exec>",
        f"      <Command>{_plain(program)}</Command>",
        f"      <Arguments>{_plain(list2cmdline(arguments))}</Arguments>",
        f"      <WorkingDirectory>{_plain(daily.folder)}</WorkingDirectory>",
        "    </Exec>",
        "  </Actions>",
        "</Task>",
    ]
    return "\n".join(lines)


def _specified(text: str) -> str:
    """Return text in which systemd looks for no specifier and no line goes on."""
    return text.replace("%", "%%").rstrip("\\")


def _unit_quoted(part: str) -> str:
    """Return a part of a command as a line of a unit has it."""
    marked = part.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{marked}"'


def _plain(text: str) -> str:
    return escape(text).encode("ascii", "xmlcharrefreplace").decode("ascii")
