"""Every text in every language: nothing missing, nothing stale, nothing that reads as another language."""

import ast
import io
import itertools
import re
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from openness_cli.comparison.causes import ChangeCause, RuleField
from openness_cli.comparison.editions import Difference
from openness_cli.files.bundle.checking import BundleFault
from openness_cli.files.index import SHIPPED, load_index
from openness_cli.files.index_book.columns import BookSheet, Confirmed
from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.outcomes import ConflictKind, Keep
from openness_cli.links.moves import Counterpart
from openness_cli.links.stamps import StampFault
from openness_cli.messages import DOMAIN, LOCALE_DIR
from openness_cli.model.availability import AddressState, Fixer, LinkCause
from openness_cli.model.definitions import (
    BandName,
    Checklist,
    FactBasis,
    Index,
    NeedsSite,
    NeedsSource,
    PointsBasis,
    WordingBasis,
)
from openness_cli.model.languages import LANGUAGES, Text, Worded
from openness_cli.model.periods import Every, Timing
from openness_cli.outlook.brief import Audience
from openness_cli.outlook.deadlines import DeadlineKind, Standing
from openness_cli.outlook.forecast import FallCause
from openness_cli.scoring.items import Fault
from openness_cli.scoring.losses import LossCause
from openness_cli.scoring.oddities import Odd
from openness_cli.scoring.reasons import ReasonCode
from openness_cli.scoring.score_range import Sureness
from openness_cli.scoring.verdicts import Basis, Outcome
from tests.builders.tool import ROOT

KEYWORDS = {"_": None, "n_": (1, 2), "mark": None}
TRANSLATED = [language.replace("-", "_") for language in LANGUAGES if language != "en"]
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
WRONG_APOSTROPHES = re.compile(r"[a-zA-Z]['‘’`´][a-zA-Z]")


def catalogue(language: str) -> Catalog:
    path = LOCALE_DIR / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def parts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)


@cache
def texts_in_source() -> set[str | tuple[str, ...]]:
    found = extract_from_dir(str(ROOT / "openness_cli"), [("**.py", "python")], keywords=KEYWORDS)
    return {tuple(entry[2]) if isinstance(entry[2], list | tuple) else entry[2] for entry in found}


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_holds_just_what_the_source_says(language: str) -> None:
    held = {tuple(m.id) if isinstance(m.id, list | tuple) else m.id for m in messages(language)}
    assert held == texts_in_source()
    assert not catalogue(language).obsolete


def test_the_template_holds_just_what_the_source_says() -> None:
    template = read_po(io.BytesIO((LOCALE_DIR / f"{DOMAIN}.pot").read_bytes()))
    held = {tuple(m.id) if isinstance(m.id, list | tuple) else m.id for m in template if m.id}
    assert held == texts_in_source()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_with_its_placeholders(language: str) -> None:
    for message in messages(language):
        translations = parts(message.string)
        assert all(translations), message.id
        assert not message.fuzzy, message.id
        expected = [sorted(PLACEHOLDER.findall(text)) for text in parts(message.id)]
        for text in translations:
            assert sorted(PLACEHOLDER.findall(text)) in expected, message.id


# what stands before a stop there is a colour
COLOURS = {
    "If they stay shut, the colour turns from {before} to {after}: check them today.",
    "The colour turns from {before} to {after} on {day}.",
    (
        "{points} points are on course today, {band}. If nobody acts from today on, {left} of them are left on the "
        "evaluation date, {evaluation}: {last}."
    ),
}


def test_no_russian_sentence_puts_a_stop_behind_a_day() -> None:
    """A date in full ends with a stop of its own."""
    ends = re.compile(r"\{(?:day|today|first|last|before|after|by|due|until|evaluation)\}\.(?:\s|$)")
    found = [str(m.id) for m in messages("ru") for text in parts(m.string) if ends.search(text)]
    assert set(found) == COLOURS


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalogue_is_that_of_its_source(language: str) -> None:
    compiled = LOCALE_DIR / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    fresh = io.BytesIO()
    write_mo(fresh, catalogue(language))
    with compiled.open("rb") as file:
        held = {str(m.id): m.string for m in read_mo(file) if m.id}
    fresh.seek(0)
    assert held == {str(m.id): m.string for m in read_mo(fresh) if m.id}


def test_plurals_are_those_of_the_language() -> None:
    with (LOCALE_DIR / "ru" / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        russian = GNUTranslations(file)
    words = {n: russian.ngettext("{count} item", "{count} items", n) for n in (1, 2, 5, 11, 21, 104)}
    assert words[1] == words[21] != words[2] == words[104] != words[5] == words[11]


def test_no_text_is_translated_inside_an_f_string() -> None:
    """The extractor does not look there, so such a text would stay English without anyone noticing."""
    for path in (ROOT / "openness_cli").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                calls = (call for call in ast.walk(node) if isinstance(call, ast.Call))
                names = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
                assert names.isdisjoint(KEYWORDS), f"{path}:{node.lineno}"


def test_every_member_of_a_closed_list_has_its_words() -> None:
    lists = (
        Fault, Odd, ReasonCode, LossCause, LinkCause, Fixer, AddressState, FallCause, DeadlineKind, Standing,
        StampFault, Counterpart, Audience, BundleFault, Sureness, Difference, SheetKind, ConflictKind, Keep,
        BookSheet, Confirmed,
    )  # fmt: skip
    asked = (WordingBasis, PointsBasis, FactBasis, NeedsSite, NeedsSource, BandName, Every, Timing, Basis, Outcome)
    assert set(Worded.__subclasses__()) == {*lists, *asked, ChangeCause, RuleField}
    for member in itertools.chain(*Worded.__subclasses__()):
        assert isinstance(member, Worded)
        assert member.words
        assert type(member)(member.value) is member
    assert all(cause.remedy for cause in LinkCause)
    assert all(cause.part for cause in LossCause)


def texts_of(index: Index) -> Iterator[tuple[str, Text]]:
    yield "index", index.titles
    yield "index", index.note
    for kind in index.kinds:
        yield kind.label, kind.titles
    for indicator in index.indicators:
        yield indicator.id, indicator.titles
        if indicator.note:
            yield indicator.id, indicator.note
        for criterion in indicator.criteria:
            for text in (criterion.titles, criterion.asks, criterion.remedy, criterion.reference, criterion.note):
                if text:
                    yield criterion.id, text
            if isinstance(criterion.rule, Checklist):
                for part in criterion.rule.parts:
                    yield criterion.id, part.titles


def all_uzbek() -> Iterator[tuple[str, str]]:
    for name, text in texts_of(load_index(SHIPPED / "pf-154")):
        yield name, text.uz
    for message in messages("uz"):
        for translation in parts(message.string):
            yield str(message.id), translation


def test_uzbek_is_in_latin_script_with_its_own_letters() -> None:
    for name, text in all_uzbek():
        assert not re.search("[а-яА-ЯёЁўқғҳЎҚҒҲ]", text), (name, text)
        assert not WRONG_APOSTROPHES.search(text), (name, text)
        assert "byudjet" not in text.lower(), (name, text)


def test_russian_is_in_cyrillic_without_look_alikes() -> None:
    mixed = re.compile("[а-яё][a-z]|[a-z][а-яё]", re.IGNORECASE)
    russian = [(name, text.ru) for name, text in texts_of(load_index(SHIPPED / "pf-154"))]
    russian += [(str(m.id), text) for m in messages("ru") for text in parts(m.string)]
    for name, text in russian:
        assert not mixed.search(text), (name, text)


# other words for what has its one word: a folder, what supports a claim; who answers, a body, a claim, a band
UNUSED = {
    "uz": r"\b(?:papka|dalil|isbot)",
    "uz_Cyrl": r"\b(?:папка|далил|исбот)",
    "ru": r"исполнител|организац|самооцен|\bцвет(?!а \(также: NO_COLOR\))",
}


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_thing_has_one_word(language: str) -> None:
    for message in messages(language):
        for text in parts(message.string):
            assert not re.search(UNUSED[language], text, re.IGNORECASE), (message.id, text)


def test_quotation_marks_are_those_of_the_language() -> None:
    assert [m.id for m in messages("ru") for text in parts(m.string) if re.search("[“”]", text)] == []
    assert [m.id for m in messages("uz") for text in parts(m.string) if re.search("[«»]", text)] == []
    assert [m.id for m in messages("uz_Cyrl") for text in parts(m.string) if re.search("[“”]", text)] == []


def test_the_site_that_is_asked_for_is_the_official_one() -> None:
    for criterion in load_index(SHIPPED / "pf-154").by_id.values():
        for text in filter(None, (criterion.titles, criterion.asks, criterion.remedy)):
            assert not re.search(r"(?<!веб-)\bсайт", text.ru, re.IGNORECASE), criterion.id


def test_the_texts_of_the_definitions_differ_between_languages() -> None:
    for name, text in texts_of(load_index(SHIPPED / "pf-154")):
        assert text.uz != text.ru, name
        assert text.ru != text.en or not re.search("[а-я]", text.ru), name


def test_an_assumption_is_never_given_as_the_decrees_word() -> None:
    claims = re.compile(
        r"PF-154 (requires|demands)|decree (requires|demands)|УП-154 требует|PF-154 talab", re.IGNORECASE
    )
    for criterion in load_index(SHIPPED / "pf-154").by_id.values():
        if criterion.basis.value != "sourced":
            for text in (*criterion.asks, *criterion.remedy):
                assert not claims.search(text), criterion.id


def test_every_language_has_a_folder_and_every_folder_a_language() -> None:
    assert sorted(path.name for path in Path(LOCALE_DIR).iterdir() if path.is_dir()) == sorted(TRANSLATED)
