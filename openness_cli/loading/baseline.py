"""A saved JSON report, read back to be compared with."""

from pathlib import Path

from pydantic import ValidationError

from openness_cli import wire
from openness_cli.comparison import Baseline
from openness_cli.errors import InvalidInput, Problem, UsageError
from openness_cli.figures import Hundredths
from openness_cli.loading.files import read_bytes, reason_of
from openness_cli.messages import _
from openness_cli.scoring import Basis

_SHOWN_PROBLEMS = 5
MAX_REPORT_BYTES = 64 * 1024 * 1024


def load_baseline(path: Path) -> Baseline:
    """Read a report saved as JSON. Raises UsageError where there is none, InvalidInput where it is no report."""
    name = path.as_posix()
    try:
        data = read_bytes(path, MAX_REPORT_BYTES)
    except (OSError, ValueError) as error:
        raise UsageError(_("{file} cannot be read: {why}").format(file=name, why=reason_of(error))) from None
    try:
        report = wire.Report.model_validate_json(data, strict=True)
    except ValidationError as error:
        hint = _("a report saved with --export json:FILE, format version 1")
        problems = []
        for entry in error.errors(include_url=False)[:_SHOWN_PROBLEMS]:
            where = ".".join(map(str, entry["loc"]))
            problems.append(
                Problem(name, 0, 0, ": ".join(text for text in (where, _wrong(entry["type"])) if text), hint)
            )
        raise InvalidInput(tuple(problems)) from None
    scores = report.scores
    return Baseline(
        organisation=report.organisation.id,
        index_id=report.index.id,
        year=report.year,
        on_course={
            Basis.DECLARED: _hundredths(scores.declared.on_course),
            Basis.EVIDENCED: _hundredths(scores.evidenced.on_course),
            Basis.VERIFIED: _hundredths(scores.verified.on_course),
        },
        criteria={
            criterion.id: {basis: _hundredths(getattr(criterion, basis.value)) for basis in Basis}
            for criterion in report.criteria
        },
    )


def _wrong(kind: str) -> str:
    """Return what pydantic found, in the language in use."""
    match kind:
        case "missing":
            return _("is missing")
        case "extra_forbidden":
            return _("is not known here")
        case "json_invalid":
            return _("the file is no JSON")
        case _:
            return _("has a value that does not fit")


def _hundredths(points: float) -> Hundredths:
    return Hundredths(round(points * 100))
