"""Which questions another answer has settled."""

from __future__ import annotations

import pytest

from liagen.profile.settled import Settled, gate_of, not_applicable

GATE = "beleggen.groep.aanwezig"


def test_what_is_in_a_group_that_is_not_there_does_not_apply():
    found = not_applicable("beleggen.groep.leden", {GATE: "nee"}.get)
    assert found == Settled("beleggen.groep.leden", GATE, "nee")


@pytest.mark.parametrize("answer", ["ja", "onbekend", None])
def test_what_is_in_a_group_that_may_be_there_applies(answer):
    assert not_applicable("beleggen.groep.leden", {GATE: answer}.get) is None


def test_what_tells_of_earlier_applies_without_a_group():
    assert not_applicable("beleggen.groep.eerder", {GATE: "nee"}.get) is None


def test_the_gate_itself_applies():
    assert not_applicable(GATE, {GATE: "nee"}.get) is None


def test_of_a_vacancy_the_hours_apply():
    answers = {"beleggen.uitvoerder.aanwezig": "nee", "beleggen.uitvoerder.soort": "vacature"}
    assert not_applicable("beleggen.uitvoerder.uren_per_week", answers.get) is None


def test_without_an_executor_the_hours_do_not_apply():
    assert not_applicable("beleggen.uitvoerder.uren_per_week", {"beleggen.uitvoerder.aanwezig": "nee"}.get)


def test_names_of_departments_settle_their_number():
    found = not_applicable("organisatie.aantal_afdelingen", {"organisatie.afdelingen": ("Zorg",)}.get)
    assert found == Settled("organisatie.aantal_afdelingen", "organisatie.afdelingen", ("Zorg",))


def test_a_field_of_a_group_without_gate_has_none():
    assert gate_of("draagvlak.raad") == ""
