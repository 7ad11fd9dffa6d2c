"""Not one English word in an Uzbek or Russian run; decimals with a comma; no code before a person's sentence."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from openness_cli.cli.app import COMMANDS
from openness_cli.files.index import SHIPPED
from openness_cli.formats.choices import formats_of
from openness_cli.messages import LOCALE_DIR
from openness_cli.scoring.reasons import ReasonCode
from tests.builders.bodies import LEVELS, QUARTERS, criterion, write_index, write_workspace
from tests.builders.commands import REPORTS, words_of
from tests.builders.definition_books import OpenedBook
from tests.builders.tool import CASES, COMMAND, CYRILLIC, ROOT, SAMPLES, Call

LANGUAGES = ("uz", "ru")
READ_BY_PEOPLE = ("terminal", "text", "markdown", "csv-excel", "junit", "github")
# keys, ids and words of options that a text names as they are typed; names of products; what every language has
TYPED = {
    "action", "actions", "agency", "alias", "anchor", "apart", "archive", "attachments", "availability", "band",
    "bank", "baseline", "basis", "bot", "broken", "cache", "calendar", "canal", "certainty", "committee",
    "conflict", "count", "crossing", "csv", "date", "days", "dead", "declared", "default", "diff",
    "dns", "domain", "due",
    "effort", "evidence", "evidenced", "excel", "explain", "export", "fail", "fail-on", "file", "forecast",
    "format", "format_version", "full", "gap", "gate", "gitattributes", "github", "green", "history", "html",
    "http", "https", "index", "init", "internet", "isbn", "items", "json", "jsonl", "junit", "kind", "kinds",
    "label", "late", "level", "levels", "link", "links", "list", "log", "markdown", "message", "min", "minima",
    "ministry", "missing", "monitoring", "moved", "none", "north", "not_applicable", "note", "online",
    "openness", "options", "organisation", "owner", "owners", "part", "partial", "parts", "pdf", "period", "periods",
    "plan", "plus", "point",
    "points", "prev", "private", "published", "quarter", "rank", "record", "red", "regression", "report", "result",
    "rule", "save", "schema", "scheme", "score", "share", "shows", "sites", "source", "sources", "standard", "step",
    "steps", "terminal", "title", "titles", "total", "unconfirmed", "unit", "unknown", "updated", "url", "validate",
    "verified", "version", "workspace", "xlsx", "yaml", "year", "yellow",
    "council", "email", "indicators", "minister", "results",
}  # fmt: skip
# what a library would say, were it let
FOREIGN = {
    "argument", "block", "command", "denied", "did", "directory", "error", "expected", "extra", "for", "found",
    "help", "invalid", "mapping", "mean", "missing", "option", "parsing", "permission", "scalar", "scanning",
    "such", "traceback", "try", "unexpected", "usage", "value", "while", "you",
}  # fmt: skip
WORD = re.compile("[a-z][a-z'’-]{2,}")
# what is no word of a sentence: addresses, digests, options, commands, files, excerpts, quotations, keys, markup
UNSPOKEN = re.compile(
    r"https?://\S+|\b[0-9a-f]{16,}\b|\b\S+\.example\S*|--?[a-z][\w-]*(?:=\S+)?|\bopenness [a-z-]+|"
    r"OPENNESS_\w+|[\w./~-]*/[\w./*~-]*|\b[\w-]+\.(?:yaml|yml|txt|jsonl?|xlsx?|csv|ics|po)\b|"
    r"^  \| .*$|“[^”]*”|«[^»]*»|\b(?:part|kinds): [a-z-]+|\b[a-z_]+: |\([a-z-]+: [a-z-]+\)|"
    r"\b[a-z-]+(?:\|[a-z-]+)+|<[^>]*?(?=message=|$)|type=\"[^\"]*\"|classname=\"[^\"]*\"|"
    r"<[/?]?\w+|\b\w+=|^::\w+",
    re.MULTILINE | re.IGNORECASE,
)  # fmt: skip
# a decimal as it is typed: in files, versions, examples, what a command takes; and a day
TYPED_DECIMAL = re.compile(
    r"https?://\S+|<\?xml.*?>|\d\d\.\d\d\.\d{4}|[\w-]+\.(?:yaml|py|json)\S*|\d+\.\d+\.\d+|"
    r"^  \| .*$|^  → .*$|“[^”]*”|«[^»]*»|: 0\.2\]|\bholidays [\d.]+",
    re.MULTILINE,
)  # fmt: skip


def vocabulary(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in WORD.findall(re.sub(r"\{\w+\}", " ", text.lower()))}


@cache
def english() -> frozenset[str]:
    """The words of the English catalogue that are no words of the Uzbek texts, and name nothing that is typed."""
    said: list[str] = []
    own: list[str] = []
    for language in LANGUAGES:
        with (LOCALE_DIR / language / "LC_MESSAGES" / "openness.po").open("rb") as file:
            for message in read_po(file):
                said += [message.id] if isinstance(message.id, str) else list(message.id)
                own += [message.string] if isinstance(message.string, str) else list(message.string or ())
    for path in SHIPPED.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        said += re.findall(r"^\s+en: (.*)$", text, re.MULTILINE)
        own += re.findall(r"^\s+uz: (.*)$", text, re.MULTILINE) + re.findall(r"uz: ([^,}]*)", text)
    own += [path.read_text(encoding="utf-8") for path in SAMPLES.rglob("*.yaml")]
    spoken = re.sub(r"--[a-z-]+|\b[a-z_]+:|[\w/]+\.\w+", " ", "\n".join(own))
    return frozenset((vocabulary(said) | FOREIGN) - vocabulary([spoken]) - TYPED)


@cache
def latin_alone() -> frozenset[str]:
    """The words of the tool in Latin script that are said in neither the samples nor the Cyrillic texts."""
    texts: dict[str, list[str]] = {}
    for folder in ("uz", "uz_Cyrl"):
        with (LOCALE_DIR / folder / "LC_MESSAGES" / "openness.po").open("rb") as file:
            said = [message.string for message in read_po(file)]
        texts[folder] = [text for own in said for text in ([own] if isinstance(own, str) else own or ())]
    samples = [path.read_text(encoding="utf-8") for path in SAMPLES.rglob("*.yaml")]
    return frozenset(vocabulary(texts["uz"]) - vocabulary([*texts["uz_Cyrl"], *samples]) - TYPED)


# of the others a workbook says what csv-excel does
_BOOKS = ("score", "plan", "rank", "calendar")


def foreign_words(text: str) -> list[str]:
    found = WORD.findall(UNSPOKEN.sub(" ", text).lower())
    return sorted({word for word in found if word in english()})


def dotted(text: str) -> list[str]:
    return re.findall(r"(?<![\w.])\d+\.\d{1,4}(?![\w.]|\d)", TYPED_DECIMAL.sub(" ", text))


def coded(text: str) -> list[str]:
    codes = "|".join(re.escape(code.value) for code in ReasonCode)
    return re.findall(rf"(?:^|[\s>|;\"])({codes}): ", text, re.MULTILINE)


def doubled(text: str) -> list[str]:
    """Return where a sentence ends twice: behind a word that has a stop of its own, as a Russian date has."""
    return re.findall(r"[^\W\d_]+\.\.(?![.\w/])", text)


def check(text: str, language: str = "") -> None:
    if language == "uz-Cyrl":
        assert vocabulary([UNSPOKEN.sub(" ", text)]) & latin_alone() == set()
    assert doubled(text) == []
    assert foreign_words(text) == []
    assert dotted(text) == []
    assert coded(text) == []


@pytest.mark.parametrize("language", [*LANGUAGES, CYRILLIC])
@pytest.mark.parametrize("sample", ["model-body", "ministry-2024", "dead-links"])
@pytest.mark.parametrize("command", [own for own in REPORTS if "--tries" not in own])
@pytest.mark.grid(one_in=6)
def test_a_report_speaks_the_language_of_its_reader(
    command: str, sample: str, language: str, tool: Call, tmp_path: Path
) -> None:
    body = tmp_path / "body"
    shutil.copytree(SAMPLES / sample, body)
    words = words_of(command, body, tool, "C4.1", "2025-02-25")
    takes_a_format = command != "explain"
    for form in (own.value for own in formats_of(REPORTS[command])):
        # where there is no log its folder is named, and Markdown writes that so that it is no address any more
        is_named = command == "links --verify-log" and form == "markdown"
        if form in READ_BY_PEOPLE and (takes_a_format or form == "terminal") and not is_named:
            chosen = ["--format", form] if takes_a_format else []
            ending = tool(*words, *chosen, "--lang", language)
            check(ending.out + ending.err, language)
        elif form == "xlsx" and sample == "dead-links" and command in _BOOKS:
            ending = tool(*words, "--format", form, "--lang", language)
            check(ending.out, language)


@pytest.mark.grid(one_in=3)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sample", ["model-body", "ministry-2024", "dead-links"])
def test_a_score_on_paper_speaks_the_language_of_its_reader(sample: str, language: str, tool: Call) -> None:
    # other papers say what other pages do
    check(tool("score", SAMPLES / sample, "--as-of", "2024-11-20", "--format", "docx", "--lang", language).out)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_published_is_told_in_the_language_of_its_reader(language: str, tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)], [criterion(QUARTERS, "Y1")]])
    body = write_workspace(
        tmp_path / "body", {"X1": {"owner": "Moliya boʻlim"}}, index,
        organisation={"id": "vazirlik", "name": "Vazirlik", "kinds": ["ministry"]},
        owners={"Moliya boʻlimi": "moliya@vazirlik.example", "Arxiv": {}},
        results=[
            {"year": 2023, "total": 1.05, "band": "red", "indicators": {"1": 0}},
            {"year": 2024, "total": 0.5, "band": "green", "indicators": {"1": 1.5, "2": 0.25}},
        ],
    )  # fmt: skip
    tool("score", body, "--save", "--as-of", "2025-03-01")
    told = [tool("score", body, "--as-of", day, "--lang", language) for day in ("2024-12-01", "2025-03-01")]
    commands = (
        ("history",),
        ("history", "--published"),
        ("validate",),
        ("remind",),
        ("owners", "--format", "markdown"),
    )
    told += [tool(name, body, *more, "--lang", language) for name, *more in commands]
    told += [tool("history", body, "--published", "--format", "csv-excel", "--lang", language)]
    told += [
        tool("explain", "X1", body, "--lang", language),
        tool("calendar", body, "--by", "day", "--lang", language),
    ]
    for ending in told:
        assert ending.code == 0
        check(ending.out + ending.err)


def in_a_process(*words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(words, capture_output=True, encoding="utf-8", env=environment, check=False)


@cache
def helps(language: str) -> dict[str, str]:
    """Return every help, from a process of its own: it speaks the language chosen when its command is imported."""
    script = (
        f"from openness_cli.messages import use; use({language!r})\n"
        "from openness_cli.cli.app import COMMANDS; from openness_cli.cli.main import run;"
        "from openness_cli.cli.session import real_session\n"
        "for name in ('', *COMMANDS):\n"
        f"    print('\\f' + name); run([*filter(None, [name]), '--lang', {language!r}, '--help'], real_session())\n"
    )
    ended = in_a_process(sys.executable, "-c", script)
    assert not ended.stderr
    return dict(part.split("\n", 1) for part in ended.stdout.split("\f")[1:])


@pytest.mark.parametrize("language", [*LANGUAGES, CYRILLIC])
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_the_help_speaks_the_language_of_its_reader(name: str, language: str) -> None:
    text = helps(language)[name]
    assert "--help" in text
    check(text, language)


@pytest.mark.parametrize(("language", "place"), [("uz", "[JILD]"), ("ru", "[ПАПКА]")])
@pytest.mark.parametrize("name", ["score", "links", "validate"])
def test_the_folder_of_a_usage_line_is_named_in_the_language_of_its_reader(
    name: str, language: str, place: str
) -> None:
    shown = helps(language)[name]
    assert shown.count(place) == 2
    assert "DIR" not in shown


@pytest.mark.parametrize(
    ("language", "said"),
    [("uz", "2026-yil 1-yanvar baholash kunidan (2025-yil 1-mart) keyin"),
     ("ru", "1 января 2026 г. — позже дня оценки (1 марта 2025 г.)")],
)  # fmt: skip
def test_days_of_a_sentence_are_written_in_full(language: str, said: str, tool: Call) -> None:
    assert said in tool("forecast", SAMPLES / "dead-links", "--as-of", "2026-01-01", "--lang", language).err


@pytest.mark.parametrize("language", [*LANGUAGES, CYRILLIC])
@pytest.mark.parametrize("name", ["explain", "init", "rank", "diff"])
def test_what_is_missing_is_named_in_the_language_of_its_writer(name: str, language: str) -> None:
    ended = in_a_process(*COMMAND, name, "--lang", language)
    assert ended.returncode == 2
    check(ended.stderr, language)


@pytest.mark.parametrize("language", [*LANGUAGES, CYRILLIC])
@pytest.mark.parametrize(
    "words",
    [
        ("scor",), (), ("score", "--bogus"), ("score", "--fail-under"), ("score", "a", "b"), ("links", "--tries", "x"),
        ("links", "--pause", "x"), ("init", "x", "--year", "x"), ("score", "--quiet=3"), ("score", "--format", "jsn"),
        ("score", "/nowhere"), ("score", "--as-of", "x"), ("explain", "C99"), ("list", "--only", "x"),
        ("diff", "a", "b"), ("schema", "x"), ("list", "--index", "x/y"), ("score", "--basis", "x"),
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_told_in_the_language_of_its_writer(
    words: tuple[str, ...], language: str, tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ending = tool("--lang", language, *words) if not words else tool(*words, "--lang", language)
    assert ending.code == 2
    check(ending.err, language)


@pytest.mark.parametrize("language", [*LANGUAGES, CYRILLIC])
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
@pytest.mark.grid(one_in=2)
def test_what_is_wrong_with_files_is_told_in_the_language_of_their_writer(
    case: Path, language: str, tool: Call
) -> None:
    ending = tool("validate", case, "--lang", language)
    check(ending.out + ending.err, language)


@pytest.mark.parametrize("language", [*LANGUAGES, CYRILLIC])
@pytest.mark.parametrize(
    "text",
    [
        'a: "x\\q"', 'a: "c:\\Users"', "a: b\n\tc: d", "a: - b", "- a\nb: c", "a: [1, 2", "a: {b", "a: %x", "a: @x",
        "%YAML 3\n", 'a: "x\n---\nb"', "a: &", "a: !<", "a: |x\n b", "a: 'x", "a: b: c", "a: !e!b c", "%TAG ! x",
        "a:\n  - b\n  c: d", "a: ]", 'a: "b" c', "\ta: b", "a\nb: c", "a: \x01",
    ],
)  # fmt: skip
@pytest.mark.grid(one_in=3)
def test_what_the_parser_stumbles_over_is_told_in_the_language_of_its_writer(
    text: str, language: str, tool: Call, tmp_path: Path
) -> None:
    body = tmp_path / "body"
    shutil.copytree(SAMPLES / "model-body", body)
    (body / "evidence" / "x.yaml").write_text(text, encoding="utf-8")
    ending = tool("score", body, "--lang", language)
    assert ending.code == 3
    check(ending.err, language)


@pytest.mark.parametrize("language", [*LANGUAGES, CYRILLIC])
def test_what_is_handed_out_to_be_filled_in_speaks_the_language(language: str, tool: Call, tmp_path: Path) -> None:
    check(tool("init", tmp_path / "body", "--kind", "bank", "--lang", language).err, language)
    for path in (tmp_path / "body").rglob("*.yaml"):
        assert foreign_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("language", [*LANGUAGES, CYRILLIC])
def test_the_rules_that_come_back_are_told_in_the_language_of_their_reader(
    language: str, tool: Call, tmp_path: Path
) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS, "X1"), criterion(QUARTERS, "X2")]])
    path = tmp_path / "x.xlsx"
    tool("index", "export", path, "--index", index)
    cells: tuple[dict[str, object], ...] = (
        {"decree_points": "1", "annex": "1", "confirmed": "points alone", "source": "https://a.example/b"},
        {"decree_points": "3", "confirmed": "points alone", "due": "01.03", "effort": None, "asks__uz": None},
        {"points": "0", "decree": "matn", "figures": "= 1"},
        {"points": "0.5", "due": "20"},
    )
    for typed in cells:
        back = OpenedBook(path).criterion("X2", **typed).save("back.xlsx")
        ending = tool("index", "import", back, "--index", index, "--dry-run", "--lang", language)
        # the workbook is in English
        check(re.sub(r"(?:Criteria|Indicators)!", "", f"{ending.err}\n{ending.out}"), language)
