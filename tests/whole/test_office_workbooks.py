"""Workbooks of evidence that LibreOffice opened and saved: nothing of them is lost."""

from pathlib import Path

import pytest

from openness_cli.model.languages import LANGUAGES
from tests.builders.office import Office
from tests.builders.tool import BODIES, SAMPLES, Call


@pytest.mark.office
@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_what_an_office_saves_comes_back_without_a_change(
    form: str, office: Office, tool: Call, tmp_path: Path
) -> None:
    made = []
    for name in BODIES:
        for language in LANGUAGES:
            made.append(tmp_path / f"{name}_{language}.xlsx")
            tool("sheet", "export", made[-1], SAMPLES / name, "--lang", language)
    saved = tmp_path / "saved"
    saved.mkdir()
    for path in office.converted(made, form, saved):
        body = SAMPLES / path.name.partition("_")[0]
        ending = tool("sheet", "import", path, body, "--lang", "en")
        assert (ending.code, ending.err) == (0, "nothing to write: the files say it all already\n"), path.name
