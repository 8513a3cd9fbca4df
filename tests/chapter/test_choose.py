"""Choosing: the order of verdicts, unknown is never no, and what would change it."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from builders import card, library, profile, rules
from hypothesis import given
from hypothesis import strategies as st

from liagen.chapter.choose import Choice, choose
from liagen.chapter.facts import read_facts
from liagen.library.load import load_library

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


@pytest.mark.wide
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
        others = [{**facts, "organisatie": {"fte": fte}} for fte in (1, 149, 150, 151, 399, 400, 401, 9000)]
        choices = [chosen_for(profile(**other), lib) for other in others]
        for chosen in chosen_for(profile(**facts), lib).options.values():
            if chosen.verdict == "niet_nu" and any(
                "aantal fte" in line and " en als " not in line for line in chosen.would_change
            ):
                assert "voorstel" in [choice.options[chosen.key].verdict for choice in choices], chosen


def test_the_same_profile_gives_the_same_choice():
    lib = load_library()
    assert chosen_for(profile(), lib) == chosen_for(profile(), lib)


# ------------------------------------------------------------ proposals under an assumption

SAFE = {"bij_onbekend": "voorstel", "kies_als": rules("organisatie.fte > 10")}


def without_escapes(texts):
    return [text.replace("\\", "") for text in texts]


def test_a_safe_option_is_proposed_when_its_fact_is_unknown():
    found = verdict(card("een", **SAFE), profile())
    assert (found.verdict, found.assumed, found.unknown) == ("voorstel", ("organisatie.fte",), ())
    assert found.asked == ("organisatie.fte",)
    assert without_escapes(found.reasons) == [
        "Dit voorstel gaat uit van een aanname, want dit is nog niet bekend: aantal fte."
    ]


def test_a_safe_option_rests_on_no_assumption_when_the_fact_is_known():
    found = verdict(card("een", **SAFE), profile(organisatie={"fte": 50}))
    assert (found.verdict, found.assumed, found.reasons) == ("voorstel", (), ("Reden 1.",))


def test_a_known_no_is_not_an_unknown():
    assert verdict(card("een", **SAFE), profile(organisatie={"fte": 5})).verdict == "niet_nu"


def test_an_assumption_never_goes_over_a_rejection_or_what_is_there():
    refused = card("een", **SAFE, niet_als=rules(MOTIE))
    there = card("een", **SAFE, bestaat_als=rules(MOTIE))
    facts = profile(aanleiding=["motie"])
    assert (verdict(refused, facts).verdict, verdict(refused, facts).refused) == ("niet_nu", True)
    assert verdict(there, facts).verdict == "bestaat"


def test_an_assumption_never_goes_over_the_officer():
    found = verdict(card("een", **SAFE), profile(keuzes={"een": {"keuze": "niet"}}))
    assert (found.verdict, found.assumed) == ("niet_nu", ())


def test_an_unknown_rejection_is_one_of_the_assumptions():
    found = verdict(card("een", **SAFE, niet_als=rules(MOTIE)), profile())
    assert found.assumed == ("aanleiding", "organisatie.fte")


def test_a_proposal_under_an_assumption_brings_its_companions():
    cards = [card("een", **SAFE, hoort_bij=("twee",)), card("twee", kies_als=())]
    assert verdict(cards, profile(), "twee").verdict == "te_overwegen"


def test_what_would_undo_an_assumption_is_said_in_words():
    safe = card(
        "een", **SAFE, bestaat_als=rules("structuren.intranet == 'ja'"), niet_als=rules("draagvlak.raad == 'nee'")
    )
    assert without_escapes(verdict(safe, profile()).would_change) == [
        "Dit is er al als intranet «ja» is (nu: onbekend).",
        "Dit voorstel vervalt als steun van de raad «nee» is (nu: onbekend).",
    ]


def test_an_assumption_that_one_answer_ends_says_which():
    assert without_escapes(verdict(card("een", **SAFE), profile()).would_change) == [
        "Dit voorstel vervalt als aantal fte 10 of minder is (nu: onbekend)."
    ]


ANSWER = st.sampled_from(["ja", "nee", "onbekend"])


@given(st.none() | st.integers(1, 1000), ANSWER, ANSWER, st.none() | st.integers(100, 100_000))
def test_a_safe_option_is_never_to_be_considered_and_never_against_a_rejection(fte, raad, intranet, inwoners):
    safe = card(
        "een",
        bij_onbekend="voorstel",
        bestaat_als=rules("structuren.intranet == 'ja'"),
        niet_als=rules("draagvlak.raad == 'nee'"),
        kies_als=rules("organisatie.fte > 10 and organisatie.omvang == 'groot'", "draagvlak.raad == 'ja'"),
    )
    facts = {
        "gemeente": {"naam": "Testdorp", "inwoners": inwoners},
        "organisatie": {"fte": fte},
        "draagvlak": {"raad": raad},
        "structuren": {"intranet": intranet},
    }
    found = verdict(safe, profile(**facts))
    assert found.verdict != "te_overwegen"
    assert raad != "nee" or found.verdict in ("niet_nu", "bestaat")


# ------------------------------------------------------------ the size of the organisation

LARGE = card("een", kies_als=rules("organisatie.omvang == 'groot'"))


def inhabitants(number):
    return profile(gemeente={"naam": "Testdorp", "inwoners": number})


def test_a_size_that_is_estimated_is_labelled_in_the_reason_and_told_by_its_source():
    found = verdict(LARGE, inhabitants(60_000))
    assert found.verdict == "voorstel"
    assert without_escapes(found.reasons) == [
        "Reden 1. De omvang is een aanname, want het aantal fte is niet bekend. Zij volgt uit aantal inwoners: 60.000."
    ]
    assert [(fact.path, fact.value) for fact in found.facts] == [("gemeente.inwoners", "60.000")]
    assert (found.unknown, found.assumed) == ((), ("organisatie.fte",))


def test_a_size_from_fte_has_no_label():
    found = verdict(LARGE, profile(organisatie={"fte": 400}))
    assert (found.reasons, found.assumed) == (("Reden 1.",), ())
    assert [(fact.path, fact.value) for fact in found.facts] == [("organisatie.fte", "400")]


def test_an_unknown_size_asks_for_the_fte():
    found = verdict(LARGE, profile())
    assert (found.verdict, found.unknown) == ("te_overwegen", ("organisatie.fte",))


def test_what_would_change_it_names_the_size_and_that_it_is_an_assumption():
    assert without_escapes(verdict(LARGE, inhabitants(900)).would_change) == [
        "Dit wordt een voorstel als omvang van de organisatie «groot» is (nu: klein, een aanname)."
    ]


def test_other_fte_change_the_size_too():
    both = card("een", kies_als=rules("organisatie.fte >= 400"), niet_als=rules("organisatie.omvang == 'groot'"))
    found = verdict(both, profile(organisatie={"fte": 100}))
    assert found.would_change == (load_library().word("zou_veranderen_niets"),)


# ------------------------------------------------------------ the groups there are

PANEL = card("een", kies_als=rules("'panel' not in beleggen.soorten_groepen"))
FEW = card("een", niet_als=rules("beleggen.groepen >= 2"), kies_als=rules("altijd"))


def groups(*rows):
    return profile(beleggen={"groepen": list(rows)})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (({"soort": "werkgroep"},), "voorstel"),
        (({"soort": "werkgroep"}, {"soort": "panel"}), "niet_nu"),
        (({"soort": "panel", "gestopt": 2024},), "voorstel"),
        (({"naam": "Ons overleg"},), "te_overwegen"),
    ],
)
def test_a_condition_asks_which_kinds_of_groups_still_meet(rows, expected):
    assert verdict(PANEL, groups(*rows)).verdict == expected


def test_an_unknown_kind_of_group_asks_for_the_groups():
    assert verdict(PANEL, profile()).unknown == ("beleggen.groepen",)


def test_the_kinds_of_groups_are_told_in_words():
    found = verdict(PANEL, groups({"soort": "ambtelijke_groep"}, {"soort": "panel"}))
    told = "soorten groepen (nu: ambtelijke groep en panel)"
    assert without_escapes(found.would_change) == [f"Dit wordt een voorstel als «panel» niet staat bij {told}."]


def test_what_would_change_it_counts_a_list():
    found = verdict(FEW, groups({"soort": "panel"}, {"soort": "werkgroep"}))
    assert found.would_change == ("Dit wordt een voorstel als aantal groepen minder dan 2 is (nu: 2).",)
