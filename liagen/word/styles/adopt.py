"""Someone else's Word file made fit for a chapter, in memory: what it lacks is copied from our style file.

A house style and a host are adopted alike. A house style becomes the chapter's own file, so that its styles may be
mended; the text of a host is in its styles, so that those stay as they are.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from liagen.word.parts.container import WordFile
from liagen.word.parts.measure import whole_number
from liagen.word.parts.xml import VAL, R, W
from liagen.word.styles.find import find_by_role, find_by_word_names, heading_level
from liagen.word.styles.inheritance import (
    base_chain,
    is_dutch,
    number_id,
    style_by_key,
    style_key,
    style_name,
    style_value,
    value_at,
)
from liagen.word.styles.roles import HEADINGS, HouseStyle, StyleRole, normalized_name
from liagen.word.styles.style_copier import StyleCopier, StyleSheet, add_list, find_definition, insert_after

LANGUAGE: Final = "nl-NL"

# A host has a title and a table of contents of its own.
_NOT_IN_HOST: Final = (
    StyleRole.TITLE,
    StyleRole.SUBTITLE,
    StyleRole.TITLE_DETAIL,
    StyleRole.CONTENTS_TITLE,
    StyleRole.CONTENTS_ENTRY,
)
_IN_HOST: Final = tuple(role for role in StyleRole if role not in _NOT_IN_HOST)

# Settings that belong to the old text, shut the document, or make Word ask questions when it opens it.
_OTHER_SETTINGS: Final = (
    *("attachedTemplate", "documentProtection", "writeProtection", "mailMerge", "docVars", "updateFields"),
    *("trackRevisions", "formsDesign", "linkStyles"),
)


@dataclass(frozen=True, eq=False)
class Adopted:
    """The styles of a file that is complete now, the roles whose style was copied, and the definition to number by.

    ``bullets`` is the list for bulleted paragraphs when their style has none. ``asked_lists`` are the numbers of lists
    that its texts ask for, also in vain.
    """

    styles: Mapping[StyleRole, etree._Element]
    added: tuple[StyleRole, ...]
    definition: etree._Element
    bullets: str = ""
    asked_lists: frozenset[int | None] = frozenset()


def sheet_of(file: WordFile) -> StyleSheet:
    """Return the styles and the numbering of a file, made when it has none."""
    styles, numbering = (file.root(file.ensure(kind)) for kind in ("styles", "numbering"))
    asked = (whole_number(each.get(VAL)) for text in (styles, *file.stories()) for each in text.iter(f"{W}numId"))
    return StyleSheet(styles, numbering, frozenset(asked))


def adopt_house(file: WordFile, ours: WordFile, house: HouseStyle) -> Adopted:
    """Make a house style complete with what our style file has; only ``file`` changes, in memory.

    Raises StyleError for every style that the municipality names and that is not there.
    """
    sheet = sheet_of(file)
    found = find_by_role(sheet.styles, StyleRole, 1, house.names)
    _use_built_in_names(sheet.styles, found)
    completed = _CompletedStyles(sheet, found, sheet_of(ours), StyleRole, 1)
    for role in (StyleRole.BULLET, StyleRole.NUMBER):
        if completed.definition(role) is None:
            _set_number(completed.styles[role], completed.copy_list(role, style_key(completed.styles[role])))
    if StyleRole.HEADER_CELL in completed.added and StyleRole.TABLE not in completed.added:
        _drop(completed.styles[StyleRole.HEADER_CELL], "rPr/color")  # the header row may be dark; its own style knows
    _set_dutch(sheet.styles, completed.styles.values())
    _drop_text(file)
    for kind in ("styles", "numbering"):
        file.mark_changed(file.related(kind))
    definition = completed.definition(StyleRole.NUMBER)
    assert definition is not None
    return Adopted(completed.styles, completed.added, definition, asked_lists=sheet.asked_lists)


def adopt_host(host: WordFile, ours: WordFile, top: int) -> Adopted:
    """Add to a host what it lacks for a chapter whose title has heading level ``top``; what it has stays as it is."""
    sheet = sheet_of(host)
    completed = _CompletedStyles(sheet, find_by_role(sheet.styles, _IN_HOST, top), sheet_of(ours), _IN_HOST, top)
    numbers = _stands_alone(completed.definition(StyleRole.NUMBER), is_bullet=False)
    # a list of its own for the chapter: Word counts on over all lists of one definition
    number = completed.copy_list(StyleRole.NUMBER) if numbers is None else add_list(sheet, numbers)
    has_bullets = _stands_alone(completed.definition(StyleRole.BULLET), is_bullet=True) is not None
    bullets = "" if has_bullets else completed.copy_list(StyleRole.BULLET)
    host.mark_changed(host.related("numbering"))
    if completed.added:
        host.mark_changed(host.related("styles"))
    definition = find_definition(sheet.numbering, number)
    assert definition is not None
    return Adopted(completed.styles, completed.added, definition, bullets, sheet.asked_lists)


class _CompletedStyles:
    """The styles of a file with those of ours beside them for the roles that had none."""

    def __init__(
        self,
        sheet: StyleSheet,
        found: Mapping[StyleRole, etree._Element],
        ours: StyleSheet,
        roles: Iterable[StyleRole],
        top: int,
    ) -> None:
        """Copy what is lacking for these roles; ``top`` is the heading level of the chapter's title."""
        self._sheet = sheet
        self._own = find_by_word_names(ours.styles)
        given = {style_key(self._own[role]): style_key(style) for role, style in found.items() if role in self._own}
        self._copier = StyleCopier(ours, sheet, given)
        self.added = tuple(role for role in roles if role in self._own and role not in found)
        styles = {**found, **{role: self._copied(role, top) for role in self.added}}
        self.styles = {role: styles[role] for role in StyleRole if role in styles}

    def definition(self, role: StyleRole) -> etree._Element | None:
        """Return the definition of the list that the style of a role has."""
        return find_definition(self._sheet.numbering, number_id(self.styles[role]))

    def copy_list(self, role: StyleRole, style: str = "") -> str:
        """Copy our list for a role, for a style when there is one; return its number."""
        return self._copier.copy_list(number_id(self._own[role]), style)

    def _copied(self, role: StyleRole, top: int) -> etree._Element:
        """Return a copy of our style for a role; a heading below ours looks like the nearest that we have."""
        level = heading_level(role, top)
        if level == heading_level(role, 1):
            key = self._copier.copy(style_key(self._own[role]))
        else:
            nearest = self._own[HEADINGS[min(level, len(HEADINGS))]]
            key = self._copier.copy_heading(style_key(nearest), level)
        style = style_by_key(self._sheet.styles, key)
        assert style is not None
        return style


# ------------------------------------------------------------ lists


def _stands_alone(definition: etree._Element | None, is_bullet: bool) -> etree._Element | None:
    """Return a definition when it is all there, not a link to a list style, and of the kind that is wanted."""
    if definition is None or definition.find(f"{W}numStyleLink") is not None:
        return None
    return definition if (value_at(definition, "lvl/numFmt") == "bullet") is is_bullet else None


def _set_number(style: etree._Element, number: str) -> None:
    """Give a style the mark or number of a list."""
    properties = _properties(style)
    _drop(properties, "numPr")
    numbered = etree.Element(f"{W}numPr")
    etree.SubElement(numbered, f"{W}numId", {VAL: number})
    # The schema of Word fixes the order of paragraph properties; a file with another order is «damaged» to Word.
    before = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
    insert_after(properties, numbered, *before)


# ------------------------------------------------------------ a house style, mended


def _use_built_in_names(styles: etree._Element, found: Mapping[StyleRole, etree._Element]) -> None:
    """Give a style with a Dutch name of Word's the name by which Word knows it: a Dutch Word shows the same name.

    Only then are headings headings for who finds the way by them. One with a name of its own gets a level at least.
    """
    # Word refuses two styles of one name, so a name that another style has is left alone.
    taken = {normalized_name(style_name(style)) for style in styles.findall(f"{W}style")}
    for role, style in found.items():
        known = {normalized_name(name) for name in role.names}
        if (
            role.built_in
            and normalized_name(role.built_in) not in taken
            and normalized_name(style_name(style)) in known
        ):
            for name in style.findall(f"{W}name"):
                name.set(VAL, role.built_in)
            style.attrib.pop(f"{W}customStyle", "")
    for level, role in HEADINGS.items():
        if role in found and style_value(found[role], "pPr/outlineLvl") is None:
            outline = etree.Element(f"{W}outlineLvl", {VAL: str(level - 1)})
            _insert_before(_properties(found[role]), outline, ("divId", "cnfStyle", "rPr", "sectPr", "pPrChange"))


def _properties(style: etree._Element) -> etree._Element:
    """Return the paragraph properties of a style, made when it has none."""
    found = style.find(f"{W}pPr")
    if found is None:
        found = etree.Element(f"{W}pPr")
        _insert_before(style, found, ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr"))
    return found


def _insert_before(parent: etree._Element, element: etree._Element, tags: Iterable[str]) -> None:
    """Insert an element before the first child with one of the tags, or last: the order is the schema's."""
    after = [child for child in parent if child.tag in {W + tag for tag in tags}]
    parent.insert(parent.index(after[0]) if after else len(parent), element)


def _set_dutch(root: etree._Element, styles: Iterable[etree._Element]) -> None:
    """Say that the text is Dutch, wherever the styles of a chapter say otherwise or nothing."""
    defaults = _ensure_first(_ensure_first(root, "docDefaults"), "rPrDefault")
    properties = _ensure_first(defaults, "rPr")
    if properties.find(f"{W}lang") is None:
        etree.SubElement(properties, f"{W}lang")
    # The styles that these are based on too: a language is inherited.
    all_styles = dict.fromkeys(each for style in styles for each in base_chain(style))
    for holder in (defaults, *all_styles):
        for lang in holder.findall(f"{W}rPr/{W}lang"):
            if not is_dutch(lang.get(VAL, "")):
                lang.set(VAL, LANGUAGE)


def _ensure_first(parent: etree._Element, tag: str) -> etree._Element:
    """Return a child, made as the first when it is not there."""
    found = parent.find(W + tag)
    if found is None:
        found = etree.Element(W + tag)
        parent.insert(0, found)
    return found


def _drop(element: etree._Element, path: str) -> None:
    """Take out what stands at a path of tags."""
    for found in element.findall("/".join(W + tag for tag in path.split("/"))):
        parent = found.getparent()
        assert parent is not None
        parent.remove(found)


def _drop_text(file: WordFile) -> None:
    """Take out what belongs to the old text: its footnotes, and settings that were for it alone."""
    for kind in ("footnotes", "endnotes"):
        if notes := file.related(kind):
            root = file.root(notes)
            # Those with a type are the separators above notes, which Word needs to be there.
            for note in [each for each in root if not each.get(f"{W}type")]:
                root.remove(note)
            file.mark_changed(notes)
            file.drop_relations(notes)
    if settings := file.related("settings"):
        for tag in _OTHER_SETTINGS:
            _drop(file.root(settings), tag)
        file.mark_changed(settings)
        file.drop_links(settings)
        drop_lost_references(file.root(settings), {each.id for each in file.relations(settings)})


def drop_lost_references(root: etree._Element, related: Container[str]) -> None:
    """Take out every child that names a part by an id that is not among these: to Word that is an error."""
    for child in list(root):
        if any(str(name).startswith(R) and value not in related for name, value in child.attrib.items()):
            root.remove(child)
