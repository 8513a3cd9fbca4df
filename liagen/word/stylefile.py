"""What a Word style file gives: its styles, page, numbering and all parts that travel along; read once and kept."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
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

from liagen.errors import Problem, StyleError
from liagen.word.margins import has_mark
from liagen.word.pieces import VAL, W, xml_bytes

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


class Role(Enum):
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
    CONTENTS_TITLE = (WD_STYLE_TYPE.PARAGRAPH, "TOC Heading")
    CONTENTS_ENTRY = (WD_STYLE_TYPE.PARAGRAPH, "TOC 2")
    COMMENT = (WD_STYLE_TYPE.PARAGRAPH, "Annotation Text")
    COMMENT_MARK = (WD_STYLE_TYPE.CHARACTER, "Annotation Reference")
    TABLE = (WD_STYLE_TYPE.TABLE, "Liagen tabel")


_KINDS: Final = {
    WD_STYLE_TYPE.PARAGRAPH: "alineastijl",
    WD_STYLE_TYPE.CHARACTER: "tekenstijl",
    WD_STYLE_TYPE.TABLE: "tabelstijl",
}
# Styles that Word makes by itself on first use: a style file that never used them is not refused for it.
_SUBSTITUTES: Final = {
    Role.CONTENTS_TITLE: Role.TEXT,
    Role.CONTENTS_ENTRY: Role.TEXT,
    Role.COMMENT: Role.TEXT,
}
_OPTIONAL: Final = {*_SUBSTITUTES, Role.COMMENT_MARK}
HEADINGS: Final = {1: Role.HEADING_1, 2: Role.HEADING_2, 3: Role.HEADING_3}
PARAGRAPHS: Final = {
    "tekst": Role.TEXT,
    "inleiding": Role.LEAD,
    "kader": Role.BOX,
    "bijschrift": Role.CAPTION,
}


@dataclass(frozen=True)
class Relation:
    """One relationship of the document part."""

    id: str
    kind: str
    target: str
    external: bool = False


@dataclass(frozen=True)
class XmlPart:
    """A part that is written anew for each chapter; ``root`` is copied, never changed."""

    name: str
    root: etree._Element


@dataclass(frozen=True)
class KnownPart:
    """The name and content type of a part."""

    name: str
    kind: str


@dataclass(frozen=True)
class FixedPart:
    """A part that is the same in every chapter."""

    name: str
    data: bytes


@dataclass(frozen=True, eq=False)
class Stationery:
    """What a style file gives; one reading of a style file is equal to itself only.

    ``relations`` are those of the document part, ``package_relations`` those of the package. ``fixed`` are the parts
    that are the same in every chapter; ``known`` names these and all that are written anew.
    """

    styles: Mapping[Role, str]
    text_width: int
    cell_padding: int
    cell_size: int
    abstract_number: str
    document_name: str
    relations_name: str
    relations: tuple[Relation, ...]
    package_relations: tuple[Relation, ...]
    known: tuple[KnownPart, ...]
    fixed: tuple[FixedPart, ...]
    section: etree._Element
    numbering: XmlPart
    margins: tuple[XmlPart, ...]


def read_stationery(path: Path) -> Stationery:
    """Return what the style file gives, from memory when the file has not changed."""
    try:
        stat = path.stat()
    except OSError:
        raise _style_error(path, "dit stijlbestand is er niet; controleer de naam van het bestand") from None
    return _read(path, path.absolute(), stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, absolute: Path, mtime: int, size: int) -> Stationery:  # noqa: ARG001  (the cache's key)
    """Return what the style file gives."""
    document = _open(path)
    styles = _styles(path, document)
    main = document.part
    numbering, abstract_number = _numbering(path, main, styles)
    margins = tuple(part for part in map(_xml_part, _related(main, {RT.HEADER, RT.FOOTER})) if has_mark(part.root))
    written = {main.partname.membername, numbering.name, *(part.name for part in margins)}
    outer = _outer(document)
    parts = _reachable([*outer.values(), *_related(main, _KEPT)])
    return Stationery(
        _style_ids(styles),
        _text_width(path, document),
        _cell_padding(styles[Role.TABLE]),
        _font_size(styles[Role.CELL]),
        abstract_number,
        main.partname.membername,
        main.partname.rels_uri.membername,
        tuple(Relation(r.rId, r.reltype, r.target_ref) for r in main.rels.values() if r.reltype in _KEPT),
        tuple(Relation(f"rId{n}", kind, part.partname.membername) for n, (kind, part) in enumerate(outer.items(), 3)),
        tuple(KnownPart(part.partname.membername, part.content_type) for part in [main, *parts]),
        tuple(_fixed(parts, written)),
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


def _styles(path: Path, document: Document) -> dict[Role, BaseStyle]:
    """Return the style of each role, or name every style that lacks."""
    known = {(style.type, (style.name or "").casefold()): style for style in document.styles}
    found = {role: known.get((role.value[0], role.value[1].casefold())) for role in Role}
    lacking = [role.value for role in Role if not found[role] and role not in _OPTIONAL]
    if lacking:
        advice = "ontbreekt; neem de stijl over uit stijl.docx"
        raise _style_error(path, *(f"de {_KINDS[kind]} «{name}» {advice}" for kind, name in lacking))
    return {role: style for role, style in found.items() if style}


def _style_ids(styles: Mapping[Role, BaseStyle]) -> dict[Role, str]:
    """Return the style id of each role; empty when there is no style and no other that will do."""
    used = {role: styles.get(role) or styles.get(_SUBSTITUTES.get(role, role)) for role in Role}
    return {role: style.style_id if style else "" for role, style in used.items()}


def _lineage(style: BaseStyle) -> Iterator[ParagraphStyle]:
    """Yield a paragraph style with the styles it is based on, nearest first."""
    seen: set[str] = set()
    while isinstance(style, ParagraphStyle) and style.style_id not in seen:
        seen.add(style.style_id)
        yield style
        style = style.base_style


def _numbering(path: Path, main: Part, styles: Mapping[Role, BaseStyle]) -> tuple[XmlPart, str]:
    """Return the numbering part, and the definition behind the style of numbered lists."""
    wanted = _number_id(styles[Role.NUMBER])
    for part in _related(main, {RT.NUMBERING}):
        numbering = _xml_part(part)
        for number in numbering.root.iter(f"{W}num"):
            definition = number.find(f"{W}abstractNumId")
            if wanted == number.get(f"{W}numId") and definition is not None and _number_id(styles[Role.BULLET]):
                return numbering, str(definition.get(VAL))
    raise _style_error(path, "koppel in Word een opsomming aan de alineastijlen «List Bullet» en «List Number»")


def _number_id(style: BaseStyle) -> str:
    """Return the numbering that a list style carries, or an empty string."""
    paths = (each.element.find(f"{W}pPr/{W}numPr/{W}numId") for each in _lineage(style))
    return next((str(number.get(VAL)) for number in paths if number is not None), "")


def _font_size(style: BaseStyle) -> int:
    """Return the font size of a paragraph style in twentieths of a point; 11 points when only the defaults say it."""
    sizes = (each.font.size for each in _lineage(style))
    return next((round(size.pt * 20) for size in sizes if size), 220)


def _cell_padding(style: BaseStyle) -> int:
    """Return left and right cell padding together, in twentieths of a point; Word's own is 108 on each side."""
    margins = f"{W}tblPr/{W}tblCellMar/"
    found = [style.element.find(margins + W + side) for side in ("left", "start", "right", "end")]
    widths = [int(side.get(f"{W}w")) for side in found if side is not None]
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


def _xml_part(part: Part) -> XmlPart:
    """Return a part with its XML."""
    return XmlPart(part.partname.membername, etree.fromstring(part.blob))


def _outer(document: Document) -> dict[str, Part]:
    """Return the parts beside the document part that travel along, by what they are to the package."""
    package = document.part.package
    assert package is not None
    inside = [rel for rel in package.rels.values() if not rel.is_external]
    return {rel.reltype: rel.target_part for rel in inside if rel.reltype in _KEPT}


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


def _fixed(parts: Iterable[Part], written: set[str]) -> Iterator[FixedPart]:
    """Yield the parts as they stand in the style file, but for those that are ``written``, each with its relations."""
    for part in parts:
        if part.partname.membername not in written:
            yield FixedPart(part.partname.membername, part.blob)
        if part.rels:
            yield FixedPart(part.partname.rels_uri.membername, xml_bytes(etree.fromstring(part.rels.xml)))
