"""The log, read back."""

from hashlib import sha256
from pathlib import Path

from openness_cli.links.log import load_log, sites_opened
from openness_cli.links.log_writer import LogWriter
from openness_cli.model.availability import CheckResult
from tests.builders.logs import entry, written


def test_files_of_several_machines_are_one_history(tmp_path: Path) -> None:
    LogWriter(tmp_path / "availability" / "a.jsonl").append([entry(1)])
    LogWriter(tmp_path / "availability" / "b.jsonl").append([entry(1), entry(2)])
    log = load_log(tmp_path)
    assert len(log.checks) == 2
    assert [(file.file, file.lines) for file in log.files] == [("availability/a.jsonl", 1), ("availability/b.jsonl", 2)]


def test_a_torn_line_is_told_and_the_rest_counts(tmp_path: Path) -> None:
    path = tmp_path / "availability" / "a.jsonl"
    lines = written(path, 2)
    path.write_bytes(path.read_bytes() + b'{"time":"20')
    log = load_log(tmp_path)
    assert len(log.checks) == 2
    assert log.warnings == ("availability/a.jsonl:3: the last line is torn; it is left out",)
    assert log.files[0].last_digest == sha256(lines[-1]).hexdigest()


def test_a_first_look_is_a_line_and_no_check(tmp_path: Path) -> None:
    looks = [entry(1) | {"result": "failed", "cause": "404", "try": 1}, entry(1) | {"try": 2}]
    LogWriter(tmp_path / "availability" / "a.jsonl").append(looks)
    log = load_log(tmp_path, chained=True)
    assert [check.result for check in log.checks] == [CheckResult.OK]
    assert (log.files[0].lines, log.warnings) == (2, ())
    assert log.chains["availability/a.jsonl"].fault is None


def test_what_a_program_was_told_once_and_a_browser_perhaps_not_is_no_failure(tmp_path: Path) -> None:
    told = [entry(1) | {"result": "failed", "cause": cause} for cause in ("4xx", "404")]
    LogWriter(tmp_path / "availability" / "a.jsonl").append(told)
    assert [check.result for check in load_log(tmp_path).checks] == [CheckResult.BLOCKED, CheckResult.FAILED]


def test_the_sites_that_were_open_to_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "availability" / "a.jsonl"
    assert sites_opened(path) == frozenset()
    lines = [
        entry(1) | {"url": "https://a.example/1", "final_url": "https://b.example:8443/"},
        entry(2) | {"url": "https://c.example/1", "final_url": 7, "result": "failed"},
    ]
    LogWriter(path).append(lines)
    path.write_bytes(path.read_bytes() + b"[]\nno line\n")
    assert sites_opened(path) == {"a.example", "b.example:8443"}


def test_what_a_site_was_asked_on_trial_is_no_check_and_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "availability" / "a.jsonl"
    LogWriter(path).append([entry(1), entry(2) | {"control": "root"}, entry(3)])
    log = load_log(tmp_path, chained=True)
    assert [check.url for check in log.checks] == [entry(1)["url"], entry(3)["url"]]
    assert not log.warnings
    assert log.files[0].lines == 3
    assert log.chains["availability/a.jsonl"].fault is None
    with path.open("a", encoding="utf-8") as file:
        file.write('{"control":"root","time":"x","url":"y"}\n')
    assert log.warnings != load_log(tmp_path).warnings
