"""A Word file that is someone else's: its parts stay as they are, but for those that are changed on purpose."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from pathlib import Path
from typing import Final

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from liagen.errors import HostError, Problem
from liagen.word.parts.tree import xml_bytes
from liagen.word.parts.xml import PACKAGE, W, element, part

_REL: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPE: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_TYPES: Final = "[Content_Types].xml"
_SIGNED: Final = "_xmlsignatures/"

# A Word file of some hundreds of pages with pictures is far below this; a zip that blows up is not.
_LARGEST: Final = 1 << 30


class Host:
    """The parts of a Word file, some of them as XML to change; ``data`` gives the new file."""

    def __init__(self, path: Path) -> None:
        """Read the file; raise ``HostError`` when it is no Word file that text can be put into."""
        self._path = path
        self._entries: list[zipfile.ZipInfo] = []
        self._bytes: dict[str, bytes] = {}
        self._roots: dict[str, etree._Element] = {}
        self._changed: set[str] = set()
        self._read()
        if _TYPES not in self._bytes or "_rels/.rels" not in self._bytes:
            raise self.error(self._not_word)
        self.document_name = self._main_part()
        self._relations_name = _relations_name(self.document_name)
        if self._relations_name not in self._bytes:
            self._put_new(self._relations_name, part(element("Relationships", {"xmlns": f"{PACKAGE}/relationships"})))
        self._check()

    _not_word: Final = "dit is geen Word-bestand (.docx) of het is beschadigd; kies een ander bestand achter --in"

    @property
    def document(self) -> etree._Element:
        """Return the root of the document part."""
        return self.root(self.document_name)

    @property
    def body(self) -> etree._Element:
        """Return the body of the document."""
        body = self.document.find(f"{W}body")
        if body is None:
            raise self.error(self._not_word)
        return body

    def error(self, *messages: str) -> HostError:
        """Return the error for this file."""
        return HostError(Problem(str(self._path), message) for message in messages)

    def root(self, name: str) -> etree._Element:
        """Return a part as XML, the same one each time."""
        if name not in self._roots:
            try:
                self._roots[name] = etree.fromstring(self._bytes[name], _parser())
            except (KeyError, etree.XMLSyntaxError):
                raise self.error(self._not_word) from None
        return self._roots[name]

    def related(self, kind: str) -> str:
        """Return the name of the part that is this to the document part, or an empty string."""
        for relation in self.root(self._relations_name):
            if relation.get("Type") == kind and relation.get("TargetMode") != "External":
                return _target(self.document_name, str(relation.get("Target")))
        return ""

    def names(self) -> frozenset[str]:
        """Return the names of all parts."""
        return frozenset(self._bytes)

    def change(self, name: str) -> None:
        """Say that the XML of a part was changed."""
        self._changed.add(name)

    def ensure(self, kind: str, tag: str, content_type: str) -> str:
        """Return the name of the part that is this to the document part; make an empty one when there is none."""
        if found := self.related(kind):
            return found
        name = self._free_name(f"{posixpath.dirname(self.document_name)}/{tag}".lstrip("/"))
        self.add_part(name, xml_bytes(etree.Element(W + tag, nsmap={"w": W[1:-1]})), content_type)
        self.relate(kind, name)
        return name

    def add_part(self, name: str, data: bytes, content_type: str = "") -> None:
        """Add a part; without a content type the one of its name's ending holds."""
        self._put_new(name, data)
        if content_type:
            override = {"PartName": f"/{name}", "ContentType": content_type}
            etree.SubElement(self.root(_TYPES), f"{_TYPE}Override", override)
            self.change(_TYPES)

    def relate(self, kind: str, name: str) -> str:
        """Add a relationship of the document part with a part; return its id."""
        return self._relate(kind, posixpath.relpath(name, posixpath.dirname(self.document_name) or "."), {})

    def link(self, address: str) -> str:
        """Add a relationship of the document part with an address; return its id."""
        return self._relate(RT.HYPERLINK, address, {"TargetMode": "External"})

    def data(self) -> bytes:
        """Return the new file: parts that were not changed byte for byte, all in their order."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for entry in self._entries:
                copy = zipfile.ZipInfo(entry.filename, entry.date_time)
                copy.compress_type = zipfile.ZIP_STORED if entry.is_dir() else zipfile.ZIP_DEFLATED
                copy.create_system = 0
                copy.external_attr = entry.external_attr if entry.is_dir() else 0
                name = entry.filename
                data = xml_bytes(self._roots[name]) if name in self._changed else self._bytes[name]
                archive.writestr(copy, data)
        return buffer.getvalue()

    def _relate(self, kind: str, target: str, mode: dict[str, str]) -> str:
        """Add a relationship of the document part."""
        relations = self.root(self._relations_name)
        used = {relation.get("Id") for relation in relations}
        key = next(f"rId{n}" for n in range(len(used) + 1, 2 * len(used) + 3) if f"rId{n}" not in used)
        etree.SubElement(relations, f"{_REL}Relationship", {"Id": key, "Type": kind, "Target": target} | mode)
        self.change(self._relations_name)
        return key

    def _put_new(self, name: str, data: bytes) -> None:
        """Keep the bytes of a new part."""
        self._entries.append(zipfile.ZipInfo(name))
        self._bytes[name] = data

    def _free_name(self, stem: str) -> str:
        """Return a name of a part that is not taken."""
        taken = {name.casefold() for name in self._bytes}
        names = (f"{stem}{number}.xml" for number in ["", *range(2, len(taken) + 3)])
        return next(name for name in names if name.casefold() not in taken)

    def _read(self) -> None:
        """Read all parts."""
        if not self._path.is_file():
            raise self.error("dit bestand bestaat niet; controleer de naam achter --in")
        try:
            with zipfile.ZipFile(self._path) as archive:
                self._entries = archive.infolist()
                if sum(entry.file_size for entry in self._entries) > _LARGEST:
                    raise self.error("dit bestand is te groot; kies een kleiner Word-bestand")
                self._bytes = {entry.filename: archive.read(entry) for entry in self._entries}
        except PermissionError:
            raise self.error("dit bestand is niet te lezen; sluit het in Word en probeer opnieuw") from None
        except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError, EOFError, zlib.error):
            raise self.error(self._not_word) from None
        if len(self._bytes) != len(self._entries):
            raise self.error(self._not_word)

    def _main_part(self) -> str:
        """Return the name of the document part."""
        for relation in self.root("_rels/.rels"):
            if relation.get("Type") == RT.OFFICE_DOCUMENT:
                return _target("", str(relation.get("Target")))
            if str(relation.get("Type")).startswith("http://purl.oclc.org/ooxml/"):
                raise self.error("dit is Strict Open XML; sla het in Word op als gewoon Word-document (.docx)")
        raise self.error(self._not_word)

    def _check(self) -> None:
        """Refuse a file that would not stay whole."""
        kinds = {row.get("PartName"): row.get("ContentType") for row in self.root(_TYPES)}
        if kinds.get(f"/{self.document_name}", CT.WML_DOCUMENT_MAIN) != CT.WML_DOCUMENT_MAIN:
            raise self.error("dit is een sjabloon of een bestand met macro's; sla het in Word op als .docx")
        if any(name.startswith(_SIGNED) for name in self._bytes):
            raise self.error("dit bestand is digitaal ondertekend; maak eerst een kopie zonder ondertekening")
        if self.document.tag != f"{W}document":
            raise self.error(self._not_word)
        assert self.body is not None


def _parser() -> etree.XMLParser:
    """Return a parser that reads nothing but the text it is given."""
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _relations_name(part: str) -> str:
    """Return the name of the relationships of a part."""
    return posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels")


def _target(source: str, target: str) -> str:
    """Return the name of the part that a relationship of ``source`` leads to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target)).lstrip("/")
