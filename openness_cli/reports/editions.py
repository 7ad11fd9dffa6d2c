"""What ``openness index compare`` shows: one body by two editions of the rules, side by side."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from openness_cli.comparison.editions import Difference, Editions, Pair, by_difference, sums_of
from openness_cli.formats import document as doc
from openness_cli.formats.page import Block, Page, Section, Sifted, page_of
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows, plain_row
from openness_cli.formats.workbook import Workbook
from openness_cli.messages import _, n_
from openness_cli.model.points import Hundredths
from openness_cli.reports import _editions_words as words
from openness_cli.reports._editions_book import editions_book
from openness_cli.reports._head import Json, index_info, organisation_info, signed, tool
from openness_cli.reports._score_json import certainty_json
from openness_cli.reports._score_page_lists import nobody, sieve_of
from openness_cli.reports.listing import Listing
from openness_cli.scoring.report import Report
from openness_cli.words.certainty import sure_sentences
from openness_cli.words.reasons import assumed_words, remedy
from openness_cli.words.terms import act_name, word_of

COLUMNS = (
    "indicator", "criterion", "title", "difference", "possible_before", "possible_after", "on_course_before",
    "on_course_after", "on_course_change", "at_stake_before", "at_stake_after", "outcome_before", "outcome_after",
    "scale_before", "scale_after", "rules", "rule_before", "rule_after", "remedy", "owner", "basis", "points_basis",
    "due_basis",
)  # fmt: skip


class EditionsReport(NamedTuple):
    """A body by two editions; ``listing`` chooses the criteria that are listed, never totals; JSON holds all."""

    tool_version: str
    language: str
    editions: Editions
    listing: Listing = Listing()

    @property
    def is_empty(self) -> bool:
        """Whether there is no criterion that ``--only`` names."""
        return not self._listed

    @property
    def _listed(self) -> tuple[Pair, ...]:
        pairs = self.editions.pairs
        return tuple(
            pair for pair in pairs if self.listing.names(pair.latest.finding.verdict.indicator, pair.latest.criterion)
        )

    def rows(self) -> Rows:
        """Return a row for each criterion of both, in the order of the other edition."""
        return Rows(COLUMNS, (values(pair, self.language) for pair in self._listed))

    def sheet(self) -> Rows:
        """Return the same for people: with what is not listed, what rounding leaves and the total below."""
        rows, total = words.with_rest(self.editions, self._listed, self.rows().rows)
        return Rows(COLUMNS, rows, total=total)

    def workbook(self) -> Workbook:
        """Return the editions side by side: what it comes to, indicators, criteria."""
        return editions_book(self.editions, self.document(), self.sheet(), self.language)

    def json(self) -> Json:
        """Return version 1 of the JSON."""
        before, after = self.editions.before, self.editions.after
        workspace = before.assessment.workspace
        return {
            "format_version": 1,
            "kind": "editions",
            "tool": tool(self.tool_version),
            "organisation": organisation_info(workspace.organisation, self.language),
            "year": workspace.year,
            "as_of": before.assessment.day.isoformat(),
            "evaluation_date": workspace.evaluation_date.isoformat(),
            "over": before.assessment.over,
            "before": _side(before),
            "after": _side(after),
            "left_out": list(self.editions.left_out),
            "sums": [
                {"difference": own.difference.value, "criteria": own.criteria, **_change(own.before, own.after)}
                for own in sums_of(self.editions.pairs)
            ],
            "indicators": [_indicator_json(row, self.language) for row in words.indicator_pairs(self.editions)],
            "criteria": [_criterion_json(pair, self.language) for pair in self.editions.pairs],
        }

    def document(self) -> doc.Document:
        """Return what is to be read."""
        before = self.editions.before
        assessment = before.assessment
        edition = (act_name(before.assessment.index.id), str(assessment.workspace.year))
        certain = sure_sentences(self.editions.after.assessment.index, assessment.workspace.year)
        return doc.Document(
            assessment.workspace.organisation.name(self.language),
            edition,
            tuple(self._blocks()),
            doc.faint(certain),
            subtitle=_("Two editions of the rules, side by side"),
            page_line=edition,
        )

    def page(self) -> Page:
        """Return the same to leaf through: the criteria that differ can be sifted."""
        page = page_of(self.document())
        return page._replace(sections=tuple(map(self._sifted, page.sections)))

    def _sifted(self, section: Section) -> Section:
        blocks = (self._sift(block) for block in section.blocks)
        return section._replace(blocks=tuple(blocks), short=section.short)

    def _sift(self, block: Block) -> Block:
        if not isinstance(block, doc.Table) or block.title != words.differing_title():
            return block
        pairs = by_difference(self._listed)
        names = [words.indicator_name(pair, self.language) for pair in pairs]
        order = tuple(words.indicator_name(pair, self.language) for pair in self.editions.pairs)
        return Sifted(
            table=block,
            sieves=(
                sieve_of(_("what is different"), [[word_of(pair.difference)] for pair in pairs]),
                sieve_of(_("indicator"), [[name] for name in names], tuple(dict.fromkeys(order))),
                sieve_of(_("owner"), [pair.latest.finding.owners or [nobody()] for pair in pairs]),
            ),
            worth=tuple(pair.after.finding.at_stake if pair.after else words.NOTHING for pair in pairs),
            said=_("Rows shown: {count} of {all}; points: {points}"),
            any_word=_("all"),
            text_word=_("search"),
        )

    def _blocks(self) -> Iterator[doc.Block]:
        editions = self.editions
        yield doc.Sentences(doc.said(*words.summary_sentences(editions)), is_list=False)
        yield _totals(editions)
        pairs = editions.pairs
        if all(pair.difference is Difference.NONE and not pair.change for pair in pairs):
            text = _("By both editions every criterion is the same, and so is what this body has in it.")
            yield doc.Sentences(doc.said(text, tone=doc.Tone.STRONG), is_list=False)
            return
        yield _sums(editions, pairs)
        yield words.indicators_table(editions, self.language)
        listed = self._listed
        if different := by_difference(listed):
            yield _differing(different, self.language)
        same = [pair for pair in listed if pair.difference is Difference.NONE]
        if same:
            yield _same(same, self.language)


def _totals(editions: Editions) -> doc.Table:
    columns = (
        doc.Column("", fit=doc.Fit.REST),
        doc.Column(_("before"), is_number=True, least=14),
        doc.Column(_("after"), is_number=True, least=14),
        doc.Column(_("change"), is_number=True, least=8),
    )
    rows = (doc.row((doc.Cell(own.name, doc.Tone.STRONG), own.before, own.after, own.change)) for own in
            words.totals_of(editions))  # fmt: skip
    return doc.Table(columns, tuple(rows), screen=doc.Screen(head=doc.Head.HEADS))


def _sums(editions: Editions, pairs: Iterable[Pair]) -> doc.Table:
    columns = (
        doc.Column(_("what is different"), fit=doc.Fit.REST),
        doc.Column(_("criteria"), is_number=True),
        doc.Column(_("before"), is_number=True, least=8),
        doc.Column(_("after"), is_number=True, least=8),
        doc.Column(_("change"), is_number=True, least=8),
    )
    sums = sums_of(pairs)
    told: list[tuple[str, ...]] = [
        (word_of(own.difference), str(own.criteria), str(own.before), str(own.after), signed(own.change))
        for own in sums
    ]
    one, other = editions.totals
    left = (Hundredths(one - sum(own.before for own in sums)), Hundredths(other - sum(own.after for own in sums)))
    if any(left):
        told.append((_("what rounding leaves"), "", *map(str, left), signed(Hundredths(left[1] - left[0]))))
    told.append((_("in all"), "", str(one), str(other), signed(Hundredths(other - one))))
    rows = tuple(map(doc.row, told))
    return doc.Table(columns, rows, _("What it comes from"), screen=doc.Screen(head=doc.Head.HEADS))


def _differing(pairs: Iterable[Pair], language: str) -> doc.Table:
    rows = tuple(_row(pair, language) for pair in pairs)
    columns = (
        doc.Column(_("change"), is_number=True, least=8, gap=0),
        doc.Column(_("criterion"), fit=doc.Fit.REST),
        doc.Column(_("what is different")),
        *doc.on_page(_("rule before"), _("rule after")),
        *doc.on_page(_("points before"), _("points after"), numbers=True),
        *doc.on_page(_("on course before"), _("on course after"), _("at stake after"), numbers=True),
        *doc.on_page(_("what to do")),
    )
    text = n_("What is different: {count} criterion", "What is different: {count} criteria", len(rows))
    screen = doc.Screen(doc.Layout.LINES, head=doc.Head.HEADS, gap=1, spare=1)
    return doc.Table(columns, rows, words.differing_title(), text.format(count=len(rows)), screen=screen)


def _row(pair: Pair, language: str) -> doc.Row:
    own = pair.latest.criterion
    told = tuple(words.difference_sentences(pair, language))
    # on a page the rules of both stand beside it
    noted = told if pair.before and pair.after else ()
    rules = [words.rule_lines(side, language) for side in (pair.before, pair.after)]
    cells: tuple[doc.Cell | str, ...] = (
        doc.Cell(signed(pair.change), doc.Tone.STRONG),
        doc.Cell(own.titles.to(language), ident=own.id, label=assumed_words(own), notes=noted),
        word_of(pair.difference),
        *(doc.Cell("", notes=tuple(rule)) if rule else "–" for rule in rules),
        *map(str, pair.possible),
        *map(str, pair.on_course),
        str(pair.at_stake[1]),
        remedy(pair.after.finding, language) if pair.after and pair.at_stake[1] else "",
    )
    return doc.row(cells, details=tuple(doc.Sentence(text, indent=10, hang=2) for text in told))


def _same(pairs: Iterable[Pair], language: str) -> doc.Table:
    columns = (
        doc.Column(_("criterion")),
        *doc.on_page(_("points before"), _("points after"), numbers=True),
        *doc.on_page(_("on course before"), _("on course after"), numbers=True),
    )
    rows = (
        doc.row((
            doc.Cell(pair.latest.criterion.titles.to(language), ident=pair.latest.criterion.id),
            *map(str, pair.possible),
            *map(str, pair.on_course),
        ))
        for pair in pairs
    )  # fmt: skip
    return doc.Table(columns, tuple(rows), _("What stays as it is"), medium=doc.Medium.PAGE)


def values(pair: Pair, language: str) -> Values:
    """Return a criterion of both editions as a row."""
    own = pair.latest.criterion
    sides = (pair.before, pair.after)
    row: Values = {
        "indicator": pair.latest.finding.verdict.indicator.id,
        "criterion": own.id,
        "title": own.titles.to(language),
        "difference": pair.difference,
        "on_course_change": pair.change,
        "rules": "; ".join(words.difference_sentences(pair, language)),
        "remedy": remedy(pair.after.finding, language) if pair.after and pair.at_stake[1] else "",
        "owner": ", ".join(pair.latest.finding.owners),
        "basis": own.basis,
        "points_basis": own.points_basis,
        "due_basis": own.due_basis or "",
    }
    for name, side, possible, course in zip(("before", "after"), sides, pair.possible, pair.on_course, strict=True):
        row[f"possible_{name}"], row[f"on_course_{name}"] = (possible, course) if side else (None, None)
        row[f"at_stake_{name}"] = side.row.at_stake if side else None
        row[f"outcome_{name}"] = side.row.outcome if side else None
        row[f"scale_{name}"] = words.scale_of(side) if side else ""
        row[f"rule_{name}"] = "; ".join(words.rule_lines(side, language))
    return row


def _side(report: Report) -> Json:
    index = report.assessment.index
    return {
        "index": index_info(index),
        "total": report.headline.total.number,
        "band": report.headline.band.value,
        "reachable": report.reachable.number,
        "at_stake": report.at_stake.number,
        **({"certainty": certainty_json(report.range)} if report.range else {}),
    }


def _change(before: Hundredths, after: Hundredths) -> Json:
    return {"before": before.number, "after": after.number, "change": Hundredths(after - before).number}


def _indicator_json(row: words.IndicatorPair, language: str) -> Json:
    return {
        "id": row.indicator.id,
        "title": row.indicator.titles.to(language),
        "possible": _change(*row.possible),
        "on_course": _change(*row.on_course),
    }


def _criterion_json(pair: Pair, language: str) -> Json:
    plain = plain_row(values(pair, language))
    told = {name: value for name, value in plain.items() if value not in ("", None)}
    sides = (("scale_before", pair.before), ("scale_after", pair.after))
    told |= {name: plain[name] or None for name, side in sides if side}
    return {"id": told.pop("criterion"), **told}
