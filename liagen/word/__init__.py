"""Write a chapter as a Word file, in the looks of a Word style file.

What the style file holds besides its text (styles, settings, fonts, theme, header, footer) travels along; its own text
does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from liagen.blocks import Chapter
from liagen.word.anchors import bookmark_name
from liagen.word.audit import Finding, check_house_style
from liagen.word.body import Body
from liagen.word.contents import listed_bookmarks
from liagen.word.draft import DraftBody
from liagen.word.insert import insert_clean_docx, insert_docx, lists_contents
from liagen.word.package import write_package
from liagen.word.place import Place
from liagen.word.roles import OPTIONAL, ROLE_WORDS, HouseStyle, NamedStyle
from liagen.word.stylefile import read_stationery

__all__ = [
    "ROLE_WORDS",
    "Finding",
    "HouseStyle",
    "NamedStyle",
    "Place",
    "added_styles",
    "bookmark_name",
    "check_house_style",
    "insert_clean_docx",
    "insert_docx",
    "listed_bookmarks",
    "lists_contents",
    "write_clean_docx",
    "write_docx",
]


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


def added_styles(house: HouseStyle, style_file: Path) -> tuple[str, ...]:
    """Return the roles, in the words of a mapping, for which a municipality's own file gets a style of ours."""
    return tuple(role.word for role in read_stationery(style_file, house).added if role not in OPTIONAL)
