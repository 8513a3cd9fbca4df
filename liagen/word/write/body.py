"""The text of a chapter in Word's XML, written forward in one pass."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from liagen.document.blocks import (
    Block,
    Cell,
    Chapter,
    Fill,
    Heading,
    Link,
    ListBlock,
    Note,
    Paragraph,
    Span,
    Table,
    Text,
    span_text,
)
from liagen.word.parts.xml import (
    VAL,
    Layout,
    R,
    W,
    add_field,
    add_text,
    document_bytes,
    end_bookmark,
    model,
    open_paragraph,
    opening,
    run_model,
    start_bookmark,
    written,
    written_run,
)
from liagen.word.styles.roles import HEADINGS, PARAGRAPHS, StyleRole
from liagen.word.styles.sheet import Relation, Stationery
from liagen.word.write.anchors import bookmark_name
from liagen.word.write.columns import Grid, fit_grid
from liagen.word.write.contents import Contents, contents_bookmark, find_contents, written_entries
from liagen.word.write.package import AddedPart, Story

_MARKED: Final = "CFE0EC"  # light enough for dark text at far over 4.5:1
_EMPTY_CELL: Final = "–"

# Word's caption label: the visible word is also the name of the counter, so that Word's own captions join in.
_TABLE_LABEL: Final = "Tabel"
_AS_STYLED: Final = Layout()
_END_PARAGRAPH: Final = b"</w:p>"
_END_CELL: Final = b"</w:tc>"
_END_ROW: Final = b"</w:tr>"
_END_TABLE: Final = b"</w:tbl>"


class Body:
    """The text of a chapter as Word's XML, written forward: what a finished document holds, and no more."""

    def __init__(self, stationery: Stationery, chapter: Chapter, pages: Mapping[str, int]) -> None:
        """Start an empty body; ``pages`` are the pages of headings, as far as they are known."""
        self._stationery = stationery
        self._styles = stationery.styles
        self._chapter = chapter
        self._contents = find_contents(chapter, pages)
        self._listed = {entry.heading for entry in self._contents.entries} if self._contents else set()
        self._pieces: list[bytes] = []
        self._starts_page = False
        self._ids: set[str] = set()
        self._wanted: set[str] = set()
        self._reached: set[str] = set()
        self._marks = 0
        self._tables = 0
        self._addresses: dict[str, str] = {}
        self._numbering = copy.deepcopy(stationery.numbering.root)
        numbers = self._numbering.findall(f"{W}num")
        self._last_number = max(int(number.get(f"{W}numId", "0")) for number in numbers)
        self._last = numbers[-1]

    def story(self) -> Story:
        """Write the chapter; return the finished parts."""
        section = copy.deepcopy(self._stationery.section)
        self._title_page(section)
        self._blocks()
        lost = self._wanted - self._reached
        if lost:
            raise ValueError(f"links to ids that are not in the chapter: {sorted(lost)}")
        links = (Relation(key, RT.HYPERLINK, address, external=True) for address, key in self._addresses.items())
        return Story(document_bytes(self._pieces, section), self._numbering, tuple(links), self._parts())

    def _parts(self) -> tuple[AddedPart, ...]:
        """Return the parts beside the text."""
        return ()

    def _bookmarked(self, ids: Sequence[str], spans: tuple[Span, ...]) -> Sequence[str]:  # noqa: ARG002  (for a draft)
        """Return which ids of a paragraph get a bookmark: those that something leads to."""
        return [block_id for block_id in ids if block_id in self._targets]

    def _remarked(self, spans: tuple[Span, ...], note: Note) -> bytes:  # noqa: ARG002  (only a draft has remarks)
        """Return the spans of a paragraph with a remark."""
        return self._spans(spans)

    def _spans(self, spans: tuple[Span, ...]) -> bytes:
        """Return the spans of a paragraph."""
        return b"".join([self._span(span) for span in spans])

    def _span(self, span: Span) -> bytes:
        """Return one span."""
        if isinstance(span, Text):
            return written_run(span.text, "", span.bold, span.italic)
        return self._fill(span) if isinstance(span, Fill) else self._link(span)

    def _fill(self, fill: Fill) -> bytes:
        """Return a fill-in as text that stands out."""
        return written_run(fill.text, self._styles[StyleRole.FILL])

    def _link(self, link: Link) -> bytes:
        """Return a link: to an anchor in this document, or through a relationship to an address outside it."""
        style = self._styles[StyleRole.LINK]
        if link.target.startswith("#"):
            self._wanted.add(link.target[1:])
            return _written_link(link.text, style, f"{W}anchor", bookmark_name(link.target[1:]))
        key = self._addresses.setdefault(link.target, f"link{len(self._addresses) + 1}")
        return _written_link(link.text, style, f"{R}id", key)

    @cached_property
    def _targets(self) -> frozenset[str]:
        """Return the ids that links lead to."""
        links = (span.target for span in _all_spans(self._chapter.blocks) if isinstance(span, Link))
        return frozenset(link[1:] for link in links if link.startswith("#"))

    def _title_page(self, section: etree._Element) -> None:
        """Add the lines of a title page, if any, on a page of their own."""
        layout = Layout(space_before=space_above(section))
        for line in self._chapter.title_page:
            self._add(PARAGRAPHS[line.role], [line.id], line.spans, layout=layout)
            layout = Layout()
        if self._chapter.title_page:
            self._starts_page = True
            set_first_page_apart(section)

    def _blocks(self) -> None:
        """Add the blocks in order, and the table of contents in its place."""
        blocks = self._chapter.blocks
        previous: Block | None = None
        following: Sequence[Block | None] = [*blocks, None][1:]
        for number, (block, after) in enumerate(zip(blocks, following, strict=True)):
            if self._contents and self._contents.place == number:
                self._add_contents(self._contents)
            match block:
                case Heading():
                    self._add(HEADINGS[block.level], [block.id], block.spans, block.note)
                case Paragraph():
                    self._paragraph(block, previous, after)
                case ListBlock():
                    self._list(block)
                case Table():
                    self._table(block)
            previous = block

    def _add_contents(self, contents: Contents) -> None:
        """Add the table of contents."""
        self._pieces += (self._open(StyleRole.CONTENTS_TITLE), written_run(contents.title), _END_PARAGRAPH)
        entry = self._styles[StyleRole.CONTENTS_ENTRY]
        self._pieces.append(written_entries(contents.entries, entry, self._stationery.text_width))

    def _paragraph(self, block: Paragraph, previous: Block | None, following: Block | None) -> None:
        """Add a paragraph; one that leads up to a list stays with it."""
        role = PARAGRAPHS[block.role]
        if role is StyleRole.TEXT and isinstance(previous, Table):
            role = StyleRole.TEXT_AFTER_TABLE
        layout = Layout(keeps_next=isinstance(following, ListBlock))
        self._add(role, [block.id], block.spans, block.note, layout)

    def _list(self, block: ListBlock) -> None:
        """Add a list; the id of the list stands at its first item, and a page break leaves no item alone."""
        self._claim(block.id)
        number = self._new_number() if block.ordered else ""
        role = StyleRole.NUMBER if block.ordered else StyleRole.BULLET
        ids = [block.id]
        last = len(block.items) - 1
        for place, item in enumerate(block.items):
            layout = Layout(keeps_next=place < last and place in (0, last - 1), number=number)
            self._add(role, [*ids, item.id], item.spans, item.note, layout)
            ids = []

    def _new_number(self) -> str:
        """Return a numbering of its own for one list, so that it starts at 1."""
        self._last_number += 1
        number = etree.Element(f"{W}num", {f"{W}numId": str(self._last_number)})
        etree.SubElement(number, f"{W}abstractNumId", {VAL: self._stationery.abstract_number})
        level = etree.SubElement(number, f"{W}lvlOverride", {f"{W}ilvl": "0"})
        etree.SubElement(level, f"{W}startOverride", {VAL: "1"})
        self._last.addnext(number)
        self._last = number
        return str(self._last_number)

    def _table(self, block: Table) -> None:
        """Add a caption with its number, then the table; a page break leaves no header or last row alone.

        The first row does not keep with the second: then LibreOffice 7.4 can lose every row below them.
        """
        self._claim(block.id)
        self._tables += 1
        self._pieces += (self._open(StyleRole.CAPTION, Layout(keeps_next=True)), _caption_number(self._tables))
        self._content([block.id, block.caption.id], block.caption.spans, block.caption.note)
        grid = fit_grid(block, self._stationery)
        self._pieces.append(_open_table(self._styles[StyleRole.TABLE], block, grid))
        self._row(block.header, grid, StyleRole.HEADER_CELL, keeps_next=True)
        last = len(block.rows) - 1
        for number, row in enumerate(block.rows):
            self._claim(row.id)
            self._row(row.cells, grid, StyleRole.CELL, keeps_next=number == last - 1)
        self._pieces.append(_END_TABLE)

    def _row(self, cells: Sequence[Cell], grid: Grid, role: StyleRole, keeps_next: bool = False) -> None:
        """Add a row that stays on one page; only a cell with a word too long for it is hyphenated."""
        layout = Layout(keeps_next=keeps_next)
        self._pieces.append(_open_row(is_header=role is StyleRole.HEADER_CELL))
        for cell, width in zip(cells, grid.widths, strict=True):
            self._pieces.append(_open_cell(width, cell.mark))
            spans = cell.spans if span_text(cell.spans).strip() else (Text(_EMPTY_CELL),)
            is_hyphenated = grid.needs[cell.id] > width
            self._add(role, [cell.id], spans, layout=layout._replace(is_hyphenated=True) if is_hyphenated else layout)
            self._pieces.append(_END_CELL)
        self._pieces.append(_END_ROW)

    def _claim(self, block_id: str) -> None:
        """Keep an id; refuse it the second time."""
        if block_id in self._ids:
            raise ValueError(f"id {block_id!r} is used twice")
        self._ids.add(block_id)

    def _add(
        self,
        role: StyleRole,
        ids: Sequence[str],
        spans: tuple[Span, ...],
        note: Note | None = None,
        layout: Layout = _AS_STYLED,
    ) -> None:
        """Add a paragraph in the style of a role."""
        self._pieces.append(self._open(role, layout))
        self._content(ids, spans, note)

    def _open(self, role: StyleRole, layout: Layout = _AS_STYLED) -> bytes:
        """Return the beginning of a paragraph."""
        if self._starts_page:
            self._starts_page = False
            layout = layout._replace(starts_page=True)
        return open_paragraph(self._styles[role], layout)

    def _content(self, ids: Sequence[str], spans: tuple[Span, ...], note: Note | None) -> None:
        """Fill a paragraph with its spans, between its bookmarks, and end it; the last id is its own."""
        self._claim(ids[-1])
        self._reached.update(ids)
        names = [bookmark_name(block_id).encode() for block_id in self._bookmarked(ids, spans)]
        if ids[-1] in self._listed:
            names.append(contents_bookmark(ids[-1]).encode())
        keys = range(self._marks, self._marks + len(names))
        self._marks = keys.stop
        self._pieces += map(start_bookmark, keys, names)
        self._pieces.append(self._remarked(spans, note) if note else self._spans(spans))
        self._pieces += map(end_bookmark, reversed(keys))
        self._pieces.append(_END_PARAGRAPH)


def _all_spans(blocks: Sequence[Block]) -> Iterator[Span]:
    """Yield every span of the blocks."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield from block.spans
            case ListBlock():
                yield from chain.from_iterable(item.spans for item in block.items)
            case Table():
                yield from block.caption.spans
                cells = chain(block.header, *(row.cells for row in block.rows))
                yield from chain.from_iterable(cell.spans for cell in cells)


@lru_cache(maxsize=1024)
def _written_link(text: str, style: str, attribute: str, target: str) -> bytes:
    """Return a link; ``attribute`` says what leads to its target."""
    link = etree.Element(f"{W}hyperlink", {attribute: target}, nsmap={"w": W[1:-1], "r": R[1:-1]})
    add_text(link, text, run_model(style))
    return written(link)


def _caption_number(number: int) -> bytes:
    """Return the number of a table as its caption begins with it."""
    caption = model("p")
    add_text(caption, f"{_TABLE_LABEL} ", run_model())
    add_field(caption, f"SEQ {_TABLE_LABEL} \\* ARABIC", str(number))
    add_text(caption, ": ", run_model())
    return b"".join(map(written, caption))


@lru_cache(maxsize=2)
def _open_row(is_header: bool) -> bytes:
    """Return the beginning of a row."""
    row = model("tr")
    properties = etree.SubElement(row, f"{W}trPr")
    for tag in ("cantSplit", "tblHeader") if is_header else ("cantSplit",):
        etree.SubElement(properties, W + tag)
    return opening(row)


@lru_cache(maxsize=1024)
def _open_cell(width: int, mark: bool) -> bytes:
    """Return the beginning of a cell; ``mark`` lifts it out."""
    cell = model("tc")
    properties = etree.SubElement(cell, f"{W}tcPr")
    etree.SubElement(properties, f"{W}tcW", {f"{W}w": str(width), f"{W}type": "dxa"})
    if mark:
        etree.SubElement(properties, f"{W}shd", {VAL: "clear", f"{W}color": "auto", f"{W}fill": _MARKED})
    return opening(cell)


def _open_table(style: str, block: Table, grid: Grid) -> bytes:
    """Return the beginning of a table; its alternative text is its caption and the names of its columns."""
    table = model("tbl")
    properties = etree.SubElement(table, f"{W}tblPr")
    look = {"val": "0620", "firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0", "noHBand": "1"}
    for tag, values in (
        ("tblStyle", {"val": style}),
        ("tblW", {"w": str(sum(grid.widths)), "type": "dxa"}),
        ("tblLayout", {"type": "fixed"}),
        ("tblLook", look | {"noVBand": "1"}),
        ("tblCaption", {"val": span_text(block.caption.spans)}),
        ("tblDescription", {"val": ", ".join(span_text(cell.spans) for cell in block.header)}),
    ):
        etree.SubElement(properties, W + tag, {W + key: value for key, value in values.items()})
    columns = etree.SubElement(table, f"{W}tblGrid")
    for width in grid.widths:
        etree.SubElement(columns, f"{W}gridCol", {f"{W}w": str(width)})
    return opening(table)


_A4: Final = "16838"
_SHARE: Final = 5  # with the margin, the title begins at a third of the page

_AFTER_TITLE_PAGE: Final = tuple(
    W + tag
    for tag in ("textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "footnoteColumns", "sectPrChange")
)


def space_above(section: etree._Element) -> int:
    """Return the space above the title, in twentieths of a point."""
    size = section.find(f"{W}pgSz")
    return int(_A4 if size is None else size.get(f"{W}h", _A4)) // _SHARE


def set_first_page_apart(section: etree._Element) -> None:
    """Give the first page of a section the header and footer that it has for a first page, or none."""
    for said in section.findall(f"{W}titlePg"):
        section.remove(said)
    later = [child for child in section if child.tag in _AFTER_TITLE_PAGE]
    section.insert(section.index(later[0]) if later else len(section), etree.Element(f"{W}titlePg"))
