"""A profile with another answer to one question."""

from __future__ import annotations

import pytest
from random_profiles import random_profiles

from liagen.profile.answered import with_answer
from liagen.profile.fields import field_specs, profile_value
from liagen.profile.model import Profile


def profile(**groups: object) -> Profile:
    return Profile.model_validate({"gemeente": {"naam": "Ons"}, **groups})


def test_an_answer_stands_in_the_profile():
    assert with_answer(profile(), "draagvlak.raad", "ja").draagvlak.raad == "ja"


def test_the_rest_stays_as_it_was():
    before = profile(organisatie={"fte": 300})
    assert with_answer(before, "draagvlak.raad", "ja").organisatie == before.organisatie


def test_what_follows_from_it_follows():
    assert with_answer(profile(), "beleggen.aanjagers.aantal", 3).beleggen.aanjagers.aanwezig == "ja"


def test_what_followed_from_the_answer_before_is_forgotten():
    before = profile(organisatie={"afdelingen": ["Zorg", "Werk"]})
    after = with_answer(before, "organisatie.afdelingen", ("Zorg", "Werk", "Wonen"))
    assert after.organisatie.aantal_afdelingen == 3


def test_that_a_group_is_there_is_not_forgotten_with_its_members():
    before = profile(beleggen={"groep": {"aanwezig": "ja", "leden": ["raadsleden"]}})
    assert with_answer(before, "beleggen.groep.leden", ()).beleggen.groep.aanwezig == "ja"


def test_no_group_drops_what_was_told_of_it():
    before = profile(beleggen={"aanjagers": {"aantal": 3}})
    assert with_answer(before, "beleggen.aanjagers.aanwezig", "nee").beleggen.aanjagers.aantal is None


def test_a_vacancy_keeps_what_is_known_of_the_function():
    before = profile(beleggen={"uitvoerder": {"soort": "vacature", "uren_per_week": 8}})
    assert with_answer(before, "beleggen.uitvoerder.aanwezig", "nee") == before


def test_a_short_list_takes_its_rows_along():
    after = with_answer(profile(aanleiding=["motie"]), "aanleiding", ("koploper",))
    assert [row.soort for row in after.aanleidingen] == ["koploper"]


def test_rows_take_their_short_list_along():
    after = with_answer(profile(aanleiding=["motie"]), "aanleidingen", [{"soort": "koploper"}])
    assert after.aanleiding == ("koploper",)


def test_what_cannot_be_said_is_refused():
    assert with_answer(profile(), "organisatie.fte", -1) is None


def test_a_name_that_is_still_to_come_does_not_stand_in_the_way():
    blank = Profile.model_validate({"gemeente": {"naam": "[invullen: naam]"}})
    assert with_answer(blank, "gemeente.inwoners", 40_000).gemeente.inwoners == 40_000


@pytest.mark.parametrize("number", range(6))
def test_the_answer_that_is_there_changes_nothing(number):
    found = random_profiles(4, 6)[number]
    for path, spec in field_specs().items():
        value = profile_value(found, path)
        if value is not None and not isinstance(spec.default, dict):
            assert with_answer(found, path, value) == found, path
