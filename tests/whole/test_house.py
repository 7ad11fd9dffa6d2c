"""The house itself: rooms with a sign on the door, modules and functions that can be read at a sitting."""

import ast

from tests.builders.tool import ROOT

HOUSE = ROOT / "openness_cli"
MODULES = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in HOUSE.rglob("*.py")}
ROOMS = {name: text for name, text in MODULES.items() if name.count("/") > 1 and name.endswith("/__init__.py")}
LONGEST_MODULE = 350
LONGEST_BODY = 45


def length_of_body(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or 0) - function.body[0].lineno + 1


def test_no_module_is_long() -> None:
    lengths = {name: len(text.splitlines()) for name, text in MODULES.items()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_function_is_long() -> None:
    lengths = {
        f"{name}: {node.name}": length_of_body(node)
        for name, text in MODULES.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_BODY} == {}


def test_every_room_has_a_sign_on_its_door_that_imports_nothing() -> None:
    folders = {name.rpartition("/")[0] for name in MODULES} - {HOUSE.name}
    assert folders == {name.rpartition("/")[0] for name in ROOMS}
    doors = {name: ast.parse(text) for name, text in ROOMS.items()}
    assert [name for name, door in doors.items() if not ast.get_docstring(door)] == []
    assert [name for name, door in doors.items() if len(door.body) > 1] == []
