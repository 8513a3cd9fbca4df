"""What an officer met who used the program for the first time: money not granted, goals struck, the maker's words."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cache

import pytest
import shipped
from builders import profile

from liagen.cli import commands
from liagen.document.as_markdown import write_markdown
from liagen.library.package import PAPERS
from liagen.library.wording import Wording
from liagen.make import chain
from liagen.profile.fields import BY_GOAL, field_specs

LIBRARY = shipped.LIBRARY
DAY = dt.date(2026, 11, 26)
FACTS = {
    "lia": {"status": "vastgesteld", "jaar": 2023, "intern_deel": "nee"},
    "document": {"soort": "lia", "besluit_door": "raad", "besluit_datum": "juni 2027"},
    "draagvlak": {"bron": ["wethouder"], "wethouder": "wethouder zorg", "wethouder_trekt": "ja"},
    "organisatie": {"fte": 380},
    "beleggen": {
        "uitvoerder": {"aanwezig": "ja", "functie": "beleidsadviseur inclusie", "uren_per_week": 8},
        "groepen": [{"soort": "werkgroep", "gestopt": 2024}],
        "groep": {"aanwezig": "nee"},
        "aanjagers": {"aanwezig": "nee", "ambitie": "nee"},
    },
    "structuren": {"teamoverleg": "ja", "intranet": "ja", "medewerkersbijeenkomst": {"aanwezig": "ja"}},
    "gedaan": {"communicatie": ["intranet", "medewerkersbijeenkomst"], "herhaald": "nee", "nulmeting": "nee"},
    "ervaringsdeskundigen": {"organisaties": [{"naam": "Platform Toegankelijk", "doet": "Het leest brieven."}]},
    "keuzes": {"aanjagers_per_afdeling": {"keuze": "niet"}, "duidelijke_taal": {"keuze": "wel"}},
}  # fmt: skip


def documents(**more) -> dict[str, str]:
    """Return chapter (""), work sheet and papers of this officer, with these facts instead of hers."""
    facts = profile(**{**FACTS, **more})
    result = chain.make(facts, LIBRARY, DAY)
    papers = {name: chain.make_paper(name, result, LIBRARY, "concept") for name in PAPERS}
    made = {"": result.chapter, "werkblad": chain.make_sheet(result, LIBRARY), **papers}
    return {name: write_markdown(document).replace("\u00a0", " ") for name, document in made.items()}


@cache
def hers() -> dict[str, str]:
    return documents()


def section(text: str, title: str) -> str:
    return text.split(f"## {title}")[1].split("\n## ")[0]


# ------------------------------------------------------------ money


@cache
def with_money(granted: str, scope: str = "agenda") -> dict[str, str]:
    row = {"jaar": 2027, "bedrag": 6000, "voor": scope, "in_begroting": granted}
    return documents(capaciteit={"budget": [row]})


@pytest.mark.parametrize("granted", ["nee", "onbekend"])
def test_money_that_is_not_granted_is_nowhere_said_to_be_there(granted):
    for text in with_money(granted).values():
        assert not re.search(r"\b[Ee]r (?:in 2027 )?€ 6\.000", text)
        assert not re.search(r"\ber is (?:in 2027 )?€ 6\.000", text, re.IGNORECASE)


@pytest.mark.parametrize("granted", ["nee", "onbekend"])
def test_nothing_is_paid_from_money_that_is_not_granted(granted):
    texts = with_money(granted)
    told = section(texts[""], "Tijd en geld")
    assert "vergoeding" in told
    assert (
        "Dat geld vraagt het college aan de raad, met een berekening van de beleidsadviseur bij het voorstel." in told
    )
    asked = section(texts[""], "Wat wij vragen")
    assert re.search(r"geld vrij te maken voor ervaringsdeskundigen: \[invullen: bedrag [^\]]* – Financiën\]", asked)
    for text in texts.values():
        assert not re.search(r"\[Voorzet: (?:Daaruit|Die komt uit)", text)


def test_money_of_which_nobody_knows_more_is_meant_for_something():
    texts = with_money("onbekend")
    told = "Voor de hele agenda is in 2027 € 6.000 bedoeld; welk deel voor dit hoofdstuk is, staat nog niet vast."
    assert told in texts[""]
    assert "€ 6.000 in 2027 bedoeld voor de hele agenda." in texts["collegevoorstel"]
    assert "Voor de hele agenda voor inclusie is € 6.000 bedoeld, voor het jaar 2027." in texts["samenvatting"]
    assert "beslist de raad nog" not in texts[""]


def test_the_allowance_may_be_paid_from_money_that_is_granted():
    text = with_money("ja")[""]
    assert "Voor de hele agenda is er in 2027 € 6.000" in text
    assert "[Voorzet: Daarvan betalen wij" in text


def test_of_money_outside_the_budget_every_paper_says_that_it_is_still_to_be_decided():
    texts = with_money("nee")
    assert "€ 6.000 bedoeld. Die € 6.000 staat nog niet in de begroting: daarover beslist de raad nog." in texts[""]
    assert "daarover beslist de raad bij de begroting" in section(texts[""], "Wat wij vragen")
    assert "€ 6.000 in 2027 bedoeld voor de hele agenda, nog niet in de begroting." in texts["raadsvoorstel"]
    assert "De gemeenteraad beslist daar nog over." in texts["samenvatting"]
    assert "staat nog niet in de begroting" in section(texts["werkblad"], "6")


def test_money_of_this_chapter_is_asked_in_the_points_to_decide():
    text = with_money("nee", "hoofdstuk")[""]
    assert "voor 2027 € 6.000 beschikbaar te stellen" in text
    assert "Wij vragen in 2027 € 6.000" in text
    assert "gaat dit besluit niet" not in text


# ------------------------------------------------------------ words of who made the program


def wordings(found: object) -> Iterator[str]:
    """Yield the source of every text in a library, however deep."""
    if isinstance(found, Wording):
        yield found.source
    elif isinstance(found, Mapping):
        for each in found.values():
            yield from wordings(each)
    elif isinstance(found, tuple | list):
        for each in found:
            yield from wordings(each)
    elif dataclasses.is_dataclass(found) or hasattr(type(found), "model_fields"):
        for each in vars(found).values():
            yield from wordings(each)


TEMPLATE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\]\([\w.]+\)", re.DOTALL)
KEYS = {key for key in (*LIBRARY.cards, *LIBRARY.risks, *field_specs()) if "_" in key or "." in key}
OF_THE_MAKER = re.compile(
    rf"liagen (?:{'|'.join(commands.commands)})\b|\bin het profiel\b|\bsleutel|\b[a-z]+_[a-z]+: "
    rf"|(?<![\w.])(?:{'|'.join(map(re.escape, KEYS))})(?![\w.]*\w)"
)  # fmt: skip


def test_texts_for_a_document_name_no_command_field_or_key():
    texts = [*wordings(LIBRARY), *LIBRARY.words.values()]
    assert len(texts) > 1000
    assert [text for text in texts if OF_THE_MAKER.search(TEMPLATE.sub(" ", text))] == []


def test_help_with_a_question_that_may_be_asked_in_a_list_names_no_field():
    asked = [spec for path, spec in field_specs().items() if path not in (*BY_GOAL, "keuzes", "stijl.bijlagen")]
    assert [spec.path for spec in asked if "`" in f"{spec.vraag}{spec.uitleg}"] == []


def test_a_remark_names_the_choice_by_its_title():
    named = {
        key: re.findall(r"[Kk]ies «niet» bij «(.*?)»", card.opmerking.source)
        for key, card in LIBRARY.cards.items()
        if card.opmerking and "ies «niet» bij" in card.opmerking.source
    }
    assert len(named) > 20
    assert {key: titles for key, titles in named.items() if titles != [LIBRARY.cards[key].titel.source]} == {}


# ------------------------------------------------------------ what follows from her answers


def test_what_was_not_repeated_does_not_go_on():
    text = hers()[""]
    assert "laten wij inclusie terugkomen in de medewerkersbijeenkomst" in text
    assert "blijft inclusie terugkomen" not in text
    assert "blijven wij schrijven" not in text


def test_no_hours_are_refused_that_a_goal_still_fixes():
    texts = hers()
    assert re.search(r"de uren [^.|]*staan vast", texts[""])
    assert not [name for name, text in texts.items() if "Meer uren" in text]
    assert re.search(r"extra uren\? \| Hoeveel uur .* dat is doel \d\. \|", texts["werkblad"])


def test_support_of_one_alderman_leaves_the_risk_that_it_is_the_work_of_one():
    text = hers()[""]
    assert "Inclusie lijkt werk van één wethouder" in text
    assert "De twee gesprekken" not in text  # by the report such support may make talks needless (§5.1)


def test_a_college_that_stands_behind_it_is_no_work_of_one():
    assert (
        "Inclusie lijkt werk van één wethouder" not in documents(draagvlak={**FACTS["draagvlak"], "college": "ja"})[""]
    )


def test_a_baseline_that_is_not_there_is_answered():
    assert "Een nulmeting doen wij niet meer" in section(hers()[""], "Wat wij nu niet doen")


def test_an_organisation_is_introduced_before_it_is_told_of():
    assert "Met Platform Toegankelijk werken wij samen. Het leest brieven." in section(hers()[""], "Waar wij nu staan")


def test_a_group_that_stopped_is_told_with_its_year():
    assert "Tot in 2024 was er een werkgroep." in hers()[""]


def test_of_more_groups_that_stopped_no_year_is_mixed_up():
    groups = [{"soort": "werkgroep", "gestopt": 2024}, {"soort": "projectgroep", "gestopt": 2019}]
    text = documents(beleggen={**FACTS["beleggen"], "groepen": groups})[""]
    assert "Eerder was er een werkgroep. Eerder was er een projectgroep." in text


# ------------------------------------------------------------ what she struck


MEETING = "medewerkersbijeenkomst.elke_keer"


@cache
def struck() -> dict[str, str]:
    return documents(doelen_kiezen={MEETING: {"keuze": "niet"}})


def test_a_goal_that_was_struck_is_promised_nowhere():
    text = struck()[""]
    assert "elke medewerkersbijeenkomst" not in text
    assert "terugkomen in de medewerkersbijeenkomst" not in text
    assert "vertelt het zelf in de medewerkersbijeenkomst" not in text
    assert "het onderwerp komt steeds terug" not in text


def test_the_option_of_a_struck_goal_says_what_remains():
    assert "In de medewerkersbijeenkomst vertellen wij over een drempel als" in struck()[""]
    assert "In elke medewerkersbijeenkomst" not in struck()["samenvatting"]


def test_without_a_struck_goal_its_option_stands_in_short():
    assert "vertelt dat in de medewerkersbijeenkomst" in section(hers()[""], "In het kort")


# ------------------------------------------------------------ one rhythm


@pytest.mark.parametrize(
    ("decision", "due", "back", "month"),
    [("juni 2027", "juni", "In september 2028", "september"), ("2027-01-20", "december", "In januari 2028", "maart")],
)
def test_looking_back_and_reporting_come_after_the_last_goal(decision, due, back, month):
    chosen = {"draagvlak_aanwezig.stand_melden": {"keuze": "wel"}}
    text = documents(document={**FACTS["document"], "besluit_datum": decision}, doelen_kiezen=chosen)[""]
    assert f"elk jaar [voorzet: in {month}] te melden" in text
    assert re.search(f"{back} kijken wij met .* terug", text)
    assert re.search(rf"Raad en college kregen de stand.*\| 3[01] {due} \d{{4}} \|", text)


# ------------------------------------------------------------ papers and sheet


def test_what_must_be_ready_before_the_decision_is_not_told_as_done():
    text = hers()["raadsvoorstel"]
    assert "**Dit moet klaar zijn voordat het voorstel naar de raad gaat.**" in text
    assert "Dit is klaar" not in text


def test_an_option_that_was_not_chosen_for_want_of_a_reason_is_not_argued_against():
    facts = {**FACTS["beleggen"], "uitvoerder": {**FACTS["beleggen"]["uitvoerder"], "titel_ambassadeur": "nee"}}
    assert "Een titel voor" not in documents(beleggen=facts)[""]


def test_the_council_asks_after_a_motion_only_when_one_is_named():
    assert "motie" not in section(hers()["werkblad"], "6")
    told = documents(aanleidingen=[{"soort": "motie", "titel": "Doe mee", "uitkomst": "aangenomen"}])["werkblad"]
    assert "Wat doet u met onze motie?" in told


def test_why_it_began_is_asked_for_the_chapter_when_no_motion_is_known():
    asked = section(hers()["werkblad"], "1")
    assert "Waarom is de gemeente met inclusie begonnen?" in asked
    assert "Dan zegt het hoofdstuk waarom de gemeente begon." in asked


def test_what_comes_after_these_goals_is_read_from_the_chapter():
    assert re.search(r"na deze doelen\? \| .*Lees het voor uit «Volgen en bijstellen»\. \|", hers()["werkblad"])


def test_a_group_that_is_not_there_has_no_form_to_ask_after():
    assert "Welke vorm heeft de groep" not in hers()["werkblad"]


@pytest.mark.parametrize(("number", "hours", "told"), [(5, 20, "Vijf brieven"), (30, 120, "30 brieven")])
def test_a_number_of_hers_counts_in_the_hours_and_is_written_as_the_others(number, hours, told):
    texts = documents(doelen_kiezen={"duidelijke_taal.eerste_teksten": {"keuze": "wel", "aantal": number}})
    assert f"| {told} zijn herschreven" in texts[""]
    assert f"| brieven herschrijven en een schrijfwijzer maken | {hours} |" in texts["werkblad"]
