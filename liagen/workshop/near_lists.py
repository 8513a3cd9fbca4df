"""Rows that are typed as a list and become one paragraph, as their sign is not one that makes a list here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# No sentence begins with one of these.
_BULLET: Final = re.compile(r"[ \t]*([•·‣▪▫●○◦■□◆►➢✓✔])")

# These may begin a row of a sentence too: in a list they begin its first row, or more than one.
_DASH: Final = re.compile(r"[ \t]*([–—](?=\s)|[-–—](?=[^\W\d_]))")
_NUMBER: Final = re.compile(r"[ \t]*(\d{1,2}[.)](?=[^\W\d_])|[a-z][.)](?=\s))")


def near_lists(text: str) -> Iterator[tuple[int, str]]:
    """Give the first row of each paragraph that looks like a list and is none: where its sign stands, and the sign."""
    start = 0
    for paragraph in re.split(r"(\n[ \t]*\n)", text):
        if found := _first_sign(paragraph):
            yield start + found.start(1), found[1]
        start += len(paragraph)


def _first_sign(paragraph: str) -> re.Match[str] | None:
    starts = [0, *(match.end() for match in re.finditer("\n", paragraph))]
    bullets, dashes, numbers = (_matches(pattern, paragraph, starts) for pattern in (_BULLET, _DASH, _NUMBER))
    begins = bool(dashes) and not paragraph[: dashes[0].start()].strip()
    found = [*bullets, *(dashes if begins or len(dashes) > 1 else ()), *(numbers if len(numbers) > 1 else ())]
    return min(found, key=re.Match.start, default=None)


def _matches(pattern: re.Pattern[str], paragraph: str, starts: list[int]) -> list[re.Match[str]]:
    return [match for start in starts if (match := pattern.match(paragraph, start))]
