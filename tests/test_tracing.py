"""Coverage of the report: every ID has a home, no unknown ID is named, and taking one away is noticed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import tracing

from liagen.library.load import load_library

LIBRARY = load_library()
IDS, LEFT_OUT = tracing.known_ids()


def test_every_id_of_the_report_has_a_home():
    assert tracing.without_home(LIBRARY) == set()


def test_nothing_names_an_unknown_id():
    assert set(tracing.homes(LIBRARY)) <= set(IDS) | tracing.facts()


def test_what_is_left_out_is_known_has_a_reason_and_no_home():
    assert set(LEFT_OUT) <= set(IDS)
    assert all(len(reason) > 20 for reason in LEFT_OUT.values())
    assert not set(LEFT_OUT) & set(tracing.homes(LIBRARY))


def groups():
    return [("cards", LIBRARY.cards), ("risks", LIBRARY.risks), ("texts", LIBRARY.texts)]


@pytest.mark.parametrize(("name", "group"), groups(), ids=["cards", "risks", "texts"])
def test_taking_an_id_from_its_only_home_is_noticed(name, group):
    only = {ident: places[0] for ident, places in tracing.homes(LIBRARY).items() if len(places) == 1}
    tried = 0
    for key, one in group.items():
        for ident in one.rapport:
            if ident in only and ident in IDS:
                poorer = one.model_copy(update={"rapport": tuple(other for other in one.rapport if other != ident)})
                assert tracing.without_home(dataclasses.replace(LIBRARY, **{name: {**group, key: poorer}})) == {ident}
                tried += 1
    assert tried > 2


def test_the_page_is_fresh():
    page = Path(__file__).parents[1] / "docs" / "dekking.md"
    assert page.read_text(encoding="utf-8") == tracing.report(), "run `make docs`"
