"""A comparison as Markdown, for a pull request or a letter."""

from collections.abc import Iterable

from openness_cli.comparison.diff import CriterionChange, Diff, Step
from openness_cli.formats.markdown import escape, section, table
from openness_cli.messages import _
from openness_cli.model.definitions import WordingBasis
from openness_cli.reports.diff.words import (
    band_sentence,
    because_sentence,
    cause_word,
    certainty_of,
    choose,
    day_sentence,
    edition_sentences,
    figure,
    note_sentences,
    rules_sentence,
    signed,
    unchanged_sentence,
)
from openness_cli.words.terms import label_word


def render(changes: Diff, only: str | None) -> str:
    """Return the comparison as GitHub-flavoured Markdown."""
    parts = [_head(changes), _totals(changes)]
    if changes.has_moved:
        parts.append(_indicators(changes))
        parts.append(_criteria(_("Lost"), choose(changes.lost, only)))
        parts.append(_criteria(_("Won"), choose(changes.won, only)))
        parts.append(_criteria(_("Began or ceased to apply"), choose(changes.switched, only)))
        parts.append(_sums(changes))
    elif not changes.changed:
        parts.append(unchanged_sentence() + "\n")
    parts.append(_rules(choose(changes.changed_rules, only)))
    parts += [escape(sentence) + "\n" for sentence in (*note_sentences(changes), certainty_of(changes))]
    return "\n".join(part for part in parts if part)


def _head(changes: Diff) -> str:
    after = changes.after
    title = f"# {escape(after.name)}\n\n{escape(after.index_id.upper())} · {after.year} · {day_sentence(changes)}\n"
    sentences = "".join(f"- {escape(sentence)}\n" for sentence in edition_sentences(changes))
    return title + (f"\n{sentences}" if sentences else "")


def _totals(changes: Diff) -> str:
    rows = [
        [label, figure(step.before), figure(step.after), signed(step.change)]
        for label, step in zip((_("earned"), _("on course")), changes.total, strict=True)
    ]
    headers = [_("points"), _("before"), _("after"), _("change")]
    return table(headers, rows, 3) + "\n" + _("Colour: {band}").format(band=band_sentence(changes)) + "\n"


def _indicators(changes: Diff) -> str:
    rows = [[escape(f"{own.id} {own.title}"), *map(_step, own.steps)] for own in changes.indicators]
    return section(_("Indicators"), table([_("indicator"), _("earned"), _("on course")], rows, 2))


def _criteria(heading: str, changes: list[CriterionChange]) -> str:
    if not changes:
        return ""
    rows = []
    for change in changes:
        own = change.latest
        title = f"**{escape(own.id)}** {escape(own.title)} ({label_word(WordingBasis(own.basis))})"
        why = "<br>".join(escape(because_sentence(because, change)) for because in change.because)
        rows.append([title, why, *map(_step, change.steps)])
    return section(heading, table([_("criterion"), _("cause"), _("earned"), _("on course")], rows, 2))


def _step(step: Step) -> str:
    if not step.change:
        return figure(step.after)
    return f"{figure(step.before)} → {figure(step.after)} ({signed(step.change)})"


def _sums(changes: Diff) -> str:
    if not changes.sums:
        return ""
    rows = [[cause_word(own.cause), signed(own.earned), signed(own.on_course)] for own in changes.sums]
    in_all = _("in all")
    rows.append([f"**{in_all}**", *(signed(step.change) for step in changes.total)])
    return section(_("By cause"), table([_("cause"), _("earned"), _("on course")], rows, 2))


def _rules(changes: Iterable[CriterionChange]) -> str:
    rows = [
        [f"**{escape(change.latest.id)}** {escape(change.latest.title)}", escape(rules_sentence(change))]
        for change in changes
    ]
    return section(_("Rules that differ"), table([_("criterion"), _("what differs")], rows, 0)) if rows else ""
