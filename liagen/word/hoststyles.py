"""The styles and lists of someone else's document, for a chapter of ours; what it lacks comes from our style file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from liagen.word.host import Host
from liagen.word.lender import TRUE, Lender, Sheet, add_list, find_definition
from liagen.word.looks import font_name
from liagen.word.pieces import VAL, W
from liagen.word.roles import HEADINGS, Role, plain
from liagen.word.stylefile import Stationery, XmlPart

_HEADINGS: Final = {role: below for below, role in enumerate(HEADINGS.values())}
# The chapter has no table of contents here, and no title besides its heading.
_UNUSED: Final = {Role.TITLE, Role.SUBTITLE, Role.TITLE_DETAIL, Role.CONTENTS_TITLE, Role.CONTENTS_ENTRY}
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
        self._found = {role: style for role in Role if (style := self._find(role)) is not None}
        own, theirs = Sheet(_part(ours, "styles"), ours.numbering.root), Sheet(self._styles, self._numbering)
        self._own = own
        self._lender = Lender(own, theirs, self._given())

    def stationery(self, section: etree._Element | None) -> tuple[Stationery, str]:
        styles = {role: self._style(role) for role in Role if role not in _UNUSED}
        styles |= dict.fromkeys(_UNUSED, styles[Role.TEXT])
        numbers = self._host_list(Role.NUMBER)
        if numbers is None:
            number = self._lender.lend_list(self._own_number(Role.NUMBER))
        else:
            number = add_list(self._numbering, numbers)
        bullets = ""
        if Role.BULLET in self._found and self._host_list(Role.BULLET) is None:
            bullets = self._lender.lend_list(self._own_number(Role.BULLET))
        definition = find_definition(self._numbering, number)
        assert definition is not None
        self._host.change(self._numbering_name)
        if len(self._found) < len(Role) - len(_UNUSED):
            self._host.change(self._styles_name)
        found = replace(
            self._ours,
            styles=styles,
            text_width=_text_width(section) or self._ours.text_width,
            cell_padding=self._cell_padding(styles[Role.TABLE]),
            cell_size=self._font_size(styles[Role.CELL]),
            cell_font=self._font_name(styles[Role.CELL]),
            abstract_number=str(definition.get(f"{W}abstractNumId")),
            numbering=XmlPart(self._numbering_name, self._numbering),
        )
        return found, bullets

    # ------------------------------------------------------------ styles

    def _given(self) -> dict[str, str]:
        """Return the ids of the host's styles by those of ours for the same role; running text goes before others."""
        ours = self._ours.styles
        given = {ours[role]: _key(style) for role, style in self._found.items() if ours[role]}
        return given | {ours[role]: _key(self._found[role]) for role in (Role.TEXT,) if role in self._found}

    def _style(self, role: Role) -> str:
        """Return the id of the host's style for a role, a copy of ours when it has none."""
        if role in self._found:
            return _key(self._found[role])
        if role in _HEADINGS:
            level = self._heading_level(role)
            return self._lender.lend_heading(self._ours.styles[HEADINGS[min(level, len(HEADINGS))]], level)
        own = self._ours.styles[role]
        return self._lender.lend(own) if own else ""

    def _find(self, role: Role) -> etree._Element | None:
        """Return the host's style for a role."""
        tag = role.kind.name.lower()
        if role in _UNUSED:
            return None
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

    def _own_number(self, role: Role) -> str:
        """Return the number of our list for a role."""
        return _number_id(_lineage_of(self._own.styles, self._ours.styles[role]))

    def _host_list(self, role: Role) -> etree._Element | None:
        """Return the definition behind a list style of the host, if it is of the kind that the role wants."""
        if role not in self._found:
            return None
        found = find_definition(self._numbering, _number_id(self._lineage(_key(self._found[role]))))
        if found is None or found.find(f"{W}numStyleLink") is not None:
            return None
        form = found.find(f"{W}lvl/{W}numFmt")
        return found if form is not None and (form.get(VAL) == _BULLETS) is (role is Role.BULLET) else None


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
