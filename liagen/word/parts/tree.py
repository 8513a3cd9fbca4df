"""XML as a tree of lxml: that of someone else's Word file, and of our style file before a chapter is written."""

from __future__ import annotations

from lxml import etree


def xml_bytes(root: etree._Element) -> bytes:
    """Return an XML part as it goes into the package."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
