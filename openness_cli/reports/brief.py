"""What ``openness brief`` shows: one page for whoever decides, or for the public council."""

from collections.abc import Iterator
from typing import NamedTuple

from openness_cli.formats import document as doc
from openness_cli.formats.handout import Asked, AskedTable, Handout, PartsTable, Said
from openness_cli.model.points import rounded_down, shown
from openness_cli.outlook.brief import Audience, Brief, Decision
from openness_cli.outlook.forecast import Forecast
from openness_cli.reports import _brief_words as words
from openness_cli.reports._brief_page import pages_of
from openness_cli.reports._head import Json, head, published_json
from openness_cli.reports._score_json import certainty_json
from openness_cli.scoring.report import Report
from openness_cli.scoring.verdicts import Basis


class BriefReport(NamedTuple):
    """A score and what lies ahead of it, for one audience, in the language of the score."""

    report: Report
    brief: Brief
    audience: Audience

    def handout(self) -> Iterator[Handout]:
        """Return the one page in its versions, the fullest first."""
        return pages_of(self.report, self.brief, self.audience)

    def document(self) -> doc.Document:
        """Return all that the page has room for, to be read."""
        return _document(next(self.handout()))

    def json(self) -> Json:
        """Return version 1 of the JSON; before a council without ids of criteria and names of persons."""
        report, brief = self.report, self.brief
        assessment, headline = report.assessment, report.headline
        last = assessment.last_published
        return {
            **head("brief", assessment, report.language, report.tool_version),
            "for": self.audience.value,
            "over": assessment.over,
            "headline": {"total": headline.total.number, "band": headline.band.value, "failed": headline.failed.number},
            **({"if_nobody_acts": _forecast(brief.forecast)} if brief.forecast else {}),
            **({"plan": _plan(self)} if brief.plan else {}),
            **({"published": published_json(last)} if last else {}),
            "decisions": [_decision(self, own) for own in brief.decisions],
            "indicators": [
                {
                    "id": row.indicator.id,
                    "title": row.indicator.titles.to(report.language),
                    "possible": row.on[Basis.EVIDENCED].possible.number,
                    "on_course": shown(assessment.indicator_standing(row.indicator, Basis.EVIDENCED)).on_course.number,
                }
                for row in report.indicators
            ],
            **self._certainty(),
            "lost": {"total": report.lost.total.number, "unentered": report.lost.unentered.number},
        }

    def _certainty(self) -> Json:
        """Return how sure the total is; before a council without the criteria that weigh most."""
        if self.report.range is None:
            return {}
        found = certainty_json(self.report.range)
        if self.audience is Audience.COUNCIL:
            found = {name: value for name, value in found.items() if name != "decisive"}
        return {"certainty": found}


def _forecast(forecast: Forecast) -> Json:
    last = forecast.last
    return {
        "total": last.shown.on_course.number,
        "band": last.band.name.value if last.band else None,
        "turns": [
            {"day": turn.day.isoformat(), "band": turn.after.name.value if turn.after else None}
            for turn in forecast.turns
        ],
    }


def _plan(report: BriefReport) -> Json:
    plan = report.brief.plan
    if plan is None:
        return {}
    total = plan.total if plan.is_reachable else plan.best
    return {
        "target": rounded_down(plan.wanted).number,
        "reachable": plan.is_reachable,
        "actions": len(plan.actions),
        "effort_days": float(plan.effort_days if plan.is_reachable else plan.best_effort),
        "total": rounded_down(total).number,
        "band": plan.band_of(total).name.value,
    }


def _decision(report: BriefReport, own: Decision) -> Json:
    assessment, language = report.report.assessment, report.report.language
    ids = {} if report.audience is Audience.COUNCIL else {"criteria": list(own.ids), "owners": list(own.owners)}
    return {
        "what": words.what_of(own, assessment, report.audience, language),
        **ids,
        "in_charge": words.owner_of(own, assessment, report.audience),
        "by": own.by.isoformat() if own.by else None,
        "points": rounded_down(own.points).number,
        "dead_links": len(own.dead),
        **({"failing_links": len(own.failing)} if own.failing else {}),
        **({"effort_days": float(own.effort.days)} if own.effort else {}),
    }


def _document(page: Handout) -> doc.Document:
    first = doc.Sentence(f"{page.total}: {page.band}", page.tone)
    standing = doc.Sentence(" ".join(clause.text for clause in page.verdict))
    facts = (doc.Sentence(f"{own.name}: {own.value}", hang=2) for own in page.facts)
    blocks: list[doc.Block] = [doc.Sentences((first, standing), is_list=False), doc.Sentences(tuple(facts))]
    for block in page.blocks:
        match block:
            case AskedTable():
                blocks.append(_asked(block))
            case PartsTable():
                blocks.append(_parts(block))
            case Said():
                blocks.append(doc.Sentences(doc.said(*block.texts), block.title, is_list=False))
    blocks.append(doc.Sentences(doc.faint((page.foot,)), is_list=False))
    return doc.Document(
        page.name,
        (),
        tuple(blocks),
        subtitle=page.subtitle,
        screen_lines=(page.subtitle, page.edition),
        page_line=(page.edition,),
    )


def _asked(table: AskedTable) -> doc.Table:
    _number, what, owner, by, points = table.heads
    columns = (
        doc.Column(points, is_number=True, least=6),
        doc.Column(what, fit=doc.Fit.REST),
        *doc.on_page(owner, by),
    )
    screen = doc.Screen(doc.Layout.PARAGRAPHS, hang=8)
    return doc.Table(columns, tuple(map(_row, table.rows)), table.title, screen=screen)


def _row(own: Asked) -> doc.Row:
    tone = doc.Tone.PLAIN if own.is_owned else doc.Tone.FAINT
    what = doc.Cell(f"{own.what} {own.ids}".strip())
    details = (doc.Sentence(f"{own.owner}; {own.by}", tone, indent=8),)
    return doc.row((doc.Cell(own.points, doc.Tone.STRONG), what, doc.Cell(own.owner, tone), own.by), details=details)


def _parts(table: PartsTable) -> doc.Table:
    name, ours, average = table.heads
    columns = (
        doc.Column(name, fit=doc.Fit.REST),
        doc.Column("", medium=doc.Medium.SCREEN, fit=doc.Fit.BAR, least=10),
        doc.Column(ours, is_number=True),
        doc.Column(average, is_number=True),
    )
    rows = (
        doc.row(
            (own.name, doc.Cell("", bar=own.bar), doc.Cell(f"{own.stands} / {own.whole}", doc.Tone.STRONG), own.average)
        )
        for own in table.parts
    )
    return doc.Table(columns, tuple(rows), table.title, screen=doc.Screen(head=doc.Head.HEADS))
