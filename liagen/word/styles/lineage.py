"""How a style looks, through all that it is based on and down to the defaults of its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from docx.styles.style import BaseStyle, CharacterStyle
from lxml import etree

from liagen.word.parts.xml import VAL, W

WHITE: Final = "FFFFFF"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WORD_SIZE: Final = 10.0  # what Word takes when nothing says a size


@dataclass(frozen=True)
class Look:
    """A value and where it comes from: the name of a style, or empty for the defaults of the file."""

    value: str
    source: str


def lineage(style: BaseStyle | None) -> Iterator[CharacterStyle]:
    """Yield a style with the styles it is based on, nearest first."""
    seen: set[str] = set()
    while isinstance(style, CharacterStyle) and style.style_id not in seen:
        seen.add(style.style_id)
        yield style
        style = style.base_style


def number_id(style: BaseStyle) -> str:
    """Return the numbering that a list style carries, or an empty string."""
    paths = (each.element.find(f"{W}pPr/{W}numPr/{W}numId") for each in lineage(style))
    return next((str(number.get(VAL)) for number in paths if number is not None), "")


def own_look(style: BaseStyle | None, path: str, name: str = "val") -> Look | None:
    """Return what a style or one that it is based on says at a path of tags, as ``rPr/sz``."""
    for each in lineage(style):
        found = look_at(each.element, path, name)
        if found:
            return Look(found, each.name or each.style_id)
    return None


def look_at(element: etree._Element, path: str, name: str = "val") -> str:
    """Return the value that an element says at a path of tags, or an empty string."""
    found = element.find("/".join(W + tag for tag in path.split("/")))
    return "" if found is None else (found.get(W + name) or "")


def default_look(styles: etree._Element, path: str) -> Look | None:
    """Return what the defaults of the file say."""
    found = look_at(styles, f"docDefaults/rPrDefault/{path}")
    return Look(found, "") if found else None


def font_name(looks: Iterable[etree._Element | None], theme: etree._Element | None) -> str:
    """Return the font of the nearest looks (``w:rPr``) that say one, or an empty string.

    A font of the theme goes before one that is named.
    """
    for fonts in (each.find(f"{W}rFonts") for each in looks if each is not None):
        part = "" if fonts is None else str(fonts.get(f"{W}asciiTheme", ""))
        if theme is not None and part[:5] in ("major", "minor"):
            latin = theme.find(f".//{_DRAWING}{part[:5]}Font/{_DRAWING}latin")
            if latin is not None and latin.get("typeface"):
                return str(latin.get("typeface"))
        if fonts is not None and fonts.get(f"{W}ascii"):
            return str(fonts.get(f"{W}ascii"))
    return ""


def font_size(style: BaseStyle | None, styles: etree._Element) -> tuple[float, str]:
    """Return the font size of a style in points, and where it comes from."""
    return points(own_look(style, "rPr/sz") or default_look(styles, "rPr/sz"))


def points(look: Look | None) -> tuple[float, str]:
    """Return a font size in points, and where it comes from."""
    return (float(look.value) / 2, look.source) if look else (_WORD_SIZE, "")


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG counts it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
