"""Storing what was received: a file of records for each month and writer, written from a thread of its own."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from openness_cli.errors import OutputError
from openness_cli.files.sources import LOG_FOLDER
from openness_cli.links.kept._file import Fetch, KeptFile
from openness_cli.links.kept.entries import KEPT_FOLDER
from openness_cli.links.received import Received
from openness_cli.messages import _, refusal
from openness_cli.model.availability import Check
from openness_cli.model.kept import Kept

_MOST_AT_ONCE = 64


class Archive:
    """The files of records of one writer, in a workspace."""

    def __init__(self, folder: Path, writer: str, software: str, checks: Iterable[Check]) -> None:
        """Make the folder ready to be written to; ``checks`` are those of the log. Raises OutputError."""
        self._place = folder / LOG_FOLDER / KEPT_FOLDER
        self._writer = writer
        self._software = software
        self._files: dict[str, KeptFile] = {}
        self._before: dict[str, list[Check]] = {}
        for check in sorted((own for own in checks if own.kept), key=lambda own: own.time):
            if check.kept:
                self._before.setdefault(check.kept.file, []).append(check)
        try:
            if self._place.parent.is_symlink() or self._place.is_symlink():
                raise OSError(0, _("it is a link"))  # noqa: TRY301
            self._place.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            text = _("could not write {file}: {why}").format(file=self._place, why=refusal(error))
            raise OutputError(text) from error

    def cut(self) -> tuple[tuple[Path, int], ...]:
        """Return files at whose end a torn record was cut off, and its bytes, since this was asked last."""
        told = tuple((file.path, file.cut) for file in self._files.values() if file.cut)
        for file in self._files.values():
            file.cut = 0
        return told

    def begin(self, month: datetime) -> None:
        """Make the file of a month ready. Raises OutputError."""
        self._file(month).append([])

    def store(self, fetches: list[Fetch]) -> list[Kept]:
        """Store what fetches received; when this returns it is on the disk. Raises OutputError."""
        by_file: dict[KeptFile, list[int]] = {}
        for number, fetch in enumerate(fetches):
            for answer in fetch.answers:
                if answer.error is not None:
                    text = _("what was received could not be set apart: {why}").format(why=refusal(answer.error))
                    raise OutputError(text) from answer.error
            by_file.setdefault(self._file(fetch.answers[-1].time), []).append(number)
        kept: dict[int, Kept] = {}
        for file, numbers in by_file.items():
            kept.update(zip(numbers, file.append([fetches[number] for number in numbers]), strict=True))
        return [kept[number] for number in range(len(fetches))]

    def _file(self, month: datetime) -> KeptFile:
        name = f"{month.astimezone(UTC):%Y-%m}.{self._writer}.warc.gz"
        if name not in self._files:
            shown = f"{LOG_FOLDER}/{KEPT_FOLDER}/{name}"
            file = self._files[name] = KeptFile(self._place / name, shown, self._software, month)
            for check in self._before.get(shown, ()):
                if check.kept:
                    file.know(check.url, check.digest, check.kept)
        return self._files[name]


class Keeping:
    """Keeps what the fetches of one event loop receive: those that wait meanwhile are written together."""

    def __init__(self, archive: Archive, now: Callable[[], datetime]) -> None:
        """Keep in an archive, by a clock that knows its zone."""
        self._archive = archive
        self._now = now
        self._waiting: list[tuple[Fetch, asyncio.Future[Kept]]] = []
        self._writing: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1)

    def begin(self, url: str) -> Received:
        """Return what the answer to a request is handed to."""
        return Received(url, self._now())

    async def keep(self, url: str, answers: list[Received], digest: str) -> Kept | None:
        """Store the answers of the fetch of an address; when this returns they are on the disk. Raises OutputError."""
        if not answers:
            return None
        future: asyncio.Future[Kept] = asyncio.get_running_loop().create_future()
        self._waiting.append((Fetch(url, answers, digest), future))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return await future

    async def finish(self) -> None:
        """Wait until nothing is written any more."""
        if self._writing is not None:
            await self._writing
        self._thread.shutdown()

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting[:_MOST_AT_ONCE], self._waiting[_MOST_AT_ONCE:]
            fetches = [fetch for fetch, _future in batch]
            try:
                stored = await loop.run_in_executor(self._thread, self._archive.store, fetches)
            except Exception as error:  # noqa: BLE001  (whoever waits is told, whatever it is)
                for _fetch, future in batch:
                    if not future.done():
                        future.set_exception(error)
            else:
                for (_fetch, future), kept in zip(batch, stored, strict=True):
                    if not future.done():
                        future.set_result(kept)
            finally:
                for fetch in fetches:
                    for answer in fetch.answers:
                        answer.close()
