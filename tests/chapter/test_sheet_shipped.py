"""The work sheet of every shipped profile, and of a municipality of which nothing is known."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache

import pytest
from builders import profile
from sheet_builders import fills

from liagen.document.blocks import Heading, ListBlock, span_text
from liagen.document.walk import passages
from liagen.library.load import load_library
from liagen.make import chain
from liagen.profile.read import load_profile, shipped_profiles

DAY = dt.date(2027, 1, 4)
EMPTY = "leeg"
NAMES = (*shipped_profiles(), EMPTY)


@cache
def result(name):
    lib = load_library()
    found = profile() if name == EMPTY else load_profile(shipped_profiles()[name], lib.cards)
    return chain.make(found, lib, DAY)


@cache
def sheet(name):
    return chain.make_sheet(result(name), load_library())


def text(found):
    return "\n".join(span_text(passage.spans) for block in found.blocks for passage in passages(block))


def questions(found):
    """Return the items of the list of questions."""
    lists = [block for block in found.blocks if isinstance(block, ListBlock)]
    return [item for block in lists if block.origins[0].key == "vragen" for item in block.items]


@pytest.mark.parametrize("name", NAMES)
def test_every_question_has_one_control_and_nothing_else_has_one(name):
    found = sheet(name)
    asked = questions(found)
    assert len(fills(found)) == len(asked) > 0
    assert all(sum(span in fills(found) for span in item.spans) == 1 for item in asked)
    assert max(Counter(fill.field or fill.words for fill in fills(found)).values()) == 1


@pytest.mark.parametrize("name", NAMES)
def test_every_blank_of_the_chapter_is_asked(name):
    keys = {fill.field or fill.words for fill in fills(sheet(name))}
    blanks = [each.fill for each in result(name).chapter.fills if not each.fill.proposal]
    assert {fill.field or fill.words for fill in blanks} <= keys


@pytest.mark.parametrize("name", NAMES)
def test_questions_are_numbered_through(name):
    lists = [block for block in sheet(name).blocks if isinstance(block, ListBlock) and block.ordered]
    numbers = [number for block in lists for number, _ in enumerate(block.items, block.first)]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("name", NAMES)
def test_every_section_has_something_below_it(name):
    blocks = sheet(name).blocks
    heads = [place for place, block in enumerate(blocks) if isinstance(block, Heading)]
    assert [place for place in heads if blocks[place].level == 2]
    assert all(not isinstance(blocks[place + 1], Heading) or blocks[place + 1].level == 3 for place in heads)


def test_of_a_municipality_of_which_nothing_is_known_nothing_is_told():
    found = text(sheet(EMPTY))
    assert "€" not in found
    assert "Dit heeft uw gemeente al" not in found
    assert "U hebt" not in found
    assert "De datum van het besluit ontbreekt (vraag" in found
