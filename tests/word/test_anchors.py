"""Bookmarks, and the clean document that keeps nothing but what a reader sees."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx.oxml.ns import qn
from word_builders import (
    BASIS,
    RICH,
    STYLES,
    bullets,
    chapter,
    find,
    heading,
    marks,
    names,
    para,
    part,
    read,
    table,
    write,
)
from word_outline import controls, read_outline

from liagen.document.blocks import Fill, Link
from liagen.word.write.anchors import bookmark_name
from liagen.word.write.word_file import write_docx

CLEAN = chapter(*RICH, para([Fill("x", "datum", "datum")]), contents_title="Inhoud")


def clean() -> bytes:
    return write_docx(CLEAN, STYLES, "schoon", basis=BASIS)


def test_a_clean_document_reads_the_same():
    draft = read_outline(write_docx(CLEAN, STYLES, "concept")).splitlines()
    lines = [re.sub(r"«(tekst|keuze|datum): ", "«", line) for line in draft if not line.startswith("  opmerking")]
    assert read_outline(clean()).splitlines() == lines


def test_a_clean_document_has_no_remarks_controls_or_data():
    assert not [name for name in names(clean()) if "comment" in name or "customXml" in name]
    assert not controls(clean())
    assert not find(read(clean()).element, "//w:sdt | //w:commentReference | //w:commentRangeStart")


def test_a_clean_document_has_bookmarks_only_where_links_lead():
    document = read(clean())
    assert find(document.element, "//w:hyperlink/@w:anchor")[1:] == [bookmark_name("deel")]
    assert {name for _, name in marks(document)} == set(find(document.element, "//w:hyperlink/@w:anchor"))
    assert not marks(read(write_docx(chapter(heading("a", 2), bullets("b"), table(("c",), ("d",))), STYLES, "schoon")))


@pytest.mark.parametrize("key", ["t", "r.1", "i.2"])
def test_links_of_a_clean_document_still_lead_somewhere(key):
    blocks = (table(("a",), ("b",), key="t"), bullets("x", "y"), para("z", key="r.1"))
    named = {"t": "t", "r.1": "r.1", "i.2": blocks[1].items[1].id}
    data = write_docx(chapter(*blocks, para([Link("zie", f"#{named[key]}")])), STYLES, "schoon")
    assert find(read(data).element, "//w:hyperlink/@w:anchor") == [name for _, name in marks(read(data))]


def test_links_in_cells_and_captions_count_as_well():
    leading = table((["a"],), ([Link("x", "#p")],), caption=para([Link("y", "#q")], "bijschrift"))
    data = write_docx(chapter(para("p", key="p"), para("q", key="q"), leading), STYLES, "schoon")
    assert {name for _, name in marks(read(data))} == {bookmark_name("p"), bookmark_name("q")}


def test_a_fill_in_of_a_clean_document_is_text_that_stands_out():
    run = read(clean()).paragraphs[-1].runs[0]
    assert (run.text, run.style.style_id) == ("[invullen: datum]", "Invulveld")


def test_a_clean_document_has_pages_when_they_are_known():
    assert read(write_docx(CLEAN, STYLES, "schoon", {"deel": 2})).paragraphs[2].text == "Deel\t2"


@pytest.mark.parametrize("edition", ["concept", "schoon"])
def test_every_part_is_known_and_reached(edition):
    data = write_docx(CLEAN, STYLES, edition, basis=BASIS)
    types = part(data, "[Content_Types].xml")
    known = {row.get("PartName") for row in types if row.get("PartName")}
    held = {f"/{name}" for name in names(data)}
    plain = {"/[Content_Types].xml", "/customXml/item1.xml"}
    assert known <= held
    assert {name for name in held if not name.endswith(".rels")} - plain == known
    reached = set()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".rels"):
                folder = name.replace("_rels/", "").rpartition("/")[0]
                for row in part(data, name):
                    if row.get("TargetMode") != "External":
                        path = f"{folder}/{row.get('Target')}" if folder else row.get("Target")
                        reached.add("/" + re.sub(r"[^/]+/\.\./", "", path))
    assert reached == {name for name in held if not name.endswith(".rels")} - {"/[Content_Types].xml"}


@pytest.mark.parametrize("edition", ["concept", "schoon"])
def test_same_chapter_gives_same_bytes(edition):
    first = write_docx(CLEAN, STYLES, edition, basis=BASIS)
    write_docx(chapter(para("x")), STYLES, "schoon")
    write_docx(chapter(para("y", note="z")), STYLES, "concept")
    assert write_docx(CLEAN, STYLES, edition, basis=BASIS) == first


@pytest.mark.parametrize("edition", ["concept", "schoon"])
def test_a_link_to_a_row_leads_nowhere(edition):
    block = table(("a",), ("b",))
    with pytest.raises(ValueError, match="not in the chapter"):
        write_docx(chapter(block, para([Link("x", f"#{block.rows[0].id}")])), STYLES, edition)


def test_no_bookmark_is_left_open():
    for data in (clean(), write(*RICH)):
        document = read(data).element
        assert sorted(find(document, "//w:bookmarkStart/@w:id")) == sorted(find(document, "//w:bookmarkEnd/@w:id"))
        assert all(mark.getparent().tag == qn("w:p") for mark in find(document, "//w:bookmarkStart"))
