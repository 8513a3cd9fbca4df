"""Folders full of profiles, for tests of batches."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

GOOD = "gemeente:\n  naam: {name}\norganisatie:\n  fte: {fte}\n"


def save(path: str, name: str = "Zuid", fte: int = 100) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(GOOD.format(name=json.dumps(name), fte=fte), encoding="utf-8")
    return file


def saved(count: int, folder: str = "in") -> list[Path]:
    return [save(f"{folder}/p{number:02}.yaml", f"Dorp {number}", number + 1) for number in range(count)]


def rows(folder: str = "uit") -> list[dict[str, str]]:
    text = (Path(folder) / "overzicht.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def mixed(plain: int) -> None:
    """Save profiles, and four odd ones: one broken, one that cannot be read, two of the same name in other folders."""
    for number in range(plain):
        save(f"in/p{number:02}.yaml", f"Dorp {number}")
    save("in/a/zuid.yaml", "Zuid A")
    save("in/b/zuid.yaml", "Zuid B")
    save("in/kapot.yaml").write_text("gemeente:\n  naam: Kapot\n  inwonrs: 3\n", encoding="utf-8")
    save("in/onleesbaar.yaml").write_bytes(b"gemeente:\n  naam: \xff\xfe\n")
