"""The questions of a work sheet: each once, with who can answer, a control, and what the answer changes."""

from __future__ import annotations

from builders import card, goal, rules
from sheet_builders import document, fills, items, made

from liagen.chapter.sheet_questions import MOST
from liagen.document.blocks import Heading, ListBlock, span_text

ROWS = (("lijst", "eerst"), ("lijst", "vragen"))
KNOWN = {
    "document": {"besluit_datum": "22 april 2027"},
    "beleggen": {
        "uitvoerder": {"functie": "adviseur", "uren_per_week": 8, "uren_voor": "hoofdstuk", "vervanger": "collega"}
    },
    "capaciteit": {"budget": "geen"},
    "ervaringsdeskundigen": {"organisaties": [{"naam": "Platform"}], "vergoeding": "vaste vergoeding"},
    "aanleiding": ["wethouder"],
}
"""What a sheet always asks."""


def asked(found):
    return {question.field or question.fill.words: question for question in found.questions.asked}


def test_a_blank_that_stands_twice_is_asked_once_with_both_places():
    texts = ["{{ organisatie.fte }} is veel.", "Nog eens {{ organisatie.fte }}."]
    found = asked(made(KNOWN, card("een"), texts=texts))
    assert list(found) == ["organisatie.fte"]
    question = found["organisatie.fte"]
    assert (question.who, question.open, question.number) == ("personeelszaken", True, 1)
    assert question.text == "Hoeveel fte telt de ambtelijke organisatie\\?"
    assert question.change == "Dit komt op de open plek in «Een deel»."


def test_a_proposal_is_asked_with_its_own_control():
    found = asked(made(KNOWN, card("een"), texts=["{{ organisatie.fte|voorzet('acht') }} mensen."]))
    question = found["organisatie.fte"]
    assert (question.fill.proposal, question.open) == ("acht", False)
    assert question.change == "Nu staat onze voorzet in «Een deel»."


def test_a_blank_goes_before_a_proposal_for_the_same_field():
    question = asked(made(KNOWN, card("een"), texts=["{{ lia.jaar|voorzet('2024') }} en {{ lia.jaar }}."]))["lia.jaar"]
    assert question.fill.proposal == ""
    assert question.change == "Dit komt op de open plek in «Een deel». Nu staat onze voorzet in «Een deel»."


def test_what_a_text_asks_besides_of_a_field_that_is_known_is_no_question_of_that_field():
    texts = ["[voorzet: lange tijd](beleggen.uitvoerder.uren_per_week)", "[invullen: naam van het fonds](aanleiding)"]
    found = asked(made(KNOWN, card("een"), texts=texts))
    assert found["beleggen.uitvoerder.uren_per_week"].text == "Past deze voorzet bij uw gemeente?"
    assert found["aanleiding"].text == "Naam van het fonds: wat komt hier?"


def test_a_field_that_decides_an_option_says_what_each_answer_does():
    near = card("een", kies_als=rules("structuren.intranet == 'nee'"), bestaat_als=rules("structuren.intranet == 'ja'"))
    question = asked(made(KNOWN, near))["structuren.intranet"]
    assert question.change == "Nee: dan komt «Optie een» erbij. Ja: dan is «Optie een» er al."
    assert question.fill.choices == ("ja", "nee")


def test_an_assumed_proposal_asks_what_would_undo_it():
    safe = card(
        "een",
        bestaat_als=rules("lia.intern_deel == 'ja'"),
        niet_als=rules("structuren.intranet == 'ja'"),
        kies_als=rules("structuren.teamoverleg == 'ja'"),
        bij_onbekend="voorstel",
    )
    found = asked(made(KNOWN, safe))
    assert found["structuren.intranet"].change == "Ja: dan vervalt «Optie een»."
    assert found["lia.intern_deel"].change == "Ja: dan is «Optie een» er al."


def test_an_option_that_no_single_answer_proposes_is_not_asked_about():
    far = card("een", kies_als=rules("structuren.intranet == 'ja' and lia.intern_deel == 'nee'"))
    found = made(KNOWN, far)
    assert found.questions.asked == ()
    assert found.questions.left > 20


def test_a_goal_is_named_by_its_number():
    waits = card("een", doelen=[goal("a", eigenaar="{{ draagvlak.wethouder }}")])
    assert asked(made(KNOWN, waits))["draagvlak.wethouder"].change == "Dit komt op de open plek in doel 1."


def test_what_the_sheet_needs_itself_is_asked_as_long_as_it_is_unknown():
    found = asked(made({}, card("een")))
    assert found["document.besluit_datum"].change == "Daarvan hangen alle data in het plan af."
    assert "document.besluit_datum" not in asked(
        made({"document": {"besluit_datum": "1 maart 2024"}, "lia": {"status": "vastgesteld"}}, card("een"))
    )


def test_a_row_that_leaves_open_what_the_sheet_needs_is_asked_about():
    money = {"budget": [{"jaar": 2027, "bedrag": 7500}]}
    found = asked(made(KNOWN | {"aanleidingen": [{"soort": "motie"}], "capaciteit": money}, card("een")))
    assert found["aanleidingen.vraagt"].change == "De raad kan ernaar vragen (deel 6)."
    assert found["aanleidingen.vraagt"].text.endswith("Wat vraagt het stuk van de gemeente\\?")
    assert found["capaciteit.budget.in_begroting"].fill.choices == ("ja", "nee")


def test_most_telling_first_and_the_rest_is_counted():
    path = "structuren.intranet"
    blanks = [f"[invullen: antwoord {word}]" for word in "abcdefghijklmnopqrstuvwxyz"]
    found = made(KNOWN, card("een", kies_als=rules(f"{path} == 'ja'")), texts=blanks)
    assert len(found.questions.asked) == len(blanks) > MOST
    assert found.questions.number_of(path) == 0


def test_the_list_goes_through_from_person_to_person_with_one_control_each():
    texts = ["{{ organisatie.fte }} {{ draagvlak.raad }} {{ lia.jaar }} [invullen: iets anders]"]
    found = document(KNOWN, card("een"), rows=ROWS, texts=texts)
    heads = [span_text(block.spans) for block in found.blocks if isinstance(block, Heading) and block.level == 3]
    assert heads == ["Dit weet u zelf", "Griffie", "Personeelszaken"]
    lists = [block for block in found.blocks if isinstance(block, ListBlock)]
    assert [(block.ordered, block.first, len(block.items)) for block in lists] == [
        (True, 1, 2),
        (True, 3, 1),
        (True, 4, 1),
    ]
    assert [fill.field for fill in fills(found)] == ["lia.jaar", "", "draagvlak.raad", "organisatie.fte"]
    assert items(found)[0].startswith("Sinds welk jaar is er een LIA? [invullen: jaar waarin de LIA begon] Dit komt")


def test_what_holds_the_chapter_up_comes_first_by_number():
    found = document(KNOWN, card("een"), rows=ROWS, texts=["{{ organisatie.fte }} {{ draagvlak.raad }}"])
    first = span_text(found.blocks[2].spans)
    assert "Zonder twee antwoorden" in first
    assert "steun van de raad (vraag 1) en aantal fte (vraag 2)" in first


def test_a_chapter_without_blanks_says_so():
    assert "geen open plekken" in span_text(document(KNOWN, card("een"), rows=ROWS).blocks[2].spans)


def test_known_people_are_called_by_their_function_and_name():
    facts = {
        "ervaringsdeskundigen": {"organisaties": [{"naam": "Platform"}]},
        "draagvlak": {"wethouder": "wethouder zorg"},
    }
    found = document(facts, card("een"), rows=ROWS)
    heads = [span_text(block.spans) for block in found.blocks if isinstance(block, Heading)]
    assert {"Wethouder zorg", "Ervaringsdeskundigen: Platform"} <= set(heads)
