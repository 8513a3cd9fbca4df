"""Text files in, with every problem as a value; where what liagen ships stands."""

from __future__ import annotations

import importlib.resources
import os
import stat
from pathlib import Path

from liagen.errors import Problem
from liagen.files.archive import CLIENT_LIMITS, TOO_LARGE, ArchiveError, archive_around, open_archive
from liagen.files.paths import is_folder
from liagen.files.yaml_in import MAX_BYTES, decode, too_large_message


def shipped_folder(name: str) -> Path:
    """Return the folder ``templates`` or ``profiles`` that came with liagen, in a wheel or a checkout."""
    inside = Path(str(importlib.resources.files("liagen"))) / name
    return inside if is_folder(inside) else inside.parent.parent / name


def real_path(path: Path) -> Path:
    """Return the absolute path of the file or folder behind links; links in a circle lead to one of themselves."""
    # Not `Path.resolve`, which fails on such a circle with an error that is no OSError.
    return Path(os.path.realpath(path))


def read_text(path: Path) -> tuple[str, list[Problem]]:
    """Read a text file; problems (missing, a folder, no rights, too big, not UTF-8 …) come back as values."""
    data, problems = read_bytes(path, MAX_BYTES, too_large_message())
    return ("", problems) if problems else decode(data, str(path))


def read_bytes(path: Path, most: int, too_large: str) -> tuple[bytes, list[Problem]]:
    """Read a file of at most so many bytes; problems (missing, a folder, no rights …) come back as values.

    ``too_large`` is what is said of a larger one. A path may lead into a zip file: ``klant.zip/profielen/zuid.yaml``.
    """
    name = str(path)
    if packed := archive_around(path):
        return _read_packed(*packed, most, too_large)
    try:
        # Asked before reading: a pipe would make the program wait for ever, and a large file would fill the memory.
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            return b"", [Problem(name, "dit is een map; noem een bestand", code="LIA001")]
        if not stat.S_ISREG(found.st_mode):
            message = "dit is geen gewoon bestand; gaf u het goede bestand op?"
            return b"", [Problem(name, message, code="LIA001")]
        if found.st_size > most:
            return b"", [Problem(name, too_large, code="LIA004")]
        return path.read_bytes(), []
    except FileNotFoundError:
        message = "dit bestand bestaat niet; kijk naar de naam en de map"
        return b"", [Problem(name, message, code="LIA001")]
    except PermissionError:
        # Also of a file that another program has locked.
        message = "u mag dit bestand niet lezen; sluit het in andere programma's of vraag om leesrechten"
        return b"", [Problem(name, message, code="LIA001")]
    except (OSError, ValueError):
        message = "dit bestand is niet te lezen; kijk naar de naam en probeer een kopie"
        return b"", [Problem(name, message, code="LIA001")]


def _read_packed(archive_file: Path, member: str, most: int, too_large: str) -> tuple[bytes, list[Problem]]:
    name = str(archive_file / member)
    try:
        archive = open_archive(archive_file, CLIENT_LIMITS)
        entry = next((each for each in archive.members if each.filename == member), None)
        if entry is None:
            return b"", [Problem(name, f"dit bestand zit niet in {archive_file.name}", code="LIA001")]
        if entry.file_size > most:
            return b"", [Problem(name, too_large, code="LIA004")]
        return archive.read(entry), []
    except ArchiveError as error:
        code = "LIA004" if error.refusal in TOO_LARGE else "LIA001"
        return b"", [Problem(name, "dit zip-bestand is niet veilig te lezen; maak het opnieuw", code=code)]
    except OSError:
        return b"", [Problem(name, "u mag dit bestand niet lezen; vraag om leesrechten", code="LIA001")]
