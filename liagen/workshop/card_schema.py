"""The JSON Schema of a card, for editors: what may stand between the lines with dashes."""

from __future__ import annotations

from typing import Any, Final

from liagen.library.cards import Card, CardGoal

_STATED_IN_PART: Final = (Card.__name__, CardGoal.__name__)
"""What a package above another states only as far as it changes: nothing in it is required."""


def card_schema() -> dict[str, Any]:
    """Return the JSON Schema of the keys of an option's card, whole or only what a package changes of one."""
    schema = Card.model_json_schema()
    models = {Card.__name__: schema, **schema.get("$defs", {})}
    for name, model in models.items():
        model.pop("description", None)  # what it says is for who writes the program
        model.pop("title", None)
        if name in _STATED_IN_PART:
            model.pop("required", None)
        for prop in model["properties"].values():
            prop.pop("title", None)
            if name in _STATED_IN_PART:
                _make_removable(prop)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "liagen-kaart"}


def _make_removable(prop: dict[str, Any]) -> None:
    """Let `null` stand in the place of a value, and of what goes by a key of the writer's own: that takes it away."""
    nothing = {"type": "null"}
    for kind in ("additionalProperties", "patternProperties"):
        inside = prop.get(kind)
        if kind == "patternProperties" and isinstance(inside, dict):
            prop[kind] = {key: {"anyOf": [each, nothing]} for key, each in inside.items()}
            prop["additionalProperties"] = False
        elif isinstance(inside, dict):
            prop[kind] = {"anyOf": [inside, nothing]}
    if nothing in prop.get("anyOf", ()):
        return
    shape = {key: prop.pop(key) for key in tuple(prop) if key not in ("description", "examples", "default")}
    prop["anyOf"] = [shape, nothing]
