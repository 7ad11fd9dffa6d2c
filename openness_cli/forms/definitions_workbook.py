"""The definitions of an index as a workbook, for whoever holds the decree: criteria, parts, indicators, how to."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from openness_cli.errors import UsageError
from openness_cli.files.index_book.cells import LISTS
from openness_cli.files.index_book.columns import LABELS, BookSheet, Confirmed
from openness_cli.files.index_book.figures import read_due
from openness_cli.files.index_book.reading import held_state
from openness_cli.files.index_book.state import Definitions, Values
from openness_cli.files.tables.handouts import pieces_of
from openness_cli.formats.heads import cell_of
from openness_cli.forms import _workbook_writer as writer
from openness_cli.forms._choices import apart
from openness_cli.forms._definitions_how_to import how_to
from openness_cli.forms._definitions_sheets import sheet_of
from openness_cli.messages import _, figures, language, n_
from openness_cli.model.definitions import Checklist, Criterion, Index, Levels, Share
from openness_cli.model.periods import DaysAfter, Due, Every
from openness_cli.words.reasons import rule_sentences
from openness_cli.words.terms import level_name, percent, points_of, word_of


def write_definitions(definitions: Definitions) -> bytes:
    """Return a workbook in the language in use; the same definitions give the same bytes.

    Raises UsageError where a text is too long for a cell.
    """
    index, state = definitions.index, definitions.state
    rows = {kind: list(_rows(kind, index, state[kind])) for kind in BookSheet}
    sheets = tuple(sheet_of(kind, rows[kind]) for kind in BookSheet)
    base = pieces_of(held_state(index.id, index.edition.isoformat(), language(), state))
    title = " · ".join((index.titles.to(language()), index.edition.isoformat()))
    written, places = writer.write(writer.Book(title, sheets, _lists(index), base, how_to(index)))
    if places:
        text = _("{places}: longer than a cell holds; shorten it in its file first")
        raise UsageError(text.format(places="; ".join(places)))
    return written


def shown_figure(written: str) -> str:
    """Return a level as it is called, and a figure as the language in use writes it."""
    return figures(level_name(written))


def _rows(kind: BookSheet, index: Index, state: Mapping[str, Values]) -> Iterator[writer.Row]:
    match kind:
        case BookSheet.CRITERIA:
            for own in index.by_id.values():
                yield writer.Row(own.id, {**_shown(state[own.id]), **_told(index, own)})
        case BookSheet.PARTS:
            for key, values in state.items():
                criterion = index.by_id[values["criterion"]]
                told: dict[str, writer.Cell] = {
                    "of_criterion": criterion.titles.to(language()),
                    "sum": float(criterion.possible),
                }
                yield writer.Row(key, {**_shown(values), **told})
        case BookSheet.INDICATORS:
            total = float(sum((own.points for own in index.indicators), Fraction(0)))
            for indicator in index.indicators:
                told = {
                    "title": indicator.titles.to(language()),
                    "sum": float(indicator.points),
                    "all": total,
                    "points_basis": word_of(indicator.points_basis),
                }
                yield writer.Row(indicator.id, {**_shown(state[indicator.id]), **told})


def shown_value(column: str, value: str) -> str:
    """Return a value as people read it: words of a list, figures and days as the language in use writes them."""
    match column:
        case _ if not value:
            return ""
        case "rule":
            return cell_of("rule", value)
        case "every":
            return word_of(Every(value))
        case "figures":
            pieces = (piece.split(" = ") for piece in value.split("; "))
            return "; ".join(" = ".join(map(shown_figure, piece)) for piece in pieces)
        case "due":
            return _due(read_due(value))
        case "points" | "effort" | "late":
            return figures(value)
        case _:
            return value


def _shown(values: Values) -> dict[str, writer.Cell]:
    return {column: shown_value(column, value) for column, value in values.items()}


def _told(index: Index, own: Criterion) -> dict[str, writer.Cell]:
    """Return what of a criterion is shown in words."""
    labels = {key: word_of(label) for key in LABELS if (label := getattr(own, key)) is not None}
    return {"indicator": index.indicator_of(own).id, "earns": "\n".join(_earns(own)), **labels}


def _earns(own: Criterion) -> Iterator[str]:
    """Yield the rule in words, for people alone: without the words of files."""
    match own.rule:
        case Levels(levels):
            yield from (f"{level_name(level.label)}: {points_of(level.points)}" for level in levels)
        case Checklist(parts):
            yield from (f"{part.titles.to(language())}: {points_of(part.points)}" for part in parts)
        case Share(steps):
            for step in steps:
                yield _("{need} or more: {points}").format(need=percent(step.minimum), points=points_of(step.points))
        case _:
            yield from rule_sentences(own, language())


def _due(due: Due) -> str:
    if isinstance(due, DaysAfter):
        return n_("{days} day after the period", "{days} days after the period", due.days).format(days=due.days)
    return f"{due.day:02d}.{due.month:02d}"


def _lists(index: Index) -> tuple[writer.Listed, ...]:
    """Return what can be chosen: what is shown, and on its right what is meant."""
    rules = (own.rule for own in index.by_id.values())
    levels = dict.fromkeys(level.label for rule in rules if isinstance(rule, Levels) for level in rule.levels)
    kinds = ("levels", "count", "share", "checklist", "periods")
    choices = {
        "rule": [(cell_of("rule", own), own) for own in kinds],
        "every": [(word_of(own), own.value) for own in Every],
        "level": [(level_name(own), own) for own in levels],
        "confirmed": [(word_of(own), own.value) for own in Confirmed],
        "delete": [(_("yes"), "yes")],
    }
    listed: list[writer.Listed] = []
    for column, pairs in choices.items():
        own = apart(pairs)
        listed += [
            writer.Listed(LISTS[column], [shown for shown, _meant in own]),
            writer.Listed("", [meant for _shown, meant in own]),
        ]
    return tuple(listed)
