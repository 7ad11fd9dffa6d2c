"""What ``openness links --verify-log`` shows: whether the log is as it was written, and what is proven of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, tzinfo
from typing import NamedTuple

from openness_cli.formats.document import Document, Sentence, Sentences
from openness_cli.formats.rows import Row, Rows
from openness_cli.formats.workbook import Workbook
from openness_cli.links.hash_chain import Break, Chain, ChainFault
from openness_cli.links.kept.checked import NOTHING_KEPT, KeptCheck
from openness_cli.links.stamps import NO_STAMPS, StampCheck
from openness_cli.messages import _, first_of, n_
from openness_cli.model.languages import mark
from openness_cli.reports._book import book_of
from openness_cli.reports._head import Json, picked
from openness_cli.reports._kept import kept_check_json, kept_check_rows, kept_check_sentences
from openness_cli.reports._stamp_words import stamp_rows, stamp_sentences, stamps_json, to_the_second

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
    """A verification: the chain of each file, noted digests of which no line is left, time stamps, what was kept.

    Of time stamps nothing is said where there is none, and none was asked for.
    """

    folder: str
    chains: Mapping[str, Chain]
    missing: tuple[str, ...]
    holds: bool
    stamps: StampCheck | None = None
    zone: tzinfo = UTC
    kept: KeptCheck = NOTHING_KEPT

    def json(self) -> Json:
        """Return version 1 of the JSON."""
        return {
            "format_version": 1,
            "kind": "log-check",
            "holds": self.holds,
            "missing_anchors": list(self.missing),
            "files": [_file(name, chain) for name, chain in self.chains.items()],
            "stamps": stamps_json(self.stamps or NO_STAMPS),
            "kept": kept_check_json(self.kept),
        }

    def rows(self) -> Rows:
        """Return a row for each file of the log, each stretch of lines, each time stamp or digest that is amiss."""
        return Rows(LOG_COLUMNS, _rows(self, for_people=False))

    def sheet(self) -> Rows:
        """Return the same for people: times in the zone of the index."""
        return Rows(LOG_COLUMNS, to_the_second(_rows(self, for_people=True), self.zone))

    def workbook(self) -> Workbook:
        """Return a sheet for each kind of rows."""
        return book_of(self.document(), self.sheet()._replace(kinds="record"), name=_("Log"))

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
    yield from kept_check_rows(check.kept, for_people=for_people)


def _sentences(check: LogCheckReport) -> Iterator[str]:
    """Return what was found, a line each."""
    if not check.chains:
        yield _("there is no log in {folder}: nothing was verified").format(folder=check.folder)
    for name, chain in check.chains.items():
        yield from chain_sentences(name, chain, of_interest=True)
    yield from map(_missing_words, check.missing)
    if check.stamps:
        yield from stamp_sentences(check.stamps, check.zone)
    yield from kept_check_sentences(check.kept)


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
