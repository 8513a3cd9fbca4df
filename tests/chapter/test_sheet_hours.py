"""Hours for each owner, and what they are held against."""

from __future__ import annotations

from builders import card
from sheet_builders import made, with_hours

from liagen.chapter.hours import Hours
from liagen.chapter.sheet_hours import by_owner, hours_table, officer_time
from liagen.document.blocks import span_text

ROWS = (
    Hours("een", "adviseur", "gesprekken", 8, times=2),
    Hours("een", "Elke aanjager", "meekijken", 120),
    Hours("een", "Adviseur", "teams", 40),
)
OFFICER = {"beleggen": {"uitvoerder": {"functie": "adviseur", "uren_per_week": 8}}}


def test_hours_are_summed_for_each_owner():
    found = by_owner((*ROWS, Hours("een", "adviseur", "gesprekken", 4)))
    assert [(owner.owner, owner.parts, owner.total) for owner in found] == [
        ("adviseur", (("gesprekken", 20), ("teams", 40)), 60),
        ("Elke aanjager", (("meekijken", 120),), 120),
    ]


def test_the_officer_is_known_by_her_function():
    found = officer_time(with_hours(made(OFFICER, card("een")), *ROWS))
    assert (found.asked, found.available, found.percent) == (56, 352, 16)


def test_the_table_adds_up_and_says_what_it_is_held_against():
    table, below = hours_table(with_hours(made(OFFICER, card("een")), *ROWS))
    assert [[span_text(cell.spans) for cell in row.cells] for row in table.rows] == [
        ["Adviseur", "gesprekken 16, teams 40", "56"],
        ["Elke aanjager", "meekijken", "120"],
        ["Samen", "", "176"],
    ]
    assert span_text(below.spans) == (
        "U hebt 8 uur per week, dus 352 uur per jaar. Het plan vraagt 56 uur van u. Dat is 16 procent."
    )


def test_without_her_hours_the_sum_still_stands():
    _, below = hours_table(with_hours(made({}, card("een")), *ROWS))
    assert span_text(below.spans).startswith("Zoveel is nodig. Hoeveel uur u zelf hebt, is niet bekend (vraag ")


def test_without_an_estimate_there_is_no_table():
    (told,) = hours_table(made(OFFICER, card("een")))
    assert span_text(told.spans).startswith("De gekozen opties hebben nog geen schatting van uren.")
