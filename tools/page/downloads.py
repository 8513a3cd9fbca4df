"""From the registries to a folder of this computer: what the lock names, and nothing else.

They are asked by their own programs, pip and npm, as those are set up here. What was fetched once is not asked again.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tools.page.lock import Lock, LockedFile

_PYTHON: Final = "3.14"
# PyYAML and MarkupSafe have no wheel without machine code: theirs for Linux is taken, and its machine code left out.
_LINUX: Final = ("manylinux2014_x86_64", "manylinux_2_28_x86_64")


class DownloadError(Exception):
    """What the lock names could not be had."""


class RegistryError(DownloadError):
    """A registry could not be asked, or did not give what was asked."""


def kept_downloads() -> Path:
    """Return the folder in which this computer keeps what it fetched, and what was made of that; made when missing."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "liagen-page"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def fetch(lock: Lock) -> Path:
    """Return the folder that holds every file of the lock. Raises DownloadError."""
    folder = kept_downloads()
    with tempfile.TemporaryDirectory() as fresh:
        if not lock.pyodide.is_in(folder):
            pack(f"pyodide@{lock.pyodide.version}", Path(fresh))
            _keep([lock.pyodide], Path(fresh), folder)
        missing = [each for each in (*lock.wheels, *lock.licences) if not each.is_in(folder)]
        if missing:
            pins = [f"{each.pin} --hash=sha256:{each.sha256}" for each in missing]
            fetch_wheels(pins, abi_of(folder / lock.pyodide.file), Path(fresh))
            _keep(missing, Path(fresh), folder)
    return folder


def abi_of(pyodide: Path) -> str:
    """Return what a wheel with machine code must be made for, to run in this Pyodide."""
    with tarfile.open(pyodide) as archive:
        lock = archive.extractfile("package/pyodide-lock.json")
        return str(json.load(lock)["info"]["abi_version"]) if lock else ""


def pack(package: str, folder: Path) -> Path:
    """Fetch one package of npm as it stands there; return the file. Raises DownloadError."""
    program = shutil.which("npm")
    if program is None:
        raise RegistryError("npm is not installed; it fetches Pyodide")
    _run(program, "pack", "--silent", "--pack-destination", str(folder), package)
    return next(folder.glob("*.tgz"))


def fetch_wheels(pins: Iterable[str], abi: str, folder: Path) -> list[Path]:
    """Fetch a wheel for each requirement, and none that it depends on; return the new files. Raises DownloadError."""
    before = set(folder.glob("*.whl"))
    wanted = folder / "requirements.txt"
    wanted.write_text("\n".join(pins), encoding="utf-8")
    platforms = [f"--platform={each}" for each in (f"pyemscripten_{abi}_wasm32", *_LINUX)]
    target = [f"--python-version={_PYTHON}", "--implementation=cp", "--only-binary=:all:", *platforms]
    _run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", *target, "-d", str(folder), "-r", str(wanted))
    return sorted(set(folder.glob("*.whl")) - before)


def _keep(wanted: Iterable[LockedFile], fresh: Path, folder: Path) -> None:
    for each in wanted:
        if not each.is_in(fresh):
            raise DownloadError(f"{each.file} is not what lock.toml says")
        shutil.move(fresh / each.file, folder / each.file)


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RegistryError(f"{' '.join(command[:4])}: {done.stderr.strip()[-2000:]}")
