"""A Word file that someone edited, opened as parts; read and written back without the libraries for Word files."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import Final

from liagen.errors import DraftError, Problem
from liagen.files.archive import (
    LARGE_WORD,
    NO_WORD,
    SIGNED,
    STRICT,
    WORD_LIMITS,
    Archive,
    ArchiveError,
    is_signed,
    is_strict,
    word_refusal,
)
from liagen.files.xml_limits import MAX_NODES, count_nodes
from liagen.word.parts import relations
from liagen.word.parts.relations import relations_name, target_name
from liagen.word.parts.scan import Node, Patch, ScanError, patched, scan
from liagen.word.parts.xml import PACKAGE, W, element
from liagen.word.readback.carried import carrying_name
from liagen.word.styles.sheet import Relation
from liagen.word.write.carry import FOLDER, STORE_KIND
from liagen.word.write.package import relations_bytes

TYPES: Final = "[Content_Types].xml"

_UNUSUAL: Final = "dit bestand is op een ongewone manier bewaard; open het in Word en bewaar het opnieuw"


@dataclass
class DraftFile:
    """The parts of a Word file: ``parts`` as they are now, by name; ``name`` is what messages call the file."""

    name: str
    document_name: str
    parts: dict[str, bytes]
    _entries: tuple[zipfile.ZipInfo, ...] = ()
    _roots: dict[str, Node] = field(default_factory=dict)

    @property
    def document(self) -> bytes:
        """Return the part with the text."""
        return self.parts[self.document_name]

    def root(self, name: str) -> Node:
        """Return a part as a tree, as it was when it was first asked for. Raises DraftError when it is damaged."""
        if name not in self._roots:
            try:
                self._roots[name] = scan(self.parts[name])
            except ScanError:
                raise self.error(NO_WORD) from None
        return self._roots[name]

    @property
    def body(self) -> Node:
        """Return the text. Raises DraftError when there is none."""
        body = self.root(self.document_name).find(f"{W}body")
        if body is None:
            raise self.error(NO_WORD)
        return body

    def error(self, message: str) -> DraftError:
        """Return an error about this file."""
        return DraftError([Problem(self.name, message)])

    def related(self, kind: str) -> str:
        """Return the name of the part that the document part has for ``kind``, empty when there is none."""
        for row in self._relations():
            if row.get("Type") == kind and row.get("TargetMode") != "External":
                name = target_name(self.document_name, row.get("Target"))
                return name if name in self.parts else ""
        return ""

    def relate(self, kind: str, target: str, external: bool = False) -> str:
        """Add a relationship of the document part, and return its id."""
        name = relations_name(self.document_name)
        self.parts.setdefault(name, relations_bytes([]))
        known = {row.get("Id") for row in self._relations()}
        key = next(key for key in (f"liagen{number}" for number in range(1, len(known) + 2)) if key not in known)
        row = {"Id": key, "Type": kind, "Target": target} | ({"TargetMode": "External"} if external else {})
        self._append(name, element("Relationship", {"xmlns": f"{PACKAGE}/relationships"} | row))
        return key

    def add(self, name: str, data: bytes, kind: str = "") -> None:
        """Add a part; ``kind`` is its content type, empty when that follows from the end of its name."""
        self.parts[name] = data
        if kind:
            told = {"xmlns": f"{PACKAGE}/content-types", "PartName": f"/{name}", "ContentType": kind}
            self._append(TYPES, element("Override", told))

    def change(self, name: str, data: bytes) -> None:
        """Put other bytes in the place of a part."""
        self.parts[name] = data
        self._roots.pop(name, None)

    def put_carried(self, source: DraftFile) -> None:
        """Let the file carry what another draft carries, in the place of what it carried, if anything."""
        new, old = carrying_name(source.parts), carrying_name(self.parts)
        if old:
            self.change(old, source.parts[new])
            return
        number = 1
        while any(f"{FOLDER}/{stem}{number}.xml" in self.parts for stem in ("item", "itemProps")):
            number += 1
        properties = new.replace("/item", "/itemProps")
        link = Relation("rId1", relations.CUSTOM_XML_PROPERTIES, f"itemProps{number}.xml")
        name = f"{FOLDER}/item{number}.xml"
        self.add(name, source.parts[new], "application/xml")
        self.add(f"{FOLDER}/itemProps{number}.xml", source.parts[properties], STORE_KIND)
        self.add(relations_name(name), relations_bytes([link]))
        self.relate(relations.CUSTOM_XML, posixpath.relpath(name, posixpath.dirname(self.document_name)))

    def data(self) -> bytes:
        """Return the file: parts that did not change have the bytes and the place that they had."""
        buffer = io.BytesIO()
        known = {entry.filename for entry in self._entries}
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry in self._entries:
                archive.writestr(_dated(entry.filename, entry.date_time), self.parts[entry.filename])
            for name in self.parts:
                if name not in known:
                    archive.writestr(_dated(name), self.parts[name])
        return buffer.getvalue()

    def _relations(self) -> list[Node]:
        name = relations_name(self.document_name)
        return self.root(name).children if name in self.parts else []

    def _append(self, name: str, row: bytes) -> None:
        """Add an element at the end of the root of a part."""
        data, root = self.parts[name], self.root(name)
        if root.close == root.end:  # nothing is in it yet
            begin = data[root.start : root.end - 2]
            tag = begin[1:].split(maxsplit=1)[0]
            row = begin + b">" + row + b"</" + tag + b">"
        place = root.close if root.close != root.end else root.start
        self.change(name, patched(data, [Patch(place, root.close, row)]))


def open_draft(data: bytes, name: str) -> DraftFile:
    """Return a Word file as its parts. Raises DraftError when it is none, or when it cannot be changed as it is."""
    try:
        archive = Archive(data, WORD_LIMITS)
        parts = {entry.filename: archive.read(entry) for entry in archive.members}
    except ArchiveError as error:
        raise DraftError([Problem(name, word_refusal(error.refusal, NO_WORD, LARGE_WORD))]) from None
    file = DraftFile(name, "", parts, archive.members)
    if TYPES not in parts or "_rels/.rels" not in parts:
        raise file.error(NO_WORD)
    if is_strict(parts["_rels/.rels"]):
        raise file.error(STRICT)
    if is_signed(parts):
        raise file.error(SIGNED)
    file.document_name = _document_name(file)
    if count_nodes(file.document) > MAX_NODES:
        raise file.error(LARGE_WORD)
    root = file.root(file.document_name)
    if root.tag != f"{W}document" or not file.document[root.start : root.inside].startswith(b"<w:document"):
        raise file.error(_UNUSUAL if root.tag == f"{W}document" else NO_WORD)
    return file


def _document_name(file: DraftFile) -> str:
    for row in file.root("_rels/.rels").children:
        if row.get("Type") == relations.DOCUMENT:
            name = target_name("", row.get("Target"))
            if name in file.parts:
                return name
    raise file.error(NO_WORD)


_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def _dated(name: str, time: tuple[int, int, int, int, int, int] = _NO_TIME) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, time)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry
