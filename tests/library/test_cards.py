"""Cards as values: the parts of a body, the heads, the short words."""

from __future__ import annotations

import dataclasses

import pytest
from builders import library
from pydantic import ValidationError

from liagen.library.cards import GoalHead, split_parts
from liagen.library.model import PackageHead, SettingHead
from liagen.library.outline import ContentHead

# ------------------------------------------------------------ split_parts


def test_a_body_without_headings_is_one_text():
    assert split_parts("Een.\n\nTwee.") == ({"tekst": ("Een.\n\nTwee.", 1)}, [])


def test_every_part_knows_its_first_line():
    body = "Tekst.\n\n## Kort\n\nKort.\n\n## Te overwegen\nMisschien."
    assert split_parts(body) == (
        {"tekst": ("Tekst.\n", 1), "kort": ("\nKort.\n", 4), "te_overwegen": ("Misschien.", 8)},
        [],
    )


@pytest.mark.parametrize("heading", ["Kort", "Meer", "Bestaat", "Voorstel", "Te overwegen", "te overwegen", "KORT "])
def test_capitals_of_a_heading_do_not_matter(heading):
    assert split_parts(f"a\n## {heading}\nb")[1] == []


def test_an_unknown_heading_is_told_with_its_line():
    assert split_parts("a\n## Lang\nb")[1] == [("Lang", 2)]


def test_a_doubled_heading_is_told_with_its_line():
    assert split_parts("a\n## Kort\nb\n## Kort\nc")[1] == [("Kort", 4)]


def test_the_first_part_has_no_heading():
    assert split_parts("## Tekst\nb")[1] == [("Tekst", 1)]


@pytest.mark.parametrize("row", ["# Kort", "### Kort", "##Kort", "#", " ## Kort", "###### Kort"])
def test_every_other_heading_is_unknown(row):
    assert split_parts(f"a\n{row}\nb")[1] == [(row.strip(), 2)]


def test_a_hash_within_a_line_is_text():
    assert split_parts("nummer # 5")[1] == []


@pytest.mark.parametrize("body", ["", "\n\n", "  \n\t\n"])
def test_an_empty_part_is_no_part(body):
    assert split_parts(body) == ({}, [])


def test_an_empty_part_between_headings_is_left_out():
    assert list(split_parts("a\n## Kort\n\n## Meer\nb")[0]) == ["tekst", "meer"]


# ------------------------------------------------------------ heads

GOAL = {"wat": "w", "actie": "a", "eigenaar": "e", "termijn": 1, "indicator": "i", "podium": "p"}


def test_a_goal_belongs_to_a_proposal_by_itself():
    assert GoalHead.model_validate(GOAL).bij == ("voorstel",)


def test_a_goal_is_internal_by_itself():
    assert GoalHead.model_validate(GOAL).intern == "ja"


@pytest.mark.parametrize("term", [0, 13])
def test_a_term_is_a_number_of_quarters(term):
    with pytest.raises(ValidationError):
        GoalHead.model_validate({**GOAL, "termijn": term})


def test_a_list_becomes_a_tuple():
    assert GoalHead.model_validate({**GOAL, "na": ["a.b"]}).na == ("a.b",)


def test_text_is_trimmed():
    assert GoalHead.model_validate({**GOAL, "wat": " w "}).wat == "w"


def test_a_setting_is_an_assumption_unless_said_otherwise():
    assert SettingHead(waarde=4, label="x").aanname == "ja"


def test_content_shows_at_every_length_by_itself():
    assert ContentHead(tekst="x").vanaf == "kort"


def test_an_unknown_format_of_package_is_refused():
    with pytest.raises(ValidationError):
        PackageHead.model_validate({"naam": "x", "versie": "1", "formaat": 2, "instellingen": {}, "themas": {}})


# ------------------------------------------------------------ words


def test_a_word_gets_its_values():
    found = dataclasses.replace(library(), words={"x": "{a} en {b}"})
    assert found.word("x", a="1", b="2") == "1 en 2"


def test_a_word_without_values_is_left_alone():
    assert dataclasses.replace(library(), words={"x": "{a}"}).word("x") == "{a}"


def test_a_value_with_braces_is_left_alone():
    assert dataclasses.replace(library(), words={"x": "{a} en {b}"}).word("x", a="{b}", b="2") == "{b} en 2"
