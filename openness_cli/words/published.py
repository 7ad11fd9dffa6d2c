"""What the Agency published of the body, in words: alone, and beside a score of ours."""

from openness_cli.messages import _
from openness_cli.model.evidence import PublishedResult
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.words.terms import band_word


def published_words(result: PublishedResult) -> str:
    """Return the points and the colour of a result, as far as they were entered."""
    total = rounded_down(result.total)
    if result.band is None:
        return _("{total} points").format(total=total)
    return _("{total} points, {band}").format(total=total, band=band_word(result.band))


def beside_sentence(result: PublishedResult, total: Hundredths) -> str:
    """Return what was published last, and by how much the total of a report is above it or below."""
    change = Hundredths(total - rounded_down(result.total))
    text = _("Published by the Agency for {year}: {result}; this report stands {points} points above it.")
    if change < 0:
        text = _("Published by the Agency for {year}: {result}; this report stands {points} points below it.")
    if not change:
        text = _("Published by the Agency for {year}: {result}; this report stands at the same.")
    return text.format(year=result.year, result=published_words(result), points=Hundredths(abs(change)))
