"""Packages of texts: where they are found, in what order they lie on each other, and every file of them read.

A package is a folder or a zip file with `pakket.yaml`. It may come from a stranger: only its own files are read, no
links are followed, and number and size of files are limited.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from liagen.errors import LibraryError, Problem, suggest
from liagen.files.paths import exists, is_folder
from liagen.files.yaml_in import parse_yaml
from liagen.library.package import (
    BASE,
    HEAD,
    PRACTICE,
    TABLES,
    Head,
    Package,
    TextFile,
    read_head,
    read_package,
    same_place,
    shipped_packages,
    unreadable_folder,
)

Source = TypeVar("Source", Path, Package)
"""A package as where it stands, or as it was read."""


def find_packages(named: Iterable[Path], here: Path | None, own: Path | None) -> tuple[Path, ...]:
    """Return the packages besides the built-in one, lowest first: the options from practice, and what the user has.

    ``own`` is the user's folder with packages and ``here`` the folder `sjablonen` beside her work; what is not there
    is skipped. In them a package comes after the one that it builds on, and else by name. ``named`` are folders, zip
    files or names of packages that came with liagen, and stay in their order. This is the one place that says that
    `praktijk` is used without asking; who names it too changes nothing.
    """
    practice = shipped_packages()[PRACTICE]
    found = [path for folder in (own, here) if folder for path in _packages_in(folder)]
    asked = [*bases_first(found), *(resolve_shipped(path) for path in named)]
    return (practice, *(path for path in asked if not same_place(str(path), practice)))


def without_practice(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return packages that were found, without the options from practice; a package that builds on them keeps them."""
    practice = shipped_packages()[PRACTICE]
    return tuple(path for path in paths if not same_place(str(path), practice))


def resolve_shipped(path: Path) -> Path:
    """Return the package that was named; a bare name may be one that came with liagen."""
    if exists(path) or path.parent != Path():
        return path
    return shipped_packages().get(str(path), path)


def is_practice(package: Package) -> bool:
    """Say whether a package is the shipped one with the options from practice."""
    return package.shipped and package.name == PRACTICE


def stack_packages(sources: Iterable[Path | Package]) -> tuple[Package, ...]:
    """Read the packages that were not read yet, and put each on what it is based on; the lowest comes first.

    A package without `basis` stands alone: what lay below it is left out. One that is given twice counts where it is
    given last. A package called `praktijk` takes the place of the one that came with liagen, and a whole card of a
    package that does not build on `praktijk` that of a card there. Raises LibraryError when a base is missing.
    """
    known = shipped_packages()
    stack = [read_package(known[BASE])]
    for source in sources:
        place = Path(source.label) if isinstance(source, Package) else source
        there = next((number for number, package in enumerate(stack) if same_place(package.label, place)), None)
        # Given twice (named, and in the folder `sjablonen`): the last place counts, as everywhere with --pakket.
        if there is not None:
            stack = _moved_to_top(stack, there)
            continue
        package = source if isinstance(source, Package) else read_package(source)
        if not package.base:
            stack = [package]
            continue
        if package.name == PRACTICE:
            stack = [below for below in stack if not is_practice(below)]
        _check_base(package, stack, known)
        stack = [*_with_base(package, stack, known), package]
    return tuple(yielding(package, stack) for package in stack)


def yielding(package: Package, stack: Sequence[Package]) -> Package:
    """Return the shipped `praktijk` without the cards that a package beside it has its own of; another as it is."""
    if not is_practice(package):
        return package
    beside = [each for each in stack if not each.shipped and PRACTICE not in _lineage(each, stack)]
    # A part of a card changes the one below it; a whole one was written without knowing of that.
    whole = {
        _key(name) for each in beside for name, file in each.files.items() if _is_option(name) and _WHOLE(file.text)
    }
    whole &= {_key(name) for name in package.files if _is_option(name)}
    return replace(package, files={name: file for name, file in package.files.items() if not _is_of(name, file, whole)})


_WHOLE = re.compile(r"^titel:", re.MULTILINE).search


def _is_of(name: str, file: TextFile, options: Collection[str]) -> bool:
    """Say whether a file is the card of one of these options, or a risk that names one."""
    if _is_option(name):
        return _key(name) in options
    return name.startswith("risicos/") and any(option in file.text for option in options)


def _is_option(name: str) -> bool:
    return name.startswith("opties/")


def _key(name: str) -> str:
    return PurePosixPath(name).stem


def _lineage(package: Package, stack: Iterable[Package]) -> tuple[str, ...]:
    """Return the names of a package and of all that it builds on."""
    by_name = {each.name: each for each in stack}
    found: dict[str, None] = {}
    while package.name not in found:
        found[package.name] = None
        package = by_name.get(package.base, package)
    return tuple(found)


def _moved_to_top(stack: list[Package], number: int) -> list[Package]:
    """Return the stack with one package on top, unless another stands on it."""
    package, above = stack[number], stack[number + 1 :]
    if number == 0 or package.name in [each.base for each in above]:
        return stack
    return [*stack[:number], *above, package]


def _with_base(package: Package, stack: list[Package], known: Mapping[str, Path]) -> list[Package]:
    """Return the stack, with on top the shipped package that this one builds on when it was not there yet."""
    if package.base in [below.name for below in stack]:
        return stack
    base = read_package(known[package.base])
    if not base.base:
        alone = stack[0].name
        message = f"`{base.name}` staat op zichzelf, en `{alone}` ook; geef dit pakket niet samen met `{alone}` mee"
        raise LibraryError([_head_problem(package, "basis", message, "LIA008")])
    return [*_with_base(base, stack, known), base]


def _check_base(package: Package, stack: list[Package], known: Mapping[str, Path]) -> None:
    names = [below.name for below in stack]
    if package.name and package.name in names:
        message = (
            f"er is al een pakket `{package.name}`: {stack[names.index(package.name)].label}; kies een andere naam"
        )
        raise LibraryError([_head_problem(package, "naam", message, "LIA009")])
    if package.base not in {*names, *known}:
        hint = suggest(package.base, {*names, *known}) or "; geef dat pakket eerst mee met --pakket of in klant.yaml"
        raise LibraryError([_head_problem(package, "basis", f"onbekend pakket{hint}", "LIA008")])


def _head_problem(package: Package, key: str, message: str, code: str) -> Problem:
    head = package.files[HEAD]
    return Problem(head.name, message, place=parse_yaml(head.text, head.name).place((key,)), field=key, code=code)


def _packages_in(folder: Path) -> list[Path]:
    """Return the packages in a folder: itself when it is one, else its zip files and folders with `pakket.yaml`."""
    if not is_folder(folder):
        return []
    if _is_package(folder):
        return [folder]
    try:
        inside = sorted(path for path in folder.iterdir() if not path.name.startswith((".", "__")))
    except OSError:
        raise LibraryError([unreadable_folder(folder)]) from None
    return [path for path in inside if path.suffix.lower() == ".zip" or _is_package(path)]


def bases_first(sources: Sequence[Source]) -> list[Source]:
    """Return packages with each after the one that it builds on, and otherwise in the order they had."""
    if len(sources) < 2:
        return list(sources)
    heads = [_head(each) for each in sources]
    by_name = {head.name: number for number, head in enumerate(heads) if head.name}
    ordered: dict[int, None] = {}
    for number in range(len(heads)):
        chain: dict[int, None] = {}
        base: int | None = number
        while base is not None and base not in chain and base not in ordered:
            chain[base] = None
            base = by_name.get(heads[base].base)
        ordered.update(dict.fromkeys(reversed(chain)))
    return [sources[number] for number in ordered]


def _head(source: Path | Package) -> Head:
    return Head(source.name, source.base) if isinstance(source, Package) else read_head(source)


def _is_package(folder: Path) -> bool:
    """Say whether a folder is a package, if need be without a head: that is told when it is read."""
    return any(exists(folder / name) for name in ("opties", "risicos", "teksten", *TABLES))
