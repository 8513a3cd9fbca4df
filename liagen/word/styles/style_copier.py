"""Styles and lists of ours copied into someone else's file, with all they lean on, under free ids and names."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from liagen.word.parts.measure import highest_with_room, whole_number
from liagen.word.parts.xml import VAL, W
from liagen.word.styles.inheritance import default_style, style_key, style_kind, style_name, value_at
from liagen.word.styles.roles import normalized_name

_OURS: Final = "Liagen"

# What makes a definition of a list one with another: with its style, its template, or itself elsewhere.
_IDENTITY_TAGS: Final = ("nsid", "tmpl", "name", "styleLink", "numStyleLink")


@dataclass(frozen=True, eq=False)
class StyleSheet:
    """The styles and the numbering of a file.

    ``asked_lists`` are the numbers of the lists that its texts ask for. Such a list may not be there; a paragraph that
    asks for one in vain would become part of ours, if ours had that number.
    """

    styles: etree._Element
    numbering: etree._Element
    asked_lists: frozenset[int | None] = frozenset()

    @property
    def highest_list(self) -> int:
        """Return a number above which no list has one, and no text asks for it."""
        numbers = (whole_number(each.get(f"{W}numId")) for each in self.numbering.iter(f"{W}num"))
        return highest_with_room((*numbers, *self.asked_lists), 0)

    @property
    def highest_definition(self) -> int:
        """Return a number above which no definition of a list has one, and no list asks for it."""
        numbers = [each.get(f"{W}abstractNumId") for each in self.numbering.iter(f"{W}abstractNum")]
        asked = [value_at(each, "abstractNumId") for each in self.numbering.iter(f"{W}num")]
        return highest_with_room(map(whole_number, (*numbers, *asked)), 0)


class StyleCopier:
    """Copies from our sheet into another's; only that other changes."""

    def __init__(self, ours: StyleSheet, theirs: StyleSheet, given: Mapping[str, str]) -> None:
        """Begin; ``given`` are the ids that styles of ours have there already, besides those that are the default."""
        self._ours = ours
        self._theirs = theirs
        self._sources = {style_key(style): style for style in ours.styles.iter(f"{W}style")}
        there = list(theirs.styles.iter(f"{W}style"))
        self._ids = {normalized_name(style_key(style)) for style in there}
        self._names = {normalized_name(style_name(style)) for style in there}
        # Their default takes the place of ours: text of the chapter is then set as all their text is.
        self._given = {**self._defaults(), **given}

    def copy(self, key: str) -> str:
        """Return the id that a style of ours has there, after copying it when it is not there."""
        if key not in self._given:
            self._add(key, key, style_name(self._sources[key]) or key)
        return self._given[key]

    def copy_heading(self, key: str, level: int) -> str:
        """Copy a heading of ours as the one of another level; return its id."""
        style = self._add(key, f"Heading{level}", f"heading {level}")
        for outline in style.iter(f"{W}outlineLvl"):
            outline.set(VAL, str(level - 1))
        return self._given[key]

    def copy_list(self, number: str, style: str = "") -> str:
        """Copy a list of ours, for a style when there is one; return its number there."""
        definition = find_definition(self._ours.numbering, number)
        assert definition is not None  # our style file was refused without
        return add_list(self._theirs, definition, style, own_font=False)

    def _defaults(self) -> dict[str, str]:
        """Return the id of their default style by that of ours, for each kind of which both have one."""
        kinds = {style_kind(style) for style in self._sources.values()}
        pairs = ((default_style(self._ours.styles, kind), default_style(self._theirs.styles, kind)) for kind in kinds)
        return {style_key(own): style_key(other) for own, other in pairs if own is not None and other is not None}

    def _add(self, key: str, wanted: str, name: str) -> etree._Element:
        """Add a copy of a style, under an id and a name like these."""
        style = copy.deepcopy(self._sources[key])
        # Known before what it leans on is copied: a style may be followed by itself, or by one that is based on it.
        self._given[key] = new = self._free_id(wanted)
        style.set(f"{W}styleId", new)
        for element in style.findall(f"{W}name"):
            element.set(VAL, self._free_name(name))
        # Each names another style by id, which must come along or the copy would look different.
        for element in [each for tag in ("basedOn", "next", "link") for each in style.findall(W + tag)]:
            if element.get(VAL) in self._sources:
                element.set(VAL, self.copy(str(element.get(VAL))))
            else:
                style.remove(element)
        for number in style.findall(f"{W}pPr/{W}numPr/{W}numId"):
            wanted = str(number.get(VAL))
            # Without a list behind it, as number 0, a style says that it is in none.
            is_there = find_definition(self._ours.numbering, wanted) is not None
            number.set(VAL, self.copy_list(wanted, new) if is_there else "0")
        self._theirs.styles.append(style)
        return style

    def _free_id(self, key: str) -> str:
        """Return an id that no style has."""
        while normalized_name(key) in self._ids:
            key += _OURS
        self._ids.add(normalized_name(key))
        return key

    def _free_name(self, name: str) -> str:
        """Return a name that no style has: Word wants names to differ, whatever the kind."""
        while normalized_name(name) in self._names:
            name += f" ({_OURS.lower()})"
        self._names.add(normalized_name(name))
        return name


def find_definition(numbering: etree._Element, number: str) -> etree._Element | None:
    """Return the definition behind the number of a list, None when there is none."""
    numbers = (each for each in numbering.iter(f"{W}num") if each.get(f"{W}numId") == number)
    wanted = next((value_at(each, "abstractNumId") for each in numbers), "")
    definitions = numbering.iter(f"{W}abstractNum")
    return next((each for each in definitions if wanted and each.get(f"{W}abstractNumId") == wanted), None)


def add_list(sheet: StyleSheet, definition: etree._Element, style: str = "", own_font: bool = True) -> str:
    """Add a list with a definition of its own, like this one, so that other lists count on; return its number."""
    added = copy.deepcopy(definition)
    for element in [each for tag in _IDENTITY_TAGS for each in added.findall(W + tag)]:
        added.remove(element)
    for level in added.iter(f"{W}lvl"):
        for element in level.findall(f"{W}pStyle"):
            element.set(VAL, style)
            if not style:
                level.remove(element)
        for properties in [] if own_font else level.findall(f"{W}rPr"):
            etree.strip_elements(properties, f"{W}rFonts")
    abstract, number = str(sheet.highest_definition + 1), str(sheet.highest_list + 1)
    added.set(f"{W}abstractNumId", abstract)
    # Word takes definitions with the same nsid for one list, and counts on from one to the other.
    added.insert(0, etree.Element(f"{W}nsid", {VAL: f"4C49{int(abstract) % 65536:04X}"}))
    # All definitions stand before all lists in the schema, or Word calls the file damaged.
    insert_after(sheet.numbering, added, "numPicBullet", "abstractNum")
    element = etree.Element(f"{W}num", {f"{W}numId": number})
    etree.SubElement(element, f"{W}abstractNumId", {VAL: abstract})
    insert_after(sheet.numbering, element, "numPicBullet", "abstractNum", "num")
    return number


def insert_after(root: etree._Element, element: etree._Element, *tags: str) -> None:
    """Insert an element after the last child with one of the tags, or first: the order is the schema's."""
    before = [child for child in root if child.tag in {W + tag for tag in tags}]
    if before:
        before[-1].addnext(element)
    else:
        root.insert(0, element)
