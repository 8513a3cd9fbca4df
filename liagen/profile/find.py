"""Profiles that someone means: files, folders with all that is in them, and patterns such as ``*.yaml``."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from liagen.errors import Problem
from liagen.files.paths import exists, is_file, is_folder

ENDINGS: Final = (".yaml", ".yml")
CLIENT_FILE: Final = "klant.yaml"
"""The file that says what belongs to one client; beside others it is called `zuid.klant.yaml`."""

_PACKAGE: Final = "pakket.yaml"  # a folder with this file holds texts of liagen, no profiles
_SCHEMA: Final = ".schema"


@dataclass(frozen=True)
class Found:
    """The profiles that were meant, each once and in a fixed order, and what was named but led to none."""

    profiles: tuple[Path, ...]
    problems: tuple[Problem, ...]


def find_profiles(named: Iterable[Path], excluded: Iterable[Path] = ()) -> Found:
    """Return the profiles that ``named`` means: files in the order given, what is in a folder in order of name.

    A file that is named is taken as it is, also when it is not there: who reads it tells what is wrong. In folders only
    YAML files count; hidden ones, packages, schemas, files of clients and the files ``excluded`` are left out.
    """
    skipped = {_absolute(path) for path in excluded}
    profiles: dict[str, Path] = {}
    problems: list[Problem] = []
    for path in named:
        found = _resolved(path, skipped, problems)
        profiles.update({place: each for each in found if (place := _absolute(each)) not in profiles})
    return Found(tuple(profiles.values()), tuple(problems))


def is_client_file(name: str) -> bool:
    """Say whether a file with this name says what belongs to a client, and is no profile."""
    return name.lower() == CLIENT_FILE or name.lower().endswith(f".{CLIENT_FILE}")


def is_client(path: Path) -> bool:
    """Say whether a path names a client: its file, a folder with that, or a zip file."""
    return is_client_file(path.name) or path.suffix.lower() == ".zip" or is_file(path / CLIENT_FILE)


def _absolute(path: Path) -> str:
    """Return where a path leads, so that two ways to name a file are one; links stay what they are."""
    return os.path.normcase(os.path.abspath(path))  # noqa: PTH100  (Path.absolute keeps «..»)


def _resolved(path: Path, skipped: set[str], problems: list[Problem]) -> list[Path]:
    known = len(problems)
    if is_folder(path):
        found, nothing = _inside(path, skipped, problems), "in deze map staat geen profiel"
    elif any(sign in str(path) for sign in "*?[") and not exists(path):
        found, nothing = _matching(path, skipped, problems), "hier past geen profiel bij"
    else:
        return [path]
    if not found and len(problems) == known:
        problems.append(Problem(str(path), f"{nothing}; een profiel eindigt op .yaml of .yml"))
    return found


def _matching(pattern: Path, skipped: set[str], problems: list[Problem]) -> list[Path]:
    """Return the YAML files that a pattern stands for, and those in the folders that it stands for."""
    paths = [Path(name) for name in sorted(glob.glob(str(pattern), recursive=True))]  # noqa: PTH207  (takes no «C:\\»)
    found: list[Path] = []
    for path in paths:
        if is_folder(path):
            found += _inside(path, skipped, problems)
        elif _is_profile(path, skipped):
            found.append(path)
    return found


def _inside(folder: Path, skipped: set[str], problems: list[Problem]) -> list[Path]:
    return [path for path in _walk(folder, problems) if _is_profile(path, skipped)]


def _walk(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """Give every file below a folder, those of a folder before those in its folders; links to folders are left out."""

    def report(error: OSError) -> None:
        name = str(error.filename or folder)
        problems.append(Problem(name, "u mag deze map niet lezen; vraag om leesrechten"))

    for place, folders, files in os.walk(folder, onerror=report):
        # Emptied in place: that is how `os.walk` is told not to go deeper.
        if _PACKAGE in files:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place) / name for name in sorted(files))


def _is_profile(path: Path, skipped: set[str]) -> bool:
    hidden = path.name.startswith(".")
    schema = Path(path.stem).suffix.lower() == _SCHEMA
    wanted = path.suffix.lower() in ENDINGS and not hidden and not schema and not is_client_file(path.name)
    return wanted and _absolute(path) not in skipped
