"""Remarks in the margin: Word's comments, each at the first words of its paragraph."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from lxml import etree

from liagen.blocks import Note, Span, Text
from liagen.word.pieces import ID, VAL, W, add_copy, add_text, mark_model, model, paragraph_model, run_model

_AUTHOR: Final = "liagen"
_INITIALS: Final = "li"
_FIRST_WORDS: Final = re.compile(r"\s*\S+(?:\s+\S+){0,2}")


def new_comments() -> etree._Element:
    """Return comments.xml without comments."""
    return model("comments")


def add_comment(comments: etree._Element, note: Note, date: str, style: str, mark_style: str) -> int:
    """Add a comment; return its number."""
    key = len(comments)
    comment = add_copy(comments, _comment_model(date, style, mark_style))
    comment.set(ID, str(key))
    add_text(comment[0], note.text, run_model())
    return key


def first_words(spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the spans in two: the few words that a remark stands at, and what comes after."""
    first, after = spans[:1], spans[1:]
    match first:
        case (Text(text, bold, italic),) if (found := _FIRST_WORDS.match(text)) and found.end() < len(text):
            head, tail = text[: found.end()], text[found.end() :]
            return (Text(head, bold, italic),), (Text(tail, bold, italic), *after)
    return first, after


def open_comment(paragraph: etree._Element, key: int) -> None:
    """Begin the words that a comment stands at."""
    add_copy(paragraph, mark_model("commentRangeStart")).set(ID, str(key))


def close_comment(paragraph: etree._Element, key: int, mark_style: str) -> None:
    """End the words that a comment stands at."""
    add_copy(paragraph, mark_model("commentRangeEnd")).set(ID, str(key))
    add_copy(paragraph, _sign_model("commentReference", mark_style))[-1].set(ID, str(key))


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
