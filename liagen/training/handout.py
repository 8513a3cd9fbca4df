"""The chapter to hand out: without reasons, remarks and working lists that give the answers away."""

from __future__ import annotations

from dataclasses import replace

from liagen.chapter.editions import end_product
from liagen.document.blocks import Block, Chapter, Item, Row
from liagen.document.walk import by_section, without
from liagen.library.model import Library
from liagen.make.chain import Result

_REASON_TABLES = ("keuzes", "niet_gekozen")
_REASON_PARTS = (("optie", "oordeel"), ("thema", "geen_opties"), ("doel", "toelichting.waarom"))


def without_reasons(result: Result, library: Library) -> Chapter:
    """Return the end product without the reasons of the choices and without the open points."""
    chapter = end_product(result.chapter, library.preamble, library.outline)
    # A section with such a table is about the reasons as a whole: it goes with its text and heading.
    reason_sections = {
        section.sleutel
        for section in library.outline
        if any(content.kind == "tabel" and content.name in _REASON_TABLES for content in section.inhoud)
    }
    blocks = (without(block, _tells_why) for key, _, block in by_section(chapter) if key not in reason_sections)
    return replace(chapter, blocks=tuple(block for block in blocks if block is not None))


def _tells_why(line: Block | Item | Row) -> bool:
    return any((origin.kind, origin.part) in _REASON_PARTS for origin in line.origins)
