"""The chapter with mistakes as it is handed out: with what came to be known in the meantime."""

from __future__ import annotations

from dataclasses import replace

from liagen.document.blocks import Chapter
from liagen.library.dutch import escape
from liagen.library.model import Library
from liagen.training.cases import Example
from liagen.training.faults import WARNING
from liagen.training.sheet import SheetBuilder
from liagen.training.texts import ExerciseTexts
from liagen.training.told import label_told, value_told


def fault_paper(one: Example, texts: ExerciseTexts, library: Library) -> Chapter:
    """Return the chapter to search; below the warning stand the facts that were hidden on the task.

    The chapter tells them, asked or not: without them a participant would take them for made up.
    """
    chapter = one.faulty.chapter
    if not one.half:
        return chapter
    sheet = SheetBuilder("intussen", texts, library)
    rows = [
        (escape(label_told(path)), escape(value_told(one.result.facts.lookup(path), path, texts.word("onbekend"))))
        for path in one.half.hidden
    ]
    sheet.table("tabel_intussen", (("gegeven", 50), ("waarde", 50)), rows)
    above = 1 + sum(block.id == WARNING for block in chapter.blocks)
    return replace(chapter, blocks=(*chapter.blocks[:above], *sheet.blocks, *chapter.blocks[above:]))
