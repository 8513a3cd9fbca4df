"""A Word file of someone else, with all that a chapter put into it must leave alone."""

from __future__ import annotations

import base64
import io
import zipfile

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Inches, RGBColor

W = nsdecls("w")
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_NOTES = (
    f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:t>Een voetnoot.</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def host() -> bytes:
    """Return a plan with comments, lists, header, footer, pictures, a footnote, tracked changes and a contents list."""
    document = docx.Document()
    document.styles["Heading 2"].font.color.rgb = RGBColor(0x7A, 0x00, 0x30)
    document.core_properties.title = "Lokale Inclusie Agenda"
    section = document.sections[0]
    section.header.paragraphs[0].add_run("Gemeente Zuid ").add_picture(io.BytesIO(PIXEL), width=Inches(0.3))
    section.footer.paragraphs[0].text = "Voettekst"
    _contents(document)
    document.add_heading("Inleiding", 1)
    first = document.add_paragraph("Met een voetnoot.")
    _append(first, '<w:r><w:footnoteReference w:id="1"/></w:r>')
    document.add_comment(first.runs, "Eerste opmerking", "Ans", "a")
    for text in ("een", "twee"):
        document.add_paragraph(text, "List Number")
    document.add_heading("Uitvoering", 1)
    document.add_heading("Interne implementatie", 2)
    second = document.add_paragraph("Wat er al staat. ")
    document.add_comment(second.runs, "Tweede opmerking", "Ans", "a")
    mark = 'w:author="Ans" w:date="2026-01-01T00:00:00Z"'
    _append(second, f'<w:ins w:id="90" {mark}><w:r><w:t>Erbij. </w:t></w:r></w:ins>')
    _append(second, f'<w:del w:id="91" {mark}><w:r><w:delText>Eraf.</w:delText></w:r></w:del>')
    document.add_heading("Onderdeel", 3)
    document.add_picture(io.BytesIO(PIXEL), width=Inches(0.5))
    document.add_paragraph("drie", "List Number")
    document.add_heading("Communicatie", 2)
    marked = document.add_paragraph("Hier staat een bladwijzer.")
    marked._p.insert(0, parse_xml(f'<w:bookmarkStart {W} w:id="7" w:name="Plek"/>'))
    _append(marked, '<w:bookmarkEnd w:id="7"/>')
    caption = document.add_paragraph("Tabel ", "Caption")
    _append(caption, '<w:fldSimple w:instr=" SEQ Tabel \\* ARABIC "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    document.add_table(2, 2).cell(0, 0).text = "cel"
    control = "<w:sdtPr><w:id w:val='40'/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Vak</w:t></w:r></w:p></w:sdtContent>"
    document.element.body.insert(-1, parse_xml(f"<w:sdt {W}>{control}</w:sdt>"))
    document.add_heading("Slot", 1)
    document.add_paragraph("vier", "List Number")
    document.add_heading("Slot", 2)
    return _with_footnotes(saved(document))


def saved(document: Document) -> bytes:
    """Return the bytes of a document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _append(paragraph, xml: str) -> None:
    tag, rest = xml[1:].split(" ", 1) if " " in xml.split(">", 1)[0] else (xml[1:].split(">", 1)[0], "")
    opened = f"<{tag} {W} {rest}" if rest else f"<{tag} {W}>{xml.split('>', 1)[1]}"
    paragraph._p.append(parse_xml(opened))


def _contents(document: Document) -> None:
    """Add a table of contents over two paragraphs."""
    begin, end = document.add_paragraph(), document.add_paragraph("Uitvoering")
    for kind, text in (("begin", ""), ("", 'TOC \\o "1-3"'), ("separate", "")):
        sign = f'<w:fldChar w:fldCharType="{kind}"/>' if kind else f"<w:instrText>{text}</w:instrText>"
        begin._p.append(parse_xml(f"<w:r {W}>{sign}</w:r>"))
    begin.add_run("Inleiding")
    end._p.append(parse_xml(f'<w:r {W}><w:fldChar w:fldCharType="end"/></w:r>'))


def _with_footnotes(data: bytes) -> bytes:
    """Add the part with the footnotes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "[Content_Types].xml":
                override = f'<Override PartName="/word/footnotes.xml" ContentType="{_KIND}"/></Types>'
                part = part.replace(b"</Types>", override.encode())
            if name == "word/_rels/document.xml.rels":
                relation = f'<Relationship Id="rId77" Type="{_FOOTNOTES}" Target="footnotes.xml"/></Relationships>'
                part = part.replace(b"</Relationships>", relation.encode())
            new.writestr(name, part)
        new.writestr("word/footnotes.xml", _NOTES)
    return buffer.getvalue()
