"""How long reading takes, from the number of words: an estimate."""

from __future__ import annotations

from collections.abc import Iterable

from liagen.document.blocks import Chapter
from liagen.document.walk import leaves


def word_count(chapter: Chapter) -> int:
    """Return how many words someone reads in a document."""
    return sum(len(leaf.text.split()) for leaf in leaves(chapter).values())


def reading_minutes(chapters: Iterable[Chapter], words_per_minute: int) -> int:
    """Return in how many whole minutes someone reads these documents once, rounded up."""
    return -(-sum(map(word_count, chapters)) // words_per_minute)
