"""Independent judges of the Word files we make: schema, package and lint, without an error on any chapter."""

from __future__ import annotations

import io
import zipfile

import shipped
from judges import constructs, errors

from liagen.chapter.compare import compare, comparison_chapter
from liagen.document.blocks import Paragraph, Text
from liagen.make import chain

LIBRARY = shipped.LIBRARY


def test_every_chapter_and_its_work_sheet_are_sound():
    others = [("utrecht", "kort"), ("hardenberg", "uitgebreid"), ("meierijstad", "uitgebreid")]
    made = [shipped.word_file(*each) for each in (*((name,) for name in shipped.NAMES), *others)]
    made += map(shipped.sheet_file, shipped.NAMES)
    seen: set[tuple[str, ...]] = set()
    for data in made:
        if new := constructs(data) - seen:
            assert errors(data) == ()
            seen |= new
    assert seen


def test_no_paragraph_is_a_heading_in_disguise():
    profile = shipped.profile("hardenberg")
    style = {"lengte": "uitgebreid", "bijlagen": ("samenvatting",)}
    profile = profile.model_copy(update={"stijl": profile.stijl.model_copy(update=style)})
    chapter = chain.make(profile, LIBRARY, shipped.DAY).chapter
    texts = [block.spans for block in chapter.blocks if isinstance(block, Paragraph)]
    assert not [spans for spans in texts if all(isinstance(span, Text) and span.bold for span in spans)]


def test_the_end_product_is_sound():
    assert errors(chain.make_docx(shipped.result("utrecht").chapter, LIBRARY, "schoon")) == ()


def test_the_comparison_is_sound():
    found = compare(tuple(map(shipped.profile, shipped.NAMES)), LIBRARY, shipped.DAY)
    assert errors(chain.make_docx(comparison_chapter(found, LIBRARY, shipped.DAY), LIBRARY, "schoon")) == ()


def test_the_judges_do_judge():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(shipped.word_file("utrecht", "kort"))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<w:pPr>", b"<w:onzin/><w:pPr>"))
    assert errors(out.getvalue()) != ()
