"""Words of one page: titles in running sentences."""

import pytest

from openness_cli.reports._brief_words import in_sentence


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Budjet haqida", "budjet haqida"),
        ("NNTlarga ajratilgan grantlar", "NNTlarga ajratilgan grantlar"),
        ("IV chorak", "IV chorak"),
        ("E-anticor tizimi", "E-anticor tizimi"),
        ("«Форма» отчёта", "«Форма» отчёта"),
        ("О бюджете", "О бюджете"),
        ("", ""),
    ],
)
def test_a_title_in_a_sentence_loses_its_capital_and_an_abbreviation_does_not(title: str, said: str) -> None:
    assert in_sentence(title) == said
