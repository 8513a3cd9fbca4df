"""The contents list of someone else's document: lines for the headings that come into it, so that it is whole at once.

A line is a copy of one that is there, so that it looks and works like its neighbours; its page is not known and shows
as a dash until Word renews the list. A list that is not understood from end to end is left as it is.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from liagen.word.insert.spot import Headed, headings_of, without_number
from liagen.word.parts.container import Host
from liagen.word.parts.xml import ID, NAME, RUN, VAL, R, W
from liagen.word.styles.lineage import look_at
from liagen.word.styles.roles import plain

_LIST: Final = re.compile(r"\s*TOC\b(?=.*\\o\s+\"?(\d)-(\d))(?!.*\\[abc]\b)")
_ANY_LIST: Final = re.compile(r"\s*TOC\b")
_MARK: Final = "_Toc"
_PAGE: Final = "–"
_PAGES: Final = re.compile(rf"\s*(?:\d*|[ivxlcdm]+|{_PAGE})\s*", re.IGNORECASE)
_IN_LINE: Final = re.compile(r"\s*(?:PAGEREF|HYPERLINK|PAGE)\b")
_STYLE: Final = re.compile(r"(?:toc|inhopg)([1-9])")
_WORD14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"

# A line with more than text, links and fields is not one that we can copy.
_UNKNOWN: Final = frozenset(W + tag for tag in ("drawing", "pict", "object", "sdt", "ins", "del", "sym", "br"))

_DROPPED: Final = frozenset(
    W + tag
    for tag in (
        *("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr", "permStart", "permEnd"),
        "lastRenderedPageBreak",
    )
)


@dataclass(frozen=True, eq=False)
class _Field:
    """A contents list: the levels it takes, the signs of its field, and its lines."""

    levels: range
    signs: frozenset[etree._Element]
    end: etree._Element
    lines: tuple[etree._Element, ...]


def has_contents(host: Host) -> bool:
    """Say whether a document has a list that Word makes, of headings, tables or pictures."""
    simple = (str(each.get(f"{W}instr")) for each in host.body.iter(f"{W}fldSimple"))
    return any(_ANY_LIST.match(code) for code in (*simple, *(_code(signs) for signs in _fields(host.body))))


def add_to_contents(host: Host, blocks: Iterable[etree._Element]) -> None:
    """Add the headings of blocks of ours, which stand in the document already, to each of its contents lists."""
    own = set(blocks)
    every = headings_of(host)
    ours = [heading for heading in every if heading.element in own]
    styles = _line_styles(host)
    for found in list(_lists(host.body)):
        wanted = [heading for heading in ours if heading.level in found.levels]
        known = _known(host, found, [heading for heading in every if heading.element not in own])
        before = [known[h.element] for h in _up_to(every, own) if h.element in known]
        if not wanted or not before or len(known) < len(found.lines):
            continue
        models = {h.level: known[h.element] for h in every if h.element in known}
        if all(heading.level in models or heading.level in styles for heading in wanted):
            _add_lines(host, found, wanted, before[-1], _Models(models, styles))


@dataclass(frozen=True, eq=False)
class _Models:
    """Lines to copy by level, and the styles for levels without one."""

    lines: Mapping[int, etree._Element]
    styles: Mapping[int, str]

    def copy_for(self, level: int, found: _Field) -> etree._Element:
        """Return a copy of a line, of this level or else in its style."""
        near = min(self.lines, key=lambda other: abs(other - level))
        line = _bare_copy(self.lines[near], found)
        if near != level:
            for style in line.findall(f"{W}pPr/{W}pStyle"):
                style.set(VAL, self.styles[level])
        return line


def _add_lines(host: Host, found: _Field, wanted: Sequence[Headed], after: etree._Element, models: _Models) -> None:
    """Add a line for each heading after a line; the field ends after the last line, as before."""
    ends_here = [run for run in after.iter(RUN) if found.end in run]
    last = after
    for heading in wanted:
        line = models.copy_for(heading.level, found)
        _fill(line, heading.text, _mark(host, heading))
        last.addnext(line)
        last = line
    last.extend(ends_here)


def _line_styles(host: Host) -> dict[int, str]:
    """Return the styles of lines by level, as far as the document has them."""
    name = host.related(RT.STYLES)
    styles = host.root(name).findall(f"{W}style") if name else []
    named = ((_STYLE.fullmatch(plain(look_at(style, "name"))), style) for style in styles)
    return {int(found[1]): str(style.get(f"{W}styleId")) for found, style in named if found}


def _known(host: Host, found: _Field, headings: Sequence[Headed]) -> dict[etree._Element, etree._Element]:
    """Return the line of each heading that has one: by its link, or else by its text."""
    marks = {str(mark.get(NAME)): mark for mark in host.body.iter(f"{W}bookmarkStart")}
    elements = {heading.element for heading in headings}
    rest = [heading for heading in headings if heading.level in found.levels]
    known: dict[etree._Element, etree._Element] = {}
    for line in found.lines:
        targets = (marks[name] for name in _targets(line) if name in marks)
        linked = [p for mark in targets for p in mark.iterancestors(f"{W}p") if p in elements]
        said = _plain_text(_title(line))
        named = (h.element for h in rest if _plain_text(h.text) == said and h.element not in known)
        heading = next(chain(linked, named), None)
        if heading is not None and _is_plain_line(line, found):
            known.setdefault(heading, line)
    return known


def _up_to(every: Sequence[Headed], own: set[etree._Element]) -> Iterator[Headed]:
    """Yield the headings before our first."""
    for heading in every:
        if heading.element in own:
            return
        yield heading


def _plain_text(text: str) -> str:
    """Return a text without the number before it, to compare."""
    return without_number(" ".join(text.split())).casefold()


def _targets(line: etree._Element) -> Iterator[str]:
    """Yield the names of the bookmarks that a line leads to."""
    yield from (str(link.get(f"{W}anchor")) for link in line.iter(f"{W}hyperlink") if link.get(f"{W}anchor"))
    for code in line.iter(f"{W}instrText"):
        yield from re.findall(r"(?:PAGEREF|HYPERLINK\s+\\l)\s+\"?([^\s\"]+)", code.text or "")


def _is_plain_line(line: etree._Element, found: _Field) -> bool:
    """Say whether a line holds no more than text, links within the document and whole fields, in a style."""
    codes = (code.text or "" for code in line.iter(f"{W}instrText") if code not in found.signs)
    return (
        line.find(f"{W}pPr/{W}pStyle") is not None
        and not any(each.tag in _UNKNOWN or each.get(f"{R}id") for each in line.iter(etree.Element))
        and all(_IN_LINE.match(code) for code in codes)
    )


# ------------------------------------------------------------ one line


def _tokens(line: etree._Element) -> list[etree._Element]:
    """Return the texts and tabs of a line, not the tab stops of its looks."""
    tags = (f"{W}t", f"{W}tab")
    return [each for each in line.iter(*tags) if next(each.iterancestors(f"{W}pPr"), None) is None]


def _parts(line: etree._Element) -> tuple[list[etree._Element], list[etree._Element]]:
    """Return the texts and tabs of the title, with the number before it, and those of the page."""
    tokens = _tokens(line)
    tabs = [n for n, token in enumerate(tokens) if token.tag == f"{W}tab"]
    texts = "".join(token.text or "" for token in tokens[tabs[-1] + 1 :]) if tabs else ""
    if tabs and tabs[-1] > 0 and _PAGES.fullmatch(texts):
        return tokens[: tabs[-1]], tokens[tabs[-1] + 1 :]
    return tokens, []


def _title(line: etree._Element) -> str:
    """Return the title that a line says."""
    title, _ = _parts(line)
    return "".join(" " if token.tag == f"{W}tab" else token.text or "" for token in title)


def _bare_copy(line: etree._Element, found: _Field) -> etree._Element:
    """Return a copy of a line without the signs of the list itself, marks and keys."""
    added = copy.deepcopy(line)
    added.tail = None
    pairs = list(zip(line.iter(etree.Element), added.iter(etree.Element), strict=True))
    for old, new in pairs:
        for name in [name for name in new.attrib if str(name).startswith(_WORD14)]:
            del new.attrib[name]
        if old in found.signs or old.tag in _DROPPED:
            _take_out(new)
    for run in list(added.iter(RUN)):
        if all(child.tag == f"{W}rPr" for child in run):
            _take_out(run)
    return added


def _fill(line: etree._Element, text: str, mark: str) -> None:
    """Make a copied line say a title, and lead to a bookmark."""
    title, page = _parts(line)
    words = [token for token in title if token.tag == f"{W}t"]
    _say(title, words[-1], text)
    pages = [token for token in page if token.tag == f"{W}t"]
    if pages:
        _say(page, pages[0], _PAGE)
    for link in line.iter(f"{W}hyperlink"):
        link.set(f"{W}anchor", mark)
    for code in line.iter(f"{W}instrText"):
        code.text = re.sub(r"((?:PAGEREF|HYPERLINK\s+\\l)\s+\"?)[^\s\"]+", lambda m: m[1] + mark, code.text or "")


def _say(tokens: Iterable[etree._Element], place: etree._Element, text: str) -> None:
    """Put a text in one of the tokens, and take the others out."""
    place.text = text
    for token in tokens:
        if token is not place:
            _take_out(token)


def _take_out(element: etree._Element) -> None:
    """Take an element out of whatever holds it."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _mark(host: Host, heading: Headed) -> str:
    """Put a bookmark around the text of a heading, as Word does for a contents list; return its name."""
    marks = list(host.document.iter(f"{W}bookmarkStart"))
    here = (str(mark.get(NAME)) for mark in heading.element.iter(f"{W}bookmarkStart"))
    if there := next((name for name in here if name.startswith(_MARK)), ""):
        return there
    names = {str(mark.get(NAME)) for mark in marks}
    keys = (int(mark.get(ID, "0")) for mark in host.document.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"))
    key = str(max(keys, default=-1) + 1)
    name = next(free for n in range(1, len(names) + 2) if (free := f"{_MARK}9{n:08}") not in names)
    start = etree.Element(f"{W}bookmarkStart", {ID: key, NAME: name})
    heading.element.insert(1 if heading.element.find(f"{W}pPr") is not None else 0, start)
    etree.SubElement(heading.element, f"{W}bookmarkEnd", {ID: key})
    return name


# ------------------------------------------------------------ fields


def _fields(body: etree._Element) -> Iterator[list[etree._Element]]:
    """Yield the signs and codes of each field that is closed, in order: begin, codes, separate, end."""
    opened: list[list[etree._Element]] = []
    for element in body.iter(f"{W}fldChar", f"{W}instrText"):
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            opened.append([])
        if opened:
            opened[-1].append(element)
        if kind == "end" and opened:
            yield opened.pop()


def _code(signs: Iterable[etree._Element]) -> str:
    """Return what a field asks for."""
    return "".join(sign.text or "" for sign in signs if sign.tag == f"{W}instrText")


def _lists(body: etree._Element) -> Iterator[_Field]:
    """Yield the contents lists with levels that are said, and lines that are there."""
    for signs in _fields(body):
        levels = _LIST.match(_code(signs))
        between = [sign for sign in signs if sign.get(f"{W}fldCharType") == "separate"]
        if levels and between:
            lines = tuple(_lines(body, between[0], signs[-1]))
            yield _Field(range(int(levels[1]), int(levels[2]) + 1), frozenset(signs), signs[-1], lines)


def _lines(body: etree._Element, start: etree._Element, end: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs with text between two signs."""
    inside = False
    seen: set[etree._Element] = set()
    for element in body.iter(etree.Element):
        if element is end:
            return
        inside = inside or element is start
        if inside and element.tag == f"{W}t" and (element.text or "").strip():
            line = next(element.iterancestors(f"{W}p"))
            if line not in seen:
                seen.add(line)
                yield line
