"""A run over the addresses on a terminal: how many open, then what does not, by cause and by site."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby

from openness_cli.formats.heading import evaluation_words, heading
from openness_cli.formats.lines import TYPED, Line, Marks, Span, line, plain, wrap
from openness_cli.formats.screen import PLAIN_WIDTH
from openness_cli.links.report import CauseGroup, LinkReport, LinkRow, Site
from openness_cli.messages import _, n_
from openness_cli.model.availability import AddressState
from openness_cli.words.links import (
    addresses_word,
    advice_sentence,
    cause_sentence,
    line_sentence,
    moment_words,
    one_site_sentence,
    points_words,
    policy_sentence,
    state_word,
)
from openness_cli.words.reasons import certainty_sentence, scales_sentence
from openness_cli.words.terms import long_date

SHORT_LIST = 5
EXPIRES_SOON = timedelta(days=30)
_STYLES = {
    AddressState.OK: "green",
    AddressState.BROKEN: "bold red",
    AddressState.UNSTABLE: "yellow",
    AddressState.BLOCKED: "magenta",
    AddressState.REFUSED: "magenta",
    AddressState.UNCHECKED: "magenta",
}


def render_plain(report: LinkReport) -> str:
    """Return the report as plain text, with every address that does not open."""
    return plain(draw(report, PLAIN_WIDTH, TYPED, whole=True))


def draw(report: LinkReport, width: int, marks: Marks, *, whole: bool) -> Iterator[Line]:
    """Return the lines of the report; ``whole`` names every address, else the first few of each site."""
    yield from heading(report.assessment, report.language, width, marks)
    sites = n_("on {count} site", "on {count} sites", len(report.hosts)).format(count=len(report.hosts))
    facts = [moment_words(report.began, report.zone), f"{addresses_word(len(report.rows))} {sites}"]
    evaluation = report.assessment.workspace.evaluation_date
    if report.today <= min(evaluation, report.assessment.day):
        facts.append(evaluation_words(evaluation, (evaluation - report.today).days))
    yield from wrap(f" {marks.dot} ".join(facts), width)
    yield line()
    yield from _counts(report, width)
    for sentence in _notes(report):
        yield from wrap(sentence, width)
    for group in report.groups:
        yield line()
        yield from _cause(report, group, width, marks, whole=whole)
    yield line()
    yield from wrap(policy_sentence(report.assessment.index.links), width, style="dim")
    yield from wrap(scales_sentence(report.assessment), width, style="dim")
    yield from wrap(certainty_sentence(report.assessment.index), width, style="dim")


def _counts(report: LinkReport, width: int) -> Iterator[Line]:
    failed = report.count(AddressState.BROKEN, AddressState.UNSTABLE)
    broken = report.count(AddressState.BROKEN)
    unchecked = report.count(AddressState.BLOCKED, AddressState.REFUSED, AddressState.UNCHECKED)
    rows: list[tuple[int, str, str]] = [(report.count(AddressState.OK), _("open"), "")]
    if failed:
        text = n_(
            "does not open (broken by the record: {broken}); {points} points hang on it",
            "do not open (broken by the record: {broken}); {points} points hang on them",
            failed,
        )
        rows.append((failed, text.format(broken=broken, points=report.points_not_opening), "title"))
    if unchecked:
        text = _("could not be checked; {points} points hang on them")
        rows.append((unchecked, text.format(points=report.points_unchecked), ""))
    size = max(len(str(count)) for count, _text, _style in rows) + 2
    for count, text, style in rows:
        yield from wrap(text, width, first=f"{count:>{size}} ", rest=" " * (size + 1), style=style)


def _notes(report: LinkReport) -> Iterator[str]:
    if report.run.line_is_down:
        yield line_sentence()
        if len(report.hosts) == 1:
            yield one_site_sentence()
    if report.points_together:
        text = _("Of these {points} points hang on several of the sites and causes below, and on none of them alone.")
        yield text.format(points=report.points_together)
    if report.run.left_alone:
        count = len(report.run.left_alone)
        text = n_(
            "{count} address was left alone: its site asks for a longer wait than a run can take.",
            "{count} addresses were left alone: their site asks for a longer wait than a run can take.",
            count,
        )
        yield text.format(count=count)
    assessment = report.assessment
    last = min(assessment.day, assessment.workspace.evaluation_date)
    if last < report.today:
        text = _(
            "The score of this folder is that of {day}: what is fetched now is recorded, but does not count for it."
        )
        yield text.format(day=long_date(last))
    for host, ends in report.certificates.items():
        end = datetime.fromisoformat(ends).astimezone(report.zone).date()
        if _ends_soon(end, report.today, assessment.workspace.evaluation_date):
            text = _("The certificate of {host} ends on {day}: have it renewed before.")
            yield text.format(host=host, day=long_date(end))


def _ends_soon(end: date, today: date, evaluation: date) -> bool:
    return end < today + EXPIRES_SOON or (today <= evaluation and end <= evaluation)


def _cause(report: LinkReport, group: CauseGroup, width: int, marks: Marks, *, whole: bool) -> Iterator[Line]:
    first = group.sites[0].rows[0].state
    title = cause_sentence(group.cause, first.status) if group.cause else state_word(first.state)
    yield from wrap(title[:1].upper() + title[1:], width, style="title")
    advice = advice_sentence(group.cause, group.fixer)
    if advice:
        yield from wrap(advice, width, first=f"{marks.arrow} ", rest="   ")
    for site in group.sites:
        yield from _site(report, site, width, whole=whole)


def _site(report: LinkReport, site: Site, width: int, *, whole: bool) -> Iterator[Line]:
    owners = ", ".join(dict.fromkeys(row.address.owner for row in site.rows if row.address.owner))
    criteria = ", ".join(dict.fromkeys(name for row in site.rows for name in row.address.criteria))
    known = [site.host, addresses_word(len(site.rows)), points_words(site.points), criteria, owners]
    yield from wrap("; ".join(fact for fact in known if fact), width, first="  ", rest="    ", style="ident")
    shown = site.rows if whole else site.rows[:SHORT_LIST]
    for facts, rows in groupby(shown, key=lambda row: "; ".join(_facts(report, row))):
        own = list(rows)
        yield from wrap(facts, width, first="    ", rest="    ", style=_STYLES[own[0].state.state])
        for row in own:
            yield from _address(row, width)
    more = len(site.rows) - len(shown)
    if more:
        yield line(Span("    " + n_("… {count} more: --all", "… {count} more: --all", more).format(count=more), "dim"))


def _address(row: LinkRow, width: int) -> Iterator[Line]:
    indent, url = " " * 6, row.address.url
    place = ", ".join(row.address.places)
    if len(indent) + len(url) + 2 + len(place) <= width:
        yield line(indent, url, Span("  " + place, "dim"))
        return
    yield from wrap(url, width, first=indent, rest=indent)
    yield from wrap(place, width, first=indent + "  ", rest=indent + "  ", style="dim")


def _facts(report: LinkReport, row: LinkRow) -> Iterable[str]:
    state, fetched, zone = row.state, row.fetched, report.zone
    if row.does_not_open and state.failing_since:
        text = n_("{state}: {count} failure, since {since}", "{state}: {count} failures, since {since}", state.failures)
        since = moment_words(state.failing_since, zone)
        yield text.format(state=state_word(state.state), count=state.failures, since=since)
    else:
        yield state_word(state.state)
    if state.last_success:
        yield _("opened last on {when}").format(when=moment_words(state.last_success, zone))
    elif state.last_check:
        yield _("never seen to open")
    if state.state is AddressState.UNSTABLE and state.failing_since:
        from_then = state.failing_since + timedelta(hours=report.assessment.index.links.apart_hours)
        if from_then > report.began:
            yield _("broken if it still fails after {when}").format(when=moment_words(from_then, zone))
    if fetched and fetched.cause and row.does_not_open and not fetched.was_checked:
        cause = cause_sentence(fetched.cause.value, fetched.status)
        yield _("could not be checked this time: {cause}").format(cause=cause)
    if fetched and fetched.detail:
        yield fetched.detail
    if fetched and fetched.is_redirected:
        yield _("leads to {url}").format(url=fetched.final_url)
