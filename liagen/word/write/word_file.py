"""A chapter as a Word file: to go on working in, or to hand out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from liagen.document.blocks import Chapter, Edition
from liagen.word.styles.roles import HouseStyle
from liagen.word.styles.stationery import read_stationery
from liagen.word.write.body import Body
from liagen.word.write.draft import DraftBody
from liagen.word.write.package import write_package

_BODIES: Final[Mapping[Edition, type[Body]]] = {"concept": DraftBody, "schoon": Body}


def write_docx(
    chapter: Chapter,
    style_file: Path,
    edition: Edition,
    page_numbers: Mapping[str, int] | None = None,
    house: HouseStyle | None = None,
) -> bytes:
    """Return the chapter as a Word file; the same arguments give the same bytes.

    ``page_numbers`` says on which page a heading stands, by its id; without it the table of contents has no numbers.
    ``house`` is a municipality's own file, which goes before the style file.
    Raises ``StyleError`` when the style file must be mended, ``ValueError`` when ids in the chapter are used twice or a
    link leads nowhere.
    """
    stationery = read_stationery(style_file, house)
    return write_package(stationery, chapter, _BODIES[edition](stationery, chapter, page_numbers or {}).story())
