"""The catalogue and the definitions in Cyrillic script are those that the Latin ones make."""

import re
from collections.abc import Iterator
from pathlib import Path

from openness_cli.files.index import SHIPPED, load_index
from tests.whole.test_languages import messages, parts, texts_of
from tools.cyrillic import catalogue, definition, says, stale, unread, written
from tools.script import in_cyrillic
from tools.words import STAYS

BY_COMMAND = "python -m tools.cyrillic brings it up to date"
MIXED = re.compile("[а-яёўқғҳ][a-z]|[a-z][а-яёўқғҳ]", re.IGNORECASE)
# whatever it is: a file, an address, an option, an example, a key with an underscore, a placeholder
TYPED = re.compile(
    r"\{[^{}]*\}|https?://\S+|--?[a-z][\w-]*|\b\w*_\w+|[\w*]*\.[a-z]{2,5}\b|\b\w+/|\b[A-Z]+\d[\w.]*|\w+,\w+;q=\S+"
)


def all_cyrillic() -> Iterator[tuple[str, str]]:
    for _name, text in texts_of(load_index(SHIPPED / "pf-154")):
        yield text.uz, text.uz_cyrl
    for latin, cyrillic in zip(messages("uz"), messages("uz_Cyrl"), strict=True):
        assert latin.id == cyrillic.id
        yield from zip(parts(latin.string), parts(cyrillic.string), strict=True)


def test_all_is_as_the_latin_makes_it() -> None:
    assert list(stale()) == [], BY_COMMAND


def test_a_catalogue_is_out_of_date_when_a_text_is_and_not_when_babel_is_another(tmp_path: Path) -> None:
    made = catalogue()
    for ending, data in ((path.suffix, data) for path, data in written(made).items()):
        file = tmp_path / f"x{ending}"
        file.write_bytes(data.replace(b"Generated-By: Babel 2", b"Generated-By: Babel 1"))
        assert says(file, data)
        file.write_bytes(data.replace("ҳужжат".encode(), "хужжат".encode()))
        assert not says(file, data)


def test_every_word_has_been_read() -> None:
    assert unread() == []


def test_no_latin_letters_but_those_allowed() -> None:
    for latin, cyrillic in all_cyrillic():
        assert cyrillic, latin
        assert not MIXED.search(re.sub(r"\{[^{}]*\}", " ", cyrillic)), cyrillic
        words = re.findall(r"[A-Za-z]+", TYPED.sub(" ", cyrillic))
        left = {word for word in words if word.lower() not in STAYS and not re.fullmatch("[IVXNC]+", word)}
        assert left <= {"E", "FORMAT", "anticor"}, cyrillic
        assert not re.search("[ʻʼ“”]", cyrillic), cyrillic


def test_a_text_gets_its_cyrillic_and_all_else_stays_as_it_is() -> None:
    text = (
        "# izoh\n"
        "titles:\n"
        "  uz: Ochiq maʼlumot  # nom\n"
        '  ru: "Открытые: данные"\n'
        "  en: Open data  # the name\n"
        "short: {uz: Ochiq, ru: а, en: b}\n"
        "note: {uz: yil, ru: г, en: y, uz-Cyrl: эски}\n"
        "steps: [{min: 1, points: 2}]\n"
    )
    expected = (
        text.replace("# the name\n", "# the name\n  uz-Cyrl: Очиқ маълумот\n")
        .replace("en: b}", "en: b, uz-Cyrl: Очиқ}")
        .replace("эски", "йил")
    )
    assert definition("x.yaml", text) == expected
    assert definition("x.yaml", expected) == expected


def test_a_value_that_yaml_would_read_otherwise_is_quoted() -> None:
    made = definition("x.yaml", 'a:\n  uz: "Ochiq: bir"\n  ru: б\n  en: c\n')
    assert made.endswith(f'  uz-Cyrl: "{in_cyrillic("Ochiq: bir")}"\n')
