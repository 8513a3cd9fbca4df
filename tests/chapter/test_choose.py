"""Choosing: the order of verdicts, unknown is never no, and what would change it."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from builders import card, library, profile, rules

from liagen.chapter.choose import Choice, choose
from liagen.chapter.facts import read_facts
from liagen.library.compile import load_library

DAY = dt.date(2027, 1, 4)
MOTIE = "'motie' in aanleiding"


def chosen_for(facts, lib) -> Choice:
    return choose(read_facts(facts, lib, DAY), lib)


def verdict(found, facts, key="een"):
    return chosen_for(facts, library(*([found] if not isinstance(found, list) else found))).options[key]


def test_without_any_reason_an_option_is_not_now():
    assert (
        verdict(card("een", kies_als=rules("organisatie.fte > 10")), profile(organisatie={"fte": 5})).verdict
        == "niet_nu"
    )


def test_a_reason_makes_a_proposal_and_is_kept():
    found = verdict(card("een", kies_als=rules("organisatie.fte > 10")), profile(organisatie={"fte": 50}))
    assert (found.verdict, found.reasons) == ("voorstel", ("Reden 1.",))


def test_every_reason_that_holds_is_given():
    found = verdict(
        card("een", kies_als=rules("organisatie.fte > 10", "organisatie.fte > 90", "altijd")),
        profile(organisatie={"fte": 50}),
    )
    assert found.reasons == ("Reden 1.", "Reden 3.")


def test_present_goes_before_rejection():
    both = card("een", bestaat_als=rules(MOTIE), niet_als=rules("altijd"))
    assert verdict(both, profile(aanleiding=["motie"])).verdict == "bestaat"


def test_rejection_goes_before_choosing():
    found = verdict(card("een", niet_als=rules("organisatie.fte < 100")), profile(organisatie={"fte": 50}))
    assert (found.verdict, found.refused) == ("niet_nu", True)


def test_an_unknown_rejection_does_not_stop_a_proposal():
    assert verdict(card("een", niet_als=rules("organisatie.fte < 100")), profile()).verdict == "voorstel"


def test_unknown_is_to_be_considered_and_names_the_fields():
    found = verdict(card("een", kies_als=rules("organisatie.fte > 10", MOTIE)), profile())
    assert (found.verdict, found.unknown) == ("te_overwegen", ("organisatie.fte", "aanleiding"))


def test_only_fields_of_open_conditions_are_open():
    found = verdict(
        card("een", kies_als=rules("organisatie.fte > 10 and 'motie' in aanleiding")), profile(aanleiding=["lobby"])
    )
    assert (found.verdict, found.unknown) == ("niet_nu", ())


def test_the_officer_wins_over_present():
    own = profile(aanleiding=["motie"], keuzes={"een": {"keuze": "niet", "reden": "Wij kiezen anders"}})
    found = verdict(card("een", bestaat_als=rules(MOTIE)), own)
    assert (found.verdict, found.by_officer) == ("niet_nu", True)
    assert "Wij kiezen anders\\." in found.reasons[0]


def test_the_officer_wins_over_rejection():
    own = profile(keuzes={"een": {"keuze": "wel"}})
    found = verdict(card("een", niet_als=rules("altijd")), own)
    assert (found.verdict, found.by_officer) == ("voorstel", True)
    assert "[invullen: reden van deze keuze]" in found.reasons[0]


def test_what_the_officer_wants_and_is_there_already_stays_present():
    own = profile(aanleiding=["motie"], keuzes={"een": {"keuze": "wel"}})
    assert verdict(card("een", bestaat_als=rules(MOTIE)), own).verdict == "bestaat"


def test_a_companion_of_a_proposal_is_to_be_considered():
    cards = [card("een", hoort_bij=("twee",)), card("twee", kies_als=())]
    found = verdict(cards, profile(), "twee")
    assert found.verdict == "te_overwegen"
    assert "Optie een" in found.reasons[0]


def test_a_companion_never_goes_over_a_rejection():
    cards = [card("een", hoort_bij=("twee",)), card("twee", kies_als=(), niet_als=rules("altijd"))]
    assert verdict(cards, profile(), "twee").verdict == "niet_nu"


def test_a_companion_never_goes_over_the_officer():
    cards = [card("een", hoort_bij=("twee",)), card("twee", kies_als=())]
    assert verdict(cards, profile(keuzes={"twee": {"keuze": "niet"}}), "twee").verdict == "niet_nu"


def test_companionship_does_not_travel_on():
    cards = [
        card("een", hoort_bij=("twee",)),
        card("twee", kies_als=(), hoort_bij=("drie",)),
        card("drie", kies_als=()),
    ]
    assert verdict(cards, profile(), "drie").verdict == "niet_nu"


def test_a_present_option_brings_no_companions():
    cards = [card("een", bestaat_als=rules("altijd"), hoort_bij=("twee",)), card("twee", kies_als=())]
    assert verdict(cards, profile(), "twee").verdict == "niet_nu"


def test_facts_used_are_named_with_their_value():
    found = verdict(card("een", kies_als=rules("organisatie.fte > 10")), profile(organisatie={"fte": 1200}))
    assert [(fact.path, fact.label, fact.value) for fact in found.facts] == [("organisatie.fte", "aantal fte", "1.200")]


@pytest.mark.parametrize(
    ("conditions", "facts", "expected"),
    [
        (("organisatie.fte >= instelling.groot",), {"organisatie": {"fte": 100}},
         "aantal fte 400 of meer is (nu: 100)"),
        (("organisatie.fte < 50",), {"organisatie": {"fte": 100}}, "aantal fte minder dan 50 is (nu: 100)"),
        ((MOTIE,), {"aanleiding": ["lobby"]}, "«motie» staat bij aanleiding (nu: lobby)"),
        (("not 'lobby' in aanleiding",), {"aanleiding": ["lobby"]}, "«lobby» niet staat bij aanleiding (nu: lobby)"),
        (("lia.status == 'geen'", "lia.status == 'herijking'"), {"lia": {"status": "vastgesteld"}},
         "status van de LIA «geen» of «herijking» is (nu: vastgesteld)"),
        (("gedaan.training == []",), {"gedaan": {"training": ["workshop"]}},
         "er niets staat bij gegeven training (nu: workshop)"),
        (("gedaan.training != []",), {"gedaan": {"training": []}}, "er iets staat bij gegeven training (nu: geen)"),
        (("draagvlak.raad != 'ja'",), {"draagvlak": {"raad": "ja"}},
         "steun van de raad iets anders is dan «ja» (nu: ja)"),
    ],
)  # fmt: skip
def test_what_would_change_it_is_said_in_words(conditions, facts, expected):
    found = verdict(card("een", kies_als=rules(*conditions)), profile(**facts))
    assert [line.replace("\\", "") for line in found.would_change] == [f"Dit wordt een voorstel als {expected}."]


def test_two_facts_together_when_one_is_not_enough():
    both = card("een", kies_als=rules("organisatie.fte > 10 and draagvlak.raad == 'nee'"))
    found = verdict(both, profile(organisatie={"fte": 5}, draagvlak={"raad": "ja"}))
    assert [line.replace("\\", "") for line in found.would_change] == [
        "Dit wordt een voorstel als aantal fte meer dan 10 is (nu: 5) en als steun van de raad «nee» is (nu: ja)."
    ]


def test_nothing_can_change_an_option_that_is_always_rejected():
    found = verdict(card("een", niet_als=rules("altijd")), profile())
    assert found.would_change == (load_library().word("zou_veranderen_niets"),)


def test_what_is_said_to_change_it_really_does():
    """For the shipped cards and random profiles: apply one named change and see a proposal."""
    lib, chance = load_library(), random.Random(7)
    for _ in range(60):
        facts = {
            "organisatie": {"fte": chance.choice([80, 300, 900])},
            "lia": {"status": chance.choice(["geen", "vastgesteld", "herijking"])},
            "aanleiding": chance.choice([["motie"], ["lobby"], []]),
            "draagvlak": {"raad": chance.choice(["ja", "nee"]), "college": chance.choice(["ja", "deels", "onbekend"])},
        }
        for chosen in chosen_for(profile(**facts), lib).options.values():
            if chosen.verdict == "niet_nu" and any(
                "aantal fte" in line and " en als " not in line for line in chosen.would_change
            ):
                flips = [
                    chosen_for(profile(**{**facts, "organisatie": {"fte": fte}}), lib).options[chosen.key].verdict
                    for fte in (1, 149, 150, 151, 399, 400, 401, 9000)
                ]
                assert "voorstel" in flips, chosen


def test_the_same_profile_gives_the_same_choice():
    lib = load_library()
    assert chosen_for(profile(), lib) == chosen_for(profile(), lib)
