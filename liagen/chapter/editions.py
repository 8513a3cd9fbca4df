"""A chapter with a title page, or made ready to hand out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from liagen.chapter.markdown import fill_for, to_spans
from liagen.chapter.material import spans_with_outer_spaces
from liagen.document.blocks import (
    Block,
    Chapter,
    Fill,
    Heading,
    ListBlock,
    Origin,
    Paragraph,
    Role,
    Span,
    Table,
    Text,
)
from liagen.document.walk import by_section, placed_fills, with_spans
from liagen.library.dutch import escape, value_text
from liagen.library.model import Library
from liagen.library.tables import ContentRow, Section
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
        _line(Origin("titelpagina", "document"), (*name, *spans_with_outer_spaces(years)), "ondertitel"),
        _line(Origin("titelpagina", "gemeente"), whose, "titelgegevens"),
        _line(_DRAFT_LINE, to_spans(library.word("titelpagina_concept")), "titelgegevens"),
        _line(Origin("titelpagina", "datum"), to_spans(day), "titelgegevens"),
    )
    made = replace(chapter, title_page=page)
    return replace(made, fills=placed_fills(made))


def _line(origin: Origin, spans: tuple[Span, ...], role: Role) -> Paragraph:
    return Paragraph(origin.name, spans, role, origins=(origin,))


def end_product(chapter: Chapter, preamble: Iterable[ContentRow], sections: Sequence[Section]) -> Chapter:
    """Return a document without what only an officer at work needs: what its outline marks with `concept: ja`.

    Proposals become plain text, but stay among its ``fills``; ``open_points`` then counts the blanks that remain.
    """
    working = {section.sleutel for section in sections if section.concept == "ja"}
    rows = [*preamble, *(row for section in sections for row in section.inhoud)]
    texts = {row.name for row in rows if row.kind == "tekst" and row.concept == "ja"}
    kept = tuple(
        without_notes(block)
        for key, _, block in by_section(chapter)
        if key not in working and not any(each.kind == "tekst" and each.key in texts for each in block.origins)
    )
    page = tuple(line for line in chapter.title_page if _DRAFT_LINE not in line.origins)
    made = replace(chapter, blocks=kept, title_page=page)
    found = replace(made, fills=placed_fills(made))
    proposals = [each.fill for each in found.fills if each.fill.proposal]
    return replace(
        found,
        title=_without_marks(chapter.title, proposals),
        subject=_without_marks(chapter.subject, proposals),
        running=_without_marks(chapter.running, proposals),
        blocks=tuple(map(_accepted, kept)),
        title_page=tuple(replace(line, spans=proposals_as_text(line.spans)) for line in page),
        open_points=found.blanks,
    )


def proposals_as_text(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return spans in which every proposal is text that goes on from the text before it."""
    if not any(isinstance(span, Fill) and span.proposal for span in spans):
        return spans
    plain = (Text(span.proposal) if isinstance(span, Fill) and span.proposal else span for span in spans)
    found: list[Span] = []
    for span in plain:
        last = found[-1] if found else None
        if isinstance(span, Text) and isinstance(last, Text) and replace(span, text=last.text) == last:
            found[-1] = replace(last, text=last.text + span.text)
        else:
            found.append(span)
    return tuple(found)


def _without_marks(text: str, proposals: Iterable[Fill]) -> str:
    """Return plain text in which these proposals read on."""
    for fill in proposals:
        text = text.replace(fill.text, fill.proposal)
    return text


def _accepted(block: Block) -> Block:
    """Return a block with its proposals as plain text; a table in its caption and header too."""
    if isinstance(block, Table):
        header = (replace(cell, spans=proposals_as_text(cell.spans)) for cell in block.header)
        caption = replace(block.caption, spans=proposals_as_text(block.caption.spans))
        block = replace(block, caption=caption, header=tuple(header))
    return with_spans(block, proposals_as_text)


def without_notes(block: Block) -> Block:
    """Return a block without remarks in the margin."""
    if isinstance(block, ListBlock) and any(item.note for item in block.items):
        return replace(block, items=tuple(replace(item, note=None) for item in block.items))
    return replace(block, note=None) if isinstance(block, Heading | Paragraph) and block.note else block
