"""What the program wrote where: a hidden bookmark around each paragraph, and a data part with the ids and the texts.

The name of a bookmark is too short for an id, and an officer changes the text; so the data part keeps both as they were
written. It is for the program, nobody sees it in Word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from liagen.word.parts.xml import filled_bytes, unprefixed_root, xml_bytes
from liagen.word.styles.sheet import Relation
from liagen.word.write.package import AddedPart, relations_bytes

_SPACE: Final = "{urn:liagen:chapter:1}"
_STORE_SPACE: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"
_STORE_KIND: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"

# Word finds a data part by this key; the same in every chapter, so that the bytes are too.
_STORE: Final = "{5D4F6B0A-7C52-4E0B-9A35-1C0F4E2B7A91}"
_FOLDER: Final = "customXml"


@lru_cache(maxsize=4096)
def bookmark_name(block_id: str) -> str:
    """Return the name of the hidden bookmark around the paragraph of a block, list item or cell."""
    return f"_lia_{hashlib.sha256(block_id.encode()).hexdigest()[:16]}"


@lru_cache(maxsize=2048)
def written_anchor(block_id: str, text: str) -> bytes:
    """Return what keeps the id and the text of a paragraph."""
    anchor = etree.Element("paragraph", id=block_id)
    anchor.text = text
    return etree.tostring(anchor, encoding="UTF-8")


@lru_cache(maxsize=1024)
def written_borrower(block_id: str) -> bytes:
    """Return what keeps an id that stands at the next paragraph: a list at its first item, a table at its caption."""
    return etree.tostring(etree.Element("block", id=block_id), encoding="UTF-8")


def anchor_parts(date: str, anchors: Iterable[bytes]) -> tuple[AddedPart, ...]:
    """Return the data part with these anchors, its properties, and the relationship between the two."""
    link = Relation("rId1", RT.CUSTOM_XML_PROPS, "itemProps1.xml")
    root = unprefixed_root("chapter", _SPACE)
    root.set("date", date)
    return (
        AddedPart(f"{_FOLDER}/item1.xml", filled_bytes(root, anchors), relation=RT.CUSTOM_XML),
        AddedPart(f"{_FOLDER}/itemProps1.xml", _properties(), kind=_STORE_KIND),
        AddedPart(f"{_FOLDER}/_rels/item1.xml.rels", relations_bytes([link])),
    )


def _properties() -> bytes:
    """Return the properties of the data part: its key and its namespace."""
    key = {f"{_STORE_SPACE}itemID": _STORE}
    root = etree.Element(f"{_STORE_SPACE}datastoreItem", key, nsmap={"ds": _STORE_SPACE[1:-1]})
    schemas = etree.SubElement(root, f"{_STORE_SPACE}schemaRefs")
    etree.SubElement(schemas, f"{_STORE_SPACE}schemaRef", {f"{_STORE_SPACE}uri": _SPACE[1:-1]})
    return xml_bytes(root)
