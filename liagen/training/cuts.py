"""What falls away from a chapter, with the rest mended so that nothing tells that it was there."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from liagen.document.blocks import Block, Chapter, Heading, Item, ListBlock, Paragraph, Row, Span, Table, span_text
from liagen.document.walk import by_section, passages
from liagen.training.cut_texts import BesideModel, CutModel
from liagen.training.fault_changes import Words, pattern_of, wrong_words
from liagen.training.fault_texts import sentences_of, spliced
from liagen.training.goal_cut import GOALS, without_goal

_ONE_AT_A_TIME: Final = ("punt", "rij", "doel")


@dataclass(frozen=True)
class Cut:
    """A chapter from which something fell away, and what stood there, the first first."""

    chapter: Chapter
    gone: tuple[str, ...]


def cut_away(
    chapter: Chapter, section: str, cuts: tuple[CutModel, ...], keep: tuple[str, ...], chance: random.Random
) -> Cut | None:
    """Return the chapter without what these cuts take; None when one that must be there has no place.

    ``section`` is where a cut is that names none. What is in ``keep`` still stands in some line afterwards. Of points,
    rows and goals one falls away, which chance picks; of sentences and words all that fit.
    """
    gone: list[str] = []
    now = chapter
    for number, cut in enumerate(cuts):
        found = list(_cut(now, cut.onderdeel or section, cut))
        if cut.wat not in _ONE_AT_A_TIME:
            found = found[:1]
        # What was sown before must stay as it is.
        found = [each for each in found if all(stands_in(each.chapter, text) for text in keep)]
        if found:
            taken = found[0] if len(found) == 1 else chance.choice(found)
            now = taken.chapter
            gone += taken.gone
        elif number == 0 or cut.moet == "ja":
            return None
    return Cut(now, tuple(gone)) if _is_whole(now) else None


def _is_whole(chapter: Chapter) -> bool:
    """Say whether something stands under every heading."""
    pairs = zip(chapter.blocks, (*chapter.blocks[1:], None), strict=True)
    return not any(
        isinstance(block, Heading) and (after is None or (isinstance(after, Heading) and after.level <= block.level))
        for block, after in pairs
    )


def beside(chapter: Chapter, wanted: BesideModel) -> str | None:
    """Return the sentence or cell of a section in which something stands; None when it does not."""
    patterns = [pattern_of(text) for text in wanted.staat]
    for key, _, block in by_section(chapter):
        if key != wanted.onderdeel:
            continue
        for text in _told(block):
            if any(pattern.search(text) for pattern in patterns):
                return text
    return None


def stands_in(chapter: Chapter, text: str) -> bool:
    """Say whether a text stands in one line, cell or row of a chapter."""
    return any(text in line for line in lines_of(chapter))


def lines_of(chapter: Chapter) -> Iterator[str]:
    """Give every heading, paragraph, point, cell and row of a chapter (plain text)."""
    for block in chapter.blocks:
        yield from (span_text(passage.spans) for passage in passages(block))
        yield from _rows(block)


def _told(block: Block) -> Iterator[str]:
    for passage in passages(block):
        text = span_text(passage.spans)
        yield from (text,) if isinstance(block, Table) else (text[start:end] for start, end in sentences_of(text))


def _rows(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from (_row_told(row) for row in block.rows)


def _row_told(row: Row) -> str:
    return " · ".join(span_text(cell.spans) for cell in row.cells if not span_text(cell.spans).isdecimal())


# ------------------------------------------------------------ one cut


def _cut(chapter: Chapter, section: str, cut: CutModel) -> Iterator[Cut]:
    """Give the chapter for each way in which one cut can be made."""
    patterns = [pattern_of(text) for text in cut.van]
    match cut.wat:
        case "doel":
            yield from _goals(chapter, patterns)
        case "punt" | "rij":
            yield from _apart(chapter, section, patterns, cut.wat)
        case "alinea":
            yield from _each(chapter, section, lambda block: _paragraph(block, patterns))
        case "zin":
            yield from _each(
                chapter, section, lambda block: _in_lines(block, lambda spans: _sentences(spans, patterns))
            )
        case "woorden":
            words = Words(tuple(patterns), cut.door, cut.anders)
            yield from _each(chapter, section, lambda block: _in_lines(block, lambda spans: _words(spans, words)))


Changed = tuple[Block | None, list[str]]
"""A block with something gone, or none of it left, and what is gone."""


def _each(chapter: Chapter, section: str, change: Callable[[Block], Changed]) -> Iterator[Cut]:
    """Give the chapter with every block of a section changed, if anything falls away."""
    blocks: list[Block] = []
    gone: list[str] = []
    for key, _, block in by_section(chapter):
        changed, here = change(block) if key == section else (block, [])
        gone += here
        if changed is not None:
            blocks.append(changed)
    if gone:
        yield Cut(replace(chapter, blocks=tuple(blocks)), tuple(gone))


def _paragraph(block: Block, patterns: list[re.Pattern[str]]) -> Changed:
    if isinstance(block, Paragraph) and block.role == "tekst":
        text = span_text(block.spans)
        if any(pattern.search(text) for pattern in patterns):
            return None, [text]
    return block, []


def _in_lines(block: Block, change: Callable[[tuple[Span, ...]], tuple[tuple[Span, ...], list[str]]]) -> Changed:
    """Return a block with its paragraphs, points or cells changed; an empty paragraph goes, a point keeps its text."""
    gone: list[str] = []

    def changed(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        found, here = change(spans)
        gone.extend(here)
        return found

    match block:
        case Paragraph(role="tekst"):
            spans = changed(block.spans)
            return (replace(block, spans=spans) if span_text(spans).strip() else None), gone
        case ListBlock():
            items = tuple(replace(item, spans=changed(item.spans)) for item in block.items)
            items = tuple(item for item in items if span_text(item.spans).strip())
            return (replace(block, items=items) if items else None), gone
        case Table():
            rows = tuple(
                replace(row, cells=tuple(replace(cell, spans=changed(cell.spans)) for cell in row.cells))
                for row in block.rows
            )
            return replace(block, rows=rows), gone
        case _:
            return block, gone


def _sentences(spans: tuple[Span, ...], patterns: list[re.Pattern[str]]) -> tuple[tuple[Span, ...], list[str]]:
    text = span_text(spans)
    gone = [
        (start, end)
        for start, end in sentences_of(text)
        if any(pattern.fullmatch(text[start:end].rstrip(".!?")) for pattern in patterns)
    ]
    for start, end in reversed(gone):
        # The space goes along: the one behind it, or before the last sentence.
        behind = len(text[end:]) - len(text[end:].lstrip())
        last = end == len(text.rstrip())
        begin = len(text[:start].rstrip()) if last else start
        spans = spliced(spans, begin, end + behind, "")
    return spans, [text[start:end] for start, end in gone]


def _words(spans: tuple[Span, ...], words: Words) -> tuple[tuple[Span, ...], list[str]]:
    gone: list[str] = []
    for pattern in words.patterns:
        for found in reversed(list(pattern.finditer(span_text(spans)))):
            wrong = wrong_words(words, found) if found[0] else None
            if wrong is None and words.wrong:
                continue
            start, end = found.span()
            text = span_text(spans)
            # Without words, or with a mark in their place, the space before them goes along, or the one behind.
            if not wrong or wrong[0] in ",;.:":
                start = len(text[:start].rstrip())
            if not wrong and start == 0:
                end = len(text) - len(text[end:].lstrip())
            spans = spliced(spans, start, end, wrong or "")
            gone.insert(0, found[0])
    return spans, gone


# ------------------------------------------------------------ one point, row or goal


def _apart(chapter: Chapter, section: str, patterns: list[re.Pattern[str]], kind: str) -> Iterator[Cut]:
    for number, (key, _, block) in enumerate(by_section(chapter)):
        if key != section:
            continue
        for changed, told in _without_items(block, patterns) if kind == "punt" else _without_rows(block, patterns):
            blocks = (*chapter.blocks[:number], changed, *chapter.blocks[number + 1 :])
            yield Cut(replace(chapter, blocks=blocks), (told,))


def _without_items(block: Block, patterns: list[re.Pattern[str]]) -> Iterator[tuple[Block, str]]:
    if not isinstance(block, ListBlock) or len(block.items) < 2:
        return
    for number, item in enumerate(block.items):
        text = span_text(item.spans)
        if any(pattern.search(text) for pattern in patterns):
            items = [*block.items[:number], *block.items[number + 1 :]]
            if number == len(items):
                items[-1] = _ended_as(items[-1], text[-1])
            yield replace(block, items=tuple(items)), text


def _ended_as(item: Item, mark: str) -> Item:
    """Return a point with the mark at its end that the last one has."""
    text = span_text(item.spans)
    if text[-1] == mark or text[-1] not in ".;":
        return item
    return replace(item, spans=spliced(item.spans, len(text) - 1, len(text), mark))


def _without_rows(block: Block, patterns: list[re.Pattern[str]]) -> Iterator[tuple[Block, str]]:
    if not isinstance(block, Table) or len(block.rows) < 2 or block.id == GOALS:
        return
    for number, row in enumerate(block.rows):
        if any(pattern.fullmatch(span_text(cell.spans)) for pattern in patterns for cell in row.cells):
            yield replace(block, rows=(*block.rows[:number], *block.rows[number + 1 :])), _row_told(row)


def _goals(chapter: Chapter, patterns: list[re.Pattern[str]]) -> Iterator[Cut]:
    table = next((block for block in chapter.blocks if isinstance(block, Table) and block.id == GOALS), None)
    for number, row in enumerate(table.rows if table else (), 1):
        if any(pattern.fullmatch(span_text(cell.spans)) for pattern in patterns for cell in row.cells):
            changed = without_goal(chapter, number)
            if changed:
                yield Cut(changed, (_row_told(row),))
