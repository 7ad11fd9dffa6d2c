"""The lists of a score's page: all gaps, dead links by cause, how sure it is and what is lost, all criteria."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from zoneinfo import ZoneInfo

from openness_cli.formats import document as doc
from openness_cli.formats.page import Block, Folded, Section, Sieve, Sifted
from openness_cli.messages import _, figures, n_
from openness_cli.model.availability import Address, AddressState, cause_named, local_day, state_of
from openness_cli.model.definitions import ZERO, WordingBasis
from openness_cli.model.points import Hundredths, plain_number, rounded_down, shown
from openness_cli.reports._score_gaps import facts_of, id_range, loss_blocks, title_of
from openness_cli.reports._score_work import Due, dead_addresses, is_dead, of_its_job
from openness_cli.reports.listing import Listing
from openness_cli.scoring.addresses import LinkedAddress, collect_addresses
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.jobs import Closed, closed_together, day_of
from openness_cli.scoring.report import CriterionRow, Report
from openness_cli.scoring.verdicts import Basis, Outcome
from openness_cli.words.certainty import range_told, year_sentence
from openness_cli.words.links import addresses_word, advice_sentence, cause_sentence
from openness_cli.words.reasons import assumed_words, certainty_in_full, exemption_of, remedy, scales_sentence
from openness_cli.words.terms import decimal, short_date, word_of

_MARKS = {
    Outcome.MET: "✓", Outcome.PARTIAL: "◐", Outcome.NOT_DUE: "○", Outcome.NOT_MET: "✕", Outcome.MISSING: "–",
    Outcome.NOT_APPLICABLE: "∅",
}  # fmt: skip
_NOT_OPEN = (AddressState.BROKEN, AddressState.UNSTABLE)
_ABOUT = "~"


def ids_of(ids: Sequence[str]) -> str:
    """Return the ids of criteria in short, which no line breaks."""
    return id_range(ids)


def nobody() -> str:
    """Return what stands where no owner is named."""
    return _("nobody in charge")


def gap_sections(report: Report, listing: Listing) -> Iterator[Section]:
    """Yield every gap that is listed, to be sifted; one job that closes several is one row."""
    chosen = listing.choose(report.gaps)
    closed = closed_together(row.finding for row in chosen)
    if not closed:
        text = _("No gaps: nothing can be won beyond what is on course.")
        if report.assessment.over:
            text = _("No gap can be closed any more: the assessment is over.")
        if report.gaps:
            text = _("None of the gaps is listed here.")
        yield Section(_("Gaps"), (doc.Sentences(doc.said(text), is_list=False),), _("Gaps"))
        return
    entries = sorted(map(of_its_job, closed), key=lambda own: (not is_dead(own), -_worth(own)))
    count = len(report.gaps)
    text = n_(
        "Gaps: {count} criterion, {points} points at stake", "Gaps: {count} criteria, {points} points at stake", count
    )
    sifted = Sifted(
        table=_gap_table(report, entries),
        sieves=tuple(_sieves(report, entries)),
        worth=tuple(map(_worth, entries)),
        said=_("Rows shown: {count} of {all}; points: {points}"),
        any_word=_("all"),
        text_word=_("search"),
    )
    yield Section(text.format(count=count, points=report.at_stake), (sifted,), _("Gaps"), fresh=True)


def _worth(entry: Closed) -> Fraction:
    return sum((gap.at_stake for gap in entry.gaps), ZERO)


def _gap_table(report: Report, entries: Iterable[Closed]) -> doc.Table:
    columns = (
        doc.Column(_("points"), is_number=True),
        doc.Column(_("what is missing")),
        doc.Column(_("what to do")),
        doc.Column(_("owner")),
        doc.Column(_("working days"), is_number=True),
        doc.Column(_("due date")),
    )
    return doc.Table(columns, tuple(_gap(report, entry) for entry in entries))


def _gap(report: Report, entry: Closed) -> doc.Row:
    gaps = entry.gaps
    label = assumed_words(gaps[0].verdict.criterion) if gaps[0].verdict.criterion.basis is not _SOURCED else ""
    ids = ids_of([gap.verdict.criterion.id for gap in gaps])
    tone = doc.Tone.RED if is_dead(entry) else doc.Tone.PLAIN
    days = max(gap.effort_days for gap in gaps)
    about = _ABOUT if all(gap.effort_is_default for gap in gaps) else ""
    due = [day for gap in gaps if (day := day_of(gap, report.assessment))]
    return doc.row((
        doc.Cell(str(rounded_down(_worth(entry))), doc.Tone.STRONG),
        doc.Cell(title_of(report, entry), tone, ids, label, tuple(_facts(report, entry))),
        " ".join(dict.fromkeys(remedy(gap, report.language) for gap in gaps)),
        _owner(", ".join(_owners(gaps))),
        about + decimal(days),
        short_date(min(due)) if due else "",
    ))  # fmt: skip


def _facts(report: Report, entry: Closed) -> Iterator[str]:
    """Yield why, and where that stands; of dead addresses how many there are, since they are listed by themselves."""
    dead = is_dead(entry)
    for text, place in facts_of(report, entry.gaps, named=not dead):
        count = len(dead_addresses(entry.gaps))
        many = n_("{count} link: {text}", "{count} links: {text}", count).format(count=count, text=text)
        told = f"✕ {many}" if dead else text
        yield f"{told} {doc.DOT} {place}" if place else told


_SOURCED = WordingBasis.SOURCED


def _owner(names: str) -> doc.Cell:
    return doc.Cell(names or nobody(), doc.Tone.PLAIN if names else doc.Tone.FAINT)


def _owners(gaps: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(owner for gap in gaps for owner in gap.owners))


def _sieves(report: Report, entries: Sequence[Closed]) -> Iterator[Sieve]:
    names = {
        own.id: f"{own.id}. {(own.short or own.titles).to(report.language)}"
        for own in report.assessment.index.indicators
    }
    of_indicators = [dict.fromkeys(names[gap.verdict.indicator.id] for gap in own.gaps) for own in entries]
    yield sieve_of(_("indicator"), of_indicators, tuple(names.values()))
    yield sieve_of(_("owner"), [dict.fromkeys(_owners(own.gaps) or [nobody()]) for own in entries])
    yield sieve_of(_("reason"), [dict.fromkeys(_reasons(own.gaps)) for own in entries])


def _reasons(gaps: Iterable[Finding]) -> Iterator[str]:
    yield from (_(own.code.short) for gap in gaps for own in gap.reasons if own.code.short)


def sieve_of(name: str, rows: Sequence[Iterable[str]], order: Sequence[str] = ()) -> Sieve:
    """Return a sieve of the words that occur: in an order, else nobody's first and the others by their letters."""
    found = {word for row in rows for word in row}
    words = [word for word in order if word in found] or sorted(found, key=lambda word: (word != nobody(), word))
    return Sieve(name, tuple(words), tuple(map(tuple, rows)))


def due_sections(report: Report, dues: Sequence[Due], most: int) -> Iterator[Section]:
    """Yield everything that is to come; nothing where the first ``most`` of it are all."""
    if len(dues) <= most:
        return
    heads = (_("due date"), _("how it stands"), _("what to do"), _("owner"))
    columns = (*map(doc.Column, heads), doc.Column(_("points"), is_number=True))
    yield Section(_("What falls due"), (doc.Table(columns, tuple(_due(report, due) for due in dues)),), _("Due dates"))


def _due(report: Report, due: Due) -> doc.Row:
    left = (due.day - report.assessment.day).days
    text = n_("in {days} day", "in {days} days", left) if left else _("today")
    return doc.row((
        short_date(due.day),
        text.format(days=left),
        doc.Cell(due.title, ident=ids_of(due.line.ids)),
        _owner(", ".join(due.line.owners)),
        str(rounded_down(due.line.points)),
    ))  # fmt: skip


def link_sections(report: Report, listing: Listing) -> Iterator[Section]:
    """Yield the addresses that do not open, by cause, with who mends them and how; nothing where all open."""
    states = report.assessment.states
    known = [(own, state_of(states, own.url, own.words)) for own in collect_addresses(report.assessment)]
    named = {row.finding.verdict.criterion.id for row in listing.choose(report.criteria)}
    failed = [own for own in known if own[1].state in _NOT_OPEN and named.intersection(own[0].criteria)]
    if not failed:
        return
    hanging = {*dead_addresses(row.finding for row in report.criteria), *report.headline.failing_urls}
    title = _("Links that do not open: {points} points").format(points=report.headline.failed)
    opened = sum(state.opens for _own, state in known)
    text = n_("{opened} of {count} address opens.", "{opened} of {count} addresses open.", len(known))
    blocks: list[Block] = [doc.Sentences(doc.said(text.format(opened=opened, count=len(known))), is_list=False)]
    blocks += _cause_tables(report, [pair for pair in failed if pair[0].url in hanging])
    if others := [pair for pair in failed if pair[0].url not in hanging]:
        text = n_(
            "{count} more link does not open; no points hang on it now",
            "{count} more links do not open; no points hang on them now",
            len(others),
        )
        blocks.append(Folded(text.format(count=len(others)), tuple(_cause_tables(report, others))))
    yield Section(title, tuple(blocks), _("Links"))


def _cause_tables(report: Report, failed: Iterable[tuple[LinkedAddress, Address]]) -> Iterator[doc.Table]:
    ordered = sorted(failed, key=lambda pair: (_NOT_OPEN.index(pair[1].state), pair[1].cause))
    for (state, cause), group in groupby(ordered, key=lambda pair: (pair[1].state, pair[1].cause)):
        yield _cause_table(report, state, cause, list(group))


def _cause_table(
    report: Report, state: AddressState, cause: str, group: Sequence[tuple[LinkedAddress, Address]]
) -> doc.Table:
    known = cause_named(cause)
    why = cause_sentence(cause, group[0][1].status)
    heading = f"{why[:1].upper()}{why[1:]}: {addresses_word(len(group))}"
    if state is AddressState.UNSTABLE:
        heading += f" ({word_of(state)})"
    advice = advice_sentence(cause, known.fixer if known else None)
    titles = (_("what it is"), _("address"), _("owner"), _("last check"))
    rows = []
    for own, address in group:
        names = "; ".join(dict.fromkeys(use.item.title for use in own.uses if use.item.title))
        day = local_day(address.last_check, ZoneInfo(report.assessment.index.time_zone)) if address.last_check else None
        rows.append(doc.row((
            doc.Cell(names, ident=ids_of(own.criteria)),
            doc.Cell(own.url, notes=((_("the page calls itself “{title}”").format(title=address.title),)
                                     if address.title else ())),
            _owner(own.owner),
            short_date(day) if day else "",
            str(address.failures),
        )))  # fmt: skip
    columns = (*map(doc.Column, titles), doc.Column(_("failures in a row"), is_number=True))
    return doc.Table(columns, tuple(rows), heading, sentences=doc.said(advice[:1].upper() + advice[1:]))


def sure_sections(report: Report, listing: Listing) -> Iterator[Section]:
    """Yield what is lost, then how sure all this is."""
    for block in loss_blocks(report, listing):
        if block.medium is not doc.Medium.SCREEN:
            yield Section(block.title, (block,), _("Lost points"))
    assessment = report.assessment
    texts = (
        *map(figures, range_told(assessment.index, report.range, whole=True)),
        certainty_in_full(assessment.index),
        year_sentence(assessment.index.confirmed_through, assessment.workspace.year),
        scales_sentence(assessment),
    )
    yield Section(_("How sure the result is"), (doc.Sentences(doc.said(*texts), is_list=False),), _("Certainty"))


def criteria_sections(report: Report, listing: Listing) -> Iterator[Section]:
    """Yield every criterion that is listed, folded by indicator."""
    rows = listing.choose(report.criteria)
    by_indicator = {name: list(own) for name, own in groupby(rows, key=lambda row: row.finding.verdict.indicator.id)}
    folded = tuple(
        Folded(_indicator_title(report, name), (_criteria(report, own),)) for name, own in by_indicator.items()
    )
    count = len(rows)
    title = n_("All criteria: {count}", "All criteria: {count}", count).format(count=count)
    if folded:
        yield Section(title, folded, _("Criteria"), fresh=True)


def _indicator_title(report: Report, name: str) -> str:
    indicator = next(own for own in report.assessment.index.indicators if own.id == name)
    total = rounded_down(report.assessment.indicator_standing(indicator, Basis.EVIDENCED).on_course)
    of = figures(plain_number(indicator.points))
    return f"{name}. {indicator.titles.to(report.language)} — {figures(str(total))} / {of}"


def _criteria(report: Report, rows: Iterable[CriterionRow]) -> doc.Table:
    columns = (
        doc.Column(_("criterion")),
        doc.Column(_("outcome")),
        *(doc.Column(head, is_number=True) for head in (_("of"), _("earned"), _("to come"), _("to win"))),
        doc.Column(_("owner")),
        doc.Column(_("wording")),
    )
    return doc.Table(columns, tuple(_criterion(report, row) for row in rows))


def _criterion(report: Report, row: CriterionRow) -> doc.Row:
    verdict = row.finding.verdict
    criterion, standing = verdict.criterion, shown(verdict.standing(Basis.EVIDENCED))
    reason = exemption_of(verdict)
    return doc.row((
        doc.Cell(criterion.titles.to(report.language), ident=criterion.id, notes=(reason,) if reason else ()),
        f"{_MARKS[row.outcome]} {word_of(row.outcome)}",
        *(_points(own) for own in (standing.possible, standing.earned, standing.pending, row.at_stake)),
        row.finding.owner,
        word_of(criterion.basis),
    ))  # fmt: skip


def _points(own: Hundredths) -> str:
    return str(own) if own else "–"
