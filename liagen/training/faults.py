"""Mistakes sown into a chapter, and where they stand (§11.4 of the fact base)."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from liagen.chapter.markdown import plain_text, to_spans
from liagen.document.blocks import (
    Block,
    Cell,
    Chapter,
    Heading,
    Item,
    Origin,
    OriginKind,
    Paragraph,
    Row,
    Span,
    Table,
    Text,
    span_text,
)
from liagen.document.walk import by_section, with_spans, without
from liagen.library.dutch import dutch_number, escape
from liagen.training.texts import ExerciseTexts, FaultModel, WrongGoalModel, fill

_GOALS = Origin("tabel", "doelen")


@dataclass(frozen=True)
class InsertedFault:
    """One mistake: what it is, under which heading it stands and what stands there (plain text)."""

    fault: FaultModel
    heading: str
    text: str


@dataclass(frozen=True)
class FaultyChapter:
    """A chapter with mistakes, in the order in which a reader meets them."""

    chapter: Chapter
    inserted: tuple[InsertedFault, ...]


def insert_faults(chapter: Chapter, count: int, texts: ExerciseTexts, seed: str) -> FaultyChapter:
    """Sow ``count`` mistakes, or as many as fit in this chapter; chance picks which."""
    chance = random.Random(f"{seed}.fouten")
    order = list(texts.faults)
    chance.shuffle(order)
    found = FaultyChapter(chapter, ())
    for fault in order:
        if len(found.inserted) < count:
            found = _insert_fault(found, fault, texts, chance)
    if found.inserted:
        found = replace(found, chapter=_with_warning(_renumbered(found.chapter), texts))
    places = {title: number for number, (_, title, _) in enumerate(by_section(chapter))}
    return replace(found, inserted=tuple(sorted(found.inserted, key=lambda one: places[one.heading])))


def _with_warning(chapter: Chapter, texts: ExerciseTexts) -> Chapter:
    """Say below the title that there are mistakes in it, so that nobody takes it for an example."""
    warning = Paragraph("fout.waarschuwing", to_spans(texts.word("waarschuwing")), "kader")
    return replace(chapter, blocks=(chapter.blocks[0], warning, *chapter.blocks[1:]))


def _renumbered(chapter: Chapter) -> Chapter:
    """Number the goals anew when one is gone, so that no gap gives a mistake away."""
    goals = next((block for block in chapter.blocks if _GOALS in block.origins), None)
    rows = goals.rows if isinstance(goals, Table) else ()
    numbers = {row.origins[0].key: str(number) for number, row in enumerate(rows, 1)}
    return replace(chapter, blocks=tuple(_with_numbers(block, numbers) for block in chapter.blocks))


def _with_numbers(block: Block, numbers: Mapping[str, str]) -> Block:
    """Return a heading, or a table with in its first column, the number that ``numbers`` gives for its goal."""
    match block:
        case Heading(origins=(Origin("doel", goal),)) if goal in numbers:
            return replace(block, spans=_with_number(block.spans, numbers[goal]))
        case Table():
            return replace(block, rows=tuple(_row_with_number(row, numbers) for row in block.rows))
        case _:
            return block


def _row_with_number(row: Row, numbers: Mapping[str, str]) -> Row:
    match row.origins:
        case (Origin("doel" | "planning", goal),) if goal in numbers:
            first, *others = row.cells
            return replace(row, cells=(replace(first, spans=_with_number(first.spans, numbers[goal])), *others))
        case _:
            return row


def _with_number(spans: tuple[Span, ...], number: str) -> tuple[Span, ...]:
    """Return spans with another number in the first, as in «Doel 7: …»."""
    first, *rest = spans
    return (
        replace(first, text=re.sub(r"\d+", number, first.text, count=1)) if isinstance(first, Text) else first,
        *rest,
    )


def _insert_fault(
    found: FaultyChapter, fault: FaultModel, texts: ExerciseTexts, chance: random.Random
) -> FaultyChapter:
    """Return the chapter with one more mistake, or as it was when the mistake has no place in it."""
    heading = next((title for key, title, _ in by_section(found.chapter) if key == fault.onderdeel), "")
    if not heading or (fault.alleen and not _shows(found.chapter, fault.alleen)):
        return found
    if fault.vervang:
        wrong = chance.choice(fault.vervang.door)
        blocks, text = _swapped(found.chapter, fault, fault.vervang.van, wrong)
        if not text:
            return found
    else:
        amount = texts.word("bedrag", getal=dutch_number(chance.choice(fault.bedragen or (0,))))
        markdown = fill(chance.choice(fault.zet), bedrag=escape(amount))
        blocks, text = _with_text(found.chapter, fault, markdown), plain_text(markdown)
    chapter = replace(found.chapter, blocks=tuple(blocks))
    return FaultyChapter(chapter, (*found.inserted, InsertedFault(fault, heading, text)))


def _swapped(chapter: Chapter, fault: FaultModel, right: str, wrong: str) -> tuple[list[Block], str]:
    """Return the blocks with words swapped in the section, and the sentence in which the first swap stands."""
    blocks: list[Block] = []
    sentence = ""

    def swap(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(
            replace(span, text=span.text.replace(right, wrong)) if isinstance(span, Text) else span for span in spans
        )

    for key, _, block in by_section(chapter):
        changed = with_spans(block, swap) if key == fault.onderdeel else block
        if changed != block and not sentence and isinstance(changed, Paragraph):
            sentences = span_text(changed.spans).split(". ")
            sentence = next(f"{part.removesuffix('.')}." for part in sentences if wrong in part)
        blocks.append(changed)
    return blocks, sentence


def _with_text(chapter: Chapter, fault: FaultModel, markdown: str) -> list[Block]:
    """Return the blocks with the wrong text in its section, and without what would contradict it."""
    gone = _removal_of(fault)
    wrong = Paragraph(f"fout.{fault.sleutel}", to_spans(markdown))
    section = [block for key, _, block in by_section(chapter) if key == fault.onderdeel]
    own = [block for block in section if _comes_from("tekst", fault.onderdeel, block)]
    removed = [block for block in section if gone(block)]
    # Where what it replaces stood, else behind the own text of the section, else behind its heading.
    anchor = section[0] if fault.inleiding == "ja" else [*removed[:1], *own[-1:], section[0]][0]
    blocks: list[Block] = []
    for key, _, block in by_section(chapter):
        here = key == fault.onderdeel
        kept = block if isinstance(block, Heading) and here and block is section[0] else without(block, gone)
        if here and fault.inleiding == "ja" and block in own:
            kept = None
        if here and fault.alleen is not None and _other_option(block, fault.alleen):
            kept = None
        if here and fault.doelen and isinstance(block, Table) and _GOALS in block.origins:
            kept = _wrong_goals(block, fault.doelen)
        blocks += [kept] if kept else []
        blocks += [wrong] if block is anchor else []
    return blocks


def _shows(chapter: Chapter, option: str) -> bool:
    return any(_comes_from("optie", option, block) for block in chapter.blocks)


def _removal_of(fault: FaultModel) -> Callable[[Block | Item | Row], bool]:
    return lambda line: any(fnmatchcase(line.id, pattern) for pattern in fault.weg)


def _comes_from(kind: OriginKind, key: str, block: Block) -> bool:
    return any(origin.kind == kind and origin.key == key for origin in block.origins)


def _other_option(block: Block, kept: str) -> bool:
    return any(origin.kind == "optie" and origin.key != kept for origin in block.origins)


def _wrong_goals(table: Table, goals: tuple[WrongGoalModel, ...]) -> Table:
    """Return the table of goals with other goals; every goal takes the deadline of a row that was there."""
    # The columns are those of the chapter: a package decides which there are.
    columns = [cell.origins[0].part for cell in table.rows[0].cells]
    rows = []
    for number, goal in enumerate(goals, 1):
        old = table.rows[min(number, len(table.rows)) - 1]
        deadline = span_text(old.cells[columns.index("deadline")].spans)
        cells_by_column = {
            "nr": str(number), "doel": goal.doel, "eigenaar": goal.eigenaar, "deadline": escape(deadline),
            "indicator": goal.indicator,
        }  # fmt: skip
        rows.append(_wrong_goal(f"fout.{number}", {name: cells_by_column.get(name, "") for name in columns}))
    return replace(table, rows=tuple(rows))


def _wrong_goal(key: str, cells_by_column: Mapping[str, str]) -> Row:
    cells = []
    for column, markdown in cells_by_column.items():
        origin = Origin("doel", key, column)
        cells.append(Cell(origin.name, to_spans(markdown), origins=(origin,)))
    origin = Origin("doel", key)
    return Row(origin.name, tuple(cells), (origin,))
