"""The Word style file of a library, told of by the name that its user knows: one of a zip file is kept elsewhere."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from liagen.errors import StyleError
from liagen.library.model import Library


@contextlib.contextmanager
def style_file_of(library: Library) -> Iterator[Path]:
    """Give the style file to write with. A StyleError about it, raised meanwhile, names the file in its package."""
    path = Path(library.style_file)
    try:
        yield path
    except StyleError as error:
        told = [replace(each, file=library.style_name) if each.file == str(path) else each for each in error.problems]
        raise StyleError(told) from None
