"""What a plan comes to, in words: of the total, or of the low end of the likely range where that has to be enough."""

from collections.abc import Iterator
from fractions import Fraction

from openness_cli.messages import _, n_
from openness_cli.outlook.plan import Plan, Spans
from openness_cli.reports import _plan_words as words
from openness_cli.words.terms import band_word


def headline(plan: Plan) -> str:
    """Return what has to be done for the target, or that it cannot be reached."""
    return words.headline(plan) if plan.spans is None else _of_low_end(plan, plan.spans)


def _of_low_end(plan: Plan, spans: Spans) -> str:
    low = spans.end.low
    told = {"target": words.target_words(plan), "points": low, "band": band_word(plan.band_of(Fraction(low, 100)).name)}
    if plan.is_reached:
        text = _(
            "{target}, at the low end of the likely range: reached already, with {points} points there, if all that "
            "falls due is done on time."
        )
        return text.format(**told)
    if not plan.is_reachable:
        text = _(
            "{target}, at the low end of the likely range: this plan cannot reach it. With everything closed that can "
            "be, there are {points} points there, {band}; that takes {days}."
        )
        return text.format(**told, days=words.days_words(plan.best_effort))
    text = n_(
        "{target}, at the low end of the likely range: the least effort is {days}, {count} action, and leads to "
        "{points} points there, {band}.",
        "{target}, at the low end of the likely range: the least effort is {days}, {count} actions, and leads to "
        "{points} points there, {band}.",
        len(plan.actions),
    )
    return text.format(**told, days=words.days_words(plan.effort_days), count=len(plan.actions))


def sure_sentences(plan: Plan) -> Iterator[str]:
    """Say where the likely range lies, before and after, and what it is not; nothing where it is not looked at."""
    if plan.spans is None:
        return
    start, end = plan.spans
    text = _("The likely range is {low} to {high} points.")
    if not plan.is_reachable:
        text = _("The likely range is {low} to {high} points now, {least} to {most} with everything closed.")
    elif plan.actions:
        text = _("The likely range is {low} to {high} points now, {least} to {most} with the plan.")
    yield text.format(low=start.low, high=start.high, least=end.low, most=end.high)
    yield _(
        "Likely is not certain: by nine of ten tables of points whose errors are independent the total lies in this "
        "range; errors that lean one way are not in it."
    )
