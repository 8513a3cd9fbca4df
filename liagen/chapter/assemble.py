"""Choice and plan to a chapter of blocks, along the outline. No sentence of its own: words come from the library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from liagen.chapter.brief_lists import (
    goals_after_decision,
    goals_before_decision,
    plain_goals,
    risk_lines,
)
from liagen.chapter.choose import Choice
from liagen.chapter.facts import Facts
from liagen.chapter.goals import goal_details, goal_outcomes, long_term
from liagen.chapter.markdown import fill_for, to_spans
from liagen.chapter.material import Material, is_included, origin_of
from liagen.chapter.open_points import fill_places, open_points
from liagen.chapter.own_words import loose_explanations, own_paragraphs
from liagen.chapter.plan import Plan
from liagen.chapter.remarks import with_remarks
from liagen.chapter.row_text import row_text
from liagen.chapter.running import not_now, short_points
from liagen.chapter.sources import package_list, source_list
from liagen.chapter.tables import (
    assumption_table,
    choice_table,
    goal_table,
    planning_table,
    refused_table,
    risk_table,
    role_table,
)
from liagen.document.blocks import Block, Chapter, Heading, ListBlock, Origin, span_text
from liagen.document.walk import SECTION_LEVEL, placed_fills
from liagen.errors import LibraryError, Problem
from liagen.library.model import Library
from liagen.library.tables import ContentRow, Outline, Section
from liagen.library.wording import Wording
from liagen.profile.model import Profile

AnyOutline = TypeVar("AnyOutline", bound=Outline)
Contents = tuple[ContentRow, ...]
Content = Block | None
"""A block, or None where the open points come: those need all other blocks first."""

Makers = dict[str, Callable[[Material], list[Block]]]
"""What makes the tables and lists of an outline, by kind and name."""

MAKERS: Makers = {
    "tabel.doelen": goal_table,
    "tabel.risicos": risk_table,
    "tabel.keuzes": choice_table,
    "tabel.niet_gekozen": refused_table,
    "tabel.aannames": assumption_table,
    "tabel.planning": planning_table,
    "tabel.doelen_na_besluit": goals_after_decision,
    "tabel.wie_doet_wat": role_table,
    "lijst.in_het_kort": short_points,
    "lijst.nu_niet": not_now,
    "lijst.doelen_toelichting": goal_details,
    "lijst.lange_termijn": long_term,
    "lijst.uitkomsten": goal_outcomes,
    "lijst.bronnen": source_list,
    "lijst.pakketten": package_list,
    "lijst.toelichtingen": loose_explanations,
    "lijst.doelen_voor_besluit": goals_before_decision,
    "lijst.doelen_eenvoudig": plain_goals,
    "lijst.risicos_kort": risk_lines,
}

_TITLE = origin_of("hoofdstuk", "titel")


def assemble(facts: Facts, choice: Choice, plan: Plan, library: Library) -> Chapter:
    """Return the whole chapter for this choice and plan; the facts know the choice."""
    material = Material(library, facts, choice, plan)
    filled = filled_sections(library.preamble, library.outline, material, MAKERS)
    points = open_points(material, fill_places(filled))
    blocks = with_remarks(with_points(filled, lambda: points), material)
    chapter = titled_document(_TITLE, library.title, blocks, material)
    open_count = sum(len(block.items) for block in points if isinstance(block, ListBlock))
    contents_title = library.word("inhoud") if material.length == "uitgebreid" else ""
    return replace(chapter, open_points=open_count, contents_title=contents_title)


def filled_sections(
    preamble: Contents, sections: Iterable[Section], material: Material, makers: Makers
) -> dict[str, list[Content]]:
    """Return the blocks of every section that is included, by its key; what stands before the first is `vooraf`."""
    included = [section for section in sections if is_included(section, material)]
    return {"vooraf": _contents(preamble, material, makers)} | {
        section.sleutel: [_heading(section, material), *contents]
        for section in included
        if (contents := [*_contents(section.inhoud, material, makers), *own_paragraphs(section.sleutel, material)])
    }


def with_points(filled: Mapping[str, list[Content]], points: Callable[[], list[Block]]) -> list[Block]:
    """Return all blocks in order, with the open points where they belong; an outline without them never makes them."""
    # The open points count the fill-ins of all sections, those after them too, so that they are put in last.
    blocks: list[Block] = []
    for found in filled.values():
        for block in found:
            blocks += points() if block is None else [block]
    return blocks


def needed_outline(outline: AnyOutline | None, file: str, library: Library) -> AnyOutline:
    """Return along what a document is made. Raises LibraryError when no package has the ``file`` with it."""
    if outline is None:
        raise LibraryError([Problem(library.packages[-1].place, f"dit pakket heeft geen {file}", code="LIA001")])
    return outline


def titled_document(origin: Origin, title: Wording, blocks: Iterable[Block], material: Material) -> Chapter:
    """Return a document of these blocks below its title, without a contents list."""
    profile, library = material.facts.profile, material.library
    spans = to_spans(material.render(title))
    name = profile.gemeente.naam or fill_for("gemeente.naam").text
    document = Chapter(
        title=span_text(spans),
        subject=library.word("document_titel", document=profile.document.naam or "", gemeente=name),
        running=library.word(_running_word(profile), titel=span_text(spans), gemeente=name),
        date=material.facts.date.isoformat(),
        blocks=(Heading(origin.name, 1, spans, origins=(origin,)), *blocks),
        open_points=0,
        page_word=library.word("pagina"),
        page_of=library.word("pagina_van"),
    )
    return replace(document, fills=placed_fills(document))


def _running_word(profile: Profile) -> str:
    """Return which words stand above every page: those of an example say that it is one."""
    return "lopende_titel" if profile.stand.herkomst == "gemeente" else "lopende_titel_voorbeeld"


# ------------------------------------------------------------ sections


def _heading(section: Section, material: Material) -> Heading:
    title = to_spans(material.render(section.titel))
    origin = origin_of("onderdeel", section.sleutel, "titel")
    starts_page = section.nieuwe_pagina == "ja"
    return Heading(origin.name, SECTION_LEVEL, title, origins=(origin,), starts_page=starts_page)


def _contents(contents: Contents, material: Material, makers: Makers) -> list[Content]:
    """Return the blocks of these rows; None stands where the open points come, which need all other blocks first."""
    included = [content for content in contents if is_included(content, material)]
    return [block for content in included for block in _content(content, material, makers)]


def _content(content: ContentRow, material: Material, makers: Makers) -> list[Content]:
    if (content.kind, content.name) == ("lijst", "open_punten"):
        return [None]
    if content.kind in ("tekst", "opties", "lopend"):
        return [*row_text(content, material)]
    return [*makers[f"{content.kind}.{content.name}"](material)]
