"""The Word file as a package of parts: what the style file gives, and the parts of one chapter."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from liagen.document.blocks import Chapter
from liagen.word.parts import relations
from liagen.word.parts.xml import PACKAGE, element, escaped, part
from liagen.word.styles.sheet import KnownPart, Relation, Slot, Stationery
from liagen.word.write.text import field, run

_PROPERTIES: Final = {
    "xmlns:cp": f"{PACKAGE}/metadata/core-properties",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_CORE: Final = KnownPart("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
_EXTENDED: Final = KnownPart(
    "docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"
)
_EXTENDED_SPACE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
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
    """What a chapter says, as the parts of Word's XML; ``links`` are the relationships of its links and pictures."""

    document: bytes
    numbering: bytes
    links: tuple[Relation, ...]
    parts: tuple[AddedPart, ...] = ()


def write_package(stationery: Stationery, chapter: Chapter, story: Story) -> bytes:
    """Return the Word file."""
    added = tuple(KnownPart(each.name, each.kind) for each in story.parts if each.kind)
    related = [*stationery.relations, *story.links, *_added_relations(stationery, story.parts)]
    buffer = io.BytesIO()
    buffer.write(_skeleton(stationery, added))
    with zipfile.ZipFile(buffer, "a") as archive:
        _put(archive, stationery.document_name, story.document)
        _put(archive, stationery.relations_name, relations_bytes(related))
        _put(archive, stationery.numbering.name, story.numbering)
        for header in stationery.headers:
            _put(archive, header.name, _filled_header(header.data, chapter))
        _put(archive, _CORE.name, _core(chapter))
        for added_part in story.parts:
            _put(archive, added_part.name, added_part.data)
    return buffer.getvalue()


def relations_bytes(related: Iterable[Relation]) -> bytes:
    """Return a relationships part."""
    return part(element("Relationships", {"xmlns": f"{PACKAGE}/relationships"}, *map(_relationship, related)))


def _relationship(relation: Relation) -> bytes:
    """Return one relationship."""
    row = {"Id": relation.id, "Type": relation.kind, "Target": relation.target}
    return element("Relationship", row | ({"TargetMode": "External"} if relation.external else {}))


def _filled_header(data: bytes, chapter: Chapter) -> bytes:
    """Return a header or footer with the texts of the chapter in its slots."""
    page = (run(f"{chapter.page_word} "), field("PAGE", "1"), run(f" {chapter.page_of} "), field("NUMPAGES", "1"))
    return data.replace(Slot.RUNNING.value, run(chapter.running)).replace(Slot.PAGE.value, b"".join(page))


def _added_relations(stationery: Stationery, parts: Sequence[AddedPart]) -> Iterator[Relation]:
    """Yield the relationships of the document part with the parts that only some chapters have."""
    folder = posixpath.dirname(stationery.document_name)
    for number, each in enumerate(parts, 1):
        if each.relation:
            yield Relation(f"part{number}", each.relation, posixpath.relpath(each.name, folder))


@lru_cache(maxsize=16)
def _skeleton(stationery: Stationery, added: tuple[KnownPart, ...]) -> bytes:
    """Return a zip of the parts that are the same in every chapter; ``added`` are known to it, not in it."""
    related = [
        Relation("rId1", relations.DOCUMENT, stationery.document_name),
        Relation("rId2", relations.CORE_PROPERTIES, _CORE.name),
        Relation("rId3", relations.EXTENDED_PROPERTIES, _EXTENDED.name),
    ]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _put(archive, "[Content_Types].xml", _content_types([*stationery.known, _CORE, _EXTENDED, *added]))
        _put(archive, "_rels/.rels", relations_bytes(related))
        _put(archive, _EXTENDED.name, _extended())
        for fixed in stationery.fixed:
            _put(archive, fixed.name, fixed.data)
    return buffer.getvalue()


def _content_types(parts: Iterable[KnownPart]) -> bytes:
    """Return [Content_Types].xml."""
    endings = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    rows = (
        *(element("Default", {"Extension": ending, "ContentType": kind}) for ending, kind in endings.items()),
        *(element("Override", {"PartName": f"/{each.name}", "ContentType": each.kind}) for each in parts),
    )
    return part(element("Types", {"xmlns": f"{PACKAGE}/content-types"}, *rows))


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a part without the clock or the machine in it."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    archive.writestr(entry, data, compresslevel=3)  # half the time of the default, an eighth more bytes


def _extended() -> bytes:
    """Return the properties that programs keep: by which program it was made. Of a style file nothing is told."""
    return part(element("Properties", {"xmlns": _EXTENDED_SPACE}, element("Application", {}, escaped(_AUTHOR))))


def _core(chapter: Chapter) -> bytes:
    """Return the properties of the document."""
    values = {
        "dc:title": chapter.title,
        "dc:subject": chapter.subject,
        "dc:creator": _AUTHOR,
        "cp:keywords": ", ".join(chapter.keywords),
        "cp:lastModifiedBy": _AUTHOR,
        "dc:language": _LANGUAGE,
    }
    moment = escaped(f"{chapter.date}T00:00:00Z")
    rows = (
        *(element(name, {}, escaped(value)) for name, value in values.items() if value),
        *(element(f"dcterms:{name}", {"xsi:type": "dcterms:W3CDTF"}, moment) for name in ("created", "modified")),
    )
    return part(element("cp:coreProperties", _PROPERTIES, *rows))
