"""Results to disk: all or nothing, and never over a file that someone did not offer."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from liagen.errors import OutputError, Problem


def write_files(files: Mapping[Path, bytes], overwrite: bool) -> None:
    """Write every file through a temporary one beside it, then rename.

    Raises OutputError, with nothing changed, when a file is there and ``overwrite`` is False, when a folder is
    missing, the disk is full or another program holds the file. A companion file that already holds these bytes is
    left alone. Put the file that matters most last: it is never there without the others.
    """
    wanted = _to_write(files)
    check_writable(wanted, overwrite)
    temporary: dict[Path, Path] = {}
    replaced: dict[Path, Path | None] = {}
    try:
        # All are written before the first is renamed: a full disk or a missing right shows while nothing was changed
        # yet.
        for path, data in wanted.items():
            temporary[path] = _write_beside(path, data)
        for number, path in enumerate(wanted, 1):
            if number < len(wanted):  # after the last nothing can fail
                replaced[path] = _set_aside(path)
            _rename(temporary[path], path)
    except BaseException:
        for path, before in replaced.items():
            _put_back(path, before)
        raise
    else:
        _remove(filter(None, replaced.values()))
    finally:
        _remove(temporary.values())


def check_files(files: Mapping[Path, bytes], overwrite: bool) -> None:
    """Raise OutputError when ``write_files`` would refuse these files; for use before long work."""
    check_writable(_to_write(files), overwrite)


def make_folder(path: Path) -> None:
    """Make a folder where there is none. Raises OutputError when it cannot be, or the one above it is missing."""
    message = ""
    try:
        path.mkdir(exist_ok=True)
    except FileExistsError:
        message = "dit is een bestand; noem een map"
    except FileNotFoundError:
        message = "de map waarin deze map moet komen bestaat niet; maak die eerst aan"
    except (OSError, ValueError):
        message = "deze map kan hier niet komen; kies een andere"
    if not message and not os.access(path, os.W_OK):
        message = "u mag in deze map niet schrijven; kies een andere map"
    if message:
        raise OutputError([Problem(str(path), message)])


def check_writable(paths: Iterable[Path], overwrite: bool) -> None:
    """Raise OutputError when a result could not be put at one of these paths; for use before long work."""
    problems = [problem for path in paths if (problem := _refusal(path, overwrite))]
    if problems:
        raise OutputError(problems)


def _to_write(files: Mapping[Path, bytes]) -> dict[Path, bytes]:
    return {path: data for path, data in files.items() if not _already_holds(path, data)}


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _already_holds(path: Path, data: bytes) -> bool:
    """Return whether an untouched companion file is already there; documents always count as new."""
    try:
        return path.suffix == ".json" and path.is_file() and path.read_bytes() == data
    except OSError:
        return False


def _refusal(path: Path, overwrite: bool) -> Problem | None:
    message = ""
    try:
        if path.is_dir():
            message = "dit is een map; noem een bestand"
        elif not _target(path).parent.is_dir():
            message = "de map voor dit bestand bestaat niet; maak die eerst aan"
        elif path.exists() and not path.is_file():
            message = "dit is geen gewoon bestand; kies een andere naam"
        elif os.path.lexists(path) and not overwrite:
            message = "dit bestand bestaat al; kies een andere naam of gebruik --overschrijf"
        elif not os.access(_target(path).parent, os.W_OK):
            message = "u mag in deze map niet schrijven; kies een andere map"
    except (OSError, ValueError):
        message = "onder deze naam kan geen bestand komen"
    return Problem(str(path), message) if message else None


def _write_beside(path: Path, data: bytes) -> Path:
    """Write a temporary file in the folder of ``path``, or of what ``path`` is a link to."""
    try:
        handle, name = tempfile.mkstemp(prefix=".liagen-", suffix=".tmp", dir=_target(path).parent)
    except OSError as error:
        raise OutputError([_failure(path, error)]) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # `mkstemp` makes a file that only its owner may read; a result gets the rights that any new file gets. The mask
        # can only be read by setting it.
        if os.name == "posix":
            mask = os.umask(0)
            os.umask(mask)
            temporary.chmod(0o666 & ~mask)
    except BaseException as error:
        _remove([temporary])
        if isinstance(error, OSError):
            raise OutputError([_failure(path, error)]) from error
        raise
    return temporary


def _set_aside(path: Path) -> Path | None:
    """Move what stands at ``path`` to a temporary file beside it, and return that; None when nothing stands there."""
    if not path.exists():
        return None
    aside = _write_beside(path, b"")
    try:
        _target(path).replace(aside)
    except OSError as error:
        _remove([aside])
        raise OutputError([_failure(path, error)]) from error
    return aside


def _put_back(path: Path, before: Path | None) -> None:
    """Put back what stood at ``path``, or leave nothing there."""
    with contextlib.suppress(OSError):
        if before:
            before.replace(_target(path))
        else:
            _target(path).unlink(missing_ok=True)


def _target(path: Path) -> Path:
    """Return the file behind a link, so that writing keeps the link."""
    return path.resolve() if path.is_symlink() else path


def _rename(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(_target(path))
    except OSError as error:
        raise OutputError([_failure(path, error)]) from error


def _failure(path: Path, error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        message = (
            "u mag hier niet schrijven, of het bestand is open in een ander programma; sluit het en probeer opnieuw"
        )
    elif error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        message = "onder deze naam kan geen bestand komen"
    else:
        message = "het bestand is niet geschreven; is de schijf vol?"
    return Problem(str(path), message)
