"""A toy package of texts on disk, valid until a test writes something wrong into it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from liagen.errors import LibraryError
from liagen.library.load import load_library
from liagen.library.model import Library
from liagen.library.package import PAPERS, PROGRESS, QUESTION_LIST, QUESTION_MAIL

SHIPPED = Path(__file__).parents[1] / "templates" / "standaard"

CARD = """\
---
titel: Een werkgroep
cox: 1
rapport: [U3]
bronnen: ["§4.1.1.1"]
kies_als:
  - als: organisatie.fte >= 400
    reden: De organisatie telt {{ organisatie.fte }} fte.
---
Dit is de tekst.
"""
RISK = """\
---
titel: Eén uitvoerder
als: beleggen.uitvoerder.aanwezig == 'ja'
bij: [werkgroep]
maatregel: Wijs een vervanger aan.
eigenaar: de directie
rapport: [A1]
bronnen: ["§4.1.1.2"]
---
Valt de uitvoerder weg, dan valt het werk stil.
"""
TEXT = """\
---
bronnen: ["§5.1"]
---
Een tekst voor {{ gemeente.naam }}.
"""
OUTLINE = """\
titel: Hoofdstuk
onderdelen:
  - sleutel: begin
    titel: Begin
    inhoud:
      - tekst: inleiding
      - opties: beleggen
"""
SHEET = """\
titel: Werkblad
onderdelen:
  - sleutel: vragen
    titel: Vragen
    inhoud:
      - lijst: open_punten
"""
ROLES = """\
rollen:
  - sleutel: uitvoerder
    rol: Uitvoerder
    wie: "{{ beleggen.uitvoerder.functie }}"
    taak: Trekt het werk.
"""


class Package:
    """A package folder; ``write`` and ``swap`` change one file, ``problems`` loads it all."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def swap(self, name: str, old: str, new: str) -> None:
        """Put ``new`` in the place of ``old``, which must stand there once."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def change(self, name: str, pattern: str, new: str) -> None:
        """Put ``new`` in the place of what ``pattern`` finds, from the start of a line; it must be there once."""
        text, count = re.subn(pattern, new, (self.root / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert count == 1, f"{pattern!r} is found {count} times in {name}"
        self.write(name, text)

    def place(self, name: str, needle: str) -> str:
        """Return ``name:line:column`` of the first ``needle`` in a file."""
        before = (self.root / name).read_text(encoding="utf-8").split(needle)[0]
        return f"{name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"

    def load(self) -> Library:
        return load_library(self.root)

    def problems(self) -> list[str]:
        """Load the package, which must fail, and return every problem without the folder of the test."""
        with pytest.raises(LibraryError) as caught:
            self.load()
        return [str(problem).replace(f"{self.root}{os.sep}", "") for problem in caught.value.problems]


def make_package(root: Path) -> Package:
    """Return a valid package in ``root``: one option, one risk, one text, the shipped words and sources."""
    package = Package(root)
    root.mkdir(parents=True, exist_ok=True)
    for path in SHIPPED.glob("*.yaml"):
        if path.stem not in PAPERS and path.name not in (
            PROGRESS,
            QUESTION_LIST,
            QUESTION_MAIL,
        ):  # those name many texts
            shutil.copy(path, root / path.name)
    settings = (root / "pakket.yaml").read_text(encoding="utf-8")
    settings = re.sub(r"^ +volgorde:.*\n", "", settings, flags=re.MULTILINE)
    package.write("pakket.yaml", re.sub(r"\{\{ tekst\(.*?\}\}", "de uitvoerder", settings))  # it has no such texts
    package.write("opbouw.yaml", OUTLINE)
    package.write("werkblad.yaml", SHEET)
    package.write("rollen.yaml", ROLES)
    package.write("opties/beleggen/werkgroep.md", CARD)
    package.write("risicos/een_uitvoerder.md", RISK)
    package.write("teksten/inleiding.md", TEXT)
    return package


@contextlib.contextmanager
def ordinary_user() -> Iterator[None]:
    """Give up the rights of root for a moment; an ordinary user stays who she is."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that other users can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
