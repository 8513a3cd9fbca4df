"""Mistakes sown into a chapter, and where they stand (§11.4 of the fact base)."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from liagen.chapter.markdown import plain_text, to_spans
from liagen.document.blocks import Block, Cell, Chapter, Heading, Paragraph, Row, Span, Table, Text, span_text
from liagen.document.walk import by_section, with_spans, without
from liagen.library.dutch import dutch_number, escape
from liagen.training.texts import ExerciseTexts, FaultHead, WrongGoalHead, fill


@dataclass(frozen=True)
class Sown:
    """One mistake: what it is, under which heading it stands and what stands there (plain text)."""

    fault: FaultHead
    heading: str
    text: str


@dataclass(frozen=True)
class Faulty:
    """A chapter with mistakes, in the order in which a reader meets them."""

    chapter: Chapter
    sown: tuple[Sown, ...]


def sow(chapter: Chapter, count: int, texts: ExerciseTexts, seed: str) -> Faulty:
    """Sow ``count`` mistakes, or as many as fit in this chapter; chance picks which."""
    chance = random.Random(f"{seed}.fouten")
    order = list(texts.faults)
    chance.shuffle(order)
    found = Faulty(chapter, ())
    for fault in order:
        if len(found.sown) < count:
            found = _sow_one(found, fault, texts, chance)
    if found.sown:
        found = replace(found, chapter=_warned(_renumbered(found.chapter), texts))
    places = {title: number for number, (_, title, _) in enumerate(by_section(chapter))}
    return replace(found, sown=tuple(sorted(found.sown, key=lambda one: places[one.heading])))


def _warned(chapter: Chapter, texts: ExerciseTexts) -> Chapter:
    """Say below the title that there are mistakes in it, so that nobody takes it for an example."""
    warning = Paragraph("fout.waarschuwing", to_spans(texts.word("waarschuwing")), "kader")
    return replace(chapter, blocks=(chapter.blocks[0], warning, *chapter.blocks[1:]))


def _renumbered(chapter: Chapter) -> Chapter:
    """Number the goals anew when one is gone, so that no gap gives a mistake away."""
    goals = next((block for block in chapter.blocks if block.id == "tabel.doelen"), None)
    rows = goals.rows if isinstance(goals, Table) else ()
    numbers: dict[str, str] = {}
    for number, row in enumerate(rows, 1):
        places = (row.id, f"{row.id}.toelichting.kop", f"planning.{row.id.removeprefix('doel.')}")
        numbers.update(dict.fromkeys(places, str(number)))
    return replace(chapter, blocks=tuple(_with_numbers(block, numbers) for block in chapter.blocks))


def _with_numbers(block: Block, numbers: Mapping[str, str]) -> Block:
    """Return a heading, or a table with in its first column, the number that ``numbers`` gives for its id."""
    if isinstance(block, Heading) and block.id in numbers:
        return replace(block, spans=_with_number(block.spans, numbers[block.id]))
    if not isinstance(block, Table):
        return block
    rows = []
    for row in block.rows:
        first, *rest = row.cells
        if row.id in numbers:
            first = replace(first, spans=_with_number(first.spans, numbers[row.id]))
        rows.append(replace(row, cells=(first, *rest)))
    return replace(block, rows=tuple(rows))


def _with_number(spans: tuple[Span, ...], number: str) -> tuple[Span, ...]:
    """Return spans with another number in the first, as in «Doel 7: …»."""
    first, *rest = spans
    return (
        replace(first, text=re.sub(r"\d+", number, first.text, count=1)) if isinstance(first, Text) else first,
        *rest,
    )


def _sow_one(found: Faulty, fault: FaultHead, texts: ExerciseTexts, chance: random.Random) -> Faulty:
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
    return Faulty(chapter, (*found.sown, Sown(fault, heading, text)))


def _swapped(chapter: Chapter, fault: FaultHead, right: str, wrong: str) -> tuple[list[Block], str]:
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


def _with_text(chapter: Chapter, fault: FaultHead, markdown: str) -> list[Block]:
    """Return the blocks with the wrong text in its section, and without what would contradict it."""
    gone = _gone(fault)
    wrong = Paragraph(f"fout.{fault.sleutel}", to_spans(markdown))
    section = [block for key, _, block in by_section(chapter) if key == fault.onderdeel]
    own = [block for block in section if block.id.startswith(f"tekst.{fault.onderdeel}.")]
    removed = [block for block in section if gone(block.id)]
    anchor = section[0] if fault.inleiding == "ja" else [*removed[:1], *own[-1:], section[0]][0]
    blocks: list[Block] = []
    for key, _, block in by_section(chapter):
        here = key == fault.onderdeel
        kept = block if isinstance(block, Heading) and here and block is section[0] else without(block, gone)
        if here and fault.inleiding == "ja" and block in own:
            kept = None
        if here and fault.alleen is not None and _other_option(block.id, fault.alleen):
            kept = None
        if here and fault.doelen and isinstance(block, Table) and block.id == "tabel.doelen":
            kept = _wrong_goals(block, fault.doelen)
        blocks += [kept] if kept else []
        blocks += [wrong] if block is anchor else []
    return blocks


def _shows(chapter: Chapter, option: str) -> bool:
    return any(block.id == f"optie.{option}.titel" for block in chapter.blocks)


def _gone(fault: FaultHead) -> Callable[[str], bool]:
    return lambda block_id: any(fnmatchcase(block_id, pattern) for pattern in fault.weg)


def _other_option(block_id: str, kept: str) -> bool:
    return block_id.startswith("optie.") and not (kept and block_id.startswith(f"optie.{kept}."))


def _wrong_goals(table: Table, goals: tuple[WrongGoalHead, ...]) -> Table:
    """Return the table of goals with other goals; every goal takes the deadline of a row that was there."""
    columns = [cell.id.rpartition(".")[2] for cell in table.header]
    rows = []
    for number, goal in enumerate(goals, 1):
        old = table.rows[min(number, len(table.rows)) - 1]
        deadline = span_text(old.cells[columns.index("deadline")].spans)
        told = {
            "nr": str(number), "doel": goal.doel, "eigenaar": goal.eigenaar, "deadline": escape(deadline),
            "indicator": goal.indicator,
        }  # fmt: skip
        ident = f"doel.fout.{number}"
        rows.append(Row(ident, tuple(Cell(f"{ident}.{name}", to_spans(told.get(name, ""))) for name in columns)))
    return replace(table, rows=tuple(rows))
