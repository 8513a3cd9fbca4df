"""A chapter with a title page, or made ready to hand out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from liagen.chapter.assemble import SECTION_LEVEL
from liagen.chapter.markdown import fill_for, to_spans
from liagen.chapter.material import kept_spaces
from liagen.document.blocks import Block, Chapter, Fill, Heading, ListBlock, Paragraph
from liagen.document.walk import span_runs
from liagen.library.dutch import escape, value_text
from liagen.library.model import Library
from liagen.profile.model import Profile

_DRAFT_LINE = "titelpagina.concept"


def with_title_page(chapter: Chapter, profile: Profile, library: Library) -> Chapter:
    """Return the chapter with a page before it: what it is, of which document and municipality, and of which day."""
    title = next(block.spans for block in chapter.blocks if isinstance(block, Heading))
    period = profile.document.periode
    years = ""
    if period.van and period.tot:
        years = library.word("titelpagina_periode", van=str(period.van), tot=str(period.tot))
    name = to_spans(escape(profile.document.naam)) if profile.document.naam else (fill_for("document.naam"),)
    town = escape(profile.gemeente.naam) if profile.gemeente.naam else fill_for("gemeente.naam").text
    whose = to_spans(library.word("titelpagina_gemeente", gemeente=town))
    day = value_text(dt.date.fromisoformat(chapter.date))
    page = (
        Paragraph("titelpagina.titel", title, "titel"),
        Paragraph("titelpagina.document", (*name, *kept_spaces(years)), "ondertitel"),
        Paragraph("titelpagina.gemeente", whose, "titelgegevens"),
        Paragraph(_DRAFT_LINE, to_spans(library.word("titelpagina_concept")), "titelgegevens"),
        Paragraph("titelpagina.datum", to_spans(day), "titelgegevens"),
    )
    return replace(chapter, title_page=page)


def end_product(chapter: Chapter, library: Library) -> Chapter:
    """Return the chapter without what only an officer at work needs: the sections marked `concept: ja`.

    ``open_points`` then counts the fill-ins that remain.
    """
    working = {f"onderdeel.{section.sleutel}.titel" for section in library.outline if section.concept == "ja"}
    kept: list[Block] = []
    drop = False
    for block in chapter.blocks:
        if isinstance(block, Heading) and block.level <= SECTION_LEVEL:
            drop = block.id in working
        if not drop:
            kept.append(_without_notes(block))
    page = tuple(line for line in chapter.title_page if line.id != _DRAFT_LINE)
    fills = sum(isinstance(span, Fill) for block in (*page, *kept) for _, spans in span_runs(block) for span in spans)
    return replace(chapter, blocks=tuple(kept), title_page=page, open_points=fills)


def _without_notes(block: Block) -> Block:
    """Return a block without remarks in the margin."""
    if isinstance(block, ListBlock) and any(item.note for item in block.items):
        return replace(block, items=tuple(replace(item, note=None) for item in block.items))
    return replace(block, note=None) if isinstance(block, Heading | Paragraph) and block.note else block
