"""Situations that are told as they are: the shipped texts on whole profiles, in every length and on the work sheet."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path

import pytest
import shipped
from builders import profile
from dutch_municipalities import NAMES

from liagen.document.as_markdown import write_markdown
from liagen.library.cards import LENGTHS
from liagen.make import chain
from liagen.profile.fields import in_length
from liagen.profile.read import load_profile
from liagen.profile.rows import Doelkeuze

LIBRARY = shipped.LIBRARY
DAY = dt.date(2026, 11, 25)
CASES = Path(__file__).parent / "cases"
INVENTED = (
    "terugblik_volledig", "bewust_zonder_agenda", "visie_naast_agenda", "na_fusie", "ingehuurde_uitvoerder",
    "motie_verworpen",
)  # fmt: skip
QUESTIONS = (
    "Deden wij wat wij van plan waren?", "Wat leverde het op?", "Was dat wat wij ervan verwachtten?",
    "Haalden wij de doelen?", "Wat kwam onverwacht?",
)  # fmt: skip
"""E1 to E5 (§3.1.2)."""


@cache
def case(name: str, length: str = "standaard") -> tuple[str, str]:
    """Return chapter and work sheet of a case."""
    found = load_profile(CASES / name / "profiel.yaml", LIBRARY.cards)
    return both(in_length(found, length))


def both(facts, day: dt.date = DAY) -> tuple[str, str]:
    result = chain.make(facts, LIBRARY, day)
    return write_markdown(result.chapter), write_markdown(chain.make_sheet(result, LIBRARY))


def chapter(**facts) -> str:
    return both(profile(**facts))[0]


def section(text: str, title: str) -> str:
    return text.split(f"## {title}")[1].split("\n## ")[0]


@pytest.mark.parametrize("name", INVENTED)
def test_no_municipality_bears_the_name_of_a_case(name):
    found = load_profile(CASES / name / "profiel.yaml", LIBRARY.cards)
    assert found.stand.herkomst == "verzonnen"
    assert found.gemeente.naam.casefold() not in NAMES


# ------------------------------------------------------------ looking back


@pytest.mark.parametrize("name", ["terugblik_volledig", "bewust_zonder_agenda", "na_fusie"])
def test_the_look_back_asks_the_five_questions_and_answers_each(name):
    told = section(case(name)[0], "Terugblik")
    answers = re.findall(r"\*\*(.*?)\*\* *(\S.*)", told)
    assert [question for question, _ in answers] == list(QUESTIONS)
    assert "dezelfde vijf vragen als in de terugblik" in case(name)[0]
    assert "Eerst kijken wij terug" not in case(name, "kort")[0]  # there the section is left out


def test_own_answers_are_told_and_nothing_is_left_open():
    told = section(case("terugblik_volledig")[0], "Terugblik")
    assert "[" not in told
    for words in (
        "zijn er acht uitgevoerd.",
        "en de website is getest.",
        "dat gebeurde op één afdeling.",
        "Drie van de vijf",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ({"bron": "rekenkamer"}, "De rekenkamer noemt als oorzaak: er was geen coördinatie."),
        ({"bron": "evaluatie"}, "De evaluatie noemt als oorzaak: er was geen coördinatie."),
        ({"bron": "eigen_blik"}, "Als oorzaak zien wij zelf: er was geen coördinatie."),
        ({}, "Als oorzaak is genoemd: er was geen coördinatie."),
    ],
)
def test_a_cause_is_named_by_who_found_it(who, said):
    causes = {"oorzaken": ["geen_coordinatie"], "bevindingen": ["activiteiten_gestopt"], **who}
    told = section(chapter(terugblik=causes), "Terugblik")
    assert said in told
    assert "Ook ontbrak coördinatie" not in told


def test_two_findings_side_by_side_are_no_cause():
    found = {"bron": "rekenkamer", "bevindingen": ["activiteiten_gestopt", "geen_coordinatie"]}
    told = section(chapter(terugblik=found), "Terugblik")
    assert "Ook ontbrak coördinatie." in told
    assert "oorzaak" not in told


def test_who_looked_back_is_asked_and_not_made_up():
    told = section(chapter(terugblik={"bevindingen": ["activiteiten_gestopt"]}), "Terugblik")
    assert "is teruggekeken ([invullen: wie dat deed – griffie])" in told
    assert "Wij keken" not in told
    assert "rekenkamer" not in told


def test_a_cause_counts_as_a_finding():
    assert "## Terugblik" in chapter(terugblik={"oorzaken": ["te_weinig_tijd"]})
    found = profile(terugblik={"oorzaken": ["te_weinig_tijd"], "bevindingen": ["doelen_niet_gehaald"]}).terugblik
    assert found.found == ("doelen_niet_gehaald", "te_weinig_tijd")
    assert profile().terugblik.found is None


def test_a_finding_answers_its_own_question_and_the_others_stay_open():
    found = {"bron": "rekenkamer", "bevindingen": ["activiteiten_gestopt", "weinig_betrokken", "geen_coordinatie"]}
    text = chapter(terugblik=found | {"gelukt": "De balie is lager."})
    answers = dict(re.findall(r"\*\*(.*?)\*\* *(\S.*)", section(text, "Terugblik")))
    first, _, *others = (answers[question] for question in QUESTIONS)
    assert "ervaringsdeskundigen waren weinig betrokken" in first
    assert all(answer.startswith("[invullen: ") for answer in others)
    assert "De bevindingen over de vorige agenda zijn van de rekenkamer." in section(text, "Bronnen")


def test_what_nobody_answered_is_asked_in_one_go():
    text = chapter(terugblik={"bron": "rekenkamer", "bevindingen": ["weinig_betrokken", "doelen_niet_gehaald"]})
    told = section(text, "Terugblik")
    answers = re.findall(r"\*\*(.*?)\*\* *(\S.*)", told)
    assert [question for question, _ in answers] == [QUESTIONS[0], "Wat leverde het op, en haalden wij de doelen?"]
    assert answers[1][1].startswith(
        "Niet alle doelen zijn gehaald. [invullen: wat lukte, en welke doelen wij haalden, "
    )


def test_the_years_of_a_period_to_come_are_not_those_of_the_last_plan():
    herijking = {"lia": {"status": "herijking"}, "terugblik": {"bron": "evaluatie", "bevindingen": ["geen_doelen"]}}
    before = chapter(document={"periode": {"van": 2021, "tot": 2025}}, **herijking)
    after = chapter(document={"periode": {"van": 2027, "tot": 2030}}, **herijking)
    assert "Onze vorige agenda van 2021 tot en met 2025 is geëvalueerd" in before
    assert "Onze vorige agenda is geëvalueerd" in after


# ------------------------------------------------------------ no agenda, a vision, a merger


@pytest.mark.parametrize("length", LENGTHS)
def test_a_municipality_that_chose_no_agenda_gets_none_pressed_upon_it(length):
    text = case("bewust_zonder_agenda", length)[0].split("## Bronnen")[0]
    assert "dit hoofdstuk" not in text.casefold()
    assert "1. het plan «Inclusie in eigen huis» vast te stellen" in text
    assert not re.search(r"aan de agenda|in de agenda|nog geen (Lokale|agenda)|Inclusie Agenda", text)


@pytest.mark.parametrize("intern", ["ja", "nee"])
def test_a_plan_without_agenda_says_nothing_of_what_stands_in_one(intern):
    assert "over ons als organisatie" not in chapter(document={"soort": "geen"}, lia={"intern_deel": intern})


def test_the_sheet_of_a_municipality_without_agenda_does_not_wait_for_one():
    sheet = case("bewust_zonder_agenda")[1]
    assert "Er is nog geen LIA" not in sheet
    assert "De LIA is nog niet vastgesteld" not in sheet


@pytest.mark.parametrize("length", LENGTHS)
def test_a_vision_is_no_agenda_and_the_agenda_no_vision(length):
    text = case("visie_naast_agenda", length)[0]
    assert "maakt de visie Samen Kalverdijk. Daarnaast is er sinds 2023 een Lokale Inclusie Agenda." in text
    assert "vast te stellen als deel van de visie Samen Kalverdijk" in text
    assert "sinds 2023 een visie" not in text
    assert length == "kort" or "Dit hoofdstuk vult de Lokale Inclusie Agenda aan." in text


@pytest.mark.parametrize(
    ("soort", "naam"),
    [
        ("visie", "visie op inclusie"),
        ("uitvoeringsagenda", "uitvoeringsagenda inclusie"),
        ("geen", "Plan voor de eigen organisatie"),
        ("lia", "Lokale Inclusie Agenda"),
    ],
)
def test_only_an_agenda_is_called_one(soort, naam):
    assert profile(document={"soort": soort}).document.naam == naam


def test_groups_are_called_what_they_are():
    text = case("na_fusie")[0]
    assert "Sinds 2019 denkt een klankbordgroep mee: het Platform Oosthoven. " in text
    assert "Tot in 2025 was er een werkgroep." in text
    assert "De werkgroep" not in text
    assert "Er zijn twee groepen voor inclusie: " in case("visie_naast_agenda")[0]


def test_before_a_merger_there_was_no_plan_of_ours():
    text = case("na_fusie")[0]
    assert "Sinds 1 januari 2026 zijn Oosthoven, Westhoven en Zuidhoven één gemeente." in text
    assert "op het eerdere beleid voor inclusie" in text
    assert not re.search("(onze|ons) vorige", text)


# ------------------------------------------------------------ who does the work


@pytest.mark.parametrize("length", LENGTHS)
def test_a_hired_executor_is_no_colleague_of_ours(length):
    text = case("ingehuurde_uitvoerder", length)[0]
    assert "De projectleider inclusie is een ingehuurde kracht. De gemeentesecretaris is de opdrachtgever" in text
    assert not re.search("Valt deze collega|De leiding blijft bij ons|weer leeg", text)
    assert "Een eigen collega kent alle afspraken en contacten van de projectleider inclusie" in text


@pytest.mark.parametrize("length", LENGTHS)
def test_who_does_the_work_has_one_name(length):
    for name in ("oudemeer", "ingehuurde_uitvoerder"):  # there coordination was found to be missing
        assert "coördinator" not in case(name, length)[0]


def test_the_council_hears_as_often_in_every_sentence():
    text = case("ingehuurde_uitvoerder")[0]
    assert re.findall("elk half jaar", text, re.IGNORECASE)
    assert not re.search("elk jaar", text, re.IGNORECASE)
    own = chapter(volgen={"ritme": "per_kwartaal"}, draagvlak={"raad": "ja", "college": "deels"})
    assert "het college op te dragen de raad elk kwartaal te melden" in own
    assert not re.search("elk (?:half )?jaar", own, re.IGNORECASE)


def test_a_team_needs_no_stand_in():
    text = case("visie_naast_agenda")[0]
    assert "Valt een van de leden uit, dan nemen de anderen het over." in text
    assert not re.search("vervanger|deze collega", text)


@pytest.mark.parametrize(
    ("groups", "led"),
    [
        ([{"soort": "netwerk"}, {"soort": "kerngroep"}], "het gezamenlijke overleg"),
        ([{"soort": "werkgroep"}], "de werkgroep"),
        (None, "de werkgroep"),
    ],
)
def test_a_stand_in_takes_part_in_the_meeting_that_there_is(groups, led):
    who = {"aanwezig": "ja", "soort": "ambtenaar", "functie": "ambtenaar inclusie"}
    told = {"beleggen": {"uitvoerder": who, **({"groepen": groups} if groups else {})}}
    assert "De vervanger van de ambtenaar inclusie en de uren voor dit plan staan vast" in chapter(**told)
    without_hours = chapter(**told, doelen_kiezen={"plan_autoriseren.uren": {"keuze": "niet"}})
    assert f"| de vervanger deed mee in {led} |" in without_hours


def test_a_vacancy_is_told_as_one():
    text = case("motie_verworpen")[0]
    assert "De functie van adviseur inclusie is er, maar is nu niet bezet." in text
    assert "De gemeentesecretaris laat de vacature vervullen vóór het besluit." in text
    assert "Een vaste trekker voor inclusie is er nog niet" not in text


# ------------------------------------------------------------ a motion that was not adopted


@pytest.mark.parametrize("length", LENGTHS)
def test_a_motion_that_was_rejected_starts_and_settles_nothing(length):
    text, sheet = case("motie_verworpen", length)
    assert not re.search("nam de raad een motie aan|als afgedaan|open te houden|Er lag al een motie", text)
    assert length == "kort" or "In 2025 nam de raad een motie niet aan: «Hogebrug voor iedereen»." in text
    assert "De motie is niet aangenomen." in sheet
    assert "In uw gegevens staat geen motie" not in sheet
    assert "nam een motie aan" not in sheet


# ------------------------------------------------------------ the decision, the college, what stays open


@pytest.mark.parametrize("length", LENGTHS)
def test_what_is_ready_before_the_decision_is_told_apart_from_what_is_decided(length):
    told = section(case("zilverdam", length)[0], "Onze doelen")
    assert told.index("De doelen 1 en 2 zijn klaar als het besluit valt") < told.index("| 1 |")
    assert (
        "doel 3 regelt het college zelf, en doel 4 stond al vast. De raad stelt de doelen 5 tot en met 7 vast" in told
    )
    assert "De doelen 1 en 2 zijn klaar als het besluit valt" in section(case("oudemeer", length)[0], "Onze doelen")
    taken = chapter(lia={"status": "in_uitvoering"}, document={"besluit_datum": "2025-01-01"})
    assert "klaar als het besluit valt" not in section(taken, "Onze doelen")


def test_a_college_does_not_judge_itself():
    text = chapter(draagvlak={"raad": "ja", "college": "deels"}, lia={"status": "in_uitvoering"})
    assert "deel van het college" not in text


def test_a_chapter_points_at_no_other_paper():
    for name in ("zilverdam", "oudemeer", "klinkerveen", "leeg"):
        assert "werkblad" not in case(name)[0]


def test_who_does_not_know_its_alderman_is_asked_for_the_portfolio():
    asked = "**De verantwoordelijke wethouder**, [invullen: met welke portefeuille – college],"
    assert asked in case("klinkerveen")[0]
    assert "welke portefeuille" not in case("zilverdam")[0]


def test_the_end_of_the_hours_stands_on_the_first_page():
    assert "na eind 2027 doet, want dan stoppen de uren ervoor;" in section(case("oudemeer")[0], "In het kort")


def test_a_proposal_for_the_next_budget_comes_before_the_decision():
    """A budget is made before the summer: what is asked of it in autumn is late."""
    text = case("oudemeer")[0]
    line = (
        "| 1 | De vervanger van de beleidsmedewerker en de uren staan vast, "
        "en er ligt een voorstel voor het werk na eind 2027 | gemeentesecretaris | 30 april"
    )
    assert line in text
    assert (
        "voor de uitvoering van dit hoofdstuk na eind 2027 in de ontwerpbegroting op te nemen: "
        "[invullen: uren per week en bedrag per jaar – gemeentesecretaris] (nu 16 uur per week);" in text
    )


def test_what_a_test_found_gets_a_goal_until_something_is_done_about_it():
    goal = (
        "Uit de test van het gemeentehuis in 2025 zijn minstens [voorzet: vijf] punten opgelost, "
        "en de balie is verlaagd"
    )
    text = case("zilverdam")[0]
    assert goal in text
    assert "legt de gemeentesecretaris per punt uit de test vast wie het oplost, wanneer, en wat het kost." in text
    row = {"jaar": 2025, "wat": "het gemeentehuis", "uitkomst": "De balie was te hoog."}
    assert "Uit de test van het gemeentehuis in 2025 zijn minstens [voorzet: vijf] punten opgelost" in chapter(
        gedaan={"testen": [row]}
    )
    assert "Uit de tests zijn minstens [voorzet: vijf] punten opgelost" in chapter(
        gedaan={"testen": [row, {**row, "wat": "de website"}]}
    )
    assert "punten opgelost" not in chapter(gedaan={"testen": [{**row, "gevolg": "De balie is verlaagd."}]})
    assert "punten opgelost" not in chapter(gedaan={"testen": [{"wat": "het gemeentehuis"}]})


def test_what_is_not_counted_is_said():
    told = section(case("zilverdam")[0], "Tijd en geld")
    assert "De uren voor de werkgroep en de teams komen daar nog bij." in told
    settled = (
        "hoeveel uur het gezamenlijke overleg en de afdelingen krijgen, legt de gemeentesecretaris vóór het besluit"
    )
    assert settled in case("oudemeer")[0]
    assert "Al het andere" not in told


# ------------------------------------------------------------ participation


def test_participation_rules_stand_in_a_sentence():
    text = chapter(volgen={"participatieregels": "de participatieverordening"})
    assert "Wat zij mogen verwachten, staat in de participatieverordening." in text
    asked = chapter(volgen={"evalueert_met": "de seniorenraad"})
    assert "horen wat wij met hun opmerkingen doen." in asked
    assert "participatieverordening" not in asked  # whether there is one, nobody said


def test_the_intranet_is_not_leaned_on_for_a_reason_that_stands_there():
    told = shipped_chapter("meierijstad")
    assert "Ook op intranet schrijven wij erover, maar daar leunen wij niet op." in told
    assert "Daar leunen wij dus niet op." not in told, "nothing was said of it"
    assert (
        "niet iedereen de berichten over inclusie zag. Daarom vertellen wij het nu eerst in een overleg."
        in shipped_chapter("utrecht")
    )


def test_a_group_of_then_has_its_own_name_on_the_first_page():
    told = section(shipped_chapter("meierijstad"), "In het kort")
    assert "de uitvoerend ambtenaar stelt de projectgroep opnieuw samen" in told
    assert "werkgroep" not in told


def test_a_very_large_organisation_does_not_begin_everywhere():
    told = shipped_chapter("utrecht")
    assert "«[Voorzet: Drie] afdelingen hebben een aanjager»" in told
    assert "Publieksdienstverlening hoort bij de eerste." in told
    hours = section(told, "Tijd en geld")
    assert "vervanger en de aanjagers van doel 3 vragen wij samen ongeveer 83 uur per maand, tot" in hours
    assert "Elke afdeling heeft" not in told  # nobody knows how many that would be


MONTHS_TOLD = "Valt het besluit in juni 2027, dan zijn de doelen klaar in "


def test_terms_are_told_in_months_where_we_propose_the_month_of_the_decision():
    profile = load_profile(Path(__file__).parents[1] / "profiles" / "utrecht.yaml", LIBRARY.cards)
    told = section(both(profile, dt.date(2027, 1, 4))[0], "Onze doelen")
    assert f"{MONTHS_TOLD}september 2027 (doel 3), maart 2028 (doelen 4 en 5) en juni 2028 (doel 6)." in told
    assert "dan zijn de doelen klaar" not in case("zilverdam")[0], "its decision has a date"
    own = {"teamoverleg.teams": Doelkeuze(deadline=dt.date(2027, 12, 31))}
    told = section(both(profile.model_copy(update={"doelen_kiezen": own}), dt.date(2027, 1, 4))[0], "Onze doelen")
    months = told.partition(MONTHS_TOLD)[2].partition(".")[0]
    (dated,) = re.findall(r"^\| (\d) \|.*\| 31 december 2027 \|", told, re.MULTILINE)
    assert sorted(re.findall(r"\b\d\b", months)) == [each for each in "3456" if each != dated]


def test_what_can_be_counted_of_the_fees_is_counted():
    assert "een vergoeding per keer: voor elk bezoek (doel 4, samen drie keer), elke test" in case("klinkerveen")[0]
    assert "een vergoeding per keer: voor elk bezoek (doel 4), elke test" in shipped_chapter("utrecht")


def test_how_often_a_fee_is_due_is_told_where_it_can_be_counted():
    often = "Voor de doelen betalen wij minstens {} keer;"
    assert often.format(16) in shipped_chapter("hardenberg")  # eight teams, and two tests in each of four departments
    assert often.format(18) in shipped_chapter("utrecht")  # twelve teams, and two tests in each of three departments
    assert "Voor de doelen betalen wij" not in case("klinkerveen")[0]  # nobody said how many departments there are


def test_a_number_that_the_officer_gives_stands_in_the_goal():
    told = {
        "collega_met_affiniteit": "ja",
        "organisatie": {"fte": 700},
        "structuren": {"medewerkersbijeenkomst": {"aanwezig": "nee"}},
    }
    key = "directe_collega.vertellers"
    assert "[Voorzet: Vier] teams hebben een drempel weggenomen" in chapter(**told)
    given = chapter(**told, doelen_kiezen={key: {"aantal": 5}})
    assert "«Vijf teams hebben een drempel weggenomen waarover een eigen collega vertelde»" in given


def test_what_changed_since_the_report_takes_the_place_of_taking_stock():
    asked = "Van de groepen bestaan nu nog: [invullen: welke – ambtenaar inclusie]."
    profile = load_profile(Path(__file__).parents[1] / "profiles" / "utrecht.yaml", LIBRARY.cards)
    assert asked in both(profile)[0]
    stand = profile.stand.model_copy(update={"veranderd": "De kerngroep stopte in 2024."})
    told = both(profile.model_copy(update={"stand": stand}))[0]
    assert "De kerngroep stopte in 2024." in told
    assert asked not in told


def shipped_chapter(name: str) -> str:
    return both(load_profile(Path(__file__).parents[1] / "profiles" / f"{name}.yaml", LIBRARY.cards))[0]
