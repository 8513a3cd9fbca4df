"""What a style says, through all that it is based on and down to the defaults of its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from liagen.word.parts.measure import font_points
from liagen.word.parts.xml import WORD, W

TRUE: Final = ("1", "true", "on")
WHITE: Final = "FFFFFF"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LONGEST_CHAIN: Final = 30  # thrice the longest that we have met
# In C, because a file may have thousands of styles, and each is asked for many times.
_STYLE_BY_KEY: Final = etree.XPath("w:style[@w:styleId = $key]", namespaces={"w": WORD})
_WORD_SIZE: Final = 10.0  # what Word takes when nothing says a size


@dataclass(frozen=True)
class StyleValue:
    """A value and where it comes from: the name of a style, or empty for the defaults of the file."""

    value: str
    source: str


def style_key(style: etree._Element) -> str:
    """Return the id of a style."""
    return str(style.get(f"{W}styleId", ""))


def style_name(style: etree._Element) -> str:
    """Return the name of a style as the file has it; Word writes some of its own in small letters."""
    return value_at(style, "name")


def style_kind(style: etree._Element) -> str:
    """Return the kind of a style: of paragraphs, characters, tables or lists."""
    return str(style.get(f"{W}type", "paragraph"))


def default_style(styles: etree._Element, kind: str) -> etree._Element | None:
    """Return the style of whatever names none; the last one that says so, as the standard has it."""
    defaults = [style for style in styles.findall(f"{W}style") if style.get(f"{W}default") in TRUE]
    return next((style for style in reversed(defaults) if style_kind(style) == kind), None)


def style_by_key(styles: etree._Element, key: str) -> etree._Element | None:
    """Return the style with an id; of two the first."""
    found = _STYLE_BY_KEY(styles, key=key) if key else []
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else None


def base_chain(style: etree._Element | None) -> Iterator[etree._Element]:
    """Yield a style with the styles of its file that it is based on, nearest first."""
    seen: set[etree._Element] = set()
    # A broken file may base a style on itself, or a long row of styles on each other.
    while style is not None and style not in seen and len(seen) < _LONGEST_CHAIN:
        seen.add(style)
        yield style
        styles = style.getparent()
        style = None if styles is None else style_by_key(styles, value_at(style, "basedOn"))


def number_id(style: etree._Element) -> str:
    """Return the numbering that a list style carries, or an empty string."""
    found = style_value(style, "pPr/numPr/numId")
    return found.value if found else ""


def style_value(style: etree._Element | None, path: str, name: str = "val") -> StyleValue | None:
    """Return what a style or one that it is based on says at a path of tags, as ``rPr/sz``."""
    for each in base_chain(style):
        found = value_at(each, path, name)
        if found:
            return StyleValue(found, style_name(each) or style_key(each))
    return None


def value_at(element: etree._Element, path: str, name: str = "val") -> str:
    """Return the value that an element says at a path of tags, or an empty string."""
    found = element.find("/".join(W + tag for tag in path.split("/")))
    return "" if found is None else (found.get(W + name) or "")


def default_value(styles: etree._Element, path: str) -> StyleValue | None:
    """Return what the defaults of the file say."""
    found = value_at(styles, f"docDefaults/rPrDefault/{path}")
    return StyleValue(found, "") if found else None


def language(styles: etree._Element, style: etree._Element | None) -> str:
    """Return the language of text in a style, or an empty string."""
    found = style_value(style, "rPr/lang") or default_value(styles, "rPr/lang")
    return found.value if found else ""


def is_dutch(language_code: str) -> bool:
    """Say whether a language is Dutch, here or in Belgium."""
    return language_code.casefold().startswith("nl")


def font_name(style: etree._Element, styles: etree._Element, theme: etree._Element | None) -> str:
    """Return the font of a style, or an empty string; a font of the theme goes before one that is named."""
    found_fonts = [each.find(f"{W}rPr/{W}rFonts") for each in base_chain(style)]
    found_fonts.append(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts"))
    names = (_font(fonts, theme) for fonts in found_fonts if fonts is not None)
    return next((name for name in names if name), "")


def _font(fonts: etree._Element, theme: etree._Element | None) -> str:
    """Return the font that is said at one place."""
    # «majorHAnsi», «minorAscii»: only the first half says which font of the theme.
    part = str(fonts.get(f"{W}asciiTheme", ""))[:5]
    if theme is not None and part in ("major", "minor"):
        latin = theme.find(f".//{_DRAWING}{part}Font/{_DRAWING}latin")
        if latin is not None and latin.get("typeface"):
            return str(latin.get("typeface"))
    return str(fonts.get(f"{W}ascii", ""))


def font_size(style: etree._Element | None, styles: etree._Element) -> tuple[float, str]:
    """Return the font size of a style in points, and where it comes from."""
    return points(style_value(style, "rPr/sz") or default_value(styles, "rPr/sz"))


def points(size: StyleValue | None) -> tuple[float, str]:
    """Return a font size in points, and where it comes from."""
    found = font_points(size.value) if size else None
    return (_WORD_SIZE, "") if size is None or found is None else (found, size.source)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG counts it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
