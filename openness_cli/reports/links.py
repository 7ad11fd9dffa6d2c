"""What ``openness links`` shows: how many addresses open, then what does not, by cause and by site."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from openness_cli.formats import document as doc
from openness_cli.formats.cases import Annotation, Cases
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows, plain_of
from openness_cli.formats.workbook import Workbook
from openness_cli.links.report import CauseGroup, LinkResult, LinkRow, Site
from openness_cli.messages import _, n_
from openness_cli.model.availability import AddressState, LinkCause
from openness_cli.reports._book import book_of
from openness_cli.reports._head import (
    Json,
    assessed,
    evaluation_words,
    head,
    in_zone,
    log_json,
    moved_json,
    notes_of,
    picked,
)
from openness_cli.reports._links_checks import link_annotations, link_cases
from openness_cli.words import links as words
from openness_cli.words.terms import long_date, word_of

COLUMNS = (
    "url", "host", "state", "opens", "cause", "reason", "status", "failures", "failing_since", "last_success",
    "last_check", "result", "result_cause", "detail", "final_url", "tls_expires", "criteria", "points", "basis",
    "points_basis", "owner", "fixer", "who", "remedy", "items", "places", "moved_from", "page_title", "contains",
)  # fmt: skip
_SHORT_LIST = 5
_EXPIRES_SOON = timedelta(days=30)
_TONES = {
    AddressState.OK: doc.Tone.GOOD, AddressState.BROKEN: doc.Tone.RED, AddressState.UNSTABLE: doc.Tone.DOUBTFUL,
}  # fmt: skip


class LinksReport(NamedTuple):
    """A run over the addresses, as it is shown; where ``strict`` everything has to have been checked."""

    result: LinkResult
    strict: bool = False

    @property
    def passed(self) -> bool | None:
        """Whether nothing is broken on which points hang.

        None where that could not be told, of all addresses or of any where that is demanded.
        """
        if self.result.hanging:
            return False
        return None if self.result.run.line_is_down or (self.strict and not self.result.is_whole) else True

    def rows(self) -> Rows:
        """Return a row for each address."""
        return Rows(COLUMNS, map(_values, self.result.rows))

    def sheet(self) -> Rows:
        """Return the same for people: times in the zone of the index."""
        return Rows(COLUMNS, in_zone(map(_told, self.result.rows), self.result.zone))

    def workbook(self) -> Workbook:
        """Return the same as a sheet."""
        return book_of(self.document(), self.sheet(), self.result.today, _("Addresses"))

    def json(self) -> Json:
        """Return version 1 of the JSON."""
        own = self.result
        return {
            **head("links", own.assessment, own.language, own.tool_version),
            "began": plain_of(own.began),
            "policy": own.assessment.index.links._asdict(),
            "line_is_down": own.run.line_is_down,
            "left_alone": list(own.run.left_alone),
            "counts": {state.value: own.count(state) for state in AddressState},
            "points_not_opening": own.points_not_opening.number,
            "points_together": own.points_together.number,
            "points_unchecked": own.points_unchecked.number,
            "points_unsteady": own.points_unsteady.number,
            "groups": list(map(_group_json, own.groups)),
            "addresses": list(map(_address_json, own.rows)),
            "log": log_json(own.log),
        }

    def cases(self) -> Cases:
        """Return a case for each address; one that fails first where the run cannot tell what is asked, as it ends."""
        return link_cases(self.result, _undecided(self))

    def annotations(self) -> Iterator[Annotation]:
        """Return what is not known to open beside the line of evidence that names the address, then the sum."""
        return link_annotations(self.result)

    def document(self) -> doc.Document:
        """Return what is to be read."""
        own = self.result
        sites = n_("on {count} site", "on {count} sites", len(own.hosts)).format(count=len(own.hosts))
        facts = [words.moment_words(own.began, own.zone), f"{words.addresses_word(len(own.rows))} {sites}"]
        evaluation = own.assessment.workspace.evaluation_date
        if own.today <= min(evaluation, own.assessment.day):
            facts.append(evaluation_words(evaluation, (evaluation - own.today).days))
        counts = list(_counts(own))
        blocks: list[doc.Block] = [
            _counts_table(counts),
            doc.Sentences(doc.said(*(f"{n} {text}" for n, text, _tone in counts)), medium=doc.Medium.PAGE),
            doc.Sentences(doc.said(*_notes(own)), is_list=False, apart=False),
            *(_cause(own, group) for group in own.groups),
            *_titles(own),
        ]
        policy = doc.Sentence(words.policy_sentence(own.assessment.index.links), doc.Tone.FAINT)
        notes = (policy, *notes_of(own.assessment))
        screen = (f" {doc.DOT} ".join(facts),)
        document = assessed(own.assessment, own.language, blocks, notes, screen=screen, page=tuple(facts))
        return document._replace(subtitle=_("Links"))


def _values(row: LinkRow) -> Values:
    address, state, fetched = row.address, row.state, row.fetched
    return {
        "url": address.url,
        "host": address.host,
        "state": state.state,
        "opens": state.opens,
        "cause": state.cause,
        "reason": words.cause_sentence(state.cause, state.status) if state.cause else "",
        "status": state.status,
        "failures": state.failures,
        "failing_since": state.failing_since,
        "last_success": state.last_success,
        "last_check": state.last_check,
        "result": fetched.result if fetched else None,
        "result_cause": fetched.cause if fetched else None,
        "detail": fetched.detail if fetched else "",
        "final_url": fetched.final_url if fetched else "",
        "tls_expires": fetched.tls_expires if fetched else "",
        "criteria": address.criteria,
        "points": row.points,
        "basis": address.basis,
        "points_basis": address.points_basis,
        "owner": address.owner,
        "fixer": row.fixer,
        "who": words.fixer_word(row.fixer),
        "remedy": words.mend_sentence(state.cause),
        "items": _own_titles(row),
        "places": address.places,
        "moved_from": tuple(stay.url for stay in address.was_at),
        "page_title": state.title,
        "contains": address.words,
    }


def _undecided(report: LinksReport) -> str:
    if report.passed is not None:
        return ""
    *_others, (count, text, _tone) = _counts(report.result)
    return words.line_sentence() if report.result.run.line_is_down else f"{count} {text}"


def _told(row: LinkRow) -> Values:
    """Return a row for people, who know no words of the network."""
    return {**_values(row), "detail": words.detail_sentence(row.fetched.detail if row.fetched else "")}


def _group_json(group: CauseGroup) -> Json:
    return {
        "cause": group.cause or None,
        "is_unchecked": group.is_unchecked,
        "is_unsteady": group.is_unsteady,
        "fixer": plain_of(group.fixer),
        "points": group.points.number,
        "sites": [
            {"host": site.host, "points": site.points.number, "addresses": [row.address.url for row in site.rows]}
            for site in group.sites
        ],
    }


def _address_json(row: LinkRow) -> Json:
    told = picked(
        _values(row), "url", "host", "state", "opens", "cause", "status", "detail", "final_url", "failures",
        "failing_since", "last_success", "last_check", "tls_expires", "result", "result_cause", "fixer", "remedy",
        "points", "basis", "points_basis", "owner",
    )  # fmt: skip
    missing = {name: told[name] or None for name in ("cause", "detail", "final_url", "tls_expires")}
    uses = [
        {"criterion": use.criterion.id, "item": use.item.title, **use.item.place._asdict()} for use in row.address.uses
    ]
    unsteady = row.state.unsteady._asdict() if row.state.unsteady else None
    return {
        **told,
        **missing,
        "unsteady": unsteady,
        "page_title": row.state.title or None,
        "contains": row.address.words or None,
        "uses": uses,
        **moved_json(row.address),
    }


def _counts(report: LinkResult) -> Iterator[tuple[int, str, doc.Tone]]:
    """Yield how many open, do not, and could not be checked."""
    failed = sum(row.does_not_open for row in report.rows)
    unsteady = sum(row.state.unsteady is not None for row in report.rows)
    broken = report.count(AddressState.BROKEN)
    unchecked = report.count(AddressState.BLOCKED, AddressState.REFUSED, AddressState.UNCHECKED)
    yield report.count(AddressState.OK), _("open"), doc.Tone.PLAIN
    if failed:
        text = n_(
            "does not open (broken by the record: {broken}); {points} points hang on it",
            "do not open (broken by the record: {broken}); {points} points hang on them",
            failed,
        )
        yield failed, text.format(broken=broken, points=report.points_not_opening), doc.Tone.STRONG
    if unsteady:
        text = n_(
            "opens only at times, and is not relied on; {points} points hang on it",
            "open only at times, and are not relied on; {points} points hang on them",
            unsteady,
        )
        yield unsteady, text.format(points=report.points_unsteady), doc.Tone.PLAIN
    if unchecked:
        text = _("could not be checked; {points} points hang on them")
        yield unchecked, text.format(points=report.points_unchecked), doc.Tone.PLAIN


def _counts_table(counts: list[tuple[int, str, doc.Tone]]) -> doc.Table:
    size = max(len(str(count)) for count, _text, _tone in counts) + 2
    columns = (doc.Column("", is_number=True, least=size), doc.Column("", fit=doc.Fit.REST, gap=1))
    rows = tuple(doc.row((str(count), doc.Cell(text, tone))) for count, text, tone in counts)
    return doc.Table(columns, rows, medium=doc.Medium.SCREEN, screen=doc.Screen(doc.Layout.PARAGRAPHS, hang=size + 1))


def _notes(report: LinkResult) -> Iterator[str]:
    if report.run.line_is_down:
        yield words.line_sentence()
        if len(report.hosts) == 1:
            yield words.one_site_sentence()
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
    evaluation = assessment.workspace.evaluation_date
    last = min(assessment.day, evaluation)
    if last < report.today:
        text = _(
            "The score of this folder is that of {day}: what is fetched now is recorded, but does not count for it."
        )
        yield text.format(day=long_date(last))
    for host, ends in report.certificates.items():
        end = datetime.fromisoformat(ends).astimezone(report.zone).date()
        if end < report.today + _EXPIRES_SOON or (report.today <= evaluation and end <= evaluation):
            text = _("The certificate of {host} ends on {day}: have it renewed before.")
            yield text.format(host=host, day=long_date(end))


def _cause(report: LinkResult, group: CauseGroup) -> doc.Table:
    """Return everything with one cause: who mends it and how, then its addresses by site."""
    first = group.sites[0].rows[0].state
    title = words.cause_sentence(group.cause, first.status) if group.cause else word_of(first.state)
    title = _("opens only at times: {cause}").format(cause=title) if group.is_unsteady else title
    advice = words.advice_sentence(group.cause, group.fixer)
    heads = (_("address"), _("criteria"), _("state"), _("owner"))
    return doc.Table(
        (*doc.on_page(*heads), *doc.on_page(_("points"), numbers=True)),
        tuple(row for site in group.sites for row in _site(report, site)),
        title[:1].upper() + title[1:],
        sentences=(doc.Sentence(advice, mark=f"{doc.ARROW} ", hang=3),) if advice else (),
        screen=doc.Screen(doc.Layout.LINES, more=4, more_each=True),
    )


def _titles(report: LinkResult) -> Iterator[doc.Table]:
    """Yield what the evidence calls each page beside what the page calls itself; nothing where no page was seen."""
    rows = tuple(
        doc.row((_own_titles(row), row.state.title, row.address.url, row.address.words))
        for row in report.rows
        if row.state.title
    )
    if rows:
        heads = (_("in the evidence"), _("what the page calls itself"), _("address"), _("words asked for"))
        yield doc.Table(doc.on_page(*heads), rows, _("Pages by their titles"), medium=doc.Medium.PAGE)


def _own_titles(row: LinkRow) -> str:
    return "; ".join(dict.fromkeys(use.item.title for use in row.address.uses if use.item.title))


def _site(report: LinkResult, site: Site) -> Iterator[doc.Row]:
    owners = ", ".join(dict.fromkeys(row.address.owner for row in site.rows if row.address.owner))
    criteria = ", ".join(dict.fromkeys(name for row in site.rows for name in row.address.criteria))
    known = (site.host, words.addresses_word(len(site.rows)), words.points_words(site.points), criteria, owners)
    lead = doc.Sentence("; ".join(fact for fact in known if fact), doc.Tone.IDENT, indent=2, hang=2)
    for number, row in enumerate(site.rows):
        facts = "; ".join(_facts(report, row))
        told = doc.Sentence(facts, _TONES.get(row.state.state, doc.Tone.OPEN), indent=4)
        url = doc.Sentence(row.address.url, indent=6, hang=2, aside=", ".join(row.address.places))
        cells = (row.address.url, ", ".join(row.address.criteria), facts, row.address.owner, str(row.points))
        yield doc.row(cells, (lead, told), (url,), is_extra=number >= _SHORT_LIST)


def _shown_facts(row: LinkRow) -> Iterator[str]:
    """Yield which words are asked of a page, and what page is there where it does not show them."""
    if row.address.words:
        yield _("asked for: “{words}”").format(words=row.address.words)
    if row.state.title and row.state.cause == LinkCause.WORDS_MISSING.value:
        yield _("the page calls itself “{title}”").format(title=row.state.title)


def _facts(report: LinkResult, row: LinkRow) -> Iterator[str]:
    state, fetched, zone = row.state, row.fetched, report.zone
    if row.does_not_open and state.failing_since:
        text = n_("{state}: {count} failure, since {since}", "{state}: {count} failures, since {since}", state.failures)
        since = words.moment_words(state.failing_since, zone)
        yield text.format(state=word_of(state.state), count=state.failures, since=since)
    else:
        yield word_of(state.state)
    if state.unsteady:
        text = _("failed on {failed} of {days} days checked lately; three good days in a row make it good again")
        yield text.format(failed=state.unsteady.failed, days=state.unsteady.checked)
    yield from _shown_facts(row)
    if state.last_success:
        yield _("opened last on {when}").format(when=words.moment_words(state.last_success, zone))
    elif state.last_check:
        yield _("never seen to open")
    if state.state is AddressState.UNSTABLE and state.failing_since:
        from_then = state.failing_since + timedelta(hours=report.assessment.index.links.apart_hours)
        if from_then > report.began:
            yield _("broken if it still fails after {when}").format(when=words.moment_words(from_then, zone))
    if fetched and fetched.cause and row.does_not_open and not fetched.was_checked:
        cause = words.cause_sentence(fetched.cause.value, fetched.status)
        yield _("could not be checked this time: {cause}").format(cause=cause)
    yield from words.stay_sentences(row.address.was_at)
    if fetched and fetched.detail:
        yield words.detail_sentence(fetched.detail)
    if fetched and fetched.is_redirected:
        yield _("leads to {url}").format(url=fetched.final_url)
