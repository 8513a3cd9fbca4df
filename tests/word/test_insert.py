"""A chapter put into someone else's document: its place, its looks, and all the rest left alone."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from host_builder import host, saved
from judges import errors
from libreoffice import NEEDS_LIBREOFFICE, all_resaved
from lxml import etree
from word_builders import BASIS, RICH, STYLES, bullets, chapter, find, heading, names, numbers, para, part, read, table

from liagen.document.blocks import Fill
from liagen.errors import DraftError, HostError
from liagen.word.insert.insert import insert_docx
from liagen.word.insert.insertion_point import InsertionTarget
from liagen.word.readback.carried import read_carried
from liagen.word.write.word_file import write_docx

CHAPTER = chapter(
    *RICH,
    heading("Groep", 3, note="Nog een opmerking."),
    bullets("punt", "komma"),
    numbers("weer een", "weer twee"),
    para(["Wie: ", Fill("x", "naam"), "."]),
    contents_title="In dit hoofdstuk",
)
# The parts that a chapter may change.
TYPES = "[Content_Types].xml"
CHANGED = {
    *("word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml"),
    *("word/numbering.xml", "word/comments.xml"),
}


@pytest.fixture(scope="module")
def original() -> bytes:
    return host()


@pytest.fixture
def put(tmp_path, original):
    """Put a chapter into a host."""

    def _put(place=InsertionTarget("Interne implementatie"), level=None, data=original, story=CHAPTER) -> bytes:  # noqa: B008
        path = tmp_path / "lia.docx"
        path.write_bytes(data)
        result = insert_docx(story, STYLES, "concept", path, place, level)
        assert path.read_bytes() == data
        return result

    return _put


def said(data: bytes) -> list[str]:
    return [p.text for p in read(data).paragraphs]


def levels(data: bytes) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in read(data).paragraphs if p.style.name.startswith("Heading")]


def plainly(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def small(*headings: tuple[str, int]) -> bytes:
    document = docx.Document()
    for text, level in headings:
        document.add_heading(text, level)
        document.add_paragraph(f"onder {text}")
    return saved(document)


def reworked(data: bytes, change) -> bytes:
    document = docx.Document(io.BytesIO(data))
    change(document)
    return saved(document)


def renamed(data: bytes, changes: dict[str, bytes | None], packing: int = zipfile.ZIP_STORED) -> bytes:
    """Return a package with other parts: None takes one away."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", packing) as new:
        for name in dict.fromkeys([*old.namelist(), *changes]):
            value = changes[name] if name in changes else old.read(name)
            if value is not None:
                new.writestr(name, value)
    return buffer.getvalue()


# ------------------------------------------------------------ the place


def test_it_comes_after_what_is_under_the_heading_and_before_the_next_of_that_level(put):
    texts = [text for _, text in levels(put())]
    assert texts == [
        *("Inleiding", "Uitvoering", "Interne implementatie", "Onderdeel", "Hoofdstuk", "Deel", "Groep"),
        *("Communicatie", "Slot", "Slot"),
    ]
    assert said(put()).index("drie") + 1 == said(put()).index("Hoofdstuk")


def test_the_hosts_text_is_all_there_in_its_order(put, original):
    before, after = said(original), iter(said(put()))
    assert all(text in after for text in before)


@pytest.mark.parametrize(
    "place",
    [
        InsertionTarget(),
        InsertionTarget("Interne implementatie"),
        InsertionTarget("Inleiding"),
        InsertionTarget(bookmark="Plek"),
    ],
)
def test_without_the_chapter_the_document_is_as_it_was(put, original, place):
    old = part(original, "word/document.xml")
    new = part(put(place), "word/document.xml")
    before = [plainly(each) for each in old[0]]
    after = Counter(plainly(each) for each in new[0])
    assert not Counter(before) - after
    kept = iter(plainly(each) for each in new[0])
    assert all(each in kept for each in before)


def test_a_field_that_never_ends_has_nothing_after_it(put):
    def unclosed(document):
        document.add_paragraph()._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="begin"/></w:r>'))
        document.add_heading("Kop", 1)
        document.add_heading("Volgende", 1)
        for _ in range(5_000):  # each of them looked at once, or this takes minutes
            document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}/>"))
        document.add_paragraph("Slot")

    texts = said(put(InsertionTarget("Kop"), data=reworked(small(), unclosed)))
    assert texts.index("Slot") + 1 == texts.index("Hoofdstuk")


@pytest.mark.parametrize(
    ("place", "above", "below"),
    [
        (InsertionTarget(), "Slot", []),
        (InsertionTarget("uitvoering "), "Tabel ", ["Slot", "vier", "Slot"]),
        (InsertionTarget(bookmark="plek"), "Hier staat een bladwijzer.", ["Tabel ", "Slot", "vier", "Slot"]),
        (
            InsertionTarget("2.1  Interne implementatie"),
            "drie",
            ["Communicatie", "Hier staat een bladwijzer.", "Tabel "],
        ),
    ],
)
def test_every_kind_of_place(put, place, above, below):
    texts = [text for text in said(put(place)) if text]
    assert texts[texts.index("Hoofdstuk") - 1] == above
    after = texts[texts.index("Wie: .") + 1 :]
    assert after[: len(below)] == below
    assert below or not after


def test_at_the_end_the_section_stays_last(put):
    body = part(put(InsertionTarget()), "word/document.xml")[0]
    assert body[-1].tag == qn("w:sectPr")
    assert len(find(body, "w:sectPr")) == 1


def test_a_bookmark_in_a_table_puts_it_after_the_table(put):
    def change(document):
        mark = document.add_table(1, 1).cell(0, 0).paragraphs[0]._p
        etree.SubElement(mark, qn("w:bookmarkStart"), {qn("w:id"): "3", qn("w:name"): "cel"})
        etree.SubElement(mark, qn("w:bookmarkEnd"), {qn("w:id"): "3"})
        document.add_paragraph("erna")

    body = part(put(InsertionTarget(bookmark="cel"), data=reworked(small(("A", 1)), change)), "word/document.xml")[0]
    number = next(n for n, child in enumerate(body) if child.tag == qn("w:tbl"))
    assert "Hoofdstuk" in "".join(body[number + 1].itertext())
    assert "erna" in "".join(body[-2].itertext())


def test_a_bookmark_in_a_contents_list_puts_it_after_the_list(put, original):
    def change(document):
        paragraph = document.paragraphs[0]._p
        etree.SubElement(paragraph, qn("w:bookmarkStart"), {qn("w:id"): "55", qn("w:name"): "inhoud"})
        etree.SubElement(paragraph, qn("w:bookmarkEnd"), {qn("w:id"): "55"})

    texts = said(put(InsertionTarget(bookmark="inhoud"), data=reworked(original, change)))
    assert texts.index("Hoofdstuk") == 2


def test_a_heading_in_a_content_control_is_found(put):
    def change(document):
        body = document.element.body
        control = etree.SubElement(body, qn("w:sdt"))
        content = etree.SubElement(control, qn("w:sdtContent"))
        body[-2].addprevious(control)
        content.extend([child for child in body if child.tag == qn("w:p")])

    data = put(InsertionTarget("A"), data=reworked(small(("A", 1), ("B", 1)), change))
    texts = ["".join(p.itertext(qn("w:t"))) for p in part(data, "word/document.xml").iter(qn("w:p"))]
    assert texts[:3] == ["A", "onder A", "Hoofdstuk"]
    assert texts[-2:] == ["B", "onder B"]


def test_a_page_break_before_the_next_heading_stays_with_it(put):
    def change(document):
        document.paragraphs[1].insert_paragraph_before().add_run()
        document.paragraphs[3].insert_paragraph_before().add_run().add_break(docx.enum.text.WD_BREAK.PAGE)

    body = part(put(InsertionTarget("A"), data=reworked(small(("A", 1), ("B", 1)), change)), "word/document.xml")[0]
    texts = ["".join(child.itertext(qn("w:t"))) for child in body]
    number = texts.index("B")
    assert find(body[number - 1], ".//w:br")
    assert "naam" in texts[number - 2]


@pytest.mark.parametrize("name", ["kop 1", "heading 1"])
def test_headings_are_known_by_name_and_through_what_they_are_based_on(put, name):
    def change(document):
        style = document.styles.add_style("Eigen kop", 1)
        style.base_style = document.styles["Heading 1"]
        document.styles["Heading 1"].element.find(qn("w:name")).set(qn("w:val"), name)
        for outline in list(document.styles.element.iter(qn("w:outlineLvl"))):
            outline.getparent().remove(outline)
        document.paragraphs[0].style = style

    texts = said(put(InsertionTarget("A"), data=reworked(small(("A", 1), ("B", 1)), change)))
    assert texts.index("onder A") < texts.index("Hoofdstuk") < texts.index("B")


def test_a_paragraph_with_an_outline_level_is_a_heading(put):
    def change(document):
        properties = document.paragraphs[1]._p.get_or_add_pPr()
        etree.SubElement(properties, qn("w:outlineLvl"), {qn("w:val"): "0"})

    texts = said(put(InsertionTarget("onder A"), data=reworked(small(("A", 1), ("B", 1)), change)))
    assert texts[:3] == ["A", "onder A", "Hoofdstuk"]


# ------------------------------------------------------------ the looks


def test_the_chapter_comes_a_level_below_its_heading(put):
    shifted = {text: name for name, text in levels(put())}
    assert [shifted[text] for text in ("Hoofdstuk", "Deel", "Groep")] == ["Heading 3", "Heading 4", "Heading 5"]


@pytest.mark.parametrize(
    ("place", "level", "first"),
    [(InsertionTarget(), None, 1), (InsertionTarget("Slot "), 2, 2), (InsertionTarget(), 7, 7)],
)
def test_the_level_can_be_chosen(put, place, level, first):
    data = small(("A", 1)) if not place.heading else small(("Slot", 1))
    shifted = {text: name for name, text in levels(put(place, level, data))}
    assert [shifted[text] for text in ("Hoofdstuk", "Deel", "Groep")] == [f"Heading {first + n}" for n in range(3)]


def test_a_heading_style_that_lacks_is_made_like_ours(put):
    def change(document):
        for number in (3, 4):
            element = document.styles[f"Heading {number}"].element
            element.getparent().remove(element)

    data = put(InsertionTarget("A"), 2, reworked(small(("A", 1)), change))
    styles = {style.name: style for style in read(data).styles}
    assert [find(styles[f"Heading {n}"].element, ".//w:outlineLvl/@w:val") for n in (3, 4)] == [["2"], ["3"]]
    assert {text: name for name, text in levels(data)}["Groep"] == "Heading 4"


def test_styles_of_the_host_stay_and_every_style_used_exists(put, original):
    old, new = part(original, "word/styles.xml"), part(put(), "word/styles.xml")
    before = [plainly(each) for each in old]
    assert [plainly(each) for each in new][: len(before)] == before
    known = find(new, "w:style/@w:styleId")
    assert len(known) == len(set(known))
    assert len(find(new, "w:style/w:name/@w:val")) == len(
        {name.casefold() for name in find(new, "w:style/w:name/@w:val")}
    )
    document = part(put(), "word/document.xml")
    used = set(find(document, "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val"))
    assert used <= set(known)
    assert set(find(new, "w:style/w:basedOn/@w:val")) <= set(known)


def test_there_is_no_second_contents_list(put):
    assert "In dit hoofdstuk" not in said(put())


@pytest.mark.parametrize(("spoken", "marked"), [("en-US", True), ("nl-NL", False), ("nl-BE", False)])
def test_the_chapter_is_dutch_also_in_a_host_that_is_not(put, spoken, marked):
    def change(document):
        for lang in document.styles.element.iter(qn("w:lang")):
            lang.set(qn("w:val"), spoken)

    data = put(InsertionTarget("A"), data=reworked(small(("A", 1)), change))
    for root in (part(data, "word/document.xml"), part(data, "word/comments.xml")):
        assert ("nl-NL" in find(root, "//w:r/w:rPr/w:lang/@w:val")) is marked
    assert bool(find(part(data, "word/document.xml"), "//w:r[w:t='Vooraf.' and w:rPr/w:lang]")) is marked


def test_the_table_fits_the_hosts_page_and_counts_on(put):
    document = part(put(InsertionTarget("Uitvoering")), "word/document.xml")
    section = read(put()).sections[0]
    inside = (section.page_width - section.left_margin - section.right_margin) // 635
    assert int(find(document, "//w:tbl/w:tblPr[w:tblCaption]/w:tblW/@w:w")[0]) == inside
    assert "Tabel 2: Bijschrift" in said(put(InsertionTarget("Uitvoering")))
    assert "Tabel 1: Bijschrift" in said(put())


# ------------------------------------------------------------ what is left alone


def test_other_parts_stay_byte_for_byte(put, original):
    data = put()
    with zipfile.ZipFile(io.BytesIO(original)) as old, zipfile.ZipFile(io.BytesIO(data)) as new:
        assert new.namelist() == old.namelist()
        assert {name for name in old.namelist() if old.read(name) != new.read(name)} == CHANGED
        assert {name for name in old.namelist() if "header" in name or "media" in name or "footnotes" in name}


def test_comments_of_both_are_there_and_lead_to_one(put):
    comments, document = part(put(), "word/comments.xml"), part(put(), "word/document.xml")
    texts = {each.get(qn("w:id")): "".join(each.itertext(qn("w:t"))) for each in comments}
    assert list(texts.values()) == [
        *("Eerste opmerking", "Tweede opmerking", "Waarom dit hoofdstuk.", "Nog een opmerking."),
    ]
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(find(document, f"//w:{tag}/@w:id")) == sorted(texts)


def test_a_host_without_comments_or_lists_gets_the_parts(put):
    def change(document):
        for style in ("List Bullet", "List Number"):
            element = document.styles[style].element
            element.remove(element.find(qn("w:pPr")))

    bare = reworked(small(("A", 1)), change)
    rels = part(bare, "word/_rels/document.xml.rels")
    for row in rels:
        if row.get("Target") == "numbering.xml":
            rels.remove(row)
    types = part(bare, "[Content_Types].xml")
    for row in types:
        if row.get("PartName") == "/word/numbering.xml":
            types.remove(row)
    bare = renamed(
        bare,
        {
            "word/numbering.xml": None,
            "word/_rels/document.xml.rels": etree.tostring(rels),
            "[Content_Types].xml": etree.tostring(types),
        },
    )
    data = put(InsertionTarget("A"), data=bare)
    assert {"word/comments.xml", "word/numbering.xml"} <= set(names(data))
    document, numbering = part(data, "word/document.xml"), part(data, "word/numbering.xml")
    assert set(find(document, "//w:numId/@w:val")) <= set(find(numbering, "w:num/@w:numId"))
    marked = find(document, "//w:p[w:pPr/w:pStyle/@w:val='ListBullet']")
    assert marked
    assert all(find(each, "w:pPr/w:numPr/w:numId") for each in marked)
    assert len(read(data).part.part_related_by(docx.opc.constants.RELATIONSHIP_TYPE.COMMENTS).element) == 2


def test_lists_start_at_1_and_share_nothing_with_the_host(put, original):
    numbering, document = part(put(), "word/numbering.xml"), part(put(), "word/document.xml")
    old = part(original, "word/numbering.xml")
    theirs = [plainly(each) for each in old]
    ours = {plainly(each) for each in numbering}
    assert set(theirs) <= ours
    used = list(dict.fromkeys(find(document, "//w:pPr/w:numPr/w:numId/@w:val")))
    assert len(used) == 2
    for number in used:
        (found,) = find(numbering, f"w:num[@w:numId='{number}']")
        assert find(found, "w:lvlOverride/w:startOverride/@w:val") == ["1"]
        assert find(found, "w:abstractNumId/@w:val")[0] not in find(old, "w:abstractNum/@w:abstractNumId")
    order = [etree.QName(each).localname for each in numbering]
    assert order == sorted(order, key=["numPicBullet", "abstractNum", "num", "numIdMacAtCleanup"].index)


@pytest.mark.parametrize(
    "path",
    [
        *("//w:bookmarkStart/@w:id", "//w:bookmarkEnd/@w:id", "//w:bookmarkStart/@w:name"),
        *("//w:sdtPr/w:id/@w:val", "//w:commentReference/@w:id"),
    ],
)
def test_ids_are_unique(put, path):
    keys = find(part(put(), "word/document.xml"), path)
    assert len(keys) > 1
    assert len(keys) == len(set(keys))


def test_links_lead_to_what_is_there(put):
    document, relations = part(put(), "word/document.xml"), part(put(), "word/_rels/document.xml.rels")
    assert set(find(document, "//w:hyperlink/@w:anchor")) <= set(find(document, "//w:bookmarkStart/@w:name"))
    keys = [row.get("Id") for row in relations]
    assert len(keys) == len(set(keys))
    assert "https://example.nl/wet?a=1&b=2" in [row.get("Target") for row in relations]
    space = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    assert {each.get(space) for each in document.iter(qn("w:hyperlink"))} - {None} <= set(keys)


def test_twice_the_same_chapter_keeps_its_bookmarks_apart(put):
    twice = put(InsertionTarget(), data=put())
    document = part(twice, "word/document.xml")
    marks = find(document, "//w:bookmarkStart/@w:name")
    assert len(marks) == len(set(marks))
    assert max(map(len, marks)) <= 40
    assert set(find(document, "//w:hyperlink/@w:anchor")) <= set(marks)


def carrying(tmp_path, data: bytes) -> bytes:
    path = tmp_path / "lia.docx"
    path.write_bytes(data)
    return insert_docx(CHAPTER, STYLES, "concept", path, InsertionTarget(), basis=BASIS)


def test_a_draft_is_carried_into_the_host(tmp_path, original):
    data = carrying(tmp_path, original)
    found = read_carried(data, "x.docx")
    assert found.basis == BASIS
    kept = {paragraph.text for paragraph in found.paragraphs}
    assert "Tabel 2: Bijschrift" in kept  # as it counts on from the host
    assert {text for text in said(data) if text} >= {text for text in kept if text.startswith(("Tabel", "Zie"))}
    with zipfile.ZipFile(io.BytesIO(original)) as old, zipfile.ZipFile(io.BytesIO(data)) as new:
        assert {name for name in old.namelist() if old.read(name) != new.read(name)} == CHANGED | {TYPES}


@pytest.fixture(scope="module")
def saved_there(tmp_path_factory, original) -> tuple[bytes, bytes, bytes]:
    """Return a host as LibreOffice saves it, and one with a chapter in it before and after that."""
    data = carrying(tmp_path_factory.mktemp("gast"), original)
    host_there, chapter_there = all_resaved((original, data))
    return host_there, data, chapter_there


@NEEDS_LIBREOFFICE
def test_libreoffice_leaves_what_the_host_carries(saved_there):
    _, before, after = saved_there
    assert read_carried(after, "x.docx") == read_carried(before, "x.docx")


def test_data_of_the_host_stays_beside_what_is_carried(tmp_path):
    first = write_docx(chapter(heading("Interne implementatie")), STYLES, "concept", basis=BASIS)
    data = carrying(tmp_path, reworked(first, lambda _document: None))
    items = [name for name in names(data) if "itemProps" in name]
    assert len(items) == len({part(data, name).values()[0] for name in items}) == 2
    with pytest.raises(DraftError, match="meer dan één hoofdstuk"):
        read_carried(data, "x.docx")


@pytest.mark.parametrize("kind", ["", "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"])
def test_a_host_that_says_something_else_of_xml_is_told_what_is_carried(tmp_path, original, kind):
    types = part(original, TYPES)
    for row in [row for row in types if row.get("Extension") == "xml"]:
        row.set("ContentType", kind) if kind else types.remove(row)
    data = carrying(tmp_path, renamed(original, {TYPES: etree.tostring(types)}))
    told = {row.get("PartName"): row.get("ContentType") for row in part(data, TYPES)}
    assert told["/customXml/item2.xml"] == "application/xml"


def test_the_same_gives_the_same_bytes(put):
    assert put() == put()


def test_two_tables_do_not_grow_together(put):
    ends_in_table = chapter(heading("Hoofdstuk"), table(("a", "b"), ("c", "d")))
    body = part(put(InsertionTarget(), story=ends_in_table), "word/document.xml")[0]
    assert [child.tag for child in body][-3:] == [qn("w:tbl"), qn("w:p"), qn("w:sectPr")]


# ------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("place", "message"),
    [
        (
            InsertionTarget("Interne implementatei"),
            "de kop «Interne implementatei» staat er niet; koppen in dit document: «Inter",
        ),
        (
            InsertionTarget("Zwemmen"),
            "koppen in dit document: «Inleiding», «Uitvoering», «Interne implementatie», «Onderdeel»",
        ),
        (
            InsertionTarget("Slot"),
            "de kop «Slot» staat er 2 keer; zet in Word een bladwijzer op de goede plek en gebruik --blad",
        ),
        (InsertionTarget(bookmark="Plak"), "de bladwijzer «Plak» staat er niet; bladwijzers in dit document: «Plek»"),
    ],
)
def test_a_place_that_is_not_there(put, place, message):
    with pytest.raises(HostError) as caught:
        put(place)
    assert message in str(caught.value)
    assert "lia.docx: " in str(caught.value)


def test_a_document_without_headings_or_bookmarks(put):
    bare = saved(docx.Document())
    with pytest.raises(HostError, match="heeft geen koppen"):
        put(InsertionTarget("A"), data=bare)
    with pytest.raises(HostError, match="heeft er geen"):
        put(InsertionTarget(bookmark="A"), data=bare)


DAMAGED = "geen Word-bestand"
STRICT = b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
LOOSE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda _: b"tekst", DAMAGED),
        (lambda data: data[: len(data) // 2], DAMAGED),
        (lambda data: renamed(data, {"[Content_Types].xml": None}), DAMAGED),
        (lambda data: renamed(data, {"word/document.xml": b"<a"}), DAMAGED),
        (lambda data: renamed(data, {"word/document.xml": b"<a/>"}), DAMAGED),
        (lambda data: renamed(data, {"_rels/.rels": b"<a/>"}), DAMAGED),
        (
            lambda data: renamed(
                data,
                {"word/styles.xml": b'<!DOCTYPE a [<!ENTITY a "b">]>' + etree.tostring(part(data, "word/styles.xml"))},
            ),
            DAMAGED,
        ),
        (lambda data: renamed(data, {"../elders.xml": b"<a/>"}), DAMAGED),
        (lambda data: renamed(data, {"word/media/leeg.bmp": bytes(60_000_000)}, zipfile.ZIP_DEFLATED), "te groot"),
        (lambda data: renamed(data, {"_xmlsignatures/origin.sigs": b""}), "digitaal ondertekend"),
        (lambda data: renamed(data, {"_rels/.rels": b'<a><b Type="' + STRICT + b'"/></a>'}), "Strict Open XML"),
        (
            lambda data: renamed(
                data,
                {
                    "[Content_Types].xml": etree.tostring(part(data, "[Content_Types].xml")).replace(
                        b"document.main", b"template.main"
                    )
                },
            ),
            "sjabloon",
        ),
    ],
)
def test_a_file_that_cannot_be_used(put, original, change, message):
    with pytest.raises(HostError, match=message):
        put(data=change(original))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(HostError, match="bestaat niet"):
        insert_docx(CHAPTER, STYLES, "concept", tmp_path / "weg.docx", InsertionTarget())


# ------------------------------------------------------------ other programs


@NEEDS_LIBREOFFICE
def test_a_host_that_libreoffice_saved(put, saved_there):
    theirs, *_ = saved_there
    data = put(data=theirs)
    texts = said(data)
    after = iter(texts)
    assert all(text in after for text in said(theirs))
    assert texts.index("drie") < texts.index("Hoofdstuk") < texts.index("Communicatie")
    shifted = {text: name for name, text in levels(data)}
    assert [shifted[text] for text in ("Hoofdstuk", "Deel", "Groep")] == ["Heading 3", "Heading 4", "Heading 5"]
    assert len(part(data, "word/comments.xml")) == 4
    with zipfile.ZipFile(io.BytesIO(theirs)) as old, zipfile.ZipFile(io.BytesIO(data)) as new:
        assert {name for name in old.namelist() if old.read(name) != new.read(name)} <= CHANGED
    # And so it opens there: the lists count from 1, those of the host on.
    for shown in all_resaved((data, put()), "txt"):
        rows = [" ".join(row.split()) for row in shown.decode("utf-8-sig").splitlines()]
        for text in ("1. een", "2. twee", "3. drie", "1. weer een", "2. weer twee", "4. vier"):
            assert text in rows, rows
        assert rows.count("1. een") == 2


@pytest.mark.wide
def test_nothing_fails_that_did_not_fail_in_the_host(put, original):
    assert set(errors(put())) <= set(errors(original))
