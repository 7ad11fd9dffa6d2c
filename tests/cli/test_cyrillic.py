"""Uzbek in Cyrillic script, as its reader meets it."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from openness_cli.files.index import SHIPPED, load_index
from openness_cli.messages import _, named_language, system_language, use
from openness_cli.model.languages import Text
from openness_cli.words.terms import long_date, period_words
from tests.builders.tool import Call, Sample


@pytest.mark.parametrize(
    "name",
    [
        "uz-Cyrl",
        "uz_Cyrl",
        "uz_UZ@cyrillic",
        "uz_UZ.UTF-8@cyrillic",
        "uz-Cyrl-UZ",
        "Uzbek (Cyrillic)_Uzbekistan",
        "UZ-CYRL",
    ],
)
def test_it_is_named_as_systems_name_it(name: str) -> None:
    assert named_language(name) == "uz-Cyrl"
    assert system_language({"LANG": name}) == "uz-Cyrl"


def test_other_languages_are_not_taken_for_it() -> None:
    assert [named_language(name) for name in ("uz", "uz_UZ.UTF-8", "uz-Latn-UZ", "ru_RU")] == ["uz", "uz", "uz", "ru"]
    assert [named_language(name) for name in ("sr@cyrillic", "uz-Cyrlx", "Cyrl")] == [None, None, None]


def test_option_environment_and_workspace_choose_it_and_what_the_officer_wrote_stays(
    tool: Call, sample: Sample
) -> None:
    said = tool("list", "--only", "4", "--lang", "uz-Cyrl").out
    assert "Бюджет жараёнининг очиқлигини таъминлаш" in said
    assert tool("list", "--only", "4", env={"OPENNESS_LANG": "uz_Cyrl"}).out == said
    body = sample("dead-links")
    config = body / "openness.yaml"
    config.write_text(config.read_text(encoding="utf-8") + "language: uz_UZ@cyrillic\n", encoding="utf-8")
    owners = tool("owners", body).out
    assert "масъул бўлинма" in owners
    assert "Havola qoʻmitasi (xayoliy)" in owners
    assert "Moliya boʻlimi" in owners
    tool("validate", body, "--fix")
    assert "language: uz-Cyrl" in config.read_text(encoding="utf-8")


def test_a_month_loses_its_sign_before_an_ending_alone() -> None:
    use("uz-Cyrl")
    assert long_date(date(2024, 4, 25)) == "2024 йил 25 апрель"
    assert period_words("2024-07") == "2024 йил июль ойи"
    until = _("By {day} (that day included):")
    assert until.format(day=long_date(date(2024, 4, 25))) == "2024 йил 25 апрелгача (шу кун ҳам киради):"
    assert until.format(day=long_date(date(2024, 3, 1))).startswith("2024 йил 1 мартгача")
    assert until.format(day="Роль").startswith("Рольгача")
    assert until.format(day="{a} июнь").startswith("{a} июнгача")


def test_what_a_definition_leaves_out_is_shown_in_latin_script() -> None:
    assert Text("matn", "текст", "text").to("uz-Cyrl") == "matn"
    assert Text("matn", "текст", "text", "матн").to("uz-Cyrl") == "матн"


def test_an_index_without_it_is_read_and_shown_in_latin_script(tool: Call, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    folder.mkdir()
    for path in (SHIPPED / "pf-154").glob("*.yaml"):
        text = re.sub(r"^ *uz-Cyrl: .*\n|, uz-Cyrl: [^}]*", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        (folder / path.name).write_text(text, encoding="utf-8")
    short = load_index(folder).indicators[0].short
    assert short is not None
    assert short.to("uz-Cyrl") == "Masʼul xodimlar"
    assert "Ochiqlikni taʼminlash uchun masʼul xodimlar" in tool("list", "--index", folder, "--lang", "uz-Cyrl").out


@pytest.mark.parametrize("encoding", ["cp1251", "cp866"])
def test_a_console_that_lacks_letters_shows_others_cell_for_cell(encoding: str, tool: Call) -> None:
    whole = tool("list", "--only", "4", "--lang", "uz-Cyrl").out
    poor = tool("list", "--only", "4", "--lang", "uz-Cyrl", encoding=encoding).out
    assert [len(line) for line in poor.splitlines()] == [len(line) for line in whole.splitlines()]
    assert "очиклигини" in poor
    assert "?" not in poor


def test_a_console_without_any_cyrillic_does_not_crash(tool: Call) -> None:
    assert tool("list", "--only", "4", "--lang", "uz-Cyrl", encoding="ascii").code == 0


def test_words_typed_in_it_are_understood(tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    plain = json.loads(tool("score", body, "--format", "json").out)["headline"]
    typed = {
        "level: full": "level: тўлиқ", "level: partial": "level: қисман",
        "part: ethics-code": "part: Одоб-ахлоқ қоидалари", "period: 2024-Q1": "period: 2024 йил I чораги",
        "period: 2024-H1": "period: I ярим йиллик", "period: 2024-09": "period: 2024 йил сентябрь ойи",
    }  # fmt: skip
    found = set()
    for path in (body / "evidence").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for canonical, own in typed.items():
            found |= {canonical} if canonical in text else set()
            text = re.sub(rf"{canonical}\b", own, text)
        path.write_text(text, encoding="utf-8")
    assert found == set(typed)
    assert json.loads(tool("score", body, "--format", "json").out)["headline"] == plain
    assert tool("score", body, "--fail-under", "яшил").code == 0


def test_a_new_folder_speaks_it_under_names_that_every_system_takes(tool: Call, tmp_path: Path) -> None:
    tool("init", tmp_path / "a", "--lang", "uz-Cyrl")
    tool("init", tmp_path / "b", "--lang", "uz")
    names = [sorted(path.name for path in (tmp_path / own / "evidence").iterdir()) for own in "ab"]
    assert names[0] == names[1]
    configuration = (tmp_path / "a" / "openness.yaml").read_text(encoding="utf-8")
    assert "language: uz-Cyrl" in configuration
    assert tool("validate", tmp_path / "a").code == 0
    assert "Нима баҳоланади" in next((tmp_path / "a" / "evidence").iterdir()).read_text(encoding="utf-8")
