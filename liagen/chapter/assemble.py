"""Choice and plan to a chapter of blocks, along the outline. No sentence of its own: words come from the library."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from liagen.chapter.choose import Choice
from liagen.chapter.facts import Facts
from liagen.chapter.goals import goal_details, long_term, minimum_list, podium_list
from liagen.chapter.markdown import fill_for, to_spans
from liagen.chapter.material import Material, is_included, origin_of, text_blocks
from liagen.chapter.open_points import fill_places, open_points
from liagen.chapter.options import theme_options
from liagen.chapter.own_words import loose_explanations, own_paragraphs
from liagen.chapter.plan import Plan
from liagen.chapter.remarks import with_remarks
from liagen.chapter.running import not_now, running_options, short_points
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
from liagen.document.blocks import Block, Chapter, Heading, ListBlock, span_text
from liagen.document.walk import SECTION_LEVEL, placed_fills
from liagen.library.model import Library
from liagen.library.tables import ContentRow, Section

_TITLE = origin_of("hoofdstuk", "titel")


def assemble(facts: Facts, choice: Choice, plan: Plan, library: Library) -> Chapter:
    """Return the whole chapter for this choice and plan; the facts know the choice."""
    profile = facts.profile
    material = Material(library, facts, choice, plan)
    title = to_spans(material.render(library.title))
    sections = [section for section in library.outline if is_included(section, material)]
    filled = {"vooraf": _contents(library.preamble, material)} | {
        section.sleutel: [_heading(section, material), *contents]
        for section in sections
        if (contents := [*_contents(section.inhoud, material), *own_paragraphs(section.sleutel, material)])
    }
    points = open_points(material, fill_places(filled))
    blocks: list[Block] = [Heading(_TITLE.name, 1, title, origins=(_TITLE,))]
    # The open points count the fill-ins of all sections, those after them too, so that they are put in last.
    for found in filled.values():
        for block in found:
            blocks += points if block is None else [block]
    blocks = with_remarks(blocks, material)
    name = profile.gemeente.naam or fill_for("gemeente.naam").text
    plain_title = span_text(title)
    chapter = Chapter(
        title=plain_title,
        subject=library.word("document_titel", document=profile.document.naam or "", gemeente=name),
        running=library.word("lopende_titel", titel=plain_title, gemeente=name),
        date=facts.date.isoformat(),
        blocks=tuple(blocks),
        open_points=sum(len(block.items) for block in points if isinstance(block, ListBlock)),
        contents_title="" if material.length == "kort" else library.word("inhoud"),
        page_word=library.word("pagina"),
        page_of=library.word("pagina_van"),
    )
    return replace(chapter, fills=placed_fills(chapter))


# ------------------------------------------------------------ sections


def _heading(section: Section, material: Material) -> Heading:
    title = to_spans(material.render(section.titel))
    origin = origin_of("onderdeel", section.sleutel, "titel")
    return Heading(origin.name, SECTION_LEVEL, title, origins=(origin,))


def _contents(contents: tuple[ContentRow, ...], material: Material) -> list[Block | None]:
    """Return the blocks of these rows; None stands where the open points come, which need all other blocks first."""
    return [block for content in contents if is_included(content, material) for block in _content(content, material)]


def _content(content: ContentRow, material: Material) -> list[Block | None]:
    if (content.kind, content.name) == ("lijst", "open_punten"):
        return [None]
    if content.kind == "tekst":
        return [*text_blocks(material.library.texts[content.name], material)]
    if content.kind == "opties":
        return [*theme_options(content.name, material)]
    if content.kind == "lopend":
        return [*running_options(content.name, material)]
    makers: dict[str, Callable[[Material], list[Block]]] = {
        "tabel.doelen": goal_table,
        "tabel.risicos": risk_table,
        "tabel.keuzes": choice_table,
        "tabel.niet_gekozen": refused_table,
        "tabel.aannames": assumption_table,
        "tabel.planning": planning_table,
        "tabel.wie_doet_wat": role_table,
        "lijst.in_het_kort": short_points,
        "lijst.nu_niet": not_now,
        "lijst.doelen_toelichting": goal_details,
        "lijst.lange_termijn": long_term,
        "lijst.minimum": minimum_list,
        "lijst.podium": podium_list,
        "lijst.bronnen": source_list,
        "lijst.pakketten": package_list,
        "lijst.toelichtingen": loose_explanations,
    }
    return [*makers[f"{content.kind}.{content.name}"](material)]
