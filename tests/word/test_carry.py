"""What a draft carries: written, found again by its namespace, and read back as the same value."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from every import every
from hypothesis import given, settings
from hypothesis import strategies as st
from word_builders import (
    BASIS,
    RICH,
    STYLES,
    bullets,
    chapter,
    heading,
    marks,
    names,
    para,
    part,
    read,
    table,
    write,
)

from liagen.document.blocks import Fill, Item, Link, ListBlock, Text
from liagen.document.carried import Carried, CarriedFill, CarriedParagraph
from liagen.errors import DraftError
from liagen.files.archive import Limits
from liagen.word.readback import carried as reader
from liagen.word.readback.carried import read_carried
from liagen.word.write.anchors import bookmark_name
from liagen.word.write.word_file import write_docx

DATA = "customXml/item1.xml"
ROOT = '<draft xmlns="urn:liagen:draft" format="1" liagen="1" date="2027-01-04" length="kort">'
WHOLE = f"{ROOT}<profile/></draft>"
WRITTEN = write(*RICH)


def carried(data: bytes) -> Carried:
    found = read_carried(data, "x.docx")
    assert found is not None
    return found


def texts(*blocks) -> list[str]:
    return [paragraph.text for paragraph in carried(write(*blocks)).paragraphs]


def packed(*members: tuple[str, str | bytes]) -> bytes:
    """Return a Word file in name, with these members."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        for name, content in members:
            file.writestr(name, content)
    return data.getvalue()


def changed(data: bytes, change) -> bytes:
    """Return a Word file in which ``mark_changed`` gives every part its name and bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            after.writestr(*change(name, before.read(name)))
    return out.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(DraftError) as caught:
        read_carried(data, "x.docx")
    return str(caught.value).removeprefix("x.docx: ")


# --- what is carried


def test_the_basis_comes_back_as_it_was():
    assert carried(write(para("x"))).basis == BASIS


def test_a_draft_that_does_not_say_which_it_is_is_a_chapter():
    assert b" document=" not in part(write(para("x")), DATA)
    sheet = BASIS._replace(document="werkblad")
    assert carried(write_docx(chapter(para("x")), STYLES, "concept", basis=sheet)).basis == sheet


def test_a_paragraph_has_its_id_its_text_and_its_fill_ins():
    blocks = (
        heading("Kop", key="k"),
        para(["Zie ", Link("kop", "#k"), " ", Fill("a.b", "naam"), ", ", Fill("", "dag", "datum"), "."], key="p"),
    )
    assert carried(write(*blocks)).paragraphs == (
        CarriedParagraph("k", "Kop"),
        CarriedParagraph(
            "p",
            "Zie kop [invullen: naam], [invullen: dag].",
            (
                CarriedFill("a.b", "invullen", "tekst", "[invullen: naam]", 8),
                CarriedFill("", "invullen", "datum", "[invullen: dag]", 26),
            ),
        ),
    )


@pytest.mark.parametrize(("begins_sentence", "shown"), [(False, "[voorzet: acht]"), (True, "[Voorzet: acht]")])
def test_a_proposal_is_known_as_one(begins_sentence, shown):
    proposal = Fill("a.b", "aantal", "keuze", ("acht", "negen"), "acht", begins_sentence)
    (found,) = carried(write(para(["Met ", proposal, "."], key="p"))).paragraphs
    assert found == CarriedParagraph("p", f"Met {shown}.", (CarriedFill("a.b", "voorzet", "keuze", shown, 4),))


def test_lists_and_tables_begin_with_a_paragraph():
    listed, tabled = bullets("een", "twee"), table(("a",), ("",))
    assert carried(write(listed, tabled)).paragraphs == (
        CarriedParagraph(listed.items[0].id, "een", begins=(listed.id,)),
        CarriedParagraph(listed.items[1].id, "twee"),
        CarriedParagraph(tabled.caption.id, "Tabel 1: Bijschrift", begins=(tabled.id,)),
        CarriedParagraph(tabled.header[0].id, "a"),
        CarriedParagraph(tabled.rows[0].cells[0].id, "–"),
    )


def test_the_texts_are_those_of_the_document():
    document = read(data := write(*RICH))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    shown = [paragraph.text for paragraph in document.paragraphs]
    kept = [paragraph.text for paragraph in carried(data).paragraphs]
    controls = "[invullen: naam]"  # python-docx leaves their text out
    assert sorted(kept) == sorted([*shown, *(cell or controls for cell in cells)])


def test_a_fill_in_is_found_where_it_is_said_to_be():
    label = Fill("x", "wat")
    found = carried(write(table(("a",), ("b",), caption=para(["Van ", label], "bijschrift")), para(["👩🏽‍🦽 ", label])))
    fills = [(paragraph.text, fill) for paragraph in found.paragraphs for fill in paragraph.fills]
    assert [text for text, _ in fills] == ["Tabel 1: Van [invullen: wat]", "👩🏽‍🦽 [invullen: wat]"]
    assert all(text[fill.start :].startswith(fill.text) for text, fill in fills)


def test_every_bookmark_is_in_it_in_the_order_of_the_text():
    data = write(*RICH, title_page=(para("Vooraan", "titel", key="titel"),))
    found = [key for paragraph in carried(data).paragraphs for key in (*paragraph.begins, paragraph.id)]
    assert found[0] == "titel"
    assert [bookmark_name(key) for key in found] == [name for _, name in marks(read(data))]


@every("text", ["R&D <b>vet</b> ' \"", "een\ntwee\tdrie", "  spaties ", " ", "]]>", "👩🏽‍🦽", "a\rb"])
def test_odd_text_survives_in_it(text):
    assert texts(para(["x", Fill("", text, "keuze")]), para(text)) == [f"x[invullen: {text}]", text]
    basis = BASIS._replace(profile=f"{text}\n")
    assert carried(write_docx(chapter(para("x")), STYLES, "concept", basis=basis)).basis == basis


def test_a_draft_without_a_basis_and_a_clean_document_carry_nothing():
    bare, clean = (
        write_docx(chapter(*RICH), STYLES, "concept"),
        write_docx(chapter(*RICH), STYLES, "schoon", basis=BASIS),
    )
    assert [read_carried(data, "") for data in (bare, clean)] == [None, None]
    assert not [name for data in (bare, clean) for name in names(data) if "customXml" in name]


def test_word_can_find_it():
    data = write(para("x"))
    related = {row.get("Target"): row.get("Type") for row in part(data, "word/_rels/document.xml.rels")}
    assert related["../customXml/item1.xml"].endswith("/customXml")
    (row,) = part(data, "customXml/_rels/item1.xml.rels")
    assert row.get("Target") == "itemProps1.xml"
    properties = part(data, "customXml/itemProps1.xml")
    (key,) = properties.attrib.values()
    assert re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", key)
    assert [value for row in properties.iter() for value in row.attrib.values()] == [key, "urn:liagen:draft"]


def test_the_example_of_the_docs_is_read():
    page = Path(__file__).parents[2] / "docs" / "formaat.md"
    (example,) = re.findall(r"^```xml\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    found = carried(packed((DATA, example)))
    fill = Fill("beleggen.uitvoerder.vervanger", "functie")
    item = Item("optie.aanjagers.voorstel.2.1", (Text("De vervanger is "), fill, Text(".")))
    listed = ListBlock("optie.aanjagers.voorstel.2", False, (item,))
    caption = para("Onze doelen", "bijschrift", key="tabel.doelen.bijschrift")
    blocks = (
        heading("Interne implementatie", key="hoofdstuk.titel"),
        listed,
        table(("Doel",), caption=caption, key="tabel.doelen"),
    )
    made = carried(write_docx(chapter(*blocks), STYLES, "concept", basis=found.basis))
    assert (made.basis, made.paragraphs[:-1]) == found


# --- after others had the draft


def edited(data: bytes) -> bytes:
    """Return a draft in which the officer changed a text, added one and took one away."""
    document = docx.Document(io.BytesIO(data))
    document.paragraphs[1].runs[0].text = "Iets heel anders."
    document.add_paragraph("Van mij.")
    document.paragraphs[2]._p.getparent().remove(document.paragraphs[2]._p)
    document.save(out := io.BytesIO())
    return out.getvalue()


def test_an_edit_leaves_it_as_it_was():
    data = write(*RICH)
    assert "Iets heel anders." in [paragraph.text for paragraph in read(edited(data)).paragraphs]
    assert carried(edited(data)) == carried(data)


def test_it_is_found_under_another_name_and_key():
    def change(name, data):
        data = re.sub(rb'itemID="[^"]*"', b'itemID="{0}"', data)
        return name.replace("customXml/item1", "CustomXML/item7"), data

    data = write(*RICH)
    assert carried(changed(data, change)) == carried(data)


def test_another_way_of_writing_the_same_xml_is_read():
    prefixed = re.sub(
        "<(/?)", r"<\1l:", WHOLE.replace("xmlns=", "xmlns:l=").replace("<profile/>", "<profile>a</profile>")
    )
    basis = carried(packed((DATA, f"\ufeff<?xml version='1.0' encoding='utf-8'?>{prefixed}"))).basis
    assert basis.profile == "a"


def test_what_a_later_version_of_this_format_adds_is_passed_over():
    added = '<paragraph id="a" new="1">een <mark>twee</mark> <fill field="" mark="" kind="nieuw">x</fill></paragraph>'
    found = carried(packed((DATA, f'{ROOT[:-1]} more="1"><new/><profile/>{added}</draft>')))
    assert found.paragraphs == (CarriedParagraph("a", "een twee x", (CarriedFill("", "", "nieuw", "x", 9),)),)


# --- what is not ours, and what is not right


@every(
    "members",
    [
        (),
        ((DATA, '<a xmlns="urn:ander"/>'),),
        ((DATA, '<a xmlns="urn:ander">urn:liagen:draft</a>'),),
        ((DATA, '<notes xmlns="urn:liagen:draft"/>'),),
        ((DATA, b"\xff\xfe<\0a\0/\0>\0"),),
        (("customXml/_rels/item1.xml.rels", WHOLE), ("word/document.xml", WHOLE)),
    ],
)
def test_what_is_not_ours_is_left_alone(members):
    assert read_carried(packed(*members), "x.docx") is None


@pytest.mark.parametrize("data", [b"", b"gemeente: x", b"PK\x03\x04", "zip"])
def test_what_is_no_word_file_is_refused(data):
    if data == "zip":
        with zipfile.ZipFile(out := io.BytesIO(), "w") as file:
            file.writestr(DATA, WHOLE)
        data = out.getvalue()
    assert refused(data) == "dit is geen Word-bestand (.docx) of het is beschadigd; kies een ander bestand"


@every(
    "text",
    [
        WHOLE.replace("</draft>", ""),
        WHOLE.replace("<profile/>", ""),
        WHOLE.replace(' date="2027-01-04"', ""),
        WHOLE.replace("2027-01-04", "morgen"),
        WHOLE.replace('format="1"', 'format="een"'),
        WHOLE.replace('format="1"', 'format="0"'),
        WHOLE.replace("<profile/>", '<package name="p"/><profile/>'),
        WHOLE.replace("<profile/>", "<profile/><paragraph/>"),
        WHOLE.replace("<profile/>", '<profile/><paragraph id="a"><fill kind="x"/></paragraph>'),
        f"<!DOCTYPE draft>{WHOLE}",
        f'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]>{WHOLE.replace("<profile/>", "<profile>&d;</profile>")}',
        f'<?xml version="1.0" encoding="latin1"?>{WHOLE}',
    ],
)
def test_what_is_damaged_is_refused(text):
    message = "wat liagen in dit bestand bewaart, is beschadigd; maak het concept opnieuw met `liagen maak`"
    assert refused(packed((DATA, text))) == message


def test_a_newer_format_is_refused():
    data = packed((DATA, WHOLE.replace('format="1"', 'format="2"').replace("<profile/>", "")))
    assert refused(data) == "dit bestand is van een nieuwere liagen (formaat 2; hier hoogstens 1); installeer die"


def test_two_chapters_in_one_file_are_refused():
    message = "in dit bestand staat meer dan één hoofdstuk van liagen; kies een bestand met één hoofdstuk"
    assert refused(packed((DATA, WHOLE), ("customXml/item2.xml", WHOLE))) == message


def test_what_is_too_large_is_refused(monkeypatch):
    message = "dit bestand is te groot; kies een kleiner Word-bestand"
    assert refused(packed((DATA, "a" * 20_000_001))) == message
    monkeypatch.setattr(reader, "WORD_LIMITS", Limits(members=2, member=100, total=200))
    assert refused(packed(("a", ""), ("b", ""))) == message
    assert refused(packed(("a", bytes(101)))) == message


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(WRITTEN)), st.binary(max_size=4), st.integers(0, 4))
def test_whatever_becomes_of_a_file_it_is_read_or_refused(place, added, removed):
    data = WRITTEN[:place] + added + WRITTEN[place + removed :]
    with contextlib.suppress(DraftError):
        assert isinstance(read_carried(data, "x.docx"), Carried | None)


@given(st.integers(0, len(WHOLE) - 1), st.text("<>&'\"/ a1\0é", max_size=3))
def test_whatever_the_part_holds_it_is_read_or_refused(place, text):
    with contextlib.suppress(DraftError):
        assert isinstance(read_carried(packed((DATA, WHOLE[:place] + text + WHOLE[place + 1 :])), ""), Carried | None)


def test_a_part_that_goes_deep_is_read():
    deep = "<a>" * 100_000 + "</a>" * 100_000
    data = packed((DATA, WHOLE.replace("<profile/>", f'<profile>{deep}</profile><paragraph id="a">{deep}</paragraph>')))
    assert carried(data).paragraphs == (CarriedParagraph("a", ""),)
