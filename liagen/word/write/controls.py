"""A fill-in as a content control in the line: Word offers the choices or a calendar, a screen reader says the title.

The shown text is marked as a placeholder, so that Word takes it away at the first key; a stored placeholder is not
needed for that. What is typed then stands in the looks of the paragraph.

Text goes into Word's usual control, that for rich text, which is the one without a kind. LibreOffice 7.4 turns one for
plain text into a field of its own, and loses the looks of the fill-in and the mark of a placeholder.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from lxml import etree

from liagen.document.blocks import Fill
from liagen.word.parts.xml import VAL, W, add_text, model, run_model, written

# Word takes no longer title or tag.
_LONGEST: Final = 64

_DATE: Final = (
    ("dateFormat", "d MMMM yyyy"),
    ("lid", "nl-NL"),
    ("storeMappedDataAs", "dateTime"),
    ("calendar", "gregorian"),
)

_NO_TITLE: Final = "invulveld"


def written_control(fill: Fill, key: int, style: str) -> bytes:
    """Return a control; ``key`` is its number in the document."""
    control = _control_model(fill, style)
    control[0][2].set(VAL, str(key))
    return written(control)


@lru_cache(maxsize=512)
def _control_model(fill: Fill, style: str) -> etree._Element:
    """Return the control of a fill-in: its properties in the order of the schema, the third its number, still open."""
    control = model("sdt")
    properties = etree.SubElement(control, f"{W}sdtPr")
    title = fill.title.strip() or _NO_TITLE
    etree.SubElement(properties, f"{W}alias", {VAL: _short(title)})
    etree.SubElement(properties, f"{W}tag", {VAL: (fill.field or _slug(title))[:_LONGEST]})
    etree.SubElement(properties, f"{W}id")
    etree.SubElement(properties, f"{W}showingPlcHdr")
    _add_kind(properties, fill)
    add_text(etree.SubElement(control, f"{W}sdtContent"), fill.text, run_model(style))
    return control


def _add_kind(properties: etree._Element, fill: Fill) -> None:
    """Say what may be filled in, when that is not just text; a choice of nothing is."""
    choices = dict.fromkeys(choice for choice in fill.choices if choice)  # Word refuses a choice that is there twice
    if fill.kind == "datum":
        date = etree.SubElement(properties, f"{W}date")
        for tag, value in _DATE:
            etree.SubElement(date, W + tag, {VAL: value})
    elif fill.kind == "keuze" and choices:
        menu = etree.SubElement(properties, f"{W}dropDownList")
        for choice in choices:
            etree.SubElement(menu, f"{W}listItem", {f"{W}displayText": choice, f"{W}value": choice})


def _short(title: str) -> str:
    """Return a title that Word takes."""
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"


def _slug(title: str) -> str:
    """Return a title in plain letters."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain)[:_LONGEST].strip("_") or _NO_TITLE
