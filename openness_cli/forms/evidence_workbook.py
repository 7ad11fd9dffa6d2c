"""The evidence of a body as a workbook to be filled in: criteria, materials, units, works, how to; its state inside."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from openness_cli.errors import UsageError
from openness_cli.files.sheets.columns import DAYS, NUMBERS, SheetKind
from openness_cli.files.sheets.state import Entry, State
from openness_cli.files.tables.handouts import pieces_of
from openness_cli.forms import _workbook_writer as writer
from openness_cli.forms._choices import Choices, choices_of
from openness_cli.forms._evidence_sheets import lists_of, sheet_of
from openness_cli.forms._how_to import how_to
from openness_cli.messages import _, language
from openness_cli.model.definitions import Count, Criterion, Levels, Share
from openness_cli.model.evidence import Item, fold
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.reasons import ReasonSort
from openness_cli.scoring.verdicts import Applicability, Basis
from openness_cli.words.reasons import reason_sentence
from openness_cli.words.terms import word_of


class Handout(NamedTuple):
    """What a workbook is made of; ``unit`` is whose copy it is, and ``is_blank`` leaves out all that is entered."""

    assessment: Assessment
    findings: tuple[Finding, ...]
    state: State
    unit: str | None = None
    is_blank: bool = False


def write_workbook(handout: Handout) -> bytes:
    """Return a workbook; the same handout gives the same bytes.

    A copy for a unit holds its rows alone, and a state of these alone. Raises UsageError where a text is too long for
    a cell.
    """
    state = _part_of(handout)
    index = handout.assessment.index
    choices = choices_of(index, handout.assessment.workspace.year, handout.state, language())
    sheets = tuple(sheet_of(kind, _rows(kind, handout, state, choices), choices) for kind in SheetKind)
    body = handout.assessment.workspace.organisation.name(language())
    title = " · ".join(filter(None, (body, str(handout.assessment.workspace.year), handout.unit)))
    written, places = writer.write(
        writer.Book(title, sheets, lists_of(choices), _base(handout, state), how_to(index, choices))
    )
    if places:
        text = _("{places}: longer than a cell holds; shorten it in its file first")
        raise UsageError(text.format(places="; ".join(places)))
    return written


def _part_of(handout: Handout) -> State:
    """Return what of a workspace goes into a workbook."""
    state, unit = handout.state, handout.unit
    works = state.works
    if unit is not None:
        wanted = fold(unit)
        items = tuple(own for own in state.items if fold(own.values.get("owner", "")) == wanted)
        claims = tuple(own for own in state.claims if fold(own.values.get("owner", "")) == wanted)
        named = {own.values.get("action") for own in (*claims, *items)}
        works = tuple(own for own in works if fold(own.values.get("owner", "")) == wanted or own.key in named)
        units = tuple(own for own in state.units if fold(own.key) == wanted)
        state = State(claims, items, works, units or state.units, ())
    if handout.is_blank:
        known = dict.fromkeys(own.criterion for own in state.claims)
        blank = tuple(Entry(f"|{name}", name, {}, state.claims[0].spot) for name in known) if unit is not None else ()
        state = State(blank, (), works, state.units, ())
    return state


def _base(handout: Handout, state: State) -> tuple[str, ...]:
    """Return the state as text, in pieces that cells hold."""
    workspace = handout.assessment.workspace
    held = {
        "version": 1,
        "body": workspace.organisation.id,
        "year": workspace.year,
        "language": language(),
        "owner": handout.unit or "",
        **{
            kind.value: {own.key: [own.criterion, dict(own.values)] for own in entries}
            for kind, entries in zip(SheetKind, (state.claims, state.items, state.units, state.works), strict=True)
        },
    }
    return pieces_of(held)


def _rows(kind: SheetKind, handout: Handout, state: State, choices: Choices) -> list[writer.Row]:
    match kind:
        case SheetKind.CRITERIA:
            return list(_criteria(handout, state, choices))
        case SheetKind.ITEMS:
            order = {name: place for place, name in enumerate(handout.assessment.index.by_id)}
            states = _states_of_items(handout)
            known = handout.assessment.index.by_id
            items = sorted(state.items, key=lambda own: order[own.criterion])
            return [_item(own, known[own.criterion], states.get(own.key, ""), choices) for own in items]
        case SheetKind.UNITS:
            return [writer.Row(own.key, dict(own.values)) for own in state.units]
        case SheetKind.WORKS:
            return [writer.Row(own.key, {"id": own.key, **_cells(own.values)}) for own in state.works]


def _criteria(handout: Handout, state: State, choices: Choices) -> Iterable[writer.Row]:
    """Yield a row for each place where a criterion is written, and one for each that is asked and not written."""
    written: dict[str, list[Entry]] = {}
    for own in state.claims:
        written.setdefault(own.criterion, []).append(own)
    for finding in handout.findings:
        verdict, criterion = finding.verdict, finding.verdict.criterion
        is_asked = verdict.applicability is not Applicability.OTHER_KIND and (handout.unit is None or not written)
        rows: Sequence[Entry | None] = written.get(criterion.id) or [None] * is_asked
        for entry in rows:
            values = _cells(entry.values) if entry else {}
            if values.get("level"):
                values["level"] = choices.level_shown(str(values["level"]))
            if values.get("action"):
                values["action"] = choices.work_shown(str(values["action"]))
            shown: dict[str, writer.Cell] = {
                "criterion": criterion.id,
                "title": criterion.titles.to(language()),
                "asks": criterion.asks.to(language()),
                "points": float(criterion.possible),
                "state": word_of(verdict.outcome(Basis.EVIDENCED)),
                "due": finding.due,
            }
            unfit = _unfit(criterion).difference(values)
            yield writer.Row(entry.key if entry else f"|{criterion.id}", {**values, **shown}, unfit)


def _unfit(criterion: Criterion) -> frozenset[str]:
    """Return the columns that mean nothing for a criterion."""
    match criterion.rule:
        case Levels():
            return frozenset({"count", "of"})
        case Share():
            return frozenset({"level"})
        case Count():
            return frozenset({"level", "of"})
        case _:
            return frozenset({"level", "count", "of"})


def _item(own: Entry, criterion: Criterion, state: str, choices: Choices) -> writer.Row:
    values = _cells(own.values)
    label = own.values.get("period") or own.values.get("part") or ""
    if label:
        values["label"] = choices.label_shown(own.criterion, label)
    if values.get("action"):
        values["action"] = choices.work_shown(str(values["action"]))
    title = criterion.titles.to(language())
    return writer.Row(own.key, {**values, "criterion": own.criterion, "of_criterion": title, "state": state})


def _cells(values: Mapping[str, str]) -> dict[str, writer.Cell]:
    """Return values as a spreadsheet holds them: days as days, numbers as numbers."""
    return {key: _cell(key, value) for key, value in values.items()}


_FIRST_DAY = date(1900, 3, 1)  # a spreadsheet counts the days before it otherwise


def _cell(key: str, value: str) -> writer.Cell:
    if key in DAYS:
        day = date.fromisoformat(value)
        return day if day >= _FIRST_DAY else value
    return float(value) if key in NUMBERS else value


def _states_of_items(handout: Handout) -> dict[str, str]:
    """Return of each item, by its key, what is wrong with it, or that it counts."""
    told: dict[str, str] = {}
    for finding in handout.findings:
        verdict = finding.verdict
        if verdict.evidence is None:
            continue
        criterion = verdict.criterion
        entries = (
            [own for own in handout.state.items if own.criterion == criterion.id] if verdict.evidence.items else []
        )
        for item, own in _pairs(verdict.evidence.items, entries):
            wrong = [
                reason_sentence(reason, criterion, language())
                for reason in finding.reasons
                if reason.item is item and reason.code.sort is not ReasonSort.QUIET
            ]
            told[own.key] = "; ".join(wrong) or _("counts")
    return told


def _pairs(items: Iterable[Item], entries: list[Entry]) -> Iterable[tuple[Item, Entry]]:
    """Return the items as judged beside those written, by their files and their order there."""
    by_file: dict[str, list[Item]] = {}
    for item in items:
        by_file.setdefault(item.place.file, []).append(item)
    written: dict[str, list[Entry]] = {}
    for own in entries:
        written.setdefault(own.spot.file, []).append(own)
    for name, judged in by_file.items():
        if len(judged) == len(written.get(name, ())):
            yield from zip(judged, written[name], strict=True)
