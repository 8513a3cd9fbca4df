"""What a municipality's own Word file lacks for a chapter that everybody can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.styles.style import BaseStyle
from lxml import etree

from liagen.word.parts.xml import W
from liagen.word.styles.adopt import adopt, language
from liagen.word.styles.lineage import WHITE, Look, contrast, default_look, font_size, look_at, own_look, points
from liagen.word.styles.roles import KINDS, OPTIONAL, HouseStyle, StyleRole
from liagen.word.styles.stationery import open_house, read_stationery

LEAST_CONTRAST: Final = 4.5
LEAST_SIZE: Final = 11
LEAST_MARGIN_SIZE: Final = 9
_COLOUR: Final = re.compile(r"[0-9A-Fa-f]{6}")
_MARKED: Final = "CFE0EC"  # the shading of a marked cell

# A remark stands beside the text, and Word shows it in its own size.
_BESIDE: Final = (StyleRole.COMMENT, StyleRole.COMMENT_MARK)
_CHARACTERS: Final = (StyleRole.LINK, StyleRole.FILL)
_DEFAULTS: Final = "de standaardinstellingen van het bestand"


@dataclass(frozen=True)
class Finding:
    """One thing to mend: of what kind, which style or place, and what to do."""

    kind: str
    place: str
    message: str


@dataclass(frozen=True)
class _Pair:
    """A colour of text with the shading behind it."""

    colour: str
    shading: str


def check_house_style(house: HouseStyle, style_file: Path) -> tuple[Finding, ...]:
    """Return what there is to mend in a municipality's own file, each thing once.

    Raises StyleError when it is no Word file, or the mapping beside it names styles that are not there.
    """
    read_stationery(style_file, house)  # whatever cannot be written with is said here
    document, ours = open_house(style_file, house)
    spoken = language(document)
    before = {style.style_id for style in document.styles}
    adopted = adopt(document, ours, house)
    own = {role for role, style in adopted.styles.items() if style.style_id in before}
    found = [
        *(_missing(role) for role in adopted.added if role not in OPTIONAL),
        *_contrasts(document, adopted.styles, own),
        *_margin_contrasts(document),
        *_sizes(document, adopted.styles, own),
        *_margin_sizes(document),
        *_language(spoken),
    ]
    return tuple(dict.fromkeys(found))


def _missing(role: StyleRole) -> Finding:
    """Return the finding for a style that is not there."""
    message = f"de {KINDS[role.kind]} «{role.shown}» ({role.word}) ontbreekt; liagen neemt zijn eigen stijl"
    return Finding("stijl", role.word, message)


def _language(spoken: str) -> Iterator[Finding]:
    """Yield the finding for a language that is not Dutch."""
    advice = "stel in Word bij Controleren > Taal Nederlands in als standaard; liagen schrijft nu nl-NL"
    if not spoken:
        yield Finding("taal", "", f"er is geen taal ingesteld; {advice}")
    elif not spoken.lower().startswith("nl"):
        yield Finding("taal", "", f"de taal is {spoken}, niet Nederlands; {advice}")


# ------------------------------------------------------------ contrast


def _contrasts(document: Document, styles: Mapping[StyleRole, BaseStyle], own: set[StyleRole]) -> Iterator[Finding]:
    """Yield the styles whose text stands out too little from what is behind it."""
    root = document.styles.element
    box = _shading(styles[StyleRole.BOX]) or WHITE
    header = _table_shading(styles[StyleRole.TABLE], "firstRow") or _table_shading(styles[StyleRole.TABLE], "") or WHITE
    cell = _table_shading(styles[StyleRole.TABLE], "") or WHITE
    behind = {StyleRole.LINK: [WHITE, box], StyleRole.HEADER_CELL: [header], StyleRole.CELL: [cell, _MARKED]}
    for role, style in styles.items():
        look = _colour(style, root) if role not in _CHARACTERS else _own_colour(style)
        if role is StyleRole.HEADER_CELL and look is None:
            look = _header_colour(styles[StyleRole.TABLE])
        shading = _shading(style)
        for back in [shading] if shading else behind.get(role, [WHITE]):
            mixed = role is StyleRole.HEADER_CELL and StyleRole.TABLE in own
            if look and (role in own or mixed) and contrast(look.value, back) < LEAST_CONTRAST:
                yield _faint(_place(look.source), _Pair(look.value, back))


def _place(source: str) -> str:
    """Return the name of a style as a Dutch Word shows it."""
    if not source:
        return _DEFAULTS
    return f"«{next((role.shown for role in StyleRole if role.names[0] == source), source)}»"


def _faint(place: str, pair: _Pair) -> Finding:
    """Return the finding for a colour that stands out too little."""
    ratio = f"{int(contrast(pair.colour, pair.shading) * 10) / 10}".replace(".", ",")
    behind = "wit" if pair.shading == WHITE else f"#{pair.shading}"
    message = f"{place}: tekst in #{pair.colour} op {behind} heeft contrast {ratio}:1; maak dit minstens 4,5:1"
    return Finding("contrast", place.strip("«»"), message)


def _colour(style: BaseStyle, root: etree._Element) -> Look | None:
    """Return the colour of a style's text, when it is not left to Word."""
    return _hex(own_look(style, "rPr/color") or default_look(root, "rPr/color"))


def _own_colour(style: BaseStyle) -> Look | None:
    """Return the colour that a style itself says."""
    return _hex(own_look(style, "rPr/color"))


def _header_colour(table: BaseStyle) -> Look | None:
    """Return the colour that a table style gives to the text of its first row."""
    parts = table.element.findall(f"{W}tblStylePr")
    said = next((look_at(each, "rPr/color") for each in parts if each.get(f"{W}type") == "firstRow"), "")
    return _hex(Look(said, table.name or "")) if said else _own_colour(table)


def _hex(look: Look | None) -> Look | None:
    """Return a colour with six digits, or None."""
    return Look(look.value.upper(), look.source) if look and _COLOUR.fullmatch(look.value) else None


def _shading(style: BaseStyle) -> str:
    """Return the shading behind the text of a style, or an empty string."""
    look = _hex(own_look(style, "rPr/shd", "fill")) or _hex(own_look(style, "pPr/shd", "fill"))
    return look.value if look else ""


def _table_shading(table: BaseStyle, part: str) -> str:
    """Return the shading of a part of a table style, or of the whole when it names no part."""
    if not part:
        look = _hex(own_look(table, "tcPr/shd", "fill"))
        return look.value if look else ""
    found = (each for each in table.element.findall(f"{W}tblStylePr") if each.get(f"{W}type") == part)
    fill = next((look_at(each, "tcPr/shd", "fill") for each in found), "")
    return fill.upper() if _COLOUR.fullmatch(fill) else ""


# ------------------------------------------------------------ size


def _sizes(document: Document, styles: Mapping[StyleRole, BaseStyle], own: set[StyleRole]) -> Iterator[Finding]:
    """Yield the styles whose text is too small."""
    for role, style in styles.items():
        if role in own and role not in _BESIDE:
            look = own_look(style, "rPr/sz")
            if look is None and (role in _CHARACTERS or role is StyleRole.TABLE):
                continue
            size, source = font_size(style, document.styles.element)
            if size < LEAST_SIZE:
                yield _small(_place(source), size, LEAST_SIZE)


def _small(place: str, size: float, least: int) -> Finding:
    """Return the finding for text that is too small."""
    shown = f"{size:g}".replace(".", ",")
    return Finding(
        "lettergrootte", place.strip("«»"), f"{place}: {shown} punt is te klein; maak dit minstens {least} punt"
    )


# ------------------------------------------------------------ header and footer


def _margin_sizes(document: Document) -> Iterator[Finding]:
    """Yield the text in headers and footers that is too small."""
    root = document.styles.element
    for place, run in _margin_runs(document):
        direct = look_at(run, "rPr/sz")
        look = Look(direct, "") if direct else _styled(document, run, "rPr/sz") or default_look(root, "rPr/sz")
        size, _ = points(look)
        if size < LEAST_MARGIN_SIZE:
            yield _small(place, size, LEAST_MARGIN_SIZE)


def _margin_contrasts(document: Document) -> Iterator[Finding]:
    """Yield the text in headers and footers that stands out too little."""
    root = document.styles.element
    for place, run in _margin_runs(document):
        direct = look_at(run, "rPr/color")
        look = _hex(
            Look(direct, "") if direct else _styled(document, run, "rPr/color") or default_look(root, "rPr/color")
        )
        back = _behind(document, run)
        if look and contrast(look.value, back) < LEAST_CONTRAST:
            yield _faint(place, _Pair(look.value, back))


def _margin_runs(document: Document) -> Iterator[tuple[str, etree._Element]]:
    """Yield the runs with text, but not those in a text box, whose colour behind it is not in the text."""
    for relation in document.part.rels.values():
        if relation.is_external or relation.reltype not in (RT.HEADER, RT.FOOTER):
            continue
        place = "de koptekst" if relation.reltype == RT.HEADER else "de voettekst"
        for run in etree.fromstring(relation.target_part.blob).iter(f"{W}r"):
            boxed = next(run.iterancestors(f"{W}txbxContent"), None) is not None
            if not boxed and any((text.text or "").strip() for text in run.findall(f"{W}t")):
                yield place, run


def _styled(document: Document, run: etree._Element, path: str, name: str = "val") -> Look | None:
    """Return what the style of a run, or else that of its paragraph, says."""
    paragraph = next(run.iterancestors(f"{W}p"))
    for key in (look_at(run, "rPr/rStyle"), look_at(paragraph, "pPr/pStyle")):
        style = next((each for each in document.styles if key and each.style_id == key), None)
        look = own_look(style, path, name)
        if look:
            return look
    return None


def _behind(document: Document, run: etree._Element) -> str:
    """Return the colour behind a run."""
    paragraph = next(run.iterancestors(f"{W}p"))
    cell = next(run.iterancestors(f"{W}tc"), None)
    said = [
        look_at(run, "rPr/shd", "fill"),
        look_at(paragraph, "pPr/shd", "fill"),
        *(look.value for look in [_styled(document, run, "pPr/shd", "fill")] if look),
        "" if cell is None else look_at(cell, "tcPr/shd", "fill"),
    ]
    return next((each.upper() for each in said if _COLOUR.fullmatch(each)), WHITE)
