"""A time-stamping authority: OpenSSL's own ``ts``, with certificates of the test, on a site of loopback."""

import asyncio
import functools
import shutil
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.builders.sites import Answer, Request, response

OPENSSL = shutil.which("openssl")
needs_openssl = pytest.mark.skipif(OPENSSL is None, reason="openssl, whose ts is the authority here, is not installed")
NAME = "Stamps of the test"
DAY = timedelta(days=1)


class Issued(NamedTuple):
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def issue(
    name: str, by: Issued | None = None, *, stamps: bool = False, serial: int | None = None, ends: timedelta = DAY
) -> Issued:
    """Issue a certificate: that of who vouches for himself, or of somebody who is vouched for."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + ends)
    )
    if by is None:
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    if stamps:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Issued(made.sign(by.key if by else key, hashes.SHA256()), key)


class Tsa:
    """An authority in a folder: ``ca`` is the file of the certificate that vouches for it."""

    def __init__(self, folder: Path, *, certs: bool = False, root: Issued | None = None, more: str = "") -> None:
        folder.mkdir()
        self._one_at_a_time = threading.Lock()
        self.folder = folder
        self.root = root or issue("Root of the test")
        self.own = issue(NAME, self.root, stamps=True)
        self.ca = folder / "ca.pem"
        self.ca.write_bytes(self.root.pem)
        (folder / "tsa.pem").write_bytes(self.own.pem)
        key = self.own.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (folder / "key.pem").write_bytes(key)
        (folder / "serial").write_text("4D")
        lines = (
            "[tsa]", "default_tsa = own", "[own]", "serial = serial", "signer_cert = tsa.pem", "signer_key = key.pem",
            "certs = ca.pem" if certs else "", "default_policy = 1.2.3.4.1", "digests = sha256", "accuracy = secs:1",
            "signer_digest = sha256", "ess_cert_id_alg = sha256", more,
        )  # fmt: skip
        (folder / "tsa.cnf").write_text("\n".join(lines) + "\n")

    def reply(self, query: bytes) -> bytes:
        command = [str(OPENSSL), "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq"]
        with self._one_at_a_time:
            (self.folder / "query.tsq").write_bytes(query)
            return subprocess.run(command, cwd=self.folder, capture_output=True, check=True).stdout

    async def __call__(self, request: Request, writer: asyncio.StreamWriter) -> None:
        """Answer as the authority's site."""
        query = await request.reader.readexactly(int(request.headers["content-length"]))
        assert request.headers["content-type"] == "application/timestamp-query"
        reply = await asyncio.get_running_loop().run_in_executor(None, self.reply, query)
        writer.write(response(body=reply, Content_Type="application/timestamp-reply"))


def answers(data: bytes, status: str = "200 OK", **headers: str) -> Answer:
    """Answer whatever is asked with the same."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        await request.reader.readexactly(int(request.headers.get("content-length", "0")))
        writer.write(response(status, data, **headers))

    return answer


@functools.cache
def verifies(digest: str, token: Path, ca: Path) -> bool:
    """Tell whether OpenSSL itself, without us, finds that a file stamps a digest."""
    command = [str(OPENSSL), "ts", "-verify", "-digest", digest, "-in", str(token), "-CAfile", str(ca)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
