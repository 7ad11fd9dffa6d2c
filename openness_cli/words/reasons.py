"""Whole sentences about one criterion: its reasons, what to do, its rule."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import assert_never

from openness_cli.messages import _, n_
from openness_cli.model.definitions import (
    Certainty,
    Checklist,
    Count,
    Criterion,
    FactBasis,
    Index,
    Levels,
    Needs,
    NeedsSite,
    Periods,
    PointsBasis,
    Share,
    WordingBasis,
)
from openness_cli.model.evidence import Item
from openness_cli.model.languages import Worded, mark
from openness_cli.model.periods import DaysAfter, Every
from openness_cli.model.points import Hundredths
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.jobs import reasons_of
from openness_cli.scoring.losses import LossTotal
from openness_cli.scoring.needs import Job
from openness_cli.scoring.reasons import Fact, Reason, ReasonCode, ReasonSort
from openness_cli.scoring.report import Report
from openness_cli.scoring.verdicts import Basis, Outcome, Verdict
from openness_cli.words.links import cause_sentence, mend_sentence
from openness_cli.words.terms import band_word, day_of_year, decimal, level_word, long_date, percent, points_of, word_of


def reason_sentence(reason: Reason, criterion: Criterion, language: str) -> str:
    """Return a reason in words, without its item and place."""
    if "days_left" in reason.facts:
        return _days_left_sentence(int(str(reason.facts["days_left"])))
    if reason.code is ReasonCode.PENDING and "count" in reason.facts:
        return _("to come: {count} so far, {need} by the end of the year").format(**_words(reason, criterion, language))
    if "failed_days" in reason.facts:
        return _("opens only at times: failed on {failed_days} of {days} days checked lately ({cause})").format(
            **_words(reason, criterion, language)
        )
    if reason.code is ReasonCode.OUT_OF_PERIOD and "held" in reason.facts:
        return _("dated {held}, which is not of the year assessed").format(**_words(reason, criterion, language))
    if "owner" in reason.facts:
        owner = str(reason.facts["owner"]) or _("an entry without an owner")
        return f"{owner}: " + _(reason.code.words)
    sentence = _(reason.code.words).format(**_words(reason, criterion, language))
    near = reason.facts.get("near")
    return sentence + "; " + _("did you mean “{word}”?").format(word=near) if near else sentence


def _days_left_sentence(days: int) -> str:
    if not days:
        return _("nothing done yet, and today is the last day")
    return n_("nothing done yet, {days} day left", "nothing done yet, {days} days left", days).format(days=days)


def _words(reason: Reason, criterion: Criterion, language: str) -> dict[str, str]:
    words = {key: _word(fact) for key, fact in reason.facts.items()}
    if reason.code is ReasonCode.SHARE_LOW and isinstance(need := reason.facts["need"], Fraction):
        words["need"] = percent(need)
    if reason.code is ReasonCode.PART_MISSING and isinstance(criterion.rule, Checklist):
        missing = reason.facts["parts"]
        titles = [f"{p.titles.to(language)} ({p.label})" for p in criterion.rule.parts if p.label in tuple(missing)]  # type: ignore[arg-type]
        words["parts"] = ", ".join(titles)
    if "level" in words:
        words["level"] = level_word(words["level"])
    if "cause" in words:
        status = reason.facts.get("status")
        words["cause"] = cause_sentence(words["cause"], status if isinstance(status, int) else None)
    return words


def _word(fact: Fact) -> str:
    if isinstance(fact, date):
        return long_date(fact)
    if isinstance(fact, Fraction):
        return decimal(fact)
    return ", ".join(fact) if isinstance(fact, tuple) else str(fact)


def item_name(reason: Reason) -> str:
    """Return what the officer calls the item: its title, else its address or file; once is enough."""
    if reason.item is None:
        return ""
    if reason.code is ReasonCode.FILE_MISSING and not reason.item.title:
        return ""
    return reason.item.title or reason.url or reason.item.file or reason.item.period or reason.item.part


def item_word(item: Item) -> str:
    """Return what the officer calls an item: its title, else its address or file."""
    return item.title or next(iter(item.urls), "") or item.file


def reason_texts(finding: Finding, language: str, *, coded: bool = False) -> list[str]:
    """Return why it is said not to apply, where it is, then each reason of a finding with item and place.

    ``coded`` for programs, which know a reason by its code.
    """
    exemption = exemption_of(finding.verdict)
    texts = [exemption] if exemption else []
    for reason in finding.reasons:
        sentence = reason_sentence(reason, finding.verdict.criterion, language)
        place = f" [{reason.place}]" if reason.place else ""
        code = reason.code.value if coded else ""
        texts.append(": ".join(part for part in (code, item_name(reason), sentence) if part) + place)
    return texts


def exemption_of(verdict: Verdict) -> str:
    """Return why a criterion is said not to apply, in the officer's words; empty where nothing of the kind is said."""
    reason = verdict.evidence.not_applicable if verdict.evidence else ""
    return reason if reason and verdict.outcome(Basis.EVIDENCED) in _EXEMPT else ""


_EXEMPT = frozenset({Outcome.NOT_APPLICABLE, Outcome.NOT_MET})


def stated_by_owners(verdict: Verdict) -> str:
    """Return what all owners together state of the numbers of a claim, and each of them; empty where it is but one."""
    evidence = verdict.evidence
    if evidence is None or len(evidence.stated) < 2:  # noqa: PLR2004
        return ""
    is_share = isinstance(verdict.criterion.rule, Share)
    whole = _number(evidence.number if is_share else verdict.counted.declared, evidence.of, is_share=is_share)
    nobody = _("an entry without an owner")
    each = (f"{own.owner or nobody} {_number(own.number, own.of, is_share=is_share)}" for own in evidence.stated)
    return f"{whole} ({'; '.join(each)})"


def _number(count: int | None, of: int | None, *, is_share: bool) -> str:
    done, whole = ("?" if number is None else str(number) for number in (count, of))
    return f"{done}/{whole}" if is_share else done


def remedy(finding: Finding, language: str, job: Job | None = None) -> str:
    """Return what to do: mend the proofs that are at fault, and do what is asked where that is short.

    Of a ``job`` it is its own part of that.
    """
    mends, is_deed = _mends(finding, job)
    own = [finding.verdict.criterion.remedy.to(language)] if is_deed or not mends else []
    return " ".join([*mends, *own])


def is_only_mended(finding: Finding) -> bool:
    """Tell whether the remedy is of proofs alone, and says nothing of what the criterion asks."""
    mends, is_deed = _mends(finding, None)
    return bool(mends) and not is_deed


def _mends(finding: Finding, job: Job | None) -> tuple[list[str], bool]:
    """Return what to do about proofs, and whether what is asked is to be done besides."""
    reasons = finding.reasons if job is None else reasons_of(job, finding)
    codes = [reason.code for reason in reasons]
    verdict = finding.verdict
    is_deed = any(code.sort is ReasonSort.NOT_DONE for code in codes) or (
        ReasonCode.COUNT_LOW in codes and verdict.counted.declared < verdict.steps[-1].minimum
    )
    mends = list(dict.fromkeys(_mend(reason) for reason in reasons if reason.code.remedy))
    if ReasonCode.COUNT_LOW in codes and verdict.counted.declared > verdict.counted.evidenced and not mends:
        mends.append(_("Enter the items that are lacking, or with shows: how many one item proves."))
    if ReasonCode.PERIOD_MISSING in codes:
        mends.insert(0, _("Publish what is overdue now."))
    return mends, is_deed


def _mend(reason: Reason) -> str:
    """Return what to do about a proof at fault; about an address, by the cause for which it does not open."""
    by_cause = mend_sentence(str(reason.facts["cause"])) if reason.code is ReasonCode.LINK_DEAD else ""
    return by_cause or _(reason.code.remedy)


def loss_parts(lost: LossTotal) -> Iterator[tuple[Hundredths, str]]:
    """Return lost points by what took them, each with its words; those that may only be unentered last."""
    for cause, points in lost.by_cause.items():
        if points:
            yield points, _(cause.part)
    if lost.unentered:
        yield lost.unentered, _("of all these: lost unless it was done and is not entered")


def rule_sentences(criterion: Criterion, language: str) -> Iterable[str]:
    """Return the rule in words: a line for each way to earn points."""
    rule = criterion.rule
    match rule:
        case Levels():
            for level in rule.levels:
                yield _("{level}: {points}").format(level=level_word(level.label), points=points_of(level.points))
        case Count():
            for step in rule.steps:
                need, points = decimal(step.minimum), points_of(step.points)
                yield _("{need} or more: {points}").format(need=need, points=points)
        case Share():
            for step in rule.steps:
                need, points = percent(step.minimum), points_of(step.points)
                yield _("share done (count ÷ of) of {need} or more: {points}").format(need=need, points=points)
        case Checklist():
            for part in rule.parts:
                title, points = part.titles.to(language), points_of(part.points)
                yield _("part: {part} ({title}): {points}").format(part=part.label, title=title, points=points)
        case Periods():
            yield from _periods_sentences(rule)
        case _:
            assert_never(rule)


def _periods_sentences(rule: Periods) -> Iterator[str]:
    yield _(_EACH[rule.every]).format(points=points_of(rule.points * rule.every.months / 12))
    yield due_sentence(rule)
    yield word_of(rule.timing)
    if rule.late:
        yield _("published late it still earns {share} of that").format(share=percent(rule.late))


_EACH = {
    Every.MONTH: mark("each month published on time: {points}"),
    Every.QUARTER: mark("each quarter published on time: {points}"),
    Every.HALF_YEAR: mark("each half-year published on time: {points}"),
    Every.YEAR: mark("the year published on time: {points}"),
}


def due_sentence(rule: Periods) -> str:
    """Return when a period's publication falls due."""
    if isinstance(rule.due, DaysAfter):
        text = n_("due {days} day after the period ends", "due {days} days after the period ends", rule.due.days)
        return text.format(days=rule.due.days)
    return _("due by {day} of the year assessed").format(day=day_of_year(rule.due.month, rule.due.day))


def needs_sentence(needs: Needs) -> str:
    """Return what an item has to be."""
    parts = [word_of(needs.source), _("with its date of publication")]
    if needs.site is NeedsSite.OFFICIAL:
        parts.append(_("on an official site of the body (sites: in openness.yaml)"))
    if needs.formats:
        parts.append(_("in one of the formats {formats}").format(formats=", ".join(needs.formats)))
    if needs.fresh_days is not None:
        parts.append(_("not older than {days} days").format(days=needs.fresh_days))
    return ", ".join(parts)


def assumed_words(criterion: Criterion) -> str:
    """Return what of a criterion is assumed: its wording, its points, or both; empty where both are known."""
    is_wording = criterion.basis is WordingBasis.ASSUMED
    if criterion.points_basis is PointsBasis.ASSUMED:
        return _("wording and points assumed") if is_wording else _("points assumed")
    return _("wording assumed") if is_wording else ""


def labels_sentence(criterion: Criterion) -> str:
    """Return how certain wording, points, due date and demands on proof of a criterion are."""
    name = _("proof asked for")
    return f"{rule_labels(criterion)}; {name}: {word_of(criterion.needs_basis)}"


def rule_labels(criterion: Criterion) -> str:
    """Return how certain wording, points and due date of a criterion are."""
    labels: list[tuple[str, Worded | None]] = [
        (_("wording"), criterion.basis),
        (_("points"), criterion.points_basis),
        (_("due date"), criterion.due_basis),
    ]
    return "; ".join(f"{name}: {word_of(label)}" for name, label in labels if label is not None)


def certainty_sentence(index: Index) -> str:
    """Return in one line how much of the definitions is known from a source."""
    return certainty_words(index.certainty())


def certainty_in_full(index: Index) -> str:
    """Return how certain the definitions are, those of the colours too."""
    certainty = index.certainty()
    sentence = _(
        "Of {criteria} criteria the wording of {sourced} is sourced, {derived} derived from a norm, {assumed} assumed; "
        "the points of {published} are published, all others assumed."
    ).format(published=certainty.points_published, **certainty._asdict())
    if index.bands_basis is FactBasis.ASSUMED:
        sentence += " " + _("That a colour begins exactly at its minimum is an assumption too.")
    return sentence


def certainty_words(certainty: Certainty) -> str:
    """Return in one line how much of so many definitions is known from a source."""
    text = _(
        "Taken from sources: wording {sourced}/{criteria}, points {published}/{criteria} (openness list --unconfirmed)"
    )
    return text.format(published=certainty.points_published, sourced=certainty.sourced, criteria=certainty.criteria)


def reachable_sentence(report: Report) -> str:
    """Return the best total left; nothing is out of reach while something may only be unentered."""
    band = band_word(report.reachable_band)
    if report.assessment.over:
        return _("{points} points were lost.").format(points=report.lost.total)
    text = _("Reachable: {points}, {band}.").format(points=report.reachable, band=band)
    best = report.assessment.index.bands[0].name
    if report.lost.unentered:
        more = _("Up to {points} more if what counts as lost was done and is not entered.")
        return text + " " + more.format(points=report.lost.unentered)
    if report.reachable_band is not best:
        text += " " + _("The colour {band} is out of reach.").format(band=band_word(best))
    return text


def pending_sentence(report: Report) -> str:
    """Return how much of what is pending is least certain to come; empty where nothing is."""
    total, unowned, missed = report.pending
    if not (unowned or missed):
        return ""
    parts = [
        _("pending: {points} points").format(points=total),
        _("without an owner: {points}").format(points=unowned) if unowned else "",
        _("of criteria that missed an earlier period: {points}").format(points=missed) if missed else "",
    ]
    text = "; ".join(filter(None, parts)) + "."
    return text[:1].upper() + text[1:]


def scales_sentence(assessment: Assessment) -> str:
    """Return how criteria count in the totals where something does not apply; empty where all does."""
    gone = Counter(own.indicator.id for own in assessment.verdicts if not own.applicability.is_scored)
    whole = [name for name, scale in assessment.scales.items() if scale is None]
    texts = [_("Indicator {id} does not apply; its points are shared out.").format(id=name) for name in whole]
    for name, scale in assessment.scales.items():
        if scale in (None, 1):
            continue
        count = gone[name]
        text = n_(
            "{count} criterion of indicator {id} does not apply; its points are shared out among the rest (× {scale}).",
            "{count} criteria of indicator {id} do not apply; their points are shared out among the rest (× {scale}).",
            count,
        )
        alone = _("Points of indicator {id}: × {scale}.")
        texts.append((text if count else alone).format(count=count, id=name, scale=str(scale)))
    return " ".join(texts)
