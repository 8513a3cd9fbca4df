"""A Word file that is someone else's: its parts stay as they are, but for those that are changed on purpose."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from lxml import etree

from liagen.errors import HostError, LiagenError, Problem, StyleError
from liagen.files.archive import STRICT, WORD_LIMITS, ArchiveError, is_strict, open_archive, word_refusal
from liagen.files.xml_limits import MAX_NODES, count_nodes, has_doctype
from liagen.word.parts.relations import relations_name, target_name
from liagen.word.parts.tree import parse_tree, xml_bytes
from liagen.word.parts.xml import OFFICE, PACKAGE, W

_REL: Final = f"{{{PACKAGE}/relationships}}"
_TYPE: Final = f"{{{PACKAGE}/content-types}}"
_TYPES: Final = "[Content_Types].xml"
_WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
# Looked through time and again; twice what the largest has that we have met. Word knows no more than 4,079 styles.
_LOOKED_UP: Final = (f"{W}styles", f"{_REL}Relationships", f"{_TYPE}Types")
_MAX_ROWS: Final = 300_000
_STORIES: Final = ("header", "footer", "footnotes", "endnotes", "comments")

DOCUMENT_TYPE: Final = f"{_WORD_TYPE}document.main+xml"
"""The content type of the text of a document; that of a template or a file with macros is another."""


@dataclass(frozen=True)
class FileMessages:
    """The error for a kind of Word file, and what it says of a file that is not there, no Word file, held, or large."""

    error: Callable[[list[Problem]], HostError | StyleError]
    missing: str
    damaged: str
    locked: str
    large: str


@dataclass(frozen=True)
class RelatedPart:
    """A part that another part leads to by an id, and what it is to that: one of Word's own words, or an address."""

    id: str
    kind: str
    name: str


class WordFile:
    """The parts of a Word file, some of them as XML to change; ``data`` gives the new file."""

    def __init__(self, path: Path, messages: FileMessages) -> None:
        """Read the file; raise the error of ``messages`` when it is no Word file."""
        self._path = path
        self._messages = messages
        self._entries: list[zipfile.ZipInfo] = []
        self._bytes: dict[str, bytes] = {}
        self._roots: dict[str, etree._Element] = {}
        self._changed: set[str] = set()
        self._relations: dict[str, list[RelatedPart]] = {}
        self._nodes = 0
        with self.refusing_damage():
            self._read()
            self.document_name = self._main_part()
            self.relations_name = relations_name(self.document_name)
            if self.relations_name not in self._bytes:
                self._add_part(self.relations_name, f'<Relationships xmlns="{_REL[1:-1]}"/>'.encode())
            if self.document.tag != f"{W}document" or self.document.find(f"{W}body") is None:
                raise self.error(self._messages.damaged)

    @contextmanager
    def refusing_damage(self) -> Iterator[None]:
        """Say that the file is damaged, whatever goes wrong in reading it.

        What a broken file may hold has no end, so that no check beforehand is complete. Only reading stands inside:
        what is written of a chapter keeps its traceback.
        """
        try:
            yield
        except LiagenError:
            raise
        except Exception as error:
            raise self.error(self._messages.damaged) from error

    @property
    def document(self) -> etree._Element:
        """Return the root of the document part."""
        return self.root(self.document_name)

    @property
    def body(self) -> etree._Element:
        """Return the body of the document."""
        body = self.document.find(f"{W}body")
        assert body is not None  # refused without
        return body

    def error(self, *messages: str) -> HostError | StyleError:
        """Return the error for this file."""
        return self._messages.error([Problem(str(self._path), message) for message in messages])

    def damaged(self) -> HostError | StyleError:
        """Return the error of a file that Word would not open."""
        return self.error(self._messages.damaged)

    def names(self) -> frozenset[str]:
        """Return the names of all parts."""
        return frozenset(self._bytes)

    def part(self, name: str) -> bytes:
        """Return a part as it is now."""
        return xml_bytes(self._roots[name]) if name in self._changed else self._bytes[name]

    def root(self, name: str) -> etree._Element:
        """Return a part as XML, the same one each time."""
        if name not in self._roots:
            nodes = count_nodes(self._bytes.get(name, b""))
            self._nodes += nodes
            if self._nodes > MAX_NODES:
                raise self.error(self._messages.large)
            try:
                self._roots[name] = parse_tree(self._bytes[name])
            except (KeyError, ValueError, etree.XMLSyntaxError):
                raise self.error(self._messages.damaged) from None
            if nodes > _MAX_ROWS and self._roots[name].tag in _LOOKED_UP:
                raise self.error(self._messages.large)
        return self._roots[name]

    def stories(self) -> list[etree._Element]:
        """Return the roots of all parts with text: that of the document, headers, footers, notes and comments."""
        beside = {each.name for each in self.relations(self.document_name) if each.kind in _STORIES}
        return [self.document, *(self.root(name) for name in sorted(beside & self.names()))]

    def content_type(self, name: str) -> str:
        """Return the content type of a part, empty when none is told."""
        rows = self.root(_TYPES)
        named = (row.get("ContentType") for row in rows if str(row.get("PartName")).casefold() == f"/{name}".casefold())
        # A part named by itself (Override) goes before its ending (Default), as the standard of packages says.
        ending = posixpath.splitext(name)[1].removeprefix(".").casefold()
        by_ending = (row.get("ContentType") for row in rows if str(row.get("Extension")).casefold() == ending)
        return next(named, None) or next(by_ending, None) or ""

    def relations(self, name: str = "") -> list[RelatedPart]:
        """Return the parts that a part leads to; without a name those of the file as a whole."""
        key = relations_name(name)
        if key not in self._relations:
            self._relations[key] = self._read_relations(name)
        return self._relations[key]

    def _read_relations(self, name: str) -> list[RelatedPart]:
        """Return the parts that a part leads to, as its relationships are now."""
        if relations_name(name) not in self._bytes:
            return []
        rows = self.root(relations_name(name))
        inside = [row for row in rows if row.get("TargetMode") != "External"]
        return [
            RelatedPart(
                str(row.get("Id")),
                str(row.get("Type")).removeprefix(f"{OFFICE}/"),
                target_name(name, str(row.get("Target"))),
            )
            for row in inside
        ]

    def related(self, kind: str) -> str:
        """Return the name of the part that is this to the document part, or an empty string."""
        return next((each.name for each in self.relations(self.document_name) if each.kind == kind), "")

    def mark_changed(self, name: str) -> None:
        """Say that the XML of a part was changed."""
        self._changed.add(name)
        self._relations.pop(name, None)

    def ensure(self, kind: str) -> str:
        """Return the name of the document's styles, numbering or comments; make an empty part when there is none."""
        if found := self.related(kind):
            return found
        name = self._free_name(f"{posixpath.dirname(self.document_name)}/{kind}".lstrip("/"))
        self._add_part(name, xml_bytes(etree.Element(W + kind, nsmap={"w": W[1:-1]})))
        override = {"PartName": f"/{name}", "ContentType": f"{_WORD_TYPE}{kind}+xml"}
        etree.SubElement(self.root(_TYPES), f"{_TYPE}Override", override)
        self.mark_changed(_TYPES)
        self._relate(kind, posixpath.relpath(name, posixpath.dirname(self.document_name) or "."), {})
        return name

    def free_number(self, *stems: str) -> int:
        """Return the lowest number from 1 that no part has behind any of these names."""
        taken = {name.casefold() for name in self._bytes}
        wanted = [stem.casefold() for stem in stems]
        return next(n for n in range(1, len(taken) + 2) if taken.isdisjoint(f"{stem}{n}.xml" for stem in wanted))

    def add(self, name: str, data: bytes, kind: str, relation: str) -> None:
        """Add a part: its content type, and what it is to the document; empty for plain XML and when that is another's.

        What the file says of all that ends on .xml may be true of its own parts only.
        """
        self._add_part(name, data)
        told = self.content_type(name)
        kind = kind or (told if told.endswith("/xml") or name.endswith(".rels") else "application/xml")
        if kind != told:
            etree.SubElement(self.root(_TYPES), f"{_TYPE}Override", {"PartName": f"/{name}", "ContentType": kind})
            self.mark_changed(_TYPES)
        if relation:
            target = posixpath.relpath(name, posixpath.dirname(self.document_name) or ".")
            self._relate(relation.removeprefix(f"{OFFICE}/"), target, {})

    def add_picture(self, name: str, data: bytes, kind: str) -> str:
        """Add a picture of the document part, unless it is there already; return the id of its relationship."""
        if name not in self._bytes:
            self.add(name, data, kind, "")
        return self._relate("image", posixpath.relpath(name, posixpath.dirname(self.document_name) or "."), {})

    def link(self, address: str) -> str:
        """Add a relationship of the document part with an address; return its id."""
        return self._relate("hyperlink", address, {"TargetMode": "External"})

    def drop_relations(self, name: str) -> None:
        """Let a part lead to nothing any more."""
        self._drop_rows(name, lambda _: True)

    def drop_links(self, name: str) -> None:
        """Let a part lead to nothing outside the file any more."""
        self._drop_rows(name, lambda row: row.get("TargetMode") == "External")

    def drop_lost(self, name: str) -> None:
        """Let a part, or for an empty name the file as a whole, no longer lead to parts that are not there."""
        lost = {each.id for each in self.relations(name) if each.name not in self._bytes}
        self._drop_rows(name, lambda row: str(row.get("Id")) in lost)

    def data(self) -> bytes:
        """Return the new file: parts that were not changed byte for byte, all in their order."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for entry in self._entries:
                copy = zipfile.ZipInfo(entry.filename, entry.date_time)
                copy.compress_type = zipfile.ZIP_STORED if entry.is_dir() else zipfile.ZIP_DEFLATED
                # Python would write the host's system here, and Windows would give other bytes than Linux.
                copy.create_system = 0
                copy.external_attr = entry.external_attr if entry.is_dir() else 0
                archive.writestr(copy, b"" if entry.is_dir() else self.part(entry.filename))
        return buffer.getvalue()

    def _relate(self, kind: str, target: str, mode: dict[str, str]) -> str:
        """Add a relationship of the document part; return its id."""
        relations = self.root(self.relations_name)
        used = self._relation_ids
        # Above the number there are, so mostly the first try; of one more name than there are ids, one is free.
        key = next(f"rId{n}" for n in range(len(used) + 1, 2 * len(used) + 3) if f"rId{n}" not in used)
        row = {"Id": key, "Type": f"{OFFICE}/{kind}", "Target": target}
        etree.SubElement(relations, f"{_REL}Relationship", row | mode)
        used.add(key)
        self.mark_changed(self.relations_name)
        return key

    @cached_property
    def _relation_ids(self) -> set[str]:
        """Return the ids of the relationships of the document part, and those that it asks for in vain."""
        asked = etree.XPath("//@r:*", namespaces={"r": OFFICE})(self.document)
        assert isinstance(asked, list)  # as XPath finds attributes
        return {*map(str, asked), *(str(row.get("Id")) for row in self.root(self.relations_name))}

    def _drop_rows(self, name: str, is_dropped: Callable[[etree._Element], bool]) -> None:
        """Take out some of the relationships of a part."""
        if relations_name(name) not in self._bytes:
            return
        rows = self.root(relations_name(name))
        for row in [row for row in rows if is_dropped(row)]:
            rows.remove(row)
        self.mark_changed(relations_name(name))

    def _add_part(self, name: str, data: bytes) -> None:
        """Keep the bytes of a new part."""
        self._entries.append(zipfile.ZipInfo(name))
        self._bytes[name] = data

    def _free_name(self, stem: str) -> str:
        """Return a name of a part that is not taken."""
        # Names of parts are equal whatever their capitals.
        taken = {name.casefold() for name in self._bytes}
        names = (f"{stem}{number}.xml" for number in ["", *range(2, len(taken) + 3)])
        return next(name for name in names if name.casefold() not in taken)

    def _read(self) -> None:
        """Read all parts."""
        try:
            archive = open_archive(self._path, WORD_LIMITS)
            self._bytes = {entry.filename: archive.read(entry) for entry in archive.members}
        except FileNotFoundError:
            raise self.error(self._messages.missing) from None
        except PermissionError:
            raise self.error(self._messages.locked) from None
        except ArchiveError as error:
            message = word_refusal(error.refusal, self._messages.damaged, self._messages.large)
            raise self.error(message) from None
        except (OSError, ValueError):
            raise self.error(self._messages.damaged) from None
        self._entries = list(archive.entries)
        if _TYPES not in self._bytes or relations_name("") not in self._bytes:
            raise self.error(self._messages.damaged)
        written = (data for name, data in self._bytes.items() if name.endswith((".xml", ".rels")))
        if any(has_doctype(data) for data in written):
            raise self.error(self._messages.damaged)

    def _main_part(self) -> str:
        """Return the name of the document part."""
        for relation in self.root(relations_name("")):
            if relation.get("Type") == f"{OFFICE}/officeDocument":
                return target_name("", str(relation.get("Target")))
        raise self.error(STRICT if is_strict(self._bytes[relations_name("")]) else self._messages.damaged)
