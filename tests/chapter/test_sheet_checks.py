"""The checks of a plan, one by one: what each sees, and that it is silent when there is nothing to see."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from builders import card, goal, rules, theme
from sheet_builders import made, with_hours

from liagen.chapter import sheet_checks as checks
from liagen.chapter.hours import Hours
from liagen.chapter.sheet_goals import steps_table
from liagen.document.blocks import span_text

DECISION = {"document": {"besluit_datum": "22 april 2027"}}


def told(check, found):
    return list(check(found))


def plain(facts, *cards):
    """Return material in which a theme without a goal gets none."""
    return made(facts, *cards, themes={"beleggen": theme("beleggen", "nee")})


def own(*dates, **more):
    """Return goals of the municipality itself on these dates."""
    return [{"doel": f"Doel {date}", "deadline": date, "eigenaar": "griffier", **more} for date in dates]


def test_a_decision_without_a_date_is_told_with_its_question():
    assert told(checks.check_decision, made({}, card("een"))) == [
        "De datum van het besluit ontbreekt (vraag 3), en daar hangt de planning aan."
    ]


def test_goals_before_the_decision_are_named():
    found = made(DECISION | {"doelen": own("1 maart 2027", "1 juni 2027")}, card("een"))
    assert told(checks.check_decision, found) == [
        "Doel 1 moet klaar zijn vóór het besluit van 22 april 2027. De rest komt erna."
    ]


def test_a_plan_without_a_goal_before_the_decision_says_so():
    found = made(DECISION | {"doelen": own("1 juni 2027")}, card("een"))
    assert told(checks.check_decision, found)[0].startswith("Geen doel loopt af vóór het besluit van 22 april 2027.")


def test_a_decision_that_was_taken_is_nothing_to_check():
    taken = {"document": {"besluit_datum": "1 maart 2024"}, "lia": {"status": "vastgesteld"}}
    assert told(checks.check_decision, made(taken | {"doelen": own("1 juni 2027")}, card("een"))) == []


def test_a_goal_that_waits_for_one_that_is_not_earlier():
    two = card("een", doelen=[goal("a"), goal("b", na=["een.a"])])
    found = made(DECISION | {"doelen": []}, two)
    assert told(checks.check_order, found) == []
    turned = [found.material.plan.short[1], found.material.plan.short[0]]
    moved = _with_goals(found, [_on(turned[0], "2027-06-30"), _on(turned[1], "2027-09-30")])
    assert told(checks.check_order, moved) == [
        "Doel 1 bouwt voort op doel 2, maar dat is niet eerder klaar (2027-09-30). Zet doel 2 eerder."
    ]


def test_more_than_half_of_the_goals_at_one_date_is_a_pile():
    piled = plain(DECISION | {"doelen": own(*["1 juni 2027"] * 3, "1 mei 2027")}, card("een"))
    assert told(checks.check_pile, piled) == [
        "Drie van de vier doelen hebben hetzelfde moment: 1 juni 2027. Spreek onderweg een tussenstand af."
    ]
    assert told(checks.check_pile, plain(DECISION | {"doelen": own(*["1 juni 2027"] * 2)}, card("een"))) == []


def test_a_goal_of_her_own_whose_date_is_past():
    found = told(checks.check_overdue, made({"doelen": own("1 juni 2026")}, card("een")))
    assert found[0].startswith("De datum van dit eigen doel is voorbij (1 juni 2026)")


def test_a_goal_after_the_period_of_the_document():
    period = {"periode": {"van": 2025, "tot": 2027}, "besluit_datum": "20 oktober 2027"}
    late = {"document": period, "doelen": own("1 november 2027", "1 februari 2028")}
    assert told(checks.check_period, plain(late, card("een"))) == [
        "Doel 2 komt pas na 2027, het laatste jaar van het document."
    ]
    ended = late | {"document": period | {"periode": {"van": 2022, "tot": 2026}}}
    assert told(checks.check_period, plain(ended, card("een"))) == []


def test_one_owner_of_more_than_half():
    found = plain(DECISION | {"doelen": own("1 mei 2027", "1 juni 2027", "1 juli 2027")}, card("een"))
    assert told(checks.check_owners, found)[0].startswith("Griffier is eigenaar van drie van de drie doelen.")
    officer = DECISION | {"beleggen": {"uitvoerder": {"functie": "Griffier"}}}
    found = plain(officer | {"doelen": own("1 mei 2027", "1 juni 2027", "1 juli 2027")}, card("een"))
    assert told(checks.check_owners, found)[0].startswith("U bent eigenaar van drie van de drie doelen.")


@pytest.mark.parametrize(
    ("asked", "says"), [(100, "Dat past als die uren nog vrij zijn."), (300, "bijna geen tijd"), (400, "Dat past niet")]
)
def test_the_hours_of_the_officer_against_what_she_has(asked, says):
    facts = {"beleggen": {"uitvoerder": {"functie": "adviseur", "uren_per_week": 8, "uren_voor": "agenda"}}}
    found = with_hours(
        made(facts, card("een")), Hours("een", "adviseur", "gesprekken", asked), Hours("een", "anders", "werk", 999)
    )
    hours, scope = told(checks.check_hours, found)
    assert says in hours
    assert "352" in hours
    assert scope.startswith("Uw uren zijn voor de hele agenda.")


def test_hours_that_are_not_known_are_no_check():
    assert told(checks.check_hours, with_hours(made({}, card("een")), Hours("een", "adviseur", "gesprekken", 10))) == []


def test_the_busiest_quarter():
    facts = DECISION | {"doelen": own("1 mei 2027", "1 juni 2027", "15 juni 2027", "1 september 2027")}
    assert told(checks.check_busiest, plain(facts, card("een"))) == [
        "De drukste tijd is kwartaal 2 van 2027. Doelen 1, 2 en 3 komen daar samen."
    ]


def test_a_core_theme_without_a_goal():
    found = made(DECISION, card("een", doelen=[goal("a")]))
    assert told(checks.check_themes, found) == []
    assert told(checks.check_themes, _with_goals(found, [])) == [
        "Over «Thema beleggen» staat er geen doel in de tabel. Leg uit waarom, of kies er een."
    ]


def test_a_bottleneck_that_no_goal_serves():
    facts = DECISION | {"knelpunten": ["tijdgebrek", "kennis"]}
    served = card("een", kies_als=rules("'tijdgebrek' in knelpunten"), doelen=[goal("a")])
    assert told(checks.check_bottlenecks, made(facts, served)) == [
        "U noemt «kennis», maar dat is bij geen enkel doel de reden. Kijk of een doel het toch aanpakt."
    ]


def test_priorities_are_named_for_her_to_judge():
    found = told(checks.check_priorities, made({"prioriteiten": ["brieven", "balie"]}, card("een")))
    assert found == ["U noemt als prioriteiten «brieven» en «balie». Kijk zelf of bij elk een doel hoort."]


def test_a_goal_of_an_option_that_the_chapter_does_not_tell():
    found = made(DECISION, card("een", doelen=[goal("a")]))
    assert told(checks.check_prepared, found) == []
    silent = _with_chapter(found, [block for block in found.chapter.blocks if block.origins[0].kind != "optie"])
    assert told(checks.check_prepared, silent)[0].startswith("Doel 1 staat in de tabel")


def test_goals_for_later_are_counted():
    later = card("een", doelen=[goal("a"), goal("later", termijn=9)])
    assert told(checks.check_later, made(DECISION, later))[0].startswith("Eén doel wacht tot later")


def test_no_money_known():
    assert told(checks.check_money, made({}, card("een")))[0].startswith("Er is geen bedrag bekend (vraag ")


def test_money_says_what_it_is_for_until_when_and_whether_it_is_granted():
    money = [
        {"jaar": 2027, "bedrag": 7500, "doel": "training", "in_begroting": "nee"},
        {"jaar": 2027, "bedrag": 20_000, "voor": "agenda"},
    ]
    assert told(checks.check_money, made({"capaciteit": {"budget": money}}, card("een"))) == [
        "€ 20.000 in 2027 is bedoeld voor de hele agenda. Vraag of het in de begroting staat, "
        "en welk deel voor dit hoofdstuk is.",
        "€ 7.500 in 2027 is bestemd voor training. Wat daarbuiten valt, heeft dus nog geen dekking.",
        "€ 7.500 in 2027 staat nog niet in de begroting. Het besluit moet er dus om vragen.",
        "Er is alleen geld voor 2027. Vraag op tijd wat er in 2028 nodig is.",
    ]


def test_the_pay_of_people_with_lived_experience():
    assert len(told(checks.check_allowance, made({}, card("een")))) == 1
    known = {"ervaringsdeskundigen": {"vergoeding": "een vaste vergoeding"}}
    assert told(checks.check_allowance, made(known, card("een"))) == []


def test_who_is_named_is_to_be_asked():
    facts = {"ervaringsdeskundigen": {"organisaties": [{"naam": "Platform"}, {"naam": "Stichting Stil"}]}}
    found = told(checks.check_named, made(facts, card("een"), texts=["Het Platform test mee."]))
    assert found == ["Het hoofdstuk noemt Platform. Vraag eerst of die naam erin mag staan, en of de tijd er is."]


def test_owners_other_than_the_officer_are_to_know_it():
    found = plain(DECISION | {"doelen": own("1 mei 2027")}, card("een"))
    assert told(checks.check_new_owners, found)[0].startswith("In de tabel heeft ook deze eigenaar een doel: griffier.")


def test_the_steps_have_the_numbers_of_the_goals_and_what_says_nothing_is_left_out():
    found = made(DECISION, card("een", doelen=[goal("a"), goal("b"), goal("c")]))
    short = found.material.plan.short
    mute = [short[0], dataclasses.replace(short[1], action="", podium=""), short[2]]
    _, table = steps_table(_with_goals(found, mute))
    assert [[span_text(cell.spans) for cell in row.cells][:2] for row in table.rows] == [
        ["1", "actie van a."], ["3", "actie van c."],
    ]  # fmt: skip
    assert steps_table(_with_goals(found, [mute[1]])) == []


def _with_goals(found, goals):
    plan = dataclasses.replace(found.material.plan, short=tuple(goals))
    return dataclasses.replace(found, material=dataclasses.replace(found.material, plan=plan))


def _with_chapter(found, blocks):
    return dataclasses.replace(found, chapter=dataclasses.replace(found.chapter, blocks=tuple(blocks)))


def _on(one, day):
    date = dt.date.fromisoformat(day)
    return dataclasses.replace(one, order=date, deadline=date, moment=day)
