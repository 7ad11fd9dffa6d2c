"""The words of a comparison of two reports: causes, changed rules, what the figures mean."""

import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from openness_cli.comparison.causes import Because, ChangeCause, RuleChange, RuleField
from openness_cli.comparison.diff import CriterionChange, Diff
from openness_cli.comparison.saved import SavedCriterion, SavedRange
from openness_cli.formats.heads import cell_of
from openness_cli.messages import _, n_
from openness_cli.model.definitions import BandName, FactBasis, NeedsSite, NeedsSource
from openness_cli.model.evidence import is_of
from openness_cli.model.languages import Worded
from openness_cli.model.periods import Every
from openness_cli.model.points import Hundredths
from openness_cli.reports.listing import is_named
from openness_cli.scoring.losses import LossCause
from openness_cli.scoring.verdicts import Basis, Outcome
from openness_cli.words.certainty import year_sentence
from openness_cli.words.published import published_words
from openness_cli.words.reasons import certainty_words
from openness_cli.words.terms import band_word, day_of_year, decimal, level_name, long_date, percent, word_of

NAMED = 3


class Choice(NamedTuple):
    """What is listed: a pattern of ``--only``, and the owners that are ``asked`` for by folded names; None is all."""

    only: str | None = None
    asked: frozenset[str] | None = None

    def names(self, own: SavedCriterion) -> bool:
        """Tell whether a criterion is listed."""
        return is_named(self.only, own.indicator, own.id) and (self.asked is None or is_of(own.owners, self.asked))


def choose(changes: Iterable[CriterionChange], choice: Choice) -> list[CriterionChange]:
    """Return the criteria that are listed, by what the later report says of them."""
    return [change for change in changes if choice.names(change.latest)]


def figure(points: Hundredths | None) -> str:
    """Return a figure; a question mark where it is not known."""
    return "?" if points is None else str(points)


def because_sentence(because: Because, change: CriterionChange, most: int = NAMED) -> str:
    """Return why, with at most so many of the items, addresses or periods that it is about."""
    cause = because.cause
    named = ", ".join(because.named[:most]) + (" …" if len(because.named) > most else "")
    if cause is ChangeCause.DEFINITIONS_CHANGED:
        return _("the rule changed: {what}").format(what="; ".join(map(rule_sentence, because.rules)))
    if cause is ChangeCause.APPLICABILITY_CHANGED:
        return _applicability(because)
    if cause is ChangeCause.FELL_DUE:
        return _fell_due(because, change, named)
    if "{before}" in cause.detail and (because.before or because.after):
        none = _("not stated")
        return _(cause.detail).format(before=because.before or none, after=because.after or none)
    if "{named}" in cause.detail and named:
        faults = ", ".join(_(fault.words) for fault in because.faults) or _("changed")
        return _(cause.detail).format(named=named, faults=faults)
    return _(cause.words)


def _applicability(because: Because) -> str:
    if because.after == Outcome.NOT_APPLICABLE.value:
        return _("does not apply any more")
    return _("applies now; before it did not")


def _fell_due(because: Because, change: CriterionChange, named: str) -> str:
    if because.due is None:
        return _("less is done by now than has to be")
    text = _("fell due and not published in time: {named} (due {due})")
    if len(because.named) > 1:
        text = _("fell due and not published in time: {named} (the first due {due})")
    sentence = text.format(named=named, due=long_date(because.due))
    if change.latest.due_basis == FactBasis.ASSUMED.value:
        sentence += "; " + word_of(LossCause.DUE_ASSUMED)
    return sentence


def rule_sentence(change: RuleChange) -> str:
    """Return one part of a rule that changed, before and after."""
    texts = zip((change.before, change.after), change.kinds, strict=True)
    before, after = (_rule_value(change.field, text, kind) for text, kind in texts)
    return _(change.field.words).format(before=before, after=after)


# parts of a rule that are words of a closed list
_LISTS: dict[RuleField, Callable[[str], Worded]] = {
    RuleField.EVERY: Every, RuleField.SOURCE: NeedsSource, RuleField.SITE: NeedsSite,
}  # fmt: skip


# what is earned by something of a list: its words, an equals sign between them, as workbooks have them
_EARNED = frozenset({RuleField.LEVELS, RuleField.STEPS, RuleField.PARTS})


def _earned(text: str, kind: str) -> str:
    """Return what each of a list earns, in words: levels by theirs, shares in hundredths."""
    pairs = (own.rpartition(": ") for own in text.split(", "))
    return "; ".join(f"{_thing(name, kind)} = {points}" if colon else points for name, colon, points in pairs)


def _thing(name: str, kind: str) -> str:
    if kind == "share":
        return percent(Fraction(name))
    return level_name(name) if kind == "levels" else name


def _rule_value(field: RuleField, text: str, kind: str) -> str:
    if not text:
        return _("everybody") if field is RuleField.APPLIES_TO else _("none")
    if field is RuleField.DUE:
        return _due(text)
    if field is RuleField.KIND:
        return cell_of("kind", text)
    if field in _LISTS:
        return word_of(_LISTS[field](text))
    if field is RuleField.DURING:
        return _("yes") if text == str(True) else _("no")
    text = _bounded(text)
    if field in _EARNED:
        told = text.removesuffix(_MORE)
        text = _earned(told, kind) + text[len(told) :]
    return _NUMBER.sub(lambda number: decimal(Fraction(number[0])), text)


def _bounded(text: str) -> str:
    """Return a list no longer than anybody reads, cut between two of its parts."""
    if len(text) <= _LONGEST_LIST:
        return text
    kept, comma, _last = text[:_LONGEST_LIST].rpartition(", ")
    return (kept if comma else text[:_LONGEST_LIST]) + _MORE


_MORE = " …"
_LONGEST_LIST = 2000
_NUMBER = re.compile(r"(?<![\w.-])\d+(?:\.\d+|/[1-9]\d*)?(?![\w.-])")


def _due(text: str) -> str:
    days = text.removeprefix("P").removesuffix("D")
    if days.isdigit():
        return n_("{days} day after the period", "{days} days after the period", int(days)).format(days=days)
    month, _dash, day = text.partition("-")
    return day_of_year(int(month), int(day))


def rules_sentence(change: CriterionChange) -> str:
    """Return what changed of a criterion's rule, or that only one edition has it."""
    if change.before is None:
        return _(ChangeCause.CRITERION_ADDED.words)
    if change.after is None:
        return _(ChangeCause.CRITERION_REMOVED.words)
    return "; ".join(map(rule_sentence, change.rules))


def edition_sentences(changes: Diff) -> Iterator[str]:
    """Say with which rules the two were scored, where they are not the same, and what holds for all criteria."""
    before, after = changes.before, changes.after
    if changes.is_other_edition:
        text = _("Other rules: {before} of {day_before} → {after} of {day_after}. Criteria are compared by their ids.")
        yield text.format(
            before=before.index_id,
            after=after.index_id,
            day_before=long_date(before.edition),
            day_after=long_date(after.edition),
        )
    elif changes.index_rules or changes.changed_rules:
        yield _("The rules differ, although they name the same edition.")
    if changes.is_other_edition and changes.lacks_rules:
        yield _("One of the reports is of an older program and does not hold its rules: only other points are named.")
    if changes.index_rules:
        yield _("For all criteria: {what}.").format(what="; ".join(map(rule_sentence, changes.index_rules)))
    if changes.is_other_edition and before.certainty[:-1] != after.certainty[:-1]:
        text = _("Taken from sources: wording {now} of {all} criteria, before {was} of {all_before}.")
        yield text.format(
            now=after.certainty.sourced, all=after.certainty.criteria,
            was=before.certainty.sourced, all_before=before.certainty.criteria,
        )  # fmt: skip
    if before.certainty.points_published != after.certainty.points_published:
        text = _("The points of {now} criteria are published, before of {was}.")
        yield text.format(now=after.certainty.points_published, was=before.certainty.points_published)
    if before.confirmed_through and after.confirmed_through and before.confirmed_through != after.confirmed_through:
        text = _("The methodology is known through {after}, before through {before}.")
        yield text.format(before=before.confirmed_through, after=after.confirmed_through)
    if before.evaluation != after.evaluation:
        text = _("The evaluation was moved from {before} to {after}.")
        yield text.format(before=long_date(before.evaluation), after=long_date(after.evaluation))


def range_sentences(changes: Diff) -> Iterator[str]:
    """Say where the total likely lay and where it lies now, and how sure the colour has become."""
    before, after = changes.before.range, changes.after.range
    if after is None and before is None:
        return
    if before is None or after is None:
        known = before or after
        text = _("How sure: likely {low} to {high} before; the later report does not say it.")
        if before is None:
            text = _("How sure: likely {low} to {high} now; the earlier report does not say it.")
        if known is not None:
            yield text.format(low=known.low, high=known.high)
        return
    if before == after:
        text = _("How sure: likely {low} to {high}, as before: the colour is {word}.")
        yield text.format(low=after.low, high=after.high, word=word_of(after.colour))
        return
    text = _("How sure: likely {low} to {high} before, {now_low} to {now_high} now ({how}): {colour}.")
    yield text.format(
        low=before.low,
        high=before.high,
        now_low=after.low,
        now_high=after.high,
        how=_narrowed(after.high - after.low - (before.high - before.low)),
        colour=_sureness_sentence(before, after),
    )
    text = _("At the very most {low} to {high} before, {now_low} to {now_high} now.")
    yield text.format(low=before.lowest, high=before.highest, now_low=after.lowest, now_high=after.highest)


def _narrowed(wider: int) -> str:
    if not wider:
        return _("as wide as before")
    text = _("{points} points narrower") if wider < 0 else _("{points} points wider")
    return text.format(points=Hundredths(abs(wider)))


def _sureness_sentence(before: SavedRange, after: SavedRange) -> str:
    if before.colour is after.colour:
        return _("the colour is {word}, as before").format(word=word_of(after.colour))
    return _("the colour was {before} and is {after}").format(
        before=word_of(before.colour), after=word_of(after.colour)
    )


def day_sentence(changes: Diff) -> str:
    """Return which two days are compared, and on which basis."""
    text = _("{before} → {after}, {basis}")
    days = long_date(changes.before.day), long_date(changes.after.day)
    return text.format(before=days[0], after=days[1], basis=word_of(changes.basis))


def band_sentence(changes: Diff) -> str:
    """Return the colour, and from which it turned where it did."""
    return bands_sentence(*(total.band for total in changes.totals))


def bands_sentence(before: BandName | None, after: BandName | None) -> str:
    """Return a colour, and from which it turned where it did."""
    if before is after:
        return band_word(after)
    return _("{before} → {after}").format(before=band_word(before), after=band_word(after))


def note_sentences(changes: Diff) -> Iterator[str]:
    """Say what is known of the figures, and how they add up."""
    if changes.basis is Basis.VERIFIED and any(total.unknown for total in changes.totals):
        text = _("Not known to open: {before} points before, {after} now; they are neither won nor lost.")
        before, after = changes.totals
        yield text.format(before=before.unknown, after=after.unknown)
    if any(own.on_course is None for own in changes.sums) or any(
        own.steps.on_course.change is None for own in changes.criteria
    ):
        yield _("A report of an older program does not tell what was on course on this basis by criterion (?).")
    if changes.sums:
        yield _("Criteria in own points; causes scaled, each criterion under its first cause.")
    if changes.after.published is not None:
        own = changes.after.published
        yield _("Published by the Agency for {year}: {result}.").format(year=own.year, result=published_words(own))


def sure_of(changes: Diff) -> tuple[str, ...]:
    """Return how sure the definitions of the later report are, for its year."""
    after = changes.after
    return year_sentence(after.confirmed_through, after.year), certainty_words(after.certainty)


def scale_text(scale: Fraction | None) -> str:
    """Return a scale as text; empty where a whole indicator does not apply."""
    return "" if scale is None else str(scale)
