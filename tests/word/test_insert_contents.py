"""A chapter put into a document with a contents list: new lines like their neighbours, or the list left as it is."""

from __future__ import annotations

import re

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph
from host_builder import saved
from judges import errors
from libreoffice import NEEDS_LIBREOFFICE, resaved
from word_builders import STYLES, bullets, chapter, find, heading, para, part, read, table

from liagen.document.blocks import Fill
from liagen.word.insert.insert import insert_docx, lists_contents
from liagen.word.insert.spot import Place
from liagen.word.write.word_file import write_docx

W = nsdecls("w")
HEADS = (("Inleiding", 1), ("Uitvoering", 1), ("Interne implementatie", 2), ("Communicatie", 2), ("Slot", 1))
STORY = chapter(
    heading(["Hoofdstuk ", Fill("x", "naam")]),
    para("Tekst."),
    heading("Deel een", 2),
    bullets("a"),
    heading("Deel twee", 2),
    heading("Optie", 3, note="Waarom."),
    table(("a", "b"), ("c", "d")),
)


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def line(number: int, text: str, level: int, before="", after="") -> str:
    """Return a line as Word writes it; the page is a field of its own."""
    hidden = "<w:rPr><w:noProof/><w:webHidden/></w:rPr>"
    page = (
        f'<w:r>{hidden}<w:tab/></w:r><w:r>{hidden}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{hidden}<w:instrText xml:space="preserve"> PAGEREF _Toc{number:09} \\h </w:instrText></w:r>'
        f'<w:r>{hidden}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{hidden}<w:t>{number + 2}</w:t></w:r>'
        f'<w:r>{hidden}<w:fldChar w:fldCharType="end"/></w:r>'
    )
    half = len(text) // 2
    link = "<w:rPr><w:rStyle w:val='Hyperlink'/></w:rPr>"
    runs = "".join(f'<w:r>{link}<w:t xml:space="preserve">{each}</w:t></w:r>' for each in (text[:half], text[half:]))
    return (
        f'<w:p {W}><w:pPr><w:pStyle w:val="TOC{level}"/><w:tabs><w:tab w:val="right" w:pos="9000"/></w:tabs></w:pPr>'
        f'{before}<w:hyperlink w:anchor="_Toc{number:09}" w:history="1">{runs}{page}</w:hyperlink>{after}</w:p>'
    )


def host(code='TOC \\o "1-3" \\h \\z \\u', heads=HEADS, shown=(1, 2, 3), numbered="", last="own") -> bytes:
    """Return a document with a contents list; ``last`` says where its field ends: in a paragraph of its own or not."""
    document = docx.Document()
    for level in shown:
        document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH).element.set(qn("w:styleId"), f"TOC{level}")
    for number, (text, level) in enumerate(heads):
        mark = document.add_heading(text, level)._p
        mark.insert(1, parse_xml(f'<w:bookmarkStart {W} w:id="{number}" w:name="_Toc{number:09}"/>'))
        mark.append(parse_xml(f'<w:bookmarkEnd {W} w:id="{number}"/>'))
        document.add_paragraph(f"onder {text}")
    listed = [(number, text, level) for number, (text, level) in enumerate(heads) if level in shown]
    begin = field("begin") + f"<w:r><w:instrText> {code} </w:instrText></w:r>" + field("separate")
    rows = [
        line(
            number,
            numbered + text,
            level,
            begin if (number, text, level) == listed[0] else "",
            field("end") if last == "line" and (number, text, level) == listed[-1] else "",
        )
        for number, text, level in listed
    ]
    if last == "own":
        rows.append(f"<w:p {W}>{field('end')}</w:p>")
    for number, row in enumerate(rows):
        document.element.body.insert(number, parse_xml(row))
    return saved(document)


@pytest.fixture
def put(tmp_path):
    def _put(data: bytes, place=Place("Interne implementatie"), edition="concept", level=None) -> bytes:  # noqa: B008
        path = tmp_path / "lia.docx"
        path.write_bytes(data)
        return insert_docx(STORY, STYLES, edition, path, place, level)

    return _put


def lines(data: bytes) -> list[tuple[str, str]]:
    document = read(data)
    every = (Paragraph(p, document) for p in document.element.iter(qn("w:p")))  # also those in a control
    return [(p.style.name, p.text) for p in every if re.match(r"toc \d", p.style.name.lower())]


def test_the_headings_come_in_their_place_with_links(put):
    data = put(host())
    assert lines(data) == [
        ("toc 1", "Inleiding\t2"),
        ("toc 1", "Uitvoering\t3"),
        ("toc 2", "Interne implementatie\t4"),
        ("toc 3", "Hoofdstuk [invullen: naam]\t–"),
        ("toc 2", "Communicatie\t5"),
        ("toc 1", "Slot\t6"),
    ]
    document = part(data, "word/document.xml")
    for link in find(document, "//w:hyperlink[@w:history]"):
        anchor = link.get(qn("w:anchor"))
        (target,) = find(document, f"//w:p[w:bookmarkStart/@w:name='{anchor}']")
        said = "".join(text.text for text in target.iter(qn("w:t")))
        assert "".join(link.itertext(qn("w:t"))).startswith(said)
        assert find(link, ".//w:instrText/text()") == [f" PAGEREF {anchor} \\h "]


@pytest.mark.parametrize(
    ("place", "level", "expected"),
    [
        (Place("Inleiding"), None, ["Inleiding", "Hoofdstuk", "Deel een", "Deel twee", "Uitvoering"]),
        (Place("Slot"), 1, ["Slot", "Hoofdstuk", "Deel een", "Deel twee", "Optie"]),
        (Place(), None, ["Slot", "Hoofdstuk", "Deel een", "Deel twee", "Optie"]),
    ],
)
@pytest.mark.parametrize("last", ["own", "line"])
def test_every_level_that_the_list_takes(put, place, level, expected, last):
    data = put(host(last=last), place, level=level)
    said = [text.partition("\t")[0].partition(" [")[0] for _, text in lines(data)]
    at = said.index(expected[0])
    assert said[at : at + len(expected)] == expected
    signs = find(part(data, "word/document.xml"), "//w:fldChar/@w:fldCharType")
    depth = [sum({"begin": 1, "separate": 0, "end": -1}[sign] for sign in signs[:n]) for n in range(len(signs) + 1)]
    assert (min(depth), max(depth), depth[-1]) == (0, 2, 0)
    body = part(data, "word/document.xml")[0]
    rows = [child for child in body if find(child, "w:pPr/w:pStyle[starts-with(@w:val, 'TOC')]")]
    assert all(find(row, ".//w:fldChar[@w:fldCharType='end']") for row in rows)


def test_a_level_without_a_line_gets_the_style_for_it(put):
    heads = (("Inleiding", 1), ("Slot", 1))
    assert [style for style, _ in lines(put(host(heads=heads), Place("Inleiding")))] == [
        *("toc 1", "toc 2", "toc 3", "toc 3", "toc 1"),
    ]


def test_a_list_by_text_is_known_too(put):
    def unlinked(data):
        document = read(data)
        for link in list(document.element.iter(qn("w:hyperlink"))):
            for child in reversed(link):
                link.addnext(child)
            link.getparent().remove(link)
        for name, value in (("w:instrText", "PAGEREF"),):
            for code in list(document.element.iter(qn(name))):
                if value in code.text:
                    code.text = " PAGE "
        return saved(document)

    data = put(unlinked(host(numbered="1.2 ")))
    assert ("toc 3", "Hoofdstuk [invullen: naam]\t–") in lines(data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(lambda: host(code='TOC \\h \\z \\t "Eigen;1"'), id="levels not said"),
        pytest.param(lambda: host(code='TOC \\o "1-3" \\c "Tabel"'), id="a list of tables"),
        pytest.param(lambda: host(code='TOC \\o "1-3" \\b deel'), id="a list of a part"),
        pytest.param(lambda: host(shown=(1, 2)), id="no style for the level"),
        pytest.param(host, id="before the first heading"),
    ],
)
def test_a_list_that_is_not_understood_stays_as_it_is(put, data, request):
    theirs = data()
    place = Place("Interne implementatie")
    if request.node.callspec.id == "before the first heading":
        document = read(theirs)
        after = next(p for p in document.paragraphs if p.style.name == "Heading 1")
        marked = after.insert_paragraph_before("Vooraf")._p
        marked.append(parse_xml(f'<w:bookmarkStart {W} w:id="70" w:name="plek"/>'))
        marked.append(parse_xml(f'<w:bookmarkEnd {W} w:id="70"/>'))
        theirs, place = saved(document), Place(bookmark="plek")
    assert lines(put(theirs, place)) == lines(theirs)


def test_a_line_of_a_heading_that_is_gone_leaves_the_list_as_it_is(put):
    document = read(host())
    gone = next(p for p in document.paragraphs if p.style.name == "Heading 1" and p.text == "Slot")
    gone._p.getparent().remove(gone._p)
    theirs = saved(document)
    assert lines(put(theirs)) == lines(theirs)


@pytest.mark.parametrize("broken", ["a code in two pieces", "a picture", "a link outside the document"])
def test_a_line_that_cannot_be_copied_leaves_the_list_as_it_is(put, broken):
    document = read(host())
    line = document.paragraphs[2]._p
    if broken == "a picture":
        line.append(parse_xml(f"<w:r {W}><w:pict/></w:r>"))
    elif broken == "a link outside the document":
        line.find(qn("w:hyperlink")).set(
            qn("r:id"), document.part.relate_to("https://example.nl", "x", is_external=True)
        )
    else:
        code = next(line.iter(qn("w:instrText")))
        code.getparent().append(parse_xml(f"<w:instrText {W}>{code.text[14:]}</w:instrText>"))
        code.text = code.text[:14]
    theirs = saved(document)
    assert lines(put(theirs)) == lines(theirs)


def test_levels_that_the_list_leaves_out_stay_out(put):
    assert len(lines(put(host(code='TOC \\o "1-2"', shown=(1, 2))))) == len(lines(host(shown=(1, 2))))


def test_ids_and_bookmarks_are_unique(put):
    document = part(put(host(), Place("Inleiding")), "word/document.xml")
    for path in ("//w:bookmarkStart/@w:id", "//w:bookmarkStart/@w:name"):
        found = find(document, path)
        assert len(found) == len(set(found))
    assert set(find(document, "//w:hyperlink/@w:anchor")) <= set(find(document, "//w:bookmarkStart/@w:name"))


def test_nothing_asks_to_renew_fields(put):
    data = put(host())
    assert not find(part(data, "word/document.xml"), "//@w:dirty")
    assert not find(part(data, "word/settings.xml"), "//w:updateFields")


def test_twice_gives_both_chapters_their_lines(put):
    twice = put(put(host(), Place("Inleiding")), Place("Slot"))
    assert [text.partition(" ")[0] for _, text in lines(twice)].count("Hoofdstuk") == 2


def test_a_chapter_of_ours_as_host(put):
    ours = write_docx(chapter(*STORY.blocks, contents_title="Inhoud"), STYLES, "schoon")
    data = put(ours, Place("Deel een"), level=2)
    assert [text for _, text in lines(data)] == ["Deel een", "Hoofdstuk [invullen: naam]", "Deel twee"]


def test_it_says_whether_there_is_a_list(tmp_path):
    for name, data, there in (("a", host(), True), ("b", saved(docx.Document()), False)):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(data)
        assert lists_contents(path) is there


@pytest.mark.parametrize("edition", ["concept", "schoon"])
def test_nothing_fails_that_did_not_fail_in_the_host(put, edition):
    assert set(errors(put(host(), Place("Inleiding"), edition))) <= set(errors(host()))


def test_the_end_product_leaves_no_remarks_controls_or_marks(put):
    data = put(host(), edition="schoon")
    document = part(data, "word/document.xml")
    assert not find(document, "//w:sdt | //w:commentReference")
    assert not [name for name in find(document, "//w:bookmarkStart/@w:name") if name.startswith("_lia_")]
    with_all = put(host())
    assert find(part(with_all, "word/document.xml"), "//w:sdt")
    assert [p.text for p in read(data).paragraphs if p.text == "Hoofdstuk [invullen: naam]"]


@NEEDS_LIBREOFFICE
def test_a_list_that_libreoffice_saved(put):
    theirs = resaved(host())
    said = [re.sub(r"\t\S+$", "", text) for _, text in lines(put(theirs))]
    assert said == [
        *("Inleiding", "Uitvoering", "Interne implementatie", "Hoofdstuk [invullen: naam]", "Communicatie", "Slot"),
    ]
