"""A site with a dead budget section, and what ``openness`` makes of it: nothing leaves this machine.

Run ``python samples/demo.py`` with the Python that has openness installed. It serves a site on loopback, makes the
folder of a fictional body whose evidence is on it, and runs ``score``, ``links`` and ``score`` again. The log of the
three days before is made up: all opened, then the budget section failed once on each of two days.
"""

import shutil
import subprocess
import sys
import tempfile
import threading
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from openness_cli.links.log_writer import LogWriter

BODY = Path(__file__).parent / "dead-links"
SITE = "https://havola.example"
DEAD = "/budjet/"
SHOWN_LINES = 12

PAGES = {
    "xlsx": b"PK\x03\x04 a workbook",
    "pdf": b"%PDF-1.7 a document",
    "csv": b"name;value\none;1\n",
    "json": b'{"value": 1}',
    "xml": b"<values/>",
}
PAGE = b"<!DOCTYPE html><html><title>A page</title><p>text</p></html>"


class Site(BaseHTTPRequestHandler):
    """Every page opens but those of the budget section."""

    def do_GET(self) -> None:
        """Answer a request."""
        is_dead = self.path.startswith(DEAD)
        body = b"not found" if is_dead else PAGES.get(self.path.rpartition(".")[2], PAGE)
        self.send_response(404 if is_dead else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library calls it so)
        """Say nothing of each request."""


def make_folder(folder: Path, site: str, today: date) -> Path:
    """Make the folder of a body that is evaluated in two days, for the last year whose evidence is all published."""
    year = today.year - (1 if today >= date(today.year, 3, 1) else 2)
    shutil.copytree(BODY, folder, dirs_exist_ok=True)
    shutil.rmtree(folder / "availability", ignore_errors=True)
    for path in [folder / "openness.yaml", *(folder / "evidence").iterdir()]:
        text = path.read_text(encoding="utf-8").replace(SITE, site)
        text = text.replace("2025", str(year + 1)).replace("2024", str(year))
        # the one page that must be fresh was refreshed a week ago
        text = text.replace("-02-15}", f"-02-15, updated: {today - timedelta(days=7)}}}")
        lines = [line for line in text.splitlines() if not line.startswith("as_of:")]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    configuration = folder / "openness.yaml"
    evaluation = f"evaluation_date: {today + timedelta(days=2)}"
    lines = configuration.read_text(encoding="utf-8").splitlines()
    lines = [evaluation if line.startswith("evaluation_date:") else line for line in lines]
    configuration.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def make_log(folder: Path, site: str, now: datetime) -> None:
    """Write the log of the three days before."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((folder / "evidence").iterdir()))
    words = (word.strip("[]{},'\"") for text in texts for word in text.split())
    urls = dict.fromkeys(word for word in words if word.startswith(site))
    for days in (3, 2, 1):
        time = (now - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
        fails = [days < 3 and url.startswith(site + DEAD) for url in urls]  # noqa: PLR2004  (three days ago all opened)
        entries = [
            {
                "time": time,
                "url": url,
                "final_url": url,
                "result": "failed" if failed else "ok",
                "cause": "404" if failed else None,
                "status": 404 if failed else 200,
                "sha256": None if failed else sha256(PAGE).hexdigest(),
            }
            for url, failed in zip(urls, fails, strict=True)
        ]
        LogWriter(folder / "availability" / "before.jsonl").append(entries)


def show(*arguments: str, expect: int) -> None:
    """Run a command and print it with the beginning of what it says. Ends the program where it ends otherwise."""
    print(f"$ openness {' '.join(arguments)}", flush=True)
    command = [sys.executable, "-m", "openness_cli", *arguments]
    told = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    lines = told.stdout.splitlines()
    print("\n".join(lines[:SHOWN_LINES]))
    if len(lines) > SHOWN_LINES:
        print(f"… {len(lines) - SHOWN_LINES} lines more")
    print(f"(exit code {told.returncode})\n", flush=True)
    if told.returncode != expect:
        sys.exit(f"the exit code should be {expect}")


def main() -> None:
    """Tell the story."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="openness-demo-"))
    if folder.exists() and any(folder.iterdir()):
        sys.exit(f"{folder} is not empty")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}"
    now = datetime.now(UTC)
    make_folder(folder, site, now.date())
    make_log(folder, site, now)
    name = str(folder)
    show("score", name, "--lang", "en", expect=0)
    fast = ("--allow-private", "--pause", "0", "--retry-pause", "1", "--quiet")
    show("links", name, *fast, "--lang", "en", expect=1)
    show("score", name, "--lang", "en", expect=0)
    print(f"The folder stays in {folder}; its site ends with this program.")


if __name__ == "__main__":
    main()
