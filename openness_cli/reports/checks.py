"""What checks of files show: ``openness validate`` of those of a folder, ``openness links --verify-log`` of the log."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, tzinfo
from typing import NamedTuple

from openness_cli.errors import Problem
from openness_cli.files.respelled import Canonical
from openness_cli.formats.cases import Annotation, Case, Cases, Ending, Severity, Suite
from openness_cli.formats.document import Document, Sentence, Sentences
from openness_cli.formats.rows import Row, Rows
from openness_cli.links.hash_chain import Break, Chain, ChainFault
from openness_cli.links.stamps import NO_STAMPS, StampCheck
from openness_cli.messages import _, first_of, n_, printable
from openness_cli.model.languages import mark
from openness_cli.reports._head import Json, picked
from openness_cli.reports._stamp_words import stamp_rows, stamp_sentences, stamps_json, to_the_second


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


_NAMED = 5
_FAULTS = {
    Break.UNREADABLE: mark("line {line} does not fit: it is no line of the log"),
    Break.NO_PREV: mark("line {line} does not fit: it does not name the line before it"),
    Break.UNKNOWN_PREV: mark("line {line} does not fit: the line that it follows was changed or taken out"),
}


LOG_COLUMNS = (
    "record", "file", "first_line", "last_line", "lines", "last_digest", "before", "accuracy_seconds", "serial",
    "authority", "authority_checked", "stamp", "after", "after_stamp", "fault", "fault_line",
)  # fmt: skip


class LogCheckReport(NamedTuple):
    """A verification: the chain of each file, the digests noted earlier of which no line is left, the time stamps.

    Of those nothing is said where there is none, and none was asked for.
    """

    folder: str
    chains: Mapping[str, Chain]
    missing: tuple[str, ...]
    holds: bool
    stamps: StampCheck | None = None
    zone: tzinfo = UTC

    def json(self) -> Json:
        """Return version 1 of the JSON."""
        return {
            "format_version": 1,
            "kind": "log-check",
            "holds": self.holds,
            "missing_anchors": list(self.missing),
            "files": [_file(name, chain) for name, chain in self.chains.items()],
            "stamps": stamps_json(self.stamps or NO_STAMPS),
        }

    def rows(self) -> Rows:
        """Return a row for each file of the log, each stretch of lines, each time stamp or digest that is amiss."""
        return Rows(LOG_COLUMNS, _rows(self, for_people=False))

    def sheet(self) -> Rows:
        """Return the same for people: times in the zone of the index."""
        return Rows(LOG_COLUMNS, to_the_second(_rows(self, for_people=True), self.zone))

    def document(self) -> Document:
        """Return what was found, a line each."""
        texts = tuple(Sentence(text, breaks=False) for text in _sentences(self))
        block = Sentences(texts, apart=False)
        return Document("", (), (block,), subtitle=_("Verification of the log of availability"))


def _file(name: str, chain: Chain) -> Json:
    own = chain._asdict()
    return {
        "file": name,
        **picked(own, "lines", "last_digest"),
        "fault_line": chain.fault.line if chain.fault else None,
        "fault": chain.fault.reason.value if chain.fault else None,
        **picked(own, "torn", "forks", "loose", "beginnings"),
    }


def _rows(check: LogCheckReport, *, for_people: bool) -> Iterator[Row]:
    for name, chain in check.chains.items():
        row: Row = {"record": "file", "file": name, "lines": chain.lines, "last_digest": chain.last_digest}
        if chain.fault:
            row["fault"] = _fault_words(chain.fault) if for_people else chain.fault.reason
            row["fault_line"] = chain.fault.line
        yield row
    yield from stamp_rows(check.stamps or NO_STAMPS)
    for digest in check.missing:
        fault = _missing_words(digest) if for_people else "missing"
        yield {"record": "anchor", "last_digest": digest, "fault": fault}


def _sentences(check: LogCheckReport) -> Iterator[str]:
    """Return what was found, a line each."""
    if not check.chains:
        yield _("there is no log in {folder}: nothing was verified").format(folder=check.folder)
    for name, chain in check.chains.items():
        yield from chain_sentences(name, chain, of_interest=True)
    yield from map(_missing_words, check.missing)
    if check.stamps:
        yield from stamp_sentences(check.stamps, check.zone)


def _missing_words(digest: str) -> str:
    text = _("no line has the digest {digest}: it, or what stood before it, was changed or taken out")
    return text.format(digest=digest)


def _fault_words(fault: ChainFault) -> str:
    return _(_FAULTS[fault.reason]).format(line=fault.line)


def chain_sentences(name: str, chain: Chain, *, of_interest: bool) -> Iterator[str]:
    """Return what is to be said of one file; of one that fits as a whole only where it is ``of_interest``."""
    if chain.fault is not None:
        yield f"{name}: {_fault_words(chain.fault)}"
        return
    if of_interest:
        text = n_("{count} line fits, the last is {digest}", "{count} lines fit, the last is {digest}", chain.lines)
        yield f"{name}: {text.format(count=chain.lines, digest=chain.last_digest)}"
    for lines, text in (
        (chain.torn, _("torn, and vouched for by a later line: lines {lines}")),
        (
            chain.forks,
            _("not chained to the line before them, as after a merge, or when lines were put in: lines {lines}"),
        ),
        (chain.loose, _("followed by no later line, so that a change of them would not show: lines {lines}")),
    ):
        if lines:
            yield f"{name}: {text.format(lines=_some(lines))}"
    if chain.beginnings > 1:
        text = _("begins {count} times, as after a merge of files that were begun apart, or when lines were put in")
        yield f"{name}: {text.format(count=chain.beginnings)}"


def _some(lines: Iterable[int]) -> str:
    return first_of([str(number) for number in lines], _NAMED)
