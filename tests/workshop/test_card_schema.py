"""The schema of a card for editors: every key is known, and what only changes a part of a card is right too."""

from __future__ import annotations

from liagen.library.cards import Card, CardGoal
from liagen.workshop.card_schema import card_schema

NOTHING = {"type": "null"}
SCHEMA = card_schema()


def test_it_knows_every_key_and_no_other():
    assert set(SCHEMA["properties"]) == set(Card.model_fields)
    assert SCHEMA["additionalProperties"] is False
    assert set(SCHEMA["$defs"]["CardGoal"]["properties"]) == set(CardGoal.model_fields)


def test_a_package_may_state_a_part_and_take_anything_away():
    for model in (SCHEMA, SCHEMA["$defs"]["CardGoal"]):
        assert "required" not in model
        assert all(NOTHING in each["anyOf"] for each in model["properties"].values())
    goals = SCHEMA["properties"]["doelen"]["anyOf"][0]
    assert goals["patternProperties"] == {"^[a-z_]+$": {"anyOf": [{"$ref": "#/$defs/CardGoal"}, NOTHING]}}
    assert goals["additionalProperties"] is False


def test_a_row_of_a_list_is_whole():
    assert SCHEMA["$defs"]["Rule"]["required"] == ["als", "reden"]


def test_what_an_editor_shows_is_dutch():
    assert all("description" not in model for model in (SCHEMA, *SCHEMA["$defs"].values()))
    assert "voorwaarde" in SCHEMA["$defs"]["Rule"]["properties"]["als"]["description"]
