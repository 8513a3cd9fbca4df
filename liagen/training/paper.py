"""Documents to be written in by hand, and many of them bound into one to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from liagen.document.blocks import (
    Block,
    Cell,
    Chapter,
    Fill,
    Heading,
    Item,
    Link,
    ListBlock,
    Paragraph,
    Row,
    Span,
    Table,
    Text,
)
from liagen.document.walk import with_spans

_DOTS: Final = "." * 60
_PART_LEVEL: Final = 2


@dataclass(frozen=True)
class PrintPart:
    """One document of a bundle, under the title that the contents list gives it (plain text)."""

    title: str
    chapter: Chapter


def on_paper(chapter: Chapter, lines: int = 2) -> Chapter:
    """Return a document in which every place to type in is one to write on, of so many ``lines`` in a table."""
    return replace(chapter, blocks=tuple(_to_write_on(block, lines) for block in chapter.blocks))


def _to_write_on(block: Block, lines: int) -> Block:
    if isinstance(block, Table):
        return replace(block, rows=tuple(_row_to_write_on(row, lines) for row in block.rows))
    return with_spans(block, _dotted)


def _row_to_write_on(row: Row, lines: int) -> Row:
    if not any(_is_blank(cell) for cell in row.cells):
        return row
    cells = tuple(replace(cell, spans=()) if _is_blank(cell) else cell for cell in row.cells)
    return replace(row, cells=cells, room=max(row.room, lines))


def _is_blank(cell: Cell) -> bool:
    return bool(cell.spans) and all(isinstance(span, Fill) for span in cell.spans)


def _dotted(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(Text(_DOTS) if isinstance(span, Fill) else span for span in spans)


# ------------------------------------------------------------ bound


def bound(first: Chapter, parts: Sequence[PrintPart]) -> Chapter:
    """Return one document of many: each part begins on a page of its own, with its title in the contents list.

    ``first`` is what stands before them, with the title of the whole.
    """
    blocks = [block for number, part in enumerate(parts, 1) for block in _part(number, part)]
    return replace(first, blocks=(*first.blocks, *blocks), is_brief=True)


def _part(number: int, part: PrintPart) -> Iterable[Block]:
    begin = f"deel{number}."
    title, *rest = part.chapter.blocks
    yield Heading(f"{begin}{title.id}", _PART_LEVEL, (Text(part.title),), starts_page=True)
    yield from (_renamed(_lowered(block), begin) for block in rest)


def _lowered(block: Block) -> Block:
    """Return a heading one level lower, so that only the parts are in the contents list."""
    return replace(block, level=min(block.level + 1, 3)) if isinstance(block, Heading) else block


def _renamed(block: Block, begin: str) -> Block:
    """Return a block with other ids, and links that lead to them: two parts may tell the same."""
    block = with_spans(replace(block, id=f"{begin}{block.id}"), partial(_relinked, begin=begin))
    match block:
        case ListBlock(items=items):
            return replace(block, items=tuple(_renamed_line(item, begin) for item in items))
        case Table(rows=rows, caption=caption, header=header):
            return replace(
                block,
                caption=replace(caption, id=f"{begin}{caption.id}"),
                header=tuple(replace(cell, id=f"{begin}{cell.id}") for cell in header),
                rows=tuple(_renamed_row(row, begin) for row in rows),
            )
        case Paragraph() | Heading():
            return replace(block, note=None)
        case _:
            return block


def _renamed_line(item: Item, begin: str) -> Item:
    return replace(item, id=f"{begin}{item.id}", note=None)


def _renamed_row(row: Row, begin: str) -> Row:
    return replace(row, id=f"{begin}{row.id}", cells=tuple(replace(cell, id=f"{begin}{cell.id}") for cell in row.cells))


def _relinked(spans: tuple[Span, ...], begin: str) -> tuple[Span, ...]:
    return tuple(
        replace(span, target=f"#{begin}{span.target[1:]}")
        if isinstance(span, Link) and span.target.startswith("#")
        else span
        for span in spans
    )
