"""Mistakes sown into a chapter, and where they stand (§11.4 of the fact base)."""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Final

from liagen.chapter.markdown import plain_text, to_spans
from liagen.document.blocks import (
    Block,
    Cell,
    Chapter,
    Item,
    ListBlock,
    Origin,
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
_OWN = "fout."  # what ids begin with of what was sown, or of goals behind their kind
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])(?=\s)")


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
        found = replace(found, chapter=_with_warning(_renumbered(found.chapter, chapter, texts), texts))
    places = {title: number for number, (_, title, _) in enumerate(by_section(chapter))}
    return replace(found, inserted=tuple(sorted(found.inserted, key=lambda one: places[one.heading])))


def _with_warning(chapter: Chapter, texts: ExerciseTexts) -> Chapter:
    """Say below the title that there are mistakes in it, so that nobody takes it for an example."""
    warning = Paragraph("fout.waarschuwing", to_spans(texts.word("waarschuwing")), "kader")
    return replace(chapter, blocks=(chapter.blocks[0], warning, *chapter.blocks[1:]))


# ------------------------------------------------------------ numbers of goals


def _renumbered(chapter: Chapter, before: Chapter, texts: ExerciseTexts) -> Chapter:
    """Number the goals anew when one is gone, in tables and where they are referred to, so that nothing shows."""
    new = _goal_numbers(chapter)
    references = {
        texts.word("doel_verwijzing", nummer=old): texts.word("doel_verwijzing", nummer=new[key]) if key in new else ""
        for key, old in _goal_numbers(before).items()
    }
    return replace(chapter, blocks=tuple(_with_numbers(block, new, references) for block in chapter.blocks))


def _goal_numbers(chapter: Chapter) -> dict[str, str]:
    goals = next((block for block in chapter.blocks if _GOALS in block.origins), None)
    rows = goals.rows if isinstance(goals, Table) else ()
    return {row.origins[0].key: str(number) for number, row in enumerate(rows, 1)}


def _with_numbers(block: Block, numbers: Mapping[str, str], references: Mapping[str, str]) -> Block:
    if not isinstance(block, Table):
        return block
    numbered = replace(block, rows=tuple(_row_with_number(row, numbers) for row in block.rows))

    def refer(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(
            replace(span, text=_with_references(span.text, references)) if isinstance(span, Text) else span
            for span in spans
        )

    return with_spans(numbered, refer)


def _with_references(text: str, references: Mapping[str, str]) -> str:
    if not references:
        return text
    # All in one go: a number that was changed is not changed again.
    known = "|".join(map(re.escape, references))
    return re.sub(f" ({known})", lambda found: f" {references[found[1]]}".rstrip(), text)


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


# ------------------------------------------------------------ one mistake


def _insert_fault(
    found: FaultyChapter, fault: FaultModel, texts: ExerciseTexts, chance: random.Random
) -> FaultyChapter:
    """Return the chapter with one more mistake, or as it was when the mistake has no place in it."""
    heading = next((title for key, title, _ in by_section(found.chapter) if key == fault.onderdeel), "")
    if not heading:
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
    wrong = Paragraph(f"{_OWN}{fault.sleutel}", to_spans(markdown))
    section = [block for key, _, block in by_section(chapter) if key == fault.onderdeel]
    replaced = [block for block in section if isinstance(block, Paragraph) and _is_removed(block, fault)]
    own = [block for block in section if any(_is_text_of(origin, fault.onderdeel) for origin in block.origins)]
    # Where what it replaces stood, else behind the own text of the section, else behind its heading.
    anchor = [*replaced[:1], *own[-1:], section[0]][0]
    blocks: list[Block] = []
    for block in chapter.blocks:
        kept = _what_is_left(block, fault)
        blocks += [kept] if kept else []
        blocks += [wrong] if block is anchor else []
    return blocks


def _is_text_of(origin: Origin, section: str) -> bool:
    return (origin.kind, origin.key) == ("tekst", section)


def _what_is_left(block: Block, fault: FaultModel) -> Block | None:
    """Return a block without what would contradict a mistake; None when nothing of it is left."""
    if fault.doelen and isinstance(block, Table) and _GOALS in block.origins:
        return _wrong_goals(block, fault.doelen)
    kept = without(block, lambda line: _is_removed(line, fault))
    match kept:
        case Paragraph() if not _is_sown(kept):
            spans = _without_sentences(kept.spans, fault.zinnen)
            return replace(kept, spans=spans) if spans else None
        case ListBlock() if kept != block:
            return _with_full_stop(kept)
        case _:
            return kept


def _is_removed(line: Block | Item | Row, fault: FaultModel) -> bool:
    """Say whether a paragraph, item or row goes with a mistake: by where it comes from, or by the words in it."""
    if _is_sown(line):
        return False
    if any(fnmatchcase(name, pattern) for pattern in fault.weg for name in (line.id, *_names(line))):
        return True
    if any(_says(origin, fault.opties) for origin in line.origins):
        return True
    match line:
        case Item(spans=spans):
            return _holds(span_text(spans), fault.zinnen)
        case Row(cells=cells):
            return _holds(" ".join(span_text(cell.spans) for cell in cells), fault.zinnen)
        case _:
            return False


def _is_sown(line: Block | Item | Row) -> bool:
    return line.id.removeprefix("doel.").startswith(_OWN)  # another mistake takes nothing of it away


def _names(line: Block | Item | Row) -> tuple[str, ...]:
    return tuple(origin.name for origin in line.origins)


def _says(origin: Origin, options: Collection[str]) -> bool:
    """Say whether something tells what is done with one of the options: its text, its point in short or a goal."""
    if origin.kind == "optie":
        return origin.key in options and origin.part != "nu_niet"
    return origin.kind in ("doel", "planning") and origin.key.partition(".")[0] in options


def _holds(text: str, words: Collection[str]) -> bool:
    return any(word in text for word in words)


def _without_sentences(spans: tuple[Span, ...], words: Collection[str]) -> tuple[Span, ...]:
    """Return the spans of a paragraph without the sentences that hold one of the words."""
    if not _holds(span_text(spans), words):
        return spans
    sentences: list[list[Span]] = [[]]
    for piece in (piece for span in spans for piece in _split_at_sentences(span)):
        if sentences[-1] and piece.text[:1].isspace() and sentences[-1][-1].text.endswith((".", "!", "?")):
            sentences.append([])
        sentences[-1].append(piece)
    left = [span for each in sentences if not _holds(span_text(tuple(each)), words) for span in each]
    if left and isinstance(left[0], Text):
        left[0] = replace(left[0], text=left[0].text.lstrip())
    return tuple(left)


def _split_at_sentences(span: Span) -> tuple[Span, ...]:
    if not isinstance(span, Text):
        return (span,)
    return tuple(replace(span, text=text) for text in _SENTENCE_END.split(span.text))


def _with_full_stop(block: ListBlock) -> ListBlock:
    """End the last item as a last item ends, when the one behind it is gone."""
    *others, last = block.items
    *spans, end = last.spans
    if isinstance(end, Text) and end.text.endswith(";"):
        last = replace(last, spans=(*spans, replace(end, text=f"{end.text[:-1]}.")))
    return replace(block, items=(*others, last))


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
        rows.append(_wrong_goal(f"{_OWN}{number}", {name: cells_by_column.get(name, "") for name in columns}))
    return replace(table, rows=tuple(rows))


def _wrong_goal(key: str, cells_by_column: Mapping[str, str]) -> Row:
    cells = []
    for column, markdown in cells_by_column.items():
        origin = Origin("doel", key, column)
        cells.append(Cell(origin.name, to_spans(markdown), origins=(origin,)))
    origin = Origin("doel", key)
    return Row(origin.name, tuple(cells), (origin,))
