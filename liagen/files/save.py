"""Results to disk: all or nothing, and never over a file that someone did not offer."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
import time
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from liagen.errors import OutputError, Problem
from liagen.files.load import real_path
from liagen.files.paths import exists, is_file, is_folder, is_link

_TEMPORARY: Final = ".tmp"
_MOVED: Final = ".oud"
"""The ending of a file that is the only one of its bytes until all is written: it is never swept away."""

_LEFT: Final = re.compile(r"\.liagen-([0-9a-f]{8})-(\d+)-\w+\.tmp\Z")
_DAY: Final = 86_400.0


def write_files(files: Mapping[Path, bytes], overwrite: bool, remove: Iterable[Path] = ()) -> None:
    """Write every file through a temporary one beside it, then rename; then take away the files in ``remove``.

    Raises OutputError, with nothing changed, when a file is there and ``overwrite`` is False (also when another process
    made it meanwhile), when a folder is missing, the disk is full or another program holds the file. A companion file
    that already holds these bytes is left alone. Put the file that matters most last: it is never there without the
    others.
    """
    wanted, gone = _to_write(files), tuple(remove)
    check_writable(wanted, overwrite)
    for folder in {real_path(path).parent for path in wanted}:
        _sweep(folder)
    temporary: dict[Path, Path] = {}
    replaced: dict[Path, Path | None] = {}
    try:
        # All are written before the first is renamed: a full disk or a missing right shows while nothing was changed
        # yet.
        for path, data in wanted.items():
            temporary[path] = _write_beside(path, data)
        for number, path in enumerate(wanted, 1):
            if overwrite and (gone or number < len(wanted)):  # after the last nothing can fail
                replaced[path] = _set_aside(path)
            if overwrite:
                _rename(temporary[path], path)
            elif _put_first(temporary[path], path):
                replaced[path] = None
        for path in gone:
            replaced[path] = _set_aside(path)
            _take_away(path)
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


def check_folder(path: Path) -> None:
    """Raise OutputError when ``make_folder`` would miss the folder above this one; for use before long work."""
    if not exists(path) and not is_folder(path.parent):
        raise OutputError([Problem(str(path), _NO_PARENT)])


def make_folder(path: Path) -> None:
    """Make a folder where there is none. Raises OutputError when it cannot be, or the one above it is missing."""
    message = ""
    try:
        path.mkdir(exist_ok=True)
    except FileExistsError:
        message = "dit is een bestand; noem een map"
    except FileNotFoundError:
        message = _NO_PARENT
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


def _take_away(path: Path) -> None:
    try:
        _target(path).unlink(missing_ok=True)  # on some disks it was moved aside already
    except OSError as error:
        raise OutputError([_failure(path, error)]) from error


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _already_holds(path: Path, data: bytes) -> bool:
    """Return whether an untouched companion file is already there; documents always count as new."""
    try:
        return path.suffix == ".json" and is_file(path) and path.read_bytes() == data
    except OSError:
        return False


_NO_PARENT: Final = "de map waarin deze map moet komen bestaat niet; maak die eerst aan"
_EXISTS: Final = "dit bestand bestaat al; kies een andere naam of gebruik --overschrijf"


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
            message = _EXISTS
        elif _target(path).is_symlink():
            message = "deze snelkoppeling wijst naar zichzelf; kies een andere naam"
        elif not os.access(_target(path).parent, os.W_OK):
            message = "u mag in deze map niet schrijven; kies een andere map"
    except (OSError, ValueError):
        message = "onder deze naam kan geen bestand komen"
    return Problem(str(path), message) if message else None


def _write_beside(path: Path, data: bytes) -> Path:
    """Write a temporary file in the folder of ``path``, or of what ``path`` is a link to."""
    try:
        handle, name = tempfile.mkstemp(prefix=_own_prefix(), suffix=_TEMPORARY, dir=_target(path).parent)
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


def _own_prefix() -> str:
    """Return how the temporary files of this process begin: with the computer and the process that they belong to."""
    return f".liagen-{_computer()}-{os.getpid()}-"


@lru_cache(maxsize=1)
def _computer() -> str:
    import hashlib
    import platform  # only who writes asks for it

    return hashlib.sha256(platform.node().encode("utf-8", "surrogateescape")).hexdigest()[:8]


@lru_cache(maxsize=64)  # once for each folder: a batch writes thousands of files in one
def _sweep(folder: Path) -> None:
    """Take away the temporary files that a process left that was killed; never what one is still writing."""
    with contextlib.suppress(OSError):
        _remove([Path(entry.path) for entry in os.scandir(folder) if _is_left(entry)])


def _is_left(entry: os.DirEntry[str]) -> bool:
    found = _LEFT.match(entry.name)
    if not found:
        return False
    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _DAY:
        return True
    # Whether a process lives can be asked of this computer only; Windows would end the process that is asked.
    return os.name == "posix" and found[1] == _computer() and not _is_alive(int(found[2]))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # it belongs to someone else, or is no number of a process
        return True
    return True


def _set_aside(path: Path) -> Path | None:
    """Keep what stands at ``path`` under another name beside it, and return that; None when nothing stands there."""
    if not exists(path):
        return None
    target, aside = _target(path), _write_beside(path, b"")
    kept = aside.with_suffix(_MOVED)
    try:
        aside.unlink()
        # A second name: whoever is killed now leaves the file where it was. Of a file of someone else it might not go
        # away again.
        if os.name != "posix" or target.stat().st_uid == os.geteuid():
            with contextlib.suppress(OSError):
                os.link(target, aside)
                return aside
        target.replace(kept)
    except OSError as error:
        raise OutputError([_failure(path, error)]) from error
    return kept


def _put_back(path: Path, before: Path | None) -> None:
    """Put back what stood at ``path``, or leave nothing there."""
    with contextlib.suppress(OSError):
        if before:
            before.replace(_target(path))
            before.unlink(missing_ok=True)  # two names of one file are not renamed into one
        else:
            _target(path).unlink(missing_ok=True)


def _target(path: Path) -> Path:
    """Return the file behind a link, so that writing keeps the link."""
    return real_path(path) if is_link(path) else path


def _put_first(temporary: Path, path: Path) -> bool:
    """Give a new file its name; say whether that was needed: another process may have made the same companion.

    Raises OutputError when another process was first with something else.
    """
    try:
        if os.name == "nt":
            temporary.rename(path)  # Windows never renames over what is there
        else:
            _link(temporary, path)
    except FileExistsError:
        if _already_holds(path, temporary.read_bytes()):
            return False
        raise OutputError([Problem(str(path), _EXISTS)]) from None
    except OSError as error:
        raise OutputError([_failure(path, error)]) from error
    return True


def _link(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links: hold the name with an empty file, and put ours in its place
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        try:
            temporary.replace(path)
        except OSError:
            _remove([path])
            raise
    else:
        _remove([temporary])


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
