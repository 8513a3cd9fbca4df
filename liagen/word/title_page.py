"""A page of its own before the chapter: the first lines of the text lower down, then a new page."""

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


def lay_out_title_page(body: etree._Element, section: etree._Element, lines: int) -> None:
    """Make a page of the first lines of a body; without lines nothing changes.

    Its header and footer are those that the section has for a first page, or none.
    """
    if not lines:
        return
    size = section.find(f"{W}pgSz")
    height = int(_A4 if size is None else size.get(f"{W}h", _A4))
    etree.SubElement(body[0][0], f"{W}spacing", {f"{W}before": str(height // _SHARE)})
    if len(body) > lines:
        style, *others = body[lines][0]
        kept = [child for child in others if child.tag == f"{W}keepNext"]
        [style, *kept][-1].addnext(etree.Element(f"{W}pageBreakBefore"))
    for said in section.findall(f"{W}titlePg"):
        section.remove(said)
    later = [child for child in section if child.tag in _AFTER_TITLE_PAGE]
    section.insert(section.index(later[0]) if later else len(section), etree.Element(f"{W}titlePg"))
