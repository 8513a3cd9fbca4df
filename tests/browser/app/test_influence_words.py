"""What the page says beside a question."""

from __future__ import annotations

import pytest

from liagen.browser.app.influence_words import effect_sentence, moot_sentence
from liagen.chapter.influence import Influence
from liagen.profile.settled import Settled

FIELD = "draagvlak.raad"


def told(path: str = FIELD, **values: object) -> str:
    return effect_sentence(Influence(path, **values), {"a": "Aanjagers", "b": "Beleid"}.get)


@pytest.mark.parametrize(
    ("options", "goals", "expected"),
    [
        ("a", "", "Dit beslist over «Aanjagers»."),
        ("ab", "", "Dit beslist over «Aanjagers» en «Beleid»."),
        ("a", "x", "Dit beslist over «Aanjagers» en over één doel."),
        ("a", "xy", "Dit beslist over «Aanjagers» en over twee doelen."),
        ("", "x", "Dit beslist over één doel."),
        ("", "xyz", "Dit beslist over drie doelen."),
        ("aaaa", "", "Dit beslist over «Aanjagers», «Aanjagers», «Aanjagers» en nog één optie."),
        ("aaaaaaa", "", "Dit beslist over «Aanjagers», «Aanjagers», «Aanjagers» en nog vier opties."),
    ],
)
def test_it_names_what_an_answer_decides(options, goals, expected):
    assert told(options=tuple(options), goals=tuple(goals)) == expected


def test_one_blank_waits():
    assert told(fills=1) == "Hier wacht één invulplek op."


def test_more_blanks_wait():
    assert told(fills=2) == "Hier wachten twee invulplekken op."


def test_blanks_come_after_what_is_decided():
    assert told(options=("a",), fills=1) == "Dit beslist over «Aanjagers». Hier wacht één invulplek op."


def test_a_text_is_told_when_it_is_all():
    assert told("volgen.wanneer", texts=3) == "Uw antwoord komt in het hoofdstuk."


def test_of_a_fixed_answer_no_word_is_printed():
    assert told(texts=3) == "De tekst van het hoofdstuk hangt van uw antwoord af."


def test_it_says_so_when_nothing_changes():
    assert told() == "Dit verandert nu niets aan het hoofdstuk."


def test_a_question_that_does_not_apply_says_which_answer_settled_it():
    settled = Settled("beleggen.groep.leden", "beleggen.groep.aanwezig", "nee")
    expected = "Deze vraag vervalt, want u antwoordde «nee» op de vraag «Is er een groep, zoals een werkgroep?»"
    assert moot_sentence(settled) == expected


def test_a_question_that_follows_says_from_what():
    settled = Settled("organisatie.aantal_afdelingen", "organisatie.afdelingen", ("Zorg",))
    assert moot_sentence(settled).startswith("Deze vraag vervalt, want het antwoord volgt uit «")
