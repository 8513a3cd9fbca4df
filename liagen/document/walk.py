"""Walking through a document: what stands in which section, and changing it block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from liagen.document.blocks import (
    Block,
    Cell,
    Chapter,
    Fill,
    Heading,
    Item,
    ListBlock,
    Origins,
    Paragraph,
    PlacedFill,
    Row,
    Span,
    Table,
    span_text,
)

SECTION_LEVEL: Final = 2

_NUMBER_COLUMN: Final = "nr"  # the column that counts the rows: a row that moves does not read differently


@dataclass(frozen=True)
class Leaf:
    """The smallest thing with an id that a reader sees as one: a heading, a paragraph, a list item or a table row."""

    id: str
    section: str
    section_title: str
    text: str
    origins: Origins


def by_section(chapter: Chapter) -> Iterator[tuple[str, str, Block]]:
    """Yield every block with the key and title of its section; both are empty before the first."""
    key, title = "", ""
    for block in chapter.blocks:
        if isinstance(block, Heading) and block.level == SECTION_LEVEL:
            key = next((origin.key for origin in block.origins if origin.kind == "onderdeel"), "")
            title = span_text(block.spans)
        yield key, title, block


def leaves(chapter: Chapter) -> dict[str, Leaf]:
    """Return every leaf by its id, in order of reading."""
    return {
        line.id: Leaf(line.id, key, title, _text(line), line.origins)
        for key, title, block in by_section(chapter)
        for line in _lines(block)
    }


def placed_fills(chapter: Chapter) -> tuple[PlacedFill, ...]:
    """Return every fill-in that stands in the chapter, in order of reading."""
    blocks = [
        *(("", line) for line in chapter.title_page),
        *((title, block) for _, title, block in by_section(chapter)),
    ]
    return tuple(
        PlacedFill(title, span)
        for title, block in blocks
        for passage in passages(block)
        for span in passage.spans
        if isinstance(span, Fill)
    )


def passages(block: Block) -> Iterator[Heading | Paragraph | Item | Cell]:
    """Yield everything in a block that holds spans, except the caption and header of a table."""
    for line in _lines(block):
        yield from line.cells if isinstance(line, Row) else (line,)


def _lines(block: Block) -> tuple[Heading | Paragraph | Item | Row, ...]:
    match block:
        case ListBlock(items=items):
            return items
        case Table(rows=rows):
            return rows
        case _:
            return (block,)


def _text(line: Heading | Paragraph | Item | Row) -> str:
    if not isinstance(line, Row):
        return span_text(line.spans)
    # Without the number: a goal that moves a row does not tell anything else.
    return " · ".join(span_text(cell.spans) for cell in line.cells if not _is_row_number(cell))


def _is_row_number(cell: Cell) -> bool:
    return any(origin.part == _NUMBER_COLUMN for origin in cell.origins)


def without(block: Block, is_removed: Callable[[Block | Item | Row], bool]) -> Block | None:
    """Return the block without the rows and items that are ``is_removed``; None when nothing of it is left."""
    if is_removed(block):
        return None
    if isinstance(block, ListBlock):
        items = tuple(item for item in block.items if not is_removed(item))
        return replace(block, items=items) if items else None
    if isinstance(block, Table):
        rows = tuple(row for row in block.rows if not is_removed(row))
        return replace(block, rows=rows) if rows else None
    return block


def with_spans(block: Block, change: Callable[[tuple[Span, ...]], tuple[Span, ...]]) -> Block:
    """Return the block with every run of spans changed; a table keeps its caption and header.

    What does not change stays the very same.
    """
    if isinstance(block, ListBlock):
        items = tuple([_line_with_spans(item, change) for item in block.items])
        return block if items == block.items else replace(block, items=items)
    if isinstance(block, Table):
        rows = tuple([_row_with_spans(row, change) for row in block.rows])
        return block if rows == block.rows else replace(block, rows=rows)
    return _line_with_spans(block, change)


_Line = TypeVar("_Line", bound=Heading | Paragraph | Item | Cell)


def _line_with_spans(line: _Line, change: Callable[[tuple[Span, ...]], tuple[Span, ...]]) -> _Line:
    spans = change(line.spans)
    return line if spans == line.spans else replace(line, spans=spans)


def _row_with_spans(row: Row, change: Callable[[tuple[Span, ...]], tuple[Span, ...]]) -> Row:
    cells = tuple([_line_with_spans(cell, change) for cell in row.cells])
    return row if cells == row.cells else replace(row, cells=cells)
