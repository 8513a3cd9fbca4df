"""Write a chapter as a Word file, in the looks of a Word style file.

Two storeys: ``_Stationery`` is what a style file gives, read once with python-docx and kept; ``_Body`` says a chapter
in Word's XML, built forward in one pass. What the style file holds besides its text (styles, settings, fonts, theme,
header, footer) travels along; its own text does not.
"""

from __future__ import annotations

import copy
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part
from docx.styles.style import BaseStyle, ParagraphStyle
from lxml import etree

from liagen.blocks import (
    Block,
    Cell,
    Chapter,
    Fill,
    Heading,
    Link,
    ListBlock,
    Paragraph,
    Span,
    Table,
    Text,
    span_text,
)
from liagen.errors import Problem, StyleError

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REL: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPE: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_CP: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_VAL: Final = _W + "val"
_RUN: Final = _W + "r"
_CORE_NAME: Final = "docProps/core.xml"
_CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"

_AUTHOR: Final = "liagen"
_LANGUAGE: Final = "nl-NL"
_EMPTY_CELL: Final = "–"
# Word's caption label: the visible word is also the name of the counter, so that Word's own captions join in.
_TABLE_LABEL: Final = "Tabel"
# A header or footer paragraph of the style file that says just this gets the text of the chapter.
_RUNNING_MARK: Final = "[koptekst]"
_PAGE_MARK: Final = "[paginanummer]"
# What of a style file travels along with its document; comments, pictures in its text and the like do not.
_KEPT: Final = frozenset(
    {
        RT.STYLES,
        RT.NUMBERING,
        RT.SETTINGS,
        RT.FONT_TABLE,
        RT.THEME,
        RT.WEB_SETTINGS,
        RT.HEADER,
        RT.FOOTER,
        RT.FOOTNOTES,
        RT.ENDNOTES,
        RT.EXTENDED_PROPERTIES,
        RT.CUSTOM_PROPERTIES,
    }
)


def write_docx(chapter: Chapter, style_file: Path) -> bytes:
    """Return the chapter as a Word file; the same chapter and style file give the same bytes.

    Raises ``StyleError`` when the style file must be mended, ``ValueError`` when ids in the chapter are used twice or a
    link leads nowhere.
    """
    stationery = _stationery(style_file)
    body = _Body(stationery)
    body.add(chapter.blocks)
    return _package(stationery, chapter, body)


def bookmark_name(block_id: str) -> str:
    """Return the name of the hidden bookmark around the paragraph of a block, list item or cell."""
    return f"_lia_{hashlib.sha256(block_id.encode()).hexdigest()[:16]}"


# --- the style file


@dataclass(frozen=True)
class _StyleIds:
    """The style id of each role in one style file."""

    heading1: str
    heading2: str
    heading3: str
    text: str
    text_after_table: str
    lead: str
    box: str
    caption: str
    bullet: str
    number: str
    cell: str
    header_cell: str
    link: str
    fill: str
    table: str

    def heading(self, level: int) -> str:
        """Return the heading style of a level."""
        return (self.heading1, self.heading2, self.heading3)[level - 1]


@dataclass(frozen=True)
class _Role:
    """The style that a role needs: Word's kind and name."""

    kind: WD_STYLE_TYPE
    name: str

    def __str__(self) -> str:
        """Return the Dutch naming of the style."""
        return f"{_KIND_WORDS[self.kind]} «{self.name}»"


_KIND_WORDS: Final = {
    WD_STYLE_TYPE.PARAGRAPH: "de alineastijl",
    WD_STYLE_TYPE.CHARACTER: "de tekenstijl",
    WD_STYLE_TYPE.TABLE: "de tabelstijl",
}
_ROLES: Final = {
    "heading1": _Role(WD_STYLE_TYPE.PARAGRAPH, "Heading 1"),
    "heading2": _Role(WD_STYLE_TYPE.PARAGRAPH, "Heading 2"),
    "heading3": _Role(WD_STYLE_TYPE.PARAGRAPH, "Heading 3"),
    "text": _Role(WD_STYLE_TYPE.PARAGRAPH, "Normal"),
    "text_after_table": _Role(WD_STYLE_TYPE.PARAGRAPH, "Tekst na tabel"),
    "lead": _Role(WD_STYLE_TYPE.PARAGRAPH, "Inleiding"),
    "box": _Role(WD_STYLE_TYPE.PARAGRAPH, "Kader"),
    "caption": _Role(WD_STYLE_TYPE.PARAGRAPH, "Caption"),
    "bullet": _Role(WD_STYLE_TYPE.PARAGRAPH, "List Bullet"),
    "number": _Role(WD_STYLE_TYPE.PARAGRAPH, "List Number"),
    "cell": _Role(WD_STYLE_TYPE.PARAGRAPH, "Tabeltekst"),
    "header_cell": _Role(WD_STYLE_TYPE.PARAGRAPH, "Tabelkop"),
    "link": _Role(WD_STYLE_TYPE.CHARACTER, "Hyperlink"),
    "fill": _Role(WD_STYLE_TYPE.CHARACTER, "Invulveld"),
    "table": _Role(WD_STYLE_TYPE.TABLE, "Liagen tabel"),
}


_NO_LIST: Final = "koppel in Word aan de alineastijlen «List Bullet» en «List Number» een opsomming"


@dataclass(frozen=True)
class _Relation:
    """One relationship of the document part."""

    id: str
    kind: str
    target: str
    external: bool = False


@dataclass(frozen=True)
class _XmlPart:
    """A part that is written anew for each chapter; ``root`` is copied, never changed."""

    name: str
    root: etree._Element


@dataclass(frozen=True)
class _Stationery:
    """What a style file gives; ``skeleton`` is a zip with the parts that are the same in every chapter."""

    styles: _StyleIds
    text_width: int
    cell_padding: int
    cell_size: int
    abstract_number: str
    skeleton: bytes
    document_name: str
    relations_name: str
    relations: tuple[_Relation, ...]
    section: etree._Element
    numbering: _XmlPart
    margins: tuple[_XmlPart, ...]


def _stationery(path: Path) -> _Stationery:
    """Return what the style file gives, from memory when the file has not changed."""
    try:
        stat = path.stat()
    except OSError:
        raise _style_error(path, "dit stijlbestand is er niet; controleer de naam van het bestand") from None
    return _read(path, path.absolute(), stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, absolute: Path, mtime: int, size: int) -> _Stationery:  # noqa: ARG001  (the cache's key)
    """Return what the style file gives."""
    document = _open(path)
    styles = _style_ids(path, document)
    main = document.part
    number_id = _number_id(_style(document, "number"))
    if not number_id or not _number_id(_style(document, "bullet")):
        raise _style_error(path, _NO_LIST)
    numbering = _xml_part(main.part_related_by(RT.NUMBERING))
    margins = tuple(_xml_part(part) for part in _related(main, {RT.HEADER, RT.FOOTER}) if _has_mark(part))
    written = {main.partname.membername, numbering.name, *(part.name for part in margins)}
    cell = _style(document, "cell")
    return _Stationery(
        styles,
        _text_width(path, document),
        _cell_padding(_style(document, "table")),
        _font_size(cell),
        _abstract_number(path, numbering.root, number_id),
        _skeleton(document, written),
        main.partname.membername,
        main.partname.rels_uri.membername,
        tuple(_Relation(r.rId, r.reltype, r.target_ref) for r in main.rels.values() if r.reltype in _KEPT),
        _plain(document.sections[-1]._sectPr),
        numbering,
        margins,
    )


def _style_error(path: Path, *messages: str) -> StyleError:
    """Return the error for a style file."""
    return StyleError(Problem(str(path), 0, 0, "", message) for message in messages)


def _open(path: Path) -> Document:
    """Return the style file as python-docx reads it."""
    damaged = "dit is geen Word-bestand (.docx) of het is beschadigd; kies een ander stijlbestand"
    if not path.is_file():
        raise _style_error(path, damaged)
    try:
        return docx.Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, etree.LxmlError, KeyError, ValueError):
        raise _style_error(path, damaged) from None
    except OSError:
        raise _style_error(path, "dit stijlbestand is niet te lezen; sluit het in Word en probeer opnieuw") from None


def _style_ids(path: Path, document: Document) -> _StyleIds:
    """Return the style id of each role, or every style that lacks at once."""
    known = {(style.type, (style.name or "").casefold()): style.style_id for style in document.styles}
    found = {name: known.get((role.kind, role.name.casefold())) for name, role in _ROLES.items()}
    lacking = [f"{_ROLES[name]} ontbreekt; neem de stijl over uit stijl.docx" for name in found if not found[name]]
    if lacking:
        raise _style_error(path, *lacking)
    return _StyleIds(**{name: style_id for name, style_id in found.items() if style_id})


def _style(document: Document, name: str) -> BaseStyle:
    """Return the style of a role that is known to be there."""
    role = _ROLES[name]
    styles: Iterable[BaseStyle] = document.styles
    return next(s for s in styles if s.type == role.kind and (s.name or "").casefold() == role.name.casefold())


def _lineage(style: BaseStyle) -> Iterator[ParagraphStyle]:
    """Yield a paragraph style with the styles it is based on, nearest first."""
    seen: set[str] = set()
    while isinstance(style, ParagraphStyle) and style.style_id not in seen:
        seen.add(style.style_id)
        yield style
        style = style.base_style


def _number_id(style: BaseStyle) -> str:
    """Return the numbering that a list style carries, or an empty string."""
    for each in _lineage(style):
        number = each.element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if number is not None:
            return str(number.get(_VAL, ""))
    return ""


def _font_size(style: BaseStyle) -> int:
    """Return the font size of a paragraph style in twentieths of a point; 11 points when only the defaults say it."""
    sizes = (each.font.size for each in _lineage(style))
    return next((round(size.pt * 20) for size in sizes if size), 220)


def _cell_padding(style: BaseStyle) -> int:
    """Return left and right cell padding together, in twentieths of a point; Word's own is 108 on each side."""
    margins = f"{_W}tblPr/{_W}tblCellMar/"
    found = [style.element.find(margins + _W + side) for side in ("left", "start", "right", "end")]
    widths = [int(side.get(f"{_W}w")) for side in found if side is not None]
    return sum(widths) if len(widths) == 2 else 216


def _text_width(path: Path, document: Document) -> int:
    """Return the width between the margins in twentieths of a point."""
    section = document.sections[-1] if len(document.sections) else None
    if section is None or not section.page_width:
        raise _style_error(path, "stel in Word een papierformaat en marges in")
    inside = section.page_width - (section.left_margin or 0) - (section.right_margin or 0) - (section.gutter or 0)
    return round(inside / 635)


def _abstract_number(path: Path, numbering: etree._Element, number_id: str) -> str:
    """Return the definition behind a numbering."""
    for number in numbering.iter(f"{_W}num"):
        if number.get(f"{_W}numId") == number_id:
            return str(number[0].get(_VAL))
    raise _style_error(path, _NO_LIST)


def _related(part: Part, kinds: Iterable[str]) -> list[Part]:
    """Return the parts that a part relates to, of some kinds."""
    wanted = frozenset(kinds)
    return [rel.target_part for rel in part.rels.values() if not rel.is_external and rel.reltype in wanted]


def _plain(element: etree._Element) -> etree._Element:
    """Return the element as plain lxml: python-docx's own classes are not needed further on."""
    return etree.fromstring(etree.tostring(element))


def _xml_part(part: Part) -> _XmlPart:
    """Return a part with its XML."""
    return _XmlPart(part.partname.membername, etree.fromstring(part.blob))


def _words(paragraph: etree._Element) -> str:
    """Return the text of a paragraph, however Word has cut it into runs."""
    return "".join(text.text or "" for text in paragraph.iter(f"{_W}t")).strip()


def _has_mark(part: Part) -> bool:
    """Say whether a header or footer wants the text of the chapter."""
    return any(_words(p) in (_RUNNING_MARK, _PAGE_MARK) for p in etree.fromstring(part.blob).iter(f"{_W}p"))


# --- the package


def _skeleton(document: Document, written: set[str]) -> bytes:
    """Return a zip of all parts that are the same in every chapter; ``written`` names the others."""
    main = document.part
    package = main.package
    assert package is not None
    outer = {
        rel.reltype: rel.target_part for rel in package.rels.values() if not rel.is_external and rel.reltype in _KEPT
    }
    parts = _reachable([*outer.values(), *_related(main, _KEPT)])
    relations = [_Relation("rId1", RT.OFFICE_DOCUMENT, main.partname.membername)]
    relations.append(_Relation("rId2", RT.CORE_PROPERTIES, _CORE_NAME))
    relations += [
        _Relation(f"rId{n}", kind, part.partname.membername) for n, (kind, part) in enumerate(outer.items(), 3)
    ]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _put(archive, "[Content_Types].xml", _content_types([main, *parts]))
        _put(archive, "_rels/.rels", _relations(relations))
        for part in parts:
            if part.partname.membername not in written:
                _put(archive, part.partname.membername, part.blob)
            if part.rels:
                _put(archive, part.partname.rels_uri.membername, _bytes(etree.fromstring(part.rels.xml)))
    return buffer.getvalue()


def _reachable(parts: Iterable[Part]) -> list[Part]:
    """Return the parts and all that they lead to, each once, in order of name."""
    found: dict[str, Part] = {}
    ahead = list(parts)
    while ahead:
        part = ahead.pop()
        if part.partname not in found:
            found[part.partname] = part
            ahead += [rel.target_part for rel in part.rels.values() if not rel.is_external]
    return [found[name] for name in sorted(found)]


def _content_types(parts: Iterable[Part]) -> bytes:
    """Return [Content_Types].xml."""
    root = etree.Element(f"{_TYPE}Types", nsmap=_only(_TYPE))
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    etree.SubElement(root, f"{_TYPE}Default", {"Extension": "rels", "ContentType": rels})
    etree.SubElement(root, f"{_TYPE}Default", {"Extension": "xml", "ContentType": "application/xml"})
    kinds = [(str(part.partname), part.content_type) for part in parts]
    for name, kind in [*kinds, (f"/{_CORE_NAME}", _CORE_TYPE)]:
        etree.SubElement(root, f"{_TYPE}Override", {"PartName": name, "ContentType": kind})
    return _bytes(root)


def _relations(relations: Iterable[_Relation]) -> bytes:
    """Return a relationships part."""
    root = etree.Element(f"{_REL}Relationships", nsmap=_only(_REL))
    for relation in relations:
        row = {"Id": relation.id, "Type": relation.kind, "Target": relation.target}
        mode = {"TargetMode": "External"} if relation.external else {}
        etree.SubElement(root, f"{_REL}Relationship", row | mode)
    return _bytes(root)


def _only(space: str) -> dict[str | None, str]:
    """Return the declaration of a namespace that needs no prefix."""
    return {None: space[1:-1]}


def _bytes(root: etree._Element) -> bytes:
    """Return an XML part as it goes into the zip."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a part without the clock or the machine in it."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    archive.writestr(entry, data)


def _package(stationery: _Stationery, chapter: Chapter, body: _Body) -> bytes:
    """Return the skeleton with the parts of this chapter added."""
    buffer = io.BytesIO()
    buffer.write(stationery.skeleton)
    with zipfile.ZipFile(buffer, "a") as archive:
        _put(archive, stationery.document_name, _bytes(body.document()))
        _put(archive, stationery.relations_name, _relations([*stationery.relations, *body.links()]))
        _put(archive, stationery.numbering.name, _bytes(body.numbering()))
        for part in stationery.margins:
            _put(archive, part.name, _bytes(_margin(part.root, chapter)))
        _put(archive, _CORE_NAME, _core(chapter))
    return buffer.getvalue()


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
    return _bytes(root)


def _margin(root: etree._Element, chapter: Chapter) -> etree._Element:
    """Return a header or footer with the texts of the chapter in the place of the marks."""
    root = copy.deepcopy(root)
    for paragraph in root.iter(f"{_W}p"):
        mark = _words(paragraph)
        if mark in (_RUNNING_MARK, _PAGE_MARK):
            for child in paragraph:
                if child.tag != f"{_W}pPr":
                    paragraph.remove(child)
        if mark == _RUNNING_MARK:
            _text(paragraph, chapter.running)
        elif mark == _PAGE_MARK:
            _text(paragraph, f"{chapter.page_word} ")
            _field(paragraph, "PAGE", "1")
            _text(paragraph, f" {chapter.page_of} ")
            _field(paragraph, "NUMPAGES", "1")
    return root


# --- the body


class _Body:
    """The text of a chapter as Word's XML, built forward."""

    def __init__(self, stationery: _Stationery) -> None:
        """Start an empty body."""
        self._stationery = stationery
        self._styles = stationery.styles
        self._root = etree.Element(f"{_W}document", nsmap={"w": _W[1:-1], "r": _R[1:-1]})
        self._body = etree.SubElement(self._root, f"{_W}body")
        self._ids: set[str] = set()
        self._wanted: set[str] = set()
        self._marks = 0
        self._tables = 0
        self._addresses: dict[str, str] = {}
        self._numbering = copy.deepcopy(stationery.numbering.root)

    def add(self, blocks: Sequence[Block]) -> None:
        """Add the blocks in order."""
        previous: Block | None = None
        following: Sequence[Block | None] = [*blocks[1:], None]
        for block, after in zip(blocks, following, strict=True):
            match block:
                case Heading():
                    self._content(_paragraph(self._body, self._styles.heading(block.level)), [block.id], block.spans)
                case Paragraph():
                    self._paragraph(block, previous, after)
                case ListBlock():
                    self._list(block)
                case Table():
                    self._table(block)
            previous = block
        lost = self._wanted - self._ids
        if lost:
            raise ValueError(f"links to ids that are not in the chapter: {sorted(lost)}")

    def document(self) -> etree._Element:
        """Return document.xml."""
        self._body.append(copy.deepcopy(self._stationery.section))
        return self._root

    def numbering(self) -> etree._Element:
        """Return numbering.xml with a numbering for each numbered list."""
        return self._numbering

    def links(self) -> list[_Relation]:
        """Return the relationships of the links that leave the document."""
        return [_Relation(key, RT.HYPERLINK, address, external=True) for address, key in self._addresses.items()]

    def _paragraph(self, block: Paragraph, previous: Block | None, following: Block | None) -> None:
        """Add a paragraph; one that leads up to a list stays with it."""
        paragraph = _paragraph(self._body, self._paragraph_style(block, previous))
        if isinstance(following, ListBlock):
            etree.SubElement(paragraph[0], f"{_W}keepNext")
        self._content(paragraph, [block.id], block.spans)

    def _paragraph_style(self, block: Paragraph, previous: Block | None) -> str:
        """Return the style for the role of a paragraph."""
        match block.role:
            case "kader":
                return self._styles.box
            case "inleiding":
                return self._styles.lead
            case "bijschrift":
                return self._styles.caption
            case "tekst":
                return self._styles.text_after_table if isinstance(previous, Table) else self._styles.text

    def _list(self, block: ListBlock) -> None:
        """Add a list; the id of the list stands at its first item."""
        self._claim(block.id)
        number = self._new_number() if block.ordered else ""
        ids = [block.id]
        for item in block.items:
            paragraph = _paragraph(self._body, self._styles.number if block.ordered else self._styles.bullet)
            if number:
                properties = etree.SubElement(paragraph[0], f"{_W}numPr")
                etree.SubElement(properties, f"{_W}ilvl", {_VAL: "0"})
                etree.SubElement(properties, f"{_W}numId", {_VAL: number})
            self._content(paragraph, [*ids, item.id], item.spans)
            ids = []

    def _new_number(self) -> str:
        """Return a numbering of its own for one list, so that it starts at 1."""
        numbers = self._numbering.findall(f"{_W}num")
        key = str(1 + max(int(number.get(f"{_W}numId", "0")) for number in numbers))
        number = etree.Element(f"{_W}num", {f"{_W}numId": key})
        etree.SubElement(number, f"{_W}abstractNumId", {_VAL: self._stationery.abstract_number})
        level = etree.SubElement(number, f"{_W}lvlOverride", {f"{_W}ilvl": "0"})
        etree.SubElement(level, f"{_W}startOverride", {_VAL: "1"})
        numbers[-1].addnext(number)
        return key

    def _table(self, block: Table) -> None:
        """Add a caption with its number, then the table."""
        self._claim(block.id)
        self._tables += 1
        caption = _paragraph(self._body, self._styles.caption)
        etree.SubElement(caption[0], f"{_W}keepNext")
        _text(caption, f"{_TABLE_LABEL} ")
        _field(caption, f"SEQ {_TABLE_LABEL} \\* ARABIC", str(self._tables))
        _text(caption, ": ")
        self._content(caption, [block.id, block.caption.id], block.caption.spans)
        widths = _column_widths(block, self._stationery)
        table = _table_start(self._body, self._styles.table, block, widths)
        self._row(table, block.header, widths, self._styles.header_cell)
        etree.SubElement(table[-1][0], f"{_W}tblHeader")
        for row in block.rows:
            self._claim(row.id)
            self._row(table, row.cells, widths, self._styles.cell)

    def _row(self, table: etree._Element, cells: Sequence[Cell], widths: Sequence[str], style: str) -> None:
        """Add a row that stays on one page."""
        row = etree.SubElement(table, f"{_W}tr")
        etree.SubElement(etree.SubElement(row, f"{_W}trPr"), f"{_W}cantSplit")
        for cell, width in zip(cells, widths, strict=True):
            box = etree.SubElement(row, f"{_W}tc")
            size = {f"{_W}w": width, f"{_W}type": "dxa"}
            etree.SubElement(etree.SubElement(box, f"{_W}tcPr"), f"{_W}tcW", size)
            spans = cell.spans if span_text(cell.spans).strip() else (Text(_EMPTY_CELL),)
            self._content(_paragraph(box, style), [cell.id], spans)

    def _claim(self, block_id: str) -> None:
        """Keep an id; refuse it the second time."""
        if block_id in self._ids:
            raise ValueError(f"id {block_id!r} is used twice")
        self._ids.add(block_id)

    def _content(self, paragraph: etree._Element, ids: Sequence[str], spans: Sequence[Span]) -> None:
        """Fill a paragraph with its spans, between the bookmarks of its ids; the last id is the paragraph's own."""
        self._claim(ids[-1])
        keys = []
        for block_id in ids:
            keys.append(str(self._marks))
            self._marks += 1
            mark = {f"{_W}id": keys[-1], f"{_W}name": bookmark_name(block_id)}
            etree.SubElement(paragraph, f"{_W}bookmarkStart", mark)
        for span in spans:
            self._span(paragraph, span)
        for key in reversed(keys):
            etree.SubElement(paragraph, f"{_W}bookmarkEnd", {f"{_W}id": key})

    def _span(self, paragraph: etree._Element, span: Span) -> None:
        """Add one span."""
        match span:
            case Text():
                _text(paragraph, span.text, _emphasis(span))
            case Fill():
                _text(paragraph, span.text, _styled(self._styles.fill))
            case Link():
                link = etree.SubElement(paragraph, f"{_W}hyperlink", self._target(span.target))
                _text(link, span.text, _styled(self._styles.link))

    def _target(self, target: str) -> dict[str, str]:
        """Return the attributes of a link: an anchor in this document, or a relationship for an address outside it."""
        if target.startswith("#"):
            self._wanted.add(target[1:])
            return {f"{_W}anchor": bookmark_name(target[1:])}
        key = self._addresses.setdefault(target, f"link{len(self._addresses) + 1}")
        return {f"{_R}id": key}


_Dress = Callable[[etree._Element], None]


def _plainly(_run: etree._Element) -> None:
    """Leave a run as its paragraph is."""


def _styled(style: str) -> _Dress:
    """Return what gives a run a character style."""

    def dress(run: etree._Element) -> None:
        properties = etree.SubElement(run, f"{_W}rPr")
        etree.SubElement(properties, f"{_W}rStyle", {_VAL: style})

    return dress


def _emphasis(span: Text) -> _Dress:
    """Return what makes a run bold or italic."""
    if not (span.bold or span.italic):
        return _plainly

    def dress(run: etree._Element) -> None:
        properties = etree.SubElement(run, f"{_W}rPr")
        for tag in ("b",) * span.bold + ("i",) * span.italic:
            etree.SubElement(properties, _W + tag)

    return dress


def _paragraph(parent: etree._Element, style: str) -> etree._Element:
    """Add an empty paragraph; its first child is its properties."""
    paragraph = etree.SubElement(parent, f"{_W}p")
    etree.SubElement(etree.SubElement(paragraph, f"{_W}pPr"), f"{_W}pStyle", {_VAL: style})
    return paragraph


def _text(parent: etree._Element, text: str, dress: _Dress = _plainly) -> None:
    """Add a run of text; a line feed becomes a line break, a tab a tab."""
    run = etree.SubElement(parent, _RUN)
    dress(run)
    for piece in re.split(r"([\n\t])", text):
        if piece == "\n":
            etree.SubElement(run, f"{_W}br")
        elif piece == "\t":
            etree.SubElement(run, f"{_W}tab")
        elif piece:
            etree.SubElement(run, f"{_W}t", {_SPACE: "preserve"}).text = piece


def _field(paragraph: etree._Element, instruction: str, result: str) -> None:
    """Add a field with the result it has now; Word renews it when it likes."""
    etree.SubElement(etree.SubElement(paragraph, _RUN), f"{_W}fldChar", {f"{_W}fldCharType": "begin"})
    code = etree.SubElement(etree.SubElement(paragraph, _RUN), f"{_W}instrText", {_SPACE: "preserve"})
    code.text = f" {instruction} "
    etree.SubElement(etree.SubElement(paragraph, _RUN), f"{_W}fldChar", {f"{_W}fldCharType": "separate"})
    _text(paragraph, result)
    etree.SubElement(etree.SubElement(paragraph, _RUN), f"{_W}fldChar", {f"{_W}fldCharType": "end"})


def _table_start(parent: etree._Element, style: str, block: Table, widths: Sequence[str]) -> etree._Element:
    """Add a table without rows; its alternative text is its caption and the names of its columns."""
    table = etree.SubElement(parent, f"{_W}tbl")
    properties = etree.SubElement(table, f"{_W}tblPr")
    look = {"val": "0620", "firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0", "noHBand": "1"}
    for tag, values in (
        ("tblStyle", {"val": style}),
        ("tblW", {"w": str(sum(map(int, widths))), "type": "dxa"}),
        ("tblLayout", {"type": "fixed"}),
        ("tblLook", look | {"noVBand": "1"}),
        ("tblCaption", {"val": span_text(block.caption.spans)}),
        ("tblDescription", {"val": ", ".join(span_text(cell.spans) for cell in block.header)}),
    ):
        etree.SubElement(properties, _W + tag, {_W + key: value for key, value in values.items()})
    grid = etree.SubElement(table, f"{_W}tblGrid")
    for width in widths:
        etree.SubElement(grid, f"{_W}gridCol", {f"{_W}w": width})
    return table


# --- column widths


# Widths of characters in a sans serif, in hundredths of the font size; what is not named here is 53.
_NARROW: Final = dict.fromkeys("ijl.,:;'|!‘’", 25) | dict.fromkeys("frtI()[]-/", 36)
_WIDE: Final = dict.fromkeys("mwMW", 84) | dict.fromkeys("ABCDGHKNOQRUVXYZ€&%", 64)
_CHARACTER: Final = _NARROW | _WIDE
_WORD: Final = re.compile(r"[^ \t\n-]+-?|-")


def _column_widths(table: Table, stationery: _Stationery) -> list[str]:
    """Return the column widths in twentieths of a point.

    They follow the shares the table asks for, but a column takes from those with room to spare what it needs for its
    longest word: Word breaks a word that does not fit anywhere.
    """
    total = stationery.text_width
    wanted = [share * total // sum(table.widths) for share in table.widths]
    needed = [
        min(_longest_word(column, stationery.cell_size) + stationery.cell_padding, total // 3)
        for column in _columns(table)
    ]
    short = sum(max(0, need - want) for need, want in zip(needed, wanted, strict=True))
    spare = sum(max(0, want - need) for need, want in zip(needed, wanted, strict=True))
    if short > spare:
        widths = [need * total // sum(needed) for need in needed]
    else:
        widths = [
            need if want < need else want - (want - need) * short // max(spare, 1)
            for need, want in zip(needed, wanted, strict=True)
        ]
    widths[-1] += total - sum(widths)
    return [str(width) for width in widths]


def _columns(table: Table) -> Iterator[list[str]]:
    """Yield the texts of each column; the header counts as bold."""
    header = [span_text(cell.spans) for cell in table.header]
    rows = [[span_text(cell.spans) for cell in row.cells] for row in table.rows]
    return (list(column) for column in zip(header, *rows, strict=True))


def _longest_word(texts: Iterable[str], size: int) -> int:
    """Return the width of the widest word, in the unit of ``size``; five per cent more, for bold."""
    words = {word for text in texts for word in _WORD.findall(text)}
    longest = max((len(word) for word in words), default=0)
    widths = (sum(_CHARACTER.get(sign, 53) for sign in word) for word in words if len(word) * 2 > longest)
    return max(widths, default=0) * size * 105 // 10000
