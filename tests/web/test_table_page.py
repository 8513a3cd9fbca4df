"""Wide tables as a web page: what it refuses; how it works in a browser stands in make/test_comparison_page.py."""

from __future__ import annotations

import pytest
from lxml import html

from liagen.document.blocks import Fill, Link, Text
from liagen.web.table_page import FilterWords, Line, TablePage, WideCell, WideRow, WideTable, write_table_page

WORDS = FilterWords("f", "h", "w", "r", "{getoond}")


def page_of(*cells):
    row = WideRow((Text("a"),), cells)
    return TablePage("t", ("i",), (WideTable("", "c", ("x", *("y" for _ in cells)), (row,)),), WORDS)


@pytest.mark.parametrize("target", ["javascript:alert(1)", "http://x.nl", "//x.nl", "/etc/passwd", "é.docx"])
def test_a_page_refuses_a_link_elsewhere(target):
    with pytest.raises(ValueError, match="a link to"):
        write_table_page(page_of(WideCell((Line((Link("b", target),)),))))


@pytest.mark.parametrize("target", ["https://x.nl/a?b=1", "a%20b.docx"])
def test_a_page_takes_a_link_to_https_or_beside_it(target):
    page = html.fromstring(write_table_page(page_of(WideCell((Line((Link("b", target),)),)))))
    assert [link.get("href") for link in page.findall(".//a")] == [target]


def test_a_table_refuses_rows_that_do_not_fit():
    with pytest.raises(ValueError, match="rows of"):
        WideTable("", "c", ("x", "y"), (WideRow((), ()),))


def test_what_is_in_a_cell_is_shown_as_it_is_meant():
    spans = (Text("dik", bold=True), Text(" en "), Text("schuin", italic=True), Text("<b>"), Fill("x", "naam"))
    text = write_table_page(
        page_of(WideCell((Line(spans),)), WideCell(()), WideCell((Line((Text("1"),)),), number=True))
    )
    page = html.fromstring(text)
    assert [cell.text_content().strip() for cell in page.findall(".//tbody//td")] == [
        "dik en schuin<b>[invullen: naam]", "–", "1",
    ]  # fmt: skip
    assert page.findtext(".//strong") == "dik"
    assert page.findtext(".//em") == "schuin"
    assert page.find(".//td[@class='getal']").text == "1"


def test_fields_that_have_no_name_are_left_out():
    page = html.fromstring(write_table_page(page_of()))
    assert [field.get("id") for field in page.findall(".//form//input")] == ["rij", "woord"]
    assert page.findall(".//select") == []


def test_the_same_page_gives_the_same_text():
    assert write_table_page(page_of()) == write_table_page(page_of())


def test_a_word_too_long_for_a_column_may_break_and_reads_the_same():
    path = "een-hele-lange-map/" + "x" * 45 + ".docx"
    text = write_table_page(page_of(WideCell((Line((Text(f"kort {path} kort"), Link(path, "a"))),))))
    broken = "een-<wbr>hele-<wbr>lange-<wbr>map/<wbr>" + "<wbr>".join(["x" * 20, "x" * 20, "xxxxx.", "docx"])
    assert f">kort {broken} kort<a " in text
    assert f">{broken}</a>" in text
    assert html.fromstring(text).find(".//tbody//td").text_content().strip() == f"kort {path} kort{path}"
