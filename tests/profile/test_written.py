"""Answers as they are written in a document."""

from __future__ import annotations

import pytest
from every import every
from pydantic_core import PydanticCustomError

from liagen.profile.fields import find_field
from liagen.profile.group import MAX_OWN_TEXT
from liagen.profile.written import number_of, parse_written

HOURS = "beleggen.uitvoerder.uren_per_week"


@every(
    ("path", "text", "answer"),
    [
        (HOURS, "8", "8"),
        (HOURS, "8 uur", "8"),
        (HOURS, "acht uur per week.", "8"),
        (HOURS, "8\u00a0uur", "8"),
        (HOURS, "8 uur per maand", "8 uur per maand"),
        (HOURS, "ongeveer 8", "ongeveer 8"),
        (HOURS, "acht tot tien", "acht tot tien"),
        ("organisatie.fte", "1.200 fte", "1.200"),
        ("organisatie.aantal_afdelingen", "Twaalf", "12"),
        ("doelen_kiezen.teamoverleg.teams.aantal", "Acht", "8"),
        ("document.besluit_door", "de raad", "raad"),
        ("document.besluit_door", "Het college.", "college"),
        ("document.besluit_door", "de gemeenteraad", "de gemeenteraad"),
        ("document.besluit_door", "1", "1"),
        ("lia.intern_deel", "Ja.", "ja"),
        ("document.besluit_datum", "1 juni 2027.", "1 juni 2027"),
        ("document.besluit_datum", "1\u00a0juni\n2027", "1 juni 2027"),
        ("knelpunten", "tijdgebrek en geld", ("tijdgebrek", "geld")),
        ("aanleiding", "geen", "geen"),
        ("beleggen.uitvoerder.vervanger", "  adviseur\tzorg ", "adviseur zorg"),
        ("beleggen.uitvoerder.vervanger", "twee\u00adtalig", "tweetalig"),
        ("capaciteit.budget", "€ 7.500", ({"bedrag": "€ 7.500"},)),
        ("te_testen", "de brieven", ({"wat": "de brieven"},)),
        ("ervaringsdeskundigen.organisaties", "het Platform; de raad", ({"naam": "het Platform"}, {"naam": "de raad"})),
        ("ervaringsdeskundigen.organisaties", "geen", "geen"),
    ],
)
def test_words_around_an_answer_are_taken_off_where_they_say_nothing(path, text, answer):
    spec = find_field(path)
    assert spec is not None
    assert parse_written(spec, text) == answer


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("beleggen.groepen", "een werkgroep", "meer gegevens"),
        ("beleggen.uitvoerder.vervanger", "x" * (MAX_OWN_TEXT + 1), "te lang"),
        ("beleggen.uitvoerder.vervanger", "advi\u200bseur", "onzichtbaar"),
        ("beleggen.uitvoerder.vervanger", "?", "geen antwoord"),
    ],
)
def test_what_is_no_answer_is_refused(path, text, reason):
    spec = find_field(path)
    assert spec is not None
    with pytest.raises(PydanticCustomError, match=reason):
        parse_written(spec, text)


@pytest.mark.parametrize(("word", "number"), [("acht", 8), ("1.200", 1200), ("7", 7), ("teams", None), ("", None)])
def test_a_word_is_a_number_or_none(word, number):
    assert number_of(word) == number
