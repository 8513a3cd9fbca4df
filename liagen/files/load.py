"""Text files in, with every problem as a value; where what liagen ships stands."""

from __future__ import annotations

import importlib.resources
import os
import stat
from pathlib import Path

from liagen.errors import Problem
from liagen.files.yaml_in import MAX_BYTES, decode, too_large_message


def shipped_folder(name: str) -> Path:
    """Return the folder ``templates`` or ``profiles`` that came with liagen, in a wheel or a checkout."""
    inside = Path(str(importlib.resources.files("liagen"))) / name
    return inside if inside.is_dir() else inside.parent.parent / name


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

    ``too_large`` is what is said of a larger one.
    """
    name = str(path)
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
