"""XML as a tree of lxml: that of someone else's Word file, and of our style file before a chapter is written."""

from __future__ import annotations

from lxml import etree

from liagen.files.xml_limits import is_known_encoding


def xml_bytes(root: etree._Element) -> bytes:
    """Return an XML part as it goes into the package."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def parse_tree(data: bytes) -> etree._Element:
    """Return someone else's XML; raise ValueError for what Word never writes: a grammar of its own, an odd encoding.

    A grammar can make a small part swell without end, or have other files read. An odd encoding hides its elements from
    who counts them.
    """
    if not is_known_encoding(data):
        raise ValueError("a part in an odd encoding")
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    # Not resolving entities is not enough: a DTD may still give attributes a default that Word will see.
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a part with a DTD")
    return root
