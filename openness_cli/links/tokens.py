"""Time stamps by RFC 3161: what is asked of an authority, and what its answer says. The door to cryptography.

Bytes in, values out: no network, no files, no clock. What was signed is judged as of the time of the stamp.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import randbits
from typing import Any, NamedTuple

from asn1crypto.tsp import TimeStampReq, TimeStampResp
from cryptography import x509
from cryptography.x509.oid import NameOID
from rfc3161_client import (
    PKIStatus,
    TimeStampResponse,
    VerifierBuilder,
    decode_timestamp_response,
)

from openness_cli.links.stamps import BELIEVABLE_YEARS, Stamp, in_utc
from openness_cli.messages import legible

_SHA256 = "2.16.840.1.101.3.4.2.1"
_SHORT = 200
_NONCE_BITS = 63
_LAST_SERIAL = 2**256
_LEAST_EXACT = 366 * 24 * 3600

Certificates = tuple[x509.Certificate, ...]


class Asked(NamedTuple):
    """A question: its bytes, and the number by which its answer is known."""

    data: bytes
    nonce: int


class RefusedError(ValueError):
    """An authority gave no stamp; its own words, where it said any."""


def certificates_of(data: bytes) -> Certificates:
    """Return the certificates of a file, as PEM or DER. Raises ValueError where there is none."""
    with _in_silence():
        if b"-----BEGIN" in data:
            return tuple(x509.load_pem_x509_certificates(data))
        return (x509.load_der_x509_certificate(data),)


def ask(line: str) -> Asked:
    """Return what asks for a stamp of the SHA-256 of a line, with the certificate of whoever signs."""
    nonce = randbits(_NONCE_BITS)
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes.fromhex(line)}
    request = {"version": "v1", "message_imprint": imprint, "nonce": nonce, "cert_req": True}
    return Asked(bytes(TimeStampReq(request).dump()), nonce)


class Token(NamedTuple):
    """An answer. What it says is a claim, and so is the name of the authority, until ``is_signed`` has been asked."""

    stamp: Stamp
    response: TimeStampResponse

    def answers(self, line: str, asked: Asked) -> bool:
        """Tell whether it is the answer to a question about a line."""
        return self.stamp.line == line and self.response.tst_info.nonce == asked.nonce

    def is_signed(self, trusted: Certificates) -> bool:
        """Tell whether it is signed as it stands, by whom one of ``trusted`` vouches for, as of its time."""
        response = self.response
        try:
            with _in_silence():
                inside = _signers(response, _certificates_in(response))
                outside = [] if inside else _signers(response, trusted)
                own = outside[0] if outside else None
                verifier = VerifierBuilder(roots=list(trusted), tsa_certificate=own).build()
                # of two that could have signed, one might be looked at for the signature, one for what it may do
                return len(inside or outside) == 1 and verifier.verify(response, bytes.fromhex(self.stamp.line))
        except Exception:  # noqa: BLE001  (as below: VerificationError, ValueError, whatever else)
            return False


def read_token(data: bytes) -> Token:
    """Return what an answer says, unchecked. Raises RefusedError where it is none, ValueError for anything else."""
    try:
        with _in_silence():
            response = _decoded(data)
            token = _token(response) if response.status == PKIStatus.GRANTED else None
    except Exception as error:  # whatever a file holds, and two libraries make of it
        raise ValueError(str(error)) from error
    if token is None:
        raise RefusedError("; ".join(response.status_string)[:_SHORT])
    return token


@contextmanager
def _in_silence() -> Iterator[None]:
    """Keep a library from printing what it thinks of somebody's certificate."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _token(response: TimeStampResponse) -> Token:
    info = response.tst_info
    imprint = info.message_imprint
    if imprint.hash_algorithm.dotted_string != _SHA256:
        raise ValueError("no SHA-256")
    time, accuracy = in_utc(info.gen_time), _seconds(info.accuracy)
    is_believable = time.year in BELIEVABLE_YEARS and abs(info.serial_number) <= _LAST_SERIAL
    if not is_believable or not 0 <= (accuracy or 0) <= _LEAST_EXACT:
        raise ValueError("figures that nobody can mean")
    stamp = Stamp(
        line=imprint.message.hex(),
        time=time,
        accuracy=accuracy,
        serial=info.serial_number,
        authority=legible(_name_of(response)[:_SHORT]).replace("\n", " "),
    )
    return Token(stamp, response)


def _decoded(data: bytes) -> TimeStampResponse:
    """Read an answer; once more with its certificates in order, where they are not: OpenSSL leaves them as they come.

    One that was granted with changes counts as granted: what was changed is no matter of the line. Neither is signed.
    """
    try:
        response = decode_timestamp_response(data)
    except ValueError:
        return decode_timestamp_response(_in_order(data))
    if response.status == PKIStatus.GRANTED_WITH_MODS:
        return decode_timestamp_response(_in_order(data))
    return response


def _in_order(data: bytes) -> bytes:
    answer: Any = TimeStampResp.load(data, strict=True)
    if answer["status"]["status"].native == "granted_with_mods":
        answer["status"]["status"] = "granted"
    signed = answer["time_stamp_token"]["content"]
    certificates = signed["certificates"]
    signed["certificates"] = type(certificates)(sorted(certificates, key=lambda own: bytes(own.dump())))
    return bytes(answer.dump())


def _seconds(accuracy: Any) -> float | None:  # noqa: ANN401  (None where there is none, whatever its type says)
    if accuracy is None:
        return None
    parts = ((accuracy.seconds, 1), (accuracy.millis, 1000), (accuracy.micros, 1_000_000))
    return sum((part or 0) / unit for part, unit in parts)


def _certificates_in(response: TimeStampResponse) -> Certificates:
    return tuple(map(x509.load_der_x509_certificate, response.signed_data.certificates))


def _signers(response: TimeStampResponse, certificates: Certificates) -> list[x509.Certificate]:
    """Return those of the certificates that an answer says it is signed with."""
    named = {(own.issuer, own.serial_number) for own in response.signed_data.signer_infos}
    return [own for own in dict.fromkeys(certificates) if (own.issuer, own.serial_number) in named]


def _name_of(response: TimeStampResponse) -> str:
    signers = _signers(response, _certificates_in(response))
    named: Any = signers[0].subject if signers else getattr(response.tst_info.name, "value", None)
    if not isinstance(named, x509.Name):
        return str(named or "")
    common = named.get_attributes_for_oid(NameOID.COMMON_NAME) or named.get_attributes_for_oid(
        NameOID.ORGANIZATION_NAME
    )
    return str(common[0].value) if common else named.rfc4514_string()
