"""Read a .docx back as a plain outline: what stands in it, in which style. The third stage of the golden files."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

_FILLS = ("Invulveld", "Voorzet")
_KINDS = {qn("w:dropDownList"): "keuze", qn("w:date"): "datum", qn("w:comboBox"): "voorzet"}
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "⏎"}


def read_outline(data: bytes) -> str:
    """Return one line a paragraph: style, list mark, text.

    Links stand between ‹›; fill-ins between «», with the kind of their control where they have one. A remark in the
    margin is a line below its paragraph, with the words that it stands at.
    """
    document = docx.Document(io.BytesIO(data))
    reader = _Reader(document)
    section = document.sections[0]
    lines = [f"koptekst | {reader.text(p._p)}" for p in section.header.paragraphs]
    lines += [f"voettekst | {reader.text(p._p)}" for p in section.footer.paragraphs]
    for block in _blocks(document.element.body):
        lines += reader.table(Table(block, document)) if block.tag == qn("w:tbl") else reader.paragraph(block)
    return "\n".join(lines) + "\n"


def plain_text(element: etree._Element) -> str:
    """Return the text inside an element, also in controls and links."""
    return "".join(_sign(piece) for piece in element.iter(qn("w:t"), *_SIGNS) if piece.getparent().tag == qn("w:r"))


def controls(data: bytes) -> list[str]:
    """Return the kind of every control in the text, with its choices."""
    body = docx.Document(io.BytesIO(data)).element.body
    inline = [each for each in body.iter(qn("w:sdt")) if each.find(qn("w:sdtContent")).find(qn("w:r")) is not None]
    return [" ".join([_kind(each), *_choices(each)]) for each in inline]


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables, also those in a control around blocks, which LibreOffice likes."""
    for child in parent.iterchildren(qn("w:p"), qn("w:tbl"), qn("w:sdt")):
        if child.tag == qn("w:sdt"):
            yield from _blocks(child.find(qn("w:sdtContent")))
        else:
            yield child


def _sign(piece: etree._Element) -> str:
    return _SIGNS.get(piece.tag) or piece.text or ""


def _kind(control: etree._Element) -> str:
    return next((_KINDS[each.tag] for each in control.find(qn("w:sdtPr")) if each.tag in _KINDS), "tekst")


def _choices(control: etree._Element) -> list[str]:
    return [item.get(qn("w:displayText")) for item in control.iter(qn("w:listItem"))]


class _Reader:
    """A document being read from the front; counts its numbered lists as Word does."""

    def __init__(self, document: Document) -> None:
        """Note where the bookmarks are, what the remarks say, and which numberings start anew."""
        self._document = document
        self._counts: Counter[str] = Counter()
        self._begun: set[str] = set()
        self._numbers = _numbers(document)
        self._comments = _comments(document)
        marks = document.element.body.iter(qn("w:bookmarkStart"))
        self._bookmarks = {mark.get(qn("w:name")): plain_text(mark.getparent()) for mark in marks}

    def paragraph(self, element: etree._Element) -> list[str]:
        """Return the line of a paragraph, and those of its remarks."""
        paragraph = Paragraph(element, self._document)
        style = paragraph.style
        assert style is not None
        line = f"{style.style_id} | {self._mark(paragraph)}{self.text(element)}"
        starts = element.iter(qn("w:commentRangeStart"))
        return [line, *(self._remark(element, start.get(qn("w:id"))) for start in starts)]

    def table(self, table: Table) -> list[str]:
        """Return the lines of a table; header rows are marked."""
        assert table.style is not None
        lines = [f"{table.style.style_id} | {len(table.columns)} kolommen"]
        for row in table.rows:
            header = row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            cells = " | ".join(" / ".join(self.text(p._p) for p in cell.paragraphs) for cell in row.cells)
            lines.append(f"  {'kop' if header else 'rij'} | {cells}")
        return lines

    def text(self, element: etree._Element) -> str:
        """Return the text of a paragraph with fill-ins and links marked."""
        return "".join(self._piece(piece) for piece in element.iterchildren())

    def _piece(self, piece: etree._Element) -> str:
        text = plain_text(piece)
        if piece.tag == qn("w:hyperlink"):
            anchor = piece.get(qn("w:anchor"))
            target = self._bookmarks[anchor] if anchor else self._document.part.rels[piece.get(qn("r:id"))].target_ref
            return f"‹{text} → {target}›"
        if piece.tag == qn("w:sdt"):
            return f"«{_kind(piece)}: {text}»"
        style = piece.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        return f"«{text}»" if text and style is not None and style.get(qn("w:val")) in _FILLS else text

    def _remark(self, element: etree._Element, key: str) -> str:
        """Return the line of a remark."""
        inside = False
        words = ""
        for piece in element.iterchildren():
            if piece.get(qn("w:id")) == key and piece.tag in (qn("w:commentRangeStart"), qn("w:commentRangeEnd")):
                inside = piece.tag == qn("w:commentRangeStart")
            elif inside:
                words += plain_text(piece)
        return f"  opmerking bij «{words}» | {self._comments[key]}"

    def _mark(self, paragraph: Paragraph) -> str:
        """Return the bullet or number before a list item."""
        number = _number_id(paragraph)
        if not number:
            return ""
        family, form, restarts = self._numbers[number]
        if form == "bullet":
            return "• "
        if restarts and number not in self._begun:
            self._counts[family] = 0
        self._begun.add(number)
        self._counts[family] += 1
        return f"{self._counts[family]}. "


def _comments(document: Document) -> dict[str, str]:
    """Return the text of each remark."""
    parts = [rel.target_part for rel in document.part.rels.values() if rel.reltype == RT.COMMENTS]
    found = [comment for part in parts for comment in etree.fromstring(part.blob).iter(qn("w:comment"))]
    return {each.get(qn("w:id")): "⏎".join(plain_text(p) for p in each.iter(qn("w:p"))) for each in found}


def _number_id(paragraph: Paragraph) -> str:
    """Return the numbering of a paragraph: its own, or that of its style."""
    properties = paragraph._p.pPr
    own = properties.numPr if properties is not None else None
    style = paragraph.style
    assert style is not None
    styled = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    found = own if own is not None else styled
    return "" if found is None else str(found.numId.val)


def _numbers(document: Document) -> dict[str, tuple[str, str, bool]]:
    """Return per numbering the definition that counts for it, its form, and whether it starts anew on first use."""
    root = document.part.numbering_part.element
    forms = {
        definition.get(qn("w:abstractNumId")): definition.find(f"{qn('w:lvl')}/{qn('w:numFmt')}").get(qn("w:val"))
        for definition in root.iter(qn("w:abstractNum"))
    }
    numbers = {}
    for number in root.iter(qn("w:num")):
        key = number.get(qn("w:numId"))
        definition = number.find(qn("w:abstractNumId")).get(qn("w:val"))
        restarts = number.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}") is not None
        numbers[key] = (definition, forms[definition], restarts)
    return numbers
