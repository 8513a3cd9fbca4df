"""Word files of someone else with anything in them: made into a sound document, or refused as what they are.

The same mutations each time, a few; `tests/word_mutations.py` makes thousands.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.shared import Cm
from host_builder import saved
from judges import errors
from word_builders import RICH, STYLES, bullets, chapter, find, heading, numbers, part, table
from word_mutations import WAYS, attempt, bases, in_host, in_house, loose_ends, mutated, rebuilt

from liagen.errors import DraftError, HostError, LiagenError, StyleError
from liagen.files.archive import STRICT
from liagen.files.xml_limits import MAX_NODES
from liagen.word.insert.insert import insert_docx
from liagen.word.insert.insertion_point import InsertionTarget
from liagen.word.parts import container
from liagen.word.parts.container import WordFile
from liagen.word.parts.xml import OFFICE, PACKAGE
from liagen.word.readback.carried import read_carried
from liagen.word.styles.audit import check_house_style
from liagen.word.styles.roles import HouseStyle, StyleRole
from liagen.word.styles.stationery import read_stationery

BASES = bases()
DOCUMENT, STYLES_PART, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
RELATIONS = "word/_rels/document.xml.rels"
RELATED = f"{PACKAGE}/relationships"
REMARKED = chapter(heading("Hoofdstuk", note="Ons commentaar."), bullets("punt"), numbers("een", "twee"))


@pytest.fixture
def put(tmp_path):
    """Save a Word file: one of the bases with other parts."""

    def _put(base: str, changes) -> Path:
        path = tmp_path / "x.docx"
        path.write_bytes(rebuilt(BASES[base], changes))
        return path

    return _put


def swapped(old: str, new: str):
    def change(part: bytes) -> bytes:
        assert old.encode() in part
        return part.replace(old.encode(), new.encode())

    return change


def inserted(path: Path, story=REMARKED) -> bytes:
    return insert_docx(story, STYLES, "concept", path, InsertionTarget())


# ------------------------------------------------------------ anything


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.wide
def test_nothing_ends_in_a_traceback_or_a_broken_document(way, tmp_path):
    path = tmp_path / "kapot.docx"
    for seed in range(8):  # `make soak` tries thousands
        name = sorted(BASES)[seed % len(BASES)]
        path.write_bytes(mutated(BASES[name], seed))
        assert attempt(way, path) == (), (seed, name)


def test_a_mutation_is_the_same_each_time():
    assert mutated(BASES["leeg"], 7) == mutated(BASES["leeg"], 7) != mutated(BASES["leeg"], 8)


def test_what_goes_wrong_in_reading_is_damage_and_what_is_told_is_not(put):
    file = WordFile(put("leeg", {}), container.FileMessages(StyleError, "weg", "kapot", "dicht", "groot"))
    with pytest.raises(StyleError, match="kapot") as caught, file.refusing_damage():
        raise IndexError  # what no one thought of
    assert isinstance(caught.value.__cause__, IndexError)
    with pytest.raises(HostError, match="iets anders"), file.refusing_damage():
        raise HostError(file.error("iets anders").problems)


# ------------------------------------------------------------ numbers


@pytest.mark.parametrize("written", ["12240.0", "612pt", "8.5in", "215.9mm"])
def test_a_width_in_any_unit_is_read(put, written):
    plain = read_stationery(STYLES, HouseStyle(put("leeg", {}))).text_width
    changed = put("leeg", {DOCUMENT: swapped('w:w="12240"', f'w:w="{written}"')})
    assert read_stationery(STYLES, HouseStyle(changed)).text_width == plain == 8640


@pytest.mark.parametrize("written", ["inf", "nan", "1e400", "breed", "", "9" * 5000])
def test_a_width_that_says_nothing_is_told(put, written):
    path = put("leeg", {DOCUMENT: swapped('w:w="12240"', f'w:w="{written}"')})
    with pytest.raises(StyleError, match="stel in Word een papierformaat en marges in"):
        in_house(path)
    assert in_host(path)  # with the width of our own page


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        *(
            ('w:num="0"', 8640),
            ('w:num="2" w:space="640"', 4000),
            ('w:num="2.0"', 3960),
            ('w:num="99"', read_stationery(STYLES).text_width),
        ),
        ('w:equalWidth="0"><w:col w:w="6000"/><w:col w:w="2000"/></w:cols><w:x w:y=""', 2000),
        ('w:equalWidth="1"><w:col w:w="6000"/><w:col w:w="2000"/></w:cols><w:x w:y=""', 8640),
    ],
)
def test_tables_fit_the_narrowest_column_of_a_host(put, columns, expected):
    path = put("leeg", {DOCUMENT: swapped('<w:cols w:space="720"/>', f"<w:cols {columns}/>")})
    widths = find(part(inserted(path, chapter(table(("a", "b"), ("c", "d")))), DOCUMENT), "//w:gridCol/@w:w")
    assert sum(map(int, widths)) == expected


@pytest.mark.parametrize(("written", "size"), [("11pt", 11), ("24.0", 12), ("groot", 10), ("9" * 5000, 10)])
def test_a_font_size_in_any_unit_is_read(put, written, size):
    path = put("leeg", {STYLES_PART: swapped('<w:sz w:val="22"/>', f'<w:sz w:val="{written}"/>')})
    assert read_stationery(STYLES, HouseStyle(path)).cell_size == size * 20


def test_a_style_without_a_kind_is_one_of_paragraphs(put):
    path = put("leeg", {STYLES_PART: swapped('w:type="paragraph" ', "")})
    assert read_stationery(STYLES, HouseStyle(path)).styles[StyleRole.HEADING_1] == "Heading1"
    assert loose_ends(in_house(path)) == []


@pytest.mark.parametrize("base", ["stijl", "leeg", "plan"])
def test_a_relationship_that_leads_nowhere_is_passed_over(put, base):
    lost = f'<Relationship Id="rId98" Type="{RT.THEME}"/><Relationship Id="rId99" Type="{RT.HEADER}" Target="weg.xml"/>'
    reference = '<w:sectPr><w:headerReference w:type="even" r:id="rId99"/>'
    path = put(
        base,
        {
            RELATIONS: swapped("</Relationships>", f"{lost}</Relationships>"),
            DOCUMENT: lambda data: data.replace(b"<w:sectPr>", reference.encode()),
        },
    )
    assert loose_ends(in_house(path)) == []
    assert in_host(path)


HIGH = 2**31 - 1
BIG = ("2147483646", str(HIGH), "2147483648", "9" * 5_000, "-2147483648", "x", "٣", "1.5")


@pytest.mark.parametrize("written", BIG)
def test_numbers_near_and_past_the_end_of_what_word_knows(put, written):
    mark = f'<w:bookmarkStart w:id="{written}" w:name="a"/><w:bookmarkEnd w:id="{written}"/>'
    control = f'<w:sdt><w:sdtPr><w:id w:val="{written}"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>'
    comment = f'<w:commentRangeStart w:id="{written}"/>'
    lists = f'<w:num w:numId="{written}"><w:abstractNumId w:val="{written}"/></w:num></w:numbering>'
    path = put(
        "plan",
        {
            DOCUMENT: swapped("<w:body>", f"<w:body><w:p>{mark}{comment}</w:p>{control}"),
            NUMBERING: swapped("</w:numbering>", lists),
        },
    )
    data = inserted(path, chapter(*RICH, *REMARKED.blocks))
    for name, asked in (
        (DOCUMENT, "//w:bookmarkStart/@w:id | //w:sdtPr/w:id/@w:val | //w:commentReference/@w:id"),
        (NUMBERING, "//w:num/@w:numId | //w:abstractNum/@w:abstractNumId"),
    ):
        ours = [int(each) for each in find(part(data, name), asked) if each != written]
        assert max(ours) <= HIGH
    for key in ("bookmarkStart/@w:id", "sdtPr/w:id/@w:val", "commentReference/@w:id"):
        found = find(part(data, DOCUMENT), f"//w:{key}")
        assert len(found) == len(set(found)), key
    assert loose_ends(in_house(path)) == []


# ------------------------------------------------------------ what nothing answers to


def test_a_stray_remark_does_not_become_ours(put):
    stray = '<w:body><w:p><w:commentRangeStart w:id="2"/><w:r><w:t>Van hen.</w:t></w:r></w:p>'
    document = part(inserted(put("plan", {DOCUMENT: swapped("<w:body>", stray)})), DOCUMENT)
    starts = find(document, "//w:commentRangeStart/@w:id")
    assert starts[0] == "2"
    assert starts.count("2") == 1


def test_a_paragraph_of_a_list_that_is_lost_does_not_join_ours(put):
    highest = max(map(int, find(part(BASES["plan"], NUMBERING), "w:num/@w:numId")))
    asked = [str(highest + n) for n in (1, 2, 3)]
    rows = "".join(f'<w:p><w:pPr><w:numPr><w:numId w:val="{key}"/></w:numPr></w:pPr></w:p>' for key in asked)
    data = inserted(put("plan", {DOCUMENT: swapped("<w:body>", f"<w:body>{rows}")}))
    assert not set(asked) & set(find(part(data, NUMBERING), "w:num/@w:numId"))


def test_a_link_that_is_lost_does_not_become_ours(put):
    count = len(part(BASES["plan"], RELATIONS))
    stray = f'<w:body><w:p><w:hyperlink r:id="rId{count + 1}"/><w:hyperlink r:id="rId{count + 2}"/></w:p>'
    data = inserted(put("plan", {DOCUMENT: swapped("<w:body>", stray)}), chapter(*RICH))
    assert not {f"rId{count + 1}", f"rId{count + 2}"} & {row.get("Id") for row in part(data, RELATIONS)}


def test_a_setting_of_a_printer_does_not_come_along(put):
    printer = f'<Relationship Id="rId99" Type="{RT.PRINTER_SETTINGS}" Target="printerSettings1.bin"/></Relationships>'
    path = put(
        "leeg",
        {
            RELATIONS: swapped("</Relationships>", printer),
            DOCUMENT: swapped("</w:sectPr>", '<w:printerSettings r:id="rId99"/></w:sectPr>'),
            "word/printerSettings1.bin": b"printer",
        },
    )
    data = in_house(path)
    assert loose_ends(data) == []
    assert not find(part(data, DOCUMENT), "//w:printerSettings")


def test_a_setting_that_leads_outside_does_not_come_along(put):
    settings = f'<Relationships xmlns="{RELATED}"><Relationship Id="r1" Type="x" Target="x.xsl" TargetMode="External"/>'
    path = put(
        "leeg",
        {
            "word/_rels/settings.xml.rels": f"{settings}</Relationships>".encode(),
            "word/settings.xml": lambda data: data.replace(
                b"</w:settings>", f'<w:saveThroughXslt xmlns:r="{OFFICE}" r:id="r1"/></w:settings>'.encode()
            ),
        },
    )
    assert loose_ends(in_house(path)) == []


def test_two_relationships_with_one_header_write_it_once(put):
    again = f'<Relationship Id="h" Type="{RT.HEADER}" Target="header1.xml"/></Relationships>'
    path = put("stijl", {RELATIONS: swapped("</Relationships>", again)})
    assert loose_ends(in_house(path)) == []


def test_a_style_of_ours_that_leans_on_one_that_is_lost_is_copied_without(put, tmp_path):
    path = put("stijl", {STYLES_PART: swapped('<w:next w:val="', '<w:next w:val="weg')})
    assert insert_docx(REMARKED, path, "concept", _saved(tmp_path, docx.Document()), InsertionTarget())


@pytest.mark.parametrize("number", ["0", "4711"])
def test_a_style_of_ours_that_is_in_no_list_is_copied_as_such(put, tmp_path, number):
    in_none = f'<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr>'

    def change(data: bytes) -> bytes:
        return re.sub(rb'(?s)(w:styleId="Kader".*?)<w:pPr>', rb"\1" + in_none.encode(), data, count=1)

    path = put("stijl", {STYLES_PART: change})
    data = insert_docx(REMARKED, path, "concept", _saved(tmp_path, docx.Document()), InsertionTarget())
    assert find(part(data, STYLES_PART), "w:style[@w:styleId='Kader']/w:pPr/w:numPr/w:numId/@w:val") == ["0"]


def _saved(tmp_path: Path, document) -> Path:
    (tmp_path / "ander.docx").write_bytes(saved(document))
    return tmp_path / "ander.docx"


@pytest.mark.parametrize("way", ["huisstijl", "pakket"])
def test_a_header_keeps_what_it_shows_of_properties_that_do_not_come_along(put, way):
    asked = '<w:p><w:fldSimple w:instr="DOCPROPERTY Company"><w:r><w:t>Gemeente Zuid</w:t></w:r></w:fldSimple></w:p>'
    path = put("stijl", {"word/header1.xml": swapped("</w:hdr>", f"{asked}</w:hdr>")})
    header = part(WAYS[way](path), "word/header1.xml")
    assert "Gemeente Zuid" in find(header, "//w:t/text()")
    assert not find(header, "//w:fldSimple")


# ------------------------------------------------------------ what is refused, and what is not

PASSWORD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le")
OLD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


@pytest.mark.parametrize(("data", "message"), [(PASSWORD, "heeft een wachtwoord"), (OLD, "van vóór 2007")])
def test_a_file_that_word_keeps_otherwise_is_named_in_every_way(tmp_path, data, message):
    path = tmp_path / "x.docx"
    path.write_bytes(data)
    for way in WAYS.values():
        with pytest.raises(LiagenError, match=message):
            way(path)


def test_strict_open_xml_is_named_in_every_way_that_needs_the_text(put):
    def strict(data: bytes) -> bytes:
        return data.replace(b"schemas.openxmlformats.org/officeDocument/2006", b"purl.oclc.org/ooxml/officeDocument")

    path = put("stijl", {"_rels/.rels": strict, DOCUMENT: strict})
    for way in ("huisstijl", "plan", "pakket"):
        with pytest.raises(LiagenError) as caught:
            WAYS[way](path)
        assert [each.message for each in caught.value.problems] == [STRICT]


@pytest.mark.parametrize("name", ["docProps/thumbnail.jpeg", "docProps/core.xml"])
def test_a_template_without_its_picture_or_properties_is_no_fault(put, name):
    plain = check_house_style(HouseStyle(put("leeg", {})), STYLES)
    lost = put("leeg", {name: None})
    assert check_house_style(HouseStyle(lost), STYLES) == plain
    assert errors(in_house(lost)) == errors(in_house(put("leeg", {})))
    assert in_host(lost)


@pytest.mark.parametrize("name", [DOCUMENT, STYLES_PART, "word/footnotes.xml", "docProps/app.xml", "_rels/.rels"])
def test_a_host_with_a_grammar_of_its_own_is_refused(put, name):
    def with_grammar(data: bytes) -> bytes:
        return data.replace(b"?>", b'?><!DOCTYPE a SYSTEM "b">', 1) if b"<?xml" in data else b"<!DOCTYPE a>" + data

    with pytest.raises(HostError, match="beschadigd"):
        in_host(put("plan", {name: with_grammar}))


def test_a_grammar_that_is_quoted_in_data_is_none(put):
    assert in_host(put("plan", {"customXml/item9.xml": b"<a><![CDATA[<!DOCTYPE html>]]></a>"}))


@pytest.mark.parametrize("name", ["word/fontTable.xml", "word/theme/theme1.xml", "word/header1.xml"])
def test_a_part_that_would_break_every_chapter_is_refused(put, name):
    with pytest.raises(StyleError, match="beschadigd"):
        in_house(put("plan", {name: b"<a>"}))


@pytest.mark.parametrize(("width", "expected"), [(11.9, ["voor tekst is er 11,9 cm"]), (12.1, [])])
def test_a_page_too_narrow_for_tables_is_told(tmp_path, width, expected):
    document = docx.Document()
    section = document.sections[0]
    section.left_margin = section.page_width - section.right_margin - Cm(width)
    found = check_house_style(HouseStyle(_saved(tmp_path, document)), STYLES)
    assert [each.message.split(";")[0] for each in found if each.kind == "breedte"] == expected


# ------------------------------------------------------------ limits


def test_a_file_that_blows_up_is_refused(put, tmp_path):
    path = put("leeg", {"word/media/a.bin": bytes(60_000_000), "word/media/b.bin": bytes(60_000_000)})
    (tmp_path / "vol.docx").write_bytes(path.read_bytes() + bytes(1_000_000))  # so that it does not swell too much
    for way, error in ((in_house, StyleError), (in_host, HostError)):
        with pytest.raises(error, match="te groot"):
            way(path)
    with pytest.raises(DraftError, match="te groot"):
        read_carried(path.read_bytes(), "x.docx")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (DOCUMENT, swapped("<w:body>", "<w:body>" + "<w:p/>" * (MAX_NODES + 1))),
        (STYLES_PART, swapped("</w:styles>", "<w:style/>" * 300_001 + "</w:styles>")),
        (RELATIONS, swapped("</Relationships>", "<Relationship/>" * 300_001 + "</Relationships>")),
    ],
    ids=["text", "styles", "relations"],
)
def test_more_elements_than_any_document_has_are_refused(put, name, change):
    path = put("leeg", {name: change})
    for way, error in ((in_house, StyleError), (in_host, HostError)):
        with pytest.raises(error, match="te groot"):
            way(path)


def test_what_a_draft_carries_has_a_limit_too(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("customXml/item1.xml", f'<draft xmlns="urn:liagen:draft">{"<a/>" * MAX_NODES}</draft>')
    with pytest.raises(DraftError, match="te groot"):
        read_carried(data.getvalue(), "x.docx")


def test_a_long_row_of_styles_is_followed_only_so_far(put):
    rows = "".join(
        f'<w:style w:styleId="c{n}"><w:name w:val="c{n}"/><w:basedOn w:val="c{n + 1}"/></w:style>' for n in range(3_000)
    )
    assert in_house(put("leeg", {STYLES_PART: swapped("</w:styles>", f"{rows}</w:styles>")}))
