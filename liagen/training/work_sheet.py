"""The work sheet of a case for participants: as the officer has it, without its answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from liagen.chapter.markdown import to_spans
from liagen.document.blocks import (
    Block,
    Cell,
    Chapter,
    Fill,
    ListBlock,
    Origins,
    Paragraph,
    Row,
    Span,
    Table,
    Text,
)
from liagen.library.model import Library
from liagen.make import chain
from liagen.training.sheet import SheetBuilder, fill_in
from liagen.training.texts import ExerciseTexts

_ANSWERED: Final = ("reden_gegevens", "paragraaf", "waarom_niet", "wel_als", "antwoord")
"""The columns of its tables that hold answers."""

_QUESTIONS, _CHECKS, _FIRST = "vragen", "controles", "eerst"
"""The lists of which the words behind the question are answers, and the one that is an answer as a whole."""


def work_sheet_without_answers(result: chain.Result, library: Library, texts: ExerciseTexts) -> Chapter:
    """Return the work sheet with room where reasons, sections, checks and answers to the council stand."""
    sheet = chain.make_sheet(result, library)
    answer, change = fill_in(texts.word("vul_antwoord")), fill_in(texts.word("vul_verandert_iets"))
    title, *rest = (block for block in sheet.blocks if not _is_of(block.origins, _FIRST))
    notice = Paragraph("deelnemer.uitleg", to_spans(texts.word("werkblad_deelnemer")), "kader")
    return replace(sheet, blocks=(title, notice, *(_without_answers(block, answer, change) for block in rest)))


def council_questions(sheet: Chapter) -> int:
    """Return how many questions of the council a work sheet holds."""
    return sum(len(block.rows) for block in sheet.blocks if isinstance(block, Table) and _asks_council(block))


def council_answers(result: chain.Result, library: Library, texts: ExerciseTexts, date: dt.date) -> Chapter:
    """Return the questions of the council with what the municipality can say, for the trainer."""
    sheet = SheetBuilder("raad", texts, library)
    sheet.text("raad_uitleg", "kader")
    asked = (block for block in chain.make_sheet(result, library).blocks if isinstance(block, Table))
    sheet.blocks += [block for block in asked if _asks_council(block)]
    return sheet.chapter(texts.word("raad_titel"), date)


def _asks_council(table: Table) -> bool:
    return any((origin.kind, origin.key) == ("tabel", "raadsvragen") for origin in table.origins)


def _without_answers(block: Block, blank: tuple[Span, ...], change: tuple[Span, ...]) -> Block:
    match block:
        case Table(rows=rows):
            return replace(block, rows=tuple(_blank_row(row, blank) for row in rows))
        case ListBlock(items=items) if _is_of(block.origins, _QUESTIONS):
            asked = (replace(item, spans=_question(item.spans, change)) for item in items)
            return replace(block, items=tuple(asked))
        case Paragraph(spans=(Text(bold=True), *_)) if _is_of(block.origins, _CHECKS):
            return replace(block, spans=(block.spans[0], Text(" "), *blank))
        case _:
            return block


def _is_of(origins: Origins, key: str) -> bool:
    return any((origin.kind, origin.key) == ("lijst", key) for origin in origins)


def _question(spans: tuple[Span, ...], blank: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return a question with a blank behind it, without what liagen proposes and what an answer would change."""
    return (*_before_answer(spans), Text(" "), *blank)


def _before_answer(spans: tuple[Span, ...]) -> Iterator[Span]:
    for span in spans:
        if isinstance(span, Fill) or not span.text.strip():
            return
        yield span


def _blank_row(row: Row, blank: tuple[Span, ...]) -> Row:
    return replace(row, cells=tuple(_blank_cell(cell, blank) for cell in row.cells))


def _blank_cell(cell: Cell, blank: tuple[Span, ...]) -> Cell:
    is_answer = any(origin.part in _ANSWERED for origin in cell.origins)
    return replace(cell, spans=blank) if is_answer else cell
