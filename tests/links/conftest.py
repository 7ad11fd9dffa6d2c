"""An authority for certificates of the test."""

import os
from pathlib import Path

import pytest
import trustme

from openness_cli.errors import UsageError
from openness_cli.links.browser.finding import find_browser


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusting(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "authorities.pem"
    authority.cert_pem.write_to_path(path)
    return path


@pytest.fixture(scope="session")
def executable() -> Path:
    """Return the browser of this machine; where WITH_BROWSER is set, as in .ci/run, there has to be one."""
    try:
        return find_browser(None, os.environ)
    except UsageError as error:
        if os.environ.get("WITH_BROWSER"):
            raise
        pytest.skip(str(error))
