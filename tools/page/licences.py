"""The licences of all that travels in the page, as the packages themselves tell them."""

from __future__ import annotations

import email.parser
import json
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from liagen import __version__
from tools.notices import LICENCE, RULE, VENDORED, read_licence
from tools.page.lock import Lock, LockedFile

_HEAD: Final = """\
Licenties van wat in deze pagina zit

De teksten komen uit de pakketten zelf. Er is niets aan die pakketten veranderd, behalve dat de Python vertaald is
(gecompileerd), dat onderdelen die de pagina niet nodig heeft zijn weggelaten, en dat de twee scripts van Pyodide in één
bestand staan.
"""
# Wheels do not say it in one way; this is the older one.
_CLASSIFIER: Final = "License :: OSI Approved :: "


def write_licences(lock: Lock, folder: Path) -> str:
    """Return the text, from the files of the lock in ``folder``."""
    wheels = [_of_wheel(each, folder / each.file) for each in lock.wheels]
    return "\n".join([_HEAD, _liagen(), *_pyodide(lock, folder), *wheels, *_beside_liagen()])


def _liagen() -> str:
    return _entry(f"liagen {__version__}", LICENCE, f"Copyright the liagen contributors\n\n{read_licence()}")


def _pyodide(lock: Lock, folder: Path) -> Iterator[str]:
    said, python = _read_pyodide(folder / lock.pyodide.file)
    source = said["repository"]["url"].removeprefix("git+")
    [mozilla] = [text for each in lock.licences for text in _texts(folder / each.file)]
    beside = (
        "In pyodide.asm.wasm zijn ook bibliotheken gebouwd waar CPython op steunt (onder meer zlib, xz, zstd, SQLite\n"
        f"en expat) en de runtime van Emscripten. Hun licenties staan bij de broncode: {source}"
    )
    yield _entry(f"Pyodide {said['version']}", said["license"], f"Broncode: {source}\n{beside}\n\n{mozilla}")
    # typing-extensions is taken from CPython, and carries CPython's own licence with its history.
    [psf] = [text for each in lock.wheels if each.name == "typing-extensions" for text in _texts(folder / each.file)]
    yield _entry(f"CPython {python}", "PSF-2.0", psf)


def _read_pyodide(path: Path) -> tuple[dict[str, Any], str]:
    """Return what package.json says, and the version of Python."""
    with tarfile.open(path) as archive:
        found = {name: archive.extractfile(f"package/{name}.json") for name in ("package", "pyodide-lock")}
        said = {name: json.load(file) for name, file in found.items() if file}
    return said["package"], said["pyodide-lock"]["info"]["python"]


def _of_wheel(wheel: LockedFile, path: Path) -> str:
    texts = [*(text.strip() for text in _texts(path)), _built_in(path)]
    return _entry(f"{wheel.name} {wheel.version}", _kind(path), "\n\n".join(filter(None, texts)))


def _texts(path: Path) -> Iterator[str]:
    """Yield the licence texts of a wheel."""
    with zipfile.ZipFile(path) as wheel:
        for name in sorted(wheel.namelist()):
            if ".dist-info/" in name and "licen" in name.rsplit("/", 1)[-1].casefold():
                yield wheel.read(name).decode("utf-8")


def _kind(path: Path) -> str:
    """Return what a wheel calls its licence."""
    with zipfile.ZipFile(path) as wheel:
        [name] = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
        said = email.parser.Parser().parsestr(wheel.read(name).decode("utf-8"))
    classifiers = [each for each in said.get_all("Classifier", []) if each.startswith(_CLASSIFIER)]
    return said["License-Expression"] or said["License"] or classifiers[0].removeprefix(_CLASSIFIER)


def _built_in(path: Path) -> str:
    """Return what a wheel says of the libraries that are built into its machine code; empty when there is none."""
    with zipfile.ZipFile(path) as wheel:
        names = [name for name in wheel.namelist() if name.endswith(".cyclonedx.json")]
        parts = [part for name in names for part in json.loads(wheel.read(name))["components"]]
    rows = [f"  {part['name']} {part['version']}: {_licence(part)}" for part in parts if part["scope"] == "required"]
    return "\n".join(["Daarin is meegebouwd (Rust, broncode op crates.io):", *rows]) if rows else ""


def _licence(part: dict[str, Any]) -> str:
    return ", ".join(each["expression"] for each in part["licenses"])


def _beside_liagen() -> Iterator[str]:
    """Yield the licences of what others made in liagen's own page."""
    for each in VENDORED:
        terms = each.terms()
        text = f"{each.folder}\nCopyright {'; '.join(terms.holders)}\n\n{each.licence_file.read_text(encoding='utf-8')}"
        yield _entry(f"{each.name}, {each.package} {each.version}", terms.licence, text)


def _entry(what: str, kind: str, text: str) -> str:
    return f"{RULE}\n{what} ({kind})\n{RULE}\n\n{text.strip()}\n"
