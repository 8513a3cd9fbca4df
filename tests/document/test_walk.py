"""Walking through a document: what a reader sees as one, in which section, and what changes block by block."""

from __future__ import annotations

import pytest

from liagen.document.blocks import (
    Cell,
    Chapter,
    Fill,
    Heading,
    Item,
    ListBlock,
    Origin,
    Paragraph,
    Row,
    Table,
    Text,
)
from liagen.document.walk import by_section, leaves, passages, with_spans, without

GOAL = Origin("doel", "een.a")


def spans(text):
    return (Text(text),)


TITLE = Heading("hoofdstuk.titel", 1, spans("Titel"), origins=(Origin("hoofdstuk", "titel"),))
SECTION = Heading("kop", 2, spans("Begin"), origins=(Origin("onderdeel", "begin", "titel"),))
OPTION = Heading("optie", 3, spans("Intranet"), origins=(Origin("optie", "intranet", "titel"),))
PARAGRAPH = Paragraph("alinea", spans("Een alinea."))
LIST = ListBlock("lijst", False, (Item("eerste", spans("Eerste.")), Item("tweede", spans("Tweede."))))
ROW = Row(
    "rij",
    (
        Cell("nummer", spans("1"), origins=(Origin("doel", "een.a", "nr"),)),
        Cell("doel", spans("Klaar"), origins=(Origin("doel", "een.a", "doel"),)),
        Cell("wie", spans("de directie")),
    ),
    (GOAL,),
)
OTHER = Row("rij2", tuple(Cell(f"c{number}", spans("x")) for number in range(3)))
TABLE = Table(
    "tabel",
    Paragraph("bijschrift", spans("Doelen"), "bijschrift"),
    tuple(Cell(f"kop{number}", spans("Kop")) for number in range(3)),
    (ROW, OTHER),
    (20, 40, 40),
)
BLOCKS = (TITLE, PARAGRAPH, SECTION, OPTION, LIST, TABLE)
CHAPTER = Chapter("Titel", "Onderwerp", "Loopt mee", "2027-01-04", BLOCKS, 0)


def test_a_block_belongs_to_the_section_above_it():
    assert [(key, title) for key, title, _ in by_section(CHAPTER)] == [("", "")] * 2 + [("begin", "Begin")] * 4


def test_a_heading_of_level_two_from_nowhere_opens_a_section_without_a_key():
    other = Chapter("Titel", "", "", "2027-01-04", (SECTION, Heading("x", 2, spans("Los"))), 0)
    assert [(key, title) for key, title, _ in by_section(other)] == [("begin", "Begin"), ("", "Los")]


def test_a_leaf_is_a_heading_a_paragraph_an_item_or_a_row():
    assert list(leaves(CHAPTER)) == [
        "hoofdstuk.titel", "alinea", "kop", "optie", "eerste", "tweede", "rij", "rij2",
    ]  # fmt: skip


def test_a_leaf_tells_its_section():
    leaf = leaves(CHAPTER)["eerste"]
    assert (leaf.section, leaf.section_title) == ("begin", "Begin")


def test_a_leaf_tells_where_it_comes_from():
    assert leaves(CHAPTER)["rij"].origins == (GOAL,)


def test_the_text_of_a_row_is_that_of_its_cells_without_its_number():
    assert leaves(CHAPTER)["rij"].text == "Klaar · de directie"


@pytest.mark.parametrize(
    ("block", "found"),
    [
        (PARAGRAPH, ["alinea"]),
        (OPTION, ["optie"]),
        (LIST, ["eerste", "tweede"]),
        (TABLE, ["nummer", "doel", "wie", "c0", "c1", "c2"]),
    ],
    ids=lambda value: "" if isinstance(value, list) else value.id,
)
def test_what_holds_spans_in_a_block(block, found):
    assert [passage.id for passage in passages(block)] == found


def gone(*ids):
    return lambda line: line.id in ids


def test_a_block_can_be_gone():
    assert without(PARAGRAPH, gone("alinea")) is None


def test_an_item_can_be_gone():
    assert without(LIST, gone("eerste")) == ListBlock("lijst", False, LIST.items[1:])


def test_a_row_can_be_gone():
    assert without(TABLE, gone("rij")).rows == (OTHER,)


def test_a_list_without_items_is_gone():
    assert without(LIST, gone("eerste", "tweede")) is None


def test_a_table_without_rows_is_gone():
    assert without(TABLE, gone("rij", "rij2")) is None


def test_what_is_not_gone_stays_as_it_was():
    assert [without(block, gone("x")) for block in BLOCKS] == list(BLOCKS)


@pytest.mark.parametrize("block", [PARAGRAPH, OPTION, LIST, TABLE], ids=lambda block: block.id)
def test_all_spans_of_a_block_change(block):
    filled = with_spans(block, lambda _: (Fill("", "later"),))
    assert {passage.spans for passage in passages(filled)} == {(Fill("", "later"),)}


def test_caption_and_header_of_a_table_keep_their_spans():
    filled = with_spans(TABLE, lambda _: ())
    assert (filled.caption, filled.header) == (TABLE.caption, TABLE.header)
