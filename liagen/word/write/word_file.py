"""A chapter as a Word file: to go on working in, or to hand out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from liagen.document.blocks import Chapter, Edition
from liagen.document.carried import Basis
from liagen.word.styles.sheet import House, Stationery
from liagen.word.styles.standard import standard_stationery
from liagen.word.write.body import Body
from liagen.word.write.draft import DraftBody
from liagen.word.write.package import write_package


def write_docx(
    chapter: Chapter,
    style_file: Path,
    edition: Edition,
    page_numbers: Mapping[str, int] | None = None,
    house: House | None = None,
    basis: Basis | None = None,
) -> bytes:
    """Return the chapter as a Word file; the same arguments give the same bytes.

    ``page_numbers`` says on which page a heading stands, by its id; without it the table of contents has no numbers.
    ``house`` is a municipality's own, which goes before the style file. A draft carries its ``basis`` with it, and
    nothing without one; a finished document never does.
    Raises ``StyleError`` when the style file must be mended, ``ValueError`` when ids in the chapter are used twice or a
    link leads nowhere.
    """
    stationery = _stationery(style_file, house)
    pages = page_numbers or {}
    if edition == "schoon":
        return write_package(stationery, chapter, Body(stationery, chapter, pages).story())
    return write_package(stationery, chapter, DraftBody(stationery, chapter, pages, basis).story())


def _stationery(style_file: Path, house: House | None) -> Stationery:
    """Return what the style file gives; what was read beforehand does without the libraries that read Word files."""
    if isinstance(house, Stationery):
        return house
    prepared = None if house else standard_stationery(style_file)
    if prepared:
        return prepared
    from liagen.word.styles.stationery import read_stationery

    return read_stationery(style_file, house)
