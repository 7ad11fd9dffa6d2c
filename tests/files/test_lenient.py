"""What is understood without doubt is taken, and the rest of the program sees it as the definition writes it."""

from pathlib import Path

import pytest

from openness_cli.errors import ExitCode
from openness_cli.files.spelling import read_day
from openness_cli.model.evidence import Evidence, fold
from tests.builders.bodies import (
    CHECKLIST,
    LEVELS,
    QUARTERS,
    TEXTS,
    assess_folder,
    criterion,
    dump,
    full,
    item,
    score_one,
    write_body,
    write_index,
    write_workspace,
)
from tests.builders.tool import Call

MONTHS = {"kind": "periods", "every": "month", "due": {"days_after": 25}, "points": 1}
HALVES = {"kind": "periods", "every": "half-year", "due": {"days_after": 25}, "points": 1}


def read_one(folder: Path, rule: dict[str, object], claim: dict[str, object]) -> Evidence:
    evidence = score_one(folder, rule, claim, "2024-12-01").evidence
    assert evidence is not None
    return evidence


@pytest.mark.parametrize(
    "written",
    [
        "14.05.2024", "14/05/2024", "14-05-2024", "2024-5-14", "2024/05/14", "2024.5.14", "2024–05–14", "14−05−2024",
        "2024\u201105\u201114", "\u200e14.05.2024", "\u00a014.05.2024\u00a0", "14.05.2024 г.", "“14.05.2024”",
        "14. 05. 2024", "2024-05-14 00:00:00", "14.05.2024 9:30", "2024-05-14\ufeff",
        "14-may 2024", "2024-yil 14-may", "14 мая 2024 г.", "2024 йил 14 май", "14 May 2024",
    ],
)  # fmt: skip
def test_a_day_that_can_be_one_alone_is_that_day(written: str, tmp_path: Path) -> None:
    published = read_one(tmp_path, LEVELS, full(item(written))["X1"]).items[0].published
    assert published is not None
    assert published.isoformat() == "2024-05-14"


@pytest.mark.parametrize(
    "written",
    [
        "14.05.24",
        "05/14/2024",
        "2024-14-05",
        "31.02.2024",
        "14.05",
        "14.05/2024",
        "may",
        "14-may",
        "14-15 may 2024",
        "31-fevral 2024",
    ],
)
def test_a_day_in_doubt_is_none(written: str) -> None:
    assert read_day(written) is None


@pytest.mark.parametrize(
    ("rule", "written", "label"),
    [
        (QUARTERS, "I chorak", "2024-Q1"), (QUARTERS, "1-chorak", "2024-Q1"), (QUARTERS, "Q1", "2024-Q1"),
        (QUARTERS, "q3 2023", "2023-Q3"), (QUARTERS, "2024–Q1", "2024-Q1"), (QUARTERS, "II квартал", "2024-Q2"),
        (QUARTERS, "2-й квартал 2024 г.", "2024-Q2"), (QUARTERS, "2024-yil IV chorak", "2024-Q4"),
        (QUARTERS, "учинчи чорак", "2024-Q3"), (QUARTERS, "toʻrtinchi chorak", "2024-Q4"),
        (QUARTERS, "І chorak", "2024-Q1"), (QUARTERS, "first quarter", "2024-Q1"), (QUARTERS, "2024Q2", "2024-Q2"),
        (HALVES, "1-yarim yillik", "2024-H1"), (HALVES, "2024-yil I yarim yilligi", "2024-H1"),
        (MONTHS, "2024 йил сентябрь ойи", "2024-09"), (HALVES, "2-ярим йиллик", "2024-H2"),
        (HALVES, "второе полугодие", "2024-H2"), (HALVES, "H1", "2024-H1"),
        (MONTHS, "mart", "2024-03"), (MONTHS, "Март 2023", "2023-03"), (MONTHS, "3-oy", "2024-03"),
        (MONTHS, "03.2024", "2024-03"), (MONTHS, "2024-3", "2024-03"), (MONTHS, "сентябрь", "2024-09"),
    ],
)  # fmt: skip
def test_a_period_that_can_be_one_alone_is_that_period(
    rule: dict[str, object], written: str, label: str, tmp_path: Path
) -> None:
    assert read_one(tmp_path, rule, {"items": [item(period=written)]}).items[0].period == label


@pytest.mark.parametrize(
    "written", ["1", "I", "0", "00", "2024-1", "I-II chorak", "Q5", "chorak", "yanvar", "3-oy", "2024"]
)
def test_a_period_in_doubt_is_told_with_the_labels_of_the_year_assessed(
    written: str, tool: Call, tmp_path: Path
) -> None:
    body = write_body(
        tmp_path,
        {"X1": {"items": [item(period=written)]}},
        criterion(QUARTERS),
        year=2026,
        evaluation_date="2027-03-01",
    )
    ending = tool("validate", body)
    assert ending.code == ExitCode.INVALID
    assert "there is no period" in ending.err
    assert ("2024-Q" if written.startswith("2024") else "2026-Q1") in ending.err


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("Toʻliq", "full"), ("to'liq", "full"), ("to`liq", "full"), ("тўлиқ", "full"),
        ("ту\u0306лиқ", "full"), ("Полностью", "full"),
        ("FULL", "full"), ("«full»", "full"), ("qisman", "partial"), ("частично", "partial"),
        ("part\u00adial", "partial"),
        ("yo‘q", "none"), ("йўқ", "none"), ("нет", "none"), ("рartial", "partial"),
    ],
)  # fmt: skip
def test_a_level_is_known_by_its_word_in_any_language(written: str, label: str, tmp_path: Path) -> None:
    assert read_one(tmp_path, LEVELS, full(level=written)["X1"]).level == label


def test_a_part_is_known_by_its_title_in_any_language_unless_two_have_it(tool: Call, tmp_path: Path) -> None:
    titles = [{"uz": "Xulq kodeksi", "ru": "Кодекс этики", "en": "Ethics code"}, TEXTS, TEXTS]
    parts: list[object] = [{"part": f"p{n}", "points": "0.5", "titles": title} for n, title in enumerate(titles)]
    rule: dict[str, object] = {"kind": "checklist", "parts": parts[:2]}
    for number, written in enumerate(("кодекс  этики", "XULQ KODEKSI", "P0", "ethics\u00a0code")):
        items = read_one(tmp_path / str(number), rule, {"items": [item(part=written)]}).items
        assert [own.part for own in items] == ["p0"]
    body = write_body(tmp_path, {"X1": {"items": [item(part="matn")]}}, criterion({**rule, "parts": parts[1:]}))
    assert "there is no part “matn”" in tool("validate", body).err


@pytest.mark.parametrize("written", ["c4.1", "С4.1", "с4.1", "C 4.1", "C4.1\u200b"])
def test_an_id_in_letters_that_look_alike_is_that_criterion(written: str, tmp_path: Path) -> None:
    body = write_body(tmp_path, {written: full()["X1"]}, criterion(LEVELS, "C4.1"))
    verdict = assess_folder(body, "2024-12-01").verdicts[0]
    assert verdict.evidence is not None
    assert verdict.evidence.level == "full"


def test_keys_that_a_phone_begins_in_capitals_are_keys(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, criterion(LEVELS))
    (body / "evidence" / "all.yaml").write_text(
        "evidence:\n  X1:\n    items:\n    – Title: a\n      url: www.a.example/b\n    - title: b\n", encoding="utf-8"
    )
    own = tool("validate", body)
    assert own.code == ExitCode.INVALID  # capitals behind that dash: no key of ours begins there
    (body / "evidence" / "all.yaml").write_text(
        "Evidence:\n\u00a0\u00a0X1:\n    Level:\u00a0full\n    items:\n    – title: a\n      Url: www.a.example/b\n"
        "      published: 1.2.2024\n",
        encoding="utf-8",
    )
    evidence = assess_folder(body, "2024-12-01").verdicts[0].evidence
    assert evidence is not None
    assert (evidence.level, evidence.items[0].urls) == ("full", ("https://www.a.example/b",))
    (body / "evidence" / "all.yaml").write_text("evidence: {X1: {level: full, Level: none}}")
    told = tool("validate", body).err
    assert "the key “level” is written twice\n" in told
    assert "the other is in evidence/all.yaml:1" in told
    assert "did you mean" not in told


@pytest.mark.parametrize(
    "address",
    [
        "https://https://a.example/b", "https://a.example:99999/", "https://a.example:port/", "https://.uz/",
        "https://<a>.uz/", "https://a.example,https://b.example", "https://a..uz/", "https://a,b.uz/", "http://300.1.1.1/",
        "https://a.example/x,https://b.example/y", "https://https//a.example/", "https://a.examplehttps://b.example/",
        "https://a!.uz", f"https://{'a' * 64}.uz/", "a.example/b", "https:/a.example", "www.", "https://a.example:1:2/",
    ],
)  # fmt: skip
def test_an_address_that_no_browser_opens_is_an_error(address: str, tool: Call, tmp_path: Path) -> None:
    ending = tool("validate", write_body(tmp_path, full(item(url=address)), criterion(LEVELS)))
    assert ending.code == ExitCode.INVALID
    assert "web address" in ending.err


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("https://a.example:99999/", "no port"), ("https://a.example:port/x", "no port"),
        ("https://a..example:80/", "look at its name"), ("https://a..example:port/", "look at its name"),
    ],
)  # fmt: skip
def test_a_port_that_is_none_is_told_as_that(address: str, hint: str, tool: Call, tmp_path: Path) -> None:
    ending = tool("validate", write_body(tmp_path, full(item(url=address)), criterion(LEVELS)))
    assert ("no port" in ending.err, "look at its name" in ending.err) == (hint == "no port", hint != "no port")


@pytest.mark.parametrize("written", ["2024 yil", "2024-й", "24,0"])
def test_a_year_that_is_none_is_answered_with_a_year(written: str, tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, full(), criterion(LEVELS))
    configuration = body / "openness.yaml"
    lines = configuration.read_text().splitlines()
    configuration.write_text("\n".join(f'year: "{written}"' if own.startswith("year") else own for own in lines))
    told = tool("validate", body)
    assert (told.code, "a year in digits alone, as in 2024" in told.err) == (ExitCode.INVALID, True), told.err


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("www.a.example/b", "https://www.a.example/b"), ("WWW.a.example", "https://WWW.a.example"),
        ("HTTPS://A.example:8443/", "HTTPS://A.example:8443/"), ("https://ўзбек.уз/а", "https://ўзбек.уз/а"),
        ("http://10.0.0.1:80/", "http://10.0.0.1:80/"), ("http://[2001:db8::1]:80/a", "http://[2001:db8::1]:80/a"),
        ("http://localhost:8080/x", "http://localhost:8080/x"), ("https://a.example./", "https://a.example./"),
        ("https://a.example/x?next=https://b.example,https://c.example", None), ("https://a_b.example/", None),
        ("\u200bhttps://a.example/\u200b", "https://a.example/"), ("“https://a.example/”", "https://a.example/"),
        ("https://web.archive.org/web/2024/https://a.example/", None), ("https://a.example:/", None),
    ],
)  # fmt: skip
def test_an_address_that_can_be_is_kept_as_it_is_written(address: str, read: str | None, tmp_path: Path) -> None:
    assert read_one(tmp_path, LEVELS, full(item(url=address))["X1"]).items[0].urls == (read or address,)


@pytest.mark.parametrize(
    ("written", "on_disk"),
    [
        ("Йиғма.xlsx", "И\u0306иғма.xlsx"), ("reyestr\u00a02024.xlsx", "reyestr\u00a02024.xlsx"),
        ("10.30\u202fAM.png", "10.30\u202fAM.png"), ("Reyestr.XLSX", "reyestr.xlsx"), ("oʻquv.xlsx", "o‘quv.xlsx"),
        ("a – b.pdf", "a - b.pdf"), ("a  b.pdf", "a b.pdf"), ("buyruq\u200b.pdf", "buyruq.pdf"),
    ],
)  # fmt: skip
def test_an_attachment_whose_name_looks_the_same_is_found(written: str, on_disk: str, tmp_path: Path) -> None:
    body = write_body(tmp_path, full(item(file=f"Attachments/{written}")), criterion(LEVELS))
    (body / "attachments").mkdir()
    (body / "attachments" / on_disk).write_text("PK")
    evidence = assess_folder(body, "2024-12-01").verdicts[0].evidence
    assert evidence is not None
    assert evidence.items[0].file_exists
    assert evidence.items[0].file == f"attachments/{on_disk}"


def test_of_two_attachments_that_look_alike_only_the_exact_one_is_meant(tmp_path: Path) -> None:
    body = write_body(tmp_path, full(item(file="a.pdf"), item(file="A.PDF"), item(file="a.PDF")), criterion(LEVELS))
    for name in ("a.pdf", "A.PDF"):
        (body / name).write_text("PK")
    evidence = assess_folder(body, "2024-12-01").verdicts[0].evidence
    assert evidence is not None
    assert [own.file_exists for own in evidence.items] == [True, True, False]


@pytest.mark.parametrize(
    "name", ["r.xlsx", "n.pdf", "t.pdf", "N.pdf", "q.pdf", "xat.pdf", "u.pdf", "b.pdf", "a.pdf", "0.pdf"]
)
def test_backslashes_of_a_path_in_double_quotes_are_those_of_windows(name: str, tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, criterion(LEVELS))
    (body / "attachments").mkdir()
    (body / "attachments" / name).write_text("PK")
    path = body / "evidence" / "all.yaml"
    path.write_text(f'evidence: {{X1: {{level: full, items: [{{title: "a\\tb", file: "attachments\\{name}"}}]}}}}')
    evidence = assess_folder(body, "2024-12-01").verdicts[0].evidence
    assert evidence is not None
    assert (evidence.items[0].title, evidence.items[0].file) == ("a b", f"attachments/{name}")
    assert evidence.items[0].file_exists


def test_a_file_that_yaml_escapes_on_purpose_is_found_and_a_missing_one_keeps_its_letters(tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, criterion(LEVELS))
    (body / "oʻquv.pdf").write_text("PK")
    path = body / "evidence" / "all.yaml"
    path.write_text('evidence: {X1: {level: full, items: [{file: "o\\u02bbquv.pdf"}, {file: "attachments\\new.pdf"}]}}')
    evidence = assess_folder(body, "2024-12-01").verdicts[0].evidence
    assert evidence is not None
    assert [(own.file, own.file_exists) for own in evidence.items] == [
        ("oʻquv.pdf", True),
        ("attachments/new.pdf", False),
    ]


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\u0085"])
def test_a_separator_of_lines_begins_no_line(odd: str, tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, criterion(LEVELS))
    path = body / "evidence" / "all.yaml"
    text = f"evidence:\n  X1:\n    # a{odd}b\n    owner: c{odd}d\n    level: full\n"
    path.write_text(text, encoding="utf-8")
    evidence = assess_folder(body, "2024-12-01").verdicts[0].evidence
    assert evidence is not None
    assert (evidence.level, evidence.owners) == ("full", ("c d",))
    path.write_text(text.replace("full", "fulll"), encoding="utf-8")
    told = tool("validate", body).err
    assert "all.yaml:5:12" in told
    assert "level: fulll" in told


def test_kinds_and_languages_are_known_by_their_words(tool: Call, tmp_path: Path) -> None:
    kinds = [{"kind": "ministry", "titles": {"uz": "vazirlik", "ru": "министерство", "en": "ministry"}}]
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]], kinds=kinds)
    organisation = {"id": "b", "name": "B", "kinds": ["Министерство"]}
    body = write_workspace(tmp_path / "body", {}, index, organisation=organisation, language="UZ")
    workspace = assess_folder(body, "2024-12-01").workspace
    assert (workspace.organisation.kinds, workspace.language) == (("ministry",), "uz")
    assert tool("validate", body).code == ExitCode.DONE


def test_folding_knows_what_phones_and_word_leave_behind() -> None:
    same = ["Moliya boʻlimi", "moliya bo'limi", "Moliya\u00a0bo`limi", "MOLIYA BO‘LIMI", "Moliya bo\u00adʻlimi\u200b"]
    assert len(set(map(fold, same))) == 1
    assert fold("Йиғма") == fold("И\u0306иғма")
    assert fold("ВАЗИР") == fold("вазир")
    assert fold("2024–2025") == fold("2024-2025")


def test_a_decimal_comma_is_taken_where_it_cannot_be_thousands(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, {"X1": {"level": "full", "effort_days": "0,5"}}, criterion(LEVELS))
    assert tool("validate", body).code == ExitCode.DONE
    dump(body / "evidence" / "all.yaml", {"evidence": {"X1": {"effort_days": "1,500"}}})
    assert tool("validate", body).code == ExitCode.INVALID


def test_checklists_of_labels_that_fold_alike_are_told_apart(tmp_path: Path) -> None:
    assert read_one(tmp_path, CHECKLIST, {"items": [item(part="B")]}).items[0].part == "b"
