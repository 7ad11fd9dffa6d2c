"""A site with a dead budget section, one that answers every path alike, and what ``openness`` makes of them.

Nothing leaves this machine.

Run ``python samples/demo.py`` with the Python that has openness installed. It serves a site on loopback, makes the
folder of a fictional body whose evidence is on it, and runs ``score``, ``links`` and ``score`` again. The log of the
three days before is made up: all opened, then the budget section failed once on each of two days. Then two pages of a
second site are put forward, an application that draws itself: only a browser can tell which of them is there.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from openness_cli.errors import OpennessError
from openness_cli.links.browser.finding import find_browser
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
PAGE = "<!DOCTYPE html><html><title>{title}</title><h1>{title}</h1><p>All that there is to know of {title}.</p></html>"


class Site(BaseHTTPRequestHandler):
    """Every page that there is opens but those of the budget section; each has a text of its own."""

    there: ClassVar[set[str]] = set()

    def do_GET(self) -> None:
        """Answer a request."""
        is_dead = self.path.startswith(DEAD) or self.path not in self.there
        page = PAGE.format(title=self.path.strip("/").replace("-", " ")).encode()
        body = b"not found" if is_dead else PAGES.get(self.path.rpartition(".")[2], page)
        self.send_response(404 if is_dead else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the library calls it so)
        """Say nothing of each request."""


class Application(Site):
    """One and the same answer for every path; its script draws the one page that there is, or that there is none."""

    def do_GET(self) -> None:
        """Answer a request."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(SHELL)))
        self.end_headers()
        self.wfile.write(SHELL)


SHELL = b"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Havola</title></head>
<body><div id="app"></div><script>
const pages = {"/obuna": "<h1>Yangiliklarga obuna</h1><p>Manzilingizni kiriting: xabarlar har kuni yuboriladi.</p>"};
document.getElementById("app").innerHTML = pages[location.pathname] || "<h1>Sahifa topilmadi</h1>";
</script></body></html>"""
DRAWN = """evidence:
  C2.19: {{level: full, items: [{{title: Yangiliklarga obuna, url: "{site}/obuna", published: {day}}}]}}
  C2.22: {{level: full, items: [{{title: Mobil versiya, url: "{site}/mobil", published: {day}}}]}}
"""


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


def addresses(folder: Path, site: str) -> list[str]:
    """Return the addresses of a site that stand in the evidence."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((folder / "evidence").iterdir()))
    words = (word.strip("[]{},'\"") for text in texts for word in text.split())
    return list(dict.fromkeys(word for word in words if word.startswith(site)))


def make_log(folder: Path, site: str, now: datetime) -> None:
    """Write the log of the three days before."""
    urls = addresses(folder, site)
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
                "sha256": None if failed else sha256(url.encode()).hexdigest(),
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


def served(site: type[Site]) -> str:
    """Serve a site as long as the program runs, and return its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def main() -> None:
    """Tell the story."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="openness-demo-"))
    if folder.exists() and any(folder.iterdir()):
        sys.exit(f"{folder} is not empty")
    site, second = served(Site), served(Application)
    now = datetime.now(UTC)
    make_folder(folder, site, now.date())
    Site.there.update(url.removeprefix(site) for url in addresses(folder, site))
    make_log(folder, site, now)
    name = str(folder)
    show("score", name, "--lang", "en", expect=0)
    fast = ("--allow-private", "--pause", "0", "--retry-pause", "1", "--quiet")
    show("links", name, *fast, "--lang", "en", expect=1)
    show("score", name, "--lang", "en", expect=0)
    print("Two pages more, of a site that answers every path alike: what is there, its script draws.\n")
    drawn = DRAWN.format(site=second, day=now.date() - timedelta(days=30))
    (folder / "evidence" / "ilova.yaml").write_text(drawn, encoding="utf-8")
    configuration = folder / "openness.yaml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace(f"sites: [{site}", f"sites: [{second}, {site}"), encoding="utf-8")
    only = ("--only", "C2.[12][92]", "--lang", "en")
    show("links", name, *fast, *only, expect=0)
    try:
        find_browser(None, os.environ)
    except OpennessError as error:
        print(f"Which of them is there a browser would tell: {error}\n")
    else:
        show("links", name, *fast, *only, "--browser", expect=0)
    print(f"The folder stays in {folder}; its site ends with this program.")


if __name__ == "__main__":
    main()
