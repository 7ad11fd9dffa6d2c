"""Pages of small reports: what a table becomes, what is said of the whole, what can run, what is asked for."""

from datetime import date
from fractions import Fraction

import pytest

from openness_cli.formats import document as doc
from openness_cli.formats import html
from openness_cli.formats import page as pages
from openness_cli.formats._pictures import plot
from openness_cli.messages import use
from tests.builders.pages import asked_for, can_run, first, parsed, section, tables, text_of

RULER = doc.Ruler(Fraction(100), (Fraction(71), Fraction(55), Fraction(0)))
COLUMNS = (
    doc.Column("name"),
    doc.Column("", fit=doc.Fit.BAR),
    doc.Column("points", is_number=True),
    doc.Column("screen alone", medium=doc.Medium.SCREEN),
)


def document(*rows: doc.Row, **more: object) -> doc.Document:
    table = doc.Table(COLUMNS, rows, "Things", **more)  # type: ignore[arg-type]
    return doc.Document("A body", ("X", "2024"), (table,), page_line=("X", "1 July 2024"))


def row(name: str, points: str = "1.00", **more: object) -> doc.Row:
    bar = doc.Cell("", bar=doc.Bar(0.5, 0.1, 0.2, doc.Tone.RED, RULER, failed=0.9))
    return doc.row((doc.Cell(name, ident="C1", **more), bar, points, "never"))  # type: ignore[arg-type]


def test_a_table_is_a_table_with_a_name_and_heads() -> None:
    page = parsed(html.write(document(row("first", notes=("below",), label="behind"), row("second", "-2.50"))))
    (table,) = tables(page)
    assert (table.name, table.heads) == ("Things", ["Name", "share of the whole", "Points"])
    assert table.rows == [["C1 first (behind) below", "", "1.00"], ["C1 second", "", "−2.50"]]
    assert text_of(first(page, "h1")) == "A body"
    assert "never" not in text_of(page.body or page.root)  # type: ignore[arg-type]
    scopes = [node.attributes["scope"] for node in page.css("table th")]
    assert scopes == ["col"] * 3 + ["row"] * 2


def test_a_bar_ends_with_the_whole_and_has_a_line_where_a_colour_begins() -> None:
    page = parsed(html.write(document(row("first"))))
    drawn = [(own.attributes["class"], own.attributes.get("x"), own.attributes["width"]) for own in page.css("td rect")]
    assert drawn == [
        ("r", None, "100%"), ("e", "0%", "50%"), ("u", "50%", "10%"), ("p", "60%", "20%"), ("f", "80%", "20%"),
    ]  # fmt: skip
    lines = [own.attributes["x1"] for own in page.css("td line.m")]
    assert lines == ["71%", "55%"]


def test_what_is_said_in_the_language_of_the_reader() -> None:
    said = {}
    for language in ("en", "ru", "uz"):
        use(language)
        page = parsed(html.write(document(row("first", "1234.50"))))
        said[language] = text_of(first(page, ".skip"))
        assert first(page, "html").attributes["lang"] == language
        assert tables(page)[0].rows[0][2] == ("1234.50" if language == "en" else "1234,50")
    assert len(set(said.values())) == 3


def test_texts_are_texts_and_nothing_is_asked_for() -> None:
    evil = (
        "</script><script>alert(1)</script><img src=x onerror=alert(1)> \" ' {{ 7*7 }} https://x.example/ ##[group]\x1b"
    )
    own = document(row(evil, notes=(evil,), label=evil), row(evil, is_code=True))
    own = own._replace(name=evil, notes=doc.faint((evil, doc.EARNED + evil)), subtitle=evil)
    data = html.write(own._replace(blocks=(*own.blocks, doc.Sentences(doc.said(evil, evil), evil))))
    page = parsed(data)
    assert (asked_for(page), can_run(page), page.css("img, iframe, main a")) == ([], [], [])
    assert text_of(first(page, "h1")).startswith("</script><script>alert(1)</script><img src=x")
    assert "{{ 7*7 }}" in text_of(first(page, "h1"))
    assert b"\x1b" not in data
    assert b"##[" not in data
    assert data == html.write(own._replace(blocks=(*own.blocks, doc.Sentences(doc.said(evil, evil), evil))))


def test_each_title_is_a_section_and_many_have_a_list() -> None:
    named = [
        doc.Sentences(doc.said("text"), title) for title in ("One", "Two", "A title that is longer than a line is")
    ]
    page = parsed(html.write(doc.Document("A body", (), (*named, doc.Sentences(doc.said("more"))))))
    names = [text_of(own) for own in page.css("nav a")]
    assert names == ["One", "Two", "A title that is longer than a l…"]
    assert [own.attributes["href"] for own in page.css("nav a")] == ["#s1", "#s2", "#s3"]
    assert text_of(first(page, section(page, "A title"))).endswith("text more")
    labelled = [own.attributes["aria-labelledby"] for own in page.css("main section")]
    assert [text_of(first(page, f"#{own}"))[:3] for own in labelled] == ["One", "Two", "A t"]


def test_shapes_are_drawn_beside_what_they_mean() -> None:
    own = document(row("first"))._replace(notes=doc.faint((f"{doc.EARNED * 2} earned  {doc.MINIMUM} begins",)))
    page = parsed(html.write(own._replace(page_notes=("A note.",))))
    assert [text_of(item) for item in page.css("footer .item")] == ["earned", "begins"]
    assert len(page.css("footer svg rect.e")) == len(page.css("footer svg line.m")) == 1
    assert text_of(page.css("footer p")[-1]) == "A note."


@pytest.mark.parametrize("count", [2, 3])
def test_a_few_rows_need_no_order(count: int) -> None:
    page = parsed(html.write(document(*[row(str(n)) for n in range(count)])))
    assert bool(page.css("table.sorts")) == (count > 2)


def test_exact_points_are_told_in_whole_parts() -> None:
    thirds = (Fraction(1, 3), Fraction(1, 3), Fraction(1, 4))
    table = doc.Table(COLUMNS, tuple(row(name) for name in "abc"))
    sieve = pages.Sieve("owner", ("x", "y"), (("x",), ("x", "y"), ("y",)))
    sifted = pages.Sifted(table, (sieve,), thirds, "{count} of {all}: {points}", "any", "search")
    page = parsed(html.write(pages.Page("t", "", "A body", "", (pages.Section("All", (sifted,)),))))
    assert first(page, ".sifted").attributes["data-whole"] == "12"
    rows = page.css(".sifted tbody tr")
    assert [own.attributes["data-w"] for own in rows] == ["4", "4", "3"]
    assert [own.attributes["data-f0"] for own in rows] == ["0", "0 1", "1"]
    assert [text_of(own) for own in page.css("option")] == ["any", "x", "y"]


def test_a_curve_stays_in_its_picture() -> None:
    zones = (pages.Zone("green", doc.Tone.GREEN, Fraction(71)), pages.Zone("red", doc.Tone.RED, Fraction(0)))
    day, last = date(2024, 7, 1), date(2025, 3, 1)
    curve = pages.Curve(
        "said", RULER, zones, (pages.Spot(date(2024, 1, 1), Fraction(3)), pages.Spot(day, Fraction(100), "100")),
        (pages.Spot(day, Fraction(100)), pages.Spot(last, Fraction(60), "60")), (pages.Spot(day, Fraction(47), "47"),),
        ((date(2024, 4, 1), "04.2024"), (last, "01.03.2025")), (day, "today"), ("was", "next", "published"),
    )  # fmt: skip
    for kind, width in (("wide", 900), ("narrow", 360)):
        drawn = plot(curve, kind)
        places = [own for path in (drawn.past, drawn.ahead) for own in path[1:].split("L")]
        assert all(0 <= float(own.split()[0]) <= width for own in places)
        assert all(20 <= float(own.split()[1]) <= drawn.height - 30 for own in places)
        assert next(label.text for label in drawn.labels if label.y == str(drawn.height - 10)) == "01.03.2025"
        # a stair: from the total of today to that of the last day, straight down
        assert len(drawn.ahead.split("L")) == 3
