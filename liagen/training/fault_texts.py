"""Sentences in a run of spans, and cutting across the spans that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from liagen.document.blocks import Span, Text, joined

_END: Final = re.compile(r"[.!?](?=\s|$)")


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """Give where each sentence of a text begins and ends, its full stop included."""
    start = 0
    for found in _END.finditer(text):
        yield start, found.end()
        start = found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip())
    if text[start:].strip():
        yield start, len(text)


def spliced(spans: tuple[Span, ...], start: int, end: int, text: str) -> tuple[Span, ...]:
    """Return spans with a text in the place of what stands from ``start`` to ``end`` of their plain text.

    A place to fill in or a link that is cut into goes as a whole.
    """
    found: list[Span] = []
    before, placed = 0, False
    for span in spans:
        first, last = before, before + len(span.text)
        before = last
        if last <= start or first >= end:
            if first >= end and not placed:
                found.append(Text(text))
                placed = True
            found.append(span)
        elif isinstance(span, Text):
            head, tail = span.text[: max(0, start - first)], span.text[max(0, end - first) :] if end < last else ""
            found.append(replace(span, text=head + ("" if placed else text) + tail))
            placed = True
    if not placed:
        found.append(Text(text))
    return joined(span for span in found if span.text)
