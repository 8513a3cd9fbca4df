"""Remarks in the margin: Word's comments, each at the first words of its paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from liagen.document.blocks import Note, Span, Text
from liagen.word.parts.xml import WORD, element, part, word
from liagen.word.write.text import Layout, paragraph_properties, run, sign

MADE_BY: Final = "liagen"
"""Who puts the remarks in a draft that is made."""

_INITIALS: Final = "li"
_FIRST_WORDS: Final = re.compile(r"\s*\S+(?:\s+\S+){0,2}")


def comments_bytes(comments: Iterable[bytes]) -> bytes:
    """Return comments.xml with these comments."""
    return part(element("w:comments", {"xmlns:w": WORD}, *comments))


def comment(
    note: Note, key: int, date: str, style: str, mark_style: str, author: str = MADE_BY, initials: str = _INITIALS
) -> bytes:
    """Return a comment; ``key`` is its number in the document."""
    paragraph = word("p", paragraph_properties(style, Layout()), sign("annotationRef", mark_style), run(note.text))
    return word("comment", paragraph, author=author, date=f"{date}T00:00:00Z", initials=initials, id=str(key))


def first_words(spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the spans in two: the few words that a remark stands at, and what comes after."""
    first, after = spans[:1], spans[1:]
    match first:
        case (Text(text, bold, italic),) if (found := _FIRST_WORDS.match(text)) and found.end() < len(text):
            head, tail = text[: found.end()], text[found.end() :]
            return (Text(head, bold, italic),), (Text(tail, bold, italic), *after)
    return first, after


def open_comment(key: int) -> bytes:
    """Return the beginning of the words that a comment stands at."""
    return word("commentRangeStart", id=str(key))


def close_comment(key: int, mark_style: str) -> bytes:
    """Return the end of the words that a comment stands at, and its sign."""
    return word("commentRangeEnd", id=str(key)) + sign("commentReference", mark_style, id=str(key))
