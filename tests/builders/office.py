"""LibreOffice: what a document looks like once an office opens it."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

_PATIENCE = 300


class Office(NamedTuple):
    """The LibreOffice of this machine, with settings of its own, so that several may run at once."""

    program: str
    settings: Path

    def converted(self, files: Iterable[Path], form: str, folder: Path) -> list[Path]:
        """Return files as LibreOffice writes them in another format (``pdf``, ``xlsx``), in a folder."""
        files = list(files)
        settings = f"-env:UserInstallation={self.settings.as_uri()}"
        job = ("--convert-to", form, "--outdir", str(folder), *map(str, files))
        subprocess.run([self.program, settings, "--headless", *job], check=True, capture_output=True, timeout=_PATIENCE)
        made = [folder / f"{file.stem}.{form.partition(':')[0]}" for file in files]
        missing = [path.name for path in made if not path.exists()]
        assert not missing, f"LibreOffice did not write {missing}"
        return made


def find_office(settings: Path) -> Office:
    """Return the LibreOffice of this machine; LookupError where there is none."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise LookupError("no LibreOffice on this machine: apt-get install libreoffice-writer libreoffice-calc")
    return Office(program, settings)


def pages_of(pdf: Path) -> list[str]:
    """Return the text of each page of a PDF."""
    from pypdf import PdfReader  # noqa: PLC0415  (only these tests need it, and all load this module)

    return [page.extract_text() for page in PdfReader(pdf).pages]
