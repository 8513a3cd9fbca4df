"""A course day with a package that asks questions of its own."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from own_package import package
from participant import facts_on, judged, options_on

from liagen.document.walk import leaves
from liagen.library.load import read_library
from liagen.library.practice import library_without_practice
from liagen.training.cases import SetOrder, make_set
from liagen.training.day import DayOrder
from liagen.training.day_cases import make_day
from liagen.training.day_papers import print_bundle
from liagen.training.fault_paper import fault_paper
from liagen.training.option_sheet import option_sheet
from liagen.training.own_case import load_own_profile
from liagen.training.own_faults import with_own_faults
from liagen.training.rules import option_rules
from liagen.training.score import score_form
from liagen.training.task import task_sheet
from liagen.training.texts import load_texts
from liagen.training.worked_example import worked_example_key

DAY = dt.date(2027, 1, 4)
QUESTIONS = """\
vraag: Wat wil bureau Zuid nog weten?
velden:
  loket:
    naam: loket voor toegankelijkheid
    vraag: Is er een loket voor toegankelijkheid?
    soort: ja_nee
    wie: directie
  uren:
    naam: uren van het loket
    vraag: Hoeveel uur per week is het loket open?
    soort: getal
"""
CARD = """\
---
titel: Een loket voor toegankelijkheid
cox: 2
bestaat_als:
  - als: velden.voorbeeld.loket == 'ja' and velden.voorbeeld.uren >= 20
    reden: Het loket is er al.
kies_als:
  - als: velden.voorbeeld.loket == 'nee'
    reden: Een loket is er nog niet.
bronnen: ["§5.1"]
---
## Bestaat

Een loket is er al.

## Voorstel

Wij openen een loket.
"""
TEXT = "Over het loket: {% if velden.voorbeeld.loket == 'ja' %}het is er{% else %}wij weten het niet{% endif %}."
OUTLINE = "onderdelen:\n  loket:\n    titel: Het loket\n    inhoud:\n      - tekst: loket\n"
FAULTS = """\
fouten:
  - sleutel: loket_onbekend
    titel: Een loket waarvan niemand het weet
    onderdeel: loket
    regel: onbekend
    veld: velden.voorbeeld.loket
    als: velden.voorbeeld.loket == 'onbekend'
    vervang: [{van: [wij weten het niet], door: [het is er al]}]
    goed: "Bij de gegevens staat: {gegeven}: {waarde}."
    bronnen: ["§5"]
"""
OWN = """\
gemeente: {naam: Zuid}
stand: {herkomst: verzonnen}
organisatie: {fte: 300}
lia: {status: in_ontwikkeling}
velden: {voorbeeld: {loket: ja, uren: 24}}
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    found = package(tmp_path_factory.mktemp("vragen") / "voorbeeld", "velden.yaml", QUESTIONS)
    package(found, "opties/plan/loket.md", CARD)
    package(found, "teksten/loket.md", TEXT)
    package(found, "opbouw.yaml", OUTLINE)
    return package(found, "fouten.yaml", FAULTS)


@pytest.fixture(scope="module")
def day(root, tmp_path_factory):
    """Return a day of two groups, one with the trainer's own profile, and the texts and library it was made with."""
    profile = tmp_path_factory.mktemp("profiel") / "zuid.yaml"
    profile.write_text(OWN, encoding="utf-8")
    library = read_library([root])
    with library.fields_in_use():
        texts = with_own_faults(load_texts(), [root], library.section_keys)
        library = library_without_practice(library)
        own = (load_own_profile(profile, library),)
        found = make_day(DayOrder(240, 2, dt.time(9)), SetOrder(None, 7, DAY, "basis", "kort", 0, own), texts, library)
        yield found, texts, library


def text_of(chapter):
    return "\n".join(leaf.text for leaf in leaves(chapter).values())


def test_its_answers_stand_on_the_sheet_and_give_the_verdict(day):
    found, texts, library = day
    wanted = {"Zuid": ("ja", "24", "Is er al"), None: ("onbekend", "onbekend", "Te overwegen")}
    number = str(option_rules(library, texts)["loket"].number)
    for case in found.cases:
        facts = facts_on(task_sheet(case.example, texts, library, DAY))
        told = facts["loket voor toegankelijkheid"], facts["uren van het loket"]
        printed = options_on(option_sheet(library.cards, texts, library, DAY))[number]
        name = case.example.municipality.name
        assert (*told, judged(printed, facts)[0]) == wanted.get(name, wanted[None])


def test_a_mistake_about_its_answer_is_sown_where_it_is_unknown(day):
    _, texts, library = day
    kind = next(each for each in texts.faults if each.sleutel == "loket_onbekend")
    texts = replace(texts, faults=(kind,), decoys=())
    only = make_set(SetOrder(3, 3, DAY, "expert", None, 0), texts, library).examples
    sown = [(one, each) for one in only for each in one.faulty.inserted]
    assert len(sown) == 3
    for one, each in sown:
        assert each.right == "Bij de gegevens staat: Loket voor toegankelijkheid: onbekend."
        assert facts_on(task_sheet(one, texts, library, DAY))["loket voor toegankelijkheid"] == "onbekend"
        assert each.text in text_of(fault_paper(one, texts, library))


def test_every_paper_of_such_a_day_can_be_made(day):
    found, texts, library = day
    whole = text_of(print_bundle(found, texts, library, DAY))
    assert "Het loket" in whole
    assert not re.findall(r"\{[a-z_]+\}", whole)
    assert all(score_form(case, texts, library, DAY).blocks for case in found.cases)
    assert worked_example_key(texts, library, DAY).blocks
