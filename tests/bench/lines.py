"""A chapter as the plain lines and tables that every way of writing is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from liagen.document.blocks import Chapter, Fill, Heading, ListBlock, Paragraph, Span, Table, Text, span_text

STYLES = {"tekst": "Body Text", "kader": "Intense Quote", "inleiding": "Body Text", "bijschrift": "Caption"}
FILL = "Intense Emphasis"
EMPTY = "–"  # what liagen writes in an empty cell


@dataclass(frozen=True)
class Run:
    """Text in one look; ``style`` is the character style of a fill-in."""

    text: str
    bold: bool = False
    italic: bool = False
    style: str = ""


@dataclass(frozen=True)
class Line:
    """One paragraph; ``level`` is that of a heading, else 0; ``note`` is the comment at its first words."""

    style: str
    runs: tuple[Run, ...]
    level: int = 0
    note: str = ""


@dataclass(frozen=True)
class Grid:
    """One table; the first row is its header. ``widths`` are shares that sum to 100."""

    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    widths: tuple[int, ...]


def lines_of(chapter: Chapter) -> tuple[Line | Grid, ...]:
    """Return what stands in the chapter, in order, but for its table of contents."""
    return tuple(_lines(chapter))


def texts_of(lines: tuple[Line | Grid, ...]) -> list[str]:
    """Return the text of every paragraph and cell, in order."""
    found: list[tuple[Run, ...]] = []
    for line in lines:
        found += [line.runs] if isinstance(line, Line) else [cell for row in line.rows for cell in row]
    return ["".join(run.text for run in runs) for runs in found]


def notes_of(lines: tuple[Line | Grid, ...]) -> list[str]:
    """Return the text of every comment, in order."""
    return [line.note for line in lines if isinstance(line, Line) and line.note]


def _lines(chapter: Chapter) -> Iterator[Line | Grid]:
    tables = 0
    for block in chapter.blocks:
        match block:
            case Heading(level=level, spans=spans, note=note):
                yield Line(f"Heading {level}", _runs(spans), level, note.text if note else "")
            case Paragraph(spans=spans, role=role, note=note):
                yield Line(STYLES[role], _runs(spans), 0, note.text if note else "")
            case ListBlock(ordered=ordered, items=items):
                for item in items:
                    yield Line("List Number" if ordered else "List Bullet", _runs(item.spans))
            case Table(caption=caption):
                tables += 1
                yield Line("Caption", (Run(f"Tabel {tables}: "), *_runs(caption.spans)))
                yield _grid(block)


def _grid(table: Table) -> Grid:
    rows = [table.header, *(row.cells for row in table.rows)]
    return Grid(tuple(tuple(_cell(cell.spans) for cell in row) for row in rows), table.widths)


def _cell(spans: tuple[Span, ...]) -> tuple[Run, ...]:
    return _runs(spans) if span_text(spans).strip() else (Run(EMPTY),)


def _runs(spans: tuple[Span, ...]) -> tuple[Run, ...]:
    return tuple(_run(span) for span in spans)


def _run(span: Span) -> Run:
    match span:
        case Text(text, bold, italic):
            return Run(text, bold, italic)
        case Fill():
            return Run(span.text, style=FILL)
    return Run(span.text)
