"""The files of one package as they were typed, whatever the packages below it say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, Final

from liagen.errors import NO_PLACE, Problem
from liagen.files.yaml_in import Path as YamlPath
from liagen.files.yaml_in import dotted
from liagen.library.layers import Layers
from liagen.library.package import FOLDERS, STYLE, TABLES, Package, meant_name

UNFINISHED: Final = "VUL IN"
"""What stands in a card of `sjabloon nieuw` at every place where the writer still has to say something."""

PROSE: Final = {
    "titel", "reden", "wat", "actie", "eigenaar", "indicator", "podium", "ervaringsdeskundigen", "uren", "tekst",
    "maatregel", "rol", "wie", "taak", "is", "label", "kort_punt", "nu_niet", "opmerking", "eenvoudig", "waarde",
}  # fmt: skip
"""The names of keys with a text to be read, in all files but `woorden.yaml`, which holds nothing else."""

_WORD_FILES: Final = (".docx", ".dotx", ".docm", ".dotm", ".doc", ".dot", ".odt", ".ott")
_NEAR_REMARK: Final = re.compile(r"(?<!['\"]) #\s")


def file_problems(package: Package) -> list[Problem]:
    """Return what of a package does nothing, is cut off, or is still to be written."""
    unfinished = (each for file in package.files.values() for each in _unfinished(file.name, file.text))
    return [*_unused(package), *_near_remarks(package), *unfinished]


def text_values(value: Any, path: YamlPath) -> Iterator[tuple[YamlPath, str]]:
    """Give every text in a tree of YAML with its path, which begins with ``path``."""
    if isinstance(value, str) and path:
        yield path, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from text_values(each, (*path, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from text_values(each, (*path, number))


def _unused(package: Package) -> Iterator[Problem]:
    """Tell of files that look as if they were meant for liagen, and that it does nothing with."""
    for name in package.unused:
        path = PurePosixPath(name)
        if meant_name(name) or path.name.startswith("~"):  # what loading refuses, and what Word keeps while it is open
            continue
        place = f"{package.label}/{name}"
        if path.suffix.lower() in _WORD_FILES:
            message = f"liagen gebruikt van een pakket alleen {STYLE}; geef een huisstijl mee met --huisstijl"
            yield Problem(place, message, code="LIA015")
        elif path.parent.as_posix() in FOLDERS:
            yield Problem(place, "liagen leest in deze map alleen bestanden op .md; dit doet niet mee", code="LIA015")


def _unfinished(name: str, text: str) -> Iterator[Problem]:
    for number, row in enumerate(text.split("\n"), 1):
        if UNFINISHED in row:
            message = "hier moet u nog iets invullen; haal daarna «VUL IN» weg"
            yield Problem(name, message, place=(number, row.index(UNFINISHED) + 1), code="LIA122")


def _near_remarks(package: Package) -> Iterator[Problem]:
    """Tell where a text stops at a `#` that may well belong to it: a remark is mostly further away."""
    layers = Layers((package,))
    tables = [layers.table(name) for name in TABLES if name in package.files]
    for file in (*tables, *(card for folder in layers.folders for card in layers.cards(folder))):
        for path, _ in text_values(file.tree.value, ()):
            line, column = file.tree.ends.get(path, NO_PLACE)
            row = "".join(file.tree.rows[line - file.tree.first_line : line - file.tree.first_line + 1])
            if column > 1 and _NEAR_REMARK.match(row, column - 1) and (path[-1] in PROSE or file.key == "woorden"):
                message = "wat na # staat, komt niet in de tekst; zet de tekst tussen aanhalingstekens"
                yield Problem(file.name, message, place=(line, column + 1), field=dotted(path), code="LIA104")
