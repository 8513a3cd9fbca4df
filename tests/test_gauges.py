"""Independent judges of the Word files we make: schema, package and lint, without an error on any chapter."""

from __future__ import annotations

import io
import zipfile

import pytest
import shipped
from judges import errors

from liagen.chapter.compare import compare, comparison_chapter
from liagen.document.blocks import Paragraph, Text
from liagen.make import chain

LIBRARY = shipped.LIBRARY


@pytest.mark.parametrize("name", shipped.NAMES)
def test_every_chapter_and_its_work_sheet_are_sound(name):
    assert errors(shipped.word_file(name)) == ()
    assert errors(shipped.sheet_file(name)) == ()


@pytest.mark.parametrize(
    ("name", "length"), [("utrecht", "kort"), ("hardenberg", "uitgebreid"), ("meierijstad", "uitgebreid")]
)
def test_chapters_of_other_lengths_are_sound(name, length):
    assert errors(shipped.word_file(name, length)) == ()


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
