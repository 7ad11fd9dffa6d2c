"""What an error of a fetch means: a failure of the site, a refusal of ours, or no word on the site at all."""

import errno
import ssl
import zlib
from functools import lru_cache

import aiohttp

from openness_cli.availability import CheckResult, Fetched
from openness_cli.causes import Cause
from openness_cli.fetching.vetting import NotPublicError, Refused
from openness_cli.messages import printable

_DETAIL_LENGTH = 200
_ERRORS: tuple[tuple[tuple[type[Exception], ...], Cause], ...] = (
    ((aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError), Cause.PROXY),
    ((TimeoutError,), Cause.TIMEOUT),
    ((aiohttp.ClientConnectorDNSError,), Cause.DNS),
    ((aiohttp.ClientSSLError, ssl.SSLError), Cause.TLS),
    ((aiohttp.ClientPayloadError,), Cause.TRUNCATED),
    ((aiohttp.ServerDisconnectedError, ConnectionResetError), Cause.RESET),
)
_NUMBERS = (
    ({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM, errno.EADDRNOTAVAIL, errno.ENETDOWN}, Cause.LOCAL),
    ({errno.ECONNREFUSED}, Cause.REFUSED_CONNECTION),
    ({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EHOSTDOWN}, Cause.NO_ROUTE),
    ({errno.ETIMEDOUT}, Cause.TIMEOUT),
    ({errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED}, Cause.RESET),
)
_OF_THE_SITE = (aiohttp.ClientError, OSError, ValueError, zlib.error)
_NO_FAILURE = frozenset({Cause.PROXY, Cause.LOCAL})
_SAY_IT_ALL = frozenset({Cause.TIMEOUT, Cause.RESET, Cause.TRUNCATED, Cause.REFUSED_CONNECTION})


def failure_of(error: Exception) -> Fetched:
    """Return what an error means."""
    if isinstance(error, Refused):
        return Fetched(CheckResult.REFUSED, error.cause, one_line(str(error)))
    os_error = getattr(error, "os_error", None)
    if isinstance(os_error, NotPublicError):
        return Fetched(CheckResult.REFUSED, Cause.PRIVATE_ADDRESS, one_line(str(os_error.strerror)))
    if isinstance(error, aiohttp.InvalidURL):
        return Fetched(CheckResult.REFUSED, Cause.BAD_ADDRESS, one_line(str(error)))
    cause = _cause_of(error)
    result = CheckResult.BLOCKED if cause in _NO_FAILURE else CheckResult.FAILED
    return Fetched(result, cause, "" if cause in _SAY_IT_ALL else one_line(_told(error)))


@lru_cache(maxsize=1000)
def one_line(text: str) -> str:
    """Return what a site said as one line that can be stored and shown, of a bearable length."""
    stored = text[:_DETAIL_LENGTH].encode("utf-8", "replace").decode()
    return " ".join(printable(stored).split())


def _cause_of(error: Exception) -> Cause:
    inner = getattr(error, "os_error", None)
    known: Cause | None = None
    if isinstance(error, OSError):
        numbers = {error.errno, getattr(inner, "errno", None)}
        known = next((cause for among, cause in _NUMBERS if not among.isdisjoint(numbers)), None)
        if known is Cause.LOCAL:
            return known
    for kinds, cause in _ERRORS:
        if isinstance(error, kinds) or isinstance(inner, kinds):
            return cause
    if isinstance(error, aiohttp.ClientConnectorError | OSError):
        return known or Cause.NO_ROUTE
    return Cause.BAD_ANSWER if isinstance(error, _OF_THE_SITE) else Cause.LOCAL


def _told(error: Exception) -> str:
    certificate = getattr(error, "certificate_error", None)
    inner = getattr(error, "os_error", None)
    text = (
        getattr(certificate, "verify_message", "")
        or getattr(inner, "strerror", "")
        or getattr(error, "message", "")
        or str(inner or error)
    )
    return str(text) if isinstance(error, _OF_THE_SITE) else f"{type(error).__name__}: {text}"
