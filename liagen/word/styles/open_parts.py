"""The parts of a style file that a chapter is written into, opened up: with slots where its text, lists and titles go.

They are read as trees of lxml here, so that nothing but text is left to fill in when a chapter is written.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Final

from lxml import etree

from liagen.word.parts.measure import highest_with_room, whole_number
from liagen.word.parts.tree import xml_bytes
from liagen.word.parts.xml import OFFICE, WORD, W
from liagen.word.styles.sheet import Numbering, OpenPart, Slot

_MARKS: Final = {"[koptekst]": Slot.RUNNING, "[paginanummer]": Slot.PAGE}

# What stands in a header beside words. A picture for an older Word (`w:pict`) stands for a newer one in a drawing.
_SHOWN: Final = tuple(W + tag for tag in ("drawing", "pict", "object", "tab", "ptab", "br"))

# What comes after ``w:titlePg`` in the properties of a section.
_AFTER_TITLE_PAGE: Final = tuple(
    W + tag
    for tag in ("textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "footnoteColumns", "sectPrChange")
)


def open_document(section: etree._Element) -> bytes:
    """Return a document part with a slot as its text, and these properties of its last section."""
    root = etree.Element(f"{W}document", nsmap={"w": WORD, "r": OFFICE})
    body = etree.SubElement(root, f"{W}body")
    body.append(_slot(Slot.TEXT))
    body.append(copy.deepcopy(section))
    return xml_bytes(root)


def first_page_apart(section: etree._Element) -> etree._Element:
    """Return a section whose first page has the header and footer that it has for a first page, or none."""
    section = copy.deepcopy(section)
    for mark in section.findall(f"{W}titlePg"):
        section.remove(mark)
    later = [child for child in section if child.tag in _AFTER_TITLE_PAGE]
    section.insert(section.index(later[0]) if later else len(section), etree.Element(f"{W}titlePg"))
    return section


def open_numbering(name: str, root: etree._Element, asked: Iterable[int | None] = ()) -> Numbering:
    """Return the numbering part with a slot after its last list; it has one at least.

    ``asked`` are the numbers of lists that texts ask for, also in vain.
    """
    root = _prefixed(root)
    lists = root.findall(f"{W}num")
    lists[-1].addnext(_slot(Slot.LISTS))
    numbers = (whole_number(each.get(f"{W}numId")) for each in lists)
    return Numbering(name, xml_bytes(root), highest_with_room((*numbers, *asked), 0))


def open_header(name: str, root: etree._Element) -> OpenPart | None:
    """Return a header or footer with slots for the texts of the chapter, or None when it asks for none.

    It asks for them in paragraphs that say just a mark.
    """
    root = _prefixed(root)
    with_slots = [(each, _MARKS[text]) for each in root.iter(f"{W}p") if (text := _paragraph_text(each)) in _MARKS]
    for paragraph, slot in with_slots:
        _put_in_place_of_words(slot, paragraph)
    return OpenPart(name, xml_bytes(root)) if with_slots else None


def _put_in_place_of_words(slot: Slot, paragraph: etree._Element) -> None:
    """Put a slot where the words of a paragraph stand, which go; what else it shows, such as a logo, stays."""
    words = _own_words(paragraph)
    outer = [child for child in paragraph if any(child in word.iterancestors() for word in words)]
    place = _slot(slot)
    outer[0].addprevious(place)
    for word in words:
        holder = word.getparent()
        assert holder is not None  # a paragraph, at the least
        holder.remove(word)
    for child in list(paragraph):
        if child is not place and child.tag != f"{W}pPr" and not _shows_something(child):
            paragraph.remove(child)


def _shows_something(element: etree._Element) -> bool:
    return any(True for _ in element.iter(*_SHOWN))


def _prefixed(root: etree._Element) -> etree._Element:
    """Return a copy of a part that has declared the prefix ``w``, for what comes into its slots."""
    if root.nsmap.get("w") == WORD:
        return copy.deepcopy(root)
    prefixes = dict(root.nsmap) | {"w": WORD}
    # lxml cannot add a prefix to an element that is there.
    same = etree.Element(root.tag, dict(root.attrib), nsmap=prefixes)  # type: ignore[arg-type,misc]  # None is no prefix
    same.text = root.text
    same.extend(copy.deepcopy(root))
    return same


def _slot(slot: Slot) -> etree._Element:
    """Return a slot to put into a tree; it is written as it is filled."""
    return etree.fromstring(b"<slot>%b</slot>" % slot.value)[0]


def _paragraph_text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph, however Word has cut it into runs."""
    return "".join(word.text or "" for word in _own_words(paragraph)).strip()


def _own_words(paragraph: etree._Element) -> list[etree._Element]:
    """Return the texts of a paragraph, without those of a text box that hangs on it."""
    return [word for word in paragraph.iter(f"{W}t") if next(word.iterancestors(f"{W}p")) is paragraph]
