"""Paragraphs, runs, fields and bookmarks in Word's XML."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from liagen.word.parts.xml import element, escaped, word

_PRESERVE: Final = {"xml:space": "preserve"}
_BREAK: Final = {"\n": word("br"), "\t": word("tab")}
_START_BOOKMARK: Final = word("bookmarkStart", id="%d", name="%s")
_END_BOOKMARK: Final = word("bookmarkEnd", id="%d")


class Layout(NamedTuple):
    """What a paragraph has of its own, beside its style.

    Lengths are in twentieths of a point; ``page_number_at`` is the end of a line of dots up to a page number.
    """

    keeps_next: bool = False
    keeps_lines: bool = False
    starts_page: bool = False
    number: str = ""
    is_hyphenated: bool = False
    space_before: int = 0
    space_after: int = 0
    page_number_at: int = 0


@lru_cache(maxsize=1024)
def paragraph_properties(style: str, layout: Layout) -> bytes:
    """Return the properties of a paragraph, in the order of the schema."""
    properties = [word("pStyle", val=style)]
    if layout.keeps_next:
        properties.append(word("keepNext"))
    if layout.keeps_lines:
        properties.append(word("keepLines"))
    if layout.starts_page:
        properties.append(word("pageBreakBefore"))
    if layout.number:
        properties.append(word("numPr", word("ilvl", val="0"), word("numId", val=layout.number)))
    if layout.page_number_at:
        tab = word("tab", val="right", leader="dot", pos=str(layout.page_number_at))
        properties.append(word("tabs", tab))
    if layout.is_hyphenated:
        properties.append(word("suppressAutoHyphens", val="0"))
    lengths = {"before": layout.space_before, "after": layout.space_after}
    if spacing := {side: str(length) for side, length in lengths.items() if length}:
        properties.append(word("spacing", **spacing))
    return word("pPr", *properties)


@lru_cache(maxsize=1024)
def run(text: str, style: str = "", bold: bool = False, italic: bool = False) -> bytes:
    """Return a run of text; a line feed becomes a line break, a tab a tab."""
    texts = (_BREAK.get(each) or _text(each) for each in re.split(r"([\n\t])", text))
    return word("r", _run_properties(style, bold, italic), *texts)


def sign(tag: str, style: str = "", **attributes: str) -> bytes:
    """Return a run with a sign instead of text."""
    return word("r", _run_properties(style, bold=False, italic=False), word(tag, **attributes))


def field(instruction: str, result: str) -> bytes:
    """Return a field with the result it has now; Word renews it when it likes."""
    return begin_field(instruction) + run(result) + end_field()


def begin_field(instruction: str) -> bytes:
    """Return the beginning of a field; its result comes next, over as many paragraphs as it takes."""
    code = word("r", element("w:instrText", _PRESERVE, escaped(f" {instruction} ")))
    return sign("fldChar", fldCharType="begin") + code + sign("fldChar", fldCharType="separate")


def end_field() -> bytes:
    """Return the end of the last field that was begun."""
    return sign("fldChar", fldCharType="end")


def start_bookmark(key: int, name: bytes) -> bytes:
    """Return the beginning of a bookmark; ``name`` is one of ours: letters, digits and underscores."""
    return _START_BOOKMARK % (key, name)


def end_bookmark(key: int) -> bytes:
    """Return the end of a bookmark."""
    return _END_BOOKMARK % key


def _text(text: str) -> bytes:
    """Return a text of a run with its spaces."""
    return element("w:t", _PRESERVE, escaped(text))


@lru_cache(maxsize=64)
def _run_properties(style: str, bold: bool, italic: bool) -> bytes:
    """Return the properties of a run, if any."""
    named = [word("rStyle", val=style)] if style else []
    properties = [*named, *(word(tag) for tag in ("b",) * bold + ("i",) * italic)]
    return word("rPr", *properties) if properties else b""
