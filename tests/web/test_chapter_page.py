"""The web page of a chapter: what is in it, that text stays text, and that everyone can use it."""

from __future__ import annotations

import re
from itertools import count, product

import pytest
from colours import contrast
from every import every
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from liagen.document.blocks import (
    Cell,
    Chapter,
    Fill,
    Heading,
    Item,
    Link,
    ListBlock,
    Note,
    Paragraph,
    Row,
    Table,
    Text,
)
from liagen.web.chapter_page import PageWords, embed_html, write_html

WORDS = PageWords(skip="Naar de tekst", contents="Inhoud", note="Opmerking", box="Kader", table="Tabel")
ODD = "<b>vet</b> & \"citaat\" 'x' </style><script>alert(1)</script> <!-- &amp; é € ‑ 𝒳 ]]>"

_ids = count()


def fresh() -> str:
    return f"id.{next(_ids)}"


def spans(content):
    content = [content] if isinstance(content, str) else content
    return tuple(Text(span) if isinstance(span, str) else span for span in content)


def heading(level, content, ident="", note=None):
    return Heading(ident or fresh(), level, spans(content), note)


def para(content, role="tekst", ident="", note=None):
    return Paragraph(ident or fresh(), spans(content), role, note)


def listed(ordered, *items):
    return ListBlock(fresh(), ordered, tuple(Item(fresh(), spans(item)) for item in items))


def table(caption, header, *rows, widths=None):
    def cells(contents):
        return tuple(Cell(fresh(), spans(content)) for content in contents)

    lines = tuple(Row(fresh(), cells(row)) for row in rows)
    return Table(fresh(), para(caption, "bijschrift"), cells(header), lines, widths or (10,) * len(header))


def write(*blocks, **more) -> str:
    return write_html(Chapter("Titel", "Onderwerp", "Loopt mee", "2027-01-04", blocks, 0, **more), WORDS)


def read(*blocks, **more):
    return html.document_fromstring(write(*blocks, **more))


def words(element) -> str:
    return " ".join(element.text_content().split())


def only(page, path):
    (found,) = page.xpath(path)
    return found


CHAPTER = (
    heading(1, "Interne implementatie", "hoofdstuk.titel"),
    para("Vooraf.", "inleiding"),
    para([Text("Let op. ", bold=True), "Vul aan: ", Fill("x", "naam"), "."], "kader"),
    para("Nog iets.", "kader", note=Note("Hoort bij het kader.")),
    heading(2, "Wie doet wat", "onderdeel.wie.titel", Note("Bespreek dit.")),
    listed(True, "eerst", ["dan ", Text("dit", italic=True)]),
    listed(False, ["zie ", Link("de wet", "https://example.nl/wet?a=1&b=2")]),
    para(["Zie ", Link("de doelen", "#tabel.doelen")]),
    heading(2, "Doelen", "onderdeel.doelen.titel"),
    heading(3, "Eerste doel"),
    Table(
        "tabel.doelen", para("Doelen", "bijschrift"), (Cell("d.h1", spans("Doel")), Cell("d.h2", spans("Wie"))),
        (Row("d.1", (Cell("d.1.a", spans("a")), Cell("d.1.b", spans("")))),), (30, 70),
    ),
    table("Risico's", ("Risico",), ([Fill("", "risico")],)),
    para("Slot.", "bijschrift"),
)  # fmt: skip
PAGE = read(*CHAPTER)


# --- the page


def test_it_is_a_whole_page_in_dutch():
    text = write(*CHAPTER)
    assert text.startswith('<!DOCTYPE html>\n<html lang="nl">')
    assert text.endswith("</html>")
    assert PAGE.xpath("//meta[@charset='utf-8']")
    assert PAGE.findtext(".//title") == "Titel"


def test_the_properties_of_the_document_come_along():
    page = read(para("x"), keywords=("inclusie", "LIA"))
    found = {meta.get("name"): meta.get("content") for meta in page.iter("meta") if meta.get("name")}
    assert found["description"] == "Onderwerp"
    assert found["keywords"] == "inclusie, LIA"
    assert found["dcterms.date"] == "2027-01-04"
    assert "keywords" not in write(para("x"))


def test_same_input_same_text():
    assert write(*CHAPTER) == write(*CHAPTER)


def test_nothing_runs_and_nothing_is_fetched():
    assert not PAGE.xpath("//script | //link | //img | //iframe | //@*[starts-with(name(), 'on')] | //@src")
    assert not re.search(r"url\(|@import|@font-face|https?:", PAGE.findtext(".//style").replace("https:", "", 1))


def test_landmarks():
    assert [child.tag for child in PAGE.find("body")] == ["a", "header", "nav", "main"]
    assert words(only(PAGE, "//header")) == "Loopt mee"


def test_the_first_link_leads_past_the_contents():
    skip = only(PAGE, "//body/*[1]")
    assert skip.text == "Naar de tekst"
    target = PAGE.get_element_by_id(skip.get("href")[1:])
    assert (target.tag, target.get("tabindex")) == ("main", "-1")


def test_the_contents_name_every_section():
    nav = only(PAGE, "//nav")
    assert words(PAGE.get_element_by_id(nav.get("aria-labelledby"))) == "Inhoud"
    found = {link.text: words(PAGE.get_element_by_id(link.get("href")[1:])) for link in nav.iter("a")}
    assert found == {"Wie doet wat": "Wie doet wat", "Doelen": "Doelen"}


def test_without_sections_there_are_no_contents():
    assert not read(heading(1, "Titel"), para("x")).xpath("//nav")


def test_headings_in_order():
    found = [(each.tag, words(each)) for each in PAGE.xpath("//h1 | //h2 | //h3 | //h4")]
    assert found == [("h1", "Interne implementatie"), ("h2", "Wie doet wat"), ("h2", "Doelen"), ("h3", "Eerste doel")]


# --- the text


def test_paragraphs_keep_their_role():
    found = {words(each): each.get("class") for each in PAGE.xpath("//main/p")}
    assert found == {"Vooraf.": "inleiding", "Zie de doelen": None, "Slot.": "bijschrift"}


def test_bold_and_italic():
    page = read(para([Text("a", bold=True), Text("b", italic=True), Text("c", bold=True, italic=True)]))
    assert html.tostring(only(page, "//main/p"), with_tail=False).decode().partition(">")[2] == (
        "<strong>a</strong><em>b</em><strong><em>c</em></strong></p>"
    )


def test_lists_are_lists():
    assert [words(item) for item in PAGE.xpath("//main/ol/li")] == ["eerst", "dan dit"]
    assert [words(item) for item in PAGE.xpath("//main/ul/li")] == ["zie de wet"]


def test_a_fill_in_keeps_its_brackets():
    assert [mark.text for mark in PAGE.xpath("//mark[@class='invullen']")] == ["[invullen: naam]", "[invullen: risico]"]


def test_notices_that_follow_each_other_share_a_named_box():
    box = only(PAGE, "//aside[@class='kader']")
    assert [words(each) for each in box.findall("p")] == ["Let op. Vul aan: [invullen: naam].", "Nog iets."]
    assert (box.get("role"), box.get("aria-label")) == ("note", "Kader")
    assert len(read(para("a", "kader"), para("x"), para("b", "kader")).xpath("//aside")) == 2


def test_a_remark_says_what_it_is_and_follows_its_text():
    notes = PAGE.xpath("//aside[@class='opmerking']")
    assert [words(each) for each in notes] == ["Opmerking: Hoort bij het kader.", "Opmerking: Bespreek dit."]
    assert words(notes[1].getprevious()) == "Wie doet wat"


def test_a_remark_about_an_item_stands_in_the_item():
    page = read(ListBlock("l", False, (Item("l.1", spans("Een"), note=Note("Waarom.")), Item("l.2", spans("Twee")))))
    assert [each.text for each in page.xpath("//main/ul/li")] == ["Een", "Twee"]
    assert [words(each) for each in page.xpath("//main/ul/li[1]/aside[@class='opmerking']")] == ["Opmerking: Waarom."]


def test_a_line_feed_is_a_line_break():
    page = read(para(["een\ntwee", Text("drie\nvier\n\nvijf", bold=True), "zes"]))
    text = html.tostring(only(page, "//main/p"), with_tail=False).decode().partition(">")[2]
    assert text == "een<br>twee<strong>drie<br>vier<br><br>vijf</strong>zes</p>"


def test_what_is_empty_is_left_out():
    page = read(heading(2, " "), para(""), listed(True), para("x"))
    assert [child.tag for child in only(page, "//main")] == ["p"]
    assert not page.xpath("//nav")


# --- tables


def test_a_table_has_a_caption_and_column_headers():
    found = PAGE.xpath("//table")
    assert [words(each.find("caption")) for each in found] == ["Tabel 1: Doelen", "Tabel 2: Risico's"]
    heads = found[0].xpath("thead/tr/th")
    assert [(each.text, each.get("scope")) for each in heads] == [("Doel", "col"), ("Wie", "col")]


def test_columns_have_their_width_without_a_style_in_the_text():
    assert not PAGE.xpath("//@style")
    style = PAGE.findtext(".//style")
    assert "#tabel-doelen col:nth-child(1) { width: 30%; }\n#tabel-doelen col:nth-child(2) { width: 70%; }" in style


def test_an_empty_cell_says_so():
    assert [cell.text for cell in PAGE.xpath("//table[1]/tbody/tr/td")][:2] == ["a", "–"]


def test_a_wide_table_scrolls_also_with_the_keyboard():
    frames = PAGE.xpath("//div[@class='tabel']")
    assert all((each.get("role"), each.get("tabindex")) == ("region", "0") for each in frames)
    names = [words(PAGE.get_element_by_id(each.get("aria-labelledby"))) for each in frames]
    assert names == ["Tabel 1: Doelen", "Tabel 2: Risico's"]
    assert ".tabel { overflow-x: auto;" in PAGE.findtext(".//style")


# --- ids and links


def test_ids_are_unique_and_need_no_escapes():
    ids = PAGE.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_-]*", ident) for ident in ids)
    assert "onderdeel-wie-titel" in ids


def test_every_link_inside_arrives():
    targets = [link[1:] for link in PAGE.xpath("//a/@href") if link.startswith("#")]
    assert len(targets) == 4
    assert all(PAGE.get_element_by_id(target) is not None for target in targets)


def test_odd_ids_stay_apart():
    odd = ["a.b", "a-b", "a§b", "§4.1", "4.1", "…", "hoofdtekst", "inhoudsopgave", "é"]
    page = read(*(para([ident, " ", Link("x", f"#{ident}")], ident=ident) for ident in odd))
    paragraphs = page.xpath("//main/p")
    assert [p.find("a").get("href")[1:] for p in paragraphs] == [p.get("id") for p in paragraphs]
    assert paragraphs[0].get("id") == "a-b"
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert page.get_element_by_id("hoofdtekst").tag == "main"


def test_a_link_outside_keeps_its_address():
    assert only(PAGE, "//main/ul//a").get("href") == "https://example.nl/wet?a=1&b=2"


@every("target", ["http://example.nl", "javascript:alert(1)", "#weg", "data:text/html,x", "//e", ""])
def test_other_links_are_refused(target):
    with pytest.raises(ValueError, match="neither in the chapter nor https"):
        write(para([Link("x", target)]))


def test_an_id_used_twice_is_refused():
    with pytest.raises(ValueError, match="used twice"):
        write(para("x", ident="a"), table("t", ("a",)), para("y", ident="a"))


# --- in another page


def embedded(*blocks, **outside):
    return embed_html(Chapter("Titel", "", "", "2027-01-04", blocks, 0), WORDS, outside, "")


def test_the_text_alone_is_that_of_the_page():
    text = embedded(*CHAPTER).main
    assert text.tag == "main"
    assert "".join(text.itertext()).split() == PAGE.find(".//main").text_content().split()
    assert [each.get("id") for each in text.iter()] == [each.get("id") for each in PAGE.find(".//main").iter()]


def test_the_text_alone_knows_where_everything_stands_and_how_wide_it_is():
    found = embedded(*CHAPTER)
    assert found.anchors["onderdeel.wie.titel"] == "onderdeel-wie-titel"
    assert found.rules.startswith("#tabel-doelen col:nth-child(1) { width: 30%; }\n")


def test_a_link_may_lead_out_of_the_text_to_what_is_named():
    found = embedded(para([Link("weg", "#daar")], ident="er-is"), daar="er-is")
    assert [link.get("href") for link in found.main.iter("a")] == ["#er-is"]
    assert found.anchors["er-is"] == "er-is-2"


# --- odd text


def test_text_is_not_markup():
    blocks = (
        heading(2, ODD), para(ODD), para(ODD, "kader", note=Note(ODD)), listed(False, ODD), table(ODD, (ODD,), (ODD,)),
        para([Fill("", ODD), Link(ODD, 'https://example.nl/"><script>')]),
    )  # fmt: skip
    page = read(*blocks)
    assert not page.xpath("//script | //b")
    assert len(page.xpath("//style")) == 1
    assert words(page.find("body")).count(ODD) == 11
    assert only(page, "//main//a").get("href") == 'https://example.nl/"><script>'


def test_text_around_the_chapter_is_not_markup():
    page = html.document_fromstring(write_html(Chapter(ODD, ODD, ODD, ODD, (para("x"),), 0), PageWords(*[ODD] * 5)))
    assert not page.xpath("//script | //b")
    assert page.findtext(".//title") == ODD


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30))
def test_any_text_reads_back(text):
    page = read(para(["a", text, "z"]))
    assert only(page, "//main/p").text_content() == f"a{text}z"


# --- looks


COLOURS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", PAGE.findtext(".//style")))
TEXTS = [name for name in COLOURS if name.startswith("text")]
GROUNDS = [name for name in COLOURS if name.startswith("ground")]


def test_contrast_is_what_is_said_of_it():
    assert round(contrast("#000000", "#ffffff"), 1) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert (len(TEXTS), len(GROUNDS)) == (4, 5)


@every(("text", "ground"), [*product(TEXTS, GROUNDS)])
def test_all_text_is_readable_on_every_ground(text, ground):
    assert contrast(COLOURS[text], COLOURS[ground]) >= 4.5


def test_lines_that_mean_something_are_visible():
    assert contrast(COLOURS["line"], COLOURS["ground"]) >= 3
    assert contrast(COLOURS["line-fill"], COLOURS["ground"]) >= 3


def test_colours_are_named_once():
    style = PAGE.findtext(".//style")
    assert sorted(re.findall(r"#[0-9a-f]{3,8}\b", style)) == sorted(COLOURS.values())


def test_a_fill_in_shows_without_colour_and_paper_has_its_own_rules():
    style = PAGE.findtext(".//style")
    assert "border-bottom: 2px solid var(--line-fill)" in style
    assert "@media print" in style
    assert "prefers-color-scheme" not in style


def test_in_another_page_ids_can_begin_with_a_word_of_that_page():
    blocks = (Heading("a.b", 2, (Text("Kop"),)), Paragraph("c", (Link("Naar de kop", "#a.b"),)))
    text = embed_html(Chapter("Titel", "", "", "2027-01-04", blocks, 0), WORDS, {}, "tekst-")
    assert text.anchors == {"a.b": "tekst-a-b", "c": "tekst-c"}
    assert text.main[1][0].get("href") == "#tekst-a-b"
