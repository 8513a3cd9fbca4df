"""Write a chapter as one web page: readable anywhere, with a screen reader, a keyboard, a small screen or on paper.

No script, no network, no font of its own. The page is built as a tree; nothing of it is pasted together from text.
The text alone, without a page around it, can be put into another page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from liagen.document.blocks import (
    Block,
    Cell,
    Chapter,
    Heading,
    ListBlock,
    Note,
    Paragraph,
    Span,
    Table,
    Text,
    span_text,
)
from liagen.web.assets import read_asset
from liagen.web.elements import DOCTYPE, add, add_inline, add_spans, add_text, fill_head, to_html, write_lines

TEXT_STYLE: Final = read_asset(__package__, "text.css")
"""How a text looks, whatever page it stands in."""

_PAGE_STYLE: Final = read_asset(__package__, "chapter_page.css")
_EMPTY_CELL: Final = "–"
_MAIN: Final = "hoofdtekst"
_CONTENTS: Final = "inhoudsopgave"


@dataclass(frozen=True)
class PageWords:
    """The words of a page that are not in its chapter, as the library words them.

    ``skip`` is the link past the contents, ``contents`` stands above them; ``note``, ``box`` and ``table`` name a
    remark, a notice and a table.
    """

    skip: str
    contents: str
    note: str
    box: str
    table: str


@dataclass(frozen=True)
class Embedded:
    """The text of a chapter for another page, which gives it ``TEXT_STYLE`` and ``rules``.

    ``main`` is the element with the text and ``rules`` the widths of its columns, as CSS. ``anchors`` gives for each id
    in the chapter the id in the page.
    """

    main: Element
    rules: str
    anchors: Mapping[str, str]


def write_html(chapter: Chapter, words: PageWords) -> str:
    """Return the chapter as one HTML page; the same chapter and words give the same text.

    Raises ``ValueError`` when ids in the chapter are used twice, or a link leads nowhere or elsewhere than to https.
    """
    text = embed_html(chapter, words, {}, "")
    root = Element("html", lang="nl")
    _head(add(root, "head"), chapter, text.rules)
    body = add(root, "body")
    add_text(body, "a", words.skip, {"class": "overslaan", "href": f"#{_MAIN}"})
    add_text(add(body, "header"), "p", chapter.running)
    _contents(body, chapter.blocks, text.anchors, words)
    body.append(text.main)
    return f"{DOCTYPE}{to_html(root)}"


def embed_html(chapter: Chapter, words: PageWords, outside: Mapping[str, str], lead: str) -> Embedded:
    """Return the text of a chapter for another page. Raises ``ValueError`` as ``write_html`` does.

    ``outside`` names what else in that page a link in the chapter may lead to: id in the link → id in the page.
    ``lead`` is what the ids begin with in that page, where ids of its own may be the same.
    """
    blocks = tuple(filter(_has_text, chapter.blocks))
    anchors = _anchors(blocks, outside.values(), lead)
    main = Element("main", {"id": _MAIN, "tabindex": "-1"})
    main.tail = "\n"
    text = _Main(main, anchors, outside, words)
    text.add(blocks)
    return Embedded(main, "".join(text.rules), anchors)


# --- ids


def _has_text(block: Block) -> bool:
    """Say whether there is something to read in a block: an empty one is only a hindrance to a screen reader."""
    match block:
        case Heading() | Paragraph():
            return bool(span_text(block.spans).strip())
        case ListBlock():
            return bool(block.items)
        case Table():
            return True


def _ids(block: Block) -> Iterator[str]:
    """Yield the ids of a block and of what is in it."""
    yield block.id
    match block:
        case ListBlock(items=items):
            yield from (item.id for item in items)
        case Table(caption=caption, header=header, rows=rows):
            yield caption.id
            yield from (cell.id for cell in header)
            for row in rows:
                yield row.id
                yield from (cell.id for cell in row.cells)


def _anchors(blocks: Iterable[Block], reserved: Iterable[str], lead: str) -> dict[str, str]:
    """Return for each id in the chapter the id in the page: letters, digits and dashes, so that it needs no escapes."""
    anchors: dict[str, str] = {}
    taken = {_MAIN, _CONTENTS, *reserved}
    for ident in (ident for block in blocks for ident in _ids(block)):
        if ident in anchors:
            raise ValueError(f"id {ident!r} is used twice")
        # An id of a block is for code and may hold dots and keys of consultants; in an address and in CSS those need
        # escapes.
        stem = re.sub(r"[^A-Za-z0-9_]+", "-", ident).strip("-")
        stem = f"{lead}{stem if stem[:1].isalpha() else f'id-{stem}'}"
        anchor, number = stem, 1
        # Two ids may become the same anchor, as «a.b» and «a-b» do.
        while anchor in taken:
            number += 1
            anchor = f"{stem}-{number}"
        taken.add(anchor)
        anchors[ident] = anchor
    return anchors


# --- around the text


def _head(head: Element, chapter: Chapter, rules: str) -> None:
    """Fill the head."""
    fill_head(head, chapter.title)
    properties = {
        "description": chapter.subject,
        "keywords": ", ".join(chapter.keywords),
        "dcterms.date": chapter.date,
        "generator": "liagen",
    }
    for name, content in properties.items():
        if content:
            add(head, "meta", {"name": name, "content": content})
    add_text(head, "style", f"{TEXT_STYLE}{_PAGE_STYLE}{rules}")


def _contents(body: Element, blocks: Iterable[Block], anchors: Mapping[str, str], words: PageWords) -> None:
    """Add links to the sections, if any; the title is no heading, so that the first heading is the chapter's."""
    sections = [block for block in blocks if isinstance(block, Heading) and block.level == 2 and _has_text(block)]
    if not sections:
        return
    nav = add(body, "nav", {"aria-labelledby": _CONTENTS})
    add_text(nav, "p", words.contents, {"id": _CONTENTS})
    rows = add(nav, "ul")
    for section in sections:
        title = " ".join(span_text(section.spans).split())
        add_text(add(rows, "li"), "a", title, {"href": f"#{anchors[section.id]}"})


# --- the text


class _Main:
    """The text of a chapter, built forward."""

    def __init__(self, main: Element, anchors: Mapping[str, str], outside: Mapping[str, str], words: PageWords) -> None:
        """Start with an empty text; ``rules`` grows into the widths of columns, which no attribute may hold."""
        self.rules: list[str] = []
        self._main = main
        self._anchors = anchors
        self._outside = outside
        self._words = words
        self._tables = 0

    def add(self, blocks: Sequence[Block]) -> None:
        """Add the blocks in order; notices that follow each other share a box, as in Word."""
        box: Element | None = None
        for block in blocks:
            if not (isinstance(block, Paragraph) and block.role == "kader"):
                box = None
                self._block(self._main, block)
                continue
            if box is None:
                # As role «note» it is named but no landmark: a list of landmarks with a dozen boxes helps nobody.
                box = add(self._main, "aside", {"class": "kader", "role": "note", "aria-label": self._words.box})
            self._block(box, block)

    def _block(self, parent: Element, block: Block) -> None:
        """Add one block, and the remark that belongs to it."""
        match block:
            case Heading():
                self._spans(self._new(parent, f"h{block.level}", block.id), block.spans)
                self._note(parent, block.note)
            case Paragraph():
                element = self._new(parent, "p", block.id)
                if block.role in ("inleiding", "bijschrift"):
                    element.set("class", block.role)
                self._spans(element, block.spans)
                self._note(parent, block.note)
            case ListBlock():
                rows = self._new(parent, "ol" if block.ordered else "ul", block.id)
                if block.first != 1:
                    rows.set("start", str(block.first))
                for item in block.items:
                    row = self._new(rows, "li", item.id)
                    self._spans(row, item.spans)
                    self._note(row, item.note)
            case Table():
                self._table(parent, block)

    def _note(self, parent: Element, note: Note | None) -> None:
        """Add a remark; the word before it says what it is, to eye and ear."""
        if note:
            text = add(add(parent, "aside", {"class": "opmerking", "role": "note"}), "p")
            add_inline(text, "strong").text = f"{self._words.note}:"
            write_lines(text, f" {note.text}")

    def _table(self, parent: Element, block: Table) -> None:
        """Add a table in a frame that scrolls when the screen is too narrow, also with the keyboard."""
        self._tables += 1
        name = {"aria-labelledby": self._anchors[block.caption.id]}
        frame = add(parent, "div", {"class": "tabel", "role": "region", "tabindex": "0"} | name)
        table = self._new(frame, "table", block.id)
        caption = self._new(table, "caption", block.caption.id)
        write_lines(caption, f"{self._words.table} {self._tables}: ")
        self._spans(caption, block.caption.spans)
        columns = add(table, "colgroup")
        for number, width in enumerate(block.widths, 1):
            add(columns, "col")
            share = f"{width * 100 / sum(block.widths):.4g}%"
            # A rule and no attribute: the page must hold under a content policy that forbids `style=`.
            self.rules.append(f"#{self._anchors[block.id]} col:nth-child({number}) {{ width: {share}; }}\n")
        self._cells(add(add(table, "thead"), "tr"), block.header, "th", {"scope": "col"})
        rows = add(table, "tbody")
        for row in block.rows:
            self._cells(self._new(rows, "tr", row.id), row.cells, "td", {})

    def _cells(self, row: Element, cells: Iterable[Cell], tag: str, more: Mapping[str, str]) -> None:
        """Add the cells of a row; an empty one says so, as in Word."""
        for cell in cells:
            spans = cell.spans if span_text(cell.spans).strip() else (Text(_EMPTY_CELL),)
            self._spans(add(row, tag, {"id": self._anchors[cell.id], **more}), spans)

    def _new(self, parent: Element, tag: str, ident: str) -> Element:
        """Add an empty element with the id of a block."""
        return add(parent, tag, {"id": self._anchors[ident]})

    def _spans(self, parent: Element, spans: Iterable[Span]) -> None:
        """Add spans in a row."""
        add_spans(parent, spans, write_lines, self._address)

    def _address(self, target: str) -> str:
        """Return where a link goes; refuse what is neither in the chapter nor a safe address."""
        if target.startswith("#") and target[1:] in self._anchors:
            return f"#{self._anchors[target[1:]]}"
        if target.startswith("#") and target[1:] in self._outside:
            return f"#{self._outside[target[1:]]}"
        if target.startswith("https://"):
            return target
        raise ValueError(f"a link to {target!r}, which is neither in the chapter nor https")
