"""Laws of a comparison, for any two reports."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from openness_cli.comparison.causes import ChangeCause
from openness_cli.comparison.diff import Diff, Measure, compare
from openness_cli.comparison.saved import SavedReport
from openness_cli.comparison.saved_reader import saved_report
from openness_cli.formats.choices import formats_of, write
from openness_cli.reports.diff import DiffReport
from openness_cli.reports.score import ScoreReport
from openness_cli.schemas.report import Report
from openness_cli.scoring.gates import Demands
from openness_cli.scoring.report import make_report
from openness_cli.scoring.verdicts import Basis
from tests.laws.worlds import DAYS, World, worlds


def saved(world: World, day: date, basis: Basis = Basis.EVIDENCED) -> SavedReport:
    report = make_report(world.assess(day), Demands(basis), (), "en", "0")
    text = json.dumps(ScoreReport(report).json())
    return saved_report(Report.model_validate_json(text, strict=True))


def of_rounding(changes: Diff) -> int:
    return max((abs(own.earned or 0) for own in changes.sums if own.cause is ChangeCause.ROUNDING), default=0)


@given(worlds(), worlds(), DAYS, DAYS, st.sampled_from(Basis))
def test_sums_by_cause_add_up_to_the_change_of_the_total_whatever_is_compared(
    one: World, other: World, day: date, later: date, basis: Basis
) -> None:
    changes = compare(saved(one, day), saved(other, later), basis)
    for measure, sums in (
        (Measure.EARNED, [own.earned for own in changes.sums]),
        (Measure.ON_COURSE, [own.on_course for own in changes.sums]),
    ):
        assert sum(own or 0 for own in sums) == changes.total.of(measure).change
    # a criterion is shown at most one hundredth low, before and after, times its scale; a sum half of one either way
    scales = [float(own.scale or 0) for side in (changes.before, changes.after) for own in side.criteria.values()]
    assert of_rounding(changes) <= sum(scales) + 2 + len(ChangeCause) / 2


@given(worlds(), DAYS, DAYS, st.sampled_from(Basis))
def test_every_change_has_a_cause_that_fits_and_the_way_back_undoes_it(
    world: World, day: date, later: date, basis: Basis
) -> None:
    before, after = saved(world, day), saved(world, later)
    there, back = compare(before, after, basis), compare(after, before, basis)
    for change, undone in zip(there.criteria, back.criteria, strict=True):
        for measure in Measure:
            moved = change.steps.of(measure).change
            assert moved == -(undone.steps.of(measure).change or 0)
            assert bool(moved) is (measure in change.main)
        for cause in change.main.values():
            assert cause in {because.cause for because in change.because}
        assert not change.rules
    assert not compare(before, before, basis).changed
    if later >= day:
        # without new evidence or another rule time alone explains what is on course no longer
        told = {cause for change in there.lost for cause in change.main.values()}
        assert told.isdisjoint(
            {ChangeCause.DEFINITIONS_CHANGED, ChangeCause.CLAIM_FELL, ChangeCause.OF_ROSE, ChangeCause.EVIDENCE_REMOVED}
        )


@given(worlds(), worlds(), DAYS, DAYS, st.sampled_from(Basis))
def test_every_format_can_show_anything(one: World, other: World, day: date, later: date, basis: Basis) -> None:
    changes = compare(saved(one, day), saved(other, later), basis)
    shown = DiffReport("1", changes)
    for form in formats_of(DiffReport):
        assert write(shown, form)
