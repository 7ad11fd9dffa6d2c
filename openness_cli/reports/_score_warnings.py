"""What every format says of a score before all else."""

from collections.abc import Iterator

from openness_cli.messages import _, n_
from openness_cli.scoring.report import Report
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.terms import band_word


def warning_sentences(report: Report) -> Iterator[str]:
    """Say before all else what broken addresses cost, and what those would that failed the last time."""
    before, headline = report.totals[Basis.EVIDENCED].band, report.headline
    if headline.failed:
        text = _("Addresses that do not open cost {points} points: {total} stand, {band}.")
        if headline.band is not before:
            text = _(
                "Addresses that do not open cost {points} points and turn the colour from {before} to {band}: "
                "{total} stand."
            )
        words = {"before": band_word(before), "band": band_word(headline.band)}
        yield text.format(points=headline.failed, total=headline.total, **words)
    if headline.failing_urls:
        count = len(headline.failing_urls)
        text = n_(
            "{count} address did not open the last time it was checked; {points} points hang on it.",
            "{count} addresses did not open the last time they were checked; {points} points hang on them.",
            count,
        )
        yield text.format(count=count, points=headline.failing)
    if headline.failing_band is not headline.band and not report.assessment.over:
        text = _("If they stay shut, the colour turns from {before} to {after}: check them today.")
        yield text.format(before=band_word(headline.band), after=band_word(headline.failing_band))


def is_unchecked(report: Report) -> bool:
    """Tell whether there is nothing to show as verified but that nobody looked yet."""
    shown = report.shown[Basis.VERIFIED]
    return not (report.assessment.states or shown.earned or report.basis is Basis.VERIFIED or report.assessment.over)
