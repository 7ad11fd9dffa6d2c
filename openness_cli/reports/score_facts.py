"""What a criterion was scored by, and on what: the part of the JSON report from which later ones tell causes."""

from fractions import Fraction

from openness_cli.model.definitions import Criterion, Index, Periods
from openness_cli.model.periods import DaysAfter, Due
from openness_cli.model.points import plain_number
from openness_cli.schemas import report as wire
from openness_cli.scoring.assessment import Verdict
from openness_cli.scoring.items import JudgedItem, shown_number
from openness_cli.scoring.kinds import says_not_applicable


def exact_number(value: Fraction) -> str:
    """Return an exact number as short decimal text, or as a fraction where no short decimal is exact."""
    text = plain_number(value)
    return text if Fraction(text) == value else str(value)


def index_rules(index: Index) -> wire.IndexRules:
    """Return what holds for every criterion of an index."""
    return wire.IndexRules(
        points=exact_number(index.points),
        bands={band.name.value: exact_number(band.minimum) for band in index.bands},
        bands_basis=index.bands_basis.value,
        **index.links._asdict(),
    )


def rule_of(criterion: Criterion) -> wire.Rule:
    """Return the definition of a criterion, without its texts and labels."""
    rule, needs = criterion.rule, criterion.needs
    periods = rule if isinstance(rule, Periods) else None
    return wire.Rule(
        kind=type(rule).__name__.lower(),
        points=exact_number(criterion.possible),
        earns={
            exact_number(what) if isinstance(what, Fraction) else what: exact_number(points)
            for what, points in rule.earns
        },
        every=periods.every.value if periods else None,
        due=due_text(periods.due) if periods else None,
        late=exact_number(periods.late) if periods else None,
        source=needs.source.value,
        formats=list(needs.formats),
        fresh_days=needs.fresh_days,
        applies_to=list(criterion.applies_to),
    )


def due_text(due: Due) -> str:
    """Return when a period falls due as stable text: P25D after it ends, or 03-01 of the year."""
    return f"P{due.days}D" if isinstance(due, DaysAfter) else f"{due.month:02d}-{due.day:02d}"


def claim_of(verdict: Verdict) -> wire.Claim | None:
    """Return what was claimed as of the day; None where there was nothing by then."""
    evidence = verdict.evidence
    if evidence is None or not verdict.has_evidence:
        return None
    return wire.Claim(
        level=evidence.level,
        count=evidence.number,
        of=evidence.of,
        not_applicable=says_not_applicable(verdict.criterion, evidence),
    )


def items_of(verdict: Verdict) -> list[wire.Item]:
    """Return the items by what they are, so that the order of the files does not matter."""
    judged = [_item(own) for own in verdict.items]
    return sorted(judged, key=wire.Item.model_dump_json)


def periods_of(verdict: Verdict) -> list[wire.PeriodState]:
    """Return every period of a criterion that falls due in periods."""
    return [
        wire.PeriodState(period=own.period.label, due=own.due, state=own.claimed.value, is_pending=own.is_pending)
        for own in verdict.periods
    ]


def _item(judged: JudgedItem) -> wire.Item:
    item = judged.item
    return wire.Item(
        title=item.title,
        urls=list(item.urls),
        file=item.file,
        part=item.part,
        period=item.period,
        published=item.published,
        shows=shown_number(item),
        faults=[fault.value for fault in judged.faults],
        opening=judged.opening.value,
    )
