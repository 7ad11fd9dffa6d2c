"""``openness validate --fix``: what is understood is written canonically, and nothing else changes, byte for byte."""

import codecs
import errno
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from openness_cli.errors import ExitCode
from tests.builders.bodies import (
    CHECKLIST,
    COUNT,
    LEVELS,
    QUARTERS,
    SHARE,
    YEARLY,
    contents,
    criterion,
    full,
    item,
    write_body,
)
from tests.builders.tool import Call, Sample, call_tool

RULES = (LEVELS, COUNT, SHARE, CHECKLIST, QUARTERS, YEARLY)
CRITERIA = [criterion(rule, f"X{number}") for number, rule in enumerate(RULES, start=1)]


def fixed(folder: Path, written: str, *arguments: str) -> str:
    """Return what becomes of a file of evidence."""
    body = write_body(folder, {}, *CRITERIA)
    path = body / "evidence" / "all.yaml"
    path.write_bytes(written.encode())
    ending = call_tool("validate", body, "--fix", *arguments)
    assert ending.code == ExitCode.DONE, ending.err
    return path.read_bytes().decode()


@pytest.mark.parametrize(
    ("rule", "written", "canonical"),
    [
        ("X1", "level: To'liq", "level: full"),
        ("X1", 'level: "ЧАСТИЧНО"  # izoh: 14.05.2024', 'level: "partial"  # izoh: 14.05.2024'),
        ("X1", "{Level: full, items: [{url: 'www.a.example/x', published: 14/05/2024}]}", None),
        ("X2", "effort_days: 0,5", "effort_days: 0.5"),
        ("X2", "Count:   3", "count:   3"),
        ("X2", "items: [{url: www.a.example, published: 2024-5-4}]", None),
        ("X4", "items: [{part: 'A', url: https://a.example}]", "items: [{part: 'a', url: https://a.example}]"),
        ("X5", "items: [{period: I chorak, url: https://a.example}]", None),
        ("X5", 'items: [{period: "2-чорак 2024 йил", url: https://a.example}]', None),
    ],
)
def test_each_kind_of_spelling_is_made_canonical(
    rule: str, written: str, canonical: str | None, tmp_path: Path
) -> None:
    own = (
        canonical
        or {
            "X1": "{level: full, items: [{url: 'https://www.a.example/x', published: 2024-05-14}]}",
            "X2": "items: [{url: https://www.a.example, published: 2024-05-04}]",
            "X5": 'items: [{period: "2024-Q2", url: https://a.example}]'
            if '"' in written
            else "items: [{period: 2024-Q1, url: https://a.example}]",
        }[rule]
    )
    head = f"# {written}\nevidence:\n  {rule.lower()}:"
    one_line = " " if written.startswith("{") else "\n    "
    assert fixed(tmp_path, f"{head}{one_line}{written}") == f"{head}{one_line}{own}".replace(
        f"  {rule.lower()}:", f"  {rule}:"
    )


def test_comments_order_blanks_quotes_and_ends_of_lines_stay(tmp_path: Path) -> None:
    written = (
        "# izoh \u2013 14.05.2024\u00a0yil\r\n\r\nevidence :\r\n  'x1' :   # с1\r\n      level:\t«to‘liq»\r\n"
        '      owner:  "Moliya\u00a0boʻlimi"   \r\n      items:\r\n\r\n      - title: A\u00a0\u2013 B # «full»\r\n'
        "        published :   '14.05.2024'"
    )
    expected = written.replace("'x1'", "'X1'").replace("«to‘liq»", "full").replace("'14.05.2024'", "'2024-05-14'")
    assert fixed(tmp_path, written) == expected


def test_what_phones_and_word_leave_behind_goes_where_it_is_no_text(tmp_path: Path) -> None:
    written = (
        "evidence:\n\u00a0 X1:\n    \u200blevel: full\u200e\n    items:\n"
        "    \u2013 title: \u201cHujjat\u201d\u00a0\u2013 1\u200b\n      url: https://a\u00ad.example/x\u200b # \u00a0"
        "\n      published: 2024\u201305\u201314\n"
    )
    expected = (
        "evidence:\n  X1:\n    level: full\n    items:\n    - title: \u201cHujjat\u201d\u00a0\u2013 1\u200b\n"
        "      url: https://a.example/x # \u00a0\n      published: 2024-05-14\n"
    )
    assert fixed(tmp_path, written) == expected


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_the_encoding_and_its_mark_stay(mark: bytes, encoding: str, tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, *CRITERIA)
    path = body / "evidence" / "all.yaml"
    text = "evidence: {X1: {level: «toʻliq», owner: Боʻлим}}"
    path.write_bytes(mark + text.encode(encoding))
    assert call_tool("validate", body, "--fix").code == ExitCode.DONE
    assert path.read_bytes() == mark + text.replace("«toʻliq»", "full").encode(encoding)


def test_names_of_attachments_become_those_on_the_disk(tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, *CRITERIA)
    (body / "attachments").mkdir()
    (body / "attachments" / "Reyestr «A».pdf").write_bytes(b"%PDF")
    (body / "attachments" / "n\u00a0b.pdf").write_bytes(b"%PDF")
    path = body / "evidence" / "all.yaml"
    path.write_text(
        'evidence: {X1: {items: [{file: attachments\\REYESTR "A".pdf}, {file: "attachments\\reyestr "},\n'
        " {file: attachments/n\u00a0b.pdf}, {file: 'attachments\\yoʻq.pdf'}]}}",
        encoding="utf-8",
    )
    call_tool("validate", body, "--fix")
    assert path.read_text(encoding="utf-8") == (
        'evidence: {X1: {items: [{file: attachments/Reyestr «A».pdf}, {file: "attachments/reyestr"},\n'
        " {file: attachments/n\u00a0b.pdf}, {file: 'attachments/yoʻq.pdf'}]}}"
    )


@pytest.mark.parametrize(
    "name", ["reyestr", "new", "tartib", "Nizom", "qaror", "xat", "ustav", "budjet", "000", "Uzbek"]
)
def test_a_windows_path_in_double_quotes_gets_slashes(name: str, tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, *CRITERIA)
    (body / "attachments").mkdir()
    (body / "attachments" / f"{name}.pdf").write_bytes(b"%PDF")
    path = body / "evidence" / "all.yaml"
    text = (
        f'evidence:\r\n  X1:\r\n    items:\r\n      - file: "attachments\\{name}.pdf"  # \\x\r\n        title: "a"\r\n'
    )
    path.write_bytes(text.encode())
    assert call_tool("validate", body, "--fix").code == ExitCode.DONE
    assert path.read_bytes() == text.replace(f"\\{name}", f"/{name}").encode()


def test_the_configuration_and_names_of_actions_are_made_canonical(tmp_path: Path) -> None:
    body = write_body(tmp_path, {"X1": {"action": "WORK"}}, *CRITERIA, evaluation_date="01.03.2025", language="UZ")
    evidence = body / "evidence" / "all.yaml"
    evidence.write_text(evidence.read_text() + "actions: {work: {title: Ish, effort_days: '1,5'}}\n")
    before = (body / "openness.yaml").read_text()
    ending = call_tool("validate", body, "--fix", "--lang", "en")
    assert ending.code == ExitCode.DONE
    assert ending.out.startswith("4 spellings made canonical in 2 files:\n")
    assert (body / "openness.yaml").read_text() == before.replace("01.03.2025", "2025-03-01").replace("UZ", "uz")
    assert "action: work" in evidence.read_text()
    assert "effort_days: '1.5'" in evidence.read_text()


def test_what_changed_is_told_and_a_second_run_says_that_nothing_did(tmp_path: Path) -> None:
    body = write_body(tmp_path, full(item("14.05.2024")), *CRITERIA)
    told = json.loads(call_tool("validate", body, "--fix", "--format", "json").out)
    assert told["fixed"] == [{"file": "evidence/all.yaml", "line": 6, "old": "14.05.2024", "new": "2024-05-14"}]
    assert (told["valid"], told["left"]) == (True, [])
    kept = contents(tmp_path)
    again = call_tool("validate", body, "--fix")
    assert again.out.startswith("all that is understood is spelt canonically: nothing was changed\n")
    assert contents(tmp_path) == kept
    assert "fixed" not in json.loads(call_tool("validate", body, "--format", "json").out)


def test_ci_is_told_beside_the_line(tmp_path: Path) -> None:
    body = write_body(tmp_path, full(item("14.05.2024")), *CRITERIA)
    assert "14.05.2024 → 2024-05-14" in call_tool("validate", body, "--fix", "--format", "github").out


@pytest.mark.parametrize("name", ["model-body", "ministry-2024", "dead-links"])
def test_samples_are_canonical(name: str, sample: Sample) -> None:
    body = sample(name)
    kept = contents(body)
    assert "nothing was changed" in call_tool("validate", body, "--fix", "--lang", "en").out
    assert contents(body) == kept


def test_one_file_alone_is_made_canonical(tmp_path: Path, tool: Call) -> None:
    body = write_body(tmp_path, full(item("14.05.2024")), *CRITERIA)
    other = body / "evidence" / "other.yaml"
    other.write_text("evidence: {X2: {Count: 4}}\n")
    before = (body / "evidence" / "all.yaml").read_bytes()
    assert tool("validate", other, "--fix").code == ExitCode.DONE
    assert other.read_text() == "evidence: {X2: {count: 4}}\n"
    assert (body / "evidence" / "all.yaml").read_bytes() == before


def test_what_is_wrong_is_told_and_the_rest_is_made_canonical(tmp_path: Path, tool: Call) -> None:
    body = write_body(tmp_path, full(item("14.05.2024"), item("2024-14-33")), *CRITERIA)
    (body / "evidence" / "broken.yaml").write_text("evidence: [")
    ending = tool("validate", body, "--fix")
    assert ending.code == ExitCode.INVALID
    assert "14.05.2024 → 2024-05-14" in ending.out
    assert "2024-14-33" in ending.err
    assert "broken.yaml" in ending.err
    assert "published: 2024-05-14\n" in (body / "evidence" / "all.yaml").read_text()


def test_a_key_that_would_stand_twice_is_left_and_told(tmp_path: Path, tool: Call) -> None:
    body = write_body(tmp_path, {}, *CRITERIA)
    path = body / "evidence" / "all.yaml"
    text = "evidence:\n  X2: {items: [{title: a}]}\n  x2: {items: [{title: b}]}\n"
    path.write_text(text)
    ending = tool("validate", body, "--fix")
    assert ending.code == ExitCode.FAILED
    assert "evidence/all.yaml:3: left as it was: “X2” is written beside it already" in ending.out
    assert path.read_text() == text


def test_a_file_behind_a_link_out_of_the_workspace_is_left(tmp_path: Path, tool: Call) -> None:
    body = write_body(tmp_path, {}, *CRITERIA)
    outside = tmp_path / "outside.yaml"
    outside.write_text("evidence: {x1: {level: full}}\n")
    (body / "evidence" / "link.yaml").symlink_to(outside)
    ending = tool("validate", body, "--fix")
    assert ending.code == ExitCode.INVALID
    assert "it lies outside the folder, by a link" in ending.err
    assert outside.read_text() == "evidence: {x1: {level: full}}\n"


def test_a_link_within_the_workspace_stays_a_link(tmp_path: Path, tool: Call) -> None:
    body = write_body(tmp_path, {}, *CRITERIA)
    (body / "attachments").mkdir()
    real = body / "attachments" / "real.yaml"
    real.write_text("evidence: {x1: {level: full}}\n")
    (body / "evidence" / "link.yaml").symlink_to(real)
    assert tool("validate", body, "--fix").code == ExitCode.DONE
    assert real.read_text() == "evidence: {X1: {level: full}}\n"
    assert (body / "evidence" / "link.yaml").is_symlink()


def test_a_file_that_may_not_be_written_is_left_and_told(
    tmp_path: Path, tool: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = write_body(tmp_path, full(item("14.05.2024")), *CRITERIA)
    kept = contents(tmp_path)
    # the administrator, as whom tests may run, may write everything
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path).name != "all.yaml")
    ending = tool("validate", body, "--fix")
    assert ending.code == ExitCode.FAILED
    assert "could not write evidence/all.yaml: no permission" in ending.out
    assert ending.out.count("all.yaml") == 1
    assert contents(tmp_path) == kept


def test_a_folder_that_may_not_be_written_leaves_its_files_alone(
    tmp_path: Path, tool: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = write_body(tmp_path, full(item("14.05.2024")), *CRITERIA)
    (body / "evidence" / "closed").mkdir()
    closed = body / "evidence" / "closed" / "own.yaml"
    closed.write_text("evidence: {x2: {count: 3}}\n")
    make = tempfile.mkstemp

    def refusing(**where: Any) -> tuple[int, str]:
        if Path(where["dir"]).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied")
        return make(**where)

    monkeypatch.setattr(tempfile, "mkstemp", refusing)
    ending = tool("validate", body, "--fix")
    assert ending.code == ExitCode.FAILED, ending.err
    assert ending.out.count("own.yaml") == 1
    assert "could not write evidence/closed/own.yaml: no permission" in ending.out
    assert "14.05.2024 → 2024-05-14" in ending.out
    assert "2024-05-14" in (body / "evidence" / "all.yaml").read_text()
    assert closed.read_text() == "evidence: {x2: {count: 3}}\n"
    told = json.loads(tool("validate", body, "--fix", "--format", "json").out)
    assert (told["fixed"], [own["file"] for own in told["left"]]) == ([], ["evidence/closed/own.yaml"])


@pytest.mark.skipif(not hasattr(os, "chown"), reason="files have no owner of that kind here")
@pytest.mark.parametrize("permitted", ["all", "group", "nothing"])
def test_a_file_stays_with_its_owner_and_its_group(
    permitted: str, tmp_path: Path, tool: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = write_body(tmp_path, full(item("14.05.2024")), *CRITERIA)
    path = body / "evidence" / "all.yaml"
    path.chmod(0o660)
    state = path.stat()
    handed = []

    def chown(_file: str, owner: int, group: int) -> None:
        handed.append((owner, group))
        if permitted == "nothing" or (permitted == "group" and owner != -1):
            raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "chown", chown)
    assert tool("validate", body, "--fix").code == ExitCode.DONE
    whole = (state.st_uid, state.st_gid)
    assert handed == ([whole] if permitted == "all" else [whole, (-1, state.st_gid)])
    assert "2024-05-14" in path.read_text()
    assert path.stat().st_mode == state.st_mode


def test_kinds_of_bodies_become_their_labels(sample: Sample, tool: Call) -> None:
    configuration = sample("model-body") / "openness.yaml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace("kinds: [agency]", "kinds: [ 'Agency' ] # Agentlik"), encoding="utf-8")
    assert tool("validate", configuration, "--fix").code == ExitCode.DONE
    assert configuration.read_text(encoding="utf-8") == text.replace("[agency]", "[ 'agency' ] # Agentlik")


def test_where_the_system_refuses_nothing_is_half_written(
    tmp_path: Path, tool: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = write_body(tmp_path, full(item("14.05.2024")), *CRITERIA, evaluation_date="01.03.2025")
    kept = contents(tmp_path)

    def refuse(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    ending = tool("validate", body, "--fix")
    assert ending.code == ExitCode.INTERNAL
    assert "the disk is full; nothing was replaced" in ending.err
    assert contents(tmp_path) == kept


def test_without_a_workspace_there_is_nothing_to_write(
    tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert tool("validate", "--fix").code == ExitCode.USAGE


# the law

ODD = st.sampled_from(["", "\u200b", "\u00ad", "\ufeff", "\u200e"])
DAY = st.sampled_from(
    [
        "2024-05-14",
        "14.05.2024",
        "14/5/2024",
        "2024–05–14",
        "2024-5-14",
        "14.05.2024 г.",
        "2024-05-14T10:00",
        "«2024-05-14»",
    ]
)
ADDRESS = st.sampled_from(
    [
        "https://a.example/x",
        "www.a.example/y",
        "«https://a.example/z»",
        "https://a.example/?q=1#/w",
        "https://b.example/a,b",
    ]
)
TITLE = st.sampled_from(
    [
        "Hujjat",
        "Hujjat\u00a0– «1»",
        "Ҳужжат: иккинчи",
        "it's #5",
        "a\u2028b",
        "{x}",
        "- y",
        "Kirish\u200b",
        "c4.1",
        "14.05.2024",
    ]
)
PERIOD = st.sampled_from(["2024-Q1", "I chorak", "2-chorak", "2024 yil 3-chorak", "IV квартал", "Q2", "2024-q3"])
DECIMAL = st.sampled_from(["0,5", "1.5", "2"])
LEVEL = st.sampled_from(["full", "To'liq", "Қисман", "«нет»", "FULL", "partially"])


def spelt(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from([name, name.lower(), name.swapcase(), f"{name}\u200b"])


@st.composite
def items(draw: st.DrawFn, /, **labels: st.SearchStrategy[str]) -> dict[str, Any]:
    own = {"title": draw(TITLE), "url": draw(ADDRESS), "published": draw(DAY) + draw(ODD)}
    own |= {key: draw(ODD) + draw(values) for key, values in labels.items()}
    return {draw(st.sampled_from([key, key.title()])): own[key] for key in draw(st.permutations(list(own)))}


@st.composite
def claims(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {
        draw(spelt("X1")): {"level": draw(LEVEL), "items": [draw(items())]},
        draw(spelt("X2")): {"count": "7", "effort_days": draw(DECIMAL), "items": [draw(items())]},
        draw(spelt("X4")): {"items": [draw(items(part=st.sampled_from(["a", "B", "b"]))) for _each in range(2)]},
        draw(spelt("X5")): {"items": [draw(items(period=PERIOD)) for _each in range(3)]},
        draw(spelt("X6")): {
            "owner": "Moliya\u00a0boʻlimi",
            "items": [draw(items(period=st.sampled_from(["2024", "2024 yil"])))],
        },
    }
    return {key: found[key] for key in draw(st.permutations(list(found)))}


@st.composite
def texts(draw: st.DrawFn) -> bytes:
    """Return evidence in any style in which YAML can be written."""
    style: dict[str, Any] = {
        "default_flow_style": draw(st.sampled_from([True, False, None])),
        "default_style": draw(st.sampled_from([None, None, '"', "'", "|", ">"])),
        "indent": draw(st.integers(2, 5)),
        "width": draw(st.sampled_from([20, 80, 1000])),
        "line_break": draw(st.sampled_from(["\n", "\r\n", "\r"])),
        "allow_unicode": draw(st.booleans()),
        "explicit_start": draw(st.booleans()),
    }
    written: str = yaml.dump({"evidence": draw(claims())}, Dumper=yaml.SafeDumper, sort_keys=False, **style)
    if draw(st.booleans()):
        written = f"# izoh\u00a0– 14.05.2024{style['line_break']}{written.rstrip()}"
    return draw(st.sampled_from([b"", codecs.BOM_UTF8])) + written.encode()


@given(texts())
def test_the_score_stays_and_a_second_run_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, written: bytes
) -> None:
    body = write_body(tmp_path_factory.mktemp("any"), {}, *CRITERIA)
    path = body / "evidence" / "all.yaml"
    path.write_bytes(written)
    before = call_tool("score", body, "--format", "json")
    first = call_tool("validate", body, "--fix", "--format", "json")
    assert before.code == ExitCode.DONE, before.err
    assert call_tool("score", body, "--format", "json").data == before.data
    assert json.loads(first.out)["left"] == []
    made = path.read_bytes()
    second = json.loads(call_tool("validate", body, "--fix", "--format", "json").out)
    assert (second["fixed"], second["left"]) == ([], [])
    assert path.read_bytes() == made
    assert len((made + b".").splitlines()) == len((written + b".").splitlines())


@pytest.mark.parametrize("written", ["&a Qisman", "!foo Qisman", "!!str «Qisman»", "! Qisman"])
def test_anchors_and_tags_stay_the_errors_that_they_are(written: str, tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, *CRITERIA)
    path = body / "evidence" / "all.yaml"
    path.write_text(f"evidence:\n  X1:\n    level: {written}\n    owner: *a\n", encoding="utf-8")
    before = path.read_bytes()
    assert call_tool("validate", body, "--fix").code == ExitCode.INVALID
    assert path.read_bytes() == before


def test_a_file_of_two_names_is_told_of_when_they_part(tmp_path: Path) -> None:
    body = write_body(tmp_path / "body", {}, *CRITERIA)
    path, other = body / "evidence" / "all.yaml", tmp_path / "other.yaml"
    path.write_text("evidence: {X1: {level: To'liq}}", encoding="utf-8")
    other.hardlink_to(path)
    told = "evidence/all.yaml had another name on this disk"
    assert told in call_tool("validate", body, "--fix").err
    assert "To'liq" in other.read_text(encoding="utf-8")
    path.write_text("evidence: {X1: {level: To'liq}}", encoding="utf-8")
    assert told not in call_tool("validate", body, "--fix").err
