"""Law and policy as it was when someone looked it up: each fact with its source, for the officer alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from liagen.chapter.markdown import plain_text, to_spans
from liagen.chapter.material import origin_of
from liagen.chapter.sheet_material import SheetMaterial
from liagen.document.blocks import Block, Item, Link, ListBlock, Paragraph, Span, Text
from liagen.library.cards import LENGTHS
from liagen.library.dutch import dutch_date, escape
from liagen.library.tables import DatedFact, Source

_NAME: Final = "wetten"
_STALE: Final = dt.timedelta(days=182)
"""How long after someone looked a fact up a draft says that it may have changed: half a year, our estimate."""


def law_list(sheet: SheetMaterial) -> list[Block]:
    """Return the dated facts that hold on the day of the draft, as many as the length asks; nothing when none does."""
    day = sheet.material.facts.date
    held = [(each, fact) for each in sheet.material.library.sources.values() if (fact := each.fact_on(day))]
    long_enough = LENGTHS[: LENGTHS.index(sheet.material.length) + 1]
    told = [(source, fact) for source, fact in held if source.werkblad_vanaf in long_enough]
    if not told:
        return []
    origin = origin_of("lijst", _NAME)
    looked_up = max(source.stand for source, _ in told if source.stand)
    items = tuple(_item(source, fact, looked_up, sheet) for source, fact in told)
    more = [_paragraph("meer", sheet.word("wetten_meer"))] if len(told) < len(held) else []
    return [*_remarks(looked_up, day, sheet), *more, ListBlock(origin.name, False, items, (origin,))]


def _remarks(looked_up: dt.date, day: dt.date, sheet: SheetMaterial) -> Iterator[Paragraph]:
    words = {"stand": dutch_date(looked_up)}
    yield _paragraph("inleiding", sheet.word("wetten_inleiding", **words))
    if day - looked_up > _STALE:
        yield _paragraph("oud", sheet.word("wetten_oud", **words))


def _item(source: Source, fact: DatedFact, looked_up: dt.date, sheet: SheetMaterial) -> Item:
    text = f"{fact.tekst} {fact.werkblad}" if fact.werkblad else fact.tekst
    title: Span = Link(plain_text(escape(source.titel)), source.url) if source.url else Text(source.titel)
    origin = origin_of("lijst", _NAME, source.key)
    spans: tuple[Span, ...] = (*to_spans(text), Text(" "), title)
    if source.stand and source.stand != looked_up:
        spans = (*spans, Text(" "), *to_spans(sheet.word("wet_stand", stand=dutch_date(source.stand))))
    return Item(origin.name, spans, (source.key,), None, (origin,))


def _paragraph(name: str, text: str) -> Paragraph:
    origin = origin_of("lijst", _NAME, f"{name}_tekst")
    return Paragraph(origin.name, to_spans(text), origins=(origin,))
