"""Clients of a consultant on disk, as she types them: two with a package in common, one with its own on top of that."""

from __future__ import annotations

from pathlib import Path

from host_builder import host

from liagen.make.client import load_client
from liagen.make.client_packed import pack_client

SOUTH = "naam: Zuid\nformaat: 1\nprofielen: [zuid.yaml]\npakketten: [bureau]\n"
NORTH = """\
naam: Noord
formaat: 1
profielen: [noord.yaml]
pakketten: [van_noord, bureau]
huisstijl: huis.docx
lengte: uitgebreid
stukken: [samenvatting]
"""
HEAD = "naam: {name}\nversie: '1.0'\nformaat: 1\nbasis: {base}\n"
PROFILE = "# met een opmerking\ngemeente:\n  naam: {name}\norganisatie:\n  fte: 320\n"
FILES = {
    "zuid.klant.yaml": SOUTH,
    "noord.klant.yaml": NORTH,
    "zuid.yaml": PROFILE.format(name="Zuid"),
    "noord.yaml": PROFILE.format(name="Noord"),
    "bureau/pakket.yaml": HEAD.format(name="bureau", base="standaard"),
    "bureau/teksten/vertellen.md": "Bureau leest mee.\n",
    "bureau/aantekening.txt": "van haar zelf\n",
    "van_noord/pakket.yaml": HEAD.format(name="van_noord", base="bureau"),
    "van_noord/teksten/vertellen.md": "{{ hieronder }}\n\nNoord leest ook mee.\n",
    "geheim.yaml": PROFILE.format(name="Elders"),
}


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def two_clients(root: Path) -> Path:
    """Write two clients into a folder, with what does not belong to them beside it, and return the folder."""
    write(root, FILES)
    (root / "huis.docx").write_bytes(host())
    return root


def packed(client: Path) -> bytes:
    return pack_client(load_client(client)).data
