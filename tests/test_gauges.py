"""Independent judges of the Word files we make: schema, package and lint, without an error on any chapter."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from judges import errors

from liagen.chapter.compare import compare, comparison_chapter
from liagen.document.blocks import Paragraph, Text, span_text
from liagen.library.compile import load_library
from liagen.make import chain
from liagen.profile.read import load_profile, shipped_profiles

DAY = dt.date(2027, 1, 4)
LIBRARY = load_library()


def in_length(profile, length):
    return profile.model_copy(update={"stijl": profile.stijl.model_copy(update={"lengte": length})})


@pytest.mark.parametrize("name", shipped_profiles())
def test_every_chapter_is_sound(name, tmp_path):
    chapter = chain.make(load_profile(shipped_profiles()[name], LIBRARY.cards), LIBRARY, DAY).chapter
    assert errors(chain.make_docx(chapter, LIBRARY, "concept"), tmp_path) == []


@pytest.mark.parametrize("length", ["kort", "uitgebreid"])
def test_every_length_is_sound(length, tmp_path):
    profile = in_length(load_profile(shipped_profiles()["hardenberg"], LIBRARY.cards), length)
    assert errors(chain.make_docx(chain.make(profile, LIBRARY, DAY).chapter, LIBRARY, "concept"), tmp_path) == []


def test_no_paragraph_is_a_heading_in_disguise():
    profile = load_profile(shipped_profiles()["hardenberg"], LIBRARY.cards)
    style = {"lengte": "uitgebreid", "bijlagen": ("besluitvoorstel", "samenvatting")}
    profile = profile.model_copy(update={"stijl": profile.stijl.model_copy(update=style)})
    chapter = chain.make(profile, LIBRARY, DAY).chapter
    texts = [block.spans for block in chapter.blocks if isinstance(block, Paragraph)]
    assert any("Bijlagen" in span_text(spans) for spans in texts)
    assert not [spans for spans in texts if all(isinstance(span, Text) and span.bold for span in spans)]


def test_the_end_product_is_sound(tmp_path):
    chapter = chain.make(load_profile(shipped_profiles()["utrecht"], LIBRARY.cards), LIBRARY, DAY).chapter
    assert errors(chain.make_docx(chapter, LIBRARY, "schoon"), tmp_path) == []


def test_the_comparison_is_sound(tmp_path):
    profiles = tuple(load_profile(path, LIBRARY.cards) for path in shipped_profiles().values())
    chapter = comparison_chapter(compare(profiles, LIBRARY, DAY), LIBRARY, DAY)
    assert errors(chain.make_docx(chapter, LIBRARY, "schoon"), tmp_path) == []


def test_the_judges_do_judge(tmp_path):
    chapter = chain.make(load_profile(shipped_profiles()["utrecht"], LIBRARY.cards), LIBRARY, DAY).chapter
    broken = chain.make_docx(chapter, LIBRARY, "concept")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(broken)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<w:pPr>", b"<w:onzin/><w:pPr>"))
    assert errors(out.getvalue(), tmp_path) != []
