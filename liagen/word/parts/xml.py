"""Pieces of Word's XML to build with: elements as models to copy, and as the text that lxml writes of them.

The text of a chapter is a row of such texts. Most are the same in the next chapter; and a tree of all of them takes
longer to build, to write and to take down than all the rest of the writing.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VAL: Final = W + "val"
ID: Final = W + "id"
NAME: Final = W + "name"
RUN: Final = W + "r"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_PLACE: Final = "pieces"
_DECLARED: Final = re.compile(rb' xmlns:[wr]="[^"]*"')


def unprefixed_root(tag: str, space: str) -> etree._Element:
    """Return the root of a part whose namespace, in braces, has no prefix."""
    return etree.fromstring(f'<{tag} xmlns="{space[1:-1]}"/>')


def xml_bytes(root: etree._Element) -> bytes:
    """Return an XML part as it goes into the package."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def add_copy(parent: etree._Element, model: etree._Element) -> etree._Element:
    """Add a copy of a model, and return it."""
    element: etree._Element = model.__copy__()  # type: ignore[attr-defined]  # a third of the time of copy.copy
    parent.append(element)
    return element


def model(tag: str, **values: str) -> etree._Element:
    """Return an element to copy, or to write; ``values`` are its attributes."""
    return etree.Element(W + tag, {W + key: value for key, value in values.items()}, nsmap={"w": W[1:-1]})


def written(element: etree._Element) -> bytes:
    """Return an element as it stands in a part that has declared the namespaces w and r."""
    head, end, rest = etree.tostring(element, encoding="UTF-8").partition(b">")
    return _DECLARED.sub(b"", head) + end + rest


def opening(element: etree._Element) -> bytes:
    """Return an element with something in it as it stands in a part, but for its end: more is to come."""
    return written(element).rpartition(b"</")[0]


@lru_cache(maxsize=2048)
def written_run(text: str, style: str = "", bold: bool = False, italic: bool = False) -> bytes:
    """Return a run of text."""
    holder = model("p")
    add_text(holder, text, run_model(style, bold, italic))
    return b"".join(map(written, holder))


def start_bookmark(key: int, name: bytes) -> bytes:
    """Return the beginning of a bookmark; ``name`` is one of ours: letters, digits and underscores."""
    return _START_BOOKMARK % (key, name)


def end_bookmark(key: int) -> bytes:
    """Return the end of a bookmark."""
    return _END_BOOKMARK % key


def document_bytes(pieces: Iterable[bytes], section: etree._Element) -> bytes:
    """Return a document part with these pieces as its text, and the properties of its last section."""
    root = etree.Element(f"{W}document", nsmap={"w": W[1:-1], "r": R[1:-1]})
    body = etree.SubElement(root, f"{W}body")
    body.append(section)
    return filled_bytes(root, pieces, body)


def filled_bytes(root: etree._Element, pieces: Iterable[bytes], parent: etree._Element | None = None) -> bytes:
    """Return an XML part with these pieces as the first children of ``parent``, an element in it; else of the root."""
    (root if parent is None else parent).insert(0, etree.Comment(_PLACE))
    before, _, after = xml_bytes(root).partition(f"<!--{_PLACE}-->".encode())
    return b"".join((before, *pieces, after))


@lru_cache(maxsize=64)
def paragraph_model(style: str) -> etree._Element:
    """Return an empty paragraph; its first child is its properties."""
    paragraph = model("p")
    etree.SubElement(etree.SubElement(paragraph, f"{W}pPr"), f"{W}pStyle", {VAL: style})
    return paragraph


class Layout(NamedTuple):
    """What a paragraph has of its own, beside its style; ``space_before`` is in twentieths of a point."""

    keeps_next: bool = False
    starts_page: bool = False
    number: str = ""
    is_hyphenated: bool = False
    space_before: int = 0


@lru_cache(maxsize=1024)
def open_paragraph(style: str, layout: Layout) -> bytes:
    """Return the beginning of a paragraph: its properties, in the order of the schema."""
    paragraph = copy.copy(paragraph_model(style))
    properties = paragraph[0]
    if layout.keeps_next:
        etree.SubElement(properties, f"{W}keepNext")
    if layout.starts_page:
        etree.SubElement(properties, f"{W}pageBreakBefore")
    if layout.number:
        number = etree.SubElement(properties, f"{W}numPr")
        etree.SubElement(number, f"{W}ilvl", {VAL: "0"})
        etree.SubElement(number, f"{W}numId", {VAL: layout.number})
    if layout.is_hyphenated:
        etree.SubElement(properties, f"{W}suppressAutoHyphens", {VAL: "0"})
    if layout.space_before:
        etree.SubElement(properties, f"{W}spacing", {f"{W}before": str(layout.space_before)})
    return opening(paragraph)


@lru_cache(maxsize=64)
def run_model(style: str = "", bold: bool = False, italic: bool = False) -> etree._Element:
    """Return a run; its last child is its text."""
    run = model("r")
    if style or bold or italic:
        properties = etree.SubElement(run, f"{W}rPr")
        if style:
            etree.SubElement(properties, f"{W}rStyle", {VAL: style})
        for tag in ("b",) * bold + ("i",) * italic:
            etree.SubElement(properties, W + tag)
    etree.SubElement(run, f"{W}t", {_SPACE: "preserve"})
    return run


def add_text(parent: etree._Element, text: str, model: etree._Element) -> None:
    """Add a run of text; a line feed becomes a line break, a tab a tab."""
    run = add_copy(parent, model)
    first, *others = re.split(r"([\n\t])", text) if "\n" in text or "\t" in text else [text]
    run[-1].text = first
    for sign, piece in zip(others[::2], others[1::2], strict=True):
        etree.SubElement(run, f"{W}br" if sign == "\n" else f"{W}tab")
        etree.SubElement(run, f"{W}t", {_SPACE: "preserve"}).text = piece


def add_field(parent: etree._Element, instruction: str, result: str) -> None:
    """Add a field with the result it has now; Word renews it when it likes."""
    begin_field(parent, instruction)
    add_text(parent, result, run_model())
    end_field(parent)


def begin_field(parent: etree._Element, instruction: str) -> None:
    """Begin a field; its result comes next, over as many paragraphs as it takes."""
    _field_sign(parent, "begin")
    code = etree.SubElement(etree.SubElement(parent, RUN), f"{W}instrText", {_SPACE: "preserve"})
    code.text = f" {instruction} "
    _field_sign(parent, "separate")


def end_field(parent: etree._Element) -> None:
    """End the last field that was begun."""
    _field_sign(parent, "end")


def _field_sign(parent: etree._Element, kind: str) -> None:
    """Add one of the three signs of a field."""
    etree.SubElement(etree.SubElement(parent, RUN), f"{W}fldChar", {f"{W}fldCharType": kind})


_START_BOOKMARK: Final = written(model("bookmarkStart", id="%d", name="%s"))
_END_BOOKMARK: Final = written(model("bookmarkEnd", id="%d"))
