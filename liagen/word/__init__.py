"""Write a chapter as a Word file, in the looks of a Word style file.

What the style file holds besides its text (styles, settings, fonts, theme, header, footer) travels along; its own text
does not.
"""

from __future__ import annotations

from pathlib import Path

from liagen.blocks import Chapter
from liagen.word.body import Body, bookmark_name
from liagen.word.package import write_package
from liagen.word.stylefile import read_stationery

__all__ = ["bookmark_name", "write_docx"]


def write_docx(chapter: Chapter, style_file: Path) -> bytes:
    """Return the chapter as a Word file; the same chapter and style file give the same bytes.

    Raises ``StyleError`` when the style file must be mended, ``ValueError`` when ids in the chapter are used twice or a
    link leads nowhere.
    """
    stationery = read_stationery(style_file)
    body = Body(stationery)
    body.add(chapter.blocks)
    return write_package(stationery, chapter, body.story())
