"""The library of a stack of packages: as it was read beforehand when that is still true, else read and checked."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from liagen.files.load import real_path
from liagen.library.model import Library
from liagen.library.ready import load_ready


def load_library(*paths: Path) -> Library:
    """Return packages laid on the shipped `standaard`, lowest first; the same packages once per process.

    A package without `basis` stands alone. Raises LibraryError with every problem of every file.
    """
    return _load_cached(tuple((path, real_path(path)) for path in paths))


@lru_cache(maxsize=8)
# The resolved path too, as the same relative path means another package in another folder.
def _load_cached(paths: tuple[tuple[Path, Path], ...]) -> Library:
    named = [path for path, _ in paths]
    return load_ready(named) or read_library(named)


def read_library(paths: Iterable[Path]) -> Library:
    """Read and check packages afresh, as they stand there. Raises LibraryError."""
    # What reads and judges texts is loaded only by who needs it: it takes longer than a chapter.
    from liagen.library.compile import compile_library
    from liagen.library.packages import stack_packages

    return compile_library(stack_packages(paths))
