"""What a header or footer shows of the properties of its own file, kept as the text that it shows.

Those properties do not travel along. Without this Word would put an error, or nothing, where the name of the
municipality stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from liagen.word.parts.xml import W

# What a chapter has itself: a header may ask for its title.
_OF_A_CHAPTER: Final = ("title", "subject", "author", "keywords", "lastsavedby", "createtime", "lastsavedtime")
_CORE: Final = "/metadata/core-properties"
_FIELDS: Final = tuple(W + tag for tag in ("fldChar", "instrText"))


def keep_shown_values(root: etree._Element) -> bool:
    """Make text of what a part shows of properties that are lost; say whether there was any."""
    bindings = [each for each in root.iter(f"{W}dataBinding") if _CORE not in str(each.get(f"{W}prefixMappings"))]
    signs = _lost_fields(root)
    simple = [each for each in root.iter(f"{W}fldSimple") if _is_lost(str(each.get(f"{W}instr")))]
    for element in (*bindings, *signs):
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
    for element in simple:
        _unwrap(element)
    return bool(bindings or signs or simple)


@dataclass
class _Field:
    """A field that is open: its signs, what it asks for, and whether its result has begun.

    ``is_shown`` when it stands in what the fields around it show, not in what they ask.
    """

    is_shown: bool
    signs: list[etree._Element] = field(default_factory=list)
    code: str = ""
    shows: bool = False


def _lost_fields(root: etree._Element) -> list[etree._Element]:
    """Return the signs and words of fields that ask for what is lost; not of one that another field asks with."""
    found: list[etree._Element] = []
    opened: list[_Field] = []
    for element in root.iter(*_FIELDS):
        kind = element.get(f"{W}fldCharType", "")
        if kind == "begin":
            opened.append(_Field(not opened or (opened[-1].is_shown and opened[-1].shows)))
        if not opened:
            continue
        last = opened[-1]
        last.signs.append(element)
        last.code += element.text or ""
        last.shows = last.shows or kind == "separate"
        if kind == "end":
            opened.pop()
            if last.is_shown and _is_lost(last.code):
                found += last.signs
    return found


def _is_lost(code: str) -> bool:
    """Say whether a field asks for a property or variable that a chapter does not have."""
    words = code.replace('"', " ").split()
    if len(words) < 2:
        return False
    kind, name = words[0].upper(), words[1].casefold()
    return kind == "DOCVARIABLE" or (kind == "DOCPROPERTY" and name not in _OF_A_CHAPTER)


def _unwrap(element: etree._Element) -> None:
    """Put what an element holds in its place."""
    for child in list(element):
        element.addprevious(child)
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
