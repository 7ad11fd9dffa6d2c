"""What the sheets of a workbook of definitions look like: in which order, how wide, what is worked out in them."""

from collections.abc import Sequence

from openness_cli.files.index_book.cells import LISTS
from openness_cli.files.index_book.columns import DECREE, TEXTS, BookSheet, text_key
from openness_cli.files.tables.handouts import Column
from openness_cli.forms import _workbook_writer as writer
from openness_cli.forms._workbook_writer import Allowed, Look
from openness_cli.messages import _, language
from openness_cli.model.languages import LANGUAGES

_SPARE_PARTS = 40
# below the criteria nothing stands
_LAST = 500
_WIDTHS = {
    "criterion": 10, "indicator": 12, "earns": 34, "decree": 40, "decree_points": 12, "annex": 18, "confirmed": 22,
    "rule": 16, "figures": 30, "every": 16, "due": 18, "late": 16, "points": 9, "effort": 9, "source": 30,
    "basis": 16, "points_basis": 16, "due_basis": 16, "needs_basis": 18, "of_criterion": 40, "title": 50, "sum": 20,
    "all": 16, "delete": 9, "titles": 36, "asks": 46, "remedy": 46, "reference": 34, "note": 40,
}  # fmt: skip
_AS_TYPED = frozenset({"criterion", "indicator", "decree_points", "figures", "due", "late", "points", "effort"})
# what is read first, and is printed of the criteria and the parts
_FIRST = {
    BookSheet.CRITERIA: ("criterion", "indicator", "titles", "asks", "earns", *DECREE, "points_basis"),
    BookSheet.PARTS: ("criterion", "of_criterion", "titles", "points", "sum", "delete"),
    BookSheet.INDICATORS: ("indicator", "title", "points", *DECREE[1:], "sum", "all", "points_basis"),
}


def sheet_of(kind: BookSheet, rows: Sequence[writer.Row]) -> writer.Sheet:
    """Return a sheet of a kind."""
    ordered = _ordered(kind)
    columns = [_column(own) for own in ordered]
    formulas = _formulas(kind, len(rows))
    columns = [own._replace(formula=formulas.get(own.key, "")) for own in columns]
    is_parts = kind is BookSheet.PARTS
    is_wide = not is_parts
    return writer.Sheet(
        _(kind.words), kind.head, columns, rows,
        spare=_SPARE_PARTS if is_parts else 0,
        is_protected=not is_parts,
        is_wide=is_wide,
        printed=len(_FIRST[kind]),
    )  # fmt: skip


def _ordered(kind: BookSheet) -> list[Column]:
    """Return the columns in the order in which they are read: what stands in the language in use first."""
    by_key = {own.key: own for own in kind.columns}
    keys = [text_key(own, language()) if own in TEXTS else own for own in _FIRST[kind]]
    others = [own.key for own in kind.columns if "." not in own.key]
    own_texts = [text_key(field, language()) for field in TEXTS]
    texts = [text_key(field, name) for name in LANGUAGES for field in TEXTS]
    return [by_key[key] for key in dict.fromkeys((*keys, *others, *own_texts, *texts)) if key in by_key]


def _column(own: Column) -> writer.Column:
    field = own.key.partition(".")[0]
    look = Look.POINTS if own.key in ("sum", "all") else Look.TYPED if own.key in _AS_TYPED else Look.TEXT
    is_locked = not own.is_read or own.key in ("criterion", "indicator")
    allowed = Allowed(writer.range_of(LISTS[own.key])) if own.key in LISTS else None
    return writer.Column(own.key, own.shown, _WIDTHS[field], look, is_locked, allowed, is_asked=own.key in DECREE)


def _formulas(kind: BookSheet, rows: int) -> dict[str, str]:
    match kind:
        case BookSheet.PARTS:
            last = rows + _SPARE_PARTS + 1
            names, points = (_range(kind, key, last) for key in ("criterion", "points"))
            own = _letter(kind, "criterion")
            # an empty row has no sum
            return {"sum": f'=IF(LEN(${own}{{row}})=0,"",SUMPRODUCT(({names}=${own}{{row}})*{_number(points)}))'}
        case BookSheet.INDICATORS:
            of = BookSheet.CRITERIA
            indicator, points, there, confirmed = (
                _range(of, key, _LAST) for key in ("indicator", "points", "decree_points", "confirmed")
            )
            is_there = f"(LEN({there})*LEN({confirmed})>0)"
            worth = f"({is_there}*{_number(there)}+(1-{is_there})*{_number(points)})"
            whole = _range(kind, "points", rows + 1)
            return {
                "sum": f"=SUMPRODUCT(({indicator}=${_letter(kind, 'indicator')}{{row}})*{worth})",
                "all": f"=SUMPRODUCT({_number(whole)})",
            }
        case BookSheet.CRITERIA:
            return {}


def _number(cells: str) -> str:
    """Return what makes numbers of texts, whatever they have for decimals, in a spreadsheet of any language."""
    # an empty text is no number everywhere; with a nought before it, it is 0
    return f'_xlfn.NUMBERVALUE("0"&SUBSTITUTE({cells},".",","),","," ")'


def _letter(kind: BookSheet, key: str) -> str:
    place = [own.key for own in _ordered(kind)].index(key) + 1
    return chr(ord("A") + place)


def _range(kind: BookSheet, key: str, last: int) -> str:
    letter = _letter(kind, key)
    name = _(kind.words)[:31].replace("'", "''")
    return f"'{name}'!${letter}$2:${letter}${last}"
