"""Planning: quarters, order, room, and an internal goal for every theme."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from builders import card, decided, goal, library, profile, risk, settings
from hypothesis import given
from hypothesis import strategies as st

from liagen.chapter.calendar import Quarter, quarter_of
from liagen.chapter.choose import choose
from liagen.chapter.facts import read_facts
from liagen.chapter.plan import plan

DAY = dt.date(2027, 1, 4)


def planned(facts, lib, start=DAY):
    known = read_facts(facts, lib, start)
    choice = choose(known, lib)
    return plan(known.with_choice(choice.verdicts()), choice, lib)


def keys(goals):
    return [found.key for found in goals]


def test_a_quarter_knows_its_days():
    quarter = quarter_of(dt.date(2027, 11, 3))
    assert (quarter, quarter.first_day, quarter.last_day) == (
        Quarter(2027, 4),
        dt.date(2027, 10, 1),
        dt.date(2027, 12, 31),
    )


def test_quarters_roll_over_the_year():
    assert Quarter(2027, 3).later(3) == Quarter(2028, 2)


@pytest.mark.parametrize(
    ("start", "first"),
    [
        (dt.date(2027, 1, 1), Quarter(2027, 1)),
        (dt.date(2027, 2, 14), Quarter(2027, 1)),
        (dt.date(2027, 2, 15), Quarter(2027, 2)),
        (dt.date(2026, 11, 23), Quarter(2027, 1)),
    ],
)
def test_the_plan_begins_in_this_quarter_when_enough_days_are_left(start, first):
    assert planned(decided(), library(card("een")), start).calendar.first == first


def test_a_goal_is_due_on_the_last_day_of_its_quarter():
    found = planned(decided(), library(card("een", doelen=(goal("a", termijn=2),)))).short[0]
    assert (found.start, found.deadline) == (dt.date(2027, 4, 1), dt.date(2027, 6, 30))


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ({"te_testen": [{"wat": "brieven", "wanneer": "2027-09-30"}, {"wat": "de website"}]}, dt.date(2027, 10, 31)),
        ({"te_testen": [{"wat": "brieven", "wanneer": "april 2027"}]}, dt.date(2027, 5, 31)),
        ({"te_testen": [{"wat": "brieven"}]}, dt.date(2027, 6, 30)),
        ({"te_testen": [{"wat": "brieven", "wanneer": "2029-09-30"}]}, dt.date(2027, 6, 30)),
        ({}, dt.date(2027, 6, 30)),
    ],
)
def test_a_goal_may_be_due_after_what_a_fact_dates(typed, due):
    lib = library(card("een", doelen=(goal("a", termijn=2, klaar_na="te_testen"),)))
    assert planned(decided(**typed), lib).short[0].deadline == due


def test_a_goal_in_the_running_quarter_starts_on_the_start_date():
    assert planned(decided(), library(card("een", doelen=(goal("a"),)))).short[0].start == DAY


def test_only_goals_for_the_verdict_are_planned():
    lib = library(card("een", doelen=(goal("a"), goal("b", bij=("bestaat",)))))
    assert keys(planned(decided(), lib).short) == ["een.a"]


def test_a_goal_with_a_condition_that_is_unknown_is_not_planned():
    lib = library(card("een", doelen=(goal("a"), goal("b", als="organisatie.fte > 10"))))
    assert keys(planned(decided(), lib).short) == ["een.a"]
    assert keys(planned(decided(organisatie={"fte": 20}), lib).short) == ["een.a", "een.b"]


def test_after_puts_a_goal_in_a_later_quarter():
    lib = library(card("een", doelen=(goal("a", na=("een.b",)), goal("b"))))
    assert [(found.key, found.quarter.number) for found in planned(decided(), lib).short] == [
        ("een.b", 1),
        ("een.a", 2),
    ]


def test_after_a_goal_that_is_not_planned_means_nothing():
    lib = library(card("een", doelen=(goal("a", na=("twee.x",)),)))
    assert planned(decided(), lib).short[0].quarter == Quarter(2027, 1)


def test_at_most_four_in_a_quarter():
    lib = library(card("een", doelen=tuple(goal(name) for name in "abcdef")))
    assert [found.quarter.number for found in planned(decided(), lib).short] == [1, 1, 1, 1, 2, 2]


def test_what_does_not_fit_goes_to_the_long_term_without_a_date():
    lib = library(card("een", doelen=tuple(goal(f"g{letter}") for letter in "abcdefghijklmnopqr")))
    found = planned(decided(), lib)
    assert (len(found.short), len(found.long)) == (16, 2)
    assert found.long[0].deadline is None


def test_a_goal_with_a_long_term_is_long_term():
    lib = library(card("een", doelen=(goal("a"), goal("later", termijn=6))))
    assert keys(planned(decided(), lib).long) == ["een.later"]


def test_what_waits_for_a_long_term_goal_is_long_term_too():
    lib = library(card("een", doelen=(goal("a"), goal("later", termijn=6), goal("daarna", na=("een.later",)))))
    assert keys(planned(decided(), lib).long) == ["een.later", "een.daarna"]


def test_the_first_internal_goal_of_each_theme_goes_before_the_rest():
    crowd = card("een", doelen=tuple(goal(name) for name in "abcdef"))
    lib = library(crowd, card("twee", theme="training", doelen=(goal("z", termijn=1),)))
    assert "twee.z" in keys(planned(decided(), lib).short)[:4]


def test_a_theme_without_a_goal_gets_the_fallback():
    lib = library(card("een", kies_als=()))
    assert keys(planned(decided(), lib).short) == ["thema.beleggen"]


def test_a_goal_that_counts_for_another_theme_spares_its_fallback():
    alone, shared = (
        library(card("een", theme="training", doelen=(goal("a", **more),)), card("twee", kies_als=()))
        for more in ({}, {"dekt_ook": ("beleggen",)})
    )
    assert keys(planned(decided(), alone).short) == ["een.a", "thema.beleggen"]
    assert keys(planned(decided(), shared).short) == ["een.a"]


def test_an_external_goal_does_not_count_for_the_theme():
    lib = library(card("een", doelen=(goal("buiten", intern="nee"),)))
    assert keys(planned(decided(), lib).short) == ["een.buiten", "thema.beleggen"]


def test_a_theme_that_the_officer_ruled_out_gets_no_goal_and_is_said():
    lib = library(card("een", doelen=(goal("a"),)), card("twee"))
    own = decided(keuzes={key: {"keuze": "niet"} for key in ("een", "twee")})
    found = planned(own, lib)
    assert (found.short, found.ruled_out) == ((), ("beleggen",))


def test_ruling_out_one_of_two_options_leaves_the_theme():
    lib = library(card("een", doelen=(goal("a"),)), card("twee", kies_als=()))
    assert planned(decided(keuzes={"een": {"keuze": "niet"}}), lib).ruled_out == ()


def test_an_own_goal_keeps_its_date_and_takes_room():
    lib = library(card("een", doelen=tuple(goal(name) for name in "abcd")))
    own = decided(doelen=[{"doel": "Eigen doel", "deadline": "2027-02-01", "eigenaar": "teamleider"}])
    found = planned(own, lib).short
    assert [(one.key, one.quarter.number) for one in found] == [
        ("eigen.1", 1), ("een.a", 1), ("een.b", 1), ("een.c", 1), ("een.d", 2),
    ]  # fmt: skip
    assert (found[0].deadline, found[0].owner) == (dt.date(2027, 2, 1), "teamleider")


def test_an_own_goal_for_a_theme_is_enough_for_that_theme():
    own = decided(doelen=[{"doel": "Eigen doel", "deadline": "2027-02-01", "thema": "beleggen"}])
    assert keys(planned(own, library(card("een", kies_als=()))).short) == ["eigen.1"]


def test_an_own_goal_after_the_horizon_is_long_term():
    own = decided(doelen=[{"doel": "Later", "deadline": "2030-01-01"}])
    assert keys(planned(own, library(card("een"))).long) == ["eigen.1"]


def test_an_own_goal_without_a_date_gets_one_proposed():
    found = planned(decided(doelen=[{"doel": "Ooit"}]), library(card("een"))).short[-1]
    assert (found.key, found.moment) == ("eigen.1", "[voorzet: 31 december 2027](doelen.deadline)")


def test_an_own_goal_of_the_past_is_told():
    own = decided(doelen=[{"doel": "Vroeger", "deadline": "2026-01-01"}])
    found = planned(own, library(card("een")))
    assert (keys(found.long), found.overdue) == (["eigen.1"], ("eigen.1",))


def test_what_an_own_goal_does_not_say_is_a_fill_in():
    own = decided(doelen=[{"doel": "Eigen doel", "deadline": "2027-02-01"}])
    found = planned(own, library(card("een"))).short[0]
    assert (found.owner, found.hours) == (
        "[invullen: functie van de eigenaar – directie](doelen)",
        "[invullen: aantal uren]",
    )


def test_a_full_year_of_own_goals_does_not_push_a_theme_out():
    months = [f"2027-{month:02d}-15" for month in range(1, 13)] * 2
    own = decided(doelen=[{"doel": f"Doel {number}", "deadline": day} for number, day in enumerate(months)])
    found = planned(own, library(card("een", doelen=(goal("a"), goal("b")))))
    assert "een.a" in keys(found.short)
    assert "een.b" in keys(found.long)


def test_within_existing_means_the_hours_are_said_so():
    lib = library(card("een", doelen=(goal("a"),)))
    own = decided(capaciteit={"binnen_bestaande_middelen": "ja"})
    assert planned(own, lib).short[0].hours == "binnen bestaande uren en middelen"


def test_the_package_decides_how_many_fit():
    few = settings(doelen_per_kwartaal=1)
    lib = dataclasses.replace(library(card("een", doelen=(goal("a"), goal("b")))), settings=few)
    assert [found.quarter.number for found in planned(decided(), lib).short] == [1, 2]


def test_a_risk_applies_when_its_condition_is_yes():
    lib = library(
        card("een"), risks={"r": risk("r", "organisatie.fte > 10"), "s": risk("s", "keuze.een == 'voorstel'")}
    )
    assert [found.key for found in planned(decided(), lib).risks] == ["s"]
    assert [found.key for found in planned(decided(organisatie={"fte": 20}), lib).risks] == ["r", "s"]


# ------------------------------------------------------------ safeguards of risks

GUARDED = risk("r", "altijd", vangnet="beleggen.groep.aanwezig == 'ja'")


def risks(facts, *found, **more):
    lib = library(card("een", doelen=(goal("a"), goal("later", termijn=9))), risks={each.key: each for each in found})
    return planned(facts, dataclasses.replace(lib, settings=settings(**more))).risks


@pytest.mark.parametrize(("answer", "expected"), [("ja", []), ("nee", ["r"]), ("onbekend", ["r"])])
def test_a_risk_stays_until_its_safeguard_is_known(answer, expected):
    assert keys(risks(decided(beleggen={"groep": {"aanwezig": answer}}), GUARDED)) == expected


def test_a_safeguard_makes_no_risk_by_itself():
    assert risks(decided(), risk("r", "organisatie.fte > 10", vangnet="beleggen.groep.aanwezig == 'ja'")) == ()


def test_a_safeguard_may_be_what_the_chapter_chooses():
    assert risks(decided(), risk("r", "altijd", vangnet="keuze.een == 'voorstel'")) == ()


def test_a_risk_names_the_goal_that_answers_it_when_that_has_a_date():
    found = risks(decided(), risk("r", "altijd", doel="een.a"), risk("s", "altijd", doel="een.later"))
    assert [each.goal for each in found] == ["een.a", ""]


def test_past_the_limit_what_is_only_unknown_goes_first_and_what_a_goal_answers_last():
    rows = (GUARDED, risk("s", "altijd"), risk("t", "altijd", doel="een.a"))
    assert keys(risks(decided(), *rows)) == ["r", "s", "t"]
    assert keys(risks(decided(), *rows, risicos_hoogstens=2)) == ["s", "t"]
    assert keys(risks(decided(), *rows, risicos_hoogstens=1)) == ["t"]


# ------------------------------------------------------------ before and at the decision


def test_goals_before_and_at_the_decision_come_first():
    goals = (goal("later", termijn=4), goal("a", wanneer="bij_besluit"), goal("b", wanneer="voor_besluit"))
    lib = library(card("een", doelen=goals))
    found = planned(profile(document={"besluit_datum": "2027-04-22"}), lib).short
    assert [(each.key, each.moment) for each in found] == [
        ("een.b", "28 februari 2027"), ("een.a", "31 maart 2027"), ("een.later", "31 december 2027"),
    ]  # fmt: skip
    assert [each.moment for each in planned(profile(), lib).short] == [
        "[voorzet: eind februari 2027](doelen_kiezen.een.b.deadline)", "bij het besluit", "een jaar na het besluit",
    ]  # fmt: skip


def test_after_a_decision_that_was_taken_they_come_in_the_first_quarter():
    lib = library(card("een", doelen=(goal("a", wanneer="voor_besluit", termijn=3),)))
    assert planned(decided(), lib).short[0].quarter == Quarter(2027, 1)


def test_an_own_goal_that_is_done_is_no_goal():
    own = decided(doelen=[{"doel": "Af", "stand": "klaar"}, {"doel": "Bezig", "stand": "bezig"}])
    assert keys(planned(own, library(card("een", doelen=(goal("a"),)))).short) == ["een.a", "eigen.2"]


# ------------------------------------------------------------ what the officer decides, and how many goals

MANY = library(
    card("een", doelen=(goal("a"), goal("b", rang=3), goal("c", rang=2))),
    card("twee", theme="training", doelen=(goal("x", termijn=4), goal("later", termijn=4, rang=1))),
)


def limited(limit, facts, lib=MANY):
    return planned(facts, dataclasses.replace(lib, settings=settings(doelen_hoogstens=limit)))


def test_the_limit_keeps_rank_one_then_the_first_of_each_theme_then_rank():
    assert [sorted(keys(limited(number, decided()).short)) for number in (1, 2, 3, 4)] == [
        ["twee.later"], ["een.c", "twee.later"], ["een.b", "een.c", "twee.later"],
        ["een.a", "een.b", "een.c", "twee.later"],
    ]  # fmt: skip


def test_what_falls_out_goes_to_the_long_term_and_own_goals_go_before_most():
    own = decided(doelen=[{"doel": "Eigen", "deadline": "2027-05-01"}])
    found = limited(2, own)
    assert (keys(found.short), keys(found.long)) == (["eigen.1", "twee.later"], ["een.a", "een.b", "een.c", "twee.x"])


def test_a_goal_stays_when_what_it_waits_for_falls_out():
    lib = library(card("een", doelen=(goal("a", na=("een.b",), rang=1), goal("b"))))
    assert keys(limited(1, decided(), lib).short) == ["een.a"]


def test_the_officer_pins_and_drops_goals():
    own = decided(doelen_kiezen={"twee.x": {"keuze": "wel"}, "een.c": {"keuze": "niet"}})
    found = limited(2, own)
    assert keys(found.short) == ["twee.x", "twee.later"]
    assert "een.c" not in keys(found.long)


def test_the_officer_decides_about_owner_date_hours_and_number():
    counted = goal("a", wat="{{ aantal|voorzet('acht') }} teams leren.", indicator="Een lijst van {{ aantal }} teams.")
    lib = library(card("een", doelen=(counted,)))
    own = {"eigenaar": "hoofd Ruimte", "deadline": "2027-05-15", "uren": 40, "aantal": 6}
    found = planned(decided(doelen_kiezen={"een.a": own}), lib)
    (chosen,) = found.short
    assert (chosen.what, chosen.indicator) == ("zes teams leren.", "Een lijst van 6 teams.")
    assert (chosen.owner, chosen.moment, chosen.hours) == ("hoofd Ruimte", "15 mei 2027", "40 uur")
    assert [(each.owner, each.total, each.by_officer) for each in found.hours] == [("hoofd Ruimte", 40, True)]


@pytest.mark.parametrize(
    ("what", "fee", "paid"),
    [
        ("Vier teams oefenden.", "keer", 4),
        ("Elke afdeling liet twee brieven testen.", "keer_per_afdeling", 10),
        ("Vier teams oefenden.", None, None),
    ],
)
def test_how_often_a_goal_asks_for_a_fee(what, fee, paid):
    lib = library(card("een", doelen=(goal("a", wat=what, vergoed=fee),)))
    assert planned(decided(organisatie={"aantal_afdelingen": 5}), lib).paid == paid


def test_a_number_that_is_not_known_has_its_home_in_the_choice_for_that_goal():
    lib = library(card("een", doelen=(goal("a", wat="{{ aantal|voorzet('acht') }} teams leren."),)))
    assert planned(decided(), lib).short[0].what == "[voorzet: acht](doelen_kiezen.een.a.aantal) teams leren."


def test_the_goals_in_the_table_can_be_asked_for_by_risks():
    lib = library(
        card("een", doelen=(goal("a"), goal("later", termijn=9))),
        risks={
            "r": risk("r", "'een.a' in plan.doelen and plan.aantal_doelen == 1"),
            "s": risk("s", "'een.later' in plan.doelen"),
        },
    )
    assert keys(planned(decided(), lib).risks) == ["r"]


def test_the_goals_before_the_decision_are_counted_apart():
    early = goal("vroeg", wanneer="voor_besluit")
    risks = {"r": risk("r", "plan.doelen_vooraf == 1 and plan.doelen_erna == 2")}
    lib = library(card("een", doelen=(early, goal("a"), goal("b"))), risks=risks)
    found = planned(profile(), lib)
    assert (found.before, keys(found.risks)) == (1, ["r"])


CHOICES = st.sampled_from([None, "wel", "niet"])


@given(
    st.dictionaries(st.sampled_from(["een.a", "een.b", "een.c", "twee.x", "twee.later"]), CHOICES),
    st.integers(1, 7),
    st.lists(st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31)), max_size=4),
    st.none() | st.dates(dt.date(2026, 6, 1), dt.date(2028, 6, 1)),
)
def test_a_plan_keeps_its_promises(chosen, limit, deadlines, decision):
    own = profile(
        document={"besluit_datum": decision},
        doelen=[{"doel": "Eigen", "deadline": day} for day in deadlines],
        doelen_kiezen={key: {"keuze": choice} for key, choice in chosen.items()},
    )
    found = limited(limit, own)
    placed = keys(found.short)
    pinned = {key for key, choice in chosen.items() if choice == "wel"}
    assert len(placed) == len(set(placed)) <= max(limit, len(pinned))
    assert pinned <= set(placed)
    assert not {key for key, choice in chosen.items() if choice == "niet"}.intersection(placed, keys(found.long))
    assert all(each.order >= DAY for each in found.short)
    assert not set(placed) & set(keys(found.long))


# ------------------------------------------------------------ hours

ESTIMATES = (
    {"wie": "{{ beleggen.uitvoerder.functie }}", "waarvoor": "gesprekken", "uren": 16},
    {"wie": "de teams", "waarvoor": "leren", "uren": 5, "keer": "doelen_kiezen.een.a.aantal", "keer_anders": 8},
    {"wie": "de uitvoerder", "waarvoor": "vertellen", "uren": 2, "keer": "plan.bijeenkomsten"},
)


def test_a_proposed_option_brings_its_estimate_of_hours():
    lib = library(card("een", doelen=(goal("a"),), uren=ESTIMATES))
    assert [(each.total, each.asked) for each in planned(decided(), lib).hours] == [
        (16, ""), (40, "doelen_kiezen.een.a.aantal"), (2, "structuren.medewerkersbijeenkomst.frequentie"),
    ]  # fmt: skip
    known = decided(
        doelen_kiezen={"een.a": {"aantal": 6}}, structuren={"medewerkersbijeenkomst": {"frequentie": "per_kwartaal"}}
    )
    assert [each.total for each in planned(known, lib).hours] == [16, 30, 8]


def test_an_option_that_is_not_proposed_costs_no_hours():
    lib = library(card("een", uren=ESTIMATES))
    assert planned(decided(keuzes={"een": {"keuze": "niet"}}), lib).hours == ()
