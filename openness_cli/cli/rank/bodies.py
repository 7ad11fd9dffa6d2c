"""The bodies that are ranked: each is read, scored and forgotten but for a row; rows stand side by side."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from os.path import realpath
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from openness_cli import __version__
from openness_cli.cli.delivery import names_a_file
from openness_cli.cli.opening import assess_on
from openness_cli.cli.parsing import read_threshold
from openness_cli.cli.problems import SHOWN_PROBLEMS, counted, more_sentence, problem_lines
from openness_cli.comparison.ranking import Body, Definitions, NotScored, Ranking, average_of, body_of, places_of
from openness_cli.errors import InvalidInput, Problem, UsageError
from openness_cli.files.index import load_index
from openness_cli.files.sources import reason_of
from openness_cli.files.workspace import Configuration, open_workspace, read_configuration
from openness_cli.files.writing import check_targets
from openness_cli.messages import _, language, printable, use
from openness_cli.model.definitions import Index
from openness_cli.reports.rank_words import definitions_words
from openness_cli.scoring.gates import Threshold
from openness_cli.scoring.verdicts import Basis

Told = TypeVar("Told")

_INDICES_KEPT = 4
_SHOWN_KINDS = 5


class Broken(NamedTuple):
    """A body that could not be read: the first of its problems, and how many there are in how many files."""

    folder: str
    problems: tuple[Problem, ...]
    problem_count: int
    file_count: int


class Scored(NamedTuple):
    """A body that was scored, where its index really is, and what was odd in its log or left out of its evidence."""

    body: Body
    index_folder: str
    warnings: tuple[str, ...]


Outcome = Scored | Broken


@dataclass(frozen=True)
class Known:
    """An index that was read, what tells it from others, and where it really is."""

    index: Index
    definitions: Definitions
    folder: str


class Indices:
    """Reads each index once, however many bodies name it; those used last are kept, and what is wrong with them."""

    def __init__(self) -> None:
        """Begin without any."""
        self._read: dict[str, Known | InvalidInput] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """Take none along into another process."""
        return Indices, ()

    def load(self, folder: Path) -> Index:
        """Return the index of a folder. Raises InvalidInput."""
        path = realpath(folder)
        known = self._read.pop(path, None) or _read_index(folder, path)
        self._read[path] = known
        if len(self._read) > _INDICES_KEPT:
            del self._read[next(iter(self._read))]
        if isinstance(known, InvalidInput):
            raise InvalidInput(known.problems)
        return known.index

    def known(self, index: Index) -> Known:
        """Return an index that was just loaded with what is known of it."""
        return next(known for known in self._read.values() if isinstance(known, Known) and known.index is index)


def _read_index(folder: Path, path: str) -> Known | InvalidInput:
    try:
        index = load_index(folder)
    except InvalidInput as error:
        return InvalidInput(error.problems)
    # of what is read, not of the files: a comment changes no rule
    digest = sha256(repr(tuple(index)).encode()).hexdigest()
    return Known(index, Definitions(index.id, index.edition, digest), path)


class Scorer(NamedTuple):
    """Scores stretches of a list of bodies. ``now`` is what the clock of the run says; ``indices`` may hold some.

    ``fail_under`` is as it was typed: what it means depends on the index of a body.
    """

    folders: tuple[str, ...]
    index_name: str | None
    as_of: date | None
    now: datetime
    language: str
    basis: Basis
    fail_under: str | None
    indices: Indices

    def begin(self) -> None:
        """Speak the language of the run, in a process of its own."""
        if language() != self.language:
            use(self.language)

    def __call__(self, begin: int, end: int) -> list[Outcome]:
        """Score the bodies from ``begin`` up to ``end``."""
        return [self._outcome(folder) for folder in self.folders[begin:end]]

    def _outcome(self, folder: str) -> Outcome:
        try:
            return self._score(folder)
        except InvalidInput as error:
            problems = error.problems
        except OSError as error:
            what = _("cannot be read: {why}").format(why=reason_of(error))
            problems = (Problem(str(error.filename or folder), 0, 0, what),)
        files = {problem.file for problem in problems}
        return Broken(_shown(folder), problems[:SHOWN_PROBLEMS], len(problems), len(files))

    def _score(self, folder: str) -> Scored:
        opened = open_workspace(read_configuration(Path(folder)), self.index_name, self.indices.load)
        loaded = assess_on(opened, self.as_of, self.now)
        known = self.indices.known(opened.index)
        threshold = None
        # an index may have no such colour: that is told once, later
        with contextlib.suppress(UsageError):
            threshold = read_threshold(opened.index, self.fail_under) if self.fail_under is not None else None
        body = body_of(loaded.assessment, _shown(folder), known.definitions, self.language, self.basis, threshold)
        return Scored(body, known.folder, (*opened.warnings, *loaded.log.warnings))


def _shown(folder: str) -> str:
    """Return the name of a folder as it can be written into any format."""
    return printable(os.fsencode(folder).decode("utf-8", "replace"))


def read_configuration_of(folder: str) -> Configuration | None:
    """Return ``openness.yaml`` as read, or None where it cannot be."""
    try:
        return read_configuration(Path(folder))
    except (InvalidInput, OSError):
        return None


class Gathering:
    """Takes in bodies in their order. One that could not be read sets no standard, and is in nobody's way.

    The standard is that of the first which was scored: its index, and what is demanded in the terms of that. Every body
    of which something is wrong is named, with as many problems as anybody will read.
    """

    def __init__(self, indices: Indices, fail_under: str | None, output: Path | None) -> None:
        """Begin without any; ``output`` is where the ranking will be written."""
        self._indices = indices
        self._fail_under = fail_under
        self._output = output if names_a_file(output) else None
        self._index: Index | None = None
        self._threshold: Threshold | None = None
        self._bodies: list[Body] = []
        self._not_scored: list[NotScored] = []
        self._guarded: set[Path] = set()
        # of each year and set of definitions, the first body
        self._kinds: dict[tuple[Definitions, int], str] = {}
        self._complaints: list[str] = []
        self._left = SHOWN_PROBLEMS
        self._more = 0

    def add(self, outcome: Outcome) -> None:
        """Keep what is needed of a body. Raises UsageError where the output or the threshold does not fit its index."""
        if isinstance(outcome, Broken):
            shown = self._readable(outcome.problems, outcome.problem_count)
            words = counted(outcome.problem_count, outcome.file_count)
            heading = _("{folder} was not scored: {problems} {places}.").format(folder=outcome.folder, **words)
            self._complaints.append(problem_lines(heading, InvalidInput(shown)))
            self._not_scored.append(NotScored(outcome.folder, outcome.problem_count))
            return
        body, index_folder = outcome.body, Path(outcome.index_folder)
        if self._output is not None and index_folder not in self._guarded:
            check_targets([self._output], [], [index_folder])
            self._guarded.add(index_folder)
        warnings = self._readable(outcome.warnings, len(outcome.warnings))
        self._complaints += [f"{body.folder}: {warning}" for warning in warnings]
        if self._index is None:
            self._index = self._indices.load(index_folder)
            self._threshold = read_threshold(self._index, self._fail_under) if self._fail_under is not None else None
        self._kinds.setdefault((body.definitions, body.year), body.folder)
        if len(self._kinds) == 1:
            # each comes with a copy of its own from another process
            self._bodies.append(body._replace(definitions=next(iter(self._kinds))[0]))

    def _readable(self, told: tuple[Told, ...], count: int) -> tuple[Told, ...]:
        shown = told[: self._left]
        self._left -= len(shown)
        self._more += count - len(shown)
        return shown

    def complaints(self) -> Iterator[str]:
        """Return what is wrong, in the order of the bodies."""
        yield from self._complaints
        if self._more:
            yield more_sentence(self._more)

    def ranking(self, basis: Basis) -> Ranking | None:
        """Return the bodies that were scored side by side; None where there are none. Raises UsageError."""
        self._check_alike()
        if self._index is None:
            return None
        return Ranking(
            tool_version=__version__,
            language=language(),
            index=self._index,
            year=self._bodies[0].year,
            basis=basis,
            threshold=self._threshold,
            places=places_of(self._bodies, basis),
            average=average_of(self._bodies, basis),
            not_scored=tuple(self._not_scored),
        )

    def _check_alike(self) -> None:
        """Refuse bodies of several years or definitions: the first of each is named."""
        if len(self._kinds) <= 1:
            return
        several_rules = len({definitions for definitions, _year in self._kinds}) > 1
        shown = [
            f"{folder}: {year}" + (f", {definitions_words(definitions)}" if several_rules else "")
            for (definitions, year), folder in islice(self._kinds.items(), _SHOWN_KINDS)
        ]
        if len(self._kinds) > len(shown):
            shown.append("…")
        text = _("only bodies of one year can be ranked; there are some of each of these: {bodies}")
        if several_rules:
            text = _(
                "only bodies with the same definitions can be ranked; there are some of each of these: {bodies}; "
                "--index judges all of them by one index"
            )
        raise UsageError(text.format(bodies="; ".join(shown)))
