"""What stands in the place of a fill-in, told by the words around it."""

from __future__ import annotations

import pytest
from draft_builders import draft, para
from every import every
from hypothesis import example, given, settings
from hypothesis import strategies as st

from liagen.document.blocks import Fill
from liagen.document.carried import Basis, Carried, CarriedFill, CarriedParagraph
from liagen.word.readback.answers import FillNow, is_rewritten, read_fills
from liagen.word.readback.carried import read_carried
from liagen.word.readback.edited import EditedParagraph, EditedText, Unit

HOURS = Fill("beleggen.uitvoerder.uren_per_week", "aantal uren", "getal")
TEAMS = Fill("doelen_kiezen.a.b.aantal", "aantal teams", "getal", (), "acht")
MONEY = Fill("ervaringsdeskundigen.vergoeding", "bedrag")
REST = Fill("capaciteit.binnen_bestaande_middelen", "rest", "keuze", ("ja",), "Al het andere past erin.")
BASE = (
    para("een", "De adviseur van de gemeente heeft ", HOURS, " per week voor dit werk."),
    para("twee", "In een jaar leren ", TEAMS, " teams, en de vervanger heeft ", HOURS, "."),
    para("drie", "Wij betalen een vergoeding: ", MONEY, ". ", REST),
    para("vier", HOURS),
    para("vijf", MONEY, ", ", HOURS, " en ", TEAMS, "."),
)
CARRIED = read_carried(draft(BASE), "x.docx")
TEXTS = {each.id: each.text for each in CARRIED.paragraphs}


def states(key: str, text: str) -> list[tuple[str, str]]:
    return [(each.state, each.text) for each in told(key, text)]


def told(key: str, text: str, carried: Carried = CARRIED) -> list[FillNow]:
    units = {key: Unit(key, [EditedParagraph(None, text)])}
    return [each for each in read_fills(carried, EditedText((), units)) if each.paragraph == key]


@pytest.mark.parametrize("key", TEXTS)
def test_what_is_as_it_was_is_no_answer(key):
    assert {state for state, _ in states(key, TEXTS[key])} == {"same"}
    assert {state for state, _ in states(key, TEXTS[key].replace(" ", "\u00a0\n"))} == {"same"}


@every(
    ("text", "state", "answer"),
    [
        ("De adviseur van de gemeente heeft 12 uur per week voor dit werk.", "answered", "12 uur"),
        ("De adviseur van de gemeente heeft  12\u00a0uur  per week voor dit werk.", "answered", "12 uur"),
        ("De adviseur van de gemeente heeft per week voor dit werk.", "emptied", ""),
        (
            "De adviseur van de gemeente heeft Klik of tik om tekst in te voeren. per week voor dit werk.",
            "emptied",
            "Klik of tik om tekst in te voeren.",
        ),
        ("De adviseur van de gemeente heeft [invullen: 12 uur] per week voor dit werk.", "answered", "12 uur"),
        ("De adviseur van de gemeente heeft aantal uren per week voor dit werk.", "unclear", "aantal uren"),
        ("De adviseur van de gemeente heeft [12 uur per week voor dit werk.", "unclear", "[12 uur"),
        (
            "De adviseur van de gemeente heeft [invullen: aantal uren 12 per week voor dit werk.",
            "unclear",
            "[invullen: aantal uren 12",
        ),
        # edited elsewhere
        ("Onze adviseur van de gemeente heeft 12 uur per week voor dit werk, en meer niet.", "answered", "12 uur"),
        ("Nieuw. De adviseur van de gemeente heeft 12 uur per week voor al dit werk.", "answered", "12 uur"),
        ("De adviseur van de gemeente heeft [invullen: aantal uren] in de week.", "same", "aantal uren"),
        # the frame is gone
        ("De adviseur krijgt 12 uur in de week.", "unclear", None),
        ("Wij regelen dit later.", "unclear", None),
        ("", "unclear", None),
        ("De adviseur van de gemeente heeft 12 uur in de week voor dit werk.", "unclear", None),
        ("van de gemeente heeft van de gemeente heeft 12 per week voor dit werk.", "unclear", None),
    ],
)
def test_an_answer_stands_between_the_words_that_were_around_it(text, state, answer):
    ((found, words),) = states("een", text)
    assert (found, words) == (state, text.strip() and " ".join(text.split()) if answer is None else answer)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In een jaar leren acht teams, en de vervanger heeft 3.", [("accepted", "acht"), ("answered", "3")]),
        ("In een jaar leren Zes teams, en de vervanger heeft 3 uur.", [("answered", "Zes"), ("answered", "3 uur")]),
        (
            "In een jaar leren [Voorzet: acht] teams, en de vervanger heeft 3.",
            [("same", "acht"), ("answered", "3")],
        ),
        (
            "In een jaar leren zes teams. Klaar is het als de vervanger heeft [invullen: aantal uren].",
            [("unclear", ""), ("same", "aantal uren")],
        ),
    ],
)
def test_each_of_two_is_found(text, expected):
    found = [(state, "" if state == "unclear" else words) for state, words in states("twee", text)]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wij betalen een vergoeding: € 25. Al het andere past erin.", ["answered", "accepted"]),
        ("Wij betalen een vergoeding: € 25. Later. Al het andere past erin.", ["unclear", "accepted"]),
        ("Wij betalen een vergoeding: € 25. [voorzet: Al het andere past erin.]", ["answered", "same"]),
        ("Wij betalen een vergoeding: [invullen: bedrag]. Al het andere past erin.", ["same", "accepted"]),
        ("Wij betalen een vergoeding: € 25. Later meer. [voorzet: Al het andere past erin.]", ["unclear", "same"]),
    ],
)
def test_two_with_hardly_a_word_between_them(text, expected):
    assert [state for state, _ in states("drie", text)] == expected


def test_a_place_that_is_all_there_is_takes_all():
    assert states("vier", "8 uur") == [("answered", "8 uur")]
    assert states("vier", "") == [("emptied", "")]


def test_of_more_ways_none_is_taken():
    assert {state for state, _ in states("vijf", "a, b, c en d en e.")} == {"unclear"}
    assert states("vijf", "a, b en c.") == [("answered", "a"), ("answered", "b"), ("answered", "c")]


def test_of_the_first_edition_places_are_read_in_the_text():
    paragraph = CarriedParagraph("p", "Wij hebben [invullen: uren] en [voorzet: acht] teams nodig.")
    carried = Carried(Basis("", CARRIED.basis.date, "", "", ()), (paragraph,))
    found = told("p", "Wij hebben 12 en [voorzet: acht] teams nodig.", carried)
    assert [(each.state, each.fill.field, each.text) for each in found] == [
        ("answered", "", "12"),
        ("same", "", "acht"),
    ]


def test_a_paragraph_that_is_gone():
    found = read_fills(CARRIED, EditedText((), {}))
    assert {each.state for each in found} == {"gone"}


@every(
    ("key", "text", "is_new"),
    [
        ("een", TEXTS["een"], False),
        ("een", "De adviseur van de gemeente heeft 12 uur per week voor dit werk.", False),
        ("een", "De adviseur van de gemeente heeft [invullen: 12 uur] per week voor dit werk.", False),
        ("een", "De adviseur van de gemeente heeft 12 uur per week voor al dit werk.", True),
        ("een", "Wij regelen dit later.", True),
        ("twee", "In een jaar leren acht teams, en de vervanger heeft 3.", False),
    ],
)
def test_only_filled_in_is_not_rewritten(key, text, is_new):
    base = next(each for each in CARRIED.paragraphs if each.id == key)
    assert is_rewritten(base, text, told(key, text)) is is_new


WORDS = st.text(st.sampled_from("abcé 0123€.,:;{}#'\"&*!|>%@`-"), min_size=1, max_size=40).filter(
    lambda text: any(char.isalnum() for char in text) and ". " not in text and "! " not in text
)


@settings(max_examples=100, deadline=None)
@given(WORDS)
@example("per week voor")
@example("de gemeente heeft")
def test_what_is_typed_in_a_place_comes_back_or_is_not_sure(typed):
    text = TEXTS["een"].replace("[invullen: aantal uren]", typed)
    ((state, found),) = states("een", text)
    assert (state, found) == ("answered", " ".join(typed.split())) or state == "unclear"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*TEXTS["twee"].split(), "[", "]", "x", "."]), max_size=30).map(" ".join))
def test_whatever_was_done_nothing_breaks(text):
    for key in TEXTS:
        for each in told(key, text):
            assert each.state != "accepted" or "acht" in text


@pytest.mark.parametrize("typed", ["a " * 60_000, "heeft " * 30_000, ". " * 30_000, "[" * 50_000])
def test_a_huge_text_takes_no_time(typed):
    for key in TEXTS:
        told(key, TEXTS[key].replace("[invullen: aantal uren]", typed))


def test_a_paragraph_of_fill_ins_alone_takes_no_time():
    fills = tuple(CarriedFill("x", "invullen", "tekst", "[invullen: x]", 14 * place) for place in range(5_000))
    paragraph = CarriedParagraph("p", "[invullen: x] " * len(fills), fills)
    found = told("p", "8 " * len(fills), Carried(CARRIED.basis, (paragraph,)))
    assert {each.state for each in found} == {"unclear"}
