"""What is kept of the bodies of ``openness rank``: the rows that stand side by side, and why others cannot."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from openness_cli import __version__
from openness_cli.cli.delivery import names_a_file
from openness_cli.cli.parsing import read_threshold
from openness_cli.cli.problems import SHOWN_PROBLEMS, counted, more_sentence, problem_lines
from openness_cli.cli.rank.bodies import Broken, Indices, Outcome
from openness_cli.comparison.ranking import Body, Definitions, NotScored, Ranking, average_of, places_of
from openness_cli.errors import InvalidInput, UsageError
from openness_cli.files.writing import check_targets
from openness_cli.messages import _, language
from openness_cli.model.definitions import Index
from openness_cli.reports.rank_words import definitions_words
from openness_cli.scoring.gates import Threshold
from openness_cli.scoring.verdicts import Basis

Told = TypeVar("Told")

_SHOWN_KINDS = 5


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
        self._guarded: set[str] = set()
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
        self._guard(outcome.index_folder)
        warnings = self._readable(outcome.warnings, len(outcome.warnings))
        self._complaints += [f"{outcome.body.folder}: {warning}" for warning in warnings]
        self._keep(outcome.body, Path(outcome.index_folder))

    def _readable(self, told: tuple[Told, ...], count: int) -> tuple[Told, ...]:
        shown = told[: self._left]
        self._left -= len(shown)
        self._more += count - len(shown)
        return shown

    def _guard(self, folder: str) -> None:
        if self._output is not None and folder not in self._guarded:
            check_targets([self._output], [], [Path(folder)])
            self._guarded.add(folder)

    def _keep(self, body: Body, index_folder: Path) -> None:
        if self._index is None:
            self._index = self._indices.load(index_folder)
            self._threshold = read_threshold(self._index, self._fail_under) if self._fail_under is not None else None
        self._kinds.setdefault((body.definitions, body.year), body.folder)
        if len(self._kinds) == 1:
            # each comes with a copy of its own from another process
            self._bodies.append(body._replace(definitions=next(iter(self._kinds))[0]))

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
