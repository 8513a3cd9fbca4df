"""The Word writer, read back with python-docx: toy chapters, one fact a test."""

from __future__ import annotations

import datetime as dt
import io
import os
import shutil
import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.shared import Pt
from every import every
from hypothesis import given, settings
from hypothesis import strategies as st
from judges import errors
from toy import open_folder, ordinary_user
from word_builders import (
    BASIS,
    RICH,
    STYLES,
    bullets,
    chapter,
    find,
    heading,
    marks,
    numbers,
    outline,
    para,
    read,
    refined,
    spans,
    table,
    texts,
    write,
    written,
)
from word_outline import read_outline

from liagen.document.blocks import Cell, Fill, Item, Link, ListBlock, Paragraph, Row, Table, Text
from liagen.errors import StyleError
from liagen.word.styles.roles import HouseStyle
from liagen.word.styles.stationery import read_stationery
from liagen.word.write.anchors import bookmark_name
from liagen.word.write.word_file import write_docx


def widths(document, number=0):
    return [round(cell.width.twips) for cell in document.tables[number].rows[0].cells]


# --- sameness


def test_same_bytes_after_the_style_file_is_read_again(tmp_path):
    again = tmp_path / "stijl.docx"
    shutil.copy(STYLES, again)
    assert write_docx(chapter(*RICH), again, "concept", basis=BASIS) == write(*RICH)


def test_writing_one_chapter_leaves_no_trace_in_the_next():
    first = write(*RICH)
    write(numbers("x"), numbers("y"), table(("a",), ("b",)), running="Iets anders")
    assert write(*RICH) == first


def test_a_changed_style_file_is_read_again(tmp_path):
    path = tmp_path / "stijl.docx"
    shutil.copy(STYLES, path)
    before = write_docx(chapter(para("x")), path, "concept")
    document = docx.Document(str(path))
    document.styles["Kader"].font.size = Pt(13)
    document.save(str(path))
    os.utime(path, ns=(1, 1))
    after = write_docx(chapter(para("x")), path, "concept")
    assert before != after
    assert read(after).styles["Kader"].font.size == Pt(13)


def test_zip_names_are_unique_and_the_clock_is_not_in_them():
    with zipfile.ZipFile(io.BytesIO(write(*RICH))) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert names[0] == "[Content_Types].xml"
        assert not [name for name in names if "thumbnail" in name or "stylesWithEffects" in name]


# --- roles and text


@every(
    ("block", "style"),
    [
        (heading("x", 1), "Heading1"),
        (heading("x", 2), "Heading2"),
        (heading("x", 3), "Heading3"),
        (para("x"), "Normal"),
        (para("x", "kader"), "Kader"),
        (para("x", "inleiding"), "Inleiding"),
        (para("x", "bijschrift"), "Caption"),
        (bullets("x"), "ListBullet"),
        (numbers("x"), "ListNumber"),
    ],
)
def test_each_role_has_its_style(block, style):
    assert [paragraph.style.style_id for paragraph in written(block).paragraphs] == [style]


def test_text_after_a_table_has_its_own_style():
    styles = [p.style.style_id for p in written(table(("a",), ("b",)), para("x"), para("y")).paragraphs]
    assert styles == ["Caption", "TekstNaTabel", "Normal"]


def test_a_notice_after_a_table_stays_a_notice():
    assert written(table(("a",), ("b",)), para("x", "kader")).paragraphs[1].style.style_id == "Kader"


def test_the_text_of_the_style_file_does_not_come_along():
    assert texts(para("Enige alinea")) == ["Enige alinea"]


def test_bold_and_italic():
    runs = written(para([Text("a", bold=True), Text("b", italic=True), Text("c", True, True), Text("d")])).paragraphs[0]
    assert [(r.text, r.bold, r.italic) for r in runs.runs] == [
        ("a", True, None),
        ("b", None, True),
        ("c", True, True),
        ("d", None, None),
    ]


@every(
    "text",
    ["R&D <b>vet</b> & ' \"", "  spaties  vooraf en   binnen ", "👩🏽‍🦽 ﷽ é ﬁ", "x" * 10_000, "]]> <!-- -->", "\u00a0"],
)
def test_odd_text_survives(text):
    assert texts(para(text)) == [text]
    assert written(table((text,), (text,))).tables[0].rows[1].cells[0].text == (text if text.strip() else "–")


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=60)
)
def test_any_text_survives(text):
    assert texts(para(text)) == [text]


def test_line_feed_and_tab_become_word_s_own():
    paragraph = written(para("een\ntwee\tdrie")).paragraphs[0]
    assert paragraph.text == "een\ntwee\tdrie"
    assert paragraph.runs[0]._r.find(qn("w:br")).get(qn("w:type"), WD_BREAK.LINE) == WD_BREAK.LINE


def test_a_chapter_without_blocks_is_still_a_document():
    assert texts() == []


# --- lists


def test_each_numbered_list_starts_at_one():
    found = outline(numbers("a", "b"), numbers("c"), para("tussen"), bullets("x"), numbers("d", "e"))
    assert [line.split(" | ")[1] for line in found] == [
        "1. a",
        "2. b",
        "1. c",
        "tussen",
        "• x",
        "1. d",
        "2. e",
    ]


def test_no_paragraph_types_its_own_mark():
    assert texts(numbers("a"), bullets("b")) == ["a", "b"]


def test_what_leads_up_to_a_list_stays_with_it():
    lead, first, last, after = written(para("Dit zijn ze:"), bullets("a", "b"), para("z")).paragraphs
    assert lead.paragraph_format.keep_with_next
    assert first.paragraph_format.keep_with_next
    assert not last.paragraph_format.keep_with_next
    assert not after.paragraph_format.keep_with_next


def test_a_page_break_leaves_a_short_list_whole_and_no_item_alone():
    for letters, kept in (("abcd", [True] * 3), ("abcde", [True, *[False] * 2, True])):
        for block in (bullets(*letters), numbers(*letters)):
            items = written(block).paragraphs
            assert [bool(item.paragraph_format.keep_with_next) for item in items] == [*kept, False]


def test_a_paragraph_that_leads_up_to_a_table_stays_with_it():
    first, *_ = written(para("a"), table(("a",), ("b",))).paragraphs
    assert first.paragraph_format.keep_with_next


def test_an_empty_list_writes_nothing():
    assert texts(para("a"), bullets(), numbers(), para("b")) == ["a", "b"]


# --- tables


def test_only_the_first_row_is_a_header():
    assert outline(table(("Doel", "Wie"), ("a", "b"), ("c", "d"))) == [
        "Caption | Tabel 1: Bijschrift",
        "LiagenTabel | 2 kolommen",
        "  kop | Doel | Wie",
        "  rij | a | b",
        "  rij | c | d",
    ]


def test_header_mark_has_no_value_and_no_row_splits():
    rows = written(table(("a",), ("b",))).tables[0].rows
    assert not rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}").attrib
    assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_cells_have_the_styles_for_tables():
    rows = written(table(("a",), ("b",))).tables[0].rows
    assert [row.cells[0].paragraphs[0].style.style_id for row in rows] == ["Tabelkop", "Tabeltekst"]


@pytest.mark.parametrize("empty", ["", "  ", (), (Text(""), Text(" "))])
def test_an_empty_cell_gets_a_dash(empty):
    assert written(table(("a", "b"), (empty, "x"))).tables[0].rows[1].cells[0].text == "–"


def test_captions_are_numbered_by_fields_with_their_result():
    document = written(table(("a",), ("b",), caption="Eerste"), para("x"), table(("a",), ("b",), caption="Tweede"))
    captions = [p for p in document.paragraphs if p.style.style_id == "Caption"]
    assert [p.text for p in captions] == ["Tabel 1: Eerste", "Tabel 2: Tweede"]
    assert all(p.paragraph_format.keep_with_next for p in captions)
    assert [code.text for code in document.element.iter(qn("w:instrText"))] == [" SEQ Tabel \\* ARABIC "] * 2


def test_a_table_says_what_it_is():
    properties = written(table(("Doel", "Wie"), ("a", "b"), caption="Doelen")).tables[0]._tbl.tblPr
    assert properties.find(qn("w:tblCaption")).get(qn("w:val")) == "Doelen"
    assert properties.find(qn("w:tblDescription")).get(qn("w:val")) == "Doel, Wie"


ROOM = read_stationery(STYLES).text_width


def test_widths_follow_the_shares_of_the_text_width():
    document = written(table(("a", "b", "c"), ("d", "e", "f"), widths=(20, 50, 30)))
    total = sum(widths(document))
    assert [round(100 * width / total) for width in widths(document)] == [20, 50, 30]
    section = document.sections[0]
    assert sum(widths(document)) * 635 == section.page_width - section.left_margin - section.right_margin
    assert not document.tables[0].autofit


def test_a_column_takes_the_room_its_longest_word_needs():
    narrow, wide = widths(written(table(("Nr.", "Wat"), ("verantwoordelijkheid", "kort"), widths=(10, 90))))
    assert narrow > 1900
    assert narrow + wide == ROOM


def test_columns_that_need_little_keep_it_when_not_all_words_fit():
    word = "toegankelijkheidsverklaring"
    found = widths(
        written(table(("Gereed", *"abcde"), ("september", word, word, word, word, word), widths=(5,) + (19,) * 5))
    )
    assert found[0] > 1000
    assert max(found[1:]) - min(found[1:]) < 10
    assert sum(found) == ROOM


def test_one_endless_word_does_not_starve_the_other_columns():
    found = widths(written(table(("a", "b", "c"), ("x" * 10_000, "y", "z"), widths=(34, 33, 33))))
    assert max(found) - min(found) < 100


def test_only_cells_with_a_word_too_long_are_hyphenated():
    word = "toegankelijkheidsverklaring"
    rows = written(table(tuple("abcdef"), (word,) * 6, ("kort",) * 6, widths=(17, 17, 17, 17, 16, 16))).tables[0].rows
    allowed = [
        [cell.paragraphs[0]._p.pPr.find(qn("w:suppressAutoHyphens")) is not None for cell in row.cells] for row in rows
    ]
    assert allowed == [[False] * 6, [True] * 6, [False] * 6]


# --- ids, bookmarks, links


def test_every_paragraph_with_an_id_has_a_hidden_bookmark():
    blocks = (heading("h"), para("p"), bullets("i"), table(("k",), ("c",)))
    document = written(*blocks)
    names = {name for _, name in marks(document)}
    wanted = [blocks[0].id, blocks[1].id, blocks[2].id, blocks[2].items[0].id, blocks[3].id, blocks[3].caption.id]
    wanted += [blocks[3].header[0].id, blocks[3].rows[0].cells[0].id]
    assert names == {bookmark_name(key) for key in wanted}


def test_bookmarks_are_closed_unique_and_count_up():
    document = written(*RICH)
    starts = [int(key) for key, _ in marks(document)]
    ends = [int(mark.get(qn("w:id"))) for mark in document.element.iter(qn("w:bookmarkEnd"))]
    names = [name for _, name in marks(document)]
    assert starts == list(range(len(starts)))
    assert sorted(ends) == starts
    assert len(names) == len(set(names))


def test_bookmark_names_fit_word():
    name = bookmark_name("optie.beleggen.werkgroep.een.heel.lange.naam.die.word.zou.afkappen")
    assert name == bookmark_name("optie.beleggen.werkgroep.een.heel.lange.naam.die.word.zou.afkappen")
    assert name.startswith("_lia_")
    assert len(name) == 21


def test_the_bookmark_of_a_caption_leaves_its_number_out():
    document = written(table(("a",), ("b",), caption="Doelen", key="t"))
    (start,) = [m for m in document.element.iter(qn("w:bookmarkStart")) if m.get(qn("w:name")) == bookmark_name("t")]
    after = "".join(t.text for sibling in start.itersiblings() for t in sibling.iter(qn("w:t")))
    assert after == "Doelen"


def test_links_inside_lead_to_their_block():
    found = outline(heading("Deel", key="deel"), para([Link("zie het deel", "#deel")]))
    assert found[1] == "Normal | ‹zie het deel → Deel›"


def test_a_link_may_lead_to_a_table_a_list_or_an_item():
    listed = numbers("eerste", "tweede")
    blocks = (listed, table(("a",), ("b",), key="t"))
    links = [Link("x", f"#{key}") for key in (listed.id, listed.items[1].id, "t")]
    assert outline(*blocks, para(links))[-1] == "TekstNaTabel | ‹x → eerste›‹x → tweede›‹x → Tabel 1: Bijschrift›"


def test_links_outside_go_to_their_address_once():
    address = "https://example.nl/wet?a=1&b=2"
    document = written(para([Link("de wet", address), " en ", Link("nog eens", address)]))
    first, second = document.paragraphs[0].hyperlinks
    assert (first.text, first.address) == ("de wet", address)
    assert second.address == address
    assert first.runs[0].style.style_id == "Hyperlink"
    assert len([rel for rel in document.part.rels.values() if rel.reltype == RT.HYPERLINK]) == 1


def test_a_link_to_nowhere_is_a_bug():
    with pytest.raises(ValueError, match="weg"):
        write(para([Link("x", "#weg")]))


@every(
    "twice",
    [
        (para("a", key="k"), para("b", key="k")),
        (para("a", key="k"), heading("b", key="k")),
        (para("a", key="k"), ListBlock("k", False, ())),
        (ListBlock("l", False, (Item("i", spans("a")), Item("i", spans("b")))),),
        (Table("k", para("c", "bijschrift"), (Cell("k", spans("a")),), (), (100,)),),
        (Table("t", para("c", "bijschrift"), (Cell("a", ()),), (Row("a", (Cell("b", ()),)),), (100,)),),
    ],
)
def test_an_id_used_twice_is_a_bug(twice):
    with pytest.raises(ValueError, match="twice"):
        write(*twice)


# --- the document around it


def test_properties():
    properties = written(
        title="Titel & zo", subject="Onderwerp", date="2027-03-31", keywords=("LIA", "inclusie")
    ).core_properties
    assert (properties.title, properties.subject, properties.keywords) == ("Titel & zo", "Onderwerp", "LIA, inclusie")
    assert (properties.author, properties.last_modified_by, properties.language) == ("liagen", "liagen", "nl-NL")
    day = dt.datetime(2027, 3, 31, tzinfo=dt.UTC)
    assert (properties.created, properties.modified) == (day, day)


def test_header_and_footer_say_what_the_chapter_says():
    found = read_outline(write(para("x"), running="Concept & zo", page_word="Blad", page_of="uit")).splitlines()
    assert found[:2] == ["koptekst | Concept & zo", "voettekst | Blad 1 uit 1"]


def test_page_numbers_are_fields():
    footer = written(para("x")).sections[0].footer._element
    assert [code.text.strip() for code in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_page_and_settings_come_from_the_style_file():
    document = written(para("x"))
    assert (document.sections[0].page_width.mm, document.sections[0].page_height.mm) == pytest.approx(
        (210, 297), abs=0.1
    )
    assert document.settings.element.find(qn("w:updateFields")) is None


# --- style files of others


def changed(tmp_path, change) -> Path:
    return refined(change, tmp_path / "huisstijl.docx")


def png() -> io.BytesIO:
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00\x00")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


def test_a_logo_in_the_header_stays(tmp_path):
    path = changed(tmp_path, lambda d: d.sections[0].header.add_paragraph().add_run().add_picture(png()))
    header = read(write_docx(chapter(para("x")), path, "concept")).sections[0].header
    assert header.paragraphs[0].text == "Loopt mee"
    assert len(header.part.related_parts) == 1
    assert list(header._element.iter(qn("w:drawing")))


def test_a_header_of_the_municipality_itself_stays(tmp_path):
    def own(document):
        document.sections[0].header.paragraphs[0].runs[0].text = "Gemeente Voorbeeldstad"

    assert read(write_docx(chapter(para("x")), changed(tmp_path, own), "concept")).sections[0].header.paragraphs[
        0
    ].text == ("Gemeente Voorbeeldstad")


def test_a_mark_that_word_cut_in_two_is_still_a_mark(tmp_path):
    def cut(document):
        paragraph = document.sections[0].header.paragraphs[0]
        paragraph.runs[0].text = "[kop"
        paragraph.add_run("te")
        paragraph.add_run("kst]")

    header = read(write_docx(chapter(para("x")), changed(tmp_path, cut), "concept")).sections[0].header
    assert header.paragraphs[0].text == "Loopt mee"


def test_comments_and_pictures_in_the_text_of_the_style_file_do_not_come_along(tmp_path):
    def fill(document):
        run = document.paragraphs[0].add_run("x")
        run.add_picture(png())
        document.add_comment(run, "weg hiermee", "A", "A")

    names = zipfile.ZipFile(io.BytesIO(write_docx(chapter(para("x")), changed(tmp_path, fill), "concept"))).namelist()
    assert not [name for name in names if "media" in name or "comments" in name]


def test_nothing_of_the_properties_of_a_style_file_comes_along(tmp_path):
    """Company, manager, list of headings, and properties of its own: no chapter is told them."""
    path = tmp_path / "huisstijl.docx"
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    relation = f'<Relationship Id="rId9" Type="{RT.CUSTOM_PROPERTIES}" Target="docProps/custom.xml"/></Relationships>'
    override = f'<Override PartName="/docProps/custom.xml" ContentType="{kind}"/></Types>'
    with zipfile.ZipFile(STYLES) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode("utf-8").replace("</Types>", override)
            data = data.replace("</Properties>", "<Company>Geheim</Company></Properties>")
            new.writestr(name, data.replace("</Relationships>", relation) if name == "_rels/.rels" else data)
        new.writestr("docProps/custom.xml", "<Properties>Geheim</Properties>")
    for data in (
        write_docx(chapter(para("x")), path, "concept"),
        write_docx(chapter(para("x")), STYLES, "concept", house=HouseStyle(path)),
    ):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert "docProps/custom.xml" not in archive.namelist()
            assert not [name for name in archive.namelist() if b"Geheim" in archive.read(name)]
            assert b"<Application>liagen</Application>" in archive.read("docProps/app.xml")
        assert errors(data) == ()


def test_a_bigger_font_in_tables_needs_wider_columns(tmp_path):
    def bigger(document):
        document.styles["Tabeltekst"].font.size = Pt(14)

    block = table(("Nr.", "Wat"), ("verantwoordelijkheid", "kort"), widths=(10, 90))
    path = changed(tmp_path, bigger)
    assert widths(read(write_docx(chapter(block), path, "concept")))[0] > widths(written(block))[0]


def test_styles_that_are_based_on_each_other_do_no_harm(tmp_path):
    def loop(document):
        document.styles["Tabeltekst"].base_style = document.styles["Tabelkop"]

    assert read(write_docx(chapter(para("x")), changed(tmp_path, loop), "concept")).paragraphs[0].text == "x"


def test_a_table_style_without_padding_gets_word_s_own(tmp_path):
    def bare(document):
        properties = document.styles["Liagen tabel"].element.find(qn("w:tblPr"))
        properties.remove(properties.find(qn("w:tblCellMar")))

    block = table(("Nr.", "Wat"), ("verantwoordelijkheid", "kort"), widths=(10, 90))
    path = changed(tmp_path, bare)
    assert widths(read(write_docx(chapter(block), path, "concept")))[0] == widths(written(block))[0] + 216 - 145


# --- style files that must be mended


def messages(path: Path) -> list[str]:
    with pytest.raises(StyleError) as caught:
        write_docx(chapter(para("x")), path, "concept")
    assert {problem.file for problem in caught.value.problems} == {str(path)}
    return [problem.message for problem in caught.value.problems]


def test_a_style_file_that_is_not_there(tmp_path):
    assert messages(tmp_path / "weg.docx") == ["dit stijlbestand is er niet; controleer de naam van het bestand"]


def not_a_package(path: Path) -> None:
    path.write_bytes(b"Gewone tekst")


def broken_zip(path: Path) -> None:
    path.write_bytes(STYLES.read_bytes()[:3000])


def empty_zip(path: Path) -> None:
    zipfile.ZipFile(path, "w").close()


def broken_xml(path: Path) -> None:
    with zipfile.ZipFile(STYLES) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<w:styles" if name == "word/styles.xml" else old.read(name))


def template(path: Path) -> None:
    with zipfile.ZipFile(STYLES) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"document.main+xml", b"template.main+xml"))


def own_grammar(path: Path) -> None:
    grammar = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b">]><w:styles'
    with zipfile.ZipFile(STYLES) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/styles.xml":
                data = grammar + data.partition(b"<w:styles")[2]
            new.writestr(name, data)


def other_text(path: Path) -> None:
    with zipfile.ZipFile(STYLES) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"w:document", b"w:glossaryDocument"))


@pytest.mark.parametrize(
    "make", [not_a_package, broken_zip, empty_zip, broken_xml, own_grammar, other_text, Path.mkdir]
)
def test_a_style_file_that_is_no_word_file(tmp_path, make):
    make(tmp_path / "stijl.docx")
    assert messages(tmp_path / "stijl.docx") == [
        "dit is geen Word-bestand (.docx) of het is beschadigd; kies een ander stijlbestand"
    ]


def test_a_style_file_that_another_program_holds():
    with open_folder() as folder:
        path = changed(folder, lambda document: None)
        path.chmod(0)
        with ordinary_user():
            found = messages(path)
    assert found == ["dit stijlbestand is niet te lezen; sluit het in Word en probeer opnieuw"]


def test_every_style_that_lacks_is_named(tmp_path):
    def strip(document):
        for name in ("Kader", "Invulveld", "Liagen tabel"):
            document.styles[name].delete()

    assert messages(changed(tmp_path, strip)) == [
        "de alineastijl «Kader» ontbreekt; neem de stijl over uit stijl.docx",
        "de tabelstijl «Liagen tabel» ontbreekt; neem de stijl over uit stijl.docx",
        "de tekenstijl «Invulveld» ontbreekt; neem de stijl over uit stijl.docx",
    ]


def test_a_style_file_without_the_style_of_proposals_shows_them_as_fill_ins(tmp_path):
    path = changed(tmp_path, lambda document: document.styles["Voorzet"].delete())
    made = write_docx(chapter(para([Fill("", "x", "tekst", (), "acht")])), path, "concept")
    assert find(read(made).element, "//w:sdt//w:rStyle/@w:val") == ["Invulveld"]


def test_python_docx_s_own_template_lacks_only_our_own_styles(tmp_path):
    docx.Document().save(str(tmp_path / "leeg.docx"))
    found = {message.split("»")[0].split("«")[1] for message in messages(tmp_path / "leeg.docx")}
    ours = {"Inleiding", "Kader", "Tekst na tabel", "Tabeltekst", "Tabelkop", "Invulveld", "Liagen tabel"}
    assert found == {*ours, "Hyperlink"}


def no_number(document):
    properties = document.styles["List Number"].element.pPr
    properties.remove(properties.numPr)


def no_bullet(document):
    properties = document.styles["List Bullet"].element.pPr
    properties.remove(properties.numPr)


def other_number(document):
    document.styles["List Number"].element.pPr.numPr.numId.val = 99


def no_numbering(document):
    (key,) = [rel.rId for rel in document.part.rels.values() if rel.reltype == RT.NUMBERING]
    document.part.drop_rel(key)


@pytest.mark.parametrize("change", [no_number, no_bullet, other_number, no_numbering])
def test_list_styles_without_a_list(tmp_path, change):
    assert messages(changed(tmp_path, change)) == [
        "koppel in Word een opsomming aan de alineastijlen «List Bullet» en «List Number»"
    ]


def no_section(document):
    document.element.body.remove(document.element.body.sectPr)


def no_paper(document):
    document.sections[0]._sectPr.remove(document.sections[0]._sectPr.find(qn("w:pgSz")))


@pytest.mark.parametrize("change", [no_section, no_paper])
def test_a_style_file_without_a_page(tmp_path, change):
    assert messages(changed(tmp_path, change)) == ["stel in Word een papierformaat en marges in"]


def test_a_marked_cell_is_shaded():
    cells = tuple(Cell(f"t.{name}", (Text(name),), mark=name == "b") for name in "ab")
    head = tuple(Cell(f"k.{name}", (Text(name),)) for name in "ab")
    caption = Paragraph("t.bij", (Text("Tabel"),), "bijschrift")
    document = read(write(Table("t", caption, head, (Row("t.rij", cells),), (50, 50))))
    shaded = [cell.text for cell in document.tables[0]._cells if cell._tc.tcPr.find(qn("w:shd")) is not None]
    assert shaded == ["b"]


def test_a_row_to_write_in_is_high_and_its_empty_cells_stay_empty():
    made = table(["Doel", "Wie"], ["", ""], ["", ""])
    first, second = made.rows
    document = written(replace(made, rows=(replace(first, room=2), second)))
    rows = document.tables[0].rows
    assert [[cell.text for cell in row.cells] for row in rows[1:]] == [["", ""], ["–", "–"]]
    assert rows[1].height.mm == pytest.approx(16, abs=0.1)
    assert rows[2].height is None
