"""Short phrases that the parts of a work sheet share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from liagen.chapter.material import Material
from liagen.library.dutch import enumerate_nl, number_in_words

_NUMBERS: Final = 5
"""How many goals are told by number."""


def some_of(names: Sequence[str], material: Material, most: int = 3) -> str:
    """Return these names, or all but one of the most there may be and how many there are besides."""
    if len(names) <= most:
        return enumerate_nl([*names])
    more = material.word("blad_en_meer", aantal=number_in_words(len(names) - most + 1))
    return f"{', '.join(names[: most - 1])} {more}"


def goal_words(numbers: Sequence[int], material: Material) -> str:
    """Return «doel 3» or «doelen 3 en 4»; of many goals only how many."""
    if len(numbers) > _NUMBERS:
        return material.word("blad_aantal_doelen", aantal=number_in_words(len(numbers)))
    told = enumerate_nl([str(number) for number in numbers])
    return material.word("blad_doel" if len(numbers) == 1 else "blad_doelen", nummers=told)


def share_words(count: int, total: int, material: Material) -> str:
    """Return «vier van de zeven»; both in digits when one of them is."""
    both = (number_in_words(count), number_in_words(total))
    part, whole = (str(count), str(total)) if both[1].isdigit() else both
    return material.word("blad_deel", deel=part, geheel=whole)
