"""Write a document as plain text, to paste into an e-mail: answers are typed behind the questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from liagen.document.blocks import Block, Cell, Chapter, Fill, Heading, ListBlock, Paragraph, Span, Table, span_text


def write_plain_text(chapter: Chapter) -> str:
    """Return a document as paragraphs with an empty line between them, without its title and its controls.

    Of a control with a field nothing is shown: the answer comes there. A fill-in without a field keeps its brackets,
    for who sends the text. No line is broken: that is for the program that shows it.
    """
    parts = (part for block in chapter.blocks for part in _block(block))
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(level=1):
            return
        case Heading(spans=spans) | Paragraph(spans=spans):
            yield _text(spans)
        case ListBlock(ordered=ordered, items=items, first=first):
            for number, item in enumerate(items, first):
                mark = f"{number}. " if ordered else "- "
                yield mark + _text(item.spans).replace("\n", "\n" + " " * len(mark))
        case Table():
            yield _text(block.caption.spans)
            yield "\n".join(_line(cells) for cells in (block.header, *(row.cells for row in block.rows)))


def _line(cells: Iterable[Cell]) -> str:
    return " | ".join(_text(cell.spans).replace("\n", " ") for cell in cells)


def _text(spans: tuple[Span, ...]) -> str:
    shown = tuple(span for span in spans if not (isinstance(span, Fill) and span.field))
    return "\n".join(line.rstrip() for line in span_text(shown).strip("\n").split("\n")) if shown else ""
