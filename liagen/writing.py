"""Results to disk: all or nothing, and never over a file that someone did not offer."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from liagen.errors import OutputError, Problem


def write_files(files: Mapping[Path, bytes], overwrite: bool) -> None:
    """Write every file through a temporary one beside it, then rename.

    Raises OutputError, with nothing changed, when a file is there and ``overwrite`` is False, when a folder is
    missing, the disk is full or another program holds the file. A file that already holds these bytes is left alone.
    """
    wanted = {path: data for path, data in files.items() if not _holds(path, data)}
    check_writable(wanted, overwrite)
    temporary: dict[Path, Path] = {}
    try:
        for path, data in wanted.items():
            temporary[path] = _write_beside(path, data)
        for path in wanted:
            _rename(temporary[path], path)
    finally:
        for leftover in temporary.values():
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)


def check_writable(paths: Iterable[Path], overwrite: bool) -> None:
    """Raise OutputError when a result could not be put at one of these paths; for use before long work."""
    problems = [problem for path in paths if (problem := _refusal(path, overwrite))]
    if problems:
        raise OutputError(problems)


def _holds(path: Path, data: bytes) -> bool:
    """Return whether an untouched companion file is already there; documents always count as new."""
    try:
        return path.suffix == ".json" and path.is_file() and path.read_bytes() == data
    except OSError:
        return False


def _refusal(path: Path, overwrite: bool) -> Problem | None:
    name = str(path)
    try:
        if path.is_dir():
            return Problem(name, 0, 0, "", "dit is een map; noem een bestand")
        if not path.parent.is_dir():
            return Problem(name, 0, 0, "", "de map voor dit bestand bestaat niet; maak die eerst aan")
        if path.exists() and not overwrite:
            return Problem(name, 0, 0, "", "dit bestand bestaat al; kies een andere naam of gebruik --overschrijf")
    except (OSError, ValueError):
        return Problem(name, 0, 0, "", "onder deze naam kan geen bestand komen")
    return None


def _write_beside(path: Path, data: bytes) -> Path:
    try:
        handle, name = tempfile.mkstemp(prefix=".liagen-", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise OutputError([_failure(path, error)]) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if os.name == "posix":
            mask = os.umask(0)
            os.umask(mask)
            temporary.chmod(0o666 & ~mask)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputError([_failure(path, error)]) from error
    return temporary


def _rename(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as error:
        raise OutputError([_failure(path, error)]) from error


def _failure(path: Path, error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        message = (
            "u mag hier niet schrijven, of het bestand is open in een ander programma; sluit het en probeer opnieuw"
        )
    else:
        message = "het bestand is niet geschreven; is de schijf vol?"
    return Problem(str(path), 0, 0, "", message)
