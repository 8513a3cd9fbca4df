"""XML as a tree of lxml: that of someone else's Word file, and of our style file before a chapter is written."""

from __future__ import annotations

from lxml import etree


def xml_bytes(root: etree._Element) -> bytes:
    """Return an XML part as it goes into the package."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def parse_tree(data: bytes) -> etree._Element:
    """Return someone else's XML; raise ValueError when it has a grammar of its own, which Word never writes.

    A grammar can make a small part swell without end, or have other files read.
    """
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    # Not resolving entities is not enough: a DTD may still give attributes a default that Word will see.
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a part with a DTD")
    return root
