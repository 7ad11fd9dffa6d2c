"""A document for Word: in the styles of the house, over which a letterhead may be pasted, to be edited and signed."""

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from openness_cli.formats import document as doc
from openness_cli.formats._word.package import About, packed, section
from openness_cli.formats._word.sheets import Sheet, sheets_of
from openness_cli.formats._word.tables import table_of
from openness_cli.formats._word.text import paragraph, runs, toned
from openness_cli.formats.document import Block, Document, Medium, Sentence, Sentences, Table, Tone
from openness_cli.messages import language


def write(document: Document) -> bytes:
    """Return the document with every row, whatever is listed elsewhere."""
    blocks = [block for block in document.blocks if block.medium is not Medium.SCREEN]
    sheets = sheets_of(blocks)
    parts = list(_head(document))
    before = sheets[0] if sheets else Sheet.UPRIGHT
    for block, sheet in zip(blocks, sheets, strict=True):
        if sheet is not before:
            parts.append(f'<w:p><w:pPr><w:pStyle w:val="AfterTable"/>{section(before)}</w:pPr></w:p>')
            before = sheet
        parts += _block(block, sheet)
    parts += (paragraph(runs(text), "Note") for text in _notes(document))
    names = [name for name in (document.name, document.subtitle) if name]
    about = About(": ".join(names), " · ".join(document.page_line), language(), doc.foot_text())
    return packed("".join(parts), before, about)


def _head(document: Document) -> Iterator[str]:
    names = [name for name in (document.name, document.subtitle) if name]
    for name, style in zip(names, ("Title", "Subtitle"), strict=False):
        yield paragraph(runs(name), style)
    if document.page_line:
        yield paragraph(runs(f" {doc.DOT} ".join(document.page_line)), "Dateline")


def _notes(document: Document) -> Iterator[str]:
    """Yield what is said last: first what shapes mean, which a page without bars has no need of."""
    notes = [note.text for note in document.notes if note.text]
    if document.page_notes is None:
        yield from notes
        return
    yield from (text for text in notes if any(doc.EARNED <= letter <= doc.FAILED for letter in text))
    yield from filter(None, document.page_notes)


def _block(block: Block, sheet: Sheet) -> Iterator[str]:
    match block:
        case Sentences():
            texts = list(_said(block.texts, "Lead" if block.is_lead else "ListBullet" if block.is_list else "Normal"))
            if texts:
                yield from _titled(block.title)
                yield from texts
        case Table():
            yield from _table(block, sheet)
        case _:
            assert_never(block)


def _table(table: Table, sheet: Sheet) -> Iterator[str]:
    """Yield a table with what is said before it and after; nothing where it has no row and nothing is said."""
    before, rows = list(_said(table.sentences, "Normal")), table_of(table, sheet.room)
    after = list(_said(table.closing, "ListBullet"))
    if before or rows or after:
        yield from (*_titled(table.title), *before)
    if rows:
        # two tables in a row would be one
        yield rows + paragraph("", "AfterTable")
    yield from after


def _titled(title: str) -> Sequence[str]:
    return [paragraph(runs(title), "Heading1")] if title else []


def _said(sentences: Iterable[Sentence], style: str) -> Iterator[str]:
    for own in sentences:
        content = runs(own.text, own.tone) + "".join(toned(text, tone) for text, tone in own.strong)
        if content and own.medium is not Medium.SCREEN:
            # what stands back is no member of a list
            yield paragraph(content, "Note" if own.tone is Tone.FAINT else style)
