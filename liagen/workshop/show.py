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
from liagen.library.layers import Layers, LibraryFile, Part
from liagen.library.package import FOLDERS, OPTIONS, OWN_QUESTIONS, TABLES, Package
from liagen.library.wording_parser import shows_below

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

    ``removed`` when the highest takes the card away.
    """

    kind: str
    key: str
    name: str
    versions: tuple[Version, ...]
    removed: bool

    @property
    def top(self) -> Version:
        """Return the version that counts."""
        return self.versions[-1]

    @property
    def lower(self) -> tuple[Version, ...]:
        """Return what the top lies over, highest first."""
        return self.versions[-2::-1]


@dataclass(frozen=True)
class PathOwner:
    """Who says what stands at a path: a package by name."""

    path: str
    package: str


@dataclass(frozen=True)
class ShownPart:
    """One part of a body with the package that it comes from; ``lower`` are the texts below that it can show."""

    name: str
    package: str
    file: str
    line: int
    text: str
    lower: tuple[ShownPart, ...]


@dataclass(frozen=True)
class MergedFile:
    """A card, text or table as it counts; ``yaml`` tells behind each key which package says it."""

    stacked: StackedFile
    yaml: str
    data: Any
    origins: tuple[PathOwner, ...]
    parts: tuple[ShownPart, ...]


def list_files(packages: Sequence[Package]) -> tuple[StackedFile, ...]:
    """Return every card, text and table of a stack of packages, in order of name; tables come last."""
    layers = Layers(packages)
    here = {f"{folder}/{file.key}.md" for folder in layers.folders for file in layers.cards(folder)}
    found = [
        _stacked_file(name, packages, removed=PurePosixPath(name).suffix == ".md" and name not in here)
        for name in layers.names()
        if _is_library_file(name)
    ]
    return tuple(sorted(found, key=lambda stacked: (stacked.kind == "tabel", stacked.name)))


def matching(files: Sequence[StackedFile], wanted: str) -> tuple[StackedFile, ...]:
    """Return what is meant by a key such as `intranet`, or by a longer name such as `teksten/training`."""
    name = wanted.replace("\\", "/").strip("/")
    return tuple(stacked for stacked in files if name in _accepted_names(stacked))


def short_name(stacked: StackedFile) -> str:
    """Return the shortest name that says also what kind it is: `opties/intranet`, `teksten/training`."""
    return stacked.key if stacked.kind == "tabel" else f"{stacked.name.split('/')[0]}/{stacked.key}"


def merged_file(packages: Sequence[Package], stacked: StackedFile) -> LibraryFile:
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
    owner_of: dict[YamlPath, str] = {}
    _record_owner(data, (), file, owners, owner_of)

    def comment_for(path: YamlPath) -> str:
        # Said once for a whole group: only where it is another than that of the group around it.
        return owner_of[path] if len(path) == 1 or owner_of[path] != owner_of[path[:-1]] else ""

    text = write_tree(data, comment_for) if data else ""
    origins = tuple(
        PathOwner(dotted(path), owner_of[path])
        for path in owner_of
        if path and (_has_only_names(path) or comment_for(path))
    )
    parts = tuple(_shown(name, file.parts[name], owners) for name in MEANINGS if name in file.parts)
    return MergedFile(stacked, text, data, origins, parts)


def _shown(name: str, part: Part, owners: dict[str, str]) -> ShownPart:
    below = tuple(_shown(name, each, owners) for each in part.lower) if shows_below(part.text) else ()
    return ShownPart(name, owners.get(part.file, ""), part.file, part.line, part.text.strip("\n"), below)


def _has_only_names(path: YamlPath) -> bool:
    return all(isinstance(part, str) for part in path)


def _record_owner(
    value: Any, path: YamlPath, file: LibraryFile, owners: Mapping[str, str], owner_of: dict[YamlPath, str]
) -> None:
    """Keep for every path which package says it; a group in which all agree is theirs."""
    owner_of[path] = owners.get(file.tree.source(path), "")
    below = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    for key, each in below:
        _record_owner(each, (*path, key), file, owners, owner_of)
    # A group that one package fills altogether is that package's, whoever opened it.
    inner_owners = {owner_of[(*path, key)] for key, _ in below}
    if len(inner_owners) == 1:
        owner_of[path] = inner_owners.pop()


def _stacked_file(name: str, packages: Sequence[Package], removed: bool) -> StackedFile:
    path = PurePosixPath(name)
    kind = KINDS.get(path.parts[0], "tabel")
    versions = tuple(
        Version(package.name, package.version, package.files[name].name)
        for package in packages
        if name in package.files
    )
    return StackedFile(kind, path.stem, name, versions, removed)


def _is_library_file(name: str) -> bool:
    path = PurePosixPath(name)
    folder = path.parent.as_posix()
    is_card = path.suffix == ".md" and (folder in FOLDERS or folder.startswith(OPTIONS)) and not path.stem.isupper()
    return is_card or name in (*TABLES, OWN_QUESTIONS)


def _accepted_names(stacked: StackedFile) -> set[str]:
    return {stacked.key, stacked.name, stacked.name.rpartition(".")[0], short_name(stacked)}
