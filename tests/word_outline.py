"""Read a .docx back as a plain outline: what stands in it, in which style. The third stage of the golden files."""

from __future__ import annotations

import io
from collections import Counter

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_FILL = "Invulveld"


def read_outline(data: bytes) -> str:
    """Return one line a paragraph: style, list mark, text; fill-ins between «», links between ‹›."""
    document = docx.Document(io.BytesIO(data))
    reader = _Reader(document)
    section = document.sections[0]
    lines = [f"koptekst | {reader.text(p)}" for p in section.header.paragraphs]
    lines += [f"voettekst | {reader.text(p)}" for p in section.footer.paragraphs]
    for block in document.iter_inner_content():
        lines += reader.table(block) if isinstance(block, Table) else [reader.paragraph(block)]
    return "\n".join(lines) + "\n"


class _Reader:
    """A document being read from the front; counts its numbered lists as Word does."""

    def __init__(self, document: Document) -> None:
        """Note where the bookmarks are and which numberings start anew."""
        self._counts: Counter[str] = Counter()
        self._numbers = _numbers(document)
        self._bookmarks = {
            mark.get(qn("w:name")): Paragraph(mark.getparent(), document).text
            for mark in document.element.body.iter(qn("w:bookmarkStart"))
        }

    def paragraph(self, paragraph: Paragraph) -> str:
        """Return the line of a paragraph."""
        style = paragraph.style
        assert style is not None
        return f"{style.style_id} | {self._mark(paragraph)}{self.text(paragraph)}"

    def table(self, table: Table) -> list[str]:
        """Return the lines of a table; header rows are marked."""
        assert table.style is not None
        lines = [f"{table.style.style_id} | {len(table.columns)} kolommen"]
        for row in table.rows:
            header = row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            cells = " | ".join(" / ".join(self.text(p) for p in cell.paragraphs) for cell in row.cells)
            lines.append(f"  {'kop' if header else 'rij'} | {cells}")
        return lines

    def text(self, paragraph: Paragraph) -> str:
        """Return the text of a paragraph with fill-ins and links marked."""
        return "".join(self._piece(piece) for piece in paragraph.iter_inner_content())

    def _piece(self, piece: Run | Hyperlink) -> str:
        if isinstance(piece, Hyperlink):
            anchor = piece._hyperlink.anchor
            return f"‹{piece.text} → {self._bookmarks[anchor] if anchor else piece.address}›"
        text = piece.text.replace("\n", "⏎")
        return f"«{text}»" if piece.style.name == _FILL else text

    def _mark(self, paragraph: Paragraph) -> str:
        """Return the bullet or number before a list item."""
        number = _number_id(paragraph)
        if not number:
            return ""
        family, form = self._numbers[number]
        if form == "bullet":
            return "• "
        self._counts[family] += 1
        return f"{self._counts[family]}. "


def _number_id(paragraph: Paragraph) -> str:
    """Return the numbering of a paragraph: its own, or that of its style."""
    properties = paragraph._p.pPr
    own = properties.numPr if properties is not None else None
    style = paragraph.style
    assert style is not None
    styled = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    found = own if own is not None else styled
    return "" if found is None else str(found.numId.val)


def _numbers(document: Document) -> dict[str, tuple[str, str]]:
    """Return per numbering what it counts in (itself when it starts anew, else its definition) and its form."""
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
        numbers[key] = (f"num {key}" if restarts else f"definition {definition}", forms[definition])
    return numbers
