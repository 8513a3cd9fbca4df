"""The papers that go beside a chapter to who decides or reads one page, each along an outline of its own.

Sources: domein.md §7.1 and §7.3.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from liagen.chapter.assemble import MAKERS, Makers, filled_sections, needed_outline, titled_document, with_points
from liagen.chapter.markdown import to_spans
from liagen.chapter.material import Material, origin_of
from liagen.chapter.sheet import open_points_beside
from liagen.document.blocks import Block, Chapter, Paragraph, Span, Table, Text
from liagen.document.walk import with_spans
from liagen.library.conditions import holds
from liagen.library.dutch import escape, kept_together
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
    outline = needed_outline(material.library.papers.get(paper), PAPERS[paper], material.library)
    short = _in_short(material)
    filled = filled_sections(outline.vooraf, outline.onderdelen, short, _makers(outline))
    blocks = with_points(filled, partial(open_points_beside, material, chapter))
    told = [block if isinstance(block, Table) else with_spans(block, _kept_together) for block in blocks]
    return replace(titled_document(origin_of("stuk", paper, "titel"), outline.titel, told, short), is_brief=True)


def _in_short(material: Material) -> Material:
    facts = material.facts
    return replace(material, facts=replace(facts, profile=in_length(facts.profile, _LENGTH)))


def _makers(outline: PaperOutline) -> Makers:
    header: Callable[[Material], list[Block]] = partial(_header_list, outline)
    signed: Callable[[Material], list[Block]] = partial(_places_to_sign, outline)
    return MAKERS | {"lijst.gegevens": header, "lijst.ondertekening": signed}


def _header_list(outline: PaperOutline, material: Material) -> list[Block]:
    """Return what stands above the paper, a line each; nothing when none holds."""
    lines = [
        to_spans(material.word("gegeven_regel", naam=escape(row.naam), inhoud=material.render(row.waarde)))
        for row in outline.kop
        if holds(row.als, material.facts.lookup)
    ]
    origin = origin_of("lijst", "gegevens")
    spans = tuple(span for line in lines for span in (*line, Text("\n")))[:-1]
    return [Paragraph(origin.name, spans, origins=(origin,))] if lines else []


def _places_to_sign(outline: PaperOutline, _material: Material) -> list[Block]:
    """Return a paragraph for each who signs, with room above it."""
    origins = [origin_of("lijst", "ondertekening", str(number)) for number, _ in enumerate(outline.ondertekening, 1)]
    return [
        Paragraph(origin.name, to_spans(escape(who)), "ondertekening", origins=(origin,))
        for origin, who in zip(origins, outline.ondertekening, strict=True)
    ]


def _kept_together(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return spans in which no line ends within a date, an amount or the number of a goal.

    Not for a table: there a date on one line takes its room from the columns that tell more.
    """
    return tuple(replace(span, text=kept_together(span.text)) if isinstance(span, Text) else span for span in spans)
