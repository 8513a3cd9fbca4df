"""The styles and lists of someone else's document, for a chapter of ours; what it lacks comes from our style file."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from liagen.word.host import Host
from liagen.word.pieces import VAL, W
from liagen.word.roles import HEADINGS, Role, plain
from liagen.word.stylefile import Stationery, XmlPart

_HEADINGS: Final = {role: below for below, role in enumerate(HEADINGS.values())}
# The chapter has no table of contents here, and no title besides its heading.
_UNUSED: Final = {Role.TITLE, Role.SUBTITLE, Role.TITLE_DETAIL, Role.CONTENTS_TITLE, Role.CONTENTS_ENTRY}
_LAST_LEVEL: Final = 9
_POINT: Final = 20
_OURS: Final = "Lia"
_BULLETS: Final = "bullet"
_TRUE: Final = ("1", "true", "on")


def host_stationery(host: Host, ours: Stationery, level: int, section: etree._Element | None) -> tuple[Stationery, str]:
    """Return what the chapter is written with, its title a heading of this level, and the numbering for bullets.

    The numbering is empty when the host's style for bullets has its own.
    """
    return _Adoption(host, ours, level).stationery(section)


def speaks_dutch(host: Host) -> bool:
    """Say whether running text of the host is Dutch when nothing else is said."""
    styles = host.root(host.ensure(RT.STYLES, "styles", CT.WML_STYLES))
    spoken = [styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")]
    defaults = (style for style in styles.findall(f"{W}style") if style.get(f"{W}default") in _TRUE)
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
        self._own = _part(ours, "styles")
        self._own_ids = {_key(style): style for style in self._own.findall(f"{W}style")}
        self._copied: dict[str, str] = {}
        self._bullets = self._numbers = ""

    def stationery(self, section: etree._Element | None) -> tuple[Stationery, str]:
        bullet, number = self._found(Role.BULLET), self._found(Role.NUMBER)
        marks = self._host_abstract(bullet, bulleted=True)
        numbers = self._host_abstract(number, bulleted=False)
        number_abstract = self._add_abstract(numbers, self._own_abstract(Role.NUMBER))
        self._numbers = self._add_number(number_abstract)
        if marks is None:
            self._bullets = self._add_number(self._add_abstract(None, self._own_abstract(Role.BULLET)))
        self._host.change(self._numbering_name)
        styles = {role: self._style(role) for role in Role if role not in _UNUSED}
        styles |= dict.fromkeys(_UNUSED, styles[Role.TEXT])
        found = replace(
            self._ours,
            styles=styles,
            text_width=_text_width(section) or self._ours.text_width,
            cell_padding=self._cell_padding(styles[Role.TABLE]),
            cell_size=self._font_size(styles[Role.CELL]),
            abstract_number=number_abstract,
            numbering=XmlPart(self._numbering_name, self._numbering),
        )
        return found, "" if bullet is None else self._bullets

    # ------------------------------------------------------------ styles

    def _style(self, role: Role) -> str:
        """Return the id of the host's style for a role, a copy of ours when it has none."""
        found = self._found(role)
        if found is not None:
            return _key(found)
        if role in _HEADINGS:
            return self._add_heading(self._heading_level(role))
        own = self._ours.styles[role]
        return self._copy(own) if own else ""

    def _found(self, role: Role) -> etree._Element | None:
        """Return the host's style for a role."""
        tag = role.kind.name.lower()
        if role in _HEADINGS:
            number = self._heading_level(role)
            return self._named(tag, [f"heading {number}", f"kop {number}"])
        return self._default(tag) if role is Role.TEXT else self._named(tag, role.names)

    def _heading_level(self, role: Role) -> int:
        return min(self._level + _HEADINGS[role], _LAST_LEVEL)

    def _named(self, kind: str, names: Iterable[str]) -> etree._Element | None:
        """Return the host's style with the first of these names that it has; an id is as good as a name."""
        of_kind = [style for style in self._styles.findall(f"{W}style") if style.get(f"{W}type") == kind]
        known = {plain(_key(style)): style for style in of_kind} | {plain(_name(style)): style for style in of_kind}
        return next((known[plain(name)] for name in names if plain(name) in known), None)

    def _default(self, kind: str) -> etree._Element | None:
        """Return the style of whatever names none."""
        of_kind = [style for style in self._styles.findall(f"{W}style") if style.get(f"{W}type") == kind]
        return next((style for style in of_kind if style.get(f"{W}default") in _TRUE), None)

    def _copy(self, key: str) -> str:
        """Add a copy of a style of ours, and of what it is based on; return its id."""
        if key in self._copied:
            return self._copied[key]
        own = self._own_ids[key]
        kind = str(own.get(f"{W}type"))
        there = self._default(kind) if own.get(f"{W}default") else self._named(kind, [_name(own)])
        if there is not None:
            self._copied[key] = _key(there)
            return _key(there)
        return self._add(own, key, self._free_style_name(own))

    def _add(self, own: etree._Element, key: str, name: str) -> str:
        """Add a style like one of ours, under a free id."""
        style = copy.deepcopy(own)
        free = self._free_id(key)
        self._copied[key] = free
        style.set(f"{W}styleId", free)
        for tag in ("link", "next", "basedOn"):
            for element in style.findall(W + tag):
                other = str(element.get(VAL))
                if tag == "link" or (tag == "next" and not self._is_plain(other)):
                    style.remove(element)
                else:
                    element.set(VAL, self._copy(other))
        for element in style.findall(f"{W}name"):
            element.set(VAL, name)
        for number in style.findall(f"{W}pPr/{W}numPr/{W}numId"):
            number.set(VAL, self._bullets if key == self._ours.styles[Role.BULLET] else self._numbers)
        self._styles.append(style)
        self._host.change(self._styles_name)
        return free

    def _add_heading(self, level: int) -> str:
        """Add a heading of a level that the host has no style for, with the looks of ours."""
        own = self._ours.styles[HEADINGS[min(level, len(HEADINGS))]]
        free = self._add(self._own_ids[own], f"Heading{level}", f"heading {level}")
        style = next(each for each in self._styles.findall(f"{W}style") if _key(each) == free)
        for outline in style.iter(f"{W}outlineLvl"):
            outline.set(VAL, str(level - 1))
        return free

    def _is_plain(self, key: str) -> bool:
        """Say whether a style of ours is that of running text."""
        return key == self._ours.styles[Role.TEXT]

    def _free_id(self, key: str) -> str:
        taken = {_key(style).casefold() for style in self._styles.findall(f"{W}style")}
        names = (key, f"{_OURS}{key}", *(f"{_OURS}{key}{n}" for n in range(2, len(taken) + 3)))
        return next(name for name in names if name.casefold() not in taken)

    def _free_style_name(self, own: etree._Element) -> str:
        taken = {_name(style) for style in self._styles.findall(f"{W}style")}
        element = own.find(f"{W}name")
        name = str(element.get(VAL)) if element is not None else _key(own)
        names = (name, *(f"{name} {_OURS}{n or ''}" for n in range(len(taken) + 2)))
        return next(each for each in names if each.casefold() not in taken)

    def _lineage(self, key: str) -> list[etree._Element]:
        """Return a style of the host with those it is based on, nearest first."""
        return _lineage_of({_key(style): style for style in self._styles.findall(f"{W}style")}, key)

    def _font_size(self, key: str) -> int:
        """Return the font size of a style in twentieths of a point; 10 points when nothing says it, as in Word."""
        sizes = [style.find(f"{W}rPr/{W}sz") for style in self._lineage(key)]
        sizes.append(self._styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz"))
        return next((round(float(size.get(VAL, "20")) * _POINT / 2) for size in sizes if size is not None), 10 * _POINT)

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

    def _own_abstract(self, role: Role) -> etree._Element:
        """Return our numbering definition of a list."""
        root = self._ours.numbering.root
        number = self._number_id(_lineage_of(self._own_ids, self._ours.styles[role]))
        found = _abstract(root, number)
        assert found is not None  # the style file was refused without
        return found

    def _host_abstract(self, style: etree._Element | None, bulleted: bool) -> etree._Element | None:
        """Return the definition behind a list style of the host, if it is of the wanted kind."""
        if style is None:
            return None
        number = self._number_id(self._lineage(_key(style)))
        found = _abstract(self._numbering, number) if number else None
        if found is None or found.find(f"{W}numStyleLink") is not None:
            return None
        form = found.find(f"{W}lvl/{W}numFmt")
        return found if form is not None and (form.get(VAL) == _BULLETS) is bulleted else None

    def _number_id(self, lineage: Iterable[etree._Element]) -> str:
        found = (style.find(f"{W}pPr/{W}numPr/{W}numId") for style in lineage)
        return next((str(number.get(VAL)) for number in found if number is not None), "")

    def _add_abstract(self, theirs: etree._Element | None, own: etree._Element) -> str:
        """Add a definition of our own, with the looks of the host's, so that its lists count on as before."""
        added = copy.deepcopy(own if theirs is None else theirs)
        for tag in ("nsid", "tmpl", "styleLink", "name"):
            for element in added.findall(W + tag):
                added.remove(element)
        for style in list(added.iter(f"{W}pStyle")):
            parent = style.getparent()
            if parent is not None:
                parent.remove(style)
        key = _next_key(self._numbering.findall(f"{W}abstractNum"), "abstractNumId")
        added.set(f"{W}abstractNumId", key)
        etree.SubElement(added, f"{W}nsid", {VAL: f"4C49{int(key) % 65536:04X}"})
        added.insert(0, added[-1])
        last = self._numbering.findall(f"{W}abstractNum")
        if last:
            last[-1].addnext(added)
        else:
            self._numbering.insert(len(self._numbering.findall(f"{W}numPicBullet")), added)
        return key

    def _add_number(self, abstract: str) -> str:
        """Add a numbering of a definition."""
        numbers = self._numbering.findall(f"{W}num")
        key = str(max(int(_next_key(numbers, "numId")), 1))
        number = etree.Element(f"{W}num", {f"{W}numId": key})
        etree.SubElement(number, f"{W}abstractNumId", {VAL: abstract})
        (numbers or self._numbering.findall(f"{W}abstractNum"))[-1].addnext(number)
        return key


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


def _lineage_of(known: dict[str, etree._Element], key: str) -> list[etree._Element]:
    """Return a style with those it is based on, nearest first."""
    found: list[etree._Element] = []
    while key in known and known[key] not in found:
        found.append(known[key])
        based = known[key].find(f"{W}basedOn")
        key = "" if based is None else str(based.get(VAL))
    return found


def _abstract(numbering: etree._Element, number: str) -> etree._Element | None:
    """Return the definition of a numbering, None when there is none."""
    abstract = next(
        (each.find(f"{W}abstractNumId") for each in numbering.findall(f"{W}num") if each.get(f"{W}numId") == number),
        None,
    )
    wanted = None if abstract is None else abstract.get(VAL)
    definitions = numbering.findall(f"{W}abstractNum")
    return next((each for each in definitions if each.get(f"{W}abstractNumId") == wanted), None)


def _next_key(elements: Iterable[etree._Element], name: str) -> str:
    """Return a number above all that are used."""
    return str(max((int(element.get(W + name, "0")) for element in elements), default=-1) + 1)


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
