"""The number that stands for the body in every command: on course as evidenced, less what hangs on broken addresses."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.availability import Address, AddressState, state_of
from openness_cli.model.definitions import ZERO, BandName
from openness_cli.model.points import Hundredths, rounded_down, shown
from openness_cli.scoring.assessment import Assessment, judge, setting_of
from openness_cli.scoring.verdicts import Basis, Verdict


class Headline(NamedTuple):
    """As shown. ``failed``: what broken addresses take off what is on course as evidenced.

    ``failing``: by how much it would fall if every address whose last check failed were broken; ``failing_band`` is
    the colour then, and ``failing_urls`` are those addresses, each once.
    """

    total: Hundredths
    band: BandName
    failed: Hundredths
    failing: Hundredths
    failing_band: BandName
    failing_urls: tuple[str, ...]


def headline_of(assessment: Assessment) -> Headline:
    """Return the headline of an assessment."""
    total = rounded_down(assessment.headline)
    urls = tuple(
        dict.fromkeys(url for verdict in assessment.verdicts for url in failing_addresses(verdict, assessment))
    )
    left = assessment.headline - _hanging(assessment) if urls else assessment.headline
    return Headline(
        total=total,
        band=assessment.index.band_of(assessment.headline).name,
        failed=Hundredths(shown(assessment.total(Basis.EVIDENCED)).on_course - total),
        failing=Hundredths(total - rounded_down(left)),
        failing_band=assessment.index.band_of(left).name,
        failing_urls=urls,
    )


def is_failing(address: Address) -> bool:
    """Tell whether the last check of an address failed, and it is not known to be broken."""
    return bool(address.failures) and address.state is not AddressState.BROKEN


def failing_addresses(verdict: Verdict, assessment: Assessment) -> Iterable[str]:
    """Yield the addresses of valid items whose last check failed."""
    for judged in verdict.items:
        if judged.is_valid:
            words = judged.item.contains
            yield from (url for url in judged.urls if is_failing(state_of(assessment.states, url, words)))


def _hanging(assessment: Assessment) -> Fraction:
    """Return how much less would be on course, scaled, if all that fails were broken."""
    setting = setting_of(assessment.workspace, assessment.day)
    broken = {
        url: address._replace(state=AddressState.BROKEN) if is_failing(address) else address
        for url, address in assessment.states.items()
    }
    hanging = ZERO
    for verdict in assessment.verdicts:
        if any(True for _url in failing_addresses(verdict, assessment)):
            after = judge(verdict.indicator, verdict.criterion, verdict.evidence, broken, setting)
            fall = verdict.standing(Basis.EVIDENCED).on_course - after.standing(Basis.EVIDENCED).on_course
            hanging += fall * (assessment.scales[verdict.indicator.id] or ZERO)
    return hanging
