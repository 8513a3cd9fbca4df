"""A package of one's own on top of `standaard`, with at most one file."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from toy import SHIPPED, make_package

from liagen.workshop.check import check_package

HEAD = "naam: voorbeeld\nversie: '1.0'\nformaat: 1\nbasis: standaard\n"
ONE = "opties/communicatie/intranet.md"

_CARDS = (ONE, "opties/training/teamoverleg.md", "opties/beleggen/individuele_uitvoerder.md")
_TO_OTHERS = re.compile(r"^ *(hoort_bij|sluit_uit|na): .*\n|^ +als: .*keuze\..*\n", re.MULTILINE)
_TAKEN_IN = re.compile(r"\{\{ tekst\(.*?\}\}")


def package(root: Path, file: str = "", text: str = "") -> Path:
    """Write a package on top of `standaard` with at most one file of its own, and return its folder."""
    for name, each in {"pakket.yaml": HEAD, **({file: text} if file else {})}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(each, encoding="utf-8")
    return root


def small_base(folder: Path) -> Path:
    """Return a `standaard` with nothing but what examples refer to, so that looking through it takes no time."""
    small = make_package(folder / "standaard")
    for name in _CARDS:
        _, front, _ = (SHIPPED / name).read_text(encoding="utf-8").split("---\n", 2)
        front = re.sub(r"\n +and \(keuze\.plan_autoriseren.*", "", front)  # of a card that is not here
        small.write(name, f"---\n{_TAKEN_IN.sub('iemand', _TO_OTHERS.sub('', front))}---\nTekst.\n")
    for name in ("communicatie", "voorbeeld"):
        small.write(f"teksten/{name}.md", "Tekst.\n")
    small.write("rollen.yaml", _TO_OTHERS.sub("", (SHIPPED / "rollen.yaml").read_text(encoding="utf-8")))
    shutil.copy(SHIPPED / "stijl.docx", small.root)
    small.write("vergelijking.yaml", "stappen:\n" + "  - {naam: Stap, is: Tekst.}\n" * 6)
    assert [str(each) for each in check_package(small.root)] == []
    return small.root
