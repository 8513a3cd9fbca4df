"""The packages that came with liagen, read beforehand: their library kept as data, and used only while it is true.

Reading and checking the shipped texts takes longer than all the rest of a command, and gives the same library each
time. So it is kept beside this code (`tools/library_data.py`), and travels with the wheel and the page. It counts only
for the shipped packages as they are, made by this code of these very texts: who changes one letter of them, or of the
code that reads them, gets what she wrote.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import pickle
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from liagen import __version__
from liagen.files.load import shipped_folder
from liagen.files.pictures import PictureFile
from liagen.library.model import Library
from liagen.library.package import BASE, PRACTICE
from liagen.profile.own_fields import OwnField, PackageFields

KEPT: Final = (BASE, PRACTICE)
"""The packages that are kept, lowest first: what every command uses unless someone has packages of her own."""

READY: Final = Path(__file__).with_name("ready.bin")
"""The file with the data; it need not be there."""

_CODE: Final = tuple(Path(__file__).parents[1] / name for name in ("library", "profile", "files", "errors.py"))
"""The code that decides what becomes of a text."""

_WORKED_OUT: Final = ("goals", "section_keys", "options_asking", "comparisons_by_name", "settings_asked")
"""What follows from a library alone, and goes along once it was asked for: each command would work it out anew."""

_OURS: Final = "liagen.library."
_OTHERS: Final = frozenset({dt.date, PictureFile, PackageFields, OwnField})
_SIZE: Final = hashlib.sha256().digest_size


def load_ready(paths: Sequence[Path]) -> Library | None:
    """Return the library of these packages as it was kept; None when it was not, or is not true any more."""
    # By the very path that liagen gives them: messages tell of a file as it was named.
    if [str(path) for path in paths] != [str(place) for place in _places()[1:]]:
        return None
    try:
        return parse_ready(READY.read_bytes())
    except OSError:
        return None


def parse_ready(data: bytes) -> Library | None:
    """Return the library in what ``write_ready`` made; None when it is of other texts or other code than are here.

    Raises UnpicklingError for what is no library of ours.
    """
    texts, code, kept = data[:_SIZE], data[_SIZE : 2 * _SIZE], data[2 * _SIZE :]
    if texts != _digest(_places()) or not _is_of_this_code(code):
        return None
    found = _LibraryUnpickler(io.BytesIO(kept)).load()
    return found if isinstance(found, Library) else None


def write_ready(library: Library) -> bytes:
    """Return the data of the library of ``KEPT``, which was just read from its texts.

    The same bytes each time only in a process with a fixed order of sets (``PYTHONHASHSEED``).
    """
    data = io.BytesIO()
    for name in _WORKED_OUT:
        getattr(library, name)
    _LibraryPickler(data).dump(library)
    return _digest(_places()) + _digest_of_code() + data.getvalue()


class _LibraryPickler(pickle.Pickler):
    def __init__(self, data: io.BytesIO) -> None:
        super().__init__(data, protocol=5)
        self._root = f"{_templates()}{os.sep}"

    def persistent_id(self, obj: Any) -> str | None:
        """Return a path of a shipped file without the folder that they stand in: elsewhere that is another."""
        if not isinstance(obj, str) or not obj.startswith(self._root):
            return None
        return Path(obj.removeprefix(self._root)).as_posix()


class _LibraryUnpickler(pickle.Unpickler):
    """Reads values of our own and nothing else: there is no other class that it knows."""

    def __init__(self, data: io.BytesIO) -> None:
        super().__init__(data)
        self._root = f"{_templates()}{os.sep}"

    def persistent_load(self, pid: Any) -> str:
        return self._root + str(pid).replace("/", os.sep)

    def find_class(self, module_name: str, global_name: str) -> Any:
        found = None if "." in global_name else super().find_class(module_name, global_name)
        is_ours = module_name.startswith(_OURS) and getattr(found, "__module__", "") == module_name
        if isinstance(found, type) and (is_ours or found in _OTHERS):
            return found
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is no part of a library")


def _templates() -> Path:
    return shipped_folder("templates")


def _places() -> list[Path]:
    return [_templates() / name for name in KEPT]


def _is_of_this_code(digest: bytes) -> bool:
    # Where there is no source, as in the page, the code is what it was when the data was made.
    return Path(__file__).suffix != ".py" or digest == _digest_of_code()


def _digest_of_code() -> bytes:
    return _digest(_CODE, ".py")


def _digest(places: Iterable[Path], ending: str = "") -> bytes:
    """Return the SHA-256 of this version and of all files with this ending at these places, by their names."""
    found = hashlib.sha256(__version__.encode())
    for place in places:
        for path in _files_at(str(place)):
            if path.endswith(ending):
                data = Path(path).read_bytes()
                name = path.removeprefix(str(place.parent)).replace(os.sep, "/")
                found.update(f"{name}\0{len(data)}\0".encode())
                found.update(data)
    return found.digest()


def _files_at(place: str) -> Iterator[str]:
    """Yield a file, or the files in a folder in order; nothing hidden."""
    if place.endswith(".py"):
        yield place
    for folder, inside, names in os.walk(place):
        inside.sort()
        yield from (f"{folder}{os.sep}{name}" for name in sorted(names) if not name.startswith("."))
