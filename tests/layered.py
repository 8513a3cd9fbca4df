"""Packages of texts that lie on each other, on disk: a whole one below, and overlays that state what changes."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from toy import Package, make_package

from liagen.errors import LibraryError
from liagen.library.load import read_library
from liagen.library.model import Library

HEAD = "naam: {name}\nversie: 1.0.0\nformaat: 1\nbasis: {base}\n"


class Stack:
    """A folder with packages; ``base`` is a whole one, ``overlay`` puts one on top."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.base = make_package(root / "onder")
        self.packages = [self.base]

    def overlay(self, name: str = "boven", **head: str) -> Package:
        """Put an empty package on top, based on `standaard` (the name of the whole one too)."""
        package = Package(self.root / name)
        package.write("pakket.yaml", HEAD.format(name=name, base=head.pop("base", "standaard")))
        self.packages.append(package)
        return package

    def load(self) -> Library:
        return read_library([package.root for package in self.packages])

    def problems(self) -> list[str]:
        """Load all, which must fail, and return every problem without the folder of the test."""
        with pytest.raises(LibraryError) as caught:
            self.load()
        return [str(problem).replace(f"{self.root}{os.sep}", "") for problem in caught.value.problems]


def refusal(*paths: Path) -> list[str]:
    """Load packages, which must fail, and return every problem without the folder of the first."""
    with pytest.raises(LibraryError) as caught:
        read_library(paths)
    return [str(problem).replace(f"{paths[0].parent}{os.sep}", "") for problem in caught.value.problems]


def zipped(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """Write a zip file with these members, in this order."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(name, text)
    path.write_bytes(data.getvalue())
    return path


def members_of(root: Path, top: str = "") -> dict[str, bytes]:
    """Return the files of a package folder as members of a zip file."""
    return {
        f"{top}{path.relative_to(root).as_posix()}": path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
