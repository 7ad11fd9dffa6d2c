"""What a status says that is no success: of the page, of who asks for it, or of what stands between."""

from collections.abc import Mapping
from datetime import UTC, datetime

from openness_cli.links.checker import Fetched
from openness_cli.model.availability import CheckResult, LinkCause

# 511 is the word of the network on the way, as in a hotel, not of the site; 999 that of a few large ones to programs
_BLOCKED = {
    401: LinkCause.SIGN_IN,
    403: LinkCause.FORBIDDEN,
    407: LinkCause.PROXY,
    429: LinkCause.TOO_MANY,
    451: LinkCause.ABROAD,
    511: LinkCause.PROXY,
    999: LinkCause.CHALLENGE,
}
_GATEWAY = frozenset({502, 503, 504})
_FAILED = {404: LinkCause.NOT_FOUND, 410: LinkCause.NOT_FOUND}
_FAILED_BY_HUNDREDS = {5: LinkCause.SERVER_ERROR}
_OF_THE_REQUEST = 4  # hundreds: what a program is told, and a browser may not be


def judged_by_status(status: int, headers: Mapping[str, str], content_type: str, *, is_relayed: bool) -> Fetched:
    """Return what an answer was found to be by its status. ``is_relayed``: a proxy may have answered in its place."""
    # a gateway is the proxy itself, for all that can be known
    blocked = LinkCause.PROXY if is_relayed and status in _GATEWAY else _BLOCKED.get(status)
    failed = _FAILED.get(status)
    if blocked is None and failed is None and status // 100 == _OF_THE_REQUEST:
        blocked = LinkCause.CLIENT_ERROR
    return Fetched(
        CheckResult.BLOCKED if blocked else CheckResult.FAILED,
        blocked or failed or _FAILED_BY_HUNDREDS.get(status // 100, LinkCause.BAD_ANSWER),
        content_type=content_type,
        retry_after=_seconds_to_wait(headers.get("retry-after", "")),
    )


def _seconds_to_wait(value: str) -> float | None:
    """Return the seconds that a site asks to wait (Retry-After), given as such or as a date."""
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return float(value[:9])
    from email.utils import parsedate_to_datetime  # noqa: PLC0415  (heavy, and few sites name a date)

    try:
        until = parsedate_to_datetime(value)
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max((until - datetime.now(UTC)).total_seconds(), 0.0)
    except (ValueError, OverflowError):
        return None
