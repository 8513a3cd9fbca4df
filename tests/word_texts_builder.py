"""A document of texts edited as Word would: its XML changed text by text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from liagen.word.parts.xml import WORD
from liagen.word.write.anchors import bookmark_name

DOCUMENT = "word/document.xml"
NAMES = {"w": WORD}
_OPEN = f'<x xmlns:w="{WORD}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'


class EditedDocument:
    """A document of texts; ``with_words``, ``with_paragraphs`` and ``without`` edit one text, ``data`` is the file."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.parts[DOCUMENT])

    def row(self, key: str) -> etree._Element:
        (mark,) = self.root.xpath(f"//w:bookmarkStart[@w:name='{bookmark_name(key)}']", namespaces=NAMES)
        return next(each for each in mark.iterancestors() if each.tag == f"{{{WORD}}}tr")

    def cell(self, key: str) -> etree._Element:
        return self.row(key).findall("w:tc", NAMES)[1]

    def with_words(self, key: str, old: str, new: str) -> EditedDocument:
        """Put ``new`` in the place of ``old``, which stands in one run."""
        (found,) = [each for each in self.cell(key).iter(f"{{{WORD}}}t") if old in (each.text or "")]
        found.text = found.text.replace(old, new)
        return self

    def with_paragraphs(self, key: str, xml: str, place: int | None = None) -> EditedDocument:
        """Put paragraphs into a text: at its end, or before the one with this number."""
        cell = self.cell(key)
        first = len(cell) if place is None else list(cell).index(cell.findall("w:p", NAMES)[place])
        for number, each in enumerate(etree.fromstring(f"{_OPEN}{xml}</x>")):
            cell.insert(first + number, each)
        return self

    def with_xml(self, key: str, xml: str) -> EditedDocument:
        """Put this in the place of all paragraphs of a text."""
        self.without(key, "w:p")
        return self.with_paragraphs(key, xml)

    def without(self, key: str, path: str) -> EditedDocument:
        """Take what a path finds out of a text."""
        for each in self.cell(key).xpath(path, namespaces=NAMES):
            each.getparent().remove(each)
        return self

    def with_part(self, name: str, data: bytes) -> EditedDocument:
        self.parts[name] = data
        return self

    def data(self) -> bytes:
        return zipped({**self.parts, DOCUMENT: etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def paragraph(text: str, style: str = "", looks: str = "") -> str:
    """Return a paragraph of one run as Word writes it."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return (
        f'<w:p w:rsidR="00A1B2C3">{named}<w:r w:rsidRPr="00D4E5F6"><w:rPr>{looks}</w:rPr>'
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )
