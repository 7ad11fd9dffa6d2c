"""One small document in every way that it can be read."""

import re
from fractions import Fraction

import pytest

from openness_cli.formats import document as doc
from openness_cli.formats import markdown, terminal
from openness_cli.formats._lines import DRAWN, TYPED, plain
from openness_cli.formats.choices import Format, formats_of, write
from openness_cli.formats.document import Document, Table
from openness_cli.formats.rows import Rows

RULER = doc.Ruler(Fraction(100), (Fraction(71), Fraction(55), Fraction(0)))
BAR = doc.Bar(0.5, 0.1, 0.1, doc.Tone.RED, RULER)


def table(*rows: doc.Row, **more: object) -> Document:
    columns = (
        doc.Column("name", fit=doc.Fit.REST),
        doc.Column("points", is_number=True, least=6),
        *doc.on_page("page alone"),
    )
    return Document("A body", ("X", "2024"), (Table(columns, rows, "Things", **more),))  # type: ignore[arg-type]


def row(name: str, points: str = "1.00", **more: object) -> doc.Row:
    return doc.row((doc.Cell(name, ident="C1"), points, "told"), **more)  # type: ignore[arg-type]


def seen(document: Document, width: int = 60, *, whole: bool = True) -> list[str]:
    return plain(terminal.draw(document, width, TYPED, whole=whole)).splitlines()


def test_a_screen_leaves_out_what_is_of_a_page_and_a_page_says_all() -> None:
    document = table(row("first"), row("second", is_extra=True))
    assert seen(document)[2:] == ["Things", f"C1      first{'1.00':>47}", f"C1      second{'1.00':>46}"]
    assert [line.strip() for line in seen(document, whole=False)][-1] == "… 1 more: --all"
    page = markdown.write(document).decode()
    assert "| name | points | page alone |\n| --- | ---: | --- |\n| **C1** first | 1.00 | told |\n" in page
    assert page.count("\n| **C1**") == 2


def test_a_text_gives_way_and_figures_do_not() -> None:
    line = seen(table(row("long " * 30)))[-1]
    assert len(line) == 60
    assert line.endswith("…    1.00")


def test_what_several_rows_share_is_said_once() -> None:
    told = (doc.Sentence("both", indent=2),)
    apart, once = (
        seen(table(*(row(name, details=told, shared=shared) for name in "ab"))).count("  both")
        for shared in (False, True)
    )
    assert (apart, once) == (2, 1)


def test_a_lead_is_said_before_the_rows_that_have_it() -> None:
    one, other = (doc.Sentence("Monday"),), (doc.Sentence("Tuesday"),)
    lines = seen(table(row("a", leads=one), row("b", leads=one), row("c", leads=other)))
    assert [line.split()[-2 if "C1" in line else 0] for line in lines[3:]] == ["Monday", "a", "b", "Tuesday", "c"]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_bar_fills_what_is_left_under_its_ruler(width: int) -> None:
    columns = (doc.Column("day"), doc.Column("", fit=doc.Fit.BAR), doc.Column("total", is_number=True))
    drawn = doc.row(("today", doc.Cell("", bar=BAR), "60.00"))
    lines = seen(Document("", (), (Table(columns, (drawn, drawn), apart=False),)), width)
    assert [len(line) for line in lines] == [width - 7, width, width]
    assert lines[0].split() == ["0", "55", "71", "100"]
    assert lines[1].count("=") in range((width - 14) // 2 - 1, (width - 14) // 2 + 2)


def test_columns_that_can_be_spared_stand_on_a_wide_screen_alone() -> None:
    columns = (doc.Column("name", fit=doc.Fit.REST), doc.Column("more", is_number=True, is_optional=True))
    document = Document("", (), (Table(columns, (doc.row(("a", "7")),), screen=doc.Screen(head=doc.Head.HEADS)),))
    assert "more" not in "".join(seen(document, 80))
    assert "more" in "".join(seen(document, 120))


def test_shapes_are_those_of_the_screen() -> None:
    document = Document("", (), (doc.Sentences(doc.said(f"a {doc.ARROW} b {doc.DOT} c"), apart=False),))
    assert seen(document) == ["a -> b - c"]
    assert plain(terminal.draw(document, 60, DRAWN, whole=True)) == "a → b · c\n"
    assert "a → b · c" in markdown.write(document).decode()


class _Faces:
    def rows(self) -> Rows:
        return Rows(("name", "share"), [{"name": "=1+1", "share": Fraction(1, 2)}, {"name": "20/17"}])

    def document(self) -> Document:
        return table(row("a|b"))


def test_a_report_has_the_formats_of_its_faces() -> None:
    text, tables = (Format.TERMINAL, Format.MARKDOWN), (Format.CSV, Format.CSV_EXCEL)
    assert set(formats_of(_Faces)) == {*text, *tables, Format.HTML, Format.DOCX}
    assert write(_Faces(), Format.CSV) == b"name,share\r\n'=1+1,0.5\r\n20/17,\r\n"
    assert write(_Faces(), Format.CSV_EXCEL).decode() == "\ufeffname;share\r\n'=1+1;0,5\r\n'20/17;\r\n"
    assert b"a\\|b" in write(_Faces(), Format.MARKDOWN)


@pytest.mark.parametrize("text", ["@all", "a @bandlik/moliya b", "x@y", "~~@x~~", "&#64;all"])
def test_nobody_is_called_by_a_page(text: str) -> None:
    said = Document(text, (text,), (doc.Sentences(doc.said(text), text), table(row(text)).blocks[0]))
    page = markdown.write(said).decode()
    assert page.count("\\@") + page.count("\\&") >= 4
    assert not re.search(r"(?<!\\)[@&]", page)
