"""How long reading takes, from the number of words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from liagen.document.blocks import Chapter
from liagen.document.walk import leaves

WORDS_PER_MINUTE: Final = 200


def reading_minutes(chapters: Iterable[Chapter]) -> int:
    """Return in how many whole minutes someone reads these documents once, rounded up."""
    words = sum(len(leaf.text.split()) for chapter in chapters for leaf in leaves(chapter).values())
    return -(-words // WORDS_PER_MINUTE)
