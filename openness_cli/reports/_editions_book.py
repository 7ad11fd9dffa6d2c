"""The workbook of two editions side by side: what it comes to, indicators, every criterion."""

from openness_cli.comparison.editions import Editions, sums_of
from openness_cli.formats import document as doc
from openness_cli.formats.heads import head_of
from openness_cli.formats.rows import Rows, Value
from openness_cli.formats.workbook import Cell, Sheet, Table, Workbook
from openness_cli.messages import _
from openness_cli.model.points import Hundredths
from openness_cli.reports import _editions_words as words
from openness_cli.reports._book import sentences_of, table_of
from openness_cli.words.terms import word_of

Row = list[Cell | Value]
# what a page has room for
_PRINTED = 11


def editions_book(editions: Editions, document: doc.Document, criteria: Rows, language: str) -> Workbook:
    """Return the workbook; ``criteria`` are those that are listed, with the rest and the total below."""
    title, subtitle = document.name, f" {doc.DOT} ".join(document.page_line)
    above = tuple(own for block in document.blocks[:1] for own in sentences_of((block,)))
    tables = (_totals(editions), _sums(editions), _indicators(editions, language))
    sheets = (
        Sheet(_("Overview"), tables, above=above, below=document.notes, is_wide=False),
        Sheet(_("Criteria"), (table_of(criteria)._replace(printed=_PRINTED),)),
    )
    headed = tuple(sheet._replace(title=title, subtitle=subtitle) for sheet in sheets)
    return Workbook(title, headed, editions.before.assessment.day)


def _totals(editions: Editions) -> Table:
    heads = ("", _("before"), _("after"), _("change"))
    before, after = editions.before, editions.after
    figures: list[tuple[str, Value, Value]] = [
        (_("on course"), before.headline.total, after.headline.total),
        (_("colour"), before.headline.band, after.headline.band),
        (_("still reachable"), before.reachable, after.reachable),
        (_("at stake"), before.at_stake, after.at_stake),
        *((own.name, own.before, own.after) for own in words.totals_of(editions) if not own.change),
        (_("criteria"), before.certainty.criteria, after.certainty.criteria),
        (_("wording taken from sources"), before.certainty.sourced, after.certainty.sourced),
        (_("points published"), before.certainty.points_published, after.certainty.points_published),
    ]
    rows: list[Row] = [[name, one, other, _change(one, other)] for name, one, other in figures]
    return Table(heads, rows, title=_("Total"), looked_at=True)


def _change(one: Value, other: Value) -> Value:
    if isinstance(one, Hundredths) and isinstance(other, Hundredths):
        return Hundredths(other - one)
    return other - one if type(one) is int and type(other) is int else None


def _sums(editions: Editions) -> Table:
    heads = (_("what is different"), _("criteria"), _("before"), _("after"), _("change"))
    sums = sums_of(editions.pairs)
    rows: list[Row] = [[word_of(own.difference), own.criteria, own.before, own.after, own.change] for own in sums]
    one, other = editions.totals
    left = [Hundredths(one - sum(own.before for own in sums)), Hundredths(other - sum(own.after for own in sums))]
    if any(left):
        rows.append([_("what rounding leaves"), None, *left, Hundredths(left[1] - left[0])])
    total = (_("in all"), None, one, other, Hundredths(other - one))
    return Table(heads, rows, total, _("What it comes from"), looked_at=True)


def _indicators(editions: Editions, language: str) -> Table:
    names = ("possible_before", "possible_after", "on_course_before", "on_course_after", "on_course_change")
    rows: list[Row] = []
    sums = [0] * len(names)
    for own in words.indicator_pairs(editions):
        change = Hundredths(own.on_course[1] - own.on_course[0])
        points = (*own.possible, *own.on_course, change)
        sums = [one + point for one, point in zip(sums, points, strict=True)]
        name = f"{own.indicator.id} {(own.indicator.short or own.indicator.titles).to(language)}"
        rows.append([name, *points])
    total = words.whole_of(editions)[: len(names)]
    left = [Hundredths(whole - own) for whole, own in zip(total, sums, strict=True)]
    if any(left):
        rows.append([_("what rounding leaves"), *left])
    return Table((_("indicator"), *map(head_of, names)), rows, (_("in all"), *total), _("Indicators"), looked_at=True)
