"""What a Word style file gives: its styles, page, numbering and all parts that travel along; read once and kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part
from docx.styles.style import BaseStyle
from lxml import etree

from liagen.errors import Problem, StyleError
from liagen.word.parts.tree import xml_bytes
from liagen.word.parts.xml import VAL, W
from liagen.word.styles.adopt import Adopted, adopt
from liagen.word.styles.lineage import default_look, font_name, lineage, number_id, own_look
from liagen.word.styles.open_parts import first_page_apart, open_document, open_margin, open_numbering
from liagen.word.styles.roles import KINDS, OPTIONAL, SUBSTITUTES, HouseStyle, StyleRole, find_by_word_names
from liagen.word.styles.sheet import FixedPart, KnownPart, Numbering, OpenPart, Relation, Stationery


def added_styles(house: HouseStyle, style_file: Path) -> tuple[str, ...]:
    """Return the roles, in the words of a mapping, for which a municipality's own file gets a style of ours."""
    return tuple(role.word for role in read_stationery(style_file, house).added if role not in OPTIONAL)


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

# A template and a file with macros are Word files too; only their text and macros are not ours to take.
_MAIN_TYPES: Final = tuple(
    f"application/vnd.{kind}.main+xml".encode()
    for kind in (
        "openxmlformats-officedocument.wordprocessingml.template",
        "ms-word.template.macroEnabledTemplate",
        "ms-word.document.macroEnabled",
    )
)

_A4: Final = "16838"
_LARGEST: Final = 300_000_000  # unpacked; a house style with a dozen photos is a tenth of it


def read_stationery(path: Path, house: HouseStyle | None = None) -> Stationery:
    """Return what the style file gives, from memory when the file has not changed.

    With ``house`` that is the municipality's own file, made complete with what the style file has.
    """
    if house is None:
        return _read(path, None, (_stamp(path),))
    return _read(path, house, (_stamp(path), _stamp(house.file)))


def open_house(path: Path, house: HouseStyle) -> tuple[Document, Document]:
    """Return a municipality's own file as it is, and our style file."""
    return _open(house.file), _open(path)


@dataclass(frozen=True)
class _Stamp:
    """When a file is still the same."""

    path: Path
    time: int
    size: int


def _stamp(path: Path) -> _Stamp:
    """Return the stamp of a file."""
    try:
        stat = path.stat()
    except (OSError, ValueError):
        raise _style_error(path, "dit stijlbestand is er niet; controleer de naam van het bestand") from None
    return _Stamp(path.absolute(), stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, house: HouseStyle | None, stamps: tuple[_Stamp, ...]) -> Stationery:  # noqa: ARG001  (a part of the cache key)
    """Return what the style file gives."""
    if house is None:
        document = _open(path)
        return _stationery(path, document, Adopted(_styles(path, document), ()))
    document, ours = open_house(path, house)
    _styles(path, ours)
    return _stationery(house.file, document, adopt(document, ours, house))


def _stationery(path: Path, document: Document, adopted: Adopted) -> Stationery:
    """Return what a document gives, whose styles are these."""
    styles = adopted.styles
    main = document.part
    numbering, abstract_number = _numbering(path, main, styles)
    text_width = _text_width(path, document)
    section = _section(document)
    margins = tuple(filter(None, map(_margin, _related(main, {RT.HEADER, RT.FOOTER}))))
    written = {main.partname.membername, numbering.name, *(part.name for part in margins)}
    outer = _outer(document)
    parts = _reachable([*outer.values(), *_related(main, _KEPT)])
    return Stationery(
        _style_ids(styles),
        adopted.added,
        text_width,
        _page_height(section),
        _cell_padding(styles[StyleRole.TABLE]),
        _font_size(styles[StyleRole.CELL], document),
        _font_name(styles[StyleRole.CELL], document),
        abstract_number,
        main.partname.membername,
        main.partname.rels_uri.membername,
        tuple(Relation(r.rId, r.reltype, r.target_ref) for r in main.rels.values() if r.reltype in _KEPT),
        tuple(Relation(f"rId{n}", kind, part.partname.membername) for n, (kind, part) in enumerate(outer.items(), 3)),
        tuple(KnownPart(part.partname.membername, part.content_type) for part in [main, *parts]),
        tuple(_fixed(parts, written)),
        open_document(section),
        open_document(first_page_apart(section)),
        numbering,
        margins,
    )


def _style_error(path: Path, *messages: str) -> StyleError:
    """Return the error for a style file."""
    return StyleError(Problem(str(path), message) for message in messages)


def _open(path: Path) -> Document:
    """Return the style file as python-docx reads it."""
    damaged = "dit is geen Word-bestand (.docx) of het is beschadigd; kies een ander stijlbestand"
    if not path.is_file():
        raise _style_error(path, damaged)
    try:
        return docx.Document(_as_document(path))
    except (PackageNotFoundError, zipfile.BadZipFile, etree.LxmlError, KeyError, ValueError, AttributeError):
        raise _style_error(path, damaged) from None
    except OSError:
        raise _style_error(path, "dit stijlbestand is niet te lezen; sluit het in Word en probeer opnieuw") from None


def _as_document(path: Path) -> io.BytesIO:
    """Return a Word file from memory; one that calls itself a template calls itself a document."""
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
            raise ValueError("too large")
        types = archive.read("[Content_Types].xml")
        said = [kind for kind in _MAIN_TYPES if kind in types]
        if not said:
            return io.BytesIO(data)
        for kind in said:
            types = types.replace(kind, CT.WML_DOCUMENT_MAIN.encode())
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as document:
            for name in archive.namelist():
                document.writestr(name, types if name == "[Content_Types].xml" else archive.read(name))
    buffer.seek(0)
    return buffer


def _styles(path: Path, document: Document) -> dict[StyleRole, BaseStyle]:
    """Return the style of each role, or name every style that lacks."""
    found = find_by_word_names(document.styles)
    lacking = [role for role in StyleRole if role not in found and role not in OPTIONAL]
    if lacking:
        advice = "ontbreekt; neem de stijl over uit stijl.docx"
        raise _style_error(path, *(f"de {KINDS[role.kind]} «{role.names[0]}» {advice}" for role in lacking))
    return found


def _style_ids(styles: Mapping[StyleRole, BaseStyle]) -> dict[StyleRole, str]:
    """Return the style id of each role; empty when there is no style and no other that will do."""
    used = {role: styles.get(role) or styles.get(SUBSTITUTES.get(role, role)) for role in StyleRole}
    return {role: style.style_id if style else "" for role, style in used.items()}


def _numbering(path: Path, main: Part, styles: Mapping[StyleRole, BaseStyle]) -> tuple[Numbering, str]:
    """Return the numbering part, and the definition behind the style of numbered lists."""
    wanted = number_id(styles[StyleRole.NUMBER])
    for part in _related(main, {RT.NUMBERING}):
        root = etree.fromstring(part.blob)
        for number in root.iter(f"{W}num"):
            definition = number.find(f"{W}abstractNumId")
            if wanted == number.get(f"{W}numId") and definition is not None and number_id(styles[StyleRole.BULLET]):
                return open_numbering(part.partname.membername, root), str(definition.get(VAL))
    raise _style_error(path, "koppel in Word een opsomming aan de alineastijlen «List Bullet» en «List Number»")


def _font_size(style: BaseStyle, document: Document) -> int:
    """Return the font size of a paragraph style in twentieths of a point; 11 points when nothing says it."""
    look = own_look(style, "rPr/sz") or default_look(document.styles.element, "rPr/sz")
    return round(float(look.value) * 10) if look else 220


def _font_name(style: BaseStyle, document: Document) -> str:
    """Return the font of a paragraph style, or an empty string."""
    themes = [etree.fromstring(part.blob) for part in _related(document.part, {RT.THEME})]
    defaults = document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    return font_name([*(each.element.find(f"{W}rPr") for each in lineage(style)), defaults], next(iter(themes), None))


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


def _section(document: Document) -> etree._Element:
    """Return the last section as plain lxml, with the headers and footers that it takes over from those before it."""
    sections = [each._sectPr for each in document.sections]
    section = etree.fromstring(etree.tostring(sections[-1]))
    references = (f"{W}headerReference", f"{W}footerReference")
    for earlier in reversed(sections[:-1]):
        known = {(each.tag, each.get(f"{W}type")) for each in section if each.tag in references}
        for each in earlier.iterchildren(*references):
            if (each.tag, each.get(f"{W}type")) not in known:
                section.insert(0, etree.fromstring(etree.tostring(each)))
    for tag in ("sectPrChange", "type", "cols", "pgNumType", "lnNumType", "formProt"):
        for child in section.findall(W + tag):
            section.remove(child)
    for name in [name for name in section.attrib if not str(name).startswith(W)]:
        del section.attrib[name]
    return section


def _margin(part: Part) -> OpenPart | None:
    """Return a header or footer with slots, or None when it stays as it is."""
    return open_margin(part.partname.membername, etree.fromstring(part.blob))


def _page_height(section: etree._Element) -> int:
    """Return the height of the paper in twentieths of a point; that of A4 when nothing says it."""
    size = section.find(f"{W}pgSz")
    return int(_A4 if size is None else size.get(f"{W}h", _A4))


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
