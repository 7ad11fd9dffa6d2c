"""The words of a calendar: what falls due, how it stands, what to do."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from openness_cli.messages import _, n_
from openness_cli.model.definitions import Checklist, Periods, Share
from openness_cli.model.points import rounded_down
from openness_cli.outlook.calendar_ import Calendar
from openness_cli.outlook.deadlines import Deadline, DeadlineKind, Reach, Standing
from openness_cli.scoring.kinds import lacks_number
from openness_cli.words.reasons import item_word
from openness_cli.words.terms import decimal, near_period, percent, period_words


def when_words(deadline: Deadline, day: date) -> str:
    """Return how a deadline stands on a day: in how many days it is, or what became of it."""
    days = (deadline.due - day).days if deadline.standing is Standing.COMING else 0
    return n_("in {days} day", "in {days} days", days).format(days=days) if days else _(deadline.standing.words)


def title_of(deadline: Deadline, language: str) -> str:
    """Return the title of what falls due."""
    return deadline.verdict.criterion.titles.to(language) if deadline.verdict else _("Evaluation by the Openness Index")


def label_words(deadline: Deadline, language: str) -> str:
    """Return which period or part falls due, in words; a page that is counted by its own name."""
    rule = deadline.verdict.criterion.rule if deadline.verdict else None
    if isinstance(rule, Checklist):
        return next((own.titles.to(language) for own in rule.parts if own.label == deadline.label), deadline.label)
    return period_words(deadline.label)


def ident_of(deadline: Deadline, period: Callable[[str], str] = near_period) -> str:
    """Return the criterion with its ``period`` in words, or its part as it is named; empty for the evaluation."""
    if deadline.verdict is None:
        return ""
    criterion, label = deadline.verdict.criterion, deadline.label
    told = period(label) if label and isinstance(criterion.rule, Periods) else label
    return " ".join(text for text in (criterion.id, told) if text)


def fact_sentence(deadline: Deadline) -> str:
    """Return what is known of a deadline beside its title; empty where that says all."""
    if deadline.standing is Standing.UNPROVED:
        return _unproved_sentence(deadline)
    if deadline.is_only_unentered:
        return _("lost, unless it was done and is not entered")
    if deadline.standing is Standing.OVERDUE and deadline.kind is DeadlineKind.PERIOD:
        return _("the due date is past; published now it still wins a part")
    if deadline.kind is DeadlineKind.EVALUATION:
        text = _("by then everything is published and its proof entered; {points} points are at stake")
        return text.format(points=rounded_down(deadline.points))
    if deadline.item is not None and deadline.verdict is not None:
        days = deadline.verdict.criterion.needs.fresh_days or 0
        text = n_("“{item}” must not be older than {days} day", "“{item}” must not be older than {days} days", days)
        return text.format(item=item_word(deadline.item), days=days)
    if deadline.reach is not None and deadline.standing is Standing.COMING:
        is_share = deadline.verdict is not None and isinstance(deadline.verdict.criterion.rule, Share)
        return _share_sentence(deadline.reach) if is_share else _count_sentence(deadline.reach)
    return ""


def _unproved_sentence(deadline: Deadline) -> str:
    if deadline.is_broken:
        return _("done, but its address does not open: it can be mended until the evaluation")
    if deadline.reach is not None and deadline.reach.proved is not None:
        text = _("{claimed} claimed, {proved} proved: the rest can be proved until the evaluation")
        return text.format(claimed=deadline.reach.claimed, proved=deadline.reach.proved)
    if deadline.verdict is not None and lacks_number(deadline.verdict):
        return _("a number of the claim is missing: it can be entered until the evaluation")
    return _("done as claimed, but no valid item proves it: the proof counts until the evaluation")


def _count_sentence(reach: Reach) -> str:
    words = {
        "proved": reach.proved,
        "claimed": reach.claimed,
        "next": decimal(reach.next),
        "highest": decimal(reach.highest),
    }
    if reach.next == reach.highest:
        return _("{proved} proved, {claimed} claimed; asked: {highest}").format(**words)
    return _("{proved} proved, {claimed} claimed; next step {next}, highest {highest}").format(**words)


def _share_sentence(reach: Reach) -> str:
    words = {"claimed": reach.claimed, "of": reach.of, "next": percent(reach.next), "highest": percent(reach.highest)}
    if reach.claimed is None or reach.of is None:
        return _("the share is not known; asked: {highest}").format(**words)
    if reach.next == reach.highest:
        return _("{claimed} of {of}; asked: {highest}").format(**words)
    return _("{claimed} of {of}; next step {next}, highest {highest}").format(**words)


def advice(deadline: Deadline, language: str) -> str:
    """Return what to do; empty where nothing is left to do, and for the evaluation."""
    if deadline.verdict is None or not deadline.standing.is_to_do:
        return ""
    if deadline.standing is Standing.UNPROVED:
        return _("Mend the proof: openness score tells what is wrong with it.")
    if deadline.kind is DeadlineKind.REFRESH:
        return _("Refresh the page and enter the new date.")
    return deadline.verdict.criterion.remedy.to(language)


def assumed_sentence() -> str:
    """Return what an assumed date is."""
    return _("This date is an assumption of these definitions, not the decree's word.")


def unlisted_sentences(calendar: Calendar) -> list[str]:
    """Return how much is left out of a listing."""
    standings = Counter(own.standing for own in calendar.unlisted)
    done, lost, spared = (standings[each] for each in (Standing.DONE, Standing.LOST, Standing.NOT_APPLICABLE))
    unentered = sum(own.is_only_unentered for own in calendar.unlisted)
    sentences = []
    if done:
        text = n_("{count} more is done: --all", "{count} more are done: --all", done)
        sentences.append(text.format(count=done))
    if lost:
        text = n_("{count} more is lost: --all", "{count} more are lost: --all", lost)
        if unentered:
            text = n_(
                "{count} more is lost, {unentered} of them unless done and not entered: --all",
                "{count} more are lost, {unentered} of them unless done and not entered: --all",
                lost,
            )
        sentences.append(text.format(count=lost, unentered=unentered))
    if spared:
        text = n_("{count} more is not applicable: --all", "{count} more are not applicable: --all", spared)
        sentences.append(text.format(count=spared))
    return sentences
