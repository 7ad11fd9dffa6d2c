"""What stands before sites and turns programs away: by its headers, and by the pages that it shows."""

import pytest

from openness_cli.links.fetch._shields import shield_of
from openness_cli.model.availability import CheckResult, LinkCause
from tests.builders.fetches import answered
from tests.builders.sites import response

SCRIPT = "<script src='/static/app.js'></script>"
ARTICLE = "<p>" + "Vazirlik saytida xizmatlar va hujjatlar haqida batafsil maʼlumot berilgan. " * 5 + "</p>"


def shield(page: str, **headers: str) -> str:
    body = page.encode()
    return shield_of({name.replace("_", "-"): value for name, value in headers.items()}, body, len(body))


@pytest.mark.parametrize(
    ("header", "value"),
    [("cf_mitigated", "challenge"), ("x_amzn_waf_action", "captcha"), ("x_vercel_mitigated", "challenge")],
)
def test_headers_say_it_with_any_status(header: str, value: str) -> None:
    assert shield("", **{header: value})
    for status in ("200 OK", "202 Accepted", "404 Not Found", "503 Busy"):
        found = answered(response(status, b"x" * 5, **{header: value}))
        assert (found.result, found.cause) == (CheckResult.BLOCKED, LinkCause.CHALLENGE)


@pytest.mark.parametrize(
    "page",
    [
        "<title>Just a moment...</title><script>window._cf_chl_opt={cvId:'3'}</script>",
        "<title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1>",
        "<html><head><title>DDoS-Guard</title></head><body>Please wait</body></html>",
        "<iframe src='/_Incapsula_Resource?x=1'>Request unsuccessful. Incapsula incident ID: 12-34</iframe>",
        "<html><head><META NAME='robots'><script src='/_Incapsula_Resource?SW=1'></script></head><body></body></html>",
        "<title>Sucuri WebSite Firewall - Access Denied</title><p>You are blocked</p>",
        "<script>var s={};sucuri_cloudproxy_js='';document.cookie='a=1';location.reload();</script>",
        "<iframe id='sec-cpt-if' src='/_sec/cp_challenge/crypto-5.html'></iframe>",
        "<script>window.gokuProps={key:'x'};</script><script src='https://a.token.awswaf.com/challenge.js'></script>",
        "<html><body><script src='/__qrator/qauth_utm_v2.js'></script></body></html>",
        "<html><head><script src='/stormwall/check.js'></script></head><body></body></html>",
        "<html><body><script>var ipp_uid='1';Variti.go()</script></body></html>",
        "<form action='/go'><div class='g-recaptcha' data-sitekey='x'></div><input type='hidden' name='t'></form>",
        "<script src='https://js.hcaptcha.com/1/api.js'></script><div class='h-captcha'></div><p>Continue</p>",
        "<script>document.cookie='__test=1; path=/';location.href='/page?i=1';</script>",
        "<script src='/aes.js'></script><script>var a=toNumbers('f65');document.cookie='x';</script>",
        "<p>The requested URL was rejected. Please consult with your administrator.</p>Your support ID is: 5",
        "<title>Проверка браузера</title><p>Подождите</p>",
        "<h1>Подтвердите, что вы не робот</h1>",
        "<h1>Brauzeringiz tekshirilmoqda</h1><p>5 soniya kuting</p>",
        "<title>Making sure you're not a bot!</title><p>Loading</p>",
        "<title>One moment, please...</title><p>Please wait while your request is being verified...</p>",
    ],
)  # fmt: skip
def test_the_page_of_a_shield(page: str) -> None:
    assert shield(page)
    for status in ("200 OK", "403 Forbidden", "503 Busy"):
        assert answered(response(status, page.encode())).result is CheckResult.BLOCKED


@pytest.mark.parametrize(
    "page",
    [
        # what shields put into every page that they let through
        f"<title>Budjet</title><script src='/_Incapsula_Resource?a=1'></script>{ARTICLE}",
        f"<title>Budjet</title>{ARTICLE}<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>",
        f"<title>Budjet</title><script src='/tspd/08?type=9'></script>{ARTICLE}",
        f"<title>404</title><h1>Sahifa topilmadi</h1><script src='/_Incapsula_Resource?a=1'></script>{ARTICLE}",
        # forms, news and notices of cookies
        "<title>Murojaat</title><form><input type='text'><textarea></textarea><div class='g-recaptcha'></div></form>",
        f"<title>DDoS hujumlardan himoya</title>{ARTICLE}<p>DDoS-Guard, StormWall, Variti haqida</p>",
        f"<title>Robot va brauzer</title>{ARTICLE}{ARTICLE}",
        f"{ARTICLE}<script>document.cookie='lang=uz';function f(){{location.href='/ru'}}</script>",
        "<title>Moment of truth</title><p>Human rights report, cookies, browser</p>",
        "<title>503 Service Unavailable</title><p>cloudflare</p>",
        "<title>Web server is down | Cloudflare</title><p>Error 521. Browser: working</p>",
    ],
)
def test_a_page_that_is_no_shield(page: str) -> None:
    assert shield(page) == ""


def test_a_large_page_is_searched_for_none() -> None:
    assert shield_of({}, b"<title>Just a moment...</title>" + b" " * 10, 100_000) == ""


def test_an_error_behind_a_shield_stays_one() -> None:
    found = answered(response("502 Bad Gateway", b"<title>502 Bad Gateway</title>", Server="ddos-guard"))
    assert (found.result, found.cause) == (CheckResult.FAILED, LinkCause.SERVER_ERROR)
