"""The licences of all that travels in the page, as the packages themselves tell them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from liagen import __version__
from tools.notices import LICENCE, RULE, VENDORED, read_licence, source_address
from tools.page.contents import Content, read_pyodide, read_wheel
from tools.page.lock import Lock, LockedFile

_HEAD: Final = """\
Licenties van wat in deze pagina zit

De teksten komen uit de pakketten zelf. Er is niets aan die pakketten veranderd, behalve dat de Python vertaald is
(gecompileerd), dat onderdelen die de pagina niet nodig heeft zijn weggelaten, en dat de twee scripts van Pyodide in één
bestand staan.
"""


def write_licences(lock: Lock, folder: Path) -> str:
    """Return the text, from the files of the lock in ``folder``."""
    wheels = [_of_wheel(each, folder) for each in lock.wheels]
    return "\n".join([_HEAD, _liagen(), *_pyodide(lock, folder), *wheels, *_beside_liagen()])


def _liagen() -> str:
    text = f"Copyright the liagen contributors\nBroncode: {source_address()}\n\n{read_licence()}"
    return _entry(f"liagen {__version__}", LICENCE, text)


def _pyodide(lock: Lock, folder: Path) -> Iterator[str]:
    pyodide, python = read_pyodide(lock, folder)
    [mozilla] = [text for each in lock.licences for text in _texts(folder / each.file)]
    beside = (
        "In pyodide.asm.wasm zijn ook bibliotheken gebouwd waar CPython op steunt (onder meer zlib, xz, zstd, SQLite\n"
        f"en expat) en de runtime van Emscripten. Hun licenties staan bij de broncode: {pyodide.source}"
    )
    text = f"Broncode: {pyodide.source}\n{beside}\n\n{mozilla}"
    yield _entry(f"{pyodide.name} {pyodide.version}", pyodide.licence, text)
    # typing-extensions is taken from CPython, and carries CPython's own licence with its history.
    [psf] = [text for each in lock.wheels if each.name == "typing-extensions" for text in _texts(folder / each.file)]
    yield _entry(f"{python.name} {python.version}", python.licence, psf)


def _of_wheel(wheel: LockedFile, folder: Path) -> str:
    told = read_wheel(wheel, folder)
    texts = [*(text.strip() for text in _texts(folder / wheel.file)), _built_in(told)]
    return _entry(f"{told.name} {told.version}", told.licence, "\n\n".join(filter(None, texts)))


def _texts(path: Path) -> Iterator[str]:
    """Yield the licence texts of a wheel."""
    with zipfile.ZipFile(path) as wheel:
        for name in sorted(wheel.namelist()):
            if ".dist-info/" in name and "licen" in name.rsplit("/", 1)[-1].casefold():
                yield wheel.read(name).decode("utf-8")


def _built_in(told: Content) -> str:
    """Return the libraries that are built into machine code; empty when there are none."""
    rows = [f"  {each.name} {each.version}: {each.licence}" for each in told.built_in]
    return "\n".join(["Daarin is meegebouwd (Rust, broncode op crates.io):", *rows]) if rows else ""


def _beside_liagen() -> Iterator[str]:
    """Yield the licences of what others made in liagen's own page."""
    for each in VENDORED:
        terms = each.terms()
        said = f"{each.folder}\nCopyright {'; '.join(terms.holders)}\nChanges: {each.change}"
        text = f"{said}\n\n{each.licence_file.read_text(encoding='utf-8')}"
        yield _entry(f"{each.name}, {each.package} {each.version}", terms.licence, text)


def _entry(what: str, kind: str, text: str) -> str:
    return f"{RULE}\n{what} ({kind})\n{RULE}\n\n{text.strip()}\n"
