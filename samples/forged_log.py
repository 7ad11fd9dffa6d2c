"""A log that was written anew after the fact: its chain fits, its time stamp does not. Nothing leaves this machine.

Run ``python samples/forged_log.py`` with the Python that has ``openness[timestamp]``, where there is OpenSSL: its
``ts`` is the authority, on loopback. The log of a sample is stamped; then every failure in it is made a success and the
lines are chained again, as whoever wants to have been open would do.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from openness_cli.links.log_writer import LogWriter

BODY = Path(__file__).parent / "dead-links"
NO_OPENSSL = 3
SETTINGS = """
[tsa]
default_tsa = own
[own]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
signer_digest = sha256
ess_cert_id_alg = sha256
[stamps]
extendedKeyUsage = critical,timeStamping
"""


def openssl(folder: Path, *arguments: str, data: bytes = b"") -> bytes:
    """Run OpenSSL in a folder and return what it writes."""
    command = [shutil.which("openssl") or "openssl", *arguments]
    return subprocess.run(command, cwd=folder, input=data, capture_output=True, check=True).stdout


def make_authority(folder: Path) -> None:
    """Make an authority: a root, and a certificate for stamps that it vouches for."""
    folder.mkdir()
    (folder / "tsa.cnf").write_text(SETTINGS)
    (folder / "serial").write_text("01")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    openssl(folder, "req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=A root", "-days", "9")
    openssl(
        folder, "req", *key, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=An authority of the demonstration"
    )
    issue = ("-CA", "ca.pem", "-CAkey", "ca.key", "-extfile", "tsa.cnf", "-extensions", "stamps", "-days", "9")
    openssl(folder, "x509", "-req", "-in", "tsa.csr", "-out", "tsa.pem", "-set_serial", "2", *issue)


def serve(folder: Path) -> str:
    """Let the authority answer on loopback, as long as this program lives, and return its address."""

    class Site(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            reply = openssl(folder, "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "/dev/stdin", data=query)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library calls it so)
            """Say nothing of each request."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def forge(log: Path) -> None:
    """Write a log anew in which nothing ever failed."""
    entries = [json.loads(line) for line in log.read_bytes().splitlines()]
    log.unlink()
    kept = [{key: value for key, value in entry.items() if key not in {"prev", "also"}} for entry in entries]
    LogWriter(log).append([{**entry, "result": "ok", "cause": None, "status": 200} for entry in kept])


def show(*arguments: str, expect: int, has_report: bool = True) -> None:
    """Run a command and print it with what it says. Ends the program where it ends otherwise."""
    print(f"$ openness {' '.join(arguments)}", flush=True)
    out = None if has_report else subprocess.DEVNULL
    ended = subprocess.run([sys.executable, "-m", "openness_cli", *arguments], check=False, stdout=out)
    print(f"(exit code {ended.returncode})\n", flush=True)
    if ended.returncode != expect:
        sys.exit(f"the exit code should be {expect}")


def main() -> None:
    """Tell the story."""
    if shutil.which("openssl") is None:
        print("openssl is not installed: nothing was shown")
        sys.exit(NO_OPENSSL)
    work = Path(tempfile.mkdtemp(prefix="openness-forged-"))
    body, authority = Path(shutil.copytree(BODY, work / "body")), work / "authority"
    make_authority(authority)
    (log,) = (body / "availability").glob("*.jsonl")
    nothing = ("--recheck-failed", "--only", "C1.1")
    stamp = (*nothing, "--log", log.stem, "--timestamp", serve(authority), "--allow-private")
    verify = ("links", str(body), "--verify-log", "--tsa-ca", str(authority / "ca.pem"), "--lang", "en")
    show("links", str(body), *stamp, "--lang", "en", expect=0, has_report=False)
    show(*verify, expect=0)
    forge(log)
    print("Now somebody writes the log anew, so that nothing ever failed, and chains it again.\n")
    show(*verify, expect=1)
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
