"""Definitions as they are to be: what was typed put in its place, labels as far as it was confirmed, and sums checked.

What is not confirmed keeps its labels; what was known from a source and is typed anew without that is assumed.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from openness_cli.errors import Problem
from openness_cli.files.index_book.columns import ASSUMED, MAY_LACK, TEXTS, BookSheet, text_key
from openness_cli.files.index_book.comparing import Compared, Edit
from openness_cli.files.index_book.confirming import Decree
from openness_cli.files.index_book.indicators import settle_indicators, stated_points, sums_of_criteria
from openness_cli.files.index_book.points import PartRow, Worth, parts_of, settle_rule
from openness_cli.files.index_book.references import references, without_points
from openness_cli.files.index_book.sharing import share_out, with_points
from openness_cli.files.index_book.state import State
from openness_cli.files.index_book.steps import earns_less_as_before
from openness_cli.messages import _
from openness_cli.model.definitions import Contradiction, Index
from openness_cli.model.languages import LANGUAGES, STAND_INS

_KNOWN = {"basis": "sourced", "points_basis": "published", "due_basis": "sourced", "needs_basis": "sourced"}
_OF_DUE = ("every", "due", "late")
_OF_POINTS = ("rule", "figures", "points", "every", "late")
_WORDING = frozenset(text_key(own, language) for own in ("titles", "asks") for language in LANGUAGES)


class Lowered(NamedTuple):
    """A label that says no more that something is known from a source: it was typed anew, and not confirmed."""

    criterion: str
    label: str


@dataclass
class Amendment:
    """What is to be written: all values of what changes, with the parts of checklists that change.

    ``unused`` are cells of the decree that were filled in and not confirmed, ``kept`` criteria of confirmed points that
    earn less for less as they were handed out, ``shared`` criteria with others' points
    shared out to them, ``contradictions`` indicators with fewer points than were published. Nothing is
    to be written where there are ``problems``.
    """

    criteria: dict[str, dict[str, str]] = field(default_factory=dict)
    parts: dict[str, tuple[PartRow, ...]] = field(default_factory=dict)
    indicators: dict[str, dict[str, str]] = field(default_factory=dict)
    confirmed: dict[str, Decree] = field(default_factory=dict)
    lowered: list[Lowered] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    shared: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether everything stays as it is."""
        return not (self.criteria or self.parts or self.indicators)


def amended(
    index: Index, now: State, compared: Compared, shown: Callable[[str], str], *, shares: bool = False
) -> Amendment:
    """Return what is to be written; ``shown`` says how a level is called, and a figure is written, for people.

    Where it ``shares``, what is left of all points is shared out among what stays assumed and was not typed.
    """
    return _Amending(index, now, compared, shown, shares=shares).amended()


class _Amending:
    def __init__(
        self, index: Index, now: State, compared: Compared, shown: Callable[[str], str], *, shares: bool
    ) -> None:
        self._index, self._now, self._compared, self._shown = index, now, compared, shown
        self._shares = shares
        self._made = Amendment()

    def amended(self) -> Amendment:
        compared, made = self._compared, self._made
        parts, wrong = parts_of(self._now, compared)
        made.problems += wrong
        new: dict[str, dict[str, str]] = {}
        unsettled: set[str] = set()
        for name in self._now[BookSheet.CRITERIA]:
            before = len(made.problems)
            new[name] = self._criterion(name, parts.get(name, ()))
            if name in compared.broken:
                # what else is wrong with it may come of that
                del made.problems[before:]
            if name in compared.broken or len(made.problems) > before:
                unsettled.add(name)
        shared: Mapping[str, Fraction] | None = {} if self._shares else None
        if self._shares and not (made.problems or compared.problems):
            shared = self._shared(new, parts)
        self._indicators(new, unsettled, shared)
        return made

    def _criterion(self, name: str, parts: tuple[PartRow, ...]) -> dict[str, str]:
        """Return a criterion as it is to be, and note that it changes and what is wrong with it."""
        held = self._now[BookSheet.CRITERIA][name]
        edits = self._compared.edits[BookSheet.CRITERIA].get(name, {})
        own = {**held, **{column: edit.new for column, edit in edits.items()}}
        decree = self._compared.decree.get(name)
        confirmed = self._confirmed(name, decree)
        if decree is not None:
            self._put_in(own, decree, edits, confirmed)
        worth = Worth(name, own, edits, decree if "points_basis" in confirmed else None, parts)
        settled, wrong = settle_rule(worth, self._compared, self._shown)
        own |= settled.values
        self._made.problems += wrong
        self._label(name, own, settled.parts, confirmed)
        self._check_texts(name, own)
        own = {column: value for column, value in own.items() if value}
        if own != dict(held):
            self._made.criteria[name] = own
        if settled.parts:
            self._made.parts[name] = settled.parts
        if "points_basis" in confirmed and earns_less_as_before(own, held, parts):
            self._made.kept.append(name)
        return own

    def _shared(
        self, new: dict[str, dict[str, str]], parts: Mapping[str, tuple[PartRow, ...]]
    ) -> Mapping[str, Fraction]:
        """Share out what is left of all points, and return the indicators that have others by that."""
        points = {name: Fraction(own["points"]) for name, own in new.items()}
        held = self._now[BookSheet.CRITERIA]
        fixed = {
            name
            for name, own in new.items()
            if own["points_basis"] == "published" or own["points"] != held[name]["points"] or name in self._made.parts
            or own.get("figures") != held[name].get("figures")
        }  # fmt: skip
        stated = stated_points(self._index, self._compared, self._sums(new))
        found = share_out(self._index, points, fixed, stated)
        self._made.problems += found.problems
        for name, share in found.criteria.items():
            new[name], changed = with_points(new[name], parts.get(name, ()), share)
            self._made.criteria[name] = new[name]
            if changed:
                self._made.parts[name] = changed
        self._made.shared = tuple(found.criteria)
        return found.indicators

    # -- a criterion ---------------------------------------------------------------------------------------------------

    def _confirmed(self, name: str, decree: Decree | None) -> tuple[str, ...]:
        """Return the labels that are confirmed, and note what is missing for that."""
        if decree is None:
            return ()
        if decree.confirmed is None:
            filled = (own for own in ("decree", "decree_points", "annex") if decree.row.values.get(own))
            self._made.unused += map(decree.row.cell, filled)
            return ()
        labels = decree.confirmed.labels
        cell = decree.row.cell
        if not decree.annex:
            what = _("{name} is confirmed, and no annex and item is named").format(name=name)
            self._complain(cell("annex"), what, _("say where it stands, as in: annex 4, item 12"))
        if "points_basis" in labels and not decree.points:
            what = _("{name} is confirmed, and its points there are missing").format(name=name)
            hint = _("type the points, or choose that the wording alone is confirmed")
            self._complain(cell("decree_points"), what, hint)
        for column, label, text in (
            ("decree", "basis", decree.text),
            ("decree_points", "points_basis", decree.points),
        ):
            if text and label not in labels:
                self._made.unused.append(cell(column))
        self._made.confirmed[name] = decree
        return labels

    def _put_in(
        self, own: dict[str, str], decree: Decree, edits: Mapping[str, Edit], confirmed: Collection[str]
    ) -> None:
        """Put the decree's text and its place where they belong, but for what was typed there itself."""
        if not confirmed:
            return
        # what was typed itself, here or meanwhile there
        own_words = edits.keys() | self._compared.standing.get(own["criterion"], frozenset())
        if "basis" in confirmed and "source" not in own_words:
            # that is where it stood before
            own.pop("source", None)
        for language in LANGUAGES:
            for field_, text in decree.texts.items():
                key = text_key(field_, language)
                if key not in own_words and (own.get(key) or language not in STAND_INS):
                    own[key] = text
        if decree.annex:
            named = references(own, decree.annex, confirmed)
            own |= {key: text for key, text in named.items() if key not in own_words}

    def _label(self, name: str, own: dict[str, str], parts: Iterable[PartRow], confirmed: Iterable[str]) -> None:
        """Have labels say what was confirmed, and no more than that of what was typed anew."""
        held = self._now[BookSheet.CRITERIA][name]
        changed = {column for column in own.keys() | held.keys() if own.get(column, "") != held.get(column, "")}
        touched = {own for part in parts for own in part.changed}
        others = any(part.place is None or part.is_gone for part in parts)
        is_periods = own["rule"] == "periods"
        anew = {
            "basis": others or not (changed | touched).isdisjoint(_WORDING),
            "points_basis": others or "points" in touched or not changed.isdisjoint(_OF_POINTS),
            "due_basis": not changed.isdisjoint(_OF_DUE),
        }
        if is_periods:
            own.setdefault("due_basis", ASSUMED)
        elif held["rule"] == "periods":
            own.pop("due_basis", None)
        for label, known in _KNOWN.items():
            if label in confirmed and (label != "due_basis" or is_periods):
                own[label] = known
            elif anew.get(label) and own.get(label, ASSUMED) != ASSUMED:
                own[label] = ASSUMED
                self._made.lowered.append(Lowered(name, label))
                if label == "points_basis":
                    own |= without_points(own)

    def _check_texts(self, name: str, own: Mapping[str, str]) -> None:
        for field_ in TEXTS:
            filled = [language for language in LANGUAGES if own.get(text_key(field_, language))]
            lacking = [own for own in LANGUAGES if own not in filled and own not in STAND_INS]
            for language in lacking if filled or field_ not in MAY_LACK else ():
                cell = self._compared.cell(BookSheet.CRITERIA, name, text_key(field_, language))
                self._complain(cell, _("a text is missing here"), _("it is needed in every language"))
        if not own.get("effort"):
            cell = self._compared.cell(BookSheet.CRITERIA, name, "effort")
            self._complain(cell, _("a number is missing here"))

    # -- sums ----------------------------------------------------------------------------------------------------------

    def _indicators(
        self, criteria: Mapping[str, Mapping[str, str]], unsettled: Iterable[str], shared: Mapping[str, Fraction] | None
    ) -> None:
        made, compared = self._made, self._compared
        found = settle_indicators(self._index, criteria, compared, shared, self._sums(criteria))
        made.indicators, made.unused = found.changes, [*made.unused, *found.unused]
        corrected = (own._replace(points=found.points[own.id]) for own in self._index.indicators)
        made.contradictions = self._index._replace(indicators=tuple(corrected)).contradictions()
        doubtful = set(unsettled) | compared.broken
        of_doubtful = {
            compared.cell(BookSheet.INDICATORS, own.id, column)
            for own in self._index.indicators
            if own.id in doubtful or not doubtful.isdisjoint(each.id for each in own.criteria)
            for column in ("points", "decree_points")
        }
        is_open = self._shares and bool(made.problems or compared.problems)
        # what is wrong with a sum may come of what is wrong with a part of it
        made.problems += (own for own in found.problems if own.file not in of_doubtful)
        if is_open:
            # nothing could be shared out as yet, and that may well settle the sums
            return
        made.problems += (own for own in found.sums if own.file not in of_doubtful)
        total = sum(found.points.values(), Fraction(0))
        if total != self._index.points and not doubtful:
            what = _("the indicators add up to {sum} points, the index says {points}")
            sheet = compared.rows[BookSheet.INDICATORS]
            cell = next((row.cell("points") for row in sheet.values()), _(BookSheet.INDICATORS.words))
            hint = _("correct the points of other indicators, or share out: --share-out")
            if self._shares:
                hint = _("correct the points of other indicators")
            self._complain(cell, what.format(sum=total, points=self._index.points), hint)

    def _sums(self, criteria: Mapping[str, Mapping[str, str]]) -> dict[str, Fraction]:
        confirmed = {name for name in criteria if self._confirms_points(name)}
        return sums_of_criteria(self._index, criteria, confirmed)

    def _confirms_points(self, name: str) -> bool:
        decree = self._made.confirmed.get(name)
        return bool(decree and decree.confirmed and "points_basis" in decree.confirmed.labels)

    def _complain(self, cell: str, what: str, hint: str = "") -> None:
        self._made.problems.append(Problem(cell, 0, 0, what, hint))
