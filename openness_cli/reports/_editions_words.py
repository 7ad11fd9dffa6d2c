"""One body by two editions in words: what it comes to, what is different of a criterion, the indicators."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from openness_cli.comparison.editions import Difference, Editions, Pair, Side
from openness_cli.formats import document as doc
from openness_cli.formats.rows import Row as Values
from openness_cli.messages import _, figures
from openness_cli.model.definitions import Criterion, Indicator
from openness_cli.model.languages import Worded
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.reports._diff_words import rule_sentence
from openness_cli.reports._head import fixed_day_sentences, signed
from openness_cli.scoring.report import Report
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.certainty import contradiction_sentence
from openness_cli.words.reasons import rule_sentences
from openness_cli.words.terms import band_word, fraction_text, long_date, word_of

NOTHING = Fraction(0)


class Told(NamedTuple):
    """A figure by each edition, and by how much it changes; empty where that is no number."""

    name: str
    before: str
    after: str
    change: str = ""


class IndicatorPair(NamedTuple):
    """An indicator in both: what it is worth for the body, and what of the headline is its; 0 where one lacks it."""

    indicator: Indicator
    possible: tuple[Hundredths, Hundredths]
    on_course: tuple[Hundredths, Hundredths]


def edition_name(report: Report) -> str:
    """Return which rules: their name and edition."""
    index = report.assessment.index
    return _("{index} of {day}").format(index=index.id, day=long_date(index.edition))


def summary_sentences(editions: Editions) -> Iterator[str]:
    """Say what is compared, and what of the evidence the other edition does not ask."""
    before, after = editions.before, editions.after
    day = long_date(before.assessment.day)
    text = _("The same evidence as of {day}, by {before} (before) and by {after} (after).")
    yield text.format(day=day, before=edition_name(before), after=edition_name(after))
    if before.assessment.over:
        text = _("Final as of {day}: later changes do not count.")
        yield text.format(day=long_date(before.assessment.workspace.evaluation_date))
    yield from fixed_day_sentences(before.assessment)
    one, other = (report.headline for report in (before, after))
    text = _("{before} points ({band_before}) become {after} ({band_after}).")
    yield text.format(
        before=figures(str(one.total)),
        band_before=band_word(one.band),
        after=figures(str(other.total)),
        band_after=band_word(other.band),
    )
    for report in (before, after):
        if report.range is None:
            yield figures(contradiction_sentence(report.assessment.index))
    if editions.left_out:
        text = _("Entered, and not asked any more: {what}.")
        yield text.format(what="; ".join(editions.left_out))


def totals_of(editions: Editions) -> Iterator[Told]:
    """Yield what is known of the whole by each edition."""
    before, after = editions.before, editions.after
    pairs = (
        (_("on course"), before.headline.total, after.headline.total),
        (_("still reachable"), before.reachable, after.reachable),
        (_("at stake"), before.at_stake, after.at_stake),
    )
    for name, one, other in pairs:
        yield Told(name, str(one), str(other), signed(Hundredths(other - one)))
    if before.range or after.range:
        ranges = (f"{own.low}–{own.high}" if own else "?" for own in (before.range, after.range))
        yield Told(_("likely range"), *ranges)
        sure = (word_of(own.colour) if own else "?" for own in (before.range, after.range))
        yield Told(_("the colour is"), *sure)
    one_known, other_known = before.certainty, after.certainty
    counts = (
        (_("criteria"), one_known.criteria, other_known.criteria),
        (_("wording taken from sources"), one_known.sourced, other_known.sourced),
        (_("points published"), one_known.points_published, other_known.points_published),
    )
    for name, was, now in counts:
        yield Told(name, str(was), str(now), f"{now - was:+d}" if now != was else "0")


def differing_title() -> str:
    """Return the heading of what is different."""
    return _("What is different")


def indicator_name(pair: Pair, language: str) -> str:
    """Return the indicator of a criterion, in short."""
    own = pair.latest.finding.verdict.indicator
    return f"{own.id}. {(own.short or own.titles).to(language)}"


def rule_lines(side: Side | None, language: str) -> list[str]:
    """Return how a criterion is scored; nothing where an edition does not have it."""
    return list(rule_sentences(side.criterion, language)) if side else []


def scale_of(side: Side) -> str:
    """Return by what the points of a criterion are multiplied."""
    return fraction_text(side.finding.scale)


def difference_sentences(pair: Pair, language: str) -> Iterator[str]:
    """Say of a criterion what is different."""
    if pair.before is None or pair.after is None:
        yield "; ".join(rule_lines(pair.latest, language))
        return
    yield from map(rule_sentence, pair.rules)
    one, other = pair.before.criterion, pair.after.criterion
    if one.titles != other.titles:
        yield _("before: “{title}”").format(title=one.titles.to(language))
    elif one.asks != other.asks:
        yield _("what is asked before: {asks}").format(asks=one.asks.to(language))
    scales = scale_of(pair.before), scale_of(pair.after)
    if pair.before.is_scored and pair.after.is_scored and scales[0] != scales[1]:
        text = _("its points count × {before} → × {after}")
        yield text.format(before=scales[0] or "0", after=scales[1] or "0")
    if pair.difference is Difference.LABELS:
        yield "; ".join(_label_changes(one, other))


def _label_changes(one: Criterion, other: Criterion) -> Iterator[str]:
    labels: tuple[tuple[str, Worded | None, Worded | None], ...] = (
        (_("wording"), one.basis, other.basis),
        (_("points"), one.points_basis, other.points_basis),
        (_("due date"), one.due_basis, other.due_basis),
        (_("proof asked for"), one.needs_basis, other.needs_basis),
    )
    for name, was, now in labels:
        if was is not now:
            words = (word_of(own) if own else _("none") for own in (was, now))
            yield f"{name}: " + _("{before} → {after}").format(**dict(zip(("before", "after"), words, strict=True)))


def indicator_pairs(editions: Editions) -> Iterator[IndicatorPair]:
    """Yield the indicators of both, in the order of the other edition."""
    one, other = (_by_id(report) for report in (editions.before, editions.after))
    for name in dict.fromkeys((*other, *one)):
        was, now = one.get(name), other.get(name)
        latest = now or was
        if latest is not None:
            none = _Own(latest.indicator, Hundredths(0), Hundredths(0))
            was, now = was or none, now or none
            yield IndicatorPair(latest.indicator, (was.possible, now.possible), (was.on_course, now.on_course))


class _Own(NamedTuple):
    indicator: Indicator
    possible: Hundredths
    on_course: Hundredths


def _by_id(report: Report) -> dict[str, _Own]:
    found = {}
    for row in report.indicators:
        points = report.assessment.indicator_standing(row.indicator, Basis.EVIDENCED)
        whole = rounded_down(points.possible) if row.scale is not None else Hundredths(0)
        found[row.indicator.id] = _Own(row.indicator, whole, rounded_down(points.on_course))
    return found


def indicators_table(editions: Editions, language: str) -> doc.Table:
    """Return the indicators beside each other."""
    columns = (
        doc.Column(_("indicator"), fit=doc.Fit.REST),
        doc.Column(_("of, before"), is_number=True),
        doc.Column(_("after"), is_number=True),
        doc.Column(_("on course before"), is_number=True),
        doc.Column(_("after"), is_number=True),
        doc.Column(_("change"), is_number=True),
    )
    rows = (
        doc.row((
            f"{own.indicator.id} {(own.indicator.short or own.indicator.titles).to(language)}",
            *map(str, own.possible),
            *map(str, own.on_course),
            signed(Hundredths(own.on_course[1] - own.on_course[0])),
        ))
        for own in indicator_pairs(editions)
    )  # fmt: skip
    return doc.Table(columns, tuple(rows), _("Indicators"), screen=doc.Screen(head=doc.Head.HEADS))


_ADDED = (
    "possible_before", "possible_after", "on_course_before", "on_course_after", "on_course_change", "at_stake_before",
    "at_stake_after",
)  # fmt: skip


def with_rest(editions: Editions, listed: Sequence[Pair], rows: Iterable[Values]) -> tuple[Iterable[Values], Values]:
    """Return rows with what is not listed and what rounding leaves of the total, and the total: they add up to it."""
    named = {pair.latest.criterion.id for pair in listed}
    others = [pair for pair in editions.pairs if pair.latest.criterion.id not in named]
    more: list[Values] = []
    if others:
        more.append({"title": _("criteria that are not listed here"), **_summed(others)})
    total = dict(zip(_ADDED, whole_of(editions), strict=True))
    all_of_them = _summed(editions.pairs)
    left = {name: Hundredths(points - all_of_them[name]) for name, points in total.items()}
    if any(left.values()):
        more.append({"title": _("what rounding leaves"), **left})
    return chain(rows, more), {"title": _("in all"), **total}


def whole_of(editions: Editions) -> tuple[Hundredths, ...]:
    """Return what there is to be had by each edition, the headline by each, its change, what is at stake by each."""
    one, other = editions.totals
    wholes = (
        rounded_down(report.assessment.standing(Basis.EVIDENCED).possible)
        for report in (editions.before, editions.after)
    )
    at_stake = (editions.before.at_stake, editions.after.at_stake)
    return (*wholes, one, other, Hundredths(other - one), *at_stake)


def _summed(pairs: Iterable[Pair]) -> dict[str, Hundredths]:
    rows = [(*pair.possible, *pair.on_course, pair.change, *pair.at_stake) for pair in pairs]
    sums = (Hundredths(sum(column)) for column in zip(*rows, strict=True)) if rows else (Hundredths(0),) * len(_ADDED)
    return dict(zip(_ADDED, sums, strict=True))
