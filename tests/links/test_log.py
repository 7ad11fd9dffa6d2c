"""The log, read back."""

from hashlib import sha256
from pathlib import Path

from openness_cli.links.log import load_log
from openness_cli.links.log_writer import LogWriter
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
