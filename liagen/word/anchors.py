"""What the program wrote where: a hidden bookmark around each paragraph, and a data part with the ids and the texts.

The name of a bookmark is too short for an id, and an officer changes the text; so the data part keeps both as they were
written. It is for the program, nobody sees it in Word.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from liagen.word.package import AddedPart, relations_bytes
from liagen.word.pieces import add_copy, unprefixed_root, xml_bytes
from liagen.word.stylefile import Relation

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


def new_anchors(date: str) -> etree._Element:
    """Return the data part of a chapter, with no ids yet."""
    root = unprefixed_root("chapter", _SPACE)
    root.set("date", date)
    return root


def add_anchor(anchors: etree._Element, block_id: str, text: str) -> None:
    """Keep the id and the text of a paragraph."""
    anchor = add_copy(anchors, _anchor_model("paragraph"))
    anchor.set("id", block_id)
    anchor.text = text


def add_borrower(anchors: etree._Element, block_id: str) -> None:
    """Keep an id that stands at the paragraph that comes next: a list at its first item, a table at its caption."""
    add_copy(anchors, _anchor_model("block")).set("id", block_id)


def anchor_parts(anchors: etree._Element) -> tuple[AddedPart, ...]:
    """Return the data part, its properties, and the relationship between the two."""
    link = Relation("rId1", RT.CUSTOM_XML_PROPS, "itemProps1.xml")
    return (
        AddedPart(f"{_FOLDER}/item1.xml", xml_bytes(anchors), relation=RT.CUSTOM_XML),
        AddedPart(f"{_FOLDER}/itemProps1.xml", _properties(), kind=_STORE_KIND),
        AddedPart(f"{_FOLDER}/_rels/item1.xml.rels", relations_bytes([link])),
    )


@lru_cache(maxsize=2)
def _anchor_model(tag: str) -> etree._Element:
    """Return an element of the data part."""
    return unprefixed_root(tag, _SPACE)


def _properties() -> bytes:
    """Return the properties of the data part: its key and its namespace."""
    key = {f"{_STORE_SPACE}itemID": _STORE}
    root = etree.Element(f"{_STORE_SPACE}datastoreItem", key, nsmap={"ds": _STORE_SPACE[1:-1]})
    schemas = etree.SubElement(root, f"{_STORE_SPACE}schemaRefs")
    etree.SubElement(schemas, f"{_STORE_SPACE}schemaRef", {f"{_STORE_SPACE}uri": _SPACE[1:-1]})
    return xml_bytes(root)
