"""The goals that a text can loop along: those that a council decides on, each with its number and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from liagen.profile.fields import FieldSpec

GOAL_LIST: Final = "doelen_van_de_raad"
"""What the list is called in a text; it is known once the goals are chosen."""

PRINTED_OF_GOAL: Final = ("nummer", "wat", "wanneer")
"""What a text may show of a goal: its number in the table of the chapter, what is ready then, and when."""


@dataclass(frozen=True)
class ListedGoal:
    """One goal in a loop; ``wat`` and ``wanneer`` are Markdown, with the marks of what is still open."""

    nummer: int
    wat: str
    wanneer: str


def goal_specs(name: str) -> dict[str, FieldSpec]:
    """Return what a condition may ask of a goal that goes by ``name`` in a loop."""
    path = f"{name}.nummer"
    return {path: FieldSpec(path, "getal", (), "nummer", "", "", None)}
