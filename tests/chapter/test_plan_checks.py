"""What does not add up in a plan is told, and the plan is made all the same."""

from __future__ import annotations

import datetime as dt

import pytest
from builders import card, goal, library, profile

from liagen.chapter.choose import choose
from liagen.chapter.facts import read_facts
from liagen.chapter.plan import plan
from liagen.chapter.plan_checks import owner_warnings, plan_warnings

DAY = dt.date(2027, 1, 4)
LIBRARY = library(
    card("een", doelen=(goal("a"), goal("b", wanneer="voor_besluit"), goal("c", bij=("bestaat",)))),
)


def planned(**groups):
    known = read_facts(profile(**groups), LIBRARY, DAY)
    choice = choose(known, LIBRARY)
    facts = known.with_choice(choice.verdicts())
    return facts, plan(facts, choice, LIBRARY)


def warned(**groups):
    return plan_warnings(*planned(**groups), LIBRARY)


@pytest.mark.parametrize(
    ("groups", "part"),
    [
        (
            {"document": {"besluit_datum": "2026-04-22"}, "lia": {"status": "in_ontwikkeling"}},
            "document.besluit_datum: 22 april 2026 is voorbij, maar lia.status is in_ontwikkeling",
        ),
        ({"document": {"periode": {"tot": 2026}}}, "document.periode.tot: de periode liep tot en met 2026"),
        (
            {"beleggen": {"uitvoerder": {"tot": "2026-06-30"}}},
            "beleggen.uitvoerder.tot: 30 juni 2026 is voorbij; vul in wie het werk nu doet",
        ),
        ({"doelen": [{"doel": "x", "deadline": "2026-01-01"}]}, "doelen.1.deadline: 1 januari 2026 is voorbij"),
        (
            {"organisatie": {"fte": 46_000}, "gemeente": {"naam": "X", "inwoners": 46_000}},
            "organisatie.fte: 46.000 fte past niet bij 46.000 inwoners; kijk beide getallen na (grens van ons: ",
        ),
        (
            {"organisatie": {"fte": 3}, "gemeente": {"naam": "X", "inwoners": 46_000}},
            "organisatie.fte: 3 fte past niet bij 46.000 inwoners",
        ),
        ({"gedaan": {"laatste_jaar": 2028}}, "gedaan.laatste_jaar: 2028 moet nog komen, maar dit is al gebeurd"),
        ({"gedaan": {"trainingen": [{"jaar": 2024}, {"jaar": 2028}]}}, "gedaan.trainingen.2.jaar: 2028 moet nog komen"),
        ({"gedaan": {"testen": [{"jaar": 2028, "wat": "de balie"}]}}, "gedaan.testen.1.jaar: 2028 moet nog komen"),
        ({"gedaan": {"verteld": [{"jaar": 2028}]}}, "gedaan.verteld.1.jaar: 2028 moet nog komen"),
        ({"terugblik": {"jaar": 2028}}, "terugblik.jaar: 2028 moet nog komen"),
        (
            {"document": {"besluit_datum": "2024-12-31"}, "lia": {"status": "vastgesteld"}},
            "document.besluit_datum: 31 december 2024 is meer dan twee jaar geleden (grens van ons)",
        ),
        (
            {"draagvlak": {"wethouder_trekt": "ja", "wethouder_gezocht": "ja"}},
            "draagvlak.wethouder_gezocht: u zoekt nog een wethouder, maar een wethouder trekt het onderwerp al",
        ),
        ({"doelen_kiezen": {"een.c": {"keuze": "wel"}}}, "doelen_kiezen.een.c: dit doel komt niet in het plan"),
        ({"doelen_kiezen": {"een.a": {"deadline": "2026-12-31"}}}, "doelen_kiezen.een.a.deadline: 31 december 2026 is"),
        (
            {
                "document": {"besluit_datum": "2027-04-22"},
                "doelen_kiezen": {"een.b": {"deadline": "2027-06-01"}},
            },
            "doelen_kiezen.een.b.deadline: 1 juni 2027 ligt na het besluit",
        ),
    ],
)
def test_what_does_not_add_up_is_told_with_its_field(groups, part):
    (told,) = warned(**groups)
    assert told.startswith(part)


@pytest.mark.parametrize(
    "groups",
    [
        {},
        {"document": {"besluit_datum": "2026-04-22"}, "lia": {"status": "in_uitvoering"}},
        {"document": {"besluit_datum": "2025-01-01"}, "lia": {"status": "in_uitvoering"}},
        {"document": {"periode": {"tot": 2025}}, "lia": {"status": "herijking"}},
        {"organisatie": {"fte": 380}, "gemeente": {"naam": "X", "inwoners": 46_000}},
        {"gedaan": {"laatste_jaar": 2027, "trainingen": [{"jaar": 2027}]}, "terugblik": {"jaar": 2026}},
        {"draagvlak": {"wethouder_trekt": "nee", "wethouder_gezocht": "ja"}},
        {"doelen": [{"doel": "x", "deadline": "2026-01-01", "stand": "klaar"}]},
        {"document": {"besluit_datum": "2027-04-22"}, "doelen_kiezen": {"een.b": {"deadline": "2027-03-01"}}},
    ],
)
def test_what_adds_up_is_not_told(groups):
    assert warned(**groups) == ()


def test_an_owner_of_more_than_half_is_told_from_four_goals_on():
    own = [{"doel": f"Doel {number}", "eigenaar": "de griffier"} for number in range(3)]
    assert owner_warnings(planned(doelen=own)[1]) == (
        "doelen: de griffier is eigenaar van 3 van de 5 doelen; verdeel ze over meer functies",
    )
    assert owner_warnings(planned(doelen=own[:1])[1]) == ()


@pytest.mark.parametrize(("until", "known"), [("2026-06-30", False), ("2027-01-04", True), ("2027-06-30", True)])
def test_a_time_of_the_executor_that_is_over_is_not_told_as_if_it_ran(until, known):
    facts, _ = planned(beleggen={"uitvoerder": {"tot": until}})
    assert (facts.lookup("beleggen.uitvoerder.tot") is not None) == known
