"""A body that does everything on time is green all along, by the definitions as they are shipped."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from openness_cli.files.index import load_index
from openness_cli.model.definitions import BandName, Checklist, Count, Criterion, Levels, NeedsSource, Periods, Share
from openness_cli.model.evidence import Evidence, Item, Organisation, Workspace
from openness_cli.model.periods import days_in, schedule, year_end
from openness_cli.scoring.assessment import assess
from openness_cli.scoring.rules.count import LAST_MONTH, pace
from tests.builders.tool import ROOT
from tests.laws.carrying_out import NOTHING, good_item
from tests.laws.worlds import EVALUATION

YEAR, ONE_DAY = 2024, timedelta(days=1)
FIRST, LAST = date(2023, 12, 1), date(2025, 3, 31)


def on_pace(least: Fraction) -> Iterator[date]:
    """Yield the last day on which each of so many has to be done for the number to keep pace: one before December."""
    begin, length = date(YEAR, 1, 1), days_in(YEAR)
    asked = [pace(least, gone, length) for gone in range(length + 1)]
    for number in range(1, int(least) + 1):
        gone = next((gone for gone, needed in enumerate(asked) if needed >= number), length)
        last = date(YEAR, *LAST_MONTH) if number == 1 else year_end(YEAR)
        yield min(begin + timedelta(days=gone), last)


def whole(criterion: Criterion) -> Evidence:
    """Return evidence of what is done on the last day on which that is on time; standing pages are there before."""
    before, first = date(2023, 6, 1), date(YEAR, 1, 1)
    match criterion.rule:
        case Levels():
            return NOTHING._replace(level="full", items=(good_item(0, before),))
        case Checklist() as rule:
            parts = enumerate(rule.parts)
            return NOTHING._replace(items=tuple(good_item(n, before)._replace(part=part.label) for n, part in parts))
        case Share():
            return NOTHING._replace(number=1, of=1, items=(good_item(0, first),))
        case Count() as rule:
            days = enumerate(on_pace(rule.steps[-1].minimum))
            return NOTHING._replace(items=tuple(good_item(n, day) for n, day in days))
        case Periods() as rule:
            due = schedule(YEAR, rule.every, rule.due, EVALUATION, during=rule.during)
            made = (good_item(n, day)._replace(period=period.label) for n, (period, day, _may) in enumerate(due))
            return NOTHING._replace(items=tuple(made))


def refreshed(criterion: Criterion, evidence: Evidence) -> Evidence:
    """Return evidence whose pages are refreshed on the last day before they are too old, time and again."""
    fresh = criterion.needs.fresh_days
    if fresh is None:
        return evidence
    made: list[Item] = []
    for item in evidence.items:
        day = item.published or FIRST
        while day <= EVALUATION:
            made.append(item._replace(title=f"{item.title} of {day}", published=day))
            day += timedelta(days=fresh)
    return evidence._replace(items=tuple(made))


def fitting(criterion: Criterion, evidence: Evidence) -> Evidence:
    """Return evidence in the format and of the sort that is asked for."""
    formats = criterion.needs.formats or ("html",)
    is_file = criterion.needs.source is NeedsSource.FILE
    items = (
        item._replace(file=f"a.{formats[0]}" if is_file else "", urls=tuple(f"{url}.{formats[0]}" for url in item.urls))
        for item in evidence.items
    )
    return evidence._replace(items=tuple(items))


def test_a_body_that_does_everything_on_time_is_green_on_every_day() -> None:
    index = load_index(ROOT / "indicators" / "pf-154")
    criteria = [criterion for indicator in index.indicators for criterion in indicator.criteria]
    evidence = {own.id: fitting(own, refreshed(own, whole(own))) for own in criteria}
    body = Organisation("body", {"en": "Body"}, ("ministry",))
    workspace = Workspace(Path(), body, index.id, YEAR, EVALUATION, None, None, evidence, {}, ())
    day, before = FIRST, None
    while day <= LAST:
        assessment = assess(index, workspace, {}, day)
        assert index.band_of(assessment.headline).name is BandName.GREEN, (day, float(assessment.headline))
        lost = [own.criterion.id for own in assessment.verdicts if own.evidenced.lost]
        assert not lost, (day, lost)
        # who does everything on time never falls
        assert before is None or assessment.headline >= before, day
        day, before = day + ONE_DAY, assessment.headline
    assert before == index.points
