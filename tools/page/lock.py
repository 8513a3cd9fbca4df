"""What the page is made of besides liagen itself: exact versions, each known by its digest.

``python -m tools.page.lock`` writes ``lock.toml`` anew, after the versions in the extra ``page`` of pyproject.toml, or
``PYODIDE`` here, were changed. The tests run on the same versions, because the extra ``dev`` takes ``page`` in.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.page import downloads

PYODIDE: Final = "314.0.7"
FILE: Final = Path(__file__).with_name("lock.toml")
LICENCES: Final = ("pathspec",)
"""Not in the page, but its licence is the text of the MPL-2.0, which Pyodide is under and does not carry itself."""

_HEAD: Final = "# Written by `make page-lock` from the extra `page` of pyproject.toml; do not edit.\n"


@dataclass(frozen=True)
class LockedFile:
    """One file from a registry: of which package, what version, its file name and SHA-256 in hexadecimals."""

    name: str
    version: str
    file: str
    sha256: str

    @property
    def pin(self) -> str:
        """Return the package as pip is asked for it."""
        return f"{self.name}=={self.version}"

    def is_in(self, folder: Path) -> bool:
        """Say whether the folder holds this very file."""
        path = folder / self.file
        return path.is_file() and sha256_of(path) == self.sha256


@dataclass(frozen=True)
class Lock:
    """Pyodide, the wheels that travel in the page, and those of which only the licence does."""

    pyodide: LockedFile
    wheels: tuple[LockedFile, ...]
    licences: tuple[LockedFile, ...]

    @property
    def digest(self) -> str:
        """Return what changes with any of it."""
        return hashlib.sha256(_written(self).encode()).hexdigest()


def read_lock() -> Lock:
    """Return what ``lock.toml`` says."""
    found = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Lock(
        LockedFile(**found["pyodide"]),
        tuple(LockedFile(**each) for each in found["wheel"]),
        tuple(LockedFile(**each) for each in found["licence"]),
    )


def pinned() -> dict[str, str]:
    """Return the versions that the tests run on: package → version, of the extra ``page`` in pyproject.toml."""
    project = tomllib.loads((FILE.parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return dict(pin.split("==") for pin in project["optional-dependencies"]["page"])


def main() -> int:
    """Write the lock anew; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        FILE.write_text(_written(_downloaded(Path(folder))), encoding="utf-8", newline="\n")
    return 0


def _downloaded(folder: Path) -> Lock:
    pyodide = downloads.pack(f"pyodide@{PYODIDE}", folder)
    abi = downloads.abi_of(pyodide)
    wheels = downloads.fetch_wheels([f"{name}=={version}" for name, version in pinned().items()], abi, folder)
    licences = downloads.fetch_wheels(LICENCES, abi, folder)
    return Lock(LockedFile("pyodide", PYODIDE, pyodide.name, sha256_of(pyodide)), _locked(wheels), _locked(licences))


def _locked(paths: list[Path]) -> tuple[LockedFile, ...]:
    """Return what is written of wheels: their file names begin with package and version."""
    parts = [(path, *path.name.split("-")[:2]) for path in sorted(paths)]
    return tuple(
        LockedFile(name.replace("_", "-"), version, path.name, sha256_of(path)) for path, name, version in parts
    )


def sha256_of(path: Path) -> str:
    """Return the digest of a file, in hexadecimals."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _written(lock: Lock) -> str:
    tables = [("[pyodide]", lock.pyodide)]
    tables += [("[[wheel]]", each) for each in lock.wheels] + [("[[licence]]", each) for each in lock.licences]
    return _HEAD + "".join(f"\n{head}\n{_rows(each)}" for head, each in tables)


def _rows(each: LockedFile) -> str:
    return "".join(f"{key} = {json.dumps(value)}\n" for key, value in vars(each).items())


if __name__ == "__main__":
    sys.exit(main())
