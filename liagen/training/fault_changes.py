"""What makes a line wrong, or odd: other words for some, another number, or a sentence behind the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from liagen.document.blocks import Span, Text, span_text
from liagen.library.dutch import dutch_number, number_in_words
from liagen.training.texts import fill

_END: Final = (".", "!", "?")
_IN_WORDS: Final = {number_in_words(number): number for number in range(2, 13)}  # with «één» other words go along
_NUMBER: Final = rf"(?:\d+(?:\.\d{{3}})*|{'|'.join(_IN_WORDS)})"
_PART: Final = re.compile(r"(\*|\{getal\})")

Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Words:
    """What takes the place of words that fit one of the patterns.

    Of a number among them (`{getal}`) the wrong words may hold another (`{ander}`): the first that there can be when
    one of ``offsets`` is added. ``number`` is what it must be, None when it may be any.
    """

    patterns: tuple[re.Pattern[str], ...]
    wrong: str
    offsets: tuple[int, ...] = ()
    number: int | None = None


@dataclass(frozen=True)
class ChangedLine:
    """A line with something else in it, the sentence or cell in which it stands, and the words that stood there."""

    spans: Spans
    told: str
    stood: str = ""


def pattern_of(text: str) -> re.Pattern[str]:
    """Return what a text stands for: an asterisk is anything within one sentence or cell, `{getal}` a number."""
    parts = {"*": "[^.!?]*", "{getal}": rf"(?P<getal>\b{_NUMBER})"}
    # A space of the chapter may be a hard one, as in a date.
    return re.compile(
        "".join(parts.get(part) or r"\s".join(map(re.escape, part.split(" "))) for part in _PART.split(text))
    )


def sentence_pattern(text: str) -> re.Pattern[str]:
    """Return the same for words within a sentence; with an asterisk at the end it goes on to the full stop."""
    pattern = pattern_of(text).pattern
    return re.compile(rf"{pattern}(?=[.!?])" if text.endswith("*") else pattern)


def swapped(spans: Spans, words: Words, whole: bool) -> Iterator[ChangedLine]:
    """Give the line for each place where the words fit; ``whole`` says that it is told as a whole, as a cell is."""
    for number, span in enumerate(spans):
        if not isinstance(span, Text):
            continue
        for found in (match for pattern in words.patterns for match in pattern.finditer(span.text)):
            wrong = wrong_words(words, found) if found[0] else None  # an asterisk also fits what is empty
            if not wrong or wrong.casefold() == found[0].casefold():
                continue
            fitting = _fitting(wrong, found, span.text)
            text = f"{span.text[: found.start()]}{fitting}{span.text[found.end() :]}"
            changed = (*spans[:number], replace(span, text=text), *spans[number + 1 :])
            before = len(span_text(spans[:number])) + found.start()
            told = span_text(changed) if whole else _sentence_at(span_text(changed), before, fitting)
            yield ChangedLine(changed, told, found[0])


def added(spans: Spans, sentence: str) -> Iterator[ChangedLine]:
    """Give a paragraph that ends as a sentence does, with one more behind it."""
    if span_text(spans).endswith("."):
        yield ChangedLine((*spans, Text(f" {sentence}")), sentence)


def wrong_words(words: Words, found: re.Match[str]) -> str | None:
    """Return the wrong words with their number; None when the number that stands there is not the one meant.

    ``found`` is where one of the patterns fits.
    """
    told = found.groupdict().get("getal")
    if told is None:
        return words.wrong
    number = _IN_WORDS.get(told) or int(told.replace(".", ""))
    if words.number not in (None, number):
        return None
    others = (_as_told(number + offset, told) for offset in words.offsets)
    other = next((each for each in others if each), None) if words.offsets else told
    return other and fill(words.wrong, ander=other, getal=told)


def _as_told(number: int, told: str) -> str | None:
    """Return a number in words or figures, as another is told; None when it cannot be told so."""
    if told in _IN_WORDS:
        return number_in_words(number) if number in _IN_WORDS.values() else None
    if number < 1:
        return None
    is_year = len(told) == 4 and "." not in told
    return str(number) if is_year else dutch_number(number)


def _fitting(wrong: str, found: re.Match[str], text: str) -> str:
    """Return the wrong words with the capital and the full stop that their place asks for."""
    starts = not text[: found.start()].strip() or text[: found.start()].rstrip().endswith(_END)
    first = wrong[:1].upper() if starts and found[0][:1].isupper() else wrong[:1]
    end = "." if found[0].endswith(".") and not wrong.endswith(_END) else ""
    return f"{first}{wrong[1:]}{end}"


def _sentence_at(text: str, place: int, words: str) -> str:
    """Return the sentence in which the words at a place stand."""
    last = place + len(words) - 1
    begin = max((match.end() for match in re.finditer(r"[.!?]\s+", text[:place])), default=0)
    end = re.search(r"[.!?](?=\s|$)", text[last:])
    return text[begin : last + end.end()] if end else text[begin:]
