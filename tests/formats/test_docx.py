"""Documents for Word, read back: what stands in them, how it is set, and that it is set by styles alone."""

import io
import re
import zipfile
from fractions import Fraction
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from docx.enum.section import WD_ORIENT
from hypothesis import given
from hypothesis import strategies as st

from openness_cli.formats import document as doc
from openness_cli.formats import docx_
from openness_cli.formats._word.text import clean
from openness_cli.formats.document import Document, Sentences, Table
from openness_cli.messages import use
from tests.builders.papers import opened, tables_of, text_of, unpacked

RULER = doc.Ruler(Fraction(100), (Fraction(71), Fraction(55), Fraction(0)))
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def table(*rows: doc.Row, heads: int = 2, title: str = "Things") -> Table:
    columns = (*(doc.Column(f"head {n}") for n in range(1, heads)), doc.Column("points", is_number=True))
    return Table(columns, rows, title)


def row(*texts: doc.Cell | str) -> doc.Row:
    return doc.row((*texts, "1.50"))


def paper(*blocks: doc.Block, **more: object) -> bytes:
    return docx_.write(Document("A body", ("X",), blocks, page_line=("X", "2024"), **more))  # type: ignore[arg-type]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(f"word/{name}.xml").decode()


EVERYTHING = paper(
    Sentences(doc.said("first", tone=doc.Tone.STRONG), is_list=False, is_lead=True),
    Sentences((*doc.said("one", "two"), *doc.faint(["back"])), "A list"),
    table(
        row(doc.Cell("green", doc.Tone.GREEN, ident="C1", label="assumed", notes=("under it",))),
        row(doc.Cell("", notes=("alone",))),
    ),
    Table(
        (doc.Column("bar", fit=doc.Fit.BAR), doc.Column("", medium=doc.Medium.SCREEN), doc.Column("n", is_number=True)),
        (doc.row((doc.Cell("", bar=doc.Bar(0.5, 0, 0.25, doc.Tone.GREEN, RULER)), "screen", doc.Cell("7"))),),
        closing=(doc.Sentence(f"{doc.EARNED * 2} earned  {doc.MINIMUM} least"),),
    ),
    notes=(doc.Sentence("a note"),),
)


def test_each_thing_is_of_the_style_for_it() -> None:
    styled = [(own.style.name, own.text) for own in opened(EVERYTHING).paragraphs if own.style and own.text.strip()]
    assert styled == [
        ("Title", "A body"),
        ("Dateline", "X · 2024"),
        ("Lead", "first"),
        ("Heading 1", "A list"),
        ("List Bullet", "one"),
        ("List Bullet", "two"),
        ("Note", "back"),
        ("Heading 1", "Things"),
        ("List Bullet", "\u00a0" * 6 + " earned  \u00a0 least"),
        ("Note", "a note"),
    ]


def test_nothing_is_set_but_by_styles_that_are_there() -> None:
    document = opened(EVERYTHING)
    known = {style.style_id for style in document.styles}
    body = document.element.body
    assert {child.tag for look in body.iter(f"{WORD}rPr") for child in look} == {f"{WORD}rStyle"}
    assert {child.tag for look in body.iter(f"{WORD}pPr") for child in look} <= {f"{WORD}pStyle", f"{WORD}sectPr"}
    used = {own.get(f"{WORD}val") for kind in ("rStyle", "pStyle", "tblStyle") for own in body.iter(WORD + kind)}
    assert used <= known
    assert not re.search("Theme|Calibri|Cambria|Symbol", unpacked(EVERYTHING).decode())
    numbered = re.findall(r'<w:numId w:val="(\d+)"', part(EVERYTHING, "styles"))
    assert numbered == re.findall(r'<w:num w:numId="(\d+)"', part(EVERYTHING, "numbering"))


def test_a_colour_has_a_word_a_shape_and_an_ink() -> None:
    runs = [run for own in opened(EVERYTHING).tables[0].rows for run in own.cells[0].paragraphs[0].runs]
    assert [(run.text, run.style.name) for run in runs if run.text.strip()][2:5] == [
        ("●\u00a0green", "Band green"),
        (" (assumed)", "Faint"),
        ("alone", "Default Paragraph Font"),
    ]
    assert tables_of(EVERYTHING)[0] == [
        ["head 1", "points"],
        ["C1 ●\u00a0green (assumed)\nunder it", "1.50"],
        ["alone", "1.50"],
    ]


def test_a_figure_that_alarms_is_no_colour_of_the_index() -> None:
    figure = doc.row(("x", doc.Cell("3", doc.Tone.RED)))
    runs = opened(paper(table(figure))).tables[0].rows[1].cells[1].paragraphs[0].runs
    assert [(run.text, run.style.name) for run in runs] == [("3", "Alarming")]


def test_a_bar_is_as_long_as_its_shares_and_marked_where_nothing_is_filled() -> None:
    cell = opened(EVERYTHING).tables[1].rows[1].cells[0]
    runs = [(len(run.text), run.style.name) for run in cell.paragraphs[0].runs]
    whole = sum(length for length, _style in runs)
    assert [style for _length, style in runs] == ["Bar earned", "Bar pending", "Bar rest"]
    assert abs(runs[0][0] / whole - 0.5) < 0.03
    assert abs(runs[1][0] / whole - 0.25) < 0.03
    low = paper(
        Table(
            (doc.Column("", fit=doc.Fit.BAR),),
            (doc.row((doc.Cell("", bar=doc.Bar(0.001, 0, 0, doc.Tone.RED, RULER)),)),),
        )
    )
    names = [run.style.name for run in opened(low).tables[0].rows[1].cells[0].paragraphs[0].runs]
    assert names == ["Bar earned", "Bar rest", "Bar minimum", "Bar rest", "Bar minimum", "Bar rest"]


def test_what_is_of_a_screen_stays_there() -> None:
    own = paper(Sentences(doc.said("seen"), medium=doc.Medium.SCREEN), table())
    assert text_of(own).split() == ["A", "body", "X", "·", "2024"]
    assert tables_of(EVERYTHING)[1][0] == ["bar", "n"]


def widths(element: Any, tag: str) -> list[int]:
    return [int(own.get(f"{WORD}w")) for own in element.iter(WORD + tag)]


def test_heads_repeat_rows_stay_whole_and_widths_are_on_grid_and_cells() -> None:
    document = opened(paper(table(row("a"), row("b" * 300), row("words " * 400))))
    (own,) = document.element.body.iter(f"{WORD}tbl")
    rows = list(own.iter(f"{WORD}tr"))
    marks = [[child.tag.removeprefix(WORD) for look in line.iter(f"{WORD}trPr") for child in look] for line in rows]
    # what may be higher than a page may break
    assert marks == [["cantSplit", "tblHeader"], ["cantSplit"], ["cantSplit"], []]
    grid = widths(own, "gridCol")
    assert [widths(line, "tcW") for line in rows] == [grid] * len(rows)
    assert widths(own, "tblW") == [sum(grid)]


@pytest.mark.parametrize("heads", [1, 2, 5, 9, 14])
def test_a_table_is_never_wider_than_its_sheet(heads: int) -> None:
    document = opened(paper(table(row(*(("word " * n * 7) + "x" * n * 9 for n in range(1, heads))), heads=heads)))
    section = document.sections[-1]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    assert sum(widths(document.element.body, "gridCol")) * 635 <= room


def orientations(*blocks: doc.Block) -> list[tuple[WD_ORIENT, int]]:
    return [(own.orientation, own.page_width or 0) for own in opened(paper(*blocks)).sections]


UPRIGHT, ACROSS = (WD_ORIENT.PORTRAIT, 11906 * 635), (WD_ORIENT.LANDSCAPE, 16838 * 635)


def test_a_wide_table_stands_across_and_what_follows_at_length_upright_again() -> None:
    narrow, wide = table(row("a")), table(*[row(*["long words " * 40] * 6)] * 20, heads=7)
    many = table(*[row("a")] * 20)
    assert orientations(narrow) == [UPRIGHT]
    assert orientations(Sentences(doc.said("before")), wide) == [ACROSS]
    assert orientations(narrow, wide, narrow) == [UPRIGHT, ACROSS]
    assert orientations(narrow, wide, many) == [UPRIGHT, ACROSS, UPRIGHT]
    # a few rows are not worth a sheet, unless their words do not fit
    assert orientations(table(row(*["long words " * 40] * 6), heads=7)) == [UPRIGHT]
    assert orientations(table(row(*["x" * 40] * 6), heads=7)) == [ACROSS]
    # of one kind all stand alike
    small = table(*[row(*["a"] * 6)] * 20, heads=7)
    assert orientations(small) == [UPRIGHT]
    assert orientations(small, wide, small) == [ACROSS]


@pytest.mark.parametrize(
    ("language", "code", "words"),
    [
        ("uz", "uz-Latn-UZ", "Agentlikning rasmiy natijasi emas"),
        ("uz-Cyrl", "uz-Cyrl-UZ", "Агентликнинг расмий натижаси эмас"),
        ("ru", "ru-RU", "Не является официальным результатом Агентства"),
        ("en", "en-GB", "Not an official result of the Agency"),
    ],
)
def test_the_foot_numbers_the_pages_and_says_whose_result_it_is(language: str, code: str, words: str) -> None:
    use(language)
    data = paper(table(row("a"), row(*["1.25"])))
    document = opened(data)
    assert {own.get(f"{WORD}val") for own in document.styles.element.iter(f"{WORD}lang")} == {code}
    assert document.core_properties.language == code
    for section in document.sections:
        foot = section.footer.paragraphs[0]
        assert words in foot.text
        fields = [own.get(f"{WORD}instr").strip() for own in section.footer.part.element.iter(f"{WORD}fldSimple")]
        assert fields == ["PAGE", "NUMPAGES"]
    assert tables_of(data)[0][1][1] == ("1.50" if language == "en" else "1,50")


HOSTILE = "a\x00\x01\x0b\x1f\x7f\ufffe\uffff\ud800b ]]> <w:p/> &amp; \"' \t\r\n c\u2028d {language} =1+1 \ue001"


def test_no_text_of_anybody_breaks_the_file() -> None:
    data = docx_.write(
        Document(
            HOSTILE,
            (HOSTILE,),
            (
                Sentences(doc.said(HOSTILE), HOSTILE),
                table(row(doc.Cell(HOSTILE, ident=HOSTILE, label=HOSTILE, notes=(HOSTILE,))), title=HOSTILE),
            ),
            subtitle=HOSTILE,
            page_line=(HOSTILE,),
        )
    )
    document = opened(data)
    shown = "a\ufffd\ufffd \ufffd\ufffd\ufffd\ufffd\ufffdb ]]> <w:p/> &amp; \"'   c d {language} =1+1 →"
    assert document.paragraphs[0].text == shown
    assert document.tables[0].rows[1].cells[0].text == f"{shown} {shown} ({shown})\n{shown}"
    assert document.core_properties.title.startswith("a\ufffd")
    # what other writers of the same file make of it
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None


@given(st.text())
def test_whatever_is_written_is_xml(text: str) -> None:
    assert (ET.fromstring(f"<w>{clean(text)}</w>").text or "") == unescape(clean(text))


def test_the_same_document_is_the_same_bytes_and_names_no_time() -> None:
    again = paper(table(row("a")))
    assert again == paper(table(row("a")))
    with zipfile.ZipFile(io.BytesIO(again)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(again).core_properties
    assert (properties.title, properties.author, properties.created, properties.modified) == (
        "A body",
        "openness",
        None,
        None,
    )


def test_a_file_holds_what_it_needs_and_nothing_of_a_model() -> None:
    with zipfile.ZipFile(io.BytesIO(EVERYTHING)) as package:
        names = set(package.namelist())
    assert names == {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels", "word/document.xml",
        "word/footer1.xml", "word/numbering.xml", "word/settings.xml", "word/styles.xml",
    }  # fmt: skip


def test_a_long_table_is_written_whole() -> None:
    # as a tree of the library it would take minutes
    rows = [row(f"https://gov.example/{number}") for number in range(4000)]
    data = paper(table(*rows))
    assert len(re.findall("<w:tr>", part(data, "document"))) == 4001
