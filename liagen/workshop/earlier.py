"""Earlier versions of packages: those that came with a release of liagen, kept as data, and those that someone gives.

What is given may come from a stranger: of an installation file (.whl) only the texts are read, within the limits of
every package, and none of its code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from liagen.errors import LibraryError, Problem
from liagen.files.archive import TOO_LARGE, Archive, ArchiveError, Limits, open_archive
from liagen.files.yaml_in import Decimal, parse_yaml
from liagen.files.yaml_out import write_tree
from liagen.library.compile import compile_library
from liagen.library.model import Library
from liagen.library.package import (
    BASE,
    HEAD,
    PRACTICE,
    Package,
    TextFile,
    read_package,
    read_packed_package,
    shipped_packages,
)
from liagen.library.packages import stack_packages
from liagen.library.words import WORDS, shipped_words

KEPT: Final = Path(__file__).with_name("kept_packages")
"""The folder with a zip file for each version, and the list of releases."""

RELEASES: Final = "uitgaven.yaml"
"""The list: for each version of liagen, the versions of the packages in it."""

BASE_VERSION: Final = "basis_versie"
"""The key with which a package says on which version of its base it was begun."""

WHEEL: Final = ".whl"
_IN_WHEEL: Final = "liagen/templates"
_WHEEL_LIMITS: Final = Limits(members=5_000, member=20_000_000, total=80_000_000)
_ROUNDS: Final = 5
_NAMED: Final = re.compile(r"([a-z_]+)@(.+)")


class PackageVersion(NamedTuple):
    """A version of a package, as it is typed: `standaard@0.1`."""

    name: str
    version: str

    def __str__(self) -> str:
        """Return it as it is typed."""
        return f"{self.name}@{self.version}"


def parse_version(text: str) -> PackageVersion | None:
    """Return the version of a package that a text such as `standaard@0.1` means; None when it means a file."""
    found = _NAMED.fullmatch(text)
    return PackageVersion(*found.groups()) if found and not Path(text).exists() else None


@lru_cache(maxsize=1)
def releases() -> tuple[Mapping[str, str], ...]:
    """Return what was in each release of liagen, the oldest first: the version of a package by its name."""
    path = KEPT / RELEASES
    return tuple(parse_yaml(path.read_text(encoding="utf-8"), RELEASES).mapping.values())


def kept_versions(name: str) -> tuple[str, ...]:
    """Return the versions of a package that are kept, the oldest first."""
    return tuple(dict.fromkeys(each[name] for each in releases() if name in each))


def kept_beside(known: PackageVersion, name: str) -> str:
    """Return the version of another shipped package in the last release with a known one; empty without such."""
    found = [each[name] for each in releases() if each.get(known.name) == known.version and name in each]
    return found[-1] if found else ""


class Earlier:
    """Where to find a version of a package: what was given comes first, then what is here, then what is kept."""

    def __init__(self, given: Iterable[Path] = (), here: Iterable[Package] = ()) -> None:
        """Read what was given, each a package or an installation file of liagen. Raises LibraryError."""
        self._given = tuple(package for path in given for package in read_given(path))
        self._here = tuple(here)

    def versions(self, name: str) -> tuple[str, ...]:
        """Return the versions of a package that there are, the oldest first as far as known."""
        mine = (*kept_versions(name), *(each.version for each in (*self._given, *self._here) if each.name == name))
        return tuple(dict.fromkeys(mine))

    def find(self, wanted: PackageVersion) -> Package | None:
        """Return a version of a package; None when there is none. Raises LibraryError when it cannot be read."""
        for package in (*self._given, *self._here):
            if (package.name, package.version) == wanted:
                return package
        return _kept_package(wanted) if wanted.version in kept_versions(wanted.name) else None

    def beside(self, known: Package, name: str) -> Package | None:
        """Return another shipped package as it was beside a version of one; None when that is not known."""
        places = [Path(each.label).parent for each in self._given]
        for place, package in zip(places, self._given, strict=True):
            if package.name == name and place == Path(known.label).parent:
                return package
        version = kept_beside(PackageVersion(known.name, known.version), name)
        return self.find(PackageVersion(name, version)) if version else None


@lru_cache(maxsize=8)
def _kept_package(wanted: PackageVersion) -> Package:
    archive = open_archive(KEPT / f"{wanted.name}-{wanted.version}.zip", _WHEEL_LIMITS)
    return replace(read_packed_package(archive, "", str(wanted)), shipped=True)


def read_given(path: Path) -> tuple[Package, ...]:
    """Read an earlier package that someone gives, or those in an installation file. Raises LibraryError."""
    found = _in_wheel(path) if path.suffix.lower() == WHEEL else (read_package(path),)
    problems = [problem for package in found for problem in problems_of(package)]
    if problems:
        raise LibraryError(problems)
    return found


def problems_of(package: Package) -> tuple[Problem, ...]:
    """Return why the files of a package cannot be read."""
    return (*package.problems, *(problem for file in package.files.values() for problem in file.problems))


def version_below(package: Package) -> str:
    """Return the version of what a package builds on, as it says itself; empty when it does not."""
    head = package.files[HEAD]
    found = parse_yaml(head.text, head.name).mapping.get(BASE_VERSION)
    if isinstance(found, Decimal):  # typed without quotes: told when it is read, and clear enough here
        return found.text
    return found if isinstance(found, str) else ""


def newer_base(package: Package) -> PackageVersion | None:
    """Return the shipped package that this one builds on when it was begun on another version; None otherwise."""
    begun, place = version_below(package), shipped_packages().get(package.base)
    if not begun or place is None:
        return None
    now = PackageVersion(package.base, read_package(place).version)
    return now if now.version != begun else None


def _in_wheel(path: Path) -> tuple[Package, ...]:
    try:
        archive = open_archive(path, _WHEEL_LIMITS)
    except FileNotFoundError:
        raise _refused(path, "dit bestand bestaat niet; kijk naar de naam en de map") from None
    except OSError:
        raise _refused(path, "u mag dit bestand niet lezen; vraag om leesrechten") from None
    except ArchiveError as error:
        too_large = error.refusal in TOO_LARGE
        raise _refused(path, _TOO_LARGE if too_large else _NO_WHEEL, "LIA004" if too_large else "LIA005") from None
    names = [name for name in (BASE, PRACTICE) if _holds(archive, f"{_IN_WHEEL}/{name}/{HEAD}")]
    if not names:
        raise _refused(path, _NO_WHEEL)
    return tuple(read_packed_package(archive, f"{_IN_WHEEL}/{name}", f"{path}/{_IN_WHEEL}/{name}") for name in names)


def _holds(archive: Archive, name: str) -> bool:
    return any(entry.filename == name for entry in archive.members)


def _refused(path: Path, message: str, code: str = "LIA005") -> LibraryError:
    return LibraryError([Problem(str(path), message, code=code)])


_NO_WHEEL: Final = "dit is geen installatiebestand van liagen (.whl) of het is beschadigd; kies een ander bestand"
_TOO_LARGE: Final = "dit bestand is uitgepakt te groot voor een installatiebestand van liagen; kies een ander bestand"


# ------------------------------------------------------------ an earlier version, read by this liagen


class ReadEarlier(NamedTuple):
    """The library of an earlier version; ``renewed`` names the files that had to be taken as they are now."""

    library: Library
    renewed: tuple[str, ...]


def load_earlier(package: Package) -> ReadEarlier:
    """Return the library of an earlier version of a shipped package, on what it builds on. Raises LibraryError.

    Texts that call for what this liagen has under another name, or lacks, are taken as they are now: a chapter can
    only be made with texts that it knows.
    """
    now = read_package(shipped_packages()[package.name])
    found, renewed = _with_words(package), set[str]()
    for _ in range(_ROUNDS):
        try:
            return ReadEarlier(compile_library(stack_packages([found])), tuple(sorted(renewed)))
        except LibraryError as error:
            names = {each.name: name for name, each in found.files.items()}
            wrong = {names[problem.file] for problem in error.problems if problem.file in names} - renewed
            if not wrong:
                raise
            renewed |= wrong
            found = _renewed(found, now, wrong)
    raise LibraryError([Problem(package.label, "deze versie is te oud om mee te vergelijken")])


def _with_words(package: Package) -> Package:
    """Return a package with exactly the words that the program asks for now: other programs asked for others."""
    file = package.files.get(WORDS)
    if file is None:
        return package
    typed = parse_yaml(file.text, file.name).mapping
    words = {key: typed.get(key, word) for key, word in shipped_words().items()}
    return replace(package, files={**package.files, WORDS: TextFile(file.name, write_tree(words))})


def _renewed(package: Package, now: Package, names: Iterable[str]) -> Package:
    """Return a package with some files as they are now, or without them, and with the texts that these may call."""
    files = dict(package.files)
    for name in names:
        if name in now.files:
            files[name] = TextFile(files[name].name, now.files[name].text)
        else:
            del files[name]
    added = {name: file for name, file in now.files.items() if name.startswith("teksten/") and name not in files}
    return replace(package, files={**files, **added})


def missing_version(wanted: PackageVersion, there: Sequence[str], now: str) -> str:
    """Return what to say of a version that is not there, and what can be done."""
    kept = [f"{version} (nu)" if version == now else version for version in there]
    known = f"er zijn alleen {', '.join(kept)}" if kept else "liagen bewaart geen versies van dat pakket"
    given = (
        "een installatiebestand van liagen waar die versie in zit"
        if wanted.name in shipped_packages()
        else "de map of het zip-bestand van die versie"
    )
    return f"versie {wanted.version} van {wanted.name} is niet bewaard ({known}); geef met --eerder {given}"
