"""A set to disk: one folder with three folders in it, nothing written over, nothing of another set left among it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from liagen.errors import OutputError, Problem
from liagen.exercises.bundle import FOLDERS, Bundle
from liagen.writing import check_writable, make_folder, write_files


def save(found: Bundle, folder: Path, overwrite: bool) -> None:
    """Write every file of a set into ``folder``, the lists last; makes the folder when it is new.

    Raises OutputError before any file is written when one is in the way or belongs to another set. Who stops it
    halfway keeps whole files only.
    """
    paths = {folder / paper.name: paper for paper in found.papers}
    for path in (folder, *(folder / name for name in FOLDERS)):
        make_folder(path)
    _check_other_sets(folder, set(paths))
    check_writable(paths, overwrite)
    for path, paper in paths.items():
        write_files({path: paper.make()}, overwrite)


def _check_other_sets(folder: Path, ours: set[Path]) -> None:
    """Refuse a folder in which files of another set would stay behind: a trainer could hand out the wrong one."""
    others = [path for path in _files_in(folder) if path not in ours]
    if others:
        message = f"hier staan al andere bestanden, zoals {others[0].relative_to(folder)}; kies een nieuwe map"
        raise OutputError([Problem(str(folder), 0, 0, "", message)])


def _files_in(folder: Path) -> Iterator[Path]:
    for name in FOLDERS:
        yield from sorted((folder / name).glob("*")) if (folder / name).is_dir() else ()
