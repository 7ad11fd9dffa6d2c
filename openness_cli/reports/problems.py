"""What ``openness validate`` shows: what cannot be read, and what is understood and does not count yet."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from openness_cli.errors import Problem
from openness_cli.formats.cases import Annotation, Level
from openness_cli.formats.document import Document, Sentence, Sentences
from openness_cli.messages import _
from openness_cli.reports._head import Json


class ProblemsReport(NamedTuple):
    """Problems of the files in a folder, and warnings; ``summary`` is what there is to say of the rest."""

    folder: str
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    summary: tuple[str, ...] = ()

    def json(self) -> Json:
        """Return version 1 of the JSON."""
        return {
            "format_version": 1,
            "valid": not self.problems,
            "problems": [problem._asdict() for problem in self.problems],
            "warnings": [warning._asdict() for warning in self.warnings],
        }

    def annotations(self) -> Iterator[Annotation]:
        """Return everything beside the line that it is about."""
        yield from self._beside(Level.ERROR, _("openness: cannot be read"), self.problems)
        yield from self._beside(Level.WARNING, _("openness: does not count yet"), self.warnings)

    def text(self) -> Document:
        """Return the summary."""
        texts = tuple(Sentence(text, breaks=False) for text in self.summary)
        return Document("", (), (Sentences(texts, apart=False),))

    def _beside(self, level: Level, title: str, problems: Iterable[Problem]) -> Iterator[Annotation]:
        for problem in problems:
            message = f"{problem.what}\n{problem.hint}".strip()
            yield Annotation(level, title, message, f"{self.folder}/{problem.file}", problem.line, problem.column)
