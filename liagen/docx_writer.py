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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
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
_ID: Final = _W + "id"
_NAME: Final = _W + "name"
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
    (
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
    )
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


class _Role(Enum):
    """What a style is for, with the kind and the name of the style in Word."""

    HEADING_1 = (WD_STYLE_TYPE.PARAGRAPH, "Heading 1")
    HEADING_2 = (WD_STYLE_TYPE.PARAGRAPH, "Heading 2")
    HEADING_3 = (WD_STYLE_TYPE.PARAGRAPH, "Heading 3")
    TEXT = (WD_STYLE_TYPE.PARAGRAPH, "Normal")
    TEXT_AFTER_TABLE = (WD_STYLE_TYPE.PARAGRAPH, "Tekst na tabel")
    LEAD = (WD_STYLE_TYPE.PARAGRAPH, "Inleiding")
    BOX = (WD_STYLE_TYPE.PARAGRAPH, "Kader")
    CAPTION = (WD_STYLE_TYPE.PARAGRAPH, "Caption")
    BULLET = (WD_STYLE_TYPE.PARAGRAPH, "List Bullet")
    NUMBER = (WD_STYLE_TYPE.PARAGRAPH, "List Number")
    CELL = (WD_STYLE_TYPE.PARAGRAPH, "Tabeltekst")
    HEADER_CELL = (WD_STYLE_TYPE.PARAGRAPH, "Tabelkop")
    LINK = (WD_STYLE_TYPE.CHARACTER, "Hyperlink")
    FILL = (WD_STYLE_TYPE.CHARACTER, "Invulveld")
    TABLE = (WD_STYLE_TYPE.TABLE, "Liagen tabel")


_KINDS: Final = {
    WD_STYLE_TYPE.PARAGRAPH: "alineastijl",
    WD_STYLE_TYPE.CHARACTER: "tekenstijl",
    WD_STYLE_TYPE.TABLE: "tabelstijl",
}
_HEADINGS: Final = {1: _Role.HEADING_1, 2: _Role.HEADING_2, 3: _Role.HEADING_3}
_PARAGRAPHS: Final = {
    "tekst": _Role.TEXT,
    "inleiding": _Role.LEAD,
    "kader": _Role.BOX,
    "bijschrift": _Role.CAPTION,
}


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

    styles: Mapping[_Role, str]
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
    styles = _styles(path, document)
    main = document.part
    numbering, abstract_number = _numbering(path, main, styles)
    margins = tuple(_xml_part(part) for part in _related(main, {RT.HEADER, RT.FOOTER}) if _has_mark(part))
    written = {main.partname.membername, numbering.name, *(part.name for part in margins)}
    return _Stationery(
        {role: style.style_id for role, style in styles.items()},
        _text_width(path, document),
        _cell_padding(styles[_Role.TABLE]),
        _font_size(styles[_Role.CELL]),
        abstract_number,
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


def _styles(path: Path, document: Document) -> dict[_Role, BaseStyle]:
    """Return the style of each role, or name every style that lacks."""
    known = {(style.type, (style.name or "").casefold()): style for style in document.styles}
    found = {role: known.get((role.value[0], role.value[1].casefold())) for role in _Role}
    lacking = [role.value for role in _Role if not found[role]]
    if lacking:
        advice = "ontbreekt; neem de stijl over uit stijl.docx"
        raise _style_error(path, *(f"de {_KINDS[kind]} «{name}» {advice}" for kind, name in lacking))
    return {role: style for role, style in found.items() if style}


def _lineage(style: BaseStyle) -> Iterator[ParagraphStyle]:
    """Yield a paragraph style with the styles it is based on, nearest first."""
    seen: set[str] = set()
    while isinstance(style, ParagraphStyle) and style.style_id not in seen:
        seen.add(style.style_id)
        yield style
        style = style.base_style


def _numbering(path: Path, main: Part, styles: Mapping[_Role, BaseStyle]) -> tuple[_XmlPart, str]:
    """Return the numbering part, and the definition behind the style of numbered lists."""
    wanted = _number_id(styles[_Role.NUMBER])
    for part in _related(main, {RT.NUMBERING}):
        numbering = _xml_part(part)
        for number in numbering.root.iter(f"{_W}num"):
            definition = number.find(f"{_W}abstractNumId")
            if wanted == number.get(f"{_W}numId") and definition is not None and _number_id(styles[_Role.BULLET]):
                return numbering, str(definition.get(_VAL))
    raise _style_error(path, "koppel in Word een opsomming aan de alineastijlen «List Bullet» en «List Number»")


def _number_id(style: BaseStyle) -> str:
    """Return the numbering that a list style carries, or an empty string."""
    paths = (each.element.find(f"{_W}pPr/{_W}numPr/{_W}numId") for each in _lineage(style))
    return next((str(number.get(_VAL)) for number in paths if number is not None), "")


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
    root = _unprefixed("Types", _TYPE)
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    etree.SubElement(root, f"{_TYPE}Default", {"Extension": "rels", "ContentType": rels})
    etree.SubElement(root, f"{_TYPE}Default", {"Extension": "xml", "ContentType": "application/xml"})
    kinds = [(str(part.partname), part.content_type) for part in parts]
    for name, kind in [*kinds, (f"/{_CORE_NAME}", _CORE_TYPE)]:
        etree.SubElement(root, f"{_TYPE}Override", {"PartName": name, "ContentType": kind})
    return _bytes(root)


def _relations(relations: Iterable[_Relation]) -> bytes:
    """Return a relationships part."""
    root = _unprefixed("Relationships", _REL)
    for relation in relations:
        row = {"Id": relation.id, "Type": relation.kind, "Target": relation.target}
        mode = {"TargetMode": "External"} if relation.external else {}
        etree.SubElement(root, f"{_REL}Relationship", row | mode)
    return _bytes(root)


def _unprefixed(tag: str, space: str) -> etree._Element:
    """Return a root whose namespace has no prefix."""
    return etree.fromstring(f'<{tag} xmlns="{space[1:-1]}"/>')


def _bytes(root: etree._Element) -> bytes:
    """Return an XML part as it goes into the zip."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Add a part without the clock or the machine in it."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    archive.writestr(entry, data, compresslevel=3)  # half the time of the default, an eighth more bytes


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
            for child in list(paragraph):
                if child.tag != f"{_W}pPr":
                    paragraph.remove(child)
        if mark == _RUNNING_MARK:
            _text(paragraph, chapter.running, _run_model())
        elif mark == _PAGE_MARK:
            _text(paragraph, f"{chapter.page_word} ", _run_model())
            _field(paragraph, "PAGE", "1")
            _text(paragraph, f" {chapter.page_of} ", _run_model())
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
        self._last_number = max(int(number.get(f"{_W}numId", "0")) for number in self._numbering.iter(f"{_W}num"))

    def add(self, blocks: Sequence[Block]) -> None:
        """Add the blocks in order."""
        previous: Block | None = None
        following: Sequence[Block | None] = [*blocks, None][1:]
        for block, after in zip(blocks, following, strict=True):
            match block:
                case Heading():
                    self._content(self._new(_HEADINGS[block.level]), [block.id], block.spans)
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

    def _new(self, role: _Role) -> etree._Element:
        """Add an empty paragraph in the style of a role."""
        return _add(self._body, _paragraph_model(self._styles[role]))

    def _paragraph(self, block: Paragraph, previous: Block | None, following: Block | None) -> None:
        """Add a paragraph; one that leads up to a list stays with it."""
        role = _PARAGRAPHS[block.role]
        if role is _Role.TEXT and isinstance(previous, Table):
            role = _Role.TEXT_AFTER_TABLE
        paragraph = self._new(role)
        if isinstance(following, ListBlock):
            etree.SubElement(paragraph[0], f"{_W}keepNext")
        self._content(paragraph, [block.id], block.spans)

    def _list(self, block: ListBlock) -> None:
        """Add a list; the id of the list stands at its first item."""
        self._claim(block.id)
        number = self._new_number() if block.ordered else ""
        ids = [block.id]
        for item in block.items:
            paragraph = self._new(_Role.NUMBER if block.ordered else _Role.BULLET)
            if ids and len(block.items) > 1:
                etree.SubElement(paragraph[0], f"{_W}keepNext")
            if number:
                properties = etree.SubElement(paragraph[0], f"{_W}numPr")
                etree.SubElement(properties, f"{_W}ilvl", {_VAL: "0"})
                etree.SubElement(properties, f"{_W}numId", {_VAL: number})
            self._content(paragraph, [*ids, item.id], item.spans)
            ids = []

    def _new_number(self) -> str:
        """Return a numbering of its own for one list, so that it starts at 1."""
        self._last_number += 1
        number = etree.Element(f"{_W}num", {f"{_W}numId": str(self._last_number)})
        etree.SubElement(number, f"{_W}abstractNumId", {_VAL: self._stationery.abstract_number})
        level = etree.SubElement(number, f"{_W}lvlOverride", {f"{_W}ilvl": "0"})
        etree.SubElement(level, f"{_W}startOverride", {_VAL: "1"})
        self._numbering.findall(f"{_W}num")[-1].addnext(number)
        return str(self._last_number)

    def _table(self, block: Table) -> None:
        """Add a caption with its number, then the table."""
        self._claim(block.id)
        self._tables += 1
        caption = self._new(_Role.CAPTION)
        etree.SubElement(caption[0], f"{_W}keepNext")
        _text(caption, f"{_TABLE_LABEL} ", _run_model())
        _field(caption, f"SEQ {_TABLE_LABEL} \\* ARABIC", str(self._tables))
        _text(caption, ": ", _run_model())
        self._content(caption, [block.id, block.caption.id], block.caption.spans)
        grid = _grid(block, self._stationery)
        table = _table_start(self._body, self._styles[_Role.TABLE], block, grid)
        self._row(table, block.header, grid, self._styles[_Role.HEADER_CELL])
        etree.SubElement(table[-1][0], f"{_W}tblHeader")
        for row in block.rows:
            self._claim(row.id)
            self._row(table, row.cells, grid, self._styles[_Role.CELL])

    def _row(self, table: etree._Element, cells: Sequence[Cell], grid: _Grid, style: str) -> None:
        """Add a row that stays on one page; only a cell with a word too long for it is hyphenated."""
        row = etree.SubElement(table, f"{_W}tr")
        etree.SubElement(etree.SubElement(row, f"{_W}trPr"), f"{_W}cantSplit")
        for cell, width in zip(cells, grid.widths, strict=True):
            box = _add(row, _cell_model(style, width))
            if grid.needs[cell.id] > width:
                etree.SubElement(box[1][0], f"{_W}suppressAutoHyphens", {_VAL: "0"})
            spans = cell.spans if span_text(cell.spans).strip() else (Text(_EMPTY_CELL),)
            self._content(box[1], [cell.id], spans)

    def _claim(self, block_id: str) -> None:
        """Keep an id; refuse it the second time."""
        if block_id in self._ids:
            raise ValueError(f"id {block_id!r} is used twice")
        self._ids.add(block_id)

    def _content(self, paragraph: etree._Element, ids: Sequence[str], spans: Sequence[Span]) -> None:
        """Fill a paragraph with its spans, between the bookmarks of its ids; the last id is the paragraph's own."""
        self._claim(ids[-1])
        first = self._marks
        self._marks += len(ids)
        for key, block_id in enumerate(ids, first):
            mark = _add(paragraph, _mark_model("bookmarkStart"))
            mark.set(_ID, str(key))
            mark.set(_NAME, bookmark_name(block_id))
        for span in spans:
            self._span(paragraph, span)
        for key in range(self._marks - 1, first - 1, -1):
            _add(paragraph, _mark_model("bookmarkEnd")).set(_ID, str(key))

    def _span(self, paragraph: etree._Element, span: Span) -> None:
        """Add one span."""
        match span:
            case Text(text, bold, italic):
                _text(paragraph, text, _run_model("", bold, italic))
            case Fill():
                _text(paragraph, span.text, _run_model(self._styles[_Role.FILL]))
            case Link(text, target):
                link = etree.SubElement(paragraph, f"{_W}hyperlink", self._target(target))
                _text(link, text, _run_model(self._styles[_Role.LINK]))

    def _target(self, target: str) -> dict[str, str]:
        """Return the attributes of a link: an anchor in this document, or a relationship for an address outside it."""
        if target.startswith("#"):
            self._wanted.add(target[1:])
            return {f"{_W}anchor": bookmark_name(target[1:])}
        key = self._addresses.setdefault(target, f"link{len(self._addresses) + 1}")
        return {f"{_R}id": key}


# --- pieces of Word's XML: copying a model is three times as fast as building anew


def _add(parent: etree._Element, model: etree._Element) -> etree._Element:
    """Add a copy of a model, and return it."""
    element = copy.copy(model)
    parent.append(element)
    return element


def _model(tag: str) -> etree._Element:
    """Return an element to copy."""
    return etree.Element(_W + tag, nsmap={"w": _W[1:-1]})


@lru_cache(maxsize=4)
def _mark_model(tag: str) -> etree._Element:
    """Return one end of a bookmark."""
    return _model(tag)


@lru_cache(maxsize=64)
def _paragraph_model(style: str) -> etree._Element:
    """Return an empty paragraph; its first child is its properties."""
    paragraph = _model("p")
    etree.SubElement(etree.SubElement(paragraph, f"{_W}pPr"), f"{_W}pStyle", {_VAL: style})
    return paragraph


@lru_cache(maxsize=256)
def _cell_model(style: str, width: int) -> etree._Element:
    """Return a table cell; its second child is its paragraph."""
    cell = _model("tc")
    size = {f"{_W}w": str(width), f"{_W}type": "dxa"}
    etree.SubElement(etree.SubElement(cell, f"{_W}tcPr"), f"{_W}tcW", size)
    _add(cell, _paragraph_model(style))
    return cell


@lru_cache(maxsize=64)
def _run_model(style: str = "", bold: bool = False, italic: bool = False) -> etree._Element:
    """Return a run; its last child is its text."""
    run = _model("r")
    if style or bold or italic:
        properties = etree.SubElement(run, f"{_W}rPr")
        if style:
            etree.SubElement(properties, f"{_W}rStyle", {_VAL: style})
        for tag in ("b",) * bold + ("i",) * italic:
            etree.SubElement(properties, _W + tag)
    etree.SubElement(run, f"{_W}t", {_SPACE: "preserve"})
    return run


def _text(parent: etree._Element, text: str, model: etree._Element) -> None:
    """Add a run of text; a line feed becomes a line break, a tab a tab."""
    run = _add(parent, model)
    first, *others = re.split(r"([\n\t])", text) if "\n" in text or "\t" in text else [text]
    run[-1].text = first
    for sign, piece in zip(others[::2], others[1::2], strict=True):
        etree.SubElement(run, f"{_W}br" if sign == "\n" else f"{_W}tab")
        etree.SubElement(run, f"{_W}t", {_SPACE: "preserve"}).text = piece


def _field(paragraph: etree._Element, instruction: str, result: str) -> None:
    """Add a field with the result it has now; Word renews it when it likes."""
    etree.SubElement(etree.SubElement(paragraph, _RUN), f"{_W}fldChar", {f"{_W}fldCharType": "begin"})
    code = etree.SubElement(etree.SubElement(paragraph, _RUN), f"{_W}instrText", {_SPACE: "preserve"})
    code.text = f" {instruction} "
    etree.SubElement(etree.SubElement(paragraph, _RUN), f"{_W}fldChar", {f"{_W}fldCharType": "separate"})
    _text(paragraph, result, _run_model())
    etree.SubElement(etree.SubElement(paragraph, _RUN), f"{_W}fldChar", {f"{_W}fldCharType": "end"})


def _table_start(parent: etree._Element, style: str, block: Table, grid: _Grid) -> etree._Element:
    """Add a table without rows; its alternative text is its caption and the names of its columns."""
    table = etree.SubElement(parent, f"{_W}tbl")
    properties = etree.SubElement(table, f"{_W}tblPr")
    look = {"val": "0620", "firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0", "noHBand": "1"}
    for tag, values in (
        ("tblStyle", {"val": style}),
        ("tblW", {"w": str(sum(grid.widths)), "type": "dxa"}),
        ("tblLayout", {"type": "fixed"}),
        ("tblLook", look | {"noVBand": "1"}),
        ("tblCaption", {"val": span_text(block.caption.spans)}),
        ("tblDescription", {"val": ", ".join(span_text(cell.spans) for cell in block.header)}),
    ):
        etree.SubElement(properties, _W + tag, {_W + key: value for key, value in values.items()})
    columns = etree.SubElement(table, f"{_W}tblGrid")
    for width in grid.widths:
        etree.SubElement(columns, f"{_W}gridCol", {f"{_W}w": str(width)})
    return table


# --- column widths


# Widths of characters in a sans serif, in hundredths of the font size; what is not named here is 53.
_NARROW: Final = dict.fromkeys("ijl.,:;'|!‘’", 25) | dict.fromkeys("frtI()[]-/", 36)
_WIDE: Final = dict.fromkeys("mwMW", 84) | dict.fromkeys("ABCDGHKNOQRUVXYZ€&%", 64)
_CHARACTER: Final = _NARROW | _WIDE
_WORD: Final = re.compile(r"[^ \t\n-]+-?|-")


@dataclass(frozen=True)
class _Grid:
    """The columns of a table, and the width that each cell needs for its longest word; twentieths of a point."""

    widths: tuple[int, ...]
    needs: dict[str, int]


def _grid(table: Table, stationery: _Stationery) -> _Grid:
    """Return the grid of a table.

    The columns follow the shares the table asks for, but one takes from those with room to spare what it needs for its
    longest word: a word that does not fit is broken anywhere.
    """
    total = stationery.text_width
    rows = [table.header, *(row.cells for row in table.rows)]
    needs = {
        cell.id: _longest_word(span_text(cell.spans), stationery.cell_size) + stationery.cell_padding
        for row in rows
        for cell in row
    }
    needed = [min(max(needs[cell.id] for cell in column), total // 3) for column in zip(*rows, strict=True)]
    widths = _widths([share * total // sum(table.widths) for share in table.widths], needed, total)
    return _Grid((*widths[:-1], total - sum(widths[:-1])), needs)


def _widths(wanted: Sequence[int], needed: Sequence[int], total: int) -> list[int]:
    """Return the wanted widths, as far as every column gets what it needs."""
    pairs = list(zip(wanted, needed, strict=True))
    short = sum(max(0, need - want) for want, need in pairs)
    spare = sum(max(0, want - need) for want, need in pairs)
    if short > spare:
        level = _level(needed, total)
        return [min(need, level) for need in needed]
    return [need if want < need else want - (want - need) * short // max(spare, 1) for want, need in pairs]


def _level(needed: Sequence[int], total: int) -> int:
    """Return the width at which the widest columns are cut off, so that the others get what they need."""
    left = total
    columns = len(needed)
    for need in sorted(needed):
        if need * columns > left:
            break
        left -= need
        columns -= 1
    return left // columns


def _longest_word(text: str, size: int) -> int:
    """Return the width of the widest word, in the unit of ``size``; five per cent more, for bold."""
    words = _WORD.findall(text)
    longest = max(map(len, words), default=0)
    widths = (sum(_CHARACTER.get(sign, 53) for sign in word) for word in words if len(word) * 2 > longest)
    return max(widths, default=0) * size * 105 // 10000
