"""A document as GitHub-flavoured Markdown, for a pull request, a wiki or a letter."""

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from openness_cli.formats.document import (
    ARROW,
    DOT,
    Block,
    Cell,
    Column,
    Document,
    Fit,
    Medium,
    Sentences,
    Table,
    column_text,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&@])")


def write(document: Document) -> bytes:
    """Return the document with every row, whatever is listed elsewhere."""
    title = escape(document.name) + (f": {escape(document.subtitle)}" if document.name and document.subtitle else "")
    head = f"# {title or escape(document.subtitle)}\n"
    if document.page_line:
        head += "\n" + " · ".join(map(escape, document.page_line)) + "\n"
    parts = [head]
    for block in document.blocks:
        if block.medium is not Medium.SCREEN:
            parts += _block(block)
    notes = [note.text for note in document.notes] if document.page_notes is None else document.page_notes
    parts += [escape(text) + "\n" for text in notes if text]
    return "\n".join(part for part in parts if part).encode()


def escape(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    text = " ".join(text.replace(ARROW, "→").replace(DOT, "·").split())
    # two colons at the beginning of a line are a command to a CI log
    return ("\\" if text.startswith("::") else "") + _SPECIAL.sub(r"\\\1", text)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Sentences():
            texts = [escape(sentence.text) for sentence in block.texts]
            body = "".join(f"- {text}\n" for text in texts) if block.is_list else "\n".join(f"{t}\n" for t in texts)
            yield _section(block.title, body)
        case Table():
            before = "".join(f"{escape(sentence.text)}\n\n" for sentence in block.sentences)
            yield _section(block.title, before + _table(block))
            yield "".join(f"- {escape(own.text)}\n" for own in block.closing if own.medium is not Medium.SCREEN)
        case _:
            assert_never(block)


def _section(title: str, body: str) -> str:
    return f"## {escape(title)}\n\n{body}" if title else body


def _table(table: Table) -> str:
    """Return a table; figures are set to the right."""
    places = [
        n for n, column in enumerate(table.columns) if column.medium is not Medium.SCREEN and column.fit is not Fit.BAR
    ]
    heads = [escape(table.columns[n].head) for n in places]
    rule = ["---:" if table.columns[n].is_number else "---" for n in places]
    rows = ([_cell(row.cells[n], table.columns[n]) for n in places] for row in table.rows if row.cells)
    return "".join(_line(cells) for cells in (heads, rule, *rows))


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def _cell(cell: Cell, column: Column) -> str:
    own = column_text(column, cell.text)
    text = f"`{own}`" if cell.is_code and own else escape(own)
    if cell.label:
        text += f" ({escape(cell.label)})"
    if cell.ident:
        text = f"**{escape(cell.ident)}** {text}".rstrip()
    return "<br>".join(part for part in (text, *map(escape, cell.notes)) if part)
