"""A page of its own before the chapter: its lines stand lower down, and it has a header and footer of its own."""

from __future__ import annotations

from typing import Final

from lxml import etree

from liagen.word.pieces import W

_A4: Final = "16838"
_SHARE: Final = 5  # with the margin, the title begins at a third of the page
_AFTER_TITLE_PAGE: Final = tuple(
    W + tag
    for tag in ("textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "footnoteColumns", "sectPrChange")
)


def space_above(section: etree._Element) -> int:
    """Return the space above the title, in twentieths of a point."""
    size = section.find(f"{W}pgSz")
    return int(_A4 if size is None else size.get(f"{W}h", _A4)) // _SHARE


def set_first_page_apart(section: etree._Element) -> None:
    """Give the first page of a section the header and footer that it has for a first page, or none."""
    for said in section.findall(f"{W}titlePg"):
        section.remove(said)
    later = [child for child in section if child.tag in _AFTER_TITLE_PAGE]
    section.insert(section.index(later[0]) if later else len(section), etree.Element(f"{W}titlePg"))
