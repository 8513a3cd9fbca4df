"""The work sheet beside a chapter: for the officer alone, along an outline of its own."""

from __future__ import annotations

from dataclasses import replace

from liagen.chapter.assemble import filled_sections, titled_document, with_points
from liagen.chapter.material import Material, origin_of
from liagen.chapter.open_points import fill_places, on_other_paper, open_points
from liagen.document.blocks import Block, Chapter
from liagen.document.walk import by_section, with_spans

_TITLE = origin_of("werkblad", "titel")


def assemble_sheet(material: Material, chapter: Chapter) -> Chapter:
    """Return the work sheet of a finished ``chapter``, so that fill-ins, numbers and questions agree."""
    sheet = material.library.sheet
    filled = filled_sections(sheet.vooraf, sheet.onderdelen, material)
    points = open_points(material, fill_places(_blocks_by_section(chapter)))
    blocks = (with_spans(block, on_other_paper) for block in with_points(filled, points))
    return replace(titled_document(_TITLE, sheet.titel, blocks, material), open_points=chapter.open_points)


def _blocks_by_section(chapter: Chapter) -> dict[str, list[Block | None]]:
    found: dict[str, list[Block | None]] = {}
    for key, _, block in by_section(chapter):
        found.setdefault(key or "vooraf", []).append(block)
    return found
