"""The words about addresses: their states, why they do not open, who mends that and how."""

from datetime import datetime, tzinfo

from openness_cli.messages import _, mark, n_
from openness_cli.model.availability import AddressState
from openness_cli.model.causes import Cause, Fixer, cause_named
from openness_cli.model.definitions import LinkPolicy
from openness_cli.model.figures import Hundredths
from openness_cli.words.terms import long_date

_CAUSES = {
    Cause.DNS: mark("the name of the site is not found"),
    Cause.TLS: mark("the certificate is not accepted"),
    Cause.REFUSED_CONNECTION: mark("the connection is refused"),
    Cause.RESET: mark("the connection breaks off"),
    Cause.NO_ROUTE: mark("the site cannot be reached"),
    Cause.TIMEOUT: mark("no answer in time"),
    Cause.NOT_FOUND: mark("page not found, 404"),
    Cause.CLIENT_ERROR: mark("the site rejects the request"),
    Cause.SERVER_ERROR: mark("error of the server"),
    Cause.REDIRECT: mark("redirects lead nowhere"),
    Cause.BAD_ANSWER: mark("the answer cannot be understood"),
    Cause.TRUNCATED: mark("the answer ends too early"),
    Cause.EMPTY: mark("the file is empty"),
    Cause.WRONG_TYPE: mark("of another type than its name says"),
    Cause.HOME_PAGE: mark("leads to the home page"),
    Cause.SOFT_404: mark("the page says “not found”"),
    Cause.SIGN_IN: mark("asks for a name and a password"),
    Cause.FORBIDDEN: mark("access is denied to the check"),
    Cause.TOO_MANY: mark("asks to be fetched less often"),
    Cause.PROXY: mark("the proxy does not let it through"),
    Cause.NO_LINE: mark("the line itself seems down"),
    Cause.LOCAL: mark("this machine could not fetch it"),
    Cause.PRIVATE_ADDRESS: mark("leads into a private network"),
    Cause.SCHEME: mark("leads to something other than a web page"),
    Cause.USER_INFO: mark("holds a name and a password"),
    Cause.BAD_ADDRESS: mark("is no address that can be fetched"),
}

_FIXERS = {
    Fixer.DOMAIN: mark("whoever manages the domain name"),
    Fixer.SERVER: mark("the administrator of the site"),
    Fixer.EDITOR: mark("the unit that publishes on the site"),
    Fixer.OFFICER: mark("whoever enters the evidence"),
    Fixer.NETWORK: mark("the administrator of your own network"),
    Fixer.CHECKER: mark("whoever runs the check"),
}

_MENDS = {
    Cause.DNS: mark("Check the name in the address and whether the domain is paid for and delegated."),
    Cause.TLS: mark("Renew the certificate, with its whole chain."),
    Cause.REFUSED_CONNECTION: mark("Start the web server, or open it to the outside."),
    Cause.RESET: mark("Look into the log of the web server and of what stands before it."),
    Cause.NO_ROUTE: mark("Check that the server is on the internet and can be reached from abroad."),
    Cause.TIMEOUT: mark("Find out why the server answers so slowly."),
    Cause.NOT_FOUND: mark("Put the page back or redirect it, or enter the address at which it now opens."),
    Cause.CLIENT_ERROR: mark("Let the page be opened by anybody, without conditions."),
    Cause.SERVER_ERROR: mark("Look into the log of the web server."),
    Cause.REDIRECT: mark("Mend the redirects of the site."),
    Cause.BAD_ANSWER: mark("Look into the configuration of the web server."),
    Cause.TRUNCATED: mark("Look into the log of the web server; put the file up again."),
    Cause.EMPTY: mark("Put the file up again: it holds nothing."),
    Cause.WRONG_TYPE: mark("Put the file itself up again: something else comes in its place."),
    Cause.HOME_PAGE: mark("Put the page back, or enter the address at which it now opens."),
    Cause.SOFT_404: mark("Put the page back, or enter the address at which it now opens."),
    Cause.SIGN_IN: mark("Open the page to everybody; until then look at it by hand."),
    Cause.FORBIDDEN: mark("Let checks through, or open the page to everybody; until then look at it by hand."),
    Cause.TOO_MANY: mark("Run the check later or more slowly, with a longer --pause."),
    Cause.PROXY: mark("Let the check through the proxy."),
    Cause.NO_LINE: mark("Check your own connection and run the check again."),
    Cause.LOCAL: mark("Run the check again, with a lower --concurrency."),
    Cause.PRIVATE_ADDRESS: mark("Enter a public address; within your own network --allow-private lets it be checked."),
    Cause.SCHEME: mark("Enter an address that begins with https:// and stays so."),
    Cause.USER_INFO: mark("Take the name and the password out of the address."),
    Cause.BAD_ADDRESS: mark("Correct the address."),
}

_STATES = {
    AddressState.OK: mark("opens"),
    AddressState.BROKEN: mark("broken"),
    AddressState.UNSTABLE: mark("unstable"),
    AddressState.BLOCKED: mark("could not be checked"),
    AddressState.REFUSED: mark("was not fetched"),
    AddressState.UNCHECKED: mark("not checked yet"),
}


def cause_sentence(cause: str, status: int | None) -> str:
    """Return why an address does not open; a word of another writer stays as it is."""
    known = cause_named(cause)
    if known is not None:
        return _(_CAUSES[known])
    return cause or (str(status) if status else _("cause not recorded"))


def mend_sentence(cause: str) -> str:
    """Return what to do about a cause; empty for one that is not ours."""
    known = cause_named(cause)
    return _(_MENDS[known]) if known is not None else ""


def fixer_word(fixer: Fixer | None) -> str:
    """Return who can mend something."""
    return _(_FIXERS[fixer]) if fixer else ""


def state_word(state: AddressState) -> str:
    """Return a state in words."""
    return _(_STATES[state])


def addresses_word(count: int) -> str:
    """Return so many addresses."""
    return n_("{count} address", "{count} addresses", count).format(count=count)


def moment_words(time: datetime, zone: tzinfo) -> str:
    """Return a time to the minute, in the zone of the index."""
    local = time.astimezone(zone)
    return f"{long_date(local.date())}, {local:%H:%M}"


def advice_sentence(cause: str, fixer: Fixer | None) -> str:
    """Return who mends a cause, and how; empty where it is not one of ours."""
    return f"{fixer_word(fixer)}: {mend_sentence(cause)}" if fixer else ""


def points_words(points: Hundredths) -> str:
    """Return so many points."""
    return _("{points} points").format(points=points)


def policy_sentence(policy: LinkPolicy) -> str:
    """Return when an address counts as broken."""
    text = _(
        "Broken: {failures} failures and no success between them, the first and the last at least {hours} hours "
        "apart. One failure is never broken. A success holds for {days} days."
    )
    return text.format(failures=policy.broken_after, hours=policy.apart_hours, days=policy.max_age_days)


def line_sentence() -> str:
    """Return that nobody answered at all."""
    return _("No address answered: the line itself seems down. Nothing was judged.")


def one_site_sentence() -> str:
    """Return how to tell a dead site from a dead line where there is one site alone."""
    return _(
        "All addresses are on one site; --control URL, an address of another one, tells a dead site from a dead line."
    )
