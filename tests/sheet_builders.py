"""A work sheet of toy content, made as the program makes one."""

from __future__ import annotations

import dataclasses
import datetime as dt

from builders import library, library_text, profile, section, sheet

from liagen.chapter.material import Material
from liagen.chapter.sheet_material import SheetMaterial
from liagen.chapter.sheet_questions import questions_of
from liagen.document.blocks import Fill, ListBlock, span_text
from liagen.document.walk import passages
from liagen.make import chain

DAY = dt.date(2027, 1, 4)


def made(facts, *cards, texts=(), day=DAY, **more):
    """Return the material of a sheet: the chapter tells the goals, the options and these texts of the section."""
    parts = {"inleiding": library_text("inleiding", tekst="\n\n".join(texts))} if texts else {}
    rows = [("tekst", "inleiding")] if texts else []
    lib = library(*cards, texts=parts, **more)
    deel = section("deel", "Een deel", *rows, ("tabel", "doelen"))
    lib = dataclasses.replace(lib, outline=(*lib.outline, deel))
    result = chain.make(profile(**facts), lib, day)
    material = Material(lib, result.facts, result.choice, result.plan)
    return SheetMaterial(material, result.chapter, questions_of(material, result.chapter))


def document(facts, *cards, rows, texts=(), day=DAY):
    """Return the sheet itself, of these rows of an outline."""
    lib = library(*cards, sheet=sheet(section("blad", "Blad", *rows)))
    if texts:
        lib = dataclasses.replace(
            lib,
            texts={"inleiding": library_text("inleiding", tekst="\n\n".join(texts))},
            outline=(*lib.outline, section("deel", "Een deel", ("tekst", "inleiding"))),
        )
    return chain.make_sheet(chain.make(profile(**facts), lib, day), lib)


def with_hours(found, *rows):
    """Return the material with these hours in the plan."""
    plan = dataclasses.replace(found.material.plan, hours=rows)
    return dataclasses.replace(found, material=dataclasses.replace(found.material, plan=plan))


def fills(found):
    """Return every control of a document."""
    return [span for block in found.blocks for each in passages(block) for span in each.spans if isinstance(span, Fill)]


def items(found):
    """Return the text of every item of a list."""
    lists = [block for block in found.blocks if isinstance(block, ListBlock)]
    return [span_text(item.spans) for block in lists for item in block.items]
