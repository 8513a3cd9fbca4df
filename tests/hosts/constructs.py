"""Word files of other people, by script: in each one construct that broke something on a public document."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Final

import docx
from docx.oxml import parse_xml
from host_builder import PIXEL, W, host, saved
from word_mutations import rebuilt

from liagen.word.parts.xml import OFFICE, PACKAGE

DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_RELATED: Final = f"{PACKAGE}/relationships"
_MARK: Final = 'w:author="Ans" w:date="2026-01-01T00:00:00Z"'
_LONG_TABLE: Final = 1500


def _plan(*xml: str, section: str = "") -> bytes:
    """Return a plan of two chapters with something between them; ``section`` is put into its last section."""
    document = docx.Document()
    document.add_heading("Inleiding", 1)
    document.add_paragraph("Wat er vooraf staat.")
    body = document.element.body
    for each in xml:
        body.insert(len(body) - 1, _parsed(each))
    document.add_heading("Uitvoering", 1)
    document.add_paragraph("Wat erna komt.")
    if section:
        for tag in ("pgSz", "cols"):
            for old in body.sectPr.findall(f"{{{_WORD}}}{tag}"):
                if f"<w:{tag} " in section:
                    body.sectPr.remove(old)
        for each in _parsed(f"<w:sectPr>{section}</w:sectPr>"):
            body.sectPr.append(each)
    return saved(document)


_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES: Final = (
    f'{W} xmlns:r="{OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def _parsed(xml: str):
    return parse_xml(f"<w:body {_SPACES}>{xml}</w:body>")[0]


def _text(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _swap(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(part: bytes) -> bytes:
        assert old.encode() in part, old
        return part.replace(old.encode(), new.encode(), 1)

    return change


def _with_part(data: bytes, name: str, part: bytes, kind: str, relation: str) -> bytes:
    """Return a Word file with one part more, to which its document leads."""
    target = name.removeprefix("word/")
    return rebuilt(
        data,
        {
            name: part,
            _TYPES: _swap("</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'),
            _RELATIONS: _swap(
                "</Relationships>",
                f'<Relationship Id="rId700" Type="{relation}" Target="{target}"/></Relationships>',
            ),
        },
    )


def _page(size: str) -> bytes:
    return _plan(section=f"<w:pgSz {size}/>")


def _columns(number: int) -> bytes:
    return _plan(section=f'<w:cols w:num="{number}" w:space="400"/>')


def _with_styles(xml: str) -> bytes:
    return rebuilt(_plan(), {STYLES: _swap("</w:styles>", f"{xml}</w:styles>")})


def _without_numbering() -> bytes:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
    listed = f"<w:p><w:pPr>{number}</w:pPr><w:r><w:t>punt</w:t></w:r></w:p>"
    return _plan(listed, listed)


def _sections(*xml: str) -> bytes:
    """Return a plan with a section of A5 in its middle, and something before and after its end."""
    broken = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="8391" w:h="11906"/></w:sectPr></w:pPr></w:p>'
    return _plan(xml[0], broken, xml[1])


def _long_table() -> bytes:
    row = "<w:tr><w:tc><w:tcPr/>{}</w:tc><w:tc><w:tcPr/>{}</w:tc></w:tr>"
    rows = "".join(row.format(_text(f"rij {number}"), _text("waarde")) for number in range(_LONG_TABLE))
    return _plan(
        f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>{rows}</w:tbl>'
    )


def _numbered_table() -> bytes:
    """Return a plan with a table of what a list of goals has too: the numbers of its rows."""
    row = "<w:tr><w:tc><w:tcPr/>{}</w:tc><w:tc><w:tcPr/>{}</w:tc></w:tr>"
    rows = "".join(row.format(_text(str(number)), _text("10")) for number in range(1, 9))
    return _plan(
        f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="4000"/></w:tblGrid>{rows}</w:tbl>'
    )


def _footer_of_no_kind() -> bytes:
    document = docx.Document(io.BytesIO(_plan()))
    document.sections[0].footer.paragraphs[0].text = "Zuid"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
    untold = {
        _TYPES: lambda part: re.sub(f'<Override PartName="[^"]*" ContentType="{re.escape(kind)}"/>'.encode(), b"", part)
        .replace(b'<Default Extension="xml" ContentType="application/xml"/>', b"")
    }  # fmt: skip
    return rebuilt(saved(document), untold)


def _note_in_table() -> bytes:
    cell = '<w:p><w:r><w:t>cel</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    grid = '<w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid>'
    table = f"<w:tbl>{grid}<w:tr><w:tc><w:tcPr/>{cell}</w:tc></w:tr></w:tbl>"
    return rebuilt(host(), {DOCUMENT: _swap("<w:sectPr", f"{table}{_text('na de tabel')}<w:sectPr")})


def _text_box() -> bytes:
    inside = f"<w:txbxContent>{_text('In een tekstvak.')}</w:txbxContent>"
    shape = f'<v:shape style="width:100pt;height:50pt"><v:textbox>{inside}</v:textbox></v:shape>'
    return _plan(f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>")


def _alternative() -> bytes:
    new = "<wps:txbx><w:txbxContent><w:p><w:r><w:t>Nieuw vak.</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
    old = (
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{_text('Oud vak.')}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    choice = f'<mc:AlternateContent><mc:Choice Requires="wps"><w:r>{new}</w:r></mc:Choice>'
    return _plan(f"<w:p><w:r>{choice}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r></w:p>")


def _nested_controls() -> bytes:
    inner = f'<w:sdt><w:sdtPr><w:id w:val="41"/></w:sdtPr><w:sdtContent>{_text("Binnen.")}</w:sdtContent></w:sdt>'
    return _plan(f'<w:sdt><w:sdtPr><w:id w:val="40"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>')


def _moved() -> bytes:
    begin = f'<w:moveFromRangeStart w:id="60" w:name="v1" {_MARK}/>'
    gone = f'<w:p>{begin}<w:moveFrom w:id="61" {_MARK}><w:r><w:t>Verplaatst.</w:t></w:r></w:moveFrom>'
    there = f'<w:p><w:moveToRangeStart w:id="62" w:name="v1" {_MARK}/><w:moveTo w:id="63" {_MARK}>'
    return _plan(
        f'{gone}<w:moveFromRangeEnd w:id="60"/></w:p>',
        f'{there}<w:r><w:t>Verplaatst.</w:t></w:r></w:moveTo><w:moveToRangeEnd w:id="62"/></w:p>',
    )


def _high_ids() -> bytes:
    high = 2**31 - 2
    begin, end = f'<w:bookmarkStart w:id="{high}" w:name="Hoog"/>', f'<w:bookmarkEnd w:id="{high}"/>'
    return _plan(
        f"<w:p>{begin}<w:r><w:t>Hoog.</w:t></w:r>{end}</w:p>",
        f'<w:sdt><w:sdtPr><w:id w:val="{high}"/></w:sdtPr><w:sdtContent>{_text("Vak.")}</w:sdtContent></w:sdt>',
    )


def _without_properties() -> bytes:
    # The relationships stay: Word opens such a file.
    return rebuilt(_plan(), {"docProps/core.xml": None, "docProps/thumbnail.jpeg": None})


def _strict() -> bytes:
    pairs = (
        (_WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
        (OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    )

    def change(part: bytes) -> bytes:
        for old, new in pairs:
            part = part.replace(old.encode(), new.encode())
        return part

    return rebuilt(_plan(), dict.fromkeys((DOCUMENT, STYLES, SETTINGS, _RELATIONS, "_rels/.rels"), change))


def _compound(name: str) -> bytes:
    """Return the head of an OLE file, with the name of one of its streams."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1016) + name.encode("utf-16-le") + bytes(1024)


def _macros() -> bytes:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    data = rebuilt(_plan(), {_TYPES: _swap(main, "application/vnd.ms-word.document.macroEnabled.main+xml")})
    kind = "application/vnd.ms-office.vbaProject"
    return _with_part(
        data, "word/vbaProject.bin", b"macro", kind, "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    )


def _template_elsewhere() -> bytes:
    rels = (
        f'<Relationships xmlns="{_RELATED}"><Relationship Id="rId1" Type="{OFFICE}/attachedTemplate" '
        'Target="file:///\\\\server\\sjabloon.dotm" TargetMode="External"/></Relationships>'
    )
    attached = f'<w:attachedTemplate xmlns:r="{OFFICE}" r:id="rId1"/></w:settings>'
    return rebuilt(_plan(), {"word/_rels/settings.xml.rels": rels.encode(), SETTINGS: _swap("</w:settings>", attached)})


def _chunk() -> bytes:
    data = _plan('<w:altChunk r:id="rId700"/>')
    return _with_part(
        data, "word/stuk.html", b"<html><body><p>Elders.</p></body></html>", "text/html", f"{OFFICE}/aFChunk"
    )


def _effects() -> bytes:
    with zipfile.ZipFile(io.BytesIO(_plan())) as archive:
        styles = archive.read(STYLES)
    kind = "application/vnd.ms-word.stylesWithEffects+xml"
    return _with_part(
        _plan(), "word/stylesWithEffects.xml", styles, kind,
        "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    )  # fmt: skip


def _picture_in_header() -> bytes:
    document = docx.Document(io.BytesIO(_plan()))
    section = document.sections[0]
    section.different_first_page_header_footer = True
    for header in (section.header, section.first_page_header, section.footer):
        header.paragraphs[0].add_run("Zuid ").add_picture(io.BytesIO(PIXEL))
    return saved(document)


def _protected() -> bytes:
    shut = '<w:documentProtection w:edit="forms" w:enforcement="1"/></w:settings>'
    return rebuilt(_plan(), {SETTINGS: _swap("</w:settings>", shut)})


CONSTRUCTS: Final[dict[str, Callable[[], bytes]]] = {
    "twee_kolommen": lambda: _columns(2),
    "drie_kolommen": lambda: _columns(3),
    "a5": lambda: _page('w:w="8391" w:h="11906"'),
    "liggend": lambda: _page('w:w="16838" w:h="11906" w:orient="landscape"'),
    "papier_met_decimalen": lambda: _page('w:w="11906.4" w:h="16838.2"'),
    "papier_met_eenheden": lambda: _page('w:w="21cm" w:h="29.7cm"'),
    "secties": lambda: _sections(_text("Voor."), _text("Na.")),
    "stijl_zonder_soort": lambda: _with_styles('<w:style w:styleId="Los"><w:name w:val="Los"/></w:style>'),
    "stijlnaam_dubbel": lambda: _with_styles(
        '<w:style w:type="paragraph" w:styleId="Kop"><w:name w:val="heading 1"/></w:style>'
    ),
    "nummering_ontbreekt": _without_numbering,
    "opmerking_zonder_tekst": lambda: _plan(
        '<w:p><w:commentRangeStart w:id="9"/><w:r><w:t>Los.</w:t></w:r><w:commentRangeEnd w:id="9"/></w:p>'
    ),
    "hoge_nummers": _high_ids,
    "bladwijzer_over_secties": lambda: _sections(
        '<w:p><w:bookmarkStart w:id="5" w:name="Over"/><w:r><w:t>Begin.</w:t></w:r></w:p>',
        '<w:p><w:r><w:t>Eind.</w:t></w:r><w:bookmarkEnd w:id="5"/></w:p>',
    ),
    "zonder_eigenschappen": _without_properties,
    "tekstvak": _text_box,
    "tekstvak_nieuw_en_oud": _alternative,
    "vakken_in_elkaar": _nested_controls,
    "voetnoot_in_tabel": _note_in_table,
    "bijgehouden_verplaatsing": _moved,
    "stijlen_met_effecten": _effects,
    "plaatje_in_koptekst": _picture_in_header,
    "beveiligd": _protected,
    "lange_tabel": _long_table,
    "genummerde_tabel": _numbered_table,
    "voettekst_zonder_soort": _footer_of_no_kind,
    "sjabloon_elders": _template_elsewhere,
    "stuk_van_elders": _chunk,
    "macros": _macros,
    "alles_tegelijk": host,
    "doctype": lambda: rebuilt(_plan(), {DOCUMENT: _swap("<w:document", '<!DOCTYPE a SYSTEM "b"><w:document')}),
    "entiteiten": lambda: rebuilt(
        _plan(), {DOCUMENT: _swap("<w:document", '<!DOCTYPE a [<!ENTITY x "y">]><w:document')}
    ),
    "strict": _strict,
    "ole": lambda: _compound("WordDocument"),
    "ole_met_zip": lambda: _compound("WordDocument") + _plan(),
    "versleuteld": lambda: _compound("EncryptedPackage"),
}
"""What makes each file, by its name."""
