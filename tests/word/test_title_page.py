"""A page of its own before the chapter: what it says, in which styles, and nothing else changed."""

from __future__ import annotations

import datetime as dt

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from judges import errors
from word_builders import STYLES, bullets, chapter, find, heading, para, part, read, refined, table

from liagen.chapter.editions import end_product, with_title_page
from liagen.document.blocks import Fill, Paragraph, Text, span_text
from liagen.library.load import load_library
from liagen.make import chain
from liagen.profile.read import load_profile, shipped_profiles
from liagen.word.styles.roles import HouseStyle
from liagen.word.write.word_file import write_docx

LIBRARY = load_library()
DAY = dt.date(2027, 1, 4)
FRONT = (
    Paragraph("v.1", (Text("Titel van het stuk"),), "titel"),
    Paragraph("v.2", (Text("Ondertitel"),), "ondertitel"),
    Paragraph("v.3", (Text("Gemeente "), Fill("gemeente.naam", "naam")), "titelgegevens"),
)


def front(*blocks, edition="concept", style_file=STYLES, **more):
    found = chapter(*(blocks or (heading("Hoofdstuk"), para("Tekst."))), title_page=FRONT)
    return write_docx(found, style_file, edition, **more)


def profile(**document):
    found = load_profile(shipped_profiles()["utrecht"], LIBRARY.cards)
    return found.model_copy(update={"document": found.document.model_copy(update=document)})


def lines(found):
    return [span_text(line.spans) for line in found.title_page]


@pytest.fixture(scope="module")
def made():
    return chain.make(profile(), LIBRARY, DAY).chapter


# ------------------------------------------------------------ what it says


def test_it_names_chapter_document_municipality_status_and_day(made):
    assert lines(with_title_page(made, profile(), LIBRARY)) == [
        made.title,
        "Lokale Inclusie Agenda",
        "Gemeente Utrecht",
        "Concept",
        "4 januari 2027",
    ]


def test_it_names_the_years_when_both_are_known(made):
    period = profile().document.periode.model_copy(update={"van": 2026, "tot": 2029})
    assert lines(with_title_page(made, profile(periode=period), LIBRARY))[1] == (
        "Lokale Inclusie Agenda, 2026 tot en met 2029"
    )


def test_an_unknown_document_is_a_fill_in(made):
    found = with_title_page(made, profile(naam=None), LIBRARY).title_page[1]
    assert found.spans == (Fill("document.naam", "naam van het document"),)


def test_the_end_product_is_no_draft_and_counts_its_fill_ins(made):
    known = end_product(with_title_page(made, profile(), LIBRARY), LIBRARY.preamble, LIBRARY.outline)
    unknown = end_product(with_title_page(made, profile(naam=None), LIBRARY), LIBRARY.preamble, LIBRARY.outline)
    assert "Concept" not in lines(known)
    assert unknown.open_points == known.open_points + 1


def test_a_chapter_has_none_by_itself(made):
    assert made.title_page == ()


# ------------------------------------------------------------ how it is written


def test_each_line_has_a_style_of_its_own_and_none_is_a_heading():
    found = read(front()).paragraphs[:4]
    assert [p.style.name for p in found] == ["Title", "Subtitle", "Titelgegevens", "Heading 1"]
    assert not any(find(p.style.element, ".//w:outlineLvl") for p in found[:3])


@pytest.mark.parametrize(
    "first", [heading("Hoofdstuk"), para("Tekst."), bullets("een", "twee"), table(("a", "b"), ("c", "d"))]
)
@pytest.mark.parametrize("edition", ["concept", "schoon"])
def test_the_chapter_begins_on_a_new_page(first, edition):
    data = front(first, para("Slot."), edition=edition)
    breaks = [bool(find(p._p, "w:pPr/w:pageBreakBefore")) for p in read(data).paragraphs]
    assert breaks[:4] == [False, False, False, True]
    assert not any(breaks[4:])
    assert errors(data) == ()


def test_header_and_footer_are_not_on_it():
    section = read(front()).sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.is_linked_to_previous
    assert section.first_page_footer.is_linked_to_previous
    assert not section.header.is_linked_to_previous


def test_it_begins_lower_down_without_empty_paragraphs():
    document = read(front())
    assert document.paragraphs[0].paragraph_format.space_before > document.sections[0].page_height / 6
    assert all(p.text for p in document.paragraphs)


def test_a_fill_in_on_it_is_a_control_in_a_draft_only():
    assert find(read(front()).element, "//w:sdt//w:tag/@w:val") == ["gemeente.naam"]
    assert not find(read(front(edition="schoon")).element, "//w:sdt")


def test_without_it_the_section_has_no_first_page_of_its_own():
    data = write_docx(chapter(heading("Hoofdstuk")), STYLES, "concept")
    assert not find(part(data, "word/document.xml"), "//w:titlePg")


def test_a_house_style_keeps_its_own_first_page_and_styles(tmp_path):
    path = tmp_path / "huis.docx"
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Elke pagina"
    section.first_page_header.paragraphs[0].text = "Logo"
    section.different_first_page_header_footer = False
    document.styles["Title"].font.size = Pt(39)
    document.save(path)
    data = front(house=HouseStyle(path))
    found = read(data)
    assert [p.style.name for p in found.paragraphs[:3]] == ["Title", "Subtitle", "Titelgegevens"]
    assert found.styles["Title"].font.size == Pt(39)
    assert found.sections[0].different_first_page_header_footer
    assert found.sections[0].first_page_header.paragraphs[0].text == "Logo"
    assert len(find(part(data, "word/document.xml"), "//w:titlePg")) == 1
    assert errors(data) == ()


def test_a_style_file_without_its_styles_will_do(tmp_path):
    def strip(document):
        for style in ("Title", "Subtitle", "Titelgegevens"):
            document.styles[style].delete()

    data = front(style_file=refined(strip, tmp_path / "s.docx"))
    assert [p.style.style_id for p in read(data).paragraphs[:3]] == ["Normal"] * 3


def test_page_breaks_and_keeps_are_in_the_order_of_the_schema():
    properties = read(front(table(("a", "b"), ("c", "d")))).paragraphs[3]._p.pPr
    assert [child.tag for child in properties] == [qn(f"w:{tag}") for tag in ("pStyle", "keepNext", "pageBreakBefore")]


@pytest.mark.parametrize("edition", ["concept", "schoon"])
def test_a_whole_chapter_is_sound(made, edition):
    data = chain.make_docx(with_title_page(made, profile(), LIBRARY), LIBRARY, edition)
    assert errors(data) == ()
