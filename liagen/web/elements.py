"""HTML elements, built as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement


def add(parent: Element, tag: str, attributes: Mapping[str, str] | None = None) -> Element:
    """Add an empty element on a line of its own."""
    element = SubElement(parent, tag, dict(attributes or {}))
    element.tail = "\n"
    return element


def nested(element: Element, tags: Iterable[str]) -> Element:
    """Return the innermost of a row of elements, each in the one before."""
    for tag in tags:
        element = SubElement(element, tag)
    return element


def write(element: Element, text: str) -> None:
    """Write text behind what an element holds; a line feed becomes a line break."""
    first, *others = text.split("\n")
    _append(element, first)
    for line in others:
        SubElement(element, "br").tail = line


def _append(element: Element, text: str) -> None:
    """Write one line of text behind what an element holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
