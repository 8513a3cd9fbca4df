"""What of liagen goes along in the page: the modules that it can reach there, and the files beside them."""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from liagen.library.ready import READY
from tools.library_data import save_ready

ROOT: Final = Path(__file__).parents[2]
HOST: Final = Path(__file__).with_name("host.py")
ABSENT: Final = frozenset({"click", "covertable", "docx", "lxml", "pypdf"})
"""Third parties of liagen that are not in the page: what cannot be loaded without them stays behind too."""


def travelling_modules() -> dict[str, Path]:
    """Return the modules of liagen that the host of the page can reach, by name.

    What a function imports counts too, since it may be called; not what only type checkers read.
    """
    known = {_name(path): path for path in (ROOT / "liagen").rglob("*.py")}
    found: dict[str, Path] = {}
    waiting = sorted(_used(HOST, known))
    while waiting:
        name = waiting.pop()
        if name in found or not _loads(known[name], known, set()):
            continue
        found[name] = known[name]
        waiting += sorted(_used(known[name], known) - set(found))
    return dict(sorted(found.items()))


def travelling_files() -> dict[str, bytes]:
    """Return the files of liagen in the page, by their path there: modules, data beside them, templates."""
    modules = list(travelling_modules().values())
    beside = [path for folder in {path.parent for path in modules} for path in _data_in(folder)]
    templates = _by_place(_files_in(ROOT / "templates"), ROOT, "liagen")
    return _by_place([*modules, *beside], ROOT) | templates | _library()


@cache
def _library() -> dict[str, bytes]:
    """Return the shipped texts as they are read now."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / READY.name
        save_ready(made)
        return {READY.relative_to(ROOT).as_posix(): made.read_bytes()}


def package_files(folders: Iterable[Path]) -> dict[str, bytes]:
    """Return the files of a consultant's packages (folders, the lowest first) by their path in the page."""
    found: dict[str, bytes] = {}
    for number, folder in enumerate(folders):
        found |= _by_place(_files_in(folder), folder.resolve().parent, f"pakketten/{number:03}")
    return found


def _files_in(folder: Path) -> Iterator[Path]:
    yield from (path for path in folder.resolve().rglob("*") if path.is_file() and not path.name.startswith("."))


def _by_place(paths: Iterable[Path], root: Path, below: str = "") -> dict[str, bytes]:
    return {(Path(below) / path.relative_to(root)).as_posix(): path.read_bytes() for path in sorted(paths)}


def _data_in(folder: Path) -> Iterator[Path]:
    """Yield what stands beside modules and in folders without any, such as styles, scripts and their licences."""
    for path in folder.iterdir():
        if path.is_dir() and path.name != "__pycache__" and not (path / "__init__.py").exists():
            yield from _data_in(path)
        elif path.is_file() and path.suffix != ".py" and path != READY:
            yield path


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _loads(path: Path, known: dict[str, Path], seen: set[Path]) -> bool:
    """Say whether a module can be loaded in the page, with all that it imports at its start."""
    if path in seen:
        return True
    seen.add(path)
    names = _imports(path, inside=False)
    if {name.partition(".")[0] for name in names} & ABSENT:
        return False
    return all(_loads(known[name], known, seen) for name in _ours(names, known))


def _used(path: Path, known: dict[str, Path]) -> set[str]:
    return _ours(_imports(path, inside=True), known)


def _ours(names: Iterable[str], known: dict[str, Path]) -> set[str]:
    """Return the modules of ours among names, with the packages that they stand in."""
    found = {name for name in names if name in known}
    return found | {".".join(name.split(".")[:depth]) for name in found for depth in range(1, name.count(".") + 1)}


def _statements(path: Path, *, inside: bool) -> Iterator[ast.AST]:
    """Yield what stands in a module; with ``inside`` what stands in functions too."""
    waiting: list[ast.AST] = [_tree(path)]
    while waiting:
        node = waiting.pop()
        yield node
        if _is_for_types(node) or (isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not inside):
            continue
        # No import stands in an expression, and those are nearly all there is.
        waiting += (each for each in ast.iter_child_nodes(node) if not isinstance(each, ast.expr))


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


@cache
def _imports(path: Path, *, inside: bool) -> frozenset[str]:
    """Return the names that a module imports."""
    return frozenset(name for node in _statements(path, inside=inside) for name in _imported(node))


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (f"{node.module}.{alias.name}" for alias in node.names)
