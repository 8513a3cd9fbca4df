"""A package after it was brought up to date, written in one go; and one step back to what it was before.

What was there is kept beside the files of the package, in a zip file that liagen does not read as a part of it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from liagen.errors import LibraryError, OutputError, Problem
from liagen.files.archive import Archive, ArchiveError, Limits, open_archive, write_archive
from liagen.files.paths import is_file
from liagen.files.save import write_files
from liagen.library.package import HEAD, MAX_FILES, MAX_STYLE, MAX_TOTAL, STYLE, is_hidden, read_package
from liagen.workshop.earlier import problems_of

BACKUP: Final = "voor-bijwerken.zip"
"""The file in which is kept what an update changed."""

_BEFORE: Final = "voor/"
_AFTER: Final = "na.json"
_LIMITS: Final = Limits(MAX_FILES, MAX_STYLE, MAX_TOTAL)
_ENDINGS: Final = (".md", ".yaml", ".yml")


def save_update(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Write files of a package, None for one that goes, and keep what was there. Raises OutputError, nothing changed.

    ``files`` go by their name in the package, and each was there.
    """
    before = {f"{_BEFORE}{name}": (folder / name).read_bytes() for name in files}
    after = {name: _digest(data) for name, data in files.items()}
    kept = write_archive({**before, _AFTER: json.dumps(after, sort_keys=True).encode()})
    # The head last, as it says that all is done.
    order = sorted((name for name, data in files.items() if data is not None), key=lambda name: name == HEAD)
    written = {folder / BACKUP: kept} | {folder / name: files[name] or b"" for name in order}
    write_files(written, True, [folder / name for name, data in files.items() if data is None])
    for name, data in files.items():
        if data is None:
            _remove_empty(folder, folder / name)


def take_back(folder: Path) -> tuple[str, ...]:
    """Put back what an update changed, and return the names. Raises LibraryError, or OutputError with nothing changed.

    What she changed since is never written over: then nothing is put back.
    """
    if problems := problems_of(read_package(folder)):  # a link would lead to a place outside
        raise LibraryError(problems)
    place = folder / BACKUP
    try:
        archive = open_archive(place, _LIMITS)
        before, after = _kept(archive)
    except FileNotFoundError:
        raise OutputError([Problem(str(place), _NOTHING)]) from None
    except (ArchiveError, ValueError, OSError):
        raise OutputError([Problem(str(place), _DAMAGED)]) from None
    changed = [name for name in before if _digest(_found(folder / name)) != after[name]]
    if changed:
        raise OutputError(Problem(str(folder / name), _CHANGED) for name in changed)
    for name in before:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    write_files({folder / name: data for name, data in before.items()}, True, [place])
    return tuple(before)


_NOTHING: Final = "er is niets om terug te zetten: dit pakket is niet met --doen bijgewerkt"
_DAMAGED: Final = "dit bestand is niet van liagen of beschadigd; er is niets teruggezet"
_CHANGED: Final = (
    "dit bestand veranderde na het bijwerken; er is niets teruggezet. De oude tekst zit in het zip-bestand"
)


def _kept(archive: Archive) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return what was there before by name, and the digest of each afterwards. Raises ValueError for anything else."""
    found = {entry.filename: archive.read(entry) for entry in archive.members}
    after = json.loads(found.pop(_AFTER, b""))
    before = {name.removeprefix(_BEFORE): data for name, data in found.items() if name.startswith(_BEFORE)}
    if (
        not isinstance(after, dict)
        or len(before) < len(found)
        or set(before) != set(after)
        or not all(map(_may_be_put, before))
    ):
        raise ValueError(_DAMAGED)
    return before, after


def _may_be_put(name: str) -> bool:
    """Say whether a name is that of a file of a package: who made the zip file may be a stranger."""
    return not is_hidden(name) and (name == STYLE or name.endswith(_ENDINGS))


def _digest(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()


def _found(path: Path) -> bytes | None:
    return path.read_bytes() if is_file(path) else None


def _remove_empty(folder: Path, path: Path) -> None:
    """Take away the folders that a file left empty."""
    with contextlib.suppress(OSError):
        for parent in path.parents:
            if parent == folder:
                break
            parent.rmdir()
