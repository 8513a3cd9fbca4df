"""Cards as values: the parts of a body, the models, the short words."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from builders import KNOWN, card, goal, library, row
from every import every
from pydantic import ValidationError

from liagen.files.check import check_model
from liagen.files.yaml_in import Tree
from liagen.library.cards import CardGoal, Rule
from liagen.library.condition_parser import Scope
from liagen.library.field_types import Known
from liagen.library.layers import split_parts
from liagen.library.tables import PackageFile, Setting

# ------------------------------------------------------------ split_parts


def test_a_body_without_headings_is_one_text():
    assert split_parts("Een.\n\nTwee.") == ({"tekst": ("Een.\n\nTwee.", 1)}, [])


def test_every_part_knows_its_first_line():
    body = "Tekst.\n\n## Kort\n\nKort.\n\n## Te overwegen\nMisschien."
    assert split_parts(body) == (
        {"tekst": ("Tekst.\n", 1), "kort": ("\nKort.\n", 4), "te_overwegen": ("Misschien.", 8)},
        [],
    )


@every("heading", ["Kort", "Meer", "Bestaat", "Voorstel", "Te overwegen", "te overwegen", "KORT "])
def test_capitals_of_a_heading_do_not_matter(heading):
    assert split_parts(f"a\n## {heading}\nb")[1] == []


def test_an_unknown_heading_is_told_with_its_line():
    assert split_parts("a\n## Lang\nb")[1] == [("Lang", 2)]


def test_a_doubled_heading_is_told_with_its_line():
    assert split_parts("a\n## Kort\nb\n## Kort\nc")[1] == [("Kort", 4)]


def test_the_first_part_has_no_heading():
    assert split_parts("## Tekst\nb")[1] == [("Tekst", 1)]


@every("row", ["# Kort", "### Kort", "##Kort", "#", " ## Kort", "###### Kort"])
def test_every_other_heading_is_unknown(row):
    assert split_parts(f"a\n{row}\nb")[1] == [(row.strip(), 2)]


def test_a_hash_within_a_line_is_text():
    assert split_parts("nummer # 5")[1] == []


@pytest.mark.parametrize("body", ["", "\n\n", "  \n\t\n"])
def test_an_empty_part_is_no_part(body):
    assert split_parts(body) == ({}, [])


def test_an_empty_part_between_headings_is_left_out():
    assert list(split_parts("a\n## Kort\n\n## Meer\nb")[0]) == ["tekst", "meer"]


# ------------------------------------------------------------ models

GOAL = {"wat": "w", "actie": "a", "eigenaar": "e", "termijn": 1, "indicator": "i", "podium": "p"}


def read(**more: Any) -> CardGoal:
    return CardGoal.model_validate({**GOAL, **more}, context=KNOWN)


def refused(**more: Any) -> list[tuple[str, str]]:
    """Return code and message of everything that is wrong with a goal."""
    _, problems = check_model(CardGoal, Tree({**GOAL, **more}), "x", context=KNOWN)
    return [(problem.code, problem.message) for problem in problems]


def test_a_goal_belongs_to_a_proposal_by_itself():
    assert read().bij == ("voorstel",)


def test_a_goal_is_internal_by_itself():
    assert read().intern == "ja"


@pytest.mark.parametrize("term", [0, 13])
def test_a_term_is_a_number_of_quarters(term):
    with pytest.raises(ValidationError):
        read(termijn=term)


def test_a_list_becomes_a_tuple():
    assert read(na=["een.a"]).na == ("een.a",)


def test_text_is_trimmed():
    assert read(wat=" w ").wat.source == "w"


def test_everything_wrong_is_told_at_once():
    found = refused(
        wat="{{ zzz }} {{ gemeente.naamm }}", termijn="x", als="keuze.vijf == 'voorstel'", na=["een.z"], podium=""
    )
    assert sorted(code for code, _ in found) == ["LIA035", "LIA038", "LIA052", "LIA061", "LIA061", "LIA083"]


def test_what_makes_the_choice_cannot_look_at_choices():
    typed = {"als": "keuze.een == 'voorstel'", "reden": "Zo."}
    _, problems = check_model(Rule, Tree(typed), "x", context=KNOWN)
    assert [problem.message for problem in problems] == ["onbekende optie `een`"]
    assert CardGoal.model_validate({**GOAL, "als": typed["als"]}, context=KNOWN).als


def test_without_known_settings_any_will_do():
    unknown = Known(Scope(None))
    typed = {"als": "organisatie.fte >= instelling.groot", "reden": "Zo."}
    assert Rule.model_validate(typed, context=unknown).als.text == typed["als"]


def test_a_card_knows_its_file_and_cannot_be_told_by_hand():
    found = card("een", theme="training")
    assert (found.key, found.theme, found.file, list(found.parts)) == (
        "een", "training", "een.md", ["tekst", "voorstel"],
    )  # fmt: skip
    for name in ("key", "_key", "theme", "parts", "file"):
        assert refused(**{name: "x"})[0][0] == "LIA032"


def test_a_goal_knows_its_key():
    found = card("een", doelen=[goal("a"), goal("b")])
    assert [each.key for each in found.doelen.values()] == ["a", "b"]


def test_a_setting_is_an_assumption_unless_said_otherwise():
    assert Setting(waarde=4, label="x").aanname == "ja"


def test_content_shows_at_every_length_by_itself():
    assert row("tabel", "doelen").vanaf == "kort"


def test_content_says_what_it_asks_for():
    assert (row("opties", "training").kind, row("opties", "training").name) == ("opties", "training")


def test_an_unknown_format_of_package_is_refused():
    with pytest.raises(ValidationError):
        PackageFile.model_validate(
            {"naam": "x", "versie": "1", "formaat": 2, "instellingen": {}, "themas": {}}, context=KNOWN
        )


# ------------------------------------------------------------ words


def test_a_word_gets_its_values():
    found = dataclasses.replace(library(), words={"x": "{a} en {b}"})
    assert found.word("x", a="1", b="2") == "1 en 2"


def test_a_word_without_values_is_left_alone():
    assert dataclasses.replace(library(), words={"x": "{a}"}).word("x") == "{a}"


def test_a_value_with_braces_is_left_alone():
    assert dataclasses.replace(library(), words={"x": "{a} en {b}"}).word("x", a="{b}", b="2") == "{b} en 2"


# ------------------------------------------------------------ names of the plan, and hours


def refused_card(**more: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        card("een", **more)
    return " ".join(
        f"{each.message}|{each.word}"
        for detail in caught.value.errors()
        for each in detail.get("ctx", {}).get("objections", ())
    )


def a_rule(condition: str) -> list[dict[str, str]]:
    return [{"als": condition, "reden": "Reden."}]


@every(
    ("more", "part"),
    [
        (
            {"kies_als": a_rule("plan.besluid == 'komt'")},
            "onbekend veld `plan.besluid`, bedoelde u `plan.besluit`?|plan.besluid",
        ),
        ({"kies_als": a_rule("plan.besluit == 'later'")}, "`plan.besluit` kan nooit 'later' zijn"),
        ({"kies_als": a_rule("'een.a' in plan.doelen")}, "nog niet bekend"),
        ({"doelen": (goal("a", als="plan.aantal_doelen > 3"),)}, "nog niet bekend"),
        ({"doelen": (goal("a", wat="Nu {{ plan.aantal_doelen }}."),)}, "nog niet bekend"),
        ({"doelen": (goal("a", wat="Wie las «{{ titel_hoofdstuk }}»?"),)}, "`titel_hoofdstuk` is hier nog niet bekend"),
        ({"kies_als": [{"als": "altijd", "reden": "Om {{ titel_hoofdstuk }}."}]}, "nog niet bekend"),
        ({"titel": "{{ plan.besluit }}"}, "staat niet in een tekst"),
        ({"titel": "{{ aantal }}"}, "onbekend veld `aantal`"),
        ({"uren": ({"wie": "ik", "waarvoor": "x", "uren": 1, "keer": "organisatie.ftee"},)}, "onbekend veld"),
        ({"uren": ({"wie": "ik", "waarvoor": "x", "uren": 1, "keer": "lia.status"},)}, "is geen getal"),
        ({"doelen": (goal("a", klaar_na="lia.status"),)}, "`lia.status` heeft geen rijen met een `wanneer`"),
        ({"doelen": (goal("a", klaar_na="gedaan.testen"),)}, "`gedaan.testen` heeft geen rijen"),
        ({"doelen": (goal("a", klaar_na="te_testenn"),)}, "onbekend veld `te_testenn`"),
        (
            {"uren": ({"wie": "ik", "waarvoor": "x", "uren": 1, "keer": "doelen_kiezen.een.z.aantal"},)},
            "onbekend doel `een.z`",
        ),
    ],
)
def test_a_name_of_the_plan_is_checked_where_it_stands(more, part):
    assert part in refused_card(**more)


def test_names_of_the_plan_may_stand_in_cards_and_goals():
    found = card(
        "een",
        kies_als=a_rule("plan.besluit != 'genomen' and plan.eind != 'onbekend'"),
        doelen=(goal("a", wat="{{ plan.eerste_jaar|hoofdletter }} leren {{ aantal|aantal('team', 'teams') }}."),),
    )
    assert found.kies_als[0].als.names == ("plan.besluit", "plan.eind")
