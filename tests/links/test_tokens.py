"""Answers of time-stamping authorities: what is believed of them, and what is not."""

import random
import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from asn1crypto.core import ParsableOctetString
from asn1crypto.tsp import TimeStampResp
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import Encoding

from openness_cli.links.tokens import RefusedError, ask, certificates_of, read_token
from tests.builders.authorities import NAME, Tsa, issue, needs_openssl

pytestmark = needs_openssl
LINE = sha256(b"a line").hexdigest()


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> Tsa:
    return Tsa(tmp_path_factory.mktemp("authority") / "tsa", certs=True)


@pytest.fixture(scope="module")
def answer(tsa: Tsa) -> bytes:
    return tsa.reply(ask(LINE).data)


def changed(data: bytes, change: Any) -> bytes:
    own: Any = TimeStampResp.load(data)
    change(own)
    return bytes(own.dump(force=True))


def test_what_an_answer_says(tsa: Tsa) -> None:
    asked = ask(LINE)
    token = read_token(tsa.reply(asked.data))
    assert (token.stamp.line, token.stamp.authority, token.stamp.accuracy) == (LINE, NAME, 1)
    assert token.answers(LINE, asked)
    assert not token.answers(LINE, asked._replace(nonce=asked.nonce + 1))
    assert not token.answers(sha256(b"").hexdigest(), asked)
    for trusted in (tsa.ca.read_bytes(), tsa.ca.read_bytes() * 2, tsa.root.certificate.public_bytes(Encoding.DER)):
        assert token.is_signed(certificates_of(trusted))
    assert not token.is_signed(certificates_of(tsa.own.pem))


def test_whatever_of_an_answer_is_changed_is_refused_or_says_the_same(tsa: Tsa, answer: bytes) -> None:
    said, trusted = read_token(answer).stamp, certificates_of(tsa.ca.read_bytes())
    chance = random.Random(3161)  # noqa: S311  (places to spoil)
    refused = 0
    for place in chance.sample(range(len(answer)), 150):
        spoilt = answer[:place] + bytes([answer[place] ^ (1 << chance.randrange(8))]) + answer[place + 1 :]
        try:
            token = read_token(spoilt)
        except ValueError:
            refused += 1
            continue
        # the certificates besides, and how the signature is called, are not signed
        if token.is_signed(trusted):
            assert token.stamp._replace(authority=NAME) == said
        else:
            refused += 1
    assert refused > 50


@pytest.mark.parametrize("data", [b"", b"<html>", b"0" * 60_000, b"\x30\x80" * 30_000, bytes(range(256)) * 99])
def test_what_is_no_answer(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_token(data)


def test_what_is_cut_off_or_goes_on_is_no_answer(answer: bytes) -> None:
    for data in (answer[:-1], answer + b"\0", answer[: len(answer) // 2]):
        with pytest.raises(ValueError, match=r"."):
            read_token(data)


def test_a_refusal_says_why(tsa: Tsa) -> None:
    with pytest.raises(RefusedError, match="Bad request"):
        read_token(tsa.reply(b"no question"))


@pytest.mark.parametrize(
    ("name", "value"),
    [("gen_time", datetime(9999, 12, 31, 23, tzinfo=UTC)), ("serial_number", 2**300), ("seconds", 10**8)],
)
def test_figures_that_nobody_can_mean(name: str, value: Any, answer: bytes) -> None:
    def change(own: Any) -> None:
        content = own["time_stamp_token"]["content"]["encap_content_info"]
        info = content["content"].parsed
        (info["accuracy"] if name == "seconds" else info)[name] = value
        content["content"] = ParsableOctetString(info.dump(force=True))

    with pytest.raises(ValueError, match=r"."):
        read_token(changed(answer, change))


def test_granted_with_changes_is_granted(tsa: Tsa, answer: bytes) -> None:
    def change(own: Any) -> None:
        own["status"]["status"] = "granted_with_mods"

    token = read_token(changed(answer, change))
    assert token.is_signed(certificates_of(tsa.ca.read_bytes()))


def test_two_certificates_that_could_have_signed_are_one_too_many(tsa: Tsa, answer: bytes) -> None:
    """One would be looked at for the signature, the other for whether it may stamp."""
    double = issue("Root of the test", stamps=True, serial=tsa.own.certificate.serial_number)

    def change(own: Any) -> None:
        held = own["time_stamp_token"]["content"]["certificates"]
        held.append(Certificate.load(double.certificate.public_bytes(Encoding.DER)))

    assert not read_token(changed(answer, change)).is_signed(certificates_of(tsa.ca.read_bytes()))


def test_an_answer_without_certificates_needs_that_of_the_authority(tsa: Tsa, answer: bytes) -> None:
    def change(own: Any) -> None:
        held = own["time_stamp_token"]["content"]["certificates"]
        own["time_stamp_token"]["content"]["certificates"] = type(held)([])

    token, root = read_token(changed(answer, change)), tsa.ca.read_bytes()
    assert not token.is_signed(certificates_of(root))
    assert token.is_signed(certificates_of(root + tsa.own.pem))
    assert not token.is_signed(certificates_of(tsa.own.pem))


def test_one_who_vouches_for_himself_is_trusted_only_where_he_is_named(tsa: Tsa, answer: bytes, tmp_path: Path) -> None:
    other = Tsa(tmp_path / "other", root=issue("Root of the test"))
    assert not read_token(answer).is_signed(certificates_of(other.ca.read_bytes()))
    assert not read_token(other.reply(ask(LINE).data)).is_signed(certificates_of(tsa.ca.read_bytes()))


@pytest.mark.parametrize(
    ("more", "accuracy"),
    [("accuracy = millisecs:500", 0.5), ("accuracy = secs:2, microsecs:100\nclock_precision_digits = 3", 2.0001)],
)
def test_how_exact_a_stamp_is(more: str, accuracy: float, tmp_path: Path) -> None:
    stamp = read_token(Tsa(tmp_path / "tsa", more=more).reply(ask(LINE).data)).stamp
    assert stamp.accuracy == pytest.approx(accuracy)


@pytest.mark.slow(few=0, many=1)
def test_a_certificate_that_ended_after_the_stamp_still_vouches_for_it(tmp_path: Path, repeats: int) -> None:
    for number in range(repeats):
        tsa = Tsa(tmp_path / f"tsa{number}", root=issue("Root of the test", ends=timedelta(seconds=3)))
        trusted = certificates_of(tsa.ca.read_bytes())
        data = tsa.reply(ask(LINE).data)
        time.sleep(3.1)
        assert read_token(data).is_signed(trusted)
        assert not read_token(tsa.reply(ask(LINE).data)).is_signed(trusted)
