"""What a work sheet tells of choices: reasons, what is there, advice, what is near, what is taken for granted."""

from __future__ import annotations

from builders import card, rules
from sheet_builders import made

from liagen.chapter.sheet_choices import MOST, advice_list, assumption_list, chosen_table, near_table
from liagen.document.blocks import span_text

INTRANET = "structuren.intranet"


def cells(table):
    return [[span_text(cell.spans) for cell in row.cells] for row in table.rows]


def test_a_proposal_has_its_reason_and_section_and_what_is_there_is_named():
    there = card("twee", bestaat_als=rules("altijd"))
    outside = card("drie", rapport=(), bronnen=("rapport",))
    table, below = chosen_table(made({}, card("een"), there, outside))
    assert cells(table) == [["Optie een", "Reden 1.", "4.1"], ["Optie drie", "Reden 1.", "buiten het rapport"]]
    assert span_text(below.spans) == "Dit heeft uw gemeente al, en daar bouwt het plan op voort: «Optie twee»."


def test_an_assumed_proposal_points_to_its_question():
    safe = card("een", kies_als=rules(f"{INTRANET} == 'ja'"), bij_onbekend="voorstel")
    found = made({}, safe)
    number = found.questions.number_of(INTRANET)
    (table,) = chosen_table(found)
    assert cells(table)[0][1] == f"Een aanname, want nog niet bekend: intranet (vraag {number})."
    (listed,) = assumption_list(found)
    told = [span_text(item.spans) for item in listed.items]
    assert f"Eén voorstel deden wij zonder alle gegevens te kennen: intranet (vraag {number})." in told


def test_the_part_for_the_officer_stands_on_the_sheet_only_when_the_option_is_shown():
    parts = {"tekst": "Tekst.", "voorstel": "Voorstel.", "werkblad": "Begin klein."}
    _, listed = advice_list(made({}, card("een", parts=parts), card("twee", parts=parts, niet_als=rules("altijd"))))
    assert [span_text(item.spans) for item in listed.items] == ["Optie een. Begin klein."]


def test_what_is_near_says_why_not_and_what_would_change_it():
    refused = card("een", niet_als=rules("altijd"))
    open_one = card("twee", kies_als=rules(f"{INTRANET} == 'ja'"))
    known = card("drie", kies_als=rules("lia.intern_deel == 'nee'"))
    found = made({"lia": {"intern_deel": "ja"}}, refused, open_one, known)
    (table,) = near_table(found)
    number = found.questions.number_of(INTRANET)
    assert cells(table) == [
        ["Optie twee", f"Nog niet bekend: intranet (vraag {number}).", "intranet «ja» is"],
        ["Optie drie", "Intern deel in de LIA is «ja».", "intern deel in de LIA «nee» is (nu: ja)"],
        ["Optie een", "Reden 1.", "u er zelf voor kiest"],
    ]
    assert len(cells(table)) <= MOST


def test_her_own_refusal_is_told_as_hers():
    own = {"keuzes": {"een": {"keuze": "niet", "reden": "Geen tijd."}}}
    (table,) = near_table(made(own, card("een")))
    assert cells(table) == [
        ["Optie een", "De gemeente kiest hier zelf niet voor. Geen tijd.", "u een andere keuze maakt"]
    ]
