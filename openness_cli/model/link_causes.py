"""Why an address does not open, who mends that, and how."""

from openness_cli.model.languages import Worded, mark


class Fixer(Worded):
    """Who can mend it."""

    DOMAIN = ("domain", mark("whoever manages the domain name"))
    SERVER = ("server", mark("the administrator of the site"))
    EDITOR = ("editor", mark("the unit that publishes on the site"))
    OFFICER = ("officer", mark("whoever enters the evidence"))
    NETWORK = ("network", mark("the administrator of your own network"))
    CHECKER = ("checker", mark("whoever runs the check"))


class LinkCause(Worded):
    """The words of the log. Those of a failure first, then why nothing could be checked, then our own rules."""

    def __init__(self, _value: str, _words: str = "", fixer: Fixer = Fixer.CHECKER) -> None:
        """Keep who can mend it."""
        self.fixer = fixer

    DNS = "dns", mark("the name of the site is not found"), Fixer.DOMAIN
    TLS = "tls", mark("the certificate is not accepted"), Fixer.SERVER
    HANDSHAKE = "handshake", mark("the encrypted connection is not understood"), Fixer.SERVER
    OLD_TLS = "old-tls", mark("its encryption is so old that browsers refuse it"), Fixer.SERVER
    REFUSED_CONNECTION = "refused connection", mark("the connection is refused"), Fixer.SERVER
    RESET = "reset", mark("the connection breaks off"), Fixer.SERVER
    NO_ROUTE = "no route", mark("the site cannot be reached"), Fixer.SERVER
    TIMEOUT = "timeout", mark("no answer in time"), Fixer.SERVER
    NOT_FOUND = "404", mark("page not found, 404"), Fixer.EDITOR
    SERVER_ERROR = "5xx", mark("error of the server"), Fixer.SERVER
    REDIRECT = "redirect", mark("redirects lead nowhere"), Fixer.SERVER
    BAD_ANSWER = "bad answer", mark("the answer cannot be understood"), Fixer.SERVER
    TRUNCATED = "truncated", mark("the answer ends too early"), Fixer.SERVER
    EMPTY = "empty", mark("the file is empty"), Fixer.EDITOR
    WRONG_TYPE = "wrong type", mark("of another type than its name says"), Fixer.EDITOR
    HOME_PAGE = "home page", mark("leads to the home page"), Fixer.EDITOR
    SOFT_404 = "soft 404", mark("it opens, but what was asked for is not there"), Fixer.EDITOR
    SIGN_IN = "401", mark("asks for a name and a password"), Fixer.SERVER
    FORBIDDEN = "403", mark("access is denied to the check"), Fixer.SERVER
    CLIENT_ERROR = "4xx", mark("the site rejects the request"), Fixer.SERVER
    CHALLENGE = "challenge", mark("the protection of the site turns the check away"), Fixer.SERVER
    ABROAD = "451", mark("closed to visitors from where the check runs"), Fixer.CHECKER
    CHAIN = "chain", mark("the certificate comes without its chain"), Fixer.SERVER
    OLD_HANDSHAKE = "old-handshake", mark("its encryption is of an old kind"), Fixer.SERVER
    HTTP_CLOSED = "http-closed", mark("opens with https:// only"), Fixer.OFFICER
    NO_ANSWER_HERE = "no-answer-from-here", mark("does not answer from where the check runs"), Fixer.CHECKER
    TOO_MANY = "429", mark("asks to be fetched less often"), Fixer.CHECKER
    PROXY = "proxy", mark("the proxy does not let it through"), Fixer.NETWORK
    NO_LINE = "no line", mark("the line itself seems down"), Fixer.NETWORK
    LOCAL = "local", mark("this machine could not fetch it"), Fixer.CHECKER
    NOT_SHOWN = "not-shown", mark("a browser does not show it either"), Fixer.SERVER
    PRIVATE_ADDRESS = "private address", mark("leads into a private network"), Fixer.OFFICER
    SCHEME = "scheme", mark("leads to something other than a web page"), Fixer.OFFICER
    USER_INFO = "user info", mark("holds a name and a password"), Fixer.OFFICER
    BAD_ADDRESS = "bad address", mark("is no address that can be fetched"), Fixer.OFFICER
    BLANK = "blank", mark("the page is blank"), Fixer.EDITOR
    SUSPENDED = "suspended", mark("the site is suspended, or its domain for sale"), Fixer.DOMAIN
    UNDER_WORK = "under work", mark("the page says that it is being made or repaired"), Fixer.EDITOR
    DEFAULT_PAGE = "default page", mark("a page of the server’s own comes in its place"), Fixer.SERVER
    NEEDS_BROWSER = "needs-browser", mark("only a browser can tell whether the page is there"), Fixer.CHECKER
    WORDS_MISSING = "words-missing", mark("the words asked for are not on the page"), Fixer.EDITOR

    @property
    def remedy(self) -> str:
        """What to do about it, marked for translation."""
        return _REMEDIES[self]


_REMEDIES = {
    LinkCause.DNS: mark("Check the name in the address and whether the domain is paid for and delegated."),
    LinkCause.TLS: mark("Renew the certificate: for this very name, from an authority that browsers trust."),
    LinkCause.HANDSHAKE: mark("Set up TLS 1.2 or 1.3 on the web server; a new certificate would not help."),
    LinkCause.OLD_TLS: mark("Switch on TLS 1.2 or 1.3 on the web server; a new certificate would not help."),
    LinkCause.REFUSED_CONNECTION: mark("Start the web server, or open it to the outside."),
    LinkCause.RESET: mark("Look into the log of the web server and of what stands before it."),
    LinkCause.NO_ROUTE: mark("Check that the server is on the internet and can be reached from abroad."),
    LinkCause.TIMEOUT: mark("Find out why the server answers so slowly."),
    LinkCause.NOT_FOUND: mark("Put the page back or redirect it, or enter the address at which it now opens."),
    LinkCause.SERVER_ERROR: mark("Look into the log of the web server."),
    LinkCause.REDIRECT: mark("Mend the redirects of the site."),
    LinkCause.BAD_ANSWER: mark("Look into the configuration of the web server."),
    LinkCause.TRUNCATED: mark("Look into the log of the web server; put the file up again."),
    LinkCause.EMPTY: mark("Put the file up again: it holds nothing."),
    LinkCause.WRONG_TYPE: mark("Put the file itself up again: something else comes in its place."),
    LinkCause.HOME_PAGE: mark("Put the page back, or enter the address at which it now opens."),
    LinkCause.SOFT_404: mark("Put the page back, or enter the address at which it now opens."),
    LinkCause.SIGN_IN: mark("Open the page to everybody; until then look at it by hand."),
    LinkCause.FORBIDDEN: mark("Let checks through, or open the page to everybody; until then look at it by hand."),
    LinkCause.CLIENT_ERROR: mark(
        "Let the page be opened by anybody, without conditions; until then look at it by hand."
    ),
    LinkCause.CHALLENGE: mark("Let the check through what protects the site; until then look at the page by hand."),
    LinkCause.ABROAD: mark("Run the check from within the country, or look at the page by hand."),
    LinkCause.CHAIN: mark(
        "Let the server send the intermediate certificates too: browsers mostly find them and open the page, "
        "phones and programs may not, and nobody can rely on it."
    ),
    LinkCause.OLD_HANDSHAKE: mark(
        "Update the encryption of the web server: browsers still open the page, and soon may not; look at it by hand."
    ),
    LinkCause.HTTP_CLOSED: mark("Enter the address with https://; let http:// redirect there."),
    LinkCause.NO_ANSWER_HERE: mark(
        "Look at the page by hand and run the check from within the country; where nobody opens it, start the server."
    ),
    LinkCause.TOO_MANY: mark("Run the check later or more slowly, with a longer --pause."),
    LinkCause.PROXY: mark("Let the check through the proxy."),
    LinkCause.NO_LINE: mark("Check your own connection and run the check again."),
    LinkCause.LOCAL: mark("Run the check again, with a lower --concurrency."),
    LinkCause.NOT_SHOWN: mark("Look at it by hand; find out why the page takes so long or takes so much memory."),
    LinkCause.PRIVATE_ADDRESS: mark(
        "Enter a public address; within your own network --allow-private lets it be checked."
    ),
    LinkCause.SCHEME: mark("Enter an address that begins with https:// and stays so."),
    LinkCause.USER_INFO: mark("Take the name and the password out of the address."),
    LinkCause.BAD_ADDRESS: mark("Correct the address."),
    LinkCause.BLANK: mark("Put the page back, or enter the address at which it now opens."),
    LinkCause.SUSPENDED: mark("Pay for the hosting and the domain, or enter the address at which it now opens."),
    LinkCause.UNDER_WORK: mark("Finish the page, or enter an address at which it is published."),
    LinkCause.DEFAULT_PAGE: mark("Look into the configuration of the web server."),
    LinkCause.NEEDS_BROWSER: mark("Run the check with --browser, or look at the page by hand."),
    LinkCause.WORDS_MISSING: mark(
        "Look at the page: put back what it has to show, or correct the address or the words (contains)."
    ),
}


def cause_named(word: str) -> LinkCause | None:
    """Return the cause that a word of the log names; None for a word of another writer."""
    try:
        return LinkCause(word)
    except ValueError:
        return None
