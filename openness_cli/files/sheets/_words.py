"""Words of cells: what is meant by those that are chosen from lists, and how yes and no are said."""

from collections.abc import Collection, Mapping
from functools import cache
from typing import NamedTuple

from openness_cli.files.sheets.reading import Words
from openness_cli.messages import in_every_language
from openness_cli.model.evidence import fold, the_one

_CROSSES = frozenset({"x", "х", "+", "1", "v", "✓"})


class Known(NamedTuple):
    """The words of a workbook's lists, its units as they are compared, and works by their ids and titles."""

    words: Words
    units: Collection[str]
    works: Mapping[str, str]

    def meant(self, key: str, criterion: str, text: str) -> str | None:
        """Return what is meant by a word of the list of a column."""
        folded = fold(text)
        match key:
            case "label":
                return self.words.get((f"label {criterion}", folded))
            case "level":
                return self.words.get((key, folded))
            case "owner":
                return text if folded in self.units else None
            case "action":
                titles = ((title, own) for own, title in self.works.items())
                own_id = the_one(text, [(own, own) for own in self.works])
                return self.words.get((key, folded)) or own_id or the_one(text, titles)
            case _:
                return None


@cache
def answers() -> tuple[frozenset[str], frozenset[str]]:
    """Return how yes and no are said in the languages of the product."""
    yes, no = ({fold(own) for own in in_every_language(word)} for word in ("yes", "no"))
    return frozenset(yes) | _CROSSES, frozenset(no) | {"-", "0"}
