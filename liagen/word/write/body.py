"""The text of a chapter in Word's XML, written forward in one pass."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import Final

from liagen.document.blocks import (
    Block,
    Chapter,
    Fill,
    Heading,
    Link,
    ListBlock,
    Note,
    Paragraph,
    Picture,
    Row,
    Span,
    Table,
    Text,
    span_text,
)
from liagen.document.walk import SECTION_LEVEL, passages
from liagen.word.parts import relations
from liagen.word.parts.xml import element, word
from liagen.word.styles.roles import HEADINGS, PARAGRAPHS, StyleRole
from liagen.word.styles.sheet import Relation, Slot, Stationery
from liagen.word.write.anchors import bookmark_name
from liagen.word.write.columns import Grid, fit_grid
from liagen.word.write.contents import Contents, contents_bookmark, entry_paragraphs, find_contents
from liagen.word.write.package import AddedPart, Story
from liagen.word.write.picture import drawing, picture_part
from liagen.word.write.text import Layout, end_bookmark, field, paragraph_properties, run, start_bookmark

_MARKED: Final = "CFE0EC"  # light enough for dark text at far over 4.5:1
_EMPTY_CELL: Final = "–"

# Word's caption label: the visible word is also the name of the counter, so that Word's own captions join in.
TABLE_LABEL: Final = "Tabel"
AFTER_LABEL: Final = ": "
_AS_STYLED: Final = Layout()
_FEW_CELLS: Final = 8  # such a table stays whole
_MANY_COLUMNS: Final = 5
_FEW_ROWS: Final = 7
_FEW_LINES: Final = 4  # a longer list, kept whole, can leave as much of a page white
_LINE: Final = 90  # signs in a line of a list, more or less
_SHORT: Final = 8  # lines of a paragraph that stays whole below its heading
_ENDING: Final = 8  # lines of the last two sections that stay together: more would leave a hole
_MOST_OF_PAGE: Final = 2  # a picture takes at most half of the height of a page
_SHARE: Final = 5  # with the margin, the title begins at a third of the page
_BRIEF_WHITE: Final = 110  # above a section of a brief document
_BRIEF_ITEM: Final = 20  # below an item of a list in one, but for the last
_AFTER_LIST: Final = 120  # below the last item: as below a paragraph
_BRIEF_TEXT: Final = 50  # below a paragraph of one
_WRITTEN_LINE: Final = 454  # eight millimetres, as in a lined notebook
_ROOM_TO_SIGN: Final = 600  # a centimetre above the name of who signs

_PARAGRAPH: Final = b"<w:p>"
_END_PARAGRAPH: Final = b"</w:p>"
_TABLE: Final = b"<w:tbl>"
_END_TABLE: Final = b"</w:tbl>"
_ROW: Final = b"<w:tr>"
_END_ROW: Final = b"</w:tr>"
_CELL: Final = b"<w:tc>"
_END_CELL: Final = b"</w:tc>"


class Body:
    """The text of a chapter as Word's XML, written forward: what a finished document holds, and no more."""

    def __init__(self, stationery: Stationery, chapter: Chapter, pages: Mapping[str, int]) -> None:
        """Start an empty body; ``pages`` are the pages of headings, as far as they are known."""
        self._stationery = stationery
        self._styles = stationery.styles
        self._chapter = chapter
        self._contents = find_contents(chapter, pages)
        self._listed = {entry.heading for entry in self._contents.entries} if self._contents else set()
        self._xml: list[bytes] = []
        self._starts_page = False
        self._ids: set[str] = set()
        self._wanted: set[str] = set()
        self._reached: set[str] = set()
        self._marks = 0
        self._tables = 0
        self._addresses: dict[str, str] = {}
        self._pictures: dict[str, AddedPart] = {}
        self._drawings = 0
        self._lists: list[bytes] = []

    def start_after_tables(self, tables: int) -> None:
        """Begin after so many numbered tables, of the document that the chapter goes into."""
        self._tables = tables

    def story(self) -> Story:
        """Write the chapter; return the finished parts."""
        self._title_page()
        self._blocks()
        lost = self._wanted - self._reached
        if lost:
            raise ValueError(f"links to ids that are not in the chapter: {sorted(lost)}")
        links = [Relation(key, relations.HYPERLINK, address, external=True) for address, key in self._addresses.items()]
        shown = [relation for relation, _ in self.pictures()]
        parts = (*self._parts(), *self._pictures.values())
        return Story(self._document(), self._numbering(), (*links, *shown), parts)

    def _document(self) -> bytes:
        """Return the document part with the text."""
        stationery = self._stationery
        document = stationery.titled_document if self._chapter.title_page else stationery.document
        return document.replace(Slot.TEXT.value, b"".join(self._xml))

    def _numbering(self) -> bytes:
        """Return the numbering part with the lists of the text."""
        return self._stationery.numbering.data.replace(Slot.LISTS.value, b"".join(self._lists))

    def _parts(self) -> tuple[AddedPart, ...]:
        """Return the parts beside the text."""
        return ()

    def _bookmarked(
        self,
        ids: Sequence[str],
        label: str,  # noqa: ARG002  (for a draft)
        spans: tuple[Span, ...],  # noqa: ARG002  (for a draft)
    ) -> Sequence[str]:
        """Return which ids of a paragraph get a bookmark: those that something leads to.

        ``label`` is what the paragraph shows before its spans.
        """
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
            return run(span.text, "", span.bold, span.italic)
        if isinstance(span, Picture):
            return self._picture(span)
        return self._fill(span) if isinstance(span, Fill) else self._link(span)

    def _fill(self, fill: Fill) -> bytes:
        """Return a fill-in as text that stands out."""
        return run(fill.text, self._fill_style(fill))

    def _fill_style(self, fill: Fill) -> str:
        """Return the style of a fill-in: a proposal looks otherwise than a blank."""
        return self._styles[StyleRole.PROPOSAL if fill.proposal else StyleRole.FILL]

    def _link(self, link: Link) -> bytes:
        """Return a link: to an anchor in this document, or through a relationship to an address outside it."""
        style = self._styles[StyleRole.LINK]
        if link.target.startswith("#"):
            self._wanted.add(link.target[1:])
            return word("hyperlink", run(link.text, style), anchor=bookmark_name(link.target[1:]))
        key = self._addresses.setdefault(link.target, f"link{len(self._addresses) + 1}")
        return element("w:hyperlink", {"r:id": key}, run(link.text, style))

    def _picture(self, picture: Picture) -> bytes:
        """Return a picture; without its data what it tells."""
        if not picture.data:
            return run(picture.text)
        self._drawings += 1
        added = picture_part(picture)
        self._pictures[added.name] = added
        key = f"beeld{list(self._pictures).index(added.name) + 1}"
        high = self._stationery.page_height // _MOST_OF_PAGE
        return drawing(picture, key, self._drawings, self._stationery.text_width, high)

    def pictures(self) -> Iterator[tuple[Relation, AddedPart]]:
        """Yield each picture of the text with what it is to the document part."""
        folder = posixpath.dirname(self._stationery.document_name)
        for number, added in enumerate(self._pictures.values(), 1):
            yield Relation(f"beeld{number}", relations.IMAGE, posixpath.relpath(added.name, folder)), added

    @cached_property
    def _targets(self) -> frozenset[str]:
        """Return the ids that links lead to."""
        links = (span.target for span in _all_spans(self._chapter.blocks) if isinstance(span, Link))
        return frozenset(link[1:] for link in links if link.startswith("#"))

    def _title_page(self) -> None:
        """Add the lines of a title page, if any, on a page of their own."""
        layout = Layout(space_before=self._stationery.page_height // _SHARE)
        for line in self._chapter.title_page:
            self._add(PARAGRAPHS[line.role], [line.id], line.spans, layout=layout)
            layout = Layout()
        if self._chapter.title_page:
            self._starts_page = True

    def _blocks(self) -> None:
        """Add the blocks in order, and the table of contents in its place."""
        blocks = self._chapter.blocks
        previous: Block | None = None
        following: Sequence[Block | None] = [*blocks, None][1:]
        ending = _ending(blocks)
        for number, (block, after) in enumerate(zip(blocks, following, strict=True)):
            if self._contents and self._contents.place == number:
                self._add_contents(self._contents)
            match block:
                case Heading():
                    self._heading(block)
                case Paragraph():
                    self._paragraph(block, previous, after, number in ending)
                case ListBlock():
                    self._list(block, number in ending)
                case Table():
                    self._table(block)
            previous = block

    def _heading(self, block: Heading) -> None:
        """Add a heading."""
        white = _BRIEF_WHITE if self._chapter.is_brief and block.level == SECTION_LEVEL else 0
        layout = Layout(starts_page=block.starts_page, space_before=white)
        self._add(HEADINGS[block.level], [block.id], block.spans, block.note, layout)

    def _add_contents(self, contents: Contents) -> None:
        """Add the table of contents."""
        self._xml += (self._open(StyleRole.CONTENTS_TITLE), run(contents.title), _END_PARAGRAPH)
        entry = self._styles[StyleRole.CONTENTS_ENTRY]
        self._xml.append(entry_paragraphs(contents.entries, entry, self._stationery.text_width))

    def _paragraph(self, block: Paragraph, previous: Block | None, following: Block | None, keeps_next: bool) -> None:
        """Add a paragraph; one that leads up to a list or a table stays with it.

        A short one below a heading stays whole: LibreOffice leaves the heading behind when its first lines do not fit.
        """
        role = PARAGRAPHS[block.role]
        if role is StyleRole.TEXT and isinstance(previous, Table):
            role = StyleRole.TEXT_AFTER_TABLE
        room = _ROOM_TO_SIGN if block.role == "ondertekening" else 0
        white = _BRIEF_TEXT if self._chapter.is_brief and role is StyleRole.TEXT and not room else 0
        keeps_next = keeps_next or isinstance(following, ListBlock | Table)
        is_whole = isinstance(previous, Heading) and _lines(block.spans) <= _SHORT
        layout = Layout(keeps_next, is_whole, space_before=room, space_after=white)
        self._add(role, [block.id], block.spans, block.note, layout)

    def _list(self, block: ListBlock, keeps_next: bool) -> None:
        """Add a list; the id of the list stands at its first item.

        A page break leaves a short list whole, and of a long one no item alone.
        """
        self._claim(block.id)
        number = self._new_number(block.first) if block.ordered else ""
        role = StyleRole.NUMBER if block.ordered else StyleRole.BULLET
        ids = [block.id]
        last = len(block.items) - 1
        is_short = sum(_lines(item.spans) for item in block.items) <= _FEW_LINES
        for place, item in enumerate(block.items):
            keeps = place < last and (is_short or place in (0, last - 1))
            white = _AFTER_LIST if place == last else _BRIEF_ITEM if self._chapter.is_brief else 0
            layout = Layout(keeps or (keeps_next and place == last), number=number, space_after=white)
            self._add(role, [*ids, item.id], item.spans, item.note, layout)
            ids = []

    def _new_number(self, first: int) -> str:
        """Return a numbering of its own for one list, so that it starts where it should."""
        number = str(self._stationery.numbering.last + len(self._lists) + 1)
        definition = word("abstractNumId", val=self._stationery.abstract_number)
        restart = word("lvlOverride", word("startOverride", val=str(first)), ilvl="0")
        self._lists.append(word("num", definition, restart, numId=number))
        return number

    def _table(self, block: Table) -> None:
        """Add a caption with its number, then the table.

        A page break leaves a short table whole, and of a long one no header or last row alone. The first row of a
        long one does not keep with the second: then LibreOffice 7.4 can lose every row below them.
        """
        self._claim(block.id)
        self._tables += 1
        self._xml += (self._open(StyleRole.CAPTION, Layout(keeps_next=True)), _caption_number(self._tables))
        label = f"{TABLE_LABEL} {self._tables}{AFTER_LABEL}"
        self._content([block.id, block.caption.id], block.caption.spans, block.caption.note, label)
        grid = fit_grid(block, self._stationery)
        self._xml.append(_open_table(self._styles[StyleRole.TABLE], block, grid))
        self._row(Row("", block.header), grid, StyleRole.HEADER_CELL, keeps_next=True)
        last = len(block.rows) - 1
        is_short = len(block.rows) * len(block.header) <= _FEW_CELLS or _is_overview(block)
        for number, row in enumerate(block.rows):
            self._claim(row.id)
            keeps_next = number < last if is_short else number == last - 1
            self._row(row, grid, StyleRole.CELL, keeps_next)
        self._xml.append(_END_TABLE)

    def _row(self, row: Row, grid: Grid, role: StyleRole, keeps_next: bool = False) -> None:
        """Add a row that stays on one page; only a cell with a word too long for it is hyphenated."""
        layout = Layout(keeps_next=keeps_next)
        self._xml.append(_open_row(is_header=role is StyleRole.HEADER_CELL, room=row.room))
        for cell, width in zip(row.cells, grid.widths, strict=True):
            self._xml.append(_open_cell(width, cell.mark))
            stays_empty = row.room or cell.mark
            spans = cell.spans if stays_empty or span_text(cell.spans).strip() else (Text(_EMPTY_CELL),)
            is_hyphenated = grid.needs[cell.id] > width
            self._add(role, [cell.id], spans, layout=layout._replace(is_hyphenated=True) if is_hyphenated else layout)
            self._xml.append(_END_CELL)
        self._xml.append(_END_ROW)

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
        self._xml.append(self._open(role, layout))
        self._content(ids, spans, note)

    def _open(self, role: StyleRole, layout: Layout = _AS_STYLED) -> bytes:
        """Return the beginning of a paragraph."""
        if self._starts_page:
            self._starts_page = False
            layout = layout._replace(starts_page=True)
        return _PARAGRAPH + paragraph_properties(self._styles[role], layout)

    def _content(self, ids: Sequence[str], spans: tuple[Span, ...], note: Note | None, label: str = "") -> None:
        """Fill a paragraph with its spans, between its bookmarks, and end it; the last id is its own."""
        self._claim(ids[-1])
        self._reached.update(ids)
        names = [bookmark_name(block_id).encode() for block_id in self._bookmarked(ids, label, spans)]
        if ids[-1] in self._listed:
            names.append(contents_bookmark(ids[-1]).encode())
        keys = range(self._marks, self._marks + len(names))
        self._marks = keys.stop
        self._xml += map(start_bookmark, keys, names)
        self._xml.append(self._remarked(spans, note) if note else self._spans(spans))
        self._xml += map(end_bookmark, reversed(keys))
        self._xml.append(_END_PARAGRAPH)


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


def _caption_number(number: int) -> bytes:
    """Return the number of a table as its caption begins with it."""
    return run(f"{TABLE_LABEL} ") + field(f"SEQ {TABLE_LABEL} \\* ARABIC", str(number)) + run(AFTER_LABEL)


def _is_overview(block: Table) -> bool:
    """Say whether a table is one of many columns and few rows, as that of the goals: it is read as a whole."""
    return len(block.header) >= _MANY_COLUMNS and len(block.rows) <= _FEW_ROWS


def _lines(spans: tuple[Span, ...]) -> int:
    """Return how many lines a paragraph takes, more or less."""
    return sum(1 + len(line) // _LINE for line in span_text(spans).split("\n"))


def _ending(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the numbers of the blocks that keep with the next one: those of the last two sections, when short.

    So the sources, or whatever comes last, do not stand alone on a page.
    """
    heads = [number for number, block in enumerate(blocks) if isinstance(block, Heading)]
    ending = range(heads[-2] + 1, len(blocks)) if len(heads) > 1 else range(0)
    last = [blocks[number] for number in ending]
    if any(isinstance(block, Table) or (isinstance(block, Heading) and block.starts_page) for block in last):
        return frozenset()
    lines = sum(_lines(passage.spans) for block in last for passage in passages(block))
    return frozenset(ending[:-1]) if lines <= _ENDING else frozenset()


@lru_cache(maxsize=32)
def _open_row(is_header: bool, room: int) -> bytes:
    """Return the beginning of a row, at least ``room`` lines high."""
    height = [word("trHeight", val=str(room * _WRITTEN_LINE), hRule="atLeast")] if room else []
    return _ROW + word("trPr", word("cantSplit"), *height, *([word("tblHeader")] if is_header else []))


@lru_cache(maxsize=1024)
def _open_cell(width: int, mark: bool) -> bytes:
    """Return the beginning of a cell; ``mark`` lifts it out."""
    shade = [word("shd", val="clear", color="auto", fill=_MARKED)] if mark else []
    return _CELL + word("tcPr", word("tcW", w=str(width), type="dxa"), *shade)


def _open_table(style: str, block: Table, grid: Grid) -> bytes:
    """Return the beginning of a table; its alternative text is its caption and the names of its columns."""
    look = {"val": "0620", "firstRow": "1", "lastRow": "0", "firstColumn": "0", "lastColumn": "0", "noHBand": "1"}
    properties = word(
        "tblPr",
        word("tblStyle", val=style),
        word("tblW", w=str(sum(grid.widths)), type="dxa"),
        word("tblLayout", type="fixed"),
        word("tblLook", **look, noVBand="1"),
        word("tblCaption", val=span_text(block.caption.spans)),
        word("tblDescription", val=", ".join(span_text(cell.spans) for cell in block.header)),
    )
    return _TABLE + properties + word("tblGrid", *(word("gridCol", w=str(width)) for width in grid.widths))
