"""Take one goal out of a chapter: its row, the point that asks for it, and every number that tells of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from liagen.document.blocks import Block, Chapter, Item, ListBlock, Row, Span, Table, Text, span_text
from liagen.document.walk import with_spans
from liagen.library.dutch import enumerate_nl, first_number, number_in_words, numbers_nl
from liagen.training.fault_texts import spliced

GOALS: Final = "tabel.doelen"
"""The id of the table of goals."""

_NUMBERS: Final = r"\d+(?:(?:, \d+)*(?: en | tot en met )\d+)?"
_REFERENCE: Final = re.compile(
    rf"(?P<bracket>\s\()?(?P<word>\b[Dd]oel(?:en)?)(?P<space>\s)(?P<numbers>{_NUMBERS})\b(?P<close>\))?"
)
_POINT: Final = re.compile(r"doel\s(\d+)(?: vast te stellen)?: «")
"""How a point begins that asks the college to agree with one goal, or the council to adopt it."""
_OTHERS: Final = re.compile(r"(?<=over de andere )\w+")
_CLAUSE: Final = re.compile(r"[Dd]oel\s\d+ (?:stond al vast|regelt het college zelf)")
"""What a chapter says of one goal that no council decides on: a sentence, or a part of one."""
_STOOD: Final = re.compile(r"Doel\s\d+ \(«[^»]*»\) stond al vast\. ?")
_MONTHS: Final = re.compile(r"(?<=dan zijn de doelen klaar in )[^.]+(?=\.)")
_MONTH: Final = re.compile(rf"(?P<month>\w+ \d{{4}}) \(doel(?:en)?\s(?P<numbers>{_NUMBERS})\)")
"""In which month some goals are due, where the month of the decision is our proposal."""
_ONE_OF_MORE: Final = {
    " zijn klaar als het besluit valt": " is klaar als het besluit valt",
    " regelt het college zelf": " regelt het college zelf",
    " vast": " vast",
    ")": ")",
}
"""What follows on the numbers of more goals, and of one."""


def without_goal(chapter: Chapter, number: int) -> Chapter | None:
    """Return the chapter without the goal of this number; None when a sentence about numbers could not stay as it is.

    Goals after it move up. A reference to it goes; the sentence that held it stays, as it is about more than a number.
    """
    goals = next(block for block in chapter.blocks if isinstance(block, Table) and block.id == GOALS)
    behind = len(goals.rows) - number
    blocks = [_without(block, number) for block in chapter.blocks]
    if not all(block.items for block in blocks if isinstance(block, ListBlock)):
        return None
    try:
        changed = tuple(with_spans(block, lambda spans: _told(spans, number, behind)) for block in blocks)
    except _CannotStayError:
        return None
    return replace(chapter, blocks=changed)


class _CannotStayError(Exception):
    """A sentence tells of numbers in a way that would have to be written anew."""


def _without(block: Block, number: int) -> Block:
    match block:
        case Table(id=name) if name == GOALS:
            return replace(block, rows=tuple(_renumbered(block.rows, number)))
        case ListBlock():
            return replace(block, items=tuple(item for item in block.items if not _asks_for(item, number)))
        case _:
            return block


def _renumbered(rows: tuple[Row, ...], gone: int) -> list[Row]:
    left = [row for place, row in enumerate(rows, 1) if place != gone]
    found: list[Row] = []
    for place, row in enumerate(left, 1):
        first, *others = row.cells
        found.append(replace(row, cells=(replace(first, spans=(Text(str(place)),)), *others)))
    return found


def _asks_for(item: Item, number: int) -> bool:
    """Say whether a point is about this goal alone."""
    found = _POINT.match(span_text(item.spans))
    return found is not None and int(found[1]) == number


def _told(spans: tuple[Span, ...], gone: int, behind: int) -> tuple[Span, ...]:
    """Return spans in which every number of a goal is the new one; ``behind`` is how many goals come after it."""
    spans = _due(spans, gone)
    months = _MONTHS.search(span_text(spans))
    for found in reversed(list(_REFERENCE.finditer(span_text(spans)))):
        if months and months.start() <= found.start() < months.end():
            continue
        before = _numbers(found["numbers"])
        after = [number - (number > gone) for number in before if number != gone]
        if after == before:
            continue
        if found["bracket"] and found["close"] and not after:
            spans = spliced(spans, found.start(), found.end(), "")
        elif found["bracket"] or (len(after) == 1) == (len(before) == 1):
            spans = spliced(spans, *found.span("numbers"), numbers_nl(after))
        else:
            spans = _of_fewer(spans, found, after)
    if others := _OTHERS.search(span_text(spans)):
        count = first_number(others[0]) or 0
        # What is prepared comes before the others.
        left = count - (behind < count)
        if not 2 <= left <= 12:
            raise _CannotStayError
        spans = spliced(spans, others.start(), others.end(), number_in_words(left))
    return spans


def _due(spans: tuple[Span, ...], gone: int) -> tuple[Span, ...]:
    """Return spans in which the months of the goals have the new numbers; a month with no goal left is gone."""
    found = _MONTHS.search(span_text(spans))
    if found is None:
        return spans
    told = []
    for each in _MONTH.finditer(found[0]):
        if left := [number - (number > gone) for number in _numbers(each["numbers"]) if number != gone]:
            word = "doel" if len(left) == 1 else "doelen"
            told.append(f"{each['month']} ({word} {numbers_nl(left)})")
    if not told:
        raise _CannotStayError
    return spliced(spans, *found.span(), enumerate_nl(told))


def _of_fewer(spans: tuple[Span, ...], found: re.Match[str], left: list[int]) -> tuple[Span, ...]:
    """Return spans in which a sentence tells of one goal that told of more, or is gone when it told of one."""
    text = span_text(spans)
    if not left:
        return spliced(spans, *_told_alone(text, found.start()), "")
    article = text[found.start() - 3 : found.start()]
    if article not in ("De ", "de "):
        raise _CannotStayError
    for more, one in _ONE_OF_MORE.items():
        if text.startswith(more, found.end()):
            spans = spliced(spans, found.end(), found.end() + len(more), one)
            word = "Doel" if article == "De " else "doel"
            return spliced(spans, found.start() - 3, found.end(), f"{word}{found['space']}{left[0]}")
    raise _CannotStayError


def _told_alone(text: str, start: int) -> tuple[int, int]:
    """Return from where to where a text tells of the one goal that it names at ``start``."""
    if stood := _STOOD.match(text, start):
        return stood.span()
    clause = _CLAUSE.match(text, start)
    if clause is None:
        raise _CannotStayError
    before, after = text[:start], text[clause.end() :]
    if before.endswith("; "):
        # What follows takes its place: «; doel 3 …, en doel 4 …».
        follows = next((len(sign) for sign in (", en ", ", ") if after.startswith(sign)), None)
        return (start, clause.end() + follows) if follows else (start - len("; "), clause.end())
    if before.endswith(", en "):
        return start - len(", en "), clause.end()
    if after.startswith("."):
        return len(before.rstrip()), clause.end() + 1
    raise _CannotStayError


def _numbers(text: str) -> list[int]:
    found = [int(number) for number in re.findall(r"\d+", text)]
    return list(range(found[0], found[-1] + 1)) if "tot en met" in text else found
