"""A chapter with a title page, or made ready to hand out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from liagen.chapter.markdown import fill_for, to_spans
from liagen.chapter.material import kept_spaces
from liagen.document.blocks import Block, Chapter, Fill, Heading, ListBlock, Origin, Paragraph, Role, Span
from liagen.document.walk import by_section, passages
from liagen.library.dutch import escape, value_text
from liagen.library.model import Library
from liagen.profile.model import Profile

_DRAFT_LINE = Origin("titelpagina", "concept")


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
        _line(Origin("titelpagina", "titel"), title, "titel"),
        _line(Origin("titelpagina", "document"), (*name, *kept_spaces(years)), "ondertitel"),
        _line(Origin("titelpagina", "gemeente"), whose, "titelgegevens"),
        _line(_DRAFT_LINE, to_spans(library.word("titelpagina_concept")), "titelgegevens"),
        _line(Origin("titelpagina", "datum"), to_spans(day), "titelgegevens"),
    )
    return replace(chapter, title_page=page)


def _line(origin: Origin, spans: tuple[Span, ...], role: Role) -> Paragraph:
    return Paragraph(origin.name, spans, role, origins=(origin,))


def end_product(chapter: Chapter, library: Library) -> Chapter:
    """Return the chapter without what only an officer at work needs: the sections marked `concept: ja`.

    ``open_points`` then counts the fill-ins that remain.
    """
    working = {section.sleutel for section in library.outline if section.concept == "ja"}
    kept = tuple(_without_notes(block) for key, _, block in by_section(chapter) if key not in working)
    page = tuple(line for line in chapter.title_page if _DRAFT_LINE not in line.origins)
    shown = (passage for block in (*page, *kept) for passage in passages(block))
    fills = sum(isinstance(span, Fill) for passage in shown for span in passage.spans)
    return replace(chapter, blocks=kept, title_page=page, open_points=fills)


def _without_notes(block: Block) -> Block:
    """Return a block without remarks in the margin."""
    if isinstance(block, ListBlock) and any(item.note for item in block.items):
        return replace(block, items=tuple(replace(item, note=None) for item in block.items))
    return replace(block, note=None) if isinstance(block, Heading | Paragraph) and block.note else block
