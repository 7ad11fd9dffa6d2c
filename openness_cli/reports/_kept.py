"""What is said of what was received and stored: which record shows what, and whether it is still there."""

from collections.abc import Iterable, Iterator

from openness_cli.formats import document as doc
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import plain_of
from openness_cli.links.kept.checked import Flaw, KeptCheck, KeptFault
from openness_cli.links.report import UptimeResult
from openness_cli.links.uptime import AddressUptime
from openness_cli.messages import _, first_of, n_
from openness_cli.model.availability import Check, CheckResult
from openness_cli.model.languages import mark
from openness_cli.reports._head import Json
from openness_cli.words.links import cause_sentence, moment_words

_NAMED = 5
_OF_LINES = {
    Flaw.NO_PLACE: mark("{log}: what is said there of what was kept cannot be meant: lines {lines}"),
    Flaw.NO_FILE: mark("{log}: {file}, where it was kept, is not there or cannot be read: lines {lines}"),
    Flaw.NO_RECORD: mark("{log}: what was kept is not in {file}, or not whole: lines {lines}"),
    Flaw.NO_ORIGINAL: mark("{log}: the earlier record that is referred to is not in {file}: lines {lines}"),
    Flaw.CHANGED: mark("{log}: what was kept in {file} was changed since: lines {lines}"),
    Flaw.OTHER_CONTENT: mark("{log}: what was kept in {file} is not of that content: lines {lines}"),
    Flaw.DAMAGED: mark("{file}: no whole record begins at byte {places}"),
}
_OF_FILES = {
    Flaw.NO_FILE: mark("{file}: cannot be read"),
    Flaw.CHANGED: mark("{file}: records that no line names do not fit their own digests: at byte {places}"),
}


def kept_check_json(check: KeptCheck) -> Json:
    """Return what was found, for programs."""
    return {
        "named": check.named,
        "beginnings": check.beginnings,
        "unnamed": check.unnamed,
        "torn": [{"file": file, "bytes": size} for file, size in check.torn],
        "faults": [
            {
                "fault": own.flaw.value,
                "log": own.log or None,
                "line": own.line or None,
                "url": own.url or None,
                "file": own.file or None,
                "offset": own.place if own.file else None,
            }
            for own in check.faults
        ],
    }


def kept_check_sentences(check: KeptCheck) -> Iterator[str]:
    """Return what was found, a line each; nothing where nothing was kept."""
    sound = check.named - sum(bool(own.line and own.file) for own in check.faults)
    if sound:
        text = n_(
            "{count} record of what was received is there, as its line of the log says",
            "{count} records of what was received are there, as their lines of the log say",
            sound,
        )
        yield text.format(count=sound)
    if check.beginnings:
        text = n_(
            "{count} of them holds the beginning alone: the rest was too long to be kept, or did not come",
            "{count} of them hold the beginning alone: the rest was too long to be kept, or did not come",
            check.beginnings,
        )
        yield text.format(count=check.beginnings)
    groups: dict[tuple[Flaw, str, str], list[KeptFault]] = {}
    for own in check.faults:
        groups.setdefault((own.flaw, own.log, own.file), []).append(own)
    yield from map(_fault_words, groups.values())
    for file, size in check.torn:
        text = _("{file}: ends with {size} bytes of a record that is not whole; the next run with --keep cuts them off")
        yield text.format(file=file, size=size)


def kept_check_rows(check: KeptCheck, *, for_people: bool) -> Iterator[Values]:
    """Return a row for everything that is amiss."""
    for own in check.faults:
        fault = _fault_words([own]) if for_people else own.flaw.value
        yield {"record": "kept", "file": own.log or own.file, "fault": fault, "fault_line": own.line or None}


def _fault_words(faults: list[KeptFault]) -> str:
    """Return what is wrong in the same way, with the same file and by the same log."""
    flaw, log, file = faults[0].flaw, faults[0].log, faults[0].file
    words = _OF_LINES[flaw] if log else _OF_FILES.get(flaw, _OF_LINES[flaw])
    lines, places = _some(own.line for own in faults), _some(own.place for own in faults)
    return _(words).format(log=log, file=file, lines=lines, places=places)


def kept_columns(own: AddressUptime) -> Values:
    """Return the newest stored answers of an address: one that opened, and one that failed."""
    newest = {check.result: check for check in own.kept}
    return {
        "kept_opened": _place(newest.get(CheckResult.OK)),
        "kept_failed": _place(newest.get(CheckResult.FAILED)),
    }


def kept_json(own: AddressUptime) -> list[Json]:
    """Return the stored answer of each state that an address was in, oldest first."""
    return [
        {
            "time": plain_of(check.time),
            "result": check.result.value,
            "cause": check.cause or None,
            "file": check.kept.file,
            "offset": check.kept.offset,
            "length": check.kept.length,
            "record": check.kept.record,
        }
        for check in own.kept
        if check.kept
    ]


def kept_blocks(report: UptimeResult) -> list[doc.Block]:
    """Return a table of the stored answers of every state; of a screen only how many there are."""
    rows = [row for own in report.record.addresses for row in _rows(own, report)]
    if not rows:
        return []
    heads = (_("address"), _("checked on"), _("result"), _("file"), _("record"))
    columns = (*map(doc.Column, heads), doc.Column(_("at byte"), is_number=True))
    text = n_(
        "{count} answer is kept as it was received; --format markdown, csv and json name the record",
        "{count} answers are kept as they were received; --format markdown, csv and json name the records",
        len(rows),
    )
    told = doc.Sentences(doc.said(text.format(count=len(rows))), medium=doc.Medium.SCREEN)
    return [told, doc.Table(columns, tuple(rows), _("Kept as received (WARC)"), medium=doc.Medium.PAGE)]


def _rows(own: AddressUptime, report: UptimeResult) -> Iterator[doc.Row]:
    for check in own.kept:
        if check.kept is None:
            continue
        result = _("opened") if check.result is CheckResult.OK else cause_sentence(check.cause, check.status)
        kept, time = check.kept, moment_words(check.time, report.zone)
        record = doc.Cell(kept.record.strip("<>"), is_code=True)
        yield doc.row((own.address.url, time, result, kept.file, record, str(kept.offset)))


def _place(check: Check | None) -> str:
    kept = check.kept if check else None
    return f"{kept.file}:{kept.offset} {kept.record}" if kept else ""


def _some(numbers: Iterable[int]) -> str:
    return first_of([str(number) for number in numbers], _NAMED)
