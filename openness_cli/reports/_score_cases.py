"""A score for CI servers: a case for each criterion and for the gate, annotations beside the evidence."""

from collections.abc import Iterator, Sequence

from openness_cli.formats.cases import Annotation, Case, Ending, Level
from openness_cli.messages import _
from openness_cli.scoring.report import CriterionRow, Report
from openness_cli.scoring.verdicts import Outcome
from openness_cli.words.gates import failure_sentences, undecided_sentence, unknown_sentence
from openness_cli.words.reasons import (
    certainty_sentence,
    labels_sentence,
    reason_texts,
    remedy,
)  # fmt: skip
from openness_cli.words.terms import (
    band_word,
    word_of,
)  # fmt: skip

_FAILED = frozenset({Outcome.PARTIAL, Outcome.NOT_MET, Outcome.MISSING})
_SKIPPED = frozenset({Outcome.NOT_APPLICABLE, Outcome.NOT_DUE})


def gate_case(report: Report) -> Case:
    failures = [*failure_sentences(report), *([undecided_sentence(report)] if report.gate.passed is None else [])]
    case = Case("gate", "gate")
    if not failures:
        return case
    return case._replace(ending=Ending.FAILED, message=failures[0], kind="gate", text="\n".join(failures))


def case(row: CriterionRow, language: str) -> Case:
    criterion = row.finding.verdict.criterion
    case = Case(criterion.id, f"{criterion.id} {criterion.titles.to(language)}")
    if row.finding.is_gap or (row.outcome in _FAILED and not row.is_only_unknown):
        text = _("{outcome}: {points} points at stake")
        message = text.format(outcome=word_of(row.outcome), points=row.at_stake)
        advice = [remedy(row.finding, language)] if row.finding.is_gap else []
        lines = [*reason_texts(row.finding, language), *advice, labels_sentence(criterion)]
        return case._replace(ending=Ending.FAILED, message=message, kind=row.outcome.value, text="\n".join(lines))
    if row.is_only_unknown:
        return case._replace(ending=Ending.SKIPPED, message=_("not known to open"))
    if row.outcome in _SKIPPED:
        return case._replace(ending=Ending.SKIPPED, message=word_of(row.outcome))
    return case


def annotations(report: Report, gaps: Sequence[CriterionRow]) -> Iterator[Annotation]:
    title = f"openness {report.assessment.index.id}"
    for text in failure_sentences(report):
        yield Annotation(Level.ERROR, _("openness: gate failed"), text)
    if report.gate.passed is None:
        yield Annotation(Level.ERROR, _("openness: gate undecided"), undecided_sentence(report))
    unknown = unknown_sentence(report)
    if unknown:
        yield Annotation(Level.WARNING, title, unknown)
    for row in gaps:
        yield _gap_annotation(report, row)
    total = report.totals[report.basis]
    summary = _("{earned} earned, {on_course} on course of {possible}: {band}").format(
        earned=total.earned,
        on_course=total.on_course,
        possible=report.shown[report.basis].possible,
        band=band_word(total.band),
    )
    yield Annotation(Level.NOTICE, title, f"{summary}\n{certainty_sentence(report.assessment.index)}")


def _gap_annotation(report: Report, row: CriterionRow) -> Annotation:
    finding, language = row.finding, report.language
    criterion = finding.verdict.criterion
    title = f"{criterion.id} {criterion.titles.to(language)} ({row.at_stake})"
    message = "\n".join([*reason_texts(finding, language), remedy(finding, language), labels_sentence(criterion)])
    place = next((reason.place for reason in finding.reasons if reason.place), None)
    if place is None:
        return Annotation(Level.WARNING, title, message)
    return Annotation(Level.WARNING, title, message, report.assessment.workspace.folder / place.file, place.line)
