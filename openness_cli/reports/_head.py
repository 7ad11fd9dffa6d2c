"""What the reports of an assessment begin and end with, and how JSON names who made them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, tzinfo

from openness_cli.formats import document as doc
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import plain_of, plain_row
from openness_cli.messages import _, figures, n_
from openness_cli.model.availability import LogFile
from openness_cli.model.definitions import BandName, Certainty, Criterion, Index
from openness_cli.model.evidence import Organisation, PublishedResult
from openness_cli.model.points import Hundredths, Shown, Total, rounded_down
from openness_cli.scoring.addresses import LinkedAddress
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.losses import LossTotal
from openness_cli.scoring.score_range import Span
from openness_cli.scoring.verdicts import Basis, Verdict
from openness_cli.words.certainty import sure_sentences
from openness_cli.words.reasons import loss_parts, scales_sentence
from openness_cli.words.terms import act_name, band_word, long_date, word_of

Json = dict[str, object]


def criterion_values(verdict: Verdict, language: str) -> Values:
    """Return what every report says of a criterion: which it is, and how certain its definition is."""
    criterion = verdict.criterion
    return {
        "indicator": verdict.indicator.id,
        "criterion": criterion.id,
        "title": criterion.titles.to(language),
        "basis": criterion.basis,
        "points_basis": criterion.points_basis,
        "due_basis": criterion.due_basis,
    }


def summed(rows: Iterable[Mapping[str, Hundredths]], names: Iterable[str]) -> dict[str, Hundredths]:
    """Add up columns of points."""
    sums = dict.fromkeys(names, 0)
    for row in rows:
        for name in sums:
            sums[name] += row[name]
    return {name: Hundredths(total) for name, total in sums.items()}


def in_zone(rows: Iterable[Values], zone: tzinfo | None) -> Iterator[Values]:
    """Yield rows for people: their times in a zone, where there is one."""
    for row in rows:
        times = {name: value.astimezone(zone) for name, value in row.items() if isinstance(value, datetime) and zone}
        yield {**row, **times}


def moved_json(address: LinkedAddress) -> Json:
    """Return where an address was before it moved; nothing where it did not."""
    told = [{"url": stay.url, "until": plain_of(stay.until)} for stay in address.was_at]
    return {"moved_from": told} if told else {}


def picked(row: Values, *names: str) -> Json:
    """Return some values of a row in the types of JSON, in the order of the names; None for what it does not have."""
    return {name: plain_of(row.get(name)) for name in names}


def assessed(
    assessment: Assessment,
    language: str,
    blocks: Iterable[doc.Block],
    notes: tuple[doc.Sentence, ...],
    *,
    screen: tuple[str, ...] = (),
    page: tuple[str, ...] = (),
) -> doc.Document:
    """Return a document of an assessment: whose folder it is, of which edition and year, on a page before ``page``."""
    edition = act_name(assessment.index.id), str(assessment.workspace.year)
    name = assessment.workspace.organisation.name(language)
    fixed = tuple(fixed_day_sentences(assessment))
    page_line = (*edition, *page, *fixed)
    return doc.Document(name, edition, tuple(blocks), notes, screen_lines=(*screen, *fixed), page_line=page_line)


def fixed_day_sentences(assessment: Assessment) -> Iterator[str]:
    """Yield that the day is not today but the one that the workspace fixes; nothing where it does not."""
    if assessment.today is not None:
        text = _("The day is fixed in openness.yaml (as_of); today is {today}.")
        yield text.format(today=long_date(assessment.today))


def until_line(assessment: Assessment) -> str:
    """Return the day, and how long there is until the evaluation."""
    evaluation = assessment.workspace.evaluation_date
    return f"{long_date(assessment.day)} {doc.DOT} {evaluation_words(evaluation, (evaluation - assessment.day).days)}"


def evaluation_words(evaluation: date, days_left: int) -> str:
    """Return when the evaluation is, and in how many days."""
    text = n_("evaluation on {evaluation}, in {days} day", "evaluation on {evaluation}, in {days} days", days_left)
    return text.format(evaluation=long_date(evaluation), days=days_left)


def notes_of(assessment: Assessment) -> tuple[doc.Sentence, ...]:
    """Return how criteria count where something does not apply, and how sure the definitions are."""
    return doc.faint((scales_sentence(assessment), *sure_of(assessment)))


def sure_of(assessment: Assessment) -> tuple[str, ...]:
    """Return how sure the definitions are, for the year assessed."""
    return sure_sentences(assessment.index, assessment.workspace.year)


def legend(blocks: Iterable[doc.Block]) -> doc.Sentence:
    """Return what the shapes mean that a screen draws of some blocks: nothing of those that it does not."""
    bars = [
        cell.bar
        for block in blocks
        if isinstance(block, doc.Table) and block.medium is not doc.Medium.PAGE
        for row in block.rows
        for cell in row.cells
        if cell.bar is not None
    ]
    shapes = [
        (doc.EARNED, _("earned"), any(bar.earned for bar in bars)),
        (doc.PENDING, _("pending: falls due later"), any(bar.pending for bar in bars)),
        (doc.UNKNOWN, _("not known to open"), any(bar.unknown for bar in bars)),
        (doc.REST, _("open or lost"), bool(bars)),
    ]
    return doc.Sentence(
        "  ".join(f"{shape * 2} {text}" for shape, text, is_drawn in shapes if is_drawn), doc.Tone.FAINT
    )


def minima_of(index: Index) -> doc.Sentence:
    """Return where each colour begins, beside the shape that marks it on a bar."""
    minima = (f"{band_word(band.name)} {float(band.minimum):g}" for band in index.bands if band.minimum)
    return doc.Sentence(f"{doc.MINIMUM} {', '.join(minima)}", doc.Tone.FAINT)


def ruler_of(index: Index) -> doc.Ruler:
    """Return the ruler of an index."""
    return doc.Ruler(index.points, tuple(band.minimum for band in index.bands))


def total_bar(ruler: doc.Ruler, earned: int, unknown: int, pending: int, band: BandName | None) -> doc.Cell:
    """Return a cell with the bar of a total in hundredths."""
    whole = float(ruler.whole) * 100
    return doc.Cell("", bar=doc.Bar(earned / whole, unknown / whole, pending / whole, doc.tone_of(band), ruler))


def criterion_cell(criterion: Criterion, language: str) -> doc.Cell:
    """Return a cell with a criterion's title between its id and how certain its wording is."""
    return doc.Cell(criterion.titles.to(language), ident=criterion.id, label=word_of(criterion.basis))


def colour_cell(band: BandName | None) -> doc.Cell:
    """Return a cell with the word of a colour."""
    return doc.Cell(band_word(band), doc.tone_of(band), is_band=True)


def course_text(total: Total | Shown) -> str:
    """Return what is on course: a range where a part of it is unknown."""
    most = f"…{Hundredths(total.on_course + total.unknown)}" if total.unknown else ""
    return f"{total.on_course}{most}"


def signed(points: Hundredths | None) -> str:
    """Return a change with its sign; a question mark where it is not known."""
    if points is None:
        return "?"
    return f"+{points}" if points > 0 else str(points)


def lost_table(title: str, lost: LossTotal) -> doc.Table:
    """Return lost points by what took them, for a screen."""
    rows = (doc.row((str(points), text)) for points, text in loss_parts(lost))
    columns = (doc.Column(_("points"), is_number=True, least=6), doc.Column(_("cause"), fit=doc.Fit.REST))
    return doc.Table(
        columns, tuple(rows), title, medium=doc.Medium.SCREEN, screen=doc.Screen(doc.Layout.PARAGRAPHS, hang=8)
    )


def lost_blocks(lost: LossTotal) -> Iterator[doc.Block]:
    """Return lost points by what took them, for a screen and for a page."""
    title = _("Lost: {points} points").format(points=lost.total)
    yield lost_table(title, lost)
    texts = (f"{figures(str(points))} {text}" for points, text in loss_parts(lost))
    yield doc.Sentences(doc.said(*texts), title, medium=doc.Medium.PAGE)


def tool(version: str) -> Json:
    """Return what wrote a document."""
    return {"name": "openness", "version": version}


def total_json(total: Total, basis: Basis) -> Json:
    """Return a total; what is unknown is there only as verified, since nothing else can be."""
    plain = plain_row(total._asdict())
    return {name: value for name, value in plain.items() if name != "unknown" or basis is Basis.VERIFIED}


def index_info(index: Index) -> Json:
    """Return the rules, and how many of them are known from a source."""
    return index_json(index.id, index.edition, index.certainty(), index.confirmed_through)


def index_json(name: str, edition: date, certainty: Certainty, confirmed_through: int | None) -> Json:
    """Return the rules by their name and edition; the last confirmed year is left out where none is told."""
    known = {} if confirmed_through is None else {"confirmed_through": confirmed_through}
    return {"id": name, "edition": edition.isoformat(), **certainty._asdict(), **known}


def published_json(result: PublishedResult) -> Json:
    """Return what the Agency published of the body for one year, as far as it was entered."""
    band = {"band": result.band.value} if result.band else {}
    indicators = {name: rounded_down(points).number for name, points in sorted(result.indicators.items())}
    return {
        "year": result.year,
        "total": rounded_down(result.total).number,
        **band,
        **({"indicators": indicators} if indicators else {}),
    }


def log_json(log: Iterable[LogFile]) -> list[Json]:
    """Return each file of the log, with its lines and the digest of the last."""
    return [own._asdict() for own in log]


def organisation_info(organisation: Organisation, language: str) -> Json:
    """Return the body assessed."""
    return {"id": organisation.id, "name": organisation.name(language), "kinds": list(organisation.kinds)}


def head(kind: str, assessment: Assessment, language: str, version: str) -> Json:
    """Return the keys that say what was scored, by what rules and on which day."""
    workspace = assessment.workspace
    return {
        "format_version": 1,
        "kind": kind,
        "tool": tool(version),
        "index": index_info(assessment.index),
        "organisation": organisation_info(workspace.organisation, language),
        "year": workspace.year,
        "as_of": assessment.day.isoformat(),
        "evaluation_date": workspace.evaluation_date.isoformat(),
    }


def span_json(span: Span) -> Json:
    """Return where a total lies as far as it hangs on assumed points, and how sure its colour is."""
    return {
        "colour": span.colour.value,
        "low": span.low.number,
        "high": span.high.number,
        "limits": {"low": span.lowest.number, "high": span.highest.number},
        "bands": [band.value for band in span.bands],
    }
