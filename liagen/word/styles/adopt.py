"""A municipality's own Word file made fit for a chapter, in memory: what it lacks is borrowed from our style file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.parts.numbering import NumberingPart
from docx.styles.style import BaseStyle
from lxml import etree

from liagen.word.parts.container import Host
from liagen.word.parts.tree import xml_bytes
from liagen.word.parts.xml import VAL, W
from liagen.word.styles.lend import TRUE, Lender, StyleSheet, add_list, find_definition
from liagen.word.styles.lineage import font_name, lineage, number_id, own_look
from liagen.word.styles.open_parts import open_numbering
from liagen.word.styles.roles import HEADINGS, HouseStyle, StyleRole, find_by_role, find_by_word_names, plain
from liagen.word.styles.sheet import Stationery

_HEADINGS: Final = {role: below for below, role in enumerate(HEADINGS.values())}

# The chapter has no table of contents here, and no title besides its heading.
_UNUSED: Final = {
    StyleRole.TITLE,
    StyleRole.SUBTITLE,
    StyleRole.TITLE_DETAIL,
    StyleRole.CONTENTS_TITLE,
    StyleRole.CONTENTS_ENTRY,
}
_LAST_LEVEL: Final = 9
_POINT: Final = 20
_BULLETS: Final = "bullet"


def host_stationery(host: Host, ours: Stationery, level: int, section: etree._Element | None) -> tuple[Stationery, str]:
    """Return what the chapter is written with, its title a heading of this level, and the numbering for bullets.

    The numbering is empty when the host's style for bullets has its own.
    """
    return _Adoption(host, ours, level).stationery(section)


def speaks_dutch(host: Host) -> bool:
    """Say whether running text of the host is Dutch when nothing else is said."""
    styles = host.root(host.ensure(RT.STYLES, "styles", CT.WML_STYLES))
    spoken = [styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")]
    defaults = (style for style in styles.findall(f"{W}style") if style.get(f"{W}default") in TRUE)
    spoken += [style.find(f"{W}rPr/{W}lang") for style in defaults if style.get(f"{W}type") == "paragraph"]
    said = [str(lang.get(VAL)) for lang in spoken if lang is not None and lang.get(VAL)]
    return bool(said) and said[-1].casefold().startswith("nl")


class _Adoption:
    """The styles and the numbering of a host, while ours are added."""

    def __init__(self, host: Host, ours: Stationery, level: int) -> None:
        self._host = host
        self._ours = ours
        self._level = level
        self._styles_name = host.ensure(RT.STYLES, "styles", CT.WML_STYLES)
        self._numbering_name = host.ensure(RT.NUMBERING, "numbering", CT.WML_NUMBERING)
        self._styles = host.root(self._styles_name)
        self._numbering = host.root(self._numbering_name)
        self._found = {role: style for role in StyleRole if (style := self._find(role)) is not None}
        self._own = StyleSheet(_part(ours, "styles"), etree.fromstring(ours.numbering.data))
        self._lender = Lender(self._own, StyleSheet(self._styles, self._numbering), self._given())

    def stationery(self, section: etree._Element | None) -> tuple[Stationery, str]:
        styles = {role: self._style(role) for role in StyleRole if role not in _UNUSED}
        styles |= dict.fromkeys(_UNUSED, styles[StyleRole.TEXT])
        numbers = self._host_list(StyleRole.NUMBER)
        if numbers is None:
            number = self._lender.lend_list(self._own_number(StyleRole.NUMBER))
        else:
            number = add_list(self._numbering, numbers)
        bullets = ""
        if StyleRole.BULLET in self._found and self._host_list(StyleRole.BULLET) is None:
            bullets = self._lender.lend_list(self._own_number(StyleRole.BULLET))
        definition = find_definition(self._numbering, number)
        assert definition is not None
        self._host.change(self._numbering_name)
        if len(self._found) < len(StyleRole) - len(_UNUSED):
            self._host.change(self._styles_name)
        found = replace(
            self._ours,
            styles=styles,
            text_width=_text_width(section) or self._ours.text_width,
            cell_padding=self._cell_padding(styles[StyleRole.TABLE]),
            cell_size=self._font_size(styles[StyleRole.CELL]),
            cell_font=self._font_name(styles[StyleRole.CELL]),
            abstract_number=str(definition.get(f"{W}abstractNumId")),
            numbering=open_numbering(self._numbering_name, self._numbering),
        )
        return found, bullets

    # ------------------------------------------------------------ styles

    def _given(self) -> dict[str, str]:
        """Return the ids of the host's styles by those of ours for the same role; running text goes before others."""
        ours = self._ours.styles
        given = {ours[role]: _key(style) for role, style in self._found.items() if ours[role]}
        return given | {ours[role]: _key(self._found[role]) for role in (StyleRole.TEXT,) if role in self._found}

    def _style(self, role: StyleRole) -> str:
        """Return the id of the host's style for a role, a copy of ours when it has none."""
        if role in self._found:
            return _key(self._found[role])
        if role in _HEADINGS:
            level = self._heading_level(role)
            return self._lender.lend_heading(self._ours.styles[HEADINGS[min(level, len(HEADINGS))]], level)
        own = self._ours.styles[role]
        return self._lender.lend(own) if own else ""

    def _find(self, role: StyleRole) -> etree._Element | None:
        """Return the host's style for a role."""
        tag = role.kind
        if role in _UNUSED:
            return None
        if role in _HEADINGS:
            number = self._heading_level(role)
            return self._named(tag, [f"heading {number}", f"kop {number}"])
        return self._default(tag) if role is StyleRole.TEXT else self._named(tag, role.names)

    def _heading_level(self, role: StyleRole) -> int:
        return min(self._level + _HEADINGS[role], _LAST_LEVEL)

    def _named(self, kind: str, names: Iterable[str]) -> etree._Element | None:
        """Return the host's style with the first of these names that it has; an id is as good as a name."""
        of_kind = [style for style in self._styles.findall(f"{W}style") if style.get(f"{W}type") == kind]
        known = {plain(_key(style)): style for style in of_kind} | {plain(_name(style)): style for style in of_kind}
        return next((known[plain(name)] for name in names if plain(name) in known), None)

    def _default(self, kind: str) -> etree._Element | None:
        """Return the style of whatever names none."""
        of_kind = [style for style in self._styles.findall(f"{W}style") if style.get(f"{W}type") == kind]
        return next((style for style in of_kind if style.get(f"{W}default") in TRUE), None)

    def _lineage(self, key: str) -> list[etree._Element]:
        """Return a style of the host with those it is based on, nearest first."""
        return _lineage_of(self._styles, key)

    def _font_size(self, key: str) -> int:
        """Return the font size of a style in twentieths of a point; 10 points when nothing says it, as in Word."""
        sizes = [style.find(f"{W}rPr/{W}sz") for style in self._lineage(key)]
        sizes.append(self._styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz"))
        return next((round(float(size.get(VAL, "20")) * _POINT / 2) for size in sizes if size is not None), 10 * _POINT)

    def _font_name(self, key: str) -> str:
        """Return the font of a style, or an empty string."""
        name = self._host.related(RT.THEME)
        defaults = self._styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        looks = [style.find(f"{W}rPr") for style in self._lineage(key)]
        return font_name([*looks, defaults], self._host.root(name) if name else None)

    def _cell_padding(self, key: str) -> int:
        """Return left and right cell padding together; Word's own is 108 on each side."""
        for style in self._lineage(key):
            margins = style.find(f"{W}tblPr/{W}tblCellMar")
            if margins is not None:
                found = [margins.find(W + side) for side in ("left", "start", "right", "end")]
                widths = [int(float(side.get(f"{W}w", "108"))) for side in found if side is not None]
                return sum(widths) + 108 * (2 - len(widths))
        return 216

    # ------------------------------------------------------------ numbering

    def _own_number(self, role: StyleRole) -> str:
        """Return the number of our list for a role."""
        return _number_id(_lineage_of(self._own.styles, self._ours.styles[role]))

    def _host_list(self, role: StyleRole) -> etree._Element | None:
        """Return the definition behind a list style of the host, if it is of the kind that the role wants."""
        if role not in self._found:
            return None
        found = find_definition(self._numbering, _number_id(self._lineage(_key(self._found[role]))))
        if found is None or found.find(f"{W}numStyleLink") is not None:
            return None
        form = found.find(f"{W}lvl/{W}numFmt")
        return found if form is not None and (form.get(VAL) == _BULLETS) is (role is StyleRole.BULLET) else None


def _key(style: etree._Element) -> str:
    """Return the id of a style."""
    return str(style.get(f"{W}styleId"))


def _name(style: etree._Element) -> str:
    """Return the name of a style, in small letters."""
    name = style.find(f"{W}name")
    return "" if name is None else str(name.get(VAL)).casefold()


def _part(ours: Stationery, tag: str) -> etree._Element:
    """Return the root of a part of our style file."""
    roots = (etree.fromstring(part.data) for part in ours.fixed if part.name.endswith(".xml"))
    return next(root for root in roots if root.tag == W + tag)


def _lineage_of(styles: etree._Element, key: str) -> list[etree._Element]:
    """Return a style with those it is based on, nearest first."""
    known = {_key(style): style for style in styles.findall(f"{W}style")}
    found: list[etree._Element] = []
    while key in known and known[key] not in found:
        found.append(known[key])
        based = known[key].find(f"{W}basedOn")
        key = "" if based is None else str(based.get(VAL))
    return found


def _number_id(lineage: Iterable[etree._Element]) -> str:
    """Return the numbering that a list style carries, or an empty string."""
    found = (style.find(f"{W}pPr/{W}numPr/{W}numId") for style in lineage)
    return next((str(number.get(VAL)) for number in found if number is not None), "")


def _text_width(section: etree._Element | None) -> int:
    """Return the width of a column of text; 0 when the section does not say it."""
    if section is None:
        return 0
    size, margins, columns = (section.find(W + tag) for tag in ("pgSz", "pgMar", "cols"))
    if size is None or margins is None:
        return 0
    sides = sum(int(float(margins.get(W + side, "0"))) for side in ("left", "right", "gutter"))
    width = int(float(size.get(f"{W}w", "0"))) - sides
    number = 1 if columns is None else int(columns.get(f"{W}num", "1"))
    gaps = 0 if columns is None else int(float(columns.get(f"{W}space", "720"))) * (number - 1)
    return max((width - gaps) // number, 0)


LANGUAGE: Final = "nl-NL"
_LISTS: Final = (StyleRole.BULLET, StyleRole.NUMBER)

# Settings that belong to the old text, shut the document, or make Word ask questions when it opens it.
_OTHER_SETTINGS: Final = (
    *("attachedTemplate", "documentProtection", "writeProtection", "mailMerge", "docVars", "updateFields"),
    *("trackRevisions", "formsDesign", "linkStyles"),
)


@dataclass(frozen=True)
class Adopted:
    """The styles of a house style that is complete now, and the roles whose style was borrowed."""

    styles: Mapping[StyleRole, BaseStyle]
    added: tuple[StyleRole, ...]


def adopt(document: Document, ours: Document, house: HouseStyle) -> Adopted:
    """Make a house style complete with what our style file has; only ``document`` changes, in memory."""
    found = find_by_role(document.styles, house.names)
    _know_as_built_in(document, found)
    own = find_by_word_names(ours.styles)
    given = {own[role].style_id: style.style_id for role, style in found.items() if role in own}
    numbering = numbering_root(ours)
    assert numbering is not None  # our style file was refused without
    lender = Lender(
        StyleSheet(ours.styles.element, numbering),
        StyleSheet(document.styles.element, _made_numbering(document)),
        given,
    )
    added = tuple(role for role in own if role not in found)
    lent = {role: _style(document, lender.lend(own[role].style_id)) for role in added}
    styles = {role: (found | lent)[role] for role in StyleRole if role in found or role in lent}
    for role in _LISTS:
        if not has_list(document, styles[role]):
            _set_number(styles[role], lender.lend_list(number_id(own[role]), styles[role].style_id))
    if StyleRole.HEADER_CELL in added and StyleRole.TABLE not in added:
        _drop(styles[StyleRole.HEADER_CELL].element, "rPr/color")  # the header row may be dark; its own style knows
    _speak_dutch(document, styles)
    _drop_text(document)
    return Adopted(styles, added)


def has_list(document: Document, style: BaseStyle) -> bool:
    """Say whether a style has a list mark or number that is there."""
    wanted = number_id(style)
    root = numbering_root(document)
    numbers = [] if root is None else root.findall(f"{W}num")
    return any(each.get(f"{W}numId") == wanted and each.find(f"{W}abstractNumId") is not None for each in numbers)


def numbering_root(document: Document) -> etree._Element | None:
    """Return the numbering of a document, or None when it never had a list."""
    part = _related(document, RT.NUMBERING)
    return part.element if isinstance(part, NumberingPart) else None


def language(document: Document) -> str:
    """Return the language that the styles of a document say, or an empty string."""
    tags = (
        document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"),
        *(
            style.element.find(f"{W}rPr/{W}lang")
            for style in lineage(find_by_role(document.styles, ()).get(StyleRole.TEXT))
        ),
    )
    spoken = [tag.get(VAL) or "" for tag in tags if tag is not None]
    return spoken[-1] if spoken else ""


def _set_number(style: BaseStyle, number: str) -> None:
    """Give a style the mark or number of a list."""
    numbered = style.element.get_or_add_pPr().get_or_add_numPr()
    for child in list(numbered):
        numbered.remove(child)
    etree.SubElement(numbered, f"{W}numId", {VAL: number})


def _style(document: Document, style_id: str) -> BaseStyle:
    """Return a style by its id."""
    found: BaseStyle = next(style for style in document.styles if style.style_id == style_id)
    return found


def _related(document: Document, kind: str) -> Part | None:
    """Return the part of the document of one kind, or None."""
    return next((r.target_part for r in document.part.rels.values() if not r.is_external and r.reltype == kind), None)


def _made_numbering(document: Document) -> etree._Element:
    """Return the numbering of a document, made when it never had a list."""
    root = numbering_root(document)
    if root is not None:
        return root
    package = document.part.package
    assert package is not None
    element = parse_xml(f'<w:numbering xmlns:w="{W[1:-1]}"/>')
    document.part.relate_to(
        NumberingPart(PackURI("/word/numbering.xml"), CT.WML_NUMBERING, element, package), RT.NUMBERING
    )
    return element


def _drop(element: etree._Element, path: str) -> None:
    """Take out what stands at a path of tags."""
    for found in element.findall("/".join(W + tag for tag in path.split("/"))):
        parent = found.getparent()
        assert parent is not None
        parent.remove(found)


def _know_as_built_in(document: Document, found: Mapping[StyleRole, BaseStyle]) -> None:
    """Give a style with a Dutch name of Word's the name by which Word knows it: a Dutch Word shows the same name.

    Only then are headings headings for who finds the way by them. One with a name of its own gets a level at least.
    """
    taken = {plain(style.name or "") for style in document.styles}
    for role, style in found.items():
        known = {plain(name) for name in role.names}
        if role.built_in and plain(role.built_in) not in taken and plain(style.name or "") in known:
            style.element.find(f"{W}name").set(VAL, role.built_in)
            style.element.attrib.pop(f"{W}customStyle", None)
    for level, role in HEADINGS.items():
        if role in found and own_look(found[role], "pPr/outlineLvl") is None:
            _set_level(found[role], level)


def _set_level(style: BaseStyle, level: int) -> None:
    """Give a heading its level, at its place in the order of the schema."""
    properties = style.element.get_or_add_pPr()
    after = [child for child in properties if child.tag in {W + tag for tag in ("divId", "cnfStyle", "sectPr")}]
    element = etree.Element(f"{W}outlineLvl", {VAL: str(level - 1)})
    properties.insert(properties.index(after[0]) if after else len(properties), element)


def _speak_dutch(document: Document, styles: Mapping[StyleRole, BaseStyle]) -> None:
    """Say that the text is Dutch, wherever the styles of a chapter say otherwise or nothing."""
    root = document.styles.element
    defaults = _child(_child(_child(root, "docDefaults", first=True), "rPrDefault", first=True), "rPr")
    spoken = _child(defaults, "lang")
    bearers = {each.style_id: each.element for style in styles.values() for each in lineage(style)}
    for lang in (spoken, *(each for element in bearers.values() for each in element.findall(f"{W}rPr/{W}lang"))):
        if not (lang.get(VAL) or "").lower().startswith("nl"):
            lang.set(VAL, LANGUAGE)


def _child(parent: etree._Element, tag: str, first: bool = False) -> etree._Element:
    """Return a child, made when it is not there."""
    found = parent.find(W + tag)
    if found is not None:
        return found
    child = etree.Element(W + tag)
    parent.insert(0 if first else len(parent), child)
    return child


def _drop_text(document: Document) -> None:
    """Take out what belongs to the old text: its footnotes, and settings that were for it alone."""
    for kind in (RT.FOOTNOTES, RT.ENDNOTES):
        part = _related(document, kind)
        if part is not None:
            root = etree.fromstring(part.blob)
            for note in [each for each in root if not each.get(f"{W}type")]:
                root.remove(note)
            part._blob = xml_bytes(root)
            part.rels.clear()
    settings = _related(document, RT.SETTINGS)
    if settings is None:
        return
    root = document.settings.element
    for tag in _OTHER_SETTINGS:
        _drop(root, tag)
    for key in [key for key, relation in settings.rels.items() if relation.is_external]:
        settings.rels.pop(key)
