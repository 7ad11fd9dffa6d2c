"""The sheets of a workbook of definitions and their columns: one table for whoever writes one and whoever reads it."""

from openness_cli.files.tables.handouts import MARK, Column
from openness_cli.model.languages import LANGUAGES, Worded, mark

VERSION = "1"
# as each language calls itself: the same in every language
NAMES = {"uz": "oʻzbekcha", "uz-Cyrl": "ўзбекча", "ru": "русский", "en": "English"}
# texts in every language, by their keys in a definition; those that may be left out whole
TEXTS = {
    "titles": mark("What it is"),
    "asks": mark("What is asked"),
    "remedy": mark("What to do"),
    "reference": mark("Where it stands"),
    "note": mark("Note"),
}
MAY_LACK = frozenset({"note"})
LABELS = {
    "basis": mark("Wording is"),
    "points_basis": mark("Points are"),
    "due_basis": mark("Due date is"),
    "needs_basis": mark("Proof asked for is"),
}
# what a label says of what has no source
ASSUMED = "assumed"


class BookSheet(Worded):
    """A sheet of a workbook of definitions."""

    CRITERIA = "criteria", mark("Criteria")
    PARTS = "parts", mark("Parts")
    INDICATORS = "indicators", mark("Indicators")

    @property
    def head(self) -> str:
        """What stands in the first cell of the sheet, hidden."""
        return f"{MARK} index-{self.value} {VERSION}"

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns behind the hidden one of the keys."""
        return _COLUMNS[self]

    @property
    def known_by(self) -> frozenset[str]:
        """The columns by which it is known where its first cell is gone."""
        return _KNOWN_BY[self]


class Confirmed(Worded):
    """What of a criterion was found in the decree; ``basis`` and the others are the labels that say so."""

    def __init__(self, _value: str, _words: str = "", labels: tuple[str, ...] = ()) -> None:
        """Keep the labels."""
        self.labels = labels

    YES = "yes", mark("wording, points and due date"), ("basis", "points_basis", "due_basis")
    ALL = "all", mark("everything, the proof asked for as well"), ("basis", "points_basis", "due_basis", "needs_basis")
    WORDING = "wording", mark("wording alone"), ("basis",)
    POINTS = "points", mark("points alone"), ("points_basis",)


def text_key(field: str, language: str) -> str:
    """Return the key of the column of a text in a language."""
    return f"{field}.{language}"


def _texts(*fields: str) -> tuple[Column, ...]:
    return tuple(
        Column(text_key(field, language), TEXTS[field], suffix=f" · {NAMES[language]}")
        for field in fields
        for language in LANGUAGES
    )


_CRITERION = Column("criterion", mark("Criterion"))
_POINTS = Column("points", mark("Points"))
# empty when handed out, and none of the definitions
_DECREE = (
    Column("decree", mark("As it stands in the decree")),
    Column("decree_points", mark("Points there")),
    Column("annex", mark("Annex and item")),
    Column("confirmed", mark("Confirmed")),
)
DECREE = tuple(own.key for own in _DECREE)
_COLUMNS = {
    BookSheet.CRITERIA: (
        _CRITERION,
        Column("indicator", mark("Indicator"), is_read=False),
        Column("earns", mark("How it earns points"), is_read=False),
        *_DECREE,
        Column("rule", mark("Kind of rule")),
        Column("figures", mark("In figures")),
        Column("every", mark("How often")),
        Column("due", mark("By when")),
        Column("late", mark("A late one earns (share)")),
        _POINTS,
        Column("effort", mark("Days of work")),
        Column("source", mark("Web address of the source")),
        *(Column(key, head, is_read=False) for key, head in LABELS.items()),
        *_texts(*TEXTS),
    ),
    BookSheet.PARTS: (
        _CRITERION,
        Column("of_criterion", mark("What it is"), is_read=False),
        *_texts("titles"),
        _POINTS,
        Column("sum", mark("All parts of the criterion"), is_read=False),
        Column("delete", mark("Delete")),
    ),
    BookSheet.INDICATORS: (
        Column("indicator", mark("Indicator")),
        Column("title", mark("What it is"), is_read=False),
        _POINTS,
        *_DECREE[1:],
        Column("sum", mark("Its criteria add up to"), is_read=False),
        Column("all", mark("All indicators add up to"), is_read=False),
        Column("points_basis", LABELS["points_basis"], is_read=False),
    ),
}
_KNOWN_BY = {
    BookSheet.CRITERIA: frozenset({"criterion", "figures", "annex"}),
    BookSheet.PARTS: frozenset({"criterion", "delete", "points"}),
    BookSheet.INDICATORS: frozenset({"indicator", "sum", "points"}),
}
