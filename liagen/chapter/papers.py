"""The papers that go beside a chapter to who decides or reads one page, each along an outline of its own.

Sources: domein.md §7.1 and §7.3.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from liagen.chapter.assemble import MAKERS, Makers, filled_sections, titled_document, with_points
from liagen.chapter.material import Material, origin_of
from liagen.chapter.sheet import open_points_beside
from liagen.chapter.tables import TableLine, table_of_lines
from liagen.document.blocks import Block, Chapter
from liagen.errors import LibraryError, Problem
from liagen.library.conditions import holds
from liagen.library.dutch import escape
from liagen.library.package import PAPERS
from liagen.library.tables import PaperOutline
from liagen.profile.choices import Paper
from liagen.profile.fields import in_length

_LENGTH: Final = "kort"
"""A paper is one or two pages, however long the chapter is."""


def assemble_paper(paper: Paper, material: Material, chapter: Chapter) -> Chapter:
    """Return a paper of the same choice and plan as a finished ``chapter``, so that neither contradicts the other.

    Raises LibraryError when no package says how it is made.
    """
    outline = material.library.papers.get(paper)
    if outline is None:
        place, message = material.library.packages[-1].place, f"dit pakket heeft geen {PAPERS[paper]}"
        raise LibraryError([Problem(place, message, code="LIA001")])
    short = _in_short(material)
    filled = filled_sections(outline.vooraf, outline.onderdelen, short, _makers(outline))
    blocks = with_points(filled, partial(open_points_beside, material, chapter))
    return titled_document(origin_of("stuk", paper, "titel"), outline.titel, blocks, short)


def _in_short(material: Material) -> Material:
    facts = material.facts
    return replace(material, facts=replace(facts, profile=in_length(facts.profile, _LENGTH)))


def _makers(outline: PaperOutline) -> Makers:
    header: Callable[[Material], list[Block]] = partial(_header_table, outline)
    return MAKERS | {"tabel.gegevens": header}


def _header_table(outline: PaperOutline, material: Material) -> list[Block]:
    """Return what stands above the paper; nothing when no row holds."""
    lines = [
        TableLine("gegeven", str(number), {"gegeven": f"**{escape(row.naam)}**", "inhoud": material.render(row.waarde)})
        for number, row in enumerate(outline.kop, 1)
        if holds(row.als, material.facts.lookup)
    ]
    return table_of_lines("gegevens", lines, material) if lines else []
