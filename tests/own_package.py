"""A package of one's own on top of `standaard`, with at most one file."""

from __future__ import annotations

from pathlib import Path

HEAD = "naam: voorbeeld\nversie: '1.0'\nformaat: 1\nbasis: standaard\n"
ONE = "opties/communicatie/intranet.md"


def package(root: Path, file: str = "", text: str = "") -> Path:
    """Write a package on top of `standaard` with at most one file of its own, and return its folder."""
    for name, each in {"pakket.yaml": HEAD, **({file: text} if file else {})}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(each, encoding="utf-8")
    return root
