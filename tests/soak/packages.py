"""Packages with something wrong in them, as folder and as zip file, checked and used."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from host_builder import PIXEL
from soak.cases import case_part
from soak.mutated_text import mutated_bytes, mutated_card, mutated_yaml
from soak.profiles import sound, texts
from soak.trial import DAY, Case, Part, run
from soak.word_files import other_zip
from toy import SHIPPED, make_package

_PROFILE: Final = "profiel.yaml"
_HEAD: Final = "naam: vreemd\nversie: '1.0'\nformaat: 1\nbasis: standaard\n"
_FIELDS: Final = """\
vraag: Wat vraagt dit pakket nog?
velden:
  panel:
    naam: panel van inwoners
    vraag: Is er een panel?
    soort: ja_nee
  vorm:
    naam: vorm van het panel
    vraag: Welke vorm heeft het?
    soort: keuze
    keuzes: [vast, los]
    als: velden.vreemd.panel == 'ja'
  uren:
    naam: uren van het panel
    vraag: Hoeveel uur?
    soort: getal
"""
_PICTURE_TEXT: Final = "---\nbronnen: []\n---\n![Een schema van het panel](beelden/schema.png)\n\n{{ hieronder }}\n"
_OWN_TEXT: Final = """\
{% if velden.vreemd.panel == 'ja' %}Er is een panel van {{ velden.vreemd.uren }} uur.{% endif %}

{{ hieronder }}
"""


@cache
def _shipped() -> Mapping[str, bytes]:
    return {
        path.relative_to(SHIPPED).as_posix(): path.read_bytes() for path in sorted(SHIPPED.rglob("*")) if path.is_file()
    }


@cache
def _toy() -> Mapping[str, bytes]:
    with TemporaryDirectory() as name:
        root = make_package(Path(name, "toy")).root
        return {
            path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()
        }


def overlay(chance: Random) -> dict[str, bytes]:
    """Return a package on top of the shipped texts, with some of their files in it, a picture and questions."""
    names = [name for name in _shipped() if name.endswith((".md", ".yaml")) and name != "pakket.yaml"]
    files = {name: _shipped()[name] for name in chance.sample(names, chance.randint(1, 5))}
    if chance.random() < 0.4:
        files |= {"velden.yaml": _FIELDS.encode(), "teksten/vertellen.md": _OWN_TEXT.encode()}
    if chance.random() < 0.3:
        files |= {"beelden/schema.png": PIXEL, "teksten/vertellen.md": _PICTURE_TEXT.encode()}
    if chance.random() < 0.1:
        files["stijl.docx"] = _shipped()["stijl.docx"]
    return {"pakket.yaml": _HEAD.encode(), **files}


def _case(chance: Random) -> Case:
    files = dict(_toy()) if chance.random() < 0.15 else overlay(chance)
    for name in chance.sample(sorted(files), min(chance.choice((1, 1, 2)), len(files))):
        files[name] = _other(name, files[name], chance)
    if chance.random() < 0.1:
        name = chance.choice(sorted(files))
        files[_other_name(name, chance)] = files.pop(name) if chance.random() < 0.5 else files[name]
    place, inside = "vreemd", {f"vreemd/{name}": data for name, data in files.items()}
    if chance.random() < 0.25:
        place = "vreemd.zip"
        inside = {place: _zipped(files, chance)}
    check = f"sjabloon controleer {place}"
    made = f"maak {_PROFILE} --pakket {place} -o uit.docx --datum {DAY}"
    inside[_PROFILE] = chance.choice(texts()[:9]).encode()
    return Case(
        inside, (check, made), {check: lambda _f, _p: _agrees(made), made: lambda f, _p: sound(f / "uit.docx", False)}
    )


def _agrees(made: str) -> Iterator[str]:
    """Yield what `maak` says of a package that `sjabloon controleer` found good."""
    code, told, _ = run(made.replace("uit.docx", "weg.md"))
    for path in Path().glob("weg*"):
        path.unlink()
    if code:
        yield f"sjabloon controleer vindt niets, maak wel: {told.strip().splitlines()[-1:]}"


def _other(name: str, data: bytes, chance: Random) -> bytes:
    if name.endswith(".docx"):
        return other_zip(data, chance)
    if name.endswith(".png") or chance.random() < 0.05:
        return mutated_bytes(data, chance)
    text = data.decode("utf-8")
    return (
        mutated_yaml(text, chance) if name.endswith(".yaml") and chance.random() < 0.5 else mutated_card(text, chance)
    )


def _other_name(name: str, chance: Random) -> str:
    folder, _, last = name.rpartition("/")
    other = chance.choice(
        (
            last.upper(),
            f"{last}.txt",
            f"x{last}",
            f".{last}",
            "é.md",
            "a b.md",
            "x\x1b[2J.md",
            "\u202ex.md",
            "a" * 200 + ".md",
            "con.md",
        )
    )
    return f"{folder}/{other}" if folder and chance.random() < 0.8 else other


def _zipped(files: Mapping[str, bytes], chance: Random) -> bytes:
    top = chance.choice(("", "vreemd/", "a/b/"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in files.items():
            archive.writestr(f"{top}{name}", data)
    return other_zip(buffer.getvalue(), chance) if chance.random() < 0.6 else buffer.getvalue()


PACKAGES: Final[Part] = case_part("pakketten", "Pakketten met fouten", _case, 3.0, seconds=60.0)
