"""Bodies whose names, owners and titles are as long and as odd as anybody can make them."""

import shutil
from pathlib import Path

from tests.builders.tool import SAMPLES

_LONG = "Wʻ𝕎<b>&Щ" * 40
_WORDS = "Hududiy moliyaviy nazorat va xarajatlarni rejalashtirish boshqarmasi " * 4


def long_names(folder: Path, sample: str) -> Path:
    """Write a sample anew whose body, units and actions have long names: of long words, or without a break."""
    body = Path(shutil.copytree(SAMPLES / sample, folder / f"{sample}-long"))
    configuration = body / "openness.yaml"
    text = configuration.read_text(encoding="utf-8")
    for language, name in (("uz", _WORDS + _LONG), ("ru", _LONG), ("en", _WORDS)):
        text = "\n".join(
            f'    {language}: "{name.strip()}"' if line.startswith(f"    {language}: ") else line
            for line in text.splitlines()
        )
    results = "results: [{year: 2023, total: 47.1, band: red}]\n"
    configuration.write_text(f"{text}\n{results}", encoding="utf-8")
    for path in (body / "evidence").glob("*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(map(_long, lines)) + "\n", encoding="utf-8")
    return body


def _long(line: str) -> str:
    head, owner, _name = line.partition("owner: ")
    if owner and head.strip() in ("", "-"):
        return f'{head}owner: "{_WORDS if len(line) % 2 else _LONG}{len(line)}"'
    head, title, _name = line.partition("title: ")
    if title and head.strip() == "":
        return f'{head}title: "{_LONG}"'
    return line
