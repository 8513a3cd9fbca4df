"""HTML built as values: elements and the text in them. Nothing is pasted together, so that text stays text."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from liagen.document.blocks import Fill, Link, Picture, Span, Text

DOCTYPE: Final = "<!DOCTYPE html>\n"
_LONG_WORD: Final = re.compile(r"\S{25,}")
_SYLLABLE: Final = re.compile(r"[^/\\._-]{1,20}[/\\._-]*|[/\\._-]+")  # a path breaks behind its signs


def to_html(element: Element[Any]) -> str:
    """Return an element as HTML."""
    return tostring(element, encoding="unicode", method="html")


def fill_head(head: Element, title: str) -> None:
    """Say in the head of a page what every page says: its encoding, that it fits a small screen, and its title."""
    add(head, "meta", {"charset": "utf-8"})
    add(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    add_text(head, "title", title)


def add(parent: Element, tag: str, attributes: Mapping[str, str] | None = None) -> Element:
    """Add an empty element on a line of its own."""
    element = SubElement(parent, tag, dict(attributes or {}))
    element.tail = "\n"
    return element


def add_text(parent: Element, tag: str, text: str, attributes: Mapping[str, str] | None = None) -> Element:
    """Add an element with text on a line of its own."""
    element = add(parent, tag, attributes)
    element.text = text
    return element


def add_inline(element: Element, *tags: str) -> Element:
    """Add elements in running text, each in the one before; return the innermost."""
    for tag in tags:
        element = SubElement(element, tag)
    return element


def add_spans(
    parent: Element, spans: Iterable[Span], write: Callable[[Element, str], None], address: Callable[[str], str]
) -> None:
    """Add spans in a row; ``write`` writes their text and ``address`` says where a link to a target goes."""
    for span in spans:
        match span:
            case Text(text, bold, italic):
                marks = ("strong",) * bold + ("em",) * italic
                write(add_inline(parent, *marks), text)
            case Fill():
                write(SubElement(parent, "mark", {"class": span.mark.lower()}), span.text)
            case Picture(text, data=data) if data:
                source = f"data:image/{span.kind};base64,{base64.b64encode(data).decode()}"
                size = {"width": str(span.width), "height": str(span.height)}
                SubElement(parent, "img", {"src": source, "alt": text, **size})
            case Picture(text):
                write(parent, text)
            case Link(text, target):
                write(SubElement(parent, "a", {"href": address(target)}), text)


def write_lines(element: Element, text: str) -> None:
    """Write text behind what an element holds; a line feed becomes a line break."""
    write_parts(element, text.split("\n"), "br")


def write_breakable(element: Element, text: str) -> None:
    """Write text behind what an element holds, with places to break in words too long for a column."""
    write_parts(element, _LONG_WORD.sub(lambda word: "\0".join(_SYLLABLE.findall(word[0])), text).split("\0"), "wbr")


def write_parts(element: Element, parts: Sequence[str], between: str) -> None:
    """Write parts of a text behind what an element holds, with an empty element between each two."""
    first, *others = parts
    # ElementTree keeps the text behind a child at that child, as its tail.
    if len(element):
        element[-1].tail = (element[-1].tail or "") + first
    else:
        element.text = (element.text or "") + first
    for part in others:
        SubElement(element, between).tail = part
