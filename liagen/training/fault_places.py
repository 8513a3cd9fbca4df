"""Where in a chapter something can be sown: its lines, each with what puts other words there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from liagen.document.blocks import Block, Chapter, ListBlock, Paragraph, Span, Table, joined, span_text
from liagen.document.walk import by_section
from liagen.training.fault_changes import pattern_of
from liagen.training.texts import FaultModel

_IN_A_PARAGRAPH: Final = 2  # in different sentences; a point or cell holds one

Spans = tuple[Span, ...]


@dataclass(frozen=True)
class FaultPlace:
    """One line of a chapter: its heading and row, its spans, how many it may hold and what puts other spans there."""

    heading: str
    row: str
    spans: Spans
    room: int
    put: Callable[[Spans], Chapter]


def fault_places(chapter: Chapter, kind: FaultModel) -> Iterator[FaultPlace]:
    """Give the lines of the section where a kind can stand: cells of its column, or paragraphs and points."""
    rows = [pattern_of(text) for text in kind.rij]
    for number, (key, heading, block) in enumerate(by_section(chapter)):
        if key == kind.onderdeel:
            lines = (line for line in _lines(block, kind) if not rows or any(row.fullmatch(line.row) for row in rows))
            yield from (_place(chapter, number, heading, line) for line in lines)


def _place(chapter: Chapter, number: int, heading: str, line: _Line) -> FaultPlace:
    def put(spans: Spans) -> Chapter:
        blocks = list(chapter.blocks)
        blocks[number] = line.put(spans)
        return replace(chapter, blocks=tuple(blocks))

    room = _IN_A_PARAGRAPH if isinstance(chapter.blocks[number], Paragraph) else 1
    return FaultPlace(heading, line.row, line.spans, room, put)


@dataclass(frozen=True)
class _Line:
    """One line of a block and what puts other spans in that line; ``row`` tells of a cell what its row is about."""

    spans: Spans
    put: Callable[[Spans], Block]
    row: str = ""


def _lines(block: Block, kind: FaultModel) -> Iterator[_Line]:
    match block:
        case Table() if kind.kolom:
            yield from _cells(block, kind.kolom)
        case Paragraph(role="tekst") if not kind.kolom:
            yield _Line(joined(block.spans), lambda spans: replace(block, spans=spans))
        case ListBlock() if kind.vervang and not kind.kolom:
            yield from (_point(block, number) for number in range(len(block.items)))


def _point(block: ListBlock, number: int) -> _Line:
    def put(spans: Spans) -> Block:
        items = list(block.items)
        items[number] = replace(items[number], spans=spans)
        return replace(block, items=tuple(items))

    return _Line(joined(block.items[number].spans), put)


def _cells(table: Table, column: str) -> Iterator[_Line]:
    for row_number, row in enumerate(table.rows):
        for cell_number, cell in enumerate(row.cells):
            if any(origin.part == column for origin in cell.origins):
                yield _cell(table, row_number, cell_number)


def _cell(table: Table, row_number: int, cell_number: int) -> _Line:
    row = table.rows[row_number]

    def put(spans: Spans) -> Block:
        cells = list(row.cells)
        cells[cell_number] = replace(cells[cell_number], spans=spans)
        rows = list(table.rows)
        rows[row_number] = replace(row, cells=tuple(cells))
        return replace(table, rows=tuple(rows))

    # A number says nothing of a row: the first text does.
    about = next(n for n, cell in enumerate(row.cells) if not span_text(cell.spans).isdecimal())
    told = "" if about == cell_number else span_text(row.cells[about].spans)
    return _Line(joined(row.cells[cell_number].spans), put, told)
