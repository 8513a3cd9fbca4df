"""Numbers and lengths as someone else's Word file says them: read, or passed over, never an error.

Word writes whole numbers; other programs write fractions and units too, as the standard allows, and broken files write
anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

# ASCII only, and few digits: Python reads «٣» as a number, and fails on 5,000 digits.
_WHOLE: Final = re.compile(r"\s*([+-]?[0-9]{1,10})(?:\.0{1,9})?\s*")
_LENGTH: Final = re.compile(r"\s*([+-]?[0-9]{1,10}(?:\.[0-9]{1,20})?)\s*(mm|cm|in|pt|pc|pi)?\s*")
_POINTS: Final = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "pi": 12.0}

_LARGEST: Final = 2**31 - 1
_LONGEST: Final = 31_680  # Word's paper is at most 22 inches
_LARGEST_FONT: Final = 1_638  # as large as Word has letters, in points
_ROOM: Final = 100_000


def whole_number(text: str | None) -> int | None:
    """Return a whole number that Word knows, one of 32 bits; None for anything else."""
    found = _WHOLE.fullmatch(text or "")
    number = int(found[1]) if found else None
    return number if number is not None and abs(number) <= _LARGEST else None


def length(text: str | None) -> int | None:
    """Return a length in twentieths of a point; None when it is none, or more than Word has paper for."""
    points = _points(text, 20)
    twentieths = None if points is None else round(points * 20)
    return twentieths if twentieths is not None and abs(twentieths) <= _LONGEST else None


def font_points(text: str | None) -> float | None:
    """Return the size of a font in points, which a file says in half points; None when no letters are that size."""
    points = _points(text, 2)
    return points if points is not None and 0 < points <= _LARGEST_FONT else None


def highest_with_room(used: Iterable[int | None], least: int) -> int:
    """Return the number above which ours can begin: the highest that is used, ``least`` when there is none.

    Above what Word knows there are no numbers: when the highest is near that, it is the one with most room above it.
    """
    taken = sorted({least, *(number for number in used if number is not None and number > least)})
    if taken[-1] <= _LARGEST - _ROOM:
        return taken[-1]
    return max(pairwise(taken), key=lambda pair: pair[1] - pair[0])[0]


def _points(text: str | None, parts: int) -> float | None:
    """Return a length in points, of which a number without a unit says so many ``parts``."""
    found = _LENGTH.fullmatch(text or "")
    if found is None:
        return None
    number, unit = found.groups()
    return float(number) * _POINTS[unit] if unit else float(number) / parts
