"""Write a chapter as a Word file, in the looks of a Word style file.

What the style file holds besides its text (styles, settings, fonts, theme, header, footer) travels along; its own text
does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from liagen.blocks import Chapter
from liagen.word.anchors import bookmark_name
from liagen.word.body import Body
from liagen.word.draft import DraftBody
from liagen.word.package import write_package
from liagen.word.stylefile import read_stationery

__all__ = ["bookmark_name", "write_clean_docx", "write_docx"]


def write_docx(chapter: Chapter, style_file: Path, page_numbers: Mapping[str, int] | None = None) -> bytes:
    """Return the chapter as a Word file to go on working in; the same arguments give the same bytes.

    ``page_numbers`` says on which page a heading stands, by its id; without it the table of contents has no numbers.
    Raises ``StyleError`` when the style file must be mended, ``ValueError`` when ids in the chapter are used twice or a
    link leads nowhere.
    """
    stationery = read_stationery(style_file)
    return write_package(stationery, chapter, DraftBody(stationery, chapter, page_numbers or {}).story())


def write_clean_docx(chapter: Chapter, style_file: Path, page_numbers: Mapping[str, int] | None = None) -> bytes:
    """Return the chapter as a Word file to hand out: the same text, without remarks, controls and hidden data.

    Arguments and errors are those of ``write_docx``.
    """
    stationery = read_stationery(style_file)
    return write_package(stationery, chapter, Body(stationery, chapter, page_numbers or {}).story())
