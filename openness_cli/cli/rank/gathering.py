"""What is kept of the bodies of ``openness rank``: the rows that stand side by side, and why others cannot."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from openness_cli.cli.delivery import names_a_file
from openness_cli.cli.parsing import read_threshold
from openness_cli.cli.problems import SHOWN_PROBLEMS, counted, more_sentence, problem_lines
from openness_cli.cli.rank.bodies import Broken, Indices, Outcome, Scored
from openness_cli.comparison.ranking import Body, Definitions, NotScored
from openness_cli.errors import InvalidInput, UsageError
from openness_cli.files.writing import check_targets
from openness_cli.messages import _
from openness_cli.model.definitions import Index
from openness_cli.reports.rank import definitions_words
from openness_cli.scoring.gates import Threshold

_SHOWN_KINDS = 5


class Complaints:
    """Gathers what is wrong with bodies: every body is named, and as many problems as anybody will read."""

    def __init__(self) -> None:
        """Begin without any."""
        self._texts: list[str] = []
        self._left = SHOWN_PROBLEMS
        self._more = 0

    def add(self, broken: Broken) -> None:
        """Take in a body that could not be read."""
        shown = broken.problems[: self._left]
        self._left -= len(shown)
        self._more += broken.problem_count - len(shown)
        words = counted(broken.problem_count, broken.file_count)
        heading = _("{folder} was not scored: {problems} {places}.").format(folder=broken.folder, **words)
        self._texts.append(problem_lines(heading, InvalidInput(shown)))

    def warn(self, scored: Scored) -> None:
        """Take in what is odd about a body that was scored."""
        shown = scored.warnings[: self._left]
        self._left -= len(shown)
        self._more += len(scored.warnings) - len(shown)
        self._texts += [f"{scored.body.folder}: {warning}" for warning in shown]

    def texts(self) -> Iterator[str]:
        """Return everything, in the order of the bodies."""
        yield from self._texts
        if self._more:
            yield more_sentence(self._more)


@dataclass(frozen=True)
class Standard:
    """What all bodies of a ranking share: that of the first which was scored, and what is demanded in its terms."""

    index: Index
    definitions: Definitions
    year: int
    threshold: Threshold | None


class Gathering:
    """Takes in bodies in their order. One that could not be read sets no standard, and is in nobody's way."""

    def __init__(self, indices: Indices, fail_under: str | None, output: Path | None) -> None:
        """Begin without any; ``output`` is where the ranking will be written."""
        self.standard: Standard | None = None
        self.bodies: list[Body] = []
        self.not_scored: list[NotScored] = []
        self.complaints = Complaints()
        self._indices = indices
        self._fail_under = fail_under
        self._output = output if names_a_file(output) else None
        self._guarded: set[str] = set()
        # of each year and set of definitions, the first body
        self._kinds: dict[tuple[Definitions, int], str] = {}

    def add(self, outcome: Outcome) -> None:
        """Keep what is needed of a body. Raises UsageError where the output or the threshold does not fit its index."""
        if isinstance(outcome, Broken):
            self.complaints.add(outcome)
            self.not_scored.append(NotScored(outcome.folder, outcome.problem_count))
            return
        self._guard(outcome.index_folder)
        self.complaints.warn(outcome)
        self._keep(outcome)

    def _keep(self, scored: Scored) -> None:
        body = scored.body
        if self.standard is None:
            self.standard = self._standard_of(scored)
        self._kinds.setdefault((body.definitions, body.year), body.folder)
        if len(self._kinds) == 1:
            # each comes with a copy of its own from another process
            self.bodies.append(body._replace(definitions=self.standard.definitions))

    def _standard_of(self, scored: Scored) -> Standard:
        index = self._indices.load(Path(scored.index_folder))
        threshold = read_threshold(index, self._fail_under) if self._fail_under is not None else None
        return Standard(index, scored.body.definitions, scored.body.year, threshold)

    def _guard(self, folder: str) -> None:
        if self._output is not None and folder not in self._guarded:
            check_targets([self._output], [], [Path(folder)])
            self._guarded.add(folder)

    def check_alike(self) -> None:
        """Refuse bodies of several years or definitions: the first of each is named. Raises UsageError."""
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
