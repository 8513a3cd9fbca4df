"""A package of hers on two versions of the package below it, all in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from toy import make_package

from liagen.library.package import Package, TextFile, read_package
from liagen.workshop.earlier import Earlier
from liagen.workshop.package_update import PackageUpdate, plan_update

HEAD = 'naam: zuid\nversie: "1.0"\nformaat: 1\nbasis: standaard\nbasis_versie: "1"\n'
CARD_FILE = "opties/beleggen/werkgroep.md"
TEXT_FILE = "teksten/inleiding.md"


@cache
def _toy() -> Package:
    with TemporaryDirectory() as folder:
        return read_package(make_package(Path(folder) / "onder").root)


def below(version: str, files: Mapping[str, str | None] | None = None) -> Package:
    """Return a whole package called `standaard`, with some files of its own; None takes one away."""
    return laid(replace(_toy(), name="standaard", version=version, shipped=True), files or {}, f"onder-{version}")


def hers(files: Mapping[str, str], head: str = HEAD) -> Package:
    """Return a package on top of that."""
    package = Package("zuid", "zuid", "1.0", "standaard", False, {}, None)
    return laid(package, {"pakket.yaml": head, **files}, "zuid")


def laid(package: Package, files: Mapping[str, str | None], label: str) -> Package:
    """Return a package with files added, changed or taken away."""
    found = {name: file._replace(name=f"{label}/{name}") for name, file in package.files.items()}
    for name, text in files.items():
        if text is None:
            del found[name]
        else:
            found[name] = TextFile(f"{label}/{name}", text)
    return replace(package, label=label, files=found)


def planned(own: Package, old: Package, new: Package, *, keep_own: bool = False) -> PackageUpdate:
    """Return what bringing her package up to date from ``old`` to ``new`` does."""
    return plan_update(own, (new,), EarlierOf(old, new), keep_own=keep_own)


class EarlierOf(Earlier):
    """These packages and no others."""

    def __init__(self, *packages: Package) -> None:
        super().__init__((), packages)

    def versions(self, name: str) -> tuple[str, ...]:
        return tuple(each.version for each in self._here if each.name == name)


def after(own: Package, update: PackageUpdate) -> Package:
    """Return her package with what the update writes."""
    files = {name: file for name, file in own.files.items() if update.files.get(name, "x")}
    files |= {name: TextFile(own.files[name].name, text) for name, text in update.files.items() if text}
    return replace(own, files=files)
