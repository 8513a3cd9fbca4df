"""The goals that a text can loop along: those for the council or the college, each with its number and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from liagen.profile.fields import FieldSpec

COUNCIL_GOALS: Final = "doelen_van_de_raad"
"""What the list of the goals that a council decides on is called in a text."""

COLLEGE_GOALS: Final = "doelen_van_het_college"
"""What the list of the goals after the decision is called that the college sees to itself where a council decides."""

LOOPED_GOALS: Final = (COUNCIL_GOALS, COLLEGE_GOALS)
"""The lists of goals that a text can loop along; they are known once the goals are chosen."""

PRINTED_OF_GOAL: Final = ("nummer", "wat", "wanneer")
"""What a text may show of a goal: its number in the table of the chapter, what is ready then, and when."""


@dataclass(frozen=True)
class ListedGoal:
    """One goal in a loop; ``wat`` and ``wanneer`` are Markdown, with the marks of what is still open.

    ``eigen`` is ``ja`` for a goal that the municipality had already.
    """

    nummer: int
    wat: str
    wanneer: str
    eigen: str = "nee"


def goal_specs(name: str) -> dict[str, FieldSpec]:
    """Return what a condition may ask of a goal that goes by ``name`` in a loop."""
    number, own = f"{name}.nummer", f"{name}.eigen"
    return {
        number: FieldSpec(number, "getal", (), "nummer", "", "", None),
        own: FieldSpec(own, "keuze", ("ja", "nee"), "eigen", "", "", "ja"),
    }
