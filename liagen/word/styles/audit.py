"""What a municipality's own Word file lacks for a chapter that everybody can read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from liagen.word.parts.container import DOCUMENT_TYPE, WordFile
from liagen.word.parts.xml import RUN, W
from liagen.word.styles.adopt import adopt_house, sheet_of
from liagen.word.styles.find import find_by_role
from liagen.word.styles.inheritance import (
    WHITE,
    StyleValue,
    contrast,
    default_value,
    font_size,
    is_dutch,
    language,
    points,
    style_by_key,
    style_name,
    style_value,
    value_at,
)
from liagen.word.styles.roles import KINDS, OPTIONAL, HouseStyle, StyleRole
from liagen.word.styles.stationery import open_style_file, read_stationery

MIN_CONTRAST: Final = 4.5
MIN_SIZE: Final = 11
MIN_HEADER_SIZE: Final = 9
_CENTIMETRE: Final = 1440 / 2.54
MIN_TEXT_WIDTH: Final = round(12 * _CENTIMETRE)  # with less, words break in half of the rows of a table of goals
_COLOUR: Final = re.compile(r"[0-9A-Fa-f]{6}")
_MARKED: Final = "CFE0EC"  # the shading of a marked cell

# A remark stands beside the text, and Word shows it in its own size.
_COMMENT_ROLES: Final = (StyleRole.COMMENT, StyleRole.COMMENT_MARK)
_CHARACTERS: Final = (StyleRole.LINK, StyleRole.FILL, StyleRole.PROPOSAL)
_DEFAULTS: Final = "de standaardinstellingen van het bestand"


@dataclass(frozen=True)
class StyleFault:
    """One thing to mend in a style: of what kind, which style or place, and what to do."""

    kind: str
    place: str
    message: str


@dataclass(frozen=True)
class _ColourPair:
    """A colour of text with the shading behind it."""

    colour: str
    shading: str


def check_house_style(house: HouseStyle, style_file: Path) -> tuple[StyleFault, ...]:
    """Return what there is to mend in a municipality's own file, each thing once.

    Raises StyleError when it is no Word file, or the mapping beside it names styles that are not there.
    """
    stationery = read_stationery(style_file, house)  # whatever cannot be written with is said here
    file = open_style_file(house.file)
    with file.refusing_damage():
        styles = sheet_of(file).styles
        language_code = language(styles, find_by_role(styles, [StyleRole.TEXT], 1).get(StyleRole.TEXT))
        closed = [*_closed_to_others(file)]  # before the file is completed
        adopted = adopt_house(file, open_style_file(style_file), house)
        own = set(adopted.styles) - set(adopted.added)
        found = [
            *(_missing_fault(role) for role in adopted.added if role not in OPTIONAL),
            *_contrasts(styles, adopted.styles, own),
            *_header_contrasts(file, styles),
            *_sizes(styles, adopted.styles, own),
            *_header_sizes(file, styles),
            *_narrow(stationery.text_width),
            *_language(language_code),
            *closed,
        ]
    return tuple(dict.fromkeys(found))


def _missing_fault(role: StyleRole) -> StyleFault:
    """Return the fault of a style that is not there."""
    message = f"de {KINDS[role.kind]} «{role.shown}» ({role.word}) ontbreekt; liagen neemt zijn eigen stijl"
    return StyleFault("stijl", role.word, message)


def _narrow(text_width: int) -> Iterator[StyleFault]:
    """Yield the fault of a page with too little room for a table; ``text_width`` is in twentieths of a point."""
    if text_width < MIN_TEXT_WIDTH:
        width, least = (f"{each / _CENTIMETRE:.1f}".replace(".", ",") for each in (text_width, MIN_TEXT_WIDTH))
        message = (
            f"voor tekst is er {width} cm; dan breken woorden in tabellen af; zorg in Word voor minstens {least} cm"
        )
        yield StyleFault("breedte", "", message)


def _language(language_code: str) -> Iterator[StyleFault]:
    """Yield the fault of a language that is not Dutch."""
    advice = "stel in Word bij Controleren > Taal Nederlands in als standaard; liagen schrijft nu nl-NL"
    if not language_code:
        yield StyleFault("taal", "", f"er is geen taal ingesteld; {advice}")
    elif not is_dutch(language_code):
        yield StyleFault("taal", "", f"de taal is {language_code}, niet Nederlands; {advice}")


def _closed_to_others(file: WordFile) -> Iterator[StyleFault]:
    """Yield the fault that other programs cannot open the file.

    python-docx stands for those: it stumbles, as they do, over a link in the document to a part that is not there,
    which Word and we pass over. It takes no templates. Links of the file as a whole do not matter: templates of Word
    itself lead to a small picture of the first page that is not in them.
    """
    if file.content_type(file.document_name) != DOCUMENT_TYPE:
        return
    import docx

    file.drop_lost("")
    try:
        docx.Document(io.BytesIO(file.data()))
    except Exception:  # it has no error of its own for a damaged file
        advice = "open het in Word en sla het op onder een nieuwe naam"
        yield StyleFault("bestand", "", f"niet elk programma kan dit bestand openen; {advice}")


# ------------------------------------------------------------ contrast


def _contrasts(
    root: etree._Element, styles: Mapping[StyleRole, etree._Element], own: set[StyleRole]
) -> Iterator[StyleFault]:
    """Yield the styles whose text stands out too little from what is behind it."""
    box = _shading(styles[StyleRole.BOX]) or WHITE
    header = _table_shading(styles[StyleRole.TABLE], "firstRow") or _table_shading(styles[StyleRole.TABLE], "") or WHITE
    cell = _table_shading(styles[StyleRole.TABLE], "") or WHITE
    backgrounds = {StyleRole.LINK: [WHITE, box], StyleRole.HEADER_CELL: [header], StyleRole.CELL: [cell, _MARKED]}
    for role, style in styles.items():
        colour = _colour(style, root) if role not in _CHARACTERS else _own_colour(style)
        if role is StyleRole.HEADER_CELL and colour is None:
            colour = _header_colour(styles[StyleRole.TABLE])
        shading = _shading(style)
        # A style with a shading of its own stands on that; another on everything that it can come to stand on.
        for background in [shading] if shading else backgrounds.get(role, [WHITE]):
            # Our header text on their header row: their colour, so their mistake.
            mixed = role is StyleRole.HEADER_CELL and StyleRole.TABLE in own
            if colour and (role in own or mixed) and contrast(colour.value, background) < MIN_CONTRAST:
                yield _contrast_fault(_shown_style_name(colour.source), _ColourPair(colour.value, background))


def _shown_style_name(source: str) -> str:
    """Return the name of a style as a Dutch Word shows it."""
    if not source:
        return _DEFAULTS
    own = next((role.shown for role in StyleRole if role.names[0].casefold() == source.casefold()), "")
    return f"«{own or source[:1].upper() + source[1:]}»"  # Word shows a capital, also where its file has none


def _contrast_fault(place: str, pair: _ColourPair) -> StyleFault:
    """Return the fault of a colour that stands out too little."""
    ratio = f"{int(contrast(pair.colour, pair.shading) * 10) / 10}".replace(".", ",")
    backgrounds = "wit" if pair.shading == WHITE else f"#{pair.shading}"
    message = f"{place}: tekst in #{pair.colour} op {backgrounds} heeft contrast {ratio}:1; maak dit minstens 4,5:1"
    return StyleFault("contrast", place.strip("«»"), message)


def _colour(style: etree._Element, root: etree._Element) -> StyleValue | None:
    """Return the colour of a style's text, when it is not left to Word."""
    return _hex(style_value(style, "rPr/color") or default_value(root, "rPr/color"))


def _own_colour(style: etree._Element) -> StyleValue | None:
    """Return the colour that a style itself says."""
    return _hex(style_value(style, "rPr/color"))


def _header_colour(table: etree._Element) -> StyleValue | None:
    """Return the colour that a table style gives to the text of its first row."""
    parts = table.findall(f"{W}tblStylePr")
    colour = next((value_at(each, "rPr/color") for each in parts if each.get(f"{W}type") == "firstRow"), "")
    return _hex(StyleValue(colour, style_name(table))) if colour else _own_colour(table)


def _hex(value: StyleValue | None) -> StyleValue | None:
    """Return a colour with six digits, or None."""
    return StyleValue(value.value.upper(), value.source) if value and _COLOUR.fullmatch(value.value) else None


def _shading(style: etree._Element) -> str:
    """Return the shading behind the text of a style, or an empty string."""
    fill = _hex(style_value(style, "rPr/shd", "fill")) or _hex(style_value(style, "pPr/shd", "fill"))
    return fill.value if fill else ""


def _table_shading(table: etree._Element, part: str) -> str:
    """Return the shading of a part of a table style, or of the whole when it names no part."""
    if not part:
        whole = _hex(style_value(table, "tcPr/shd", "fill"))
        return whole.value if whole else ""
    found = (each for each in table.findall(f"{W}tblStylePr") if each.get(f"{W}type") == part)
    fill = next((value_at(each, "tcPr/shd", "fill") for each in found), "")
    return fill.upper() if _COLOUR.fullmatch(fill) else ""


# ------------------------------------------------------------ size


def _sizes(
    root: etree._Element, styles: Mapping[StyleRole, etree._Element], own: set[StyleRole]
) -> Iterator[StyleFault]:
    """Yield the styles whose text is too small."""
    for role, style in styles.items():
        if role in own and role not in _COMMENT_ROLES:
            if style_value(style, "rPr/sz") is None and (role in _CHARACTERS or role is StyleRole.TABLE):
                continue
            size, source = font_size(style, root)
            if size < MIN_SIZE:
                yield _size_fault(_shown_style_name(source), size, MIN_SIZE)


def _size_fault(place: str, size: float, least: int) -> StyleFault:
    """Return the fault of text that is too small."""
    shown = f"{size:g}".replace(".", ",")
    return StyleFault(
        "lettergrootte", place.strip("«»"), f"{place}: {shown} punt is te klein; maak dit minstens {least} punt"
    )


# ------------------------------------------------------------ header and footer


def _header_sizes(file: WordFile, root: etree._Element) -> Iterator[StyleFault]:
    """Yield the text in headers and footers that is too small."""
    for place, run in _header_runs(file):
        size, _ = points(_value_of_run(root, run, "rPr/sz"))
        if size < MIN_HEADER_SIZE:
            yield _size_fault(place, size, MIN_HEADER_SIZE)


def _header_contrasts(file: WordFile, root: etree._Element) -> Iterator[StyleFault]:
    """Yield the text in headers and footers that stands out too little."""
    for place, run in _header_runs(file):
        colour = _hex(_value_of_run(root, run, "rPr/color"))
        background = _background(root, run)
        if colour and contrast(colour.value, background) < MIN_CONTRAST:
            yield _contrast_fault(place, _ColourPair(colour.value, background))


def _header_runs(file: WordFile) -> Iterator[tuple[str, etree._Element]]:
    """Yield the runs with text, but not those in a text box, whose colour behind it is not in the text."""
    places = {"header": "de koptekst", "footer": "de voettekst"}
    for related in file.relations(file.document_name):
        if related.kind not in places or related.name not in file.names():
            continue
        for run in file.root(related.name).iter(RUN):
            boxed = next(run.iterancestors(f"{W}txbxContent"), None) is not None
            if not boxed and any((text.text or "").strip() for text in run.findall(f"{W}t")):
                yield places[related.kind], run


def _value_of_run(root: etree._Element, run: etree._Element, path: str) -> StyleValue | None:
    """Return what a run says itself, or its style, or the defaults of the file."""
    direct = value_at(run, path)
    return StyleValue(direct, "") if direct else _value_of_styles(root, run, path) or default_value(root, path)


def _value_of_styles(root: etree._Element, run: etree._Element, path: str, name: str = "val") -> StyleValue | None:
    """Return what the style of a run, or else that of its paragraph, says."""
    paragraph = next(run.iterancestors(f"{W}p"))
    keys = (value_at(run, "rPr/rStyle"), value_at(paragraph, "pPr/pStyle"))
    found = (style_value(style_by_key(root, key), path, name) for key in keys)
    return next((value for value in found if value), None)


def _background(root: etree._Element, run: etree._Element) -> str:
    """Return the colour behind a run."""
    paragraph = next(run.iterancestors(f"{W}p"))
    cell = next(run.iterancestors(f"{W}tc"), None)
    styled = _value_of_styles(root, run, "pPr/shd", "fill")
    # From what lies nearest behind the letters to what lies farthest.
    fills = [
        value_at(run, "rPr/shd", "fill"),
        value_at(paragraph, "pPr/shd", "fill"),
        styled.value if styled else "",
        "" if cell is None else value_at(cell, "tcPr/shd", "fill"),
    ]
    return next((each.upper() for each in fills if _COLOUR.fullmatch(each)), WHITE)
