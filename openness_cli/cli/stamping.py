"""Time stamps by RFC 3161: the log stamped by an authority, and what the stamps beside it prove."""

import asyncio
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, tzinfo
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from openness_cli.cli.session import Session
from openness_cli.errors import InvalidInput, OutputError, UsageError
from openness_cli.files.index import find_index, load_index
from openness_cli.files.sources import read_bytes, reason_of
from openness_cli.files.workspace import read_configuration
from openness_cli.links.log import LogText
from openness_cli.links.stamps import StampCheck, StampFault, StampFile, check_stamps
from openness_cli.links.token_files import MOST_BYTES, TokenFile, read_tokens, token_path
from openness_cli.messages import _
from openness_cli.words.links import cause_sentence, detail_sentence, moment_words

_LARGEST_BUNDLE = 4 * 1024 * 1024
_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"
_OK = 200


class Authority(NamedTuple):
    """Who is asked for a stamp, and the certificates that its signature is held against; None: it is not."""

    url: str
    trusted: Any


def _tokens(option: str) -> ModuleType:
    """Return what reads stamps. Raises UsageError where that is not installed."""
    try:
        from openness_cli.links import tokens  # noqa: PLC0415  (heavy, and an extra)
    except ImportError as error:
        text = _("{option} needs what is not installed: {command}")
        raise UsageError(text.format(option=option, command='pip install "openness[timestamp]"')) from error
    return tokens


def authority_of(url: str | None, certificates: Path | None) -> Authority | None:
    """Return who is to stamp, before anything is fetched; None where nobody is. Raises UsageError."""
    if url is None:
        if certificates is not None:
            raise UsageError(_("{one} needs {other}").format(one="--tsa-ca", other="--verify-log, --timestamp"))
        return None
    if not url.startswith(("http://", "https://")):
        raise UsageError(_("{where}: “{value}” is not a web address").format(where="--timestamp", value=url))
    _tokens("--timestamp")
    return Authority(url, None if certificates is None else _trusted(certificates))


def _trusted(path: Path) -> Any:  # noqa: ANN401  (certificates, of the library that is imported late)
    tokens = _tokens("--tsa-ca")
    try:
        found = tokens.certificates_of(read_bytes(path, _LARGEST_BUNDLE))
    except OSError as error:
        text = _("{where}: {file} cannot be read: {why}")
        raise UsageError(text.format(where="--tsa-ca", file=path, why=reason_of(error))) from error
    except ValueError as error:
        raise UsageError(_("{where}: {file} holds no certificate").format(where="--tsa-ca", file=path)) from error
    return found


def stamp_log(session: Session, path: Path, authority: Authority | None, manners: Any, zone: tzinfo) -> None:  # noqa: ANN401  (of the room of fetching, which brings libcurl)
    """Have the ends of a file of the log stamped that have no stamp yet, and tell what came of it.

    Whatever goes wrong is told, and nothing else changes: what was fetched is kept, and the next run asks again.
    """
    from openness_cli.links.log_writer import LogWriter  # noqa: PLC0415  (likewise)

    if authority is None or not path.is_file():
        return
    try:
        book = LogWriter(path)
        for line in book.open_ends():
            if not os.path.lexists(token_path(path, line)):
                data, time = _stamp(line, authority, manners)
                kept = book.keep_stamp(line, data)
                text = _("stamped by {authority}, {moment}: {file}")
                session.say(text.format(authority=authority.url, moment=moment_words(time, zone), file=kept))
    except (OutputError, _NotStampedError) as error:
        session.complain(_("the log was not stamped: {why}; what was fetched is kept").format(why=error))


class _NotStampedError(Exception):
    """Why an authority gave no stamp that proves anything, in words."""


def _stamp(line: str, authority: Authority, manners: Any) -> Any:  # noqa: ANN401  (as above)
    """Return an answer that stamps a line, checked as far as it can be, and its time. Raises _NotStampedError."""
    tokens = _tokens("--timestamp")
    asked = tokens.ask(line)
    data = _answer(asked.data, authority.url, manners)
    try:
        token = tokens.read_token(data)
    except tokens.RefusedError as error:
        raise _NotStampedError(_("{url} refused: {why}").format(url=authority.url, why=error)) from error
    except ValueError as error:
        raise _NotStampedError(_("what {url} answers is no time stamp").format(url=authority.url)) from error
    if not token.answers(line, asked):
        raise _NotStampedError(_("{url} stamped something else than it was asked to").format(url=authority.url))
    if authority.trusted is not None and not token.is_signed(authority.trusted):
        raise _NotStampedError(": ".join((authority.url, _(StampFault.SIGNATURE.words))))
    return data, token.stamp.time


def _answer(query: bytes, url: str, manners: Any) -> bytes:  # noqa: ANN401  (as above)
    from openness_cli.links.fetch.posting import Sent, post  # noqa: PLC0415  (brings libcurl)

    within = manners._replace(bounds=manners.bounds._replace(bytes=MOST_BYTES))
    # the loop watches sockets: that of Windows does not, unless it is asked for
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        posted = runner.run(post(url, Sent(query, _QUERY, _REPLY), within))
    if failure := posted.failure:
        told = cause_sentence(failure.cause.value if failure.cause else "", posted.status)
        why = ": ".join(filter(None, (told, detail_sentence(failure.detail))))
        raise _NotStampedError(f"{url}: {why}")
    if posted.status != _OK:
        raise _NotStampedError(_("{url} answers with status {status}").format(url=url, status=posted.status))
    return posted.body


def stamps_of(log: Iterable[LogText], folder: Path, certificates: Path | None) -> StampCheck | None:
    """Return what the time stamps of a log prove; None where there is none and none was asked for. Raises UsageError.

    ``certificates`` is the file of those whose signature is trusted; without one a signature proves nothing.
    """
    files, texts = read_tokens(folder), [(own.name, own.lines) for own in log]
    is_named = any(b'"stamp"' in line for _name, lines in texts for line in lines)
    if not files and not is_named and certificates is None:
        return None
    trusted = None if certificates is None else _trusted(certificates)
    return check_stamps(texts, list(_judged(files, trusted)), is_checked=trusted is not None)


def _judged(files: Iterable[TokenFile], trusted: Any) -> Iterator[StampFile]:  # noqa: ANN401  (as above)
    for file in files:
        judged = StampFile(file.name, sha256(file.data).hexdigest(), None, StampFault.UNREADABLE, file.why)
        if file.why:
            yield judged
            continue
        try:
            token = _tokens("--verify-log").read_token(file.data)
        except ValueError:
            yield judged
            continue
        fault = None
        if token.stamp.line != file.line:
            fault = StampFault.NAME
        elif trusted is not None and not token.is_signed(trusted):
            fault = StampFault.SIGNATURE
        yield judged._replace(stamp=token.stamp, fault=fault)


def zone_of(session: Session, folder: Path, index: str | None) -> tzinfo:
    """Speak the language of a workspace, and return the time zone of its index; UTC where either cannot be read."""
    try:
        configuration = read_configuration(folder)
        session.speak_as_configured(configuration.language)
        name = index or configuration.values.get("index")
        place = find_index(name, folder) if isinstance(name, str) else None
        return UTC if place is None else ZoneInfo(load_index(place).time_zone)
    except InvalidInput:
        return UTC
