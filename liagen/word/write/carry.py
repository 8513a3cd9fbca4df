"""The data part of a draft, as docs/formaat.md describes it: of what the draft was made, and what stands where.

The name of a bookmark is too short for an id, an officer changes the text, and some programs take the names of controls
away; so the part keeps all three as they were written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from liagen.document.blocks import Fill, Picture, Span
from liagen.document.carried import Basis
from liagen.word.parts import relations
from liagen.word.parts.xml import element, escaped, part
from liagen.word.styles.sheet import Relation
from liagen.word.write.package import AddedPart, relations_bytes

SPACE: Final = "urn:liagen:draft"
"""The namespace of the root of the part: by this it is found."""

FORMAT: Final = 1
"""The format that is written, and the newest that is read."""

FOLDER: Final = "customXml"

_STORE_SPACE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
STORE_KIND: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def carried_paragraph(block_id: str, label: str, spans: tuple[Span, ...]) -> bytes:
    """Return what keeps a paragraph: its id, its text with the ``label`` before it, and its fill-ins."""
    read = [span for span in spans if not (isinstance(span, Picture) and span.data)]  # a picture in Word holds no text
    if not any(isinstance(span, Fill) for span in read):
        return _plain_paragraph(block_id, "".join([label, *[span.text for span in read]]))
    content = [_fill(span) if isinstance(span, Fill) else escaped(span.text) for span in read]
    return element("paragraph", {"id": block_id}, escaped(label), *content)


@lru_cache(maxsize=1024)
def carried_block(block_id: str) -> bytes:
    """Return what keeps the id of a list or table; it begins with the next paragraph."""
    return element("block", {"id": block_id})


def carrying_parts(basis: Basis, texts: Iterable[bytes], number: int) -> Sequence[AddedPart]:
    """Return the data part with its properties and the relationship between the two; ``number`` is in their names."""
    data = part(element("draft", _root(basis), *_made_of(basis), *texts))
    item, properties = f"item{number}.xml", f"itemProps{number}.xml"
    link = Relation("rId1", relations.CUSTOM_XML_PROPERTIES, properties)
    return (
        AddedPart(f"{FOLDER}/{item}", data, relation=relations.CUSTOM_XML),
        AddedPart(f"{FOLDER}/{properties}", store_properties(item.encode() + data, SPACE), kind=STORE_KIND),
        AddedPart(f"{FOLDER}/_rels/{item}.rels", relations_bytes([link])),
    )


@lru_cache(maxsize=768)
def _plain_paragraph(block_id: str, text: str) -> bytes:
    return element("paragraph", {"id": block_id}, escaped(text))


def _fill(fill: Fill) -> bytes:
    told = {"field": fill.field, "mark": fill.mark.lower(), "kind": fill.kind}
    return element("fill", told, escaped(fill.text))


def _root(basis: Basis) -> dict[str, str]:
    """Return the attributes of the root; a program that tidies XML must leave the spaces of the texts alone."""
    told = {"format": str(FORMAT), "liagen": basis.liagen, "date": basis.date.isoformat(), "length": basis.length}
    which = {} if basis.document == "hoofdstuk" else {"document": basis.document}
    return {"xmlns": SPACE, "xml:space": "preserve"} | told | which


def _made_of(basis: Basis) -> list[bytes]:
    return [*(element("package", each._asdict()) for each in basis.packages), _profile(basis.profile)]


def _profile(text: str) -> bytes:
    return element("profile", {}, escaped(text))


def _key(data: bytes) -> str:
    """Return the key by which Word knows a part; another part has another key, and the same bytes have the same."""
    digits = hashlib.sha256(data).hexdigest()[:32].upper()
    return f"{{{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}}}"


def store_properties(data: bytes, space: str) -> bytes:
    """Return the properties of a data part with a key made of ``data``, and the namespace of what it holds."""
    schemas = element("ds:schemaRefs", {}, element("ds:schemaRef", {"ds:uri": space}))
    return part(element("ds:datastoreItem", {"xmlns:ds": _STORE_SPACE, "ds:itemID": _key(data)}, schemas))
