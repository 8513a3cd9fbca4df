"""Law and policy on the work sheet: what holds on the day of the draft, with its source and when it was looked up."""

from __future__ import annotations

import dataclasses
import datetime as dt

from sheet_builders import made

from liagen.chapter.sheet_law import law_list
from liagen.document.blocks import Link, Paragraph, span_text
from liagen.document.walk import passages
from liagen.library.tables import Source

LOOKED_UP = dt.date(2026, 11, 25)


def source(key, *facts, stand=LOOKED_UP, **more):
    typed = {"titel": f"Bron {key}", "stand": stand, "feiten": facts, **more}
    return Source.model_validate(typed).with_key(key)


def blocks(*sources, day, lengte="standaard"):
    found = made({"stijl": {"lengte": lengte}}, day=day)
    library = dataclasses.replace(found.material.library, sources={each.key: each for each in sources})
    return law_list(dataclasses.replace(found, material=dataclasses.replace(found.material, library=library)))


def lines(found):
    return [span_text(line.spans) for block in found for line in passages(block)]


def test_a_fact_is_told_with_its_source_and_the_day_it_was_looked_up():
    wet = source("wet", {"tekst": "Zo is het.", "werkblad": "Noem het."}, url="https://voorbeeld.nl/wet")
    found = blocks(wet, source("boek"), day=LOOKED_UP)
    assert lines(found)[1:] == ["Zo is het. Noem het. Bron wet"]
    assert "stand op 25 november 2026" in lines(found)[0]
    (item,) = found[-1].items
    assert Link("Bron wet", "https://voorbeeld.nl/wet") in item.spans
    assert item.sources == ("wet",)


def test_a_fact_holds_from_its_first_day_to_its_last():
    wet = source(
        "wet",
        {"tekst": "Het komt.", "vanaf": dt.date(2026, 1, 1), "tot": dt.date(2026, 12, 31)},
        {"tekst": "Het is er.", "vanaf": dt.date(2027, 1, 1)},
    )
    told = {day: lines(blocks(wet, day=day))[1:] for day in (dt.date(2026, 12, 31), dt.date(2027, 1, 1))}
    assert [[line.split(" Bron")[0] for line in found] for found in told.values()] == [["Het komt."], ["Het is er."]]
    assert blocks(wet, day=dt.date(2025, 12, 31)) == []


def test_a_fact_that_was_looked_up_on_another_day_says_so():
    brief = source("brief", {"tekst": "Zo was het."}, stand=dt.date(2026, 2, 13))
    found = lines(blocks(source("wet", {"tekst": "Zo is het."}), brief, day=LOOKED_UP))
    assert found[1:] == ["Zo is het. Bron wet", "Zo was het. Bron brief (stand op 13 februari 2026)"]


def test_a_long_sheet_tells_more():
    more = source("meer", {"tekst": "Dit ook."}, werkblad_vanaf="uitgebreid")
    wet = source("wet", {"tekst": "Zo is het."})
    assert lines(blocks(wet, more, day=LOOKED_UP))[1:] == [
        "Bij de lengte «uitgebreid» staat hier meer.",
        "Zo is het. Bron wet",
    ]
    assert lines(blocks(wet, more, day=LOOKED_UP, lengte="uitgebreid"))[1:] == [
        "Zo is het. Bron wet",
        "Dit ook. Bron meer",
    ]


def test_a_draft_of_long_after_says_that_nobody_looked_since():
    wet = source("wet", {"tekst": "Zo is het."})
    early, late = (blocks(wet, day=day) for day in (LOOKED_UP, dt.date(2028, 1, 4)))
    assert [len([block for block in found if isinstance(block, Paragraph)]) for found in (early, late)] == [1, 2]
    assert "25 november 2026" in lines(late)[1]
