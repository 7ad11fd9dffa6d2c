"""The options of ``score``, read strictly: what is asked for, or a usage error that names the nearest word."""

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple, TypeVar

from openness_cli.comparison import Baseline
from openness_cli.definitions import Index
from openness_cli.errors import UsageError
from openness_cli.gates import Demands, FailOn, Threshold
from openness_cli.messages import _
from openness_cli.output.formats import Format
from openness_cli.scoring import Basis

Word = TypeVar("Word", bound=Enum)


class Export(NamedTuple):
    """A format and the file it goes to."""

    form: Format
    path: Path


def one_of(kind: type[Word], value: str, where: str) -> Word:
    """Return the member that a word names. Raises UsageError with the nearest word."""
    words: dict[str, Word] = {member.value: member for member in kind}
    if value not in words:
        raise UsageError(unknown_word(value, words, where))
    return words[value]


def unknown_word(value: str, words: Iterable[str], where: str) -> str:
    """Return the sentence for a word that an option does not know."""
    from openness_cli.loading.fields import suggest  # noqa: PLC0415

    text = _("{where}: “{value}” is not known").format(where=where, value=value)
    return f"{text}; {suggest(value, words)}"


def read_exports(values: Iterable[str]) -> tuple[Export, ...]:
    """Read ``--export FORMAT:FILE``."""
    exports = []
    for value in values:
        name, colon, path = value.partition(":")
        if not (colon and path):
            raise UsageError(_("{where}: “{value}” is not FORMAT:FILE").format(where="--export", value=value))
        exports.append(Export(one_of(Format, name, "--export"), Path(path)))
    return tuple(exports)


def read_demands(
    index: Index, basis: str, fail_under: str | None, fail_on: Iterable[str], baseline: Baseline | None
) -> Demands:
    """Read what the gate looks at."""
    conditions = frozenset(one_of(FailOn, word, "--fail-on") for word in fail_on)
    threshold = _threshold(index, fail_under) if fail_under is not None else None
    return Demands(one_of(Basis, basis, "--basis"), threshold, conditions, baseline)


def _threshold(index: Index, value: str) -> Threshold:
    for band in index.bands:
        if band.name.value == value:
            return Threshold(band.minimum, band)
    try:
        points = Fraction(value) if "/" not in value else None
    except (ValueError, ZeroDivisionError):
        points = None
    if points is None or not 0 <= points <= index.points:
        words = ", ".join(band.name.value for band in index.bands)
        raise UsageError(
            _("{where}: “{value}” is neither a number of points (0 to {most}) nor one of {words}").format(
                where="--fail-under", value=value, most=index.points, words=words
            )
        )
    return Threshold(points)


def check_baseline(baseline: Baseline | None, fail_on: Iterable[str], organisation: str, index: str) -> None:
    """Refuse a comparison with nothing, or with something else."""
    if baseline is None:
        if FailOn.REGRESSION.value in fail_on:
            raise UsageError(_("--fail-on regression needs --baseline FILE"))
        return
    if baseline.organisation != organisation:
        raise UsageError(_("the baseline is of another body: {id}").format(id=baseline.organisation))
    if baseline.index_id != index:
        raise UsageError(_("the baseline was scored with another index: {id}").format(id=baseline.index_id))
