"""Columns of tables: room for the longest word, in the font that the words are written in."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import docx
import pytest
import shipped
from docx.oxml.ns import qn
from docx.shared import Pt
from libreoffice import NEEDS_LIBREOFFICE, all_resaved, text_in
from word_builders import STYLES, find, part, refined, table

from liagen.document.blocks import Block, Chapter, Heading, Item, ListBlock, Paragraph, Table, Text, span_text
from liagen.make import chain
from liagen.word.insert.insert import insert_docx
from liagen.word.insert.insertion_point import InsertionTarget
from liagen.word.styles.roles import HouseStyle
from liagen.word.styles.stationery import read_stationery
from liagen.word.write.columns import fit_grid
from liagen.word.write.word_file import write_docx

LIBRARY = shipped.LIBRARY
LONG = table(("Nr.", "Doel"), ("1", "Ervaringsdeskundigenorganisaties doen mee"), widths=(75, 25))


def needs(font: str, found: Table = LONG) -> dict[str, int]:
    stationery = replace(read_stationery(STYLES), cell_font=font, text_width=20_000)
    return fit_grid(found, stationery).needs


def cell(row: int, column: int) -> str:
    return ((LONG.header, *(each.cells for each in LONG.rows))[row][column]).id


@pytest.mark.parametrize(("narrow", "wide"), [("Calibri", "Arial"), ("Arial", "Georgia"), ("Georgia", "Verdana")])
def test_a_wider_font_needs_more(narrow, wide):
    assert needs(narrow)[cell(1, 1)] < needs(wide)[cell(1, 1)]


@pytest.mark.parametrize("font", ["", "Gemeente Sans", "Montserrat"])
def test_a_font_that_is_not_known_is_taken_for_wide(font):
    assert needs(font) == needs("Verdana")


def test_the_name_of_a_font_is_known_in_any_letters():
    assert needs("ARIAL") == needs("Arial")


def test_bold_needs_more():
    row = LONG.rows[0]
    bold = replace(row.cells[1], spans=tuple(replace(span, bold=True) for span in row.cells[1].spans))
    thick = replace(LONG, rows=(replace(row, cells=(row.cells[0], bold)),))
    assert isinstance(bold.spans[0], Text)
    assert needs("Arial", thick)[bold.id] > needs("Arial")[bold.id]


@pytest.mark.parametrize("count", [2, 3, 5, 9])
def test_columns_have_a_width_on_paper_of_any_width(count):
    words = ("werkgroep", "wie", "kwartaal", "toegankelijkheid", "uren")
    found = table([words[n % 5] for n in range(count)], widths=(3, *[7] * (count - 1)))
    for width in range(567, 9_500, 11):
        widths = fit_grid(found, replace(read_stationery(STYLES), text_width=width)).widths
        assert (sum(widths), min(widths) > 0) == (width, True)


# ------------------------------------------------------------ where the font comes from


def in_font(font: str, theme=False):
    """Return what gives a style file another font for all text: named, or through its theme."""

    def change(document):
        fonts = document.styles.element.find(
            f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:rFonts')}"
        )
        fonts.set(qn("w:ascii"), font)
        if theme:
            fonts.set(qn("w:asciiTheme"), "minorHAnsi")

    return change


@pytest.mark.parametrize(("theme", "expected"), [(False, "Verdana"), (True, "Calibri")])
def test_the_font_of_the_style_file(theme, expected, tmp_path):
    path = refined(in_font("Verdana", theme), tmp_path / "s.docx")
    assert read_stationery(path).cell_font == expected


def test_a_font_of_the_style_itself_comes_first(tmp_path):
    def change(document):
        in_font("Verdana")(document)
        document.styles["Normal"].font.name = "Tahoma"

    assert read_stationery(refined(change, tmp_path / "s.docx")).cell_font == "Tahoma"


def house(folder: Path, font: str, size=11) -> Path:
    document = docx.Document()
    document.styles["Normal"].font.name = font
    document.styles["Normal"].font.size = Pt(size)
    document.save(folder / "huis.docx")
    return folder / "huis.docx"


def test_the_font_of_a_house_style_and_of_a_host(tmp_path):
    path = house(tmp_path, "Verdana")
    found = Chapter("t", "o", "l", "2027-01-04", (LONG,), 0)
    ours, theirs = (
        [int(width) for width in find(part(data, "word/document.xml"), "//w:gridCol/@w:w")]
        for data in (
            write_docx(found, STYLES, "concept", house=HouseStyle(path)),
            insert_docx(found, STYLES, "concept", path, InsertionTarget()),
        )
    )
    assert ours == theirs
    path = house(tmp_path, "Calibri")
    assert [
        int(w)
        for w in find(
            part(insert_docx(found, STYLES, "concept", path, InsertionTarget()), "word/document.xml"),
            "//w:gridCol/@w:w",
        )
    ] != theirs


# ------------------------------------------------------------ on the page


def words_of(chapter: Chapter) -> set[str]:
    """Return the long words in tables."""
    tables = (block for block in chapter.blocks if isinstance(block, Table))
    cells = (each for found in tables for row in (found.header, *(r.cells for r in found.rows)) for each in row)
    return {word for each in cells for word in re.findall(r"\w{9,}", span_text(each.spans))}


LOST_ROWS = "reusel-de-mierden"
"""The chapter of which LibreOffice lost seven rows, when the first row of a table was kept with the second."""


@NEEDS_LIBREOFFICE
def test_no_word_in_a_table_is_broken_and_no_row_is_lost(tmp_path):
    chapter = shipped.result("utrecht").chapter
    tables = tuple(block for block in chapter.blocks if isinstance(block, Table))
    chapter = replace(chapter, blocks=tables, contents_title="")
    made = {
        font: chain.make_docx(chapter, LIBRARY, "schoon", HouseStyle(house(tmp_path, font)))
        for font in ("Verdana", "Arial", "Times New Roman")
    }
    told = {**dict.fromkeys(made, chapter), LOST_ROWS: shipped.result(LOST_ROWS).chapter}
    printed = all_resaved((*made.values(), shipped.word_file(LOST_ROWS)), "pdf")
    lost = {
        name: words_of(of) - set(re.findall(r"\w{9,}", text_in(data)))
        for (name, of), data in zip(told.items(), printed, strict=True)
    }
    assert not any(lost.values()), lost


# ------------------------------------------------------------ page breaks


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (0, [True]),
        (1, [True, False]),
        (2, [True, True, False]),
        (4, [True] * 4 + [False]),
        (5, [True, *[False] * 3, True, False]),
    ],
)
def test_a_page_break_leaves_a_short_table_whole_and_no_row_alone(rows, kept):
    assert kept_rows(table(("a", "b"), *((str(n), "x") for n in range(rows)))) == kept


@pytest.mark.parametrize(("rows", "kept"), [(7, [True] * 7 + [False]), (8, [True, *[False] * 6, True, False])])
def test_a_table_of_goals_is_whole_up_to_the_most_goals_a_plan_has(rows, kept):
    assert kept_rows(table(tuple("abcde"), *((str(n), *"xxxx") for n in range(rows)))) == kept


def test_a_long_table_of_few_rows_is_not_kept_whole():
    told = "een lange zin die in een smalle kolom over veel regels loopt " * 6
    assert kept_rows(table(("a", "b"), *((told, told) for _ in range(13))))[1:12] == [False] * 11


def kept_rows(found: Table) -> list[bool]:
    """Return of each row, the header first, whether it stays with the next."""
    document = part(
        write_docx(Chapter("t", "o", "l", "2027-01-04", (found,), 0), STYLES, "concept"), "word/document.xml"
    )
    keeps = "w:tc/w:p/w:pPr/w:pStyle/following-sibling::*[1][self::w:keepNext]"
    return [len(find(row, keeps)) == len(found.header) for row in find(document, "//w:tbl/w:tr")]


def test_a_short_paragraph_stays_whole_below_its_heading_and_the_last_two_sections_together():
    """LibreOffice leaves a heading behind when the paragraph below it does not begin on that page."""
    blocks = (
        Heading("a", 2, (Text("Tijd en geld"),)),
        Paragraph("b", (Text("Kort."),)),
        Paragraph("c", (Text("Ook kort."),)),
        Heading("d", 2, (Text("Wat wij nu niet doen"),)),
        Paragraph("e", (Text("Lang. " * 20),)),
        Heading("f", 2, (Text("Bronnen"),)),
        Paragraph("g", (Text("Waar het op steunt."),)),
        ListBlock("h", False, (Item("i", (Text("een"),)), Item("j", (Text("twee"),)))),
    )
    assert breaks(blocks) == {
        "b": {"keepLines"},
        "c": set(),
        "e": {"keepNext", "keepLines"},
        "g": {"keepNext", "keepLines"},
    }
    longer = tuple(replace(block, spans=(Text("Lang. " * 500),)) if block.id == "e" else block for block in blocks)
    assert breaks(longer)["e"] == set()


def breaks(blocks: tuple[Block, ...]) -> dict[str, set[str]]:
    """Return of each paragraph of text what keeps it from a page break."""
    document = part(write_docx(Chapter("t", "o", "l", "2027-01-04", blocks, 0), STYLES, "concept"), "word/document.xml")
    told = {"".join(each.itertext()): each for each in find(document, "//w:body/w:p")}
    found = {block.id: told[span_text(block.spans)] for block in blocks if isinstance(block, Paragraph)}
    return {
        key: {keep for keep in ("keepNext", "keepLines") if find(each, f"w:pPr/w:{keep}")}
        for key, each in found.items()
    }
