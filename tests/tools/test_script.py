"""Uzbek in Cyrillic script: letters, loan words, and what stays in Latin letters."""

import pytest

from tools.script import in_cyrillic, undecided
from tools.words import SPOKEN, STAYS, STEMS, WORDS


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("yetarli, qayerda, reyestr, eʼlon, ekran, videoyozuv", "етарли, қаерда, реестр, эълон, экран, видеоёзув"),
        ("yoʻq, Yoʻqotilgan, yozuv, tayyor, siyosat", "йўқ, Йўқотилган, ёзув, тайёр, сиёсат"),
        ("yuqori, buyurtma, yangi, moliyaviy, muayyan", "юқори, буюртма, янги, молиявий, муайян"),
        ("oʻgʻil, shahar, choy, Isʼhoq, Shuning, CHORAK", "ўғил, шаҳар, чой, Исҳоқ, Шунинг, ЧОРАК"),
        ("masʼul, meʼyor, maʼlumot, qoʻngʻiroq", "масъул, меъёр, маълумот, қўнғироқ"),
        ("xato, hisobot, joy, qoida, boʻlsa-da", "хато, ҳисобот, жой, қоида, бўлса-да"),
        ("YOʻL, YIL, JILD, ЁOAV", "ЙЎЛ, ЙИЛ, ЖИЛД, ЁОАВ"),
    ],
)
def test_letters(latin: str, cyrillic: str) -> None:
    assert in_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("konsepsiya, aksiya, litsenziya, funksiya", "концепция, акция, лицензия, функция"),
        ("deklaratsiya, tabulyatsiya, koeffitsient", "декларация, табуляция, коэффициент"),
        ("komissiya, versiya, subsidiya, sertifikat", "комиссия, версия, субсидия, сертификат"),
        ("ketsin, aytsa, yetishmasa", "кетсин, айтса, етишмаса"),
        ("budjet, kompyuter, obyekt, subyekti", "бюджет, компьютер, объект, субъекти"),
        ("parol, parolni, roli, portal, Model", "пароль, паролни, роли, портал, Модель"),
        ("aprel oyi, 1-aprelgacha, 14-iyundagi, fevral", "апрель ойи, 1 апрелгача, 14 июндаги, февраль"),
        ("tarjimayi hol, elektron, messenjer, efir", "таржимаи ҳол, электрон, мессенжер, эфир"),
        ("nol, nolga, panelini, fakulteti, mutaxassis", "ноль, нолга, панелини, факультети, мутахассис"),
        ("dotsent, munitsipal, litsey, sotsial, spetsialist", "доцент, муниципал, лицей, социал, специалист"),
        ("intervyu, menyusi, byulleten, kuryer", "интервью, менюси, бюллетень, курьер"),
    ],
)
def test_loan_words(latin: str, cyrillic: str) -> None:
    assert in_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("{count} ta fayl, {day}gacha, {year}-yil", "{count} та файл, {day}гача, {year} йил"),
        ("2022-yil 14-iyundagi PF-154-son Farmon", "2022 йил 14 июндаги ПФ-154-сон Фармон"),
        ("2-band, I chorak, IV chorakda, OʻRQ-369", "2-банд, I чорак, IV чоракда, ЎРҚ-369"),
        ("qisman (partial), count va of, C4.1 yoki C4.*", "қисман (partial), count ва of, C4.1 ёки C4.*"),
        ("openness.yaml faylida, --lang bilan, `uz: matn`", "openness.yaml файлида, --lang билан, `uz: matn`"),
        (
            "https://gov.uz/oz/axborot da, gov.uz, not_applicable",
            "https://gov.uz/oz/axborot да, gov.uz, not_applicable",
        ),
        ("JSON, CSV, XLSX, HTML, PDF, DNS, TLS 1.2, UTF-8", "JSON, CSV, XLSX, HTML, PDF, DNS, TLS 1.2, UTF-8"),
        ("PDFga, JSONni, OAVdan, NNTlarga", "PDF’га, JSON’ни, ОАВдан, ННТларга"),
        ("Chromiumni, Exceldan, Telegram, E-anticor tizimi", "Chromium’ни, Excel’дан, Telegram, E-anticor тизими"),
        ("FORMAT:FILE koʻrinishida", "FORMAT:FILE кўринишида"),
        ("“Ochiq” deb", "«Очиқ» деб"),
    ],
)
def test_what_is_typed_or_named_stays(latin: str, cyrillic: str) -> None:
    assert in_cyrillic(latin) == cyrillic


def test_what_is_in_cyrillic_already_is_left_alone() -> None:
    text = in_cyrillic("Toʻliq (full) — har biri eʼlon qilingan; 2025-yil 1-mart")
    assert in_cyrillic(text) == text


def test_a_word_that_its_english_has_too_is_to_be_decided_on() -> None:
    assert undecided("hisobot va gadget, server", "a gadget and a server") == ["gadget"]
    assert undecided("full, {gadget}, widget", "full {gadget} widget") == []


def test_a_word_stands_in_one_table() -> None:
    assert frozenset() == STAYS & SPOKEN == (STAYS | SPOKEN) & frozenset(WORDS) - {"rol"}
    assert all(stem == stem.lower() for stem in (*STEMS, *WORDS, *STAYS, *SPOKEN))
