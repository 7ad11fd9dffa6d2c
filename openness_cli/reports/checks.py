"""What checks of the files of a folder show: ``openness validate``, and what could not be read where more was asked."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from openness_cli.errors import Problem
from openness_cli.files.respelled import Canonical
from openness_cli.formats.cases import Annotation, Case, Cases, Ending, Severity, Suite
from openness_cli.formats.document import Document, Sentence, Sentences
from openness_cli.messages import _, n_, printable
from openness_cli.reports._head import Json


class ProblemsReport(NamedTuple):
    """Problems of the files in a folder, warnings and notes; ``summary`` is what there is to say of the rest."""

    folder: str
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    summary: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()
    fixed: Canonical | None = None

    def json(self) -> Json:
        """Return version 1 of the JSON."""
        told: Json = {
            "format_version": 1,
            "valid": not self.problems,
            "problems": [problem._asdict() for problem in self.problems],
            "warnings": [warning._asdict() for warning in self.warnings],
        }
        if self.fixed is not None:
            told["fixed"] = [own._asdict() for own in self.fixed.changed]
            told["left"] = [own._asdict() for own in self.fixed.left]
        return told

    def annotations(self) -> Iterator[Annotation]:
        """Return everything beside the line that it is about."""
        yield from self._beside(Severity.ERROR, _("openness: cannot be read"), self.problems)
        yield from self._beside(Severity.WARNING, _("openness: does not count yet"), self.warnings)
        yield from self._beside(Severity.NOTICE, "openness", self.notes)
        if self.fixed is not None:
            yield from self._beside(Severity.WARNING, _("openness: left as it was"), self.fixed.left)
            notes = [Problem(own.file, own.line, 1, f"{own.old} → {own.new}") for own in self.fixed.changed]
            yield from self._beside(Severity.NOTICE, _("openness: written canonically"), notes)

    def text(self) -> Document:
        """Return what was changed, and the summary."""
        fixed = () if self.fixed is None else _fixed_sentences(self.fixed)
        texts = tuple(Sentence(text, breaks=False) for text in (*fixed, *self.summary))
        return Document("", (), (Sentences(texts, apart=False),))

    def _beside(self, level: Severity, title: str, problems: Iterable[Problem]) -> Iterator[Annotation]:
        for problem in problems:
            message = f"{problem.what}\n{problem.hint}".strip()
            yield Annotation(level, title, message, f"{self.folder}/{problem.file}", problem.line, problem.column)


def _fixed_sentences(fixed: Canonical) -> Iterator[str]:
    changed, left = fixed.changed, fixed.left
    if changed:
        files = len({own.file for own in changed})
        text = n_(
            "{count} spelling made canonical {places}:", "{count} spellings made canonical {places}:", len(changed)
        )
        places = n_("in {count} file", "in {count} files", files).format(count=files)
        yield text.format(count=len(changed), places=places)
        yield from (printable(f"  {own.file}:{own.line}: {own.old} → {own.new}") for own in changed)
    elif not left:
        yield _("all that is understood is spelt canonically: nothing was changed")
    for own in left:
        place = f"{own.file}:{own.line}" if own.line else own.file
        # of a file that could not be written the sentence itself says which
        named = "" if place in own.what else place
        yield printable(": ".join(filter(None, (named, own.what, own.hint))))


class UnscoredReport(NamedTuple):
    """What stands in place of a score, for programs, where what was read is invalid."""

    folder: str
    problems: tuple[Problem, ...]

    def json(self) -> Json:
        """Return what ``openness validate`` says."""
        return ProblemsReport(self.folder, self.problems).json()

    def annotations(self) -> Iterator[Annotation]:
        """Return each problem beside its line."""
        return ProblemsReport(self.folder, self.problems).annotations()

    def cases(self) -> Cases:
        """Return a case that failed for each problem."""
        return Cases("openness", [unread_suite(self.problems)])


def unread_suite(problems: Iterable[Problem]) -> Suite:
    """Return a case that failed for each problem of what could not be read."""
    cases = [
        Case(
            problem.file,
            f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file,
            Ending.FAILED,
            problem.what,
            "invalid",
            problem.hint,
        )
        for problem in problems
    ]
    return Suite(_("openness: cannot be read"), cases)
