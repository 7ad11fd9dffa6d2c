"""What an error of a fetch means: a failure of the site, a refusal of ours, or no word on the site at all."""

import errno
import os
import re
import socket
import zlib
from functools import lru_cache

import pycurl

from openness_cli.links.checker import NO_ANSWER, Fetched
from openness_cli.messages import legible
from openness_cli.model.availability import CheckResult, LinkCause

_DETAIL_LENGTH = 200
# of libcurl, whose numbers these are where pycurl has no name for them
_WEIRD_REPLY, _TOO_LARGE = 8, 100
_HTTP_2, _HTTP_2_STREAM = 16, 92
BY_PROXY = 97
_CODES = {
    pycurl.E_URL_MALFORMAT: LinkCause.BAD_ADDRESS,
    **dict.fromkeys((pycurl.E_COULDNT_RESOLVE_PROXY, BY_PROXY), LinkCause.PROXY),
    pycurl.E_COULDNT_RESOLVE_HOST: LinkCause.DNS,
    pycurl.E_OPERATION_TIMEDOUT: LinkCause.TIMEOUT,
    pycurl.E_PARTIAL_FILE: LinkCause.TRUNCATED,
    **dict.fromkeys((pycurl.E_GOT_NOTHING, pycurl.E_SEND_ERROR, pycurl.E_RECV_ERROR), LinkCause.RESET),
    pycurl.E_SSL_CONNECT_ERROR: LinkCause.RESET,
    **dict.fromkeys((pycurl.E_PEER_FAILED_VERIFICATION, pycurl.E_SSL_CERTPROBLEM), LinkCause.TLS),
    pycurl.E_SSL_ISSUER_ERROR: LinkCause.TLS,
    pycurl.E_SSL_CIPHER: LinkCause.HANDSHAKE,
    **dict.fromkeys((pycurl.E_UNSUPPORTED_PROTOCOL, pycurl.E_BAD_CONTENT_ENCODING), LinkCause.BAD_ANSWER),
    **dict.fromkeys((_WEIRD_REPLY, _TOO_LARGE, _HTTP_2, _HTTP_2_STREAM), LinkCause.BAD_ANSWER),
}
_LACK = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM, errno.EADDRNOTAVAIL, errno.ENETDOWN}
_NUMBERS = (
    ({0} | _LACK, LinkCause.LOCAL),  # without a number the system was not even asked
    ({errno.ECONNREFUSED}, LinkCause.REFUSED_CONNECTION),
    ({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EHOSTDOWN}, LinkCause.NO_ROUTE),
    ({errno.ETIMEDOUT}, LinkCause.TIMEOUT),
    ({errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED}, LinkCause.RESET),
)
_KINDS = ((TimeoutError, LinkCause.TIMEOUT), (socket.gaierror, LinkCause.DNS), (zlib.error, LinkCause.BAD_ANSWER))
_OUR_RULES = (LinkCause.BAD_ADDRESS, LinkCause.PRIVATE_ADDRESS, LinkCause.SCHEME, LinkCause.USER_INFO)
# the others are failures of the site
_NOT_JUDGED = (*NO_ANSWER, LinkCause.CHAIN, LinkCause.OLD_HANDSHAKE)
_RESULTS = dict.fromkeys(_NOT_JUDGED, CheckResult.BLOCKED) | dict.fromkeys(_OUR_RULES, CheckResult.REFUSED)
_SAY_IT_ALL = frozenset({LinkCause.TIMEOUT, LinkCause.RESET, LinkCause.TRUNCATED, LinkCause.REFUSED_CONNECTION})
# what libcurl has no number of its own for
_NOT_MEANT = re.compile("Too large response headers|.*chunk", re.IGNORECASE)
# what browsers forgive and OpenSSL does not; what they refuse as well; what they look for by themselves
_OLD = re.compile(".*(?:unsafe legacy renegotiation|dh key too small)", re.IGNORECASE)
_TOO_OLD = re.compile(".*(?:unsupported protocol|protocol version)", re.IGNORECASE)
_NO_CHAIN = re.compile(".*unable to (?:get (?:local )?issuer|verify the first) certificate", re.IGNORECASE)
# the words around those of OpenSSL
_ON_CERTIFICATE = re.compile(r"SSL certificate (?:problem|OpenSSL verify result): (?P<what>.*?)(?: \(\d+\))?")


class Unusable(Exception):  # noqa: N818  (its name is what is wrong)
    """An address that our own rules leave alone, or an answer that cannot be meant; ``cause`` says which."""

    def __init__(self, cause: LinkCause, detail: str = "") -> None:
        super().__init__(detail)
        self.cause = cause


class TransferError(Exception):
    """A transfer that went wrong: libcurl's number and words, the system's number if any, whether the head had come."""

    def __init__(self, code: int, said: str, number: int, *, is_answered: bool = False) -> None:
        super().__init__(said)
        self.code = code
        self.number = number
        self.is_answered = is_answered

    @property
    def ends_abruptly(self) -> bool:
        """Whether TLS was not said goodbye to before the connection ended."""
        return "unexpected eof" in str(self)


def failure_of(error: Exception) -> Fetched:
    """Return what an error means."""
    cause = _cause_of(error)
    detail = "" if cause in _SAY_IT_ALL else one_line(_told(error))
    return Fetched(_RESULTS.get(cause, CheckResult.FAILED), cause, detail)


@lru_cache(maxsize=1000)
def one_line(text: str) -> str:
    """Return what a site said as one line that can be stored and shown, of a bearable length."""
    return " ".join(legible(text[:_DETAIL_LENGTH].encode("utf-8", "replace").decode()).split())


def _cause_of(error: Exception) -> LinkCause:
    if isinstance(error, Unusable):
        return error.cause
    if not isinstance(error, TransferError):
        return next((cause for kind, cause in _KINDS if isinstance(error, kind)), LinkCause.LOCAL)
    if error.code == pycurl.E_COULDNT_CONNECT:
        return next((cause for numbers, cause in _NUMBERS if error.number in numbers), LinkCause.NO_ROUTE)
    cause = _CODES.get(error.code, LinkCause.LOCAL)
    if error.code == pycurl.E_SSL_CONNECT_ERROR and "SSL routines" in str(error) and not error.ends_abruptly:
        # the two sides could not agree: more than a connection that broke off
        old = LinkCause.OLD_HANDSHAKE if _OLD.match(str(error)) else LinkCause.HANDSHAKE
        return LinkCause.OLD_TLS if _TOO_OLD.match(str(error)) else old
    if cause is LinkCause.TLS and _NO_CHAIN.match(str(error)):
        return LinkCause.CHAIN
    if error.code == pycurl.E_RECV_ERROR and _NOT_MEANT.match(str(error)):
        return LinkCause.BAD_ANSWER
    if cause is LinkCause.RESET and error.is_answered:
        return LinkCause.TRUNCATED
    return cause


def _told(error: Exception) -> str:
    if isinstance(error, TransferError) and error.code == pycurl.E_COULDNT_CONNECT and error.number:
        return os.strerror(error.number)
    if isinstance(error, TransferError) and "@" in str(error):
        return ""  # libcurl quotes the proxy, with its name and password
    text = getattr(error, "strerror", "") or str(error)
    if isinstance(error, Unusable | TransferError | OSError | zlib.error):
        match = _ON_CERTIFICATE.fullmatch(text)
        return match["what"] if match else text
    return f"{type(error).__name__}: {text}"
