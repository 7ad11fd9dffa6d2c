"""``openness add``: an item comes where it belongs, nothing else changes, what is wrong is told at what was typed."""

import shutil
from pathlib import Path

import pytest

from openness_cli.files.adding import ITEM_KEYS
from tests.builders.tool import SAMPLES, Call, Sample

BUDGET = "evidence/4-budjet.yaml"


@pytest.fixture
def body(sample: Sample) -> Path:
    return sample("dead-links")


def state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def new_lines(before: dict[str, bytes], folder: Path) -> dict[str, list[str]]:
    """Return the lines that files have more, of those that were only added to."""
    found: dict[str, list[str]] = {}
    for name, data in state(folder).items():
        old, new = before.get(name, b"").decode().splitlines(), data.decode().splitlines()
        if old != new:
            lines = iter(old)
            rest = next(lines, None)
            found[name] = []
            for line in new:
                if line == rest:
                    rest = next(lines, None)
                else:
                    found[name].append(line)
            assert rest is None, f"{name} lost {rest!r}"
    return found


def test_an_item_comes_where_those_of_its_criterion_are_in_canonical_spelling(body: Path, tool: Call) -> None:
    before = state(body)
    words = ("add", "c4.1", body, "--period", "IV chorak", "--url", "www.a.example/q4.xlsx", "--date", "25.01.2025")
    ending = tool(*words, "--title", "Budjet: IV", "--note", "ogʻzaki", "--lang", "en")
    assert (ending.code, ending.out) == (0, "")
    (name,) = new_lines(before, body)
    assert name.startswith("evidence/4")
    # on one line, as those beside it
    rest = "period: 2024-Q4, url: https://www.a.example/q4.xlsx, published: 2025-01-25, note: ogʻzaki"
    assert new_lines(before, body)[name] == ['      - {title: "Budjet: IV", ' + rest + "}"]
    assert ending.err == f"C4.1: 1 item added to {name}\n"
    assert tool("validate", body).code == 0


def test_a_second_time_nothing_is_added_and_what_differs_is_told_and_left(body: Path, tool: Call) -> None:
    words = ("add", "C4.1", body, "--period", "2024-Q4", "--lang", "en")
    tool(*words, "--url", "https://a.example/q4", "--date", "25.01.2025", "--title", "Old")
    before = state(body)
    again = tool(*words, "--url", "http://www.a.example/q4/", "--date", "26.01.2025", "--title", "New")
    assert (again.code, state(body)) == (0, before)
    assert "it is there already (evidence/4" in again.err
    assert "--date: “2025-01-25” is written at" in again.err
    assert "--title: “Old” is written at" in again.err
    other = tool(*words[:3], "--period", "2024-Q3", "--url", "https://a.example/q4", "--lang", "en")
    assert "1 item added" in other.err


def test_a_file_is_copied_once_and_one_of_another_content_is_refused(body: Path, tool: Call, tmp_path: Path) -> None:
    order = tmp_path / "buyruq 7.pdf"
    order.write_bytes(b"%PDF-1.7 one")
    shutil.rmtree(body / "attachments", ignore_errors=True)
    words = ("add", "C7.1", body, "--part", "policy", "--lang", "en")
    assert tool(*words, "--file", order).err.endswith("copied: attachments/buyruq 7.pdf\n")
    assert (body / "attachments" / "buyruq 7.pdf").read_bytes() == order.read_bytes()
    before = state(body)
    assert "it is there already" in tool(*words, "--file", order).err
    assert "it is there already" in tool(*words, "--file", body / "attachments" / "buyruq 7.pdf").err
    order.write_bytes(b"%PDF-1.7 two")
    refused = tool(*words, "--file", order)
    assert (refused.code, state(body)) == (2, before)
    assert "give" in refused.err
    for other, said in ((tmp_path / "none.pdf", "no file"), (tmp_path, "no file")):
        assert said in tool(*words, "--file", other).err


@pytest.mark.parametrize("name", ["two\nlines.pdf", 'quoted "x".pdf', "unseen\u200b.pdf", "dot.pdf."])
def test_a_file_whose_name_not_every_system_takes_is_refused(name: str, body: Path, tool: Call, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(b"%PDF-1.7")
    before = state(body)
    refused = tool("add", "C1.1", body, "--title", "t", "--file", file, "--lang", "en")
    assert (refused.code, state(body)) == (2, before)
    assert "not every system takes a file of this name; give it another name" in refused.err


def test_a_criterion_that_is_not_written_yet_stands_behind_the_nearest_earlier_one(body: Path, tool: Call) -> None:
    path = body / BUDGET
    text = "evidence:\n  C4.1:\n    note: a\n    # ours\n\n  # the last\n  C4.6:\n"
    path.write_text(text, encoding="utf-8")
    assert tool("add", "C4.2", body, "--title", "t", "--url", "https://a.example/4", "--period", "2024-Q1").code == 0
    head, _mark, tail = path.read_text(encoding="utf-8").partition("    # ours\n  C4.2:\n    items:\n")
    assert head + "    # ours\n" + tail[tail.index("\n  # the last") :] == text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("C4.1", "--url", "https://a.example", "--date", "25.01.25"), "--date: “25.01.25”"),
        (("C4.1", "--url", "https://a.example"), "C4.1: the item does not say its period"),
        (("C4.1", "--url", "htp:/a", "--period", "2024-Q1"), "--url: “htp:/a” is not a web address"),
        (("C7.1", "--url", "https://a.example", "--part", "polcy"), "--part: there is no part “polcy”"),
        (("C4.1", "--url", "https://a.example", "--period", "2024-Q1", "--shows", "3"), "--shows: shows does not fit"),
        (("C2.8", "--url", "https://a.example", "--level", "ful"), "--level: there is no level “ful”"),
        (("C1.7", "--url", "https://a.example", "--count", "7", "--of", "5"), "--count: "),
        (("C4.99", "--url", "https://a.example"), "CRITERION: “C4.99” is not known"),
        (("C4.1", "--period", "2024-Q1"), "say where it can be seen"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_what_was_typed_and_nothing_is_written(
    words: tuple[str, ...], said: str, body: Path, tool: Call
) -> None:
    before = state(body)
    ending = tool("add", words[0], body, *words[1:], "--lang", "en")
    assert ending.code == 2
    assert said in ending.err
    assert state(body) == before


def test_what_is_missing_is_asked_for_with_the_choices(body: Path, tool: Call) -> None:
    before = state(body)
    answers = ["x", "4", "https://a.example/q4", "Budjet", "31.02.2025", "25.01.2025"]
    ending = tool("add", "C4.1", body, "--lang", "en", typed=answers)
    assert ending.code == 0
    assert "type one of the numbers from 1 to 4" in ending.err
    assert "“31.02.2025” is no day" in ending.err
    (lines,) = new_lines(before, body).values()
    assert "period: 2024-Q4" in lines[0]
    before = state(body)
    stopped = tool("add", "C4.1", body, "--lang", "en", typed=["1"])
    assert (stopped.code, state(body)) == (130, before)


def test_a_level_a_part_and_numbers_are_asked_for_where_the_rule_has_them(tool: Call, tmp_path: Path) -> None:
    body = tmp_path / "body"
    tool("init", body, "--lang", "uz")
    (body / "openness.yaml").write_text((body / "openness.yaml").read_text().replace("2026", "2024"))
    assert tool("add", "C2.8", body, "--url", "https://a.uz", typed=["1", "Sahifa", ""]).code == 0
    assert tool("add", "C7.1", body, "--url", "https://a.uz", typed=["3", "", ""]).code == 0
    assert tool("add", "C1.7", body, typed=["198", "204", "https://a.uz/r", "", ""]).code == 0
    found = "\n".join(path.read_text() for path in sorted((body / "evidence").iterdir()))
    for line in ("    level: full", "    count: 198", "    of: 204", "      - part: ethics-code"):
        assert line in found.splitlines()
    assert tool("validate", body).code == 0
    # what is claimed already is not asked for again
    assert tool("add", "C2.8", body, "--url", "https://b.uz", typed=["", ""]).code == 0


def test_an_owner_has_a_file_of_his_own_and_is_written_where_another_owns_the_claim(body: Path, tool: Call) -> None:
    (body / "evidence" / "hudud.yaml").write_text(
        "evidence:\n  C1.1:\n    owner: Buxoro boshqarmasi\n    count: 1\n    items:\n    - {title: a, url: https://h.uz}\n",
        encoding="utf-8",
    )
    before = state(body)
    words = ("add", "C1.1", body, "--url", "https://h.uz/2", "--date", "2024-05-01")
    assert tool(*words, "--owner", "buxoro boshqarmasi", "--count", "2").code == 0
    text = (body / "evidence" / "hudud.yaml").read_text()
    assert text.endswith("- {title: a, url: https://h.uz}\n    - {url: https://h.uz/2, published: 2024-05-01}\n")
    assert "    count: 2\n" in text
    (body / "evidence" / "hudud.yaml").write_bytes(before["evidence/hudud.yaml"])
    assert tool(*words, "--owner", "Navoiy boshqarmasi").code == 0
    ((name, lines),) = new_lines(before, body).items()
    assert (name.startswith("evidence/1"), lines[-1].endswith("owner: Navoiy boshqarmasi}")) == (True, True)


def test_without_a_file_of_its_indicator_it_goes_into_one_as_init_names_it(body: Path, tool: Call) -> None:
    for path in (body / "evidence").glob("8*"):
        path.unlink()
    before = state(body)
    assert tool("add", "C8.1", body, "--part", "public-chamber", "--url", "https://a.uz", "--lang", "uz").code == 0
    (name,) = new_lines(before, body)
    assert name.startswith("evidence/8-")
    assert (body / name).read_text().startswith("evidence:\n  C8.1:\n    items:\n      - part: public-chamber\n")


def test_a_file_that_was_changed_meanwhile_or_may_not_be_written_is_left(
    body: Path, tool: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("add", "C4.1", body, "--period", "2024-Q4", "--url", "https://a.example/q4", "--lang", "en")
    before = state(body)
    monkeypatch.setattr("openness_cli.files.rewriting.os.access", lambda path, _mode: "evidence" not in str(path))
    ending = tool(*words)
    assert (ending.code, state(body)) == (5, before)
    assert "could not write" in ending.err


def test_every_key_of_an_item_but_the_action_can_be_typed() -> None:
    keys = {
        "title",
        "url",
        "file",
        "published",
        "updated",
        "held",
        "part",
        "period",
        "shows",
        "owner",
        "note",
        "contains",
    }
    assert set(ITEM_KEYS) == keys


def test_no_workspace_is_no_place_to_add_to(tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert tool("add", "C4.1", "--url", "https://a.uz").code == 2
    shutil.copytree(SAMPLES / "dead-links", tmp_path, dirs_exist_ok=True)
    assert tool("add", "C4.1", "--url", "https://a.uz", "--period", "2024-Q4").code == 0
