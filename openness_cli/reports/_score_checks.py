"""What a server of CI is told of a score: a case for each criterion and for the gate; notes beside lines of files."""

from collections.abc import Container, Iterable, Iterator, Sequence

from openness_cli.files.sources import CONFIG_FILE
from openness_cli.formats.cases import Annotation, Case, Cases, Ending, Severity, Suite
from openness_cli.messages import _, figures
from openness_cli.model.evidence import Place
from openness_cli.reports._head import fixed_day_sentences, sure_of
from openness_cli.reports._score_warnings import warning_sentences
from openness_cli.scoring.reasons import ReasonCode
from openness_cli.scoring.report import CriterionRow, Report
from openness_cli.scoring.verdicts import Outcome
from openness_cli.words.certainty import year_sentence
from openness_cli.words.gates import failure_sentences, undecided_sentence, unknown_sentence
from openness_cli.words.reasons import certainty_sentence, exemption_of, labels_sentence, reason_texts, remedy
from openness_cli.words.terms import band_word, word_of

_FAILED = frozenset({Outcome.PARTIAL, Outcome.NOT_MET, Outcome.MISSING})
_SKIPPED = frozenset({Outcome.NOT_APPLICABLE, Outcome.NOT_DUE})


def score_cases(report: Report, rows: Iterable[CriterionRow]) -> Cases:
    """Return a case for each criterion that is listed, and one for the gate."""
    index, listed = report.assessment.index, tuple(rows)
    # what no demand of the gate concerns is no failure, whatever it lacks
    failing = frozenset(name for own in report.gate.failures for name in own.criteria)
    certain = (("certainty", certainty_sentence(index)),)
    year = (("certainty", year_sentence(index.confirmed_through, report.assessment.workspace.year)),)
    told = (*(("warning", text) for text in warning_sentences(report)), *(own for own in year if own[1]))
    suites = [Suite("gate", [_gate_case(report)], told)]
    for indicator in index.indicators:
        own = [_case(row, report.language, failing) for row in listed if row.finding.verdict.indicator is indicator]
        if own:
            suites.append(Suite(f"{indicator.id} {indicator.titles.to(report.language)}", own, certain))
    return Cases(f"openness {index.id}", suites)


def _gate_case(report: Report) -> Case:
    failures = [*failure_sentences(report), *([undecided_sentence(report)] if report.gate.passed is None else [])]
    case = Case("gate", "gate")
    if not failures:
        return case
    return case._replace(ending=Ending.FAILED, message=failures[0], kind="gate", text="\n".join(failures))


def _case(row: CriterionRow, language: str, failing: Container[str]) -> Case:
    criterion = row.finding.verdict.criterion
    case = Case(criterion.id, f"{criterion.id} {criterion.titles.to(language)}")
    if row.finding.is_gap or (row.outcome in _FAILED and not row.is_only_unknown):
        text = _("{outcome}: {points} points at stake")
        message = text.format(outcome=word_of(row.outcome), points=row.at_stake)
        advice = [remedy(row.finding, language)] if row.finding.is_gap else []
        lines = [*reason_texts(row.finding, language), *advice, labels_sentence(criterion)]
        text = "\n".join(lines)
        if criterion.id in failing:
            return case._replace(ending=Ending.FAILED, message=message, kind=row.outcome.value, text=text)
        return case._replace(ending=Ending.SKIPPED, message=f"{message}\n{text}")
    reasons = "\n".join(reason_texts(row.finding, language))
    if criterion.id in failing:  # lower than in the baseline, or an address failed
        message = _("openness: gate failed")
        return case._replace(ending=Ending.FAILED, message=message, kind=row.outcome.value, text=reasons)
    if row.is_only_unknown:
        return case._replace(ending=Ending.SKIPPED, message=_("not known to open"))
    if row.outcome in _SKIPPED:
        message = ": ".join(filter(None, (word_of(row.outcome), exemption_of(row.finding.verdict))))
        return case._replace(ending=Ending.SKIPPED, message=message)
    if any(reason.code is ReasonCode.LINK_UNSTABLE for reason in row.finding.reasons):
        return case._replace(ending=Ending.SKIPPED, message=reasons)
    return case


def score_annotations(
    report: Report, listed: Sequence[CriterionRow], gaps: Sequence[CriterionRow]
) -> Iterator[Annotation]:
    """Yield what comes before all else and failed demands, then each criterion beside its line, and the sum.

    Criteria with an address that failed come first, then gaps; after the sum, why criteria do not apply.
    """
    title = f"openness {report.assessment.index.id}"
    for text in warning_sentences(report):
        yield Annotation(Severity.WARNING, title, text)
    for text in failure_sentences(report):
        yield Annotation(Severity.ERROR, _("openness: gate failed"), text)
    if report.gate.passed is None:
        yield Annotation(Severity.ERROR, _("openness: gate undecided"), undecided_sentence(report))
    unknown = unknown_sentence(report)
    if unknown:
        yield Annotation(Severity.WARNING, title, unknown)
    for row in listed:
        failing = tuple(own for own in row.finding.reasons if own.code is ReasonCode.LINK_UNSTABLE)
        if failing and not row.finding.is_gap:
            told = reason_texts(row.finding._replace(reasons=failing), report.language)
            yield _annotation(report, row, failing[0].place, told)
    for row in gaps:
        yield _gap_annotation(report, row)
    yield _sum(report, title)
    for row in listed:
        evidence, reason = row.finding.verdict.evidence, exemption_of(row.finding.verdict)
        if reason and evidence and row.outcome is Outcome.NOT_APPLICABLE:
            own = _annotation(report, row, evidence.place, [f"{word_of(row.outcome)}: {reason}"])
            yield own._replace(level=Severity.NOTICE)


def _sum(report: Report, title: str) -> Annotation:
    total = report.assessment.shown_standing(report.basis)
    summary = _("{earned} earned, {on_course} on course of {possible}: {band}").format(
        earned=total.earned,
        on_course=total.on_course,
        possible=report.shown[report.basis].possible,
        band=band_word(total.band),
    )
    told = (summary, *fixed_day_sentences(report.assessment), *sure_of(report.assessment))
    return Annotation(Severity.NOTICE, title, "\n".join(told))


def _gap_annotation(report: Report, row: CriterionRow) -> Annotation:
    finding, language = row.finding, report.language
    said = (*reason_texts(finding, language), remedy(finding, language))
    place = next((reason.place for reason in finding.reasons if reason.place), None)
    return _annotation(report, row, place, [*said, labels_sentence(finding.verdict.criterion)])


def _annotation(report: Report, row: CriterionRow, place: Place | None, lines: Iterable[str]) -> Annotation:
    """Return a warning beside a line; the folder's own file stands for what is not entered yet."""
    criterion, folder = row.finding.verdict.criterion, report.assessment.workspace.folder
    stake = f" ({figures(str(row.at_stake))})" if row.finding.is_gap else ""
    title, message = f"{criterion.id} {criterion.titles.to(report.language)}{stake}", "\n".join(lines)
    if place is None:
        return Annotation(Severity.WARNING, title, message, folder / CONFIG_FILE, 1)
    return Annotation(Severity.WARNING, title, message, folder / place.file, place.line)
