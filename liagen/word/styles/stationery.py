"""What a Word style file gives: its styles, page, numbering and all parts that travel along; read once and kept."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from lxml import etree

from liagen.errors import Problem, StyleError
from liagen.word.parts.container import DOCUMENT_TYPE, FileMessages, RelatedPart, WordFile
from liagen.word.parts.measure import length, whole_number
from liagen.word.parts.relations import relations_name
from liagen.word.parts.xml import OFFICE, W
from liagen.word.styles.adopt import Adopted, adopt_host, adopt_house, drop_lost_references
from liagen.word.styles.find import find_by_word_names
from liagen.word.styles.inheritance import TRUE, base_chain, font_name, font_size, number_id, style_key
from liagen.word.styles.open_parts import first_page_apart, open_document, open_header, open_numbering
from liagen.word.styles.roles import KINDS, OPTIONAL, SUBSTITUTES, HouseStyle, StyleRole
from liagen.word.styles.sheet import FixedPart, KnownPart, Relation, Stationery
from liagen.word.styles.shown_values import keep_shown_values
from liagen.word.styles.style_copier import find_definition

_MESSAGES: Final = FileMessages(
    StyleError,
    missing="dit stijlbestand is er niet; controleer de naam van het bestand",
    damaged="dit is geen Word-bestand (.docx) of het is beschadigd; kies een ander stijlbestand",
    locked="dit stijlbestand is niet te lezen; sluit het in Word en probeer opnieuw",
    large="dit stijlbestand is te groot; haal er tekst en foto's uit",
)

# What of a style file travels along with its document; comments, pictures in its text and the like do not.
_KEPT_PARTS: Final = frozenset(
    (
        *("styles", "numbering", "settings", "fontTable", "theme", "webSettings"),
        *("header", "footer", "footnotes", "endnotes"),
    )
)
_A4: Final = 16838
_WORD_PADDING: Final = 108  # of a cell, on each side, when nothing says it
_WORD_GAP: Final = 720  # between columns, when nothing says it
_NARROWEST: Final = 567  # a centimetre: with less, a file says something else than it means


def added_styles(house: HouseStyle, style_file: Path) -> tuple[str, ...]:
    """Return the roles, in the words of a mapping, for which a municipality's own file gets a style of ours."""
    return tuple(role.word for role in read_stationery(style_file, house).added if role not in OPTIONAL)


def read_stationery(path: Path, house: HouseStyle | None = None) -> Stationery:
    """Return what the style file gives, from memory when the file has not changed.

    With ``house`` that is the municipality's own file, made complete with what the style file has.
    """
    if house is None:
        return _read_cached(path, None, (_stamp(path),))
    return _read_cached(path, house, (_stamp(path), _stamp(house.file)))


def host_stationery(
    host: WordFile, style_file: Path, top: int, section: etree._Element | None
) -> tuple[Stationery, str]:
    """Return what a chapter in a host is written with, its title a heading of level ``top``, and the list for bullets.

    The list is empty when the host's style for bullets has one. What the host lacks is added to it, in memory;
    ``section`` is the page that the chapter comes on.
    """
    ours = read_stationery(style_file)
    adopted = adopt_host(host, open_style_file(style_file), top)
    numbering = host.related("numbering")
    found = replace(
        ours,
        styles=_style_ids(adopted.styles),
        added=adopted.added,
        text_width=_text_width(section) or ours.text_width,
        cell_padding=_cell_padding(adopted.styles[StyleRole.TABLE]),
        cell_size=_cell_size(host, adopted.styles),
        cell_font=_cell_font(host, adopted.styles),
        abstract_number=str(adopted.definition.get(f"{W}abstractNumId")),
        numbering=open_numbering(numbering, host.root(numbering), adopted.asked_lists),
    )
    return found, adopted.bullets


def open_style_file(path: Path) -> WordFile:
    """Return a style file, opened; raise StyleError when it is no Word file."""
    return WordFile(path, _MESSAGES)


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
        raise StyleError([Problem(str(path), _MESSAGES.missing)]) from None
    return _Stamp(path.absolute(), stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _read_cached(path: Path, house: HouseStyle | None, stamps: tuple[_Stamp, ...]) -> Stationery:  # noqa: ARG001  (a part of the cache key)
    """Return what the style file gives."""
    ours = open_style_file(path)
    with ours.refusing_damage():
        own = _own_styles(ours)
        if house is None:
            return _stationery(ours, own)
    file = open_style_file(house.file)
    with file.refusing_damage():
        return _stationery(file, adopt_house(file, ours, house))


def _own_styles(file: WordFile) -> Adopted:
    """Return the styles of our own style file, or one that a package has in its place; name every style that lacks."""
    styles = file.related("styles")
    found = find_by_word_names(file.root(styles)) if styles else {}
    # Named by Word's own name only: for a style file of liagen there is no guessing.
    lacking = [role for role in StyleRole if role not in found and role not in OPTIONAL]
    if lacking:
        advice = "ontbreekt; neem de stijl over uit stijl.docx"
        raise file.error(*(f"de {KINDS[role.kind]} «{role.names[0]}» {advice}" for role in lacking))
    numbering = file.related("numbering")
    numbers = [number_id(found[role]) for role in (StyleRole.NUMBER, StyleRole.BULLET)]
    definitions = [find_definition(file.root(numbering), number) for number in numbers] if numbering else [None]
    if any(definition is None for definition in definitions):
        raise file.error("koppel in Word een opsomming aan de alineastijlen «List Bullet» en «List Number»")
    assert definitions[0] is not None
    return Adopted(found, (), definitions[0])


def _stationery(file: WordFile, adopted: Adopted) -> Stationery:
    """Return what a file gives, whose styles are these."""
    styles = adopted.styles
    related = _kept_relations(file)
    section = _section(file, {each.id for each in related})
    text_width = _text_width(section)
    if section is None or not text_width:
        raise file.error("stel in Word een papierformaat en marges in")
    numbering = file.related("numbering")
    header_names = dict.fromkeys(each.name for each in related if each.kind in ("header", "footer"))
    for name in header_names:
        if keep_shown_values(file.root(name)):
            file.mark_changed(name)
    with_slots = [part for name in header_names if (part := open_header(name, file.root(name)))]
    parts = _reachable(file, [each.name for each in related])
    written = {file.document_name, numbering, *(part.name for part in with_slots)}
    folder = posixpath.dirname(file.document_name)
    known = [KnownPart(name, file.content_type(name)) for name in parts]
    if not all(each.kind for each in known):
        raise file.damaged()
    return Stationery(
        _style_ids(styles),
        adopted.added,
        text_width,
        _page_height(section),
        _cell_padding(styles[StyleRole.TABLE]),
        _cell_size(file, styles),
        _cell_font(file, styles),
        str(adopted.definition.get(f"{W}abstractNumId")),
        file.document_name,
        file.relations_name,
        tuple(Relation(each.id, f"{OFFICE}/{each.kind}", posixpath.relpath(each.name, folder)) for each in related),
        (KnownPart(file.document_name, DOCUMENT_TYPE), *known),  # a template, or a file with macros, becomes a document
        tuple(_fixed(file, parts, written)),
        open_document(section),
        open_document(first_page_apart(section)),
        open_numbering(numbering, file.root(numbering), adopted.asked_lists),
        tuple(with_slots),
    )


def _style_ids(styles: Mapping[StyleRole, etree._Element]) -> dict[StyleRole, str]:
    """Return the style id of each role; empty when there is no style and no other that will do."""
    used = {role: styles.get(role, styles.get(SUBSTITUTES.get(role, role))) for role in StyleRole}
    return {role: "" if style is None else style_key(style) for role, style in used.items()}


# ------------------------------------------------------------ cells and page


def _cell_size(file: WordFile, styles: Mapping[StyleRole, etree._Element]) -> int:
    """Return the font size of text in cells, in twentieths of a point."""
    size, _ = font_size(styles[StyleRole.CELL], file.root(file.related("styles")))
    return round(size * 20)


def _cell_font(file: WordFile, styles: Mapping[StyleRole, etree._Element]) -> str:
    """Return the font of text in cells, or an empty string."""
    theme = file.related("theme")
    return font_name(styles[StyleRole.CELL], file.root(file.related("styles")), file.root(theme) if theme else None)


def _cell_padding(style: etree._Element) -> int:
    """Return left and right cell padding of a table style together, in twentieths of a point."""
    for each in base_chain(style):
        padding = each.find(f"{W}tblPr/{W}tblCellMar")
        if padding is not None:
            # Word writes «start» and «end» in newer files, for «left» and «right».
            found = [padding.find(W + side) for side in ("left", "start", "right", "end")]
            widths = [_length(side, "w", _WORD_PADDING) for side in found if side is not None]
            return sum(widths) + _WORD_PADDING * (2 - len(widths))
    return 2 * _WORD_PADDING


def _text_width(section: etree._Element | None) -> int:
    """Return the width of a column of text in twentieths of a point; 0 when the section says none to write in."""
    if section is None:
        return 0
    size, margins, columns = (section.find(W + tag) for tag in ("pgSz", "pgMar", "cols"))
    if size is None or margins is None:
        return 0
    width = _length(size, "w", 0) - sum(_length(margins, side, 0) for side in ("left", "right", "gutter"))
    width = width if columns is None else _column_width(columns, width)
    return width if width >= _NARROWEST else 0


def _column_width(columns: etree._Element, width: int) -> int:
    """Return the width of the narrowest column, of columns that are this wide together."""
    own = [_length(each, "w", 0) for each in columns.findall(f"{W}col")]
    if own and columns.get(f"{W}equalWidth") not in (None, *TRUE):
        return min(own)
    number = max(whole_number(columns.get(f"{W}num")) or 1, 1)
    return (width - _length(columns, "space", _WORD_GAP) * (number - 1)) // number


def _page_height(section: etree._Element) -> int:
    """Return the height of the paper in twentieths of a point; that of A4 when nothing says it."""
    size = section.find(f"{W}pgSz")
    return _A4 if size is None else _length(size, "h", _A4)


def _length(element: etree._Element, name: str, default: int) -> int:
    """Return a length that an element says; ``default`` when it says none, or not one that we know."""
    found = length(element.get(W + name))
    return default if found is None else found


def _section(file: WordFile, related: Container[str]) -> etree._Element | None:
    """Return a copy of the last section, with the headers and footers that it takes over from those before it.

    ``related`` are the ids that it can lead to other parts with: those of what travels along.
    """
    sections = [*file.body.findall(f"{W}p/{W}pPr/{W}sectPr"), *file.body.findall(f"{W}sectPr")]
    if not sections:
        return None
    section = etree.fromstring(etree.tostring(sections[-1]))
    references = (f"{W}headerReference", f"{W}footerReference")
    # A section without a header of a kind has that of the section before it, and a chapter has just one section.
    for earlier in reversed(sections[:-1]):
        known = {(each.tag, each.get(f"{W}type")) for each in section if each.tag in references}
        for each in earlier.iterchildren(*references):
            if (each.tag, each.get(f"{W}type")) not in known:
                section.insert(0, etree.fromstring(etree.tostring(each)))
    # What was for the old text: its columns, where its numbers begin, how its last section starts.
    for tag in ("sectPrChange", "type", "cols", "pgNumType", "lnNumType", "formProt"):
        for child in section.findall(W + tag):
            section.remove(child)
    drop_lost_references(section, related)  # a setting of a printer does not travel along, and a header may be lost
    # Word's marks of editing (rsid …) differ with every save.
    for name in [name for name in section.attrib if not str(name).startswith(W)]:
        del section.attrib[name]
    return section


# ------------------------------------------------------------ parts


def _kept_relations(file: WordFile) -> list[RelatedPart]:
    """Return the parts of the document that travel along, each id once; not one that is something else too."""
    related = {each.id: each for each in reversed(file.relations(file.document_name))}
    others = [each for each in related.values() if each.kind not in _KEPT_PARTS]
    there = file.names() - {file.document_name, *(each.name for each in (*others, *file.relations()))}
    return [each for each in reversed(related.values()) if each.kind in _KEPT_PARTS and each.name in there]


def _reachable(file: WordFile, names: Iterable[str]) -> list[str]:
    """Return the names of the parts and of all that they lead to, each once, in order."""
    found: set[str] = set()
    pending = list(names)
    while pending:
        name = pending.pop()
        if name not in found and name in file.names():
            found.add(name)
            pending += [each.name for each in file.relations(name)]
    return sorted(found)


def _fixed(file: WordFile, parts: Iterable[str], written: set[str]) -> Iterator[FixedPart]:
    """Yield the parts as they stand in the style file, but for those that are ``written``, each with its relations."""
    for name in parts:
        if name.endswith(".xml"):
            file.root(name)  # refused when it is broken: it would break every chapter
        if name not in written:
            yield FixedPart(name, file.part(name))
        relations = relations_name(name)
        if relations in file.names() and len(file.root(relations)):
            yield FixedPart(relations, file.part(relations))
