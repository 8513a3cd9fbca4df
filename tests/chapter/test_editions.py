"""The end product: what an officer at work needs is not in it."""

from __future__ import annotations

import pytest
import shipped

from liagen.chapter.editions import end_product
from liagen.document.blocks import Fill
from liagen.document.walk import by_section, passages
from liagen.library.compile import load_library

LIBRARY = load_library()
WORKING = {section.sleutel for section in LIBRARY.outline if section.concept == "ja"}


@pytest.fixture(scope="module")
def draft():
    return shipped.result("meierijstad").chapter


def sections(chapter):
    return list(dict.fromkeys(key for key, _, _ in by_section(chapter)))


def test_sections_to_work_with_are_gone_and_the_others_stay(draft):
    assert WORKING & set(sections(draft))
    assert sections(end_product(draft, LIBRARY)) == [key for key in sections(draft) if key not in WORKING]


def test_no_remark_is_left(draft):
    shown = [passage for block in end_product(draft, LIBRARY).blocks for passage in passages(block)]
    assert not [passage for passage in shown if getattr(passage, "note", None)]


def test_what_is_open_is_what_is_still_to_be_filled_in(draft):
    found = end_product(draft, LIBRARY)
    spans = [span for block in found.blocks for passage in passages(block) for span in passage.spans]
    assert found.open_points == sum(isinstance(span, Fill) for span in spans) > 0
