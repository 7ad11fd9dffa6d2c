"""What can be chosen in the cells of a workbook, in the language in use, and what each choice means in a file."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from openness_cli.files.sheets.state import State
from openness_cli.messages import _
from openness_cli.model.definitions import Checklist, Criterion, Index, Levels, Periods
from openness_cli.model.evidence import fold
from openness_cli.model.periods import periods_of
from openness_cli.words.terms import level_name, period_words


class Choices(NamedTuple):
    """Words as they are shown, each with what is written for it; labels by their criterion."""

    criteria: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, str, str], ...]
    levels: tuple[tuple[str, str], ...]
    units: tuple[str, ...]
    works: tuple[tuple[str, str], ...]
    delete: str

    def label_shown(self, criterion: str, label: str) -> str:
        """Return a period or part as it is shown."""
        return next((shown for own, shown, meant in self.labels if (own, meant) == (criterion, label)), label)

    def level_shown(self, level: str) -> str:
        """Return a level as it is shown."""
        return next((shown for shown, meant in self.levels if meant == level), level)

    def work_shown(self, work: str) -> str:
        """Return a work as it is shown."""
        return next((shown for shown, meant in self.works if meant == work), work)


def choices_of(index: Index, year: int, state: State, language: str) -> Choices:
    """Return the choices that a body has."""
    criteria = index.by_id.values()
    levels = dict.fromkeys(
        own.label for criterion in criteria if isinstance(criterion.rule, Levels) for own in criterion.rule.levels
    )
    return Choices(
        tuple((own.id, own.titles.to(language)) for own in criteria),
        tuple((own.id, *pair) for own in criteria for pair in _labels(own, year, language)),
        apart((level_name(own), own) for own in levels),
        tuple(own.key for own in state.units),
        apart((own.values.get("title", own.key), own.key) for own in state.works),
        _("yes"),
    )


def _labels(criterion: Criterion, year: int, language: str) -> tuple[tuple[str, str], ...]:
    match criterion.rule:
        case Checklist(parts):
            return apart((own.titles.to(language), own.label) for own in parts)
        case Periods(every):
            return apart((period_words(own.label), own.label) for own in periods_of(year, every))
        case _:
            return ()


def apart(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return pairs of a word as shown and its meaning; where a word would mean two things, the meaning is shown."""
    found = list(pairs)
    # a program that reads it back takes this for the end of a line
    found = [(meant if "_x000D_" in shown else shown, meant) for shown, meant in found]
    times = Counter(fold(shown) for shown, _meant in found)
    meanings = {fold(meant) for _shown, meant in found}
    return tuple(
        (shown if times[fold(shown)] == 1 and (fold(shown) not in meanings or shown == meant) else meant, meant)
        for shown, meant in found
    )
