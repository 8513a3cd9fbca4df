"""The chapter to hand out: without reasons, remarks and working lists that give the answers away."""

from __future__ import annotations

from dataclasses import replace

from liagen.chapter.editions import end_product
from liagen.chapter.markdown import to_spans
from liagen.document.blocks import Block, Chapter, Item, Origin, Paragraph, Row
from liagen.document.walk import by_section, without
from liagen.library.model import Library
from liagen.make.chain import Result
from liagen.training.texts import ExerciseTexts

_REASON_TABLES = ("keuzes", "niet_gekozen")


def without_reasons(result: Result, library: Library, texts: ExerciseTexts) -> Chapter:
    """Return the end product without the reasons of the choices: of an option only its verdict is left."""
    chapter = end_product(result.chapter, library)
    # A section with such a table is about the reasons as a whole: it goes with its text and heading.
    reason_sections = {
        section.sleutel
        for section in library.outline
        if any(content.kind == "tabel" and content.name in _REASON_TABLES for content in section.inhoud)
    }
    blocks = (
        _without_reason(block, result, library, texts)
        for key, _, block in by_section(chapter)
        if key not in reason_sections
    )
    return replace(chapter, blocks=tuple(block for block in blocks if block is not None))


def _without_reason(block: Block, result: Result, library: Library, texts: ExerciseTexts) -> Block | None:
    """Return a block without what says why."""
    match block:
        case Paragraph(origins=(Origin("optie", key, "oordeel"),)):
            verdict = result.choice.options[key].verdict
            spans = to_spans(texts.word("oordeel", oordeel=library.word(f"oordeel_{verdict}")))
            return replace(block, spans=spans)
        case Paragraph(origins=(Origin("thema", _, "geen_opties"),)):
            return replace(block, spans=to_spans(texts.word("geen_opties")))
        case _:
            return without(block, _tells_why)


def _tells_why(line: Block | Item | Row) -> bool:
    return any(origin.kind == "doel" and origin.part == "toelichting.waarom" for origin in line.origins)
