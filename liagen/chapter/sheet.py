"""The work sheet beside a chapter: for the officer alone, along an outline of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from liagen.chapter.assemble import MAKERS, Makers, filled_sections, titled_document, with_points
from liagen.chapter.material import Material, origin_of
from liagen.chapter.open_points import fill_places, on_other_paper, open_points
from liagen.chapter.sheet_checks import check_list
from liagen.chapter.sheet_choices import advice_list, assumption_list, chosen_table, near_table
from liagen.chapter.sheet_council import council_table
from liagen.chapter.sheet_goals import steps_table
from liagen.chapter.sheet_hours import hours_table
from liagen.chapter.sheet_law import law_list
from liagen.chapter.sheet_lists import QUESTIONS, first_things, question_list
from liagen.chapter.sheet_material import SheetMaterial, without_controls
from liagen.chapter.sheet_questions import questions_of
from liagen.chapter.sheet_updates import update_table
from liagen.document.blocks import Block, Chapter
from liagen.document.changes import DraftChange
from liagen.document.walk import by_section, with_spans

_TITLE = origin_of("werkblad", "titel")

_SHEET_MAKERS: Final[dict[str, Callable[[SheetMaterial], list[Block]]]] = {
    "lijst.eerst": first_things,
    f"lijst.{QUESTIONS}": question_list,
    "tabel.gekozen": chosen_table,
    "lijst.adviezen": advice_list,
    "tabel.bijna_gekozen": near_table,
    "lijst.uitgangspunten": assumption_list,
    "tabel.uren": hours_table,
    "lijst.controles": check_list,
    "lijst.wetten": law_list,
    "tabel.raadsvragen": council_table,
    "tabel.doelen_uitvoeren": steps_table,
    "tabel.bijgewerkt": update_table,
}
"""What only a work sheet holds."""


def assemble_sheet(material: Material, chapter: Chapter, updates: tuple[DraftChange, ...] = ()) -> Chapter:
    """Return the work sheet of a finished ``chapter``, so that fill-ins, numbers and questions agree.

    ``updates`` is what happened to an edited draft that was brought up to date.
    """
    outline = material.library.sheet
    sheet = SheetMaterial(material, chapter, questions_of(material, chapter), updates)
    filled = filled_sections(outline.vooraf, outline.onderdelen, material, _makers(sheet))
    points = partial(open_points_beside, material, chapter)
    blocks = (_on_sheet(block, sheet) for block in with_points(filled, points))
    return replace(titled_document(_TITLE, outline.titel, blocks, material), open_points=chapter.open_points)


def _makers(sheet: SheetMaterial) -> Makers:
    return MAKERS | {name: partial(_made, make, sheet) for name, make in _SHEET_MAKERS.items()}


def _made(make: Callable[[SheetMaterial], list[Block]], sheet: SheetMaterial, _material: Material) -> list[Block]:
    return make(sheet)


def _on_sheet(block: Block, sheet: SheetMaterial) -> Block:
    """Return a block as it stands on the sheet: only the questions have controls, so that each is there once."""
    found = with_spans(block, on_other_paper)
    is_question = any((origin.kind, origin.key) == ("lijst", QUESTIONS) for origin in block.origins)
    return found if is_question else with_spans(found, partial(without_controls, sheet=sheet))


def open_points_beside(material: Material, chapter: Chapter) -> list[Block]:
    """Return what is still open in a finished ``chapter``, to stand in another document."""
    points = open_points(material, fill_places(_blocks_by_section(chapter)))
    return [with_spans(block, on_other_paper) for block in points]


def _blocks_by_section(chapter: Chapter) -> dict[str, list[Block | None]]:
    found: dict[str, list[Block | None]] = {}
    for key, _, block in by_section(chapter):
        found.setdefault(key or "vooraf", []).append(block)
    return found
