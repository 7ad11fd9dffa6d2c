"""What is said of a bundle: the letter that goes with it, and what a check of it found."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from openness_cli.files.bundle.checking import BundleCheck, BundleFault, Faulty
from openness_cli.formats.document import Document, Sentence, Sentences
from openness_cli.formats.letters import Letter
from openness_cli.formats.rows import Rows
from openness_cli.formats.workbook import Workbook
from openness_cli.messages import _, figures, n_
from openness_cli.model.points import rounded_down
from openness_cli.reports._book import book_of
from openness_cli.reports._head import Json
from openness_cli.scoring.assessment import Assessment
from openness_cli.words.terms import act_name, band_word, long_date, word_of

CHECK_COLUMNS = ("file", "fault")
_NAMED = 20
_DASH = "— "


class Enclosed(NamedTuple):
    """How much a bundle holds: files of evidence, attachments, files of the log, of kept pages, and time stamps."""

    evidence: int
    attachments: int
    logs: int
    kept: int
    stamps: int


class CoveringLetter(NamedTuple):
    """The letter that goes with a bundle: in it as a text, and as a document for the letterhead, to be signed."""

    letter: Letter

    def letters(self) -> tuple[Letter, ...]:
        """Return it as a text."""
        return (self.letter,)

    def document(self) -> Document:
        """Return it to be read."""
        lines = (line for paragraph in self.letter.paragraphs for line in paragraph)
        blocks = (
            Sentences(tuple(Sentence(line.removeprefix(_DASH), breaks=False) for line in group), is_list=is_list)
            for is_list, group in groupby(lines, key=lambda line: line.startswith(_DASH))
        )
        return Document(self.letter.subject, (), tuple(blocks))


def covering_letter(assessment: Assessment, language: str, enclosed: Enclosed, digest: str) -> CoveringLetter:
    """Return the letter that goes with a bundle whose manifest has a digest."""
    workspace = assessment.workspace
    body = workspace.organisation.name(language)
    subject = _("{body}: materials for the evaluation by the Openness Index ({act}), {year}")
    opening = _("These are the materials of {body} for the evaluation of {year}, as they were on {day}:")
    day, file = long_date(assessment.day), _("FILE")
    letter = Letter(
        "",
        subject.format(body=body, act=act_name(assessment.index.id), year=workspace.year),
        (
            (opening.format(body=body, year=workspace.year, day=day), *_enclosures(assessment, enclosed)),
            (
                _("Every file is listed in manifest.sha256 with its SHA-256. The SHA-256 of that list itself is:"),
                digest,
            ),
            (
                _("Whoever has this letter can tell whether anything was changed:"),
                f"openness bundle --verify {file}.zip --anchor {digest}",
                _("or, unpacked, with a tool of any Linux system:"),
                "sha256sum manifest.sha256; sha256sum -c manifest.sha256",
            ),
            (_("Signature: ____________________    Date: ____________________"),),
        ),
    )
    return CoveringLetter(letter)


def _enclosures(assessment: Assessment, enclosed: Enclosed) -> Iterator[str]:
    total, band = rounded_down(assessment.headline), assessment.index.band_of(assessment.headline)
    for count, text in (
        (enclosed.evidence, n_("{count} file of evidence", "{count} files of evidence", enclosed.evidence)),
        (enclosed.attachments, n_("{count} attachment", "{count} attachments", enclosed.attachments)),
        (
            enclosed.logs,
            n_(
                "the log of checks whether the addresses open, {count} file",
                "the log of checks whether the addresses open, {count} files",
                enclosed.logs,
            ),
        ),
        (
            enclosed.kept,
            n_(
                "the pages as they were received, {count} file",
                "the pages as they were received, {count} files",
                enclosed.kept,
            ),
        ),
        (
            enclosed.stamps,
            n_("{count} time stamp of an authority", "{count} time stamps of authorities", enclosed.stamps),
        ),
    ):
        if count:
            yield f"{_DASH}{text.format(count=count)};"
    definitions = _("the definitions of the criteria by which it was scored")
    yield f"{_DASH}{definitions};"
    report = _("our own calculation: {total} points, {band}. It is not an official result of the Agency.")
    yield f"{_DASH}{report.format(total=total, band=band_word(band.name))}"


class BundleCheckReport(NamedTuple):
    """A check of a bundle: whether it is as it was made, and each file that is not.

    ``is_anchored``: it was held against the digest of the one that is meant.
    """

    file: str
    check: BundleCheck
    is_anchored: bool

    def json(self) -> Json:
        """Return version 1 of the JSON."""
        check = self.check
        return {
            "format_version": 1,
            "kind": "bundle-check",
            "holds": check.holds,
            "digest": check.digest or None,
            "anchored": self.is_anchored and not any(own.fault is BundleFault.ANCHOR for own in check.faults),
            "files": check.files,
            "bytes": check.size,
            "faults": [{"fault": own.fault.value, "file": own.file or None} for own in check.faults],
        }

    def rows(self) -> Rows:
        """Return a row for each fault; none where there is none."""
        return Rows(CHECK_COLUMNS, ({"file": own.file, "fault": own.fault} for own in self.check.faults))

    def workbook(self) -> Workbook:
        """Return the same as a sheet."""
        return book_of(self.document(), self.rows())

    def document(self) -> Document:
        """Return what was found, a line each; of many files with one fault the first."""
        texts = tuple(Sentence(text, breaks=False) for text in _sentences(self))
        return Document("", (), (Sentences(texts, apart=False),), subtitle=_("Check of a bundle"))


def _sentences(report: BundleCheckReport) -> Iterator[str]:
    check = report.check
    text = n_("{file}: {count} file, {size} MB", "{file}: {count} files, {size} MB", check.files)
    yield text.format(file=report.file, count=check.files, size=figures(f"{check.size / 1024**2:.1f}"))
    order = list(BundleFault)
    for fault, group in groupby(sorted(check.faults, key=lambda own: order.index(own.fault)), key=_fault):
        yield from _of_fault(fault, [own.file for own in group])
    if check.digest:
        yield _("SHA-256 of the manifest: {digest}").format(digest=check.digest)
    if check.holds:
        yield _("Not a byte is other than it was when it was made.")
        if not report.is_anchored:
            yield _("Compare this SHA-256 with the one in the signed letter, or give it: --anchor SHA-256.")
    else:
        yield _("It is not as it was made.")


def _fault(own: Faulty) -> BundleFault:
    return own.fault


def _of_fault(fault: BundleFault, files: list[str]) -> Iterator[str]:
    what = word_of(fault)
    if files == [""]:
        yield what[:1].upper() + what[1:]
        return
    yield from (f"{file}: {what}" for file in files[:_NAMED])
    if (more := len(files) - _NAMED) > 0:
        yield n_("and {count} file more: {what}", "and {count} files more: {what}", more).format(count=more, what=what)
