"""Walking through a chapter: what stands in which section, and changing it block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from liagen.document.blocks import Block, Chapter, Heading, ListBlock, Span, Table, span_text


def span_runs(block: Block) -> Iterator[tuple[str, tuple[Span, ...]]]:
    if isinstance(block, ListBlock):
        yield from ((item.id, item.spans) for item in block.items)
    elif isinstance(block, Table):
        yield from ((cell.id, cell.spans) for row in block.rows for cell in row.cells)
    else:
        yield block.id, block.spans


SECTION_LEVEL = 2


@dataclass(frozen=True)
class Leaf:
    """The smallest thing with an id that a reader sees as one: a paragraph, a list item or a table row."""

    id: str
    section: str
    section_title: str
    text: str


def section_key(block_id: str) -> str:
    """Return the key of the section that a heading with this id opens."""
    return block_id.removeprefix("onderdeel.").removesuffix(".titel")


def by_section(chapter: Chapter) -> Iterator[tuple[str, str, Block]]:
    """Yield every block with the key and title of its section; both are empty before the first."""
    key, title = "", ""
    for block in chapter.blocks:
        if isinstance(block, Heading) and block.level == SECTION_LEVEL:
            key, title = section_key(block.id), span_text(block.spans)
        yield key, title, block


def leaves(chapter: Chapter) -> dict[str, Leaf]:
    """Return every leaf by its id, in order of reading."""
    return {
        leaf_id: Leaf(leaf_id, key, title, text)
        for key, title, block in by_section(chapter)
        for leaf_id, text in _leaves_of(block)
    }


def _leaves_of(block: Block) -> Iterator[tuple[str, str]]:
    if isinstance(block, ListBlock):
        yield from ((item.id, span_text(item.spans)) for item in block.items)
    elif isinstance(block, Table):
        for row in block.rows:
            cells = (span_text(cell.spans) for cell in row.cells if not cell.id.endswith(".nr"))
            yield row.id, " · ".join(cells)
    else:
        yield block.id, span_text(block.spans)


def without(block: Block, gone: Callable[[str], bool]) -> Block | None:
    """Return the block without the rows and items whose id is ``gone``; None when nothing of it is left."""
    if gone(block.id):
        return None
    if isinstance(block, ListBlock):
        items = tuple(item for item in block.items if not gone(item.id))
        return replace(block, items=items) if items else None
    if isinstance(block, Table):
        rows = tuple(row for row in block.rows if not gone(row.id))
        return replace(block, rows=rows) if rows else None
    return block


def with_spans(block: Block, change: Callable[[tuple[Span, ...]], tuple[Span, ...]]) -> Block:
    """Return the block with every run of spans changed; a table keeps its caption and header."""
    if isinstance(block, ListBlock):
        return replace(block, items=tuple(replace(item, spans=change(item.spans)) for item in block.items))
    if isinstance(block, Table):
        rows = tuple(
            replace(row, cells=tuple(replace(cell, spans=change(cell.spans)) for cell in row.cells))
            for row in block.rows
        )
        return replace(block, rows=rows)
    return replace(block, spans=change(block.spans))
