"""The table of contents: a field that is right before it is renewed, in its place, with or without pages."""

from __future__ import annotations

import re

import pytest
from docx.oxml.ns import qn
from word_builders import STYLES, chapter, find, heading, outline, para, read, refined, write
from word_outline import read_outline

from liagen.document.blocks import Fill
from liagen.word.write.word_file import write_docx

TITLE = heading("Hoofdstuk")
PARTS = (heading("Eerste", 2, "e"), para("x"), heading("Dieper", 3), para("y"), heading("Tweede", 2, "t"), para("z"))


def styles(*blocks, **changes) -> list[str]:
    return [line.split(" | ")[0] for line in outline(*blocks, **({"contents_title": "Inhoud"} | changes))]


def codes(document) -> list[str]:
    return [code.text for code in document.element.iter(qn("w:instrText"))]


def with_pages(pages, style_file=STYLES):
    return write_docx(chapter(TITLE, *PARTS, contents_title="Inhoud"), style_file, "concept", pages)


def test_it_lists_the_sections_and_leads_to_them():
    assert outline(TITLE, *PARTS, contents_title="In dit hoofdstuk")[1:5] == [
        "TOCHeading | In dit hoofdstuk",
        "TOC2 | ‹Eerste → Eerste›",
        "TOC2 | ‹Tweede → Tweede›",
        "Heading2 | Eerste",
    ]


def test_without_a_title_there_is_none():
    assert "TOC2" not in styles(TITLE, *PARTS, contents_title="")


def test_without_sections_there_is_none():
    assert styles(TITLE, para("x")) == ["Heading1", "Normal"]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ([TITLE], ["Heading1", "TOC"]),
        ([TITLE, para("k", "kader")], ["Heading1", "Kader", "TOC"]),
        ([TITLE, para("k", "kader"), para("l", "kader"), para("m")], ["Heading1", "Kader", "Kader", "TOC", "Normal"]),
        ([TITLE, para("i", "inleiding"), para("k", "kader")], ["Heading1", "TOC", "Inleiding", "Kader"]),
        ([para("k", "kader"), para("i", "inleiding")], ["Kader", "TOC", "Inleiding"]),
        ([], ["TOC"]),
    ],
)
def test_it_stands_below_the_title_and_its_notices(before, expected):
    found = styles(*before, heading("Eerste", 2))
    assert [style for style in found if style != "TOC2"] == [
        "TOCHeading" if style == "TOC" else style for style in [*expected, "Heading2"]
    ]


def test_it_never_comes_after_its_first_section():
    assert styles(heading("Eerste", 2), TITLE) == ["TOCHeading", "TOC2", "Heading2", "Heading1"]


def test_its_title_is_no_heading():
    title = read(write(TITLE, *PARTS, contents_title="Inhoud")).paragraphs[1]
    assert title.style.name == "TOC Heading"
    assert title.style.base_style.name == "Normal"
    assert not find(title.style.element, ".//w:outlineLvl")
    assert title.paragraph_format.keep_with_next is None
    assert title.style.paragraph_format.keep_with_next


def test_it_is_one_field_over_all_its_lines():
    document = read(write(TITLE, *PARTS, contents_title="Inhoud"))
    first, second = document.paragraphs[2:4]
    assert codes(document) == [' TOC \\o "2-2" \\h \\z \\u \\n ']
    assert find(first._p, "w:r/w:fldChar/@w:fldCharType") == ["begin", "separate"]
    assert find(second._p, "w:r/w:fldChar/@w:fldCharType") == ["end"]
    assert not find(document.element, "//w:fldChar/@w:dirty")
    assert not find(document.settings.element, "//w:updateFields")


def test_a_line_leads_to_the_bookmark_of_its_heading():
    document = read(write(TITLE, *PARTS, contents_title="Inhoud"))
    anchors = find(document.element, "//w:hyperlink/@w:anchor")
    for anchor, text in zip(anchors, ["Eerste", "Tweede"], strict=True):
        assert re.fullmatch(r"_Toc\d{9}", anchor)
        assert find(document.element, f"//w:p[w:bookmarkStart/@w:name='{anchor}']/w:r/w:t/text()") == [text]


def test_its_bookmarks_stand_inside_the_others():
    document = read(write(TITLE, *PARTS, contents_title="Inhoud"))
    names = find(document.element, "//w:p[w:pPr/w:pStyle/@w:val='Heading2'][1]/w:bookmarkStart/@w:name")
    assert [name[:4] for name in names] == ["_lia", "_Toc"]
    keys = find(document.element, "//w:bookmarkStart/@w:id")
    assert keys == [str(number) for number in range(len(keys))]


def test_a_fill_in_in_a_heading_is_text_in_the_list():
    data = write(TITLE, heading(["Groep ", Fill("", "naam")], 2), contents_title="Inhoud")
    line = read_outline(data).splitlines()[4]
    assert line == "TOC2 | ‹Groep [invullen: naam] → Groep [invullen: naam]›"
    assert len(find(read(data).element, "//w:sdt")) == 1


def test_pages_when_they_are_known():
    document = read(with_pages({"e": 1, "t": 3}))
    assert [p.text for p in document.paragraphs[2:4]] == ["Eerste\t1", "Tweede\t3"]
    anchors = find(document.element, "//w:hyperlink/@w:anchor")
    assert codes(document) == [' TOC \\o "2-2" \\h \\z \\u ', *(f" PAGEREF {anchor} \\h " for anchor in anchors)]


def test_pages_stand_at_the_margin_after_dots():
    document = read(with_pages({"e": 1, "t": 3}))
    (stop,) = document.paragraphs[2].paragraph_format.tab_stops
    section = document.sections[0]
    assert stop.position == section.page_width - section.left_margin - section.right_margin
    assert [str(part).split()[0] for part in (stop.alignment, stop.leader)] == ["RIGHT", "DOTS"]


def test_a_page_that_is_not_known_is_left_out():
    assert [p.text for p in read(with_pages({"t": 3})).paragraphs[2:4]] == ["Eerste", "Tweede\t3"]


def test_no_pages_is_the_same_as_none():
    assert with_pages({}) == with_pages(None)


def test_every_field_is_closed():
    signs = find(read(with_pages({"e": 1, "t": 3})).element, "//w:fldChar/@w:fldCharType")
    depth = 0
    for sign in signs:
        depth += {"begin": 1, "separate": 0, "end": -1}[sign]
        assert depth in (0, 1, 2)
    assert depth == 0


def test_a_style_file_without_its_styles_will_do(tmp_path):
    def strip(document):
        for style in ("TOC Heading", "toc 2"):
            document.styles[style].delete()

    data = with_pages({"e": 1}, refined(strip, tmp_path / "s.docx"))
    assert [p.style.style_id for p in read(data).paragraphs[1:4]] == ["Normal"] * 3
