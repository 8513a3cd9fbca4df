"""Write a chapter as Markdown: to read without Word, and to compare versions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
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
    Picture,
    Span,
    Table,
    Text,
    span_text,
)

_EMPTY_CELL: Final = "–"

# Signs that Markdown may read as markup wherever they stand, and those that it reads so at the start of a line.
_SPECIAL: Final = re.compile(r"[\\`*\[\]]|(?<!\w)_|_(?!\w)|~(?=~)|<(?=[\w/!?])|&(?=#?\w+;)")
_START: Final = re.compile(r"(?=[-+](?:\s|$)|#{1,6}(?:\s|$)|>|=+\s*$|-[-\s]*$)")
_NUMBER_START: Final = re.compile(r"(\d{1,9})(?=[.)](?:\s|$))")
_LAST_HASH: Final = re.compile("#$")
_HASH: Final = r"\\#"
_PLAIN_TARGET: Final = re.compile(r"[^\s()<>]+")


def write_markdown(chapter: Chapter) -> str:
    """Return the chapter as Markdown that reads back as the same text."""
    parts: list[str] = []
    alternate = False
    previous: Block | None = None
    for block in chapter.blocks:
        alternate = not alternate and _adjacent(previous, block)
        parts.append(_block(block, alternate))
        previous = block
    return "\n\n".join(part for part in parts if part) + "\n"


def _adjacent(previous: Block | None, block: Block) -> bool:
    """Say whether two lists would run into one; the second then gets the other kind of mark."""
    return isinstance(previous, ListBlock) and isinstance(block, ListBlock) and previous.ordered == block.ordered


def _block(block: Block, alternate: bool) -> str:
    """Return one block; ``alternate`` asks for the other kind of list mark."""
    match block:
        case Heading(level=level, spans=spans):
            return f"{'#' * level} {_LAST_HASH.sub(_HASH, _line(spans))}"
        case Paragraph():
            return _paragraph(block)
        case ListBlock(ordered=True, items=items, first=first):
            return "\n".join(_item(f"{n}{')' if alternate else '.'} ", item) for n, item in enumerate(items, first))
        case ListBlock(items=items):
            return "\n".join(_item("* " if alternate else "- ", item) for item in items)
        case Table():
            return _table(block)


def _item(mark: str, item: Item) -> str:
    """Return a list item; further lines stand under its text."""
    return mark + _body(item.spans).replace("\n", "\n" + " " * len(mark))


def _paragraph(block: Paragraph) -> str:
    """Return a paragraph; a notice as a quotation, a caption in italics."""
    match block.role:
        case "kader":
            return "> " + _body(block.spans).replace("\n", "\n> ")
        case "bijschrift":
            return _caption(block)
        case _:
            return _body(block.spans)


def _caption(block: Paragraph) -> str:
    """Return a caption in italics."""
    return _body([replace(span, italic=True) if isinstance(span, Text) else span for span in block.spans])


def _table(block: Table) -> str:
    """Return the caption and a pipe table."""
    rows = [block.header, *(row.cells for row in block.rows)]
    lines = [f"| {' | '.join(map(_cell, cells))} |" for cells in rows]
    lines.insert(1, f"|{' --- |' * len(block.header)}")
    return "\n".join([_caption(block.caption), "", *lines])


def _cell(cell: Cell) -> str:
    """Return a table cell; an empty one says so, as in Word."""
    return _line(cell.spans).replace("|", "\\|") if span_text(cell.spans).strip() else _EMPTY_CELL


def _line(spans: Sequence[Span]) -> str:
    """Return spans on one line: a heading and a table cell have no room for two."""
    return re.sub(r"\s+", " ", _spans(spans)).strip()


def _body(spans: Sequence[Span]) -> str:
    """Return spans as the text of a paragraph; a line feed becomes a line break."""
    text = _spans(spans).strip()
    lines = [_guard_start(line.strip(" \t")) for line in text.split("\n")]
    return "\\\n".join(line for line in lines if line)


def _guard_start(line: str) -> str:
    """Return the line so that its first signs are no heading, list or rule."""
    if number := _NUMBER_START.match(line):
        return f"{number[1]}\\{line[number.end() :]}"
    return f"\\{line}" if _START.match(line) else line


def _spans(spans: Iterable[Span]) -> str:
    """Return spans in a row; what stands beside a fill-in or link may not make it another thing."""
    text = ""
    for span in _joined(spans):
        piece = _span(span)
        # «[invullen: x]» followed by «(» would read as a link, and by «:» as the definition of one.
        if text.endswith("]") and piece[:1] in ("(", ":"):
            piece = f"\\{piece}"
        # «!» before a bracket makes a picture of it.
        if text.endswith("!") and piece[:1] == "[":
            text = f"{text[:-1]}\\!"
        text += piece
    return text


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Return the spans with neighbours of the same kind made one, so that their marks do not collide."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        # Equal but for its text: the marks of two bold spans beside each other would read as «****».
        same = isinstance(span, Text) and isinstance(last, Text) and replace(span, text=last.text) == last
        if same and isinstance(span, Text) and isinstance(last, Text):
            joined[-1] = replace(last, text=last.text + span.text)
        elif span.text:
            joined.append(span)
    return joined


def _span(span: Span) -> str:
    """Return one span."""
    match span:
        case Text(text, bold, italic):
            return _marked(text, "*" * (2 * bold + italic))
        case Fill():
            return f"[{span.mark}: {_escape(span.words)}]"
        case Picture(text):
            return f"[beeld: {_escape(text)}]"
        case Link(text, target):
            return f"[{_escape(text)}]({target if _PLAIN_TARGET.fullmatch(target) else f'<{target}>'})"


def _marked(text: str, mark: str) -> str:
    """Return text between marks, white space outside them."""
    # A mark with a space inside it is no mark to Markdown.
    inside = text.strip()
    if not inside:
        return text
    start = text.index(inside)
    return f"{text[:start]}{mark}{_escape(inside)}{mark}{text[start + len(inside) :]}"


def _escape(text: str) -> str:
    """Return text in which no sign is markup."""
    return _SPECIAL.sub(lambda sign: f"\\{sign.group()}", text)
