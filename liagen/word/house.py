"""A municipality's own Word file made fit for a chapter, in memory: what it lacks is borrowed from our style file."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
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

from liagen.word.looks import lineage, look_at, number_id, own_look
from liagen.word.pieces import VAL, W, xml_bytes
from liagen.word.roles import HEADINGS, HouseStyle, Role, find_by_role, find_by_word_names, plain

LANGUAGE: Final = "nl-NL"
_LISTS: Final = (Role.BULLET, Role.NUMBER)
# Settings that belong to the old text, shut the document, or make Word ask questions when it opens it.
_OTHER_SETTINGS: Final = (
    *("attachedTemplate", "documentProtection", "writeProtection", "mailMerge", "docVars", "updateFields"),
    *("trackRevisions", "formsDesign", "linkStyles"),
)


@dataclass(frozen=True)
class Adopted:
    """The styles of a house style that is complete now, and the roles whose style was borrowed."""

    styles: Mapping[Role, BaseStyle]
    added: tuple[Role, ...]


def adopt(document: Document, ours: Document, house: HouseStyle) -> Adopted:
    """Make a house style complete with what our style file has; only ``document`` changes, in memory."""
    found = find_by_role(document.styles, house.names)
    _know_as_built_in(document, found)
    lender = _Lender(document, ours, found)
    added = tuple(role for role in Role if role not in found)
    for role in added:
        lender.lend(role)
    styles = {role: _style(document, lender.given(role)) for role in Role}
    for role in _LISTS:
        if not has_list(document, styles[role]):
            lender.lend_list(role, styles[role])
    if Role.HEADER_CELL in added and Role.TABLE not in added:
        _drop(styles[Role.HEADER_CELL].element, "rPr/color")  # the header row may be dark; its own style knows
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
        *(style.element.find(f"{W}rPr/{W}lang") for style in lineage(find_by_role(document.styles, ()).get(Role.TEXT))),
    )
    spoken = [tag.get(VAL) or "" for tag in tags if tag is not None]
    return spoken[-1] if spoken else ""


class _Lender:
    """Copies styles of ours into a document, with all they lean on."""

    def __init__(self, document: Document, ours: Document, found: Mapping[Role, BaseStyle]) -> None:
        self._document = document
        self._ours = ours
        self._roles = find_by_word_names(ours.styles)
        self._root = document.styles.element
        self._sources = {str(style.style_id): style.element for style in ours.styles}
        self._ids = {plain(style.style_id) for style in document.styles}
        self._names = {plain(style.name or "") for style in document.styles}
        self._given = {self._roles[role].style_id: style.style_id for role, style in found.items()}
        for key, source in self._sources.items():
            default = document.styles.default(source.type) if source.get(f"{W}default") == "1" else None
            if default is not None:
                self._given.setdefault(key, default.style_id)

    def given(self, role: Role) -> str:
        """Return the id that the style of a role has in the document."""
        return self._given[self._roles[role].style_id]

    def lend(self, role: Role) -> None:
        """Copy the style of a role."""
        self._copy(self._roles[role].style_id)

    def lend_list(self, role: Role, style: BaseStyle) -> None:
        """Give a style that has no list mark the one of ours."""
        number = self._number(number_id(self._roles[role]), style.style_id)
        properties = style.element.get_or_add_pPr()
        numbered = properties.get_or_add_numPr()
        for child in list(numbered):
            numbered.remove(child)
        etree.SubElement(numbered, f"{W}numId", {VAL: number})

    def _copy(self, key: str) -> str:
        """Return the id that a style of ours has in the document, after copying it when it is not there."""
        if key in self._given:
            return self._given[key]
        element = copy.deepcopy(self._sources[key])
        self._given[key] = new = self._free_id(key)
        element.set(f"{W}styleId", new)
        name = element.find(f"{W}name")
        name.set(VAL, self._free_name(name.get(VAL) or key))
        for tag in ("basedOn", "next", "link"):
            for child in element.findall(W + tag):
                child.set(VAL, self._copy(child.get(VAL)))
        for number in element.findall(f"{W}pPr/{W}numPr/{W}numId"):
            number.set(VAL, self._number(number.get(VAL), new))
        self._root.append(element)
        return new

    def _free_id(self, key: str) -> str:
        """Return an id that no style of the document has."""
        while plain(key) in self._ids:
            key += "Liagen"
        self._ids.add(plain(key))
        return key

    def _free_name(self, name: str) -> str:
        """Return a name that no style of the document has: Word wants names to differ, whatever the kind."""
        while plain(name) in self._names:
            name += " (liagen)"
        self._names.add(plain(name))
        return name

    def _number(self, key: str, style_id: str) -> str:
        """Copy a list of ours into the document for a style; return its number there."""
        source = numbering_root(self._ours)
        assert source is not None
        number = next(each for each in source.iter(f"{W}num") if each.get(f"{W}numId") == key)
        wanted = look_at(number, "abstractNumId")
        found = next(each for each in source.iter(f"{W}abstractNum") if each.get(f"{W}abstractNumId") == wanted)
        root = _made_numbering(self._document)
        definition = copy.deepcopy(found)
        abstract = _next(root, "abstractNum", "abstractNumId")
        definition.set(f"{W}abstractNumId", abstract)
        for level in definition.iter(f"{W}lvl"):
            for link in level.findall(f"{W}pStyle"):
                link.set(VAL, style_id)
            _drop(level, "rPr/rFonts")
        new = _next(root, "num", "numId")
        number = etree.Element(f"{W}num", {f"{W}numId": new})
        etree.SubElement(number, f"{W}abstractNumId", {VAL: abstract})
        _insert_after(root, definition, ("numPicBullet", "abstractNum"))
        _insert_after(root, number, ("numPicBullet", "abstractNum", "num"))
        return new


def _next(root: etree._Element, tag: str, name: str) -> str:
    """Return the next number that is free."""
    return str(max((int(each.get(W + name) or 0) for each in root.iter(W + tag)), default=0) + 1)


def _insert_after(root: etree._Element, element: etree._Element, tags: tuple[str, ...]) -> None:
    """Insert an element after the last child with one of the tags, or first."""
    before = [child for child in root if child.tag in {W + tag for tag in tags}]
    if before:
        before[-1].addnext(element)
    else:
        root.insert(0, element)


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


def _know_as_built_in(document: Document, found: Mapping[Role, BaseStyle]) -> None:
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


def _speak_dutch(document: Document, styles: Mapping[Role, BaseStyle]) -> None:
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
