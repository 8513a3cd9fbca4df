"""What counts when packages lie on each other: which file is on top, what lies below, and who says what in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from liagen.errors import LibraryError
from liagen.files.yaml_in import Path as YamlPath
from liagen.files.yaml_in import dotted
from liagen.files.yaml_out import write_tree
from liagen.library.cards import MEANINGS
from liagen.library.layers import File, Layers, Part
from liagen.library.package import FOLDERS, TABLES, Package
from liagen.library.wording import shows_below

KINDS = {"opties": "optie", "risicos": "risico", "teksten": "tekst"}
"""What stands in each folder; anything else is a table."""


@dataclass(frozen=True)
class Version:
    """One file of one package."""

    package: str
    version: str
    file: str


@dataclass(frozen=True)
class StackedFile:
    """One card, text or table in a stack of packages: its name within them and every version, lowest first.

    ``gone`` when the highest takes the card away.
    """

    kind: str
    key: str
    name: str
    versions: tuple[Version, ...]
    gone: bool

    @property
    def top(self) -> Version:
        """Return the version that counts."""
        return self.versions[-1]

    @property
    def below(self) -> tuple[Version, ...]:
        """Return what the top lies over, highest first."""
        return self.versions[-2::-1]


@dataclass(frozen=True)
class Layer:
    """Who says what stands at a path: a package by name."""

    path: str
    package: str


@dataclass(frozen=True)
class ShownPart:
    """One part of a body with the package that it comes from; ``below`` are the texts below that it can show."""

    name: str
    package: str
    file: str
    line: int
    text: str
    below: tuple[ShownPart, ...]


@dataclass(frozen=True)
class MergedFile:
    """A card, text or table as it counts; ``yaml`` tells behind each key which package says it."""

    stacked: StackedFile
    yaml: str
    data: Any
    origins: tuple[Layer, ...]
    parts: tuple[ShownPart, ...]


def list_files(packages: Sequence[Package]) -> tuple[StackedFile, ...]:
    """Return every card, text and table of a stack of packages, in order of name; tables come last."""
    layers = Layers(packages)
    here = {f"{folder}/{file.key}.md" for folder in FOLDERS for file in layers.cards(folder)}
    found = [
        _stacked(name, packages, gone=PurePosixPath(name).suffix == ".md" and name not in here)
        for name in layers.names()
        if _counts(name)
    ]
    return tuple(sorted(found, key=lambda stacked: (stacked.kind == "tabel", stacked.name)))


def matching(files: Sequence[StackedFile], wanted: str) -> tuple[StackedFile, ...]:
    """Return what is meant by a key such as `intranet`, or by a longer name such as `teksten/training`."""
    name = wanted.replace("\\", "/").strip("/")
    return tuple(stacked for stacked in files if name in _names(stacked))


def short_name(stacked: StackedFile) -> str:
    """Return the shortest name that says also what kind it is: `opties/intranet`, `teksten/training`."""
    return stacked.key if stacked.kind == "tabel" else f"{stacked.name.split('/')[0]}/{stacked.key}"


def merged_file(packages: Sequence[Package], stacked: StackedFile) -> File:
    """Return a card, text or table with all packages laid on each other. Raises LibraryError when it cannot be read."""
    layers = Layers(packages)
    if stacked.kind == "tabel":
        file = layers.table(stacked.name)
    else:
        folder = PurePosixPath(stacked.name).parent.as_posix()
        file = next(file for file in layers.cards(folder) if file.key == stacked.key)
    if file.problems:
        raise LibraryError(file.problems)
    return file


def show(packages: Sequence[Package], stacked: StackedFile) -> MergedFile:
    """Return a card, text or table as it counts. Raises LibraryError when it cannot be read."""
    file = merged_file(packages, stacked)
    owners = {each.name: package.name for package in packages for each in package.files.values()}
    data = {} if file.tree.value is None else file.tree.value
    said: dict[YamlPath, str] = {}
    _say(data, (), file, owners, said)

    def remark(path: YamlPath) -> str:
        return said[path] if len(path) == 1 or said[path] != said[path[:-1]] else ""

    text = write_tree(data, remark) if data else ""
    origins = tuple(Layer(dotted(path), said[path]) for path in said if path and (_named(path) or remark(path)))
    parts = tuple(_shown(name, file.parts[name], owners) for name in MEANINGS if name in file.parts)
    return MergedFile(stacked, text, data, origins, parts)


def _shown(name: str, part: Part, owners: dict[str, str]) -> ShownPart:
    below = tuple(_shown(name, each, owners) for each in part.below) if shows_below(part.text) else ()
    return ShownPart(name, owners.get(part.file, ""), part.file, part.line, part.text.strip("\n"), below)


def _named(path: YamlPath) -> bool:
    return all(isinstance(part, str) for part in path)


def _say(value: Any, path: YamlPath, file: File, owners: Mapping[str, str], said: dict[YamlPath, str]) -> None:
    """Keep for every path which package says it; a group in which all agree is theirs."""
    said[path] = owners.get(file.tree.source(path), "")
    below = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    for key, each in below:
        _say(each, (*path, key), file, owners, said)
    voices = {said[(*path, key)] for key, _ in below}
    if len(voices) == 1:
        said[path] = voices.pop()


def _stacked(name: str, packages: Sequence[Package], gone: bool) -> StackedFile:
    path = PurePosixPath(name)
    kind = KINDS.get(path.parts[0], "tabel")
    versions = tuple(
        Version(package.name, package.version, package.files[name].name)
        for package in packages
        if name in package.files
    )
    return StackedFile(kind, path.stem, name, versions, gone)


def _counts(name: str) -> bool:
    path = PurePosixPath(name)
    return name in TABLES or (path.suffix == ".md" and path.parent.as_posix() in FOLDERS and not path.stem.isupper())


def _names(stacked: StackedFile) -> set[str]:
    return {stacked.key, stacked.name, stacked.name.rpartition(".")[0], short_name(stacked)}
