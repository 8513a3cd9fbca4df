"""What is in the page besides liagen, and under what licence, as the packages themselves say it."""

from __future__ import annotations

import email.parser
import json
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tools.page.lock import Lock, LockedFile

# Wheels do not say their licence in one way; this is the older one.
_CLASSIFIER: Final = "License :: OSI Approved :: "


@dataclass(frozen=True)
class Content:
    """One work in the page.

    ``licence`` is an SPDX expression when ``spdx``, else the words of its makers; ``purl`` is its package URL.
    ``sha256`` is the digest of the file that it came in, empty when that is another's; ``source`` is where its source
    stands, empty when its package does not say. ``built_in`` are the works in its machine code.
    """

    name: str
    version: str
    licence: str
    spdx: bool
    purl: str
    sha256: str = ""
    source: str = ""
    built_in: tuple[Content, ...] = ()


def read_pyodide(lock: Lock, folder: Path) -> tuple[Content, Content]:
    """Return Pyodide and the CPython in it; its file lies in ``folder``."""
    with tarfile.open(folder / lock.pyodide.file) as archive:
        found = {name: archive.extractfile(f"package/{name}.json") for name in ("package", "pyodide-lock")}
        said = {name: json.load(file) for name, file in found.items() if file}
    package, python = said["package"], said["pyodide-lock"]["info"]["python"]
    source = package["repository"]["url"].removeprefix("git+")
    version = package["version"]
    return (
        Content(
            "Pyodide", version, package["license"], True, f"pkg:npm/pyodide@{version}", lock.pyodide.sha256, source
        ),
        Content("CPython", python, "PSF-2.0", True, f"pkg:generic/cpython@{python}"),
    )


def read_wheel(wheel: LockedFile, folder: Path) -> Content:
    """Return what a wheel of the lock says of itself; it lies in ``folder``."""
    with zipfile.ZipFile(folder / wheel.file) as archive:
        licence, spdx = _licence(archive)
        built_in = tuple(_built_in(archive))
    purl = f"pkg:pypi/{wheel.name}@{wheel.version}"
    return Content(wheel.name, wheel.version, licence, spdx, purl, wheel.sha256, built_in=built_in)


def _licence(wheel: zipfile.ZipFile) -> tuple[str, bool]:
    """Return what a wheel calls its licence, and whether that is an SPDX expression."""
    [name] = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    said = email.parser.Parser().parsestr(wheel.read(name).decode("utf-8"))
    if expression := said["License-Expression"]:
        return expression, True
    classifiers = [each for each in said.get_all("Classifier", []) if each.startswith(_CLASSIFIER)]
    return said["License"] or classifiers[0].removeprefix(_CLASSIFIER), False


def _built_in(wheel: zipfile.ZipFile) -> Iterator[Content]:
    names = [name for name in wheel.namelist() if name.endswith(".cyclonedx.json")]
    rows: list[dict[str, Any]] = [row for name in names for row in json.loads(wheel.read(name))["components"]]
    for row in rows:
        if row["scope"] == "required":
            licence = " AND ".join(each["expression"] for each in row["licenses"])
            yield Content(row["name"], row["version"], licence, True, row["purl"])
