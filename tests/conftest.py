"""What every test may use: the tool called in this process, and small workspaces written where they are tested."""

import gc
import os
import shutil
import threading
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from openness_cli.errors import UsageError
from openness_cli.files import index as index_files
from openness_cli.files._tree import Source
from openness_cli.links.browser.finding import find_browser
from openness_cli.messages import use
from openness_cli.model.definitions import Index
from tests.builders.bodies import LEVELS, QUARTERS, criterion
from tests.builders.office import Office, find_office
from tests.builders.reports import Body
from tests.builders.tool import SAMPLES, Call, Sample, call_tool


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the goldens should say from what is said now")
    parser.addoption("--slow", action="store_true", help="repeat what is marked slow as often as in CI")


def pytest_configure(config: pytest.Config) -> None:
    """Hold laws against few examples at a desk and many with --slow; on CI they are the same on every run."""
    examples = int(os.environ.get("LAW_EXAMPLES", "100" if config.getoption("--slow") else "12"))
    # how long one takes tells of what else the machine does
    patient = settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.register_profile("desk", patient)
    settings.register_profile("ci", patient, derandomize=True)
    settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what is slow, so that no core waits for another at the end; leave programs and most of grids to CI."""
    if not config.getoption("--slow"):
        left_out = {item for item in items if _is_left_to_ci(item)}
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="runs a browser for a minute: pytest --slow"))
            if item.get_closest_marker("office"):
                item.add_marker(pytest.mark.skip(reason="runs LibreOffice: pytest --slow"))
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def _is_left_to_ci(item: pytest.Item) -> bool:
    """Tell whether a case is done no times at a desk, or is one of a grid that is not tried there on any run."""
    slow, grid = item.get_closest_marker("slow"), item.get_closest_marker("grid")
    if slow is not None and not slow.kwargs["few"]:
        return True
    return grid is not None and zlib.crc32(item.name.encode()) % int(grid.kwargs["one_in"]) != 0


def pytest_collection_finish() -> None:
    """Spare whoever looks for garbage what stays to the end: the modules and the tests themselves."""
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def definitions_are_read_once() -> Iterator[None]:
    """Spare every call but the first the reading of definitions that are letter for letter the same, and sound."""
    read: Callable[[Source, list[Source]], Index | None] = vars(index_files)["_read_index"]
    known: dict[tuple[tuple[str, str], ...], Index] = {}

    def read_once(head: Source, sources: list[Source]) -> Index | None:
        texts = tuple((source.name, source.text) for source in (head, *sources))
        if texts in known:
            return known[texts]
        index = read(head, sources)
        if index is not None and not head.problems:
            known[texts] = index
        return index

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_files, "_read_index", read_once)
        yield


@pytest.fixture(autouse=True)
def nothing_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start each test in English and without any setting of whoever runs it."""
    use("en")
    for name in [name for name in os.environ if name.startswith("OPENNESS_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def tool() -> Call:
    return call_tool


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
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


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return the LibreOffice of this machine; where WITH_OFFICE is set, as in .ci/run, there has to be one."""
    try:
        return find_office(tmp_path_factory.mktemp("office"))
    except LookupError as error:
        if os.environ.get("WITH_OFFICE"):
            raise
        pytest.skip(str(error))


@pytest.fixture
def repeats(request: pytest.FixtureRequest) -> int:
    """Return how often a test marked slow does its work: ``few`` times at a desk, ``many`` with --slow."""
    mark = request.node.get_closest_marker("slow")
    times: int = mark.kwargs["many" if request.config.getoption("--slow") else "few"]
    return times


@pytest.fixture(scope="session")
def executable() -> Path:
    """Return the browser of this machine; where WITH_BROWSER is set, as in .ci/run, there has to be one."""
    try:
        return find_browser(None, os.environ)
    except UsageError as error:
        if os.environ.get("WITH_BROWSER"):
            raise
        pytest.skip(str(error))


@pytest.fixture
def levels(tmp_path: Path) -> Body:
    return Body(tmp_path, criterion(LEVELS))


@pytest.fixture
def quarters(tmp_path: Path) -> Body:
    return Body(tmp_path, criterion(QUARTERS))
