"""``openness init``: last year's folder goes on, a sample is looked at, a repository is begun in."""

import json
import os
import shlex
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from openness_cli.errors import ExitCode
from openness_cli.files.editing.tree import plain_of, tree_of
from tests.builders.tool import BODIES, COMMAND, ROOT, SAMPLES, Call, Sample
from tests.fuzz import make_world

NOW = datetime(2025, 6, 1, tzinfo=UTC)


def evidence_of(body: Path) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for path in sorted((body / "evidence").glob("*.yaml")):
        for name, claim in (yaml.safe_load(path.read_text(encoding="utf-8"))["evidence"] or {}).items():
            if claim:
                found.setdefault(name, []).append(claim)
    return found


def configuration_of(body: Path) -> dict[str, object]:
    read: dict[str, object] = plain_of(tree_of((body / "openness.yaml").read_text(encoding="utf-8")))  # type: ignore[assignment]
    return read


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "new"


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.grid(one_in=3)
def test_last_years_folder_is_valid_as_it_goes_on_and_earns_nothing_that_is_done_anew(
    name: str, tool: Call, new: Path
) -> None:
    ending = tool("init", new, "--from", SAMPLES / name, "--lang", "uz", now=NOW)
    assert ending.code == ExitCode.DONE, ending.err
    configuration = configuration_of(new)
    assert configuration["year"] == "2025"
    assert "as_of" not in configuration
    old = configuration_of(SAMPLES / name)
    for key in ("organisation", "index", "sites", "moved", "language"):
        assert configuration.get(key, "uz") == old.get(key, "uz")
    report = json.loads(tool("score", new, "--format", "json", now=NOW).out)
    rules = {row["id"]: row["rule"]["kind"] for row in report["criteria"]}
    for criterion, claims in evidence_of(new).items():
        for claim in claims:
            if rules[criterion] not in {"levels", "checklist"}:
                assert claim.keys() <= {"owner", "action", "effort_days"}
            assert not claim.keys() & {"count", "of", "not_applicable"}
    # comments of what is handed out stay
    assert "# sites: [https://vazirlik.example/uz]" in (new / "openness.yaml").read_text(encoding="utf-8")


def test_standing_pages_go_on_as_they_were_and_open_as_they_did(tool: Call, new: Path) -> None:
    ending = tool("init", new, "--from", SAMPLES / "model-body", now=NOW)
    before, after = evidence_of(SAMPLES / "model-body"), evidence_of(new)
    assert after["C2.1"] == before["C2.1"]
    assert after["C7.1"] == before["C7.1"]
    assert [list(claim) for claim in after["C1.1"]] == [["owner"]]
    # what has to be fresh is no standing page
    assert [list(claim) for claim in after["C2.12"]] == [["owner"]]
    assert "Did not apply; say again whether it does: C2.21." in ending.err
    assert "C1.1" in ending.err
    assert "standing pages and documents" in ending.err


def test_every_line_of_what_is_handed_out_stays(tool: Call, new: Path) -> None:
    old = SAMPLES / "model-body"
    tool("init", new, "--from", old, "--lang", "uz", now=NOW)
    plain = new.parent / "plain"
    named = ("--id", "namuna", "--name", "Namuna agentligi (xayoliy)", "--kind", "agency", "--year", "2025")
    tool("init", plain, *named, "--lang", "uz")
    for path in (path for path in plain.rglob("*") if path.is_file()):
        lines = iter((new / path.relative_to(plain)).read_text(encoding="utf-8").splitlines())
        # each behind the one before it
        assert [line for line in path.read_text(encoding="utf-8").splitlines() if line not in lines] == []


def body_of(folder: Path, evidence: str, more: str = "") -> Path:
    (folder / "evidence").mkdir(parents=True)
    (folder / "attachments").mkdir()
    (folder / "openness.yaml").write_text(
        "organisation: {id: b, name: {uz: Vazirlik, ru: Министерство}, kinds: [ministry]}\n"
        f"index: pf-154\nyear: 2024\nevaluation_date: 2025-03-01\n{more}"
    )
    (folder / "evidence" / "1.yaml").write_text(evidence)
    return folder


def test_actions_units_moves_results_and_attachments_go_on(tool: Call, new: Path, tmp_path: Path) -> None:
    old = body_of(
        tmp_path / "old",
        "evidence:\n"
        "  C2.1:\n    {level: full, owner: A, action: w, items: [{title: X, url: 'https://old.example/a', contains: so,"
        " published: 2024-02-03, note: n}]}\n"
        "  C2.2:\n    {level: partial, effort_days: 0.5, items:"
        " [{title: Y, file: attachments/y.pdf, published: 2024-02-03}]}\n"
        "  C2.3: {level: full, items: [{title: Z, file: attachments/gone.pdf, published: 2024-02-03}]}\n"
        "actions:\n  w: {title: Ish, owner: A, effort_days: 2.5}\n",
        "moved: [{from: https://old.example/, to: https://new.example/, on: 2024-07-29}]\n"
        "sites: [https://new.example]\n"
        "results: [{year: 2023, total: 47.1, band: red, indicators: {4: 0}}]\n"
        "owners: {A: {email: a@b.example}, B: }\n",
    )
    (old / "attachments" / "y.pdf").write_bytes(b"%PDF")
    (old / "attachments" / "other.pdf").write_bytes(b"%PDF")
    ending = tool("init", new, "--from", old, "--lang", "en", now=NOW)
    assert ending.code == ExitCode.DONE, ending.err
    assert "Not there, and left out: attachments/gone.pdf." in ending.err
    configuration, evidence = configuration_of(new), evidence_of(new)
    assert configuration["moved"] == [
        {"from": "https://old.example/", "to": "https://new.example/", "on": "2024-07-29"}
    ]
    assert configuration["sites"] == ["https://new.example"]
    assert configuration["results"] == [{"year": "2023", "total": "47.1", "band": "red", "indicators": {"4": "0"}}]
    assert configuration["owners"] == {"A": {"email": "a@b.example"}, "B": ""}
    (first,) = evidence["C2.1"]
    assert (first["action"], first["owner"]) == ("w", "A")
    assert [list(own.items())[1] for own in first["items"]] == [("url", "https://old.example/a")]  # type: ignore[attr-defined]
    assert evidence["C2.2"][0]["effort_days"] == 0.5
    assert "C2.3" not in evidence
    assert (new / "attachments" / "y.pdf").read_bytes() == b"%PDF"
    assert not (new / "attachments" / "other.pdf").exists()
    text = "".join(path.read_text(encoding="utf-8") for path in (new / "evidence").iterdir())
    assert text.count("title: Ish") == 1
    assert json.loads(tool("validate", new, "--format", "json").out)["valid"]


def test_every_unit_that_enters_a_criterion_has_a_file_of_its_own(tool: Call, new: Path, tmp_path: Path) -> None:
    units = ["Andijon viloyati boshqarmasi birinchi", "Andijon viloyati boshqarmasi ikkinchi", "Буxоро", "…"]
    old = body_of(tmp_path / "old", "evidence:\n")
    for number, unit in enumerate(units):
        (old / "evidence" / f"{number}.yaml").write_text(
            f"evidence:\n  C1.7: {{count: 3, of: 4, owner: {unit}}}\n  C1.8: {{owner: {unit}, count: 1, of: 1}}\n"
        )
    (old / "evidence" / "1.yaml").write_text((old / "evidence" / "1.yaml").read_text())
    ending = tool("init", new, "--from", old, now=NOW)
    assert ending.code == ExitCode.DONE, ending.err
    for criterion in ("C1.7", "C1.8"):
        claims = evidence_of(new)[criterion]
        assert sorted(str(claim["owner"]) for claim in claims) == sorted(units)
        assert all(list(claim) == ["owner"] for claim in claims)


def test_the_body_may_be_named_anew(tool: Call, new: Path) -> None:
    words = ("--id", "x", "--name", "Yangi", "--kind", "ministry", "--year", "2030")
    assert tool("init", new, "--from", SAMPLES / "model-body", *words, "--lang", "uz").code == ExitCode.DONE
    configuration = configuration_of(new)
    assert configuration["organisation"] == {"id": "x", "name": {"uz": "Yangi"}, "kinds": ["ministry"]}
    assert (configuration["year"], configuration["evaluation_date"]) == ("2030", "2031-03-01")


def test_an_index_of_its_own_goes_on_from_where_the_new_folder_is(tool: Call, tmp_path: Path) -> None:
    shutil.copytree(SAMPLES.parent / "indicators" / "pf-154", tmp_path / "rules")
    old = body_of(tmp_path / "a" / "old", "evidence:\n")
    text = (old / "openness.yaml").read_text()
    (old / "openness.yaml").write_text(text.replace("index: pf-154", "index: ../../rules"))
    new = tmp_path / "b" / "c" / "new"
    new.parent.mkdir(parents=True)
    assert tool("init", new, "--from", old).code == ExitCode.DONE
    assert configuration_of(new)["index"] == "../../../rules"
    assert tool("score", new).code == ExitCode.DONE


def test_what_cannot_be_read_of_last_year_is_told_and_nothing_is_made(tool: Call, new: Path, sample: Sample) -> None:
    old = sample("model-body")
    (old / "evidence" / "x.yaml").write_text("evidence: {C99: {level: full}}")
    assert tool("init", new, "--from", old).code == ExitCode.INVALID
    assert tool("init", new, "--from", old / "none").code == ExitCode.USAGE
    assert not new.exists()


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.grid(one_in=3)
def test_a_sample_is_made_as_it_is(name: str, tool: Call, new: Path) -> None:
    assert tool("init", new, "--sample", name).code == ExitCode.DONE
    made = {path.relative_to(new): path.read_bytes() for path in new.rglob("*") if path.is_file()}
    folder = SAMPLES / name
    assert made == {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert tool("score", new, "--format", "json").out == tool("score", folder, "--format", "json").out


def test_a_sample_that_there_is_not_is_told_with_those_that_there_are(tool: Call, new: Path) -> None:
    ending = tool("init", new, "--sample", "modelbody")
    assert ending.code == ExitCode.USAGE
    assert "model-body" in ending.err
    assert tool("init", new, "--sample", "model-body", "--year", "2024").code == ExitCode.USAGE
    assert not new.exists()


KEPT = (".git/config", ".gitignore", ".gitattributes", ".DS_Store", "Thumbs.db", "desktop.ini", ".idea/x", ".vscode/y")


def test_a_folder_with_version_control_and_desktop_files_is_filled_and_these_are_kept(tool: Call, new: Path) -> None:
    for name in KEPT:
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).write_text("*.tmp\n")
    ending = tool("init", new, "--lang", "en")
    assert ending.code == ExitCode.DONE
    assert all((new / name).read_text() == "*.tmp\n" for name in KEPT)
    assert ".gitattributes was there and is kept; add to it:\n  availability/*.jsonl merge=union\n" in ending.err
    assert tool("validate", new).code == ExitCode.DONE
    assert tool("init", new).code == ExitCode.USAGE


@pytest.mark.parametrize("name", ["a.txt", "evidence/x", ".env", "gitignore"])
def test_a_folder_that_holds_anything_else_is_left_alone(tool: Call, new: Path, name: str) -> None:
    (new / name).parent.mkdir(parents=True)
    (new / name).write_text("x")
    assert tool("init", new).code == ExitCode.USAGE
    assert [path for path in new.rglob("*") if path.is_file()] == [new / name]


@pytest.mark.slow(few=0, many=1)
def test_where_it_fails_a_folder_that_was_there_is_as_it_was(new: Path, tmp_path: Path) -> None:
    (new / ".git").mkdir(parents=True)
    (new / ".git" / "config").write_text("x")
    for folder in (new, tmp_path / "other"):
        # no file may be longer than this, as where a disk is full
        command = f"ulimit -f 10; {shlex.join(COMMAND)} init {shlex.quote(str(folder))} --lang en"
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        ended = subprocess.run(
            ["/bin/bash", "-c", command], capture_output=True, text=True, env=environment, check=False
        )
        assert ended.returncode == ExitCode.INTERNAL, ended.stderr
        assert "the file grows too large" in ended.stderr
    assert [path.relative_to(new).as_posix() for path in new.rglob("*")] == [".git", ".git/config"]
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "What to do first.txt"), ("uz", "Nimadan boshlash kerak.txt"), ("ru", "С чего начать.txt")],
)
def test_a_note_says_what_to_do_first_in_the_language_of_the_body(
    tool: Call, new: Path, language: str, name: str
) -> None:
    ending = tool("init", new, "--year", "2024", "--id", "bandlik", "--lang", language)
    text = (new / name).read_bytes().decode("utf-8-sig")
    assert "\r\n1. " in text
    assert "bandlik.zip" in text
    assert name in ending.err
    # it is nobody's evidence
    assert name not in tool("validate", new).err


def test_every_kind_of_evidence_goes_on_as_it_may(tool: Call, new: Path, tmp_path: Path) -> None:
    make_world(tmp_path)
    ending = tool("init", new, "--from", tmp_path / "body", now=NOW)
    assert ending.code == ExitCode.DONE, ending.err
    after = evidence_of(new)
    assert {name: list(claim) for name, (claim,) in after.items()} == {
        "X1": ["level", "owner", "items"],
        "X3": ["effort_days"],
        "X4": ["action", "items"],
    }
    assert [own["part"] for own in after["X4"][0]["items"]] == ["a", "b"]  # type: ignore[attr-defined]
    assert "Did not apply; say again whether it does: X6." in ending.err
    assert "deeds, numbers, shares and periods of X2, X3, X5." in ending.err
    assert json.loads(tool("score", new, "--format", "json", now=NOW).out)["criteria"][0]["outcome"] == "met"
