"""The floors of docs/architecture.md, the doors to third parties, and what a quick start may load."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "liagen"
FLOORS = {
    0: ["errors", "yamltext", "profile", "blocks", "spreadsheet"],
    1: ["checking", "conditions", "inherit", "wording", "cards"],
    2: ["walking", "choose", "plan", "markdown", "assemble", "compare"],
    3: [
        "writing",
        "blank",
        "interview",
        "office",
        "pdf",
        "word",
        "preview",
        "html_writer",
        "table_page",
        "compare_page",
    ],
    4: [
        "reading",
        "foreign_style",
        "packages",
        "layers",
        "library",
        "codes",
        "keys",
        "winners",
        "lint",
        "starter",
        "reach",
        "house_style",
        "pipeline",
        "finding",
        "journal",
        "overview",
        "jobs",
        "batch",
        "exercises",
        "difference",
        "live",
    ],
    5: ["cli", "__main__", "__init__"],
}
DOORS = {
    "yaml": "yamltext",
    "markdown_it": "markdown",
    "click": "cli",
    "docx": "word",
    "lxml": "word",
    "pypdf": "pdf",
    "covertable": "exercises",
}
# Inside the folder of the Word writer: each may use those left of it; ``stationery`` uses nothing and is used by none.
WORD = [
    *(
        "pieces",
        "margins",
        "roles",
        "looks",
        "lender",
        "house",
        "stylefile",
        "audit",
        "columns",
        "package",
        "anchors",
        "comments",
        "controls",
        "contents",
        "title_page",
    ),
    *("body", "draft", "host", "place", "hostcontents", "hoststyles", "insert", "__init__", "stationery"),
]
WRITERS = ("preview", "html_writer", "table_page", *(f"word.{name}" for name in WORD))


def imports(module: str) -> set[str]:
    path = PACKAGE / module.replace(".", "/")
    if path.is_dir():
        return {name for file in path.glob("*.py") for name in imports(f"{module}.{file.stem}")}
    tree = ast.parse(path.with_suffix(".py").read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "liagen":
            found.update(f"liagen.{alias.name}" for alias in node.names if not alias.name.startswith("__"))
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def position(module: str) -> tuple[int, int]:
    return next((floor, names.index(module)) for floor, names in FLOORS.items() if module in names)


# A folder counts as one module: what it imports is what its files import.
MODULES = sorted(
    [*(path.stem for path in PACKAGE.glob("*.py")), *(path.parent.name for path in PACKAGE.glob("*/__init__.py"))]
)


def test_every_module_has_a_floor():
    assert sorted(name for names in FLOORS.values() for name in names) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down_or_left(module):
    ours = {name.removeprefix("liagen.").split(".")[0] for name in imports(module) if name.startswith("liagen.")}
    ours -= {module}
    assert not {name for name in ours if position(name) >= position(module)} or module == "__main__"


@pytest.mark.parametrize("writer", WRITERS)
def test_writers_know_only_blocks_and_errors(writer):
    ours = {name for name in imports(writer) if name.startswith("liagen.") and not name.startswith("liagen.word.")}
    assert ours <= {"liagen.blocks", "liagen.errors"}


def test_every_file_of_the_word_writer_has_a_place():
    assert sorted(WORD) == sorted(path.stem for path in (PACKAGE / "word").glob("*.py"))


@pytest.mark.parametrize("name", WORD)
def test_inside_the_word_writer_imports_go_left(name):
    ours = {each.removeprefix("liagen.word.") for each in imports(f"word.{name}") if each.startswith("liagen.word")}
    assert ours <= set(WORD[: WORD.index(name)])
    assert name != "stationery" or not ours


@pytest.mark.parametrize("module", MODULES)
def test_others_know_the_word_writer_only_as_a_whole(module):
    assert module == "word" or not {name for name in imports(module) if name.startswith("liagen.word.")}


@pytest.mark.parametrize(("library", "door"), DOORS.items())
def test_third_parties_have_one_door(library, door):
    users = {module for module in MODULES if library in {name.split(".")[0] for name in imports(module)}}
    assert users == {door}


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from liagen.cli import run; run(['--help']); "
        "heavy = {'docx', 'lxml', 'jinja2', 'markdown_it', 'pydantic', 'yaml'} & set(sys.modules); "
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
