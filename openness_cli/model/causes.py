"""Why an address did not open, and who mends that kind of thing."""

from enum import Enum


class Cause(Enum):
    """The words of the log. Those of a failure first, then why nothing could be checked, then our own rules."""

    DNS = "dns"
    TLS = "tls"
    REFUSED_CONNECTION = "refused connection"
    RESET = "reset"
    NO_ROUTE = "no route"
    TIMEOUT = "timeout"
    NOT_FOUND = "404"
    CLIENT_ERROR = "4xx"
    SERVER_ERROR = "5xx"
    REDIRECT = "redirect"
    BAD_ANSWER = "bad answer"
    TRUNCATED = "truncated"
    EMPTY = "empty"
    WRONG_TYPE = "wrong type"
    HOME_PAGE = "home page"
    SOFT_404 = "soft 404"

    SIGN_IN = "401"
    FORBIDDEN = "403"
    TOO_MANY = "429"
    PROXY = "proxy"
    NO_LINE = "no line"
    LOCAL = "local"

    PRIVATE_ADDRESS = "private address"
    SCHEME = "scheme"
    USER_INFO = "user info"
    BAD_ADDRESS = "bad address"


class Fixer(Enum):
    """Who can mend it."""

    DOMAIN = "domain"
    SERVER = "server"
    EDITOR = "editor"
    OFFICER = "officer"
    NETWORK = "network"
    CHECKER = "checker"


_FIXERS = {
    Cause.DNS: Fixer.DOMAIN,
    Cause.TLS: Fixer.SERVER,
    Cause.REFUSED_CONNECTION: Fixer.SERVER,
    Cause.RESET: Fixer.SERVER,
    Cause.NO_ROUTE: Fixer.SERVER,
    Cause.TIMEOUT: Fixer.SERVER,
    Cause.NOT_FOUND: Fixer.EDITOR,
    Cause.CLIENT_ERROR: Fixer.SERVER,
    Cause.SERVER_ERROR: Fixer.SERVER,
    Cause.REDIRECT: Fixer.SERVER,
    Cause.BAD_ANSWER: Fixer.SERVER,
    Cause.TRUNCATED: Fixer.SERVER,
    Cause.EMPTY: Fixer.EDITOR,
    Cause.WRONG_TYPE: Fixer.EDITOR,
    Cause.HOME_PAGE: Fixer.EDITOR,
    Cause.SOFT_404: Fixer.EDITOR,
    Cause.SIGN_IN: Fixer.SERVER,
    Cause.FORBIDDEN: Fixer.SERVER,
    Cause.TOO_MANY: Fixer.CHECKER,
    Cause.PROXY: Fixer.NETWORK,
    Cause.NO_LINE: Fixer.NETWORK,
    Cause.LOCAL: Fixer.CHECKER,
    Cause.PRIVATE_ADDRESS: Fixer.OFFICER,
    Cause.SCHEME: Fixer.OFFICER,
    Cause.USER_INFO: Fixer.OFFICER,
    Cause.BAD_ADDRESS: Fixer.OFFICER,
}


def cause_named(word: str) -> Cause | None:
    """Return the cause that a word of the log names; None for a word of another writer."""
    try:
        return Cause(word)
    except ValueError:
        return None


def fixer_of(cause: Cause) -> Fixer:
    """Return who can mend a cause."""
    return _FIXERS[cause]
