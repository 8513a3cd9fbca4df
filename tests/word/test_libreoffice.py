"""What LibreOffice makes of a draft when an officer saves it there: outline, remarks and controls stay."""

from __future__ import annotations

import pytest
from libreoffice import NEEDS_LIBREOFFICE, all_resaved
from word_builders import BASIS, RICH, STYLES, bullets, chapter, find, heading, names, numbers, para, part, read, table
from word_outline import controls, read_outline

from liagen.document.blocks import Fill, Link
from liagen.word.readback.carried import read_carried
from liagen.word.write.word_file import write_docx

pytestmark = NEEDS_LIBREOFFICE

NAME = Fill("beleggen.naam", "naam van de uitvoerder")
NUMBER = Fill("organisatie.fte", "aantal fte", "getal")
CHOICE = Fill("draagvlak.college", "steun van het college", "keuze", ("ja", "nee", "deels"))
DAY = Fill("lia.datum", "datum van vaststelling", "datum")
CHAPTER = chapter(
    heading("Interne implementatie", note="Waarom dit hoofdstuk er is."),
    para(["Dit is een concept. ", NAME, " vult het aan."], "kader", note="Haal dit kader later weg."),
    heading("Waar staan we nu?", 2, "nu"),
    para(["De organisatie telt ", NUMBER, ". Lees ", Link("wat er komt", "#straks"), "."], note="Uit het profiel."),
    numbers([CHOICE], ["Punt van ", NAME], "drie"),
    heading(["Wat komt er? ", NAME], 2, "straks"),
    heading("Groep", 3),
    bullets("een", [DAY]),
    numbers("weer een", "weer twee"),
    table(("Doel", "Wie", "Gereed"), ("x", [NAME], [DAY]), ([CHOICE], "", "y")),
    para("Slot."),
    contents_title="In dit hoofdstuk",
)


SHORT = Fill("organisatie.fte", "aantal fte", "getal", (), "acht")
LONG = Fill("", "lang", "tekst", (), "woorden " * 40)
WRITTEN = {
    "draft": write_docx(CHAPTER, STYLES, "concept"),
    "clean": write_docx(CHAPTER, STYLES, "schoon"),
    "proposals": write_docx(chapter(heading("Kop"), para([SHORT, " en ", LONG])), STYLES, "concept"),
    "carried": write_docx(
        chapter(*RICH, para(["  Wie? ", Fill("a.b", "x", "keuze", ("ja", "nee")), " \t& <zo> "])),
        STYLES, "concept", basis=BASIS,
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def resaved() -> dict[str, bytes]:
    return dict(zip(WRITTEN, all_resaved(tuple(WRITTEN.values())), strict=True))


@pytest.fixture(scope="module")
def draft() -> bytes:
    return WRITTEN["draft"]


@pytest.fixture(scope="module")
def after(resaved) -> bytes:
    return resaved["draft"]


def said(data: bytes) -> list[str]:
    """Return the outline without the ids of styles, which LibreOffice renames, and the page count."""
    return [line.partition(" | ")[2] for line in read_outline(data).splitlines()[2:]]


def levels(data: bytes) -> list[str]:
    return [p.style.name for p in read(data).paragraphs if p.style.name.startswith("Heading")]


def test_the_outline_stays(draft, after):
    assert said(after) == said(draft)
    assert levels(after) == levels(draft)


def test_the_controls_stay_with_their_choices(draft, after):
    kinds = controls(draft)
    assert sorted(set(kinds)) == ["datum", "keuze ja nee deels", "tekst"]
    assert controls(after) == kinds


def test_placeholders_stay_placeholders(draft, after):
    path = "//w:sdt[w:sdtContent/w:r]/w:sdtPr/w:showingPlcHdr"
    assert len(find(read(after).element, path)) == len(find(read(draft).element, path)) == len(controls(draft))


def test_the_remarks_stay(draft, after):
    path = "//w:comment[@w:author='liagen']"
    assert len(find(part(after, "word/comments.xml"), path)) == len(find(part(draft, "word/comments.xml"), path)) == 3


def test_bookmarks_stay(draft, after):
    def lia(data):
        return {name for name in find(read(data).element, "//w:bookmarkStart/@w:name") if name.startswith("_lia_")}

    assert lia(after) == lia(draft)


def test_a_clean_document_stays_clean(resaved):
    after = resaved["clean"]
    assert said(after) == said(WRITTEN["clean"])
    assert not controls(after)
    assert "word/comments.xml" not in names(after)


def test_what_a_draft_carries_stays(resaved):
    assert read_carried(resaved["carried"], "x.docx") == read_carried(WRITTEN["carried"], "x.docx")


def test_a_proposal_can_still_be_picked(resaved):
    after = resaved["proposals"]
    assert controls(after) == ["keuze acht", "tekst"]
    assert set(find(read(after).element, "//w:sdtContent/w:r/w:rPr/w:rStyle/@w:val")) == {"Voorzet"}
    assert find(read(after).element, "//w:sdtContent/w:r/w:t/text()")[0] == "[voorzet: acht]"
