"""What ``openness diff`` shows: what was won and lost between two reports, by criterion, and why."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from openness_cli.comparison.causes import Because, RuleChange
from openness_cli.comparison.diff import CriterionChange, Diff, Measure, Pair, Steps
from openness_cli.comparison.saved import SavedRange, SavedReport
from openness_cli.formats import document as doc
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows, plain_of, plain_row
from openness_cli.formats.workbook import Workbook
from openness_cli.messages import _, figures, n_
from openness_cli.model.definitions import FactBasis, PointsBasis, WordingBasis
from openness_cli.reports import _diff_words as words
from openness_cli.reports._book import book_of
from openness_cli.reports._diff_sheet import sheet_rows, sheet_total
from openness_cli.reports._head import Json, index_json, picked, published_json, signed, tool
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.terms import act_name, word_of

COLUMNS = (
    "indicator", "criterion", "title", "outcome_before", "outcome_after", "earned_before", "earned_after",
    "earned_change", "on_course_before", "on_course_after", "on_course_change", "scale_before", "scale_after", "causes",
    "cause_of_earned", "cause_of_on_course", "why", "about", "rules", "basis", "points_basis", "due_basis",
)  # fmt: skip


class DiffReport(NamedTuple):
    """A comparison of two reports; ``only`` chooses the criteria that are listed, never sums; JSON holds all.

    So do the owners who are ``asked`` for, by folded names.
    """

    tool_version: str
    changes: Diff
    only: str | None = None
    asked: frozenset[str] | None = None

    @property
    def choice(self) -> words.Choice:
        """What is listed."""
        return words.Choice(self.only, self.asked)

    @property
    def is_empty(self) -> bool:
        """Whether there is no criterion that ``only`` names, changed or not."""
        return self.only is not None and not words.choose(self.changes.criteria, words.Choice(self.only))

    def rows(self) -> Rows:
        """Return a row for each criterion of which anything changed; what is not known is empty."""
        return Rows(COLUMNS, map(_values, words.choose(self.changes.changed, self.choice)))

    def sheet(self) -> Rows:
        """Return the same for people: scaled, with the other criteria, what rounding leaves and the total below."""
        rows = sheet_rows(self.changes, words.choose(self.changes.changed, self.choice), _values)
        return Rows(COLUMNS, rows, total=sheet_total(self.changes))

    def workbook(self) -> Workbook:
        """Return the same as a sheet."""
        return book_of(self.document(), self.sheet(), self.changes.after.day, _("Changes"))

    def json(self) -> Json:
        """Return version 1 of the JSON."""
        changes, after = self.changes, self.changes.after
        return {
            "format_version": 1,
            "kind": "diff",
            "tool": tool(self.tool_version),
            "organisation": {"id": after.organisation, "name": after.name, "kinds": list(after.kinds)},
            "year": after.year,
            "basis": changes.basis.value,
            "before": _side(changes.before, changes.basis),
            "after": _side(after, changes.basis),
            **({"published": published_json(after.published)} if after.published else {}),
            "total": _figures(changes.total),
            "indicators": [{**_figures(own.steps), "id": own.id, "title": own.title} for own in changes.indicators],
            "criteria": [_plain(change) for change in changes.changed],
            "causes": [
                {"cause": own.cause.value, "earned": plain_of(own.earned), "on_course": plain_of(own.on_course)}
                for own in changes.sums
            ],
            "rules": list(map(_rule, changes.index_rules)),
            "regressions": [
                {"criterion": own.criterion or None, "before": own.before.number, "after": own.now.number}
                for own in changes.regressions
            ],
        }

    def document(self) -> doc.Document:
        """Return what is to be read."""
        changes, after = self.changes, self.changes.after
        edition = (act_name(after.index_id), str(after.year))
        rules = tuple(words.edition_sentences(changes))
        return doc.Document(
            after.name,
            edition,
            (doc.Sentences(doc.said(*rules), medium=doc.Medium.PAGE), *_blocks(changes, self.choice)),
            doc.faint((*words.note_sentences(changes), *words.sure_of(changes))),
            screen_lines=(words.day_sentence(changes), *rules),
            page_line=(*edition, words.day_sentence(changes)),
            is_tight=True,
        )


def _blocks(changes: Diff, choice: words.Choice) -> Iterator[doc.Block]:
    yield _totals(changes)
    bands = changes.before.headline_band, changes.after.headline_band
    stands = words.bands_sentence(*bands) if changes.has_failed and all(bands) else words.band_sentence(changes)
    colour = _("Colour: {band}").format(band=stands)
    yield doc.Sentences(doc.said(colour), is_list=False, medium=doc.Medium.PAGE)
    if sure := tuple(map(figures, words.range_sentences(changes))):
        yield doc.Sentences(doc.said(*sure), is_list=False, apart=False)
    if changes.standing.change and changes.has_failed:
        text = _("Which addresses died or came back: openness diff … --basis verified")
        yield doc.Sentences(doc.said(text), is_list=False, apart=False)
    if changes.has_moved:
        yield _indicators(changes)
        lost, won, switched = (words.choose(own, choice) for own in (changes.lost, changes.won, changes.switched))
        yield from _criteria(_("Lost"), n_("Lost: {count} criterion", "Lost: {count} criteria", len(lost)), lost)
        yield from _criteria(_("Won"), n_("Won: {count} criterion", "Won: {count} criteria", len(won)), won)
        text = n_(
            "Began or ceased to apply: {count} criterion", "Began or ceased to apply: {count} criteria", len(switched)
        )
        yield from _criteria(_("Began or ceased to apply"), text, switched)
        yield from _sums(changes)
    elif not (changes.changed or changes.standing.change):
        yield doc.Sentences(doc.said(_("Nothing was won and nothing lost."), tone=doc.Tone.STRONG), is_list=False)
    yield from _rules(words.choose(changes.changed_rules, choice))


def _totals(changes: Diff) -> doc.Table:
    rows = []
    for label, step in zip((_("earned"), _("on course")), changes.total, strict=True):
        before, after = words.figure(step.before), words.figure(step.after)
        # the colour is that of what is on course
        is_coloured = step is changes.total.on_course
        colour = doc.Cell(words.band_sentence(changes), doc.tone_of(changes.totals[1].band)) if is_coloured else ""
        cells = (f"{before} {doc.ARROW} {after}", before, after, signed(step.change), colour)
        rows.append(doc.row((doc.Cell(label, doc.Tone.STRONG), *cells)))
    if changes.has_failed:
        stands, bands = changes.standing, (changes.before.headline_band, changes.after.headline_band)
        before, after = words.figure(stands.before), words.figure(stands.after)
        colour = doc.Cell(words.bands_sentence(*bands), doc.tone_of(bands[1])) if all(bands) else ""
        cells = (f"{before} {doc.ARROW} {after}", before, after, signed(stands.change), colour)
        rows.append(doc.row((doc.Cell(_("without dead links"), doc.Tone.STRONG), *cells)))
    columns = (
        doc.Column(_("points")),
        doc.Column("", is_number=True, medium=doc.Medium.SCREEN, least=17),
        *doc.on_page(_("before"), _("after"), numbers=True),
        doc.Column(_("change"), is_number=True, least=9, gap=0),
        doc.Column("", medium=doc.Medium.SCREEN, gap=3),
    )
    return doc.Table(columns, tuple(rows))


def _indicators(changes: Diff) -> doc.Table:
    def screen(head: str, gap: int) -> tuple[doc.Column, ...]:
        return (
            doc.Column(head, is_number=True, medium=doc.Medium.SCREEN, least=16, gap=gap),
            doc.Column("", is_number=True, medium=doc.Medium.SCREEN, least=7, gap=0),
        )

    earned, on_course = _("earned"), _("on course")
    columns = (
        doc.Column(_("indicator"), fit=doc.Fit.REST),
        *screen(earned, 1),
        *screen(on_course, 0),
        *doc.on_page(earned, on_course, numbers=True),
    )
    rows = (
        doc.row((f"{own.id} {own.title}", *(cell for step in own.steps for cell in _apart(step)),
             *(_together(step) for step in own.steps)))
        for own in changes.indicators
    )  # fmt: skip
    return doc.Table(columns, tuple(rows), _("Indicators"), "", screen=doc.Screen(head=doc.Head.HEADS))


def _apart(step: Pair) -> tuple[str, str]:
    if not step.change:
        return words.figure(step.after), ""
    return f"{words.figure(step.before)} {doc.ARROW} {words.figure(step.after)}", signed(step.change)


def _together(step: Pair) -> str:
    if not step.change:
        return words.figure(step.after)
    return figures(f"{words.figure(step.before)} → {words.figure(step.after)} ({signed(step.change)})")


def _widths() -> tuple[int, int]:
    """Return how wide the two columns of changes are: their heads differ from language to language."""
    return max(len(_("earned")), 8), max(len(_("on course")) + 1, 10)


def _criteria(title: str, heading: str, changes: list[CriterionChange]) -> Iterator[doc.Table]:
    if not changes:
        return
    first, second = _widths()
    columns = (
        doc.Column(_("earned"), is_number=True, medium=doc.Medium.SCREEN, least=first),
        doc.Column(_("on course"), is_number=True, medium=doc.Medium.SCREEN, least=second, gap=0),
        doc.Column(_("criterion"), fit=doc.Fit.REST),
        doc.Column("", medium=doc.Medium.SCREEN),
        doc.Column(_("cause"), medium=doc.Medium.PAGE),
        *doc.on_page(_("earned"), _("on course"), numbers=True),
    )
    screen = doc.Screen(doc.Layout.LINES, head=doc.Head.HEADS, gap=1, spare=1)
    yield doc.Table(columns, tuple(map(_criterion, changes)), title, heading.format(count=len(changes)), screen=screen)


def _criterion(change: CriterionChange) -> doc.Row:
    own, earned = change.latest, change.steps.earned
    why = tuple(words.because_sentence(because, change) for because in change.because)
    moved = figures(f"{words.figure(earned.before)} → {words.figure(earned.after)}") if earned.change else ""
    cells: tuple[doc.Cell | str, ...] = (
        doc.Cell(signed(earned.change), doc.Tone.STRONG),
        signed(change.steps.on_course.change),
        doc.Cell(own.title, ident=own.id, label=word_of(WordingBasis(own.basis))),
        moved,
        doc.Cell("", notes=why),
        *(_together(step) for step in change.steps),
    )
    return doc.row(cells, details=tuple(doc.Sentence(text, indent=10, hang=2) for text in why))


def _sums(changes: Diff) -> Iterator[doc.Table]:
    if not changes.sums:
        return
    first, second = _widths()
    columns = (
        doc.Column(_("cause"), medium=doc.Medium.PAGE),
        doc.Column("", medium=doc.Medium.SCREEN, fit=doc.Fit.REST),
        doc.Column(_("earned"), is_number=True, least=first + 2, gap=1),
        doc.Column(_("on course"), is_number=True, least=second + 2, gap=0),
    )
    rows = [doc.row((*[_(own.cause.words)] * 2, signed(own.earned), signed(own.on_course))) for own in changes.sums]
    in_all = (doc.Cell(signed(step.change), doc.Tone.STRONG) for step in changes.total)
    rows.append(doc.row((doc.Cell("", ident=_("in all")), doc.Cell(_("in all"), doc.Tone.STRONG), *in_all)))
    yield doc.Table(columns, tuple(rows), _("By cause"), screen=doc.Screen(head=doc.Head.TITLED))


def _rules(changes: Iterable[CriterionChange]) -> Iterator[doc.Table]:
    rows = []
    for change in changes:
        told = words.rules_sentence(change)
        title = doc.Cell(change.latest.title, ident=change.latest.id)
        rows.append(doc.row((title, told), details=(doc.Sentence(told, indent=7, hang=2),)))
    if not rows:
        return
    columns = (doc.Column(_("criterion"), fit=doc.Fit.REST), doc.Column(_("what differs"), medium=doc.Medium.PAGE))
    text = n_("Rules that differ: {count} criterion", "Rules that differ: {count} criteria", len(rows))
    screen = doc.Screen(indent=2, gap=1, spare=1)
    yield doc.Table(columns, tuple(rows), _("Rules that differ"), text.format(count=len(rows)), screen=screen)


_ALL = 1000


def _values(change: CriterionChange) -> Values:
    criterion, (earned, on_course) = change.latest, change.steps
    before, after = change.before, change.after
    return {
        "indicator": criterion.indicator,
        "criterion": criterion.id,
        "title": criterion.title,
        "outcome_before": before.outcome if before else None,
        "outcome_after": after.outcome if after else None,
        "earned_before": earned.before,
        "earned_after": earned.after,
        "earned_change": earned.change,
        "on_course_before": on_course.before,
        "on_course_after": on_course.after,
        "on_course_change": on_course.change,
        "scale_before": words.scale_text(before.scale) if before else "",
        "scale_after": words.scale_text(after.scale) if after else "",
        "causes": "; ".join(because.cause.value for because in change.because),
        "cause_of_earned": change.main.get(Measure.EARNED),
        "cause_of_on_course": change.main.get(Measure.ON_COURSE),
        "why": "; ".join(words.because_sentence(because, change, _ALL) for because in change.because),
        "about": "; ".join(dict.fromkeys(name for because in change.because for name in because.named)),
        "rules": words.rules_sentence(change),
        "basis": WordingBasis(criterion.basis),
        "points_basis": PointsBasis(criterion.points_basis),
        "due_basis": FactBasis(criterion.due_basis) if criterion.due_basis else "",
    }


def _side(report: SavedReport, basis: Basis) -> Json:
    return {
        "as_of": plain_of(report.day),
        "evaluation_date": plain_of(report.evaluation),
        "over": report.over,
        "index": index_json(report.index_id, report.edition, report.certainty, report.confirmed_through),
        **plain_row(report.totals[basis]._asdict()),
        "standing": plain_of(report.standing(basis)),
        **({"certainty": _range(report.range)} if report.range else {}),
    }


def _range(own: SavedRange) -> Json:
    return {
        "colour": own.colour.value,
        "low": own.low.number,
        "high": own.high.number,
        "limits": {"low": own.lowest.number, "high": own.highest.number},
    }


def _figures(steps: Steps) -> Json:
    return {name: plain_row({**step._asdict(), "change": step.change}) for name, step in steps._asdict().items()}


def _plain(change: CriterionChange) -> Json:
    own, row = change.latest, _values(change)
    told = picked(row, "outcome_before", "outcome_after", "scale_before", "scale_after")
    return {
        **_figures(change.steps),
        "id": own.id,
        "indicator": own.indicator,
        "title": own.title,
        **{name: value or None for name, value in told.items()},
        "causes": [_because(because, change) for because in change.because],
        **picked(row, "cause_of_earned", "cause_of_on_course"),
        "rules": list(map(_rule, change.rules)),
        "basis": own.basis,
        "points_basis": own.points_basis,
        "due_basis": own.due_basis or None,
    }


def _because(because: Because, change: CriterionChange) -> Json:
    return {
        "cause": because.cause.value,
        "message": words.because_sentence(because, change, _ALL),
        "about": list(because.named),
        "before": because.before,
        "after": because.after,
        "since": plain_of(because.due),
        "faults": [fault.value for fault in because.faults],
    }


def _rule(rule: RuleChange) -> Json:
    return {"rule": rule.field.value, "before": rule.before, "after": rule.after}
