"""The gaps and the losses of the terminal report: one line a fact, its place under it, then what to do."""

from collections.abc import Iterator
from fractions import Fraction

from openness_cli.formats.grid import Listing
from openness_cli.formats.lines import Line, Marks, Span, clip, line, wrap
from openness_cli.messages import _, n_
from openness_cli.model.definitions import Criterion, WordingBasis
from openness_cli.model.points import plain_number, rounded_down
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.jobs import Closed, JobKind, closed_together
from openness_cli.scoring.reasons import Reason, ReasonSort
from openness_cli.scoring.report import Report
from openness_cli.words.reasons import item_name, loss_parts, loss_sentence, reason_sentence, remedy
from openness_cli.words.terms import label_word

SHORT_LIST = 10
SHORT_LOSSES = 5
NAMED_ITEMS = 3
NAME_WIDTH = 64


def gap_section(report: Report, listing: Listing, width: int, marks: Marks) -> Iterator[Line]:
    """Say how many gaps there are and what they are worth, then each of them."""
    if not report.gaps:
        if report.assessment.over:
            text = _("No gap can be closed any more: the assessment is over.")
        else:
            text = _("No gaps: nothing can be won beyond what is on course.")
        yield from wrap(text, width, style="title")
        return
    count = len(report.gaps)
    text = n_(
        "Gaps: {count} criterion, {points} points at stake", "Gaps: {count} criteria, {points} points at stake", count
    )
    yield line(Span(text.format(count=count, points=report.at_stake), "title"))
    entries = closed_together(row.finding for row in listing.choose(report.gaps))
    whole = listing.all or listing.gaps_only or listing.only is not None
    for entry in entries if whole else entries[:SHORT_LIST]:
        yield from _entry(report, entry, width, marks)
    if not whole and len(entries) > SHORT_LIST:
        rest = len(entries) - SHORT_LIST
        text = n_(
            "… {count} more: --all, or --export csv-excel:report.csv",
            "… {count} more: --all, or --export csv-excel:report.csv",
            rest,
        )
        yield line(Span("  " + text.format(count=rest), "dim"))


def _entry(report: Report, entry: Closed, width: int, marks: Marks) -> Iterator[Line]:
    rows = entry.gaps
    first = rows[0]
    points = str(rounded_down(sum((row.at_stake for row in rows), start=first.at_stake * 0)))
    ids = _id_range([row.verdict.criterion.id for row in rows])
    due = _due(report, rows)
    owner = ", ".join(dict.fromkeys(row.owner for row in rows if row.owner))
    right = "  ".join(text for text in (clip(owner, width // 4), due) if text)
    room = width - 8 - len(ids) - 2 - (len(right) + 2 if right else 0)
    title = clip(_title(report, entry), room)
    yield line(
        Span(points.rjust(6) + "  ", "title"),
        Span(ids, "ident"),
        "  ",
        title.ljust(room) if right else title,
        Span("  " + right if right else "", ""),
    )
    indent = " " * 8
    if ids.endswith("…"):
        named = ", ".join(row.verdict.criterion.id for row in rows)
        yield from wrap(named, width, first=indent, rest=indent, style="ident")
    for text, place in _facts(report, rows):
        yield from _fact(text, place, width, indent)
    advice = " ".join(dict.fromkeys(remedy(row, report.language) for row in rows))
    about = "; ".join(text for text in (_effort(entry), _certainty(first.verdict.criterion)) if text)
    yield from wrap(
        f"{advice} ({about})", width, first=f"{indent}{marks.arrow} ", rest=indent + " " * (len(marks.arrow) + 1)
    )


def _title(report: Report, entry: Closed) -> str:
    first = entry.gaps[0]
    if len(entry.gaps) == 1:
        return first.verdict.criterion.titles.to(report.language)
    if entry.job.kind is JobKind.HOST:
        return _("addresses of {host} do not open").format(host=entry.job.name)
    return report.assessment.workspace.actions[first.actions[0]].title


def _id_range(ids: list[str]) -> str:
    if len(ids) == 1:
        return ids[0]
    heads = {name.rpartition(".")[0] for name in ids}
    numbers = sorted(int(name.rpartition(".")[2]) for name in ids if name.rpartition(".")[2].isdigit())
    in_a_row = len(numbers) == len(ids) and numbers == list(range(numbers[0], numbers[0] + len(ids)))
    if len(heads) == 1 and in_a_row:
        head = heads.pop()
        return f"{head}.{numbers[0]}–{head}.{numbers[-1]}"
    return ", ".join(ids) if len(ids) <= NAMED_ITEMS else f"{ids[0]}, {ids[1]}, …"


def _due(report: Report, rows: tuple[Finding, ...]) -> str:
    days = [row.due for row in rows if row.due]
    if not days:
        return ""
    first = min(days)
    return _("overdue") if first < report.assessment.day else first.isoformat()


def _facts(report: Report, rows: tuple[Finding, ...]) -> Iterator[tuple[str, str]]:
    """Return each fact once with the items it is about, and where the first of them stands."""
    groups: dict[tuple[str, str], list[Reason]] = {}
    for row in rows:
        for reason in row.reasons:
            if reason.code.sort is not ReasonSort.QUIET:
                sentence = reason_sentence(reason, row.verdict.criterion, report.language)
                groups.setdefault((reason.code.value, sentence), []).append(reason)
    told: dict[tuple[str, str], list[str]] = {}
    for (code, sentence), reasons in groups.items():
        names = list(dict.fromkeys(clip(name, NAME_WIDTH) for reason in reasons if (name := _name(reason, code))))
        more = len(names) - NAMED_ITEMS
        shown = ", ".join(names[:NAMED_ITEMS]) + (" " + _("and {count} more").format(count=more) if more > 0 else "")
        where = _places(reasons)
        if code.startswith("link-"):
            told[f"{sentence}: {shown}", where] = []
        else:
            told.setdefault((shown, where), []).append(sentence)
    for (shown, where), sentences in told.items():
        yield ": ".join(text for text in (shown, "; ".join(sentences)) if text), where


def _places(reasons: list[Reason]) -> str:
    """Return where the reasons stand: each file with its lines, the first few of them."""
    lines: dict[str, list[str]] = {}
    for place in dict.fromkeys(reason.place for reason in reasons if reason.place):
        lines.setdefault(place.file, []).append(str(place.line))
    return "; ".join(
        f"{file}:{', '.join(numbers[:NAMED_ITEMS])}" + (", …" if len(numbers) > NAMED_ITEMS else "")
        for file, numbers in lines.items()
    )


def _name(reason: Reason, code: str) -> str:
    return reason.url if code.startswith("link-") else item_name(reason)


def _fact(text: str, place: str, width: int, indent: str) -> Iterator[Line]:
    if len(indent) + len(text) + 2 + len(place) <= width:
        yield line(indent, text, Span("  " + place if place else "", "dim"))
        return
    yield from wrap(text, width, first=indent, rest=indent)
    if place:
        yield from wrap(place, width, first=indent, rest=indent, style="dim")


def _effort(entry: Closed) -> str:
    actions = entry.gaps[0].actions
    days = max(row.effort_days for row in entry.gaps)
    is_default = all(row.effort_is_default for row in entry.gaps)
    number = _plural_number(days)
    if actions:
        text = n_("action {action}, {days} working day", "action {action}, {days} working days", number)
    elif is_default:
        text = n_("about {days} working day", "about {days} working days", number)
    else:
        text = n_("{days} working day", "{days} working days", number)
    return text.format(action=", ".join(actions), days=plain_number(days))


def _certainty(criterion: Criterion) -> str:
    """Return what of a criterion is not the decree's own word."""
    if criterion.basis is WordingBasis.SOURCED:
        return ""
    return _("wording: {label}").format(label=label_word(criterion.basis))


def _plural_number(days: Fraction) -> int:
    """Return the whole number whose plural form fits; a broken number takes that of several."""
    return int(days) if days.denominator == 1 else 2


def lost_section(report: Report, listing: Listing, width: int) -> Iterator[Line]:
    """Say what cannot be won any more, by cause; points that may only be unentered are told apart."""
    lost = report.lost
    losses = [loss for loss in lost.losses if listing.matches(loss.verdict)]
    if not losses:
        return
    yield line()
    yield line(Span(_("Lost: {points} points").format(points=lost.total), "title"))
    for points, text in loss_parts(report.lost):
        yield from wrap(text, width, first=str(points).rjust(6) + "  ", rest=" " * 8)
    whole = listing.all or listing.only is not None
    rows = {row.finding.verdict.criterion.id: row.finding for row in report.criteria}
    for loss in losses if whole else losses[:SHORT_LOSSES]:
        criterion = loss.verdict.criterion
        periods = ", ".join(loss.periods)
        cause = loss_sentence(loss.cause)
        if loss.without_evidence:
            cause += "; " + _("no evidence")
        detail = f"{periods} ({cause})" if periods else cause
        head = f"{rounded_down(loss.points)}".rjust(6) + "  "
        title = clip(criterion.titles.to(report.language), max(width - 18 - len(detail), 20))
        yield from wrap(f"{criterion.id}  {title}: {detail}", width, first="  " + head, rest=" " * 10, style="dim")
        if report.assessment.over and not loss.without_evidence:
            for text, place in _facts(report, (rows[criterion.id],)):
                yield from _fact(text, place, width, " " * 10)
    if not whole and len(losses) > SHORT_LOSSES:
        rest = len(losses) - SHORT_LOSSES
        yield line(Span("  " + n_("… {count} more: --all", "… {count} more: --all", rest).format(count=rest), "dim"))
