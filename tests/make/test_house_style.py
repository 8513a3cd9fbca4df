"""A municipality's own Word file as house style: found, completed, kept and checked."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from host_builder import host
from judges import errors
from lxml import etree
from word_builders import RICH, STYLES, bullets, chapter, find, heading, names, numbers, para, part, read, table
from word_outline import read_outline

from liagen.cli import run
from liagen.errors import StyleError
from liagen.library.load import load_library
from liagen.make.chain import make_docx
from liagen.make.house_style import load_house_style, prepare_house
from liagen.word.styles.audit import check_house_style
from liagen.word.styles.prepared_house import parse_prepared_house
from liagen.word.styles.roles import HouseStyle
from liagen.word.styles.stationery import added_styles, read_stationery
from liagen.word.write.word_file import write_docx


def picture() -> io.BytesIO:
    """Return a small PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"\0\x1f\x3b\x4d" * 1)
    size = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    signature = b"\x89PNG\r\n\x1a\n"
    return io.BytesIO(signature + chunk(b"IHDR", size) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))


def bare():
    """Return an empty Word file that has only Word's own styles."""
    return docx.Document()


def dutch(document) -> None:
    """Give the built-in styles Dutch names and ids, as other programs than Word write them."""
    known = {
        "Heading 1": "Kop 1", "Heading 2": "Kop 2", "Heading 3": "Kop 3", "Normal": "Standaard", "Title": "Titel",
        "List Bullet": "Lijstopsomteken", "List Number": "Lijstnummering", "Caption": "Bijschrift",
    }  # fmt: skip
    ids = {document.styles[old].style_id: new.replace(" ", "") for old, new in known.items()}
    for old, new in known.items():
        document.styles[old].element.find(qn("w:name")).set(qn("w:val"), new)
    for element in document.styles.element.iter():
        for name in (qn("w:styleId"), qn("w:val")):
            linked = name == qn("w:styleId") or element.tag in {qn("w:basedOn"), qn("w:next"), qn("w:link")}
            if linked and element.get(name) in ids:
                element.set(name, ids[element.get(name)])
    for element in document.part.numbering_part.element.iter(qn("w:pStyle")):
        element.set(qn("w:val"), ids.get(element.get(qn("w:val")), element.get(qn("w:val"))))


def saved(tmp_path, change=lambda document: None, name="huis.docx") -> Path:
    document = bare()
    change(document)
    document.save(str(tmp_path / name))
    return tmp_path / name


def in_house(path: Path, *blocks) -> bytes:
    """Return a chapter in a house style; what was prepared of that gives the same bytes, whatever the house style."""
    found = chapter(*(blocks or RICH))
    data = write_docx(found, STYLES, "concept", house=load_house_style(path))
    prepared = parse_prepared_house(prepare_house(path, STYLES), "huis.json")
    assert write_docx(found, STYLES, "concept", house=prepared) == data
    return data


def used(data: bytes) -> list[str]:
    return [paragraph.style.name for paragraph in read(data).paragraphs]


def ids(data: bytes) -> list[str]:
    return [paragraph.style.style_id for paragraph in read(data).paragraphs]


def findings(path: Path) -> list[tuple[str, str]]:
    return [(each.kind, each.place) for each in check_house_style(load_house_style(path), STYLES)]


def messages(path: Path) -> list[str]:
    with pytest.raises(StyleError) as caught:
        in_house(path)
    return [str(problem).replace(str(path.parent) + os.sep, "") for problem in caught.value.problems]


ALL = (
    heading("Een"),
    heading("Twee", 2),
    heading("Drie", 3),
    para("Tekst"),
    bullets("a", "b"),
    numbers("een", "twee"),
    para("Kader", "kader"),
    table(("a", "b"), ("c", "d")),
    para("Na"),
)


# ------------------------------------------------------------ roles


def test_english_names_are_found(tmp_path):
    assert used(in_house(saved(tmp_path), *ALL))[:7] == [
        "Heading 1", "Heading 2", "Heading 3", "Normal", "List Bullet", "List Bullet", "List Number",
    ]  # fmt: skip


def test_dutch_names_are_found(tmp_path):
    assert ids(in_house(saved(tmp_path, dutch), *ALL)) == [
        "Kop1", "Kop2", "Kop3", "Standaard", "Lijstopsomteken", "Lijstopsomteken", "Lijstnummering",
        "Lijstnummering", "Kader", "Bijschrift", "TekstNaTabel",
    ]  # fmt: skip


def test_a_heading_with_a_dutch_name_is_a_heading_for_word(tmp_path):
    data = in_house(saved(tmp_path, dutch), heading("x"))
    assert find(part(data, "word/styles.xml"), "w:style[@w:styleId='Kop1']/w:name/@w:val") == ["heading 1"]


def test_a_heading_with_a_name_of_its_own_gets_its_level(tmp_path):
    mapping(tmp_path, "kop_2: Intense Quote\n")
    root = part(in_house(saved(tmp_path), heading("x", 2)), "word/styles.xml")
    assert find(root, "w:style[@w:styleId='IntenseQuote']/w:pPr/w:outlineLvl/@w:val") == ["1"]


def test_names_are_found_however_they_are_written(tmp_path):
    def shout(document):
        document.styles["Heading 1"].element.find(qn("w:name")).set(qn("w:val"), "KOP  1")
        document.styles["List Bullet"].element.find(qn("w:name")).set(qn("w:val"), "lijst-opsomteken")

    assert used(in_house(saved(tmp_path, shout), heading("x"), bullets("y"))) == ["Heading 1", "List Bullet"]


def test_an_id_will_do_when_the_name_is_the_municipality_s_own(tmp_path):
    def rename(document):
        element = document.styles["Heading 1"].element
        element.find(qn("w:name")).set(qn("w:val"), "Zuid groot")
        element.set(qn("w:styleId"), "Kop1")

    assert used(in_house(saved(tmp_path, rename), heading("x"))) == ["Zuid groot"]


def test_another_name_will_do(tmp_path):
    def alias(document):
        name = document.styles["Quote"].element.find(qn("w:name"))
        aliases = etree.SubElement(name.getparent(), qn("w:aliases"), {qn("w:val"): "Nadruk,Kader"})
        name.addnext(aliases)

    assert used(in_house(saved(tmp_path, alias), para("x", "kader"))) == ["Quote"]


def test_a_style_of_another_kind_is_not_taken(tmp_path):
    def character(document):
        document.styles.add_style("Kader", WD_STYLE_TYPE.CHARACTER)

    assert used(in_house(saved(tmp_path, character), para("x", "kader"))) == ["Kader (liagen)"]


# ------------------------------------------------------------ what is missing


def test_what_is_missing_comes_from_us(tmp_path):
    path = saved(tmp_path)
    ours = ("tekst_na_tabel", "inleiding", "kader", "tabeltekst", "tabelkop", "link", "invulveld", "tabel")
    assert added_styles(load_house_style(path), STYLES) == ours
    document = read(in_house(path, *ALL))
    own = docx.Document(str(STYLES))
    assert document.styles["Kader"].paragraph_format.left_indent == own.styles["Kader"].paragraph_format.left_indent
    assert document.tables[0].style.name == "Liagen tabel"
    assert document.styles["Kader"].base_style.name == "Normal"
    assert document.styles["Tabelkop"].base_style.name == "Tabeltekst"


def test_every_style_that_is_pointed_at_is_there(tmp_path):
    for change in (lambda document: None, dutch):
        root = part(in_house(saved(tmp_path, change), *ALL), "word/styles.xml")
        ids = [style.get(qn("w:styleId")) for style in root.iter(qn("w:style"))]
        assert len(ids) == len(set(ids))
        pointed = {e.get(qn("w:val")) for tag in ("basedOn", "next", "link") for e in root.iter(qn(f"w:{tag}"))}
        assert pointed <= set(ids)
        kinds = [(s.get(qn("w:type")), s.get(qn("w:default"))) for s in root.iter(qn("w:style"))]
        assert kinds.count(("paragraph", "1")) == 1


def test_a_file_without_lists_gets_ours(tmp_path):
    def strip(document):
        for name in ("List Bullet", "List Number"):
            document.styles[name].delete()
        relation = next(r for r in document.part.rels.values() if r.reltype == RT.NUMBERING)
        document.part.rels.pop(relation.rId)
        for numbered in list(document.styles.element.iter(qn("w:numPr"))):
            numbered.getparent().remove(numbered)

    data = in_house(saved(tmp_path, strip), bullets("a", "b"), numbers("c", "d"), numbers("e"))
    numbering = part(data, "word/numbering.xml")
    formats = [each.get(qn("w:val")) for each in numbering.iter(qn("w:numFmt"))]
    assert formats == ["bullet", "decimal"]
    starts = find(part(data, "word/document.xml"), "//w:numId/@w:val")
    assert len(set(starts)) == 2
    order = [etree.QName(child).localname for child in numbering]
    assert order == sorted(order)
    assert "Calibri" not in etree.tostring(numbering).decode()


def test_a_list_style_without_a_list_gets_our_mark_and_keeps_its_looks(tmp_path):
    def unlist(document):
        style = document.styles["List Bullet"]
        style.element.pPr.remove(style.element.pPr.numPr)
        style.font.size = Pt(13)

    document = read(in_house(saved(tmp_path, unlist), bullets("a")))
    style = document.styles["List Bullet"]
    assert style.font.size == Pt(13)
    wanted = style.element.pPr.numPr.numId.val
    numbering = document.part.numbering_part.element
    number = next(each for each in numbering.findall(qn("w:num")) if each.numId == wanted)
    definition = find(numbering, f"w:abstractNum[@w:abstractNumId='{number.abstractNumId.val}']")[0]
    assert find(definition, ".//w:pStyle/@w:val") == ["ListBullet"]


def test_the_file_of_the_user_does_not_change(tmp_path):
    path = saved(tmp_path)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    in_house(path)
    check_house_style(load_house_style(path), STYLES)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_same_bytes_twice(tmp_path):
    path = saved(tmp_path, dutch)
    first = in_house(path)
    os.utime(path, ns=(1, 1))
    assert in_house(path) == first


def test_our_own_file_is_a_house_style_without_faults():
    assert findings(STYLES) == []
    assert added_styles(HouseStyle(STYLES), STYLES) == ()
    assert read_outline(write_docx(chapter(*RICH), STYLES, "concept", house=HouseStyle(STYLES))) == read_outline(
        write_docx(chapter(*RICH), STYLES, "concept")
    )


# ------------------------------------------------------------ the mapping


def mapping(tmp_path, text: str) -> None:
    (tmp_path / "huis.yaml").write_text(text, encoding="utf-8")


def test_a_mapping_goes_first(tmp_path):
    mapping(tmp_path, "kop_1: Intense Quote\ntabel: Light Grid\nkop_2:\n")
    data = in_house(saved(tmp_path), *ALL)
    assert used(data)[:2] == ["Intense Quote", "Heading 2"]
    assert read(data).tables[0].style.name == "Light Grid"


def test_a_table_style_of_the_municipality_colours_its_own_header(tmp_path):
    mapping(tmp_path, "tabel: Medium Shading 1\n")
    assert read(in_house(saved(tmp_path), *ALL)).styles["Tabelkop"].font.color.rgb is None


def test_borrowed_styles_lean_on_the_text_style_that_is_named(tmp_path):
    mapping(tmp_path, "tekst: Body Text\n")
    document = read(in_house(saved(tmp_path), *ALL))
    assert document.styles["Kader"].base_style.name == "Body Text"


def test_a_wrong_role_is_told_with_its_place(tmp_path):
    mapping(tmp_path, "kop_1: Title\nkop1: Title\ntitels: x\nzzz: Title\nkader: 3\n")
    found = messages(saved(tmp_path))
    assert found[0] == "huis.yaml:2:1: kop1: onbekende rol, bedoelde u `kop_1`?"
    assert found[1] == "huis.yaml:3:1: titels: onbekende rol, bedoelde u `titel`?"
    assert found[2].startswith("huis.yaml:4:1: zzz: onbekende rol; kies uit titel, ondertitel")
    assert found[3] == 'huis.yaml:5:8: kader: schrijf hier de naam van een stijl, zo nodig tussen "…"'


def test_a_style_that_is_not_there_is_told_with_its_place(tmp_path):
    mapping(tmp_path, "kop_1: Titles\nlink: Qqq\n")
    assert messages(saved(tmp_path)) == [
        "huis.yaml:1:8: kop_1: het stijlbestand heeft geen alineastijl «Titles», bedoelde u `Title`?",
        "huis.yaml:2:7: link: het stijlbestand heeft geen tekenstijl «Qqq»; neem de naam over uit het venster "
        "Stijlen van Word",
    ]


@pytest.mark.parametrize("text", ["", "gemeente:\n  naam: Zuid\n"], ids=["empty", "profile"])
def test_what_is_no_mapping_is_left_alone(tmp_path, text):
    mapping(tmp_path, text)
    assert load_house_style(saved(tmp_path)).names == ()


@pytest.mark.parametrize("text", ["- kop_1\n", "kop_1: [\n", "kop_1: a\0b\n"])
def test_a_mapping_that_is_broken(tmp_path, text):
    mapping(tmp_path, text)
    assert all(message.startswith("huis.yaml:") for message in messages(saved(tmp_path)))


# ------------------------------------------------------------ what is kept


def letterhead(document) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = "Gemeente Zuid"
    section.header.paragraphs[0].add_run().add_picture(picture())
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Alleen op het voorblad"
    section.first_page_header.paragraphs[0].add_run().add_picture(picture())
    section.footer.paragraphs[0].text = "zuid.nl"
    section.left_margin = Cm(4)
    document.add_paragraph("Oude tekst")
    document.add_picture(picture())


def test_header_footer_logo_and_margins_stay_and_the_text_goes(tmp_path):
    data = in_house(saved(tmp_path, letterhead), para("Nieuw"))
    document = read(data)
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "Gemeente Zuid"
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == "Alleen op het voorblad"
    assert section.footer.paragraphs[0].text == "zuid.nl"
    assert section.left_margin == pytest.approx(Cm(4), abs=635)
    assert [paragraph.text for paragraph in document.paragraphs] == ["Nieuw"]
    assert section.header.part.related_parts
    assert section.first_page_header.part.related_parts
    assert len([name for name in names(data) if name.startswith("word/media/")]) == 1


def test_the_last_section_keeps_the_header_that_it_takes_over(tmp_path):
    def two(document):
        document.sections[0].header.paragraphs[0].text = "Van voren"
        document.add_section(WD_SECTION.NEW_PAGE)

    assert read(in_house(saved(tmp_path, two))).sections[0].header.paragraphs[0].text == "Van voren"


def test_letter_paper_stays_letter_and_tables_fit_it(tmp_path):
    document = read(in_house(saved(tmp_path), table(("a", "b"), ("c", "d"))))
    section = document.sections[0]
    assert section.page_width == 7772400
    inside = section.page_width - section.left_margin - section.right_margin
    assert sum(cell.width for cell in document.tables[0].rows[0].cells) == pytest.approx(inside, abs=2000)


def retyped(path: Path, kind: bytes, name: str) -> Path:
    """Save a document as another kind of Word file."""
    target = path.with_name(name)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.namelist():
            plain = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            new.writestr(entry, old.read(entry).replace(plain, kind))
    return target


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (b"vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "sjabloon.dotx"),
        (b"vnd.ms-word.template.macroEnabledTemplate.main+xml", "sjabloon.dotm"),
        (b"vnd.ms-word.document.macroEnabled.main+xml", "macro.docm"),
    ],
)
def test_a_template_becomes_a_document(tmp_path, kind, name):
    path = retyped(saved(tmp_path, letterhead), kind, name)
    data = in_house(path, para("Nieuw"))
    assert read(data).sections[0].header.paragraphs[0].text == "Gemeente Zuid"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"wordprocessingml.document.main+xml" in archive.read("[Content_Types].xml")


def test_the_text_is_dutch_whatever_the_file_says(tmp_path):
    def silent(document):
        for lang in list(document.styles.element.iter(qn("w:lang"))):
            lang.getparent().remove(lang)

    def english(document):
        properties = document.styles["Heading 1"].element.get_or_add_rPr()
        etree.SubElement(properties, qn("w:lang"), {qn("w:val"): "en-GB"})

    def none(document):
        root = document.styles.element
        root.remove(root.find(qn("w:docDefaults")))

    for change in (silent, english, none):
        root = part(in_house(saved(tmp_path, change)), "word/styles.xml")
        assert find(root, "w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val") == ["nl-NL"]
        assert "en-GB" not in find(root, "//w:style[@w:styleId='Heading1']//w:lang/@w:val")


def test_belgian_dutch_is_dutch(tmp_path):
    def belgian(document):
        for lang in document.styles.element.iter(qn("w:lang")):
            lang.set(qn("w:val"), "nl-BE")

    path = saved(tmp_path, belgian)
    assert find(part(in_house(path), "word/styles.xml"), "w:docDefaults//w:lang/@w:val") == ["nl-BE"]
    assert "taal" not in [kind for kind, _ in findings(path)]


def test_settings_for_the_old_text_do_not_come_along(tmp_path):
    def shut(document):
        root = document.settings.element
        protection = etree.Element(qn("w:documentProtection"), {qn("w:edit"): "readOnly", qn("w:enforcement"): "1"})
        root.insert(0, protection)
        target = "file:///S:/Sjablonen/Zuid.dotm"
        key = document.part._settings_part.relate_to(
            target, RT.STYLES.replace("styles", "attachedTemplate"), is_external=True
        )
        root.insert(0, etree.Element(qn("w:attachedTemplate"), {qn("r:id"): key}))

    data = in_house(saved(tmp_path, shut))
    root = part(data, "word/settings.xml")
    assert not find(root, "w:documentProtection|w:attachedTemplate")
    assert not [name for name in names(data) if "settings.xml.rels" in name]


def test_of_a_plan_full_of_text_only_the_styles_come_along(tmp_path):
    (tmp_path / "huis.docx").write_bytes(host())
    data = in_house(tmp_path / "huis.docx", para("Nieuw"))
    assert find(part(data, "word/footnotes.xml"), "w:footnote/@w:id") == ["-1"]
    assert "word/comments.xml" not in names(data)
    assert [paragraph.text for paragraph in read(data).paragraphs] == ["Nieuw"]


def test_a_table_style_takes_its_padding_from_what_it_is_based_on(tmp_path):
    def based(document):
        style = document.styles.add_style("Liagen tabel", WD_STYLE_TYPE.TABLE)
        style.base_style = document.styles["Table Grid"]
        for padding in list(document.styles.element.iter(qn("w:tblCellMar"))):
            padding.find(qn("w:left")).set(qn("w:w"), "200")
            padding.find(qn("w:right")).set(qn("w:w"), "breed")

    house = load_house_style(saved(tmp_path, based))
    assert read_stationery(STYLES, house).cell_padding == 200 + 108


# ------------------------------------------------------------ check


def test_what_is_missing_is_found(tmp_path):
    kinds = [place for kind, place in findings(saved(tmp_path)) if kind == "stijl"]
    assert kinds == ["tekst_na_tabel", "inleiding", "kader", "tabeltekst", "tabelkop", "link", "invulveld", "tabel"]


def test_colours_that_are_too_light_are_found_once(tmp_path):
    def light(document):
        for style in document.styles:
            if style.type == WD_STYLE_TYPE.PARAGRAPH:
                style.font.color.rgb = RGBColor(0, 0, 0)
        document.styles["Normal"].font.color.rgb = RGBColor(0x99, 0x99, 0x99)

    found = check_house_style(load_house_style(saved(tmp_path, light)), STYLES)
    assert [each.message for each in found if each.kind == "contrast"] == [
        "«Standaard»: tekst in #999999 op wit heeft contrast 2,8:1; maak dit minstens 4,5:1"
    ]


def test_the_shading_behind_a_style_counts(tmp_path):
    def shaded(document):
        style = document.styles.add_style("Kader", WD_STYLE_TYPE.PARAGRAPH)
        style.font.color.rgb = RGBColor(255, 255, 255)
        fill = {qn("w:val"): "clear", qn("w:fill"): "004F9F"}
        etree.SubElement(style.element.get_or_add_pPr(), qn("w:shd"), fill)

    assert ("contrast", "Kader") not in findings(saved(tmp_path, shaded))


def test_small_letters_are_found(tmp_path):
    def small(document):
        document.styles["Normal"].font.size = Pt(9)

    found = check_house_style(load_house_style(saved(tmp_path, small)), STYLES)
    sizes = [each.message for each in found if each.kind == "lettergrootte"]
    assert "«Standaard»: 9 punt is te klein; maak dit minstens 11 punt" in sizes
    assert len(sizes) == len(set(sizes)) == 2  # the caption says 9 points by itself


def test_header_and_footer_may_be_smaller(tmp_path):
    def headed(document):
        section = document.sections[0]
        section.header.paragraphs[0].add_run("Zuid").font.size = Pt(9)
        run = section.footer.paragraphs[0].add_run("zuid.nl")
        run.font.size = Pt(7.5)
        run.font.color.rgb = RGBColor(0xAA, 0xAA, 0xAA)
        run.font.highlight_color = WD_COLOR_INDEX.AUTO

    found = check_house_style(load_house_style(saved(tmp_path, headed)), STYLES)
    margins = [each.message for each in found if each.place.startswith("de ")]
    assert margins == [
        "de voettekst: tekst in #AAAAAA op wit heeft contrast 2,3:1; maak dit minstens 4,5:1",
        "de voettekst: 7,5 punt is te klein; maak dit minstens 9 punt",
    ]


def test_a_missing_language_is_found(tmp_path):
    def silent(document):
        for lang in list(document.styles.element.iter(qn("w:lang"))):
            lang.getparent().remove(lang)

    found = check_house_style(load_house_style(saved(tmp_path, silent)), STYLES)
    assert found[-1].kind == "taal"
    assert found[-1].message.startswith("er is geen taal ingesteld")
    foreign = check_house_style(load_house_style(saved(tmp_path)), STYLES)
    assert foreign[-1].message.startswith("de taal is en-US, niet Nederlands")


# ------------------------------------------------------------ the command line


SMALL = 'gemeente:\n  naam: "Zuid"\nplanning:\n  startdatum: 2027-02-01\n'


def test_a_file_that_other_programs_cannot_open_is_found(tmp_path):
    path = saved(tmp_path)
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = "word/_rels/document.xml.rels"
    lost = f'<Relationship Id="rId99" Type="{RT.IMAGE}" Target="media/weg.png"/></Relationships>'
    members[name] = members[name].replace(b"</Relationships>", lost.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    assert ("bestand", "") in findings(path)
    assert in_house(path, para("Tekst"))


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("zuid.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def test_make_in_a_house_style(workplace, capsys):
    saved(workplace, letterhead)
    before = Path("huis.docx").read_bytes()
    assert run(["maak", "zuid.yaml", "--huisstijl", "huis.docx"]) == 0
    shown = capsys.readouterr()
    assert shown.out.split() == ["zuid.docx", "zuid-werkblad.docx"]
    assert "Niet in huis.docx, dus in de stijl van liagen: tekst_na_tabel, inleiding, kader" in shown.err
    assert docx.Document("zuid.docx").sections[0].header.paragraphs[0].text == "Gemeente Zuid"
    assert run(["maak", "zuid.yaml", "--huisstijl", "huis.docx", "--schoon", "-o", "schoon.docx"]) == 0
    assert Path("huis.docx").read_bytes() == before


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("--huisstijl huis.docx -o huis.docx --overschrijf", 2, "huis.docx is een bestand dat liagen leest"),
        ("--huisstijl huis.docx --formaat md", 2, "--huisstijl past niet bij het formaat md; kies docx, pdf of odt"),
        ("--huisstijl weg.docx", 1, "weg.docx: dit stijlbestand is er niet"),
        ("--huisstijl zuid.yaml", 1, "een huisstijl is een Word-bestand; kies een bestand op .docx of .dotx"),
    ],
)
def test_make_refuses(workplace, capsys, line, code, message):
    saved(workplace)
    assert run(["maak", "zuid.yaml", *line.split()]) == code
    assert message in capsys.readouterr().err
    assert not Path("zuid.docx").exists()


def test_check_tells_what_to_mend(workplace, capsys):
    saved(workplace)
    assert run(["huisstijl", "controleer", "huis.docx"]) == 1
    rows = capsys.readouterr().out.splitlines()
    assert rows[2] == "huis.docx: stijl: de alineastijl «Kader» (kader) ontbreekt; liagen neemt zijn eigen stijl"
    assert all(row.startswith("huis.docx: ") for row in rows)
    assert run(["huisstijl", "controleer", "huis.docx", "--json"]) == 1
    assert '"soort": "contrast"' in capsys.readouterr().out


def test_check_of_a_file_without_faults(workplace, capsys):
    assert run(["huisstijl", "controleer", str(STYLES)]) == 0
    assert capsys.readouterr().out == "In orde: alle stijlen zijn er, en ze zijn leesbaar.\n"


@pytest.mark.parametrize("line", ["huisstijl", "huisstijl -h", "huisstijl controleer -h"])
def test_help_of_the_group(workplace, capsys, line):
    assert run(line.split()) == 0
    assert "Voorbeeld: liagen huisstijl controleer" in capsys.readouterr().out


def test_a_word_that_is_no_command_of_the_group(workplace, capsys):
    assert run(["huisstijl", "controler", "x.docx"]) == 2
    assert "bedoelde u `controleer`?" in capsys.readouterr().err


# ------------------------------------------------------------ measured from outside


@pytest.mark.parametrize("change", [lambda document: None, dutch], ids=["english", "dutch"])
def test_the_judges_find_only_what_the_file_itself_caused(tmp_path, change):
    def dark(document):
        change(document)
        for style in document.styles:
            if style.type == WD_STYLE_TYPE.PARAGRAPH:
                style.font.color.rgb = RGBColor(0, 0, 0)

    path = saved(tmp_path, dark)
    library = load_library()
    made = make_docx(chapter(*ALL, title="Interne implementatie"), library, "schoon", load_house_style(path))
    assert set(errors(made)) <= set(errors(path.read_bytes()))
