"""``openness remind``: what each unit is asked to do, in sentences, as it is read on a telephone."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from openness_cli.cli.splitting import file_name
from openness_cli.errors import ExitCode
from openness_cli.messages import use
from openness_cli.words.terms import near_period, period_words
from tests.builders.bodies import LEVELS, QUARTERS, criterion, item, write_body
from tests.builders.tool import CYRILLIC, SAMPLES, Call

DEAD = "https://a.example/dead"


@pytest.fixture
def body(tmp_path: Path) -> Path:
    claims: dict[str, Any] = {
        "X1": {"level": "full", "owner": "Press", "items": [item(url=DEAD)]},
        "X2": {"owner": "Moliya / boʻlimi", "items": [item("2024-04-20", period="2024-Q1")]},
        "X3": {"owner": "Moliya / boʻlimi", "items": [item("2024-04-20", period="2024-Q1", url="https://a.example/3")]},
        "X4": {"level": "partial", "owner": "Press", "items": [item("2024-05-15")]},
        "X6": {"level": "full", "owner": "Idle", "items": [item("2024-05-16")]},
    }
    rules = {"X1": LEVELS, "X2": QUARTERS, "X3": QUARTERS, "X4": LEVELS, "X5": LEVELS, "X6": LEVELS}
    body = write_body(tmp_path / "body", claims, *(criterion(rule, name) for name, rule in rules.items()))
    lines = [
        {"time": f"2024-06-0{day}T05:00:00Z", "url": DEAD, "result": "failed", "cause": "404"} for day in (1, 2, 3)
    ]
    (body / "availability").mkdir()
    log = body / "availability" / "a.jsonl"
    log.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return body


def asked(body: Path) -> tuple[Any, ...]:
    return ("remind", body, "--as-of", "2024-07-01", "--days", "30", "--lang", "en")


def test_what_does_not_open_comes_first_then_what_falls_due_then_what_has_no_day(body: Path, tool: Call) -> None:
    ending = tool(*asked(body))
    assert ending.code == ExitCode.DONE
    letters = ending.out.split("\n\n\n")
    press = next(letter for letter in letters if letter.startswith("Press"))
    assert press.startswith("Press: 2 tasks, 1.00 points are being lost now\n\nDear colleagues!\nOn 1 March we are ")
    assert re.search(
        r"Now:\n1\) 1 page does not open \(page not found, 404\): .* — 1\.00 points\. \(X1\)\n" + DEAD, press
    )
    assert press.index("Now:") < press.index("Not due soon, but worth points (in all 0.50 points, 1 task):\n2) “")
    money = next(letter for letter in letters if letter.startswith("Moliya"))
    assert money.startswith("Moliya / boʻlimi: 1 task, the next by 25 July\n")
    told = "1) Publish 2 documents for quarter II of 2024 on the official website — 0.50 points."
    assert f"By 25 July (that day included):\n{told} One day late, and the points cannot be won back. (X2, X3)" in money
    nobody = letters[-1]
    assert nobody.startswith("Work that nobody is in charge of: 1 task\n")
    assert "Dear colleagues" not in nobody
    assert "1 unit owes nothing." in ending.err


def test_what_falls_due_later_is_not_told_yet(body: Path, tool: Call) -> None:
    text = tool("remind", body, "--as-of", "2024-07-01", "--days", "5", "--lang", "en").out
    assert "Moliya" not in text
    assert tool("remind", body, "--days", "-1").code == ExitCode.USAGE
    over = tool("remind", body, "--as-of", "2025-03-02", "--lang", "en")
    assert (over.out.strip(), over.code) == ("", ExitCode.DONE)
    assert "nobody owes anything" in over.err or "owe" in over.err


def test_one_unit_alone_and_nobodys_work_alone(body: Path, tool: Call) -> None:
    assert tool(*asked(body), "--owner", "pre").out.count("Dear colleagues") == 1
    assert tool(*asked(body), "--owner", "-").out.startswith("Work that nobody")


def test_the_json_has_every_task_and_the_letters(body: Path, tool: Call) -> None:
    report = json.loads(tool(*asked(body), "--format", "json").out)
    tasks = {
        own["owner"]: [(task["kind"], task["criteria"], task["points"]) for task in own["tasks"]]
        for own in report["reminders"]
    }
    assert tasks == {
        "Press": [("dead", ["X1"], 1), ("undated", ["X4"], 0.5)],
        "Moliya / boʻlimi": [("due", ["X2", "X3"], 0.5)],
        None: [("undated", ["X5"], 1)],
    }
    assert report["reminders"][0]["text"] in tool(*asked(body)).out


@pytest.mark.parametrize("language", ["uz", "ru", "en", CYRILLIC])
@pytest.mark.parametrize("name", ["ministry-2024", "dead-links", "model-body"])
@pytest.mark.parametrize("day", ["2024-07-01", "2024-12-20"])
def test_a_letter_fits_a_telephone_and_has_no_codes(name: str, day: str, language: str, tool: Call) -> None:
    command = ("remind", SAMPLES / name, "--as-of", day, "--days", "60", "--lang", language)
    report = json.loads(tool(*command, "--format", "json").out)
    assert report["reminders"]
    for own in report["reminders"]:
        tasks = re.findall(r"(?m)^\d+\) ", own["text"])
        assert 1 <= len(tasks) <= 8
        assert len(own["text"]) < 2500
        assert not re.search(r"2024-(?:Q|H|\d\d\b)|\.yaml|link-|\bNone\b", own["text"])


def test_split_writes_a_file_for_each_unit_that_any_editor_opens(body: Path, tool: Call, tmp_path: Path) -> None:
    ending = tool(*asked(body), "--split", tmp_path / "letters")
    assert ending.code == ExitCode.DONE
    files = {path.name: path.read_bytes() for path in (tmp_path / "letters").iterdir()}
    assert set(files) == {"Press.txt", "Moliya boʻlimi.txt", "Work that nobody is in charge of.txt"}
    for data in files.values():
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\n") == data.count(b"\r\n") > 3
    assert not list(tmp_path.glob("letters/.*"))
    refused = tool(*asked(body), "--split", body / "evidence")
    assert refused.code == ExitCode.USAGE
    assert not list((body / "evidence").glob("*.txt"))


def test_a_folder_that_cannot_be_made_is_told(body: Path, tool: Call, tmp_path: Path) -> None:
    ending = tool(*asked(body), "--split", tmp_path / "none" / "letters")
    assert ending.code == ExitCode.INTERNAL
    assert "could not write" in ending.err


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("../../etc/passwd", "etc passwd"),
        ("CON", "_CON"),
        ("  a . ", "a"),
        ("...", "_"),
        ("x" * 300, "x" * 80),
        ("a\x00b|c", "a b c"),
    ],
)
def test_a_unit_names_a_file_on_any_system(unit: str, name: str) -> None:
    assert file_name(unit) == name


@pytest.mark.parametrize(
    ("label", "words", "near"),
    [
        ("2024-Q4", "IV квартал 2024 года", "IV квартал"),
        ("2024-12", "декабрь 2024 года", "декабрь"),
        ("2024-H1", "I полугодие 2024 года", "I полугодие"),
        ("2024", "2024 год", "2024 год"),
        ("2024-Q9", "2024-Q9", "2024-Q9"),
        ("2024-13", "2024-13", "2024-13"),
        ("a", "a", "a"),
    ],
)
def test_a_period_is_said_in_words(label: str, words: str, near: str) -> None:
    use("ru")
    assert (period_words(label), near_period(label)) == (words, near)


def test_it_says_where_each_text_is_sent_where_that_is_known(body: Path, tool: Call, tmp_path: Path) -> None:
    with (body / "openness.yaml").open("a", encoding="utf-8") as file:
        file.write("\nowners: {press: press@a.example, Arxiv: }\n")
    ending = tool(*asked(body))
    first, second, *_rest = ending.out.split("\n\n")
    assert (first, second.partition(":")[0]) == ("To: press@a.example", "Press")
    assert ending.out.count("To: ") == 1
    # one that owes nothing has no text, as before
    assert "2 units owe nothing" in ending.err
    written = {own["owner"]: own for own in json.loads(tool(*asked(body), "--format", "json").out)["reminders"]}
    assert (written["Press"]["email"], written["Press"]["text"].partition(":")[0]) == ("press@a.example", "Press")
    assert "email" not in written["Moliya / boʻlimi"]
    assert tool(*asked(body), "--split", tmp_path / "texts").code == ExitCode.DONE
    text = (tmp_path / "texts" / "Press.txt").read_bytes().decode("utf-8-sig")
    assert text.startswith("To: press@a.example\r\n\r\nPress: ")
