"""The text of a chapter in Word's XML, built forward in one pass."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from liagen.blocks import (
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
from liagen.word.anchors import bookmark_name
from liagen.word.columns import Grid, fit_grid
from liagen.word.contents import Contents, add_contents, contents_bookmark, find_contents
from liagen.word.package import AddedPart, Story
from liagen.word.pieces import (
    ID,
    VAL,
    R,
    W,
    add_copy,
    add_field,
    add_text,
    bookmark_model,
    cell_model,
    mark_model,
    model,
    paragraph_model,
    run_model,
)
from liagen.word.roles import HEADINGS, PARAGRAPHS, Role
from liagen.word.stylefile import Relation, Stationery
from liagen.word.title_page import lay_out_title_page

_MARKED: Final = "CFE0EC"  # light enough for dark text at far over 4.5:1
_EMPTY_CELL: Final = "–"
# Word's caption label: the visible word is also the name of the counter, so that Word's own captions join in.
_TABLE_LABEL: Final = "Tabel"


class Body:
    """The text of a chapter as Word's XML, built forward: what a finished document holds, and no more."""

    def __init__(self, stationery: Stationery, chapter: Chapter, pages: Mapping[str, int]) -> None:
        """Start an empty body; ``pages`` are the pages of headings, as far as they are known."""
        self._stationery = stationery
        self._styles = stationery.styles
        self._chapter = chapter
        self._contents = find_contents(chapter, pages)
        self._listed = {entry.heading for entry in self._contents.entries} if self._contents else set()
        self._root = etree.Element(f"{W}document", nsmap={"w": W[1:-1], "r": R[1:-1]})
        self._body = etree.SubElement(self._root, f"{W}body")
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
        for line in self._chapter.title_page:
            self._add(self._body, PARAGRAPHS[line.role], [line.id], line.spans)
        self._blocks()
        lay_out_title_page(self._body, section, len(self._chapter.title_page))
        lost = self._wanted - self._reached
        if lost:
            raise ValueError(f"links to ids that are not in the chapter: {sorted(lost)}")
        self._body.append(section)
        links = (Relation(key, RT.HYPERLINK, address, external=True) for address, key in self._addresses.items())
        return Story(self._root, self._numbering, tuple(links), self._parts())

    def _parts(self) -> tuple[AddedPart, ...]:
        """Return the parts beside the text."""
        return ()

    def _bookmarked(self, ids: Sequence[str], spans: tuple[Span, ...]) -> Sequence[str]:  # noqa: ARG002  (for a draft)
        """Return which ids of a paragraph get a bookmark: those that something leads to."""
        return [block_id for block_id in ids if block_id in self._targets]

    def _spans(
        self,
        paragraph: etree._Element,
        spans: tuple[Span, ...],
        note: Note | None,  # noqa: ARG002  (only a draft has remarks)
    ) -> None:
        """Add the spans of a paragraph."""
        for span in spans:
            match span:
                case Text(text, bold, italic):
                    add_text(paragraph, text, run_model("", bold, italic))
                case Fill():
                    self._fill(paragraph, span)
                case Link(text, target):
                    link = etree.SubElement(paragraph, f"{W}hyperlink", self._target(target))
                    add_text(link, text, run_model(self._styles[Role.LINK]))

    def _fill(self, paragraph: etree._Element, fill: Fill) -> None:
        """Add a fill-in as text that stands out."""
        add_text(paragraph, fill.text, run_model(self._styles[Role.FILL]))

    @cached_property
    def _targets(self) -> frozenset[str]:
        """Return the ids that links lead to."""
        links = (span.target for span in _all_spans(self._chapter.blocks) if isinstance(span, Link))
        return frozenset(link[1:] for link in links if link.startswith("#"))

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
                    self._add(self._body, HEADINGS[block.level], [block.id], block.spans, block.note)
                case Paragraph():
                    self._paragraph(block, previous, after)
                case ListBlock():
                    self._list(block)
                case Table():
                    self._table(block)
            previous = block

    def _add_contents(self, contents: Contents) -> None:
        """Add the table of contents."""
        title, entry = self._styles[Role.CONTENTS_TITLE], self._styles[Role.CONTENTS_ENTRY]
        add_contents(self._body, contents, title, entry, self._stationery.text_width)

    def _paragraph(self, block: Paragraph, previous: Block | None, following: Block | None) -> None:
        """Add a paragraph; one that leads up to a list stays with it."""
        role = PARAGRAPHS[block.role]
        if role is Role.TEXT and isinstance(previous, Table):
            role = Role.TEXT_AFTER_TABLE
        paragraph = self._add(self._body, role, [block.id], block.spans, block.note)
        if isinstance(following, ListBlock):
            etree.SubElement(paragraph[0], f"{W}keepNext")

    def _list(self, block: ListBlock) -> None:
        """Add a list; the id of the list stands at its first item."""
        self._claim(block.id)
        number = self._new_number() if block.ordered else ""
        role = Role.NUMBER if block.ordered else Role.BULLET
        ids = [block.id]
        for item in block.items:
            paragraph = self._add(self._body, role, [*ids, item.id], item.spans, item.note)
            if ids and len(block.items) > 1:
                etree.SubElement(paragraph[0], f"{W}keepNext")
            if number:
                properties = etree.SubElement(paragraph[0], f"{W}numPr")
                etree.SubElement(properties, f"{W}ilvl", {VAL: "0"})
                etree.SubElement(properties, f"{W}numId", {VAL: number})
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
        """Add a caption with its number, then the table."""
        self._claim(block.id)
        self._tables += 1
        caption = add_copy(self._body, paragraph_model(self._styles[Role.CAPTION]))
        etree.SubElement(caption[0], f"{W}keepNext")
        add_text(caption, f"{_TABLE_LABEL} ", run_model())
        add_field(caption, f"SEQ {_TABLE_LABEL} \\* ARABIC", str(self._tables))
        add_text(caption, ": ", run_model())
        self._content(caption, [block.id, block.caption.id], block.caption.spans, block.caption.note)
        grid = fit_grid(block, self._stationery)
        table = _add_table(self._body, self._styles[Role.TABLE], block, grid)
        self._row(table, block.header, grid, Role.HEADER_CELL)
        etree.SubElement(table[-1][0], f"{W}tblHeader")
        for row in block.rows:
            self._claim(row.id)
            self._row(table, row.cells, grid, Role.CELL)
        _keep_ends(table)

    def _row(self, table: etree._Element, cells: Sequence[Cell], grid: Grid, role: Role) -> None:
        """Add a row that stays on one page; only a cell with a word too long for it is hyphenated."""
        row = etree.SubElement(table, f"{W}tr")
        etree.SubElement(etree.SubElement(row, f"{W}trPr"), f"{W}cantSplit")
        for cell, width in zip(cells, grid.widths, strict=True):
            box = add_copy(row, cell_model(width))
            if cell.mark:
                etree.SubElement(box[0], f"{W}shd", {VAL: "clear", f"{W}color": "auto", f"{W}fill": _MARKED})
            spans = cell.spans if span_text(cell.spans).strip() else (Text(_EMPTY_CELL),)
            paragraph = self._add(box, role, [cell.id], spans)
            if grid.needs[cell.id] > width:
                etree.SubElement(paragraph[0], f"{W}suppressAutoHyphens", {VAL: "0"})

    def _claim(self, block_id: str) -> None:
        """Keep an id; refuse it the second time."""
        if block_id in self._ids:
            raise ValueError(f"id {block_id!r} is used twice")
        self._ids.add(block_id)

    def _add(
        self,
        parent: etree._Element,
        role: Role,
        ids: Sequence[str],
        spans: tuple[Span, ...],
        note: Note | None = None,
    ) -> etree._Element:
        """Add a paragraph in the style of a role; one of just text is copied whole from the last that was the same."""
        style = self._styles[role]
        if note or not all(isinstance(span, Text) for span in spans):
            paragraph = add_copy(parent, paragraph_model(style))
            self._content(paragraph, ids, spans, note)
            return paragraph
        names = self._bookmarks(ids, spans)
        paragraph = add_copy(parent, _text_model(style, names, spans))
        for key in range(len(names)):
            paragraph[key + 1].set(ID, str(self._marks + key))
            paragraph[-key - 1].set(ID, str(self._marks + key))
        self._marks += len(names)
        return paragraph

    def _content(
        self, paragraph: etree._Element, ids: Sequence[str], spans: tuple[Span, ...], note: Note | None = None
    ) -> None:
        """Fill a paragraph with its spans, between its bookmarks."""
        names = self._bookmarks(ids, spans)
        first = self._marks
        self._marks += len(names)
        for key, name in enumerate(names, first):
            add_copy(paragraph, bookmark_model(name)).set(ID, str(key))
        self._spans(paragraph, spans, note)
        for key in range(self._marks - 1, first - 1, -1):
            add_copy(paragraph, mark_model("bookmarkEnd")).set(ID, str(key))

    def _bookmarks(self, ids: Sequence[str], spans: tuple[Span, ...]) -> tuple[str, ...]:
        """Return the names of the bookmarks around a paragraph; the last id is its own."""
        self._claim(ids[-1])
        self._reached.update(ids)
        names = [bookmark_name(block_id) for block_id in self._bookmarked(ids, spans)]
        if ids[-1] in self._listed:
            names.append(contents_bookmark(ids[-1]))
        return tuple(names)

    def _target(self, target: str) -> dict[str, str]:
        """Return the attributes of a link: an anchor in this document, or a relationship for an address outside it."""
        if target.startswith("#"):
            self._wanted.add(target[1:])
            return {f"{W}anchor": bookmark_name(target[1:])}
        key = self._addresses.setdefault(target, f"link{len(self._addresses) + 1}")
        return {f"{R}id": key}


@lru_cache(maxsize=1024)
def _text_model(style: str, names: tuple[str, ...], spans: tuple[Text, ...]) -> etree._Element:
    """Return a paragraph of just text between its bookmarks, their numbers still open."""
    paragraph = add_copy(model("body"), paragraph_model(style))
    for name in names:
        add_copy(paragraph, bookmark_model(name))
    for span in spans:
        add_text(paragraph, span.text, run_model("", span.bold, span.italic))
    for _ in names:
        add_copy(paragraph, mark_model("bookmarkEnd"))
    return paragraph


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


def _keep_ends(table: etree._Element) -> None:
    """Keep the first two rows together, and the last two: a page break leaves no row alone."""
    rows = table.findall(f"{W}tr")[1:]
    for number in sorted({0, len(rows) - 2}) if len(rows) > 1 else ():
        for cell in rows[number].findall(f"{W}tc"):
            cell[1][0].insert(1, etree.Element(f"{W}keepNext"))


def _add_table(parent: etree._Element, style: str, block: Table, grid: Grid) -> etree._Element:
    """Add a table without rows; its alternative text is its caption and the names of its columns."""
    table = etree.SubElement(parent, f"{W}tbl")
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
    return table
