"""What a package can reach: never, always, found; clashes; and the smallest set of examples."""

from __future__ import annotations

import dataclasses
import datetime as dt
from functools import cache
from pathlib import Path

import pytest
from builders import card, library, profile, risk, rules
from toy import CARD, make_package

from liagen.chapter.choose import choose
from liagen.chapter.facts import read_facts
from liagen.library.load import load_library
from liagen.profile.read import load_profile, parse_profile, shipped_profiles
from liagen.workshop.coverage import PackageCoverage, example_text, find_coverage

PRAKTIJK = Path("praktijk")


def statuses(found: PackageCoverage) -> dict[str, str]:
    return {f"{each.key}.{each.place}": each.status for each in found.conditions}


def test_a_condition_that_contradicts_itself_is_never_met():
    found = find_coverage(library(card("een", kies_als=rules("organisatie.fte > 400 and organisatie.fte < 300"))), [])
    assert statuses(found) == {"een.kies_als 1": "nooit"}
    assert found.never_shown == ("een",)
    assert found.has_problems


def test_an_unknown_fact_keeps_a_condition_from_being_always_met():
    found = find_coverage(library(card("een", kies_als=rules("draagvlak.raad == 'ja' or draagvlak.raad != 'ja'"))), [])
    assert statuses(found) == {"een.kies_als 1": "wisselt"}


def test_a_condition_that_covers_every_answer_is_always_met():
    found = find_coverage(
        library(card("een", kies_als=rules("draagvlak.raad in ['ja', 'deels', 'nee', 'onbekend']"))), []
    )
    assert statuses(found) == {"een.kies_als 1": "altijd"}


def test_a_rule_behind_another_that_is_wider_never_decides():
    one = card(
        "een",
        bestaat_als=rules("organisatie.fte >= 100"),
        kies_als=rules("organisatie.fte >= 200", "organisatie.fte < 100"),
    )
    assert statuses(find_coverage(library(one), [])) == {
        "een.bestaat_als 1": "wisselt",
        "een.kies_als 1": "beslist nooit",
        "een.kies_als 2": "wisselt",
    }


def test_a_condition_on_a_choice_is_found_through_the_other_card():
    lib = library(card("een", kies_als=rules("draagvlak.raad == 'ja'")))
    known = dataclasses.replace(lib, risks={"r": risk("r", "keuze.een == 'voorstel'")})
    assert statuses(find_coverage(known, []))["r.als"] == "wisselt"


def test_a_condition_on_a_choice_that_cannot_go_with_its_own_field_is_not_found():
    lib = library(card("een", kies_als=rules("draagvlak.raad == 'ja'")))
    known = dataclasses.replace(lib, risks={"r": risk("r", "keuze.een == 'voorstel' and draagvlak.raad == 'nee'")})
    assert statuses(find_coverage(known, []))["r.als"] == "niet gevonden"


def test_options_that_exclude_each_other_and_go_together_are_a_clash():
    one = card("een", kies_als=rules("draagvlak.raad == 'ja'"), sluit_uit=("twee",))
    found = find_coverage(library(one, card("twee", kies_als=rules("organisatie.fte >= 10"))), [])
    assert [(each.first, each.second) for each in found.clashes] == [("een", "twee")]
    assert found.clashes[0].answers == {"draagvlak.raad": "ja", "organisatie.fte": 10}


def test_options_that_are_proposed_to_everyone_and_exclude_each_other_are_a_clash():
    one = card("een", kies_als=rules("altijd"), sluit_uit=("twee",))
    found = find_coverage(library(one, card("twee", kies_als=rules("altijd"))), [])
    assert [(each.first, each.second, each.answers) for each in found.clashes] == [("een", "twee", {})]


def test_options_that_exclude_each_other_by_their_conditions_are_no_clash():
    one = card("een", kies_als=rules("draagvlak.raad == 'ja'"), sluit_uit=("twee",))
    assert not find_coverage(library(one, card("twee", kies_als=rules("draagvlak.raad == 'nee'"))), []).clashes


def test_answers_that_no_condition_names_are_told():
    found = find_coverage(library(card("een", kies_als=rules("draagvlak.raad == 'ja'"))), [])
    assert found.not_compared == {"draagvlak.raad": ("deels", "nee")}


def test_answers_that_no_profile_gives_are_told():
    lib = library(card("een", kies_als=rules("draagvlak.raad in ['ja', 'nee']")))
    assert find_coverage(lib, [profile()]).not_given == {"draagvlak.raad": ("ja", "nee")}
    known = profile(draagvlak={"raad": "ja"})
    assert find_coverage(lib, [profile(), known]).not_given == {"draagvlak.raad": ("nee",)}


def test_one_example_does_for_options_that_go_together():
    found = find_coverage(
        library(
            card("een", kies_als=rules("draagvlak.raad == 'ja'")), card("twee", kies_als=rules("organisatie.fte >= 10"))
        ),
        [],
    )
    assert [each.shows for each in found.examples] == [("een", "twee")]


def test_options_that_contradict_take_an_example_each():
    one, two = (
        card("een", kies_als=rules("draagvlak.raad == 'ja'")),
        card("twee", kies_als=rules("draagvlak.raad == 'nee'")),
    )
    assert [each.shows for each in find_coverage(library(one, two), []).examples] == [("een",), ("twee",)]


@cache
def coverage_of_shipped(*packages: str):
    """Return shipped packages with what is found of them."""
    lib = load_library(*(Path(__file__).parents[2] / "templates" / path for path in packages))
    return lib, find_coverage(lib, [load_profile(path, lib.cards) for path in shipped_profiles().values()])


def test_an_example_is_a_profile_that_proposes_what_it_says():
    lib, coverage = coverage_of_shipped()
    for example in coverage.examples:
        found = parse_profile(example_text(example), "voorbeeld", lib.cards)
        verdicts = choose(read_facts(found, lib, dt.date(2027, 1, 4)), lib).verdicts()
        assert {key for key, verdict in verdicts.items() if verdict == "voorstel"} >= set(example.shows)


@pytest.mark.parametrize("packages", [(), (PRAKTIJK,)], ids=["standaard", "praktijk"])
@pytest.mark.wide
def test_the_shipped_packages_have_nothing_to_mend(packages):
    lib, found = coverage_of_shipped(*packages)
    assert not found.has_problems, [each for each in found.conditions if each.status != "wisselt"]
    assert len(found.examples) <= 8  # findings that ask for different options cannot all be in one profile
    assert {key for example in found.examples for key in example.shows} == set(lib.cards)


def test_an_assumption_is_a_way_to_be_proposed_and_leaves_nothing_to_be_considered():
    safe = card("een", kies_als=rules("organisatie.fte >= 100"), bij_onbekend="voorstel")
    found = find_coverage(library(safe), [])
    assert found.options[0].verdicts == ("voorstel", "niet_nu")
    assert [each.answers for each in found.examples] == [{}]
    assert not found.has_problems


def test_the_size_follows_from_the_fte():
    found = find_coverage(
        library(
            card("een", kies_als=rules("organisatie.omvang == 'groot'", "organisatie.omvang == 'middel'")),
            card("twee", kies_als=rules("organisatie.omvang == 'klein' and organisatie.fte > 200")),
        ),
        [],
    )
    assert statuses(found) == {"een.kies_als 1": "wisselt", "een.kies_als 2": "wisselt", "twee.kies_als 1": "nooit"}
    assert [each.answers for each in found.examples] == [{"organisatie.fte": 151}]


def test_a_safeguard_is_a_condition_of_its_own():
    found = find_coverage(
        library(card("een"), risks={"r": risk("r", "altijd", vangnet="beleggen.groep.aanwezig == 'ja'")}), []
    )
    assert statuses(found)["r.vangnet"] == "wisselt"


@pytest.mark.parametrize(
    ("row", "without"),
    [("tekst: noemt", ("tweede",)), ("lopend: beleggen", ()), ("tekst: inleiding", ("tweede", "werkgroep"))],
    ids=["kaart", "lopend", "nowhere"],
)
def test_an_option_that_can_be_shown_and_has_no_place_in_the_chapter_is_told(tmp_path, row, without):
    package = make_package(tmp_path / "zuid")
    package.write("opties/beleggen/tweede.md", CARD)
    package.write("opties/beleggen/nooit.md", CARD.replace("kies_als", "niet_als"))
    package.write("teksten/noemt.md", "Zo. {{ kaart('werkgroep') }}\n")
    package.write("opbouw.yaml", f"titel: X\nonderdelen:\n  - {{sleutel: a, titel: A, inhoud: [{{{row}}}]}}\n")
    assert find_coverage(package.load(), []).not_placed == without


def test_an_option_without_a_place_is_something_to_mend():
    one = library(card("een", kies_als=rules("organisatie.fte >= 100")))
    assert not find_coverage(one, []).has_problems
    assert find_coverage(dataclasses.replace(one, outline=()), []).has_problems


def test_answers_of_rows_and_years_are_found():
    lib = library(card("een", kies_als=rules("beleggen.groepen >= 2 and lia.jaar != 'onbekend'")))
    (example,) = find_coverage(lib, []).examples
    found = parse_profile(example_text(example), "voorbeeld", lib.cards)
    assert len(found.beleggen.groepen) == 2
    assert found.lia.jaar
