"""What the program wrote where: a hidden bookmark around each paragraph, and a data part with the ids and the texts.

The name of a bookmark is too short for an id, and an officer changes the text; so the data part keeps both as they were
written. It is for the program, nobody sees it in Word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from liagen.word.parts import relations
from liagen.word.parts.xml import element, escaped, part
from liagen.word.styles.sheet import Relation
from liagen.word.write.package import AddedPart, relations_bytes

_SPACE: Final = "urn:liagen:chapter:1"
_STORE_SPACE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_STORE_KIND: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"

# Word finds a data part by this key; the same in every chapter, so that the bytes are too.
_STORE: Final = "{5D4F6B0A-7C52-4E0B-9A35-1C0F4E2B7A91}"
_FOLDER: Final = "customXml"


@lru_cache(maxsize=4096)
def bookmark_name(block_id: str) -> str:
    """Return the name of the hidden bookmark around the paragraph of a block, list item or cell."""
    return f"_lia_{hashlib.sha256(block_id.encode()).hexdigest()[:16]}"


@lru_cache(maxsize=2048)
def anchor(block_id: str, text: str) -> bytes:
    """Return what keeps the id and the text of a paragraph."""
    return element("paragraph", {"id": block_id}, escaped(text))


@lru_cache(maxsize=1024)
def borrowed_anchor(block_id: str) -> bytes:
    """Return what keeps an id that stands at the next paragraph: a list at its first item, a table at its caption."""
    return element("block", {"id": block_id})


def anchor_parts(date: str, anchors: Iterable[bytes]) -> tuple[AddedPart, ...]:
    """Return the data part with these anchors, its properties, and the relationship between the two."""
    link = Relation("rId1", relations.CUSTOM_XML_PROPERTIES, "itemProps1.xml")
    data = part(element("chapter", {"xmlns": _SPACE, "date": date}, *anchors))
    return (
        AddedPart(f"{_FOLDER}/item1.xml", data, relation=relations.CUSTOM_XML),
        AddedPart(f"{_FOLDER}/itemProps1.xml", _properties(), kind=_STORE_KIND),
        AddedPart(f"{_FOLDER}/_rels/item1.xml.rels", relations_bytes([link])),
    )


def _properties() -> bytes:
    """Return the properties of the data part: its key and its namespace."""
    schemas = element("ds:schemaRefs", {}, element("ds:schemaRef", {"ds:uri": _SPACE}))
    return part(element("ds:datastoreItem", {"xmlns:ds": _STORE_SPACE, "ds:itemID": _STORE}, schemas))
