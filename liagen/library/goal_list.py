"""The goals that a text can loop along: for before the decision, the college or the council, each with its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from liagen.profile.fields import FieldSpec

COUNCIL_GOALS: Final = "doelen_van_de_raad"
"""What the list of the goals that a council decides on is called in a text."""

COLLEGE_GOALS: Final = "doelen_van_het_college"
"""What the list of the goals after the decision is called that the college sees to itself where a council decides."""

PREPARATION: Final = "doelen_van_de_voorbereiding"
"""What the list of the goals before the decision is called in a text."""

LOOPED_GOALS: Final = (COUNCIL_GOALS, COLLEGE_GOALS, PREPARATION)
"""The lists of goals that a text can loop along; they are known once the goals are chosen."""

PLACES: Final = ("eerste", "tussen", "laatste")
"""Where in its list a goal of a loop can stand; the only one of a list is the first."""

PRINTED_OF_GOAL: Final = ("nummer", "wat", "wanneer")
"""What a text may show of a goal: its number in the table of the chapter, what is ready then, and when."""


@dataclass(frozen=True)
class ListedGoal:
    """One goal in a loop; ``wat`` and ``wanneer`` are Markdown, with the marks of what is still open.

    ``eigen`` is ``ja`` for a goal that the municipality had already; ``plek`` is one of `PLACES`.
    """

    nummer: int
    wat: str
    wanneer: str
    eigen: str = "nee"
    plek: str = "eerste"


def goal_specs(name: str) -> dict[str, FieldSpec]:
    """Return what a condition may ask of a goal that goes by ``name`` in a loop."""
    number, own, place = f"{name}.nummer", f"{name}.eigen", f"{name}.plek"
    return {
        number: FieldSpec(number, "getal", (), "nummer", "", "", None),
        own: FieldSpec(own, "keuze", ("ja", "nee"), "eigen", "", "", "ja"),
        place: FieldSpec(place, "keuze", PLACES, "plek", "", "", PLACES[0]),
    }
