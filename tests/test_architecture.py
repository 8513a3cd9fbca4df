"""The floors of docs/architecture.md and the doors to third parties."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from every import every

PACKAGE = Path(__file__).parents[1] / "liagen"
FLOORS = {
    1: ["errors", "document"],
    2: ["files", "web"],
    3: ["profile", "word"],
    4: ["library"],
    5: ["chapter"],
    6: ["make"],
    7: ["batch", "workshop", "browser", "training"],
    8: ["cli", "__main__", "__init__"],
}
BESIDE = {"document": {"errors"}}
"""What rooms of one floor may use of each other."""
FORBIDDEN = {"library": {"word"}, "chapter": {"word"}}
"""What a room may not use although it stands lower."""
DOORS = {
    "yaml": {"files"},
    "jinja2": {"library"},
    "markdown_it": {"chapter"},
    "click": {"cli"},
    "docx": {"word"},
    "lxml": {"word"},
    "pypdf": {"make"},
    "covertable": {"training"},
}
PATHS = sorted(PACKAGE.rglob("*.py"))


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


MODULES = {module_of(path): path for path in PATHS}


def room_of(module: str) -> str:
    return module.split(".")[0]


ROOMS = sorted({room_of(module) for module in MODULES})


@dataclass(frozen=True)
class Code:
    """What a module imports, ours without `liagen.`: when it is loaded and in all; and the classes in it."""

    at_start: frozenset[str]
    imports: frozenset[str]
    classes: tuple[str, ...]


@cache
def code_of(module: str) -> Code:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    classes = tuple(node.name for node in tree.body if isinstance(node, ast.ClassDef))
    return Code(imported(tree.body), imported(ast.walk(tree)), classes)


def imported(nodes: Iterable[ast.AST]) -> frozenset[str]:
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            found.update(name if name.removeprefix("liagen.") in MODULES else node.module for name in whole)
    return frozenset(name.removeprefix("liagen.") for name in found)


def ours(names: frozenset[str]) -> set[str]:
    return {name if name in MODULES else f"{name}.__init__" for name in names if room_of(name) in ROOMS} & set(MODULES)


def floor_of(room: str) -> int:
    return next(floor for floor, rooms in FLOORS.items() if room in rooms)


def test_every_room_has_a_floor():
    assert sorted(room for rooms in FLOORS.values() for room in rooms) == ROOMS


def test_the_table_of_floors_is_that_of_the_docs():
    text = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d) \| ([^|]+) \|", text, re.MULTILINE)
    assert {int(floor): re.findall(r"`(\w+)`", folders) for floor, folders in rows} == FLOORS


def test_imports_go_down():
    assert {module: wrong for module in MODULES if (wrong := wrong_rooms(module))} == {}


def wrong_rooms(module):
    """Return the rooms that a module may not import from, and does."""
    room = room_of(module)
    used = {room_of(name) for name in ours(code_of(module).imports)} - {room, "__init__"}
    above = {name for name in used - BESIDE.get(room, set()) if floor_of(name) >= floor_of(room)}
    return used & FORBIDDEN.get(room, set()) | (set() if module == "__main__" else above)


def test_no_module_imports_itself_by_a_detour():
    TopologicalSorter({module: ours(code_of(module).at_start) - {module} for module in MODULES}).prepare()


@every(("library", "doors"), DOORS.items())
def test_third_parties_have_one_door(library, doors):
    assert {
        room_of(name) for name in MODULES if library in {used.split(".")[0] for used in code_of(name).imports}
    } == doors


def test_a_name_of_a_class_stands_in_one_module():
    places: dict[str, list[str]] = {}
    for module in MODULES:
        for name in code_of(module).classes:
            places.setdefault(name, []).append(module)
    assert not {name: where for name, where in places.items() if len(where) > 1}


@every("path", PATHS, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_what_stands_at_a_path_is_asked_in_one_place(path):
    """``Path`` fails on an endless name, and ``os.path`` does not; `save` says which of both it was."""
    if path.relative_to(PACKAGE).as_posix() in ("files/save.py", "files/paths.py"):
        return
    asked = re.findall(r"\b(?!entry)(\w+)\.(?:is_file|is_dir|exists|is_symlink)\(\)", path.read_text(encoding="utf-8"))
    assert not asked, "use liagen.files.paths"
