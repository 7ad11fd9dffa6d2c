"""What a check noted besides, in the words of its reader."""

import errno
import os
import re
import shutil

import pytest

from openness_cli.messages import refusal, use
from openness_cli.words.links import detail_sentence
from tests.builders.tool import CYRILLIC

NOTED = [
    "certificate has expired", "self-signed certificate", "self signed certificate in certificate chain",
    "unable to get local issuer certificate", "certificate is not yet valid",
    "SSL: no alternative certificate subject name matches target host name 'x.example'",
    "OpenSSL/3.0.2: error:0A000102:SSL routines::unsupported protocol", "Name or service not known",
    "Temporary failure in name resolution", "No address associated with hostname", "No route to host",
    "Network is unreachable", "without a place to go", "more than 10 redirects", "packed as zstd", "no status",
    "a header without a colon", "too many headers", "no host", "body.example is 10.0.0.1", "Too many open files",
    "Port could not be cast to integer value as 'x'", "what nobody has seen so far", "404: certificate has expired",
    "dns: Name or service not known",
]  # fmt: skip
ENGLISH = re.compile(r"\b(certificate|known|name|route|header|the|what|is|not|port|redirects|without|unsupported)\b")


@pytest.mark.parametrize("language", ["uz", "ru", CYRILLIC])
@pytest.mark.parametrize("detail", NOTED)
def test_what_a_check_noted_is_told_in_words(detail: str, language: str) -> None:
    use(language)
    told = detail_sentence(detail)
    assert told
    assert not ENGLISH.search(told), told


def test_it_stays_as_it_is_in_english_and_where_it_names_something() -> None:
    use("en")
    assert detail_sentence("self-signed certificate") == "self-signed certificate"
    use("ru")
    assert detail_sentence("body.example") == "body.example"
    assert detail_sentence("") == ""
    assert detail_sentence("more than 10 redirects") == "больше 10 перенаправлений"
    assert detail_sentence("what nobody has seen so far") == "ответ системы записан в журнале"


@pytest.mark.parametrize("language", ["uz", "ru", CYRILLIC])
def test_what_the_system_refuses_is_told_in_words_or_by_its_number(language: str) -> None:
    use(language)
    for number in errno.errorcode:
        told = refusal(OSError(number, os.strerror(number)))
        assert os.strerror(number) not in told
        assert not ENGLISH.search(told), told
    assert "95" in refusal(OSError(95, os.strerror(95)))
    assert "Error" in refusal(shutil.Error("no words here"))
    assert refusal(OSError(0, "bizning matn")) == "bizning matn"
    use("en")
    assert refusal(OSError(95, os.strerror(95))) == os.strerror(95)
