"""A plan in words: what it takes, what it starts from, what it counts on."""

from collections.abc import Iterator
from fractions import Fraction

from openness_cli.formats import document as doc
from openness_cli.messages import _, n_
from openness_cli.model.definitions import Count, FactBasis, Periods
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.outlook.plan import Duty, Overload, Plan, PlanAction
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.jobs import reasons_of
from openness_cli.scoring.needs import JobKind
from openness_cli.scoring.reasons import Reason, ReasonCode
from openness_cli.words.links import cause_sentence, links_title
from openness_cli.words.reasons import assumed_words, remedy
from openness_cli.words.terms import band_word, decimal, long_date, period_words

# as in a table, before an effort that the body did not state
_ABOUT = "~"


def failed_shown(plan: Plan) -> Hundredths:
    """Return what failed, as the difference of the totals shown."""
    return Hundredths(rounded_down(plan.on_course) - rounded_down(plan.start))


def target_words(plan: Plan) -> str:
    """Return the target in words, with the total that it means."""
    total = rounded_down(plan.wanted)
    if plan.target.band is None:
        if plan.margin:
            text = _("{total} points, {margin} of them a margin")
            return text.format(total=total, margin=decimal(plan.margin))
        return _("{total} points").format(total=total)
    band = band_word(plan.target.band.name)
    if plan.margin:
        text = n_(
            "{band} with a margin of {margin} ({total} points)",
            "{band} with a margin of {margin} ({total} points)",
            _plural_of(plan.margin),
        )
        return text.format(band=band, margin=decimal(plan.margin), total=total)
    return _("{band} ({total} points)").format(band=band, total=total)


def days_words(days: Fraction) -> str:
    """Return a number of working days."""
    return n_("{days} working day", "{days} working days", _plural_of(days)).format(days=decimal(days))


def _plural_of(number: Fraction) -> int:
    """Return the number whose plural form a number takes: a broken one takes that of 2."""
    return int(number) if number.denominator == 1 else 2


def effort_figure(action: PlanAction) -> str:
    """Return an effort for a table, marked where it is an estimate of the definitions."""
    return (_ABOUT if action.effort_is_default else "") + decimal(action.effort_days)


def headline(plan: Plan) -> str:
    """Return what has to be done for the target, or that it cannot be reached."""
    total = plan.best if not plan.is_reachable else plan.total
    words = {"target": target_words(plan), "points": rounded_down(total), "band": band_word(plan.band_of(total).name)}
    if plan.is_reached:
        text = _("{target}: reached already, with {points} points, if all that falls due is done on time.")
        return text.format(**words)
    if not plan.is_reachable:
        text = _(
            "{target}: this plan cannot reach it. With everything closed that can be, there are {points} points, "
            "{band}; that takes {days}."
        )
        if plan.lost.unentered:
            text = _(
                "{target}: this plan cannot reach it with what is entered. With everything closed that can be, there "
                "are {points} points, {band}; that takes {days}."
            )
        return text.format(**words, days=days_words(plan.best_effort))
    text = n_(
        "{target}: the least effort is {days}, {count} action, and leads to {points} points, {band}.",
        "{target}: the least effort is {days}, {count} actions, and leads to {points} points, {band}.",
        len(plan.actions),
    )
    return text.format(**words, days=days_words(plan.effort_days), count=len(plan.actions))


def start_sentences(plan: Plan) -> Iterator[str]:
    """Say what the plan starts from and takes for granted."""
    failed = failed_shown(plan)
    if failed:
        text = _(
            "It starts from {start} points: {on_course} on course as evidenced, less {failed} of addresses that do "
            "not open."
        )
        yield text.format(start=rounded_down(plan.start), on_course=rounded_down(plan.on_course), failed=failed)
    else:
        yield _("It starts from {start} points on course as evidenced.").format(start=rounded_down(plan.start))
    if plan.unknown:
        text = _("{points} points hang on addresses that are not known to open; it takes them to open.")
        yield text.format(points=rounded_down(plan.unknown))


def limits_sentences(plan: Plan) -> Iterator[str]:
    """Say what cannot be bought."""
    if not plan.is_reachable and plan.lost.unentered:
        text = _("Up to {points} more if what counts as lost was done and is not entered.")
        yield text.format(points=plan.lost.unentered)
    for own in plan.unproved:
        text = _(
            "{criterion} is said not to apply, without proof, and no action wins anything there. The document that "
            "proves it, entered as an item, adds {points} points by itself: the rest of the indicator then weighs more."
        )
        yield text.format(criterion=own.finding.verdict.criterion.id, points=rounded_down(own.adds))


def action_title(action: PlanAction, plan: Plan, language: str) -> str:
    """Return what an action is called."""
    match action.kind:
        case JobKind.ACTION:
            return plan.assessment.workspace.actions[action.name].title or action.name
        case JobKind.HOST:
            return _("addresses of {host} do not open").format(host=action.name)
        case JobKind.LINKS:
            return links_title(action.job)
        case JobKind.OWN:
            return plan.assessment.index.by_id[action.name].titles.to(language)


def action_cell(action: PlanAction, plan: Plan, language: str) -> doc.Cell:
    """Return what an action is called, behind its site or criterion; the id of an action is for programs."""
    match action.kind:
        case JobKind.HOST:
            return doc.Cell(_("nothing of the site opens"), ident=action.name)
        case JobKind.LINKS:
            return doc.Cell(cause_sentence(action.job.cause, None), ident=action.name)
        case JobKind.ACTION:
            return doc.Cell(action_title(action, plan, language))
        case JobKind.OWN:
            return doc.Cell(action_title(action, plan, language), ident=action.name)


def advice(action: PlanAction, gap: Finding, plan: Plan, language: str) -> str:
    """Return what an action does for a gap; and where a date is wrong and too late for anything new, that it is all."""
    what = remedy(gap, language, action.job)
    if not any(_is_won_by_its_date(reason, gap, plan) for reason in reasons_of(action.job, gap)):
        return what
    return f"{what} " + _("Only the right date wins it: nothing done now does.")


def _is_won_by_its_date(reason: Reason, gap: Finding, plan: Plan) -> bool:
    """Tell whether an item counts once its date is right, and nothing that is new would count instead of it."""
    if reason.code is not ReasonCode.OUT_OF_PERIOD or reason.item is None:
        return False
    day, rule = plan.assessment.day, gap.verdict.criterion.rule
    if not isinstance(rule, Periods):
        return day > plan.assessment.last_day_of_deeds and isinstance(rule, Count)
    dues = (own.due for own in gap.verdict.periods if own.period.label == reason.item.period)
    return not rule.late and all(due < day for due in dues)


def criteria_words(action: PlanAction) -> list[str]:
    """Return the criteria of an action, those together of which the same is assumed, each list with what that is."""
    groups: dict[str, list[str]] = {}
    for gap in action.gaps:
        groups.setdefault(assumed_words(gap.verdict.criterion), []).append(gap.verdict.criterion.id)
    return [", ".join(names) + (f" ({label})" if label else "") for label, names in groups.items()]


def labels_words(action: PlanAction) -> list[str]:
    """Return the criteria as they stand under an action; work of its own is named after its criterion already."""
    if action.kind is not JobKind.OWN:
        return criteria_words(action)
    return [label for label in (assumed_words(gap.verdict.criterion) for gap in action.gaps) if label]


def duty_sentence(duty: Duty, *, named: bool = False) -> str:
    """Return what has to be done by the day of a duty; periods in words, or ``named`` as evidence names them."""
    if duty.periods:
        periods = duty.periods if named else map(period_words, duty.periods)
        text = _("publish {periods}").format(periods=", ".join(periods))
        is_assumed = duty.finding.verdict.criterion.due_basis is FactBasis.ASSUMED
        return text + (" (" + _("due date assumed") + ")" if is_assumed else "")
    if duty.need is not None:
        return _("reach {need}; {have} so far").format(need=duty.need, have=duty.have)
    return _("refresh the page")


def overload_sentence(overload: Overload) -> str:
    """Return that an owner has more work than days, or that there is as much of which nobody is the owner."""
    text = n_(
        "{owner} has {effort} of work until {by}, and {days} working day for it.",
        "{owner} has {effort} of work until {by}, and {days} working days for it.",
        overload.working_days,
    )
    if not overload.owner:
        text = n_(
            "Nobody is named for {effort} of work until {by}: more than one alone can do in {days} working day.",
            "Nobody is named for {effort} of work until {by}: more than one alone can do in {days} working days.",
            overload.working_days,
        )
    return text.format(
        owner=overload.owner,
        effort=days_words(overload.effort_days),
        by=long_date(overload.by),
        days=overload.working_days,
    )


def time_sentence(plan: Plan) -> str:
    """Return how many working days are left."""
    return n_(
        "{days} working day is left until the evaluation date, today included.",
        "{days} working days are left until the evaluation date, today included.",
        plan.working_days,
    ).format(days=plan.working_days)


def calendar_sentences(plan: Plan) -> Iterator[str]:
    """Say which days are working days, by what source, and what that does not know."""
    calendar = plan.calendar
    if not calendar.source:
        yield _("Working days are Monday to Friday; days off are not taken off: the package holidays is not there.")
        return
    text = _(
        "Working days are Monday to Friday without the days off of Uzbekistan, moved days included, by {source} "
        "for {years}; a six-day week, leave and days off of the body itself are not in it."
    )
    yield text.format(source=calendar.source, years=_joined(calendar.years))
    if calendar.unmoved:
        text = _("Which days are moved or added in {years} is not known there: only those set by law are taken off.")
        yield text.format(years=_joined(calendar.unmoved))
    if calendar.estimated:
        text = _("Days off of which the date is an estimate: {days}")
        yield text.format(days=", ".join(map(long_date, calendar.estimated)))


def _joined(years: tuple[int, ...]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def about_sentence(plan: Plan) -> str:
    """Return what the mark of an estimate means; empty where there is none."""
    if not any(action.effort_is_default for action in plan.actions):
        return ""
    return _("{mark} before a number of days: an estimate of the definitions, not the body's own.").format(mark=_ABOUT)
