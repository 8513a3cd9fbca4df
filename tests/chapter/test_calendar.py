"""The calendar: everything is counted from the decision, in dates or in words, and never in the past."""

from __future__ import annotations

import datetime as dt

import pytest
from builders import library, profile
from hypothesis import given
from hypothesis import strategies as st

from liagen.chapter.calendar import read_calendar
from liagen.chapter.facts import read_facts
from liagen.library.load import load_library

LIBRARY = library()
DRAFT = dt.date(2026, 11, 25)
NOT_EVERYWHERE = {"aanjagers_per_afdeling": {"keuze": "niet", "reden": "De werkgroep is genoeg."}}


def plan_of(decision=None, date=DRAFT, used=LIBRARY, **groups):
    """Return what the plan says, by the name behind `plan.`."""
    document = {"besluit_datum": decision, **groups.pop("document", {})}
    facts = read_facts(profile(document=document, **groups), used, date)
    return {name.removeprefix("plan."): value for name, value in facts.values.items() if name.startswith("plan.")}


def due(decision, date=DRAFT):
    """Return when something is due before and at the decision and after one to four quarters."""
    calendar = read_calendar(profile(document={"besluit_datum": decision}), LIBRARY, date)
    moments = [calendar.around("voor_besluit", LIBRARY), calendar.around("bij_besluit", LIBRARY)]
    return [moment.words for moment in (*moments, *(calendar.after(i, LIBRARY) for i in range(calendar.quarters)))]


def test_around_a_decision_in_april_the_year_ends_with_the_year():
    assert due("2027-04-22") == [
        "28 februari 2027", "31 maart 2027", "30 juni 2027", "30 september 2027", "31 december 2027",
    ]  # fmt: skip


def test_without_a_date_time_is_told_in_words():
    assert due(None) == [
        "zes weken vóór het besluit", "bij het besluit", "drie maanden na het besluit", "een half jaar na het besluit",
        "negen maanden na het besluit", "een jaar na het besluit",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("2026-12-17", ["30 november 2026", "30 november 2026"]),  # six weeks before is in the past
        ("2026-11-28", ["28 november 2026", "28 november 2026"]),  # so is the month before
        ("2027-01-15", ["30 november 2026", "31 december 2026"]),
    ],
)
def test_what_comes_before_a_near_decision_is_not_in_the_past(decision, expected):
    assert due(decision)[:2] == expected


def test_the_plan_tells_a_decision_in_april():
    assert plan_of("2027-04-22", document={"periode": {"van": 2024, "tot": 2028}}) == {
        "besluit": "komt",
        "besluit_op": "op 22 april 2027",
        "besluit_voorzet": None,
        "eerste_jaar": "in 2027",
        "tweede_jaar": "in 2028",
        "begin": "in december 2026",
        "terugkijken": "in januari 2028",
        "laatste_maand": "december 2027",
        "eerste_bericht": "in 2028",
        "half_jaar": "in oktober 2027",
        "melden": "maart",
        "geschrapt": (),
        "eind": "eind 2028",
        "laatste_bericht": "in 2029",
        "gesprek_1": "in januari 2027",
        "gesprek_2": "in februari 2027",
        "stukken": "11 maart 2027",
        "eerste_kwartaal": "in het tweede kwartaal",
        "bijeenkomsten": None,
        "eerste_afdelingen": None,
        "aantal_aanjagers": None,
        "uren_per_maand": None,
        "uren_met_voorzet": None,
        "uren_alles": None,
        "uren_twee": None,
        "doelen": None,
        "aantal_doelen": None,
        "doelen_vooraf": None,
        "doelen_erna": None,
        "doelen_college": None,
        "doelen_raad": None,
        "nummers_vooraf": None,
        "nummers_college": None,
        "nummers_raad": None,
        "keren": None,
        "keren_bekend": None,
        "termijnen": None,
    }


def test_the_plan_of_a_decision_in_summer_runs_into_the_next_year():
    found = plan_of("2027-06-30")
    assert [found[name] for name in ("eerste_jaar", "tweede_jaar", "terugkijken", "eerste_kwartaal")] == [
        "tot en met juni 2028", "in het jaar daarna", "in september 2028", "in het derde kwartaal",
    ]  # fmt: skip


def test_the_plan_of_a_decision_late_in_the_year_is_about_the_next():
    found = plan_of("2027-11-25")
    assert (found["eerste_jaar"], found["eerste_kwartaal"]) == ("in 2028", "in het eerste kwartaal van 2028")


def test_the_plan_without_a_date_has_words_and_unknown_facts():
    found = plan_of(None, document={"periode": {"tot": 2025}}, beleggen={"uitvoerder": {"aanwezig": "ja"}})
    assert {name: value for name, value in found.items() if value is not None} == {
        "besluit": "onbekend",
        "besluit_voorzet": "mei 2027",
        "eerste_jaar": "in het eerste jaar",
        "tweede_jaar": "in het tweede jaar",
        "begin": "in december 2026",
        "terugkijken": "een jaar na het besluit",
        "eerste_bericht": "na afloop van het eerste jaar",
        "geschrapt": (),
        "eerste_kwartaal": "in de eerste drie maanden na het besluit",
        "half_jaar": "een half jaar na het besluit",
    }


@pytest.mark.parametrize(
    ("status", "state"),
    [("in_uitvoering", "genomen"), ("vastgesteld", "genomen"), ("herijking", "onbekend"), (None, "genomen")],
)
def test_a_date_in_the_past_is_a_decision_that_was_taken_unless_a_new_one_comes(status, state):
    assert plan_of("2024-04-22", lia={"status": status})["besluit"] == state


@pytest.mark.parametrize(
    ("groups", "first", "drivers"),
    [
        ({"organisatie": {"fte": 1500}}, 3, 3),
        ({"organisatie": {"fte": 1499}}, None, None),
        ({"organisatie": {"fte": 1600, "aantal_afdelingen": 12}}, 3, 3),
        ({"organisatie": {"fte": 1600, "aantal_afdelingen": 3}}, None, 3),
        ({"organisatie": {"fte": 1600}, "doelen_kiezen": {"aanjagers_per_afdeling.werven": {"aantal": 5}}}, 5, 5),
        ({"organisatie": {"fte": 1600}, "beleggen": {"aanjagers": {"aanwezig": "ja", "aantal": 20}}}, None, 20),
        ({"organisatie": {"fte": 1600}, "keuzes": NOT_EVERYWHERE}, None, None),
        ({"organisatie": {"aantal_afdelingen": 6}}, None, 6),
    ],
)  # fmt: skip
def test_a_very_large_organisation_begins_with_some_departments(groups, first, drivers):
    found = plan_of(used=load_library(), **groups)
    assert (found["eerste_afdelingen"], found["aantal_aanjagers"]) == (first, drivers)


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [("maandelijks", 8), ("per_kwartaal", 3), ("halfjaarlijks", 1), ("jaarlijks", None), (None, None)],
)
def test_meetings_are_counted_from_the_decision_to_the_end_of_the_year(rhythm, expected):
    held = {"medewerkersbijeenkomst": {"frequentie": rhythm}}
    assert plan_of("2027-04-22", structuren=held)["bijeenkomsten"] == expected


DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2029, 12, 31))


@given(DAYS, st.none() | DAYS)
def test_nothing_is_due_before_the_draft(date, decision):
    calendar = read_calendar(profile(document={"besluit_datum": decision}), LIBRARY, date)
    moments = [calendar.around(when, LIBRARY) for when in ("voor_besluit", "bij_besluit")]
    moments += [calendar.after(index, LIBRARY) for index in range(calendar.quarters)]
    days = [moment.order for moment in moments if calendar.state != "genomen" or moment not in moments[:2]]
    assert days == sorted(days)
    assert min(days) >= date
    if calendar.state == "komt":
        assert days[1] <= decision <= days[2]


@pytest.mark.parametrize(
    ("today", "is_there", "month"),
    [
        ("2027-01-04", "ja", "juni 2027"),
        ("2027-02-01", "ja", "november 2027"),
        ("2027-06-01", "ja", "november 2027"),
        ("2027-01-04", "onbekend", "november 2027"),
        ("2026-11-16", "nee", "november 2027"),
        ("2027-06-01", "onbekend", "april 2028"),
    ],
)
def test_a_decision_without_a_date_is_proposed_outside_the_recess(today, is_there, month):
    plan = plan_of(None, dt.date.fromisoformat(today), beleggen={"uitvoerder": {"aanwezig": is_there}})
    assert plan["besluit_voorzet"] == month
