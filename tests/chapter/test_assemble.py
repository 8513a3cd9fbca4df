"""Assembling: the outline, stable ids, lengths, tables, and the list of what is still open."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import get_args

import pytest
from builders import card, decided, goal, library, library_text, profile, risk, role, row, rules, section, theme

from liagen.document.blocks import Fill, Heading, Link, ListBlock, Origin, OriginKind, Paragraph, Table, span_text
from liagen.library.cards import LENGTHS
from liagen.library.load import load_library
from liagen.make import chain
from liagen.profile.fields import in_length
from liagen.profile.read import load_profile, shipped_profiles

DAY = dt.date(2027, 1, 4)


def chapter(facts, lib):
    return chain.make(facts, lib, DAY).chapter


def outline(lib, *content, since="kort", key="deel"):
    return dataclasses.replace(lib, outline=(*lib.outline, section(key, "Een deel", *content, vanaf=since)))


def block(found, ident):
    return next(one for one in found.blocks if one.id == ident)


def words(found, ident):
    return span_text(block(found, ident).spans)


def points(found):
    """Return the open points of all groups, in order."""
    return [item for _, one in lists_of_points(found) for item in one.items]


def lists_of_points(found):
    """Return the list of open points of each group, with who can answer."""
    origins = ((one.origins[0], one) for one in found.blocks)
    return [(origin.part, one) for origin, one in origins if (origin.kind, origin.key) == ("lijst", "open_punten")]


def cells(found, ident):
    return [[span_text(cell.spans) for cell in row.cells] for row in block(found, ident).rows]


def with_an_id(found):
    """Yield everything in a chapter that has an id."""
    for one in found.blocks:
        yield one
        yield from one.items if isinstance(one, ListBlock) else ()
        if isinstance(one, Table):
            yield from (one.caption, *one.header, *one.rows)
            yield from (cell for row in one.rows for cell in row.cells)


def test_the_title_is_the_only_heading_of_level_one():
    found = chapter(profile(), library(card("een")))
    assert [one.id for one in found.blocks if isinstance(one, Heading) and one.level == 1] == ["hoofdstuk.titel"]


def test_an_option_has_heading_verdict_text_and_its_part():
    found = chapter(profile(), library(card("een")))
    assert [one.id for one in found.blocks[2:-1]] == [
        "optie.een.titel", "optie.een.oordeel", "optie.een.tekst.1", "optie.een.voorstel.1",
    ] or [one.id for one in found.blocks[2:]][:4] == [
        "optie.een.titel", "optie.een.oordeel", "optie.een.tekst.1", "optie.een.voorstel.1",
    ]  # fmt: skip


def test_the_verdict_names_reason_and_section():
    assert words(chapter(profile(), library(card("een"))), "optie.een.oordeel") == "Voorstel. Reden 1. (rapport, §4.1)"


def test_the_officers_choice_is_shown_as_hers():
    own = profile(keuzes={"een": {"keuze": "wel", "reden": "Daarom."}})
    shown = words(chapter(own, library(card("een"))), "optie.een.oordeel")
    assert shown.startswith("Voorstel (eigen keuze). De gemeente kiest hier zelf voor. Daarom.")


def test_an_option_that_is_not_chosen_is_not_shown():
    found = chapter(profile(), library(card("een", kies_als=()), card("twee")))
    assert not any("optie.een" in one.id for one in found.blocks)


def test_a_theme_without_options_says_so():
    found = chapter(profile(), library(card("een", kies_als=())))
    assert "geen optie voor" in words(found, "thema.beleggen.geen_opties")


def test_a_theme_that_was_ruled_out_says_so_and_is_an_open_point():
    lib = outline(library(card("een")), ("lijst", "open_punten"))
    found = chapter(profile(keuzes={"een": {"keuze": "niet", "reden": "Nee"}}), lib)
    assert "voor geen enkele optie" in words(found, "thema.beleggen.geen_opties")
    assert points(found)[0].id == "open.thema.beleggen"


def test_ids_do_not_change_with_order_or_other_cards():
    one, two = card("een", doelen=(goal("a"),)), card("twee", doelen=(goal("b"),))
    alone = {found.id for found in chapter(profile(), outline(library(one), ("tabel", "doelen"))).blocks}
    turned = {found.id for found in chapter(profile(), outline(library(two, one), ("tabel", "doelen"))).blocks}
    assert alone <= turned


def test_every_block_of_a_card_knows_its_section():
    found = chapter(profile(), library(card("een")))
    assert all(one.sources == ("§4.1",) for one in found.blocks if one.origins[0].kind == "optie")


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("name", shipped_profiles())
def test_everything_is_named_after_where_it_comes_from(name, length):
    shipped = load_library()
    facts = load_profile(shipped_profiles()[name], shipped.cards)
    found = chapter(in_length(facts, length), shipped)
    for line in with_an_id(found):
        assert line.origins[0].kind in get_args(OriginKind), line.id
        assert re.fullmatch(rf"{re.escape(line.origins[0].name)}(\.\d+)*", line.id)


@pytest.mark.parametrize(
    ("length", "parts"),
    [("kort", ["kort"]), ("standaard", ["tekst", "voorstel"]), ("uitgebreid", ["tekst", "voorstel", "meer"])],
)
def test_the_length_decides_which_parts_print(length, parts):
    rich = card("een", parts={name: f"Deel {name}." for name in ("tekst", "kort", "voorstel", "meer")})
    found = chapter(profile(stijl={"lengte": length}), library(rich))
    shown = [one.origins[0].part for one in found.blocks if one.origins[0].kind == "optie"]
    assert shown == ["titel", "oordeel", *parts]


def test_a_section_from_a_longer_version_is_left_out():
    lib = outline(library(card("een")), ("tabel", "aannames"), since="uitgebreid")
    assert not any(one.id == "onderdeel.deel.titel" for one in chapter(profile(), lib).blocks)


def test_a_practice_example_is_never_from_the_municipality_itself():
    examples = [
        {"gemeente": "testdorp", "tekst": "Zelf.", "bron": "§4.1"},
        {"gemeente": "Elders", "tekst": "Daar.", "bron": "§4.1"},
    ]
    found = chapter(profile(), library(card("een", praktijk=examples)))
    assert words(found, "optie.een.praktijk.2") == "Uit de praktijk. Daar. (rapport, §4.1)"
    assert not any(one.id == "optie.een.praktijk.1" for one in found.blocks)


def test_the_goal_table_has_number_goal_owner_deadline_and_indicator():
    lib = outline(library(card("een", doelen=(goal("a"),))), ("tabel", "doelen"))
    assert cells(chapter(decided(), lib), "tabel.doelen") == [
        ["1", "wat van a.", "de uitvoerder", "31 maart 2027", "indicator van a."]
    ]


def test_cells_are_named_after_goal_and_column():
    lib = outline(library(card("een", doelen=(goal("a"),))), ("tabel", "doelen"))
    row = block(chapter(profile(), lib), "tabel.doelen").rows[0]
    assert [cell.id for cell in row.cells][:2] == ["doel.een.a.nr", "doel.een.a.doel"]


def test_below_the_table_each_goal_tells_the_rest():
    lib = outline(library(card("een", doelen=(goal("a"),))), ("lijst", "doelen_toelichting"))
    found = chapter(decided(), lib)
    assert words(found, "doel.een.a.toelichting.kop") == "Doel 1: Optie een"
    shown = [span_text(item.spans) for item in block(found, "doel.een.a.toelichting").items]
    assert [line.split(":")[0] for line in shown] == [
        "Doel", "Waarom", "Actie", "Ervaringsdeskundigen", "Start", "Uren of budget", "Meten", "Podium",
    ]  # fmt: skip


def test_an_own_goal_is_explained_as_her_own():
    lib = outline(library(card("een")), ("lijst", "doelen_toelichting"))
    found = chapter(profile(doelen=[{"doel": "Eigen", "deadline": "2027-02-01"}]), lib)
    shown = [span_text(item.spans) for item in block(found, "doel.eigen.1.toelichting").items]
    assert shown[1] == "Waarom: de gemeente heeft dit doel zelf al gesteld."
    assert not any(line.startswith("Start") for line in shown)


def test_the_goal_of_an_empty_theme_is_explained_by_its_theme():
    lib = outline(library(card("een", kies_als=())), ("lijst", "doelen_toelichting"))
    shown = [span_text(item.spans) for item in block(chapter(profile(), lib), "doel.thema.beleggen.toelichting").items]
    assert "«Thema beleggen»" in shown[1]


def test_no_goals_no_table_but_a_sentence():
    lib = outline(library(card("een")), ("tabel", "doelen"), ("tabel", "planning"))
    lib = dataclasses.replace(lib, themes={key: theme(key, kern="nee") for key in lib.themes})
    lib = dataclasses.replace(lib, outline=tuple(s.model_copy(update={"inhoud": s.inhoud[:1]}) for s in lib.outline))
    assert words(chapter(profile(), lib), "geen.doelen") == "Er zijn nog geen doelen op korte termijn."


@pytest.mark.parametrize("name", ["lange_termijn"])
def test_an_empty_list_says_so(name):
    found = chapter(profile(), outline(library(card("een", doelen=(goal("a"),))), ("lijst", name)))
    assert isinstance(block(found, f"geen.{name}"), Paragraph)


def test_the_long_term_list_names_goal_and_owner():
    lib = outline(library(card("een", doelen=(goal("a"), goal("later", termijn=7)))), ("lijst", "lange_termijn"))
    found = chapter(profile(doelen=[{"doel": "Ver weg", "deadline": "2031-01-01"}]), lib)
    assert [span_text(item.spans) for item in block(found, "lijst.lange_termijn").items] == [
        "Ver weg. Eigenaar: [invullen: functie van de eigenaar – directie]. Deadline: 1 januari 2031.",
        "wat van later. Eigenaar: de uitvoerder.",
    ]


def test_risks_stand_once_with_their_measure():
    lib = outline(library(card("een"), risks={"r": risk("r", "altijd")}), ("tabel", "risicos"))
    assert cells(chapter(profile(), lib), "tabel.risicos") == [["Risico r", "Maatregel r."]]


def test_a_measure_that_is_a_goal_of_the_chapter_gives_its_number():
    answered = risk("r", "altijd", doel="een.b")
    lib = outline(library(card("een", doelen=(goal("a"), goal("b"))), risks={"r": answered}), ("tabel", "risicos"))
    assert cells(chapter(profile(), lib), "tabel.risicos")[0][1] == "Maatregel r. (doel 2)"


def test_no_risks_is_said():
    found = chapter(profile(), outline(library(card("een")), ("tabel", "risicos")))
    assert isinstance(block(found, "geen.risicos"), Paragraph)


def test_refused_options_tell_why_and_what_would_change_it():
    lib = outline(
        library(card("een"), card("twee", kies_als=rules("organisatie.fte > 10"))),
        ("tabel", "niet_gekozen"),
        ("tabel", "keuzes"),
    )
    found = chapter(profile(organisatie={"fte": 5}), lib)
    assert cells(found, "tabel.niet_gekozen")[0][2] == "Dit wordt een voorstel als aantal fte meer dan 10 is (nu: 5)."
    assert cells(found, "tabel.keuzes") == [["Optie een", "Voorstel", "Reden 1."]]


def test_nothing_refused_is_said():
    found = chapter(profile(), outline(library(card("een")), ("tabel", "niet_gekozen")))
    assert isinstance(block(found, "geen.niet_gekozen"), Paragraph)


def test_assumptions_are_shown_with_their_label():
    found = chapter(profile(), outline(library(card("een")), ("tabel", "aannames")))
    assert ["groot", "400"] in cells(found, "tabel.aannames")


def test_the_planning_marks_the_quarter_of_each_goal():
    lib = outline(library(card("een", doelen=(goal("a"), goal("b", termijn=3)))), ("tabel", "planning"))
    found = chapter(decided(), lib)
    shown = block(found, "tabel.planning")
    assert [span_text(cell.spans) for cell in shown.header] == [
        "Wat is er klaar",
        "Kwartaal 1, 2027",
        "Kwartaal 3, 2027",
    ]
    assert cells(found, "tabel.planning") == [["Doel 1: Optie een", "klaar", "–"], ["Doel 2: Optie een", "–", "klaar"]]
    assert [cell.mark for cell in shown.rows[1].cells] == [False, False, True]


def test_who_does_what_shows_the_roles_that_apply():
    roles = (
        role("a", "Uitvoerder", "{{ beleggen.uitvoerder.functie }}", "Trekt."),
        role("b", "Groep", "Leden", "Denkt mee.", als="keuze.een == 'niet_nu'"),
    )
    lib = outline(dataclasses.replace(library(card("een")), roles=roles), ("tabel", "wie_doet_wat"))
    assert cells(chapter(profile(), lib), "tabel.wie_doet_wat") == [
        ["Uitvoerder", "[invullen: functie van de uitvoerder]", "Trekt."]
    ]


def test_sources_used_are_listed():
    found = chapter(profile(), outline(library(card("een")), ("lijst", "bronnen")))
    assert [span_text(item.spans) for item in block(found, "lijst.bronnen").items] == ["Het rapport, 2021."]


def with_text(source, *more):
    lib = library(card("een"), texts={"inleiding": library_text("inleiding", tekst=source)})
    return outline(outline(lib, ("tekst", "inleiding")), *(more or [("lijst", "open_punten")]), key="open")


def test_an_unknown_field_becomes_a_fill_in_and_an_open_point_with_a_link():
    found = chapter(profile(), with_text("De wethouder is {{ draagvlak.wethouder }}."))
    fill = block(found, "tekst.inleiding.tekst.1").spans[1]
    assert fill == Fill("draagvlak.wethouder", "functie van de verantwoordelijke wethouder")
    item = points(found)[0]
    assert span_text(item.spans) == "Welke wethouder is verantwoordelijk? Zie Een deel."
    assert Link("Een deel", "#tekst.inleiding.tekst.1") in item.spans


def test_the_same_fill_in_twice_is_one_open_point():
    found = chapter(profile(), with_text("[invullen: iets] en\n\nnog eens [invullen: iets]."))
    assert [span_text(item.spans) for item in points(found)] == ["Iets. Zie Een deel (2 keer), plek 2."]


def test_an_open_point_links_to_each_place_once():
    found = chapter(
        profile(), with_text("[invullen: iets] en [invullen: iets].\n\nEn [invullen: iets].\n\n- [invullen: iets]")
    )
    (item,) = points(found)
    assert span_text(item.spans) == "Iets. Zie Een deel (4 keer), plek 2, plek 3."
    assert [span.target for span in item.spans if isinstance(span, Link)] == [
        "#tekst.inleiding.tekst.1",
        "#tekst.inleiding.tekst.2",
        "#tekst.inleiding.tekst.3.1",
    ]


def test_a_field_that_left_a_verdict_open_is_an_open_point():
    lib = outline(library(card("een", kies_als=rules("organisatie.fte > 10"))), ("lijst", "open_punten"))
    item = points(chapter(profile(), lib))[0]
    assert span_text(item.spans) == "Hoeveel fte telt de ambtelijke organisatie? Dit telt mee voor «Optie een»."


def test_a_field_of_a_row_is_an_open_point_too():
    found = chapter(
        profile(capaciteit={"budget": [{"jaar": 2027, "bedrag": 5000}]}),
        with_text("{% for b in capaciteit.budget %}{{ b.bedrag|euro }} voor {{ b.doel }}.{% endfor %}"),
    )
    assert words(found, "tekst.inleiding.tekst.1") == "€ 5.000 voor [invullen: bestemming]."
    assert span_text(points(found)[0].spans) == "Bestemming. Zie Een deel."


def test_a_goal_of_the_past_is_an_open_point():
    found = chapter(profile(doelen=[{"doel": "Oud", "deadline": "2020-01-01"}]), with_text("Tekst."))
    assert "1 januari 2020" in span_text(points(found)[0].spans)


def test_a_proposal_is_an_open_point_with_its_words_and_counted_apart():
    text = "{{ lia.jaar }} [voorzet: 2027](lia.jaar) [Voorzet: dit wel]"
    found = chapter(profile(), with_text(text))
    asked, loose = [span_text(item.spans) for item in points(found)]
    assert asked.endswith("? Onze voorzet: «2027». Zie Een deel (2 keer).")
    assert loose == "Onze voorzet: «Dit wel». Zie Een deel."
    assert (found.open_points, found.blanks, found.proposals) == (2, 1, 2)


def test_nothing_open_is_said_and_counted_as_zero():
    found = chapter(profile(), with_text("Tekst."))
    assert found.open_points == 0
    assert isinstance(block(found, "geen.open_punten"), Paragraph)


def test_open_points_are_grouped_by_who_can_answer():
    found = chapter(
        profile(), with_text("{{ lia.jaar }} {{ draagvlak.wethouder }} {{ organisatie.fte }} [invullen: iets]")
    )
    assert [who for who, _ in lists_of_points(found)] == ["uitvoerder", "college", "personeelszaken", "schrijver"]
    assert words(found, "open.groep.college") == "Voor het college"


def test_a_row_of_the_outline_may_have_a_condition():
    only = section("als", "Als", ("tabel", "aannames"), als="organisatie.fte > 9")
    lib = dataclasses.replace(library(card("een")), outline=(only,))
    shown = [
        any(one.id == "onderdeel.als.titel" for one in chapter(profile(organisatie={"fte": fte}), lib).blocks)
        for fte in (5, 10)
    ]
    assert shown == [False, True]


def test_what_comes_first_stands_directly_below_the_title():
    lib = library(card("een"), texts={"let_op": library_text("let_op", tekst="> Let op {{ lia.jaar }}.")})
    lib = outline(dataclasses.replace(lib, preamble=(row("tekst", "let_op"),)), ("lijst", "open_punten"))
    found = chapter(profile(), lib)
    assert (found.blocks[1].id, found.blocks[1].role) == ("tekst.let_op.tekst.1", "kader")
    assert Link("Hoofdstuk", "#tekst.let_op.tekst.1") in points(found)[0].spans


def test_the_count_is_the_length_of_the_list():
    found = chapter(profile(), with_text("[invullen: een] [invullen: twee] {{ lia.jaar }}"))
    assert found.open_points == len(points(found)) == 3


def test_an_unknown_name_reads_as_a_fill_in_in_titles():
    found = chapter(profile(gemeente={"naam": "[invullen: naam]"}), library(card("een")))
    assert found.running == "Hoofdstuk – gemeente [invullen: naam van de gemeente]"


def test_document_properties_hold_plain_text():
    found = chapter(profile(gemeente={"naam": "A*b* & <c>"}), library(card("een")))
    assert (found.title, found.subject, found.date) == (
        "Hoofdstuk",
        "Lokale Inclusie Agenda, gemeente A*b* & <c>",
        "2027-01-04",
    )


def test_no_two_blocks_share_an_id():
    lib = outline(
        library(card("een", doelen=(goal("a"),))),
        *(("tabel", name) for name in ("doelen", "keuzes", "planning")),
        ("lijst", "doelen_toelichting"),
    )
    ids = []
    for one in chapter(profile(), lib).blocks:
        ids.append(one.id)
        if isinstance(one, ListBlock):
            ids += [item.id for item in one.items]
        if isinstance(one, Table):
            ids += [cell.id for row in one.rows for cell in row.cells]
    assert len(ids) == len(set(ids))


def test_in_the_short_version_only_proposals_have_a_heading_of_their_own():
    cards = [
        card("een"),
        card("twee", bestaat_als=rules("altijd")),
        card("drie", kies_als=rules("organisatie.fte > 9")),
    ]
    found = chapter(profile(stijl={"lengte": "kort"}), library(*cards))
    assert [one.origins for one in found.blocks if isinstance(one, Heading) and one.origins[0].kind == "optie"] == [
        (Origin("optie", "een", "titel"),)
    ]
    assert [span_text(item.spans) for item in block(found, "thema.beleggen.overige").items] == [
        "Optie twee. Is er al. Reden 1.",
        "Optie drie. Te overwegen. Dit is nog niet bekend: aantal fte.",
    ]


# ------------------------------------------------------------ remarks


def test_a_remark_about_an_option_without_known_facts_says_so():
    cards = (card("een"), card("twee", kies_als=rules("organisatie.fte > 10")))
    notes = notes_of(chapter(profile(), outline(library(*cards), ("opties", "beleggen"))))
    ends = [note.partition("Gegeven: ")[2] for note in notes.values()]
    fact = "naam van de gemeente is «Testdorp»"
    rest = "Bron: rapport, §4.1. Niet gekozen: bij dit onderwerp is geen optie afgevallen."
    assert ends == [
        f"{fact}; andere gegevens tellen hier niet mee. {rest}",
        f"{fact}; meer is hierover niet bekend. {rest}",
    ]


def notes_of(chapter):
    """Return the remarks by the option they stand at."""
    items = (item for block in chapter.blocks if isinstance(block, ListBlock) for item in block.items)
    parts = (*(block for block in chapter.blocks if isinstance(block, Heading | Paragraph)), *items)
    return {part.origins[0].key: part.note.text for part in parts if part.note}


# ------------------------------------------------------------ assumptions


def test_limits_of_size_are_told_only_when_a_condition_asks_for_the_size():
    asked = card("een", kies_als=rules("organisatie.omvang == 'groot'"))
    without, with_ = (
        cells(chapter(profile(), outline(library(one), ("tabel", "aannames"))), "tabel.aannames")
        for one in (card("een"), asked)
    )
    assert [row for row in with_ if row not in without] == [
        ["klein_tot_fte", "150"], ["groot_vanaf_fte", "400"], ["klein_tot_afdelingen", "2"],
        ["groot_vanaf_afdelingen", "4"], ["klein_tot_inwoners", "20.000"], ["groot_vanaf_inwoners", "50.000"],
    ]  # fmt: skip


def test_a_proposal_under_an_assumption_says_so_in_its_remark_and_leaves_a_question():
    safe = card("een", kies_als=rules("organisatie.fte > 10"), bij_onbekend="voorstel")
    found = chapter(profile(), outline(library(safe), ("opties", "beleggen"), ("lijst", "open_punten")))
    assert "nog niet bekend: aantal fte" in block(found, "optie.een.titel").note.text
    points = block(found, "lijst.open_punten.personeelszaken")
    assert [span_text(item.spans) for item in points.items] == [
        "Hoeveel fte telt de ambtelijke organisatie? Dit telt mee voor «Optie een»."
    ]
