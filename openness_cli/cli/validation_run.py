"""The steps of ``openness validate``."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from openness_cli.cli.delivery import deliver
from openness_cli.cli.opening import index_alone, load_and_assess
from openness_cli.cli.parsing import format_of, parse_as_of
from openness_cli.cli.problems import problem_lines
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode, InvalidInput, Problem
from openness_cli.files.folder import CONFIG_FILE
from openness_cli.formats.choices import Format, write
from openness_cli.messages import _, language, n_, printable
from openness_cli.model.definitions import Index
from openness_cli.model.points import plain_number
from openness_cli.reports.problems import ProblemsReport
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import find_reasons
from openness_cli.scoring.reasons import ReasonSort
from openness_cli.words.reasons import item_name, reason_sentence


def run_validation(
    session: Session, directory: Path | None, index_name: str | None, as_of: str | None, word: str
) -> int:
    """Check a workspace with its index, or an index alone. What is understood and does not count is a warning."""
    day = parse_as_of(as_of)
    form = format_of(ProblemsReport, word)
    folder = directory or (Path() if Path(CONFIG_FILE).is_file() else None)
    where = (folder or Path()).as_posix()
    try:
        assessment = _assessment(session, folder, index_name, day) if folder else None
        index = assessment.index if assessment else index_alone(index_name)
    except InvalidInput as error:
        if form is Format.TERMINAL:
            count = len(error.problems)
            heading = n_("Invalid: {count} problem.", "Invalid: {count} problems.", count).format(count=count)
            session.complain(problem_lines(heading, error))
        else:
            session.write(write(ProblemsReport(where, error.problems), form))
        return error.exit_code
    warnings = tuple(_warnings(assessment)) if assessment else ()
    report = ProblemsReport(where, (), warnings, tuple(_summary(index, assessment, warnings)))
    deliver(session, report, form, None)
    return ExitCode.DONE


def _assessment(session: Session, folder: Path, index_name: str | None, as_of: date | None) -> Assessment:
    # whoever checks against another index wants to hear what it does not know
    return load_and_assess(session, folder, index_name, as_of, strict=True).assessment


def _warnings(assessment: Assessment) -> Iterator[Problem]:
    for verdict in assessment.verdicts:
        for reason in find_reasons(verdict, assessment):
            if reason.code.sort is ReasonSort.DOES_NOT_COUNT and reason.place:
                sentence = reason_sentence(reason, verdict.criterion, language())
                name = item_name(reason)
                what = ": ".join(text for text in (verdict.criterion.id, name, sentence) if text)
                yield Problem(reason.place.file, reason.place.line, 1, printable(what))


def _summary(index: Index, assessment: Assessment | None, warnings: tuple[Problem, ...]) -> Iterator[str]:
    certainty = index.certainty()
    text = _("{index}: valid, {criteria} criteria, {points} points")
    yield text.format(index=index.id, criteria=certainty.criteria, points=plain_number(index.points))
    if assessment is None:
        yield _("there is no {file} here: the index alone was checked").format(file=CONFIG_FILE)
    else:
        evidence = assessment.workspace.evidence
        items = sum(len(own.items) for own in evidence.values())
        claims = n_("evidence for {count} criterion", "evidence for {count} criteria", len(evidence))
        shown = n_("{count} item", "{count} items", items)
        text = _("valid, {claims}, {items}").format(
            claims=claims.format(count=len(evidence)), items=shown.format(count=items)
        )
        yield f"{assessment.workspace.organisation.id}: {text}"
    if warnings:
        count = len(warnings)
        text = n_(
            "understood, but {count} thing does not count yet:",
            "understood, but {count} things do not count yet:",
            count,
        )
        yield text.format(count=count)
        yield from (f"  {warning.file}:{warning.line}: {warning.what}" for warning in warnings)
