"""A chapter as a Word file: to go on working in, or to hand out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from liagen.document.blocks import Chapter
from liagen.word.styles.roles import HouseStyle
from liagen.word.styles.stationery import read_stationery
from liagen.word.write.body import Body
from liagen.word.write.draft import DraftBody
from liagen.word.write.package import write_package


def write_docx(
    chapter: Chapter,
    style_file: Path,
    page_numbers: Mapping[str, int] | None = None,
    house: HouseStyle | None = None,
) -> bytes:
    """Return the chapter as a Word file to go on working in; the same arguments give the same bytes.

    ``page_numbers`` says on which page a heading stands, by its id; without it the table of contents has no numbers.
    ``house`` is a municipality's own file, which goes before the style file.
    Raises ``StyleError`` when the style file must be mended, ``ValueError`` when ids in the chapter are used twice or a
    link leads nowhere.
    """
    stationery = read_stationery(style_file, house)
    return write_package(stationery, chapter, DraftBody(stationery, chapter, page_numbers or {}).story())


def write_clean_docx(
    chapter: Chapter,
    style_file: Path,
    page_numbers: Mapping[str, int] | None = None,
    house: HouseStyle | None = None,
) -> bytes:
    """Return the chapter as a Word file to hand out: the same text, without remarks, controls and hidden data.

    Arguments and errors are those of ``write_docx``.
    """
    stationery = read_stationery(style_file, house)
    return write_package(stationery, chapter, Body(stationery, chapter, page_numbers or {}).story())
