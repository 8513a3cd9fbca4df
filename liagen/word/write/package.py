"""The Word file as a package of parts: what the style file gives, and the parts of one chapter."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from liagen.document.blocks import Chapter
from liagen.word.parts.header_footer import fill_margin
from liagen.word.parts.xml import unprefixed_root, xml_bytes
from liagen.word.styles.sheet import KnownPart, Relation, Stationery

_REL: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPE: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_CP: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
_CORE: Final = KnownPart("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
_AUTHOR: Final = "liagen"
_LANGUAGE: Final = "nl-NL"


@dataclass(frozen=True)
class AddedPart:
    """A part that only some chapters have.

    ``kind`` is its content type, empty when that follows from its name; ``relation`` is what it is to the document
    part, empty when it belongs to another part.
    """

    name: str
    data: bytes
    kind: str = ""
    relation: str = ""


@dataclass(frozen=True)
class Story:
    """What a chapter says, as the parts of Word's XML; ``links`` are the relationships of links that leave it."""

    document: bytes
    numbering: etree._Element
    links: tuple[Relation, ...]
    parts: tuple[AddedPart, ...] = ()


def write_package(stationery: Stationery, chapter: Chapter, story: Story) -> bytes:
    """Return the Word file."""
    added = tuple(KnownPart(part.name, part.kind) for part in story.parts if part.kind)
    relations = [*stationery.relations, *story.links, *_added_relations(stationery, story.parts)]
    buffer = io.BytesIO()
    buffer.write(_skeleton(stationery, added))
    with zipfile.ZipFile(buffer, "a") as archive:
        _put(archive, stationery.document_name, story.document)
        _put(archive, stationery.relations_name, relations_bytes(relations))
        _put(archive, stationery.numbering.name, xml_bytes(story.numbering))
        for margin in stationery.margins:
            _put(archive, margin.name, xml_bytes(fill_margin(margin.root, chapter)))
        _put(archive, _CORE.name, _core(chapter))
        for part in story.parts:
            _put(archive, part.name, part.data)
    return buffer.getvalue()


def relations_bytes(relations: Iterable[Relation]) -> bytes:
    """Return a relationships part."""
    root = unprefixed_root("Relationships", _REL)
    for relation in relations:
        row = {"Id": relation.id, "Type": relation.kind, "Target": relation.target}
        mode = {"TargetMode": "External"} if relation.external else {}
        etree.SubElement(root, f"{_REL}Relationship", row | mode)
    return xml_bytes(root)


def _added_relations(stationery: Stationery, parts: Sequence[AddedPart]) -> Iterator[Relation]:
    """Yield the relationships of the document part with the parts that only some chapters have."""
    folder = posixpath.dirname(stationery.document_name)
    for number, part in enumerate(parts, 1):
        if part.relation:
            yield Relation(f"part{number}", part.relation, posixpath.relpath(part.name, folder))


@lru_cache(maxsize=16)
def _skeleton(stationery: Stationery, added: tuple[KnownPart, ...]) -> bytes:
    """Return a zip of the parts that are the same in every chapter; ``added`` are known to it, not in it."""
    relations = [
        Relation("rId1", RT.OFFICE_DOCUMENT, stationery.document_name),
        Relation("rId2", RT.CORE_PROPERTIES, _CORE.name),
        *stationery.package_relations,
    ]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _put(archive, "[Content_Types].xml", _content_types([*stationery.known, _CORE, *added]))
        _put(archive, "_rels/.rels", relations_bytes(relations))
        for part in stationery.fixed:
            _put(archive, part.name, part.data)
    return buffer.getvalue()


def _content_types(parts: Iterable[KnownPart]) -> bytes:
    """Return [Content_Types].xml."""
    root = unprefixed_root("Types", _TYPE)
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    etree.SubElement(root, f"{_TYPE}Default", {"Extension": "rels", "ContentType": rels})
    etree.SubElement(root, f"{_TYPE}Default", {"Extension": "xml", "ContentType": "application/xml"})
    for part in parts:
        etree.SubElement(root, f"{_TYPE}Override", {"PartName": f"/{part.name}", "ContentType": part.kind})
    return xml_bytes(root)


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a part without the clock or the machine in it."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    archive.writestr(entry, data, compresslevel=3)  # half the time of the default, an eighth more bytes


def _core(chapter: Chapter) -> bytes:
    """Return the properties of the document."""
    spaces = {"cp": _CP[1:-1], "dc": _DC[1:-1], "dcterms": _TERMS[1:-1], "xsi": _XSI[1:-1]}
    root = etree.Element(f"{_CP}coreProperties", nsmap=spaces)
    values = {
        f"{_DC}title": chapter.title,
        f"{_DC}subject": chapter.subject,
        f"{_DC}creator": _AUTHOR,
        f"{_CP}keywords": ", ".join(chapter.keywords),
        f"{_CP}lastModifiedBy": _AUTHOR,
        f"{_DC}language": _LANGUAGE,
    }
    for tag, value in values.items():
        if value:
            etree.SubElement(root, tag).text = value
    for tag in (f"{_TERMS}created", f"{_TERMS}modified"):
        etree.SubElement(root, tag, {f"{_XSI}type": "dcterms:W3CDTF"}).text = f"{chapter.date}T00:00:00Z"
    return xml_bytes(root)
