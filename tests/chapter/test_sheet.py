"""The work sheet: along its own outline, of a finished chapter, and fit to stand alone."""

from __future__ import annotations

import datetime as dt

from builders import card, library, library_text, profile, row, rules, section, sheet

from liagen.document.blocks import Heading, Link, ListBlock, span_text
from liagen.document.walk import passages
from liagen.make import chain

UNKNOWN = library_text("inleiding", tekst="Er zijn {{ organisatie.fte }} fte.")


def beside(facts, lib):
    return chain.make_sheet(made := chain.make(facts, lib, dt.date(2027, 1, 4)), lib), made.chapter


def lines(found):
    return [span_text(each.spans) for block in found.blocks for each in passages(block)]


def test_it_has_its_own_title_and_sections_and_no_contents_list():
    own = sheet(section("een", "Gekozen", ("tabel", "keuzes")), section("twee", "Aannames", ("tabel", "aannames")))
    found, _ = beside(profile(stijl={"lengte": "uitgebreid"}), library(card("een"), sheet=own))
    headings = [(block.id, span_text(block.spans)) for block in found.blocks if isinstance(block, Heading)]
    assert headings == [
        ("werkblad.titel", "Werkblad"), ("onderdeel.een.titel", "Gekozen"), ("onderdeel.twee.titel", "Aannames"),
    ]  # fmt: skip
    assert (found.title, found.contents_title) == ("Werkblad", "")
    assert found.running.startswith("Werkblad")


def test_a_section_may_have_a_length_and_a_condition():
    own = sheet(
        section("lang", "Lang", ("tabel", "keuzes"), vanaf="uitgebreid"),
        section("als", "Als", ("tabel", "keuzes"), als="organisatie.fte > 3"),
        section("wel", "Wel", ("tabel", "keuzes")),
    )
    found, _ = beside(profile(organisatie={"fte": 2}), library(card("een"), sheet=own))
    assert [block.id for block in found.blocks if isinstance(block, Heading)] == [
        "werkblad.titel",
        "onderdeel.wel.titel",
    ]


def test_it_asks_what_the_chapter_leaves_open_and_names_the_section():
    lib = library(texts={"inleiding": UNKNOWN}, outline=(section("begin", "Het begin", ("tekst", "inleiding")),))
    found, chapter = beside(profile(), lib)
    asked = [item for block in found.blocks if isinstance(block, ListBlock) for item in block.items]
    assert [span_text(item.spans) for item in asked] == ["Hoeveel fte telt de ambtelijke organisatie? Zie Het begin."]
    assert found.open_points == chapter.open_points == 1


def test_nothing_on_it_links_to_another_document():
    lib = library(
        card("een", kies_als=rules("structuren.intranet == 'ja'")),
        texts={"inleiding": UNKNOWN},
        preamble=(row("tekst", "inleiding"),),
    )
    found, _ = beside(profile(), lib)
    assert len(lines(found)) > 2
    spans = [span for block in found.blocks for each in passages(block) for span in each.spans]
    assert not [span for span in spans if isinstance(span, Link)]
