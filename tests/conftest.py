"""What every test may use: the tool called in this process, and small workspaces written where they are tested."""

import io
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from openness_cli.cli import run
from openness_cli.cli.session import Session, substitute_letters
from openness_cli.messages import use

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
NOW = datetime(2024, 7, 1, 6, 0, tzinfo=UTC)


# the same examples on every run of CI; other examples each time at a desk
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the goldens should say from what is said now")


@pytest.fixture(autouse=True)
def nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start each test in English and without any setting of whoever runs it."""
    use("en")
    for name in [name for name in os.environ if name.startswith("OPENNESS_")]:
        monkeypatch.delenv(name)


@dataclass
class Ending:
    code: int
    out: str
    err: str
    data: bytes


Call = Callable[..., Ending]


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def call_tool(
    *arguments: str | Path,
    env: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
    terminal: bool = False,
    now: datetime = NOW,
) -> Ending:
    """Run one command line in this process, on 1 July 2024 or another day."""
    out, err = (
        (Terminal if terminal else io.TextIOWrapper)(io.BytesIO(), encoding=encoding, newline="") for _name in range(2)
    )
    substitute_letters(out)
    substitute_letters(err)
    session = Session(out, err, {"LANG": "C.UTF-8", **(env or {})}, lambda: now)
    code = run([str(argument) for argument in arguments], session)
    texts = []
    data = b""
    for stream in (out, err):
        stream.flush()
        assert isinstance(stream.buffer, io.BytesIO)
        written = stream.buffer.getvalue()
        data = data or written
        texts.append(written.decode(encoding, errors="replace"))
    return Ending(int(code), texts[0], texts[1], data)


@pytest.fixture
def tool() -> Call:
    return call_tool


@pytest.fixture
def sample(tmp_path: Path) -> Callable[[str], Path]:
    """Return a copy of a sample, to be changed at will."""

    def copy(name: str) -> Path:
        return Path(shutil.copytree(SAMPLES / name, tmp_path / name))

    return copy


@pytest.fixture
def accepted(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Hold text against a golden file; with --accept the file is written instead."""

    def check(golden: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(text, encoding="utf-8", newline="")
        assert golden.exists(), f"no golden {golden}: run pytest --accept and read what it writes"
        assert text == golden.read_bytes().decode()

    return check


@pytest.fixture
def another_thread() -> Iterator[None]:
    """Have a second thread, so that a fork would not be safe."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    yield
    done.set()
    thread.join()
