"""What a person reads: rules in words, one line on certainty, heads and whole names at the right, plain scales."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from openness_cli.errors import ExitCode
from openness_cli.files.index import SHIPPED
from tests.builders.bodies import LEVELS, criterion, full, write_body, write_one
from tests.builders.tool import CYRILLIC, SAMPLES, Call

DEAD = SAMPLES / "dead-links"


@pytest.mark.parametrize(
    ("criterion", "language", "sentence"),
    [
        ("C2.8", "uz", "toʻliq (level: full): 1 ball"),
        ("C2.8", "ru", "полностью (level: full) — 1 балл"),
        ("C2.8", "ru", "частично (level: partial) — 0,5 балла"),
        ("C1.7", "uz", "bajarilganlar ulushi (count ÷ of) kamida 70 % boʻlsa: 0,5 ball"),
        ("C1.7", "en", "share done (count ÷ of) of 70% or more: 0.5 points"),
        ("C4.1", "uz", "oʻz vaqtida eʼlon qilingan har bir chorak uchun 0,25 ball"),
        ("C4.1", "ru", "за каждый квартал, сведения за который опубликованы в срок, — 0,25 балла"),
        ("C3.9", "uz", "oʻz vaqtida eʼlon qilingan har bir oy uchun 0,0833 ball"),
        ("C7.1", "uz", "qism (part: policy) — "),
    ],
)
def test_a_rule_says_what_is_earned_by_what(criterion: str, language: str, sentence: str, tool: Call) -> None:
    assert sentence in " ".join(tool("explain", criterion, "--lang", language).out.split())


@pytest.mark.parametrize("language", ["uz", "ru", "en", CYRILLIC])
@pytest.mark.parametrize("command", ["score", "plan", "forecast", "calendar", "links --report"])
def test_how_certain_the_rules_are_is_one_line_and_said_once(command: str, language: str, tool: Call) -> None:
    name, *options = command.split()
    lines = tool(name, DEAD, *options, "--lang", language).out.splitlines()
    assert len([line for line in lines if "openness list --unconfirmed" in line]) == 1
    assert lines[-1].endswith("(openness list --unconfirmed)")
    assert "27/84" in lines[-1]


NOT_CONFIRMED = {
    "uz": "metodika tasdigʻini topmagan",
    "ru": "методика не подтверждена",
    "en": "methodology not confirmed",
    "uz-Cyrl": "методика тасдиғини топмаган",
}


@pytest.mark.parametrize("language", ["uz", "ru", "en", CYRILLIC])
@pytest.mark.parametrize(
    "command",
    ["score", "score --all", "score --gaps-only", "score --format markdown", "score --format github", "plan",
     "score --format junit", "forecast", "forecast --format markdown", "calendar", "calendar --format ics",
     "links --report", "rank", "list",
     "explain C4.1"],
)  # fmt: skip
@pytest.mark.grid(one_in=3)
def test_a_year_after_the_last_confirmed_one_is_told_once(command: str, language: str, tool: Call) -> None:
    name, *options = command.split()
    unfolded = tool(name, *options, DEAD, "--lang", language).out.replace("\r\n ", "")
    told = " ".join(unfolded.split())
    assert told.count(NOT_CONFIRMED[language]) == 1
    assert "2024" in told[told.index(NOT_CONFIRMED[language]) - 20 :][:20]


def test_a_year_that_is_confirmed_says_nothing_of_it(tool: Call, tmp_path: Path) -> None:
    index = Path(shutil.copytree(SHIPPED / "pf-154", tmp_path / "index"))
    head = (index / "index.yaml").read_text(encoding="utf-8")
    for through, times in (("confirmed_through: 2024", 0), ("", 0), ("confirmed_through: 2023", 1)):
        text = head.replace("confirmed_through: 2023", through)
        (index / "index.yaml").write_text(text, encoding="utf-8")
        told = tool("score", DEAD, "--index", index, "--lang", "en").out
        assert told.count(NOT_CONFIRMED["en"]) == times
        known = json.loads(tool("score", DEAD, "--index", index, "--format", "json").out)["index"]
        assert known.get("confirmed_through") == (int(through[-4:]) if through else None)


@pytest.mark.parametrize(
    ("criterion", "language", "sentences"),
    [
        ("C2.8", "en", ("wording: sourced; it stands in the source", "the most that it earns stands in the source")),
        ("C2.11", "en", ("wording: derived; the duty stands in CMD No. 373", "clause 3; that it is one criterion")),
        ("C2.18", "en", ("wording: assumed; no source asks it in these words", "clause 9", "is an assumption")),
        ("C4.2", "uz", ("matn: meʼyordan kelib chiqqan; majburiyat manbasi", "2, 7, 8-shakllar", "bizning xulosamiz")),
        ("C4.2", "ru", ("текст: выведено из нормы", "формы 2, 7, 8", "наш вывод", "срок: предположение")),
        ("C3.1", "en", ("due date: sourced; the day stands in the norm", "due within the period")),
        ("C3.9", "uz", ("doimiy yangilab boriladi", "muddat: faraz qilingan; sana hech bir manbada yoʻq")),
        ("C3.4", "ru", ("публикуется по окончании периода", "баллы: предположение")),
        ("C7.6", "en", ("wording: assumed", "corruption in personnel matters", "which are an assumption too")),
    ],
)
def test_what_is_inferred_from_what_is_said_plainly(
    criterion: str, language: str, sentences: tuple[str, ...], tool: Call
) -> None:
    told = " ".join(tool("explain", criterion, "--lang", language).out.split())
    for sentence in sentences:
        assert sentence in told


def test_points_that_are_shared_out_are_told_by_indicator(tool: Call) -> None:
    uzbek = " ".join(tool("score", DEAD, "--lang", "uz").out.split())
    assert "3-indikatorda 3 ta mezon tashkilotga tatbiq etilmaydi, ularning balli qolganlariga taqsimlanadi" in uzbek
    russian = " ".join(tool("score", DEAD, "--lang", "ru").out.split())
    assert "распределены между остальными критериями индикатора 3 (× 20/17)." in russian


def test_the_legend_explains_what_is_drawn_alone(tool: Call) -> None:
    late = tool("score", DEAD, "--lang", "en").out
    assert "== earned  -- open or lost" in late
    assert "pending: falls due later" not in late
    early = tool("score", SAMPLES / "ministry-2024", "--lang", "en").out
    assert "++ pending: falls due later" in early
    assert "== earned  --" not in tool("calendar", DEAD, "--lang", "en").out


def test_an_owner_of_thirty_letters_stands_whole_under_a_head(tool: Call, tmp_path: Path) -> None:
    body = tmp_path / "body"
    shutil.copytree(DEAD, body)
    owner = "Axborot texnologiyalari boʻlim"
    assert len(owner) == 30
    for path in (body / "evidence").glob("2-*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("Raqamlashtirish boʻlimi", owner), encoding="utf-8")
    lines = tool("score", body, "--lang", "en").out.splitlines()
    gaps = next(place for place, line in enumerate(lines) if line.startswith("Gaps:"))
    assert lines[gaps + 1].split()[0] == "owner"
    assert any(line.endswith(owner) and "C2.14" in line for line in lines)


def test_a_list_is_written_to_a_file_that_nothing_reads(tool: Call, tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    assert tool("list", "--format", "csv", "--output", target).code == ExitCode.DONE
    assert target.read_text(encoding="utf-8").startswith("indicator,criterion,title")
    body = tmp_path / "body"
    shutil.copytree(DEAD, body)
    ending = tool("list", body, "--output", body / "openness.yaml")
    assert ending.code == ExitCode.USAGE
    assert (body / "openness.yaml").read_bytes() == (DEAD / "openness.yaml").read_bytes()


def test_the_scaffold_names_its_files_and_what_is_not_asked(tool: Call, tmp_path: Path) -> None:
    tool("init", tmp_path / "body", "--kind", "bank", "--lang", "uz")
    names = sorted(path.name for path in (tmp_path / "body" / "evidence").iterdir())
    assert names[3] == "4-budjet-jarayonining-ochiqligini.yaml"
    text = " ".join((tmp_path / "body" / "evidence" / names[1]).read_text(encoding="utf-8").split())
    assert "C2.9 Muvofiqlashtiruvchi va maslahat organlari: bu tashkilotdan talab qilinmaydi" in text
    first = (tmp_path / "body" / "evidence" / names[0]).read_text(encoding="utf-8")
    assert "  C1.1:\n    # count:  # 20\n" in first
    assert "# Ikkinchi # belgisidan keyin namuna keltirilgan" in first


def test_a_page_of_all_holds_every_criterion_and_a_page_of_a_plan_every_action(tool: Call) -> None:
    page = tool("score", DEAD, "--all", "--format", "markdown", "--lang", "en").out
    section = page.partition("## All criteria")[2].partition("\n## ")[0]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("| **C")]
    assert len(rows) == 84
    report = json.loads(tool("score", DEAD, "--format", "json", "--lang", "en").out)
    for row, own in zip(rows, report["criteria"], strict=True):
        assert f"**{own['id']}**" in row[1]
        # what stands: what opened or is taken on trust
        stands = own["verified"] + own["unknown"]
        assert (row[-3].strip(), row[-2].strip()) == (f"{stands:.2f}", f"{own['possible']:.2f}")
    words = ("plan", DEAD, "--lang", "en")
    page, plan = tool(*words, "--format", "markdown").out, json.loads(tool(*words, "--format", "json").out)
    assert plan["actions"]
    for action in plan["actions"]:
        line = next(line for line in page.splitlines() if line.startswith("|") and action["title"] in line)
        assert f"| {action['worth']:.2f} |" in line
        assert all(gap["criterion"] in line for gap in action["gaps"])


@pytest.mark.parametrize("language", ["uz", "ru", "en", CYRILLIC])
def test_footnotes_of_records_and_comparisons_are_a_line_each(language: str, tool: Call, tmp_path: Path) -> None:
    saved = [tmp_path / f"{day}.json" for day in ("2025-01-10", "2025-02-28")]
    for path in saved:
        tool("score", DEAD, "--as-of", path.stem, "--format", "json", "--output", path)
    commands = (["links", "--report", str(DEAD)], ["diff", *map(str, saved)])
    for words in commands:
        text = tool(*words, "--lang", language).out
        assert len(text.rstrip().rpartition("\n\n")[2].splitlines()) == 3
    legend = [line for line in tool("score", DEAD, "--lang", language).out.splitlines() if "103" in line]
    assert len(legend) == 1


@pytest.mark.parametrize("language", ["uz", "ru", CYRILLIC])
def test_a_comparison_writes_decimals_as_the_language_does(language: str, tool: Call, tmp_path: Path) -> None:
    saved = [tmp_path / f"{day}.json" for day in ("2025-01-10", "2025-02-28")]
    for path in saved:
        tool("score", DEAD, "--as-of", path.stem, "--format", "json", "--output", path)
    for form in ("terminal", "markdown"):
        text = tool("diff", *saved, "--lang", language, "--format", form).out
        assert re.search(r"0,75 (->|→) 1,00", text)
        assert not re.search(r"(?<![C\d])\d\.\d\d\b(?!\.\d)", text)


@pytest.mark.parametrize("language", ["uz", "ru", "en", CYRILLIC])
def test_what_nobody_checked_is_told_on_a_page_as_on_a_screen_and_takes_no_room(
    language: str, tool: Call, tmp_path: Path
) -> None:
    folder = write_body(tmp_path, full(), criterion(LEVELS))
    options = "score", folder, "--as-of", "2024-12-01", "--lang", language
    lines = tool(*options).out.splitlines()
    (told,) = [line for line in lines if line.endswith(": openness links") and "  " in line]
    text = told.rpartition("  ")[2]
    rows = [line for line in tool(*options, "--format", "markdown").out.splitlines() if text in line]
    assert [cell.strip() for cell in rows[0].split("|")[2:5]] == [text, "", ""]
    # the figures follow the bar, and the colour ends the line
    bar = next(line for line in lines[lines.index(told) - 1 :] if "->" in line)
    assert re.search(r"[=|+-]  [0-9]+[.,][0-9]+ ->", bar)
    assert len(bar) >= 78


@pytest.mark.parametrize("basis", ["evidenced", "declared", "verified"])
def test_what_is_told_of_a_criterion_is_the_points_that_its_outcome_leaves(basis: str, tool: Call) -> None:
    options = "score", DEAD, "--lang", "en", "--basis", basis, "--all"
    (line,) = [line for line in tool(*options).out.splitlines() if line.startswith("C4.1  ") and "/1.00" in line]
    assert line.split()[-3:] == ["not", "met", "0.00/1.00"]
    page = tool(*options, "--format", "markdown").out
    assert re.search(r"^\| \*\*C4\.1\*\* [^|]*\|[^|]*\| not met \| 0\.00 \| 1\.00 \|$", page, flags=re.MULTILINE)


@pytest.mark.parametrize("language", ["uz", "ru", "en", CYRILLIC])
def test_a_page_of_due_dates_says_once_what_is_assumed(language: str, tool: Call) -> None:
    options = "calendar", SAMPLES / "ministry-2024", "--lang", language
    screen, page = tool(*options).out, tool(*options, "--format", "markdown").out
    (said,) = [line for line in page.splitlines() if line.startswith("\\~ ")]
    assert said.removeprefix("\\")[:20] in screen
    marked = [
        line for line in page.splitlines() if line.startswith("| 25.01.2025" if language != "en" else "| 2025-01-25")
    ]
    assert marked
    assert all("\\~ | " in line and said[3:] not in line for line in marked)


def test_duties_of_one_day_that_ask_the_same_stand_together(tool: Call) -> None:
    lines = tool("plan", SAMPLES / "ministry-2024", "--lang", "en", "--all").out.splitlines()
    heads = [line for line in lines if re.match(r"  20[0-9-]+  publish ", line)]
    assert len(heads) > 2
    assert len(heads) == len(set(heads))


def test_the_day_that_a_folder_fixes_ends_with_one_stop(tool: Call) -> None:
    lines = tool("score", DEAD, "--lang", "ru").out.splitlines()
    fixed = [line for line in lines if line.startswith("Дата закреплена")]
    assert [line.endswith(" г.") and not line.endswith("..") for line in fixed] == [True]


def test_addresses_that_turn_the_colour_are_told_in_one_gender(tool: Call) -> None:
    said = " ".join(tool("score", DEAD, "--lang", "ru").out.split())
    assert "категория меняется: была зелёная, становится жёлтая; остаётся 65,78." in said


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ({"level": "full", "items": [{"file": "annual.pdf", "published": "2024-02-20"}]}, True),
        ({"level": "full", "effort_days": 3, "items": [{"file": "annual.pdf", "published": "2024-02-20"}]}, False),
        ({"level": "partial", "items": [{"file": "annual.pdf", "published": "2024-02-20"}]}, False),
        (None, False),
    ],
)
def test_an_estimate_beside_a_proof_to_mend_is_of_the_whole_criterion(
    claim: dict[str, Any] | None, tool: Call, tmp_path: Path, *, said: bool
) -> None:
    """What an index supposes that a criterion takes is not what it takes to correct the name of a file."""
    folder = write_one(tmp_path, LEVELS, claim)
    out = " ".join(tool("score", folder, "--as-of", "2025-02-01", "--lang", "en").out.split())
    assert "working day" in out
    assert ("(the whole criterion: about 1 working day;" in out) == said
