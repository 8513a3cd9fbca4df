"""Remarks in the margin: Word's comments, each at the first words of its paragraph."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from lxml import etree

from liagen.document.blocks import Note, Span, Text
from liagen.word.parts.xml import (
    ID,
    VAL,
    W,
    add_copy,
    add_text,
    filled_bytes,
    model,
    paragraph_model,
    run_model,
    written,
)

_AUTHOR: Final = "liagen"
_INITIALS: Final = "li"
_START: Final = written(model("commentRangeStart", id="%d"))
_END: Final = written(model("commentRangeEnd", id="%d"))
_FIRST_WORDS: Final = re.compile(r"\s*\S+(?:\s+\S+){0,2}")


def comments_bytes(comments: Iterable[bytes]) -> bytes:
    """Return comments.xml with these comments."""
    return filled_bytes(model("comments"), comments)


def written_comment(note: Note, key: int, date: str, style: str, mark_style: str) -> bytes:
    """Return a comment; ``key`` is its number in the document."""
    comment = copy.copy(_comment_model(date, style, mark_style))
    comment.set(ID, str(key))
    add_text(comment[0], note.text, run_model())
    return written(comment)


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
    return _START % key


def close_comment(key: int, mark_style: str) -> bytes:
    """Return the end of the words that a comment stands at, and its sign."""
    sign = _sign_model("commentReference", mark_style)
    sign[-1].set(ID, str(key))
    return _END % key + written(sign)


@lru_cache(maxsize=8)
def _comment_model(date: str, style: str, mark_style: str) -> etree._Element:
    """Return a comment; its first child is its paragraph, which has the sign of a comment, but no text."""
    comment = model("comment")
    for name, value in (("author", _AUTHOR), ("date", f"{date}T00:00:00Z"), ("initials", _INITIALS)):
        comment.set(W + name, value)
    add_copy(add_copy(comment, paragraph_model(style)), _sign_model("annotationRef", mark_style))
    return comment


@lru_cache(maxsize=8)
def _sign_model(tag: str, style: str) -> etree._Element:
    """Return a run with a sign of a comment as its last child, in the style for it where the style file has one."""
    run = model("r")
    if style:
        etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}rStyle", {VAL: style})
    etree.SubElement(run, W + tag)
    return run
