"""A municipality's own Word file made fit for a chapter, in memory: what it lacks is borrowed from our style file."""

from __future__ import annotations

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

from liagen.word.lender import Lender, Sheet
from liagen.word.looks import lineage, number_id, own_look
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
    own = find_by_word_names(ours.styles)
    given = {own[role].style_id: style.style_id for role, style in found.items() if role in own}
    numbering = numbering_root(ours)
    assert numbering is not None  # our style file was refused without
    lender = Lender(
        Sheet(ours.styles.element, numbering), Sheet(document.styles.element, _made_numbering(document)), given
    )
    added = tuple(role for role in own if role not in found)
    lent = {role: _style(document, lender.lend(own[role].style_id)) for role in added}
    styles = {role: (found | lent)[role] for role in Role if role in found or role in lent}
    for role in _LISTS:
        if not has_list(document, styles[role]):
            _set_number(styles[role], lender.lend_list(number_id(own[role]), styles[role].style_id))
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
