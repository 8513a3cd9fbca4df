"""A fill-in as a content control in the line: Word offers the choices or a calendar, a screen reader says the title.

The shown text is marked as a placeholder, so that Word takes it away at the first key; a stored placeholder is not
needed for that. What is typed then stands in the looks of the paragraph. A proposal is the first thing to pick, with
the other answers below it; one that is too long to pick is text to go on with.

Text goes into Word's usual control, that for rich text, which is the one without a kind. LibreOffice 7.4 turns one for
plain text into a field of its own, and loses the looks of the fill-in and the mark of a placeholder.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from liagen.document.blocks import Fill
from liagen.word.parts.xml import word
from liagen.word.write.text import run

# Word takes no longer title or tag.
_LONGEST: Final = 64

_LONGEST_ITEM: Final = 255

_DATE: Final = (
    ("dateFormat", "d MMMM yyyy"),
    ("lid", "nl-NL"),
    ("storeMappedDataAs", "dateTime"),
    ("calendar", "gregorian"),
)

_NO_TITLE: Final = "invulveld"

_ID: Final = b"<?liagen id?>"  # no text has this: its signs are written out


def control(fill: Fill, key: int, style: str) -> bytes:
    """Return a control; ``key`` is its number in the document."""
    before, after = _around_id(fill, style)
    return b"".join((before, word("id", val=str(key)), after))


@lru_cache(maxsize=256)
def _around_id(fill: Fill, style: str) -> tuple[bytes, bytes]:
    """Return a control without its number, its properties in the order of the schema."""
    title = fill.title.strip() or _NO_TITLE
    named = word("alias", val=_short(title)) + word("tag", val=(fill.field or _slug(title))[:_LONGEST])
    properties = word("sdtPr", named, _ID, *_behaviour(fill))
    before, _, after = word("sdt", properties, word("sdtContent", run(fill.text, style))).partition(_ID)
    return before, after


def _behaviour(fill: Fill) -> list[bytes]:
    """Return whether the shown text gives way to what is filled in, and what that may be when it is not just text."""
    if len(fill.proposal) > _LONGEST_ITEM:
        return []
    return [word("showingPlcHdr"), *_kind(fill)]


def _kind(fill: Fill) -> list[bytes]:
    """Return what may be filled in, when that is not just text; a choice of nothing is."""
    # Word refuses a choice that is there twice
    choices = dict.fromkeys(choice for choice in (fill.proposal, *fill.choices) if choice)
    items = (word("listItem", displayText=each, value=each) for each in choices)
    if fill.proposal:
        return [word("comboBox", *items)]
    if fill.kind == "datum":
        return [word("date", *(word(tag, val=value) for tag, value in _DATE))]
    if fill.kind == "keuze" and choices:
        return [word("dropDownList", *items)]
    return []


def _short(title: str) -> str:
    """Return a title that Word takes."""
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"


def _slug(title: str) -> str:
    """Return a title in plain letters."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain)[:_LONGEST].strip("_") or _NO_TITLE
