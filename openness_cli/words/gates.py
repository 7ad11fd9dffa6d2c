"""What a gate says when it fails, or cannot tell."""

from collections.abc import Iterator

from openness_cli.messages import _, figures, n_
from openness_cli.scoring.gates import FailOn, Failure, Regression
from openness_cli.scoring.report import Report
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.terms import band_word, decimal, word_of

_NAMED_ADDRESSES = 5


def failure_sentences(report: Report) -> Iterator[str]:
    """Return a sentence for each demand that is not met."""
    return (_sentence(report, failure) for failure in report.gate.failures)


def undecided_sentence(report: Report) -> str:
    """Return why a gate cannot tell yet."""
    text = _(
        "whether the threshold is reached depends on {points} points of addresses that are not known to open: "
        "openness links fetches them"
    )
    return text.format(points=report.totals[Basis.VERIFIED].unknown)


def comparison_sentence(report: Report) -> str:
    """Return what is lower than in the baseline; empty without one, and where the gate says it."""
    if report.demands.baseline is None or FailOn.REGRESSION in report.demands.fail_on:
        return ""
    if not report.gate.regressions:
        return _("nothing is lower than in the baseline")
    return regression_sentence(report.gate.regressions)


def unknown_sentence(report: Report) -> str:
    """Return how much of what was judged is not known; empty where all is."""
    unknown = report.totals[Basis.VERIFIED].unknown
    if not unknown or FailOn.DEAD_LINK not in report.demands.fail_on:
        return ""
    return _("{points} points hang on addresses that are not known to open; they are not judged").format(points=unknown)


def _sentence(report: Report, failure: Failure) -> str:
    count = len(failure.concerned)
    named = ", ".join(failure.concerned)
    if failure.condition in {FailOn.DEAD_LINK, FailOn.FAILING_LINK}:
        named = _addresses(failure)
    match failure.condition:
        case None:
            return _threshold(report, failure)
        case FailOn.MISSING:
            text = n_(
                "{count} criterion without evidence: {named}", "{count} criteria without evidence: {named}", count
            )
        case FailOn.MISSING_INDICATOR:
            text = n_(
                "{count} indicator without any evidence: {named}",
                "{count} indicators without any evidence: {named}",
                count,
            )
        case FailOn.GAP:
            text = n_("{count} criterion with a gap: {named}", "{count} criteria with a gap: {named}", count)
        case FailOn.DEAD_LINK:
            text = n_("{count} address does not open: {named}", "{count} addresses do not open: {named}", count)
        case FailOn.FAILING_LINK:
            text = n_(
                "{count} address did not open the last time: {named}",
                "{count} addresses did not open the last time: {named}",
                count,
            )
        case FailOn.REGRESSION:
            return regression_sentence(report.gate.regressions)
    return text.format(count=count, named=named)


def _addresses(failure: Failure) -> str:
    """Return the first of some addresses, and every criterion that they stand for."""
    more = " …" if len(failure.concerned) > _NAMED_ADDRESSES else ""
    return f"{', '.join(failure.concerned[:_NAMED_ADDRESSES])}{more} ({', '.join(failure.criteria)})"


def regression_sentence(regressions: tuple[Regression, ...]) -> str:
    """Return how many figures are lower than in the baseline, and which."""
    count = len(regressions)
    total = _("on course")
    lower = [f"{r.criterion or total} " + figures(f"{r.before} → {r.now}") for r in regressions]
    named = ", ".join(lower)
    text = n_(
        "{count} figure lower than in the baseline: {named}",
        "{count} figures lower than in the baseline: {named}",
        count,
    )
    return text.format(count=count, named=named)


def _threshold(report: Report, failure: Failure) -> str:
    threshold = report.demands.threshold
    needed = decimal(threshold.points) if threshold else ""
    if threshold and threshold.band:
        needed += f" ({band_word(threshold.band.name)})"
    text = _("{reached} points on course, {basis}, are below {needed}")
    return text.format(reached=failure.reached, basis=word_of(report.basis), needed=needed)
