"""Where in someone else's document the chapter goes: under a heading, at a bookmark or at the end."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from liagen.word.parts.container import WordFile
from liagen.word.parts.measure import whole_number
from liagen.word.parts.xml import ID, NAME, VAL, W

_HEADING: Final = re.compile(r"(?:heading|kop) ?([1-9])")
_NUMBER: Final = re.compile(r"^\d+(?:\.\d+)*\.?\s+")
_NO_HEADING: Final = 9  # Word's outline level of running text
_MAX_MENTIONED: Final = 8

# What Word puts before the paragraph that it belongs to.
_LEADING_MARKS: Final = frozenset(W + tag for tag in ("bookmarkStart", "commentRangeStart", "permStart"))

# Text in these is not, or no longer, text of the paragraph.
_NOT_READ: Final = frozenset(W + tag for tag in ("txbxContent", "moveFrom", "del"))
_VISIBLE: Final = frozenset(W + tag for tag in ("t", "tab", "drawing", "pict", "object", "sym"))


@dataclass(frozen=True)
class InsertionTarget:
    """Under a heading, at a bookmark, or, with neither, at the end of the document."""

    heading: str = ""
    bookmark: str = ""


@dataclass(frozen=True, eq=False)
class InsertionPoint:
    """The element that the chapter comes before, None for the end; ``level`` is that of the heading above it."""

    before: etree._Element | None
    level: int


@dataclass(frozen=True, eq=False)
class _Heading:
    """A heading of the document."""

    element: etree._Element
    level: int
    text: str


def find_insertion_point(host: WordFile, place: InsertionTarget) -> InsertionPoint:
    """Return the spot of a place; raise ``HostError`` when it is not there or there are two."""
    if place.bookmark:
        spot = InsertionPoint(_after_bookmark(host, place.bookmark), 0)
    elif place.heading:
        spot = _under_heading(host, place.heading)
    else:
        spot = InsertionPoint(None, 0)
    return InsertionPoint(_outside_fields(host.body, spot.before), spot.level)


def elements_before(body: etree._Element, spot: etree._Element | None) -> Iterator[etree._Element]:
    """Yield the elements of the text that begin before the spot, in order."""
    for element in body.iter(etree.Element):
        if element is spot:
            return
        yield element


def section_at(body: etree._Element, spot: etree._Element | None) -> etree._Element | None:
    """Return the properties of the section that the spot is in."""
    passed = spot is None
    found = None
    for element in body.iter(etree.Element):
        passed = passed or element is spot
        # Word keeps the properties of a section at its end, in its last paragraph or in the body.
        is_section = element.tag == f"{W}sectPr"
        if is_section and passed and spot is not None:
            return element
        if is_section and element.getparent() is body:
            found = element
    return found


def _outline_levels(styles: etree._Element) -> dict[str, int]:
    """Return the heading level of each paragraph style that is a heading."""
    known = {str(style.get(f"{W}styleId")): style for style in styles.findall(f"{W}style")}
    levels = {key: _style_level(key, known) for key in known}
    return {key: level for key, level in levels.items() if level}


def _headings(host: WordFile) -> list[_Heading]:
    """Return the headings of the document, but for those in tables and text boxes."""
    styles = host.related("styles")
    levels = _outline_levels(host.root(styles)) if styles else {}
    found = []
    for paragraph in _paragraphs(host.body):
        properties = paragraph.find(f"{W}pPr")
        level = 0 if properties is None else _paragraph_level(properties, levels)
        text = _text(paragraph) if level else ""
        if text:
            found.append(_Heading(paragraph, level, text))
    return found


def _paragraph_level(properties: etree._Element, levels: dict[str, int]) -> int:
    """Return the heading level of a paragraph, from itself or its style; 0 when it is no heading."""
    outline, style = properties.find(f"{W}outlineLvl"), properties.find(f"{W}pStyle")
    if outline is not None:
        return _level(outline)
    return levels.get(str(style.get(VAL)), 0) if style is not None else 0


def _text(element: etree._Element) -> str:
    """Return what a paragraph says, with single spaces."""
    return " ".join("".join(_texts(element)).split())


def _without_number(text: str) -> str:
    """Return a heading without the number that someone typed before it."""
    return _NUMBER.sub("", text)


def _style_level(key: str, known: dict[str, etree._Element]) -> int:
    """Return the heading level of a style, from itself or what it is based on; 0 when it is no heading."""
    seen: set[str] = set()
    while key in known and key not in seen:
        seen.add(key)
        style = known[key]
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None:
            return _level(outline)
        name = style.find(f"{W}name")
        named = _HEADING.fullmatch(str(name.get(VAL)).casefold()) if name is not None else None
        if named:
            return int(named[1])
        based = style.find(f"{W}basedOn")
        key = "" if based is None else str(based.get(VAL))
    return 0


def _level(outline: etree._Element) -> int:
    """Return the level of a heading, counted from 1; 0 for running text."""
    value = whole_number(outline.get(VAL))
    return value + 1 if value is not None and 0 <= value < _NO_HEADING else 0


def _paragraphs(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs, also those in content controls."""
    for child in container:
        if child.tag == f"{W}p":
            yield child
        elif child.tag == f"{W}sdt":
            for content in child.findall(f"{W}sdtContent"):
                yield from _paragraphs(content)
        elif child.tag == f"{W}customXml":
            yield from _paragraphs(child)


def _texts(element: etree._Element) -> Iterator[str]:
    """Yield the texts in an element."""
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in (f"{W}tab", f"{W}br"):
            yield " "
        elif child.tag not in _NOT_READ and child.tag != f"{W}pPr":
            yield from _texts(child)


def _under_heading(host: WordFile, wanted: str) -> InsertionPoint:
    """Return the spot after all that is under a heading."""
    headings = _headings(host)
    number = _find(host, headings, " ".join(wanted.split()))
    level = headings[number].level
    after = next((each.element for each in headings[number + 1 :] if each.level <= level), None)
    return InsertionPoint(None if after is None else _start_of(host.body, after), level)


def _find(host: WordFile, headings: list[_Heading], wanted: str) -> int:
    """Return the number of the one heading with this text; one typed with its number is found too."""
    # As it stands first: «2.1 Doelen» and «3.1 Doelen» are two headings for who types the number.
    for reading, asked in ((str, wanted), (_without_number, _without_number(wanted))):
        found = [n for n, each in enumerate(headings) if reading(each.text).casefold() == asked.casefold()]
        if len(found) == 1:
            return found[0]
        if found:
            advice = "zet in Word een bladwijzer op de goede plek en gebruik --bladwijzer"
            raise host.error(f"de kop «{wanted}» staat er {len(found)} keer; {advice}")
    if not headings:
        advice = "gebruik de stijlen Kop 1, Kop 2 en verder, of --bladwijzer"
        raise host.error(f"de kop «{wanted}» staat er niet: dit document heeft geen koppen; {advice}")
    near = _near(wanted, [each.text for each in headings])
    raise host.error(f"de kop «{wanted}» staat er niet; koppen in dit document: {near}")


def _near(wanted: str, known: list[str]) -> str:
    """Return the names nearest to the wanted one, or else the first ones."""
    # Reversed, so that of names that differ in capitals only the first one stays.
    names = {name.casefold(): name for name in reversed(known)}
    near = difflib.get_close_matches(wanted.casefold(), names, n=_MAX_MENTIONED, cutoff=0.5)
    shown = [names[name] for name in near] or list(dict.fromkeys(known))
    return ", ".join(f"«{name}»" for name in shown[:_MAX_MENTIONED]) + (" …" if len(shown) > _MAX_MENTIONED else "")


def _start_of(body: etree._Element, heading: etree._Element) -> etree._Element:
    """Return the element where what belongs to a heading begins: marks, a break, the control around it."""
    element = heading
    while True:
        previous = element.getprevious()
        parent = element.getparent()
        # A break or bookmark before a heading belongs to that heading: between the two the chapter would end up on the
        # wrong page.
        if previous is not None and (previous.tag in _LEADING_MARKS or _is_break(previous)):
            element = previous
        elif parent is None or parent is body or _has_block_before(element):
            return element
        else:
            element = parent


def _has_block_before(element: etree._Element) -> bool:
    """Say whether something stands before an element in the content of a control."""
    return element.tag != f"{W}sdtContent" and element.getprevious() is not None


def _is_break(element: etree._Element) -> bool:
    """Say whether a paragraph is just a page break or the end of a section."""
    if element.tag != f"{W}p" or any(child.tag in _VISIBLE for child in element.iter() if not _in_properties(child)):
        return False
    is_section = element.find(f"{W}pPr/{W}sectPr") is not None
    return is_section or any(each.get(f"{W}type") == "page" for each in element.iter(f"{W}br"))


def _in_properties(element: etree._Element) -> bool:
    """Say whether an element is part of paragraph properties, such as a tab stop."""
    return next(element.iterancestors(f"{W}pPr"), None) is not None


def _after_bookmark(host: WordFile, wanted: str) -> etree._Element | None:
    """Return what comes after the paragraph, or the table, in which a bookmark ends."""
    marks = {str(mark.get(NAME)): mark for mark in host.body.iter(f"{W}bookmarkStart")}
    found = next((marks[name] for name in marks if name.casefold() == wanted.casefold()), None)
    if found is None:
        # Word hides bookmarks that begin with _ : they are its own, for links and contents lists.
        shown = [name for name in marks if not name.startswith("_")]
        there = f"bladwijzers in dit document: {_near(wanted, shown)}" if shown else "dit document heeft er geen"
        raise host.error(f"de bladwijzer «{wanted}» staat er niet; {there}")
    ends = (end for end in host.body.iter(f"{W}bookmarkEnd") if end.get(ID) == found.get(ID))
    return _following(_body_child(host.body, next(ends, found)))


def _body_child(body: etree._Element, element: etree._Element) -> etree._Element:
    """Return the child of the body that an element is in."""
    while (parent := element.getparent()) is not None and parent is not body:
        element = parent
    return element


def _following(element: etree._Element) -> etree._Element | None:
    """Return what comes after an element, None for the end of the document."""
    following = element.getnext()
    return None if following is None or following.tag == f"{W}sectPr" else following


def _outside_fields(body: etree._Element, spot: etree._Element | None) -> etree._Element | None:
    """Return the spot, moved on until no field, such as a table of contents, is open there."""
    opened = 0
    # A field runs from «begin» to «end» over paragraphs; what comes in between is thrown away when Word renews it.
    for element in body.iter(etree.Element):
        if element is spot:
            if opened <= 0:
                return spot
            spot = _following(_body_child(body, spot))
        if spot is None:
            return None
        if element.tag == f"{W}fldChar":
            opened += {"begin": 1, "end": -1}.get(element.get(f"{W}fldCharType", ""), 0)
    return None
